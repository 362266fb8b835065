//! `parallax add`: takes reports into a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::{Fetching, Published, gather};
use crate::interrupt;
use crate::library;
use crate::output::Output;
use clap::{Args, ValueEnum};
use desk::{PORTION, Tally, count};
use serde::Serialize;
use std::path::PathBuf;
use store::{Counts, Library};

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
        desk::check_model()?;
        let mut out = Output::open(None)?;
        let mut gathering = gather(&self.paths, &self.published, &self.fetching, console);
        let first = gathering.portion(PORTION);
        let library = if self.paths.is_empty() {
            Library::open_existing(&global.library)?
        } else if first.is_empty() {
            // Nothing to add makes no library.
            return Ok(Outcome::of_failures(gathering.failures()?));
        } else {
            Library::open(&global.library)?
        };
        let mut work = library::work(library, global, console)?;
        let tally = desk::take_in(&mut work, first, &mut gathering)?;
        let Counts { articles, stories, .. } = work.library.counts()?;
        let told = Told { tally, articles, stories };
        if interrupt::is_asked() {
            console.note(format!(
                "stopped; {} in the library; run the same command again to go on",
                are(told.articles)
            ));
            return Ok(Outcome::Stopped);
        }
        let outcome =
            if self.paths.is_empty() { Outcome::Done } else { Outcome::of_failures(gathering.failures()?) };
        match self.format {
            Form::Text => out.text(&told.text())?,
            Form::Json => out.line(&told)?,
        }
        out.finish()?;
        Ok(outcome.and(Outcome::of_failures(work.failures())))
    }
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
