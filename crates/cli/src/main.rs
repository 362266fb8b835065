//! The program `parallax`: one command, one file in [`commands`], which calls the rooms and holds no rule.

mod args;
mod commands;
mod console;
mod failure;
mod gathering;
mod interrupt;
mod library;
mod marked;
mod output;
mod parallel;
mod progress;
mod reading;
mod shown;
mod telling;
mod weaving;
mod when;

use clap::Parser;
use failure::{Failure, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let console = console::Console::new(cli.global.quiet, cli.global.verbose);
    console.report_faults();
    let done = match read::tag::model() {
        Ok(_) => commands::run(cli.command, &cli.global, &console),
        Err(error) => Err(Failure::new(error.to_string())
            .hint("this copy of the program is damaged; build or install it again")),
    };
    match done {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(130),
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}
