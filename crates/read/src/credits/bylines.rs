//! Bylines: who wrote the report, and who helped.

use super::{
    datelines::{closes, is_shouted},
    lines::{Place, cues, lines, sentence_start},
    outlets::{Outlets, has_role, is_calendar, is_capital},
};
use crate::{
    text::{Text, TokenKind},
    words::Roles,
};
use article::Span;
use std::{ops::Range, sync::LazyLock};

/// How many lines from either end a line with *By* may stand.
const EDGE_LINES: usize = 8;
/// How many tokens a line that is only a byline takes at most.
const LINE_TOKENS: usize = 24;
/// How many tokens a formula with several names takes at most.
const FORMULA_TOKENS: usize = 60;
/// How many words a name alone has.
const NAME_WORDS: usize = 3;
/// How many tokens a line with a name and its bearer's post takes.
const PRESENTED_TOKENS: usize = 12;
/// How many tokens of names.
const NAME_TOKENS: usize = 20;

static WORDS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("byline_words.tsv")));

/// Whether the table of bylines gives a word this role.
fn is(word: &str, role: &str) -> bool {
    WORDS.has(word, role)
}

/// Every formula that says who wrote the report or helped, in order, without the outlet after it:
/// `By Kit Orr`, `Reporting by Nia Roe; editing by Al Finn`, `Ada Lund` in *Ada Lund contributed to this report*.
pub fn bylines(text: &Text<'_>) -> Vec<Span> {
    found(text, &Outlets::of(text)).into_iter().filter_map(|range| text.span_of(range)).collect()
}

/// Their tokens.
pub(super) fn found(text: &Text<'_>, outlets: &Outlets) -> Vec<Range<usize>> {
    let lines = lines(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        if number < EDGE_LINES || number + EDGE_LINES >= lines.len() {
            let near = line.start..line.end.min(line.start + FORMULA_TOKENS);
            found.extend(near.filter_map(|at| by(text, outlets, line, at)));
        }
        found.extend(line.clone().filter_map(|at| reporting(text, line, at)));
        found.extend(presented(text, line));
        if number + 1 == lines.len() && number > EDGE_LINES / 2 {
            found.extend(undersigned(text, line));
        }
        for (at, cue) in cues().all(text, line.clone()) {
            if *cue.value == Place::Before {
                found.extend(contributors(text, outlets, sentence_start(text, at).max(line.start)..at));
            }
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut end = 0;
    found.retain(|range| {
        let free = range.start >= end;
        end = end.max(range.end);
        free
    });
    found
}

/// `By Kit Orr` as a line, after a bar, or before a dateline.
fn by(text: &Text<'_>, outlets: &Outlets, line: &Range<usize>, at: usize) -> Option<Range<usize>> {
    if !is(text.token(at), "by") {
        return None;
    }
    let before = if at > line.start { text.token(at - 1) } else { "" };
    let heads = matches!(before, "" | "*" | "_" | "|") || at == line.start;
    let end = names(text, outlets, at + 1, line.end, text.token(at) == "BY")?;
    let next = text.token(end);
    let closed = matches!(text.token(line.end - 1), "." | "!" | "?" | ":" | ",");
    let count =
        (at + 1..end).filter(|at| is_capital(text.token(*at)) && !is_calendar(text.token(*at))).count();
    if heads && line.len() <= LINE_TOKENS && !closed && count > 0 {
        return Some(at..end);
    }
    // Within running words two names and a sign of what follows a byline.
    let role = |at: usize| has_role(text.token(at), "role");
    let special = |at: usize| text.token(at).eq_ignore_ascii_case("special");
    let signed = next == "for" && outlets.at(text, end + 1).is_some()
        || special(end)
        || next == "," && special(end + 1)
        || role(end)
        || is(text.token(end - 1), "desk");
    let dated =
        is_shouted(text, end) && (end + 1..end + 4).any(|at| matches!(text.token(at), "," | "(" | "-" | "—"));
    (text.token(at) == "By" && count > 1 && (heads && signed || dated)).then_some(at..end)
}

/// Where a list of names that begins at `first` ends.
fn names(text: &Text<'_>, outlets: &Outlets, first: usize, end: usize, shouted: bool) -> Option<usize> {
    let limit = end.min(first + NAME_TOKENS);
    let mut at = first;
    if is(text.token(at), "determiner") {
        at += 1;
    }
    let mut last = None;
    while at < limit {
        let word = text.token(at);
        let goes_on = is_capital(text.token(at + 1));
        if is_capital(word) {
            if !shouted && word.len() > 3 && is_shouted(text, at) && outlets.at(text, at).is_none() {
                break;
            }
            at += 1;
            last = Some(at);
            if is(word, "desk") {
                break;
            }
        } else if matches!(word, "," | "|" | "/") && outlets.at(text, at + 1).is_some() {
            break;
        } else if last.is_some()
            && goes_on
            && (is(word, "joins") || matches!(word, "&" | "," | "." | "-" | "’" | "'"))
        {
            if word == "," && (is_calendar(text.token(at + 1)) || text.token(at + 1) == "Special") {
                break;
            }
            at += 1;
        } else {
            break;
        }
    }
    last
}

/// `Reporting by Nia Roe; editing by Al Finn`
fn reporting(text: &Text<'_>, line: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let opens = at == line.start
        || matches!(text.token(at - 1), "(" | "[" | "*" | "_" | "—" | "–" | "--" | "." | "-" | "”" | "\"")
        || text.token(at - 1) == ")";
    let (word, next) = (text.token(at), text.token(at + 1));
    let formula = is(word, "work") && (at + 1..at + 4).any(|at| text.token(at).eq_ignore_ascii_case("by"))
        || is(word, "with") && is(next, "help") && is(text.token(at + 2), "helper")
        || is(word, "label") && next == ":";
    if !opens || !formula {
        return None;
    }
    let limit = line.end.min(at + FORMULA_TOKENS);
    let mut end = (at..limit).find(|at| closes(text, *at).is_some()).unwrap_or(limit);
    while end > at && text.tokens.get(end - 1).is_some_and(|token| token.kind == TokenKind::Mark) {
        end -= 1;
    }
    let named = (at + 1..end).any(|at| is_capital(text.token(at)));
    (end > at + 2 && named).then_some(at..end)
}

/// `Ada Lund, Tide News, River Correspondent`: a line with a name and what its bearer is at the outlet.
fn presented(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let comma = line.clone().take(NAME_WORDS + 1).find(|at| matches!(text.token(*at), "," | "|"))?;
    let named = line.start + 2 <= comma && (line.start..comma).all(|at| is_name(text, at));
    let called = line.len() <= PRESENTED_TOKENS
        && (comma + 1..line.end).any(|at| has_role(text.token(at), "role"))
        && text.tokens.get(line.end - 1).is_some_and(|token| token.kind == TokenKind::Word);
    (named && called && !line.clone().any(|at| is(text.token(at), "sentence"))).then_some(line.start..comma)
}

/// A name alone as the last line.
fn undersigned(text: &Text<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let dash = matches!(text.token(line.start), "—" | "–" | "-" | "--");
    let first = line.start + usize::from(dash);
    ((2..=NAME_WORDS).contains(&(line.end - first)) && (first..line.end).all(|at| is_name(text, at)))
        .then_some(first..line.end)
}

fn is_name(text: &Text<'_>, at: usize) -> bool {
    let word = text.token(at);
    is_capital(word)
        && text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
        && !is_shouted(text, at)
        && !is_calendar(word)
        && !["function", "strong", "weak", "not", "generic", "link"].iter().any(|role| has_role(word, role))
        && word != "The"
}

/// The names in front of *contributed to this report*, outlets and their writers left out.
fn contributors(text: &Text<'_>, outlets: &Outlets, range: Range<usize>) -> Option<Range<usize>> {
    let mut first = range.start;
    while first < range.end {
        if let Some(named) = outlets.at(text, first).filter(|named| named.name.end <= range.end) {
            first = named.after.max(first + 1);
        } else if is_capital(text.token(first))
            && is_capital(text.token(first + 1))
            && !matches!(text.token(first), "The" | "A")
            && first + 1 < range.end
        {
            break;
        } else {
            first += 1;
        }
    }
    let last = (first..range.end).rev().find(|at| is_capital(text.token(*at)))?;
    Some(first..last + 1)
}

#[cfg(test)]
mod tests {
    use crate::words::table;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        let roles =
            ["by", "determiner", "desk", "joins", "work", "with", "help", "helper", "label", "sentence"];
        for row in table(include_str!("byline_words.tsv")) {
            assert!(row.len() == 2 && roles.contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
