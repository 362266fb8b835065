//! `parallax man`: manual pages.

use crate::args::Cli;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use clap::{Args, CommandFactory};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  parallax man | man -l -
  parallax man --into ~/.local/share/man/man1";

/// Print the manual page, or write one for each command.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Man {
    /// Write the pages of all commands into this folder.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(&self, console: &Console) -> Result<Outcome, Failure> {
        if let Some(folder) = &self.into {
            std::fs::create_dir_all(folder)
                .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
                .map_err(|error| Failure::writing(folder.display(), &error))?;
            console.note(format!("manual pages are in {}", folder.display()));
        } else {
            let mut out = Output::open(None)?;
            clap_mangen::Man::new(Cli::command()).render(&mut out).map_err(|error| out.failed(&error))?;
            out.finish()?;
        }
        Ok(Outcome::Done)
    }
}
