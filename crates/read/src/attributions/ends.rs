//! Finds by the dependencies where the words that a cue governs end: before what hangs from the cue itself.

use super::{
    classes::Class,
    clauses::stretch,
    cues::Cue,
    doers::verb,
    lexicon::CueClass,
    scene::{Scene, Unit},
};
use crate::tag::Relation;
use std::ops::Range;

/// How many verbs above the cue are asked what hangs from them.
const STEPS: usize = 6;

/// Where the stretch after a cue is to end: before a further verb of the reporter's, or what goes with the cue.
pub(super) fn own_end(scene: &Scene<'_>, unit: &Unit, cue: &Cue, stretch: &Range<usize>) -> usize {
    let Some(verb) = verb(scene, unit, cue) else { return stretch.end };
    let tree = &scene.tree;
    let mut end = stretch.end;
    // *Citing the storm, the mayor closed the port*: before the verb on which the cue hangs, or its subject.
    if let Some(word) = tree.word(verb)
        && word.relation == Relation::Advcl
        && word.head.is_some_and(|head| head > verb)
        && let Some(items) = scene.items(unit, tree.reach(verb))
        && items.end > stretch.start
    {
        end = end.min(items.end);
    }
    let mut at = verb;
    for _ in 0..STEPS {
        for kid in tree.kids(at).iter().copied().filter(|kid| *kid > verb) {
            let Some(word) = tree.word(kid) else { continue };
            let begin = tree.reach(kid).start.max(verb);
            let Some(begin) = scene.item(unit, begin).filter(|begin| stretch.contains(begin)) else {
                continue;
            };
            if begin < stretch.start + 1 || begin >= end {
                continue;
            }
            let first = scene.word(unit, begin);
            let before = scene.class(unit, begin - 1);
            let parted = before == Class::Comma || matches!(scene.word(unit, begin - 1), "—" | "–" | "―");
            let ends = match word.relation {
                // *said it rained and left*, but not *wants to meet and exceed it*
                Relation::Conj => {
                    let acts = at == verb && matches!(cue.entry.class, CueClass::Act | CueClass::Call);
                    let alike =
                        tree.word(at).is_some_and(|up| up.penn == word.penn) || acts && tree.is_finite(kid);
                    alike && scene.class(unit, begin) == Class::Coordinator
                        || parted && tree.subject(kid).is_some()
                }
                Relation::Advcl => {
                    parted && !matches!(first, "if" | "because" | "unless" | "since" | "so" | "even")
                }
                Relation::Parataxis => parted,
                _ => false,
            };
            if ends {
                end = begin;
            }
        }
        match tree.word(at).and_then(|word| word.head) {
            Some(head) => at = head,
            None => break,
        }
    }
    end
}

/// What the dependencies say that a cue governs, where the shallow classes found nothing: a clause after it, or
/// the clause into which it is put.
pub(super) fn governed(
    scene: &Scene<'_>,
    unit: &Unit,
    cue: &Cue,
    subject: &Range<usize>,
    limit: usize,
) -> Vec<Range<usize>> {
    let Some(verb) = verb(scene, unit, cue) else { return Vec::new() };
    let tree = &scene.tree;
    let own = cue.group.start.min(subject.start)..cue.group.end.max(subject.end);
    if let Some(clause) = tree.clause(verb) {
        let begin = scene.item(unit, tree.reach(clause).start.max(verb + 1));
        let Some(mut begin) = begin.filter(|begin| *begin >= cue.group.end && *begin < limit) else {
            return Vec::new();
        };
        if matches!(scene.word(unit, begin), "that" | ",") {
            begin += 1;
        }
        return vec![stretch(scene, unit, begin.max(own.end), limit)];
    }
    let around =
        match tree.word(verb) {
            Some(word) if word.relation == Relation::Parataxis => word.head,
            _ => tree.kids(verb).iter().copied().find(|kid| {
                *kid < verb && tree.word(*kid).is_some_and(|word| word.relation == Relation::Ccomp)
            }),
        };
    // *It rained, she said*: nothing but a comma parts them.
    let parted = |at: usize| {
        scene.class(unit, at) == Class::Comma || matches!(scene.word(unit, at), "—" | "–" | "―" | "-")
    };
    let says = cue.entry.class == CueClass::Say && !cue.entry.strict;
    if !says || !(own.start > unit.start && parted(own.start - 1) || parted(own.end)) {
        return Vec::new();
    }
    let Some(items) = around
        .filter(|around| tree.is_finite(*around))
        .and_then(|around| scene.items(unit, tree.reach(around)))
    else {
        return Vec::new();
    };
    let before = scene.trim(unit, items.start.max(unit.start)..own.start.min(items.end));
    let after = scene.trim(unit, own.end.max(items.start)..items.end.max(own.end));
    [before, after].into_iter().filter(|piece| !piece.is_empty()).collect()
}
