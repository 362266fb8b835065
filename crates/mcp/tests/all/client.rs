//! A library, and a client at the other end of a pipe.

use desk::{Gathering, Listener, PORTION, Pool, Progress, Teller, Work};
use gather::Sources;
use mcp::{Server, Shelf};
use rmcp::model::{CallToolRequestParams, CallToolResult, JsonObject, Tool};
use rmcp::service::RunningService;
use rmcp::{RoleClient, ServiceError, ServiceExt};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Library;
use tempfile::TempDir;
use tokio::runtime::Runtime;

struct Unheard;

impl Listener for Unheard {
    fn note(&self, _: &str) {}
    fn warning(&self, _: &str) {}
    fn error(&self, words: &str) {
        panic!("{words}");
    }
    fn begin(&self, _: &'static str, _: Option<usize>) -> Box<dyn Progress + '_> {
        Box::new(Self)
    }
    fn is_asked_to_stop(&self) -> bool {
        false
    }
}

impl Progress for Unheard {
    fn add(&mut self, _: usize) {}
}

/// A library of these files or folders, in a folder that goes with it.
pub(crate) fn library(paths: &[PathBuf]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut work = Work::new(Library::open(&path).unwrap(), 2, &Unheard).unwrap();
    let mut gathering = Gathering::new(Sources::new(paths).into_iter(), &Unheard);
    let first = gathering.portion(PORTION);
    desk::take_in(&mut work, first, &mut gathering).unwrap();
    (folder, path)
}

/// The sample of the project.
pub(crate) fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor-talks")
}

/// A client of a server over a library.
pub(crate) struct Client {
    runtime: Runtime,
    service: Option<RunningService<RoleClient, ()>>,
}

impl Client {
    /// Of a server that only reads, or that corrects too.
    pub(crate) fn of(library: &Path, corrects: bool) -> Self {
        let teller = Teller::new(weave::Owners::built_in(), "");
        let shelf = Shelf::new(Arc::new(Pool::new(library.to_owned())), teller, 2);
        let server = Server::new(if corrects { shelf.with_corrections() } else { shelf });
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let service = runtime.block_on(async {
            let (ours, theirs) = tokio::io::duplex(1 << 16);
            tokio::spawn(async move { server.serve(ours).await.unwrap().waiting().await.unwrap() });
            ().serve(theirs).await.unwrap()
        });
        Self { runtime, service: Some(service) }
    }

    fn service(&self) -> &RunningService<RoleClient, ()> {
        self.service.as_ref().unwrap()
    }

    pub(crate) fn tools(&self) -> Vec<Tool> {
        self.runtime.block_on(self.service().list_all_tools()).unwrap()
    }

    pub(crate) fn instructions(&self) -> String {
        self.service().peer_info().unwrap().instructions.clone().unwrap()
    }

    /// What the call of a tool brings.
    pub(crate) fn call(&self, tool: &str, arguments: Value) -> Result<CallToolResult, ServiceError> {
        let arguments: JsonObject = serde_json::from_value(arguments).unwrap();
        let call = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
        self.runtime.block_on(self.service().call_tool(call))
    }

    /// The answer of a tool, as data.
    pub(crate) fn answer(&self, tool: &str, arguments: Value) -> Value {
        let told = json!(arguments);
        let result = self.call(tool, arguments).unwrap();
        assert_ne!(result.is_error, Some(true), "{tool} {told}: {:?}", result.content);
        result.structured_content.unwrap()
    }

    /// Why a tool could not do what it was asked.
    pub(crate) fn refusal(&self, tool: &str, arguments: Value) -> String {
        let result = self.call(tool, arguments).unwrap();
        assert_eq!(result.is_error, Some(true), "{tool}: {:?}", result.structured_content);
        assert!(result.structured_content.is_none());
        let text = result.content[0].as_text().unwrap().text.clone();
        let (_, rest) = text.split_once("<parallax-untrusted-data>").unwrap();
        serde_json::from_str(rest.strip_suffix("</parallax-untrusted-data>").unwrap()).unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(service) = self.service.take() {
            self.runtime.block_on(service.cancel()).unwrap();
        }
    }
}

/// A call of each tool that reads, of each part of an account, over the first story and its first two articles.
pub(crate) fn calls() -> Vec<(&'static str, Value)> {
    let parts = [
        "events",
        "days",
        "quotations",
        "facts",
        "positions",
        "alone",
        "revisions",
        "people",
        "reports",
        "families",
        "lineage",
    ];
    let mut calls = vec![
        ("search", json!({})),
        ("search", json!({ "words": "harbor", "limit": 2 })),
        ("list_stories", json!({})),
        ("whats_new", json!({ "since": "2031-05-01" })),
        ("whats_new", json!({ "since": "2031-05-01", "story": 1 })),
        ("get_story", json!({ "story": 1 })),
        ("find_quotations", json!({})),
        ("find_facts", json!({})),
        ("compare_articles", json!({ "a": 1, "b": 2 })),
        ("get_article", json!({ "article": 1 })),
        ("get_sentence", json!({ "article": 1, "sentence": 2 })),
        ("list_corrections", json!({ "undone": true })),
    ];
    calls.extend(parts.map(|part| ("get_account", json!({ "story": 1, "part": part, "limit": 100 }))));
    calls
}

/// Each value in JSON, with the name of the field it stands in, or in whose list.
pub(crate) fn each<'v>(value: &'v Value, field: &'v str, see: &mut impl FnMut(&'v str, &'v Value)) {
    see(field, value);
    match value {
        Value::Array(all) => all.iter().for_each(|one| each(one, field, see)),
        Value::Object(all) => all.iter().for_each(|(name, one)| each(one, name, see)),
        _ => {}
    }
}
