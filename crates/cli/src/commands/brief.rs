//! `parallax brief`: the account of some reports, with no library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::{Fetching, Published, gather};
use crate::naming::Naming;
use crate::owning::Owning;
use crate::progress::Progress;
use crate::telling::Telling;
use article::{Article, Digest};
use clap::Args;
use desk::{Woven, as_one_story, by_story, check_model, read_plain, threads};
use std::collections::HashMap;
use std::path::PathBuf;
use tell::Options;

const PORTION: usize = 64;

const EXAMPLES: &str = "\
Examples:
  parallax brief examples/harbor-talks
  parallax brief reports/ --published a.txt=2031-04-28     \"Friday\" becomes a date
  parallax brief reports/ --format html --output account.html
  parallax brief - --format json < reports.jsonl

A reference such as [2:7] is report 2, sentence 7. A folder may hold a parallax.toml that says of each file its
outlet, its day and its address.";

/// Tell what reports say together, with no library.
///
/// Reads files, folders and archives (the formats are those of `add`; - for JSON lines on standard input), finds out
/// which reports are of one story, and gives the account of each story, the largest first.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Brief {
    /// Files, folders, addresses of pages and feeds, or - for JSON lines on standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    published: Published,
    #[command(flatten)]
    fetching: Fetching,
    /// Take all reports to be of one story.
    #[arg(long)]
    one_story: bool,
    /// Tell only this story, counted from the largest.
    #[arg(long, value_name = "N", conflicts_with = "one_story")]
    story: Option<usize>,
    #[command(flatten)]
    owning: Owning,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    telling: Telling,
}

impl Brief {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        check_model()?;
        let owners = self.owning.owners()?;
        let entities = self.naming.entities(console)?;
        let threads = threads(global.threads);
        let mut gathering = gather(&self.paths, &self.published, &self.fetching, console);
        let mut seen = Seen::default();
        let mut readings = Vec::new();
        let mut progress = Progress::new(console, "reading", None);
        loop {
            let portion = gathering.portion(PORTION);
            if portion.is_empty() {
                break;
            }
            progress.add(portion.len());
            let mut articles = Vec::new();
            for report in portion {
                if let Some(first) = seen.before(&report.article) {
                    console.warning(format!("{}: the same report as {first}; read once", report.origin));
                } else {
                    seen.add(&report.article);
                    articles.push(report.article);
                }
            }
            readings.extend(read_plain(articles, threads, |id| {
                gathering.fail(&format!("{id}: could not be read; the rest is"));
            }));
        }
        drop(progress);
        let outcome = Outcome::of_failures(gathering.failures()?);
        let groups = if self.one_story { vec![as_one_story(readings)] } else { by_story(readings) };
        let groups = match self.story {
            None => groups,
            Some(number) => {
                let count = groups.len();
                let chosen = number.checked_sub(1).and_then(|index| groups.into_iter().nth(index));
                vec![chosen.ok_or_else(|| {
                    Failure::new(format!("there is no story {number}: these reports tell {count}"))
                        .hint(format!("give --story 1 to {count}"))
                })?]
            }
        };
        let woven = |together| Woven::of(together, &owners, &[]).identified(&entities);
        let stories = desk::in_order(threads, groups, woven);
        self.telling.show(&stories, &Options::default(), console)?;
        Ok(outcome)
    }
}

/// Reports seen, by their texts.
#[derive(Debug, Default)]
struct Seen(HashMap<Digest, Vec<Article>>);

impl Seen {
    /// The id under which the same report was given before.
    fn before(&self, article: &Article) -> Option<&article::ArticleId> {
        let same = self.0.get(&article.digest())?.iter().find(|before| before.is_same_report(article))?;
        Some(&same.id)
    }

    fn add(&mut self, article: &Article) {
        self.0.entry(article.digest()).or_default().push(article.clone());
    }
}
