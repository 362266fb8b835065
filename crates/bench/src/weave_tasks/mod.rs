//! What many reports make together: one file a task, one entry function each.

mod alignment;
mod clustering;
mod copies;
mod coreference;
mod events;
mod grouping;
mod languages;
mod made;
mod pairs;
mod rouge;
mod shelf;
mod stories;
mod timelines;
mod twins;

use crate::set::Measured;
use anyhow::Result;
use clap::ValueEnum;
use shelf::Shelf;
use std::path::Path;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Task {
    /// Which articles are of one story.
    Stories,
    /// The same across languages.
    Languages,
    /// Pairs that people judged.
    Pairs,
    /// Which articles share one text.
    Copies,
    /// Which mentions in several articles mean one event.
    Events,
    /// The days of a long story.
    Timelines,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Stories => "stories",
            Self::Languages => "languages",
            Self::Pairs => "pairs",
            Self::Copies => "copies",
            Self::Events => "events",
            Self::Timelines => "timelines",
        }
    }

    fn measure(self, shelf: &Shelf) -> Result<Vec<Measured>> {
        match self {
            Self::Stories => stories::measure(shelf),
            Self::Languages => languages::measure(shelf),
            Self::Pairs => pairs::measure(shelf),
            Self::Copies => copies::measure(shelf),
            Self::Events => events::measure(shelf),
            Self::Timelines => timelines::measure(shelf),
        }
    }
}

/// Measures these tasks, all when none is named. A task whose data cannot be read is reported as missing.
pub(crate) fn measure(tasks: &[Task], data: &Path) -> Vec<Measured> {
    let shelf = Shelf::new(data);
    let all: Vec<Task> = Task::value_variants().to_vec();
    let tasks = if tasks.is_empty() { all } else { tasks.to_vec() };
    tasks
        .into_iter()
        .flat_map(|task| {
            task.measure(&shelf).unwrap_or_else(|error| {
                let mut measured = Measured::new(task.name(), "");
                measured.missing = Some(format!("{error:#}"));
                vec![measured]
            })
        })
        .collect()
}
