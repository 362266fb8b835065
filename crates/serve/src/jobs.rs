//! What is done in the background: imports, feeds, telling; and who hears of it.

use crate::app::App;
use crate::problem::Problem;
use desk::{Alone, DeskError, Following, Gathering, Listener, PORTION, Progress, Unseen, Work, take_in};
use gather::Sources;
use gather::watch::{Pace, Watch};
use gather::web::{Clock, Fetcher, Limits, Polite, Reach};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use store::Library;
use tempfile::TempDir;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast};

/// So many imports are remembered.
const REMEMBERED: usize = 50;

/// So many notes of each.
const NOTES: usize = 200;

/// So often it is looked whether the library has changed.
const LOOK: Duration = Duration::from_secs(1);

/// Stories of so many reports and more are told before anybody asks.
const TOLD_BEFORE: usize = 3;

/// So many stories are told before it is looked whether to stop.
const TOLD_AT_ONCE: usize = 1;

/// Stories of so many reports are unpacked before somebody asks for them.
const LARGE: usize = 60;

/// So many of them.
const RECALLED: usize = 12;

/// How often a feed is asked that does not wish otherwise, and how many hosts at once.
const PACE: Pace = Pace { every: Duration::from_mins(15), connections: 16 };

/// Something that happened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event {
    /// The library has changed: stories may have moved.
    Changed {
        /// When, in UTC.
        at: String,
    },
    /// An import went on.
    Import(JobView),
}

/// Where events are told.
#[derive(Debug)]
pub(crate) struct Bus {
    sender: broadcast::Sender<Event>,
    places: Arc<Semaphore>,
}

impl Bus {
    pub(crate) fn new(streams: usize) -> Self {
        Self { sender: broadcast::channel(256).0, places: Arc::new(Semaphore::new(streams)) }
    }

    fn tell(&self, event: Event) {
        // Nobody may be listening.
        let _ = self.sender.send(event);
    }

    /// What happens from now on, and the place that it takes.
    pub(crate) fn listen(&self) -> Result<(broadcast::Receiver<Event>, OwnedSemaphorePermit), Problem> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| {
            Problem::new(axum::http::StatusCode::SERVICE_UNAVAILABLE, "too many streams of events are open")
                .hint("try again later, or ask for what is new from time to time")
                .retry(30)
        })?;
        Ok((self.sender.subscribe(), place))
    }
}

/// An import, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct JobView {
    /// Its number.
    pub(crate) id: i64,
    /// What is taken in.
    pub(crate) what: Vec<String>,
    /// What is done at the moment; nothing once it is over.
    pub(crate) doing: Option<String>,
    /// How many things of that are done.
    pub(crate) done: usize,
    /// Of how many, where that is known.
    pub(crate) total: Option<usize>,
    /// What was worth knowing, the latest last.
    pub(crate) notes: VecDeque<String>,
    /// What could not be done, the latest last.
    pub(crate) problems: VecDeque<String>,
    /// How it ended.
    pub(crate) ended: Option<String>,
    /// Whether nothing could be done.
    pub(crate) failed: bool,
}

/// An import.
pub(crate) struct Job {
    view: Mutex<JobView>,
    app: App,
}

/// The imports of this process.
#[derive(Default)]
pub(crate) struct Jobs {
    last: AtomicI64,
    all: Mutex<VecDeque<Arc<Job>>>,
}

impl Jobs {
    fn all(&self) -> MutexGuard<'_, VecDeque<Arc<Job>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The imports, the latest first.
    pub(crate) fn list(&self) -> Vec<JobView> {
        self.all().iter().rev().map(|job| job.view().clone()).collect()
    }

    /// The import of this number.
    pub(crate) fn find(&self, id: i64) -> Result<JobView, Problem> {
        let all = self.all();
        let found = all.iter().map(|job| job.view().clone()).find(|view| view.id == id);
        found.ok_or_else(|| {
            Problem::not_found(format!("no import {id} since the server began"))
                .hint("GET /api/v1/imports lists them; what was imported is in the library")
        })
    }
}

impl Job {
    fn view(&self) -> MutexGuard<'_, JobView> {
        self.view.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut JobView)) {
        let view = {
            let mut view = self.view();
            change(&mut view);
            view.clone()
        };
        self.app.bus.tell(Event::Import(view));
    }
}

fn push(list: &mut VecDeque<String>, words: &str) {
    if list.len() == NOTES {
        list.pop_front();
    }
    list.push_back(words.to_owned());
}

impl Listener for Job {
    fn note(&self, words: &str) {
        self.change(|view| push(&mut view.notes, words));
    }

    fn warning(&self, words: &str) {
        self.note(words);
    }

    fn error(&self, words: &str) {
        self.change(|view| push(&mut view.problems, words));
    }

    fn begin(&self, what: &'static str, total: Option<usize>) -> Box<dyn Progress + '_> {
        self.change(|view| (view.doing, view.done, view.total) = (Some(what.to_owned()), 0, total));
        Box::new(Step(self))
    }

    fn is_asked_to_stop(&self) -> bool {
        self.app.is_stopping()
    }
}

struct Step<'j>(&'j Job);

impl Progress for Step<'_> {
    fn add(&mut self, count: usize) {
        self.0.change(|view| view.done += count);
    }
}

/// What is to be taken in.
pub(crate) struct Incoming {
    /// Files that were sent, in a folder that goes when they are in.
    pub(crate) folder: Option<TempDir>,
    /// Addresses of pages and feeds.
    pub(crate) addresses: Vec<String>,
    /// What to call it.
    pub(crate) what: Vec<String>,
}

/// Begins to take something in. Gives the number of the import.
pub(crate) fn import(app: &App, incoming: Incoming) -> i64 {
    let id = app.jobs.last.fetch_add(1, Ordering::SeqCst) + 1;
    let view = JobView {
        id,
        what: incoming.what.clone(),
        doing: Some("waiting".to_owned()),
        done: 0,
        total: None,
        notes: VecDeque::new(),
        problems: VecDeque::new(),
        ended: None,
        failed: false,
    };
    let job = Arc::new(Job { view: Mutex::new(view), app: app.clone() });
    {
        let mut all = app.jobs.all();
        if all.len() == REMEMBERED {
            all.pop_front();
        }
        all.push_back(job.clone());
    }
    thread::spawn(move || {
        let came = taken_in(&job, &incoming);
        job.change(|view| {
            view.doing = None;
            view.failed = came.is_err();
            view.ended = Some(came.unwrap_or_else(|error| error.to_string()));
        });
    });
    id
}

fn taken_in(job: &Job, incoming: &Incoming) -> Result<String, DeskError> {
    let mut paths: Vec<PathBuf> = incoming.addresses.iter().map(PathBuf::from).collect();
    paths.extend(incoming.folder.as_ref().map(|folder| folder.path().to_owned()));
    let sources = Sources::new(&paths).fetcher(fetcher(&job.app));
    let mut gathering = Gathering::new(sources.into_iter(), job);
    let first = gathering.portion(PORTION);
    if first.is_empty() {
        gathering.failures()?;
    }
    let mut work = Work::new(job.app.library()?, job.app.settings.threads, job)?;
    let tally = take_in(&mut work, first, &mut gathering)?;
    Ok(tally.text())
}

/// What fetches, from the public internet and the hosts that are allowed by name.
pub(crate) fn fetcher(app: &App) -> Fetcher {
    let allowed = app.settings.allow_hosts.iter();
    Fetcher::new(Limits::default(), allowed.fold(Reach::default(), |reach, host| reach.with(host)))
}

/// Hears of work that nobody looks at: in the log.
pub(crate) struct Quiet<'a>(pub(crate) &'a App);

impl Listener for Quiet<'_> {
    fn note(&self, words: &str) {
        tracing::info!("{words}");
    }

    fn warning(&self, words: &str) {
        tracing::warn!("{words}");
    }

    fn error(&self, words: &str) {
        tracing::error!("{words}");
    }

    fn begin(&self, _: &'static str, _: Option<usize>) -> Box<dyn Progress + '_> {
        Box::new(Unseen)
    }

    fn is_asked_to_stop(&self) -> bool {
        self.0.is_stopping()
    }
}

/// Begins what goes on in the background until the server stops.
pub(crate) fn begin(app: &App) -> Vec<JoinHandle<()>> {
    let (telling, calling) = (app.clone(), app.clone());
    let mut all = vec![thread::spawn(move || tell(&telling)), thread::spawn(move || call(&calling))];
    if app.settings.follow {
        let following = app.clone();
        all.push(thread::spawn(move || follow(&following)));
    }
    all
}

/// Looks whether the library has changed, in whatever process; says so, and tells stories that have moved.
fn tell(app: &App) {
    let Ok(mut library) = app.library() else { return };
    let teller = app.patient_teller();
    if let Err(error) = teller.recall(&library, LARGE, RECALLED) {
        tracing::warn!("large stories are unpacked when they are asked for: {error}");
    }
    let mut last = None;
    while !app.is_stopping() {
        let now = library.data_version().ok();
        if now != last {
            if last.is_some() {
                let at = desk::now();
                app.bus.tell(Event::Changed { at });
            }
            last = now;
            loop {
                told_first(app, &mut library);
                match teller.keep(&mut library, TOLD_BEFORE, TOLD_AT_ONCE) {
                    Ok(told) if told == TOLD_AT_ONCE && !app.is_stopping() => {}
                    Ok(_) => break,
                    Err(error) => {
                        tracing::warn!("stories wait to be told: {error}");
                        break;
                    }
                }
            }
        }
        told_first(app, &mut library);
        thread::sleep(LOOK);
    }
}

/// Tells the stories that somebody waits for.
fn told_first(app: &App, library: &mut Library) {
    if let Err(error) = app.patient_teller().tell_wanted(library) {
        tracing::warn!("a story that somebody waits for could not be told: {error}");
    }
}

/// Calls those who want to know when a story moves or a search finds more.
fn call(app: &App) {
    let Ok(mut library) = app.library() else { return };
    let fetcher = fetcher(app);
    while !app.is_stopping() {
        let called = desk::hooks::put(&mut library).and_then(|()| desk::hooks::call(&mut library, &fetcher));
        if let Err(error) = called {
            tracing::warn!("webhooks wait: {error}");
        }
        thread::sleep(LOOK);
    }
}

/// Follows the feeds of the library while there are any and no other process does.
fn follow(app: &App) {
    while !app.is_stopping() {
        if let Err(error) = followed(app) {
            tracing::debug!("feeds are not followed for now: {error}");
        }
        let mut waited = Duration::ZERO;
        while waited < Duration::from_secs(15) && !app.is_stopping() {
            thread::sleep(LOOK);
            waited += LOOK;
        }
    }
}

fn followed(app: &App) -> Result<(), DeskError> {
    let library = app.library()?;
    if library.feeds()?.is_empty() {
        return Ok(());
    }
    let _alone = Alone::at(&app.settings.library)?;
    let quiet = Quiet(app);
    let mut work = Work::new(library, app.settings.threads, &quiet)?;
    work.library.set_patience(Duration::from_mins(5))?;
    work.catch_up()?;
    let polite = Polite::new(fetcher(app), Clock::default()).resumed();
    let mut following = Following::new(work, Watch::new(polite, PACE), None)?;
    following.run(false, || false)?;
    following.finish()?;
    Ok(())
}

/// A moment as it is shown: to the minute, in UTC.
pub(crate) fn minute(moment: &str) -> String {
    moment.parse::<Timestamp>().map_or_else(|_| moment.to_owned(), desk::minute)
}
