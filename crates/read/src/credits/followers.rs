//! Outlets that are cited by what stands after their name: a verb, a report of theirs, one who works for them.

use super::{
    cited::{BETWEEN, Cited, is, kind_of},
    outlets::{Named, Outlets, has_role, is_calendar, is_capital},
};
use crate::{
    CitationKind,
    text::{Text, TokenKind},
    words::{Phrases, table},
};
use std::{ops::Range, sync::LazyLock};

/// How many tokens the one who works for an outlet takes, with the verb.
const PERSON_TOKENS: usize = 9;
/// How many words may stand between an outlet's possessive and its report: *the Post's second yearly survey*.
const POSSESSED: usize = 4;
/// The same without a possessive: *a Post tracking poll*.
const DESCRIBED: usize = 2;

#[derive(Clone, Copy, PartialEq)]
enum Follows {
    Verb,
    Closing,
}

static FOLLOWERS: LazyLock<Phrases<(Follows, CitationKind)>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("followers.tsv")).filter_map(|row| {
        let [phrase, follows, kind] = row[..] else { return None };
        let follows = match follows {
            "verb" => Follows::Verb,
            "closing" => Follows::Closing,
            _ => return None,
        };
        Some((phrase, (follows, kind_of(kind)?)))
    }))
});

static BY_PERSON: LazyLock<Phrases<CitationKind>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("followers.tsv")).filter_map(|row| match row[..] {
        [phrase, "person", kind] => Some((phrase, kind_of(kind)?)),
        _ => None,
    }))
});

static NOUNS: LazyLock<Phrases<CitationKind>> = LazyLock::new(|| {
    Phrases::new(table(include_str!("followers.tsv")).filter_map(|row| match row[..] {
        [phrase, "noun", kind] => Some((phrase, kind_of(kind)?)),
        _ => None,
    }))
});

/// An outlet at token `at` with a verb or noun after it that makes it cited.
pub(super) fn before_follower(
    text: &Text<'_>,
    outlets: &Outlets,
    at: usize,
    sentence: &Range<usize>,
) -> Option<Cited> {
    let word = text.token(at);
    let article = matches!(word, "the" | "The" | "THE");
    let first = if article { at + 1 } else { at };
    let written = is_capital(text.token(first)) || text.token(first) == "dpa";
    // The name does not begin in the middle of another: *Donald Fox noted*.
    let inside = at > sentence.start && !article && {
        let before = text.token(at - 1);
        (is_capital(before)
            && !is(before, "article")
            && !has_role(before, "function")
            && !is_calendar(before))
            || matches!(before, "-" | "&")
            // *University of Times*, but *findings of Tide News* and *Kit Orr of Tide News*.
            || before == "of"
                && at > sentence.start + 1
                && is_capital(text.token(at - 2))
                && !(at > sentence.start + 2 && is_capital(text.token(at - 3)))
    };
    if !written || inside {
        return None;
    }
    let named = outlets.at(text, at)?;
    if named.name.end > sentence.end || named.name.start != first {
        return None;
    }
    by_noun(text, &named, at, sentence)
        .or_else(|| by_person(text, &named, at, sentence))
        .or_else(|| signed(text, &named, at, sentence))
        .or_else(|| by_verb(text, named, at, sentence))
}

/// *NPR's Nia Roe says*, *BBC science editor Al Finn reports*.
fn by_person(text: &Text<'_>, named: &Named, at: usize, sentence: &Range<usize>) -> Option<Cited> {
    let possessive = matches!(text.token(named.after), "'s" | "’s");
    let first = if possessive { named.after + 1 } else { named.after };
    let limit = sentence.end.min(first + PERSON_TOKENS);
    let verb = (first + 2..limit).find(|at| BY_PERSON.at(text, *at).is_some())?;
    let role = (first..verb).any(|at| has_role(text.token(at), "role"));
    let name = is_capital(text.token(verb - 1)) && is_capital(text.token(verb - 2));
    let plain = (first..verb)
        .all(|at| text.tokens.get(at).is_some_and(|token| token.kind != TokenKind::Number))
        && !(first..verb)
            .any(|at| is(text.token(at), "breaks") || matches!(text.token(at), "." | ";" | ":" | "”" | "\""));
    let found = BY_PERSON.at(text, verb)?;
    (name && plain && (role || possessive && verb <= first + 3))
        .then(|| (at, named.clone(), *found.value, verb + found.tokens))
}

/// *— Tide News (@tidenews)*: a post that an outlet signs.
fn signed(text: &Text<'_>, named: &Named, at: usize, sentence: &Range<usize>) -> Option<Cited> {
    let dash = at > sentence.start && matches!(text.token(at - 1), "—" | "–");
    (dash && text.token(named.after) == "(" && text.token(named.after + 1) == "@")
        .then(|| (at, named.clone(), CitationKind::Reported, named.name.end))
}

/// *a Daily Capstan report*, *the BBC's investigation*.
fn by_noun(text: &Text<'_>, named: &Named, at: usize, sentence: &Range<usize>) -> Option<Cited> {
    let mut next = named.after;
    let possessive = matches!(text.token(next), "'s" | "’s" | "'" | "’");
    if possessive {
        next += 1;
    }
    let reach = if possessive { next + POSSESSED } else { next + DESCRIBED };
    let next = (next..reach)
        .take_while(|at| *at == next || is_plain(text, at - 1))
        .find(|at| NOUNS.at(text, *at).is_some())?;
    let noun = NOUNS.at(text, next).filter(|noun| next + noun.tokens <= sentence.end)?;
    let before =
        at.checked_sub(1).filter(|before| *before >= sentence.start).map_or("", |before| text.token(before));
    let determined = possessive
        || text.token(at) != text.token(named.name.start)
        || is(before, "article")
        || is(before, "determines")
        || matches!(before, "/" | "–");
    // *a Feb. 14 Post story*, *the latest Post poll*
    let described = at > sentence.start + 1
        && (text.tokens.get(at - 1).is_some_and(|token| token.kind == TokenKind::Number)
            || is_plain(text, at - 1)
                && !is_capital(before)
                && (is(text.token(at - 2), "article") || is(text.token(at - 2), "describes")));
    let determined = determined || described;
    // *The Times reports*: a verb.
    let verb = !possessive && is(text.token(next), "verb-too") && !is(before, "adjective");
    if !determined || verb {
        return None;
    }
    let from = if is(before, "article") { at - 1 } else { at };
    Some((from, named.clone(), *noun.value, next + noun.tokens))
}

/// Whether a noun for what an outlet makes begins at token `at`.
pub(super) fn is_report(text: &Text<'_>, at: usize) -> bool {
    NOUNS.at(text, at).is_some()
}

/// Whether a token is a word that may describe a report.
fn is_plain(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
        && !has_role(text.token(at), "function")
}

/// *Fox News reports*, *Axios, which first reported*, *Reuters, citing officials*.
fn by_verb(text: &Text<'_>, named: Named, at: usize, sentence: &Range<usize>) -> Option<Cited> {
    let mut next = named.after;
    if text.token(next) == "," && text.token(next + 1) == "which" {
        next += 2;
    } else if text.token(next) == ","
        && (is(text.token(next + 1), "citing")
            || text.token(next + 1) == "in" && is(text.token(next + 2), "in-its"))
    {
        return Some((at, named, CitationKind::Reported, next + 2));
    } else if matches!(text.token(next), "'s" | "’s") {
        return None;
    }
    while next < named.after + 5 && BETWEEN.has(text.token(next), "verb") {
        next += 1;
    }
    let verb = FOLLOWERS.at(text, next).filter(|verb| next + verb.tokens <= sentence.end)?;
    let until = next + verb.tokens;
    let (follows, kind) = *verb.value;
    // *, AP said.*
    let comma = at > sentence.start && matches!(text.token(at - 1), "," | "”" | "\"");
    let closes = until >= sentence.end
        || matches!(text.token(until), "." | "," | ";" | "on")
        || BETWEEN.has(text.token(until), "time");
    (follows == Follows::Verb || (comma && closes)).then_some((at, named, kind, until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("followers.tsv")) {
            assert!(row.len() == 3 && kind_of(row[2]).is_some(), "{row:?}");
            assert!(["verb", "closing", "noun", "person"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
