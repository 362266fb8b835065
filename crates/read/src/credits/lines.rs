//! Credits by their place: beside a dateline, in the byline, the foot line, the copyright line.

use super::{
    bylines, datelines, foot,
    outlets::{Named, Outlets, is_capital},
};
use crate::{
    Citation, CitationKind,
    text::{Text, TokenKind},
    words::{Phrases, table},
};
use article::Span;
use std::{ops::Range, sync::LazyLock};

/// How many tokens a line that is only a credit takes at most.
const LINE_TOKENS: usize = 24;
/// How many lines from either end of the text a byline or a bare name of an outlet may stand.
const EDGE_LINES: usize = 5;

/// Where a phrase of a credit stands, and the names beside it.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Line,
    Anywhere,
    Before,
}

/// The phrases of credits.
pub(super) fn cues() -> &'static Phrases<Place> {
    &CUES
}

static CUES: LazyLock<Phrases<Place>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("credit_lines.tsv")).filter_map(|row| match row[..] {
        [phrase, "line"] => Some((phrase, Place::Line)),
        [phrase, "any"] => Some((phrase, Place::Anywhere)),
        [phrase, "before"] => Some((phrase, Place::Before)),
        _ => None,
    }))
});

/// The tokens of each line that has any, in order. Lines and not paragraphs: a headline and a byline without an
/// empty line between them may be taken for one wrapped paragraph.
pub(super) fn lines(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    for at in 0..text.tokens.len() {
        let gap = lines.last().and_then(|line| {
            let before = text.tokens.get(line.end.checked_sub(1)?)?;
            text.source.get(before.span.end..text.tokens[at].span.start)
        });
        match lines.last_mut() {
            Some(line) if gap.is_some_and(|gap| !gap.contains('\n')) => line.end = at + 1,
            _ => lines.push(at..at + 1),
        }
    }
    lines
}

/// Whether a token is a dash.
pub(super) fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "―" | "--" | "~")
}

/// Every credit found by its place, in the order of the text.
pub(super) fn credited(text: &Text<'_>, outlets: &Outlets, own: Option<&str>) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    let lines = lines(text);
    for (all, name) in datelines::found(text, outlets).into_iter().filter_map(|dateline| dateline.outlet) {
        let named = outlets.at(text, name.start).filter(|named| named.name.end == name.end);
        let plain = named.as_ref().map_or_else(|| words(text, name.clone()), |named| named.plain.clone());
        push(text, all, named.map_or(name, |named| named.name), plain, &mut found);
    }
    // *By Kit Orr for the Estuary Post*
    for byline in bylines::found(text, outlets).into_iter().filter(|byline| text.token(byline.end) == "for") {
        if let Some(named) = outlets.at(text, byline.end + 1) {
            push(text, byline.end..named.name.end, named.name, named.plain, &mut found);
        }
    }
    let heads: Vec<Span> = found.iter().map(|citation| citation.span).collect();
    for (number, paragraph) in lines.iter().enumerate() {
        let edge = number < EDGE_LINES || number + EDGE_LINES >= lines.len();
        let before = found.len();
        let within = text.span_of(paragraph.clone());
        let headed = heads.iter().any(|head| within.is_some_and(|within| within.contains(*head)));
        if edge && !headed {
            whole_line(text, outlets, paragraph, &mut found);
        }
        if found.len() == before {
            by_cue(text, outlets, own, paragraph, &mut found);
        }
        if found.len() == before && number + 1 == lines.len() {
            let foot = foot::credited(text, outlets, paragraph).unwrap_or_default();
            for (name, plain) in foot.names {
                if !own.is_some_and(|own| is_same(own, &plain)) {
                    push(text, foot.all.clone(), name, plain, &mut found);
                }
            }
        }
    }
    found
}

fn words(text: &Text<'_>, range: Range<usize>) -> String {
    text.span_of(range).map_or("", |span| text.words(span)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(text: &Text<'_>, all: Range<usize>, name: Range<usize>, outlet: String, found: &mut Vec<Citation>) {
    if let (Some(span), Some(name)) = (text.span_of(all), text.span_of(name)) {
        found.push(Citation { span: span.join(name), name, outlet, kind: CitationKind::Credit });
    }
}

/// A line that is a name with a dash, brackets or *By* before it: `— Calder Wire`, `(PTI)`, `By Ann Bell, AP`.
fn whole_line(text: &Text<'_>, outlets: &Outlets, paragraph: &Range<usize>, found: &mut Vec<Citation>) {
    let mut first = paragraph.start;
    let mut last = paragraph.end;
    // A credit in brackets or after a dash at the end of the last sentences: *… on Sunday. (AFP)*
    let bracket = (first..last).rev().take(6).find(|at| text.token(*at) == "(");
    if let Some(open) = bracket
        && text.token(last.saturating_sub(1)) == ")"
        && let Some(named) = outlets.at(text, open + 1)
        && named.after + 1 == last
        && (open == first || matches!(text.token(open - 1), "." | "”" | "\""))
    {
        return push(text, open..last, named.name, named.plain, found);
    }
    if paragraph.len() > LINE_TOKENS {
        return;
    }
    let mut marked = false;
    while first < last && (is_dash(text.token(first)) || matches!(text.token(first), "*" | "_")) {
        first += 1;
        marked = true;
    }
    while last > first && matches!(text.token(last - 1), "." | "*" | "_") {
        last -= 1;
    }
    let by = matches!(text.token(first), "By" | "BY" | "by");
    let names = if by { first + 1 } else { first };
    let own_line = |named: &Named| {
        named.after == last || (text.token(named.after) == "staff" && last == named.after + 1)
    };
    if let Some(named) = outlets.at(text, names).filter(own_line) {
        // The name of an outlet alone may also be a heading: it takes a mark, or a second sign.
        if marked || by || text.token(names) == "The" || named.name.len() > 1 {
            push(text, paragraph.start..last, named.name, named.plain, found);
        }
        return;
    }
    if by && is_capital(text.token(names)) {
        let comma = (names..last)
            .rev()
            .find(|at| matches!(text.token(*at), "," | "|" | "/" | "—" | "–" | "-" | "of" | "for"));
        if let Some(comma) = comma
            && let Some(named) = outlets.at(text, comma + 1).filter(own_line)
        {
            push(text, paragraph.start..last, named.name, named.plain, found);
        }
    }
}

/// *Reuters contributed to this report*, *With files from AFP*, *© 2031 AP*.
fn by_cue(
    text: &Text<'_>,
    outlets: &Outlets,
    own: Option<&str>,
    paragraph: &Range<usize>,
    found: &mut Vec<Citation>,
) {
    for (at, cue) in CUES.all(text, paragraph.clone()) {
        let after = at + cue.tokens;
        let begins = at == paragraph.start
            || matches!(text.token(at - 1), "(" | "[" | "." | "|" | "*" | "—" | "-" | ";" | "/");
        match cue.value {
            Place::Before => {
                let from = sentence_start(text, at).max(paragraph.start);
                gather(text, outlets, from..at, Some(after), None, found);
            }
            Place::Line if !begins => {}
            place => {
                let mut first = after;
                // *© 2031 The Estuary Post*, *Copyright © 2031 by AP*
                while first < paragraph.end
                    && (text.tokens[first].kind == TokenKind::Number
                        || matches!(text.token(first), "©" | "(" | "c" | ")" | ":" | "by" | "-" | "–" | ","))
                {
                    first += 1;
                }
                let copyright = matches!(text.token(at), "©" | "Copyright" | "copyright" | "COPYRIGHT" | "(");
                let short = paragraph.len() <= LINE_TOKENS;
                if place == &Place::Line && !(short || copyright) {
                    continue;
                }
                let end = sentence_end(text, at).min(paragraph.end);
                gather(text, outlets, first..end, Some(at), own.filter(|_| copyright), found);
            }
        }
    }
}

/// The outlets in a range of a credit; each span reaches to the cue at `cue`. The outlet `but` is none.
fn gather(
    text: &Text<'_>,
    outlets: &Outlets,
    range: Range<usize>,
    cue: Option<usize>,
    but: Option<&str>,
    found: &mut Vec<Citation>,
) {
    let mut at = range.start;
    while at < range.end.min(range.start + LINE_TOKENS) {
        let inner =
            at > range.start && is_capital(text.token(at - 1)) && !matches!(text.token(at - 1), "The" | "By");
        let named = (!inner).then(|| outlets.at(text, at)).flatten();
        let Some(named) = named.filter(|named| named.name.end <= range.end) else {
            at += 1;
            continue;
        };
        let cue = cue.unwrap_or(at);
        let all = if cue < at { cue..named.name.end } else { at..cue };
        at = named.name.end.max(at + 1);
        let known = text.span_of(named.name.clone());
        if !found.iter().rev().take(LINE_TOKENS).any(|credit| Some(credit.name) == known)
            && !but.is_some_and(|own| is_same(own, &named.plain))
        {
            push(text, all, named.name, named.plain, found);
        }
    }
}

/// Whether two names are of one outlet: one may have an article or go on, as in *Estuary Post - News*.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    let (one, other) = (plain(one), plain(other));
    one.starts_with(&other) || other.starts_with(&one)
}

fn sentence_of<'a>(text: &'a Text<'_>, at: usize) -> Option<&'a crate::text::Sentence> {
    let byte = text.tokens.get(at)?.span.start;
    text.sentences.get(text.sentence_at(byte)?)
}

/// The first token of the sentence of token `at`.
pub(super) fn sentence_start(text: &Text<'_>, at: usize) -> usize {
    sentence_of(text, at).map_or(at, |sentence| sentence.tokens.start)
}

fn sentence_end(text: &Text<'_>, at: usize) -> usize {
    sentence_of(text, at).map_or(at, |sentence| sentence.tokens.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("credit_lines.tsv")) {
            assert!(row.len() == 2 && ["line", "any", "before"].contains(&row[1]), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?}");
        }
    }
}
