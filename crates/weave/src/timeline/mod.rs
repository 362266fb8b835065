//! The days of a story that matter most, each with the sentences that tell most of it.
//!
//! Days are ranked by how many texts tell of them, which no other count of mentions or of publications was found to better; a
//! day's sentences by how much they have in common with all that is told of it (the two steps of DATEWISE, Gholipour
//! Ghalandari and Ifrim 2020).

mod choose;
mod told;

use crate::{
    Independence,
    dossier::Dossier,
    group::{self, Signature},
    independence::of_statement,
};
use article::{Evidence, Span};
use jiff::civil::Date;
use read::Reading;
use std::collections::{BTreeMap, BTreeSet};
use told::{Report, Sentence};

/// What timeline is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// At most so many days.
    pub days: usize,
    /// At most so many sentences a day.
    pub sentences: usize,
    /// Only sentences that hold one of these phrases, in small letters; any when there are none.
    pub about: &'w [String],
    /// Only from the first of these days to the second.
    pub between: Option<(Date, Date)>,
}

/// A day of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// How many texts tell of it, copies counted once.
    pub texts: usize,
    /// The sentences that tell most of it, the most telling first.
    pub sentences: Vec<Evidence>,
}

/// A day of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryDay {
    /// The day.
    pub day: Date,
    /// The sentence that tells most of it.
    pub telling: Evidence,
    /// Every sentence that tells of it.
    pub mentions: Vec<Evidence>,
    /// How many independent sources tell of it.
    pub independence: Independence,
}

/// The most important days of what these readings tell, the earliest first. The order of `readings` changes nothing.
///
/// A sentence tells of a day that it names, and, at the head of a report, of the report's day when it names none.
pub fn timeline(readings: &[&Reading], wanted: &Wanted<'_>) -> Vec<Day> {
    let mut signed: Vec<(Signature, &Reading)> =
        readings.iter().map(|reading| (group::signature(reading), *reading)).collect();
    signed.sort_by(|a, b| a.0.key().cmp(&b.0.key()));
    let families = group::families(&signed.iter().map(|(signature, _)| signature).collect::<Vec<_>>());
    let reports: Vec<Report<'_>> =
        signed.iter().zip(&families).map(|((_, reading), text)| Report { reading, text: *text }).collect();
    let days = important(&reports, wanted).into_iter().map(|(day, told)| {
        let chosen = choose::chosen(&told.mentions, &told.heads, wanted.sentences);
        let sentences = chosen.into_iter().filter_map(|sentence| evidence(&reports, sentence)).collect();
        Day { day, texts: texts(&reports, &told.mentions).len(), sentences }
    });
    days.collect()
}

/// The days of a story, the earliest first: all that a report names.
pub(crate) fn of_story(dossier: &Dossier<'_>) -> Vec<StoryDay> {
    let current: Vec<usize> = (0..dossier.readings.len()).filter(|at| !dossier.is_superseded(*at)).collect();
    let reports: Vec<Report<'_>> = current
        .iter()
        .map(|at| Report { reading: dossier.readings[*at], text: dossier.families.of[*at] })
        .collect();
    let all = Wanted { days: usize::MAX, sentences: 1, about: &[], between: None };
    let days = important(&reports, &all).into_iter().filter_map(|(day, told)| {
        // A day on which reports appeared and which none of them names is no day of the story.
        let telling = *choose::chosen(&told.mentions, &[], 1).first()?;
        let places: Vec<(usize, Span)> =
            told.mentions.iter().map(|sentence| (current[sentence.report], sentence.span)).collect();
        Some(StoryDay {
            day,
            telling: evidence(&reports, telling)?,
            mentions: told.mentions.iter().filter_map(|sentence| evidence(&reports, sentence)).collect(),
            independence: of_statement(dossier, &places),
        })
    });
    days.collect()
}

fn evidence(reports: &[Report<'_>], sentence: &Sentence) -> Option<Evidence> {
    Evidence::find(&reports.get(sentence.report)?.reading.article, sentence.span).ok()
}

/// The texts that some sentences stand in.
fn texts(reports: &[Report<'_>], sentences: &[Sentence]) -> BTreeSet<usize> {
    sentences.iter().filter_map(|sentence| Some(reports.get(sentence.report)?.text)).collect()
}

/// The wanted days that most texts tell of, with what is told of them; of equal ones the earlier.
fn important(reports: &[Report<'_>], wanted: &Wanted<'_>) -> BTreeMap<Date, told::Told> {
    let mut days: Vec<(Date, told::Told)> = told::told(reports, wanted).into_iter().collect();
    days.sort_by_key(|(day, told)| (std::cmp::Reverse(texts(reports, &told.mentions).len()), *day));
    days.truncate(wanted.days);
    days.into_iter().collect()
}

#[cfg(test)]
mod tests;
