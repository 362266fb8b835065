//! `parallax read`: what each article contains, for programs.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::{Fetching, Published, gather};
use crate::output::Output;
use crate::{marked, shown};
use clap::{Args, ValueEnum};
use desk::{check_model, read_plain, threads};
use read::wire::to_wire;
use std::path::PathBuf;

const PORTION: usize = 64;

const EXAMPLES: &str = "\
Examples:
  parallax read a.txt b.html > readings.jsonl
  parallax read a.txt --format text           the text with what was read in it
  cat reports.jsonl | parallax read -

Offsets are half-open ranges of Unicode code points of article.text; parallax schema reading has the schema.";

/// Read articles: one Reading per article, in the order of the input.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Read {
    /// Text, pages, Markdown, PDF, DOCX, mails, JSON lines, WARC, archives and folders of these, or - for JSON lines
    /// on standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    published: Published,
    #[command(flatten)]
    fetching: Fetching,
    /// The form of the readings.
    #[arg(long, short, value_enum, default_value_t = Form::Json)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// JSON lines, an object an article.
    Json,
    /// The text with what was read in it, for people.
    Text,
}

impl Read {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        check_model()?;
        let mut gathering = gather(&self.files, &self.published, &self.fetching, console);
        let mut out = Output::open(None)?;
        let mut first = true;
        loop {
            let portion = gathering.portion(PORTION);
            if portion.is_empty() {
                break;
            }
            let articles = portion.into_iter().map(|report| report.article).collect();
            let readings = read_plain(articles, threads(global.threads), |id| {
                gathering.fail(&format!("{id}: could not be read; the rest is"));
            });
            for reading in &readings {
                match self.format {
                    Form::Json => out.line(&to_wire(reading))?,
                    Form::Text => {
                        out.text(if first { "" } else { "\n\n" })?;
                        out.text(&marked::marked(reading, &[], shown::width(None), shown::colour()))?;
                        first = false;
                    }
                }
            }
        }
        out.finish()?;
        Ok(Outcome::of_failures(gathering.failures()?))
    }
}
