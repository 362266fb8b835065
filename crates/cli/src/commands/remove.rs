//! `parallax remove`: takes articles out of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use article::ArticleId;
use clap::{Args, ValueEnum};
use desk::count;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  parallax remove report.txt
  parallax remove a.txt b.txt

Other versions of a page stay. Corrections that name a removed article stay listed, and hold again should it be
added again.";

/// Remove articles from the library, with all that was read in them.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Remove {
    /// The articles' ids; parallax search shows them.
    #[arg(required = true, value_name = "ARTICLE")]
    articles: Vec<String>,
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

impl Remove {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let mut out = Output::open(None)?;
        let mut work = library::work(library::open_to_change(global)?, global, console)?;
        let removed = work.remove(self.articles.into_iter().map(ArticleId).collect())?;
        if removed.is_empty() {
            return Err(Failure::new("nothing was removed"));
        }
        let left = work.library.counts()?.articles;
        match self.format {
            Form::Text => out.text(&format!(
                "removed {}; the library has {}\n",
                count(removed.len(), "article", "articles"),
                count(left, "article", "articles")
            ))?,
            Form::Json => out.line(&json!({ "removed": removed, "articles": left }))?,
        }
        out.finish()?;
        Ok(Outcome::of_failures(work.failures()))
    }
}
