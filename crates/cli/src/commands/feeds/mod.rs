//! `parallax feeds`: the feeds that a library follows.

mod list;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::Fetching;
use crate::interrupt;
use crate::output::Output;
use crate::shown::one_line;
use clap::{Args, Subcommand, ValueEnum};
use desk::{DeskError, count, feeds};
use gather::watch::Condition;
use gather::web::{Clock, Polite};
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
            None if !global.library.exists() => Err(feeds::nothing_followed().into()),
            None => {
                let library = Library::open_read_only(&global.library)?;
                let lines = feeds::list(&library, |feed| {
                    self.condition.is_empty() || self.condition.iter().any(|how| how.is(feed.condition))
                })?;
                list::feeds(&lines, self.format, console)
            }
            Some(What::Add { addresses, folder, fetching }) => {
                add(&addresses, folder.as_deref(), &fetching, global, console)
            }
            Some(What::Remove { addresses }) => {
                each(&addresses, global, console, "follows no longer", feeds::leave)
            }
            Some(What::Ask { addresses }) => {
                each(&addresses, global, console, "will be asked next", feeds::ask)
            }
            Some(What::Pages { address, format }) => {
                let library = Library::open_read_only(&global.library)?;
                list::pages(&feeds::pages(&library, &address)?, format, console)
            }
            Some(What::Import { file }) => import(&file, global, console),
            Some(What::Export { output }) => {
                let written = feeds::write_opml(&Library::open_read_only(&global.library)?)?;
                let mut out = Output::open(output.as_deref())?;
                out.text(&written)?;
                out.finish()?;
                Ok(Outcome::Done)
            }
        }
    }
}

fn add(
    given: &[String],
    folder: Option<&str>,
    fetching: &Fetching,
    global: &Global,
    console: &Console,
) -> Result<Outcome, Failure> {
    interrupt::listen(console);
    let folder = feeds::folder(folder.unwrap_or_default());
    let clock = Clock::default();
    let polite = Polite::new(fetching.fetcher(clock), clock);
    let mut out = Output::open(None)?;
    let (mut failures, mut library) = (0, None);
    for given in given {
        if interrupt::is_asked() {
            return Ok(Outcome::Stopped);
        }
        let found = match feeds::look_for(given, &polite) {
            Ok(found) => found,
            Err(error) => {
                failures += 1;
                console.error(error);
                continue;
            }
        };
        // Nothing to follow makes no library.
        let library = match &mut library {
            Some(library) => library,
            none => none.insert(Library::open(&global.library)?),
        };
        let added = feeds::follow(library, found, &folder)?;
        let follows = if added.is_new { "follows" } else { "follows already" };
        out.text(&format!(
            "{follows} {}: {} ({})\n",
            one_line(&added.name),
            added.address,
            count(added.items, "item", "items")
        ))?;
        for other in &added.others {
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
    work: impl Fn(&mut Library, &str) -> Result<String, DeskError>,
) -> Result<Outcome, Failure> {
    let mut library = Library::open_existing(&global.library)?;
    let mut out = Output::open(None)?;
    let mut failures = 0;
    for given in given {
        match work(&mut library, given) {
            Ok(address) => out.text(&format!("{done}: {address}\n"))?,
            Err(error @ DeskError::Asked { .. }) => {
                failures += 1;
                let advice = error.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
                console.error(format!("{error}{advice}"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    out.finish()?;
    Ok(Outcome::of_failures(failures))
}

fn import(file: &PathBuf, global: &Global, console: &Console) -> Result<Outcome, Failure> {
    let bytes = std::fs::read(file)
        .map_err(|error| Failure::new(format!("{}: cannot be read: {error}", file.display())))?;
    let (read, left_out) = feeds::read_opml(&bytes).map_err(|error| {
        let failure = Failure::new(format!("{}: {error}", file.display()));
        match error.advice() {
            Some(advice) => failure.hint(advice),
            None => failure,
        }
    })?;
    let imported = feeds::import(&mut Library::open(&global.library)?, &read, left_out)?;
    for left_out in &imported.left_out {
        console.error(format!("{}: left out {left_out}", file.display()));
    }
    let mut out = Output::open(None)?;
    let already = match imported.already {
        0 => String::new(),
        already => format!("; {already} were followed already, and stand now as in this list"),
    };
    out.text(&format!("follows {}{already}\n", count(imported.new, "more feed", "more feeds")))?;
    out.finish()?;
    console.note("parallax watch fetches what the feeds lead to");
    Ok(Outcome::of_failures(imported.left_out.len()))
}
