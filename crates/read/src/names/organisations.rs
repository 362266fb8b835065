//! Organisations known by name, and the words that tell an organisation, place or thing by its name.

use super::{gazetteer::Gazetteer, view::View};
use crate::{EntityKind, words::table};
use std::{collections::HashMap, sync::LazyLock};

/// An organisation known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// Its plain name.
    pub(super) name: &'static str,
    /// For whom it speaks, when that is not itself alone.
    pub(super) speaks_for: Option<&'static str>,
    /// What it is called in short: `alliance`.
    pub(super) short: Option<&'static str>,
}

/// What a word tells by standing in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    /// The kind of thing named.
    pub(super) kind: EntityKind,
    /// What it is called in short: `union`, `company`.
    pub(super) short: &'static str,
    /// Whether the name is used without the word: `Norrvane` for `Norrvane Terminals`.
    pub(super) left_off: bool,
    /// Whether `of` or `for` may follow: `Bank of …`.
    pub(super) takes_of: bool,
}

static KNOWN: LazyLock<Gazetteer<Known>> = LazyLock::new(|| {
    let stated = |field: &'static str| (field != "-").then_some(field);
    let names = table(include_str!("organisations.tsv")).flat_map(|row| {
        let known = Known { name: row[0], speaks_for: stated(row[2]), short: stated(row[3]) };
        std::iter::once(row[0])
            .chain(row[1].split('|').filter(|name| *name != "-"))
            .map(|name| (name, known))
            .collect::<Vec<_>>()
    });
    Gazetteer::new(names.collect::<Vec<_>>())
});

static HEADS: LazyLock<HashMap<&str, Head>> = LazyLock::new(|| {
    table(include_str!("heads.tsv"))
        .map(|row| {
            let head = Head {
                kind: kind(row[1]),
                short: row[2],
                left_off: row[3] == "short",
                takes_of: row[4] != "-",
            };
            (row[0], head)
        })
        .collect()
});

static FIRSTS: LazyLock<HashMap<&str, EntityKind>> =
    LazyLock::new(|| table(include_str!("firsts.tsv")).map(|row| (row[0], kind(row[1]))).collect());

static NOUNS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("organisation_nouns.tsv")).map(|row| (row[0], row[1])).collect());

static BEFORE: LazyLock<HashMap<&str, EntityKind>> =
    LazyLock::new(|| table(include_str!("nouns_before.tsv")).map(|row| (row[0], kind(row[1]))).collect());

/// What a noun in small letters right before a name tells of it: `retailer`, `the capital`.
pub(super) fn noun_before(lower: &str) -> Option<EntityKind> {
    BEFORE.get(lower).copied()
}

fn kind(word: &str) -> EntityKind {
    match word {
        "organisation" => EntityKind::Organisation,
        "place" => EntityKind::Place,
        _ => EntityKind::Other,
    }
}

/// The plain name of a well-known organisation: `European Union` for `EU`.
///
/// ```
/// assert_eq!(read::names::organisations::organisation("E.U."), Some("European Union"));
/// ```
pub fn organisation(name: &str) -> Option<&'static str> {
    KNOWN.exactly(name).map(|known| known.name)
}

/// The known organisation of exactly this name.
pub(super) fn known(name: &str) -> Option<Known> {
    KNOWN.exactly(name)
}

/// The longest known organisation that begins at token `at`, and how many tokens it takes.
pub(super) fn known_at(view: &View<'_, '_>, at: usize) -> Option<(usize, Known)> {
    KNOWN.at(view, at)
}

/// What a capitalised word tells by standing last in a name.
pub(super) fn head(word: &str) -> Option<Head> {
    HEADS.get(word).copied()
}

/// What a capitalised word tells by standing first in a name.
pub(super) fn first(word: &str) -> Option<EntityKind> {
    FIRSTS.get(word).copied()
}

/// What kind of organisation a noun in small letters means (`union`, `company` for `firm`).
pub(super) fn noun(lower: &str) -> Option<&'static str> {
    NOUNS.get(lower).copied()
}
