//! Who holds a position when reports call it by different names, and when it moved.

use crate::told::{report, story};
use read::EntityKind;
use weave::Story;

/// The positions of a party: issue, and how often it moved.
fn moves(story: &Story, party: &str) -> Vec<(String, usize)> {
    let held = story.positions.iter().filter(|position| position.party == party);
    held.map(|position| (position.issue.clone(), position.changes.len())).collect()
}

#[test]
fn an_offer_that_is_raised_is_a_change_whatever_follows_its_unit() {
    let story = story(&[
        report(
            "a",
            "Tide",
            "The Brannock Ferries pay dispute went on. Brannock Ferries offered a pay rise of 4 percent.",
        )
        .on("2031-04-01"),
        report(
            "b",
            "Ebb",
            "Staff are on strike over pay. Brannock Ferries now offers 6.5 percent over two years.",
        )
        .on("2031-04-20"),
    ]);
    assert!(moves(&story, "Brannock Ferries").iter().any(|(_, moves)| *moves == 1), "{:#?}", story.positions);
}

#[test]
fn their_union_is_the_one_union_of_the_story() {
    let story = story(&[
        report(
            "a",
            "Tide",
            "Guards of Brannock Ferries walked out. Their union demands a pay rise of 9 percent.",
        )
        .on("2031-04-01"),
        report("b", "Ebb", "The Quay Workers Union demands a pay rise of 9 percent, Ada Lund said.")
            .on("2031-04-02"),
    ]);
    let parties: Vec<&str> = story.positions.iter().map(|position| position.party.as_str()).collect();
    assert!(parties.iter().all(|party| *party == "Quay Workers Union"), "{parties:?}");
}

#[test]
fn a_country_of_most_reports_is_one_in_all() {
    let story = story(&[
        report("a", "Tide", "Ministers met in Vordolia. Vordolia's troops left. Talks in Vordolia go on.")
            .on("2031-04-01"),
        report("b", "Ebb", "Vordolia is offering 300 barges. The offer was turned down by Tessmar.")
            .on("2031-04-02"),
        report("c", "Foam", "Fog lay in Vordolia on Monday. Farmers across Vordolia were glad.")
            .on("2031-04-03"),
    ]);
    let called: Vec<_> = story.people.iter().filter(|person| person.name == "Vordolia").collect();
    assert_eq!(called.len(), 1, "{:#?}", story.people);
    assert_eq!(called[0].kind, EntityKind::Place);
}
