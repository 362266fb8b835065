//! Tables of who owns which outlet.

use crate::run::{Folder, sample};
use serde_json::Value;

/// The owners of the sample's outlets, and what the account of it makes of them.
fn brief(folder: &Folder, owners: &str) -> Value {
    folder.write("owners.tsv", owners.as_bytes());
    let sample = sample();
    let path = sample.to_str().expect("a path in Unicode");
    let words = ["brief", path, "--owners", "owners.tsv", "--format", "json"];
    folder.run(&words).ended(0, &[]).json().remove(0)
}

fn reasons(independence: &Value) -> Vec<&str> {
    let reasons = independence["reasons"].as_array().expect("reasons");
    reasons.iter().filter_map(|reason| reason["text"].as_str()).collect()
}

#[test]
fn outlets_of_one_owner_count_once() {
    let folder = Folder::new();
    let account = brief(&folder, "# nothing\n");
    assert_eq!(account["independence"]["at_most"], 8);
    let account =
        brief(&folder, "Calder Wire\tQuay Media\tquaymedia.example\nThe Daily Capstan\tQuay Media\n");
    assert_eq!(account["independence"]["at_most"], 6, "{}", account["independence"]);
    let why = reasons(&account["independence"]).join("\n");
    assert!(why.contains("Calder Wire and Daily Capstan count as one outlet: Quay Media"), "{why}");
    let outlets = account["lineage"]["outlets"].as_array().expect("outlets");
    let wire = outlets.iter().find(|outlet| outlet["name"] == "Calder Wire").expect("the wire");
    assert_eq!((&wire["owner"], &wire["owner_source"]), (&"Quay Media".into(), &"quaymedia.example".into()));
}

#[test]
fn a_library_is_told_with_owners_too() {
    let folder = Folder::new();
    folder.write("owners.tsv", b"Calder Wire\tQuay Media\nDaily Capstan\tQuay Media\n");
    folder.run(&["add", sample().to_str().expect("a path in Unicode")]).ended(0, &[]);
    let told = folder.run(&["tell", "1", "--owners", "owners.tsv", "--format", "json"]);
    assert_eq!(told.ended(0, &[]).json()[0]["independence"]["at_most"], 6);
    let page = folder.run(&["export", "--format", "md", "--story", "1", "--owners", "owners.tsv"]);
    assert!(page.ended(0, &[]).out.contains("Quay Media"));
}

#[test]
fn a_bad_table_is_named_with_its_line() {
    let folder = Folder::with(&[("good.txt", "The gate is shut, Mayor Ada Lund said on Monday.\n")]);
    folder.write("bad.tsv", b"# owners\nThe Tide, Quay Media\n");
    let words = ["brief", "good.txt", "--owners", "bad.tsv"];
    folder.run(&words).ended(2, &["bad.tsv", "line 2", "an owner is missing"]);
    folder.write("bad.tsv", b"The Tide\t\xff\n");
    folder.run(&words).ended(2, &["bad.tsv", "not UTF-8"]);
    folder.run(&["brief", "good.txt", "--owners", "gone.tsv"]).ended(2, &["gone.tsv"]);
    folder.run(&["brief", "good.txt", "--owners", "."]).ended(2, &["could not be read"]);
}
