//! What is read in one article: one file a task, one entry function each.

mod attributions;
mod credits;
mod debris;
mod figures;
mod hedges;
mod names;
mod people;
mod sentences;
mod speakers;
mod syntax;
mod times;

use crate::set::{Measured, measure_each};
use anyhow::Result;
use clap::ValueEnum;
use std::path::Path;

/// The parts of the labels of our own: name, part, way of drawing. The mistakes of the part held back are not kept.
const PARTS: [(&str, &str, &str); 4] = [
    ("own labels, dev, blind", "dev", "blind"),
    ("own labels, dev, searched", "dev", "searched"),
    ("own labels, held, blind", "held", "blind"),
    ("own labels, held, searched", "held", "searched"),
];

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// Sentences and tokens.
    Sentences,
    /// Parts of speech and dependencies.
    Syntax,
    /// Names: persons, organisations, places.
    Names,
    /// Who is the same person.
    People,
    /// Who is quoted.
    Speakers,
    /// Who says what.
    Attributions,
    /// Dates, times and durations.
    Times,
    /// Numbers with their units.
    Figures,
    /// Outlets cited, wire credits, datelines, bylines.
    Credits,
    /// What is no part of the report.
    Debris,
    /// How strongly claims are put.
    Hedges,
}

impl Task {
    fn measure(self, data: &Path) -> Result<Vec<Measured>> {
        match self {
            Self::Sentences => sentences::measure(data),
            Self::Syntax => syntax::measure(data),
            Self::Names => names::measure(data),
            Self::People => people::measure(data),
            Self::Speakers => speakers::measure(data),
            Self::Attributions => attributions::measure(data),
            Self::Times => times::measure(data),
            Self::Figures => figures::measure(data),
            Self::Credits => credits::measure(data),
            Self::Debris => debris::measure(data),
            Self::Hedges => hedges::measure(data),
        }
    }
}

/// Measures these tasks, all when none is named. A task whose data cannot be read is reported as missing.
pub(crate) fn measure(tasks: &[Task], data: &Path) -> Vec<Measured> {
    measure_each(tasks, |task| task.measure(data))
}
