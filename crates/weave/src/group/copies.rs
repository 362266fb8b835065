//! Families: copies and versions of one text.

use super::{Families, Sets, Signature, constraints::with_the_first, own};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

/// A text is a copy of another when so much of the shorter one stands in the longer one.
pub(super) const CONTAINED: f32 = 0.4;

/// Fewer sampled word sequences in common than this prove nothing.
const LEAST_SHARED: usize = 6;

/// A word sequence that stands in more articles than this is an outlet's boilerplate or a common phrase.
const COMMON: usize = 200;

/// Finds the families among articles sorted by [`Signature::key`]. Those with one number in `known` are of one
/// family already; `own` has the word sequences of each article's own.
pub(crate) fn families(sorted: &[&Signature], known: &[Option<usize>], own: &[Vec<u32>]) -> Families {
    let mut sets = Sets::new(sorted.len());
    for (first, at) in with_the_first(known.iter().copied()) {
        sets.join(first, at);
    }
    let mut why: Vec<Vec<String>> = vec![Vec::new(); sorted.len()];
    let mut by_url: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, signature) in sorted.iter().enumerate() {
        let Some(url) = signature.url.as_deref() else { continue };
        let first = *by_url.entry(url).or_insert(at);
        if first != at {
            let known = sets.find(first) == sets.find(at);
            sets.join(first, at);
            if !known {
                why[at]
                    .push(format!("another version of {}: both were published at {url}", sorted[first].id));
            }
        }
    }
    let mut pairs: Vec<(f32, usize, usize)> = pairs(own)
        .into_iter()
        .filter(|(_, shared)| *shared >= LEAST_SHARED)
        .map(|((a, b), shared)| (shared as f32 / own[a].len().min(own[b].len()) as f32, a, b))
        .filter(|(contained, ..)| *contained >= CONTAINED)
        .collect();
    // The surest first: a text finds its own before one that merely has a paragraph in common with it.
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let longer = |a: usize, b: usize| {
        if (own[a].len(), Reverse(a)) >= (own[b].len(), Reverse(b)) { a } else { b }
    };
    let mut longest: Vec<usize> = (0..sorted.len()).collect();
    for at in 0..sorted.len() {
        let set = sets.find(at);
        longest[set] = longer(longest[set], at);
    }
    for (contained, a, b) in pairs {
        let (left, right) = (sets.find(a), sets.find(b));
        let fits = |one: usize, set: usize| {
            let whole = longest[set];
            whole == one || own::contained(&own[one], &own[whole]) >= CONTAINED
        };
        if left == right || !fits(a, right) || !fits(b, left) {
            continue;
        }
        let long = longer(longest[left], longest[right]);
        sets.join(a, b);
        longest[sets.find(a)] = long;
        let (copy, of) = if sorted[b].words <= sorted[a].words { (b, a) } else { (a, b) };
        why[copy].push(format!(
            "one text with {}: {:.0} percent of its own sequences of words stand there",
            sorted[of].id,
            contained * 100.0
        ));
    }
    let of = sets.numbered();
    Families { of, why }
}

/// Pairs of articles that share sampled word sequences, with how many.
fn pairs(own: &[Vec<u32>]) -> BTreeMap<(usize, usize), usize> {
    let mut postings: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, shingles) in own.iter().enumerate() {
        for shingle in shingles {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::signature;
    use article::Article;

    const FERRY: &str = "The ferry Aurelia sank off Port Maren on Friday after it struck a reef in dense morning fog. The coast guard took all forty-one passengers to the lifeboat station before the hull went under at noon. Captain Ines Vollard was questioned for three hours and released without charge in the evening. A diving crew will look for the logbook once the swell goes down, the harbour office wrote. Two trawlers stay at the wreck to keep other ships away from it. The owner of the line has cancelled every crossing until Sunday and will pay back all fares.";
    const BUDGET: &str = "Lawmakers in Dunmore approved a budget with higher spending on schools for the coming autumn. The finance committee had argued for eleven days over the price of new heating in the older buildings. Teachers will see their first raise in six years, and two village schools will stay open after all. The opposition left the hall before the vote and called the sums a promise without cover. Auditors from the province are to look through the accounts in October. Whether the swimming pool on Orchard Road can open again before winter was left for the next session.";
    const LOCAL: &str = "Readers who remember the old harbour crossing may send their photographs to the town library on Cutler Street. The library will hang the best of them in its entrance hall through the month of August.";

    fn families_of(texts: &[&str]) -> Vec<usize> {
        let all: Vec<Signature> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| signature(&read::read(Article::new(at.to_string(), *text))))
            .collect();
        let all: Vec<&Signature> = all.iter().collect();
        families(&all, &[], &own::own(&all, &[])).of
    }

    #[test]
    fn a_cut_copy_is_of_the_family_of_its_text() {
        let cut = FERRY.split_inclusive(". ").take(2).collect::<String>();
        let of = families_of(&[FERRY, &cut, BUDGET]);
        assert_eq!(of[0], of[1]);
        assert_ne!(of[0], of[2]);
    }

    #[test]
    fn one_paragraph_put_into_two_cut_texts_does_not_join_them() {
        let short = |text: &str| text.split_inclusive(". ").take(3).collect::<String>();
        let (a, b) = (format!("{}\n\n{LOCAL}", short(FERRY)), format!("{}\n\n{LOCAL}", short(BUDGET)));
        let of = families_of(&[FERRY, BUDGET, &a, &b]);
        assert_eq!((of[0], of[1]), (of[2], of[3]));
        assert_ne!(of[0], of[1]);
    }

    #[test]
    fn two_reports_by_one_template_are_no_copies() {
        let report = |day: &str, index: &str, points: &str, share: &str, oil: &str| {
            format!(
                "Shares in Saltmere closed {index} on {day} as miners {points}. The main index ended at {share} after a session in which {oil}. Analysts at Brandt and Orrin pointed to {points} and to the price of copper. Trading was {index} in the last hour, when {oil}."
            )
        };
        let of = families_of(&[
            &report(
                "Monday",
                "slightly higher",
                "found buyers again",
                "4,118 points",
                "tanker firms led the gains",
            ),
            &report(
                "Thursday",
                "sharply lower",
                "lost what they had won",
                "3,976 points",
                "banks fell on new rules",
            ),
        ]);
        assert_ne!(of[0], of[1]);
    }
}
