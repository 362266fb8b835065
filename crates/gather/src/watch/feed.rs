//! A feed that is followed, and what becomes of it with each answer.

use super::spacing::{back_off, jittered, spacing};
use crate::feeds::opml::{Listed, Subscription};
use crate::feeds::{self, Item, discover};
use crate::web::{Address, Fetched, Forbidden, Hold, Known, Refused, held};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// How a feed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// It was not asked yet.
    New,
    /// It gives items.
    Fine,
    /// It is a feed, without items.
    Empty,
    /// It cannot be had, or is no feed.
    Broken,
    /// Its outlet does not let programs have it, or it stands where we do not fetch from.
    Blocked,
    /// It is no longer there for good, and not asked for again.
    Gone,
}

impl fmt::Display for Condition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(match self {
            Self::New => "new",
            Self::Fine => "fine",
            Self::Empty => "empty",
            Self::Broken => "broken",
            Self::Blocked => "blocked",
            Self::Gone => "gone",
        })
    }
}

/// A feed that is followed. All times are of the watching clock, in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Where it stands; where it has moved for good, the new address.
    pub address: Address,
    /// Where it stood before it moved, when it did.
    pub moved_from: Option<Address>,
    /// What the user says of it.
    pub said: Subscription,
    /// What it calls itself.
    pub title: Option<String>,
    /// How it is.
    pub condition: Condition,
    /// Why it is so, in words; where all is well, nothing.
    pub reason: Option<String>,
    /// Since when it is so.
    pub since: Timestamp,
    /// When it was asked last.
    pub asked: Option<Timestamp>,
    /// When its items were read last, or were said not to have changed.
    pub read: Option<Timestamp>,
    /// When it is asked next; never again when it is gone.
    pub due: Option<Timestamp>,
    /// How often in a row it failed.
    pub failures: u32,
    known: Known,
    /// In seconds: how long it asks to be left alone.
    every: Option<u64>,
}

/// What an answer made of a feed.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) feed: Feed,
    pub(super) items: Vec<Item>,
    /// The host that wants to be left alone, and until when.
    pub(super) hold: Option<Hold>,
    /// What should be said of the answer although all went well.
    pub(super) note: Option<String>,
}

impl Feed {
    /// A feed that is followed from `now` on.
    pub fn new(listed: Listed, now: Timestamp) -> Self {
        Self {
            address: listed.address,
            moved_from: None,
            said: listed.said,
            title: None,
            condition: Condition::New,
            reason: None,
            since: now,
            asked: None,
            read: None,
            due: Some(now),
            failures: 0,
            known: Known::default(),
            every: None,
        }
    }

    /// What it is called: by the user, else by itself, else its address.
    pub fn name(&self) -> String {
        self.said.name.clone().or_else(|| self.title.clone()).unwrap_or_else(|| self.address.to_string())
    }

    /// The feed as a list has it.
    pub fn listed(&self) -> Listed {
        let name = self.said.name.clone().or_else(|| self.title.clone());
        Listed { address: self.address.clone(), said: Subscription { name, ..self.said.clone() } }
    }

    /// Has it asked at once, also when it was gone or is being left alone after failures.
    pub fn ask_now(&mut self, now: Timestamp) {
        self.due = Some(now);
        self.forget_answer();
    }

    /// Has the next answer come whole: not all of the last one was taken.
    pub fn forget_answer(&mut self) {
        self.known = Known::default();
    }

    /// What is known already, to be sent along. A feed that is not well is asked for anew: that nothing has changed
    /// would be no cure.
    pub(super) fn known(&self) -> Known {
        match self.condition {
            Condition::Fine | Condition::Empty => self.known.clone(),
            _ => Known::default(),
        }
    }

    /// What an answer at `now` makes of it, when feeds are asked `every` so often. `is_followed` says whether the feed at an
    /// address is followed too.
    pub(super) fn after(
        self,
        answer: Result<Fetched, Refused>,
        now: Timestamp,
        every: Duration,
        is_followed: impl Fn(&Address) -> bool,
    ) -> Told {
        let asked = Self { asked: Some(now), ..self };
        let answer = match answer {
            Ok(answer) => answer,
            Err(Refused::Held { host, until }) => {
                let feed = Self { due: Some(until), ..asked };
                return Told { feed, items: Vec::new(), hold: Some((host, until)), note: None };
            }
            Err(refused) => {
                let condition = refusal(&refused);
                return asked.failed(condition, refused.to_string(), None, now, every);
            }
        };
        let hold = held(&answer, now);
        let status = answer.status;
        match status {
            304 if asked.known() == Known::default() => asked.failed(
                Condition::Broken,
                "it says that nothing changed, unasked".to_owned(),
                hold,
                now,
                every,
            ),
            304 => asked.unchanged(&answer, now, every, is_followed),
            200..300 => match feeds::parse(&answer.body, &answer.address) {
                Ok(feed) => asked.well(feed, answer, now, every, is_followed),
                Err(why) => {
                    let why = no_feed(&answer, &why);
                    asked.failed(Condition::Broken, why, hold, now, every)
                }
            },
            // Where it is for now says nothing of where it is for good.
            410 if answer.address == asked.address || answer.moved.is_some() => {
                asked.gone("it answered with status 410: it is gone for good".to_owned(), now)
            }
            401 | 402 | 403 | 407 | 429 | 451 => asked.failed(
                Condition::Blocked,
                format!("it answered with status {status}"),
                hold,
                now,
                every,
            ),
            _ => {
                asked.failed(Condition::Broken, format!("it answered with status {status}"), hold, now, every)
            }
        }
    }

    fn to(self, condition: Condition, reason: Option<String>, now: Timestamp) -> Self {
        let since = if self.condition == condition { self.since } else { now };
        Self { condition, reason, since, ..self }
    }

    fn failed(
        self,
        condition: Condition,
        reason: String,
        hold: Option<Hold>,
        now: Timestamp,
        every: Duration,
    ) -> Told {
        let failures = self.failures.saturating_add(1);
        let every = spacing(every, self.every.map(Duration::from_secs), None);
        let pause = jittered(back_off(every, failures), self.address.as_str(), now);
        let due = Some(later(now, pause)).max(hold.as_ref().map(|(_, until)| *until));
        Told {
            feed: Self { due, failures, ..self.to(condition, Some(reason), now) },
            items: Vec::new(),
            hold,
            note: None,
        }
    }

    fn gone(self, reason: String, now: Timestamp) -> Told {
        let feed = Self { due: None, ..self.to(Condition::Gone, Some(reason), now) };
        Told { feed, items: Vec::new(), hold: None, note: None }
    }

    fn unchanged(
        self,
        answer: &Fetched,
        now: Timestamp,
        every: Duration,
        is_followed: impl Fn(&Address) -> bool,
    ) -> Told {
        let feed = match self.moved(answer, now, is_followed) {
            Ok(feed) => feed,
            Err(told) => return *told,
        };
        let every = spacing(every, feed.every.map(Duration::from_secs), Some(answer));
        let due = Some(later(now, jittered(every, feed.address.as_str(), now)));
        let feed = Self { failures: 0, read: Some(now), due, ..feed };
        Told { feed, items: Vec::new(), hold: None, note: None }
    }

    /// The feed where it stands now; gone, where another that is followed stands there.
    fn moved(
        mut self,
        answer: &Fetched,
        now: Timestamp,
        is_followed: impl Fn(&Address) -> bool,
    ) -> Result<Self, Box<Told>> {
        let Some(moved) = &answer.moved else { return Ok(self) };
        if is_followed(moved) {
            return Err(Box::new(self.gone(moved_to(moved), now)));
        }
        self.moved_from.get_or_insert_with(|| self.address.clone());
        self.address = moved.clone();
        Ok(self)
    }

    /// A feed that moved from `was` to where another stands that is followed: gone, at its old place.
    #[must_use]
    pub fn gone_from(self, was: &Address, now: Timestamp) -> Self {
        let reason = moved_to(&self.address);
        let moved_from = self.moved_from.clone().filter(|from| from != was);
        Self { address: was.clone(), moved_from, ..self }.gone(reason, now).feed
    }

    fn well(
        self,
        found: feeds::Feed,
        answer: Fetched,
        now: Timestamp,
        every: Duration,
        is_followed: impl Fn(&Address) -> bool,
    ) -> Told {
        let feed = match self.moved(&answer, now, is_followed) {
            Ok(feed) => feed,
            Err(told) => return *told,
        };
        let wish = spacing(every, found.every, Some(&answer));
        let (condition, reason) = if found.items.is_empty() {
            (Condition::Empty, Some("it is a feed without items".to_owned()))
        } else {
            (Condition::Fine, None)
        };
        let note =
            (found.passed_over > 0).then(|| format!("its last {} items were passed over", found.passed_over));
        let due = Some(later(now, jittered(wish, feed.address.as_str(), now)));
        let feed = Self {
            title: found.title.or(feed.title.clone()),
            read: Some(now),
            due,
            failures: 0,
            known: answer.known,
            every: found.every.map(|every| every.as_secs()),
            ..feed.to(condition, reason, now)
        };
        Told { feed, items: found.items, hold: None, note }
    }
}

/// That a feed moved to where another is that is followed.
fn moved_to(address: &Address) -> String {
    format!("it moved for good to {address}, which is followed too")
}

fn later(now: Timestamp, pause: Duration) -> Timestamp {
    now.checked_add(pause).unwrap_or(Timestamp::MAX)
}

/// What a refusal makes of a feed.
fn refusal(refused: &Refused) -> Condition {
    use crate::web::FetchError;
    match refused {
        Refused::Robots(Forbidden::Status { .. }) => Condition::Broken,
        Refused::Robots(Forbidden::Fetch(error)) | Refused::Fetch(error) => match error {
            FetchError::Reach { .. } | FetchError::Address(_) => Condition::Blocked,
            _ => Condition::Broken,
        },
        Refused::Robots(_) | Refused::Reserved | Refused::Held { .. } => Condition::Blocked,
    }
}

/// Why an answer is no feed; where it is a page that names one, which.
fn no_feed(answer: &Fetched, why: &str) -> String {
    if feeds::looks_like_feed(&answer.body) {
        return format!("it cannot be read as a feed: {why}");
    }
    match discover(&answer.body, &answer.address).first() {
        Some(feed) => format!("it is a page and no feed; its feed is {}", feed.address),
        None => format!("it is no feed: {why}"),
    }
}
