//! Which sentences of different reports are alike, by the telling words they share.

use crate::dossier::{Dossier, Line};
use std::collections::BTreeMap;

/// A stem must be at least so telling to find sentences by it.
const TELLING: f32 = 3.0;

/// A stem in more sentences than this finds too many to tell anything.
const COMMON: usize = 120;

/// How alike two sentences are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Alike {
    /// The weight of the stems that both have.
    pub(super) shared: f32,
    /// The share of that in the lighter of the two.
    pub(super) contained: f32,
    /// How many stems both have.
    pub(super) stems: usize,
}

/// All pairs of sentences of different reports that share something telling.
#[derive(Debug)]
pub(super) struct Likeness {
    pairs: BTreeMap<(usize, usize), Alike>,
    best: Vec<f32>,
}

impl Likeness {
    /// Compares the sentences of a story; a report that a later version replaces is left out.
    pub(super) fn of(dossier: &Dossier<'_>) -> Self {
        let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, line) in dossier.lines.iter().enumerate() {
            if dossier.is_superseded(line.article) {
                continue;
            }
            for (stem, weight) in &line.stems {
                if *weight >= TELLING {
                    holders.entry(stem).or_default().push(at);
                }
            }
        }
        let mut pairs = BTreeMap::new();
        for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
            for (rank, b) in holders.iter().enumerate() {
                for a in &holders[..rank] {
                    if dossier.lines[*a].article != dossier.lines[*b].article {
                        pairs
                            .entry((*a, *b))
                            .or_insert_with(|| alike(&dossier.lines[*a], &dossier.lines[*b]));
                    }
                }
            }
        }
        let mut best = vec![0.0f32; dossier.lines.len()];
        for ((a, b), alike) in &pairs {
            // Copies of one text say nothing about what other reports have.
            if dossier.families.of[dossier.lines[*a].article]
                != dossier.families.of[dossier.lines[*b].article]
            {
                for line in [*a, *b] {
                    best[line] = best[line].max(alike.shared / total(&dossier.lines[line]).max(1.0));
                }
            }
        }
        Self { pairs, best }
    }

    /// The pairs, by the numbers of their lines.
    pub(super) fn pairs(&self) -> impl Iterator<Item = ((usize, usize), Alike)> {
        self.pairs.iter().map(|(pair, alike)| (*pair, *alike))
    }

    /// How much of a sentence stands in the most similar one of an independent report, from 0 to 1.
    pub(super) fn best(&self, line: usize) -> f32 {
        self.best[line]
    }
}

/// The weight of a sentence's telling stems.
fn total(line: &Line) -> f32 {
    line.stems.values().sum()
}

/// How alike two sentences are, by the telling stems they share.
pub(super) fn alike(a: &Line, b: &Line) -> Alike {
    let total = |line: &Line| line.stems.values().sum::<f32>();
    let shared: Vec<f32> =
        a.stems.iter().filter(|(stem, _)| b.stems.contains_key(*stem)).map(|(_, weight)| *weight).collect();
    let weight: f32 = shared.iter().sum();
    Alike { shared: weight, contained: weight / total(a).min(total(b)).max(1.0), stems: shared.len() }
}
