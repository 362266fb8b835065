//! Whether all reports have a statement from one and the same source.

use super::Place;
use crate::{dossier::Dossier, givers::giver};
use article::{Evidence, Span};
use read::{Attribution, EntityId, EntityKind, Source, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// The bodies that are one in a story though no report names them.
static BODIES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| table(include_str!("bodies.tsv")).map(|row| row[0]).collect());

/// Nouns for a body of which each place or organisation has one.
static OFFICES: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| table(include_str!("offices.tsv")).map(|row| row[0]).collect());

/// The one source to which every report ascribes the statement, with the words that do; `None` when one does not, or
/// ascribes it to another. It is a person or organisation with a name; an organisation that is called by what it is (*the
/// union*), when the story has one that is called so; or a body of which a story has one (*police*). *A spokesman* may be
/// another each time.
pub(super) fn to_one(dossier: &Dossier<'_>, places: &[Place]) -> Option<(String, Vec<Evidence>)> {
    let mut all = places.iter().map(|(article, span)| {
        let said = sources(dossier, *article, *span).into_iter();
        let mut by: Vec<(Option<Span>, Option<EntityId>)> =
            said.map(|source| (source.spans.first().copied(), source.entity)).collect();
        if by.is_empty() {
            by.extend(giver(dossier, *article, *span).map(|(span, entity)| (Some(span), entity)));
        }
        by.into_iter()
            .filter_map(|(span, entity)| {
                let words = span.and_then(|span| dossier.evidence(*article, span));
                Some((one(dossier, *article, entity, words.as_ref())?, words))
            })
            .collect::<BTreeMap<String, Option<Evidence>>>()
    });
    let first = all.next()?;
    let others: Vec<BTreeMap<String, Option<Evidence>>> = all.collect();
    let name = first.keys().find(|name| others.iter().all(|other| other.contains_key(*name)))?;
    let evidence = [&first].into_iter().chain(&others).filter_map(|by| by.get(name)?.clone()).collect();
    Some((name.clone(), evidence))
}

/// The name of a source that is the same wherever it stands.
fn one(
    dossier: &Dossier<'_>,
    article: usize,
    entity: Option<EntityId>,
    words: Option<&Evidence>,
) -> Option<String> {
    let person = entity.and_then(|entity| dossier.people.of_entity(article, entity));
    let named = person.map(|person| &dossier.people.people[person]).filter(|person| {
        person.named && matches!(person.kind, EntityKind::Person | EntityKind::Organisation)
    });
    if let Some(named) = named {
        return Some(named.name.clone());
    }
    let place = words?.span();
    let words = words?.exact();
    let known = |called: &String| {
        BODIES.contains(called.as_str())
            || dossier.people.people.iter().any(|person| person.named && person.name == *called)
    };
    // *The rail workers' union* is the one that reports call *the union*.
    let noun = format!("the {}", words.split(' ').next_back()?);
    let called =
        [words, &noun].into_iter().filter_map(|words| dossier.people.party_called(words)).find(known);
    called.or_else(|| with_a_name(dossier, article, place))
}

/// A body that is called by a name within its own: *Orrenland's trade department* is one wherever it stands. Of people so many
/// are called so that each may be another: *an official in Carrow*.
fn with_a_name(dossier: &Dossier<'_>, article: usize, place: Span) -> Option<String> {
    let reading = dossier.readings[article];
    let words: &str = reading.words(place);
    let plain: Vec<String> = words
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let first = words.split(' ').next()?;
    let owned = ["'s", "’s", "s'", "s’"].iter().any(|ending| first.ends_with(ending));
    let named = reading.mentions.iter().any(|mention| {
        mention.span.start == place.start
            && mention.span.end < place.end
            && reading.entities.iter().any(|entity| entity.id == mention.entity && entity.named)
    });
    let body = plain.last().is_some_and(|noun| OFFICES.contains(noun.as_str()));
    (owned && named && body).then(|| plain.join(" "))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = BTreeSet::new();
        assert!(table(include_str!("bodies.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
        seen.clear();
        assert!(table(include_str!("offices.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
    }
}
