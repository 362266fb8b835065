//! How fast articles are placed in a library that grows, and how large it becomes.
//!
//! The articles of `stream` come one by one in order of time, each is read, stored and placed alone, and the stories
//! near those of a day are put right at its end, as `parallax add` does day by day. When the stream ends, articles made
//! from it follow: the first words of each, with other words for its longer ones, other for each round, so that they are
//! new text about new matters.

use crate::speed::peak_memory;
use anyhow::Result;
use article::Article;
use jiff::{ToSpan, civil::Date};
use std::{
    fmt::Write as _,
    path::Path,
    time::{Duration, Instant},
};
use store::{ArticleKey, AsOf, Grouping, Library, Neighbours, NewArticle, Signed};

/// So many articles are read at a time, on all cores.
const PORTION: usize = 400;

/// So many words of an article make another one.
const MADE_OF: usize = 120;

/// A word of so many letters is replaced in a made article.
const REPLACED: usize = 5;

/// How long placing takes is the mean over so many articles before a size is reached.
const WINDOW: usize = 1000;

/// The sizes at which it is told how the library does, beside the last one.
const SIZES: [usize; 4] = [10_000, 37_000, 100_000, 1_000_000];

/// Places `count` articles one by one in a library in a temporary folder.
///
/// # Errors
///
/// When the stream cannot be read or the library cannot be written.
pub(crate) fn measure(data: &Path, count: usize) -> Result<String> {
    let mut stream = corpora::stories::of_stream(data, |_| true)?;
    stream.sort_by_key(|one| {
        (one.article.published.map(article::PartialDate::first_day), one.article.id.clone())
    });
    let first_day = stream.iter().find_map(|one| one.article.published);
    let last_day = stream.iter().rev().find_map(|one| one.article.published);
    let (Some(first_day), Some(last_day)) = (first_day, last_day) else { return Ok(String::new()) };
    let round = first_day.first_day().until(last_day.last_day())?.get_days() + 1;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.db");
    let mut run = Run::new(Library::open(&path)?, first_day.first_day())?;
    let mut out = String::from(
        "| articles | placing one, ms | putting a day right, ms an article | stories | library, MB | peak memory, MB |\n|--:|--:|--:|--:|--:|--:|\n",
    );
    let begun = Instant::now();
    let mut done = 0;
    while done < count {
        let end = (done + PORTION).min(count);
        let portion: Vec<Article> = (done..end)
            .map(|number| {
                let one = &stream[number % stream.len()].article;
                match number / stream.len() {
                    0 => one.clone(),
                    copy => made(one, copy, i64::from(round)),
                }
            })
            .collect();
        run.add(portion, |run, placed| {
            if SIZES.contains(&placed) || placed == count {
                let counts = run.library.counts()?;
                writeln!(
                    out,
                    "| {placed} | {:.2} | {:.2} | {} | {:.0} | {} |",
                    mean(&run.placing),
                    run.settling.as_secs_f64() * 1000.0 / placed as f64,
                    counts.stories,
                    counts.file_bytes as f64 / 1e6,
                    peak_memory().unwrap_or(0)
                )?;
            }
            Ok(())
        })?;
        done = end;
    }
    let took = begun.elapsed();
    writeln!(
        out,
        "\n{count} articles in {:.0} s, {:.0} a second, reading and storing included.",
        took.as_secs_f64(),
        count as f64 / took.as_secs_f64()
    )?;
    Ok(out)
}

/// A library on its way.
struct Run {
    library: Library,
    day: Date,
    placed: usize,
    /// How long the last articles took to be placed.
    placing: Vec<Duration>,
    settling: Duration,
}

impl Run {
    fn new(mut library: Library, day: Date) -> Result<Self> {
        library.begin_day(day)?;
        Ok(Self { library, day, placed: 0, placing: Vec::new(), settling: Duration::ZERO })
    }

    /// Reads and stores articles, and places each alone; what came on a day is settled when the next one begins.
    fn add(
        &mut self,
        articles: Vec<Article>,
        mut told: impl FnMut(&Self, usize) -> Result<()>,
    ) -> Result<()> {
        let new: Vec<NewArticle<'_>> = articles
            .iter()
            .map(|article| NewArticle {
                article: article.clone(),
                origin: article.id.0.clone(),
                raw: article.text.as_bytes(),
                media: "text/plain".to_owned(),
                charset: None,
                extractor: "bench".to_owned(),
            })
            .collect();
        let keys: Vec<ArticleKey> = self.library.add(&new)?.into_iter().map(|added| added.key).collect();
        let readings = crate::weave_tasks::each_read(&articles.iter().collect::<Vec<_>>(), |reading| reading);
        let signatures: Vec<weave::Signature> = readings.iter().map(weave::signature).collect();
        self.library.put_readings(keys.iter().copied().zip(readings).collect())?;
        for (key, signature) in keys.into_iter().zip(&signatures) {
            if let Some(day) = signature.day().filter(|day| *day > self.day) {
                self.settle()?;
                self.library.begin_day(day)?;
                self.day = day;
            }
            let begun = Instant::now();
            self.library.put_signatures(&[Signed::of(key, signature, self.day)?])?;
            self.place(&[key], AsOf::Now)?;
            if self.placing.len() == WINDOW {
                self.placing.remove(0);
            }
            self.placing.push(begun.elapsed());
            self.placed += 1;
            told(self, self.placed)?;
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<()> {
        let begun = Instant::now();
        let arrivals = self.library.arrivals()?;
        self.place(&arrivals, AsOf::DayBegin)?;
        self.settling += begun.elapsed();
        Ok(())
    }

    fn place(&mut self, keys: &[ArticleKey], as_of: AsOf) -> Result<()> {
        let settled = as_of == AsOf::DayBegin;
        let placing = weave::place(&Neighbours::of(&self.library, as_of), keys, settled, &[])?;
        self.library.put_grouping(&Grouping::of(placing, settled, self.day.to_string()))?;
        Ok(())
    }
}

/// Another article made of the first words of one: each longer word is replaced by one of its own for this copy.
fn made(article: &Article, copy: usize, days: i64) -> Article {
    let mut text = String::new();
    for word in article.text.split_inclusive(char::is_whitespace).take(MADE_OF) {
        let letters = word.trim_matches(|letter: char| !letter.is_alphabetic());
        if letters.chars().count() < REPLACED || !letters.chars().all(char::is_alphabetic) {
            text.push_str(word);
        } else {
            text.push_str(&word.replace(letters, &reworded(letters, copy)));
        }
    }
    let id = format!("{}-{copy}", article.id.0);
    let later = |date: article::PartialDate| {
        let day = date.first_day().checked_add((days * copy as i64).days()).ok()?;
        Some(article::PartialDate::from(day))
    };
    let mut made = Article::new(id, text);
    made.language = Some("en".to_owned());
    made.published = article.published.and_then(later);
    made.outlet.clone_from(&article.outlet);
    made
}

/// A word that can be pronounced in place of another, the same each time within a copy.
fn reworded(word: &str, copy: usize) -> String {
    const STARTS: &[u8] = b"bdfgklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut bits = u64::from(crc32fast::hash(word.to_lowercase().as_bytes())) << 32 | copy as u64;
    let mut letters = crate::score::split_mix(&mut bits);
    let mut made = String::new();
    for at in 0..word.chars().count() {
        let from = if at % 2 == 0 { STARTS } else { VOWELS };
        made.push(char::from(from[(letters % from.len() as u64) as usize]));
        letters /= from.len() as u64;
    }
    let capital = word.starts_with(char::is_uppercase);
    if capital { made[..1].to_uppercase() + &made[1..] } else { made }
}

fn mean(times: &[Duration]) -> f64 {
    times.iter().map(Duration::as_secs_f64).sum::<f64>() * 1000.0 / times.len().max(1) as f64
}
