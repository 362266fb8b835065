//! What all requests share, and which of them goes where.

use crate::jobs::{Bus, Jobs};
use crate::pages::Body;
use crate::problem::Problem;
use crate::safe::{Passwords, Rates, Sessions};
use crate::settings::Settings;
use crate::{api, etag, pages, programs, safe};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use desk::{DeskError, Pool, Teller};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::{Library, State, StoreError};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;

/// So many names of outlets are there to choose from.
const OUTLETS: usize = 500;

/// So long they hold.
const OUTLETS_HOLD: Duration = Duration::from_secs(10);

/// So many bytes of pages of stories are kept.
const PAGES: u64 = 32 << 20;

/// With which eyes a story is looked at: the state that it is in, what was asked for, and since when something is new.
type Seen = (State, Option<String>, Option<String>);

/// Pages weigh as many bytes as they have.
#[derive(Debug, Clone)]
pub(crate) struct BySize;

impl Weighter<(i64, Seen), Arc<Body>> for BySize {
    fn weight(&self, _: &(i64, Seen), page: &Arc<Body>) -> u64 {
        page.size()
    }
}

/// What all requests share.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) pool: Arc<Pool>,
    teller: Teller,
    pub(crate) sessions: Sessions,
    pub(crate) passwords: Passwords,
    pub(crate) rates: Rates,
    pub(crate) bus: Bus,
    pub(crate) jobs: Jobs,
    /// Pages of stories, for as long as they stay as they are.
    pub(crate) stories: Cache<(i64, Seen), Arc<Body>, BySize>,
    /// Names of outlets, and when they were looked up.
    outlets: Mutex<Option<(Instant, Vec<String>)>>,
    /// Whether somebody looks them up at the moment.
    looks_up: AtomicBool,
    /// For small changes: sessions, looks. Work on reports has a connection of its own.
    writer: Mutex<Library>,
    stopping: AtomicBool,
}

/// What all requests share, held by each.
pub(crate) type App = Arc<Shared>;

impl Shared {
    pub(crate) fn new(settings: Settings, teller: Teller) -> Result<Self, DeskError> {
        desk::check_model()?;
        let writer = Library::open(&settings.library)?;
        let random = |error: &dyn std::fmt::Display| {
            DeskError::new(format!("the system gave no random bytes: {error}"))
        };
        Ok(Self {
            pool: Arc::new(Pool::new(settings.library.clone())),
            teller,
            sessions: Sessions::new(&settings).map_err(|error| random(&error))?,
            passwords: Passwords::new().map_err(|error| random(&error))?,
            rates: Rates::new(&settings.limits),
            bus: Bus::new(settings.limits.streams),
            jobs: Jobs::default(),
            stories: Cache::with_weighter(256, PAGES, BySize),
            outlets: Mutex::default(),
            looks_up: AtomicBool::new(false),
            writer: Mutex::new(writer),
            stopping: AtomicBool::new(false),
            settings,
        })
    }

    /// What `ask` finds in the library, on a thread that may block.
    pub(crate) async fn ask<T: Send + 'static>(
        self: Arc<Self>,
        ask: impl FnOnce(&Self, &Library) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let asked = tokio::task::spawn_blocking(move || self.pool.with(|library| ask(&self, library)));
        asked.await.unwrap_or_else(|_| Err(Problem::fault()))
    }

    /// Makes a small change.
    pub(crate) async fn write<T: Send + 'static>(
        self: Arc<Self>,
        change: impl FnOnce(&mut Library) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let changed = tokio::task::spawn_blocking(move || {
            change(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner))
        });
        changed.await.unwrap_or_else(|_| Err(Problem::fault()))
    }

    /// Names of outlets to choose from, those with most reports first. To find them all reports are passed over: they may be as they
    /// were some seconds ago, and only one request at a time looks them up, while others take those of before.
    pub(crate) fn outlets(&self, library: &Library) -> Result<Vec<String>, StoreError> {
        let known = || self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, names)) = &*known()
            && (at.elapsed() < OUTLETS_HOLD || self.looks_up.swap(true, Ordering::SeqCst))
        {
            return Ok(names.clone());
        }
        let found = library.outlets();
        self.looks_up.store(false, Ordering::SeqCst);
        let names: Vec<String> = found?.into_iter().map(|row| row.name).take(OUTLETS).collect();
        *known() = Some((Instant::now(), names.clone()));
        Ok(names)
    }

    /// What tells stories to one request, in haste.
    pub(crate) fn teller(&self) -> Teller {
        self.teller.in_haste()
    }

    /// What tells stories in the background, however long it takes.
    pub(crate) fn patient_teller(&self) -> &Teller {
        &self.teller
    }

    /// Opens the library for work on reports.
    pub(crate) fn library(&self) -> Result<Library, StoreError> {
        Library::open_existing(&self.settings.library)
    }

    /// Whether the server is to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    /// Has the server stop: whatever works in the background ends after the step at hand.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }
}

/// All that can be asked for.
pub(crate) fn router(app: &App) -> Router {
    let limits = &app.settings.limits;
    let known = Router::new()
        .merge(pages::routes(limits))
        .nest("/api/v1", api::routes(limits))
        .layer(from_fn(etag::tag))
        .merge(programs::routes(app))
        .layer(from_fn_with_state(app.clone(), safe::known));
    // Streams of events flow as they come.
    let compressed = DefaultPredicate::new().and(NotForContentType::new("text/event-stream"));
    Router::new()
        .merge(known)
        .merge(pages::open_routes())
        .fallback(pages::nowhere)
        .method_not_allowed_fallback(pages::no_such_method)
        .layer(DefaultBodyLimit::max(limits.body))
        .layer(from_fn(pages::as_asked))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, limits.answer))
        .layer(from_fn_with_state(app.clone(), safe::at_rate))
        .layer(from_fn_with_state(app.clone(), safe::own_name))
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(from_fn(safe::headers))
        .with_state(app.clone())
}
