//! What of the grouping is settled before any likeness: people's corrections, then copies of one text.

use super::{Families, Sets, Signature};
use article::{ArticleId, Correction};
use std::collections::{BTreeMap, HashMap};

/// Articles that belong together whatever they are like: what a person joined, then articles of one number in
/// `held`, then copies of one text, unless a person parted them.
pub(super) fn together(
    sorted: &[&Signature],
    families: &Families,
    held: &[Option<usize>],
    joined: Vec<(usize, usize, String)>,
    apart: &[(usize, usize)],
    why: &mut [Vec<String>],
) -> Sets {
    let mut sets = Sets::new(sorted.len());
    let mut joins: Vec<(usize, usize, Option<String>)> =
        joined.into_iter().map(|(a, b, reason)| (a, b, Some(reason))).collect();
    joins.extend(with_the_first(held.iter().copied()).map(|(first, at)| (first, at, None)));
    joins.extend(with_the_first(families.of.iter().copied().map(Some)).map(|(first, at)| (first, at, None)));
    for (a, b, reason) in joins {
        let pair = (sets.find(a), sets.find(b));
        let split = apart.iter().any(|(x, y)| {
            let (x, y) = (sets.find(*x), sets.find(*y));
            pair == (x, y) || pair == (y, x)
        });
        if !split {
            sets.join(a, b);
            why[b].extend(reason);
        }
    }
    sets
}

/// Each place of a list with a number, after the first that has the same number, which stands before it.
pub(super) fn with_the_first(
    numbers: impl Iterator<Item = Option<usize>>,
) -> impl Iterator<Item = (usize, usize)> {
    let mut firsts: BTreeMap<usize, usize> = BTreeMap::new();
    numbers.enumerate().filter_map(move |(at, number)| {
        let first = *firsts.entry(number?).or_insert(at);
        (first != at).then_some((first, at))
    })
}

/// What people said of stories, by the places of the articles they named.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Pairs of one story, with the reason in words for a reader.
    pub(super) joined: Vec<(usize, usize, String)>,
    /// Pairs of two stories.
    pub(super) parted: Vec<(usize, usize)>,
}

/// What corrections say of the stories of these articles; those that name an article that is not there are passed over.
pub(super) fn said(sorted: &[&Signature], corrections: &[Correction]) -> Said {
    let places: HashMap<&ArticleId, usize> =
        sorted.iter().enumerate().rev().map(|(at, signature)| (&signature.id, at)).collect();
    let both = |a: &ArticleId, b: &ArticleId| Some((*places.get(a)?, *places.get(b)?));
    let mut said = Said::default();
    for correction in corrections {
        match correction {
            Correction::JoinStories { a, b } => {
                let reason = || format!("a person joined the stories of {a} and {b}");
                said.joined.extend(both(a, b).map(|(a, b)| (a, b, reason())));
            }
            Correction::PartStories { a, b } => said.parted.extend(both(a, b)),
            _ => {}
        }
    }
    said
}
