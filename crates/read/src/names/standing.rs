//! How everybody stands in the article up to a pronoun: who is named, how often, and whom pronouns meant.

use super::{
    cast::{Named, Someone},
    words::Gender,
};
use crate::EntityKind;

/// A pronoun that was told, or left open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) sentence: usize,
    pub(super) someone: usize,
}

/// How often somebody comes up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// By name or role so far.
    pub(super) names: u32,
    /// By name in the whole article.
    pub(super) whole: u32,
    /// By *he* and by *she* so far.
    pub(super) pronouns: (u32, u32),
    /// The first mention, as an index into `seen`.
    pub(super) first: Option<usize>,
}

/// How everybody stands in the article up to a pronoun.
#[derive(Debug, Default)]
pub(super) struct Standing {
    counts: Vec<Counts>,
    pub(super) most: u32,
    pub(super) first: Option<usize>,
    pub(super) man: Option<Told>,
    pub(super) woman: Option<Told>,
}

impl Standing {
    pub(super) fn new(everyone: &[Someone], named: &[Named]) -> Self {
        let mut standing = Self { counts: vec![Counts::default(); everyone.len()], ..Self::default() };
        for name in named.iter().filter(|name| !name.modifies) {
            let is_person =
                everyone.get(name.someone).is_some_and(|someone| someone.kind == EntityKind::Person);
            if is_person {
                standing.first = standing.first.or(Some(name.someone));
                standing.count(name.someone).whole += 1;
            }
        }
        standing.most = standing.counts.iter().map(|counts| counts.whole).max().unwrap_or(0);
        standing
    }

    fn count(&mut self, someone: usize) -> &mut Counts {
        if self.counts.len() <= someone {
            self.counts.resize(someone + 1, Counts::default());
        }
        &mut self.counts[someone]
    }

    /// How often somebody comes up.
    pub(super) fn of(&self, someone: usize) -> Counts {
        self.counts.get(someone).copied().unwrap_or_default()
    }

    /// Takes note of a mention by name or role.
    pub(super) fn named(&mut self, someone: usize, seen: usize) {
        let counts = self.count(someone);
        counts.names += 1;
        counts.first = counts.first.or(Some(seen));
    }

    /// Takes note of whom a pronoun means.
    pub(super) fn told(&mut self, someone: usize, gender: Gender, sentence: usize) {
        let pronouns = &mut self.count(someone).pronouns;
        match gender {
            Gender::Man => {
                pronouns.0 += 1;
                self.man = Some(Told { sentence, someone });
            }
            Gender::Woman => {
                pronouns.1 += 1;
                self.woman = Some(Told { sentence, someone });
            }
            Gender::Unknown => {}
        }
    }
}
