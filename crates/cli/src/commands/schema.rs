//! `parallax schema`: the JSON Schemas of what programs are given.

use crate::failure::{Failure, Outcome};
use crate::output::Output;
use clap::{Args, ValueEnum};

/// Print the JSON Schema of a Reading or an Account.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  parallax schema account > account.schema.json")]
pub(crate) struct Schema {
    /// Of what.
    #[arg(value_enum)]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// What parallax read and parallax show give.
    Reading,
    /// What parallax brief and parallax tell give.
    Account,
}

impl Schema {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let mut out = Output::open(None)?;
        out.pretty(&match self.of {
            Of::Reading => tell::reading_schema(),
            Of::Account => tell::account_schema(),
        })?;
        out.finish()?;
        Ok(Outcome::Done)
    }
}
