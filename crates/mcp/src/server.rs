//! The server: which tools there are, and who calls them.

use crate::answer::{NOTICE, refused};
use crate::shelf::Shelf;
use crate::tool::{Asking, Changes, Entry};
use crate::tools;
use desk::DeskError;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, Implementation, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;

/// So long a client waits for an answer. Clients give up after a minute; what takes longer goes on, and is there when they ask again.
const PATIENCE: Duration = Duration::from_secs(40);

/// What the client is told about the whole.
const INSTRUCTIONS: &str = "\
Parallax reads many news reports of one story and weaves them into one account in which every line names the sentence it came from. \
Begin with search, list_stories or whats_new; get_story gives a story in brief, get_account its parts: events, quotations, facts with \
their standing, positions, reports and families. Cite what you say by article and sentence; get_sentence opens it. Reports of one \
family share one text: independent_at_most is how many sources a line really has, which is often fewer than the reports that have it. \
What no tool shows has not been read in any report of this library.";

/// Why the server stopped.
#[derive(Debug, Error)]
pub enum McpError {
    /// The client did not begin as the protocol says.
    #[error("the client did not begin as the Model Context Protocol says: {0}")]
    Begin(String),
    /// It failed in between.
    #[error("the connection failed: {0}")]
    Broken(String),
}

/// Who calls, where requests come over HTTP: put it among the extensions of each request.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The name under which corrections are kept.
    pub name: String,
    /// Whether it may correct anything.
    pub may_correct: bool,
}

/// The tools over one library.
#[derive(Clone)]
pub struct Server {
    shelf: Shelf,
    tools: Arc<Vec<Entry>>,
}

impl Server {
    /// The tools that go with this.
    pub fn new(shelf: Shelf) -> Self {
        let mut tools = tools::all();
        tools.retain(|entry| entry.changes == Changes::Nothing || shelf.corrects());
        Self { shelf, tools: Arc::new(tools) }
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.tools.iter().position(|entry| entry.tool.name == name)
    }

    /// Who calls: over HTTP as the request says, else the client at the other end.
    fn caller(context: &RequestContext<RoleServer>) -> Caller {
        if let Some(parts) = context.extensions.get::<http::request::Parts>() {
            let unknown = || Caller { name: "unknown (MCP)".to_owned(), may_correct: false };
            return parts.extensions.get::<Caller>().cloned().unwrap_or_else(unknown);
        }
        let client = context.peer.peer_info().map(|info| tell::one_line(&info.client_info.name));
        let name = client.filter(|name| !name.is_empty()).unwrap_or_else(|| "a client".to_owned());
        Caller { name: format!("{name} (MCP)"), may_correct: true }
    }
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let ours = Implementation::new("parallax", env!("CARGO_PKG_VERSION")).with_title("Parallax");
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(ours)
            .with_instructions(format!("{INSTRUCTIONS} {NOTICE}"))
    }

    fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> impl Future<Output = Result<ListToolsResult, ErrorData>> + Send + '_ {
        let tools = self.tools.iter().map(|entry| entry.tool.clone()).collect();
        std::future::ready(Ok(ListToolsResult::with_all_items(tools)))
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        self.tools.get(self.find(name)?).map(|entry| entry.tool.clone())
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(at) = self.find(&request.name) else {
            let name = tell::one_line(&request.name);
            return Err(ErrorData::invalid_params(format!("there is no tool called {name:?}"), None));
        };
        let caller = Self::caller(&context);
        let arguments = request.arguments.unwrap_or_default();
        let Server { shelf, tools } = self.clone();
        let late = if tools[at].changes == Changes::Nothing {
            DeskError::new("it takes longer than a client may wait: stories are being put together")
                .hint("ask again in a minute; what is ready by then is kept")
        } else {
            DeskError::new("it takes longer than a client may wait, and goes on")
                .hint("list_corrections, with undone, shows what is kept")
        };
        let answering = tokio::task::spawn_blocking(move || {
            let entry = &tools[at];
            if entry.changes != Changes::Nothing && !caller.may_correct {
                return refused(&DeskError::new("this token may only read"));
            }
            entry.call(&shelf, &Asking { signs: caller.name }, arguments)
        });
        // What was begun goes on: an account that is being woven is kept, and is there at the next call.
        match tokio::time::timeout(PATIENCE, answering).await {
            Ok(Ok(result)) => Ok(result.into()),
            Ok(Err(_)) => {
                Err(ErrorData::internal_error("a fault of Parallax itself; it is in its log", None))
            }
            Err(_) => Ok(refused(&late).into()),
        }
    }
}

/// Serves one client on standard input and output until it goes away.
///
/// # Errors
///
/// When the client does not speak the protocol, or the connection breaks.
pub async fn stdio(shelf: Shelf) -> Result<(), McpError> {
    let begun = Server::new(shelf).serve(rmcp::transport::stdio()).await;
    let running = begun.map_err(|error| McpError::Begin(error.to_string()))?;
    running.waiting().await.map_err(|error| McpError::Broken(error.to_string()))?;
    Ok(())
}

/// The same over HTTP, as a service for a router.
pub type HttpService = StreamableHttpService<Server, NeverSessionManager>;

/// Serves any number of clients over HTTP, each call by itself and answered as JSON (Streamable HTTP without sessions). Who calls is
/// told by a [`Caller`] among the extensions of a request; without one, nothing can be corrected. A body has no more than `body`
/// bytes. Names of hosts and origins are for the router to look at.
pub fn service(shelf: Shelf, body: usize) -> HttpService {
    let server = Server::new(shelf);
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(body)
        .disable_allowed_hosts();
    StreamableHttpService::new(move || Ok(server.clone()), Arc::default(), config)
}
