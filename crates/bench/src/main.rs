//! Measures accuracy and speed on data outside the project.
//!
//! `cargo run -r -p bench -- read [TASK…] --data DIR`, and `weave` likewise, prints for each task our figures with
//! a 95 % bootstrap interval beside the floor, the best peer and the human ceiling. `DIR` is a folder with annotated data, which
//! is no part of this project; a set that is not there is said to be missing and the rest is measured.

mod labels;
mod pages;
mod peers;
mod read_tasks;
mod report;
mod scale;
mod score;
mod serving;
mod set;
mod speed;
mod warc;
mod watching;
mod weave_tasks;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

/// Measures accuracy and speed on data outside the project.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// What is read in one article.
    Read(Asked<read_tasks::Task>),
    /// What many reports make together.
    Weave(Asked<weave_tasks::Task>),
    /// What is read from web pages, in `DIR/pages`: text, headline, day, byline, and how fast.
    Pages {
        /// The folder with the data sets.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// A program to measure beside ours on the same pages, as often as wanted. For each line of its input, the path of a
        /// page and its address parted by a tab, it prints a line of JSON with text, title, date and byline.
        #[arg(long = "peer", value_name = "NAME=COMMAND", value_parser = peers::Peer::parse)]
        peers: Vec<peers::Peer>,
        /// Print JSON, one object a measure.
        #[arg(long)]
        json: bool,
        /// Show the N most frequent kinds of mistakes, with examples.
        #[arg(long, value_name = "N", default_value_t = 0)]
        errors: usize,
    },
    /// How fast reading is, and whether its time is linear in the length of a text.
    Speed {
        /// The folder with the data sets.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// A program to measure beside ours on the same articles, as often as wanted: `heideltime=run.sh -q`. It
        /// reads articles parted by form feeds from its input, each after a line with its day.
        #[arg(long = "peer", value_name = "NAME=COMMAND", value_parser = peers::Peer::parse)]
        peers: Vec<peers::Peer>,
    },
    /// How fast the pages of a web archive are gathered, how much memory that takes, and what is lost. The archive is made.
    Warc {
        /// So many pages, of some ten kilobytes each.
        #[arg(long, value_name = "N", default_value_t = 200_000)]
        pages: usize,
        /// So many of the first pages are read beside peers.
        #[arg(long, value_name = "N", default_value_t = 2000)]
        beside: usize,
        /// A program to measure beside ours, as often as wanted. For each line of its input, the path of an archive, it prints a line
        /// of JSON for each page in it.
        #[arg(long = "peer", value_name = "NAME=COMMAND", value_parser = peers::Peer::parse)]
        peers: Vec<peers::Peer>,
    },
    /// How fast articles are placed in a library that grows, and how large it becomes.
    Scale {
        /// The folder with the data sets.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// So many articles: those of the stream, then ones made from them.
        #[arg(long, value_name = "N", default_value_t = 100_000)]
        articles: usize,
        /// A program to measure beside ours on the first articles, as often as wanted. It reads articles as those of
        /// `speed` do.
        #[arg(long = "peer", value_name = "NAME=COMMAND", value_parser = peers::Peer::parse)]
        peers: Vec<peers::Peer>,
    },
    /// How fast `parallax serve` answers readers, alone and while it takes reports in, over a library of made articles, and how
    /// fast it opens a story of 500 reports. It needs the program beside this one: `cargo build -r -p cli`.
    Serve {
        /// The folder with the data sets.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// So many articles.
        #[arg(long, value_name = "N", default_value_t = 100_000)]
        articles: usize,
        /// So many readers who ask without a pause.
        #[arg(long, value_name = "N", default_value_t = 8)]
        readers: usize,
        /// So long each part is measured.
        #[arg(long, value_name = "SECONDS", default_value_t = 60)]
        seconds: u64,
        /// A file for the library, so that it is made once; it is not changed.
        #[arg(long, value_name = "FILE")]
        library: Option<PathBuf>,
        /// Another server that is running, as often as wanted: its name, and a file with the addresses of its pages, one a line. As
        /// many readers ask for them for as long.
        #[arg(long = "peer", value_name = "NAME=FILE", value_parser = serving::Beside::parse)]
        peers: Vec<serving::Beside>,
    },
    /// Whether `parallax watch` misses nothing, doubles nothing and stays polite, among made outlets on this machine that
    /// misbehave. It needs the program beside this one: `cargo build -r -p cli`.
    Watch {
        /// So many feeds.
        #[arg(long, value_name = "N", default_value_t = 2000)]
        feeds: usize,
        /// How many times as fast as real time the hour passes.
        #[arg(long, value_name = "N", default_value_t = 6)]
        rate: u32,
        /// How often the program is killed in that hour.
        #[arg(long, value_name = "N", default_value_t = 2)]
        kills: u32,
    },
}

#[derive(Args)]
struct Asked<T: ValueEnum + Send + Sync + 'static> {
    /// Which tasks; all when none is named.
    tasks: Vec<T>,
    /// The folder with the data sets.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Print JSON, one object a measure.
    #[arg(long)]
    json: bool,
    /// Show the N most frequent kinds of mistakes of each task, with examples.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
}

impl<T: ValueEnum + Send + Sync> Asked<T> {
    /// What was measured, as it was asked for.
    fn print(&self, measure: impl FnOnce(&[T], &Path) -> Vec<set::Measured>) -> Result<String> {
        let sets = measure(&self.tasks, &self.data);
        if self.json { report::json(&sets) } else { Ok(report::text(&sets, self.errors)) }
    }
}

fn main() -> Result<()> {
    let printed = match Arguments::parse().what {
        What::Read(asked) => asked.print(read_tasks::measure)?,
        What::Weave(asked) => asked.print(weave_tasks::measure)?,
        What::Pages { data, peers, json, errors } => pages::measure(&data, &peers, errors, json)?,
        What::Speed { data, peers } => speed::measure(&data, &peers)?,
        What::Warc { pages, beside, peers } => warc::measure(pages, beside, &peers)?,
        What::Serve { data, articles, readers, seconds, library, peers } => {
            let load = serving::Load { articles, readers, seconds: Duration::from_secs(seconds) };
            serving::measure(&data, &load, library.as_deref(), &peers)?
        }
        What::Watch { feeds, rate, kills } => watching::measure(feeds, rate, kills)?,
        What::Scale { data, articles, peers } => scale::measure(&data, articles, &peers)?,
    };
    std::io::stdout().lock().write_all(printed.as_bytes())?;
    Ok(())
}
