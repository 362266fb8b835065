//! How fast reading is, and whether its time is linear in the length of a text.

use crate::peers::{self, Peer};
use anyhow::Result;
use article::Article;
use std::{
    fmt::Write as _,
    fs,
    io::BufRead as _,
    path::Path,
    time::{Duration, Instant},
};

/// How many articles of the stream are read.
const ARTICLES: usize = 2000;

/// The longest strange text, in bytes; the others are a half, a quarter and an eighth of it.
const LONGEST: usize = 1 << 19;

/// Reads articles of `stream/allsides.jsonl.zst` on one core and on two, beside `peers`, then strange texts of
/// doubling lengths; a Markdown page.
///
/// # Errors
///
/// When the stream cannot be read or a peer fails.
pub(crate) fn measure(data: &Path, peers: &[Peer]) -> Result<String> {
    let articles = articles(data)?;
    let words = words(&articles);
    // The first use opens the model and builds the tables.
    let start = Instant::now();
    let _ = read::read(Article::new("warm", "Mayor Ada Lund said on Monday that 12 people left Harrow."));
    let opened = start.elapsed();
    let one = timed(&articles, 1);
    let two = timed(&articles, 2);
    let rate = |took: Duration| words as f64 / took.as_secs_f64();
    let mut out = String::new();
    writeln!(out, "{} articles of the stream, {words} words between white space.\n", articles.len())?;
    writeln!(out, "| what | figure | to reach |\n|---|--:|--:|")?;
    writeln!(out, "| words a second, one thread | {:.0} | 80000 |", rate(one))?;
    writeln!(out, "| two threads, as a multiple of one | {:.2} | 1.9 |", rate(two) / rate(one))?;
    writeln!(out, "| opening the model and the tables, ms | {:.0} | 50 |", opened.as_secs_f64() * 1000.0)?;
    if let Some(peak) = peak_memory() {
        writeln!(out, "| peak memory, MB, articles included | {peak} | 300 |")?;
    }
    out += &peers::table(peers, &articles)?;
    writeln!(out, "\nNanoseconds a byte by length of a strange text; linear time is one figure a row.\n")?;
    write!(out, "| text |")?;
    for part in [8, 4, 2, 1] {
        write!(out, " {} KiB |", LONGEST / part / 1024)?;
    }
    writeln!(out, " last / first |\n|---|--:|--:|--:|--:|--:|")?;
    for (name, piece) in STRANGE {
        write!(out, "| {name} |")?;
        let mut rates = Vec::new();
        for part in [8, 4, 2, 1] {
            let text = piece.repeat(LONGEST / part / piece.len());
            let length = text.len() as f64;
            let mut article = Article::new("strange", text);
            article.language = Some("en".to_owned());
            let start = Instant::now();
            let _ = read::read(article);
            let rate = start.elapsed().as_nanos() as f64 / length;
            write!(out, " {rate:.0} |")?;
            rates.push(rate);
        }
        writeln!(out, " {:.2} |", rates[3] / rates[0])?;
    }
    Ok(out)
}

/// Texts that are nothing but one piece, over and over.
const STRANGE: &[(&str, &str)] = &[
    ("one sentence", "the mill and the quay and a crane were there while it rained "),
    ("one sentence of clauses", "she said that he thought that they knew that "),
    ("one sentence of names", "Ada Lund and Piet Marsh of Harrow Council in Norvik "),
    ("quotation marks", "\" "),
    ("opening quotation marks", "“"),
    ("quotations", "“We go,” she said. “They stay.” "),
    ("all capitals", "THE MILL IN HARROW SHUT ON MONDAY SAID LUND. "),
    ("no spaces", "themillandthequay"),
    ("no spaces, one letter", "A"),
    ("right-to-left script", "قال رئيس البلدية إن المحادثات ستستأنف يوم الاثنين. "),
    ("dates", "on Monday May 3 2031 at 3 p.m. last week "),
    ("numbers", "1,300 million and 2.5 percent of 40 "),
    ("brackets", "(((a) "),
    ("empty lines", "a\n\n"),
    ("commas", "a, "),
    ("pronouns", "He said she told him that it was her own. "),
];

fn articles(data: &Path) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for line in corpora::stream::lines(data)?.lines().take(ARTICLES) {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |key: &str| record[key].as_str().map(str::to_owned);
        let mut article = Article::new(text("id").unwrap_or_default(), text("text").unwrap_or_default());
        article.title = text("title");
        article.published = text("date").and_then(|date| date.parse().ok());
        articles.push(article);
    }
    Ok(articles)
}

/// Words between white space.
pub(crate) fn words(articles: &[Article]) -> usize {
    articles.iter().map(|article| article.text.split_whitespace().count()).sum()
}

/// How long `threads` threads take, each with every so-manieth article.
pub(crate) fn timed(articles: &[Article], threads: usize) -> Duration {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for article in articles.iter().skip(thread).step_by(threads) {
                    let _ = read::read(article.clone());
                }
            });
        }
    });
    start.elapsed()
}

/// The most memory this process has held, in MB, where the system tells.
pub(crate) fn peak_memory() -> Option<u64> {
    peak_memory_of("self")
}

/// The same of a process, by its number.
pub(crate) fn peak_memory_of(process: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1000)
}
