//! The stories of a library, as a list.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Library, StoreError, StoryChange, StoryFilter, StoryRow};

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryLine {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub title: String,
    /// How many reports it has.
    pub articles: usize,
    /// Their outlets, in order of name.
    pub outlets: Vec<String>,
    /// The first day, ISO 8601, that one of its reports may be of.
    pub first_day: Option<String>,
    /// The last day that one of its reports may be of.
    pub last_day: Option<String>,
    /// What was moved into or out of it since it began, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Moved>>,
}

/// Articles that went from one story to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// When, in UTC.
    pub at: String,
    /// The story they were in.
    pub from: i64,
    /// The story they went to.
    pub to: i64,
    /// How many went.
    pub articles: usize,
    /// The id of the first of them.
    pub first: String,
    /// Why.
    pub why: Vec<String>,
}

/// Some of the stories that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryList {
    /// How many there are in all.
    pub total: usize,
    /// The latest first; those without a day last.
    pub stories: Vec<StoryLine>,
}

/// The stories that are asked for; with `changes`, what was moved into or out of each.
pub fn list(library: &Library, filter: &StoryFilter, changes: bool) -> Result<StoryList, StoreError> {
    let page = library.stories(filter)?;
    let mut stories = Vec::with_capacity(page.stories.len());
    for row in page.stories {
        let moved = if changes {
            Some(library.story_changes(row.id)?.into_iter().map(Moved::of).collect())
        } else {
            None
        };
        stories.push(StoryLine { changes: moved, ..StoryLine::of(row) });
    }
    Ok(StoryList { total: page.total, stories })
}

impl StoryLine {
    /// The line of this story, without what was moved.
    pub fn of(row: StoryRow) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Self {
            id: row.id.0,
            title: row.title,
            articles: row.articles,
            outlets: row.outlets,
            first_day: day(row.first_day),
            last_day: day(row.last_day),
            changes: None,
        }
    }
}

impl Moved {
    fn of(change: StoryChange) -> Self {
        let StoryChange { at, from, to, articles, first, why, .. } = change;
        Self { at, from: from.0, to: to.0, articles, first: first.0, why }
    }
}
