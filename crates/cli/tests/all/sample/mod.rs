//! The sample story against what a careful reader finds in it, item by item.
//!
//! Every miss is collected and printed with the reason that `expected.json` gives, so that a run says all
//! that is wrong at once: `cargo test -p cli sample`.

mod found;
mod items;

use crate::run::{Folder, sample};
use found::{Expected, Found};
use serde_json::Value;

/// One section of `expected.json`, and how an item of it is held against the account.
type Section = (&'static str, fn(&Found, &Expected<'_>) -> Result<(), String>);

const SECTIONS: [Section; 20] = [
    ("families", items::family),
    ("people", items::person),
    ("people_apart", items::people_apart),
    ("dates", items::date),
    ("events", items::event),
    ("events_apart", items::events_apart),
    ("quotes", items::quote),
    ("terms", items::term),
    ("attendance", items::attendance),
    ("strengths", items::strengths),
    ("figures", items::figure),
    ("positions", items::position),
    ("red_lines", items::red_line),
    ("position_changes", items::position_change),
    ("agreed", items::agreed),
    ("confirmed", items::confirmed),
    ("denied", items::denied),
    ("only_in", items::only_in),
    ("citations", items::citation),
    ("debris", items::debris),
];

/// Entries of `expected.json` that are not lists of items: what they are about, and the counts.
const OTHERS: [&str; 5] = ["about", "why", "stories", "reports", "independent"];

#[test]
fn the_account_holds_what_a_careful_reader_finds() {
    let folder = Folder::new();
    let path = sample();
    let path = path.to_str().expect("a path in Unicode");
    let accounts = folder.run(&["brief", "--format", "json", path]).ended(0, &[]).json();
    let readings = folder.run(&["read", path]).ended(0, &[]).json();
    let expected = std::fs::read_to_string(sample().join("expected.json")).expect("expected.json");
    let expected: Value = serde_json::from_str(&expected).expect("expected.json is JSON");

    let sections: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).chain(OTHERS).collect();
    for key in expected.as_object().expect("an object").keys() {
        assert!(sections.contains(&key.as_str()), "expected.json has a section that no check reads: {key}");
    }

    let found = Found::new(&accounts[0], &readings, &expected);
    let mut misses = Vec::new();
    let mut items = 0;
    for (name, number) in [
        ("stories", accounts.len()),
        ("reports", found.number("reports") - found.number("superseded")),
        ("independent", found.independent()),
    ] {
        items += 1;
        let right = expected[name].as_u64().expect("a number");
        if number as u64 != right {
            let why = expected["why"][name].as_str().unwrap_or("");
            misses.push(format!("{name}\n    {number} in place of {right}\n    why: {why}"));
        }
    }
    for (section, check) in SECTIONS {
        for item in expected[section].as_array().expect("a list") {
            items += 1;
            if let Err(what) = check(&found, &Expected(item)) {
                let why = item["why"].as_str().unwrap_or("");
                misses.push(format!("{section} · {}\n    {what}\n    why: {why}", Expected(item).name()));
            }
        }
    }
    let report = misses.join("\n");
    assert!(misses.is_empty(), "{} of {items} items were missed:\n{report}", misses.len());
}
