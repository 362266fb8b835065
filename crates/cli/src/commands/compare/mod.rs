//! `parallax compare`: two articles of a library, side by side; of two versions of a page, what the later one changed.

mod page;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::shown;
use article::ArticleId;
use clap::{Args, ValueEnum};
use desk::compare::Comparison;
use page::Page;

const EXAMPLES: &str = "\
Examples:
  parallax compare a.txt b.txt
  parallax compare a.txt b.txt --format json
  parallax compare a.txt 'a.txt#2'       two versions of a page: what the outlet corrected, changed, added, withdrew

A reference such as [A:7] is sentence 7 of the first article; of two versions of a page, [1:7] is of the earlier.";

/// Compare two articles: what both have, and what one alone has. Of two versions of a page: what the later one changed, and
/// whether its outlet says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// The one article's id.
    a: String,
    /// The other's.
    b: String,
    /// The form of the comparison.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal.
    Text,
    /// One object.
    Json,
}

impl Compare {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let library = library::open(global, console)?;
        let (a, b) = (ArticleId(self.a.clone()), ArticleId(self.b));
        let compared = desk::compare(&library, &a, &b)?;
        if library.story_of(library.key(&a)?)? != library.story_of(library.key(&b)?)? {
            console.note("the two are of different stories");
        }
        if matches!(&compared, Comparison::Versions(versions) if !versions.edited) {
            console.note("both were made of the same bytes: what differs is how the page was taken apart");
        }
        let width = shown::width(self.width);
        let mut out = Output::open(None)?;
        match (self.format, &compared) {
            (Form::Json, compared) => out.pretty(compared)?,
            (Form::Text, Comparison::Versions(versions)) => {
                out.text(&versions.text(width, shown::colour()))?;
            }
            (Form::Text, Comparison::Reports(compared)) => {
                out.text(&Page::new(compared, &self.a, width).show())?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}
