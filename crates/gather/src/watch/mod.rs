//! Follows feeds: asks each when it is due, has the pages that it leads to, and looks at those again.
//!
//! [`Watch`] holds what is due and several threads that ask; each answer comes out of [`Watch::next`] as an [`Event`] with
//! what is to be stored. Nothing is remembered but what was given to it: a run that was stopped goes on from what was stored,
//! and asks again only for what was being asked for.

mod feed;
mod finding;
mod page;
mod queue;
mod spacing;

pub use feed::{Condition, Feed};
pub use finding::{Found, find};
pub use page::{Outcome, Page};

use crate::web::{Address, FetchError, Fetched, Hold, Known, LONGEST_PAUSE, Polite, Refused};
use crate::{Problem, Report};
use jiff::Timestamp;
use queue::Queue;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How much is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How often a feed is asked that does not wish otherwise.
    pub every: Duration,
    /// How many hosts are asked at once, at most.
    pub connections: usize,
}

impl Default for Pace {
    /// Each feed every quarter of an hour, 16 hosts at once.
    fn default() -> Self {
        Self { every: Duration::from_mins(15), connections: 16 }
    }
}

/// What came of asking for something. All of it is to be stored.
#[derive(Debug)]
pub enum Event {
    /// A feed answered.
    Feed {
        /// Where it stood when it was asked.
        was: Address,
        /// The feed as it is now.
        feed: Box<Feed>,
        /// The pages of its items, in its order: those that are not stored yet, by [`Page::met`], are to be given to
        /// [`Watch::page`].
        pages: Vec<Page>,
        /// Its host, and until when that wants to be left alone.
        hold: Option<Hold>,
        /// What should be said although all went well.
        note: Option<String>,
    },
    /// A page answered.
    Page {
        /// The page as it is now.
        page: Box<Page>,
        /// Its report.
        report: Option<Box<Report>>,
        /// What went wrong.
        problems: Vec<Problem>,
        /// Its host, and until when that wants to be left alone.
        hold: Option<Hold>,
    },
}

/// Something to be asked for.
#[derive(Debug)]
enum Job {
    Feed(Box<Feed>),
    Page(Box<Page>),
}

impl Job {
    fn key(&self) -> String {
        match self {
            Self::Feed(feed) => feed_key(&feed.address),
            Self::Page(page) => page.key.clone(),
        }
    }

    fn address(&self) -> Option<&Address> {
        match self {
            Self::Feed(feed) => Some(&feed.address),
            Self::Page(page) => page.address(),
        }
    }

    /// The host that it is asked of; of none when it is answered from what is there.
    fn host(&self) -> String {
        self.address().map_or_else(String::new, |address| address.host().to_owned())
    }
}

/// The key of a feed; a page may have its address.
fn feed_key(address: &Address) -> String {
    format!("{FEED}{address}")
}

/// How the keys of feeds begin, and no address.
const FEED: &str = "feed ";

/// What a thread found.
#[derive(Debug)]
struct Answer {
    key: String,
    host: String,
    event: Event,
}

/// Follows feeds.
#[derive(Debug)]
pub struct Watch {
    polite: Arc<Polite>,
    pace: Pace,
    queue: Queue<Job>,
    followed: Arc<Mutex<HashSet<Address>>>,
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
    at_work: usize,
}

impl Watch {
    /// One that follows nothing yet, and asks with `polite`.
    pub fn new(polite: Polite, pace: Pace) -> Self {
        let polite = Arc::new(polite);
        let (jobs, waiting) = channel();
        let (answered, answers) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let followed = Arc::new(Mutex::new(HashSet::new()));
        for _ in 0..pace.connections.max(1) {
            let worker = Worker {
                polite: Arc::clone(&polite),
                followed: Arc::clone(&followed),
                every: pace.every,
                waiting: Arc::clone(&waiting),
                answered: answered.clone(),
            };
            thread::spawn(move || worker.work());
        }
        Self { polite, pace, queue: Queue::default(), followed, jobs, answers, at_work: 0 }
    }

    /// Follows a feed, in place of what was known of the one at its address.
    pub fn feed(&mut self, feed: Feed) {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner).insert(feed.address.clone());
        self.put(feed.due, Job::Feed(Box::new(feed)));
    }

    /// Has a page when it is due, in place of what was known under its key.
    pub fn page(&mut self, page: Page) {
        self.put(page.due, Job::Page(Box::new(page)));
    }

    /// Asks for a feed no longer.
    pub fn forget(&mut self, feed: &Address) {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner).remove(feed);
        self.queue.remove(&feed_key(feed));
    }

    /// Asks for no page but those with these keys, and for the feeds.
    pub fn keep_pages(&mut self, keys: &HashSet<String>) {
        self.queue.retain(|key| key.starts_with(FEED) || keys.contains(key));
    }

    /// Leaves a host alone until a moment.
    pub fn hold(&mut self, host: &str, until: Timestamp) {
        self.polite.hold(host, until);
        self.queue.hold(host, until);
    }

    /// What came next; nothing when nothing came within `patience`, by the machine's time.
    pub fn next(&mut self, patience: Duration) -> Option<Event> {
        self.hand_out();
        let wait = self.queue.next_ready().map_or(patience, |ready| {
            let is_room = self.at_work < self.pace.connections.max(1);
            if is_room { self.polite.clock().until(ready).min(patience) } else { patience }
        });
        match self.answers.recv_timeout(wait.max(Duration::from_millis(1))) {
            Ok(answer) => Some(self.take(answer)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    /// What has come already and was not looked at.
    pub fn ready(&mut self) -> Option<Event> {
        let answer = self.answers.try_recv().ok()?;
        Some(self.take(answer))
    }

    /// Whether something is being asked for, or due but for the pauses of its host.
    pub fn is_at_work(&self) -> bool {
        let soon = self.polite.clock().now().checked_add(LONGEST_PAUSE).unwrap_or(Timestamp::MAX);
        self.at_work > 0 || self.queue.is_due(self.polite.clock().now(), soon)
    }

    /// What time it is by the watching clock.
    pub fn now(&self) -> Timestamp {
        self.polite.clock().now()
    }

    /// When something is due next; nothing while something is.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.queue.next_ready()
    }

    fn put(&mut self, due: Option<Timestamp>, job: Job) {
        match due {
            Some(due) => {
                let is_first = matches!(job, Job::Feed(_));
                self.queue.put(&job.key(), &job.host(), due, is_first, job);
            }
            None => self.queue.remove(&job.key()),
        }
    }

    /// Gives the threads that are free what is due.
    fn hand_out(&mut self) {
        while self.at_work < self.pace.connections.max(1) {
            let Some(job) = self.queue.next(self.polite.clock().now()) else { break };
            // It fails when all threads have ended, and they end with this.
            if self.jobs.send(job).is_err() {
                break;
            }
            self.at_work += 1;
        }
    }

    fn take(&mut self, answer: Answer) -> Event {
        self.at_work = self.at_work.saturating_sub(1);
        let clock = self.polite.clock();
        let left = self.polite.pause_at(&answer.host).mul_f64(f64::from(clock.rate()));
        let free = clock.now().checked_add(left).unwrap_or(Timestamp::MAX);
        self.queue.done(&answer.key, &answer.host, free);
        let (job, hold) = match &answer.event {
            Event::Feed { feed, hold, was, .. } => {
                if *was != feed.address {
                    let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
                    followed.remove(was);
                    followed.insert(feed.address.clone());
                }
                ((feed.due, Job::Feed(feed.clone())), hold)
            }
            Event::Page { page, hold, .. } => ((page.due, Job::Page(page.clone())), hold),
        };
        if let Some((host, until)) = hold {
            self.queue.hold(host, *until);
        }
        self.put(job.0, job.1);
        answer.event
    }
}

/// A thread that asks.
struct Worker {
    polite: Arc<Polite>,
    followed: Arc<Mutex<HashSet<Address>>>,
    every: Duration,
    waiting: Arc<Mutex<Receiver<Job>>>,
    answered: Sender<Answer>,
}

impl Worker {
    fn work(&self) {
        loop {
            let job = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(job) = job else { return };
            let (key, host) = (job.key(), job.host());
            let event = self.ask(job);
            if self.answered.send(Answer { key, host, event }).is_err() {
                return;
            }
        }
    }

    /// What comes of a job. A fault of the program itself costs one try of one feed or page.
    fn ask(&self, job: Job) -> Event {
        let again = match &job {
            Job::Feed(feed) => Job::Feed(feed.clone()),
            Job::Page(page) => Job::Page(page.clone()),
        };
        let done = catch_unwind(AssertUnwindSafe(|| {
            self.answer(job, |address, known| self.polite.get(address, known))
        }));
        done.unwrap_or_else(|_| {
            let fault = FetchError::Broken("a fault in parallax itself".to_owned());
            self.answer(again, |_, _| Err(Refused::Fetch(fault.clone())))
        })
    }

    fn answer(&self, job: Job, get: impl Fn(&Address, &Known) -> Result<Fetched, Refused>) -> Event {
        match job {
            Job::Feed(feed) => {
                let was = feed.address.clone();
                let answer = get(&was, &feed.known());
                let now = self.polite.clock().now();
                let is_followed = |address: &Address| {
                    *address != was
                        && self.followed.lock().unwrap_or_else(PoisonError::into_inner).contains(address)
                };
                let told = feed.after(answer, now, self.every, is_followed);
                let title = told.feed.title.clone();
                // An item without an address is known by where its feed stood first.
                let first = told.feed.moved_from.as_ref().unwrap_or(&told.feed.address);
                let pages = told.items.into_iter().map(|item| Page::of(item, first, title.as_deref(), now));
                let pages = pages.collect();
                Event::Feed { was, feed: Box::new(told.feed), pages, hold: told.hold, note: told.note }
            }
            Job::Page(page) => {
                let told = match page.address() {
                    Some(address) => {
                        let answer = get(address, &page.known());
                        page.after(answer, self.polite.clock().now())
                    }
                    None => page.without_page(self.polite.clock().now()),
                };
                Event::Page {
                    page: Box::new(told.page),
                    report: told.report,
                    problems: told.problems,
                    hold: told.hold,
                }
            }
        }
    }
}
