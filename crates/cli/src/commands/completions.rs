//! `parallax completions`: what a shell needs to complete commands.

use crate::args::Cli;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  parallax completions bash > ~/.local/share/bash-completion/completions/parallax
  parallax completions zsh > ~/.zfunc/_parallax
  parallax completions fish > ~/.config/fish/completions/parallax.fish";

/// Print the completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let mut bytes = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "parallax", &mut bytes);
        let mut out = Output::open(None)?;
        out.text(&String::from_utf8_lossy(&bytes))?;
        out.finish()?;
        Ok(Outcome::Done)
    }
}
