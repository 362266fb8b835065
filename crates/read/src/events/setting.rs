//! When and where an event is.

use super::syntax::{Syntax, Tag};
use crate::{EntityId, EntityKind, Time, TimeType};
use article::Span;
use std::ops::Range;

/// The times of a sentence, as indices with their words.
pub(super) fn times_in(syntax: &Syntax<'_>, times: &[Time], sentence: Span) -> Vec<(usize, Range<usize>)> {
    let first = times.partition_point(|time| time.span.start < sentence.start);
    times
        .iter()
        .enumerate()
        .skip(first)
        .take_while(|(_, time)| time.span.start < sentence.end)
        .filter(|(_, time)| matches!(time.kind, TimeType::Date | TimeType::Time))
        .map(|(index, time)| (index, syntax.words_in(time.span)))
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

/// The time of the event named at `trigger`: the nearest in its clause. `others` are the places of the events of the
/// same sentence, to which a time nearer to them belongs.
pub(super) fn time(
    syntax: &Syntax<'_>,
    times: &[(usize, Range<usize>)],
    trigger: &Range<usize>,
    own: Option<usize>,
    others: &[usize],
) -> Option<usize> {
    let clause = syntax.clause(trigger.start);
    let distance = |words: &Range<usize>, at: usize| {
        if words.start >= at { words.start - at } else { at.saturating_sub(words.end.saturating_sub(1)) }
    };
    times
        .iter()
        .filter(|(_, words)| {
            let bound =
                words.start > 0 && matches!(syntax.lower(words.start - 1), "since" | "until" | "till" | "by");
            syntax.clause(words.start) == clause && !bound
        })
        .filter(|(_, words)| {
            between(syntax, trigger, words) || belongs(syntax, trigger, own, words.start, others)
        })
        .min_by_key(|(_, words)| {
            // A time after the event is commoner than one before it.
            distance(words, trigger.start) * 2 + usize::from(words.start < trigger.start)
        })
        .map(|(index, _)| *index)
        .or_else(|| before_when(syntax, times, clause))
}

/// Whether what is said at word `at` can be said of the event at `trigger`: neither another event nor a verb that is not
/// the event's own stands between them. After another event it is that event's.
fn belongs(
    syntax: &Syntax<'_>,
    trigger: &Range<usize>,
    own: Option<usize>,
    at: usize,
    others: &[usize],
) -> bool {
    let clause = syntax.clause(trigger.start);
    let here = |other: &&usize| syntax.clause(**other) == clause;
    let crosses = |range: Range<usize>| {
        range.clone().any(|word| {
            (syntax.tag(word).is_verb() || syntax.is_copula(word))
                && syntax.is_finite(word)
                && !syntax.is_shortened(word)
                && syntax.clause(word) == clause
                && Some(word) != own
                && !names_day(syntax, word)
        })
    };
    if at >= trigger.end {
        let taken = others.iter().filter(here).any(|other| *other >= trigger.end && *other < at);
        // `talks to avert a strike ended on Monday`: past its own verb the time is the event's again.
        let past_own = own.is_some_and(|own| {
            own > trigger.start && own < at && !others.iter().any(|other| *other > own && *other < at)
        });
        (!taken || past_own) && !crosses(trigger.end..at)
    } else {
        let taken = others.iter().filter(here).any(|other| *other < at);
        let between = others.iter().filter(here).any(|other| *other > at && *other < trigger.start);
        !taken && !between && !crosses(at..trigger.start)
    }
}

/// Whether time and trigger stand in one noun phrase: *Friday’s talks*.
fn between(syntax: &Syntax<'_>, trigger: &Range<usize>, words: &Range<usize>) -> bool {
    syntax
        .phrase_to(trigger.end.saturating_sub(1))
        .is_some_and(|phrase| phrase.words.start <= words.start && words.end <= phrase.words.end)
}

/// The time right before the *when* that begins the clause: *on Friday, when both meet*.
fn before_when(syntax: &Syntax<'_>, times: &[(usize, Range<usize>)], clause: usize) -> Option<usize> {
    let when = (0..syntax.len())
        .find(|at| syntax.clause(*at) == clause && matches!(syntax.lower(*at), "when" | "where"))?;
    let mut before = when.checked_sub(1)?;
    if syntax.tag(before) == Tag::Comma {
        before = before.checked_sub(1)?;
    }
    times.iter().find(|(_, words)| words.contains(&before)).map(|(index, _)| *index)
}

/// Where the event named at `trigger` is: a place inside its own phrase, or after *at*, *in* or *to* in the words
/// `around` of its clause, *at* before *in*.
pub(super) fn place(
    syntax: &Syntax<'_>,
    trigger: &Range<usize>,
    own: Option<usize>,
    others: &[usize],
    around: Range<usize>,
) -> Option<EntityId> {
    let phrase = syntax.phrase_to(trigger.end.saturating_sub(1));
    if let Some(phrase) = &phrase {
        let inside = phrase
            .words
            .clone()
            .filter(|at| {
                *at < trigger.start
                    && syntax.tag(*at) == Tag::Name
                    && syntax.tag(*at + 1) != Tag::Clitic
                    && !is_paired(syntax, *at)
            })
            .find_map(|at| place_at(syntax, at));
        if inside.is_some() {
            return inside;
        }
    }
    let clause = syntax.clause(trigger.start);
    let mut found: Option<(u8, usize, EntityId)> = None;
    for at in around {
        if syntax.clause(at) != clause || !belongs(syntax, trigger, own, at, others) {
            continue;
        }
        let rank = match syntax.lower(at) {
            "at" | "inside" | "outside" => 0,
            // `came out of the hall after talks`
            "of" if at > 0 && syntax.lower(at - 1) == "out" => 0,
            "in" | "to" | "into" | "near" | "on" => 1,
            _ => continue,
        };
        let Some(inner) = syntax.phrase_from(at + 1) else { continue };
        let owner = syntax.tag(inner.words.end) == Tag::Clitic;
        let Some(place) = place_at(syntax, inner.head).filter(|_| !owner) else { continue };
        let distance = at.abs_diff(trigger.start);
        if found.is_none_or(|(best, near, _)| (rank, distance) < (best, near)) {
            found = Some((rank, distance, place));
        }
    }
    found.map(|(_, _, place)| place)
}

fn place_at(syntax: &Syntax<'_>, at: usize) -> Option<EntityId> {
    syntax.entity_at(at).filter(|entity| syntax.kind(*entity) == Some(EntityKind::Place))
}

/// The place that is the object of a verb: *visited Oslo*.
pub(super) fn object_place(syntax: &Syntax<'_>, at: usize) -> Option<EntityId> {
    syntax.phrase_from(at).and_then(|phrase| place_at(syntax, phrase.head))
}

/// Whether the name at `at` is one of a pair: *the Norway-Chad talks*.
pub(super) fn is_paired(syntax: &Syntax<'_>, at: usize) -> bool {
    let name = |at: usize| syntax.tag(at) == Tag::Name && syntax.entity_at(at).is_some();
    syntax.tag(at + 1) == Tag::Hyphen && name(at + 2)
        || at > 1 && syntax.tag(at - 1) == Tag::Hyphen && name(at - 2)
}

/// Whether a verb only gives the event its time: *the strike they had called for May 6*.
fn names_day(syntax: &Syntax<'_>, verb: usize) -> bool {
    matches!(
        syntax.lower(verb),
        "called" | "set" | "scheduled" | "planned" | "fixed" | "announced" | "expected"
    ) && matches!(syntax.lower(verb + 1), "for" | "on")
}
