//! Measures as sums over documents, so that the documents can be drawn again for an interval.

/// How the summed columns of a measure become one figure, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statistic {
    /// Columns: right, found, gold. The harmonic mean of precision and recall.
    F1,
    /// Columns: right, found, gold, where something found may be right without being a one-to-one match: right
    /// among the found, found, right among the gold, gold.
    TwoSidedF1,
    /// Columns: those of `TwoSidedF1`, three times: the mean of the three.
    MeanOfThreeF1,
    /// Columns: right, found, gold, twice: the first F1 by the second.
    F1Ratio,
    /// Columns: right, all.
    Accuracy,
    /// Columns: n, Σx, Σy, Σx², Σy², Σxy. Pearson's r.
    Pearson,
}

impl Statistic {
    fn of(self, sums: &[f64]) -> f64 {
        let column = |index: usize| sums.get(index).copied().unwrap_or(0.0);
        let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        match self {
            Self::F1 => 100.0 * ratio(2.0 * column(0), column(1) + column(2)),
            Self::TwoSidedF1 => {
                let (precision, recall) = (ratio(column(0), column(1)), ratio(column(2), column(3)));
                100.0 * ratio(2.0 * precision * recall, precision + recall)
            }
            Self::MeanOfThreeF1 => {
                sums.chunks(4).take(3).map(|columns| Self::TwoSidedF1.of(columns)).sum::<f64>() / 3.0
            }
            Self::F1Ratio => {
                ratio(Self::F1.of(&sums[..sums.len().min(3)]), Self::F1.of(sums.get(3..).unwrap_or(&[])))
            }
            Self::Accuracy => 100.0 * ratio(column(0), column(1)),
            Self::Pearson => {
                let (n, x, y) = (column(0), column(1), column(2));
                let covariance = n * column(5) - x * y;
                let spread = ((n * column(3) - x * x) * (n * column(4) - y * y)).sqrt();
                ratio(covariance, spread)
            }
        }
    }
}

/// Figures of others to read ours beside; each says where it comes from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beside {
    /// A plain method.
    pub(crate) floor: Option<(f64, &'static str)>,
    /// The best that others reach.
    pub(crate) peer: Option<(f64, &'static str)>,
    /// What two people reach with each other.
    pub(crate) human: Option<(f64, &'static str)>,
    /// What we mean to reach.
    pub(crate) target: Option<f64>,
}

/// One measure over the documents of one set.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    /// Its name in the field: `value F1`.
    pub(crate) name: String,
    /// How the sums become a figure.
    pub(crate) statistic: Statistic,
    /// The columns of each document.
    pub(crate) documents: Vec<Vec<f64>>,
    /// What to read it beside.
    pub(crate) beside: Beside,
}

impl Measure {
    /// A measure with no documents yet.
    pub(crate) fn new(name: impl Into<String>, statistic: Statistic) -> Self {
        Self { name: name.into(), statistic, documents: Vec::new(), beside: Beside::default() }
    }

    /// The same with figures to read it beside.
    pub(crate) fn beside(self, beside: Beside) -> Self {
        Self { beside, ..self }
    }

    /// Adds the columns of one document.
    pub(crate) fn add(&mut self, columns: &[f64]) {
        self.documents.push(columns.to_vec());
    }

    /// The figure over all documents.
    pub(crate) fn figure(&self) -> f64 {
        self.statistic.of(&sum(self.documents.iter()))
    }

    /// Precision and recall in percent, where the statistic has them.
    pub(crate) fn precision_recall(&self) -> Option<(f64, f64)> {
        let sums = sum(self.documents.iter());
        let ratio = |part: f64, whole: f64| if whole > 0.0 { 100.0 * part / whole } else { 0.0 };
        match self.statistic {
            Statistic::F1 => {
                Some((ratio(*sums.first()?, *sums.get(1)?), ratio(*sums.first()?, *sums.get(2)?)))
            }
            Statistic::TwoSidedF1 => {
                Some((ratio(*sums.first()?, *sums.get(1)?), ratio(*sums.get(2)?, *sums.get(3)?)))
            }
            _ => None,
        }
    }

    /// The 95 % interval of the figure: percentile bootstrap, 1,000 draws of the documents with replacement.
    pub(crate) fn interval(&self) -> (f64, f64) {
        const DRAWS: usize = 1000;
        if self.documents.is_empty() {
            return (0.0, 0.0);
        }
        let mut state = 0x9e37_79b9_7f4a_7c15u64;
        let mut figures: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let drawn = (0..self.documents.len()).filter_map(|_| {
                    self.documents.get((split_mix(&mut state) % self.documents.len() as u64) as usize)
                });
                self.statistic.of(&sum(drawn))
            })
            .collect();
        figures.sort_by(f64::total_cmp);
        (figures[DRAWS * 25 / 1000], figures[DRAWS * 975 / 1000 - 1])
    }
}

fn sum<'d>(documents: impl Iterator<Item = &'d Vec<f64>>) -> Vec<f64> {
    let mut sums: Vec<f64> = Vec::new();
    for document in documents {
        sums.resize(sums.len().max(document.len()), 0.0);
        for (sum, column) in sums.iter_mut().zip(document) {
            *sum += column;
        }
    }
    sums
}

/// `SplitMix64` (Steele, Lea and Flood 2014), seeded with a constant: the same interval every time.
pub(crate) fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_are_those_of_the_field() {
        assert!((Statistic::F1.of(&[8.0, 10.0, 16.0]) - 61.538).abs() < 0.001);
        assert!((Statistic::Accuracy.of(&[3.0, 4.0]) - 75.0).abs() < 1e-9);
        // x = 1 2 3, y = 2 4 6: a straight line.
        assert!((Statistic::Pearson.of(&[3.0, 6.0, 12.0, 14.0, 56.0, 28.0]) - 1.0).abs() < 1e-9);
        assert!(Statistic::F1.of(&[]).abs() < 1e-9);
        let three = [1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 2.0];
        assert!((Statistic::MeanOfThreeF1.of(&three) - 50.0).abs() < 1e-9);
        assert!((Statistic::F1Ratio.of(&[1.0, 2.0, 2.0, 2.0, 2.0, 2.0]) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn an_interval_holds_its_figure_and_is_the_same_each_time() {
        let mut measure = Measure::new("F1", Statistic::F1);
        for document in 0..40u32 {
            measure.add(&[f64::from(document % 7), 7.0, 8.0]);
        }
        let (low, high) = measure.interval();
        assert!(low < measure.figure() && measure.figure() < high);
        assert_eq!(measure.interval(), (low, high));
    }
}
