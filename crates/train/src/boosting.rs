//! Grows boosted oblivious trees: each is fitted to the slope of the log-likelihood of what is right.

use trees::{Forest, Tree};

/// Rows of features that belong together, and what is right of them.
pub(crate) trait Case {
    /// The features of each row.
    fn rows(&self) -> &[Vec<f32>];

    /// For the score of each row the slope of the log-likelihood, and its curvature.
    fn slopes(&self, scores: &[f64]) -> Vec<(f64, f64)>;
}

/// Rows each of which is right or not by itself.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    /// The features of each row.
    pub(crate) rows: Vec<Vec<f32>>,
    /// For each row whether it is right, and how much it counts.
    pub(crate) right: Vec<(bool, f64)>,
}

impl Case for Judged {
    fn rows(&self) -> &[Vec<f32>] {
        &self.rows
    }

    fn slopes(&self, scores: &[f64]) -> Vec<(f64, f64)> {
        let each = scores.iter().zip(&self.right).map(|(score, (right, weight))| {
            let share = 1.0 / (1.0 + (-score).exp());
            (weight * (f64::from(u8::from(*right)) - share), weight * (share * (1.0 - share)).max(1e-6))
        });
        each.collect()
    }
}

/// Candidates of which one is chosen: they share one softmax.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// The features of each candidate.
    pub(crate) candidates: Vec<Vec<f32>>,
    /// For each candidate whether it may be the right one; at least one may.
    pub(crate) right: Vec<bool>,
    /// How much the case counts.
    pub(crate) weight: f64,
}

impl Case for Choice {
    fn rows(&self) -> &[Vec<f32>] {
        &self.candidates
    }

    fn slopes(&self, scores: &[f64]) -> Vec<(f64, f64)> {
        let most = scores.iter().copied().fold(f64::MIN, f64::max);
        let powers: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
        let all: f64 = powers.iter().sum();
        let right: f64 =
            powers.iter().zip(&self.right).filter(|(_, right)| **right).map(|(power, _)| power).sum();
        let each = powers.iter().zip(&self.right).map(|(power, is_right)| {
            let share = power / all;
            let wanted = if *is_right { power / right } else { 0.0 };
            (self.weight * (wanted - share), self.weight * (share * (1.0 - share)).max(1e-6))
        });
        each.collect()
    }
}

/// How the trees are grown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth {
    pub(crate) trees: usize,
    pub(crate) depth: usize,
    pub(crate) rate: f64,
    /// Added to the curvature of each leaf.
    pub(crate) ridge: f64,
    /// The share of the cases that each tree sees.
    pub(crate) cases: f64,
    /// The share of the features that each question may be about.
    pub(crate) features: f64,
}

/// The most values at which one feature is cut.
const CUTS: usize = 32;

/// Grows trees on these cases. The same cases in the same order give the same trees.
pub(crate) fn grow<C: Case>(cases: &[C], growth: Growth) -> Forest {
    let rows = Rows::new(cases);
    let mut scores = vec![0.0f64; rows.count];
    let mut trees = Vec::new();
    let mut draws = fastrand::Rng::with_seed(0x5eed);
    for _ in 0..growth.trees {
        let mut slopes = Vec::with_capacity(rows.count);
        for case in cases {
            let own = scores.get(slopes.len()..slopes.len() + case.rows().len()).unwrap_or_default();
            let is_seen = draws.f64() < growth.cases;
            slopes.extend(if is_seen { case.slopes(own) } else { vec![(0.0, 0.0); own.len()] });
        }
        let (questions, leaf_of) = questions(&rows, &slopes, growth, &mut draws);
        let mut sums = vec![(0.0, growth.ridge); 1 << questions.len()];
        for (row, leaf) in leaf_of.iter().enumerate() {
            sums[*leaf].0 += slopes[row].0;
            sums[*leaf].1 += slopes[row].1;
        }
        let leaves: Vec<f32> =
            sums.iter().map(|(slope, curvature)| (growth.rate * slope / curvature) as f32).collect();
        for (row, leaf) in leaf_of.iter().enumerate() {
            scores[row] += f64::from(leaves[*leaf]);
        }
        let questions =
            questions.iter().map(|(feature, cut)| (*feature as u16, rows.cuts[*feature][*cut])).collect();
        trees.push(Tree { questions, leaves });
    }
    Forest { trees }
}

/// All rows of all cases, each feature cut into few values.
struct Rows {
    count: usize,
    /// For each feature the values above which the next bin begins.
    cuts: Vec<Vec<f32>>,
    /// For each feature the bin of each row.
    bins: Vec<Vec<u8>>,
}

impl Rows {
    fn new<C: Case>(cases: &[C]) -> Self {
        let rows: Vec<&Vec<f32>> = cases.iter().flat_map(Case::rows).collect();
        let features = rows.first().map_or(0, |row| row.len());
        let mut cuts = Vec::new();
        let mut bins = Vec::new();
        for feature in 0..features {
            let mut values: Vec<f32> = rows.iter().map(|row| row[feature]).collect();
            values.sort_by(f32::total_cmp);
            let mut own: Vec<f32> = Vec::new();
            let mut distinct = values.clone();
            distinct.dedup();
            if distinct.len() <= CUTS {
                own.extend(distinct.windows(2).map(|pair| f32::midpoint(pair[0], pair[1])));
            } else {
                own.extend((1..CUTS).map(|part| values[values.len() * part / CUTS]));
                own.dedup();
            }
            bins.push(rows.iter().map(|row| own.partition_point(|cut| *cut < row[feature]) as u8).collect());
            cuts.push(own);
        }
        Self { count: rows.len(), cuts, bins }
    }
}

/// The questions of the next tree, and the leaf in which each row ends.
fn questions(
    rows: &Rows,
    slopes: &[(f64, f64)],
    growth: Growth,
    draws: &mut fastrand::Rng,
) -> (Vec<(usize, usize)>, Vec<usize>) {
    let mut leaf_of = vec![0usize; rows.count];
    let mut questions = Vec::new();
    for level in 0..growth.depth {
        let leaves = 1 << level;
        let mut best: Option<(f64, usize, usize)> = None;
        for (feature, cuts) in rows.cuts.iter().enumerate() {
            if draws.f64() >= growth.features {
                continue;
            }
            let width = cuts.len() + 1;
            let mut sums = vec![(0.0f64, 0.0f64); leaves * width];
            for ((bin, leaf), slope) in rows.bins[feature].iter().zip(&leaf_of).zip(slopes) {
                let sum = &mut sums[leaf * width + usize::from(*bin)];
                sum.0 += slope.0;
                sum.1 += slope.1;
            }
            let mut gains = vec![0.0f64; cuts.len()];
            for leaf in sums.chunks_exact(width) {
                let whole = leaf.iter().fold((0.0, 0.0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
                let worth = |slope: f64, curvature: f64| slope * slope / (curvature + growth.ridge);
                let mut left = (0.0, 0.0);
                for (gain, bin) in gains.iter_mut().zip(leaf) {
                    left = (left.0 + bin.0, left.1 + bin.1);
                    *gain += worth(left.0, left.1) + worth(whole.0 - left.0, whole.1 - left.1)
                        - worth(whole.0, whole.1);
                }
            }
            for (cut, gain) in gains.into_iter().enumerate() {
                if best.is_none_or(|(most, ..)| gain > most) {
                    best = Some((gain, feature, cut));
                }
            }
        }
        let Some((_, feature, cut)) = best.filter(|(gain, ..)| *gain > 1e-9) else { break };
        for (leaf, bin) in leaf_of.iter_mut().zip(&rows.bins[feature]) {
            *leaf |= usize::from(usize::from(*bin) > cut) << level;
        }
        questions.push((feature, cut));
    }
    (questions, leaf_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_learn_which_candidate_is_right() {
        // The right one is that with the larger product of two features, which no single question tells.
        let choices: Vec<Choice> = (0..400u32)
            .map(|case| {
                let value =
                    |salt: u32| (case.wrapping_mul(2_654_435_761).rotate_left(salt) % 17) as f32 - 8.0;
                let candidates = vec![vec![value(3), value(7)], vec![value(11), value(19)]];
                let first = candidates[0][0] * candidates[0][1] > candidates[1][0] * candidates[1][1];
                Choice { candidates, right: vec![first, !first], weight: 1.0 }
            })
            .collect();
        let growth = Growth { trees: 60, depth: 4, rate: 0.2, ridge: 1.0, cases: 0.9, features: 1.0 };
        let trees = grow(&choices, growth);
        assert_eq!(trees, grow(&choices, growth));
        let score = |row: &Vec<f32>| trees.score(row);
        let right = choices
            .iter()
            .filter(|choice| (score(&choice.candidates[0]) > score(&choice.candidates[1])) == choice.right[0])
            .count();
        assert!(right > 370, "{right}");
    }

    #[test]
    fn trees_learn_what_is_right_by_itself() {
        let value = |at: u32, salt: u32| (at.wrapping_mul(2_654_435_761).rotate_left(salt) % 17) as f32 - 8.0;
        let rows: Vec<Vec<f32>> = (0..600).map(|at| vec![value(at, 3), value(at, 7)]).collect();
        let right = rows.iter().map(|row| (row[0] * row[1] > 0.0, 1.0)).collect();
        let case = Judged { rows, right };
        let growth = Growth { trees: 60, depth: 4, rate: 0.2, ridge: 1.0, cases: 1.0, features: 1.0 };
        let trees = grow(std::slice::from_ref(&case), growth);
        let told = |at: usize| (trees.score(&case.rows[at]) > 0.0) == case.right[at].0;
        assert!((0..600).filter(|at| told(*at)).count() > 590);
    }
}
