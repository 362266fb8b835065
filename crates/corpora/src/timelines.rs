//! Timelines that journalists wrote, as JSON, one a line, and the phrases that name what each is about.

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;
use std::{collections::BTreeMap, path::Path};

/// A timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Its file: `tl8.txt`.
    pub name: String,
    /// What it is about: `LibyaWar`.
    pub topic: String,
    /// Its days with their sentences; none is without.
    pub days: BTreeMap<Date, Vec<String>>,
}

#[derive(Deserialize)]
struct Line {
    name: String,
    topic: String,
    timeline: Vec<(Date, Vec<String>)>,
}

/// The timelines of a file; what a timeline says of a day in several places stands together.
///
/// # Errors
///
/// When the file cannot be read or a line is no timeline.
pub fn timelines(path: &Path) -> Result<Vec<Timeline>> {
    let source = crate::text(path)?;
    let mut timelines = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line: Line = crate::json(path, number, line)?;
        let mut days: BTreeMap<Date, Vec<String>> = BTreeMap::new();
        for (day, sentences) in line.timeline {
            if !sentences.is_empty() {
                days.entry(day).or_default().extend(sentences);
            }
        }
        timelines.push(Timeline { name: line.name, topic: line.topic, days });
    }
    Ok(timelines)
}

/// The phrases of a file that holds a list of them as JSON.
///
/// # Errors
///
/// When the file cannot be read or holds no such list.
pub fn phrases(path: &Path) -> Result<Vec<String>> {
    serde_json::from_str(&crate::text(path)?).with_context(|| path.display().to_string())
}
