//! `parallax group`: which articles belong together, for programs.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::gathering::{Fetching, Published, gather};
use crate::output::Output;
use crate::progress::Progress;
use crate::shown::one_line;
use clap::{Args, ValueEnum};
use desk::{check_model, read_plain, threads};
use serde::Serialize;
use std::path::PathBuf;
use weave::Signature;

const PORTION: usize = 64;

const EXAMPLES: &str = "\
Examples:
  parallax group reports/ --why
  cat reports.jsonl | parallax group - > groups.jsonl

Articles with one story number are of one story; those with one family number share one text, as syndicated
copies or as versions of a page.";

/// Tell which articles belong to one story, and which share one text, in the order of the input.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Group {
    /// Text, pages, Markdown, PDF, DOCX, mails, JSON lines, WARC, archives and folders of these, or - for JSON lines
    /// on standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    published: Published,
    #[command(flatten)]
    fetching: Fetching,
    /// Say why each article stands where it stands.
    #[arg(long)]
    why: bool,
    /// The form of the answer.
    #[arg(long, short, value_enum, default_value_t = Form::Json)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// JSON lines, an object an article.
    Json,
    /// A line an article, for people.
    Text,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    story: usize,
    family: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a [String]>,
}

impl Group {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        check_model()?;
        let mut gathering = gather(&self.files, &self.published, &self.fetching, console);
        let mut signatures: Vec<Signature> = Vec::new();
        let mut progress = Progress::new(console, "reading", None);
        loop {
            let portion = gathering.portion(PORTION);
            if portion.is_empty() {
                break;
            }
            progress.add(portion.len());
            let articles = portion.into_iter().map(|report| report.article).collect();
            let readings = read_plain(articles, threads(global.threads), |id| {
                gathering.fail(&format!("{id}: could not be read; the rest is"));
            });
            signatures.extend(readings.iter().map(weave::signature));
        }
        drop(progress);
        let outcome = Outcome::of_failures(gathering.failures()?);
        let placed = weave::group(&signatures.iter().collect::<Vec<_>>(), &[]);
        let mut out = Output::open(None)?;
        for (signature, place) in signatures.iter().zip(&placed) {
            match self.format {
                Form::Json => out.line(&Line {
                    id: &signature.id.0,
                    story: place.story,
                    family: place.family,
                    why: self.why.then_some(&place.why),
                })?,
                Form::Text => {
                    let id = one_line(&signature.id.0);
                    out.text(&format!("story {}  family {}  {id}\n", place.story, place.family))?;
                    for reason in place.why.iter().filter(|_| self.why) {
                        out.text(&format!("    {}\n", one_line(reason)))?;
                    }
                }
            }
        }
        out.finish()?;
        Ok(outcome)
    }
}
