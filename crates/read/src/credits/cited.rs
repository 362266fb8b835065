//! Outlets cited in the sentences of the report.

use super::{
    followers::{before_follower, is_report},
    outlets::{Named, Outlets, has_role, is_capital},
};
use crate::{
    Citation, CitationKind,
    text::{Text, TokenKind},
    words::{Phrases, Roles, table},
};
use article::Span;
use std::{ops::Range, sync::LazyLock};

/// How many tokens the name of a programme takes.
const PROGRAMME_TOKENS: usize = 7;
/// How many tokens the partners of an outlet in a poll take.
const JOINT_TOKENS: usize = 8;
/// How many words may stand between a cue and its preposition.
const BETWEEN_TOKENS: usize = 5;

/// Words that may stand between, by word and place.
pub(super) static BETWEEN: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("between.tsv")));

static WORDS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("cited_words.tsv")));

/// Whether the table of words beside a cited outlet gives a word this role.
pub(super) fn is(word: &str, role: &str) -> bool {
    WORDS.has(word, role)
}

struct Cue {
    preposition: &'static str,
    kind: CitationKind,
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

pub(super) fn kind_of(word: &str) -> Option<CitationKind> {
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
    let noun = (next + 1..sentence.end.min(next + JOINT_TOKENS)).find(|at| is_report(text, *at))?;
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

/// Where a citation begins, the outlet, how it is cited, and where it ends, in tokens.
pub(super) type Cited = (usize, Named, CitationKind, usize);

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
    BETWEEN.has(text.token(at), "time")
        || text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("cues.tsv")) {
            assert!(row.len() == 3 && kind_of(row[2]).is_some(), "{row:?}");
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
