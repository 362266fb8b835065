//! Datelines: the place at the head of a report, with its day and the outlet in brackets after it.

use super::{
    lines::{is_dash, lines},
    outlets::{Outlets, is_capital},
};
use crate::text::{SentenceKind, Text, TokenKind};
use article::Span;
use std::ops::Range;

/// How many lines at the head may open with a dateline.
const HEAD_LINES: usize = 12;
/// How far into its line a dateline in brackets may stand: points and captions may have run into the line.
const WITHIN: usize = 80;
/// How many tokens a place with its day takes at most.
const PLACE_TOKENS: usize = 12;
/// How many tokens a place, a dash left out, takes where no outlet stands in brackets.
const BARE_TOKENS: usize = 9;
/// How many tokens the stamp of a day and time takes.
const STAMP_TOKENS: usize = 20;

/// A place at the head of a report, an outlet there, or both.
#[derive(Debug)]
pub(super) struct Dateline {
    /// Empty when only an outlet stands there.
    pub(super) place: Range<usize>,
    /// The outlet in brackets: with the brackets, and its name alone.
    pub(super) outlet: Option<(Range<usize>, Range<usize>)>,
}

/// Whether a word is written in capitals, as places at the head of a report are.
pub(super) fn is_shouted(text: &Text<'_>, at: usize) -> bool {
    let word = text.token(at);
    text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
        && word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && !word.chars().any(char::is_lowercase)
        && !matches!(word, "LRB" | "RRB")
}

/// How many tokens an opening bracket at `at` takes; treebanks write it out.
fn opens(text: &Text<'_>, at: usize) -> Option<usize> {
    match text.token(at) {
        "(" => Some(1),
        "-" if text.token(at + 1) == "LRB" && text.token(at + 2) == "-" => Some(3),
        _ => None,
    }
}

/// The same of a closing one.
pub(super) fn closes(text: &Text<'_>, at: usize) -> Option<usize> {
    match text.token(at) {
        ")" => Some(1),
        "-" if text.token(at + 1) == "RRB" && text.token(at + 2) == "-" => Some(3),
        _ => None,
    }
}

/// Every dateline, in order.
pub(super) fn found(text: &Text<'_>, outlets: &Outlets) -> Vec<Dateline> {
    let mut found = Vec::new();
    for (number, line) in lines(text).iter().take(HEAD_LINES).enumerate() {
        let debris = text
            .tokens
            .get(line.start)
            .and_then(|token| text.sentences.get(text.sentence_at(token.span.start)?))
            .is_some_and(|sentence| sentence.kind == SentenceKind::Debris);
        if debris {
            continue;
        }
        let mut from = line.start;
        if let Some(end) = stamp(text, line) {
            found.push(Dateline { place: from..end, outlet: None });
            from = end;
        }
        let bracketed = (from..line.end.min(from + WITHIN))
            .find_map(|at| bracketed(text, outlets, from, at, line.end, number));
        found.extend(bracketed.or_else(|| bare(text, from..line.end)));
    }
    found
}

/// The places of the datelines, with their days, without outlet and dash: `OSLO, May 3`.
///
/// ```
/// use read::{credits, text::Text};
/// let text = Text::cut("ORLE, May 3 (Tide Wire) — The dam held on Sunday, engineers said.");
/// assert_eq!(text.words(credits::datelines(&text)[0]), "ORLE, May 3");
/// ```
pub fn datelines(text: &Text<'_>) -> Vec<Span> {
    let found = found(text, &Outlets::of(text));
    found.into_iter().filter_map(|dateline| text.span_of(dateline.place)).collect()
}

/// `OSLO, May 3 (Reuters) -`, `(CNN) —`, `(CNN) The dam held`.
fn bracketed(
    text: &Text<'_>,
    outlets: &Outlets,
    from: usize,
    at: usize,
    end: usize,
    line: usize,
) -> Option<Dateline> {
    let inner = at + opens(text, at)?;
    let inner = if text.token(inner) == "@" { inner + 1 } else { inner };
    let close = (inner + 1..(inner + 7).min(end)).find(|at| closes(text, *at).is_some())?;
    let after = close + closes(text, close)?;
    let known = outlets.at(text, inner).is_some_and(|named| named.name.end == close);
    let named = (inner..close)
        .all(|at| is_capital(text.token(at)) || matches!(text.token(at), "-" | "&" | "."))
        && close <= inner + 5;
    let dash = is_dash(text.token(after));
    // *Torve (CNN) The dam held*
    let named_place = at <= from + BARE_TOKENS
        && (from..at).all(|at| is_capital(text.token(at)) || matches!(text.token(at), "," | "."));
    let heads = named_place && line < 3 && is_capital(text.token(after));
    if !(dash || heads && known) || after + 3 > end {
        return None;
    }
    let place = place(text, from, at);
    let shouted = place.clone().any(|at| is_shouted(text, at));
    let holds = known || shouted && named;
    holds.then_some(Dateline { place, outlet: Some((at..after, inner..close)) })
}

/// The words before a bracket that are a place and its day.
fn place(text: &Text<'_>, from: usize, bracket: usize) -> Range<usize> {
    let mut first = bracket;
    while first > from && first + PLACE_TOKENS > bracket {
        let word = text.token(first - 1);
        let number = text.tokens.get(first - 1).is_some_and(|token| token.kind == TokenKind::Number);
        let joins = matches!(word, "," | "." | "/" | "-" | "de" | "of" | "and" | "al" | "el" | "la" | "du");
        // *Misrata Dafniya* after a sentence that has no stop is past telling; a *By* is not.
        if !(is_capital(word) || number || joins) || matches!(word, "By" | "BY") {
            break;
        }
        first -= 1;
    }
    let shouted = (first..bracket).find(|at| is_shouted(text, *at));
    let mut first = shouted.unwrap_or(first);
    while first < bracket && !is_capital(text.token(first)) {
        first += 1;
    }
    first..bracket
}

/// `OSLO —`
fn bare(text: &Text<'_>, line: Range<usize>) -> Option<Dateline> {
    let first = line.start;
    let dash = (first..line.end.min(first + BARE_TOKENS + 1)).find(|at| {
        is_dash(text.token(*at)) && {
            let spaced = |left: usize, right: usize| match (text.tokens.get(left), text.tokens.get(right)) {
                (Some(left), Some(right)) => left.span.end < right.span.start,
                _ => false,
            };
            !matches!(text.token(*at), "-" | "–") || *at > first && spaced(at - 1, *at)
        }
    })?;
    // A report goes on after the dash, in running words.
    let runs_on = (dash + 1..line.end.min(dash + 12)).filter(|at| !is_capital(text.token(*at))).count() >= 2;
    let plausible = (first..dash).all(|at| {
        let word = text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        (!word && !matches!(text.token(at), "\"" | "“" | "?" | "!" | ":" | ";" | "("))
            || is_capital(text.token(at))
            || matches!(text.token(at), "de" | "of" | "and" | "al" | "el" | "la")
    });
    (dash > first && runs_on && line.end >= dash + 4 && plausible && is_shouted(text, first))
        .then_some(Dateline { place: first..dash, outlet: None })
}

/// `OSLO | Tue May 2, 2031 8:36 am BST`: where it ends.
fn stamp(text: &Text<'_>, line: &Range<usize>) -> Option<usize> {
    if !is_shouted(text, line.start) {
        return None;
    }
    let limit = line.end.min(line.start + STAMP_TOKENS);
    let bar = (line.start..limit.min(line.start + 8)).find(|at| text.token(*at) == "|")?;
    let half = (bar..limit)
        .find(|at| matches!(text.token(*at).to_ascii_lowercase().as_str(), "am" | "pm" | "a.m" | "p.m"))?;
    let zone = half + 1 < limit && is_shouted(text, half + 1) && text.token(half + 1).len() <= 4;
    Some(if zone { half + 2 } else { half + 1 })
}
