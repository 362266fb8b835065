//! The tables of this room, and words as they write them.

use crate::{
    text::Text,
    words::{Roles, table},
};
use std::{collections::HashMap, sync::LazyLock};

static CONTEXT: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("context.tsv")));

/// Whether the table of context gives a word this role.
pub(super) fn is(word: &str, role: &'static str) -> bool {
    // The table outlives the word that is asked for; the pair is looked up by value.
    CONTEXT.has(word, role)
}

/// A token in lower case with a straight apostrophe; empty past the end.
pub(super) fn low(text: &Text<'_>, at: usize) -> String {
    let token = text.token(at);
    if token.is_ascii() {
        return token.to_ascii_lowercase();
    }
    token
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .collect()
}

/// Whether a word is a month or short for one, in capitals as it is written.
pub(super) fn is_month(word: &str) -> bool {
    is(word.trim_end_matches('.'), "month")
}

/// Whether the tokens at `at` and after it touch.
pub(super) fn touches_next(text: &Text<'_>, at: usize) -> bool {
    match (text.tokens.get(at), text.tokens.get(at + 1)) {
        (Some(this), Some(next)) => this.span.end == next.span.start,
        _ => false,
    }
}

/// What a number word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Small,
    Ten,
    Scale,
    Letter,
    Ordinal,
    Single,
    Several,
}

static NUMERALS: LazyLock<HashMap<&str, Vec<(Part, f64)>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<(Part, f64)>> = HashMap::new();
    for row in table(include_str!("numerals.tsv")) {
        let [word, part, value] = row[..] else { continue };
        let (Some(part), Ok(value)) = (part_of(part), value.parse()) else { continue };
        words.entry(word).or_default().push((part, value));
    }
    words
});

fn part_of(word: &str) -> Option<Part> {
    Some(match word {
        "small" => Part::Small,
        "ten" => Part::Ten,
        "scale" => Part::Scale,
        "letter" => Part::Letter,
        "ordinal" => Part::Ordinal,
        "part" => Part::Single,
        "parts" => Part::Several,
        _ => return None,
    })
}

/// Whether a number in words can begin with this word, or with the first part of this compound.
pub(super) fn begins_number(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or(word);
    matches!(first, "a" | "an") || NUMERALS.contains_key(first)
}

/// The value of a number word as this part of a number.
pub(super) fn number(word: &str, part: Part) -> Option<f64> {
    NUMERALS.get(word)?.iter().find(|(known, _)| *known == part).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_tables_are_well_formed() {
        let roles = [
            "approximate",
            "approximate-after",
            "label",
            "plural",
            "state",
            "stop",
            "skip",
            "determiner",
            "not-ranked",
            "vague",
            "compares",
            "moves",
            "known",
            "month",
        ];
        let mut seen = HashSet::new();
        for row in table(include_str!("context.tsv")) {
            assert!(row.len() == 2 && roles.contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("numerals.tsv")) {
            assert!(row.len() == 3 && part_of(row[1]).is_some() && row[2].parse::<f64>().is_ok(), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
