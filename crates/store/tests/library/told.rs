//! Stories as they were told last.

use crate::{NOW, add, library, outlet_article, place, read_again};
use article::{Correction, Outlet};
use store::Library;

const RULES: &str = "rules 1";

fn told(library: &Library, story: store::StoryId) -> bool {
    let told = library.told(story, RULES).unwrap();
    assert_eq!(told.is_some(), library.summary(story, RULES).unwrap().is_some());
    assert_eq!(told.is_none(), library.untold(RULES, 1, 10).unwrap().contains(&story));
    told.is_some()
}

fn tell(library: &mut Library, story: store::StoryId) {
    let state = library.story_state(story).unwrap();
    library.put_told(story, &state, RULES, "{}", b"account").unwrap();
    assert!(told(library, story));
}

#[test]
fn a_story_is_told_again_when_anything_in_it_changes() {
    let (_folder, mut library) = library();
    let a = add(&mut library, outlet_article("a", "Gale", "2031-05-01", "Rain fell."));
    let b = add(&mut library, outlet_article("b", "Gale", "2031-05-02", "Snow fell."));
    let story = place(&mut library, &[(a, 0)])[&0];
    assert!(!told(&library, story));
    tell(&mut library, story);
    assert_eq!(library.told(story, RULES).unwrap().as_deref(), Some(b"account".as_slice()));
    assert_eq!(library.told(story, "rules 2").unwrap(), None);

    place(&mut library, &[(a, 0), (b, 0)]);
    assert!(!told(&library, story), "a report came");
    tell(&mut library, story);
    read_again(&mut library, b);
    assert!(!told(&library, story), "a report was read again");
    tell(&mut library, story);
    let outlet = Correction::Outlet { article: "b".into(), outlet: Outlet("Gale News".into()) };
    let id = library.correct(&outlet, None, Some("Ada"), NOW).unwrap();
    assert!(!told(&library, story), "a correction was made");
    tell(&mut library, story);
    library.undo(id, Some("Ilo"), NOW).unwrap();
    assert!(!told(&library, story), "a correction was taken back");
    let stored = library.corrections(true).unwrap().remove(0);
    assert_eq!((stored.maker.as_deref(), stored.undoer.as_deref()), (Some("Ada"), Some("Ilo")));
    tell(&mut library, story);
    library.remove(&"b".into()).unwrap();
    assert!(!told(&library, story), "a report was removed");
}

#[test]
fn what_was_told_of_a_state_that_is_over_is_not_kept() {
    let (_folder, mut library) = library();
    let a = add(&mut library, outlet_article("a", "Gale", "2031-05-01", "Rain fell."));
    let story = place(&mut library, &[(a, 0)])[&0];
    let before = library.story_state(story).unwrap();
    read_again(&mut library, a);
    library.put_told(story, &before, RULES, "{}", b"old").unwrap();
    assert!(!told(&library, story));
    assert!(library.story_state(store::StoryId(99)).unwrap_err().is_not_found());
}
