//! Sources named beside a passage and not in its sentences: `“…” Ann Bell, Tide News`, `[Tide News, 5/9/31]`,
//! `From Tide News:`.

use super::{
    lines::{is_dash, lines},
    outlets::{Named, Outlets, is_calendar, is_capital},
};
use crate::{
    Citation, CitationKind,
    text::{SentenceKind, Text, TokenKind},
};
use std::ops::Range;

/// How many tokens the names of the writers of a passage take.
const WRITER_TOKENS: usize = 14;
/// How many tokens a source in brackets takes.
const BRACKET_TOKENS: usize = 14;

/// Every outlet so named, in order.
pub(super) fn sources(text: &Text<'_>, outlets: &Outlets) -> Vec<Citation> {
    let mut found = Vec::new();
    let mut quoted = false;
    for line in lines(text) {
        if !is_debris(text, line.start) {
            let head = line.start == 0;
            let signed = signed(text, outlets, &line, quoted).or_else(|| introduced(text, outlets, &line));
            found.extend(signed.and_then(|named| citation(text, &named)));
            let brackets = line.clone().filter(|at| matches!(text.token(*at), "[" | "(") && !head);
            found.extend(brackets.filter_map(|at| citation(text, &noted(text, outlets, at, &line)?)));
        }
        quoted = is_quote(text.token(line.end - 1));
    }
    found.sort_by_key(|citation| citation.name);
    found.dedup_by_key(|citation| citation.name);
    found
}

fn citation(text: &Text<'_>, named: &Named) -> Option<Citation> {
    let name = text.span_of(named.name.clone())?;
    Some(Citation { span: name, name, outlet: named.plain.clone(), kind: CitationKind::Reported })
}

fn is_debris(text: &Text<'_>, at: usize) -> bool {
    text.tokens
        .get(at)
        .and_then(|token| text.sentences.get(text.sentence_at(token.span.start)?))
        .is_some_and(|sentence| sentence.kind == SentenceKind::Debris)
}

fn is_quote(word: &str) -> bool {
    matches!(word, "”" | "\"" | "’" | "“")
}

/// Who wrote a quoted passage, and where, at its end or in the line below.
fn signed(text: &Text<'_>, outlets: &Outlets, line: &Range<usize>, quoted: bool) -> Option<Named> {
    let from = line.start.max(line.end.saturating_sub(WRITER_TOKENS));
    let comma = (from + 1..line.end).rev().find(|at| {
        matches!(text.token(*at), "," | "of" | "in")
            && outlets.at(text, at + 1).is_some_and(|named| named.after == line.end)
    })?;
    let mut first = comma;
    while first > from
        && (is_capital(text.token(first - 1))
            || matches!(text.token(first - 1), "." | "," | "and" | "&" | "de" | "board"))
    {
        first -= 1;
    }
    let writers =
        (first..comma).filter(|at| is_capital(text.token(*at)) || text.token(*at) == "board").count();
    let before = first.checked_sub(1).map_or("", |before| text.token(before));
    let parted = first == line.start && quoted
        || first > line.start && (is_quote(before) || is_dash(before) && text.token(comma) == ",");
    (writers >= 2 && parted).then(|| outlets.at(text, comma + 1)).flatten()
}

/// `From Tide News:` and `Tide News:` before what they wrote.
fn introduced(text: &Text<'_>, outlets: &Outlets, line: &Range<usize>) -> Option<Named> {
    let from = line.end.saturating_sub(BRACKET_TOKENS).max(line.start);
    if text.token(line.end - 1) != ":" {
        return None;
    }
    let first = (from..line.end).rev().find(|at| matches!(text.token(*at), "From" | "from" | "Via" | "via"));
    let first = first.map_or(line.start, |first| first + 1);
    outlets.at(text, first).filter(|named| named.after + 1 == line.end)
}

/// `[Tide News, 5/9/31]` and, behind a sentence, `(Tide News, Aug. 14)`.
fn noted(text: &Text<'_>, outlets: &Outlets, open: usize, line: &Range<usize>) -> Option<Named> {
    let square = text.token(open) == "[";
    let via = usize::from(matches!(text.token(open + 1), "via" | "Via" | "from" | "From"));
    let named = outlets.at(text, open + 1 + via)?;
    let next = text.token(named.after);
    let limit = line.end.min(open + BRACKET_TOKENS);
    let close = (named.after..limit).find(|at| matches!(text.token(*at), "]" | ")"))?;
    let dated = matches!(next, "," | ";")
        && (named.after + 1..close).any(|at| {
            is_calendar(text.token(at))
                || text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
        });
    let alone = close == named.after;
    let ends = open > line.start
        && (matches!(text.token(open - 1), "." | "!" | "?" | ":") || is_quote(text.token(open - 1)));
    // A bracket at the head is a credit.
    let follows = open > line.start || square || via > 0;
    (follows && (dated || alone && (square || ends && close + 1 < line.end || via > 0))).then_some(named)
}
