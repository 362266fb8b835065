//! Finds what is put forward with nobody named for it: *reportedly*, *is said to*, *is expected to*.

use super::{
    classes::Class,
    clauses::LONGEST,
    phrases::main_subject,
    scene::{Scene, Unit},
    subjects::clause_subject,
};
use crate::{Attribution, AttributionKind, Hedge, words::table};
use article::Span;
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// Participles and adverbs of hearsay, with the strength they give and whether they are adverbs.
static HEARSAY: LazyLock<HashMap<&str, (Hedge, bool)>> = LazyLock::new(|| {
    table(include_str!("hearsay.tsv"))
        .filter_map(|row| Some((row[0], (Hedge::named(row.get(1)?)?, *row.get(2)? == "adverb"))))
        .collect()
});

/// What one unit puts forward as hearsay, outside the items that are `taken` by other attributions.
pub(super) fn hearsay(scene: &Scene<'_>, unit: &Unit, taken: &[bool]) -> Vec<Attribution> {
    let mut found = Vec::new();
    for at in unit.start..unit.items.len() {
        let Some((hedge, adverb)) = HEARSAY.get(scene.word(unit, at)) else { continue };
        if taken.get(at) == Some(&true) {
            continue;
        }
        let made = if *adverb { adverbial(scene, unit, at) } else { passive(scene, unit, at) };
        let Some((cue, pieces)) = made else { continue };
        // One clause is put forward once.
        let overlaps = |span: &Span| {
            found
                .iter()
                .rev()
                .take(4)
                .any(|held: &Attribution| held.content.iter().any(|held| held.overlaps(*span)))
        };
        let content: Vec<Span> =
            pieces.into_iter().filter_map(|piece| scene.span(unit, scene.trim(unit, piece))).collect();
        let Some(cue) = scene.span(unit, cue) else { continue };
        if content.is_empty() || content.iter().any(overlaps) {
            continue;
        }
        found.push(Attribution {
            kind: AttributionKind::Indirect,
            content,
            quoted: Vec::new(),
            source: None,
            cue: vec![cue],
            hedge: *hedge,
            venue: None,
            via: None,
        });
    }
    found
}

/// *X is expected to do Y*, *it is said that Y*.
fn passive(scene: &Scene<'_>, unit: &Unit, at: usize) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let mut start = at;
    while start > unit.start && matches!(scene.class(unit, start - 1), Class::Auxiliary | Class::Adverb) {
        start -= 1;
    }
    let is_passive = (start..at)
        .any(|at| matches!(scene.word(unit, at), "is" | "are" | "was" | "were" | "been" | "be" | "being"));
    let negated = (start..at)
        .any(|at| matches!(scene.word(unit, at), "not" | "never") || scene.word(unit, at).ends_with("n't"));
    if !is_passive || negated {
        return None;
    }
    let next = scene.word(unit, at + 1);
    let end = clause_end(scene, unit, at + 1);
    let subject = whole_subject(scene, unit, start)?;
    match next {
        "to" => Some((start..at + 1, vec![subject, at + 1..end])),
        "that" if subject.len() == 1 && scene.word(unit, subject.start) == "it" => {
            Some((start..at + 1, std::iter::once(at + 1..end).collect()))
        }
        _ => None,
    }
}

/// *X reportedly did Y*.
fn adverbial(scene: &Scene<'_>, unit: &Unit, at: usize) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let mut start = at;
    while start > unit.start
        && matches!(scene.class(unit, start - 1), Class::Auxiliary | Class::Modal | Class::Adverb)
    {
        start -= 1;
    }
    let end = clause_end(scene, unit, at + 1);
    if at + 1 >= end {
        return None;
    }
    // *The meeting, reportedly set for Friday, …*
    let beside = start == at && at > unit.start + 1 && scene.class(unit, at - 1) == Class::Comma;
    let subject = whole_subject(scene, unit, if beside { at - 1 } else { start })?;
    let pieces = vec![subject.start..at, at + 1..end];
    let pieces = if beside { vec![subject, at + 1..end] } else { pieces };
    Some((at..at + 1, pieces))
}

/// The subject that ends before an item, with all members of a list.
fn whole_subject(scene: &Scene<'_>, unit: &Unit, end: usize) -> Option<Range<usize>> {
    let subject = clause_subject(scene, unit, end)?;
    let first = main_subject(scene, unit, end).map_or(subject.start, |first| first.start);
    let listed = first < subject.start
        && (first..subject.start).all(|at| {
            !scene.is_finite(unit, at)
                && !matches!(
                    scene.class(unit, at),
                    Class::Stop | Class::Quote | Class::Colon | Class::Subordinator
                )
        });
    Some(if listed { first..subject.end } else { subject })
}

/// Where the clause that holds an item ends.
fn clause_end(scene: &Scene<'_>, unit: &Unit, from: usize) -> usize {
    (from..unit.items.len().min(from + LONGEST))
        .find(|at| match scene.class(unit, *at) {
            Class::Comma | Class::Colon | Class::Quote | Class::Stop => true,
            Class::Subordinator => matches!(scene.word(unit, *at), "while" | "although" | "though" | "but"),
            _ => false,
        })
        .unwrap_or(unit.items.len().min(from + LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("hearsay.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            assert!(HEARSAY.contains_key(row[0]) && matches!(row[2], "adverb" | "participle"), "{row:?}");
        }
    }
}
