//! `parallax reread`: reads all articles of a library again.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::library;
use crate::output::Output;
use clap::{Args, ValueEnum};
use desk::count;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  parallax reread
  parallax reread --outdated       only those that an older version of the rules read

  parallax reread --extract        first take pages apart again that an older extractor read

Corrections are kept. Nothing is fetched again: pages are taken apart from the bytes that were kept. Where that gives
another text, it is a later version of the page, and both are kept; what the page says besides is renewed. What was corrected in the earlier version by the
number of a sentence stays with that one.";

/// Read all articles again with the current rules, corrections kept.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Reread {
    /// Only articles whose reading was made by another version of the rules.
    #[arg(long)]
    outdated: bool,
    /// First take pages apart again that an older extractor read, from the bytes that were kept, and say what changed.
    #[arg(long)]
    extract: bool,
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
        let mut work = library::work(library::open_to_change(global)?, global, console)?;
        let changed = if self.extract { desk::take_apart_again(&mut work)? } else { 0 };
        let (read, of) = desk::reread(&mut work, self.outdated)?;
        if interrupt::is_asked() {
            console.note(format!(
                "stopped; {read} of {} read again; run the same command again to read the rest",
                count(of, "article was", "articles were")
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
            Form::Json => out.line(&json!({ "extracted": changed, "read": read, "stories": stories }))?,
        }
        out.finish()?;
        Ok(Outcome::of_failures(work.failures()))
    }
}
