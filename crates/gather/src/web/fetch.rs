//! Fetches what stands at an address, at a bounded cost and only from machines that may be asked.

use super::address::{Address, AddressError};
use super::clock::Clock;
use super::reach::Reach;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::{Response, Uri, header::HeaderMap};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

/// Who we say we are.
pub const AGENT: &str = concat!("Parallax/", env!("CARGO_PKG_VERSION"));

/// What a fetch may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most bytes of what is fetched, unpacked.
    pub bytes: u64,
    /// The longest that a fetch may take, redirects included.
    pub time: Duration,
    /// The longest that a machine may take to answer a call.
    pub connect: Duration,
    /// The most redirects followed.
    pub redirects: usize,
    /// The time between two calls at one host.
    pub pause: Duration,
}

impl Default for Limits {
    /// 8 MiB, 30 seconds, 10 seconds for a connection, 5 redirects, a second between two calls at one host.
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { bytes: 8 << 20, time: seconds(30), connect: seconds(10), redirects: 5, pause: seconds(1) }
    }
}

impl Limits {
    /// The same by another clock: what takes a second by it takes as much less as it runs faster.
    #[must_use]
    pub fn by(self, clock: Clock) -> Self {
        let Self { bytes, time, connect, redirects, pause } = self;
        Self {
            bytes,
            time: clock.real(time),
            connect: clock.real(connect),
            redirects,
            pause: clock.real(pause),
        }
    }
}

/// What is known of an earlier answer, so that the same need not be sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The HTTP status.
    pub status: u16,
    /// Where it stood in the end, after redirects.
    pub address: Address,
    /// Where it has moved for good, when every redirect on the way said so.
    pub moved: Option<Address>,
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// By what it is known.
    pub known: Known,
    /// Its `Retry-After`, as written.
    pub retry_after: Option<String>,
    /// Its `Cache-Control`, as written.
    pub cache_control: Option<String>,
    /// Whether its sender reserves text and data mining (`TDM-Reservation: 1`, of the TDM Reservation Protocol).
    pub is_reserved: bool,
    /// What was sent, unpacked.
    pub body: Vec<u8>,
}

/// Why nothing could be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A redirect leads to what may not be fetched.
    #[error("it leads to an address that {0}")]
    Address(AddressError),
    /// The host is not of the public internet.
    #[error("{host} is {at}, which is no public address; allow the host by name if you trust it")]
    Reach {
        /// The host.
        host: String,
        /// What its name stands for.
        at: String,
    },
    /// There is no such host.
    #[error("there is no host {0}: check the address")]
    NoHost(String),
    /// More redirects than are followed.
    #[error("it leads on more than {0} times")]
    Redirects(usize),
    /// A redirect leads back.
    #[error("it leads in a ring, back to {0}")]
    Ring(Address),
    /// More bytes than are taken.
    #[error("it is larger than {0} bytes")]
    TooLarge(u64),
    /// It took too long.
    #[error("it took longer than {0} seconds")]
    TooSlow(u64),
    /// The certificate or the cipher is no good.
    #[error("its connection is not secure: {0}")]
    Insecure(String),
    /// Any other failure on the way.
    #[error("it could not be fetched: {0}; try again later")]
    Broken(String),
}

/// Fetches. Keeps connections open between calls; can be used from several threads.
#[derive(Debug, Clone)]
pub struct Fetcher {
    agent: Agent,
    limits: Limits,
}

impl Default for Fetcher {
    /// One with the limits of [`Limits::default`], for the public internet.
    fn default() -> Self {
        Self::new(Limits::default(), Reach::default())
    }
}

impl Fetcher {
    /// A fetcher within these limits and this reach.
    pub fn new(limits: Limits, reach: Reach) -> Self {
        let config = Agent::config_builder()
            // Redirects are followed here, each checked anew.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // Through a proxy nobody could check which machine answers.
            .proxy(None)
            .user_agent(AGENT)
            .timeout_connect(Some(limits.connect))
            .max_response_header_size(64 << 10)
            .build();
        let resolver = Guarded { reach, inner: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), limits }
    }

    /// The time between two calls at one host that whoever calls more than once leaves.
    pub fn pause(&self) -> Duration {
        self.limits.pause
    }

    /// What stands at an address, whatever its status. `known` says what is there already: then the answer may be 304, without a
    /// body.
    ///
    /// # Errors
    ///
    /// When there is no answer, or none within limits and reach.
    pub fn get(&self, address: &Address, known: &Known) -> Result<Fetched, FetchError> {
        self.get_by(address, known, |_| Ok(()))
    }

    /// Sends a body to an address, with these headers, and gives the status of the answer and its `Retry-After`. No redirect is followed, and
    /// what is answered besides is not read.
    ///
    /// # Errors
    ///
    /// When there is no answer, or none within limits and reach.
    pub fn post(
        &self,
        address: &Address,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<(u16, Option<String>), FetchError> {
        let mut request = self.agent.post(address.to_string());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.config().timeout_global(Some(self.limits.time)).build().send(body);
        let answer = answer.map_err(|error| self.why(address, error))?;
        Ok((answer.status().as_u16(), said(answer.headers(), "retry-after")))
    }

    /// As [`Fetcher::get`], with leave asked for each address on the way, redirects too: `enter` gives it, to be held until the answer is
    /// there, or says why not. The time it takes is not counted.
    pub(super) fn get_by<L, E: From<FetchError>>(
        &self,
        address: &Address,
        known: &Known,
        mut enter: impl FnMut(&Address) -> Result<L, E>,
    ) -> Result<Fetched, E> {
        let mut deadline = Instant::now() + self.limits.time;
        let mut here = address.clone();
        let mut seen = BTreeSet::from([here.clone()]);
        let mut is_for_good = true;
        for _ in 0..=self.limits.redirects {
            let asked = Instant::now();
            let leave = enter(&here)?;
            deadline += asked.elapsed();
            let answer = self.call(&here, known, deadline)?;
            let status = answer.status().as_u16();
            let leads_on = matches!(status, 301 | 302 | 303 | 307 | 308);
            let Some(next) = said(answer.headers(), "location").filter(|_| leads_on) else {
                let moved = (is_for_good && here != *address).then(|| here.clone());
                return Ok(self.take(answer, here, moved, deadline)?);
            };
            drop(leave);
            is_for_good &= matches!(status, 301 | 308);
            here = here.join(&next).map_err(FetchError::Address)?;
            if !seen.insert(here.clone()) {
                return Err(FetchError::Ring(here).into());
            }
        }
        Err(FetchError::Redirects(self.limits.redirects).into())
    }

    fn call(&self, at: &Address, known: &Known, deadline: Instant) -> Result<Response<Body>, FetchError> {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow());
        }
        let mut request = self.agent.get(at.to_string());
        if let Some(etag) = &known.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header("if-modified-since", modified);
        }
        let answer = request.config().timeout_global(Some(left)).build().call();
        answer.map_err(|error| self.why(at, error))
    }

    fn take(
        &self,
        answer: Response<Body>,
        address: Address,
        moved: Option<Address>,
        deadline: Instant,
    ) -> Result<Fetched, FetchError> {
        let (head, body) = answer.into_parts();
        let header = |name| said(&head.headers, name);
        let most = self.limits.bytes;
        if body.content_length().is_some_and(|length| length > most) {
            return Err(FetchError::TooLarge(most));
        }
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(most.saturating_add(1));
        let mut part = vec![0; 32 << 10];
        loop {
            let read = reader.read(&mut part).map_err(|error| self.why(&address, error.into()))?;
            if read == 0 {
                break;
            }
            bytes.extend_from_slice(part.get(..read).unwrap_or_default());
            if bytes.len() as u64 > most {
                return Err(FetchError::TooLarge(most));
            }
            // A byte a second is progress, and has no end.
            if Instant::now() > deadline {
                return Err(self.too_slow());
            }
        }
        Ok(Fetched {
            status: head.status.as_u16(),
            moved,
            content_type: header("content-type"),
            known: Known { etag: header("etag"), modified: header("last-modified") },
            retry_after: header("retry-after"),
            cache_control: header("cache-control"),
            is_reserved: header("tdm-reservation").is_some_and(|value| value.trim() == "1"),
            address,
            body: bytes,
        })
    }

    fn too_slow(&self) -> FetchError {
        FetchError::TooSlow(self.limits.time.as_secs())
    }

    fn why(&self, at: &Address, error: ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::HostNotFound => FetchError::NoHost(at.host().to_owned()),
            ureq::Error::Tls(why) => FetchError::Insecure(why.to_owned()),
            ureq::Error::Rustls(why) => FetchError::Insecure(why.to_string()),
            ureq::Error::Other(why) => match why.downcast::<OutOfReach>() {
                Ok(out) => FetchError::Reach { host: out.host, at: out.at },
                Err(why) => FetchError::Broken(why.to_string()),
            },
            // An error of ours comes back inside one of input and output when it befell a body.
            ureq::Error::Io(why) => match why.downcast::<ureq::Error>() {
                Ok(inner) => self.why(at, inner),
                Err(why) if why.kind() == std::io::ErrorKind::TimedOut => self.too_slow(),
                // What the resolver of the system says of a name that nobody has.
                Err(why) if why.to_string().contains("lookup address") => {
                    FetchError::NoHost(at.host().to_owned())
                }
                Err(why) => FetchError::Broken(why.to_string()),
            },
            other => FetchError::Broken(other.to_string()),
        }
    }
}

/// A header's value, where it is text.
fn said(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Resolves names and leaves out machines that may not be asked: what is connected to is what was checked.
#[derive(Debug)]
struct Guarded {
    reach: Reach,
    inner: DefaultResolver,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default();
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut permitted = self.empty();
        for at in found.iter().filter(|at| self.reach.permits(host, at.ip())) {
            permitted.push(*at);
        }
        match found.first().filter(|_| permitted.is_empty()) {
            Some(at) => {
                let out = OutOfReach { host: host.to_owned(), at: at.ip().to_string() };
                Err(ureq::Error::Other(Box::new(out)))
            }
            None => Ok(permitted),
        }
    }
}

#[derive(Debug)]
struct OutOfReach {
    host: String,
    at: String,
}

impl fmt::Display for OutOfReach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is {}", self.host, self.at)
    }
}

impl std::error::Error for OutOfReach {}
