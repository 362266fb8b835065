//! Feeds and their pages are kept as they are said to be, also while somebody else changes what is followed.

use super::*;
use gather::opml::{Listed, Subscription};
use gather::watch::{Condition, Feed, Outcome, Page};
use gather::web::Address;
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2031-04-30T15:20:00Z".parse().unwrap()
}

fn address(given: &str) -> Address {
    Address::parse(given).unwrap()
}

fn feed(given: &str) -> Feed {
    let said = Subscription { name: Some("Mine".to_owned()), ..Subscription::default() };
    Feed::new(Listed { address: address(given), said }, now())
}

fn page(key: &str) -> Page {
    let page = format!(
        r#"{{"key": "{key}", "outcome": "waiting", "reason": null, "since": "2031-04-30T15:20:00Z", "due": "2031-04-30T15:20:00Z",
            "asked": null, "tries": 0, "checks": 0, "known": {{"etag": null, "modified": null}}, "item": {{"link": "{key}", "known": {{}}, "content": null}}}}"#
    );
    serde_json::from_str(&page).unwrap()
}

const A: &str = "https://a.example/feed";
const B: &str = "https://b.example/feed";

#[test]
fn a_feed_is_kept_as_it_is_and_what_the_user_says_of_it_stays() {
    let (_folder, mut library) = library();
    assert_eq!(library.follow(&[feed(A), feed(B)]).unwrap(), 2);
    assert_eq!(library.follow(&[feed(A)]).unwrap(), 0);
    let mut answered = library.feeds().unwrap().remove(0);
    answered.condition = Condition::Fine;
    answered.said.name = Some("Stale".to_owned());
    answered.due = Some(now() + SignedDuration::from_mins(15));
    let stored =
        library.put_feed(&address(A), &answered, &[page("https://a.example/1")], None).unwrap().unwrap();
    assert_eq!(stored.said.name.as_deref(), Some("Mine"));
    assert_eq!(library.feeds().unwrap()[0], stored);
    assert_eq!(library.page_counts(&address(A)).unwrap().waiting, 1);
    assert!(library.ask_feed(&address(A), now()).unwrap());
    assert_eq!(library.feeds().unwrap()[0].due, Some(now()));
    assert!(!library.ask_feed(&address("https://c.example/"), now()).unwrap());
}

#[test]
fn a_feed_that_moves_to_where_another_stands_is_gone_and_a_list_finds_one_where_it_stood() {
    let (_folder, mut library) = library();
    library.follow(&[feed(A), feed(B)]).unwrap();
    let mut moved = library.feeds().unwrap().remove(0);
    moved.address = address(B);
    let stored = library.put_feed(&address(A), &moved, &[], None).unwrap().unwrap();
    assert_eq!((stored.address, stored.condition, stored.due), (address(A), Condition::Gone, None));
    assert_eq!(library.feeds().unwrap().len(), 2);
    let mut moved = library.feeds().unwrap().remove(1);
    (moved.address, moved.moved_from) = (address("https://c.example/"), Some(address(B)));
    library.put_feed(&address(B), &moved, &[], None).unwrap().unwrap();
    assert_eq!(library.follow(&[feed(B)]).unwrap(), 0, "it is followed where it stands now");
    assert_eq!(library.feeds().unwrap().len(), 2);
}

#[test]
fn what_is_followed_no_longer_is_not_taken_up_again() {
    let (_folder, mut library) = library();
    library.follow(&[feed(A)]).unwrap();
    let answered = library.feeds().unwrap().remove(0);
    let mut kept = page("https://a.example/2");
    kept.outcome = Outcome::Kept;
    let pages = [page("https://a.example/1"), kept.clone()];
    library.put_feed(&address(A), &answered, &pages, None).unwrap().unwrap();
    assert_eq!(library.pages_due().unwrap().len(), 2);
    assert!(library.unfollow(&address(A)).unwrap());
    assert!(!library.unfollow(&address(A)).unwrap());
    // What was being asked for when that happened comes in late.
    assert_eq!(library.put_feed(&address(A), &answered, &pages, None).unwrap(), None);
    library.put_pages(&pages, &[]).unwrap();
    assert!(library.pages_due().unwrap().is_empty());
    assert_eq!(library.page("https://a.example/1").unwrap(), None);
    assert_eq!(library.page("https://a.example/2").unwrap(), Some(kept), "what was had is remembered");
}

#[test]
fn hosts_that_asked_to_be_left_alone_are_left_alone_for_no_less() {
    let (_folder, mut library) = library();
    let hold =
        |seconds: i64| ("a.example".to_owned(), now() + SignedDuration::from_millis(seconds * 1000 + 500));
    library.put_pages(&[], &[hold(600)]).unwrap();
    library.put_pages(&[], &[hold(60)]).unwrap();
    let [(host, until)] = library.holds().unwrap().try_into().unwrap();
    assert_eq!((host.as_str(), until >= hold(600).1), ("a.example", true));
}
