//! Programs of others, timed beside ours on the same articles in the same run.
//!
//! A peer is a command that reads articles from its input until that ends, parted by form feeds (U+000C), each after a line
//! with its day of publication (`2031-05-03`, or an empty line), and finds in them what it finds. It is run
//! once with no article and once with all: the difference is its time, so that starting up does not count.

use crate::speed::{timed, words};
use anyhow::{Context as _, Result, bail, ensure};
use article::Article;
use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How many articles peers read: some need a second for each.
const ARTICLES: usize = 200;

/// A program to measure.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    name: String,
    /// The program and its arguments.
    command: Vec<String>,
}

impl Peer {
    /// Takes `NAME=COMMAND`; white space parts the arguments.
    ///
    /// # Errors
    ///
    /// When either is missing.
    pub(crate) fn parse(argument: &str) -> Result<Self> {
        let (name, command) = argument.split_once('=').context("a peer is NAME=COMMAND")?;
        let command: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        ensure!(!name.is_empty() && !command.is_empty(), "a peer is NAME=COMMAND");
        Ok(Self { name: name.to_owned(), command })
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What it prints for `input`, and how long that takes, starting up not counted.
    ///
    /// # Errors
    ///
    /// When it cannot be started, fails, or prints what is no text.
    pub(crate) fn answers(&self, input: &str) -> Result<(String, Duration)> {
        let (_, start) = self.run("", Stdio::null())?;
        let (said, took) = self.run(input, Stdio::piped())?;
        Ok((String::from_utf8(said)?, took.saturating_sub(start).max(Duration::from_millis(1))))
    }

    /// What it prints for `input`, if that goes to a pipe, and how long it takes.
    fn run(&self, input: &str, output: Stdio) -> Result<(Vec<u8>, Duration)> {
        let start = Instant::now();
        let mut child = Command::new(&self.command[0])
            .args(&self.command[1..])
            .stdin(Stdio::piped())
            .stdout(output)
            .spawn()
            .with_context(|| format!("{} cannot be started", self.command[0]))?;
        let mut pipe = child.stdin.take().context("a pipe")?;
        // It may print before it has read everything: were we not to read, both would wait.
        let done = std::thread::scope(|scope| {
            let writing = scope.spawn(move || pipe.write_all(input.as_bytes()));
            let done = child.wait_with_output();
            writing.join().map_err(|_| anyhow::anyhow!("writing to {} failed", self.name))??;
            anyhow::Ok(done?)
        })?;
        if !done.status.success() {
            bail!("peer {} ended with {}", self.name, done.status);
        }
        Ok((done.stdout, start.elapsed()))
    }

    /// How long it takes with articles, starting up not counted.
    ///
    /// # Errors
    ///
    /// When it cannot be started or fails.
    fn on(&self, articles: &[Article]) -> Result<Duration> {
        let (_, start) = self.run("", Stdio::null())?;
        let input: Vec<String> = articles
            .iter()
            .map(|article| {
                let day = article.published.map(|date| date.first_day().to_string()).unwrap_or_default();
                format!("{day}\n{}", article.text.replace('\u{c}', " "))
            })
            .collect();
        let (_, took) = self.run(&input.join("\u{c}"), Stdio::null())?;
        Ok(took.saturating_sub(start).max(Duration::from_millis(1)))
    }
}

/// A Markdown table of milliseconds an article over the first so many articles: those of `ours`, then each peer's.
///
/// # Errors
///
/// When a peer cannot be started or fails.
pub(crate) fn by_count(
    peers: &[Peer],
    articles: &[Article],
    counts: &[usize],
    ours: &[(&str, Vec<Duration>)],
) -> Result<String> {
    let mut out = String::from("| program, ms an article |");
    for count in counts {
        write!(out, " first {count} |")?;
    }
    writeln!(out, "\n|---|{}", "--:|".repeat(counts.len()))?;
    let mut row = |name: &str, took: &[Duration]| -> Result<()> {
        write!(out, "| {name} |")?;
        for (took, count) in took.iter().zip(counts) {
            write!(out, " {:.2} |", took.as_secs_f64() * 1000.0 / *count as f64)?;
        }
        writeln!(out)?;
        Ok(())
    };
    for (name, took) in ours {
        row(name, took)?;
    }
    for peer in peers {
        let took = counts
            .iter()
            .map(|count| peer.on(&articles[..articles.len().min(*count)]))
            .collect::<Result<Vec<_>>>()?;
        row(&peer.name, &took)?;
    }
    Ok(out)
}

/// A Markdown table of words a second, ours and each peer's on the first articles; empty without peers.
///
/// # Errors
///
/// When a peer cannot be started or fails.
pub(crate) fn table(peers: &[Peer], articles: &[Article]) -> Result<String> {
    let articles = &articles[..articles.len().min(ARTICLES)];
    let mut out = String::new();
    if peers.is_empty() {
        return Ok(out);
    }
    let words = words(articles);
    let rate = |took: Duration| words as f64 / took.as_secs_f64();
    let ours = rate(timed(articles, 1));
    writeln!(
        out,
        "\nThe first {} articles, {words} words, one after the other, starting up not counted.\n",
        articles.len()
    )?;
    writeln!(out, "| program | words a second | ours, as a multiple |\n|---|--:|--:|")?;
    writeln!(out, "| Parallax, all of reading, one thread | {ours:.0} | 1 |")?;
    for peer in peers {
        let took = peer.on(articles)?;
        writeln!(out, "| {} | {:.0} | {:.1} |", peer.name, rate(took), ours / rate(took))?;
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_has_a_name_and_a_command() {
        let peer = Peer::parse("echo=/bin/echo -n").unwrap();
        assert_eq!((peer.name.as_str(), peer.command.len()), ("echo", 2));
        assert!(Peer::parse("=x").is_err() && Peer::parse("x=").is_err() && Peer::parse("x").is_err());
    }

    #[test]
    fn peers_are_told_by_count() {
        let articles = [Article::new("a", "The mill shut."), Article::new("b", "It rained.")];
        let ours = [("ours", vec![Duration::from_millis(4), Duration::from_millis(8)])];
        let table = by_count(&[Peer::parse("counter=wc -c").unwrap()], &articles, &[1, 2], &ours).unwrap();
        assert!(
            table.contains("| first 1 | first 2 |") && table.contains("| ours | 4.00 | 4.00 |"),
            "{table}"
        );
        assert!(table.contains("| counter |"), "{table}");
    }

    #[test]
    fn a_peer_is_timed_on_what_it_is_given() {
        let articles = [Article::new("a", "The mill shut."), Article::new("b", "It rained.")];
        let table = table(&[Peer::parse("counter=wc -c").unwrap()], &articles).unwrap();
        assert!(table.contains("first 2 articles, 5 words") && table.contains("| counter |"), "{table}");
        assert!(super::table(&[], &articles).unwrap().is_empty());
        assert!(super::table(&[Peer::parse("none=false").unwrap()], &articles).is_err());
    }
}
