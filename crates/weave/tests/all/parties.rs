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

/// The moves of all positions, as the sentences they lead from and to.
fn moved(story: &Story) -> Vec<(&str, &str)> {
    let each = |position: &'_ weave::Position| position.changes.clone();
    let positions = story.positions.iter();
    let mut moved: Vec<(&str, &str)> = positions
        .flat_map(|position| {
            each(position)
                .into_iter()
                .map(|(from, to)| (position.held[from].sentence.exact(), position.held[to].sentence.exact()))
        })
        .collect();
    moved.sort_unstable();
    moved.dedup();
    moved
}

#[test]
fn a_move_is_from_the_first_report_of_what_was_held_and_not_by_a_look_back() {
    let story = story(&[
        report(
            "a",
            "Tide",
            "Vordolia and Tessmar quarrel over barges. Vordolia is offering 300 barges a month.",
        )
        .on("2031-01-10"),
        report("b", "Ebb", "Talks on the barges went on. Vordolia offered 300 barges, officials said.")
            .on("2031-01-12"),
        report("c", "Foam", "Vordolia raised its offer on Monday, proposing 380 barges a month.")
            .on("2031-02-20"),
        report("d", "Spray", "Vordolia has moved from 300 barges a month to 380.").on("2031-03-01"),
        report(
            "e",
            "Tide",
            "Vordolia accepted 420 barges a month. In January it had offered 300 barges a month.",
        )
        .on("2031-04-02"),
    ]);
    assert_eq!(
        moved(&story),
        [
            (
                "Vordolia is offering 300 barges a month.",
                "Vordolia raised its offer on Monday, proposing 380 barges a month."
            ),
            (
                "Vordolia raised its offer on Monday, proposing 380 barges a month.",
                "Vordolia accepted 420 barges a month."
            ),
        ],
        "{:#?}",
        story.positions
    );
}

#[test]
fn a_length_and_a_bare_number_are_no_two_amounts_of_one_thing() {
    let story = story(&[
        report("a", "Tide", "Vordolia and Tessmar quarrel over the barges. Vordolia is offering 300.")
            .on("2031-01-10"),
        report("b", "Ebb", "Vordolia is ready to take four years instead of three to build the barges.")
            .on("2031-02-20"),
    ]);
    assert!(moved(&story).is_empty(), "{:#?}", story.positions);
}

#[test]
fn a_demand_that_is_left_is_a_move() {
    let asks = "The Quay Workers Union demands a ban on night work.";
    for left in [
        "The Quay Workers Union no longer insists on a ban on night work.",
        "The Quay Workers Union dropped its demand for a ban on night work.",
        "The Quay Workers Union gave up its demand for a ban on night work.",
    ] {
        let story = story(&[
            report("a", "Tide", format!("Dockers met in Port Maren. {asks}")).on("2031-01-10"),
            report("b", "Ebb", format!("Dockers met in Port Maren. {left}")).on("2031-02-20"),
        ]);
        assert_eq!(moved(&story), [(asks, left)], "{:#?}", story.positions);
    }
    let story = story(&[
        report("a", "Tide", format!("Dockers met in Port Maren. {asks}")).on("2031-01-10"),
        report(
            "b",
            "Ebb",
            "Dockers met in Port Maren. The Quay Workers Union rejected the night work that was on offer.",
        )
        .on("2031-02-20"),
    ]);
    assert!(moved(&story).is_empty(), "{:#?}", story.positions);
}
