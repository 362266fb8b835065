//! `parallax reread`: reads all articles of a library again.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::library::{self, Work};
use crate::output::Output;
use crate::shown::count;
use clap::{Args, ValueEnum};
use serde_json::json;
use store::ArticleKey;

const EXAMPLES: &str = "\
Examples:
  parallax reread
  parallax reread --outdated       only those that an older version of the rules read

Corrections are kept. The articles themselves are not fetched or extracted again.";

/// Read all articles again with the current rules, corrections kept.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Reread {
    /// Only articles whose reading was made by another version of the rules.
    #[arg(long)]
    outdated: bool,
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

impl Reread {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        interrupt::listen(console);
        let mut out = Output::open(None)?;
        let mut work = Work::new(library::open_to_change(global)?, global, console);
        // Those of an older version wait in the library itself, so that an interruption forgets none of them.
        work.library.reread()?;
        let keys: Vec<ArticleKey> = if self.outdated {
            work.library.unread(usize::MAX)?
        } else {
            work.library.keys().collect::<Result<_, _>>()?
        };
        let read = work.read(&keys)?;
        work.settle()?;
        if interrupt::is_asked() {
            console.note(format!(
                "stopped; {read} of {} read again; run the same command again to read the rest",
                count(keys.len(), "article was", "articles were")
            ));
            return Ok(Outcome::Stopped);
        }
        let stories = work.library.counts()?.stories;
        match self.format {
            Form::Text => out.text(&format!(
                "read {} again; the library has {}\n",
                count(read, "article", "articles"),
                count(stories, "story", "stories")
            ))?,
            Form::Json => out.line(&json!({ "read": read, "stories": stories }))?,
        }
        out.finish()?;
        Ok(work.outcome())
    }
}
