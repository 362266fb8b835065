//! A library from its first report to its last.

use crate::run::{Folder, sample};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

fn with_sample() -> Folder {
    let folder = Folder::new();
    folder.run(&["add", sample().to_str().expect("a path in Unicode")]).ended(0, &[]);
    folder
}

#[test]
fn adding_the_same_again_adds_nothing() {
    let folder = with_sample();
    let before = folder.run(&["export", "--format", "jsonl"]).ended(0, &[]).out.clone();
    let sample = sample();
    let ran = folder.run(&["add", sample.to_str().expect("a path in Unicode"), "--format", "json"]);
    let told = &ran.ended(0, &[]).json()[0];
    assert_eq!((&told["added"], &told["versions"], &told["already"]), (&0.into(), &0.into(), &10.into()));
    assert_eq!(folder.run(&["export", "--format", "jsonl"]).ended(0, &[]).out, before);
    folder.run(&["verify"]).ended(0, &[]);
}

#[test]
fn a_changed_text_under_one_address_is_a_new_version() {
    let folder = Folder::new();
    let line =
        |text: &str| format!("{{\"id\":\"a\",\"url\":\"https://tide.example/a\",\"text\":\"{text}\"}}\n");
    folder.write("a.jsonl", line("The gate is shut.").as_bytes());
    folder.run(&["add", "a.jsonl"]).ended(0, &[]);
    folder.write("a.jsonl", line("The gate is open.").as_bytes());
    let ran = folder.run(&["add", "a.jsonl"]);
    assert!(ran.ended(0, &["version 2 of a"]).out.contains("1 later version of a page"), "{ran:?}");
    assert_eq!(folder.run(&["search", "gate", "--format", "json"]).json().len(), 2);
    assert!(folder.run(&["show", "a#2"]).ended(0, &[]).out.contains("version 2 of its page: 1 a, 2 a#2"));
}

#[test]
fn the_sample_is_told_shown_found_and_compared() {
    let folder = with_sample();
    let stories = folder.run(&["stories", "--format", "json"]).ended(0, &[]).json();
    assert_eq!((stories.len(), &stories[0]["articles"]), (1, &10.into()));
    let brief =
        folder.run(&["brief", sample().to_str().expect("a path"), "--format", "json"]).ended(0, &[]).json();
    let told = folder.run(&["tell", "1", "--format", "json"]).ended(0, &[]).json();
    assert_eq!(brief, told, "a story in a library is told as without one");
    assert!(folder.run(&["tell", "1"]).ended(0, &[]).out.contains("10 reports from 5 outlets"));
    let page = folder.run(&["tell", "1", "--format", "html"]).ended(0, &[]).out.clone();
    assert!(page.starts_with("<!") && !page.contains("src=\"http"), "{}", &page[..200]);

    let shown = folder.run(&["show", "09-wexholm-courier-council.txt"]).ended(0, &[]).out.clone();
    assert!(
        shown.contains("no date") && shown.contains("story 1") && shown.contains("   3  Wexholm town"),
        "{shown}"
    );

    let hits = folder.run(&["search", "\"dredging fee\"", "--format", "json"]).ended(0, &[]).json();
    assert!(hits.len() > 1);
    let reading =
        folder.run(&["show", hits[0]["id"].as_str().expect("an id"), "--format", "json"]).json().remove(0);
    let text: Vec<char> = reading["article"]["text"].as_str().expect("a text").chars().collect();
    let snippet = &hits[0]["snippet"];
    let at = |value: &Value, field: &str| value[field].as_u64().expect("an offset") as usize;
    let words: String = text[at(snippet, "start")..at(snippet, "end")].iter().collect();
    assert_eq!(snippet["exact"], words);
    for words in [
        &["search", "--outlet", "calder wire"][..],
        &["search", "--from", "2031-05-03"],
        &["search", "--to", "2031-04-28"],
        &["search", "--story", "1", "--limit", "2"],
    ] {
        let mut words = words.to_vec();
        words.extend(["--format", "json"]);
        let found = folder.run(&words).ended(0, &[]).json().len();
        assert!((1..10).contains(&found), "{words:?}: {found}");
    }
    folder.run(&["search", "--limit", "2"]).ended(0, &["8 more articles"]);

    let versions = ["06-calder-wire-second-round.txt", "07-calder-wire-second-round-corrected.txt"];
    let compared =
        folder.run(&["compare", versions[0], versions[1], "--format", "json"]).ended(0, &[]).json().remove(0);
    let change = &compared["revision"]["changes"][1];
    assert_eq!((&change["part"], &change["declared"]), (&"figure".into(), &"named".into()), "{compared:#}");
    assert_eq!(change["before"]["text"], "5.4 percent");
    assert_eq!(change["after"]["text"], "4.5 percent");

    let others = ["01-calder-wire-talks-open.txt", "02-wexholm-courier-host-next-round.txt"];
    let compared =
        folder.run(&["compare", others[0], others[1], "--format", "json"]).ended(0, &[]).json().remove(0);
    let only = |side: &str| compared[side]["sentences"].as_array().expect("a list").len();
    assert!(only("only_a") > 3, "{compared:#}");
    assert!(compared["word_for_word"].as_array().is_some_and(|same| same.len() > 8));
    folder.run(&["compare", versions[0], "09-wexholm-courier-council.txt"]).ended(0, &[]);
}

#[test]
fn what_is_compared_found_or_said_of_a_person_is_taken_away_in_every_form() {
    let folder = with_sample();
    let whole = ["compare", "Calder Wire", "Wexholm Courier", "--story", "1"];
    let others =
        [&["person", "Ilarin Dravash"][..], &["search", "dredging"], &["search", "fee", "--in", "facts"]];
    for words in others.into_iter().chain([&whole[..]]) {
        for (form, has) in [
            ("md", "](#s"),
            ("html", "<!doctype html>"),
            ("bibtex", "@online{"),
            ("csl", "\"article-newspaper\""),
            ("annotations", "TextQuoteSelector"),
        ] {
            let mut words = words.to_vec();
            words.extend(["--format", form, "--output", "taken"]);
            folder.run(&words).ended(0, &[]);
            let taken = std::fs::read_to_string(folder.path("taken")).expect("it was written");
            assert!(taken.contains(has), "{words:?}: {taken}");
        }
    }
    let said = folder.run(&["person", "Ilarin Dravash", "--width", "200"]).ended(0, &[]).out.clone();
    assert!(said.contains("The reports") && said.contains("[1:"), "{said}");
    let compared = folder.run(&whole).ended(0, &[]).out.clone();
    assert!(compared.contains("In Calder Wire, not in Wexholm Courier"), "{compared}");
    for (form, has) in
        [("bibtex", "@online{calderwire2031-"), ("csl", "\"container-title\": \"Calder Wire\"")]
    {
        let sources = folder.run(&["tell", "1", "--format", form]).ended(0, &[]).out.clone();
        assert!(sources.contains(has), "{sources}");
    }
}

#[test]
fn exports_hold_all_and_annotations_find_their_words() {
    let folder = with_sample();
    folder.run(&["export", "--format", "html", "--into", "site"]).ended(0, &["site"]);
    folder.run(&["export", "--format", "md", "--into", "site"]).ended(0, &[]);
    folder.run(&["export", "--format", "jsonl", "--into", "site"]).ended(0, &[]);
    for file in ["index.html", "story-1.html", "index.md", "story-1.md", "library.jsonl"] {
        assert!(folder.path("site").join(file).is_file(), "{file}");
    }
    let rows = folder.run(&["export", "--format", "jsonl"]).ended(0, &[]).json();
    assert_eq!(rows.iter().filter(|row| row["table"] == "article").count(), 10);
    let texts: Vec<(String, Vec<char>)> = folder
        .run(&["read", sample().to_str().expect("a path")])
        .json()
        .iter()
        .map(|reading| {
            let text = |field: &str| reading["article"][field].as_str().unwrap_or("").to_owned();
            (format!("urn:parallax:article:{}", text("id")), text("text").chars().collect())
        })
        .collect();
    let page = folder.run(&["export", "--format", "annotations"]).ended(0, &[]).json().remove(0);
    assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
    let items = page["items"].as_array().expect("items");
    let ids: BTreeSet<&str> = items.iter().filter_map(|item| item["id"].as_str()).collect();
    assert!(ids.len() == items.len() && items.len() > 50, "{}", items.len());
    for item in items {
        let target = &item["target"];
        let (_, text) = texts.iter().find(|(source, _)| target["source"] == *source).expect("an article");
        let [quote, place] = [&target["selector"][0], &target["selector"][1]];
        let at = |field: &str| place[field].as_u64().expect("an offset") as usize;
        let words = |from: usize, to: usize| text[from..to.min(text.len())].iter().collect::<String>();
        assert_eq!(quote["exact"], words(at("start"), at("end")));
        assert_eq!(quote["prefix"], words(at("start").saturating_sub(32), at("start")));
        assert_eq!(quote["suffix"], words(at("end"), at("end") + 32));
        for body in item["body"].as_array().expect("bodies") {
            let linked = body["purpose"] == "linking";
            assert!(!linked || ids.contains(body["source"].as_str().unwrap_or("")), "{body}");
        }
    }
}

#[test]
fn what_is_removed_is_gone_and_the_rest_stands() {
    let folder = with_sample();
    let out = folder.run(&["remove", "09-wexholm-courier-council.txt"]).ended(0, &[]).out.clone();
    assert_eq!(out, "removed 1 article; the library has 9 articles\n");
    folder.run(&["show", "09-wexholm-courier-council.txt"]).ended(2, &[]);
    let doctor = folder.run(&["doctor", "--format", "json"]).ended(0, &[]).json();
    assert!(doctor.iter().all(|finding| finding["concern"] == "note"), "{doctor:#?}");
    folder.run(&["verify"]).ended(0, &[]);
}

#[test]
fn the_library_is_where_it_is_said_to_be() {
    let folder = Folder::with(&[("good.txt", "The gate is shut.")]);
    let mut command = folder.command(&["add", "good.txt"]);
    assert!(command.env("PARALLAX_LIBRARY", "other.db").output().expect("the program runs").status.success());
    assert!(folder.path("other.db").exists() && !folder.path("parallax.db").exists());
    folder.run(&["stories", "--library", "other.db"]).ended(0, &[]);
}

#[test]
fn colour_is_for_terminals() {
    let folder = with_sample();
    for words in [&["tell", "1"][..], &["stories"], &["search", "fee"]] {
        assert!(!folder.run(words).out.contains('\u{1b}'), "{words:?}");
    }
}

/// The ids that the library then has, and what it says of its stories.
fn held(folder: &Folder) -> (BTreeSet<String>, Vec<Value>) {
    let hits = folder.run(&["search", "--limit", "99", "--format", "json"]).ended(0, &[]).json();
    let ids = hits.iter().map(|hit| hit["id"].as_str().expect("an id").to_owned()).collect();
    (ids, folder.run(&["stories", "--format", "json"]).ended(0, &[]).json())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_in_any_portions_and_as_often_as_one_likes_gives_one_library(
        portions in proptest::collection::vec(proptest::collection::vec(0usize..6, 1..4), 1..4)
    ) {
        let texts: Vec<String> = (0..6).map(|number| {
            format!("The gate of harbour {number} is shut, Mayor Ada Lund said. Ships wait for tide number {number}.\n")
        }).collect();
        let names: Vec<String> = (0..6).map(|number| format!("{number}.txt")).collect();
        let files: Vec<(&str, &str)> =
            names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let (whole, portioned) = (Folder::with(&files), Folder::with(&files));
        let mut all = vec!["add"];
        all.extend(names.iter().map(String::as_str));
        whole.run(&all).ended(0, &[]);
        for portion in &portions {
            let mut words = vec!["add"];
            words.extend(portion.iter().map(|number| names[*number].as_str()));
            portioned.run(&words).ended(0, &[]);
        }
        portioned.run(&all).ended(0, &[]);
        let (held_whole, held_portioned) = (held(&whole), held(&portioned));
        prop_assert_eq!(held_whole.0, held_portioned.0);
        prop_assert_eq!(held_whole.1.len(), held_portioned.1.len());
        portioned.run(&["verify"]).ended(0, &[]);
    }
}
