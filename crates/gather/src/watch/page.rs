//! A page that a feed led to, and what becomes of it: it is had once, and looked at again for some days.

use super::spacing::jittered;
use crate::draft::{Draft, Known};
use crate::feeds::Item;
use crate::reports::settled;
use crate::web::{Address, FetchError, Fetched, Forbidden, Hold, Known as Before, Refused, held, report};
use crate::{Problem, ProblemKind, Report};
use article::Digest;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// After which times a page that was had is looked at again. Outlets change a report most in its first hours.
const CHECKS: [Duration; 5] = [
    Duration::from_hours(1),
    Duration::from_hours(6),
    Duration::from_hours(24),
    Duration::from_hours(3 * 24),
    Duration::from_hours(7 * 24),
];

/// After which times a page that could not be had is tried again, before it is given up.
const TRIES: [Duration; 5] = [
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(8),
    Duration::from_hours(24),
];

/// What is said to have changed is looked at no sooner than so long after the last time.
const LOOKED_AT_AGAIN: SignedDuration = SignedDuration::from_mins(30);

/// How a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is yet to be had.
    Waiting,
    /// Its report was had.
    Kept,
    /// There is no report to be had there, or it may not be kept.
    Refused,
    /// It was had, and then taken away by its outlet. The report is kept.
    Withdrawn,
}

impl fmt::Display for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::Waiting => "waiting",
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        })
    }
}

/// A page that a feed led to. All times are of the watching clock, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// What it is known by: its address, or for an item without one the feed's with a digest of the item.
    pub key: String,
    /// How it is.
    pub outcome: Outcome,
    /// Why, where there is a reason to give.
    pub reason: Option<String>,
    /// Since when it is so.
    pub since: Timestamp,
    /// When it is asked for next; not again when that is nothing.
    pub due: Option<Timestamp>,
    asked: Option<Timestamp>,
    tries: u32,
    checks: u32,
    known: Before,
    item: Item,
}

/// What an answer made of a page.
#[derive(Debug)]
pub(super) struct PageTold {
    pub(super) page: Page,
    pub(super) report: Option<Box<Report>>,
    pub(super) problems: Vec<Problem>,
    /// The host that wants to be left alone, and until when.
    pub(super) hold: Option<Hold>,
}

impl Page {
    /// The page of an item of the feed at `feed`, found at `now`.
    pub(super) fn of(mut item: Item, feed: &Address, feed_title: Option<&str>, now: Timestamp) -> Self {
        item.link = item.link.map(|link| link.without_tracking());
        item.known.url = item.link.as_ref().map(ToString::to_string);
        let key = if let Some(link) = &item.link {
            link.to_string()
        } else {
            let words = format!("{:?}{:?}", item.known.title, item.content);
            format!("{feed}#{}", Digest::of(words.as_bytes()))
        };
        if item.link.is_none() {
            let source = item.known.particulars.source.clone();
            item.known.outlet = item.known.outlet.or(source).or_else(|| feed_title.map(str::to_owned));
        }
        Self {
            key,
            outcome: Outcome::Waiting,
            reason: None,
            since: now,
            due: Some(now),
            asked: None,
            tries: 0,
            checks: 0,
            known: Before::default(),
            item,
        }
    }

    /// What is to be done about a page that a feed leads to, when `known` is what is stored of it: nothing, unless it is new
    /// or the feed says that it was changed since. Some feeds say so of every item each time: for that a page is looked at once in
    /// half an hour.
    #[must_use]
    pub fn met(self, known: Option<Self>) -> Option<Self> {
        let Some(known) = known else { return Some(self) };
        let is_changed =
            self.item.known.modified.is_some() && self.item.known.modified != known.item.known.modified;
        let soonest = known.asked.and_then(|asked| asked.checked_add(LOOKED_AT_AGAIN).ok());
        (is_changed && known.outcome == Outcome::Kept).then_some(Self {
            due: self.due.max(soonest),
            item: Item { known: self.item.known, content: self.item.content, ..known.item },
            ..known
        })
    }

    /// Where it stands.
    pub(super) fn address(&self) -> Option<&Address> {
        self.item.link.as_ref()
    }

    /// What is known already, to be sent along.
    pub(super) fn known(&self) -> Before {
        if self.outcome == Outcome::Kept { self.known.clone() } else { Before::default() }
    }

    /// What an answer at `now` makes of it.
    pub(super) fn after(self, answer: Result<Fetched, Refused>, now: Timestamp) -> PageTold {
        let asked = Self { asked: Some(now), ..self };
        match answer {
            Ok(answer) => asked.answered(answer, now),
            Err(Refused::Held { host, until }) => {
                let page = Self { due: Some(until), ..asked };
                PageTold { page, report: None, problems: Vec::new(), hold: Some((host, until)) }
            }
            Err(refused) => {
                let again = is_passing(&refused);
                asked.failed(refused.into(), again, None, now)
            }
        }
    }

    fn answered(self, answer: Fetched, now: Timestamp) -> PageTold {
        let hold = held(&answer, now);
        match answer.status {
            304 if self.outcome == Outcome::Kept => {
                let page = Self { reason: None, tries: 0, ..self }.looked_at(now);
                PageTold { page, report: None, problems: Vec::new(), hold: None }
            }
            200 | 203 => {
                let known = answer.known.clone();
                match report(answer, self.item.known.clone()) {
                    Ok(draft) => Self { known, ..self }.kept(draft, now),
                    Err(reason) => self.failed(reason, false, None, now),
                }
            }
            404 if self.outcome == Outcome::Waiting => self.failed(ProblemKind::Status(404), true, hold, now),
            // Taken away is what is said to be so twice.
            404 if self.outcome == Outcome::Kept && self.tries == 0 => {
                let due = TRIES.first().and_then(|pause| now.checked_add(*pause).ok());
                let page = Self { due, tries: 1, ..self };
                PageTold { page, report: None, problems: Vec::new(), hold: None }
            }
            404 | 410 if self.outcome == Outcome::Kept => {
                let status = answer.status;
                let page = Self {
                    outcome: Outcome::Withdrawn,
                    reason: Some(format!("it answered with status {status}")),
                    since: now,
                    due: None,
                    ..self
                };
                PageTold { page, report: None, problems: Vec::new(), hold: None }
            }
            status => {
                let again = matches!(status, 202 | 304 | 408 | 425 | 429 | 500..);
                self.failed(ProblemKind::Status(status), again, hold, now)
            }
        }
    }

    /// What becomes of an item that names no page: its text is what the feed has of it.
    pub(super) fn without_page(self, now: Timestamp) -> PageTold {
        self.failed(ProblemKind::Feed("an item names no page".to_owned()), false, None, now)
    }

    fn kept(self, draft: Draft, now: Timestamp) -> PageTold {
        let (mut report, mut problems) = settled(draft, self.key.clone(), true);
        let latest = now + SignedDuration::from_hours(24);
        let day = report.article.published;
        // Nobody can have published it after it was had. Dates without a place on earth may be ahead by a day.
        if day.is_some_and(|day| day.first_day() > latest.to_zoned(jiff::tz::TimeZone::UTC).date()) {
            report.article.published = None;
            let given = day.map(|day| day.to_string()).unwrap_or_default();
            problems.push(ProblemKind::Future { given }.at(&report.origin));
        }
        let since = if self.outcome == Outcome::Kept { self.since } else { now };
        let item = Item { content: None, ..self.item.clone() };
        let page =
            Self { outcome: Outcome::Kept, reason: None, since, tries: 0, item, ..self }.looked_at(now);
        PageTold { page, report: Some(Box::new(report)), problems, hold: None }
    }

    /// A page that was just looked at, due when it is to be looked at again.
    fn looked_at(self, now: Timestamp) -> Self {
        let pause = self.address().and_then(|_| CHECKS.get(self.checks as usize));
        let due = pause.and_then(|pause| now.checked_add(jittered(*pause, &self.key, now)).ok());
        Self { checks: self.checks.saturating_add(1), due, ..self }
    }

    fn failed(self, reason: ProblemKind, again: bool, hold: Option<Hold>, now: Timestamp) -> PageTold {
        let pause = TRIES.get(self.tries as usize).filter(|_| again);
        let due = pause.and_then(|pause| now.checked_add(jittered(*pause, &self.key, now)).ok());
        let due = due.map(|due| hold.as_ref().map_or(due, |(_, until)| due.max(*until)));
        let told = |page, problems| PageTold { page, report: None, problems, hold };
        if self.outcome == Outcome::Kept {
            // What was had stays; only looking at it again failed.
            let page = Self { reason: Some(reason.to_string()), ..self }.looked_at(now);
            return told(
                Self { due: page.due.map(|next| due.map_or(next, |due| due.max(next))), ..page },
                Vec::new(),
            );
        }
        if due.is_some() {
            let page = Self { due, reason: Some(reason.to_string()), tries: self.tries + 1, ..self };
            return told(page, Vec::new());
        }
        let place = self.key.clone();
        if let Some(draft) = self.item.clone().instead(&reason, Known::default(), place) {
            let told = self.kept(draft, now);
            PageTold {
                page: Page {
                    due: None,
                    reason: Some(format!("the text is the feed's: {reason}")),
                    ..told.page
                },
                ..told
            }
        } else {
            let item = Item { content: None, ..self.item };
            let since = if self.outcome == Outcome::Refused { self.since } else { now };
            let page = Self {
                outcome: Outcome::Refused,
                reason: Some(reason.to_string()),
                since,
                due: None,
                item,
                ..self
            };
            let problem = reason.at(&page.key);
            told(page, vec![problem])
        }
    }
}

/// Whether a refusal may be over soon.
fn is_passing(refused: &Refused) -> bool {
    match refused {
        Refused::Robots(Forbidden::Status { .. }) | Refused::Held { .. } => true,
        Refused::Robots(Forbidden::Fetch(error)) | Refused::Fetch(error) => {
            matches!(
                error,
                FetchError::NoHost(_)
                    | FetchError::TooSlow(_)
                    | FetchError::Broken(_)
                    | FetchError::Insecure(_)
            )
        }
        Refused::Robots(_) | Refused::Reserved => false,
    }
}
