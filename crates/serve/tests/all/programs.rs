//! The tools for assistant programs, over HTTP.

use crate::{Answer, Running, Sample};
use serde_json::{Value, json};
use store::Library;

/// Sends one message, with these headers besides those of the protocol.
fn send(server: &Running, message: &Value, headers: &[&str]) -> Answer {
    let mut all = vec!["Content-Type: application/json", "Accept: application/json, text/event-stream"];
    all.extend(headers);
    server.ask("POST", "/mcp", &all, &message.to_string())
}

fn call(server: &Running, tool: &str, arguments: &Value, headers: &[&str]) -> Value {
    let params = json!({ "name": tool, "arguments": arguments });
    let message = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params });
    let answer = send(server, &message, headers);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

#[test]
fn an_assistant_asks_over_http_without_a_session() {
    let server = Sample::harbour().serve();
    let hello = json!({
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" }
    });
    let begun =
        send(&server, &json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello }), &[]);
    assert_eq!(begun.status, 200);
    assert_eq!(begun.json()["result"]["serverInfo"]["name"], "parallax");
    assert_eq!(begun.header("mcp-session-id"), None);
    let found = call(&server, "search", &json!({ "words": "fee" }), &[]);
    assert_eq!(found["result"]["structuredContent"]["total"], 2);
    let listed = send(&server, &json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }), &[]).json();
    let names: Vec<&str> = listed["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| tool["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"get_account") && !names.contains(&"make_correction"));
    // What is no message of the protocol is refused, and nothing else.
    assert_eq!(server.ask("GET", "/mcp", &["Accept: text/event-stream"], "").status, 405);
    let broken = server.ask(
        "POST",
        "/mcp",
        &["Content-Type: application/json", "Accept: application/json, text/event-stream"],
        "{",
    );
    assert!((400..500).contains(&broken.status), "{}", broken.status);
    assert_eq!(call(&server, "get_story", &json!({ "story": 1 }), &[])["result"]["isError"], false);
}

#[test]
fn a_page_of_another_site_cannot_ask() {
    let server = Sample::harbour().serve();
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    assert_eq!(send(&server, &message, &["Origin: https://tide.example"]).status, 403);
    assert_eq!(send(&server, &message, &["Sec-Fetch-Site: cross-site"]).status, 403);
    assert_eq!(server.ask_as("POST", "/mcp", &["Host: tide.example"], &message.to_string()).status, 421);
}

#[test]
fn a_token_that_may_only_read_asks_and_corrects_nothing() {
    let sample = Sample::harbour();
    let mut library = Library::open(sample.path()).unwrap();
    let ada = library.reader("Ada").unwrap();
    library.set_secret(ada.id, Some(&serve::hashed("correct horse").unwrap())).unwrap();
    let mut token = |writes: bool| {
        let token = serve::new_token().unwrap();
        library.put_token(&serve::token_digest(&token), ada.id, "test", writes, &desk::now()).unwrap();
        format!("Authorization: Bearer {token}")
    };
    let (reads, writes) = (token(false), token(true));
    let mut settings = sample.settings();
    settings.mcp_corrects = true;
    let server = Running::new(settings);
    let list = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" });
    assert_eq!(send(&server, &list, &[]).status, 401);
    assert_eq!(send(&server, &list, &["Authorization: Bearer wrong"]).status, 401);
    let found = call(&server, "search", &json!({}), &[&reads]);
    assert_eq!(found["result"]["structuredContent"]["total"], 2);
    let correction = json!({ "correction": { "kind": "outlet", "article": "tide", "outlet": "Tide News" } });
    let refused = call(&server, "make_correction", &correction, &[&reads]);
    assert_eq!(refused["result"]["isError"], true);
    let made = call(&server, "make_correction", &correction, &[&writes]);
    assert_eq!(made["result"]["structuredContent"]["untrusted_maker"], "Ada (MCP)");
    assert_eq!(server.ask("GET", "/api/v1/corrections", &[&reads], "").json().as_array().unwrap().len(), 1);
}
