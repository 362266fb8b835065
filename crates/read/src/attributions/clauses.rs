//! Finds where clauses begin and end, and the expressions of time between.

use super::{
    classes::Class,
    scene::{Item, Scene, Unit},
};
use std::ops::Range;

/// The most items that one clause is taken to have.
pub(super) const LONGEST: usize = 400;

/// The stretch from `start` to the end of its clause, `limit` at the latest.
pub(super) fn stretch(scene: &Scene<'_>, unit: &Unit, start: usize, limit: usize) -> Range<usize> {
    let end = (start..limit)
        .find(|at| is_semicolon(scene, unit, *at) || is_full_stop(scene, unit, *at))
        .unwrap_or(limit);
    let end = reporter_resumes(scene, unit, start, end).unwrap_or(end);
    scene.trim(unit, start..end)
}

/// Where the reporter goes on after quoted words that ended in a comma: *“We won,” as the crowd left*.
fn reporter_resumes(scene: &Scene<'_>, unit: &Unit, start: usize, end: usize) -> Option<usize> {
    let closed = |at: usize| {
        scene.quote(unit, at).is_some_and(|quote| {
            matches!(scene.text.token(quote.tokens.end.saturating_sub(2)), "," | "." | "!" | "?")
        })
    };
    let introduced =
        start > 0 && matches!(scene.class(unit, start - 1), Class::Comma | Class::Colon) && closed(start);
    if introduced && starts_sentence(scene, unit, start) {
        let mut at = start + 1;
        while at < end && scene.class(unit, at) == Class::Quote {
            at += 1;
        }
        return (!holds_quote(scene, unit, at, end)).then_some(at);
    }
    (start..end.saturating_sub(1))
        .find(|at| {
            closed(*at)
                && matches!(scene.word(unit, at + 1), "as" | "while" | "when" | "after" | "before" | "with")
        })
        .map(|at| at + 1)
}

/// A semicolon that parts clauses rather than ending a character reference.
fn is_semicolon(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    scene.word(unit, at) == ";"
        && !matches!((unit.items.get(at), unit.items.get(at + 1)),
        (Some(Item::Word(this)), Some(Item::Word(next)))
            if scene.text.tokens[*this].span.end == scene.text.tokens[*next].span.start)
}

fn is_full_stop(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    // The full stop of *Mr.* is no stop.
    scene.class(unit, at) == Class::Stop
        && matches!(scene.word(unit, at), "." | "!" | "?")
        && at + 1 < unit.items.len()
        && { matches!(scene.class(unit, at + 1), Class::Quote) || scene.is_capital(unit, at + 1) }
}

/// Where the clause that holds an item begins: after a semicolon or colon, or at the start of the unit.
pub(super) fn clause_start(scene: &Scene<'_>, unit: &Unit, at: usize) -> usize {
    let floor = unit.start.max(at.saturating_sub(LONGEST));
    (floor..at)
        .rev()
        .find(|at| is_semicolon(scene, unit, *at) || is_full_stop(scene, unit, *at))
        .map_or(floor, |at| at + 1)
}

pub(super) fn holds_quote(scene: &Scene<'_>, unit: &Unit, from: usize, limit: usize) -> bool {
    (from..limit.min(unit.items.len()))
        .take_while(|at| !matches!(scene.word(unit, *at), ";"))
        .any(|at| scene.class(unit, at) == Class::Quote)
}

pub(super) fn starts_sentence(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    scene.quote(unit, at).is_some_and(|quote| scene.text.words(quote.inner).starts_with(char::is_uppercase))
}

/// The end of an expression of time that begins at an item: *on Monday*, *last week*, *earlier this month*.
pub(super) fn time_end(scene: &Scene<'_>, unit: &Unit, from: usize) -> Option<usize> {
    let mut end = from;
    let mut timed = None;
    while end < unit.items.len() && end < from + 7 {
        match scene.class(unit, end) {
            Class::Time => timed = Some(end + 1),
            Class::Number if end > from => {
                if timed.is_some() {
                    timed = Some(end + 1);
                }
            }
            Class::Preposition if matches!(scene.word(unit, end), "on" | "in" | "at" | "during" | "over") => {
                if end > from {
                    break;
                }
            }
            Class::Determiner
                if matches!(scene.word(unit, end), "this" | "the" | "that" | "a") && timed.is_none() => {}
            Class::Adverb if matches!(scene.word(unit, end), "earlier" | "later") && timed.is_none() => {}
            Class::Other
                if matches!(
                    scene.word(unit, end),
                    "late"
                        | "early"
                        | "past"
                        | "same"
                        | "days"
                        | "weeks"
                        | "months"
                        | "years"
                        | "day"
                        | "march"
                        | "may"
                ) =>
            {
                if matches!(scene.word(unit, end), "past" | "days" | "weeks" | "months" | "years" | "day")
                    && end > from
                {
                    timed = Some(end + 1);
                }
            }
            Class::Modal if scene.is_capital(unit, end) => timed = Some(end + 1),
            _ => break,
        }
        end += 1;
    }
    timed
}
