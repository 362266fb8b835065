//! Sets of sentences of the gold and of ours, each of one side with at most one of the other.

use super::gold::Sentence;
use std::{cmp::Reverse, collections::BTreeSet};

/// Pairs of a set of the gold and one of ours with how many sentences they share: the pair that shares most first, each
/// set once. Of equal pairs the one whose sets are smaller, then the earlier.
pub(crate) fn aligned(
    gold: &[BTreeSet<Sentence>],
    ours: &[BTreeSet<Sentence>],
) -> Vec<(usize, usize, usize)> {
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (g, theirs) in gold.iter().enumerate() {
        for (o, own) in ours.iter().enumerate() {
            let shared = theirs.intersection(own).count();
            if shared > 0 {
                pairs.push((shared, theirs.len() + own.len(), g, o));
            }
        }
    }
    pairs.sort_by_key(|(shared, size, g, o)| (Reverse(*shared), *size, *g, *o));
    let (mut taken_gold, mut taken_ours) = (BTreeSet::new(), BTreeSet::new());
    pairs
        .into_iter()
        .filter(|(_, _, g, o)| {
            let free = !taken_gold.contains(g) && !taken_ours.contains(o);
            if free {
                taken_gold.insert(*g);
                taken_ours.insert(*o);
            }
            free
        })
        .map(|(shared, _, g, o)| (g, o, shared))
        .collect()
}

/// Whether two sets that share so many sentences are about one thing: more than half of the smaller one is in both.
pub(crate) fn is_found(gold: &BTreeSet<Sentence>, ours: &BTreeSet<Sentence>, shared: usize) -> bool {
    2 * shared > gold.len().min(ours.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_is_matched_once_and_the_best_first() {
        let set = |numbers: &[usize]| numbers.iter().map(|number| (0, *number)).collect::<BTreeSet<_>>();
        let gold = [set(&[1, 2, 3]), set(&[4, 5])];
        let ours = [set(&[3, 4]), set(&[1, 2]), set(&[9])];
        assert_eq!(aligned(&gold, &ours), [(0, 1, 2), (1, 0, 1)]);
        assert!(is_found(&gold[0], &ours[1], 2));
        assert!(!is_found(&gold[1], &ours[0], 1));
    }
}
