//! What the parse says of mentions: the head word, its relation, who is the subject of the clauses around it.

use super::view::View;
use crate::tag::{Relation, Word};
use std::ops::Range;

/// How many steps a tree is climbed.
const STEPS: usize = 16;
/// How many subjects of the clauses around a word are told.
const LADDER: usize = 4;

/// The subjects of the predicates of a text; empty where it was not parsed.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// For each token its first subject.
    subjects: Vec<Option<usize>>,
}

/// The words above a word that have a subject, from the inside out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ladder {
    /// Their subjects.
    pub(super) subjects: [Option<usize>; LADDER],
    /// The subject of the clause in which the word stands, said or meant: *Lund* for *him* in *Lund came to see him*.
    pub(super) own: Option<usize>,
}

impl Tree {
    pub(super) fn new(view: &View<'_, '_>) -> Self {
        let mut tree = Self::default();
        if view.text.words.is_empty() {
            return tree;
        }
        tree.subjects = vec![None; view.text.words.len()];
        for (at, word) in view.text.words.iter().enumerate() {
            if let Some(slot) =
                word.head.filter(|_| word.relation.is_subject()).and_then(|head| tree.subjects.get_mut(head))
                && slot.is_none()
            {
                *slot = Some(at);
            }
        }
        tree
    }

    fn subject(&self, at: usize) -> Option<usize> {
        self.subjects.get(at).copied().flatten()
    }

    /// The subjects of the clauses around a token.
    pub(super) fn ladder(&self, view: &View<'_, '_>, token: usize) -> Ladder {
        let mut ladder = Ladder::default();
        let mut rung = 0;
        // Whether every predicate so far leaves its subject to the one above.
        let mut shared = true;
        let mut at = token;
        for _ in 0..STEPS {
            let Some(word) = view.text.word(at) else { break };
            let relation = word.relation;
            let Some(head) = word.head else { break };
            if let Some(subject) = self.subject(head).filter(|subject| *subject != token) {
                if shared {
                    ladder.own = Some(subject);
                }
                if let Some(slot) = ladder.subjects.get_mut(rung) {
                    *slot = Some(subject);
                    rung += 1;
                }
            }
            let passes = at == token
                || matches!(
                    relation,
                    Relation::Xcomp
                        | Relation::Conj
                        | Relation::Advcl
                        | Relation::Obl
                        | Relation::Obj
                        | Relation::Nmod
                );
            shared &= passes && self.subject(head).is_none();
            at = head;
        }
        ladder
    }
}

/// The head word of a mention, past a title before the name.
pub(super) fn head(view: &View<'_, '_>, tokens: &Range<usize>) -> Option<usize> {
    let outside = |at: &usize| {
        view.text.word(*at).is_some_and(|word| word.head.is_none_or(|head| !tokens.contains(&head)))
    };
    let mut at = tokens.clone().find(outside)?;
    for _ in 0..3 {
        let word = view.text.word(at)?;
        match word.head {
            Some(head)
                if matches!(word.relation, Relation::Flat | Relation::Compound | Relation::Goeswith)
                    && head.abs_diff(at) < 6 =>
            {
                at = head;
            }
            _ => break,
        }
    }
    Some(at)
}

/// The relation of a head word by a number that trees can cut; that of the first of two for the second.
pub(super) fn relation(view: &View<'_, '_>, at: usize) -> f32 {
    let Some(word) = view.text.word(at) else { return -1.0 };
    let first = first_of(view, at, word);
    match first.relation.universal() {
        _ if matches!(first.relation, Relation::NsubjPass) => 2.0,
        "nsubj" => 1.0,
        "root" | "vocative" | "dislocated" => 3.0,
        "parataxis" | "list" | "appos" => 4.0,
        "obj" => 5.0,
        "iobj" => 6.0,
        _ if matches!(first.relation, Relation::OblAgent) => 7.0,
        "obl" => 8.0,
        _ if matches!(first.relation, Relation::NmodPoss) => 10.0,
        "nmod" => 9.0,
        "compound" | "flat" | "amod" => 11.0,
        _ => 12.0,
    }
}

/// The first of words joined by *and*.
fn first_of<'v>(view: &'v View<'_, '_>, at: usize, word: &'v Word) -> &'v Word {
    let mut word = word;
    let mut at = at;
    for _ in 0..STEPS {
        match word.head.filter(|head| word.relation == Relation::Conj && *head < at) {
            Some(head) => {
                let Some(next) = view.text.word(head) else { break };
                (at, word) = (head, next);
            }
            None => break,
        }
    }
    word
}

/// How many steps a word hangs below its root.
pub(super) fn depth(view: &View<'_, '_>, at: usize) -> f32 {
    above(view, at).count().min(STEPS) as f32
}

/// The kind of clause in which a word stands: by the relation of the predicate above it.
pub(super) fn clause(view: &View<'_, '_>, at: usize) -> f32 {
    for above in above(view, at).take(STEPS) {
        let Some(word) = view.text.word(above) else { break };
        return match word.relation.universal() {
            "root" => 0.0,
            "parataxis" => 1.0,
            "conj" => 2.0,
            "ccomp" => 3.0,
            "xcomp" => 4.0,
            "advcl" => 5.0,
            "acl" => 6.0,
            "csubj" => 7.0,
            _ => continue,
        };
    }
    -1.0
}

/// The words above a word, nearest first.
fn above<'v>(view: &'v View<'_, '_>, at: usize) -> impl Iterator<Item = usize> + 'v {
    let head = move |at: usize| view.text.word(at).and_then(|word| word.head);
    std::iter::successors(head(at), move |at| head(*at)).take(STEPS)
}

/// Whether one word hangs, at whatever depth, from another.
pub(super) fn hangs_from(view: &View<'_, '_>, at: usize, from: usize) -> bool {
    above(view, at).any(|above| above == from)
}

/// How many steps lie between two words of a sentence by way of the lowest word above both.
pub(super) fn distance(view: &View<'_, '_>, one: usize, other: usize) -> f32 {
    let path: Vec<usize> = std::iter::once(one).chain(above(view, one)).collect();
    std::iter::once(other)
        .chain(above(view, other))
        .enumerate()
        .find_map(|(up, at)| path.iter().position(|own| *own == at).map(|down| up + down))
        .map_or(-1.0, |steps| steps.min(STEPS) as f32)
}
