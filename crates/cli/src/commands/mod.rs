//! The commands, one file each.

mod brief;
mod extract;
mod group;
mod read;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use clap::Subcommand;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tell what reports say together, with no library.
    Brief(brief::Brief),
    /// Read articles: one Reading per article, as JSON lines.
    Read(read::Read),
    /// Tell which articles belong to one story, and which share one text.
    Group(group::Group),
    /// Take the article out of one web page.
    Extract(extract::Extract),
}

/// Does it.
pub(crate) fn run(command: Command, global: &Global, console: &Console) -> Result<Outcome, Failure> {
    match command {
        Command::Brief(brief) => brief.run(global, console),
        Command::Read(read) => read.run(global, console),
        Command::Group(group) => group.run(global, console),
        Command::Extract(extract) => extract.run(console),
    }
}
