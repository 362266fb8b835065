//! Which sentence of a page became which.

use super::sheet::Sheet;
use crate::{
    amounts::{Amount, amount},
    group::Sets,
    sentences::{common_in_order, pairs},
};
use std::collections::{BTreeMap, BTreeSet};

/// Between two sentences that found each other, what is left on both sides is one sentence reworded when more than this
/// much of the words of the longer stands in the other, in order: at half, any two sentences of *X said that* would meet.
/// Only there, since a few words out of place are anybody's. Which sentences find each other at all is told by
/// [`crate::sentences`].
const LEFT: f32 = 0.5;

/// Where more sentences than this are left on a side between two that found each other, a passage was replaced.
const PASSAGE: usize = 8;

/// The sentences of two versions, by their places among the lines of each.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// With the same words and nothing read in them another, the earlier first.
    pub(super) kept: Vec<(usize, usize)>,
    /// Reworded, the earlier first.
    pub(super) reworded: Vec<(usize, usize)>,
    /// Only in the later version.
    pub(super) added: Vec<usize>,
    /// Only in the earlier one.
    pub(super) withdrawn: Vec<usize>,
}

/// Sentences that became each other: of the earlier version, and of the later one. More than one where a sentence was cut in two or
/// put together of two, none on one side where it was added or withdrawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) before: Vec<usize>,
    pub(super) after: Vec<usize>,
}

impl Pairing {
    /// Pairs the sentences of two versions.
    pub(super) fn of(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>) -> Self {
        fn words<'l>(sheet: &Sheet<'l, '_>) -> Vec<&'l [u32]> {
            sheet.lines.iter().map(|line| line.words.as_slice()).collect()
        }
        let (words_a, words_b) = (words(a), words(b));
        let mut pairing = Self::default();
        for pair in pairs(&words_a, &words_b) {
            let list = if pair.same && says_the_same(a, pair.a, b, pair.b) {
                &mut pairing.kept
            } else {
                &mut pairing.reworded
            };
            list.push((pair.a, pair.b));
        }
        let left = left_between(&pairing, &words_a, &words_b);
        pairing.reworded.extend(left);
        pairing.reworded.sort_by_key(|(a, b)| (*b, *a));
        let paired = || pairing.kept.iter().chain(&pairing.reworded);
        let before: BTreeSet<usize> = paired().map(|(a, _)| *a).collect();
        let after: BTreeSet<usize> = paired().map(|(_, b)| *b).collect();
        pairing.withdrawn = (0..words_a.len()).filter(|at| !before.contains(at)).collect();
        pairing.added = (0..words_b.len()).filter(|at| !after.contains(at)).collect();
        pairing
    }

    /// How many sentences of the version that has fewer have a partner in the other, and how many it has.
    pub(super) fn found(&self, a: usize, b: usize) -> (usize, usize) {
        if a <= b { (a - self.withdrawn.len(), a) } else { (b - self.added.len(), b) }
    }

    /// Whatever is not kept: reworded sentences that became each other, then those that were withdrawn or added.
    pub(super) fn passages(&self) -> Vec<Passage> {
        let lines = self.reworded.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or(0);
        let mut sets = Sets::new(2 * lines);
        for (a, b) in &self.reworded {
            sets.join(*a, lines + b);
        }
        let numbers = sets.numbered();
        let mut passages: BTreeMap<usize, Passage> = BTreeMap::new();
        let before: BTreeSet<usize> = self.reworded.iter().map(|(a, _)| *a).collect();
        let after: BTreeSet<usize> = self.reworded.iter().map(|(_, b)| *b).collect();
        for at in before {
            passages.entry(numbers[at]).or_default().before.push(at);
        }
        for at in after {
            passages.entry(numbers[lines + at]).or_default().after.push(at);
        }
        let withdrawn = self.withdrawn.iter().map(|at| Passage { before: vec![*at], after: Vec::new() });
        let added = self.added.iter().map(|at| Passage { before: Vec::new(), after: vec![*at] });
        passages.into_values().chain(withdrawn).chain(added).collect()
    }
}

/// Whether sentences with the same words have the same figures and quote the same of them: *5%* has lost a sign in *5*, and
/// what was put between quotation marks has become somebody's words.
fn says_the_same(a: &Sheet<'_, '_>, at: usize, b: &Sheet<'_, '_>, other: usize) -> bool {
    fn amounts<'r>(sheet: &Sheet<'_, 'r>, line: usize) -> Vec<Amount<'r>> {
        sheet.figures(line).map(amount).collect()
    }
    let quoted = |sheet: &Sheet<'_, '_>, line: usize| -> Vec<u32> {
        let span = sheet.lines[line].span;
        let pieces = sheet.quoted().filter(|(piece, _)| span.contains(*piece));
        pieces.flat_map(|(piece, _)| sheet.digests(piece)).collect()
    };
    let words = |sheet: &Sheet<'_, '_>, line: usize| sheet.reading.words(sheet.lines[line].span).to_owned();
    words(a, at) == words(b, other)
        || amounts(a, at) == amounts(b, other) && quoted(a, at) == quoted(b, other)
}

/// Pairs of sentences that are left over between two that found each other.
fn left_between(pairing: &Pairing, a: &[&[u32]], b: &[&[u32]]) -> Vec<(usize, usize)> {
    let mut anchors: Vec<(usize, usize)> =
        pairing.kept.iter().chain(&pairing.reworded).map(|(a, b)| (*b, *a)).collect();
    anchors.sort_unstable();
    let taken: BTreeSet<usize> = anchors.iter().map(|(_, a)| *a).collect();
    let held: BTreeSet<usize> = anchors.iter().map(|(b, _)| *b).collect();
    let mut found = Vec::new();
    let mut gaps: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for at in (0..b.len()).filter(|at| !held.contains(at)) {
        let next = anchors.partition_point(|(b, _)| *b < at);
        let first = next.checked_sub(1).and_then(|last| anchors.get(last)).map_or(0, |(_, a)| a + 1);
        let end = anchors.get(next).map_or(a.len(), |(_, a)| *a);
        gaps.entry((first, end)).or_default().push(at);
    }
    for ((first, end), of_b) in gaps {
        let of_a: Vec<usize> = (first..end).filter(|at| !taken.contains(at)).collect();
        if of_a.len() > PASSAGE || of_b.len() > PASSAGE {
            continue;
        }
        let likeness = |x: usize, y: usize| {
            common_in_order(a[x], b[y]) as f32 / a[x].len().max(b[y].len()).max(1) as f32
        };
        let mut likely: Vec<(f32, usize, usize)> = of_a
            .iter()
            .flat_map(|x| of_b.iter().map(move |y| (*x, *y)))
            .map(|(x, y)| (likeness(x, y), x, y))
            .filter(|(likeness, ..)| *likeness > LEFT)
            .collect();
        likely.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
        for (_, x, y) in likely {
            if !used_a.contains(&x) && !used_b.contains(&y) {
                used_a.insert(x);
                used_b.insert(y);
                found.push((x, y));
            }
        }
    }
    found
}
