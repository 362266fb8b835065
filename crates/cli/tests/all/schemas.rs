//! Real output against the schemas that the program prints.

use crate::run::{Folder, sample};
use serde_json::Value;

#[track_caller]
fn holds(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn readings_and_accounts_are_as_their_schemas_say() {
    let folder = Folder::new();
    let sample = sample();
    let sample = sample.to_str().expect("a path in Unicode");
    let reading = folder.run(&["schema", "reading"]).ended(0, &[]).json().remove(0);
    let account = folder.run(&["schema", "account"]).ended(0, &[]).json().remove(0);
    let readings = folder.run(&["read", sample]).ended(0, &[]).json();
    assert_eq!(readings.len(), 10);
    for value in &readings {
        holds(&reading, value);
    }
    for words in
        [vec!["brief", "--format", "json", sample], vec!["brief", "--format", "json", "--one-story", sample]]
    {
        for value in folder.run(&words).ended(0, &[]).json() {
            holds(&account, &value);
        }
    }
    folder.run(&["add", sample]).ended(0, &[]);
    holds(&account, &folder.run(&["tell", "1", "--format", "json"]).ended(0, &[]).json()[0]);
    holds(
        &account,
        &folder.run(&["tell", "1", "--since", "2031-05-02", "--format", "json"]).ended(0, &[]).json()[0],
    );
    let shown = folder.run(&["show", "01-calder-wire-talks-open.txt", "--format", "json"]);
    holds(&reading, &shown.ended(0, &[]).json()[0]);
}

#[test]
fn offsets_are_code_points_of_the_text_that_went_in() {
    let folder = Folder::new();
    let text = "Ça va ?\r\n\r\n“Élan wins,” Mayor Ada Lund told reporters on Monday.\r\n";
    let line = serde_json::json!({ "id": "é", "text": text, "title": "Élan" }).to_string();
    let ran = folder.run_with_input(&["read", "-"], line.as_bytes());
    let reading = ran.ended(0, &[]).json().remove(0);
    assert_eq!(reading["article"]["text"], text);
    let characters: Vec<char> = text.chars().collect();
    for list in ["mentions", "times", "figures"] {
        for found in reading[list].as_array().expect("a list") {
            let at = |field: &str| found[field].as_u64().expect("an offset") as usize;
            let words: String = characters[at("start")..at("end")].iter().collect();
            assert_eq!(found["text"], words);
        }
    }
}

#[test]
fn the_schemas_in_the_documentation_are_those_that_are_printed() {
    let folder = Folder::new();
    for (name, written) in [
        ("reading", include_str!("../../../../docs/schemas/reading.json")),
        ("account", include_str!("../../../../docs/schemas/account.json")),
    ] {
        let ran = folder.run(&["schema", name]);
        ran.ended(0, &[]);
        assert_eq!(ran.out, written, "write docs/schemas/{name}.json again: parallax schema {name}");
    }
}
