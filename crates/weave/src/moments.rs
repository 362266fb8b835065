//! Which reports of a story are about the same moment of it.
//!
//! *Monday's meeting* in two undated reports is one meeting only when both reports are of the same days. Where
//! days of publication are known they tell; where they are not, reports of one moment name the same people,
//! places and things beyond what the whole story has in common.

use crate::group::{Sets, Signature, Vector};
use read::Reading;
use std::collections::BTreeMap;

/// Reports published within so many days of each other can be of one moment.
const DAYS: i32 = 5;

/// Undated reports are of one moment when they are at least so alike in what the story does not share.
const ALIKE: f32 = 0.16;

/// The moment of each report, by number.
pub(crate) fn moments(readings: &[&Reading], signatures: &[Signature]) -> Vec<usize> {
    let vectors = distinguishing(signatures);
    let day = |at: usize| readings[at].article.published.and_then(article::PartialDate::day);
    let mut sets = Sets::new(readings.len());
    for b in 0..readings.len() {
        for a in 0..b {
            let near = match (day(a), day(b)) {
                (Some(x), Some(y)) => (x.until(y).map_or(i32::MAX, |span| span.get_days().abs())) <= DAYS,
                _ => vectors[a].cosine(&vectors[b]) >= ALIKE,
            };
            if near {
                sets.join(a, b);
            }
        }
    }
    sets.numbered()
}

/// The terms of each article, those left out or lowered that most of the story's articles have.
fn distinguishing(signatures: &[Signature]) -> Vec<Vector> {
    let mut holders: BTreeMap<u32, usize> = BTreeMap::new();
    for signature in signatures {
        for (term, _) in signature.terms.terms() {
            *holders.entry(*term).or_insert(0) += 1;
        }
    }
    let count = signatures.len() as f32;
    let rarity = |term: u32| 1.0 - (holders[&term] as f32 - 1.0) / count;
    signatures.iter().map(|signature| signature.terms.weighed(rarity)).collect()
}
