//! A report before it has its id and before the user's own knowledge is added.

use crate::{Note, Origin, Problem, Raw};
use article::Particulars;
use serde::{Deserialize, Serialize};

/// What is said about a report, word for word: nothing is parsed until it is known whose word counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Known {
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) particulars: Particulars,
}

impl Known {
    /// This, and where it is silent, `other`. Blank words are silence.
    pub(crate) fn or(self, other: Self) -> Self {
        let first = |mine: Option<String>, theirs: Option<String>| {
            mine.filter(|words| !words.trim().is_empty()).or(theirs.filter(|words| !words.trim().is_empty()))
        };
        Self {
            title: first(self.title, other.title),
            outlet: first(self.outlet, other.outlet),
            url: first(self.url, other.url),
            published: first(self.published, other.published),
            modified: first(self.modified, other.modified),
            byline: first(self.byline, other.byline),
            language: first(self.language, other.language),
            particulars: self.particulars.or(other.particulars),
        }
    }
}

/// How a report wants to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Name {
    /// By its file.
    File,
    /// By an id that came with it.
    Given(String),
    /// By its file and line or record, since nothing else names it.
    Place,
    /// By the address it was archived from.
    Address(String),
}

/// One report as its own bytes show it.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) name: Name,
    pub(crate) known: Known,
    pub(crate) text: String,
    pub(crate) raw: Raw,
    pub(crate) origin: Origin,
    pub(crate) notes: Vec<Note>,
    /// What went wrong although the report could be read.
    pub(crate) problems: Vec<Problem>,
}

/// What a source gives: reports and what could not be read, in the order of the source.
pub(crate) type Drafts = Box<dyn Iterator<Item = Result<Draft, Problem>> + Send>;
