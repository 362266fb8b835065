//! `parallax feeds`: the feeds that a library follows.

mod list;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::following::nothing_followed;
use crate::gathering::Fetching;
use crate::interrupt;
use crate::output::Output;
use crate::shown::{count, one_line};
use clap::{Args, Subcommand, ValueEnum};
use gather::opml;
use gather::watch::{Condition, Feed, find};
use gather::web::{Address, Clock, Polite};
use jiff::Timestamp;
use serde_json::json;
use std::path::PathBuf;
use store::Library;

const EXAMPLES: &str = "\
Examples:
  parallax feeds                                     how each feed is, and since when
  parallax feeds --condition broken --condition blocked
  parallax feeds add https://tide.example            a site: its feed is looked for
  parallax feeds add https://tide.example/world.rss --folder Harbours/World
  parallax feeds import subscriptions.opml           from another reader
  parallax feeds export --output feeds.opml
  parallax feeds pages https://tide.example/world.rss   what could not be had, and why
  parallax feeds ask https://tide.example/world.rss  also one that is gone or is being left alone
  parallax feeds remove https://tide.example/world.rss

Feeds are RSS 0.9 to 2.0, Atom, JSON Feed and News sitemaps. parallax watch asks them.";

/// List the feeds that are followed, with how each is and since when.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Feeds {
    #[command(subcommand)]
    what: Option<What>,
    /// Only feeds that are so; may be given several times.
    #[arg(long, value_name = "CONDITION", value_enum)]
    condition: Vec<How>,
    /// The form of the list.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A few lines a feed.
    Text,
    /// JSON lines, an object a feed.
    Json,
}

/// How a feed may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum How {
    /// Not asked yet.
    New,
    /// It gives items.
    Fine,
    /// It is a feed, without items.
    Empty,
    /// It cannot be had, or is no feed.
    Broken,
    /// Its outlet does not let programs have it.
    Blocked,
    /// It is no longer there for good.
    Gone,
}

impl How {
    fn is(self, condition: Condition) -> bool {
        self == match condition {
            Condition::New => Self::New,
            Condition::Fine => Self::Fine,
            Condition::Empty => Self::Empty,
            Condition::Broken => Self::Broken,
            Condition::Blocked => Self::Blocked,
            Condition::Gone => Self::Gone,
        }
    }
}

#[derive(Debug, Subcommand)]
enum What {
    /// Follow the feed at an address, or that of the site there.
    Add {
        /// Addresses of feeds, of News sitemaps, or of sites.
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
        /// The folder to put it in, / between one and the next: Harbours/World.
        #[arg(long, value_name = "FOLDER")]
        folder: Option<String>,
        #[command(flatten)]
        fetching: Fetching,
    },
    /// Follow feeds no longer. The reports that they brought stay.
    Remove {
        /// The addresses of the feeds.
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
    /// Have feeds asked at once, also ones that are gone or are being left alone after failures.
    Ask {
        /// The addresses of the feeds.
        #[arg(required = true, value_name = "ADDRESS")]
        addresses: Vec<String>,
    },
    /// List the pages of a feed that could not be had or kept, and those that its outlet took away.
    Pages {
        /// The address of the feed.
        address: String,
        /// The form of the list.
        #[arg(long, short, value_enum, default_value_t = Form::Text)]
        format: Form,
    },
    /// Follow the feeds of an OPML file, as other readers export it.
    Import {
        /// The file.
        file: PathBuf,
    },
    /// Write the feeds as an OPML file, for other readers.
    Export {
        /// Where to write it; standard output unless given.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

impl Feeds {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        match self.what {
            None if !global.library.exists() => Err(nothing_followed()),
            None => {
                let library = Library::open_read_only(&global.library)?;
                let is_shown = |feed: &Feed| {
                    self.condition.is_empty() || self.condition.iter().any(|how| how.is(feed.condition))
                };
                list::feeds(&library, is_shown, self.format, console)
            }
            Some(What::Add { addresses, folder, fetching }) => {
                add(&addresses, folder.as_deref(), &fetching, global, console)
            }
            Some(What::Remove { addresses }) => {
                each(&addresses, global, console, "follows no longer", |library, address| {
                    Ok(library.unfollow(address)?)
                })
            }
            Some(What::Ask { addresses }) => {
                each(&addresses, global, console, "will be asked next", |library, address| {
                    Ok(library.ask_feed(address, Timestamp::now())?)
                })
            }
            Some(What::Pages { address, format }) => {
                let library = Library::open_read_only(&global.library)?;
                list::pages(&library, &parsed(&address)?, format, console)
            }
            Some(What::Import { file }) => import(&file, global, console),
            Some(What::Export { output }) => {
                let listed: Vec<opml::Listed> =
                    Library::open_read_only(&global.library)?.feeds()?.iter().map(Feed::listed).collect();
                let written = opml::write(&listed).map_err(|error| Failure::writing("the list", &error))?;
                let mut out = Output::open(output.as_deref())?;
                out.text(&written)?;
                out.finish()?;
                Ok(Outcome::Done)
            }
        }
    }
}

fn parsed(given: &str) -> Result<Address, Failure> {
    Address::parse(given).map_err(|error| Failure::new(format!("{given:?} {error}")))
}

fn add(
    given: &[String],
    folder: Option<&str>,
    fetching: &Fetching,
    global: &Global,
    console: &Console,
) -> Result<Outcome, Failure> {
    interrupt::listen(console);
    let folder: Vec<String> =
        folder.unwrap_or_default().split('/').map(one_line).filter(|part| !part.is_empty()).collect();
    let clock = Clock::default();
    let polite = Polite::new(fetching.fetcher(clock), clock);
    let mut out = Output::open(None)?;
    let (mut failures, mut library) = (0, None);
    for given in given {
        if interrupt::is_asked() {
            return Ok(Outcome::Stopped);
        }
        let found = match Address::parse(given) {
            Ok(address) => find(&address, &polite).map_err(|error| format!("{address}: {error}")),
            Err(error) => Err(format!("{given:?} {error}")),
        };
        let mut found = match found {
            Ok(found) => found,
            Err(why) => {
                failures += 1;
                console.error(why);
                continue;
            }
        };
        // Nothing to follow makes no library.
        let library = match &mut library {
            Some(library) => library,
            none => none.insert(Library::open(&global.library)?),
        };
        let followed = library.feeds()?;
        if let Some(known) = followed.into_iter().find(|known| known.address == found.feed.address) {
            found.feed.said = known.said;
        }
        if !folder.is_empty() {
            found.feed.said.folders = vec![folder.clone()];
        }
        let is_new = library.follow(std::slice::from_ref(&found.feed))? > 0;
        let follows = if is_new { "follows" } else { "follows already" };
        out.text(&format!(
            "{follows} {}: {} ({})\n",
            one_line(&found.feed.name()),
            found.feed.address,
            count(found.items, "item", "items")
        ))?;
        for other in &found.others {
            console.note(format!("the site also names {other}; add it by this address"));
        }
    }
    out.finish()?;
    if library.is_none() {
        return Err(Failure::new("no feed was found"));
    }
    console.note("parallax watch fetches what the feeds lead to");
    Ok(Outcome::of_failures(failures))
}

/// Does something with each of these feeds, which must be followed.
fn each(
    given: &[String],
    global: &Global,
    console: &Console,
    done: &str,
    mut work: impl FnMut(&mut Library, &Address) -> Result<bool, Failure>,
) -> Result<Outcome, Failure> {
    let mut library = Library::open_existing(&global.library)?;
    let mut out = Output::open(None)?;
    let mut failures = 0;
    for given in given {
        let address = parsed(given)?;
        if work(&mut library, &address)? {
            out.text(&format!("{done}: {address}\n"))?;
        } else {
            failures += 1;
            console.error(format!("{address}: no feed that is followed; parallax feeds lists them"));
        }
    }
    out.finish()?;
    Ok(Outcome::of_failures(failures))
}

fn import(file: &PathBuf, global: &Global, console: &Console) -> Result<Outcome, Failure> {
    let unread = |why: String| Failure::new(format!("{}: {why}", file.display()));
    let bytes = std::fs::read(file).map_err(|error| unread(format!("cannot be read: {error}")))?;
    let list = opml::read(&bytes).map_err(|why| {
        unread(why).hint("export the list of subscriptions as OPML from the other reader, and give that file")
    })?;
    for left_out in &list.left_out {
        console.error(format!("{}: left out {left_out}", file.display()));
    }
    if list.feeds.is_empty() {
        return Err(unread("it names no feed that can be followed".to_owned()));
    }
    let now = Timestamp::now();
    let total = list.feeds.len();
    let feeds: Vec<Feed> = list.feeds.into_iter().map(|listed| Feed::new(listed, now)).collect();
    let new = Library::open(&global.library)?.follow(&feeds)?;
    let mut out = Output::open(None)?;
    let already = match total - new {
        0 => String::new(),
        already => format!("; {already} were followed already, and stand now as in this list"),
    };
    out.text(&format!("follows {}{already}\n", count(new, "more feed", "more feeds")))?;
    out.finish()?;
    console.note("parallax watch fetches what the feeds lead to");
    Ok(Outcome::of_failures(list.left_out.len()))
}

/// A feed as JSON.
pub(super) fn line(feed: &Feed, pages: &store::PageCounts) -> serde_json::Value {
    json!({
        "address": feed.address,
        "moved_from": feed.moved_from,
        "name": feed.said.name,
        "title": feed.title,
        "folders": feed.said.folders,
        "condition": feed.condition,
        "reason": feed.reason,
        "since": feed.since,
        "asked": feed.asked,
        "read": feed.read,
        "due": feed.due,
        "failures": feed.failures,
        "pages": pages,
    })
}
