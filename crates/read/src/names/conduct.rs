//! How the text treats a name as only a country, a body or a ship is treated: *Drossan raised its offer*, *Drossan’s
//! troops*, *the Anna Brandt sank*. Of a name that no table knows this tells more than its looks.

use super::{
    chunks::Chunk,
    kinds::Signs,
    organisations,
    view::{Shape, View},
    words,
};
use crate::{tag::Penn, words::table};
use std::{collections::HashSet, sync::LazyLock};

static POLITY: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("polity_nouns.tsv")).map(|row| row[0]).collect());

/// How countries end that are named after their people or their land, `-ia`, `-land`.
const LANDS: &[&str] = &["ia", "land", "stan", "ville", "grad", "burg"];

/// How the adjectives of countries end.
const OF_LANDS: &[&str] = &["ian", "ean", "ese", "ish", "ari", "oni", "eni", "ani", "ali"];

/// Whether a word that no table of people has looks like the adjective of a country: *Vordolian*.
pub(super) fn looks_like_adjective(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.len() > 5
        && OF_LANDS.iter().any(|end| lower.ends_with(end))
        && words::given(word).is_none()
        && !words::is_surname(word)
        && !words::is_ordinary(&lower)
}

/// What the one word of a name shows by standing before an office: *Vordolian Foreign Minister*.
pub(super) fn signs_before_office(view: &View<'_, '_>, chunk: &Chunk) -> Signs {
    let mut signs = Signs::default();
    if chunk.tokens.len() == 1 && looks_like_adjective(view.token(chunk.tokens.start)) {
        signs.place += 12;
        signs.person -= 4;
    } else {
        signs.organisation += 3;
    }
    signs
}

/// Whether token `at` is a verb that says what its subject does.
pub(super) fn is_finite(view: &View<'_, '_>, at: usize) -> bool {
    view.shape(at) == Shape::Small
        && view
            .text
            .word(at)
            .is_some_and(|word| matches!(word.penn, Penn::Vbd | Penn::Vbz | Penn::Vbp | Penn::Md))
}

/// What the words of a name of one word say by their end alone, when no table of people has it.
pub(super) fn signs_of_end(name: &str) -> Signs {
    let mut signs = Signs::default();
    let lower = name.to_lowercase();
    let known = words::given(name).is_some() || words::is_surname(name);
    if !known && lower.len() > 5 && LANDS.iter().any(|end| lower.ends_with(end)) {
        signs.place += 3;
    }
    signs
}

/// What a mention shows by what is said of it.
pub(super) fn signs_of_conduct(view: &View<'_, '_>, chunk: &Chunk) -> Signs {
    let mut signs = Signs::default();
    let end = chunk.tokens.end;
    let next = view.lower(end);
    if next == "'s" || next == "’s" {
        let owned = view.lower(end + 1);
        if POLITY.contains(owned) && view.shape(end + 1) == Shape::Small {
            signs.place += 6;
            signs.person -= 4;
        }
        // `Drossan's Hanna Lind`: somebody by the full name.
        let full = view.is_capital(end + 1)
            && view.is_capital(end + 2)
            && words::given(view.token(end + 1)).is_some()
            && organisations::head(view.token(end + 2)).is_none();
        if full {
            signs.place += 4;
            signs.person -= 4;
        }
    }
    let first = view.sentence_start(end.saturating_sub(1)) == chunk.tokens.start;
    let which = first && next == "," && view.lower(end + 1) == "which";
    // `raised its offer`, `has dropped its claim`.
    let verb =
        if view.text.word(end).is_some_and(|word| matches!(word.penn, Penn::Vbz | Penn::Vbp | Penn::Md))
            && words::is_auxiliary(next)
        {
            end + 1
        } else {
            end
        };
    let its = (is_finite(view, end) || verb > end)
        && view.shape(verb) == Shape::Small
        && view.lower(verb + 1) == "its";
    let neighbour = next == "and" && view.lower(end + 1) == "its";
    // Bodies do so as well as countries; only a country has neighbours.
    if which || its || neighbour {
        signs.place += if neighbour { 5 } else { 3 };
        signs.organisation += 4;
        signs.person -= 6;
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let rows: Vec<Vec<&str>> = table(include_str!("polity_nouns.tsv")).collect();
        assert!(rows.iter().all(|row| row.len() == 1), "{rows:?}");
        assert_eq!(rows.len(), POLITY.len());
    }

    #[test]
    fn the_end_of_a_name_tells_a_land_unless_people_are_called_so() {
        assert!(signs_of_end("Vordolia").place > 0);
        assert!(signs_of_end("Tarmerland").place > 0);
        assert_eq!(signs_of_end("Victoria"), Signs::default());
        assert_eq!(signs_of_end("Brodek"), Signs::default());
    }

    #[test]
    fn adjectives_of_lands_are_told_by_their_end() {
        for word in ["Vordolian", "Tessmari", "Karvanese"] {
            assert!(looks_like_adjective(word), "{word}");
        }
        for word in ["Brandt", "Adrian", "Lund"] {
            assert!(!looks_like_adjective(word), "{word}");
        }
    }
}
