//! What many reports make together: one file a task, one entry function each.

mod accounts;
mod alignment;
mod clustering;
mod copies;
mod coreference;
mod events;
mod given;
mod grouping;
mod index;
mod languages;
mod made;
mod pairs;
mod rouge;
mod shelf;
mod stories;
mod timelines;
mod twins;

use crate::set::{Measured, measure_each};
use anyhow::Result;
use clap::ValueEnum;
use shelf::Shelf;
pub(crate) use shelf::each_read;
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
    /// The account, point by point, on invented stories that come with the project.
    Accounts,
}

impl Task {
    fn measure(self, shelf: &Shelf) -> Result<Vec<Measured>> {
        match self {
            Self::Stories => stories::measure(shelf),
            Self::Languages => languages::measure(shelf),
            Self::Pairs => pairs::measure(shelf),
            Self::Copies => copies::measure(shelf),
            Self::Events => events::measure(shelf),
            Self::Timelines => timelines::measure(shelf),
            Self::Accounts => accounts::measure(),
        }
    }
}

/// Measures these tasks, all when none is named. A task whose data cannot be read is reported as missing.
pub(crate) fn measure(tasks: &[Task], data: &Path) -> Vec<Measured> {
    let shelf = Shelf::new(data);
    measure_each(tasks, |task| task.measure(&shelf))
}
