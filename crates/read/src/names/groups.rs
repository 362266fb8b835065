//! Several people named by what they are: *Ukrainian officials*, *union members*, *police*.

use super::{
    places,
    view::{Shape, View},
    words,
};
use crate::words::{Phrases, plural, table};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// A group in the text.
#[derive(Debug, Clone)]
pub(super) struct GroupPhrase {
    pub(super) tokens: Range<usize>,
    /// Its name: the words without article and *senior*.
    pub(super) name: String,
    /// The country it speaks for.
    pub(super) country: Option<&'static str>,
}

/// Group nouns in the form in which they are found, and whether that is a singular.
static NOUNS: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    table(include_str!("groups.tsv"))
        .map(|row| (if row[1] == "many" { plural(row[0]) } else { row[0].to_owned() }, row[1] == "one"))
        .collect()
});

static ALONE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("group_alone.tsv")).map(|row| (row[0], ())).collect::<Vec<_>>())
});

/// The group whose words begin at token `at`: with a country's adjective or name first, or one that needs nothing
/// before it.
pub(super) fn group_at(view: &View<'_, '_>, at: usize) -> Option<GroupPhrase> {
    of_country(view, at).or_else(|| alone(view, at))
}

/// What a place's own body is called after the place's name.
static BODIES: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("local_bodies.tsv")).map(|row| (row[0], row[1])).collect::<Vec<_>>())
});

/// `town council` after a place's name: one past its last token and what it is in short.
pub(super) fn body_after(view: &View<'_, '_>, at: usize) -> Option<(usize, &'static str)> {
    let found = BODIES.at(view.text, at).filter(|_| view.shape(at) == Shape::Small)?;
    let end = at + found.tokens;
    (end <= view.sentence_end(at) && !goes_on(view, end) && !noun_follows(view, end))
        .then_some((end, *found.value))
}

/// The group noun after a name that ends before `at`, with at most two words between: one past its last token.
pub(super) fn noun_after(view: &View<'_, '_>, at: usize) -> Option<usize> {
    let limit = view.sentence_end(at);
    let noun = (at..limit.min(at + 3))
        .take_while(|at| {
            view.shape(*at) == Shape::Small
                && (!words::is_function_word(view.lower(*at)) || view.lower(*at) == "and")
        })
        .find(|at| {
            NOUNS
                .get(view.lower(*at))
                .is_some_and(|one| !(goes_on(view, at + 1) || *one && noun_follows(view, at + 1)))
        })?;
    Some(noun + 1)
}

fn of_country(view: &View<'_, '_>, at: usize) -> Option<GroupPhrase> {
    let (tokens, country) = places::adjective_at(view, at)
        .or_else(|| {
            places::place_at(view, at)
                .filter(|(_, place)| place.kind == places::PlaceKind::Country)
                .and_then(|(tokens, place)| place.country.map(|country| (tokens, country)))
        })
        .or_else(|| places::people(view.token(at)).map(|country| (0, country)))?;
    if tokens == 0 {
        return Some(GroupPhrase {
            tokens: at..at + 1,
            name: view.token(at).to_owned(),
            country: Some(country),
        });
    }
    let end = noun_after(view, at + tokens)?;
    let span = view.text.span_of(at..end)?;
    let start = start_with_rank(view, at);
    Some(GroupPhrase { tokens: start..end, name: view.text.words(span).to_owned(), country: Some(country) })
}

/// Takes in `senior`, `top`, `two`, `several` before the group.
fn start_with_rank(view: &View<'_, '_>, at: usize) -> usize {
    let from = view.sentence_start(at);
    let mut start = at;
    while start > from
        && at - start < 2
        && matches!(
            view.lower(start - 1),
            "senior" | "top" | "some" | "many" | "other" | "key" | "several" | "two" | "three" | "unnamed"
        )
    {
        start -= 1;
    }
    start
}

fn alone(view: &View<'_, '_>, at: usize) -> Option<GroupPhrase> {
    let found = ALONE.at(view.text, at)?;
    let end = at + found.tokens;
    if end > view.sentence_end(at) || view.is_capital(at) && !view.is_start(at) || goes_on(view, end) {
        return None;
    }
    // `health officials` within `local health officials` is still this group; `police` in `secret police` is not.
    let before = view.before(at);
    let modified = view.sentence_start(at) < at
        && view.shape(at - 1) == Shape::Small
        && !words::is_function_word(before)
        && !words::speaks(before)
        && !words::is_auxiliary(before)
        && !matches!(before, "local" | "senior" | "top" | "former" | "said" | "against" | "tell" | "told");
    let joined = matches!(before, "-" | "'s" | "'" | "’");
    if modified || joined {
        return None;
    }
    let span = view.text.span_of(at..end)?;
    let start = start_with_rank(view, at);
    Some(GroupPhrase { tokens: start..end, name: words::lower(view.text.words(span)), country: None })
}

/// Whether a word follows that can be a noun: `military aid`, `government bonds`.
fn noun_follows(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    view.shape(at) == Shape::Small
        && !(words::is_function_word(word)
            || words::speaks(word)
            || words::is_auxiliary(word)
            || word.ends_with("ed")
            || words::is_irregular_past(word))
}

/// Whether the noun phrase goes on, so that the group is not its head: `police chief`, `Ukrainian forces commander`.
fn goes_on(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    match view.shape(at) {
        Shape::Small => {
            super::offices::office_at(view, at).is_some() && !words::speaks(word)
                || NOUNS.contains_key(word)
                || matches!(word, "station" | "car" | "cars" | "officers" | "report" | "custody" | "force")
        }
        Shape::NoWord => word == "-" && view.touches_next(at),
        _ => false,
    }
}
