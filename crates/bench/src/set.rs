//! What one task measured on one set.

use crate::score::Measure;
use anyhow::Result;
use clap::ValueEnum;
use std::{collections::BTreeMap, time::Duration};

/// What one task measured on one set.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// The task: `times`.
    pub(crate) task: String,
    /// The set and its part: `MEANTIME apple+gm`.
    pub(crate) set: String,
    /// The measures, the telling one first.
    pub(crate) measures: Vec<Measure>,
    /// Kinds of mistakes with examples.
    pub(crate) mistakes: Mistakes,
    /// How many words were read.
    pub(crate) words: usize,
    /// How long our reading of them took, scoring left out.
    pub(crate) took: Duration,
    /// Why nothing was measured, where that is so.
    pub(crate) missing: Option<String>,
}

impl Measured {
    /// Nothing measured yet.
    pub(crate) fn new(task: impl Into<String>, set: impl Into<String>) -> Self {
        Self {
            task: task.into(),
            set: set.into(),
            measures: Vec::new(),
            mistakes: Mistakes::default(),
            words: 0,
            took: Duration::ZERO,
            missing: None,
        }
    }

    /// Reads a text, and counts its words and the time that took.
    pub(crate) fn read(&mut self, text: &str) -> read::Reading {
        self.words += text.split_whitespace().count();
        let start = std::time::Instant::now();
        let reading = read::read(article::Article::new("a", text));
        self.took += start.elapsed();
        reading
    }
}

/// Measures these tasks, all when none is named. A task whose data cannot be read is reported as missing.
pub(crate) fn measure_each<T: ValueEnum>(
    tasks: &[T],
    measure: impl Fn(&T) -> Result<Vec<Measured>>,
) -> Vec<Measured> {
    let tasks = if tasks.is_empty() { T::value_variants() } else { tasks };
    let missing = |task: &T, error: anyhow::Error| {
        let name = task.to_possible_value();
        let mut measured = Measured::new(name.as_ref().map_or("", |name| name.get_name()), "");
        measured.missing = Some(format!("{error:#}"));
        vec![measured]
    };
    tasks.iter().flat_map(|task| measure(task).unwrap_or_else(|error| missing(task, error))).collect()
}

/// Mistakes by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mistakes {
    kinds: BTreeMap<String, Kind>,
}

#[derive(Debug, Clone, Default)]
struct Kind {
    count: usize,
    examples: Vec<String>,
}

impl Mistakes {
    /// How many examples of a kind are kept: the first ones, which the order of the data decides.
    const KEPT: usize = 8;

    /// Counts one mistake of a kind.
    pub(crate) fn add(&mut self, kind: impl Into<String>, example: impl FnOnce() -> String) {
        let kind = self.kinds.entry(kind.into()).or_default();
        kind.count += 1;
        if kind.examples.len() < Self::KEPT {
            kind.examples.push(example());
        }
    }

    /// Takes in the mistakes at one point, under its name.
    pub(crate) fn extend(&mut self, point: &str, others: Self) {
        self.kinds.extend(others.kinds.into_iter().map(|(name, kind)| (format!("{point}: {name}"), kind)));
    }

    /// The `most` most frequent kinds: name, count, examples.
    pub(crate) fn frequent(&self, most: usize) -> Vec<(&str, usize, &[String])> {
        let mut kinds: Vec<_> = self
            .kinds
            .iter()
            .map(|(name, kind)| (name.as_str(), kind.count, kind.examples.as_slice()))
            .collect();
        kinds.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        kinds.truncate(most);
        kinds
    }
}
