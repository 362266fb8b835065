//! What can be typed.

use crate::commands::Command;
use clap::{Args, Parser};
use std::num::NonZero;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  parallax brief reports/                    the account of the reports in a folder
  parallax brief a.txt b.html --format html --output account.html
  parallax add reports/ && parallax stories  keep reports in a library, list its stories
  parallax tell 1 --since yesterday          what is new in a story

Exit codes: 0 all done; 1 some inputs failed, each named on standard error, the rest done; 2 nothing could be
done; 130 stopped with Ctrl-C. Data goes to standard output, everything else to standard error.";

/// One story, every report, each line with its source.
///
/// Reads many news reports of one story and gives back one account of it: what happened and when, who said
/// what, what each party wants and how that moved, where the reports agree and differ, and how many of them
/// are independent. Every line names the sentence it comes from. It runs on this machine alone, and gives the
/// same answer to the same input every time.
#[derive(Debug, Parser)]
#[command(name = "parallax", version, after_help = EXAMPLES, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What holds for every command.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// The library, one file.
    #[arg(
        long,
        global = true,
        env = "PARALLAX_LIBRARY",
        default_value = "parallax.db",
        value_name = "PATH",
        hide_env_values = true,
        display_order = 100
    )]
    pub(crate) library: PathBuf,
    /// How many threads read; the number of cores unless given. It changes no result.
    #[arg(long, global = true, value_name = "N", display_order = 101)]
    pub(crate) threads: Option<NonZero<usize>>,
    /// Say only what failed.
    #[arg(long, short, global = true, display_order = 102)]
    pub(crate) quiet: bool,
    /// Say what is done; -vv says it of every article.
    #[arg(long, short, global = true, action = clap::ArgAction::Count, display_order = 103)]
    pub(crate) verbose: u8,
}
