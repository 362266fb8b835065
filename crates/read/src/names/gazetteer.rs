//! Finds the names of a table in running text, letter case respected.

use super::view::View;
use crate::text::Text;
use std::collections::HashMap;

/// Names and what they stand for, by their first token.
#[derive(Debug)]
pub(super) struct Gazetteer<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Gazetteer<T> {
    /// A gazetteer of these names; the longest name at a place is found first.
    pub(super) fn new<'n>(names: impl IntoIterator<Item = (&'n str, T)>) -> Self {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (name, value) in names {
            let mut tokens = tokens_of(name).into_iter();
            if let Some(first) = tokens.next() {
                by_first.entry(first).or_default().push((tokens.collect(), value));
            }
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self { by_first }
    }

    /// The longest name that begins at token `at`: how many tokens it takes, and what it stands for.
    pub(super) fn at(&self, view: &View<'_, '_>, at: usize) -> Option<(usize, T)> {
        self.by_first.get(straight(view.token(at)).as_ref())?.iter().find_map(|(rest, value)| {
            let fits = rest
                .iter()
                .enumerate()
                .all(|(offset, word)| straight(view.token(at + 1 + offset)) == word.as_str());
            fits.then_some((rest.len() + 1, *value))
        })
    }

    /// What exactly this name stands for.
    pub(super) fn exactly(&self, name: &str) -> Option<T> {
        let tokens = tokens_of(name);
        let (first, rest) = tokens.split_first()?;
        self.by_first.get(first)?.iter().find(|(known, _)| known == rest).map(|(_, value)| *value)
    }
}

fn tokens_of(name: &str) -> Vec<String> {
    let text = Text::cut(name);
    (0..text.tokens.len()).map(|at| straight(text.token(at)).into_owned()).collect()
}

/// A word with straight apostrophes.
pub(super) fn straight(word: &str) -> std::borrow::Cow<'_, str> {
    if word.contains('’') { word.replace('’', "'").into() } else { word.into() }
}
