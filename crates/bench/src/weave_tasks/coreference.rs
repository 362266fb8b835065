//! Scores of chains of mentions as CoNLL-2012 takes them: MUC, B³ and CEAF-e.

use crate::score::{Measure, Statistic};
use pathfinding::{kuhn_munkres::kuhn_munkres, matrix::Matrix};
use std::collections::BTreeMap;

/// Likenesses of chains are multiples of this part of one, since the assignment wants whole numbers.
const STEP: f64 = 1e-9;

/// Mentions with the chain the set says they are of, the one we say, and the part of the set that is drawn as one
/// for an interval.
#[derive(Debug)]
pub(crate) struct Chains<'a> {
    gold: &'a [usize],
    ours: &'a [usize],
    parts: &'a [usize],
}

/// Chains by number, each with its mentions.
fn chains(of: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut chains: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, chain) in of.iter().enumerate() {
        chains.entry(*chain).or_default().push(at);
    }
    chains
}

impl<'a> Chains<'a> {
    /// One chain of each kind and one part for each mention.
    pub(crate) fn new(gold: &'a [usize], ours: &'a [usize], parts: &'a [usize]) -> Self {
        Self { gold, ours, parts }
    }

    /// The mean of the three F1, then each; singletons included. What a chain has to its credit is shared out evenly
    /// among its mentions, so that a part of the set has its share of chains that reach beyond it.
    pub(crate) fn measures(&self, prefix: &str) -> [Measure; 4] {
        let muc = [self.links(self.ours, self.gold), self.links(self.gold, self.ours)];
        let b_cubed = [self.shares(self.ours, self.gold), self.shares(self.gold, self.ours)];
        let ceaf = self.aligned();
        let columns: Vec<[Vec<f64>; 4]> = [muc, b_cubed, ceaf]
            .into_iter()
            .map(|[precision, recall]| [precision.0, precision.1, recall.0, recall.1])
            .collect();
        let measure = |name: &str, statistic: Statistic, metrics: &[[Vec<f64>; 4]]| {
            let mut measure = Measure::new(format!("{prefix}{name}"), statistic);
            let mut parts: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
            for (at, part) in self.parts.iter().enumerate() {
                let sums = parts.entry(*part).or_insert_with(|| vec![0.0; 4 * metrics.len()]);
                for (sum, column) in sums.iter_mut().zip(metrics.iter().flatten()) {
                    *sum += column[at];
                }
            }
            for sums in parts.values() {
                measure.add(sums);
            }
            measure
        };
        [
            measure("CoNLL F1", Statistic::MeanOfThreeF1, &columns),
            measure("MUC F1", Statistic::TwoSidedF1, &columns[..1]),
            measure("B³ F1", Statistic::TwoSidedF1, &columns[1..2]),
            measure("CEAF-e F1", Statistic::TwoSidedF1, &columns[2..]),
        ]
    }

    /// Of MUC (Vilain et al. 1995): the links of the chains of `of` that hold in `by` too, and all their links.
    fn links(&self, of: &[usize], by: &[usize]) -> (Vec<f64>, Vec<f64>) {
        let (mut right, mut all) = (vec![0.0; self.gold.len()], vec![0.0; self.gold.len()]);
        for members in chains(of).values() {
            let size = members.len() as f64;
            let mut pieces: Vec<usize> = members.iter().map(|at| by[*at]).collect();
            pieces.sort_unstable();
            pieces.dedup();
            for at in members {
                right[*at] = (size - pieces.len() as f64) / size;
                all[*at] = (size - 1.0) / size;
            }
        }
        (right, all)
    }

    /// Of B³: for each mention how much of its chain of `of` is of its chain of `by`, and one.
    fn shares(&self, of: &[usize], by: &[usize]) -> (Vec<f64>, Vec<f64>) {
        let mut right = vec![0.0; self.gold.len()];
        for members in chains(of).values() {
            let mut together: BTreeMap<usize, f64> = BTreeMap::new();
            for at in members {
                *together.entry(by[*at]).or_insert(0.0) += 1.0;
            }
            for at in members {
                right[*at] = together[&by[*at]] / members.len() as f64;
            }
        }
        (right, vec![1.0; self.gold.len()])
    }

    /// Of CEAF-e (Luo 2005, with φ4): for our chains and for theirs what each shares with the one that it is
    /// aligned with, and one for each chain.
    fn aligned(&self) -> [(Vec<f64>, Vec<f64>); 2] {
        let count = self.gold.len();
        let (gold, ours) = (chains(self.gold), chains(self.ours));
        let mut likeness = vec![vec![0.0; count]; 4];
        for (chains, all) in [(&ours, 1), (&gold, 3)] {
            for members in chains.values() {
                for at in members {
                    likeness[all][*at] = 1.0 / members.len() as f64;
                }
            }
        }
        for (their, our, alike) in assigned(&gold, &ours, self.ours) {
            for at in &ours[&our] {
                likeness[0][*at] = alike / ours[&our].len() as f64;
            }
            for at in &gold[&their] {
                likeness[2][*at] = alike / gold[&their].len() as f64;
            }
        }
        let mut columns = likeness.into_iter();
        let mut next = || columns.next().unwrap_or_default();
        [(next(), next()), (next(), next())]
    }
}

/// The one-to-one assignment of their chains to ours that shares most: their chain, ours, likeness.
fn assigned(
    gold: &BTreeMap<usize, Vec<usize>>,
    ours: &BTreeMap<usize, Vec<usize>>,
    our_chain: &[usize],
) -> Vec<(usize, usize, f64)> {
    let (rows, columns): (Vec<usize>, Vec<usize>) =
        (gold.keys().copied().collect(), ours.keys().copied().collect());
    // The assignment wants no fewer columns than rows; the ones added are worth nothing.
    let width = columns.len().max(rows.len());
    if rows.is_empty() {
        return Vec::new();
    }
    let mut worth = Matrix::new(rows.len(), width, 0i64);
    for (row, their) in rows.iter().enumerate() {
        let mut together: BTreeMap<usize, f64> = BTreeMap::new();
        for at in &gold[their] {
            *together.entry(our_chain[*at]).or_insert(0.0) += 1.0;
        }
        for (our, shared) in together {
            if let Ok(column) = columns.binary_search(&our) {
                let alike = 2.0 * shared / (gold[their].len() + ours[&our].len()) as f64;
                worth[(row, column)] = (alike / STEP) as i64;
            }
        }
    }
    let (_, chosen) = kuhn_munkres(&worth);
    chosen
        .into_iter()
        .enumerate()
        .filter_map(|(row, column)| {
            Some((rows[row], *columns.get(column)?, worth[(row, column)] as f64 * STEP))
        })
        .filter(|(.., alike)| *alike > 0.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(gold: &[usize], ours: &[usize]) -> Vec<(f64, f64)> {
        let parts: Vec<usize> = (0..gold.len()).collect();
        let measures = Chains::new(gold, ours, &parts).measures("");
        measures[1..].iter().map(|measure| measure.precision_recall().unwrap()).collect()
    }

    fn near(figures: (f64, f64), wanted: (f64, f64)) {
        assert!((figures.0 - 100.0 * wanted.0).abs() < 1e-4, "{figures:?} {wanted:?}");
        assert!((figures.1 - 100.0 * wanted.1).abs() < 1e-4, "{figures:?} {wanted:?}");
    }

    /// Gold {a b c} {d e f g}; ours {a b} {c d} {f g} {e}: no mention is missing or new.
    #[test]
    fn figures_are_what_one_counts_by_hand() {
        let figures = figures(&[0, 0, 0, 1, 1, 1, 1], &[0, 0, 1, 1, 3, 2, 2]);
        // MUC: ours 1 + 0 + 1 + 0 of 3 links; gold 3 − 2 and 4 − 3 of 5.
        near(figures[0], (2.0 / 3.0, 2.0 / 5.0));
        // B³: ours 1 1 ½ ½ 1 1 1; gold ⅔ ⅔ ⅓ ¼ ¼ ½ ½.
        near(figures[1], (6.0 / 7.0, (5.0 / 3.0 + 1.5) / 7.0));
        // CEAF-e: {a b} with the first, 4/5; {f g} with the second, 4/6; of four chains of ours, two of theirs.
        let shared = 0.8 + 2.0 / 3.0;
        near(figures[2], (shared / 4.0, shared / 2.0));
    }

    #[test]
    fn the_best_assignment_is_not_the_greedy_one() {
        // Gold {a b c d} {e f}, ours {a b c e f} {d}. Of all pairs the first two are most alike, 6/9, which leaves
        // nothing for the others; the best is 4/7 and 2/5.
        let figures = figures(&[0, 0, 0, 0, 1, 1], &[0, 0, 0, 1, 0, 0]);
        let shared = 4.0 / 7.0 + 2.0 / 5.0;
        near(figures[2], (shared / 2.0, shared / 2.0));
    }

    #[test]
    fn the_same_chains_are_right_and_their_mean_is_one_hundred() {
        let parts = [0, 0, 1, 1];
        let [mean, ..] = Chains::new(&[4, 4, 7, 8], &[1, 1, 2, 3], &parts).measures("");
        assert!((mean.figure() - 100.0).abs() < 1e-6);
        assert_eq!(mean.documents.len(), 2);
    }
}
