//! Credits by their place: dateline, byline, foot line, copyright line.

use super::outlets::{Named, Outlets, is_capital};
use crate::{
    Citation, CitationKind,
    text::{Text, TokenKind},
    words::{Phrases, table},
};
use article::Span;
use std::{ops::Range, sync::LazyLock};

/// How many tokens a dateline takes at most, the dash left out.
const DATELINE_TOKENS: usize = 18;
/// How many tokens a line that is only a credit takes at most.
const LINE_TOKENS: usize = 24;
/// How many lines from either end of the text a byline or a bare name of an outlet may stand.
const EDGE_LINES: usize = 5;

/// A credit found by its place.
#[derive(Debug)]
pub(super) struct Credited {
    pub(super) citation: Citation,
    /// Whether the outlet is said to have made the whole text rather than to have added to it.
    pub(super) whole: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Line,
    Anywhere,
    Before,
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
fn lines(text: &Text<'_>) -> Vec<Range<usize>> {
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

fn is_dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "-" | "―" | "--" | "~")
}

/// Every credit found by its place, in the order of the text.
pub(super) fn credited(text: &Text<'_>, outlets: &Outlets) -> Vec<Credited> {
    let mut found: Vec<Credited> = Vec::new();
    let lines = lines(text);
    for (number, paragraph) in lines.iter().enumerate() {
        let edge = number < EDGE_LINES || number + EDGE_LINES >= lines.len();
        let before = found.len();
        if let Some(bracket) = dateline_at(text, outlets, paragraph).and_then(|dateline| dateline.bracket) {
            let name = bracket.start + 1..bracket.end - 1;
            let named = outlets.at(text, name.start).filter(|named| named.name.end == name.end);
            let plain = named.as_ref().map_or_else(|| words(text, name.clone()), |named| named.plain.clone());
            let name = named.map_or(name, |named| named.name);
            push(text, bracket, name, plain, true, &mut found);
        }
        if edge && found.len() == before {
            whole_line(text, outlets, paragraph, &mut found);
        }
        if found.len() == before {
            by_cue(text, outlets, paragraph, &mut found);
        }
    }
    found
}

fn words(text: &Text<'_>, range: Range<usize>) -> String {
    text.span_of(range).map_or("", |span| text.words(span)).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(
    text: &Text<'_>,
    all: Range<usize>,
    name: Range<usize>,
    outlet: String,
    whole: bool,
    found: &mut Vec<Credited>,
) {
    if let (Some(span), Some(name)) = (text.span_of(all), text.span_of(name)) {
        let citation = Citation { span: span.join(name), name, outlet, kind: CitationKind::Credit };
        found.push(Credited { citation, whole });
    }
}

/// A line that is a name with a dash, brackets or *By* before it: `— Calder Wire`, `(PTI)`, `By Ann Bell, AP`.
fn whole_line(text: &Text<'_>, outlets: &Outlets, paragraph: &Range<usize>, found: &mut Vec<Credited>) {
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
        return push(text, open..last, named.name, named.plain, true, found);
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
            push(text, paragraph.start..last, named.name, named.plain, true, found);
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
            push(text, paragraph.start..last, named.name, named.plain, true, found);
        }
    }
}

/// *Reuters contributed to this report*, *With files from AFP*, *© 2031 AP*.
fn by_cue(text: &Text<'_>, outlets: &Outlets, paragraph: &Range<usize>, found: &mut Vec<Credited>) {
    for (at, cue) in CUES.all(text, paragraph.clone()) {
        let after = at + cue.tokens;
        let begins = at == paragraph.start
            || matches!(text.token(at - 1), "(" | "[" | "." | "|" | "*" | "—" | "-" | ";" | "/");
        match cue.value {
            Place::Before => {
                let from = sentence_start(text, at).max(paragraph.start);
                gather(text, outlets, from..at, Some(after), false, found);
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
                let source = text.token(after.saturating_sub(1)) == ":";
                let short = paragraph.len() <= LINE_TOKENS;
                if place == &Place::Line && !(short || copyright) {
                    continue;
                }
                let whole = copyright || source || text.token(at).eq_ignore_ascii_case("distributed");
                let end = sentence_end(text, at).min(paragraph.end);
                gather(text, outlets, first..end, Some(at), whole, found);
            }
        }
    }
}

/// The outlets in a range of a credit; each span reaches to the cue at `cue`.
fn gather(
    text: &Text<'_>,
    outlets: &Outlets,
    range: Range<usize>,
    cue: Option<usize>,
    whole: bool,
    found: &mut Vec<Credited>,
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
        if !found.iter().rev().take(LINE_TOKENS).any(|credit| Some(credit.citation.name) == known) {
            push(text, all, named.name, named.plain, whole, found);
        }
    }
}

fn sentence_of<'a>(text: &'a Text<'_>, at: usize) -> Option<&'a crate::text::Sentence> {
    let byte = text.tokens.get(at)?.span.start;
    text.sentences.get(text.sentence_at(byte)?)
}

fn sentence_start(text: &Text<'_>, at: usize) -> usize {
    sentence_of(text, at).map_or(at, |sentence| sentence.tokens.start)
}

fn sentence_end(text: &Text<'_>, at: usize) -> usize {
    sentence_of(text, at).map_or(at, |sentence| sentence.tokens.end)
}

struct Dateline {
    all: Range<usize>,
    /// The outlet in brackets, brackets included.
    bracket: Option<Range<usize>>,
}

/// The dateline at the head of a paragraph: `OSLO, May 3 (Reuters) -`, `OSLO —`, `(Reuters) -`.
fn dateline_at(text: &Text<'_>, outlets: &Outlets, paragraph: &Range<usize>) -> Option<Dateline> {
    let first = paragraph.start;
    let end = paragraph.end.min(first + DATELINE_TOKENS);
    let dash = (first..end).find(|at| {
        is_dash(text.token(*at)) && {
            let spaced = |left: usize, right: usize| match (text.tokens.get(left), text.tokens.get(right)) {
                (Some(left), Some(right)) => left.span.end < right.span.start,
                _ => false,
            };
            let hyphen = matches!(text.token(*at), "-" | "–");
            !hyphen || *at == first || spaced(at - 1, *at) || text.token(at - 1) == ")"
        }
    })?;
    // A report goes on after the dash, in running words.
    let runs_on =
        (dash + 1..paragraph.end.min(dash + 12)).filter(|at| !is_capital(text.token(*at))).count() >= 2;
    if dash == first || !runs_on || paragraph.end < dash + 4 {
        return None;
    }
    let open = (first..dash).find(|at| text.token(*at) == "(");
    let bracket = open.filter(|_| text.token(dash - 1) == ")").map(|open| open..dash);
    let place = first..open.unwrap_or(dash);
    let shouted = text.token(first).chars().filter(|letter| letter.is_alphabetic()).count() >= 2
        && text.token(first).chars().all(|letter| !letter.is_lowercase())
        && text.tokens.get(first).is_some_and(|token| token.kind == TokenKind::Word);
    let plausible =
        place.clone().all(|at| {
            let token = text.tokens.get(at).map(|token| token.kind);
            token != Some(TokenKind::Word)
                || is_capital(text.token(at))
                || matches!(text.token(at), "de" | "of" | "and" | "al" | "el" | "la")
        }) && place.clone().all(|at| !matches!(text.token(at), "\"" | "“" | "?" | "!" | ":" | ";"));
    if open.is_some() && bracket.is_none() || !plausible || (!place.is_empty() && place.len() > 12) {
        return None;
    }
    let name = bracket.as_ref().map(|bracket| bracket.start + 1..bracket.end - 1);
    let known = name
        .as_ref()
        .is_some_and(|name| outlets.at(text, name.start).is_some_and(|named| named.name.end == name.end));
    let named_like = name.as_ref().is_some_and(|name| {
        !name.is_empty()
            && name.len() <= 5
            && name.clone().all(|at| is_capital(text.token(at)) || matches!(text.token(at), "-" | "&" | "."))
    });
    let holds = match &bracket {
        Some(_) => known || (shouted && named_like),
        None => shouted && place.len() <= 9,
    };
    holds.then_some(Dateline { all: first..dash, bracket })
}

/// The dateline of the report, from its place to its outlet, the dash left out: `OSLO, May 3 (Reuters)`.
pub fn dateline(text: &Text<'_>) -> Option<Span> {
    let outlets = Outlets::of(text);
    lines(text)
        .iter()
        .take(EDGE_LINES + 1)
        .find_map(|paragraph| dateline_at(text, &outlets, paragraph))
        .and_then(|dateline| text.span_of(dateline.all))
}

/// The line that says who wrote the report: `By Kit Orr`, `(Reporting by Nia Roe; editing by Al Finn)`.
pub fn byline(text: &Text<'_>) -> Option<Span> {
    let lines = lines(text);
    let count = lines.len();
    let head = lines.iter().take(EDGE_LINES).find(|paragraph| {
        let first = text.token(paragraph.start);
        let closed = matches!(text.token(paragraph.end - 1), "." | "!" | "?" | ":");
        let next = text.token(paragraph.start + 1);
        matches!(first, "By" | "BY" | "by")
            && (is_capital(next) || next == "our")
            && paragraph.len() <= LINE_TOKENS
            && !closed
    });
    let foot = || {
        lines.iter().skip(count.saturating_sub(EDGE_LINES)).find(|paragraph| {
            let mut first = paragraph.start;
            while matches!(text.token(first), "(" | "[" | "*" | "_") {
                first += 1;
            }
            matches!(text.token(first), "Reporting" | "Writing" | "Additional" | "Reported" | "REPORTING")
                && (first..first + 3).any(|at| text.token(at).eq_ignore_ascii_case("by"))
                && paragraph.len() <= LINE_TOKENS * 3
        })
    };
    head.or_else(foot).and_then(|paragraph| text.span_of(paragraph.clone()))
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
