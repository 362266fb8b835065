//! `parallax compare`: two articles of a library, side by side; of two versions of a page, what the later one changed.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::owning::Owning;
use crate::taking::{Form, Taking};
use crate::when::day;
use article::{ArticleId, PartialDate};
use clap::Args;
use desk::compare::{self, Comparison};
use desk::extracts;
use store::StoryId;

const EXAMPLES: &str = "\
Examples:
  parallax compare a.txt b.txt
  parallax compare a.txt b.txt --format json
  parallax compare \"Calder Wire\" \"Daily Capstan\" --story 1
  parallax compare --story 1 --day 2031-04-30
  parallax compare a.txt 'a.txt#2'       two versions of a page: what the outlet corrected, changed, added, withdrew

  parallax compare a.txt b.txt --format html --output both.html

A reference such as [1:7] is sentence 7 of the first report of the list at the end.";

/// Compare two articles: what both have, and what one alone has. Of two versions of a page: what the later one changed, and
/// whether its outlet says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// The one article's id; with --story, the name of an outlet.
    #[arg(required_unless_present = "day")]
    a: Option<String>,
    /// The other's.
    #[arg(required_unless_present = "day")]
    b: Option<String>,
    /// Compare what two outlets have of this story, or what was said up to a day and after it.
    #[arg(long, value_name = "STORY")]
    story: Option<i64>,
    /// What the reports of the story said up to this day, and what those after it say.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "story", conflicts_with_all = ["a", "b"])]
    day: Option<PartialDate>,
    /// After that day, up to this one.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "day")]
    until: Option<PartialDate>,
    #[command(flatten)]
    owning: Owning,
    #[command(flatten)]
    taking: Taking,
}

impl Compare {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let teller = self.owning.teller()?;
        let library = library::open(global, console)?;
        let (a, b) = (self.a.unwrap_or_default(), self.b.unwrap_or_default());
        let compared = match (self.story.map(StoryId), self.day) {
            (Some(story), Some(day)) => {
                Comparison::Reports(Box::new(compare::moments(&library, &teller, story, day, self.until)?))
            }
            (Some(story), None) => {
                Comparison::Reports(Box::new(compare::outlets(&library, &teller, story, &a, &b)?))
            }
            (None, _) => {
                let (a, b) = (ArticleId(a), ArticleId(b));
                let compared = desk::compare(&library, &teller, &a, &b)?;
                if library.story_of(library.key(&a)?)? != library.story_of(library.key(&b)?)? {
                    console.note("the two are of different stories");
                }
                compared
            }
        };
        if matches!(&compared, Comparison::Versions(versions) if !versions.edited) {
            console.note("both were made of the same bytes: what differs is how the page was taken apart");
        }
        match &compared {
            // As an account tells of versions: what was corrected, with or without a note.
            Comparison::Versions(versions) if self.taking.format == Form::Text => {
                let mut out = self.taking.open()?;
                let (width, colour) = self.taking.look(&out);
                out.text(&versions.text(width, colour))?;
                out.finish()?;
            }
            compared => {
                self.taking.show(|out| out.pretty(compared), || extracts::comparison(&library, compared))?;
            }
        }
        Ok(Outcome::Done)
    }
}
