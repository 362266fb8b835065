//! The words that name events.

use super::syntax::{Syntax, Tag};
use crate::words::{Phrases, table};
use std::{collections::HashSet, sync::LazyLock};

/// One row of the table of events.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The type of the event.
    pub(super) kind: &'static str,
    flags: HashSet<&'static str>,
    /// Whether the phrase is a verb.
    pub(super) verb: bool,
}

impl Row {
    /// Whether the row is marked so.
    pub(super) fn is(&self, flag: &str) -> bool {
        self.flags.contains(flag)
    }
}

static VERBS: LazyLock<Phrases<Row>> = LazyLock::new(|| rows(true));
static OTHERS: LazyLock<Phrases<Row>> = LazyLock::new(|| rows(false));
static STRIKES: LazyLock<Phrases<&str>> =
    LazyLock::new(|| Phrases::new(table(include_str!("strikes.tsv")).map(|row| (row[0], row[1]))));

fn rows(verbs: bool) -> Phrases<Row> {
    Phrases::new(table(include_str!("events.tsv")).filter(|row| row[0].starts_with("v:") == verbs).map(
        |row| {
            let row_value = Row {
                kind: row[1],
                flags: row[2].split(',').filter(|flag| *flag != "-").collect(),
                verb: verbs,
            };
            (row[0], row_value)
        },
    ))
}

static PAPERS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(table(include_str!("papers.tsv")).map(|row| (row[0], ()))));

/// Whether word `at` is what people sign when they agree.
pub(super) fn is_paper(syntax: &Syntax<'_>, at: usize) -> bool {
    PAPERS.at(syntax.text, syntax.first + at).is_some()
}

/// A place in a sentence that names an event.
#[derive(Debug, Clone)]
pub(super) struct Trigger<'r> {
    pub(super) row: &'r Row,
    pub(super) words: std::ops::Range<usize>,
}

/// The triggers of a sentence, from left to right.
pub(super) fn triggers<'s>(syntax: &Syntax<'_>) -> Vec<Trigger<'s>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < syntax.len() {
        let tag = syntax.tag(at);
        let token = syntax.first + at;
        let verbal = tag.is_verb() || matches!(tag, Tag::Be | Tag::Have);
        let phrase = if verbal { VERBS.at(syntax.text, token) } else { OTHERS.at(syntax.text, token) };
        match phrase.filter(|phrase| at + phrase.tokens <= syntax.len()) {
            Some(phrase) if verbal || tag != Tag::Modal => {
                found.push(Trigger { row: phrase.value, words: at..at + phrase.tokens });
                at += phrase.tokens;
            }
            _ => at += 1,
        }
    }
    found
}

/// How the words of a sentence lean between a labour and a military strike: above zero for labour.
pub(super) fn labour_lean(text: &crate::text::Text<'_>, sentence: usize) -> i32 {
    let Some(cut) = text.sentences.get(sentence) else { return 0 };
    STRIKES
        .all(text, cut.tokens.clone())
        .map(|(_, found)| if *found.value == "labour" { 1 } else { -1 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_events_is_well_formed() {
        const FLAGS: &[&str] = &[
            "with",
            "object",
            "two",
            "subject",
            "passive",
            "adverse",
            "ambiguous",
            "shutdown",
            "square",
            "hours",
            "bare",
            "low",
            "weak",
            "court",
            "linked",
            "central",
            "paper",
            "-",
        ];
        let mut seen = HashSet::new();
        for row in table(include_str!("events.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(row[2].split(',').all(|flag| FLAGS.contains(&flag)), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }

    #[test]
    fn the_other_tables_have_no_doubles() {
        for source in [
            include_str!("strikes.tsv"),
            include_str!("support.tsv"),
            include_str!("attendance.tsv"),
            include_str!("modifiers.tsv"),
            include_str!("adverse.tsv"),
            include_str!("counted.tsv"),
            include_str!("papers.tsv"),
        ] {
            let mut seen = HashSet::new();
            for row in table(source) {
                assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            }
        }
    }
}
