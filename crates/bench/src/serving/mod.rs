//! How fast `parallax serve` answers readers, alone and while it takes reports in.
//!
//! Readers ask without a pause, each over one connection, for pages drawn by chance in the shares of [`visits::KINDS`]: lists of
//! stories, stories, reports, sentences, searches, people, comparisons. What was asked and how long it took is noted at the reader,
//! so that waiting for a place is in it. The server is a process of its own, whose memory the system tells.

mod large;
mod readers;
pub(crate) mod server;
mod visits;

use anyhow::{Context as _, Result};
use readers::{Answered, ask_for};
use server::Server;
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use store::Library;
use visits::Visits;

/// So many articles of the stream the others are made of.
const OF_STREAM: usize = 8_000;

/// So many reports are taken in while readers ask.
const IMPORTED: usize = 2_000;

/// What is asked of the server.
pub(crate) struct Load {
    pub(crate) articles: usize,
    pub(crate) readers: usize,
    pub(crate) seconds: Duration,
}

/// Another server that is running.
#[derive(Debug, Clone)]
pub(crate) struct Beside {
    name: String,
    pages: PathBuf,
}

impl Beside {
    /// From a name and a file, parted by `=`.
    ///
    /// # Errors
    ///
    /// When there is no `=`.
    pub(crate) fn parse(given: &str) -> Result<Self, String> {
        let (name, pages) = given.split_once('=').ok_or("write NAME=FILE")?;
        Ok(Self { name: name.to_owned(), pages: pages.into() })
    }
}

/// Serves a library of made articles to readers, and says how that went.
///
/// # Errors
///
/// When the data cannot be read, the program is not there, or a server does not answer at all.
pub(crate) fn measure(data: &Path, load: &Load, kept: Option<&Path>, peers: &[Beside]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let made = kept.map_or_else(|| folder.path().join("made.db"), Path::to_owned);
    let further = made.with_extension("import.jsonl");
    if !made.is_file() {
        let articles =
            crate::scale::filled(data, &made, OF_STREAM.min(load.articles), load.articles, IMPORTED)?;
        let lines = articles.iter().map(|article| {
            let day = article.published.map(|day| day.to_string());
            let outlet = article.outlet.as_ref().map(|outlet| &outlet.0);
            let line = serde_json::json!({ "id": article.id.0, "text": article.text, "published": day, "outlet": outlet });
            format!("{line}\n")
        });
        fs::write(&further, lines.collect::<String>())?;
    }
    // What is measured changes it: that is done to a copy.
    let library = folder.path().join("library.db");
    fs::copy(&made, &library)?;
    let visits = Visits::of(&Library::open_read_only(&library)?)?;
    let mut out = String::new();
    let server = Server::start(&library)?;
    let visits = visits.with_people(&server.address)?;
    writeln!(
        out,
        "{} articles in {} stories, {} readers, {} s each; {}.\n",
        visits.articles(),
        visits.stories(),
        load.readers,
        load.seconds.as_secs(),
        cpus()
    )?;
    out += "| what | pages a second | median, ms | 99th percentile, ms | slowest, ms | told to wait | errors | peak memory, MB |\n|---|--:|--:|--:|--:|--:|--:|--:|\n";
    let asked = |readers: &[Answered], what: &str, memory: Option<u64>, out: &mut String| -> Result<()> {
        line(out, what, readers, load.seconds, memory)
    };
    let pages = |seed| visits.addresses(&server.address, seed);
    let alone = ask_for(load.readers, load.seconds, &pages)?;
    asked(&alone, "Parallax, readers alone", server.peak_memory(), &mut out)?;
    let begun = Instant::now();
    let import = server.import(&further)?;
    let both = ask_for(load.readers, load.seconds, &pages)?;
    asked(&both, "Parallax, readers and an import at once", server.peak_memory(), &mut out)?;
    let done = server.wait(&import)?;
    let took = begun.elapsed().as_secs_f64();
    // It would take from the time of others.
    server.stop()?;
    for peer in peers {
        let listed = fs::read_to_string(&peer.pages).with_context(|| peer.pages.display().to_string())?;
        let addresses: Vec<(&'static str, String)> =
            listed.lines().filter(|line| !line.is_empty()).map(|line| ("", line.to_owned())).collect();
        let pages = |seed| visits::drawn(&addresses, seed);
        let answers = ask_for(load.readers, load.seconds, &pages)?;
        asked(&answers, &peer.name, None, &mut out)?;
    }
    writeln!(out, "\nThe import of {IMPORTED} reports: {done}; {took:.0} s.")?;
    out += "\n| page, while an import went on | asked | median, ms | 99th percentile, ms | median size, KB | told to wait | errors |\n|---|--:|--:|--:|--:|--:|--:|\n";
    for (kind, _) in visits::KINDS {
        let of: Vec<&Answered> = both.iter().filter(|one| one.kind == kind).collect();
        let mut times: Vec<f64> = of.iter().map(|one| one.millis).collect();
        let mut sizes: Vec<f64> = of.iter().map(|one| one.bytes as f64 / 1000.0).collect();
        let errors: Vec<u16> = of.iter().filter(|one| one.is_error()).map(|one| one.status).collect();
        let kinds: BTreeSet<String> = errors.iter().map(u16::to_string).collect();
        let kinds: Vec<String> = kinds.into_iter().collect();
        let errors = format!("{} {}", errors.len(), kinds.join(" "));
        let errors = errors.trim_end();
        writeln!(
            out,
            "| {kind} | {} | {:.1} | {:.1} | {:.0} | {} | {errors} |",
            of.len(),
            percentile(&mut times, 50),
            percentile(&mut times, 99),
            percentile(&mut sizes, 50),
            of.iter().filter(|one| one.is_told_to_wait()).count()
        )?;
    }
    out += &large::measure(folder.path())?;
    Ok(out)
}

fn line(
    out: &mut String,
    what: &str,
    answers: &[Answered],
    long: Duration,
    memory: Option<u64>,
) -> Result<()> {
    let mut times: Vec<f64> = answers.iter().map(|one| one.millis).collect();
    let errors = answers.iter().filter(|one| one.is_error()).count();
    let memory = memory.map_or_else(|| "–".to_owned(), |memory| memory.to_string());
    writeln!(
        out,
        "| {what} | {:.0} | {:.1} | {:.1} | {:.0} | {} | {errors} | {memory} |",
        answers.len() as f64 / long.as_secs_f64(),
        percentile(&mut times, 50),
        percentile(&mut times, 99),
        percentile(&mut times, 100),
        answers.iter().filter(|one| one.is_told_to_wait()).count()
    )?;
    Ok(())
}

/// The value that so many of a hundred do not exceed: the nearest rank.
fn percentile(values: &mut [f64], hundredths: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * hundredths).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

fn cpus() -> String {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} processors, which the readers share")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_value_of_its_rank() {
        let mut values: Vec<f64> = (1..=200).rev().map(f64::from).collect();
        assert_eq!(percentile(&mut values, 99).to_bits(), 198.0_f64.to_bits());
        assert_eq!(percentile(&mut values, 50).to_bits(), 100.0_f64.to_bits());
        assert_eq!(percentile(&mut values, 100).to_bits(), 200.0_f64.to_bits());
        assert!(percentile(&mut [], 50).is_nan());
    }
}
