//! Finds noun phrases without a parser: backwards from a verb, forwards from a preposition or an inverted verb.

use super::{
    classes::Class,
    scene::{Scene, Unit},
    venues,
};
use article::Span;
use std::ops::Range;

/// The most items a noun phrase is looked for in.
pub(super) const REACH: usize = 30;

/// The noun phrase that ends at item `end`, as far back as its clause goes.
pub(super) fn chunk(scene: &Scene<'_>, unit: &Unit, end: usize) -> Option<Range<usize>> {
    let floor = unit.start.max(end.saturating_sub(REACH));
    let mut start = end;
    while start > floor {
        let at = start - 1;
        match scene.class(unit, at) {
            Class::Stop if scene.word(unit, at) == ")" => {
                let open = (floor..at).rev().take(10).find(|at| scene.word(unit, *at) == "(")?;
                start = open;
                continue;
            }
            Class::Comma
            | Class::Stop
            | Class::Colon
            | Class::Quote
            | Class::Subordinator
            | Class::Relative => break,
            Class::Coordinator => {
                let clause = (floor..at)
                    .rev()
                    .take_while(|at| {
                        !matches!(
                            scene.class(unit, *at),
                            Class::Comma | Class::Stop | Class::Colon | Class::Quote | Class::Subordinator
                        ) || matches!(scene.word(unit, *at), "(" | ")")
                    })
                    .collect::<Vec<_>>();
                if clause.is_empty()
                    || scene.word(unit, at) == "but"
                    || clause.iter().any(|at| scene.is_finite(unit, *at))
                {
                    break;
                }
            }
            _ => {}
        }
        start -= 1;
    }
    noun_phrase_in(scene, unit, start..end)
}

/// The noun phrase that ends a stretch without commas.
fn noun_phrase_in(scene: &Scene<'_>, unit: &Unit, stretch: Range<usize>) -> Option<Range<usize>> {
    let mut start = stretch.start;
    while start < stretch.end
        && (matches!(scene.class(unit, start), Class::Adverb | Class::Coordinator)
            || (scene.class(unit, start) == Class::Time && start + 1 < stretch.end))
    {
        start += 1;
    }
    if start >= stretch.end {
        return None;
    }
    if let Some(verb) = (start..stretch.end).rev().find(|at| scene.is_finite(unit, *at))
        && verb + 1 < stretch.end
        && opens_noun_phrase(scene, unit, verb + 1)
        && !(start > 0 && scene.class(unit, start - 1) == Class::Relative)
    {
        start = verb + 1;
    }
    let last = stretch.end - 1;
    // *suggesting he*: a pronoun for a subject stands alone.
    if last > start
        && scene.class(unit, last) == Class::Pronoun
        && !matches!(scene.class(unit, last - 1), Class::Coordinator | Class::Preposition)
    {
        return Some(last..stretch.end);
    }
    if matches!(scene.class(unit, start), Class::Preposition) {
        let span = scene.span(unit, start..stretch.end)?;
        let mention = scene
            .names
            .in_span(span)
            .filter(|mention| mention.span.end == span.end && mention.span.start > span.start)
            .map(|mention| scene.text.tokens_in(mention.span).start)
            .min();
        let tokens = scene.tokens(unit, start..stretch.end);
        let by_mention = mention.map(|token| start + token.saturating_sub(tokens.start));
        let by_form = || {
            (start + 1..stretch.end).rev().find(|at| {
                matches!(scene.class(unit, *at), Class::Determiner | Class::Pronoun)
                    && scene.class(unit, at - 1) != Class::Preposition
                    || (scene.is_capital(unit, *at)
                        && !scene.is_capital(unit, at - 1)
                        && scene.class(unit, at - 1) == Class::Other)
                    || scene.class(unit, at - 1) == Class::Time
            })
        };
        start = by_mention.filter(|at| *at < stretch.end).or_else(by_form)?;
    }
    let last = scene.class(unit, stretch.end - 1);
    let nominal = matches!(
        last,
        Class::Other
            | Class::Pronoun
            | Class::Number
            | Class::Determiner
            | Class::Stop
            | Class::Verb
            | Class::Either
            | Class::Time
            | Class::Adverb
    );
    (nominal && scene.word(unit, stretch.end - 1) != "'s").then_some(start..stretch.end)
}

fn opens_noun_phrase(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    matches!(scene.class(unit, at), Class::Determiner | Class::Pronoun | Class::Number)
        || (scene.class(unit, at) == Class::Other && scene.is_capital(unit, at))
}

/// The noun phrase that begins at an item.
pub(super) fn noun_phrase_after(scene: &Scene<'_>, unit: &Unit, from: usize) -> Option<Range<usize>> {
    let mut end = from;
    while end < unit.items.len() && end < from + REACH {
        let word = scene.word(unit, end);
        match scene.class(unit, end) {
            Class::Comma
            | Class::Stop
            | Class::Colon
            | Class::Quote
            | Class::Subordinator
            | Class::Relative
            | Class::Time
                if !(scene.class(unit, end) == Class::Time
                    && end > from
                    && scene.class(unit, end - 1) == Class::Determiner) =>
            {
                if word == "(" {
                    let close = (end..unit.items.len()).take(10).find(|at| scene.word(unit, *at) == ")")?;
                    end = close + 1;
                    continue;
                }
                break;
            }
            Class::Pronoun | Class::Object | Class::Adverb if end > from => break,
            Class::Pronoun => {
                end += 1;
                break;
            }
            Class::Preposition
                if !(matches!(word, "of" | "for" | "from" | "with" | "in" | "at" | "by")
                    || word == "to" && end > from && scene.word(unit, end - 1) == "close")
                    || venues::opens(scene, unit, end)
                    || scene.class(unit, end + 1) == Class::Time =>
            {
                break;
            }
            _ if scene.is_finite(unit, end) => break,
            _ => {}
        }
        end += 1;
    }
    let first = scene.class(unit, from);
    let nominal = end > from
        && (matches!(first, Class::Determiner | Class::Pronoun | Class::Number | Class::Object)
            || first == Class::Other)
        && scene.class(unit, end - 1) != Class::Preposition;
    nominal.then_some(from..end)
}

/// The noun phrase that begins the clause that reaches item `end`.
pub(super) fn main_subject(scene: &Scene<'_>, unit: &Unit, end: usize) -> Option<Range<usize>> {
    let floor = unit.start.max(end.saturating_sub(8 * REACH));
    let mut start = (floor..end)
        .rev()
        .find(|at| scene.class(unit, *at) == Class::Quote || matches!(scene.word(unit, *at), ";" | ":"))
        .map_or(floor, |at| at + 1);
    loop {
        let class = scene.class(unit, start);
        let word = scene.word(unit, start);
        let adverbial =
            matches!(class, Class::Preposition | Class::Subordinator | Class::Time | Class::Adverb)
                || word.ends_with("ing");
        if matches!(class, Class::Coordinator | Class::Comma | Class::Stop) && start < end {
            start += 1;
        } else if adverbial {
            let comma = (start..end).find(|at| scene.class(unit, *at) == Class::Comma);
            match comma {
                Some(comma) => start = comma + 1,
                None if matches!(class, Class::Adverb | Class::Time) => start += 1,
                None => return None,
            }
        } else {
            break;
        }
        if start >= end {
            return None;
        }
    }
    let mention = scene.span(unit, start..start + 1).and_then(|span| mention_at(scene, span));
    let np = noun_phrase_after(scene, unit, start)?;
    match mention {
        Some(mention) => {
            let tokens = scene.text.tokens_in(mention);
            let first = scene.tokens(unit, start..start + 1).start;
            let stop = start + tokens.end.saturating_sub(first);
            // *officials in Leeds*: what goes with the name stays with it.
            if scene.class(unit, stop) == Class::Preposition {
                return Some(np);
            }
            Some(start..stop.clamp(start + 1, np.end.max(start + 1)))
        }
        None => Some(np),
    }
}

fn mention_at(scene: &Scene<'_>, first: Span) -> Option<Span> {
    let mentions = &scene.names.mentions;
    let from = mentions.partition_point(|mention| mention.span.start < first.start);
    mentions[from..]
        .iter()
        .take_while(|mention| mention.span.start == first.start)
        .map(|mention| mention.span)
        .max_by_key(|span| span.end)
}
