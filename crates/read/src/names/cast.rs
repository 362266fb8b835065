//! Who is named in an article, and where, while it is being read.

use super::{roles::RoleDraft, words::Gender};
use crate::EntityKind;
use std::ops::Range;

/// Somebody or something, while the article is being read.
#[derive(Debug, Clone)]
pub(super) struct Someone {
    pub(super) name: String,
    /// The words of its name, without marks.
    pub(super) words: Vec<String>,
    pub(super) kind: EntityKind,
    pub(super) named: bool,
    pub(super) gender: Gender,
    pub(super) roles: Vec<RoleDraft>,
    /// What an organisation is called in short: `union`.
    pub(super) short: Option<&'static str>,
    /// For whom it speaks, when its own words say so: a capital for its country.
    pub(super) speaks_for: Option<String>,
    /// The token at which the words begin of those to whom it belongs.
    pub(super) belongs: Option<usize>,
    /// Whether it may be a person though nothing says what it is.
    pub(super) may_be_person: bool,
    /// Whether its country became known only by a later reference.
    pub(super) learned: bool,
}

impl Someone {
    pub(super) fn new(name: String, kind: EntityKind) -> Self {
        Self {
            name,
            words: Vec::new(),
            kind,
            named: true,
            gender: Gender::Unknown,
            roles: Vec::new(),
            short: None,
            speaks_for: None,
            belongs: None,
            may_be_person: false,
            learned: false,
        }
    }
}

/// A name in the text and whom it means, as an index into the list of entities.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) modifies: bool,
}

/// Who is named, and where.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) everyone: Vec<Someone>,
    pub(super) named: Vec<Named>,
}
