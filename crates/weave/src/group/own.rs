//! Word sequences of an article's own, without what its outlet prints under everything.

use super::{Signature, vector::in_both};
use std::collections::{BTreeMap, HashMap};

/// A sequence in so many articles of one outlet may be boilerplate: end lines, a standing background, a form.
const MANY: usize = 3;

/// It is, when those articles have on average less than this of their sequences in common.
const COMMON_TEXT: f32 = 0.5;

/// So many neighbouring pairs of the articles that hold a sequence are compared.
const COMPARED: usize = 4;

/// The word sequences of each article, sorted, without the boilerplate of its outlet. Where the outlet is not
/// known nothing is left out. `witnesses` are other articles of these outlets.
pub(super) fn own(articles: &[&Signature], witnesses: &[&Signature]) -> Vec<Vec<u32>> {
    let all: Vec<&Signature> = articles.iter().chain(witnesses).copied().collect();
    let mut outlets: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, signature) in all.iter().enumerate() {
        if let Some(outlet) = outlet(signature) {
            outlets.entry(outlet).or_default().push(at);
        }
    }
    let mut own: Vec<Vec<u32>> = all.iter().map(|signature| signature.shingles.clone()).collect();
    for articles in outlets.into_values().filter(|articles| articles.len() >= MANY) {
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in articles {
            for shingle in &all[at].shingles {
                holders.entry(*shingle).or_default().push(at);
            }
        }
        let mut known: HashMap<(usize, usize), f32> = HashMap::new();
        let mut alike = |pair: &[usize]| {
            *known
                .entry((pair[0], pair[1]))
                .or_insert_with(|| overlap(&all[pair[0]].shingles, &all[pair[1]].shingles))
        };
        for (shingle, holders) in holders.iter().filter(|(_, holders)| holders.len() >= MANY) {
            let step = (holders.len() / COMPARED).max(1);
            let compared: Vec<f32> =
                holders.windows(2).step_by(step).take(COMPARED).map(&mut alike).collect();
            if compared.iter().sum::<f32>() / (compared.len() as f32) < COMMON_TEXT {
                for at in holders {
                    if let Ok(place) = own[*at].binary_search(shingle) {
                        own[*at].remove(place);
                    }
                }
            }
        }
    }
    own.truncate(articles.len());
    own
}

/// The outlet of an article: as it was said, else the host of its address.
pub(super) fn outlet(signature: &Signature) -> Option<&str> {
    let host = || {
        let url = signature.url.as_deref()?;
        url.split_once("://")?.1.split('/').next()
    };
    signature.outlet.as_deref().or_else(host)
}

/// How much of the shorter of two sorted lists stands in the other.
pub(super) fn contained(a: &[u32], b: &[u32]) -> f32 {
    ratio(shared(a, b), a.len().min(b.len()))
}

/// What two sorted lists share, of what both have (Jaccard 1901).
fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let shared = shared(a, b);
    ratio(shared, a.len() + b.len() - shared)
}

fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

fn shared(a: &[u32], b: &[u32]) -> usize {
    in_both(a, b, |shingle| *shingle).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::signature;
    use article::{Article, Outlet};

    const END: &str = "The Tide is owned by its readers and edited in Port Maren since its founding by harbour pilots. Write to the newsroom about this report at any hour of the day.";

    fn of(id: &str, outlet: Option<&str>, text: &str) -> Signature {
        let mut article = Article::new(id, text);
        article.outlet = outlet.map(|name| Outlet(name.to_owned()));
        signature(&read::read(article))
    }

    fn reports(outlet: Option<&str>) -> Vec<Signature> {
        [
            "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog.",
            "Lawmakers in Dunmore approved a budget with higher spending on schools for the coming autumn.",
            "A bakery on Cutler Street won the regional prize for rye bread, its third within nine years.",
        ]
        .iter()
        .enumerate()
        .map(|(at, text)| of(&at.to_string(), outlet, &format!("{text}\n\n{END}")))
        .collect()
    }

    #[test]
    fn what_an_outlet_prints_under_everything_is_not_an_articles_own() {
        let signatures = reports(Some("Tide"));
        let own = own(&signatures.iter().collect::<Vec<_>>(), &[]);
        assert!(signatures.iter().zip(&own).all(|(whole, own)| own.len() < whole.shingles.len()));
        assert!(contained(&own[0], &own[1]) < 1e-6);
    }

    #[test]
    fn copies_of_one_text_at_one_outlet_are_no_boilerplate() {
        let text =
            "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog.";
        let same: Vec<Signature> = (0..4).map(|at| of(&at.to_string(), Some("Tide"), text)).collect();
        assert_eq!(own(&same.iter().collect::<Vec<_>>(), &[])[0], same[0].shingles);
    }

    #[test]
    fn without_an_outlet_nothing_is_left_out() {
        let signatures = reports(None);
        assert_eq!(own(&signatures.iter().collect::<Vec<_>>(), &[])[0], signatures[0].shingles);
    }
}
