//! Readers, their sessions and tokens, and what they have looked at.

use crate::{NOW, add, library, outlet_article, place};
use store::{Lasts, Library, StoryId};

fn lasting() -> Lasts {
    Lasts { used: "2031-05-06T00:00:00Z".to_owned(), made: "2031-05-01T00:00:00Z".to_owned() }
}

#[test]
fn a_reader_has_one_name_whatever_its_case() {
    let (_folder, mut library) = library();
    let ada = library.reader("Ada Lund").unwrap();
    assert_eq!(library.reader("ADA LUND").unwrap(), ada);
    assert_eq!(library.find_reader("ada lund").unwrap(), Some(ada.clone()));
    assert_eq!(library.readers().unwrap(), [ada]);
    assert!(library.remove_reader("Ilo").unwrap_err().is_not_found());
    library.remove_reader("ada LUND").unwrap();
    assert_eq!(library.readers().unwrap(), []);
}

#[test]
fn a_session_lasts_while_it_is_used_and_not_beyond_its_time() {
    let (_folder, mut library) = library();
    let ada = library.reader("Ada").unwrap();
    library.begin_session(b"one", ada.id, "2031-05-05T10:00:00Z").unwrap();
    assert_eq!(library.session(b"one", &lasting()).unwrap(), None, "unused for too long");
    library.touch_session(b"one", NOW).unwrap();
    assert_eq!(library.session(b"one", &lasting()).unwrap(), Some((ada.clone(), NOW.to_owned())));
    let later = Lasts { made: "2031-05-05T11:00:00Z".to_owned(), ..lasting() };
    assert_eq!(library.session(b"one", &later).unwrap(), None, "made too long ago");
    assert_eq!(library.session(b"two", &lasting()).unwrap(), None);
    assert_eq!(library.end_sessions(&later).unwrap(), 1);
    library.begin_session(b"three", ada.id, NOW).unwrap();
    library.set_secret(ada.id, Some("$argon2id$…")).unwrap();
    assert_eq!(library.session(b"three", &lasting()).unwrap(), None, "a new password ends all sessions");
    library.begin_session(b"four", ada.id, NOW).unwrap();
    library.end_session(b"four").unwrap();
    assert_eq!(library.session(b"four", &lasting()).unwrap(), None);
}

#[test]
fn a_token_is_known_until_it_is_withdrawn_or_its_reader_goes() {
    let (_folder, mut library) = library();
    let ada = library.reader("Ada").unwrap();
    let id = library.put_token(b"digest", ada.id, "night script", false, NOW).unwrap();
    let (reader, token) = library.token(b"digest").unwrap().unwrap();
    assert_eq!((reader, token.id, token.writes, token.used), (ada.clone(), id, false, None));
    library.touch_token(id, NOW).unwrap();
    assert_eq!(library.tokens().unwrap()[0].1.used.as_deref(), Some(NOW));
    assert!(library.remove_token(id).unwrap() && !library.remove_token(id).unwrap());
    library.put_token(b"other", ada.id, "script", true, NOW).unwrap();
    library.remove_reader("Ada").unwrap();
    assert_eq!(library.token(b"other").unwrap(), None);
}

fn story(library: &mut Library, id: &str, day: &str) -> StoryId {
    let key = add(library, outlet_article(id, "Gale", day, &format!("Rain fell on {id}.")));
    place(library, &[(key, 0)])[&0]
}

#[test]
fn a_look_within_a_while_is_the_same_look() {
    let (_folder, mut library) = library();
    let ada = library.reader("Ada").unwrap();
    let rain = story(&mut library, "a", "2031-05-01");
    let look = library.look(ada.id, rain, "2031-05-06T07:00:00Z", "2031-05-06T06:30:00Z").unwrap();
    assert_eq!(look.before, None);
    let look = library.look(ada.id, rain, "2031-05-06T07:10:00Z", "2031-05-06T06:40:00Z").unwrap();
    assert_eq!((look.at.as_str(), look.before), ("2031-05-06T07:10:00Z", None));
    let look = library.look(ada.id, rain, "2031-05-07T08:00:00Z", "2031-05-07T07:30:00Z").unwrap();
    assert_eq!(look.before.as_deref(), Some("2031-05-06T07:10:00Z"));
    assert_eq!(library.looks(ada.id, &[rain]).unwrap()[&rain], look);
}

#[test]
fn what_moved_since_a_look_is_told_to_the_one_who_looked() {
    let (_folder, mut library) = library();
    let (ada, ilo) = (library.reader("Ada").unwrap(), library.reader("Ilo").unwrap());
    let rain = story(&mut library, "a", "2031-05-01");
    library.look(ada.id, rain, "2031-05-01T00:00:00Z", "2031-04-30T00:00:00Z").unwrap();
    library.look(ilo.id, rain, "2031-05-08T00:00:00Z", "2031-05-07T00:00:00Z").unwrap();
    assert_eq!(library.moved(ada.id, 10).unwrap(), [rain]);
    assert_eq!(library.moved(ilo.id, 10).unwrap(), []);
    assert_eq!(library.added_since(rain, "2031-05-01T00:00:00Z").unwrap().len(), 1);
    assert_eq!(library.added_since(rain, NOW).unwrap().len(), 0);
    library.look_at_all(ada.id, "2031-05-08T00:00:00Z").unwrap();
    assert_eq!(library.moved(ada.id, 10).unwrap(), []);
}
