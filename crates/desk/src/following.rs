//! Follows the feeds of a library: what came is stored before more is asked for.

use crate::arrivals::{Tally, arrive};
use crate::error::DeskError;
use crate::words::count;
use crate::work::{PORTION, Work};
use gather::watch::{Condition, Event, Feed, Outcome as Ended, Page, Watch};
use gather::web::{Address, Hold};
use gather::{Problem, Report};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The longest that the loop waits for an answer before it looks whether it is to stop.
const PATIENCE: Duration = Duration::from_millis(200);

/// How often it is looked whether the user follows other feeds by now.
const LOOK: Duration = Duration::from_secs(30);

/// So many new pages are taken from one answer of a feed. At one a second they are had before it is asked again, so that none can
/// make the list of what is to be had grow without end.
const MOST_NEW: usize = 600;

/// How often stories are put right while nothing else is to be done.
const SETTLE: Duration = Duration::from_mins(5);

/// Where each event is told as JSON.
pub type Tell<'w> = Box<dyn FnMut(&Value) -> Result<(), DeskError> + 'w>;

/// How following went.
#[derive(Debug, Clone, Copy)]
pub struct Followed {
    /// How many times a feed was asked.
    pub asked: usize,
    /// What came.
    pub tally: Tally,
    /// How many feeds and articles failed; each was named.
    pub failures: usize,
    /// When something is to be asked for next.
    pub next: Option<Timestamp>,
}

/// Follows feeds.
pub struct Following<'w> {
    /// The work on the library.
    pub work: Work<'w>,
    watch: Watch,
    feeds: BTreeMap<String, Condition>,
    waiting: Vec<Answered>,
    tally: Tally,
    asked: usize,
    failures: usize,
    /// Where each event is told as JSON, when it is.
    tell: Option<Tell<'w>>,
}

/// A page that answered and is not stored yet.
struct Answered {
    page: Page,
    report: Option<Box<Report>>,
    problems: Vec<Problem>,
    hold: Option<Hold>,
}

impl<'w> Following<'w> {
    /// Follows the feeds of a library with `watch`.
    pub fn new(work: Work<'w>, mut watch: Watch, tell: Option<Tell<'w>>) -> Result<Self, DeskError> {
        for (host, until) in work.library.holds()? {
            watch.hold(&host, until);
        }
        for page in work.library.pages_due()? {
            watch.page(page);
        }
        let mut following = Self {
            work,
            watch,
            feeds: BTreeMap::new(),
            waiting: Vec::new(),
            tally: Tally::default(),
            asked: 0,
            failures: 0,
            tell,
        };
        following.look()?;
        Ok(following)
    }

    /// How many feeds are followed.
    pub fn feeds(&self) -> usize {
        self.feeds.len()
    }

    /// Goes on until `is_over`, until the user asks to stop, or, with `once`, until all that is due was asked for.
    pub fn run(&mut self, once: bool, is_over: impl Fn() -> bool) -> Result<(), DeskError> {
        let (mut looked, mut settled) = (Instant::now(), Instant::now());
        while !self.work.listener.is_asked_to_stop() && !is_over() {
            let came = self.watch.next(PATIENCE);
            let is_quiet = came.is_none();
            if let Some(event) = came {
                self.take(event)?;
            }
            while self.waiting.len() < PORTION {
                let Some(event) = self.watch.ready() else { break };
                self.take(event)?;
            }
            self.store()?;
            let is_idle = is_quiet && !self.watch.is_at_work();
            if once && is_idle {
                break;
            }
            if looked.elapsed() > LOOK {
                self.look()?;
                looked = Instant::now();
            }
            if is_idle && settled.elapsed() > SETTLE {
                self.work.finish()?;
                settled = Instant::now();
            }
        }
        Ok(())
    }

    /// Takes up what the user has changed in the meantime: feeds added, removed or to be asked anew.
    fn look(&mut self) -> Result<(), DeskError> {
        let feeds = self.work.library.feeds()?;
        let mut followed = BTreeMap::new();
        for feed in feeds {
            let address = feed.address.to_string();
            let is_known = self.feeds.contains_key(&address);
            followed.insert(address, feed.condition);
            // What is asked for just now is not asked for again.
            if !is_known || feed.due.is_some_and(|due| due <= self.watch.now()) {
                self.watch.feed(feed);
            }
        }
        let removed: Vec<Address> = self
            .feeds
            .keys()
            .filter(|address| !followed.contains_key(*address))
            .filter_map(|address| address.parse().ok())
            .collect();
        for address in &removed {
            self.watch.forget(address);
        }
        if !removed.is_empty() {
            let due = self.work.library.pages_due()?.into_iter().map(|page| page.key);
            self.watch.keep_pages(&due.collect());
        }
        self.feeds = followed;
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<(), DeskError> {
        match event {
            Event::Feed { was, mut feed, pages, hold, note } => {
                self.asked += 1;
                let mut new = Vec::new();
                for page in pages {
                    let known = self.work.library.page(&page.key)?;
                    new.extend(page.met(known));
                }
                let more = new.len().saturating_sub(MOST_NEW);
                if more > 0 {
                    new.truncate(MOST_NEW);
                    feed.forget_answer();
                    self.watch.feed((*feed).clone());
                }
                let Some(stored) = self.work.library.put_feed(&was, &feed, &new, hold.as_ref())? else {
                    self.watch.forget(&feed.address);
                    return Ok(());
                };
                let feed = if stored.address == feed.address {
                    *feed
                } else {
                    // Another that moved there was stored in the meantime.
                    self.watch.feed(stored.clone());
                    stored
                };
                self.say(&was, &feed, note.as_deref());
                if !new.is_empty() {
                    let name = feed.name();
                    let rest = if more > 0 {
                        format!("; {more} more wait for the next time")
                    } else {
                        String::new()
                    };
                    let new = count(new.len(), "new page", "new pages");
                    self.work.listener.note(&format!("{name}: {new}{rest}"));
                }
                self.tell(&json!({
                    "feed": feed.address,
                    "condition": feed.condition,
                    "reason": feed.reason,
                    "since": feed.since,
                    "due": feed.due,
                    "pages": new.len(),
                }))?;
                self.feeds.remove(was.as_str());
                self.feeds.insert(feed.address.to_string(), feed.condition);
                for page in new {
                    self.watch.page(page);
                }
            }
            Event::Page { page, report, problems, hold } => {
                self.waiting.push(Answered { page: *page, report, problems, hold });
            }
        }
        Ok(())
    }

    /// Says how a feed is when that has changed.
    fn say(&mut self, was: &Address, feed: &Feed, note: Option<&str>) {
        let listener = self.work.listener;
        let before = self.feeds.get(was.as_str()).copied().unwrap_or(Condition::New);
        let reason = feed.reason.as_deref().unwrap_or_default();
        let (name, now) = (feed.name(), feed.condition);
        if now != before {
            match now {
                Condition::Fine if before == Condition::New => tracing::info!("{name}: fine"),
                Condition::Fine => listener.note(&format!("{name}: fine again")),
                _ => {
                    self.failures += usize::from(now != Condition::Empty);
                    listener.warning(&format!("{name}: {now}: {reason}"));
                }
            }
        }
        if let Some(note) = note {
            listener.note(&format!("{name}: {note}"));
        }
    }

    fn tell(&mut self, line: &serde_json::Value) -> Result<(), DeskError> {
        self.tell.as_mut().map_or(Ok(()), |tell| tell(line))
    }

    /// Stores what came: the reports first, then that their pages were had, so that nothing is taken for had that is not there.
    fn store(&mut self) -> Result<(), DeskError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let mut answered = std::mem::take(&mut self.waiting);
        let mut reports: Vec<Report> = Vec::new();
        for answered in &mut answered {
            if let Some(report) = answered.report.take() {
                for note in &report.notes {
                    tracing::info!("{}: {note}", report.origin);
                }
                reports.push(*report);
            }
            for problem in &answered.problems {
                self.work.listener.warning(&problem.to_string());
            }
        }
        let added = arrive(&mut self.work, &reports, &mut self.tally)?;
        let ids: BTreeMap<String, String> = reports
            .iter()
            .zip(&added)
            .map(|(report, added)| (report.article.id.0.clone(), added.id.0.clone()))
            .collect();
        let holds: Vec<Hold> = answered.iter().filter_map(|answered| answered.hold.clone()).collect();
        let pages: Vec<Page> = answered.into_iter().map(|answered| answered.page).collect();
        self.work.library.put_pages(&pages, &holds)?;
        for page in pages {
            if page.outcome == Ended::Withdrawn {
                let reason = page.reason.as_deref().unwrap_or_default();
                self.work
                    .listener
                    .note(&format!("{}: its outlet took it away ({reason}); what was had is kept", page.key));
            }
            self.tell(&json!({
                "page": page.key,
                "outcome": page.outcome,
                "reason": page.reason,
                "due": page.due,
                "article": ids.get(&page.key),
            }))?;
        }
        Ok(())
    }

    /// Puts stories right, and says how it went.
    pub fn finish(mut self) -> Result<Followed, DeskError> {
        self.work.finish()?;
        let failures = self.failures + self.work.failures();
        Ok(Followed { asked: self.asked, tally: self.tally, failures, next: self.watch.next_due() })
    }
}

/// A moment, to the minute, in UTC.
pub fn minute(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
