//! How many independent sources something has.

use crate::told::{FERRY, because, owned_by, report, sources, story};
use article::Particulars;

/// One statement of one named person, as five outlets have it, each in its own words.
const SAID: [&str; 5] = [
    "The ferry line will pay back every fare for the Aurelia by the end of June, Director Oren Pask said.",
    "Director Oren Pask said the ferry line would pay back fares for the Aurelia before the end of June.",
    "Fares for the Aurelia will be paid back by the ferry line by the end of June, said Director Oren Pask.",
    "The ferry line will pay back all fares for the Aurelia at the end of June, according to Director Oren Pask.",
    "Oren Pask, the director, told reporters that the ferry line will pay back fares for the Aurelia by the end of June.",
];

const OUTLETS: [&str; 5] =
    ["Calder Wire", "Marsh Courier", "Estuary Post", "Northbank Review", "Daily Lantern"];

#[test]
fn one_spokesman_in_five_outlets_is_one_source() {
    let ids = ["a", "b", "c", "d", "e"];
    let reports: Vec<_> = (0..5).map(|at| report(ids[at], OUTLETS[at], SAID[at])).collect();
    let story = story(&reports);
    let found = sources(&story, "pay back");
    assert_eq!(found.at_most, 1, "{found:#?}");
    assert!(found.reports >= 3, "{found:#?}");
    let reason = because(&found.reasons, "all have it from Oren Pask");
    assert_eq!(reason.evidence.len(), found.reports);
}

#[test]
fn a_report_that_has_it_from_nobody_is_a_second_source() {
    let plain = "The ferry line will pay back every fare for the Aurelia by the end of June.";
    let and = |said: &str, more: &str| format!("{said} {more}");
    let story = story(&[
        report(
            "a",
            OUTLETS[0],
            and(SAID[0], "Divers looked for a logbook. Fog lay over the reef all morning."),
        ),
        report("b", OUTLETS[1], and(SAID[1], "Two trawlers stay at the wreck. A pilot was heard on Sunday.")),
        report(
            "c",
            OUTLETS[2],
            and(plain, "The lifeboat station was praised. Its crew had trained in winter."),
        ),
    ]);
    let found = sources(&story, "pay back");
    assert_eq!(found.at_most, found.reports, "{found:#?}");
    assert!(found.at_most > 1);
}

/// Two statements of one thing, in the words of two outlets.
const PLAIN: [&str; 3] = [
    "The coast guard took all 41 passengers of the Aurelia to the lifeboat station in Port Maren.",
    "All 41 passengers of the Aurelia were taken to the lifeboat station of Port Maren by the coast guard.",
    "Coast guard crews brought the 41 passengers of the Aurelia to the lifeboat station at Port Maren.",
];

#[test]
fn outlets_of_one_owner_count_once() {
    let reports = || [report("a", "Calder Wire", PLAIN[0]), report("b", "Marsh Courier", PLAIN[1])];
    let apart = story(&reports());
    assert_eq!(sources(&apart, "lifeboat").at_most, 2);
    assert_eq!(apart.independence.at_most, 2);
    assert!(sources(&apart, "lifeboat").unknown[0].contains("who owns Calder Wire and Marsh Courier"));
    let rows = "Calder Wire\tQuay Media\tquaymedia.example\nThe Marsh Courier\tQuay Media";
    let one = owned_by(rows, &reports());
    let found = sources(&one, "lifeboat");
    assert_eq!(found.at_most, 1, "{found:#?}");
    because(&found.reasons, "Calder Wire and Marsh Courier have one owner and count once: Quay Media");
    assert_eq!(one.independence.at_most, 1);
    assert!(found.unknown.is_empty());
}

#[test]
fn an_outlet_counts_once_for_a_statement_and_with_each_report_for_the_story() {
    let story = story(&[report("a", "Calder Wire", PLAIN[0]), report("b", "The Calder Wire", PLAIN[1])]);
    let found = sources(&story, "lifeboat");
    assert_eq!(found.at_most, 1, "{found:#?}");
    because(&found.reasons, "a and b are all Calder Wire's and count once");
    assert_eq!(story.independence.at_most, 2);
}

#[test]
fn a_report_printed_under_an_agencys_credit_is_the_agencys() {
    let printed = format!("{}\n\nCalder Wire", PLAIN[1]);
    let reports = [report("a", "Calder Wire", PLAIN[0]), report("b", "Marsh Courier", printed)];
    assert_eq!(sources(&story(&reports), "lifeboat").at_most, 1);
}

#[test]
fn who_has_it_from_another_stands_with_that_outlet() {
    let second = |outlet: &str| format!("{} so the {outlet} reported.", PLAIN[1].replace('.', ","));
    let a = || report("a", "Calder Wire", PLAIN[0]);
    let there = story(&[a(), report("b", "Marsh Courier", second("Calder Wire"))]);
    let found = sources(&there, "lifeboat");
    assert_eq!(found.at_most, 1, "{found:#?}");
    let reason = because(&found.reasons, "b has it from Calder Wire and adds no source of its own");
    assert_eq!(reason.evidence.len(), 1);
    let absent = story(&[
        a(),
        report("b", "Marsh Courier", second("Daily Lantern")),
        report("c", "Estuary Post", second("Daily Lantern").replace("All 41", "The 41")),
    ]);
    let found = sources(&absent, "lifeboat");
    assert_eq!(found.at_most, 2, "{found:#?}");
    because(&found.reasons, "Daily Lantern, which has no report on this here, counts as one source");
}

#[test]
fn the_same_sentence_in_two_own_reports_is_one_source() {
    let sentence = "The coast guard took all 41 passengers of the Aurelia to the lifeboat station in Port Maren before the hull went under at noon.";
    let a = report("a", "Calder Wire", format!("{sentence} The reef had no light."));
    let b = report("b", "Marsh Courier", format!("Relatives waited at the pier until dark. {sentence}"));
    let c = report("c", "Estuary Post", PLAIN[1]);
    let story = story(&[a, b, c]);
    let found = sources(&story, "lifeboat");
    assert_eq!(found.at_most, 2, "{found:#?}");
    because(&found.reasons, "a and b have it in the same words and count once");
}

#[test]
fn copies_count_once_and_what_is_not_known_is_named() {
    let story = story(&[
        report("a", "Calder Wire", FERRY).family(1),
        report("b", "Marsh Courier", FERRY).family(1),
        report("c", "", PLAIN[1]),
    ]);
    assert_eq!(story.independence.at_most, 2);
    because(&story.independence.reasons, "a and b share one text and count once");
    assert!(story.independence.unknown.iter().any(|what| what == "which outlet published c"));
}

#[test]
fn unnamed_sources_may_be_one_person() {
    let said = [
        "The ferry line will pay back every fare for the Aurelia by the end of June, said an official who asked not to be named.",
        "An official, who spoke on condition of anonymity, said the ferry line will pay back fares for the Aurelia by the end of June.",
    ];
    let story = story(&[report("a", OUTLETS[0], said[0]), report("b", OUTLETS[1], said[1])]);
    let found = sources(&story, "pay back");
    assert_eq!(found.at_most, 2, "{found:#?}");
    assert!(
        found.unknown.iter().any(|what| what == "whether the unnamed sources of a and b are one person"),
        "{found:#?}"
    );
}

#[test]
fn a_department_of_a_named_country_is_one_source() {
    let story = story(&[
        report("a", "Tide", "Tessmar sold barges worth 4.2 billion marks to Vordolia last year, according to Vordolia's trade department.")
            .on("2031-04-01"),
        report("b", "Ebb", "Vordolia’s trade department says that Tessmar sold it barges worth 4.2 billion marks last year.")
            .on("2031-04-02"),
    ]);
    assert_eq!(sources(&story, "4.2 billion").at_most, 1);
}

/// Two reports of one statement that name nobody for it.
fn two(second: Particulars) -> [crate::told::Given; 2] {
    let first = "The ferry line will pay back every fare for the Aurelia by the end of June. Divers looked for a logbook on Sunday.";
    let other = "By the end of June the ferry line will pay back fares for the Aurelia. Two trawlers stay at the wreck until May.";
    [
        report("a", OUTLETS[0], first)
            .at("https://calderwire.example/fares")
            .saying(Particulars { owner: Some("Quay Media".to_owned()), ..Particulars::default() }),
        report("b", OUTLETS[1], other).at("https://marshcourier.example/fares").saying(second),
    ]
}

#[test]
fn a_report_derived_from_another_adds_no_source() {
    let apart = story(&two(Particulars::default()));
    assert_eq!(sources(&apart, "pay back").at_most, 2);
    let based_on = vec!["https://calderwire.example/fares".to_owned()];
    let story = story(&two(Particulars { based_on, ..Particulars::default() }));
    let found = sources(&story, "pay back");
    assert_eq!(found.at_most, 1, "{found:#?}");
    because(&found.reasons, "b is derived from a, as its page says");
}

#[test]
fn an_owner_that_pages_name_counts_where_no_row_says() {
    let owned = |owner: &str| Particulars { owner: Some(owner.to_owned()), ..Particulars::default() };
    let same = story(&two(owned("QUAY Media")));
    let found = sources(&same, "pay back");
    assert_eq!(found.at_most, 1, "{found:#?}");
    because(&found.reasons, "as its page says");
    assert_eq!(sources(&story(&two(owned("Shore Press"))), "pay back").at_most, 2);
    let by_user = owned_by("Marsh Courier\t-", &two(owned("Quay Media")));
    assert_eq!(sources(&by_user, "pay back").at_most, 2, "the user's row wins");
}
