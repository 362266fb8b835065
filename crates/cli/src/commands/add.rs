//! `parallax add`: takes reports into a library.

use crate::args::Global;
use crate::arrivals::{Tally, arrive};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::{Fetching, Gathering, Published};
use crate::interrupt;
use crate::library::{PORTION, Work};
use crate::output::Output;
use crate::progress::Progress;
use crate::shown::count;
use clap::{Args, ValueEnum};
use gather::Report;
use serde::Serialize;
use std::collections::HashSet;
use std::path::PathBuf;
use store::{Counts, How, Library};

const EXAMPLES: &str = "\
Examples:
  parallax add reports/ more.jsonl
  parallax add archive.warc.gz --library war.db
  parallax add march.zip newsletter.eml 'saved/**/*.html'
  parallax add https://tide.example/world.rss
  parallax add                                 finish what an interrupted run left

These are read, each told by its name: text (.txt), pages (.html), also as browsers save them with a folder or in
one file (.mhtml, .mht), Markdown (.md), PDF (.pdf), documents of Word (.docx), mails with what is attached to them
(.eml), JSON lines (.jsonl), WARC (.warc, .warc.gz), and archives of all these (.zip, .wacz, .tar, .tar.gz, .tgz).
A report in an archive is named by both: march.zip: a/gate.html. Nothing is unpacked to disk.

An address is fetched: a page is a report, a feed (RSS, Atom, JSON Feed) leads to the pages of its items. robots.txt and
reservations of text and data mining are obeyed, each host is asked at most once a second, and nothing is fetched from
this machine or a network behind it.

Adding the same report twice adds nothing. Another text under one address is a later version of it; both are
kept. It may be stopped at any moment: run the same command again to go on.";

/// Add reports to the library, read them and group them into stories.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Add {
    /// Files, folders, patterns such as 'saved/**/*.html', addresses of pages and feeds, or - for JSON lines on standard
    /// input.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    published: Published,
    #[command(flatten)]
    fetching: Fetching,
    /// The form of what is said about it.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A sentence.
    Text,
    /// One object.
    Json,
}

/// What became of the reports, and how much the library then has.
#[derive(Debug, Serialize)]
struct Told {
    #[serde(flatten)]
    tally: Tally,
    articles: usize,
    stories: usize,
}

impl Add {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        interrupt::listen(console);
        crate::reading::check_model()?;
        let mut out = Output::open(None)?;
        let mut gathering = Gathering::new(&self.paths, &self.published, &self.fetching, console);
        let first = gathering.portion(PORTION);
        let library = if self.paths.is_empty() {
            Library::open_existing(&global.library)?
        } else if first.is_empty() {
            // Nothing to add makes no library.
            return gathering.outcome();
        } else {
            Library::open(&global.library)?
        };
        let mut work = Work::new(library, global, console);
        // What an earlier run left is first.
        let waiting = work.library.unread(usize::MAX)?;
        work.read(&waiting)?;
        let mut tally = Tally::default();
        add(&mut work, first, &mut gathering, &mut tally, console)?;
        work.finish()?;
        let Counts { articles, stories, .. } = work.library.counts()?;
        let told = Told { tally, articles, stories };
        if interrupt::is_asked() {
            console.note(format!(
                "stopped; {} in the library; run the same command again to go on",
                are(told.articles)
            ));
            return Ok(Outcome::Stopped);
        }
        let outcome = if self.paths.is_empty() { Outcome::Done } else { gathering.outcome()? };
        match self.format {
            Form::Text => out.text(&told.text())?,
            Form::Json => out.line(&told)?,
        }
        out.finish()?;
        Ok(outcome.and(work.outcome()))
    }
}

fn add(
    work: &mut Work<'_>,
    first: Vec<Report>,
    gathering: &mut Gathering<'_>,
    tally: &mut Tally,
    console: &Console,
) -> Result<(), Failure> {
    let mut progress = Progress::new(console, "adding", None);
    let (mut portion, mut came) = (first, HashSet::new());
    while !portion.is_empty() && !interrupt::is_asked() {
        for (report, added) in portion.iter().zip(arrive(work, &portion, tally)?) {
            if !came.insert(added.key) && added.how == How::Already {
                console.warning(format!("{}: the same report as {}; added once", report.origin, added.id));
            }
        }
        progress.add(portion.len());
        portion = gathering.portion(PORTION);
    }
    Ok(())
}

fn are(articles: usize) -> String {
    format!("{} {}", count(articles, "report", "reports"), if articles == 1 { "is" } else { "are" })
}

impl Told {
    fn text(&self) -> String {
        let (articles, stories) = (self.articles, self.stories);
        format!(
            "{}; the library has {} in {}\n",
            self.tally.text(),
            count(articles, "report", "reports"),
            count(stories, "story", "stories")
        )
    }
}
