//! What is told of each day.

use super::Wanted;
use crate::{
    group::Vector,
    vocabulary::{stems, weight},
};
use article::{PartialDate, Span};
use jiff::{ToSpan, civil::Date};
use read::{
    Reading, TimeType,
    text::{SentenceKind, Text},
};
use std::collections::{BTreeMap, BTreeSet};

/// So many first sentences of a report tell of the day on which it appears when they name no other.
const HEAD: usize = 10;

/// A report, with the number of the text that it shares with its copies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report<'r> {
    pub(super) reading: &'r Reading,
    pub(super) text: usize,
}

/// A sentence of a report.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// The report, by its place in the list.
    pub(super) report: usize,
    pub(super) span: Span,
    /// Its telling words.
    pub(super) words: Vector,
}

/// What is told of one day.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Sentences that name it.
    pub(super) mentions: Vec<Sentence>,
    /// Sentences at the head of reports of that day or the next that name no day.
    pub(super) heads: Vec<Sentence>,
}

/// What is told of each day, in the order of the reports.
pub(super) fn told(reports: &[Report<'_>], wanted: &Wanted<'_>) -> BTreeMap<Date, Told> {
    let mut days: BTreeMap<Date, Told> = BTreeMap::new();
    let is_within = |day: &Date| wanted.between.is_none_or(|(first, last)| first <= *day && *day <= last);
    for (at, report) in reports.iter().enumerate() {
        let reading = report.reading;
        let published = reading.article.published.and_then(PartialDate::day);
        let text = Text::cut(&reading.article.text);
        let body = reading
            .sentences
            .iter()
            .zip(&text.sentences)
            .filter(|(sentence, _)| sentence.kind == SentenceKind::Body);
        for (place, (sentence, cut)) in body.enumerate() {
            if !is_about(reading.words(sentence.span), wanted.about) {
                continue;
            }
            let named = days_in(reading, sentence.span);
            // A report tells of its day or, as papers of the morning do, of the one before.
            let own = published.filter(|own| place < HEAD && named.iter().all(|day| day == own));
            let before = own.and_then(|own| own.checked_sub(1.day()).ok());
            let heads: Vec<Date> =
                own.into_iter().chain(before).filter(|day| !named.contains(day) && is_within(day)).collect();
            let named: Vec<Date> = named.into_iter().filter(is_within).collect();
            if named.is_empty() && heads.is_empty() {
                continue;
            }
            let counts = stems(&text, cut.tokens.clone()).into_iter();
            let weighed = counts.map(|(stem, count)| {
                let weight = weight(&stem) * (1.0 + (count as f32).ln());
                (stem, weight)
            });
            let sentence =
                Sentence { report: at, span: sentence.span, words: Vector::of(weighed, usize::MAX) };
            for day in named {
                days.entry(day).or_default().mentions.push(sentence.clone());
            }
            for day in heads {
                days.entry(day).or_default().heads.push(sentence.clone());
            }
        }
    }
    days
}

fn is_about(words: &str, phrases: &[String]) -> bool {
    let small = words.to_lowercase();
    phrases.is_empty() || phrases.iter().any(|phrase| small.contains(phrase.as_str()))
}

/// The days that are named between two places of a report.
fn days_in(reading: &Reading, span: Span) -> BTreeSet<Date> {
    let first = reading.times.partition_point(|time| time.span.start < span.start);
    let times = reading.times.iter().skip(first).take_while(|time| time.span.start < span.end);
    times
        .filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time))
        .filter_map(|time| time.days)
        .filter(|(first, last)| first == last)
        .map(|(day, _)| day)
        .collect()
}
