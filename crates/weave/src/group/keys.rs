//! What an article is looked up by.

use super::{own::outlet, signature::Signature, vector::hash};

/// So many of an article's heaviest terms, and of its heaviest pairs of words, are looked up.
const TERMS: usize = 30;
const PAIRS: usize = 15;

/// Kinds of keys; each has its own range of numbers.
const TERM: u64 = 0;
const PAIR: u64 = 1;
const CARRIED: u64 = 2;
const OUTLET: u64 = 3;

/// What an article is looked up by: keys with their weights in ten-thousandths, the kinds one after the other.
/// Articles that share heavy keys may be of one story. To be kept beside the article in an index.
pub fn keys(signature: &Signature) -> Vec<(u64, u16)> {
    let mut keys = terms(signature);
    keys.extend(outlet_key(signature).map(|key| (key, 0)));
    keys
}

/// The keys that speak for one story.
pub(super) fn terms(signature: &Signature) -> Vec<(u64, u16)> {
    let (terms, pairs, carried) = if signature.read { (TERMS, PAIRS, PAIRS) } else { (0, 0, TERMS) };
    [
        (TERM, signature.terms.heaviest(terms)),
        (PAIR, signature.pairs.heaviest(pairs)),
        (CARRIED, signature.carried.heaviest(carried)),
    ]
    .into_iter()
    .flat_map(|(kind, terms)| {
        terms.into_iter().map(move |(term, weight)| (key(kind, term), ten_thousandths(weight)))
    })
    .collect()
}

#[expect(clippy::cast_sign_loss, reason = "no weight is below 0")]
fn ten_thousandths(weight: f32) -> u16 {
    (weight.clamp(0.0, 1.0) * 10_000.0).round() as u16
}

/// The key that all articles of its outlet have.
pub(super) fn outlet_key(signature: &Signature) -> Option<u64> {
    outlet(signature).map(|outlet| key(OUTLET, hash(outlet)))
}

fn key(kind: u64, term: u32) -> u64 {
    kind << 32 | u64::from(term)
}
