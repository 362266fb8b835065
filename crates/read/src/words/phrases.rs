//! Finds the phrases of a table in running text.

use super::{VerbForm, plural, verb_forms};
use crate::text::Text;
use std::collections::HashMap;

/// Words that may stand inside a phrase without breaking it: *has **not yet** agreed **fully** to*, *was **“** open to*.
const INSIDE: &[&str] =
    &["not", "never", "also", "yet", "still", "now", "only", "even", "again", "already", "just", "“", "\""];

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'p, T> {
    /// How many tokens it takes.
    pub tokens: usize,
    /// The form of its first verb, if it has one.
    pub form: Option<VerbForm>,
    /// What the table says of it.
    pub value: &'p T,
}

/// A table of phrases, by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: HashMap<String, Vec<Entry>>,
    values: Vec<T>,
}

#[derive(Debug)]
struct Entry {
    rest: Vec<Vec<String>>,
    form: Option<VerbForm>,
    value: usize,
}

impl<T> Phrases<T> {
    /// Builds a table from phrases in base form and what they stand for.
    ///
    /// ```
    /// use read::{text::Text, words::Phrases};
    /// let phrases = Phrases::new([("v:call for", 1), ("v:call", 2), ("n:summit", 3)]);
    /// let text = Text::cut("They called for summits.");
    /// let found = phrases.at(&text, 1).unwrap();
    /// assert_eq!((found.tokens, *found.value), (2, 1));
    /// assert_eq!(phrases.at(&text, 3).map(|found| *found.value), Some(3));
    /// ```
    pub fn new<'p>(rows: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut phrases = Self { by_first: HashMap::new(), values: Vec::new() };
        for (phrase, value) in rows {
            phrases.values.push(value);
            let value = phrases.values.len() - 1;
            let mut positions = phrase.split(' ').filter(|word| !word.is_empty()).map(written_forms);
            let Some(first) = positions.next() else { continue };
            let rest: Vec<Vec<(String, Option<VerbForm>)>> = positions.collect();
            for (word, form) in first {
                // A verb further in (`be v:expect`) gives the form when the first word has none.
                let rest = rest
                    .iter()
                    .map(|position| position.iter().map(|(word, _)| word.clone()).collect())
                    .collect();
                phrases.by_first.entry(word).or_default().push(Entry { rest, form, value });
            }
        }
        for entries in phrases.by_first.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len()));
        }
        phrases
    }

    /// The longest phrase that begins at token `at` and stays in its sentence.
    pub fn at(&self, text: &Text<'_>, at: usize) -> Option<Found<'_, T>> {
        let entries = self.by_first.get(&lower(text.token(at)))?;
        entries.iter().find_map(|entry| {
            let mut next = at + 1;
            for position in &entry.rest {
                next = (next..).take(3).find_map(|at| {
                    let word = lower(text.token(at));
                    if position.contains(&word) {
                        return Some(Some(at + 1));
                    }
                    (!may_stand_inside(&word)).then_some(None)
                })??;
            }
            Some(Found { tokens: next - at, form: entry.form, value: &self.values[entry.value] })
        })
    }

    /// Every phrase in a range of tokens, from left to right, longest first, not overlapping.
    pub fn all<'p>(
        &'p self,
        text: &'p Text<'_>,
        range: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (usize, Found<'p, T>)> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < range.end {
                let here = at;
                match self.at(text, here).filter(|found| here + found.tokens <= range.end) {
                    Some(found) => {
                        at = here + found.tokens;
                        return Some((here, found));
                    }
                    None => at += 1,
                }
            }
            None
        })
    }
}

fn may_stand_inside(word: &str) -> bool {
    INSIDE.contains(&word) || (word.len() > 4 && word.ends_with("ly"))
}

/// A token as tables write it: lower case, straight apostrophe.
fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .collect()
}

/// The forms of one word of a phrase, as the table writes it.
fn written_forms(word: &str) -> Vec<(String, Option<VerbForm>)> {
    if let Some(base) = word.strip_prefix("v:") {
        verb_forms(base).into_iter().map(|(word, form)| (word, Some(form))).collect()
    } else if let Some(noun) = word.strip_prefix("n:") {
        vec![(noun.to_owned(), None), (plural(noun), None)]
    } else {
        vec![(word.to_owned(), None)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adverb_does_not_break_a_phrase() {
        let phrases = Phrases::new([("v:agree to", ())]);
        let text = Text::cut("Both agreed fully to the plan, and agreed the day to come.");
        assert_eq!(
            phrases
                .all(&text, 0..text.tokens.len())
                .map(|(at, found)| (at, found.tokens))
                .collect::<Vec<_>>(),
            [(1, 3)]
        );
    }

    #[test]
    fn the_longest_phrase_wins_and_tells_its_form() {
        let phrases = Phrases::new([("v:rule", 1), ("v:rule out", 2)]);
        let text = Text::cut("It ruled out a strike.");
        let found = phrases.at(&text, 1).unwrap();
        assert_eq!((found.tokens, *found.value, found.form), (2, 2, Some(VerbForm::Past)));
    }
}
