//! `parallax compare`: two articles of a library, side by side; of two versions of a page, what the later one changed.

mod page;
mod versions;

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::library;
use crate::output::Output;
use crate::shown::{self, one_line};
use crate::weaving::{Woven, as_one_story};
use article::{ArticleId, CodePoints};
use clap::{Args, ValueEnum};
use page::Page;
use read::Reading;
use read::text::SentenceKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tell::{Account, Event, EvidenceId, Fact, Options, Position, Quote};
use versions::Versions;
use weave::Owners;

const EXAMPLES: &str = "\
Examples:
  parallax compare a.txt b.txt
  parallax compare a.txt b.txt --format json
  parallax compare a.txt 'a.txt#2'       two versions of a page: what the outlet corrected, changed, added, withdrew

A reference such as [A:7] is sentence 7 of the first article; of two versions of a page, [1:7] is of the earlier.";

/// Compare two articles: what both have, and what one alone has. Of two versions of a page: what the later one changed, and
/// whether its outlet says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    /// The one article's id.
    a: String,
    /// The other's.
    b: String,
    /// The form of the comparison.
    #[arg(long, short, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Columns of text; those of the terminal unless given.
    #[arg(long, value_name = "N")]
    width: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal.
    Text,
    /// One object.
    Json,
}

/// A sentence of one of the two.
#[derive(Debug, Clone, Serialize)]
struct Sentence<'a> {
    article: &'a str,
    /// Its number, from 1.
    number: usize,
    start: usize,
    end: usize,
    exact: &'a str,
}

/// A sentence that both have word for word.
#[derive(Debug, Serialize)]
struct Same<'a> {
    a: Sentence<'a>,
    b: Sentence<'a>,
}

/// Entries of an account.
#[derive(Debug, Default, Serialize)]
struct Shared<'a> {
    events: Vec<&'a Event>,
    quotes: Vec<&'a Quote>,
    facts: Vec<&'a Fact>,
    positions: Vec<&'a Position>,
    /// Sentences with nothing like them in the other article.
    sentences: Vec<Sentence<'a>>,
}

#[derive(Debug, Serialize)]
struct Compared<'a> {
    a: &'a str,
    b: &'a str,
    word_for_word: Vec<Same<'a>>,
    both: Shared<'a>,
    only_a: Shared<'a>,
    only_b: Shared<'a>,
    evidence: &'a [tell::Evidence],
}

impl Compare {
    pub(crate) fn run(self, global: &Global, console: &Console) -> Result<Outcome, Failure> {
        if self.a == self.b {
            return Err(Failure::new(format!("{} was given twice", self.a)).hint("name two articles"));
        }
        let library = library::open(global, console)?;
        let (a, b) = (library.key(&ArticleId(self.a.clone()))?, library.key(&ArticleId(self.b.clone()))?);
        let (story_a, story_b) = (library.story_of(a)?, library.story_of(b)?);
        if story_a != story_b {
            console.note("the two are of different stories");
        }
        if let Some(versions) = Versions::of(&library, a, b)? {
            if !versions.edited {
                console
                    .note("both were made of the same bytes: what differs is how the page was taken apart");
            }
            let mut out = Output::open(None)?;
            match self.format {
                Form::Json => out.pretty(&versions.json())?,
                Form::Text => out.text(&versions.text(shown::width(self.width), shown::colour()))?,
            }
            out.finish()?;
            return Ok(Outcome::Done);
        }
        let mut readings = vec![library.reading(a)?, library.reading(b)?];
        // Two reports at one address are compared as two: else the later one would stand for both.
        for reading in &mut readings {
            reading.article.url = None;
        }
        let corrections = library::corrections(&library)?;
        let woven = Woven::of(as_one_story(readings), &Owners::built_in(), &corrections);
        let account = woven.account(&Options::default());
        let compared = compare(&account, &woven.readings);
        let mut out = Output::open(None)?;
        match self.format {
            Form::Json => out.pretty(&compared)?,
            Form::Text => {
                out.text(&Page::new(&account, &self.a, shown::width(self.width)).show(&compared))?;
            }
        }
        out.finish()?;
        Ok(Outcome::Done)
    }
}

/// Sorts the entries of the account, and the sentences of the two readings, by who has them.
fn compare<'a>(account: &'a Account, readings: &'a [Reading]) -> Compared<'a> {
    let mut compared = Compared { evidence: &account.evidence, ..sentences(account, readings) };
    let both: BTreeSet<(&str, usize)> = compared
        .word_for_word
        .iter()
        .flat_map(|same| [&same.a, &same.b])
        .map(|sentence| (sentence.article, sentence.number))
        .collect();
    let evidence: BTreeMap<&EvidenceId, &tell::Evidence> =
        account.evidence.iter().map(|evidence| (&evidence.id, evidence)).collect();
    let (a, b) = (compared.a, compared.b);
    // What stands in a sentence that both have is in both, though an account names it once.
    let of = |ids: &mut dyn Iterator<Item = &EvidenceId>| -> BTreeSet<&str> {
        ids.filter_map(|id| evidence.get(id))
            .flat_map(|found| {
                let article = found.article.as_str();
                if both.contains(&(article, found.sentence)) { vec![a, b] } else { vec![article] }
            })
            .collect()
    };
    for event in &account.events {
        let who = of(&mut event.mentions.iter().chain([&event.what]));
        compared.of(&who).events.push(event);
    }
    for quote in &account.quotes {
        let who = of(&mut quote.renderings.iter().map(|rendering| &rendering.context));
        compared.of(&who).quotes.push(quote);
    }
    for fact in &account.facts {
        let support = fact.support.iter().map(|support| &support.evidence);
        let others = fact.conflicts.iter().chain(&fact.confirmed_by).chain(&fact.denied_by);
        let who = of(&mut support.chain(others).chain([&fact.statement]));
        compared.of(&who).facts.push(fact);
    }
    for position in &account.positions {
        let who = of(&mut position.held.iter().map(|held| &held.sentence));
        compared.of(&who).positions.push(position);
    }
    compared
}

/// The sentences that both have word for word, and those that one alone has. Of two that share one text, these
/// are all others; else those that the account found nothing like.
fn sentences<'a>(account: &'a Account, readings: &'a [Reading]) -> Compared<'a> {
    let mut both = readings.iter().map(body);
    let (a, b) = (both.next().unwrap_or_default(), both.next().unwrap_or_default());
    let id = |at: usize| readings.get(at).map_or("", |reading| reading.article.id.0.as_str());
    let in_b: BTreeMap<String, &Sentence<'a>> =
        b.iter().rev().map(|sentence| (one_line(sentence.exact), sentence)).collect();
    let in_a: BTreeSet<String> = a.iter().map(|sentence| one_line(sentence.exact)).collect();
    let is_copy = account.families.iter().any(|family| family.articles.len() == 2);
    let alone: BTreeSet<(&str, usize)> = account
        .only_in
        .iter()
        .filter_map(|only| account.evidence.iter().find(|evidence| evidence.id == only.evidence))
        .map(|evidence| (evidence.article.as_str(), evidence.sentence))
        .collect();
    let told = |sentence: &&Sentence<'_>| is_copy || alone.contains(&(sentence.article, sentence.number));
    let only = |sentences: &[Sentence<'a>], is_shared: &dyn Fn(&str) -> bool| Shared {
        sentences: sentences
            .iter()
            .filter(|sentence| !is_shared(&one_line(sentence.exact)))
            .filter(told)
            .cloned()
            .collect(),
        ..Shared::default()
    };
    let same = |a: &Sentence<'a>| {
        let b = in_b.get(&one_line(a.exact))?;
        Some(Same { a: a.clone(), b: (*b).clone() })
    };
    Compared {
        a: id(0),
        b: id(1),
        word_for_word: a.iter().filter_map(same).collect(),
        both: Shared::default(),
        only_a: only(&a, &|words| in_b.contains_key(words)),
        only_b: only(&b, &|words| in_a.contains(words)),
        evidence: &[],
    }
}

/// The sentences of a report, without headings and debris.
fn body(reading: &Reading) -> Vec<Sentence<'_>> {
    let points = CodePoints::new(&reading.article.text);
    let sentences = reading.sentences.iter().enumerate();
    sentences
        .filter(|(_, sentence)| sentence.kind == SentenceKind::Body)
        .map(|(index, sentence)| {
            let outside = points.to_code_points(sentence.span);
            Sentence {
                article: &reading.article.id.0,
                number: index + 1,
                start: outside.start,
                end: outside.end,
                exact: reading.words(sentence.span),
            }
        })
        .collect()
}

impl<'a> Compared<'a> {
    /// Where an entry belongs that these articles have.
    fn of(&mut self, articles: &BTreeSet<&str>) -> &mut Shared<'a> {
        match (articles.contains(self.a), articles.contains(self.b)) {
            (true, false) => &mut self.only_a,
            (false, true) => &mut self.only_b,
            _ => &mut self.both,
        }
    }
}
