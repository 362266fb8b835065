//! How many independent sources something has: the one function that counts.

use crate::{
    Independence, Relation,
    dossier::{Dossier, same_outlet},
};
use article::Span;
use read::CitationKind;
use std::collections::{BTreeMap, BTreeSet};

/// How many of these reports are independent of each other, at most.
///
/// `places` are where each report has the statement, `None` for the report as a whole: a report that ascribes it
/// to another outlet there stands on that outlet. Copies and versions of one text count once. What cannot be known — who owns an outlet, who
/// spoke to whom — is named, and the number is an upper bound.
pub(crate) fn independence(dossier: &Dossier<'_>, places: &[(usize, Option<Span>)]) -> Independence {
    let mut reasons = Vec::new();
    let mut unknown = Vec::new();
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (article, _) in places {
        let members = families.entry(dossier.families.of[*article]).or_default();
        if !members.contains(article) {
            members.push(*article);
        }
    }
    for (family, members) in &families {
        if members.len() > 1 {
            let what = match dossier.families.relation[*family] {
                Relation::Version => "are versions of one page",
                Relation::Syndicated | Relation::Single => "share one text",
            };
            reasons.push(format!("{} {what} and count once", ids(dossier, members)));
        }
    }
    let mut standing: BTreeSet<usize> = families.keys().copied().collect();
    let mut second_hand: BTreeSet<String> = BTreeSet::new();
    for (article, place) in places {
        let family = dossier.families.of[*article];
        let Some(outlet) = second_hand_outlet(dossier, *article, *place) else { continue };
        // It is independent all the same if it also has the statement elsewhere without the outlet.
        let elsewhere = places.iter().any(|(other, span)| {
            dossier.families.of[*other] == family && second_hand_outlet(dossier, *other, *span).is_none()
        });
        if elsewhere || !standing.remove(&family) {
            continue;
        }
        let id = &dossier.readings[*article].article.id;
        reasons.push(format!("{id} has it from {outlet} and adds no source of its own"));
        let present = families.values().flatten().any(|other| {
            dossier.readings[*other].article.outlet.as_ref().is_some_and(|own| same_outlet(&own.0, &outlet))
        });
        if !present {
            second_hand.insert(outlet);
        }
    }
    for outlet in &second_hand {
        reasons.push(format!("{outlet}, which no report here is from, counts as one source"));
    }
    let unmapped: Vec<usize> = families
        .values()
        .flatten()
        .copied()
        .filter(|article| dossier.readings[*article].article.outlet.is_none())
        .collect();
    if !unmapped.is_empty() {
        unknown.push(format!("which outlet published {}", ids(dossier, &unmapped)));
    }
    let outlets: BTreeSet<&str> = families
        .values()
        .flatten()
        .filter_map(|article| {
            dossier.readings[*article].article.outlet.as_ref().map(|outlet| outlet.0.as_str())
        })
        .collect();
    if outlets.len() > 1 {
        unknown.push("whether any of the outlets have one owner".to_owned());
    }
    let at_most = (standing.len() + second_hand.len()).max(usize::from(!places.is_empty()));
    Independence { at_most, reasons, unknown }
}

/// The outlet to which the sentence around a place ascribes what it says.
fn second_hand_outlet(dossier: &Dossier<'_>, article: usize, place: Option<Span>) -> Option<String> {
    let reading = dossier.readings[article];
    let sentence = reading.sentences.get(reading.sentence_at(place?.start)?)?.span;
    let own = reading.article.outlet.as_ref();
    reading
        .citations
        .iter()
        .filter(|citation| matches!(citation.kind, CitationKind::Reported | CitationKind::Told))
        .filter(|citation| sentence.contains(citation.span))
        .find(|citation| own.is_none_or(|own| !same_outlet(&own.0, &citation.outlet)))
        .map(|citation| citation.outlet.clone())
}

fn ids(dossier: &Dossier<'_>, articles: &[usize]) -> String {
    let names: Vec<&str> = articles.iter().map(|at| dossier.readings[*at].article.id.0.as_str()).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
