//! A story as it was told is given for as long as that holds, and never after.

use super::*;
use article::Correction;
use store::{State, StoryId};

const ONE: StoryId = StoryId(1);
const TWO: StoryId = StoryId(2);

fn by(outlet: &str, id: &str) -> Article {
    let mut article =
        outlet_article(id, outlet, "2031-04-30", &format!("“We held the line {id},” Ada Lund said."));
    article.url = Some(format!("https://{id}.example/"));
    article
}

/// Two stories: `a` and `b` are one, `c` is the other. Both are told.
fn told() -> (TempDir, Library, [ArticleKey; 3]) {
    let (folder, mut library) = library();
    let keys = ["a", "b", "c"].map(|id| {
        let key = add(&mut library, by("Tide", id));
        library.put_readings(vec![(key, read::read(by("Tide", id)))]).unwrap();
        sign(&mut library, key, b"s", "2031-04-30", &[7]);
        key
    });
    library.put_grouping(&placed(&[(keys[0], 0), (keys[1], 0), (keys[2], 1)], true)).unwrap();
    tell(&mut library, ONE);
    tell(&mut library, TWO);
    assert!(library.untold("rules", 1, 9).unwrap().is_empty());
    (folder, library, keys)
}

fn tell(library: &mut Library, story: StoryId) -> State {
    let state = library.story_state(story).unwrap();
    let account = format!("the account of {story}").repeat(50);
    library.put_told(story, &state, "rules", &format!("{story} in short"), account.as_bytes()).unwrap();
    assert_eq!(library.told(story, "rules").unwrap().unwrap(), account.as_bytes());
    state
}

/// Which of the two stories hold.
fn hold(library: &Library) -> [bool; 2] {
    [ONE, TWO].map(|story| {
        let told = library.told(story, "rules").unwrap().is_some();
        assert_eq!(library.summary(story, "rules").unwrap().is_some(), told);
        assert_eq!(library.untold("rules", 1, 9).unwrap().contains(&story), !told);
        told
    })
}

#[test]
fn every_change_of_what_a_story_is_told_of_is_noticed_and_of_no_other() {
    type Change = fn(&mut Library, &[ArticleKey; 3]);
    let changes: [(&str, Change, [bool; 2]); 12] = [
        ("nothing", |_, _| (), [true, true]),
        ("another title", |library, _| library.put_story_title(ONE, "Another").unwrap(), [true, true]),
        (
            "an article that has no story",
            |library, _| {
                add(library, by("Tide", "d"));
            },
            [true, true],
        ),
        (
            "an article that comes in",
            |library, _| {
                let key = add(library, by("Tide", "d"));
                let mut grouping = placed(&[(key, 0)], false);
                grouping.whole = vec![(ONE, 0)];
                library.put_grouping(&grouping).unwrap();
                assert_eq!(library.story_of(key).unwrap(), Some(ONE));
            },
            [false, true],
        ),
        (
            "an article that moves",
            |library, keys| {
                let places = [(keys[0], 0), (keys[1], 1), (keys[2], 1)];
                library.put_grouping(&placed(&places, false)).unwrap();
                assert_eq!(library.story_of(keys[1]).unwrap(), Some(TWO));
            },
            [false, false],
        ),
        ("an article that is removed", |library, _| library.remove(&"b".into()).unwrap(), [false, true]),
        (
            "a reading",
            |library, keys| {
                library.put_readings(vec![(keys[2], read::read(by("Tide", "c")))]).unwrap();
            },
            [true, false],
        ),
        (
            "what a page says",
            |library, keys| {
                let particulars = article::Particulars {
                    canonical: Some("https://x.example/".into()),
                    ..Default::default()
                };
                library.set_particulars(keys[0], &particulars, "html 2").unwrap();
            },
            [false, true],
        ),
        (
            "a correction of an outlet",
            |library, _| {
                let correction =
                    Correction::Outlet { article: "c".into(), outlet: Outlet("Gale".to_owned()) };
                library.correct(&correction, None, None, NOW).unwrap();
            },
            [true, false],
        ),
        (
            "a correction of a speaker",
            |library, _| {
                let correction =
                    Correction::Speaker { article: "a".into(), span: Span::new(5, 8), speaker: None };
                library.correct(&correction, None, None, NOW).unwrap();
                let a = library.key(&"a".into()).unwrap();
                let reading = read::read(library.article_with_corrections(a).unwrap());
                library.put_readings(vec![(a, reading)]).unwrap();
            },
            [false, true],
        ),
        (
            "a correction of people",
            |library, _| {
                let correction = Correction::JoinPeople { a: "Ada".to_owned(), b: "Lund".to_owned() };
                library.correct(&correction, None, None, NOW).unwrap();
            },
            [false, false],
        ),
        (
            "a later version of a page",
            |library, _| {
                let mut later = by("Tide", "c");
                later.text.push_str(" It rained.");
                add(library, later);
            },
            [true, false],
        ),
    ];
    for (what, change, expected) in changes {
        let (_folder, mut library, keys) = told();
        change(&mut library, &keys);
        assert_eq!(hold(&library), expected, "{what}");
        assert!(
            library.doctor().unwrap().iter().all(|finding| finding.concern != store::Concern::Trouble),
            "{what}"
        );
    }
}

#[test]
fn what_was_told_of_a_state_that_is_over_is_not_kept() {
    let (_folder, mut library, keys) = told();
    let before = library.story_state(ONE).unwrap();
    read_again(&mut library, keys[0]);
    library.put_told(ONE, &before, "rules", "late", b"late").unwrap();
    assert_eq!(hold(&library), [false, true]);
    assert_eq!(library.told(TWO, "other rules").unwrap(), None);
    assert!(library.story_state(StoryId(99)).unwrap_err().is_not_found());
}

#[test]
fn a_story_that_vanishes_and_comes_back_is_in_no_earlier_state() {
    let (_folder, mut library, keys) = told();
    let before = library.story_state(TWO).unwrap();
    library.put_grouping(&placed(&[(keys[0], 0), (keys[1], 0), (keys[2], 0)], true)).unwrap();
    assert!(library.story_state(TWO).unwrap_err().to_string().contains("now in story 1"));
    library.put_grouping(&placed(&[(keys[0], 0), (keys[1], 0), (keys[2], 1)], true)).unwrap();
    let story = library.story_of(keys[2]).unwrap().unwrap();
    assert_ne!(library.story_state(story).unwrap(), before);
}

#[test]
fn who_corrects_and_who_takes_back_is_kept() {
    let (_folder, mut library, _) = told();
    let people = Correction::JoinPeople { a: "Ada".to_owned(), b: "Lund".to_owned() };
    let id = library.correct(&people, None, Some("Ada"), NOW).unwrap();
    tell(&mut library, ONE);
    library.undo(id, Some("Ilo"), NOW).unwrap();
    assert_eq!(hold(&library), [false, false]);
    let stored = library.corrections(true).unwrap().remove(0);
    assert_eq!((stored.maker.as_deref(), stored.undoer.as_deref()), (Some("Ada"), Some("Ilo")));
}
