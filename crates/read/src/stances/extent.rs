//! How far the object of a cue goes.

use crate::events::syntax::{NounPhrase, Syntax, Tag};
use crate::words::VerbForm;
use std::ops::Range;

/// Prepositions after which circumstances are told, not the object.
const CIRCUMSTANCE: &[&str] = &["after", "amid", "amidst", "despite", "following", "during", "alongside"];
/// Conjunctions that end an object.
const ENDING: &[&str] =
    &["when", "while", "because", "although", "though", "whereas", "unless", "if", "once", "lest"];

/// Where the words of a verb phrase or clause that begins at `from` end.
pub(super) fn reach(syntax: &Syntax<'_>, from: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = from;
    while at < syntax.len() {
        let lower = syntax.lower(at);
        let ends = match syntax.tag(at) {
            Tag::Stop => !matches!(lower, "…" | "/" | "(" | ")"),
            Tag::Quote if syntax.opens(at) => {
                depth += 1;
                false
            }
            Tag::Quote => match depth.checked_sub(1) {
                Some(less) => {
                    depth = less;
                    false
                }
                None => lower != "'" && lower != "’",
            },
            Tag::Comma if depth == 1 && syntax.tag(at + 1) == Tag::Quote && !syntax.opens(at + 1) => {
                // `freeze “Quiet Roads,”`: the mark that closes belongs to the object.
                return at + 2;
            }
            Tag::Comma => !comma_goes_on(syntax, at),
            Tag::Subordinator => at > from && ENDING.contains(&lower),
            Tag::Preposition => {
                at > from
                    && (CIRCUMSTANCE.contains(&lower)
                        || lower != "until" && syntax.clause(at) != syntax.clause(at - 1))
            }
            Tag::Conjunction => at > from && syntax.clause(at) != syntax.clause(at - 1),
            _ => false,
        };
        if ends {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the comma at `comma` is one within a list.
fn comma_goes_on(syntax: &Syntax<'_>, comma: usize) -> bool {
    let next = comma + 1;
    let (tag, lower) = (syntax.tag(next), syntax.lower(next));
    if tag == Tag::Conjunction {
        let absolute = syntax
            .phrase_from(next + 1)
            .is_some_and(|phrase| syntax.tag(phrase.words.end) == Tag::Verb(VerbForm::Ing));
        return matches!(lower, "and" | "or") && syntax.clause(next) == syntax.clause(comma) && !absolute;
    }
    let list = tag.is_nominal()
        || matches!(tag, Tag::Adjective | Tag::Determiner | Tag::Possessive | Tag::Verb(VerbForm::Base));
    let ends = |at: &usize| {
        let tag = syntax.tag(*at);
        let finite = tag.is_verb() && tag != Tag::Verb(VerbForm::Base) && syntax.is_finite(*at);
        finite
            || tag.is_auxiliary()
            || matches!(tag, Tag::Stop | Tag::Relative | Tag::That | Tag::Subordinator)
    };
    list && (next..syntax.len().min(next + 14))
        .take_while(|at| !ends(at))
        .any(|at| matches!(syntax.lower(at), "and" | "or"))
}

/// The objects that begin at `at`: one noun phrase with what hangs on it, or several that are joined and each
/// have a determiner or number of their own.
pub(super) fn objects(syntax: &Syntax<'_>, at: usize) -> Vec<(NounPhrase, Range<usize>)> {
    let mut start = at;
    while syntax.tag(start) == Tag::Adverb {
        start += 1;
    }
    let mut found = Vec::new();
    let Some(mut phrase) = syntax.phrase_from(start) else { return found };
    if syntax.is_time(&phrase) {
        return found;
    }
    let mut here = phrase.words.end;
    let mut depth = quotes_open(syntax, start..here);
    // After *as* what is joined is part of what the object is said to be.
    let mut described = false;
    loop {
        let lower = syntax.lower(here);
        described |= lower == "as";
        let next = match syntax.tag(here) {
            Tag::Preposition if CIRCUMSTANCE.contains(&lower) => None,
            Tag::Preposition if lower != "until" && syntax.clause(here) != syntax.clause(here - 1) => None,
            Tag::Preposition => match syntax.phrase_from(here + 1) {
                Some(inner) => Some(inner.words.end),
                None if syntax.tag(here + 1) == Tag::Verb(VerbForm::Ing) => Some(reach(syntax, here + 1)),
                None => None,
            },
            Tag::To | Tag::Relative | Tag::That | Tag::Verb(VerbForm::Ing) => Some(reach(syntax, here + 1)),
            Tag::Verb(VerbForm::Past | VerbForm::Participle)
                if syntax.tag(here + 1) == Tag::Preposition || syntax.tag(here + 1) == Tag::To =>
            {
                Some(reach(syntax, here + 1))
            }
            Tag::Negation | Tag::Adverb
                if (here + 1..here + 3).any(|next| {
                    matches!(syntax.tag(next), Tag::Verb(VerbForm::Past | VerbForm::Participle))
                }) =>
            {
                Some(reach(syntax, here + 1))
            }
            Tag::Determiner | Tag::Adjective | Tag::TimeNoun | Tag::Day => {
                syntax.phrase_from(here).filter(|time| syntax.is_time(time)).map(|time| time.words.end)
            }
            Tag::Conjunction
                if matches!(lower, "and" | "or") && syntax.clause(here) == syntax.clause(here - 1) =>
            {
                match syntax.phrase_from(here + 1) {
                    Some(inner)
                        if !described
                            && own_determiner(syntax, start)
                            && own_determiner(syntax, here + 1) =>
                    {
                        found.push((phrase, start..here));
                        start = here + 1;
                        phrase = inner;
                        Some(phrase.words.end)
                    }
                    Some(inner) => Some(inner.words.end),
                    None => None,
                }
            }
            Tag::Comma if comma_goes_on(syntax, here) => {
                let first = here + 1 + usize::from(syntax.tag(here + 1) == Tag::Conjunction);
                syntax.phrase_from(first).map(|inner| inner.words.end)
            }
            Tag::Quote if syntax.opens(here) => {
                depth += 1;
                Some(here + 1)
            }
            Tag::Quote if depth > 0 => {
                depth -= 1;
                Some(here + 1)
            }
            Tag::Hyphen => Some(here + 1),
            _ => None,
        };
        match next.filter(|next| *next > here) {
            Some(next) => here = next,
            None => break,
        }
    }
    found.push((phrase, start..here));
    found
}

fn own_determiner(syntax: &Syntax<'_>, at: usize) -> bool {
    matches!(syntax.tag(at), Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Symbol)
}

fn quotes_open(syntax: &Syntax<'_>, range: Range<usize>) -> usize {
    let (mut open, mut closed) = (0_usize, 0_usize);
    for at in range {
        if syntax.tag(at) == Tag::Quote {
            if syntax.opens(at) { open += 1 } else { closed += 1 }
        }
    }
    open.saturating_sub(closed)
}

/// A range without marks at its ends, except quotation marks that close inside it.
pub(super) fn trim(syntax: &Syntax<'_>, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    while start < end {
        let last = syntax.tag(end - 1);
        let unmatched =
            last == Tag::Quote && (start..end).filter(|at| syntax.tag(*at) == Tag::Quote).count() % 2 == 1;
        let loose = matches!(last, Tag::Comma | Tag::Stop | Tag::Conjunction) && syntax.lower(end - 1) != ")";
        if unmatched || loose {
            end -= 1;
        } else {
            break;
        }
    }
    while start < end {
        let first = syntax.tag(start);
        let unmatched =
            first == Tag::Quote && (start..end).filter(|at| syntax.tag(*at) == Tag::Quote).count() % 2 == 1;
        if unmatched || matches!(first, Tag::Comma | Tag::Stop) {
            start += 1;
        } else {
            break;
        }
    }
    start..end
}
