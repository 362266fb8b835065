//! Articles for a library of a million: those of the stream, then made ones.
//!
//! A made article is the first words of one of the stream, with its names and its rarer words replaced by words of the
//! same length that are its own for this copy, so that it is new text about new matters: words that stand in one of a
//! hundred articles stay, as they say of no two articles that they are of one matter. All copies of a day come on one
//! day, as much later as the stream is long. As every word keeps its length, the reading of the first words serves for
//! all copies; only the words that it repeats are replaced too.

use anyhow::{Context as _, Result};
use article::{Article, PartialDate};
use jiff::{ToSpan, civil::Date};
use read::Reading;
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::mpsc::SyncSender,
};
use store::{ArticleKey, Library};

/// So many articles are handed over at a time.
const PORTION: usize = 400;

/// So many words of an article make others.
const MADE_OF: usize = 120;

/// A word of so many letters is replaced when it is rare.
const REPLACED: usize = 5;

/// A word is rare that stands in less than one of so many articles.
const RARE: usize = 100;

/// The articles of the stream in order of time.
pub(super) struct Stream {
    articles: Vec<Article>,
    /// Lower-case words that are not rare.
    common: HashSet<String>,
    /// How many days the stream is long.
    days: i32,
}

impl Stream {
    /// Reads the stream from the folder of data.
    pub(super) fn open(data: &Path) -> Result<Self> {
        let mut articles: Vec<Article> =
            corpora::stories::of_stream(data, |_| true)?.into_iter().map(|one| one.article).collect();
        articles.sort_by_key(|one| (one.published.map(PartialDate::first_day), one.id.clone()));
        let first = articles.iter().find_map(|one| one.published).context("the stream has no dates")?;
        let last = articles.iter().rev().find_map(|one| one.published).context("the stream has no dates")?;
        let days = first.first_day().until(last.last_day())?.get_days() + 1;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for article in &articles {
            let words: HashSet<String> = runs(&article.text).map(str::to_lowercase).collect();
            for word in words {
                *counts.entry(word).or_insert(0) += 1;
            }
        }
        let least = articles.len() / RARE;
        let common = counts.into_iter().filter(|(_, count)| *count >= least).map(|(word, _)| word).collect();
        Ok(Self { articles, common, days })
    }

    /// The same with its first articles alone.
    pub(super) fn first(mut self, count: usize) -> Self {
        self.articles.truncate(count);
        let days = |published: Option<PartialDate>| published.map(PartialDate::last_day);
        let (first, last) =
            (self.first_day(), self.articles.iter().rev().find_map(|one| days(one.published)));
        self.days =
            last.and_then(|last| first.until(last).ok()).map_or(self.days, |long| long.get_days() + 1);
        self
    }

    /// The first day of the stream.
    pub(super) fn first_day(&self) -> Date {
        self.articles.iter().find_map(|one| one.published).map_or(Date::ZERO, PartialDate::first_day)
    }

    /// The first articles that have a day.
    pub(super) fn first_dated(&self, count: usize) -> Vec<Article> {
        self.articles.iter().filter(|article| article.published.is_some()).take(count).cloned().collect()
    }

    /// How many articles it has.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Reads `count` articles, those of the stream and then made ones, and hands them over in portions. Ends when
    /// nobody listens any more. `kept` is a file for the readings that made ones have in common.
    pub(super) fn read(&self, count: usize, kept: &Path, to: &SyncSender<Vec<Reading>>) -> Result<()> {
        for portion in self.articles[..count.min(self.articles.len())].chunks(PORTION) {
            if to.send(read_all(portion)).is_err() {
                return Ok(());
            }
        }
        let mut left = count.saturating_sub(self.articles.len());
        if left == 0 {
            return Ok(());
        }
        let copies = left.div_ceil(self.articles.len());
        let mut library = Library::open(kept)?;
        let mut keys: Vec<ArticleKey> = Vec::with_capacity(self.articles.len());
        for portion in self.articles.chunks(PORTION) {
            let heads: Vec<Article> = portion.iter().map(head).collect();
            let new: Vec<_> = heads.iter().map(super::new_article).collect();
            let added: Vec<ArticleKey> = library.add(&new)?.into_iter().map(|added| added.key).collect();
            library.put_readings(added.iter().copied().zip(read_all(&heads)).collect())?;
            keys.extend(added);
        }
        let mut portion = Vec::with_capacity(PORTION);
        for (key, article) in keys.into_iter().zip(&self.articles) {
            let reading = library.reading(key)?;
            for copy in (1..=copies).take(left) {
                portion.push(self.made(&reading, &article.id.0, copy));
                left -= 1;
                if (portion.len() == PORTION || left == 0) && to.send(std::mem::take(&mut portion)).is_err() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Another reading made of one.
    fn made(&self, reading: &Reading, id: &str, copy: usize) -> Reading {
        let mut made = reading.clone();
        made.article.id.0 = format!("{id}-{copy}");
        made.article.text = self.reworded(&reading.article.text, copy);
        for entity in &mut made.entities {
            entity.name = self.reworded(&entity.name, copy);
        }
        let later = |date: PartialDate| Some(date.first_day().checked_add(self.days.days()).ok()?.into());
        made.article.published = made.article.published.and_then(later);
        made
    }

    /// The text with its names and rare words replaced by others of the same length.
    fn reworded(&self, text: &str, copy: usize) -> String {
        let mut made = String::with_capacity(text.len());
        let mut rest = text;
        for run in runs(text) {
            let Some(at) = rest.find(run) else { continue };
            made.push_str(&rest[..at]);
            rest = &rest[at + run.len()..];
            let kept = run.len() < REPLACED || self.common.contains(&run.to_lowercase());
            if kept && !is_name(run) {
                made.push_str(run);
            } else {
                made.push_str(&other_word(run, copy));
            }
        }
        made + rest
    }
}

/// Whether a word is written as a name of some length.
fn is_name(word: &str) -> bool {
    word.len() > 3 && word.starts_with(|letter: char| letter.is_ascii_uppercase())
}

/// The runs of letters of a text that have only letters of English.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphabetic())
        .filter(|run| !run.is_empty() && run.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn read_all(articles: &[Article]) -> Vec<Reading> {
    crate::weave_tasks::each_read(&articles.iter().collect::<Vec<_>>(), |reading| reading)
}

/// The first words of an article.
fn head(article: &Article) -> Article {
    let text: String = article.text.split_inclusive(char::is_whitespace).take(MADE_OF).collect();
    let mut head = Article::new(article.id.0.clone(), text);
    head.language = Some("en".to_owned());
    head.published = article.published;
    head.outlet.clone_from(&article.outlet);
    head
}

/// A word that can be pronounced in place of another, the same each time within a copy.
fn other_word(word: &str, copy: usize) -> String {
    const STARTS: &[u8] = b"bdfgklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut bits = u64::from(crc32fast::hash(word.to_lowercase().as_bytes())) << 32 | copy as u64;
    let mut letters = crate::score::split_mix(&mut bits);
    let mut made = String::with_capacity(word.len());
    for (at, letter) in word.bytes().enumerate() {
        let from = if at % 2 == 0 { STARTS } else { VOWELS };
        let other = char::from(from[(letters % from.len() as u64) as usize]);
        made.push(if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other });
        letters = if letters < from.len() as u64 {
            crate::score::split_mix(&mut bits)
        } else {
            letters / from.len() as u64
        };
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_article_has_other_names_and_words_of_the_same_length() {
        let common = ["said", "about", "president"].map(str::to_owned).into();
        let stream = Stream { articles: Vec::new(), common, days: 10 };
        let mut article =
            Article::new("a", "President Ada Lundqvist said — señor — the viaduct's arches cracked.");
        article.published = "2031-05-02".parse().ok();
        let reading = read::read(article);
        let made = [1, 2].map(|copy| stream.made(&reading, "a", copy));
        for one in &made {
            assert_eq!(one.article.text.len(), reading.article.text.len());
            assert!(!one.article.text.contains("Lundqvist") && !one.article.text.contains("viaduct"));
            assert!(one.article.text.contains(" Ada ") && one.article.text.contains(" said — señor — the "));
            assert_eq!(one.article.published.map(PartialDate::first_day), "2031-05-12".parse().ok());
            let person = &one.entities[0];
            assert!(one.article.text.contains(&person.name), "{person:?}");
        }
        assert_ne!(made[0].article.text, made[1].article.text);
        assert_eq!(made[0].article.text, stream.made(&reading, "a", 1).article.text);
    }
}
