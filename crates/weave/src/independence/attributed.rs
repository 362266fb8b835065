//! Whether all reports have a statement from one and the same source.

use super::Place;
use crate::dossier::Dossier;
use article::{Evidence, Span};
use read::{Attribution, EntityKind, Source};
use std::collections::{BTreeMap, BTreeSet};

/// The person or organisation, by name, to which every report ascribes the statement, with the words that do; `None` when
/// one does not, or ascribes it to another. Only a name is known to be the same: *a spokesman* may be another each time.
pub(super) fn to_one(dossier: &Dossier<'_>, places: &[Place]) -> Option<(String, Vec<Evidence>)> {
    let named = |person: &usize| {
        let person = &dossier.people.people[*person];
        person.named && matches!(person.kind, EntityKind::Person | EntityKind::Organisation)
    };
    let mut all = places.iter().map(|(article, span)| {
        let sources = sources(dossier, *article, *span);
        let by: BTreeMap<usize, Option<Evidence>> = sources
            .into_iter()
            .filter_map(|source| {
                let person = dossier.people.of_entity(*article, source.entity?)?;
                Some((person, source.spans.first().and_then(|span| dossier.evidence(*article, *span))))
            })
            .filter(|(person, _)| named(person))
            .collect();
        by
    });
    let first = all.next()?;
    let others: Vec<BTreeMap<usize, Option<Evidence>>> = all.collect();
    let person = *first.keys().find(|person| others.iter().all(|other| other.contains_key(person)))?;
    let evidence = [&first].into_iter().chain(&others).filter_map(|by| by.get(&person)?.clone()).collect();
    Some((dossier.people.people[person].name.clone(), evidence))
}

/// What cannot be known of unnamed sources, when several reports have the statement from one.
pub(super) fn unnamed(dossier: &Dossier<'_>, places: &[Place]) -> impl Iterator<Item = String> {
    let articles: BTreeSet<usize> = places
        .iter()
        .filter(|(article, span)| sources(dossier, *article, *span).iter().any(|source| source.anonymous))
        .map(|(article, _)| *article)
        .collect();
    let families: BTreeSet<usize> = articles.iter().map(|at| dossier.families.of[*at]).collect();
    let ids = super::list(articles.iter().map(|at| dossier.readings[*at].article.id.0.as_str()));
    let several = families.len() > 1;
    several.then(|| format!("whether the unnamed sources of {ids} are one person")).into_iter()
}

/// Those to whom a report ascribes what it says at a place: of attributions whose content is at least half of it.
fn sources<'r>(dossier: &Dossier<'r>, article: usize, place: Span) -> Vec<&'r Source> {
    let covers = |attribution: &&Attribution| {
        let over = |span: &Span| span.end.min(place.end).saturating_sub(span.start.max(place.start));
        attribution.content.iter().map(over).sum::<usize>() * 2 >= place.len()
    };
    let all = dossier.readings[article].attributions.iter();
    all.filter(covers).filter_map(|attribution| attribution.source.as_ref()).collect()
}
