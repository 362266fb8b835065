//! Families: copies and versions of one text.

use super::{Families, Sets, Signature};
use crate::Relation;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A text is a copy of another when so much of the shorter one stands in the longer one.
const CONTAINED: f32 = 0.5;

/// Fewer sampled word sequences in common than this prove nothing.
const LEAST_SHARED: usize = 6;

/// A word sequence that stands in more articles than this is an outlet's boilerplate or a common phrase.
const COMMON: usize = 200;

/// Finds the families among articles sorted by [`Signature::key`].
pub(crate) fn families(sorted: &[&Signature]) -> Families {
    let mut sets = Sets::new(sorted.len());
    let mut why: Vec<Vec<String>> = vec![Vec::new(); sorted.len()];
    let mut versions: BTreeSet<usize> = BTreeSet::new();
    let mut by_url: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, signature) in sorted.iter().enumerate() {
        let Some(url) = signature.url.as_deref() else { continue };
        let first = *by_url.entry(url).or_insert(at);
        if first != at {
            sets.join(first, at);
            versions.extend([first, at]);
            why[at].push(format!("another version of {}: both were published at {url}", sorted[first].id));
        }
    }
    for ((a, b), shared) in pairs(sorted) {
        let shorter = sorted[a].shingles.len().min(sorted[b].shingles.len());
        let contained = shared as f32 / shorter as f32;
        if shared >= LEAST_SHARED && contained >= CONTAINED && sets.find(a) != sets.find(b) {
            sets.join(a, b);
            let (copy, of) = if sorted[b].words <= sorted[a].words { (b, a) } else { (a, b) };
            why[copy].push(format!(
                "one text with {}: {:.0} percent of its sequences of five words stand there",
                sorted[of].id,
                contained * 100.0
            ));
        }
    }
    let of = sets.numbered();
    let count = of.iter().max().map_or(0, |last| last + 1);
    let mut relation = vec![Relation::Single; count];
    let mut seen = BTreeSet::new();
    for family in &of {
        if !seen.insert(*family) {
            relation[*family] = Relation::Syndicated;
        }
    }
    // A family is one of versions only when all of it was published at one address.
    for at in versions {
        let family = of[at];
        let mut urls =
            sorted.iter().zip(&of).filter(|(_, of)| **of == family).map(|(signature, _)| &signature.url);
        let first = urls.next();
        if urls.all(|url| Some(url) == first) {
            relation[family] = Relation::Version;
        }
    }
    Families { of, relation, why }
}

/// Pairs of articles that share sampled word sequences, with how many.
fn pairs(sorted: &[&Signature]) -> BTreeMap<(usize, usize), usize> {
    let mut postings: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, signature) in sorted.iter().enumerate() {
        for shingle in &signature.shingles {
            postings.entry(*shingle).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in postings.values().filter(|holders| holders.len() > 1) {
        // Of very many holders of one sequence each is compared with its neighbours only: identical articles
        // still meet, in a chain, and the work stays linear.
        let reach = if holders.len() > COMMON { 2 } else { holders.len() };
        for (rank, a) in holders.iter().enumerate() {
            for b in holders[rank + 1..].iter().take(reach) {
                *shared.entry((*a, *b)).or_insert(0) += 1;
            }
        }
    }
    shared
}
