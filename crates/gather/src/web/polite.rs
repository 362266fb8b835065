//! Fetching as a guest: each host is asked one thing at a time, with a pause between, and only what its outlet lets be fetched.

use super::address::Address;
use super::clock::Clock;
use super::fetch::{FetchError, Fetched, Fetcher, Known};
use super::retry_after::held;
use super::robots::{Forbidden, Rules};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What an origin allows is asked again after a day, as RFC 9309 has it.
const RULES_HOLD: SignedDuration = SignedDuration::from_hours(24);

/// That it could not be asked is believed for so long.
const FAILURE_HOLDS: SignedDuration = SignedDuration::from_mins(10);

/// So many origins and hosts are remembered; feeds of a forger can name as many as they like.
const REMEMBERED: usize = 20_000;

/// Why an address was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There was no answer, or none within limits.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The outlet does not let programs fetch it.
    #[error(transparent)]
    Robots(Forbidden),
    /// The outlet reserves text and data mining.
    #[error("its outlet reserves text and data mining")]
    Reserved,
    /// A host on the way asked to be left alone (`Retry-After`).
    #[error("{host} asked to be left alone until {until}")]
    Held {
        /// The host.
        host: String,
        /// Until when, by the clock.
        until: Timestamp,
    },
}

/// Fetches, politely. Can be used from several threads; those that want the same host wait for each other.
#[derive(Debug)]
pub struct Polite {
    fetcher: Fetcher,
    clock: Clock,
    turns: Mutex<HashMap<String, Turn>>,
    freed: Condvar,
    rules: Mutex<HashMap<String, Arc<Mutex<Option<Asked>>>>>,
    /// Until when each host wants to be left alone that said so.
    held: Mutex<HashMap<String, Timestamp>>,
    /// From when on a host may be asked that was not asked yet.
    first: Instant,
}

/// Whose turn it is at a host.
#[derive(Debug, Clone, Copy)]
struct Turn {
    is_taken: bool,
    free: Instant,
    pause: Duration,
}

/// What an origin allows, and until when that is believed.
#[derive(Debug, Clone)]
struct Asked {
    rules: Result<Arc<Rules>, Forbidden>,
    until: Timestamp,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Polite {
    /// One that fetches with `fetcher`, whose pause is by the machine's time, and counts days by `clock`.
    pub fn new(fetcher: Fetcher, clock: Clock) -> Self {
        Self {
            fetcher,
            clock,
            turns: Mutex::default(),
            freed: Condvar::new(),
            rules: Mutex::default(),
            held: Mutex::default(),
            first: Instant::now(),
        }
    }

    /// The same, leaving each host its pause before the first call too: a run that was stopped may have asked it just now.
    #[must_use]
    pub fn resumed(mut self) -> Self {
        self.first = Instant::now() + self.fetcher.pause();
        self
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// What stands at an address, whatever its status. `known` says what is there already. Waits for the host's turn, at each
    /// redirect for that of the next host.
    ///
    /// # Errors
    ///
    /// When there is no answer within limits, or when one of the hosts on the way does not let it be fetched or kept.
    pub fn get(&self, address: &Address, known: &Known) -> Result<Fetched, Refused> {
        let answer = self.fetcher.get_by(address, known, |hop| {
            self.is_free(hop.host())?;
            let rules = self.rules(hop).map_err(Refused::Robots)?;
            // Its robots.txt may have been answered so.
            self.is_free(hop.host())?;
            rules.allow(hop).map_err(Refused::Robots)?;
            if rules.is_reserved(hop) {
                return Err(Refused::Reserved);
            }
            Ok(self.enter(hop.host()))
        })?;
        self.listen(&answer);
        if answer.is_reserved {
            return Err(Refused::Reserved);
        }
        Ok(answer)
    }

    /// Leaves a host alone until a moment.
    pub fn hold(&self, host: &str, until: Timestamp) {
        let mut held = lock(&self.held);
        if held.len() > REMEMBERED {
            let now = self.clock.now();
            held.retain(|_, until| *until > now);
        }
        let known = held.entry(host.to_owned()).or_insert(until);
        *known = until.max(*known);
    }

    /// How long the pause at a host still takes, by the machine's time.
    pub fn pause_at(&self, host: &str) -> Duration {
        let turns = lock(&self.turns);
        turns.get(host).map_or(Duration::ZERO, |turn| turn.free.saturating_duration_since(Instant::now()))
    }

    fn is_free(&self, host: &str) -> Result<(), Refused> {
        match lock(&self.held).get(host) {
            Some(until) if *until > self.clock.now() => {
                Err(Refused::Held { host: host.to_owned(), until: *until })
            }
            _ => Ok(()),
        }
    }

    /// Notes when an answer asks to be left alone.
    fn listen(&self, answer: &Fetched) {
        if let Some((host, until)) = held(answer, self.clock.now()) {
            self.hold(&host, until);
        }
    }

    /// The sitemaps that the robots.txt of an address's origin names.
    pub fn sitemaps(&self, address: &Address) -> Vec<Address> {
        self.rules(address).map(|rules| rules.sitemaps()).unwrap_or_default()
    }

    /// Waits for the turn at a host and takes it.
    fn enter(&self, host: &str) -> Taken<'_> {
        let mut turns = lock(&self.turns);
        if turns.len() > REMEMBERED {
            let now = Instant::now();
            let pause = self.fetcher.pause();
            turns.retain(|_, turn| turn.is_taken || turn.free > now || turn.pause > pause);
        }
        loop {
            let now = Instant::now();
            let new = Turn { is_taken: false, free: self.first, pause: self.fetcher.pause() };
            let turn = turns.entry(host.to_owned()).or_insert(new);
            if !turn.is_taken && turn.free <= now {
                turn.is_taken = true;
                return Taken { polite: self, host: host.to_owned() };
            }
            let left = if turn.is_taken { Duration::from_secs(1) } else { turn.free - now };
            turns = self.freed.wait_timeout(turns, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// What the origin of an address allows; asked when that is not known yet, or no longer.
    fn rules(&self, address: &Address) -> Result<Arc<Rules>, Forbidden> {
        let origin = address.origin();
        let place = {
            let mut known = lock(&self.rules);
            if known.len() > REMEMBERED {
                known.clear();
            }
            Arc::clone(known.entry(origin.clone()).or_default())
        };
        // Whoever wants the same rules waits here, so that they are asked for once.
        let mut place = lock(&place);
        let now = self.clock.now();
        if let Some(asked) = place.as_ref().filter(|asked| asked.until > now) {
            return asked.rules.clone();
        }
        let (rules, is_whole) = self.ask(&origin, address.host());
        let holds = if rules.is_ok() && is_whole { RULES_HOLD } else { FAILURE_HOLDS };
        *place = Some(Asked { rules: rules.clone(), until: self.clock.now() + holds });
        rules
    }

    /// What an origin allows, and whether all that it says of that could be had.
    fn ask(&self, origin: &str, host: &str) -> (Result<Arc<Rules>, Forbidden>, bool) {
        let file = |path: &str| {
            let address = Address::parse(&format!("{origin}{path}")).map_err(FetchError::Address)?;
            let answer = self
                .fetcher
                .get_by(&address, &Known::default(), |hop| Ok::<_, FetchError>(self.enter(hop.host())))?;
            self.listen(&answer);
            Ok(answer)
        };
        let mut rules = match Rules::of(origin, file("/robots.txt")) {
            Ok(rules) => rules,
            Err(forbidden) => return (Err(forbidden), true),
        };
        self.slow_down(host, self.clock.real(rules.pause()));
        let reservations = Address::parse(&format!("{origin}{RESERVATIONS}"));
        let is_allowed = reservations.is_ok_and(|address| rules.allow(&address).is_ok());
        let is_whole = match is_allowed.then(|| file(RESERVATIONS)) {
            Some(Ok(answer)) if answer.status == 200 => {
                rules.reserve(&answer.body);
                true
            }
            Some(Ok(answer)) => answer.status < 500 && answer.status != 429,
            Some(Err(_)) => false,
            None => true,
        };
        (Ok(Arc::new(rules)), is_whole)
    }

    /// Leaves a host this pause from now on, also after the call just made, where it is longer than that left until now.
    fn slow_down(&self, host: &str, pause: Duration) {
        if let Some(turn) = lock(&self.turns).get_mut(host) {
            turn.free += pause.saturating_sub(turn.pause);
            turn.pause = turn.pause.max(pause);
        }
    }
}

/// Where an origin says what it reserves, by the TDM Reservation Protocol.
const RESERVATIONS: &str = "/.well-known/tdmrep.json";

/// The turn at a host, until this is dropped.
#[derive(Debug)]
struct Taken<'p> {
    polite: &'p Polite,
    host: String,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if let Some(turn) = lock(&self.polite.turns).get_mut(&self.host) {
            turn.is_taken = false;
            turn.free = Instant::now() + turn.pause;
        }
        self.polite.freed.notify_all();
    }
}
