//! Two versions of a page side by side, sentence by sentence.

use super::Sentence;
use crate::words::squeezed;
use article::CodePoints;
use read::Reading;
use schemars::JsonSchema;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// What became of a sentence from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// It stayed as it was.
    Same,
    /// It says it in other words.
    Reworded,
    /// It is new.
    Added,
    /// It is there no more.
    Withdrawn,
}

/// A sentence of the earlier version beside that of the later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Beside {
    /// What became of it.
    pub became: Became,
    /// As it was; nothing where it was added.
    pub before: Option<Sentence>,
    /// As it is now; nothing where it was withdrawn.
    pub after: Option<Sentence>,
}

/// The sentences of two versions side by side, in the order of the page: headings and what is no part of the report among them.
/// `reworded` has the numbers, from 1, of those that say the same in other words.
pub(super) fn beside(before: &Reading, after: &Reading, reworded: &BTreeMap<usize, usize>) -> Vec<Beside> {
    let (old, new) = (sentences(before), sentences(after));
    let words = |all: &[Sentence]| all.iter().map(|one| squeezed(&one.exact)).collect::<Vec<_>>();
    let mut rows = Vec::with_capacity(new.len());
    for step in capture_diff_slices(Algorithm::Patience, &words(&old), &words(&new)) {
        match step {
            DiffOp::Equal { old_index, new_index, len } => {
                let pairs = old.iter().skip(old_index).zip(new.iter().skip(new_index)).take(len);
                rows.extend(pairs.map(|(old, new)| Beside {
                    became: Became::Same,
                    before: Some(old.clone()),
                    after: Some(new.clone()),
                }));
            }
            other => {
                let gone = old.get(other.old_range()).unwrap_or_default();
                let come = new.get(other.new_range()).unwrap_or_default();
                changed(gone, come, reworded, &mut rows);
            }
        }
    }
    rows
}

/// The rows of sentences that stand in place of each other: reworded ones side by side, in the order of the later version.
fn changed(gone: &[Sentence], come: &[Sentence], reworded: &BTreeMap<usize, usize>, rows: &mut Vec<Beside>) {
    let mut gone = gone.iter().peekable();
    let withdrawn =
        |one: &Sentence| Beside { became: Became::Withdrawn, before: Some(one.clone()), after: None };
    for new in come {
        let is_it = |old: &Sentence| reworded.get(&old.number) == Some(&new.number);
        if !gone.clone().any(is_it) {
            rows.push(Beside { became: Became::Added, before: None, after: Some(new.clone()) });
            continue;
        }
        for old in gone.by_ref() {
            if is_it(old) {
                let (before, after) = (Some(old.clone()), Some(new.clone()));
                rows.push(Beside { became: Became::Reworded, before, after });
                break;
            }
            rows.push(withdrawn(old));
        }
    }
    rows.extend(gone.map(withdrawn));
}

fn sentences(reading: &Reading) -> Vec<Sentence> {
    let points = CodePoints::new(&reading.article.text);
    let all = reading.sentences.iter().enumerate();
    all.map(|(index, sentence)| Sentence::of(reading, &points, index, sentence.span)).collect()
}

/// Words with whether they are others than on the other side.
pub type Pieces = Vec<(String, bool)>;

/// The words of two sentences, each with whether they are others than in the other sentence.
pub fn words_changed(before: &str, after: &str) -> (Pieces, Pieces) {
    let (old, new) = (words(before), words(after));
    let (mut was, mut is) = (Vec::new(), Vec::new());
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let differ = !matches!(step, DiffOp::Equal { .. });
        piece(&mut was, old.get(step.old_range()).unwrap_or_default(), differ);
        piece(&mut is, new.get(step.new_range()).unwrap_or_default(), differ);
    }
    (was, is)
}

fn piece(pieces: &mut Pieces, words: &[&str], differ: bool) {
    if !words.is_empty() {
        pieces.push((words.concat(), differ));
    }
}

/// Words, each with the white space behind it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    #[test]
    fn sentences_stand_beside_those_that_they_became() {
        let before = "The gate opens on Friday. Rain fell. About 2,400 people marched. Police watched.";
        let after = "The gate opens on Friday. About 3,100 people marched. Police watched. A band played.";
        let read = |text: &str| read::read(Article::new("a", text));
        let rows = beside(&read(before), &read(after), &BTreeMap::from([(3, 2)]));
        let exact = |side: &Option<Sentence>| side.as_ref().map_or(String::new(), |one| one.exact.clone());
        let told: Vec<(Became, String, String)> =
            rows.iter().map(|row| (row.became, exact(&row.before), exact(&row.after))).collect();
        let told: Vec<(Became, &str, &str)> =
            told.iter().map(|(became, before, after)| (*became, before.as_str(), after.as_str())).collect();
        assert_eq!(
            told,
            [
                (Became::Same, "The gate opens on Friday.", "The gate opens on Friday."),
                (Became::Withdrawn, "Rain fell.", ""),
                (Became::Reworded, "About 2,400 people marched.", "About 3,100 people marched."),
                (Became::Same, "Police watched.", "Police watched."),
                (Became::Added, "", "A band played."),
            ]
        );
    }

    #[test]
    fn the_words_that_changed_are_told() {
        let (was, is) = words_changed("About 2,400 people marched.", "About 3,100 people marched.");
        let plain = |words: &str| (words.to_owned(), false);
        let other = |words: &str| (words.to_owned(), true);
        assert_eq!(was, [plain("About "), other("2,400 "), plain("people marched.")]);
        assert_eq!(is, [plain("About "), other("3,100 "), plain("people marched.")]);
    }
}
