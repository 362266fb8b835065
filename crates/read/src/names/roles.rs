//! Roles: titles before a name, and appositions after or before it.

use super::{
    chunks::{Chunk, Title, extend_left},
    offices::{self, Class},
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::words::{Phrases, table};
use std::{ops::Range, sync::LazyLock};

/// A role as the text gives it; whose office it is may still have to be found out.
#[derive(Debug, Clone)]
pub(super) struct RoleDraft {
    pub(super) tokens: Range<usize>,
    /// The plain office with its portfolio: `harbor minister`.
    pub(super) office: String,
    pub(super) class: Class,
    pub(super) gender: Gender,
    /// A country's plain name.
    pub(super) country: Option<&'static str>,
    /// The token at which the words begin that say whose office it is.
    pub(super) owner: Option<usize>,
    pub(super) former: bool,
}

/// What the words around a name say of it.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) roles: Vec<RoleDraft>,
    /// An age stands after it.
    pub(super) aged: bool,
    /// *who* stands after it.
    pub(super) who: bool,
    /// The token at which the words begin of those to whom it belongs: `Mirelle Quist of the …`.
    pub(super) of: Option<usize>,
}

static CLAUSES: LazyLock<Phrases<&str>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("who_clauses.tsv")).map(|row| (row[0], row[1])).collect::<Vec<_>>())
});

/// A noun phrase whose head is an office.
#[derive(Debug, Clone)]
pub(super) struct OfficePhrase {
    pub(super) title: Title,
    /// One past its last token, with `of …` if it has that.
    pub(super) end: usize,
    /// Its determiner in small letters; empty without one.
    pub(super) determiner: String,
}

/// The role that a title gives.
pub(super) fn role_of(title: &Title, end: usize) -> RoleDraft {
    let plain = title.office.plain;
    // A portfolio tells one minister from another; before other offices it is description.
    let with_portfolio =
        matches!(plain, "minister" | "secretary" | "commissioner" | "undersecretary" | "assistant secretary");
    let office = if title.portfolio.is_empty() || !with_portfolio {
        let deputy = title.portfolio.iter().any(|word| word == "deputy");
        if deputy { format!("deputy {plain}") } else { plain.to_owned() }
    } else {
        format!("{} {plain}", title.portfolio.join(" "))
    };
    RoleDraft {
        tokens: title.tokens.start..end,
        office,
        class: title.office.class,
        gender: title.office.gender,
        country: title.country,
        owner: title.owner,
        former: title.former,
    }
}

/// What stands around the name.
pub(super) fn around(view: &View<'_, '_>, chunk: &Chunk) -> Around {
    let mut around = Around::default();
    if chunk.modifies {
        return around;
    }
    if let Some(title) = &chunk.title {
        around.roles.push(role_of(title, title.tokens.end));
    } else if let Some(title) = small_title_before(view, chunk) {
        around.roles.push(role_of(&title, title.tokens.end));
    }
    after(view, chunk, &mut around);
    if around.roles.is_empty()
        && let Some(phrase) = phrase_before(view, chunk)
    {
        around.roles.push(role_of(&phrase.title, phrase.end));
    }
    around
}

/// `spokesman Heorhii X`, `union leader Dravash`: an office in small letters right before the name.
fn small_title_before(view: &View<'_, '_>, chunk: &Chunk) -> Option<Title> {
    let from = view.sentence_start(chunk.tokens.start);
    let mut end = chunk.tokens.start;
    while end > from
        && (words::title(view.token(end - 1)).is_some()
            || (view.before(end) == "." && end >= from + 2 && words::title(view.token(end - 2)).is_some()))
    {
        end -= 1;
    }
    let (at, office) = offices::office_before(view, from, end)?;
    if view.is_capital(at) && !view.is_start(at) || office.plural || follows_as_verb(view, at, from) {
        return None;
    }
    let mut title = Title {
        tokens: at..end,
        office_tokens: at..end,
        office,
        country: None,
        owner: None,
        portfolio: Vec::new(),
        former: false,
    };
    extend_left(view, &mut title);
    Some(title)
}

/// Whether the office is a verb where it stands: `will host …`, `they coach …`.
fn follows_as_verb(view: &View<'_, '_>, at: usize, from: usize) -> bool {
    let before = if at > from { view.lower(at - 1) } else { "" };
    words::is_auxiliary(before) || matches!(before, "to" | "they" | "we" | "i" | "you" | "who" | "not")
}

/// Reads what stands after the name: an age, an apposition, *who …*, *of …*, *is the …*.
fn after(view: &View<'_, '_>, chunk: &Chunk, around: &mut Around) {
    let limit = view.sentence_end(chunk.tokens.start);
    let mut at = chunk.tokens.end;
    if view.lower(at) == "."
        && matches!(view.lower(at.saturating_sub(1)), "jr" | "sr")
        && view.lower(at + 1) == ","
    {
        at += 1;
    }
    if view.lower(at) == "(" {
        // An acronym or a party and district in brackets.
        if let Some(close) = (at + 1..limit.min(at + 6)).find(|at| view.lower(*at) == ")") {
            at = close + 1;
        }
    }
    match view.lower(at) {
        "," => {
            let mut next = at + 1;
            if view.lower(next).parse::<u8>().is_ok_and(|age| age < 120)
                && matches!(view.lower(next + 1), "," | ".")
            {
                around.aged = true;
                next += 2;
            } else if view.lower(next) == "aged" {
                around.aged = true;
            }
            if next >= limit {
                return;
            }
            if view.lower(next) == "who" {
                around.who = true;
                around.roles.extend(clause_role(view, next + 1));
            } else if let Some(phrase) = office_phrase(view, next, limit) {
                around.roles.push(role_of(&phrase.title, phrase.end));
            }
        }
        "is" | "was" | "became" | "remains" => {
            let article = at + 1;
            if matches!(view.lower(article), "the" | "a" | "an")
                && let Some(phrase) = office_phrase(view, article, limit)
            {
                around.roles.push(role_of(&phrase.title, phrase.end));
            }
        }
        "of" => around.of = Some(at + 1),
        "who" => around.who = true,
        _ => {}
    }
}

/// `who chairs the council`.
fn clause_role(view: &View<'_, '_>, at: usize) -> Option<RoleDraft> {
    let found = CLAUSES.at(view.text, at)?;
    let limit = view.sentence_end(at);
    let object = at + found.tokens;
    let mut end = object_end(view, object, limit);
    let mut owner = (end > object).then_some(object);
    // `teaches labor history at the university`: whose teacher stands after the preposition.
    if matches!(view.lower(end), "at" | "for" | "in") {
        let place = object_end(view, end + 1, limit);
        if place > end + 1 {
            owner = Some(end + 1);
            end = place;
        }
    }
    Some(RoleDraft {
        tokens: at..end,
        office: (*found.value).to_owned(),
        class: Class::Office,
        gender: Gender::Unknown,
        country: None,
        owner,
        former: false,
    })
}

/// One past the last token of a noun phrase that begins at `at`, as far as small rules see.
fn object_end(view: &View<'_, '_>, at: usize, limit: usize) -> usize {
    let mut end = at;
    while end < limit.min(at + 10) {
        let word = view.lower(end);
        let inside = match view.shape(end) {
            Shape::Capital | Shape::Capitals | Shape::Letter => true,
            Shape::Small => {
                (end == at && matches!(word, "the" | "a" | "an" | "its" | "his" | "her" | "their"))
                    || (matches!(word, "of" | "the" | "and" | "for" | "at")
                        && view.is_capital(end + 1)
                        && end > at)
                    || (word == "of" && view.lower(end + 1) == "the" && view.is_capital(end + 2))
                    || !(words::is_function_word(word) || words::speaks(word) || words::is_auxiliary(word))
            }
            Shape::NoWord => {
                matches!(word, "'s" | "'" | "’" | "-" | "&")
                    || (word == "."
                        && end + 1 < limit
                        && view.shape(end.wrapping_sub(1)) == Shape::Letter
                        && view.is_capital(end + 1))
            }
        };
        if !inside {
            break;
        }
        end += 1;
    }
    end
}

/// A noun phrase from token `at` on whose head is an office: `the union's general secretary`, `chief executive of
/// Norrvane Terminals`. `None` when a name follows the office, as in a list.
pub(super) fn office_phrase(view: &View<'_, '_>, at: usize, limit: usize) -> Option<OfficePhrase> {
    phrase_with(view, at, limit, false)
}

/// A noun phrase from token `at` on whose head is an office that owns what follows: `the president` in `the
/// president's plan`.
pub(super) fn owning_office(view: &View<'_, '_>, at: usize, limit: usize) -> Option<OfficePhrase> {
    phrase_with(view, at, limit, true)
}

fn phrase_with(view: &View<'_, '_>, at: usize, limit: usize, owns: bool) -> Option<OfficePhrase> {
    let determiner = view.lower(at);
    let determined = matches!(
        determiner,
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "one" | "another" | "this" | "then"
    );
    let possessive = matches!(determiner, "its" | "his" | "her" | "their");
    let first = at + usize::from(determined);
    let mut next = first;
    let (start, tokens, office) = loop {
        if next >= limit || next - first > 9 {
            return None;
        }
        if let Some((tokens, office)) = offices::office_at(view, next)
            && next + tokens <= limit
            && if owns { view.lower(next + tokens) == "'s" } else { !goes_on(view, next + tokens) }
        {
            break (next, tokens, office);
        }
        let word = view.lower(next);
        let inside = match view.shape(next) {
            Shape::Capital | Shape::Capitals | Shape::Letter => true,
            Shape::Small => {
                !(words::is_function_word(word)
                    && !matches!(word, "new" | "first" | "last" | "next" | "former")
                    || words::speaks(word)
                    || words::is_auxiliary(word))
            }
            Shape::NoWord => matches!(word, "'s" | "'" | "’" | "-" | "&"),
        };
        if !inside {
            return None;
        }
        next += 1;
    };
    if office.plural {
        return None;
    }
    let mut title = Title {
        tokens: start..start + tokens,
        office_tokens: start..start + tokens,
        office,
        country: None,
        owner: None,
        portfolio: Vec::new(),
        former: false,
    };
    extend_left(view, &mut title);
    if title.tokens.start < first {
        title.tokens.start = first;
    }
    // A name in capitals right before the office owns it: `Norrvane chairman`.
    if title.owner.is_none()
        && title.country.is_none()
        && title.tokens.start > first
        && view.is_capital(title.tokens.start - 1)
    {
        let mut owner = title.tokens.start - 1;
        while owner > first && view.is_capital(owner - 1) {
            owner -= 1;
        }
        title.owner = Some(owner);
    }
    if possessive && title.owner.is_none() {
        title.owner = Some(at);
    }
    title.tokens.start = first;
    let mut end = start + tokens;
    if matches!(view.lower(end), "of" | "for" | "at" | "in" | "to" | "with") {
        let object = object_end(view, end + 1, limit);
        if object > end + 1 {
            if view.lower(end) != "in" || title.owner.is_none() && title.country.is_none() {
                title.owner = title.owner.or(Some(end + 1));
            }
            end = object;
        }
    }
    Some(OfficePhrase { title, end, determiner: determiner.to_owned() })
}

/// Whether the noun phrase goes on after the office, so that the office is not its head, or a name follows.
fn goes_on(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    match view.shape(at) {
        Shape::NoWord => matches!(word, "-" | "'s" | "'") || (word == "’" && view.is_capital(at + 1)),
        Shape::Small => {
            !(words::is_function_word(word)
                || words::speaks(word)
                || words::is_auxiliary(word)
                || word.ends_with("ed")
                || words::is_irregular_past(word)
                || (word.ends_with('s') && !word.ends_with("ss")))
        }
        _ => words::not_a_name(view.token(at)) != Some("time"),
    }
}

/// `The regional harbor minister, Corvin Aldane, …`: the noun phrase that the name stands after.
fn phrase_before(view: &View<'_, '_>, chunk: &Chunk) -> Option<OfficePhrase> {
    let from = view.sentence_start(chunk.tokens.start);
    let mut start = chunk.tokens.start;
    while start > from
        && (words::title(view.token(start - 1)).is_some()
            || view.lower(start - 1) == "."
                && start >= from + 2
                && words::title(view.token(start - 2)).is_some())
    {
        start -= 1;
    }
    if start < from + 2 || view.lower(start - 1) != "," || !closes(view, chunk.tokens.end) {
        return None;
    }
    let comma = start - 1;
    (from.max(comma.saturating_sub(14))..comma).rev().find_map(|at| {
        let opens = at == from
            || matches!(view.shape(at - 1), Shape::NoWord)
                && !matches!(view.lower(at - 1), "'s" | "'" | "’" | "-")
            || matches!(view.lower(at), "the" | "a" | "an" | "its" | "his" | "her" | "their")
            || (view.is_capital(at) && !view.is_capital(at - 1));
        // A phrase between two names belongs to the first.
        let taken = at > from + 1
            && view.lower(at - 1) == ","
            && view.is_capital(at - 2)
            && view.zone(at - 2) == Zone::Read;
        if !opens || taken {
            return None;
        }
        office_phrase(view, at, comma).filter(|phrase| {
            phrase.end == comma
                && !(phrase.determiner.is_empty()
                    && phrase.title.owner.is_none()
                    && phrase.title.country.is_none())
        })
    })
}

/// Whether an apposition ends here: a mark, or the verb of the sentence.
fn closes(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    word.is_empty()
        || matches!(word, "," | "." | ";" | ":" | ")" | "”" | "\"" | "—" | "–" | "!" | "?")
        || words::speaks(word)
        || words::is_auxiliary(word)
}
