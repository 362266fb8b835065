//! What programs can ask for: the same as the pages show, as JSON, under a version.

mod events;
mod openapi;
pub(crate) mod updates;
pub(crate) mod views;

pub use openapi::openapi;

use crate::app::App;
use crate::jobs::{Incoming, JobView, fetcher, import};
use crate::pages::Visit;
use crate::problem::Problem;
use crate::safe::new_secret;
use crate::settings::Limits;
use axum::Router;
use axum::body::Body;
use axum::extract::{Json, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::compare::{Compared, Comparison};
use desk::corrections::{Asked, Kept};
use desk::feeds::{self, Added, FeedLine, PageLine};
use desk::hooks::{self, Call, HookAsked, HookLine};
use desk::people::PersonView;
use desk::{ArticleView, DeskError};
use gather::web::{Clock, Polite};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use store::ArticleKey;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use views::{SearchView, StoriesView, StoryView};

/// So many pieces of an export wait for a client that takes them slowly.
const WAITING: usize = 16;

/// All that programs can ask for, under `/api/v1`. Each stands in the `OpenAPI` document: a test sees to it.
pub(crate) fn routes(_: &Limits) -> Router<App> {
    Router::new()
        .route("/openapi.json", get(|| async { Json(openapi()) }))
        .route("/stories", get(stories))
        .route("/stories/{id}", get(story))
        .route("/stories/{id}/compare", get(story_comparison))
        .route("/articles/{key}", get(article))
        .route("/search", get(search))
        .route("/compare", get(compare))
        .route("/people", get(person))
        .route("/feeds", get(feed_list).post(feed_add))
        .route("/feeds/pages", get(feed_pages))
        .route("/feeds/ask", post(feed_ask))
        .route("/feeds/remove", post(feed_remove))
        .route("/imports", get(import_list).post(import_addresses))
        .route("/imports/{id}", get(import_one))
        .route("/corrections", get(correction_list).post(correction_make))
        .route("/corrections/{id}/undo", post(correction_undo))
        .route("/hooks", get(hook_list).post(hook_add))
        .route("/hooks/{id}/calls", get(hook_calls))
        .route("/hooks/{id}/remove", post(hook_remove))
        .route("/events", get(events::stream))
        .route("/export", get(export))
}

/// A body of JSON, with what is wrong with it said as a problem.
pub(crate) struct Given<T>(T);

impl<T: for<'d> Deserialize<'d>> axum::extract::FromRequest<App> for Given<T> {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, state: &App) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(given)) => Ok(Self(given)),
            Err(error) => Err(Problem::new(error.status(), error.body_text()).hint(
                "send JSON, as /api/v1/openapi.json describes it, with content-type: application/json",
            )),
        }
    }
}

async fn stories(visit: Visit) -> Result<Json<StoriesView>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::stories(app, library, &asked)).await.map(Json)
}

async fn story(visit: Visit, Path(id): Path<i64>) -> Result<Json<StoryView>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::story(app, library, &asked, id)).await.map(Json)
}

async fn story_comparison(visit: Visit, Path(id): Path<i64>) -> Result<Json<Compared>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::story_comparison(app, library, &asked, id)).await.map(Json)
}

async fn article(visit: Visit, Path(key): Path<i64>) -> Result<Json<ArticleView>, Problem> {
    visit.app.ask(move |_, library| Ok(desk::article(library, ArticleKey(key))?)).await.map(Json)
}

async fn search(visit: Visit) -> Result<Json<SearchView>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::search(app, library, &asked)).await.map(Json)
}

async fn compare(visit: Visit) -> Result<Json<Comparison>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::comparison(app, library, &asked)).await.map(Json)
}

async fn person(visit: Visit) -> Result<Json<PersonView>, Problem> {
    let asked = visit.clone();
    visit.app.ask(move |app, library| views::person(app, library, &asked)).await.map(Json)
}

async fn feed_list(visit: Visit) -> Result<Json<Vec<FeedLine>>, Problem> {
    visit.app.ask(|_, library| Ok(feeds::list(library, |_| true)?)).await.map(Json)
}

async fn feed_pages(visit: Visit) -> Result<Json<Vec<PageLine>>, Problem> {
    let address = visit.get("address").ok_or_else(|| Problem::bad("address is missing"))?.to_owned();
    visit.app.ask(move |_, library| Ok(feeds::pages(library, &address)?)).await.map(Json)
}

/// The address of a feed, and where to put it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedAsked {
    /// The address of the feed, or of a site.
    address: String,
    /// The folder to put it in, `/` between one and the next.
    #[serde(default)]
    folder: String,
}

async fn feed_add(
    visit: Visit,
    Given(asked): Given<FeedAsked>,
) -> Result<(StatusCode, Json<Added>), Problem> {
    let app = visit.app.clone();
    let found = tokio::task::spawn_blocking(move || -> Result<_, DeskError> {
        let found = feeds::look_for(&asked.address, &Polite::new(fetcher(&app), Clock::default()))?;
        Ok((found, feeds::folder(&asked.folder)))
    });
    let (found, folder) = found.await.map_err(|_| Problem::fault())??;
    let added = visit.app.write(move |library| Ok(feeds::follow(library, found, &folder)?)).await?;
    let status = if added.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(added)))
}

/// The address of a feed that is followed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedNamed {
    /// The address.
    address: String,
}

async fn feed_ask(visit: Visit, Given(asked): Given<FeedNamed>) -> Result<Json<FeedNamed>, Problem> {
    let address = visit.app.write(move |library| Ok(feeds::ask(library, &asked.address)?)).await?;
    Ok(Json(FeedNamed { address }))
}

async fn feed_remove(visit: Visit, Given(asked): Given<FeedNamed>) -> Result<Json<FeedNamed>, Problem> {
    let address = visit.app.write(move |library| Ok(feeds::leave(library, &asked.address)?)).await?;
    Ok(Json(FeedNamed { address }))
}

async fn import_list(visit: Visit) -> Json<Vec<JobView>> {
    Json(visit.app.jobs.list())
}

async fn import_one(visit: Visit, Path(id): Path<i64>) -> Result<Json<JobView>, Problem> {
    visit.app.jobs.find(id).map(Json)
}

/// Addresses to take in. Files are sent as a form to `/imports`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportAsked {
    /// Addresses of pages and feeds.
    addresses: Vec<String>,
}

async fn import_addresses(
    visit: Visit,
    Given(asked): Given<ImportAsked>,
) -> Result<(StatusCode, Json<JobView>), Problem> {
    let is_address = |given: &String| given.starts_with("http://") || given.starts_with("https://");
    if let Some(other) = asked.addresses.iter().find(|given| !is_address(given)) {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("{other:?} is no address of the web"),
        )
        .hint("an address begins with http:// or https://"));
    }
    if asked.addresses.is_empty() {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "there is no address to take in"));
    }
    let incoming = Incoming { folder: None, what: asked.addresses.clone(), addresses: asked.addresses };
    let id = import(&visit.app, incoming);
    Ok((StatusCode::ACCEPTED, Json(visit.app.jobs.find(id)?)))
}

async fn correction_list(visit: Visit) -> Result<Json<Vec<Kept>>, Problem> {
    let all = match visit.get("all") {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(Problem::bad(format!("all={other}: true or false"))),
    };
    visit.app.ask(move |_, library| Ok(desk::corrections::list(library, all)?)).await.map(Json)
}

/// A correction, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorrectionAsked {
    /// What is to hold.
    correction: Asked,
    /// Why, in your own words; kept with it.
    #[serde(default)]
    note: Option<String>,
}

async fn correction_make(
    visit: Visit,
    Given(asked): Given<CorrectionAsked>,
) -> Result<(StatusCode, Json<Kept>), Problem> {
    let kept = views::correct(&visit, asked.correction, asked.note).await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

async fn correction_undo(visit: Visit, Path(id): Path<i64>) -> Result<Json<Kept>, Problem> {
    views::undo(&visit, id).await.map(Json)
}

/// A webhook, with the secret by which its calls are known. It is shown this once.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HookMade {
    /// The webhook.
    hook: HookLine,
    /// What its calls are signed with, as the Standard Webhooks say.
    pub(crate) secret: String,
}

async fn hook_list(visit: Visit) -> Result<Json<Vec<HookLine>>, Problem> {
    visit.app.ask(|_, library| Ok(hooks::list(library)?)).await.map(Json)
}

async fn hook_add(
    visit: Visit,
    Given(asked): Given<HookAsked>,
) -> Result<(StatusCode, Json<HookMade>), Problem> {
    Ok((StatusCode::CREATED, Json(hook_made(&visit, asked).await?)))
}

/// Has somebody called from now on.
pub(crate) async fn hook_made(visit: &Visit, asked: HookAsked) -> Result<HookMade, Problem> {
    let secret = new_secret().map_err(|_| Problem::fault())?;
    let (kept, who) = (secret.clone(), visit.who.signs().map(str::to_owned));
    let add = move |library: &mut store::Library| Ok(hooks::add(library, asked, &kept, who.as_deref())?);
    let hook = visit.app.clone().write(add).await?;
    Ok(HookMade { hook, secret })
}

async fn hook_calls(visit: Visit, Path(id): Path<i64>) -> Result<Json<Vec<Call>>, Problem> {
    visit.app.ask(move |_, library| Ok(hooks::calls(library, id)?)).await.map(Json)
}

async fn hook_remove(visit: Visit, Path(id): Path<i64>) -> Result<StatusCode, Problem> {
    visit.app.write(move |library| Ok(hooks::remove(library, id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The whole library as JSON lines, as it is written: memory does not grow with it.
async fn export(State(app): State<App>, _: Visit) -> Response {
    let (sender, receiver) = mpsc::channel::<io::Result<bytes::Bytes>>(WAITING);
    tokio::task::spawn_blocking(move || {
        let mut out = io::BufWriter::with_capacity(64 << 10, Piecewise(sender.clone()));
        let written = app.pool.with(|library| library.export_tables(&mut out));
        if let Err(error) = written {
            // The client sees that the answer was cut off.
            let _ = sender.blocking_send(Err(io::Error::other(error)));
        }
    });
    ([(header::CONTENT_TYPE, "application/x-ndjson")], Body::from_stream(ReceiverStream::new(receiver)))
        .into_response()
}

/// Passes on what is written to it, and waits while the client has enough.
struct Piecewise(mpsc::Sender<io::Result<bytes::Bytes>>);

impl Write for Piecewise {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(bytes::Bytes::copy_from_slice(piece))).map_err(gone)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
