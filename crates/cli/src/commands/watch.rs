//! `parallax watch`: follows feeds.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::Fetching;
use crate::interrupt;
use crate::library;
use crate::output::Output;
use clap::{Args, ValueEnum};
use desk::feeds::nothing_followed;
use desk::{Alone, DeskError, Followed, Following, count, minute};
use gather::watch::Pace;
use gather::web::{Clock, Polite};
use jiff::SignedDuration;
use serde_json::Value;
use std::cell::RefCell;
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  parallax feeds add https://tide.example       follow a site
  parallax watch                                until Ctrl-C
  parallax watch --once                         what is due now, as from a timer
  parallax watch --for 8h --every 30m
  parallax feeds                                how each feed is, and since when

A feed is asked every quarter of an hour, less often when it or its server asks for that, and ever less often while it
fails: after 15, 30, 60 minutes and so on, up to a day. Each host is asked one thing at a time with at least a second between,
or longer where its robots.txt asks for up to a minute; Retry-After is obeyed for up to a week. robots.txt and reservations of
text and data mining are obeyed, and nothing is fetched from this machine or a network behind it.

New pages are had once, at most 600 of a feed each time it is asked. They are looked at again after 1, 6 and 24 hours, 3 and 7 days: a text that was changed is a
later version, both are kept. A page that its outlet takes away stays in the library, and is said to have been withdrawn.

It may be stopped at any moment, and killed: run it again to go on. Feeds may be added and removed while it runs.";

/// How long another process that writes is waited for.
const PATIENCE: Duration = Duration::from_mins(5);

/// Follow the feeds of the library: add what is new, for as long as it runs.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Watch {
    /// Ask for what is due now, and stop.
    #[arg(long)]
    once: bool,
    /// Stop after so long: 90m, 8h.
    #[arg(long = "for", value_name = "TIME", value_parser = time)]
    time: Option<Duration>,
    /// How often a feed is asked that does not wish otherwise: at least 1m.
    #[arg(long, value_name = "TIME", value_parser = minutes, default_value = "15m")]
    every: Duration,
    /// How many hosts are asked at once.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    connections: u16,
    #[command(flatten)]
    fetching: Fetching,
    /// A clock for rehearsals: FROM*RATE runs RATE times as fast from the moment FROM on.
    #[arg(long, value_name = "FROM*RATE", hide = true)]
    clock: Option<Clock>,
    /// The form of what is said about it.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A sentence at the end.
    Text,
    /// JSON lines: an object for each feed and page that answered, as they do.
    Json,
}

fn time(given: &str) -> Result<Duration, String> {
    let read: Option<SignedDuration> = given.parse().ok();
    read.and_then(|time| Duration::try_from(time).ok())
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "write a time such as 90m or 8h".to_owned())
}

fn minutes(given: &str) -> Result<Duration, String> {
    time(given).and_then(|time| {
        if time < Duration::from_mins(1) {
            Err("feeds are asked once a minute at most".to_owned())
        } else {
            Ok(time)
        }
    })
}

impl Watch {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        interrupt::listen(console);
        if !global.library.exists() {
            return Err(nothing_followed().into());
        }
        let library = library::open_to_change(global)?;
        let _alone = Alone::at(&global.library)?;
        let mut work = library::work(library, global, console)?;
        // Whoever else writes is waited for: what was fetched is not to be lost.
        work.library.set_patience(PATIENCE)?;
        work.catch_up()?;
        let clock = self.clock.unwrap_or_default();
        let pace = Pace { every: self.every, connections: usize::from(self.connections) };
        let polite = Polite::new(self.fetching.fetcher(clock), clock).resumed();
        let watch = gather::watch::Watch::new(polite, pace);
        let lines = RefCell::new(if self.format == Form::Json { Some(Output::open(None)?) } else { None });
        // A failure to write stops the work; it is the one to tell of.
        let failed = RefCell::new(None);
        let tell = |line: &Value| {
            let mut lines = lines.borrow_mut();
            let Some(out) = lines.as_mut() else { return Ok(()) };
            out.line(line).and_then(|()| out.pass_on()).map_err(|failure| {
                *failed.borrow_mut() = Some(failure);
                DeskError::new("what came could not be told")
            })
        };
        let mut following = Following::new(work, watch, Some(Box::new(tell)))?;
        if following.feeds() == 0 {
            return Err(nothing_followed().into());
        }
        let stop = if self.once { "" } else { "; Ctrl-C stops" };
        console.note(format!("following {}{stop}", count(following.feeds(), "feed", "feeds")));
        let (began, most) = (Instant::now(), self.time.map(|time| clock.real(time)));
        let followed = following
            .run(self.once, || most.is_some_and(|most| began.elapsed() >= most))
            .and_then(|()| following.finish());
        if let Some(failure) = failed.take() {
            return Err(failure);
        }
        say(&followed?, lines.into_inner(), console)
    }
}

/// Says what came, and how it went.
fn say(followed: &Followed, lines: Option<Output>, console: &Console) -> Result<Outcome, Failure> {
    let next = followed.next.map(|due| format!("; next at {}", minute(due))).unwrap_or_default();
    let told = format!("asked {}, {}{next}", count(followed.asked, "feed", "feeds"), followed.tally.text());
    if let Some(out) = lines {
        console.note(told);
        out.finish()?;
    } else {
        let mut out = Output::open(None)?;
        out.text(&format!("{told}\n"))?;
        out.finish()?;
    }
    if interrupt::is_asked() {
        return Ok(Outcome::Stopped);
    }
    Ok(Outcome::of_failures(followed.failures))
}
