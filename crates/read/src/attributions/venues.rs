//! Finds where, or to whom, something was said.

use super::{
    classes::Class,
    scene::{Scene, Unit},
};
use crate::words::{plural, table};
use std::{collections::HashSet, ops::Range, sync::LazyLock};

static VENUES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    table(include_str!("venues.tsv")).flat_map(|row| [row[0].to_owned(), plural(row[0])]).collect()
});

/// The most items of a venue.
const REACH: usize = 14;

fn is_venue(word: &str) -> bool {
    VENUES.contains(word)
}

/// Whether a phrase for a venue begins at an item: *in a statement*, *on his platform*.
pub(super) fn opens(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    matches!(
        scene.word(unit, at),
        "in" | "at" | "on" | "during" | "to" | "via" | "through" | "before" | "from"
    ) && noun_phrase(scene, unit, at + 1).is_some()
}

/// The venue whose preposition stands at an item, with the phrases that belong to it.
pub(super) fn at(scene: &Scene<'_>, unit: &Unit, at: usize) -> Option<Range<usize>> {
    if !opens(scene, unit, at) {
        return None;
    }
    let mut end = noun_phrase(scene, unit, at + 1)?;
    while end < unit.items.len() && end < at + 2 * REACH {
        match scene.class(unit, end) {
            Class::Preposition
                if matches!(
                    scene.word(unit, end),
                    "in" | "at" | "on" | "with" | "of" | "for" | "from" | "to" | "outside" | "near"
                ) && scene.class(unit, end + 1) != Class::Time =>
            {
                match phrase(scene, unit, end + 1) {
                    Some(next) => end = next,
                    None => break,
                }
            }
            // *the radio program “Harbor Hour”*
            Class::Quote if is_title(scene, unit, end) => end += 1,
            _ => break,
        }
    }
    Some(at..end)
}

/// Whether a quotation is a title: a few words, all of them in capitals but the small ones.
pub(super) fn is_title(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    let Some(quote) = scene.quote(unit, at) else { return false };
    let words = scene.text.words(quote.inner);
    let ended = scene.text.token(quote.tokens.end.saturating_sub(2));
    super::terms::is_title_case(words) && words.split_whitespace().count() <= 8 && !matches!(ended, "!" | "?")
}

/// The end of a noun phrase that begins at an item and holds a noun for a venue.
fn noun_phrase(scene: &Scene<'_>, unit: &Unit, from: usize) -> Option<usize> {
    let end = phrase(scene, unit, from)?;
    let holds = (from..end).any(|at| is_venue(scene.word(unit, at)));
    holds.then_some(end)
}

/// The end of the simple noun phrase that begins at an item.
fn phrase(scene: &Scene<'_>, unit: &Unit, from: usize) -> Option<usize> {
    let mut end = from;
    while end < unit.items.len() && end < from + REACH {
        match scene.class(unit, end) {
            Class::Determiner if end > from => break,
            Class::Determiner | Class::Number | Class::Other => {}
            Class::Time if end > from && is_venue(scene.word(unit, end + 1)) => {}
            Class::Time if end == from + 1 && scene.class(unit, from) == Class::Determiner => {}
            Class::Quote
                if end > from && is_title(scene, unit, end) && is_venue(scene.word(unit, end + 1)) => {}
            _ => break,
        }
        if scene.is_finite(unit, end) {
            break;
        }
        end += 1;
    }
    (end > from).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("venues.tsv")) {
            assert_eq!(row.len(), 1, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
