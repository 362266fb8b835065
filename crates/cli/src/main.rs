//! The program `parallax`: one command, one file in [`commands`], which calls the rooms and holds no rule.

mod args;
mod commands;
mod console;
mod failure;
mod gathering;
mod interrupt;
mod library;
mod marked;
mod naming;
mod output;
mod owning;
mod progress;
mod shown;
mod tables;
mod taking;
mod telling;
mod when;

use clap::Parser;
use failure::Outcome;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let console = console::Console::new(cli.global.quiet, cli.global.verbose);
    console.report_faults();
    match commands::run(cli.command, &cli.global, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(130),
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}
