//! Running counts over the tokens of a text, so that what stands between two of them is one subtraction.

use super::{
    positions::{Beside, beside},
    view::View,
};
use std::ops::Range;

/// How many of some marks and words stand before each token.
#[derive(Debug, Default)]
pub(super) struct Running {
    /// One entry a token, and one for the end.
    counts: Vec<Between>,
    depths: Vec<u8>,
}

/// How many of each stand between two tokens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Between {
    pub(super) commas: u32,
    pub(super) joins: u32,
    /// Words that begin a clause.
    pub(super) clauses: u32,
    pub(super) verbs: u32,
    /// Marks other than commas.
    pub(super) marks: u32,
}

impl Between {
    /// Whether nothing between them ends or begins a clause.
    pub(super) fn is_one_clause(self) -> bool {
        self.commas + self.joins + self.clauses + self.marks == 0
    }
}

impl Running {
    pub(super) fn new(view: &View<'_, '_>) -> Self {
        let mut running = Self::default();
        let mut sum = Between::default();
        for sentence in &view.text.sentences {
            let mut depth = 0u8;
            for at in sentence.tokens.clone() {
                running.fill(at, sum, depth);
                match beside(view, at) {
                    Beside::Comma => sum.commas += 1,
                    Beside::Joins => sum.joins += 1,
                    Beside::Subordinates | Beside::Relates => sum.clauses += 1,
                    Beside::Preposition if matches!(view.lower(at), "to" | "after" | "before") => {
                        sum.clauses += 1;
                    }
                    Beside::Speaks | Beside::Auxiliary | Beside::Verb => sum.verbs += 1,
                    Beside::Mark => sum.marks += 1,
                    Beside::Bracket => {
                        sum.marks += 1;
                        let opens = matches!(view.lower(at), "(" | "[");
                        depth = if opens { depth.saturating_add(1) } else { depth.saturating_sub(1) };
                    }
                    _ => {}
                }
            }
        }
        running.fill(view.text.tokens.len(), sum, 0);
        running
    }

    /// Sets the entries up to and with that of a token.
    fn fill(&mut self, at: usize, sum: Between, depth: u8) {
        if self.counts.len() <= at {
            self.counts.resize(at + 1, sum);
            self.depths.resize(at + 1, depth);
        }
    }

    /// How many brackets are open at a token.
    pub(super) fn depth(&self, at: usize) -> u8 {
        self.depths.get(at).copied().unwrap_or(0)
    }

    /// What stands at the tokens of a range.
    pub(super) fn between(&self, range: Range<usize>) -> Between {
        let at = |at: usize| self.counts.get(at).or(self.counts.last()).copied().unwrap_or_default();
        let (from, to) = (at(range.start), at(range.end.max(range.start)));
        Between {
            commas: to.commas - from.commas,
            joins: to.joins - from.joins,
            clauses: to.clauses - from.clauses,
            verbs: to.verbs - from.verbs,
            marks: to.marks - from.marks,
        }
    }
}
