//! What is read in one article: one file a task, one entry function each.

mod attributions;
mod figures;
mod names;
mod people;
mod sentences;
mod speakers;
mod syntax;
mod times;

use crate::set::Measured;
use anyhow::Result;
use clap::ValueEnum;
use std::path::Path;

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
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Sentences => "sentences",
            Self::Syntax => "syntax",
            Self::Names => "names",
            Self::People => "people",
            Self::Speakers => "speakers",
            Self::Attributions => "attributions",
            Self::Times => "times",
            Self::Figures => "figures",
        }
    }

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
        }
    }
}

/// Measures these tasks, all when none is named. A task whose data cannot be read is reported as missing.
pub(crate) fn measure(tasks: &[Task], data: &Path) -> Vec<Measured> {
    let all: Vec<Task> = Task::value_variants().to_vec();
    let tasks = if tasks.is_empty() { all } else { tasks.to_vec() };
    tasks
        .into_iter()
        .flat_map(|task| {
            task.measure(data).unwrap_or_else(|error| {
                let mut measured = Measured::new(task.name(), "");
                measured.missing = Some(format!("{error:#}"));
                vec![measured]
            })
        })
        .collect()
}
