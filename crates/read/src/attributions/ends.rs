//! Finds by the dependencies where the words that a cue governs end: before what hangs from the cue itself.

use super::{
    cues::Cue,
    doers::verb,
    scene::{Class, Scene, Unit},
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
                    let alike = tree.word(at).is_some_and(|up| up.penn == word.penn);
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
