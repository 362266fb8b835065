//! Sentences that reports of different families have in the same words: an agency's paragraph in a report otherwise an
//! outlet's own.

use super::Families;
use crate::{dossier::Line, sentences::sequences};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence with fewer words of its own than this is nobody's: what stands in quotation marks is not counted.
const LEAST: usize = 10;

/// So much of the longer of two sentences, in sequences of words, must stand in the other.
const SAME: f32 = 0.7;

/// A sequence in sentences of more families than this is a common phrase and tells nothing.
const COMMON: usize = 32;

/// Which lines reports of different families share.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// For each line that is shared, the families that have it too.
    with: BTreeMap<usize, BTreeSet<usize>>,
    /// For two families, the lesser first, the lines they share, those of each.
    pub(crate) between: BTreeMap<(usize, usize), Vec<(usize, usize)>>,
}

impl Passages {
    /// Finds them. Lines of reports that a later version replaces are passed over.
    pub(crate) fn of(lines: &[Line], families: &Families, superseded_by: &[Option<usize>]) -> Self {
        // Of copies of one sentence within a family the first stands for all.
        let mut places: BTreeMap<(usize, &[u32]), Vec<usize>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            if line.own.len() >= LEAST && superseded_by[line.article].is_none() {
                places.entry((families.of[line.article], &line.own)).or_default().push(at);
            }
        }
        let different: Vec<_> = places.into_iter().collect();
        let mut holders: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
        for (at, ((_, own), _)) in different.iter().enumerate() {
            for sequence in sequences(own) {
                holders.entry(sequence).or_default().push(at);
            }
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for holders in holders.into_values().filter(|holders| (2..=COMMON).contains(&holders.len())) {
            for (rank, b) in holders.iter().enumerate() {
                for a in holders.iter().take(rank).filter(|a| different[**a].0.0 != different[*b].0.0) {
                    *shared.entry((*a, *b)).or_insert(0) += 1;
                }
            }
        }
        let mut passages = Self::default();
        for ((a, b), count) in shared {
            let (((left, x), here), ((right, y), there)) = (&different[a], &different[b]);
            let longer = sequences(x).len().max(sequences(y).len());
            if (count as f32) < SAME * longer as f32 {
                continue;
            }
            for line in here {
                passages.with.entry(*line).or_default().insert(*right);
            }
            for line in there {
                passages.with.entry(*line).or_default().insert(*left);
            }
            if let (Some(first), Some(second)) = (here.first(), there.first()) {
                passages.between.entry((*left, *right)).or_default().push((*first, *second));
            }
        }
        passages
    }

    /// Whether another family has a line in the same words.
    pub(crate) fn is_shared(&self, line: usize, family: usize) -> bool {
        self.with.get(&line).is_some_and(|families| families.contains(&family))
    }
}
