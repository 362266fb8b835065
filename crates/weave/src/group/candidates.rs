//! Which articles may be alike: those that share telling terms, near in time.

use super::signature::Signature;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// So many of an article's heaviest terms, and of its heaviest pairs of words, are looked up.
const TERMS: usize = 30;
const PAIRS: usize = 15;

/// Of the articles that have a term, so many before and after an article are looked at, in order of time.
const REACH: usize = 60;

/// So many candidates of an article are compared with it.
const MOST: usize = 64;

/// What an article is looked up by: keys with weights.
fn keys(signature: &Signature) -> Vec<(u64, f32)> {
    let (terms, pairs, carried) = if signature.read { (TERMS, PAIRS, PAIRS) } else { (0, 0, TERMS) };
    [signature.terms.heaviest(terms), signature.pairs.heaviest(pairs), signature.carried.heaviest(carried)]
        .into_iter()
        .zip(0u64..)
        .flat_map(|(terms, kind)| {
            terms.into_iter().map(move |(term, weight)| (kind << 32 | u64::from(term), weight))
        })
        .collect()
}

/// For each article those it is worth comparing with, by number, each pair once with the smaller number first.
///
/// The work is linear in the number of articles: of those that share a term, only the nearest in time are looked
/// at. The order of `signatures` decides between articles without a day.
pub(super) fn candidates(signatures: &[&Signature]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..signatures.len()).collect();
    let day = |at: usize| signatures[at].days.map_or(Date::MIN, |(first, _)| first);
    order.sort_by_key(|at| (day(*at), *at));
    let keys: Vec<Vec<(u64, f32)>> = signatures.iter().map(|signature| keys(signature)).collect();
    let mut holders: HashMap<u64, Vec<(usize, f32)>> = HashMap::new();
    let mut place: Vec<Vec<usize>> = keys.iter().map(|keys| vec![0; keys.len()]).collect();
    for at in order {
        for (number, (key, weight)) in keys[at].iter().enumerate() {
            let list = holders.entry(*key).or_default();
            place[at][number] = list.len();
            list.push((at, *weight));
        }
    }
    let mut pairs = Vec::new();
    let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
    for at in 0..signatures.len() {
        shared.clear();
        for ((key, weight), place) in keys[at].iter().zip(&place[at]) {
            let Some(list) = holders.get(key) else { continue };
            let from = place.saturating_sub(REACH);
            let to = (place + REACH + 1).min(list.len());
            for (other, theirs) in list.get(from..to).unwrap_or_default() {
                if *other != at {
                    *shared.entry(*other).or_insert(0.0) += weight * theirs;
                }
            }
        }
        let mut best: Vec<(usize, f32)> = shared.iter().map(|(other, sum)| (*other, *sum)).collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        best.truncate(MOST);
        pairs.extend(best.into_iter().map(|(other, _)| (at.min(other), at.max(other))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::signature;
    use article::Article;

    #[test]
    fn articles_that_share_no_telling_term_are_not_compared() {
        let texts = [
            "The ferry Aurelia sank off Port Maren.",
            "The sunken ferry Aurelia lies off Port Maren.",
            "Lawmakers in Dunmore approved a budget for schools.",
        ];
        let all: Vec<Signature> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| signature(&read::read(Article::new(at.to_string(), *text))))
            .collect();
        assert_eq!(candidates(&all.iter().collect::<Vec<_>>()), [(0, 1)]);
    }

    #[test]
    fn very_many_with_one_term_cost_each_the_same() {
        let all: Vec<Signature> = (0..400)
            .map(|at| signature(&read::read(Article::new(format!("{at:03}"), "The ferry Aurelia sank."))))
            .collect();
        let pairs = candidates(&all.iter().collect::<Vec<_>>());
        assert!(pairs.len() <= 400 * MOST && pairs.len() > 400);
    }
}
