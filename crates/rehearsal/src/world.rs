//! Many outlets, and what they saw of whoever asked.

use crate::feeds::{self, Item};
use crate::manner::{ALL, Manner};
use crate::pages;
use crate::server::{Request, Server, send};
use gather::opml::{self, Listed, Subscription};
use gather::web::{Address, Clock};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How large a world is.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many feeds.
    pub feeds: usize,
    /// On how many hosts; at most 60,000.
    pub hosts: usize,
    /// How many items each feed has when it begins.
    pub first: u32,
    /// How many items each publishes after that.
    pub more: u32,
    /// Over how long it publishes them.
    pub over: Duration,
}

/// A feed of a world.
#[derive(Debug, Clone)]
pub struct Site {
    /// How it behaves.
    pub manner: Manner,
    /// Its host: a number of loopback.
    pub host: String,
    /// The address of its feed.
    pub feed: Address,
    /// Whether its host lets robots in: `None` when it does; else whether it forbids by a broken robots.txt (true) or reserves all (false).
    pub closed: Option<bool>,
}

/// What was asked of a host.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The host.
    pub host: String,
    /// The path.
    pub path: String,
    /// When it was asked, by the machine.
    pub at: Instant,
    /// When it was asked, by the world's clock.
    pub moment: Timestamp,
    /// When it was answered, by the machine; nothing where that never ended.
    pub answered: Option<Instant>,
    /// The status of the answer; 0 for what is none.
    pub status: u16,
    /// Until when the answer asked to be left alone, by the world's clock.
    pub retry_after: Option<Timestamp>,
}

/// Many outlets.
#[derive(Debug)]
pub struct World {
    inner: Arc<Inner>,
    /// What each feed is, by number.
    pub sites: Vec<Site>,
}

#[derive(Debug)]
struct Inner {
    plan: Plan,
    clock: Clock,
    began: Timestamp,
    port: u16,
    manners: Vec<Manner>,
    log: Mutex<Vec<Asked>>,
    /// How often each path of each host was asked for.
    counts: Mutex<HashMap<(usize, String), u32>>,
    bomb: Vec<u8>,
}

/// Hosts whose robots.txt is broken, and hosts that reserve everything: one in so many.
const CLOSED: usize = 40;
/// Hosts whose robots.txt asks for two seconds between calls: one in so many.
const SLOW: usize = 10;

fn ip(host: usize) -> Ipv4Addr {
    let part = |number: usize| u8::try_from(number).unwrap_or(0);
    Ipv4Addr::new(127, 77, part(host / 250), part(1 + host % 250))
}

fn closed(host: usize) -> Option<bool> {
    match host % CLOSED {
        7 => Some(true),
        9 => Some(false),
        _ => None,
    }
}

impl World {
    /// Opens a world that begins now by `clock`.
    ///
    /// # Errors
    ///
    /// When its addresses cannot be had.
    pub fn open(plan: Plan, clock: Clock) -> io::Result<Self> {
        let mut bomb = Vec::new();
        let zeros = io::repeat(b' ').take(64 << 20);
        flate2::read::GzEncoder::new(zeros, flate2::Compression::fast()).read_to_end(&mut bomb)?;
        // A port that is free on one address is as good as always free on its neighbours.
        let probe = std::net::TcpListener::bind(SocketAddr::new(IpAddr::V4(ip(0)), 0))?;
        let port = probe.local_addr()?.port();
        drop(probe);
        let manners: Vec<Manner> = (0..plan.feeds).map(|feed| ALL[feed % ALL.len()]).collect();
        let inner = Arc::new(Inner {
            plan,
            clock,
            began: clock.now(),
            port,
            manners,
            log: Mutex::default(),
            counts: Mutex::default(),
            bomb,
        });
        for host in 0..plan.hosts {
            let inner = Arc::clone(&inner);
            let at = SocketAddr::new(IpAddr::V4(ip(host)), port);
            Server::at(at, move |request, stream| inner.answer(host, request, stream))?;
        }
        let sites = (0..plan.feeds).map(|feed| inner.site(feed)).collect::<Result<_, _>>();
        Ok(Self { sites: sites.map_err(io::Error::other)?, inner })
    }

    /// All feeds as OPML, in folders by their manner.
    ///
    /// # Errors
    ///
    /// As for [`opml::write`].
    pub fn opml(&self) -> io::Result<String> {
        let listed: Vec<Listed> = self
            .sites
            .iter()
            .map(|site| {
                let folders = vec![vec![format!("{:?}", site.manner)]];
                Listed {
                    address: site.feed.clone(),
                    said: Subscription { folders, ..Subscription::default() },
                }
            })
            .collect();
        opml::write(&listed)
    }

    /// The hosts, by number of loopback.
    pub fn hosts(&self) -> Vec<String> {
        (0..self.inner.plan.hosts).map(|host| ip(host).to_string()).collect()
    }

    /// The addresses of all pages that were published until now and are to be had.
    pub fn published(&self) -> Vec<String> {
        let now = self.inner.clock.now();
        let sites = self.sites.iter().enumerate();
        let open = sites.filter(|(_, site)| site.manner.delivers() && site.closed.is_none());
        // What a twin lists of its neighbour is the neighbour's.
        open.flat_map(|(feed, _)| self.inner.own(feed, now).into_iter().map(|item| item.address)).collect()
    }

    /// What was asked until now, in the order in which it came.
    pub fn asked(&self) -> Vec<Asked> {
        let mut asked = self.inner.log.lock().unwrap_or_else(PoisonError::into_inner).clone();
        asked.sort_by_key(|asked| asked.at);
        asked
    }
}

/// Parts of an answer that the log is to know.
struct Answered {
    status: u16,
    retry_after: Option<Timestamp>,
}

impl Inner {
    fn host(&self, feed: usize) -> usize {
        // Spread so that each host has feeds of several manners.
        feed % self.plan.hosts
    }

    fn base(&self, feed: usize) -> String {
        format!("http://{}:{}/f{feed}", ip(self.host(feed)), self.port)
    }

    fn site(&self, feed: usize) -> Result<Site, gather::web::AddressError> {
        let host = self.host(feed);
        let file = format!("{}/feed.xml", self.base(feed));
        let manner = self.manners[feed];
        Ok(Site { manner, host: ip(host).to_string(), feed: Address::parse(&file)?, closed: closed(host) })
    }

    fn passed(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.began)
    }

    /// The items of a feed at a moment, the newest first.
    fn items(&self, feed: usize, now: Timestamp) -> Vec<Item> {
        let mut items = self.own(feed, now);
        if self.manners[feed] == Manner::Twin && feed > 0 {
            items.extend(self.own(feed - 1, now));
        }
        items
    }

    fn own(&self, feed: usize, now: Timestamp) -> Vec<Item> {
        let passed = self.passed(now);
        let total = self.plan.first + self.plan.more;
        let mut items = Vec::new();
        for place in 0..total {
            let later = place.saturating_sub(self.plan.first.saturating_sub(1));
            let after = self.plan.over * later / self.plan.more.max(1);
            let after = SignedDuration::try_from(after).unwrap_or_default();
            if after > passed {
                break;
            }
            let published = self.began + after;
            let edition = self.edition(feed, place, now);
            let modified = if edition > 0 { self.began + EDITED } else { published };
            items.push(Item {
                number: feed as u64 * 1000 + u64::from(place),
                address: format!("{}/p{place}", self.base(feed)),
                published,
                modified,
            });
        }
        items.reverse();
        items
    }

    /// How often a page was changed.
    fn edition(&self, feed: usize, place: u32, now: Timestamp) -> u32 {
        let is_edited = self.manners[feed] == Manner::Edited && place == 0;
        u32::from(is_edited && self.passed(now) >= EDITED)
    }

    fn count(&self, host: usize, path: &str) -> u32 {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry((host, path.to_owned())).or_default();
        *count += 1;
        *count - 1
    }

    fn answer(&self, host: usize, request: &Request, stream: &mut TcpStream) {
        let (at, moment) = (Instant::now(), self.clock.now());
        let place = {
            let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
            let (host, path) = (ip(host).to_string(), request.path.clone());
            log.push(Asked { host, path, at, moment, answered: None, status: 0, retry_after: None });
            log.len() - 1
        };
        let count = self.count(host, &request.path);
        let answered = self.respond(host, request, count, moment, stream);
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asked) = log.get_mut(place) {
            asked.answered = Some(Instant::now());
            asked.status = answered.status;
            asked.retry_after = answered.retry_after;
        }
    }

    fn respond(
        &self,
        host: usize,
        request: &Request,
        count: u32,
        now: Timestamp,
        stream: &mut TcpStream,
    ) -> Answered {
        let mut say = |status: u16, head: &str, body: &[u8]| {
            send(stream, &format!("{status} Said{head}"), body);
            Answered { status, retry_after: None }
        };
        match request.path.as_str() {
            "/robots.txt" if closed(host) == Some(true) => return say(503, "", b""),
            "/robots.txt" => return say(200, "\r\nContent-Type: text/plain", self.robots(host).as_bytes()),
            "/.well-known/tdmrep.json" if closed(host) == Some(false) => {
                return say(
                    200,
                    "\r\nContent-Type: application/json",
                    br#"[{"location": "/", "tdm-reservation": 1}]"#,
                );
            }
            _ => {}
        }
        let path = request.path.split('?').next().unwrap_or_default();
        let parts = path.strip_prefix("/f").and_then(|path| path.split_once('/'));
        let feed =
            parts.and_then(|(feed, _)| feed.parse::<usize>().ok()).filter(|feed| *feed < self.plan.feeds);
        let (Some(feed), Some((_, name))) = (feed, parts) else { return say(404, "", b"") };
        let place = name.strip_prefix('p').and_then(|place| place.parse::<u32>().ok());
        if let Some(place) = place {
            if self.manners[feed] == Manner::ShyPages && count == 0 {
                return say(500, "", b"");
            }
            let page = pages::page(feed as u64 * 1000 + u64::from(place), self.edition(feed, place, now));
            return say(200, "\r\nContent-Type: text/html; charset=utf-8", page.as_bytes());
        }
        self.feed(feed, name, request, count, now, stream)
    }

    fn robots(&self, host: usize) -> String {
        let mut robots = String::from("User-agent: *\n");
        if host % SLOW == 3 {
            robots.push_str("Crawl-delay: 2\n");
        }
        for feed in (host..self.plan.feeds).step_by(self.plan.hosts) {
            if self.manners[feed] == Manner::Forbidden {
                let _ = writeln!(robots, "Disallow: /f{feed}/");
            }
        }
        robots
    }

    fn feed(
        &self,
        feed: usize,
        name: &str,
        request: &Request,
        count: u32,
        now: Timestamp,
        stream: &mut TcpStream,
    ) -> Answered {
        let manner = self.manners[feed];
        let passed = self.passed(now);
        let said = |status: u16| Answered { status, retry_after: None };
        let mut say = |status: u16, head: &str, body: &[u8]| {
            send(stream, &format!("{status} Said{head}"), body);
            said(status)
        };
        let minutes = SignedDuration::from_mins;
        match (manner, name) {
            (Manner::Moves, "feed.xml") if passed >= minutes(20) => {
                return say(301, "\r\nLocation: moved.xml", b"");
            }
            (Manner::Wanders, "feed.xml") => return say(302, "\r\nLocation: elsewhere.xml", b""),
            (Manner::Ring, "feed.xml") => return say(302, "\r\nLocation: ring.xml", b""),
            (Manner::Ring, _) => return say(302, "\r\nLocation: feed.xml", b""),
            (Manner::Inside, _) => {
                return say(301, "\r\nLocation: http://169.254.169.254/latest/meta-data/", b"");
            }
            (Manner::Flaky, _) if count.is_multiple_of(2) => return say(500, "", b""),
            (Manner::Late, _) if passed < minutes(15) => {
                say(503, "\r\nRetry-After: 600", b"");
                return Answered { status: 503, retry_after: Some(now + minutes(10)) };
            }
            (Manner::Busy, _) if count == 0 => {
                let until = now + minutes(5);
                say(429, &format!("\r\nRetry-After: {}", until.strftime("%a, %d %b %Y %H:%M:%S GMT")), b"");
                // A date has no fractions of a second.
                return Answered { status: 429, retry_after: Some(until - SignedDuration::from_secs(1)) };
            }
            (Manner::Leaves, _) if passed >= minutes(30) => return say(410, "", b""),
            (Manner::Missing, _) => return say(404, "", b""),
            (Manner::Page, _) => {
                let page = pages::page(feed as u64 * 1000, 0);
                return say(200, "\r\nContent-Type: text/html", page.as_bytes());
            }
            (Manner::Stale, _) if request.header("if-none-match").is_some() || count > 1 => {
                return say(304, "", b"");
            }
            (Manner::Vast, _) => return say(200, "\r\nContent-Length: 10000000000", b"<rss"),
            (Manner::Bomb, _) => return say(200, "\r\nContent-Encoding: gzip", &self.bomb),
            (Manner::Garbage, _) => {
                let _ = stream.write_all(b"what?\r\n\r\n");
                return said(0);
            }
            (Manner::Hangup, _) => return said(0),
            (Manner::Silent, _) => {
                // Until whoever asked has hung up.
                let _ = stream.read(&mut [0; 1]);
                return said(0);
            }
            (Manner::Drip, _) => {
                send(stream, "200 OK\r\nContent-Type: application/rss+xml", b"<rss>");
                while stream.write_all(b" ").is_ok() {
                    thread::sleep(self.clock.real(Duration::from_secs(1)));
                }
                return said(200);
            }
            (Manner::Endless, _) => {
                send(stream, "200 OK\r\nContent-Type: application/rss+xml", b"<rss>");
                while stream.write_all(&[b' '; 8 << 10]).is_ok() {}
                return said(200);
            }
            _ => {}
        }
        let items = self.items(feed, now);
        let newest = items.iter().map(|item| item.published.max(item.modified)).max().unwrap_or(self.began);
        let (kind, body) = feeds::feed(manner, &format!("Outlet {feed}"), &items, count);
        let tag = format!("\"{feed}-{}-{}\"", items.len(), newest.as_second());
        let day = newest.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let more = match manner {
            Manner::Tagged | Manner::Edited | Manner::Stale => format!("\r\nETag: {tag}"),
            Manner::Dated => format!("\r\nLast-Modified: {day}"),
            Manner::Reserved => "\r\nTDM-Reservation: 1".to_owned(),
            _ => String::new(),
        };
        let is_known = match manner {
            Manner::Tagged | Manner::Edited => request.header("if-none-match") == Some(&tag),
            Manner::Dated => request.header("if-modified-since") == Some(day.to_lowercase().as_str()),
            _ => false,
        };
        if is_known {
            return say(304, &more, b"");
        }
        say(200, &format!("\r\nContent-Type: {kind}{more}"), &body)
    }
}

/// After how long an edited page is changed.
const EDITED: SignedDuration = SignedDuration::from_mins(25);
