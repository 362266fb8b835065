//! `parallax tell`: the account of a story in a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::naming::Naming;
use crate::owning::Owning;
use crate::telling::Telling;
use crate::when::day;
use article::PartialDate;
use clap::Args;
use desk::Woven;
use store::StoryId;
use tell::Options;

const EXAMPLES: &str = "\
Examples:
  parallax tell 1
  parallax tell 1 --since yesterday
  parallax tell 1 --format html --output story.html

parallax stories lists the numbers. A reference such as [2:7] is report 2, sentence 7.";

/// Tell a story of the library: the account of its reports.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Tell {
    /// The story's number.
    story: i64,
    /// Only what reports published on this day or later add: a date, today or yesterday.
    #[arg(long, value_name = "WHEN", value_parser = day)]
    since: Option<PartialDate>,
    #[command(flatten)]
    owning: Owning,
    #[command(flatten)]
    naming: Naming,
    #[command(flatten)]
    telling: Telling,
}

impl Tell {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let owners = self.owning.owners()?;
        let entities = self.naming.entities(console)?;
        let library = library::open(global, console)?;
        let corrections = desk::corrections_that_hold(&library)?;
        let woven =
            Woven::of_library(&library, StoryId(self.story), &owners, &corrections)?.identified(&entities);
        let options = Options { since: self.since, ..Options::default() };
        self.telling.show(&[woven], &options, console)?;
        Ok(Outcome::Done)
    }
}
