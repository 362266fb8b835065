//! Roles: titles before a name, and appositions after or before it.

use super::{
    chunks::Chunk,
    office_phrases::{OfficePhrase, object_end, office_phrase},
    offices::{self, Class},
    titles::{Title, extend_left},
    trimmed::is_postnominal,
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
    /// The kind of organisation whose office it is: `union`.
    pub(super) body: Option<&'static str>,
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

/// The role that a title gives.
pub(super) fn role_of(title: &Title, end: usize) -> RoleDraft {
    let plain = title.office.plain;
    // A portfolio tells one minister from another; before other offices it is description.
    let with_portfolio =
        matches!(plain, "minister" | "secretary" | "commissioner" | "undersecretary" | "assistant secretary");
    let office = if title.portfolio.is_empty() || !with_portfolio {
        let second = title.portfolio.iter().find(|word| matches!(word.as_str(), "deputy" | "assistant"));
        second.map_or_else(|| plain.to_owned(), |second| format!("{second} {plain}"))
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
        body: title.body,
        former: title.former,
    }
}

/// What stands around the name at `index`.
pub(super) fn around(view: &View<'_, '_>, chunks: &[Chunk], index: usize) -> Around {
    let mut around = Around::default();
    let Some(chunk) = chunks.get(index).filter(|chunk| !chunk.modifies) else { return around };
    if let Some(title) = &chunk.title {
        around.roles.push(role_of(title, title.tokens.end));
    } else if let Some(mut title) = small_title_before(view, chunk) {
        if let Some(before) = index.checked_sub(1).and_then(|before| chunks.get(before)) {
            own(view, &mut title, before);
        }
        around.roles.push(role_of(&title, title.tokens.end));
    } else if let Some(role) = office_of_before(view, chunk) {
        around.roles.push(role);
    }
    after(view, chunk, &mut around);
    if around.roles.is_empty()
        && let Some(phrase) = phrase_before(view, chunk)
    {
        around.roles.push(role_of(&phrase.title, phrase.end));
    }
    around
}

/// Gives an office in small letters the name that stands right before it: `DNC chair`, `Bank of X analyst`.
fn own(view: &View<'_, '_>, title: &mut Title, before: &Chunk) {
    let touches = before.tokens.end == title.tokens.start;
    let inside = before.tokens.contains(&title.tokens.start) || title.tokens.contains(&before.tokens.start);
    let is_country = view
        .text
        .span_of(before.tokens.clone())
        .is_some_and(|span| super::places::country(view.text.words(span)).is_some());
    if (touches || inside)
        && !is_country
        && before.tokens.end <= title.office_tokens.start
        && title.owner.is_none()
    {
        title.owner = Some(before.tokens.start);
        title.tokens.start = before.tokens.start;
        title.country = None;
    }
}

/// `Mayor of Leeds Tracy X`: an office and whose it is, right before the name.
fn office_of_before(view: &View<'_, '_>, chunk: &Chunk) -> Option<RoleDraft> {
    let start = chunk.tokens.start;
    let from = view.sentence_start(start).max(start.saturating_sub(5));
    let of = (from..start).rev().find(|at| view.lower(*at) == "of")?;
    if of + 1 >= start || !(of + 1..start).all(|at| view.is_capital(at)) {
        return None;
    }
    let (at, office) = offices::office_before(view, view.sentence_start(start), of)?;
    Some(RoleDraft {
        tokens: at..start,
        office: office.plain.to_owned(),
        class: office.class,
        gender: office.gender,
        country: None,
        owner: Some(of + 1),
        body: None,
        former: false,
    })
    .filter(|_| !office.plural && matches!(office.class, Class::Head | Class::Office))
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
    let mut title = Title::bare(at..end, office);
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
    let mut at = past_honours(view, chunk.tokens.end);
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
        body: None,
        former: false,
    })
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

/// One past the letters of an honour that stand at `at`.
fn past_honours(view: &View<'_, '_>, at: usize) -> usize {
    at + usize::from(is_postnominal(view.token(at)))
}

/// Whether an apposition ends here: a mark, or the verb of the sentence.
fn closes(view: &View<'_, '_>, at: usize) -> bool {
    let at = past_honours(view, at);
    let word = view.lower(at);
    word.is_empty()
        || matches!(word, "," | "." | ";" | ":" | ")" | "”" | "\"" | "—" | "–" | "!" | "?")
        || words::speaks(word)
        || words::is_auxiliary(word)
}
