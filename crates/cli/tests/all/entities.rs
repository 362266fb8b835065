//! Tables of names and their Wikidata ids.

use crate::run::Folder;
use serde_json::Value;

const REPORT: &str = "The gate is shut, Mayor Ada Lund said on Monday. Ben Roe of the Tarn Group told reporters: \
                      \"We will open it again.\" Lund left at noon.\n";

fn ids(account: &Value) -> Vec<(String, Option<String>)> {
    let people = account["people"].as_array().expect("people");
    people
        .iter()
        .map(|person| {
            let name = person["name"].as_str().expect("a name").to_owned();
            (name, person["wikidata"].as_str().map(str::to_owned))
        })
        .collect()
}

#[test]
fn names_get_their_ids() {
    let folder = Folder::with(&[("a.txt", REPORT)]);
    folder.write("names.tsv", b"# mine\nAda Lund\tQ17\tperson\nRoe\tQ18\n");
    let told = folder.run(&["brief", "a.txt", "--entities", "names.tsv", "--format", "json"]);
    let told = ids(&told.ended(0, &[]).json()[0]);
    assert!(told.contains(&("Ada Lund".to_owned(), Some("Q17".to_owned()))), "{told:?}");
    // A surname is no full name.
    assert!(told.contains(&("Ben Roe".to_owned(), None)), "{told:?}");
    let page = folder.run(&["brief", "a.txt", "--entities", "names.tsv", "--format", "html"]);
    assert!(page.ended(0, &[]).out.contains("Wikidata Q17"));
    let plain = folder.run(&["brief", "a.txt", "--format", "html"]);
    assert!(!plain.ended(0, &[]).out.contains("Wikidata"));
}

#[test]
fn a_library_is_told_with_ids_too() {
    let folder = Folder::with(&[("a.txt", REPORT)]);
    folder.write("names.tsv", b"Ada Lund\tQ17\n");
    folder.run(&["add", "a.txt"]).ended(0, &[]);
    let told = folder.run(&["tell", "1", "--entities", "names.tsv", "--format", "json"]);
    let told = ids(&told.ended(0, &[]).json()[0]);
    assert!(told.contains(&("Ada Lund".to_owned(), Some("Q17".to_owned()))), "{told:?}");
}

#[test]
fn a_name_of_two_ids_is_said_and_not_taken() {
    let folder = Folder::with(&[("a.txt", REPORT)]);
    folder.write("names.tsv", b"Ada Lund\tQ17\nAda Lund\tQ18\n");
    let told = folder.run(&["brief", "a.txt", "--entities", "names.tsv", "--format", "json"]);
    let told = told.ended(0, &["names.tsv", "lines 1 and 2", "Ada Lund"]);
    assert!(ids(&told.json()[0]).iter().all(|(_, id)| id.is_none()));
    folder.write("names.tsv", b"Ada Lund\tQ17\tperson\nAda Lund\tQ18\tplace\n");
    let told = folder.run(&["brief", "a.txt", "--entities", "names.tsv", "--format", "json"]);
    let told = ids(&told.ended(0, &[]).json()[0]);
    assert!(told.contains(&("Ada Lund".to_owned(), Some("Q17".to_owned()))), "{told:?}");
}

#[test]
fn a_bad_table_is_named_with_its_line() {
    let folder = Folder::with(&[("a.txt", REPORT)]);
    folder.write("bad.tsv", b"Ada Lund\tQ17\nBen Roe\tR2\n");
    let words = ["brief", "a.txt", "--entities", "bad.tsv"];
    folder.run(&words).ended(2, &["the entities in bad.tsv", "line 2", "no Wikidata id"]);
    folder.write("bad.tsv", b"Ada Lund\t\xff\n");
    folder.run(&words).ended(2, &["bad.tsv", "not UTF-8"]);
    folder.run(&["brief", "a.txt", "--entities", "gone.tsv"]).ended(2, &["gone.tsv"]);
}
