//! How the server is to run.

use axum::http::HeaderName;
use ipnet::IpNet;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

/// How the server is to run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The library: one file.
    pub library: PathBuf,
    /// How many threads read what is taken in.
    pub threads: usize,
    /// A proxy that says who a reader is.
    pub proxy: Option<Proxy>,
    /// Names by which the server is reached, besides those of this machine.
    pub names: Vec<String>,
    /// Whether browsers reach it by TLS, so that cookies are never sent without.
    pub secure: bool,
    /// Whether feeds are followed while it runs.
    pub follow: bool,
    /// Hosts to fetch from although their addresses are not of the public internet.
    pub allow_hosts: Vec<String>,
    /// Whether programs that speak the Model Context Protocol may correct what the reader may.
    pub mcp_corrects: bool,
    /// What is allowed to whom.
    pub limits: Limits,
}

/// A proxy that says in a header who a reader is.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// The header with the reader's name.
    pub header: HeaderName,
    /// The addresses that are believed; the header is passed over from all others.
    pub from: Vec<IpNet>,
}

/// What is allowed to whom.
#[derive(Debug, Clone)]
pub struct Limits {
    /// So many bytes has a request.
    pub body: usize,
    /// So many bytes have the files of an import.
    pub import: usize,
    /// So long the head of a request may take.
    pub head: Duration,
    /// So long a peer may neither take nor send a byte.
    pub silence: Duration,
    /// So long an answer may take.
    pub answer: Duration,
    /// So long a correction waits while others write: an import, feeds.
    pub turn: Duration,
    /// So many connections are open at once.
    pub connections: usize,
    /// So many streams of events are open at once.
    pub streams: usize,
    /// So many requests a second has one client.
    pub rate: NonZeroU32,
    /// So many it may have at once before that.
    pub burst: NonZeroU32,
    /// So many times a minute one client may try to sign in.
    pub sign_ins: NonZeroU32,
    /// So long a session lasts that is not used.
    pub idle: Duration,
    /// So long a session lasts at most.
    pub session: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            body: 1 << 20,
            import: 256 << 20,
            head: Duration::from_secs(10),
            silence: Duration::from_secs(30),
            answer: Duration::from_mins(1),
            turn: Duration::from_secs(30),
            connections: 1024,
            streams: 256,
            rate: number(50),
            burst: number(400),
            sign_ins: number(6),
            idle: Duration::from_hours(7 * 24),
            session: Duration::from_hours(30 * 24),
        }
    }
}

impl Limits {
    /// The same with so many requests a second for one client, and as many times that at once as else.
    #[must_use]
    pub fn at_rate(self, rate: NonZeroU32) -> Self {
        let at_once = self.burst.get() / self.rate.get();
        Self { rate, burst: rate.saturating_mul(NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN)), ..self }
    }
}

impl Settings {
    /// Settings for this library, on this machine alone.
    pub fn new(library: PathBuf) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8031)),
            library,
            threads: desk::threads(None),
            proxy: None,
            names: Vec::new(),
            secure: false,
            follow: true,
            allow_hosts: Vec::new(),
            mcp_corrects: false,
            limits: Limits::default(),
        }
    }

    /// Whether only this machine reaches it.
    pub fn is_local(&self) -> bool {
        self.listen.ip().is_loopback()
    }
}
