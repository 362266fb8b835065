//! Noun phrases whose head is an office: *the union's general secretary*, *chief executive of Norrvane Terminals*.

use super::{
    offices,
    titles::{Title, extend_left},
    view::{Shape, View},
    words,
};

/// A noun phrase whose head is an office.
#[derive(Debug, Clone)]
pub(super) struct OfficePhrase {
    pub(super) title: Title,
    /// One past its last token, with `of …` if it has that.
    pub(super) end: usize,
    /// Its determiner in small letters; empty without one.
    pub(super) determiner: String,
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
    let has_article = matches!(
        determiner,
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "one" | "another" | "this" | "then"
    );
    let possessive = matches!(determiner, "its" | "his" | "her" | "their");
    let first = at + usize::from(has_article);
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
    let mut title = Title::bare(start..start + tokens, office);
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

/// One past the last token of a noun phrase that begins at `at`, as far as small rules see.
pub(super) fn object_end(view: &View<'_, '_>, at: usize, limit: usize) -> usize {
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
