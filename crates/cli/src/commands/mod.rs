//! The commands, one file each.

mod add;
mod brief;
mod compare;
mod completions;
mod correct;
mod doctor;
mod export;
mod extract;
mod feeds;
mod group;
mod hooks;
mod man;
mod mcp;
mod person;
mod read;
mod readers;
mod remove;
mod reread;
mod schema;
mod search;
mod serve;
mod show;
mod stories;
mod tell;
mod verify;
mod watch;

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
    /// Add reports to the library.
    Add(add::Add),
    /// List the feeds that are followed; add and remove them, also as OPML.
    Feeds(feeds::Feeds),
    /// Follow the feeds: add what is new to the library, for as long as it runs.
    Watch(watch::Watch),
    /// List the stories of the library.
    Stories(stories::Stories),
    /// Tell a story of the library.
    Tell(tell::Tell),
    /// Show an article with what was read in it.
    Show(show::Show),
    /// Find articles by words, outlet, person, speaker or day.
    Search(search::Search),
    /// Compare two articles: what both have, what one has.
    Compare(compare::Compare),
    /// Show a person or party in all stories.
    Person(person::Person),
    /// Correct what was found, for good.
    Correct(correct::Correct),
    /// Show the library in a browser, and give it to programs.
    Serve(serve::Serve),
    /// Give the library to an assistant program: the Model Context Protocol on standard input and output.
    Mcp(mcp::Mcp),
    /// List, add and remove those who are called when a story moves or a search finds more.
    Hooks(hooks::Hooks),
    /// List, add and remove those who may read the library over the network.
    Readers(readers::Readers),
    /// Read all articles again with the current rules.
    Reread(reread::Reread),
    /// Check every piece of evidence against the stored texts.
    Verify(verify::Verify),
    /// Export the library: tables, Markdown, pages, annotations.
    Export(export::Export),
    /// Remove articles from the library.
    Remove(remove::Remove),
    /// Examine the library.
    Doctor(doctor::Doctor),
    /// Print the JSON Schema of a Reading or an Account.
    Schema(schema::Schema),
    /// Print the completions for a shell.
    Completions(completions::Completions),
    /// Print the manual page, or write one for each command.
    Man(man::Man),
}

/// Does it.
pub(crate) fn run(command: Command, global: &Global, console: &Console) -> Result<Outcome, Failure> {
    match command {
        Command::Brief(command) => command.run(global, console),
        Command::Read(command) => command.run(global, console),
        Command::Group(command) => command.run(global, console),
        Command::Extract(command) => command.run(console),
        Command::Add(command) => command.run(global, console),
        Command::Feeds(command) => command.run(global, console),
        Command::Watch(command) => command.run(global, console),
        Command::Stories(command) => command.run(global, console),
        Command::Tell(command) => command.run(global, console),
        Command::Show(command) => command.run(global, console),
        Command::Search(command) => command.run(global, console),
        Command::Compare(command) => command.run(global, console),
        Command::Person(command) => command.run(global, console),
        Command::Serve(command) => command.run(global, console),
        Command::Mcp(command) => command.run(global, console),
        Command::Hooks(command) => command.run(global, console),
        Command::Readers(command) => command.run(global, console),
        Command::Correct(command) => command.run(global, console),
        Command::Reread(command) => command.run(global, console),
        Command::Verify(command) => command.run(global, console),
        Command::Export(command) => command.run(global, console),
        Command::Remove(command) => command.run(global, console),
        Command::Doctor(command) => command.run(global, console),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(console),
    }
}
