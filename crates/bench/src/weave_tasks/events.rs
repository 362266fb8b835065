//! Which mentions in several articles mean one event, on ECB+ with the mentions given.

use super::{coreference::Chains, given, shelf::Shelf};
use crate::{
    score::{Beside, Statistic},
    set::Measured,
};
use anyhow::Result;
use corpora::ecb::{Mention, events};
use frostem::{Algorithm, Stemmer};
use std::collections::BTreeMap;

/// Which mentions may be one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Any two, as a program meets them.
    Corpus,
    /// Those of one topic, which has two like events.
    Topic,
    /// Those of one of the two.
    Story,
}

/// A part of the set: its name, and which topics it has.
type Part = (&'static str, fn(&str) -> bool);

/// The published dev part, that with the train part, and the halves of both by which the rules were chosen.
const PARTS: [Part; 4] = [
    ("ECB+ dev", |topic| matches!(topic, "2" | "5" | "12" | "18" | "21" | "23" | "34" | "35")),
    ("ECB+ train+dev", |_| true),
    ("ECB+ train+dev, odd topics", |topic| topic.ends_with(['1', '3', '5', '7', '9'])),
    ("ECB+ train+dev, even topics", |topic| topic.ends_with(['0', '2', '4', '6', '8'])),
];

/// What others reach on the test part, by what may be one event.
const WITHIN: [(Within, &str, Beside); 3] = [
    (
        Within::Corpus,
        "whole corpus",
        Beside {
            floor: Some((62.2, "same stem, on the test part")),
            peer: None,
            human: None,
            target: Some(68.0),
        },
    ),
    (
        Within::Topic,
        "within topics",
        Beside {
            floor: Some((73.1, "same stem, on the test part")),
            peer: Some((76.5, "cluster and lemma, on the test part")),
            human: None,
            target: None,
        },
    ),
    (
        Within::Story,
        "within stories",
        Beside { floor: Some((77.7, "same stem, on the test part")), peer: None, human: None, target: None },
    ),
];

/// `CoNLL` F1 of ours over the whole corpus, no topic or story given, and of the plainest method, mentions whose last words
/// have one stem, over the whole corpus and within the topics and stories of the set.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let all = events(&shelf.path("ecbplus/mentions.jsonl"))?;
    let mut measured = Vec::new();
    for (part, has) in PARTS {
        let mentions: Vec<&Mention> = all.iter().filter(|mention| has(topic(&mention.document))).collect();
        measured.push(ours(shelf, &mentions, format!("{part}, whole corpus"), has)?);
        for (within, called, beside) in WITHIN {
            measured.push(same_stem(&mentions, format!("{part}, {called}"), within, beside));
        }
    }
    Ok(measured)
}

/// The topic of an article: `12` for `12_3ecbplus`.
fn topic(document: &str) -> &str {
    document.split('_').next().unwrap_or_default()
}

/// Our events: the articles are read, the mentions of the set put in place of ours, and what is one event is found in all of
/// them together.
fn ours(shelf: &Shelf, mentions: &[&Mention], set: String, has: fn(&str) -> bool) -> Result<Measured> {
    let articles = corpora::stories::articles(&shelf.path("ecbplus/docs.jsonl"))?;
    let mut measured = Measured::new("events", set);
    let mut readings = Vec::new();
    let mut at: Vec<Option<(usize, usize)>> = vec![None; mentions.len()];
    for one in articles.into_iter().filter(|one| has(topic(&one.article.id.0))) {
        let start = std::time::Instant::now();
        measured.words += one.article.text.split_whitespace().count();
        let mut reading = read::read(one.article);
        measured.took += start.elapsed();
        let here =
            mentions.iter().enumerate().filter(|(_, mention)| mention.document == reading.article.id.0);
        let mut events = Vec::new();
        for (number, mention) in here {
            let place = given::place(&reading.article, mention);
            if let Some(mention) = place.and_then(|place| given::mention(&reading, place)) {
                at[number] = Some((readings.len(), events.len()));
                events.push(mention);
            } else {
                measured.mistakes.add("not found in the text", || show(mention));
            }
        }
        reading.events = events;
        readings.push(reading);
    }
    let found = weave::coreference(&readings.iter().collect::<Vec<_>>(), &[]);
    let ours = numbered(at.iter().enumerate().map(|(number, at)| match at {
        Some((article, event)) => found[*article][*event].to_string(),
        None => format!("not found {number}"),
    }));
    score(mentions, &ours, "", WITHIN[0].2, &mut measured);
    Ok(measured)
}

/// The topic and which of its two events: `12_ecbplus` for `12_3ecbplus`.
fn story(mention: &Mention) -> String {
    let (topic, rest) = mention.document.split_once('_').unwrap_or((&mention.document, ""));
    format!("{topic}_{}", rest.trim_start_matches(|letter: char| letter.is_ascii_digit()))
}

/// Numbers things by first appearance.
fn numbered(keys: impl Iterator<Item = String>) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    keys.map(|key| {
        let next = numbers.len();
        *numbers.entry(key).or_insert(next)
    })
    .collect()
}

fn same_stem(mentions: &[&Mention], set: String, within: Within, beside: Beside) -> Measured {
    let stemmer = Stemmer::new(Algorithm::Porter);
    let ours = numbered(mentions.iter().map(|mention| {
        let last = mention.text.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let place = match within {
            Within::Corpus => String::new(),
            Within::Topic => topic(&mention.document).to_owned(),
            Within::Story => story(mention),
        };
        format!("{place} {}", stemmer.stem(&last))
    }));
    let mut measured = Measured::new("events", set);
    score(mentions, &ours, "same stem, ", beside, &mut measured);
    measured
}

/// Adds what the scorer says of our chains, and the mistakes.
fn score(mentions: &[&Mention], ours: &[usize], called: &str, beside: Beside, measured: &mut Measured) {
    let gold = numbered(mentions.iter().map(|mention| mention.chain.clone()));
    let topics = numbered(mentions.iter().map(|mention| topic(&mention.document).to_owned()));
    measured.measures = Chains::new(&gold, ours, &topics).measures(called).into();
    if let Some(first) = measured.measures.iter_mut().find(|one| one.statistic == Statistic::MeanOfThreeF1) {
        first.beside = beside;
    }
    mistakes(mentions, &gold, ours, measured);
}

fn show(mention: &Mention) -> String {
    format!("{} {}: {}", mention.document, mention.sentence, mention.text)
}

/// Chains that were joined, and chains that were cut, by the words of their mentions.
fn mistakes(mentions: &[&Mention], gold: &[usize], ours: &[usize], measured: &mut Measured) {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cut: BTreeMap<usize, usize> = BTreeMap::new();
    for at in 0..mentions.len() {
        let first = *seen.entry(ours[at]).or_insert(at);
        if gold[first] != gold[at] {
            let kind = if topic(&mentions[first].document) == topic(&mentions[at].document) {
                "joined: two events of one topic"
            } else {
                "joined: events of two topics"
            };
            measured.mistakes.add(kind, || format!("{} ≠ {}", show(mentions[first]), show(mentions[at])));
        }
        let first = *cut.entry(gold[at]).or_insert(at);
        if ours[first] != ours[at] {
            measured
                .mistakes
                .add("parted: one event", || format!("{} = {}", show(mentions[first]), show(mentions[at])));
        }
    }
}
