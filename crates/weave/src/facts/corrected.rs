//! Values that a later version of their page gave up.

use super::statements::{best, told_by};
use crate::{
    Fact, FigureFact, FigureValue, Standing,
    amounts::{Amount, amount},
    dossier::{Dossier, Line},
};
use article::Span;
use jiff::civil::Date;
use read::{Figure, TimeType};
use std::collections::BTreeSet;

/// Two sentences of one page are one, but for a value, when they share at least this much of the words of the longer one.
const ALIKE: f32 = 0.75;

/// Of a day it is this much: a page that follows the news tells a new day's in the words of the last.
const DATED: f32 = 0.85;

/// A copy that gives the value may have cut more.
const COPIED: f32 = 0.5;

/// A sentence that says a value was wrong shares telling stems of at least this weight with the one that gave it.
const TELLING: f32 = 2.5;

/// What a sentence can be corrected in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Value<'r> {
    Figure(Amount<'r>),
    Day((Date, Date)),
}

/// A value that a version of a page gave and the next one changed.
#[derive(Debug)]
pub(super) struct Corrected<'r> {
    value: Value<'r>,
    /// The lines that give it in the same words, that of the replaced version first.
    pub(super) given: BTreeSet<usize>,
    /// The lines of the later version that have another value, or say that this one was wrong.
    pub(super) against: BTreeSet<usize>,
}

impl Corrected<'_> {
    /// Whether a figure of a line is the one that was given up.
    pub(super) fn has(&self, line: usize, figure: &Figure) -> bool {
        self.value == Value::Figure(amount(figure))
            && (self.given.contains(&line) || self.against.contains(&line))
    }
}

/// What later versions of pages corrected: sentences that stand in both but for one value.
pub(super) fn corrected<'r>(dossier: &Dossier<'r>) -> Vec<Corrected<'r>> {
    let mut all = Vec::new();
    for (article, by) in dossier.superseded_by.iter().enumerate() {
        let Some(by) = *by else { continue };
        let current = lines_of(dossier, by);
        for (old, line) in lines_of(dossier, article) {
            if current.iter().any(|(_, other)| other.words == line.words) {
                continue;
            }
            let before = values(dossier, line);
            let found = current
                .iter()
                .map(|(at, other)| (alike(line, other), *at, *other))
                .filter(|(alike, ..)| *alike >= ALIKE)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let Some((likeness, new, other)) = found else { continue };
            let Some(value) = changed(&before, &values(dossier, other)) else { continue };
            if matches!(value, Value::Day(_)) && likeness < DATED {
                continue;
            }
            let gives = |line: &Line| values(dossier, line).contains(&value);
            let copies = dossier
                .lines
                .iter()
                .enumerate()
                .filter(|(_, copy)| copy.article != by && alike(line, copy) >= COPIED && gives(copy));
            let shared = |note: &Line| -> f32 {
                line.stems
                    .iter()
                    .filter(|(stem, _)| note.stems.contains_key(*stem))
                    .map(|(_, weight)| weight)
                    .sum()
            };
            let notes = current.iter().filter(|(_, note)| {
                matches!(value, Value::Figure(_)) && gives(note) && shared(note) >= TELLING
            });
            let notes = notes.map(|(at, _)| *at);
            all.push(Corrected {
                value,
                given: std::iter::once(old).chain(copies.map(|(at, _)| at)).collect(),
                against: std::iter::once(new).chain(notes).collect(),
            });
        }
    }
    all
}

/// The facts of values that were given up.
pub(super) fn facts(dossier: &Dossier<'_>, corrected: &[Corrected<'_>]) -> Vec<Fact> {
    corrected.iter().filter_map(|one| fact(dossier, one)).collect()
}

fn fact(dossier: &Dossier<'_>, corrected: &Corrected<'_>) -> Option<Fact> {
    let (support, independence) = told_by(dossier, &corrected.given);
    Some(Fact {
        statement: best(&support)?,
        standing: Standing::Superseded,
        independence,
        support,
        conflicts: corrected.against.iter().filter_map(|line| dossier.line_evidence(*line)).collect(),
        confirmed_by: Vec::new(),
        denied_by: Vec::new(),
        figure: figure(dossier, corrected),
        reasons: vec!["a later version of the page has another value here".to_owned()],
    })
}

/// The value given up and those that replaced it, side by side; none for a day.
fn figure(dossier: &Dossier<'_>, corrected: &Corrected<'_>) -> Option<FigureFact> {
    let Value::Figure((_, unit)) = corrected.value else { return None };
    let mut counts = None;
    let mut shown = Vec::new();
    for (lines, old) in [(&corrected.given, true), (&corrected.against, false)] {
        for line in lines.iter().map(|at| &dossier.lines[*at]) {
            for figure in figures(dossier, line) {
                let is_old = Value::Figure(amount(figure)) == corrected.value;
                if is_old != old || figure.unit.as_deref() != unit {
                    continue;
                }
                let words = |span: Span| dossier.readings[line.article].words(span).to_owned();
                counts = counts.or_else(|| figure.counts.map(words));
                shown.push(FigureValue {
                    article: line.article,
                    value: figure.value,
                    unit: figure.unit.clone(),
                    as_of: dossier.day(line.article),
                    evidence: dossier.evidence(line.article, figure.span)?,
                    source: None,
                });
            }
        }
    }
    Some(FigureFact { counts: counts.unwrap_or_default(), values: shown })
}

/// The lines of an article with their numbers.
fn lines_of<'d>(dossier: &'d Dossier<'_>, article: usize) -> Vec<(usize, &'d Line)> {
    dossier.lines.iter().enumerate().filter(|(_, line)| line.article == article).collect()
}

/// The share of the longer sentence's words that both have.
fn alike(a: &Line, b: &Line) -> f32 {
    let (x, y): (BTreeSet<u32>, BTreeSet<u32>) =
        (a.words.iter().copied().collect(), b.words.iter().copied().collect());
    x.intersection(&y).count() as f32 / x.len().max(y.len()).max(1) as f32
}

fn figures<'d, 'r>(
    dossier: &'d Dossier<'r>,
    line: &'d Line,
) -> impl Iterator<Item = &'r Figure> + use<'d, 'r> {
    let figures = dossier.readings[line.article].figures.iter();
    figures.filter(|figure| line.span.contains(figure.span) && !figure.ordinal)
}

/// What a line can be corrected in.
fn values<'r>(dossier: &Dossier<'r>, line: &Line) -> BTreeSet<Value<'r>> {
    let times = dossier.readings[line.article]
        .times
        .iter()
        .filter(|time| line.span.contains(time.span) && matches!(time.kind, TimeType::Date | TimeType::Time));
    let days = times.filter_map(|time| time.days).map(Value::Day);
    figures(dossier, line).map(|figure| Value::Figure(amount(figure))).chain(days).collect()
}

/// The one value that is gone where one of its kind has come.
fn changed<'r>(before: &BTreeSet<Value<'r>>, after: &BTreeSet<Value<'r>>) -> Option<Value<'r>> {
    let kind = |value: &Value<'r>| match value {
        Value::Figure((_, unit)) => (true, *unit),
        Value::Day(_) => (false, None),
    };
    let mut gone = before.difference(after);
    let only = gone.next()?;
    let mut come = after.difference(before).filter(|value| kind(value) == kind(only));
    (gone.next().is_none() && come.next().is_some() && come.next().is_none()).then_some(*only)
}
