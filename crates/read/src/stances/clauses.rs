//! What a cue is about when that is a clause.

use super::{
    extent::reach,
    holder::{Holder, obliges},
    objects::Object,
};
use crate::{
    StanceKind,
    events::syntax::{Syntax, Tag},
};

/// A clause after *that*.
pub(super) fn that(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let mut that = at;
    while syntax.tag(that) == Tag::Adverb {
        that += 1;
    }
    if syntax.tag(that) == Tag::Preposition
        && let Some(phrase) = syntax.phrase_from(that + 1)
    {
        that = phrase.words.end;
    }
    if syntax.tag(that) != Tag::That {
        return Vec::new();
    }
    with_negative(syntax, that + 1)
}

/// A clause from `from` on; *no … will* makes it one that rules out.
fn with_negative(syntax: &Syntax<'_>, from: usize) -> Vec<Object> {
    let end = reach(syntax, from);
    if end <= from + 1 {
        return Vec::new();
    }
    let negative = matches!(syntax.lower(from), "no" | "nobody" | "none" | "nothing")
        && (from..end)
            .any(|at| matches!(syntax.lower(at), "will" | "would" | "can" | "could" | "must" | "should"));
    vec![Object { kind: negative.then_some(StanceKind::RulesOut), ..Object::of(from..end) }]
}

/// Those of the clauses that say what shall be: with a modal or a verb of need.
pub(super) fn normative(syntax: &Syntax<'_>, found: Vec<Object>) -> Vec<Object> {
    let norm = |at: usize| {
        syntax.tag(at) == Tag::Modal && !matches!(syntax.lower(at), "can" | "could" | "may" | "might")
            || matches!(
                syntax.lower(at),
                "requires" | "require" | "needs" | "need" | "deserves" | "deserve" | "be"
            )
            || matches!(syntax.lower(at), "has" | "have" | "about" | "going") && syntax.tag(at + 1) == Tag::To
    };
    found.into_iter().filter(|object| object.words.clone().any(norm)).collect()
}

pub(super) fn clause(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let Some(subject) = syntax.phrase_from(at) else { return Vec::new() };
    match finite_after(syntax, subject.words.end) {
        Some(_) => with_negative(syntax, at),
        None => Vec::new(),
    }
}

/// The finite verb whose subject ends at `at`, prepositional phrases passed.
fn finite_after(syntax: &Syntax<'_>, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..4 {
        while matches!(syntax.tag(at), Tag::Adverb | Tag::Quote) {
            at += 1;
        }
        let tag = syntax.tag(at);
        if (tag.is_verb() || tag.is_auxiliary()) && syntax.is_finite(at) {
            return Some(at);
        }
        if tag != Tag::Preposition && tag != Tag::Conjunction {
            return None;
        }
        at = syntax.phrase_from(at + 1)?.words.end;
    }
    None
}

/// The clause after a verb of saying, when it says what others must do.
pub(super) fn obliging(syntax: &Syntax<'_>, at: usize, parties: &[Holder]) -> Vec<Object> {
    let Some(from) = said_clause(syntax, at) else { return Vec::new() };
    let Some(subject) = syntax.phrase_from(from) else { return Vec::new() };
    let Some(verb) = finite_after(syntax, subject.words.end) else { return Vec::new() };
    let who = syntax.entities(&subject);
    let pronoun = matches!(syntax.lower(subject.head), "it" | "he" | "she" | "they" | "we" | "i");
    let own = who.iter().any(|entity| parties.iter().any(|party| party.entity == Some(*entity)))
        || pronoun && who.is_empty();
    let end = reach(syntax, from);
    let obliged = syntax.tag(verb) == Tag::Modal && obliges(syntax.lower(verb))
        || matches!(syntax.lower(verb), "needs" | "need" | "has" | "have") && syntax.tag(verb + 1) == Tag::To;
    let there = syntax.lower(subject.head) == "there";
    // `said that there would be no money`, `repeated that no inspector would work there`
    let wills = matches!(syntax.lower(verb), "will" | "would");
    let none = matches!(syntax.lower(from), "no" | "nobody" | "none" | "nothing")
        || there && (verb + 1..verb + 3).any(|at| syntax.lower(at) == "no");
    if wills && none && end > verb + 1 {
        return vec![Object { kind: Some(StanceKind::RulesOut), ..Object::of(from..end) }];
    }
    if obliged && (!own || there) && end > verb + 1 { with_negative(syntax, from) } else { Vec::new() }
}

/// Where the clause after a verb of saying begins.
fn said_clause(syntax: &Syntax<'_>, at: usize) -> Option<usize> {
    let mut from = at;
    for _ in 0..4 {
        match syntax.tag(from) {
            Tag::That => {
                from += 1;
                if syntax.tag(from) == Tag::Preposition
                    && let Some(phrase) = syntax.phrase_from(from + 1)
                    && syntax.tag(phrase.words.end) == Tag::Comma
                {
                    // `that in March, the board must`
                    return Some(phrase.words.end + 1);
                }
                return Some(from);
            }
            Tag::Adverb => from += 1,
            Tag::Quote => return None,
            Tag::Preposition => from = syntax.phrase_from(from + 1)?.words.end,
            _ => {
                let phrase = syntax.phrase_from(from)?;
                if !syntax.is_time(&phrase) {
                    return Some(from);
                }
                from = phrase.words.end;
            }
        }
    }
    None
}
