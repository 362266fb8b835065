//! Pages for people: each shows what the JSON beside it says.

mod article;
mod assets;
mod compare;
mod corrections;
mod export;
mod feeds;
mod hooks;
mod links;
mod person;
mod search;
mod shell;
mod sign_in;
mod stories;
mod story;
mod taken;

pub(crate) use shell::{Fields, LONGEST, Visit, encoded};
pub(crate) use story::Body;

/// The places that every page leads to, for the templates.
pub(crate) fn shell_places() -> [(&'static str, &'static str); 4] {
    Shell::places()
}

use crate::app::App;
use crate::problem::{NowIn, Problem};
use crate::settings::Limits;
use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use shell::Shell;
use store::StoryId;

/// The pages of those who are known.
pub(crate) fn routes(limits: &Limits) -> Router<App> {
    Router::new()
        .route("/", get(|| async { Redirect::to("/stories") }))
        .route("/stories", get(stories::page))
        .route("/stories/seen", post(stories::seen))
        .route("/stories/{id}", get(story::page))
        .route("/stories/{id}/compare", get(compare::of_story))
        .route("/stories/{id}/compare/export/{form}", get(compare::taken_of_story))
        .route("/stories/{id}/export/{form}", get(export::story))
        .route("/stories/{id}/{section}", get(story::section))
        .route("/search", get(search::page))
        .route("/search/export/{form}", get(search::taken))
        .route("/articles/{key}", get(article::page))
        .route("/articles/{key}/sentences/{number}", get(article::passage))
        .route("/compare", get(compare::page))
        .route("/compare/export/{form}", get(compare::taken))
        .route("/people", get(person::page))
        .route("/people/export/{form}", get(person::taken))
        .route("/feeds", get(feeds::page))
        .route("/feeds/add", post(feeds::add))
        .route("/feeds/remove", post(feeds::remove))
        .route("/feeds/ask", post(feeds::ask))
        .route("/feeds/pages", get(feeds::pages))
        .route("/feeds/import", post(feeds::import_opml))
        .route("/feeds/export.opml", get(feeds::export_opml))
        .route("/hooks", get(hooks::page).post(hooks::add))
        .route("/hooks/{id}/remove", post(hooks::remove))
        .route("/imports", post(feeds::import).layer(DefaultBodyLimit::max(limits.import)))
        .route("/imports/{id}", get(feeds::job))
        .route("/corrections", get(corrections::page).post(corrections::make))
        .route("/corrections/{id}/undo", post(corrections::undo))
        .route("/sign-out", post(sign_in::out))
}

/// What strangers may ask for.
pub(crate) fn open_routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/assets/{name}", get(assets::asset))
}

/// A page of ours.
pub(crate) fn page(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(error) => {
            tracing::error!("a page could not be written: {error}");
            Problem::fault().into_response()
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'p> {
    shell: Shell,
    heading: &'static str,
    problem: &'p Problem,
    /// The page of ours that led here; empty for none.
    back: String,
}

/// Whether the answer is for a program: by the address, or because a page is not what was asked for.
pub(crate) fn is_for_programs(request: &Request) -> bool {
    let path = request.uri().path();
    let accepts = request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    let is_browser = accepts.is_some_and(|accept| accept.contains("text/html"));
    path.starts_with("/api/") || path == "/mcp" || !is_browser
}

/// The problem as an answer to this request.
pub(crate) fn answer(request: &Request, problem: Problem) -> Response {
    if is_for_programs(request) {
        problem.into_response()
    } else {
        as_page(&problem, Came::of(request).from())
    }
}

fn as_page(problem: &Problem, back: String) -> Response {
    let heading = match problem.code() {
        StatusCode::BAD_REQUEST => "It is not clear what is asked",
        StatusCode::UNAUTHORIZED => "Sign in first",
        StatusCode::FORBIDDEN => "That is not allowed",
        StatusCode::NOT_FOUND => "That is not there",
        StatusCode::UNPROCESSABLE_ENTITY => "That cannot be done",
        StatusCode::TOO_MANY_REQUESTS => "Too much at once",
        StatusCode::SERVICE_UNAVAILABLE => "Not yet",
        _ => problem.title,
    };
    problem.dressed(page(&ProblemPage { shell: Shell::plain(), heading, problem, back }))
}

/// What a browser says of the page that led to a request. It is looked at only where something is wrong.
struct Came {
    referer: Option<HeaderValue>,
    host: Option<HeaderValue>,
}

impl Came {
    fn of(request: &Request) -> Self {
        let header = |name| request.headers().get(name).cloned();
        Self { referer: header(header::REFERER), host: header(header::HOST) }
    }

    /// The page, where it is one of ours; else nothing.
    fn from(&self) -> String {
        self.ours().unwrap_or_default()
    }

    fn ours(&self) -> Option<String> {
        let referer: Uri = self.referer.as_ref()?.to_str().ok()?.parse().ok()?;
        let host = self.host.as_ref()?.to_str().ok()?;
        let is_ours = referer.authority().is_some_and(|authority| authority.as_str() == host);
        let path = referer.path_and_query()?.as_str();
        (is_ours && path.starts_with('/') && !path.starts_with("//")).then(|| path.to_owned())
    }
}

/// Makes a page of each problem that goes to a person, and problem details of what the router says by itself.
pub(crate) async fn as_asked(request: Request, next: Next) -> Response {
    let for_programs = is_for_programs(&request);
    let reads = request.method().is_safe();
    let asked = request.uri().clone();
    let came = Came::of(&request);
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    if reads
        && let Some(NowIn(story)) = response.extensions().get()
        && let Some(there) = in_story(&asked, *story)
    {
        return Redirect::temporary(&there).into_response();
    }
    let kind =
        response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_problem = kind.starts_with("application/problem+json");
    if kind.starts_with("text/html") || (is_problem && for_programs) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let said = axum::body::to_bytes(body, 64 << 10).await.unwrap_or_default();
    let retry = parts.headers.get(header::RETRY_AFTER).and_then(|after| after.to_str().ok()?.parse().ok());
    let problem = if is_problem { of_json(&said, status, retry) } else { of_words(&said, status) };
    let mut answer = if for_programs { problem.into_response() } else { as_page(&problem, came.from()) };
    for (name, value) in &parts.headers {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

/// The same page of another story; nothing where the address is of no story.
fn in_story(asked: &Uri, story: StoryId) -> Option<String> {
    let mut parts: Vec<&str> = asked.path().split('/').collect();
    let place = parts.iter().position(|part| *part == "stories")? + 1;
    let story = story.to_string();
    *parts.get_mut(place)? = &story;
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{}{query}", parts.join("/")))
}

fn of_json(said: &[u8], status: StatusCode, retry: Option<u64>) -> Problem {
    let value: serde_json::Value = serde_json::from_slice(said).unwrap_or_default();
    let text = |name: &str| value.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let mut problem = Problem::new(status, text("detail").unwrap_or_default());
    problem.retry = retry;
    match text("hint") {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

/// What an extractor or a layer says in plain words.
fn of_words(said: &[u8], status: StatusCode) -> Problem {
    let words = String::from_utf8_lossy(said);
    let words = words.trim();
    if words.is_empty() {
        return Problem::new(status, status.canonical_reason().unwrap_or("it could not be done"));
    }
    Problem::new(status, words)
}

/// Nothing is at this address.
pub(crate) async fn nowhere(request: Request) -> Response {
    let problem = Problem::not_found("there is nothing at this address")
        .hint("the stories are at /stories, what programs can ask for at /api/v1/openapi.json");
    answer(&request, problem)
}

/// The address is right, the method is not.
pub(crate) async fn no_such_method(request: Request) -> Response {
    let problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} is not what can be done at this address", request.method()),
    );
    answer(&request, problem)
}
