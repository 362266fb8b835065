//! Which sentences of two texts are the same, or one reworded.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Words in a sequence by which a reworded sentence is known.
const SEQUENCE: usize = 3;

/// A sentence was reworded when so much of the shorter of the two, in sequences of words, stands in the other.
const KEPT: f32 = 0.5;

/// Shorter sentences than this are the same or nothing: a few words are anybody's.
const SHORT: usize = 5;

/// A sequence in more sentences than this is a common phrase and tells nothing.
const COMMON: usize = 24;

/// A sentence of one text and the one of the other that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pair {
    /// Its place in the first text.
    pub(crate) a: usize,
    /// Its place in the second.
    pub(crate) b: usize,
    /// Whether the words are the same.
    pub(crate) same: bool,
}

/// Pairs the sentences of two texts, in the order of the second, then of the first.
///
/// Sentences with the same words find each other first, in their order. Of the others each takes the one it has most
/// sequences of words in common with; a sentence that was cut in two, or put together of two, so has two partners. Equality
/// first and containment for what is left is what keeps an edit of a word from showing as a cut and an addition.
pub(crate) fn pairs(a: &[&[u32]], b: &[&[u32]]) -> Vec<Pair> {
    let mut places: BTreeMap<&[u32], VecDeque<usize>> = BTreeMap::new();
    for (at, words) in a.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
        places.entry(words).or_default().push_back(at);
    }
    let mut pairs: Vec<Pair> = Vec::new();
    for (at, words) in b.iter().enumerate() {
        if let Some(first) = places.get_mut(words).and_then(VecDeque::pop_front) {
            pairs.push(Pair { a: first, b: at, same: true });
        }
    }
    let left = |count: usize, taken: BTreeSet<usize>| -> Vec<usize> {
        (0..count).filter(|at| !taken.contains(at)).collect()
    };
    let left_a = left(a.len(), pairs.iter().map(|pair| pair.a).collect());
    let left_b = left(b.len(), pairs.iter().map(|pair| pair.b).collect());
    let of_b = best(b, &left_b, a, &left_a).into_iter().map(|(b, a)| Pair { a, b, same: false });
    let of_a = best(a, &left_a, b, &left_b).into_iter().map(|(a, b)| Pair { a, b, same: false });
    let reworded: BTreeSet<Pair> = of_b.chain(of_a).collect();
    pairs.extend(reworded);
    pairs.sort_by_key(|pair| (pair.b, pair.a));
    pairs
}

/// For each of some sentences the one among others that has most of it, or of which it has most.
fn best(sentences: &[&[u32]], of: &[usize], others: &[&[u32]], among: &[usize]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for at in among {
        for sequence in sequences(others[*at]) {
            holders.entry(sequence).or_default().push(*at);
        }
    }
    let found = |at: &usize| {
        let own = sequences(sentences[*at]);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for holders in own.iter().filter_map(|sequence| holders.get(sequence)) {
            for holder in holders.iter().filter(|_| holders.len() <= COMMON) {
                *shared.entry(*holder).or_insert(0) += 1;
            }
        }
        let parts = shared.into_iter().map(|(other, shared)| {
            let shorter = own.len().min(sequences(others[other]).len());
            (shared as f32 / shorter.max(1) as f32, shared, other)
        });
        let best = parts
            .filter(|(part, ..)| *part >= KEPT)
            .max_by(|x, y| x.1.cmp(&y.1).then(x.0.total_cmp(&y.0)).then(y.2.cmp(&x.2)))?;
        Some((*at, best.2))
    };
    of.iter().filter_map(found).collect()
}

/// The length of the longest common subsequence of two lists of words.
pub(crate) fn common_in_order<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    // Sentences and quotations are short; very long ones are compared by their beginnings, which tell as much.
    let (a, b) = (&a[..a.len().min(300)], &b[..b.len().min(300)]);
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// The different sequences of words of a sentence; none of a short one.
pub(crate) fn sequences(words: &[u32]) -> BTreeSet<&[u32]> {
    if words.len() < SHORT { BTreeSet::new() } else { words.windows(SEQUENCE).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn paired(a: &[&str], b: &[&str]) -> Vec<(usize, usize, bool)> {
        let words = |sentences: &[&str]| -> Vec<Vec<u32>> {
            let number = |word: &str| article::Digest::of(word.as_bytes()).0 as u32;
            sentences.iter().map(|sentence| sentence.split(' ').map(number).collect()).collect()
        };
        let (a, b) = (words(a), words(b));
        let (a, b): (Vec<&[u32]>, Vec<&[u32]>) =
            (a.iter().map(Vec::as_slice).collect(), b.iter().map(Vec::as_slice).collect());
        pairs(&a, &b).into_iter().map(|pair| (pair.a, pair.b, pair.same)).collect()
    }

    #[test]
    fn the_same_sentence_is_found_wherever_it_stands() {
        let a = ["the ferry sank off the port", "rain fell", "the crew was saved"];
        assert_eq!(paired(&a, &["rain fell", "the ferry sank off the port"]), [(1, 0, true), (0, 1, true)]);
        assert_eq!(paired(&["rain fell", "rain fell"], &["rain fell"]), [(0, 0, true)]);
    }

    #[test]
    fn a_sentence_with_another_figure_is_reworded_not_cut() {
        let a = ["the coast guard took all forty passengers to the lifeboat station before noon"];
        let b = ["the coast guard took all fifty passengers to the lifeboat station before noon"];
        assert_eq!(paired(&a, &b), [(0, 0, false)]);
        let other = ["the harbour office wrote that the swell would go down by the evening"];
        assert_eq!(paired(&a, &other), []);
    }

    #[test]
    fn a_sentence_cut_in_two_has_two_partners() {
        let a = ["the coast guard took all passengers to the station and the hull went under at noon"];
        let b =
            ["the coast guard took all passengers to the station", "and then the hull went under at noon"];
        assert_eq!(paired(&a, &b), [(0, 0, false), (0, 1, false)]);
    }

    proptest! {
        #[test]
        fn a_text_is_wholly_its_own_copy(text in prop::collection::vec(prop::collection::vec(0u32..9, 1..12), 0..12)) {
            let sentences: Vec<&[u32]> = text.iter().map(Vec::as_slice).collect();
            let pairs = pairs(&sentences, &sentences);
            prop_assert_eq!(pairs.len(), sentences.len());
            prop_assert!(pairs.iter().all(|pair| pair.same));
        }
    }
}
