//! `parallax person`: a person or party in all stories of a library.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::owning::Owning;
use crate::taking::Taking;
use clap::Args;
use desk::extracts;

const EXAMPLES: &str = "\
Examples:
  parallax person \"Ilarin Dravash\"
  parallax person \"Amalgamated Quay Workers\" --format json

  parallax person \"Ilarin Dravash\" --format md --output dravash.md

A name is given as it is shown. A reference such as [3:7] is sentence 7 of report 3 of the list at the end.";

/// Show a person or party: names, roles, what it said and wants, in all stories.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Person {
    /// The name.
    name: String,
    #[command(flatten)]
    owning: Owning,
    #[command(flatten)]
    taking: Taking,
}

impl Person {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        let teller = self.owning.teller()?;
        let library = library::open(global, console)?;
        let person = desk::person(&library, &teller, &self.name)?;
        self.taking.show(|out| out.pretty(&person), || extracts::person(&library, &person))?;
        if person.articles_left_out > 0 {
            console.warning(format!("{} more articles were not looked through", person.articles_left_out));
        }
        Ok(Outcome::Done)
    }
}
