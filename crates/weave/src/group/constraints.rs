//! What of the grouping is settled before any likeness: people's corrections, then copies of one text.

use super::{Families, Sets, Signature};
use article::{ArticleId, Correction};
use std::collections::{BTreeMap, HashMap};

/// Articles that belong together whatever they are like: what a person joined, then copies of one text, unless a
/// person parted them.
pub(super) fn together(
    sorted: &[&Signature],
    families: &Families,
    corrections: &[Correction],
    apart: &[(usize, usize)],
    why: &mut [Vec<String>],
) -> Sets {
    let mut sets = Sets::new(sorted.len());
    let mut joins = joined(sorted, corrections);
    let mut first_of_family: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, family) in families.of.iter().enumerate() {
        let first = *first_of_family.entry(*family).or_insert(at);
        if first != at {
            joins.push((first, at, None));
        }
    }
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

fn positions(sorted: &[&Signature]) -> HashMap<ArticleId, usize> {
    sorted.iter().enumerate().rev().map(|(at, signature)| (signature.id.clone(), at)).collect()
}

pub(super) fn parted(sorted: &[&Signature], corrections: &[Correction]) -> Vec<(usize, usize)> {
    let places = positions(sorted);
    corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::PartStories { a, b } => Some((*places.get(a)?, *places.get(b)?)),
            _ => None,
        })
        .collect()
}

fn joined(sorted: &[&Signature], corrections: &[Correction]) -> Vec<(usize, usize, Option<String>)> {
    let places = positions(sorted);
    corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::JoinStories { a, b } => {
                let reason = format!("a person joined the stories of {a} and {b}");
                Some((*places.get(a)?, *places.get(b)?, Some(reason)))
            }
            _ => None,
        })
        .collect()
}
