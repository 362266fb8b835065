//! Tells quoted words that somebody is quoted as saying from titles, names and scare quotes.

use super::{
    classes::Class,
    scene::{Scene, Unit},
    venues,
};
use crate::words::{plural, table};
use std::{collections::HashSet, sync::LazyLock};

static TITLED: LazyLock<HashSet<String>> = LazyLock::new(|| {
    table(include_str!("titled.tsv")).flat_map(|row| [row[0].to_owned(), plural(row[0])]).collect()
});

static ALOOF: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("aloof.tsv")).map(|row| row[0]).collect());

/// The most words of a scare quote.
const SHORT: usize = 3;

/// Small words that titles write small.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "for", "to", "and", "or", "but", "with", "by", "from", "vs",
    "as", "is",
];

/// Whether every word but the small ones begins with a capital, and at least one does.
pub(super) fn is_title_case(words: &str) -> bool {
    let mut capitals = 0;
    for (index, word) in words.split_whitespace().enumerate() {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        if first.is_uppercase() || first.is_numeric() {
            capitals += usize::from(first.is_uppercase());
        } else if index == 0 || !SMALL.contains(&word) {
            return false;
        }
    }
    capitals > 0
}

/// How many words a quotation has.
pub(super) fn words(scene: &Scene<'_>, unit: &Unit, at: usize) -> usize {
    scene.quote(unit, at).map_or(0, |quote| scene.text.words(quote.inner).split_whitespace().count())
}

/// Whether the words are a title or the name of a thing, by what stands around them.
pub(super) fn is_name(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    let Some(quote) = scene.quote(unit, at) else { return false };
    let words = scene.text.words(quote.inner);
    if !is_title_case(words) || words.split_whitespace().count() > 8 {
        return false;
    }
    let shouted = words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
    let titled = |at: usize| TITLED.contains(scene.word(unit, at));
    let beside_after = (at + 1..at + 4).any(|near| titled(near) && no_stop(scene, unit, at + 1..near));
    // *“Quay Forward,” its plan to …*
    let apposed_after = {
        let begins = scene.class(unit, at + 1) == Class::Determiner
            || (scene.class(unit, at + 1) == Class::Comma && !scene.is_finite(unit, at + 2));
        begins && (at + 1..at + 7).any(titled)
    };
    let beside_before = (at.saturating_sub(3)..at).any(|near| titled(near) && no_stop(scene, unit, near..at))
        || (at > 0 && is_aloof(scene, unit, at - 1));
    // *its own pamphlet on the subject, “The Tireless Quay,”*
    let apposed_before = at > 0
        && scene.class(unit, at - 1) == Class::Comma
        && (at.saturating_sub(8)..at - 1).any(titled)
        && !(at.saturating_sub(8)..at - 1).any(|near| scene.is_finite(unit, near));
    !shouted && (beside_after || apposed_after || beside_before || apposed_before)
}

fn no_stop(scene: &Scene<'_>, unit: &Unit, mut between: std::ops::Range<usize>) -> bool {
    between.all(|at| !matches!(scene.class(unit, at), Class::Stop | Class::Comma | Class::Colon))
}

fn is_aloof(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    let word = scene.word(unit, at);
    ALOOF.contains(word)
        || word == "of" && at > 0 && matches!(scene.word(unit, at - 1), "kind" | "sort" | "type")
}

/// Whether words inside a governed clause are nobody's words all the same: a title, a name, a scare quote that
/// goes with the noun after it.
pub(super) fn is_term(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    if is_name(scene, unit, at) {
        return true;
    }
    if words(scene, unit, at) > SHORT {
        return false;
    }
    let before = at > 0 && is_aloof(scene, unit, at - 1);
    let ended = scene.quote(unit, at).is_some_and(|quote| {
        matches!(scene.text.token(quote.tokens.end.saturating_sub(2)), "," | "." | "!" | "?")
    });
    let after = scene.class(unit, at + 1) == Class::Other
        && !ended
        && scene.word(unit, at + 1).starts_with(char::is_alphabetic)
        && !scene.is_finite(unit, at + 1)
        && venues::is_title(scene, unit, at) | (words(scene, unit, at) <= SHORT);
    before || (after && determined(scene, unit, at))
}

/// Whether a determiner, a possessive or a preposition stands before: the words modify a noun.
fn determined(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    at > 0
        && (matches!(scene.class(unit, at - 1), Class::Determiner | Class::Preposition)
            || matches!(scene.word(unit, at - 1), "'s" | "'"))
}

/// Whether words that no cue governs are a term rather than a quotation without a speaker.
pub(super) fn is_loose_term(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    let Some(quote) = scene.quote(unit, at) else { return true };
    let count = words(scene, unit, at);
    let inner = scene.text.words(quote.inner);
    count <= SHORT || is_name(scene, unit, at) || (is_title_case(inner) && count <= 6) || {
        // A few words in the middle of the reporter's sentence that begin small.
        count <= 5 && !inner.starts_with(char::is_uppercase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        for source in [include_str!("titled.tsv"), include_str!("aloof.tsv")] {
            let mut seen = HashSet::new();
            for row in table(source) {
                assert_eq!(row.len(), 1, "{row:?}");
                assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            }
        }
    }

    #[test]
    fn titles_are_told_by_their_capitals() {
        assert!(is_title_case("The Long Way Home"));
        assert!(is_title_case("Songs of the Sea"));
        assert!(!is_title_case("The rain is over"));
    }
}
