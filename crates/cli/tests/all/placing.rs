//! Articles are placed as they come; the order in which they come changes nothing, and nothing is joined for being
//! empty, old, short or alike in what an outlet prints under everything.

use crate::run::{Folder, sample};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const END: &str = "The Tide is owned by its readers and edited in Port Maren since its founding by harbour pilots. Write to the newsroom about this report at any hour of the day, and do tell us what we missed.";

/// The stories of a library, each as the ids of its articles.
fn stories(folder: &Folder) -> BTreeSet<BTreeSet<String>> {
    let hits = folder.run(&["search", "--limit", "100000", "--format", "json"]).ended(0, &[]).json();
    let mut stories: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for hit in hits {
        let id = hit["id"].as_str().expect("an id").to_owned();
        stories.entry(hit["story"].to_string()).or_default().insert(id);
    }
    stories.into_values().collect()
}

fn line(id: &str, outlet: Option<&str>, published: Option<&str>, text: &str) -> Value {
    json!({ "id": id, "outlet": outlet, "published": published, "text": text })
}

fn lines(articles: &[Value]) -> String {
    articles.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
}

fn with(articles: &[Value]) -> Folder {
    let folder = Folder::new();
    folder.write("reports.jsonl", lines(articles).as_bytes());
    folder.run(&["add", "reports.jsonl"]).ended(0, &[]);
    folder
}

/// The reports of the sample and two of other matters.
fn reports() -> Vec<Value> {
    let folder = Folder::new();
    let readings = folder.run(&["read", sample().to_str().expect("a path in Unicode")]).ended(0, &[]).json();
    let mut all: Vec<Value> = readings.iter().map(|reading| reading["article"].clone()).collect();
    all.push(line("comet", None, Some("2031-05-01"), "A comet passed over the Orla desert on Thursday night. Astronomers at Brenn photographed its long green tail for an hour."));
    all.push(line("budget", None, Some("2031-05-01"), "Lawmakers in Dunmore approved a budget with higher spending on schools. Teachers in Dunmore will see their first raise in six years."));
    all
}

#[test]
fn one_by_one_in_any_order_is_as_all_at_once() {
    let all = reports();
    let at_once = with(&all);
    let whole = stories(&at_once);
    assert_eq!(whole.len(), 3, "{whole:?}");
    let why = |folder: &Folder| {
        let exported = folder.run(&["export", "--format", "jsonl"]).ended(0, &[]).json();
        let ids: BTreeMap<String, Value> = exported
            .iter()
            .filter(|row| row["table"] == "article")
            .map(|row| (row["key"].to_string(), row["id"].clone()))
            .collect();
        exported
            .iter()
            .filter(|row| row["table"] == "member")
            .map(|row| (ids[&row["article"].to_string()].to_string(), row["why"].clone()))
            .collect::<BTreeMap<_, _>>()
    };
    for turn in [5, 7] {
        let folder = Folder::new();
        // 5 and 7 share no divisor with the number of reports: each comes once.
        for number in 0..all.len() {
            let article = &all[(number * turn + 2) % all.len()];
            folder.write("one.jsonl", article.to_string().as_bytes());
            folder.run(&["add", "one.jsonl"]).ended(0, &[]);
        }
        assert_eq!(stories(&folder), whole);
        assert_eq!(why(&folder), why(&at_once), "the reasons are the same too");
        folder.run(&["verify"]).ended(0, &[]);
    }
}

#[test]
fn two_libraries_in_one_are_as_if_there_had_been_one() {
    let all = reports();
    let folder = Folder::new();
    for half in all.chunks(all.len() / 2) {
        folder.write("half.jsonl", lines(half).as_bytes());
        folder.run(&["add", "half.jsonl", "half.jsonl"]).ended(0, &[]);
    }
    assert_eq!(stories(&folder), stories(&with(&all)));
}

#[test]
fn nothing_is_joined_for_being_empty_short_or_of_no_day_that_can_be() {
    let folder = with(&[
        line("none", None, None, "The ferry Aurelia sank off Port Maren."),
        line("first", None, Some("1970-01-01"), "Lawmakers in Dunmore approved a budget for schools."),
        line(
            "late",
            None,
            Some("2090-12-31"),
            "A bakery on Cutler Street won the regional prize for rye bread.",
        ),
        line("short", None, Some("2031-05-01"), "Rain is expected."),
        line("short too", None, Some("2031-05-01"), "Snow is expected."),
        line("numbers", None, Some("2031-05-01"), "1 2 3"),
        line("signs", None, Some("2031-05-01"), "* * *"),
        line("other signs", None, Some("2031-05-01"), "— — —"),
    ]);
    assert!(stories(&folder).iter().all(|story| story.len() == 1), "{:?}", stories(&folder));
    let one = with(&[line("alone", Some("Tide"), None, "The ferry Aurelia sank off Port Maren.")]);
    assert_eq!(stories(&one).len(), 1);
}

#[test]
fn what_an_outlet_prints_under_everything_joins_nothing() {
    let texts = [
        "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense fog. All forty-one passengers were taken to the lifeboat station before the hull went under at noon, and divers will look for the logbook.",
        "Lawmakers in Dunmore approved a budget with higher spending on schools for the autumn. Teachers will see their first raise in six years, and two village schools stay open after all, the finance committee decided late at night.",
        "A bakery on Cutler Street won the regional prize for rye bread, its third in nine years. The judges praised the crust and the patience of the dough, which rests for two days in a cellar older than the street.",
        "Goalkeeper Oren Pask will leave Saltmere United when his contract ends in the summer. He has kept goal in two hundred league matches, saved eleven penalties and once scored from his own half in a gale.",
    ];
    let folder = Folder::new();
    for (number, text) in texts.iter().enumerate() {
        let article =
            line(&number.to_string(), Some("Tide"), Some("2031-05-01"), &format!("{text}\n\n{END}"));
        folder.write("one.jsonl", article.to_string().as_bytes());
        folder.run(&["add", "one.jsonl"]).ended(0, &[]);
    }
    assert!(stories(&folder).iter().all(|story| story.len() == 1), "{:?}", stories(&folder));
}

#[test]
fn very_many_copies_of_one_text_are_one_story_and_one_family() {
    const COUNT: usize = 1500;
    let text = "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense fog. The coast guard took all forty-one passengers to the lifeboat station before the hull went under at noon.";
    let all: Vec<Value> = (0..COUNT)
        .map(|number| {
            line(&format!("{number:05}"), Some(&format!("Outlet {number}")), Some("2031-05-02"), text)
        })
        .collect();
    let folder = with(&all);
    assert_eq!(stories(&folder).iter().map(BTreeSet::len).collect::<Vec<_>>(), [COUNT]);
    let exported = folder.run(&["export", "--format", "jsonl"]).ended(0, &[]).json();
    let families: BTreeSet<String> =
        exported.iter().filter(|row| row["table"] == "member").map(|row| row["family"].to_string()).collect();
    assert_eq!(families.len(), 1);
}

#[test]
fn what_was_moved_is_told() {
    let folder = with(&reports());
    let comet = |folder: &Folder| {
        let hits = folder.run(&["search", "comet", "--format", "json"]).ended(0, &[]).json();
        hits[0]["story"].to_string()
    };
    let before = comet(&folder);
    folder.run(&["correct", "story-join", "comet", "budget"]).ended(0, &[]);
    let listed = folder.run(&["stories", "--changes", "--format", "json"]).ended(0, &[]).json();
    let change = listed
        .iter()
        .flat_map(|story| story["changes"].as_array().expect("changes"))
        .find(|change| change["why"].to_string().contains("a person joined the stories of comet and budget"))
        .unwrap_or_else(|| panic!("{listed:#?}"));
    assert!([&change["from"], &change["to"]].iter().any(|story| story.to_string() == before));
    assert!(folder.run(&["stories", "--changes"]).out.contains("a person joined"));
}
