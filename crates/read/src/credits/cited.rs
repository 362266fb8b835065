//! Outlets cited in the sentences of the report.

use super::outlets::{Named, Outlets, has_role, is_calendar, is_capital};
use crate::{
    Citation, CitationKind,
    text::{Text, TokenKind},
    words::{Phrases, table},
};
use article::Span;
use std::{collections::HashSet, ops::Range, sync::LazyLock};

/// How many tokens the one who works for an outlet takes, with the verb.
const PERSON_TOKENS: usize = 9;
/// How many words may stand between an outlet's possessive and its report: *the Post's second yearly survey*.
const POSSESSED: usize = 4;
/// The same without a possessive: *a Post tracking poll*.
const DESCRIBED: usize = 2;
/// How many tokens the name of a programme takes.
const PROGRAMME_TOKENS: usize = 7;
/// How many tokens the partners of an outlet in a poll take.
const JOINT_TOKENS: usize = 8;
/// How many words may stand between a cue and its preposition.
const BETWEEN_TOKENS: usize = 5;

/// Words that may stand between, by word and place.
pub(super) static BETWEEN: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    table(include_str!("between.tsv"))
        .filter_map(|row| match row[..] {
            [word, place] => Some((word, place)),
            _ => None,
        })
        .collect()
});

static WORDS: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    table(include_str!("cited_words.tsv"))
        .filter_map(|row| match row[..] {
            [word, role] => Some((word, role)),
            _ => None,
        })
        .collect()
});

/// Whether the table of words beside a cited outlet gives a word this role.
fn is(word: &str, role: &str) -> bool {
    WORDS.contains(&(word, role))
}

struct Cue {
    preposition: &'static str,
    kind: CitationKind,
}

#[derive(Clone, Copy, PartialEq)]
enum Follows {
    Verb,
    Closing,
}

static CUES: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| {
    let mut rows: Vec<(&str, Vec<Cue>)> = Vec::new();
    for row in table(include_str!("cues.tsv")) {
        let [phrase, preposition, kind] = row[..] else { continue };
        let Some(kind) = kind_of(kind) else { continue };
        let cue = Cue { preposition, kind };
        match rows.iter_mut().find(|(known, _)| *known == phrase) {
            Some((_, cues)) => cues.push(cue),
            None => rows.push((phrase, vec![cue])),
        }
    }
    Phrases::new(rows)
});

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

fn kind_of(word: &str) -> Option<CitationKind> {
    match word {
        "told" => Some(CitationKind::Told),
        "reported" => Some(CitationKind::Reported),
        "venue" => Some(CitationKind::Venue),
        _ => None,
    }
}

/// Every outlet cited in a sentence of the report, in order.
pub(super) fn cited(text: &Text<'_>, outlets: &mut Outlets) -> Vec<Citation> {
    let mut citations = Vec::new();
    for (_, sentence) in text.body() {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found = after_cue(text, outlets, at, sentence.tokens.end)
                .or_else(|| before_follower(text, outlets, at, &sentence.tokens))
                .or_else(|| joint(text, outlets, at, &sentence.tokens));
            let Some((from, name, kind, until)) =
                found.filter(|found| found.1.name.end <= sentence.tokens.end)
            else {
                at += 1;
                continue;
            };
            at = at.max(name.name.end.max(at + 1));
            push(text, outlets, from, until, &name, kind, &mut citations);
            // *according to Reuters and the BBC*
            let mut last = name.after;
            while (is(text.token(last), "joins") || matches!(text.token(last), "," | "&" | "/"))
                && last < sentence.tokens.end
                && until == name.name.end
            {
                let next = if is(text.token(last + 1), "joins") { last + 2 } else { last + 1 };
                let Some(other) = outlets.at(text, next) else { break };
                if other.name.end > sentence.tokens.end
                    || before_follower(text, outlets, next, &sentence.tokens).is_some()
                {
                    break;
                }
                push(text, outlets, from, other.name.end, &other, kind, &mut citations);
                last = other.after.max(last + 1);
                at = at.max(other.name.end);
            }
        }
    }
    citations
}

/// The first of two outlets of which the second is cited: *the Post and the Courier, citing police*, *a Post/Courier
/// poll*.
fn joint(text: &Text<'_>, outlets: &Outlets, at: usize, sentence: &Range<usize>) -> Option<Cited> {
    if matches!(text.token(at), "A" | "An")
        || !(is_capital(text.token(at)) || text.token(at) == "the")
        || at > sentence.start
            && is_capital(text.token(at - 1))
            && !has_role(text.token(at - 1), "function")
            && !is(text.token(at - 1), "article")
    {
        return None;
    }
    let named = outlets.at(text, at)?;
    if text.token(named.after) != "and" && !is_slash(text.token(named.after)) {
        return None;
    }
    let next = named.after + 1;
    let until = named.name.end;
    if let Some(second) = before_follower(text, outlets, next, sentence) {
        return Some((at, named, second.2, until));
    }
    // *a Post/Orrdata poll*, *a Post/Courier/Orrdata poll*
    let noun = (next + 1..sentence.end.min(next + JOINT_TOKENS)).find(|at| NOUNS.at(text, *at).is_some())?;
    let partners = is_slash(text.token(named.after))
        && (next..noun).all(|at| {
            is_capital(text.token(at)) || is(text.token(at), "partner") || is_slash(text.token(at))
        });
    partners.then_some((at, named, CitationKind::Reported, until))
}

fn is_slash(mark: &str) -> bool {
    matches!(mark, "/" | "-" | "–")
}

fn push(
    text: &Text<'_>,
    outlets: &mut Outlets,
    from: usize,
    until: usize,
    named: &Named,
    kind: CitationKind,
    citations: &mut Vec<Citation>,
) {
    let (Some(span), Some(name)) = (text.span_of(from..until), text.span_of(named.name.clone())) else {
        return;
    };
    outlets.introduce(&named.plain);
    citations.push(Citation { span: Span::join(span, name), name, outlet: named.plain.clone(), kind });
}

type Cited = (usize, Named, CitationKind, usize);

/// A cue at token `at` with an outlet after it.
fn after_cue(text: &Text<'_>, outlets: &Outlets, at: usize, end: usize) -> Option<Cited> {
    if let Some(named) = on_air(text, outlets, at) {
        let until = named.name.end;
        return Some((at, named, CitationKind::Venue, until));
    }
    let found = CUES.at(text, at)?;
    let after = at + found.tokens;
    if found.value.iter().any(|cue| cue.kind == CitationKind::Told && cue.preposition == "-")
        && let Some(named) = programme(text, after, end)
    {
        let until = named.name.end;
        return Some((at, named, CitationKind::Told, until));
    }
    for cue in found.value {
        // *said on “Early Table”*
        let said_on = cue.kind == CitationKind::Venue && cue.preposition == "on" && text.token(after) == "on";
        if said_on && let Some(named) = programme(text, after + 1, end) {
            let until = named.name.end;
            return Some((at, named, cue.kind, until));
        }
        let name_at = if cue.preposition == "-" {
            Some(after)
        } else {
            (after..(after + BETWEEN_TOKENS).min(end))
                .find(|here| {
                    !may_stand_between(text, *here)
                        || (text.token(*here) == cue.preposition && outlets.at(text, here + 1).is_some())
                })
                .filter(|here| text.token(*here) == cue.preposition)
                .map(|here| here + 1)
        };
        if let Some(named) = name_at.and_then(|name_at| outlets.at(text, name_at)) {
            let until = named.name.end;
            return Some((at, named, cue.kind, until));
        }
    }
    None
}

/// *on ABC's “This Week”*, *on CNN's State of the Dam*: the programme makes the outlet a venue.
/// *on CNN Monday*.
fn on_air(text: &Text<'_>, outlets: &Outlets, at: usize) -> Option<Named> {
    if !matches!(text.token(at), "On" | "on") {
        return None;
    }
    let named = outlets.at(text, at + 1)?;
    let (next, second) = (text.token(named.after), text.token(named.after + 1));
    let programme =
        matches!(next, "'s" | "’s" | "'" | "’") && (matches!(second, "\"" | "“" | "‘") || is_capital(second));
    (programme || may_stand_between(text, named.after) && next != "on").then_some(named)
}

/// A programme in quotation marks: *told “Early Table.”*
fn programme(text: &Text<'_>, quote: usize, end: usize) -> Option<Named> {
    let mark = |at: usize| matches!(text.token(at), "\"" | "“" | "”");
    let first = quote + 1;
    let last = (first..end.min(first + PROGRAMME_TOKENS)).find(|at| mark(*at))?;
    let name = if matches!(text.token(last - 1), "." | ",") { first..last - 1 } else { first..last };
    let titled = !name.is_empty()
        && is_capital(text.token(name.start))
        && is_capital(text.token(name.end - 1))
        && name
            .clone()
            .all(|at| is_capital(text.token(at)) || text.token(at) == "&" || is(text.token(at), "title"));
    (mark(quote) && titled).then(|| Named {
        name: name.clone(),
        after: last + 1,
        plain: text.span_of(name).map_or("", |span| text.words(span)).to_owned(),
    })
}

fn may_stand_between(text: &Text<'_>, at: usize) -> bool {
    BETWEEN.contains(&(text.token(at), "time"))
        || text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
}

/// An outlet at token `at` with a verb or noun after it that makes it cited.
fn before_follower(text: &Text<'_>, outlets: &Outlets, at: usize, sentence: &Range<usize>) -> Option<Cited> {
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
    while next < named.after + 5 && BETWEEN.contains(&(text.token(next), "verb")) {
        next += 1;
    }
    let verb = FOLLOWERS.at(text, next).filter(|verb| next + verb.tokens <= sentence.end)?;
    let until = next + verb.tokens;
    let (follows, kind) = *verb.value;
    // *, AP said.*
    let comma = at > sentence.start && matches!(text.token(at - 1), "," | "”" | "\"");
    let closes = until >= sentence.end
        || matches!(text.token(until), "." | "," | ";" | "on")
        || BETWEEN.contains(&(text.token(until), "time"));
    (follows == Follows::Verb || (comma && closes)).then_some((at, named, kind, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("cues.tsv")) {
            assert!(row.len() == 3 && kind_of(row[2]).is_some(), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("followers.tsv")) {
            assert!(row.len() == 3 && kind_of(row[2]).is_some(), "{row:?}");
            assert!(["verb", "closing", "noun", "person"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        let roles = [
            "joins",
            "article",
            "determines",
            "describes",
            "verb-too",
            "adjective",
            "citing",
            "in-its",
            "breaks",
            "partner",
            "title",
        ];
        let mut seen = HashSet::new();
        for row in table(include_str!("cited_words.tsv")) {
            assert!(row.len() == 2 && roles.contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("between.tsv")) {
            assert!(row.len() == 2 && ["time", "verb"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
