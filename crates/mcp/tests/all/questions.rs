//! What tools there are, and questions that are wrong.

use crate::client::sample;
use crate::{Client, library};
use rmcp::ServiceError;
use rmcp::model::ErrorCode;
use serde_json::{Value, json};

#[test]
fn every_tool_says_what_it_is_for_and_changes_nothing() {
    let (_folder, path) = library(&[sample()]);
    let tools = Client::of(&path, false).tools();
    let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    for name in [
        "search",
        "get_story",
        "get_account",
        "find_quotations",
        "find_facts",
        "compare_articles",
        "whats_new",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    assert!(!names.contains(&"make_correction") && !names.contains(&"undo_correction"));
    for tool in &tools {
        let hints = tool.annotations.as_ref().unwrap();
        assert_eq!((hints.read_only_hint, hints.open_world_hint), (Some(true), Some(false)), "{}", tool.name);
        assert!(tool.description.as_ref().unwrap().len() > 40 && tool.title.is_some());
        let input = Value::Object((*tool.input_schema).clone());
        jsonschema::validator_for(&input).unwrap();
        assert_eq!((&input["type"], &input["additionalProperties"]), (&json!("object"), &json!(false)));
        for (name, argument) in input["properties"].as_object().unwrap() {
            let described = argument.get("description").and_then(Value::as_str);
            assert!(described.is_some_and(|words| !words.is_empty()), "{} {name}", tool.name);
        }
    }
}

#[test]
fn what_is_wrong_with_a_question_is_said_so_that_it_can_be_asked_better() {
    let (_folder, path) = library(&[sample()]);
    let client = Client::of(&path, false);
    let says = |tool: &str, arguments: Value, words: &str| {
        let said = client.refusal(tool, arguments);
        assert!(said.contains(words), "{tool}: {said}");
    };
    says("get_story", json!({ "story": 99 }), "99");
    says("get_story", json!({}), "missing field `story`");
    says("get_story", json!({ "story": "one" }), "expected i64");
    says("get_story", json!({ "story": 1, "stroy": 2 }), "takes no argument \"stroy\"");
    says("search", json!({ "from": "yesterday" }), "from=yesterday");
    says("get_account", json!({ "story": 1, "part": "rumours" }), "unknown variant `rumours`");
    says("get_account", json!({ "story": 1, "part": "people", "since": "2031" }), "leave since out");
    says("compare_articles", json!({ "a": 1, "b": 1 }), "given twice");
    says("compare_outlets", json!({ "story": 1, "a": "Calder Wire", "b": "Nobody" }), "Nobody");
    says("get_article", json!({ "article": 12_345 }), "12345");
    says("get_sentence", json!({ "article": 1, "sentence": 4_000 }), "no sentence 4000");
    says("get_sentence", json!({ "article": 1, "sentence": 0 }), "no sentence 0");
    says("get_person", json!({ "name": "Nobody Atall" }), "Nobody Atall");
    // No text is an error of syntax.
    for words in ["\"", "* OR ( NEAR qqq", "' ; DROP TABLE article", "\u{0}", &"x".repeat(100_000)] {
        assert_eq!(client.answer("search", json!({ "words": words }))["articles"], json!([]), "{words:.20}");
    }
    let beyond = client.answer("get_article", json!({ "article": 1, "after": u64::MAX }));
    assert_eq!((&beyond["sentences"], &beyond["next"]), (&json!([]), &Value::Null));
    says("whats_new", json!({ "since": "2031", "story": 1, "outlet": "Calder Wire" }), "give story alone");
    // What there is no tool for is an error of the protocol, and the connection goes on.
    let unknown = client.call("make_correction", json!({})).unwrap_err();
    let ServiceError::McpError(error) = unknown else { panic!("{unknown}") };
    assert_eq!(error.code, ErrorCode::INVALID_PARAMS);
    assert_eq!(client.answer("get_story", json!({ "story": 1 }))["story"]["story"], 1);
}

#[test]
fn the_same_question_has_the_same_answer() {
    let (_folder, path) = library(&[sample()]);
    let (one, other) = (Client::of(&path, false), Client::of(&path, false));
    for (tool, arguments) in crate::client::calls() {
        assert_eq!(one.answer(tool, arguments.clone()), other.answer(tool, arguments), "{tool}");
    }
}
