//! Corrections, where they are allowed.

use crate::client::sample;
use crate::{Client, library};
use serde_json::json;

#[test]
fn a_correction_is_kept_under_the_name_of_the_client_and_can_be_taken_back() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, true);
    let article = client.answer("get_article", json!({ "article": 1 }));
    let id = "#1";
    let asked = json!({ "kind": "published", "article": id, "date": "2031-04-27" });
    let made = client.answer("make_correction", json!({ "correction": asked, "note": "as its page says" }));
    assert!(made["untrusted_maker"].as_str().unwrap().ends_with("(MCP)"));
    assert_eq!(client.answer("get_article", json!({ "article": 1 }))["published"], "2031-04-27");
    let listed = client.answer("list_corrections", json!({}));
    assert_eq!(
        (&listed["total"], &listed["corrections"][0]["untrusted_note"]),
        (&json!(1), &json!("as its page says"))
    );
    let undone = client.answer("undo_correction", json!({ "correction": made["correction"] }));
    assert!(undone["undone"].is_string());
    assert_eq!(client.answer("get_article", json!({ "article": 1 }))["published"], article["published"]);
    let wrong = json!({ "correction": { "kind": "outlet", "article": id } });
    assert!(client.refusal("make_correction", wrong).contains("missing field `outlet`"));
    let stranger =
        json!({ "correction": { "kind": "join_people", "a": "Nobody Atall", "b": "Ilarin Dravash" } });
    let kept = client.answer("make_correction", stranger);
    assert!(kept["untrusted_remarks"][0].as_str().unwrap().contains("waits until one does"));
    let tools = client.tools();
    let changes = |name: &str| {
        let tool = tools.iter().find(|tool| tool.name == name).unwrap();
        tool.annotations.as_ref().unwrap().read_only_hint == Some(false)
    };
    assert!(changes("make_correction") && changes("undo_correction") && !changes("list_corrections"));
}
