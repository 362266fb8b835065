//! Which articles may be alike: those that share telling terms, near in time.

use super::{keys::terms, signature::Signature};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Of the articles that have a term, so many before and after an article are looked at, in order of time.
pub(super) const REACH: usize = 60;

/// So many candidates of an article are compared with it.
pub(super) const MOST: usize = 64;

/// For each article those it is worth comparing with, by number, each pair once with the smaller number first.
///
/// The work is linear in the number of articles: of those that share a term, only the nearest in time are looked
/// at. The order of `signatures` decides between articles without a day.
pub(super) fn candidates(signatures: &[&Signature]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..signatures.len()).collect();
    let day = |at: usize| signatures[at].days.map_or(Date::MIN, |(first, _)| first);
    order.sort_by_key(|at| (day(*at), *at));
    let keys: Vec<Vec<(u64, u16)>> = signatures.iter().map(|signature| terms(signature)).collect();
    let mut holders: HashMap<u64, Vec<(usize, u16)>> = HashMap::new();
    let mut place: Vec<Vec<usize>> = keys.iter().map(|keys| vec![0; keys.len()]).collect();
    for at in order {
        for (number, (key, weight)) in keys[at].iter().enumerate() {
            let list = holders.entry(*key).or_default();
            place[at][number] = list.len();
            list.push((at, *weight));
        }
    }
    let mut pairs = Vec::new();
    let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
    for at in 0..signatures.len() {
        shared.clear();
        for ((key, weight), place) in keys[at].iter().zip(&place[at]) {
            let Some(list) = holders.get(key) else { continue };
            let from = place.saturating_sub(REACH);
            let to = (place + REACH + 1).min(list.len());
            for (other, theirs) in list.get(from..to).unwrap_or_default() {
                if *other != at {
                    *shared.entry(*other).or_insert(0) += u32::from(*weight) * u32::from(*theirs);
                }
            }
        }
        pairs.extend(best(&shared).into_iter().map(|other| (at.min(other), at.max(other))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Those that share most, at most [`MOST`]; of equal ones the smaller.
pub(super) fn best<A: Copy + Ord>(shared: &BTreeMap<A, u32>) -> Vec<A> {
    let mut best: Vec<(A, u32)> = shared.iter().map(|(other, sum)| (*other, *sum)).collect();
    best.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(MOST);
    best.into_iter().map(|(other, _)| other).collect()
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
