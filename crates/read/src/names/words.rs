//! What small tables say of single words.

use crate::words::{table, verb_forms};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Whom a word or name goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// *he*
    Man,
    /// *she*
    Woman,
    /// It says nothing.
    Unknown,
}

impl Gender {
    /// The gender of a table's letter.
    pub(super) fn of_letter(letter: &str) -> Self {
        match letter {
            "m" => Self::Man,
            "f" => Self::Woman,
            _ => Self::Unknown,
        }
    }
}

static ORDINARY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("ordinary.tsv")).flat_map(|row| row[0].split(' ').collect::<Vec<_>>()).collect()
});

static GIVEN: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
    table(include_str!("given.tsv")).map(|row| (row[0], Gender::of_letter(row[1]))).collect()
});

/// For each ending of two letters, how many given names of women and of men have it.
static ENDINGS: LazyLock<HashMap<[char; 2], (f32, f32)>> = LazyLock::new(|| {
    let mut endings: HashMap<[char; 2], (f32, f32)> = HashMap::new();
    for (name, gender) in GIVEN.iter() {
        let Some(ending) = ending(name) else { continue };
        let (women, men) = endings.entry(ending).or_default();
        match gender {
            Gender::Woman => *women += 1.0,
            Gender::Man => *men += 1.0,
            Gender::Unknown => {}
        }
    }
    endings
});

fn ending(name: &str) -> Option<[char; 2]> {
    let mut letters = name.chars().rev();
    let last = letters.next()?;
    Some([letters.next()?.to_ascii_lowercase(), last.to_ascii_lowercase()])
}

/// How far the ending of a given name speaks for a woman, from 1 to −1: what a name that the table does not have
/// goes by.
pub(super) fn womanly(name: &str) -> f32 {
    let (women, men) = ending(name).and_then(|ending| ENDINGS.get(&ending)).copied().unwrap_or_default();
    (women - men) / (women + men + 4.0)
}

static SURNAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("surnames.tsv")).flat_map(|row| row[0].split(' ').collect::<Vec<_>>()).collect()
});

/// Whether this is a surname that news often uses.
pub(super) fn is_surname(name: &str) -> bool {
    SURNAMES.contains(name)
}

static FAMILY_FIRST: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("family_first.tsv")).map(|row| row[0]).collect());

/// Whether this is a family name that stands before the given name.
pub(super) fn family_first(name: &str) -> bool {
    FAMILY_FIRST.contains(name)
}

static TITLES: LazyLock<HashMap<&str, Gender>> = LazyLock::new(|| {
    table(include_str!("titles.tsv")).map(|row| (row[0], Gender::of_letter(row[1]))).collect()
});

static NOT_NAMES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("not_names.tsv")).map(|row| (row[0], row[1])).collect());

static PARTICLES: LazyLock<HashMap<&str, bool>> =
    LazyLock::new(|| table(include_str!("particles.tsv")).map(|row| (row[0], row[1] == "begins")).collect());

static SPEECH: LazyLock<HashSet<String>> = LazyLock::new(|| {
    table(include_str!("verbs_of_speech.tsv"))
        .flat_map(|row| verb_forms(row[0]))
        .map(|(form, _)| form)
        .collect()
});

static FUNCTION_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("function_words.tsv")).flat_map(|row| row[0].split(' ').collect::<Vec<_>>()).collect()
});

static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("auxiliaries.tsv")).flat_map(|row| row[0].split(' ').collect::<Vec<_>>()).collect()
});

static IRREGULAR_PASTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    table(include_str!("../words/irregular.tsv"))
        .flat_map(|row| row[1].split('/').map(str::to_owned).collect::<Vec<_>>())
        .collect()
});

static BEFORE_OFFICES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("adjectives_of_people.tsv")).map(|row| row[0]).collect());

/// Whether this word, in small letters, looks like a verb and may all the same stand before an office.
pub(super) fn stands_before_office(lower: &str) -> bool {
    BEFORE_OFFICES.contains(lower)
}

/// Whether this word, in small letters, is the past of an irregular verb.
pub(super) fn is_irregular_past(lower: &str) -> bool {
    IRREGULAR_PASTS.contains(lower)
}

/// A word in small letters with straight apostrophes.
pub(super) fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .collect()
}

/// Whether this word, in small letters, is an ordinary word of English.
pub(super) fn is_ordinary(lower: &str) -> bool {
    ORDINARY.contains(lower) || FUNCTION_WORDS.contains(lower)
}

/// Whether this word, in small letters, is an article, pronoun, preposition, conjunction or the like.
pub(super) fn is_function_word(lower: &str) -> bool {
    FUNCTION_WORDS.contains(lower)
}

/// Whether this word, in small letters, keeps them in headlines and titles.
pub(super) fn is_small_in_titles(lower: &str) -> bool {
    matches!(
        lower,
        "a" | "an"
            | "the"
            | "and"
            | "but"
            | "or"
            | "for"
            | "nor"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "by"
            | "with"
            | "from"
            | "as"
            | "over"
            | "after"
            | "into"
            | "vs"
            | "v"
    ) || particle(lower).is_some()
}

/// Whether this word, in small letters, is a form of *be, have, do* or a modal verb.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    VERBS.contains(lower)
}

/// The gender of a given name; `None` when it is not known as one.
pub(super) fn given(name: &str) -> Option<Gender> {
    GIVEN.get(name).copied()
}

/// The gender of an honorific such as `Mr` or `Dame`, written without a full stop.
pub(super) fn title(word: &str) -> Option<Gender> {
    TITLES.get(word).copied()
}

/// Why a word in capitals names nobody: `time`, `adjective`, `acronym`, …
pub(super) fn not_a_name(word: &str) -> Option<&'static str> {
    NOT_NAMES.get(word).copied()
}

/// Whether a small word may stand inside a person's name, and if so whether it may begin one.
pub(super) fn particle(word: &str) -> Option<bool> {
    PARTICLES.get(word).copied()
}

/// Whether this word, in small letters, is a form of a verb of speech.
pub(super) fn speaks(lower: &str) -> bool {
    SPEECH.contains(lower)
}
