//! Which mentions in several articles mean one event, on ECB+ with the mentions given.

use super::{coreference::Chains, shelf::Shelf};
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

/// Parts of the set, with the topics they have; the published dev part, and that with the train part.
const PARTS: [(&str, Option<&[&str]>); 2] =
    [("ECB+ dev", Some(&["2", "5", "12", "18", "21", "23", "34", "35"])), ("ECB+ train+dev", None)];

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

/// `CoNLL` F1 of the plainest method, mentions whose last words have one stem, over the whole corpus and within
/// topics and stories.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let all = events(&shelf.path("ecbplus/mentions.jsonl"))?;
    let mut measured = Vec::new();
    for (part, topics) in PARTS {
        let mentions: Vec<&Mention> = all
            .iter()
            .filter(|mention| topics.is_none_or(|topics| topics.contains(&topic(mention))))
            .collect();
        for (within, called, beside) in WITHIN {
            measured.push(same_stem(&mentions, format!("{part}, {called}"), within, beside));
        }
    }
    Ok(measured)
}

fn topic(mention: &Mention) -> &str {
    mention.document.split('_').next().unwrap_or_default()
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
            Within::Topic => topic(mention).to_owned(),
            Within::Story => story(mention),
        };
        format!("{place} {}", stemmer.stem(&last))
    }));
    let gold = numbered(mentions.iter().map(|mention| mention.chain.clone()));
    let topics = numbered(mentions.iter().map(|mention| topic(mention).to_owned()));
    let mut measured = Measured::new("events", set);
    measured.measures = Chains::new(&gold, &ours, &topics).measures("same stem, ").into();
    if let Some(first) = measured.measures.iter_mut().find(|one| one.statistic == Statistic::MeanOfThreeF1) {
        first.beside = beside;
    }
    mistakes(mentions, &gold, &ours, &mut measured);
    measured
}

/// Chains that were joined, and chains that were cut, by the words of their mentions.
fn mistakes(mentions: &[&Mention], gold: &[usize], ours: &[usize], measured: &mut Measured) {
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cut: BTreeMap<usize, usize> = BTreeMap::new();
    let show =
        |at: usize| format!("{} {}: {}", mentions[at].document, mentions[at].sentence, mentions[at].text);
    for at in 0..mentions.len() {
        let first = *seen.entry(ours[at]).or_insert(at);
        if gold[first] != gold[at] {
            let kind = if topic(mentions[first]) == topic(mentions[at]) {
                "joined: two events of one topic"
            } else {
                "joined: events of two topics"
            };
            measured.mistakes.add(kind, || format!("{} ≠ {}", show(first), show(at)));
        }
        let first = *cut.entry(gold[at]).or_insert(at);
        if ours[first] != ours[at] {
            measured.mistakes.add("parted: one event", || format!("{} = {}", show(first), show(at)));
        }
    }
}
