//! What a number counts, in the report's words.

use super::words::{Part, is, low, number, touches_next};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// The most words of what is counted.
const WORDS: usize = 6;

fn is_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
}

fn is_lower(text: &Text<'_>, at: usize) -> bool {
    text.token(at).starts_with(char::is_lowercase)
}

/// Whether a word is a plural by its form or by the table.
pub(super) fn is_plural(word: &str) -> bool {
    let ending = word.ends_with('s')
        && word.len() > 3
        && !["ss", "us", "is", "ous", "ics"].iter().any(|other| word.ends_with(other));
    ending || is(word.rsplit('-').next().unwrap_or(word), "plural")
}

/// The plural noun with its adjectives that a plain number counts: *automated cranes*, *of its members*.
pub(super) fn plural(text: &Text<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let mut first = at;
    while first < end && is(&low(text, first), "skip") {
        first += 1;
    }
    if text.token(first) == "of" && is(&low(text, first + 1), "stop") {
        first += 2;
    }
    if first > at && number(&low(text, first), Part::Small).is_some() {
        first += 1;
    }
    let mut here = first;
    while here < end.min(first + WORDS) {
        let word = low(text, here);
        if text.token(here) == "-" && here > first && touches_next(text, here) {
            here += 1;
            continue;
        }
        if !is_word(text, here) || is(&word, "stop") {
            break;
        }
        if is_plural(&word) {
            return Some(first..here + 1);
        }
        here += 1;
    }
    // *12 wounded*
    is(&low(text, first), "state").then(|| first..first + 1)
}

/// The noun with the words before it that follows a unit or an ordinal: *raise*, *pay offer*, *long strike*.
pub(super) fn noun(text: &Text<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let mut last = at;
    while last < end.min(at + 3)
        && is_word(text, last)
        && is_lower(text, last)
        && !is(&low(text, last), "stop")
    {
        last += 1;
        if is_plural(&low(text, last - 1)) {
            break;
        }
    }
    // What runs on is a clause.
    let runs_on =
        last == at + 3 && is_word(text, last) && is_lower(text, last) && !is(&low(text, last), "stop");
    while last > at && !is_noun(&low(text, last - 1)) {
        last -= 1;
    }
    (last > at && !runs_on).then_some(at..last)
}

/// What stands after *of*: *of voters*, *of the container trade*.
pub(super) fn whole(text: &Text<'_>, of: usize, end: usize) -> Option<Range<usize>> {
    let mut first = of + 1;
    while first < end && is(&low(text, first), "stop") && is(&low(text, first), "determiner")
        || text.token(first) == "all"
    {
        first += 1;
    }
    let mut last = first;
    while last < end.min(first + WORDS) && !is(&low(text, last), "stop") {
        let possessive = text.tokens.get(last).is_some_and(|token| token.kind == TokenKind::Clitic);
        if !(is_word(text, last) || (possessive && last > first)) {
            break;
        }
        last += 1;
        if is_plural(&low(text, last - 1)) && is_lower(text, last - 1) {
            break;
        }
    }
    (last > first).then_some(first..last)
}

/// The noun before *of* or *from*: *a raise of*, *its pay offer from*.
pub(super) fn before(text: &Text<'_>, preposition: usize, start: usize) -> Option<Range<usize>> {
    let mut first = preposition;
    while first > start
        && first + 3 > preposition
        && is_word(text, first - 1)
        && is_lower(text, first - 1)
        && !is(&low(text, first - 1), "stop")
    {
        first -= 1;
    }
    (first < preposition && is_noun(&low(text, preposition - 1))).then_some(first..preposition)
}

fn is_noun(word: &str) -> bool {
    !["ed", "ly"].iter().any(|ending| word.ends_with(ending)) && !is(word, "stop")
}
