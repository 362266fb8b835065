//! Sparse vectors of hashed terms.

use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::BTreeMap};

/// Terms by their hash, with weights; of length 1 unless empty. Two terms that share a hash of 32 bits count as
/// one, which happens to one pair in some thousand articles and moves a cosine by less than a hundredth.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Vector(Vec<(u32, f32)>);

/// The hash of a term.
pub(crate) fn hash(term: &str) -> u32 {
    (xxhash_rust::xxh3::xxh3_64(term.as_bytes()) >> 32) as u32
}

/// What two lists sorted by `key` both have, in order.
pub(super) fn in_both<'l, T, K: Ord>(
    mut a: &'l [T],
    mut b: &'l [T],
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = (&'l T, &'l T)> {
    std::iter::from_fn(move || {
        loop {
            let ([x, rest_of_a @ ..], [y, rest_of_b @ ..]) = (a, b) else { return None };
            match key(x).cmp(&key(y)) {
                Ordering::Less => a = rest_of_a,
                Ordering::Greater => b = rest_of_b,
                Ordering::Equal => {
                    (a, b) = (rest_of_a, rest_of_b);
                    return Some((x, y));
                }
            }
        }
    })
}

/// Makes the length of a vector 1, unless it is 0.
fn normalise(terms: &mut [(u32, f32)]) {
    let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in terms {
            *weight /= length;
        }
    }
}

impl Vector {
    /// The vector of the `most` heaviest of these terms; of equal ones, those with the smaller hash.
    pub(crate) fn of<T: AsRef<str>>(terms: impl IntoIterator<Item = (T, f32)>, most: usize) -> Self {
        let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
        for (term, weight) in terms {
            *sums.entry(hash(term.as_ref())).or_insert(0.0) += weight;
        }
        let mut terms: Vec<(u32, f32)> = sums.into_iter().collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(most);
        normalise(&mut terms);
        terms.sort_unstable_by_key(|(term, _)| *term);
        Self(terms)
    }

    /// The sum of vectors, each as often as it counts; of length 1 unless empty.
    pub(crate) fn sum<'v>(vectors: impl IntoIterator<Item = (&'v Self, f32)>) -> Self {
        let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
        for (vector, count) in vectors {
            for (term, weight) in &vector.0 {
                *sums.entry(*term).or_insert(0.0) += count * weight;
            }
        }
        let mut terms: Vec<(u32, f32)> = sums.into_iter().collect();
        normalise(&mut terms);
        Self(terms)
    }

    /// The cosine of the angle between two vectors; 0 when one is empty.
    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        in_both(&self.0, &other.0, |term| term.0).map(|((_, x), (_, y))| x * y).sum()
    }

    /// The same terms with each weight times `factor` of its term; of length 1 again.
    pub(crate) fn weighed(&self, factor: impl Fn(u32) -> f32) -> Self {
        let mut terms: Vec<(u32, f32)> =
            self.0.iter().map(|(term, weight)| (*term, weight * factor(*term))).collect();
        normalise(&mut terms);
        Self(terms)
    }

    /// The terms with their weights, by hash.
    pub(crate) fn terms(&self) -> &[(u32, f32)] {
        &self.0
    }

    /// The `most` heaviest terms; of equal ones, those with the smaller hash.
    pub(crate) fn heaviest(&self, most: usize) -> Vec<(u32, f32)> {
        let mut terms = self.0.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(most);
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_is_at_no_angle_to_itself_and_square_to_others() {
        let some = Vector::of([("reef", 3.0), ("ferry", 4.0)], 10);
        let other = Vector::of([("budget", 1.0)], 10);
        assert!((some.cosine(&some) - 1.0).abs() < 1e-6);
        assert!(some.cosine(&other) < 1e-6);
        assert!(some.cosine(&Vector::default()) < 1e-6);
        assert!((some.cosine(&Vector::of([("ferry", 1.0)], 10)) - 0.8).abs() < 1e-6);
    }

    #[test]
    fn a_sum_lies_between_its_parts() {
        let (some, other) = (Vector::of([("reef", 1.0)], 10), Vector::of([("ferry", 1.0)], 10));
        let sum = Vector::sum([(&some, 3.0), (&other, 4.0)]);
        assert!((sum.cosine(&some) - 0.6).abs() < 1e-6 && (sum.cosine(&other) - 0.8).abs() < 1e-6);
    }

    #[test]
    fn only_the_heaviest_are_kept() {
        let kept = Vector::of([("reef", 3.0), ("ferry", 4.0), ("a", 0.1)], 2);
        assert_eq!(kept.terms().len(), 2);
        assert_eq!(kept.heaviest(1)[0].0, hash("ferry"));
    }
}
