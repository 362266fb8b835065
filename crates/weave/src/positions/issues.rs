//! What each stance is about, in the names that the story has for it.

use super::{Stand, amounts::begins_in};
use crate::{
    dossier::Dossier,
    vocabulary::{stem, weight},
};
use read::stances::is_issue;
use std::collections::{BTreeMap, BTreeSet};

/// The issues of each stance: those of the thesaurus that other stances of the story touch as well; failing
/// that the phrase of its own that most others share, else its first, or one of the thesaurus where its own phrases say little, as
/// *the idea* does.
pub(super) fn issues<'s>(stands: &'s [Stand<'_>]) -> Vec<Vec<&'s str>> {
    let mut users: BTreeMap<&str, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for stand in stands {
        for issue in &stand.stance.issues {
            users.entry(issue).or_default().insert((stand.article, stand.stance.sentence));
        }
    }
    stands
        .iter()
        .map(|stand| {
            let names = || stand.stance.issues.iter().map(String::as_str);
            let shared = |issue: &&str| users[issue].len() > 1;
            let across = |issue: &str| {
                users[issue].iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len() > 1
            };
            let known: Vec<&str> = names().filter(|issue| is_issue(issue)).filter(shared).collect();
            let mut phrases = names().filter(|issue| !is_issue(issue));
            let own = phrases
                .clone()
                .filter(shared)
                .max_by(|a, b| {
                    users[a]
                        .len()
                        .cmp(&users[b].len())
                        .then_with(|| telling(a).total_cmp(&telling(b)))
                        .then_with(|| b.cmp(a))
                })
                .or_else(|| if known.is_empty() { phrases.next() } else { None });
            if !known.is_empty() {
                // What several reports call in their own words is an issue beside those of the thesaurus.
                let own = own.filter(|own| across(own) && telling(own) >= TELLING);
                return own.into_iter().chain(known).collect();
            }
            let thesaurus = names().find(|issue| is_issue(issue));
            let own =
                own.filter(|own| thesaurus.is_none() || users[own].len() > 1 || telling(own) >= TELLING);
            own.or(thesaurus).into_iter().collect()
        })
        .collect()
}

/// Calls what one party names in two ways that share their last word, *foreign inspectors* and *inspectors*, by the name that
/// more of its stances have; of those the shorter.
pub(super) fn join_names<'s>(stands: &'s [Stand<'_>], issues: &mut [Vec<&'s str>]) {
    let mut named: BTreeMap<(&str, String), BTreeMap<&str, usize>> = BTreeMap::new();
    for (stand, issues) in stands.iter().zip(issues.iter()) {
        for issue in issues.iter().filter(|issue| !is_issue(issue)) {
            let Some(head) = head(issue) else { continue };
            *named.entry((&stand.party, head)).or_default().entry(issue).or_insert(0) += 1;
        }
    }
    for (stand, issues) in stands.iter().zip(issues.iter_mut()) {
        for issue in issues.iter_mut().filter(|issue| !is_issue(issue)) {
            let Some(names) = head(issue).and_then(|head| named.get(&(stand.party.as_str(), head))) else {
                continue;
            };
            // Two names with words of their own are two things: `pay offer` and `pension offer`.
            let own = |name: &str| name.split(' ').count() > 1;
            let fits = names
                .iter()
                .filter(|(name, _)| **name == *issue || stem(name) == stem(issue) || own(name) != own(issue));
            let called = fits.max_by(|a, b| {
                a.1.cmp(b.1).then_with(|| b.0.len().cmp(&a.0.len())).then_with(|| b.0.cmp(a.0))
            });
            if let Some((name, _)) = called {
                *issue = name;
            }
        }
        let mut seen = BTreeSet::new();
        issues.retain(|issue| seen.insert(*issue));
    }
}

/// The stem of the last word of an issue's name, when it tells something.
fn head(issue: &str) -> Option<String> {
    let head = stem(issue.rsplit(' ').next()?);
    (weight(&head) >= TELLING).then_some(head)
}

/// Gives a stance that names nothing but a unit (*7 percent*) the issues of the one before it that puts an amount in
/// that unit on something: of the same party, if there is one.
pub(super) fn name_figures<'s>(dossier: &Dossier<'_>, stands: &'s [Stand<'_>], issues: &mut [Vec<&'s str>]) {
    let bare = |at: usize| {
        let [issue] = issues[at].as_slice() else { return false };
        let words = dossier.readings[stands[at].article].words(stands[at].stance.object).to_lowercase();
        let unit = words.trim_start_matches(|letter: char| !letter.is_alphabetic());
        // `6.5 per cent over two years`: what follows the unit says nothing of what it is of.
        let after = unit.strip_prefix("per ").unwrap_or(unit).strip_prefix(*issue);
        unit.len() < words.len() && after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
    };
    let unit = |at: usize| {
        let figures = dossier.readings[stands[at].article].figures.iter();
        let object = stands[at].stance.object;
        figures.filter(|figure| begins_in(object, figure.span)).find_map(|figure| figure.unit.clone())
    };
    let are_bare: Vec<bool> = (0..stands.len()).map(bare).collect();
    let units: Vec<Option<String>> = (0..stands.len()).map(unit).collect();
    for at in (0..stands.len()).filter(|at| are_bare[*at]) {
        let fits =
            |before: &usize| !are_bare[*before] && units[*before].is_some() && units[*before] == units[at];
        let own = |before: &usize| fits(before) && stands[*before].party == stands[at].party;
        if let Some(before) = (0..at).rev().find(own).or_else(|| (0..at).rev().find(fits)) {
            let named = issues[before].clone();
            issues[at] = named;
        }
    }
}

/// From this weight on a word is telling.
pub(super) const TELLING: f32 = 5.0;

pub(super) fn telling(issue: &str) -> f32 {
    issue.split([' ', '-']).map(|word| weight(&stem(word))).fold(0.0, f32::max)
}
