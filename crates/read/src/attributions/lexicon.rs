//! The table of cues: what each takes, and how strongly it puts it.

use crate::{
    Hedge,
    words::{Phrases, table},
};
use std::{collections::HashSet, sync::LazyLock};

/// What a cue takes, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CueClass {
    /// A clause, a quotation or a noun phrase, before, after or around it.
    Say,
    /// Only a clause with *that*, a question word, a quotation or a colon.
    That,
    /// A thought.
    Think,
    /// Somebody who is told, then what.
    Tell,
    /// A request or question.
    Ask,
    /// A thing, then the words for it.
    Call,
    /// An object that is the content.
    Act,
    /// A source as its object.
    By,
    /// Nothing.
    No,
}

/// What the table says of a cue.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) class: CueClass,
    pub(super) hedge: Hedge,
    /// Its base form and its form in -s are more often nouns.
    pub(super) noun: bool,
    /// Its last word, *to*, belongs to what it governs.
    pub(super) infinitive: bool,
    /// Only that, a quotation or a colon may follow.
    pub(super) strict: bool,
}

/// The table of cues.
pub(super) static CUES: LazyLock<Phrases<Entry>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("cues.tsv")).filter_map(|row| {
        let [phrase, class, hedge, flags] = row[..] else { return None };
        Some((
            phrase,
            Entry {
                class: class_named(class)?,
                hedge: Hedge::named(hedge)?,
                noun: flags.split(',').any(|flag| flag == "noun"),
                infinitive: flags.split(',').any(|flag| flag == "infinitive"),
                strict: flags.split(',').any(|flag| flag == "strict"),
            },
        ))
    }))
});

/// Words without an -s that take the plain form of a verb.
pub(super) static PLURALS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("plurals.tsv")).map(|row| row[0]).collect());

impl Entry {
    /// A noun for what is said, which governs a clause.
    pub(super) const fn noun(hedge: Hedge) -> Self {
        Self { class: CueClass::Act, hedge, noun: true, infinitive: false, strict: false }
    }
}

fn class_named(name: &str) -> Option<CueClass> {
    Some(match name {
        "say" => CueClass::Say,
        "that" => CueClass::That,
        "think" => CueClass::Think,
        "tell" => CueClass::Tell,
        "ask" => CueClass::Ask,
        "call" => CueClass::Call,
        "act" => CueClass::Act,
        "by" => CueClass::By,
        "no" => CueClass::No,
        _ => return None,
    })
}

/// What holds of a verb that no table lists and that governs a clause: *quipped that it rained*.
pub(super) static GOVERNS: Entry =
    Entry { class: CueClass::Say, hedge: Hedge::Stated, noun: false, infinitive: false, strict: false };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("cues.tsv")) {
            assert_eq!(row.len(), 4, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            assert!(class_named(row[1]).is_some() && Hedge::named(row[2]).is_some(), "{row:?}");
            assert!(
                row[3] == "-"
                    || row[3].split(',').all(|flag| matches!(flag, "noun" | "strict" | "infinitive")),
                "{row:?}"
            );
        }
    }

    #[test]
    fn the_table_of_plurals_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("plurals.tsv")) {
            assert_eq!(row.len(), 1, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
