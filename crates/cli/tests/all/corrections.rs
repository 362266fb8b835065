//! What a person corrected holds through every re-reading, until it is undone.

use crate::run::{Folder, sample};
use serde_json::Value;

const WIRE: &str = "01-calder-wire-talks-open.txt";
const COUNCIL: &str = "09-wexholm-courier-council.txt";
const QUOTED: &str = "machines that never get tired";

fn with_sample() -> Folder {
    let folder = Folder::new();
    folder.run(&["add", sample().to_str().expect("a path in Unicode")]).ended(0, &[]);
    folder
}

fn reading(folder: &Folder, id: &str) -> Value {
    folder.run(&["show", id, "--format", "json"]).ended(0, &[]).json().remove(0)
}

/// Who says what has these words, in one article.
fn speaker(folder: &Folder, id: &str, words: &str) -> Option<String> {
    let reading = reading(folder, id);
    let text: Vec<char> = reading["article"]["text"].as_str()?.chars().collect();
    let said = reading["attributions"].as_array()?.iter().find(|said| {
        said["quoted"].as_array().is_some_and(|pieces| {
            pieces.iter().any(|piece| {
                let at = |field: &str| piece[field].as_u64().unwrap_or(0) as usize;
                text[at("start")..at("end")].iter().collect::<String>().contains(words)
            })
        })
    })?;
    let entity = said["source"]["entity"].as_u64()?;
    reading["entities"][entity as usize]["name"].as_str().map(str::to_owned)
}

fn story_of(folder: &Folder, id: &str) -> Value {
    let hits = folder.run(&["search", "--limit", "99", "--format", "json"]).ended(0, &[]).json();
    hits.into_iter().find(|hit| hit["id"] == id).expect("the article")["story"].clone()
}

fn people(folder: &Folder) -> Vec<(String, Vec<String>)> {
    let story = story_of(folder, WIRE).to_string();
    let account = folder.run(&["tell", &story, "--format", "json"]).ended(0, &[]).json().remove(0);
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let people = account["people"].as_array().expect("people").iter();
    people
        .map(|person| {
            (text(&person["name"]), person["aliases"].as_array().expect("aliases").iter().map(text).collect())
        })
        .collect()
}

/// Runs `check` now and after reading all again.
fn now_and_after_rereading(folder: &Folder, check: impl Fn()) {
    check();
    folder.run(&["reread"]).ended(0, &[]);
    check();
}

#[test]
fn a_date_and_an_outlet() {
    let folder = with_sample();
    folder.run(&["correct", "date", COUNCIL, "2031-05-07", "--note", "the paper itself"]).ended(0, &[]);
    folder.run(&["correct", "outlet", COUNCIL, "The Tide"]).ended(0, &[]);
    now_and_after_rereading(&folder, || {
        let reading = reading(&folder, COUNCIL);
        assert_eq!(reading["article"]["published"], "2031-05-07");
        assert_eq!(reading["article"]["outlet"], "The Tide");
        let tuesday = reading["times"]
            .as_array()
            .expect("times")
            .iter()
            .find(|time| time["text"].as_str().is_some_and(|text| text.starts_with("Tuesday")));
        assert!(
            tuesday.expect("Tuesday")["value"].as_str().is_some_and(|value| value.starts_with("2031-05-06"))
        );
    });
    folder.run(&["correct", "undo", "1"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert!(reading(&folder, COUNCIL)["article"]["published"].is_null()));
    folder.run(&["verify"]).ended(0, &[]);
}

#[test]
fn a_speaker() {
    let folder = with_sample();
    let before = speaker(&folder, WIRE, QUOTED);
    assert_ne!(before.as_deref(), Some("Ada Lund"));
    folder.run(&["correct", "speaker", WIRE, QUOTED, "Ada Lund"]).ended(0, &[]);
    now_and_after_rereading(&folder, || {
        assert_eq!(speaker(&folder, WIRE, QUOTED).as_deref(), Some("Ada Lund"));
    });
    folder.run(&["correct", "speaker", WIRE, "frank and at times", "unknown"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert_eq!(speaker(&folder, WIRE, "frank and at times"), None));
    let hits = folder.run(&["search", "--speaker", "Ada Lund", "--format", "json"]).ended(0, &[]).json();
    assert_eq!(hits.len(), 1);
    folder.run(&["correct", "undo", "1"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert_eq!(speaker(&folder, WIRE, QUOTED), before));
}

#[test]
fn a_speaker_by_the_number_of_the_sentence() {
    let folder = Folder::with(&[(
        "a.txt",
        "The gate is shut. “We go home,” Mayor Ada Lund said. “We stay,” said Ole Berg.\n",
    )]);
    folder.run(&["add", "a.txt"]).ended(0, &[]);
    folder.run(&["correct", "speaker", "a.txt", "2", "Ida Holm"]).ended(0, &[]);
    assert_eq!(speaker(&folder, "a.txt", "We go home").as_deref(), Some("Ida Holm"));
    folder
        .run(&["correct", "speaker", "a.txt", "1", "Ida Holm"])
        .ended(2, &["nothing is quoted or claimed in sentence 1"]);
    folder.run(&["correct", "speaker", "a.txt", "9", "Ida Holm"]).ended(2, &["has no sentence 9"]);
    folder
        .run(&["correct", "speaker", "a.txt", "we dance", "Ida Holm"])
        .ended(2, &["does not have the words"]);
    folder.run(&["correct", "speaker", "a.txt", "We", "Ida Holm"]).ended(2, &["may mean 2"]);
}

#[test]
fn stories_parted_and_joined() {
    let folder = with_sample();
    assert_eq!(story_of(&folder, WIRE), story_of(&folder, COUNCIL));
    folder.run(&["correct", "story-part", WIRE, COUNCIL]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert_ne!(story_of(&folder, WIRE), story_of(&folder, COUNCIL)));
    folder.run(&["correct", "undo", "1"]).ended(0, &[]);
    folder.write("far.txt", b"A comet passed over the desert. Astronomers in Chile photographed its tail.\n");
    folder.run(&["add", "far.txt"]).ended(0, &[]);
    assert_ne!(story_of(&folder, WIRE), story_of(&folder, "far.txt"));
    folder.run(&["correct", "story-join", WIRE, "far.txt"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert_eq!(story_of(&folder, WIRE), story_of(&folder, "far.txt")));
    // A new article changes nothing about it.
    folder.write("later.txt", b"Another comet was seen by astronomers in Chile.\n");
    folder.run(&["add", "later.txt"]).ended(0, &[]);
    assert_eq!(story_of(&folder, WIRE), story_of(&folder, "far.txt"));
}

#[test]
fn people_joined_and_parted() {
    let folder = with_sample();
    let is_one = |a: &str, b: &str| {
        people(&folder).iter().any(|(name, aliases)| {
            let has = |wanted: &str| name == wanted || aliases.iter().any(|alias| alias == wanted);
            has(a) && has(b)
        })
    };
    let (a, b) = ("Lisbet Harrow", "Mirelle Quist");
    assert!(!is_one(a, b));
    folder.run(&["correct", "person-join", a, b]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert!(is_one(a, b), "{:?}", people(&folder)));
    folder.run(&["correct", "undo", "1"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert!(!is_one(a, b)));
    folder.run(&["correct", "person-part", "Ilarin Dravash", "Ilarin Dravach"]).ended(0, &[]);
    now_and_after_rereading(&folder, || assert!(!is_one("Ilarin Dravash", "Ilarin Dravach")));
    folder
        .run(&["correct", "person-join", a, "Nobody Atall"])
        .ended(0, &["no article names \"Nobody Atall\""]);
    folder.run(&["correct", "person-join", a, a]).ended(2, &["twice"]);
}

#[test]
fn the_list_has_all_and_undoing_keeps_it() {
    let folder = with_sample();
    folder.run(&["correct", "list"]).ended(0, &["there are no corrections"]);
    folder.run(&["correct", "outlet", WIRE, "The Tide", "--note", "why not"]).ended(0, &[]);
    // The same again is the same correction.
    folder.run(&["correct", "outlet", WIRE, "The Tide"]).ended(0, &[]);
    let list = folder.run(&["correct", "list", "--format", "json"]).ended(0, &[]).json();
    assert_eq!((list.len(), &list[0]["id"], &list[0]["note"]), (1, &1.into(), &"why not".into()));
    assert!(folder.run(&["correct", "list"]).out.contains("is by The Tide (why not)"));
    folder.run(&["correct", "undo", "1"]).ended(0, &[]);
    folder.run(&["correct", "undo", "1"]).ended(2, &["undone before"]);
    assert!(folder.run(&["correct", "list"]).out.is_empty());
    assert!(folder.run(&["correct", "list", "--all"]).out.contains("[undone "));
}
