//! What each party wants about each issue, and how that moved.

mod amounts;
mod changes;
mod issues;

use crate::{
    Held, Position,
    dossier::Dossier,
    vocabulary::{stem, weight},
};
use amounts::amount;
use article::Span;
use changes::{Moment, changes};
use issues::{TELLING, issues, join_names, name_figures, telling};
use read::{EntityKind, Hedge, Stance, StanceKind, stances::is_issue, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Words by which a party leaves a demand, between spaces.
static DROPS: LazyLock<Vec<String>> =
    LazyLock::new(|| table(include_str!("drops.tsv")).map(|row| format!(" {} ", row[0])).collect());

/// A stance with the party that holds it.
#[derive(Debug)]
pub(crate) struct Stand<'r> {
    /// The article.
    pub(crate) article: usize,
    /// The stance as it was read.
    pub(crate) stance: &'r Stance,
    /// The party's plain name.
    pub(crate) party: String,
}

/// All stances of the story's reports, the earliest report first. Those without a holder that could be a party are
/// left out.
pub(crate) fn stands<'r>(dossier: &Dossier<'r>) -> Vec<Stand<'r>> {
    let mut stands = Vec::new();
    for (article, reading) in dossier.readings.iter().enumerate() {
        if dossier.is_superseded(article) {
            continue;
        }
        for stance in &reading.stances {
            if let Some(party) = party(dossier, article, stance) {
                stands.push(Stand { article, stance, party });
            }
        }
    }
    stands
}

/// The party that holds a stance.
pub(crate) fn party(dossier: &Dossier<'_>, article: usize, stance: &Stance) -> Option<String> {
    let words = dossier.readings[article].words(stance.holder);
    let Some(entity) = stance.entity else { return dossier.people.party_called(words) };
    let person = dossier.people.of_entity(article, entity)?;
    let of_story = &dossier.people.people[person];
    if of_story.kind == EntityKind::Other {
        return None;
    }
    // *Their union* is the one union of the story, though this report never names it.
    let called = || dossier.people.party_called(words);
    let body = !of_story.named && matches!(of_story.kind, EntityKind::Organisation | EntityKind::Group);
    let party = if body { called() } else { None };
    Some(party.unwrap_or_else(|| dossier.people.party(person).to_owned()))
}

/// The positions of the story's parties, by party and issue. A stance on two issues of the story is held under
/// both.
pub(crate) fn positions(dossier: &Dossier<'_>, stands: &[Stand<'_>]) -> Vec<Position> {
    let mut issues = issues(stands);
    name_figures(dossier, stands, &mut issues);
    join_names(stands, &mut issues);
    let mut grouped: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, stand) in stands.iter().enumerate() {
        for issue in &issues[at] {
            grouped.entry((&stand.party, issue)).or_default().push(at);
        }
    }
    grouped
        .into_iter()
        .map(|((party, issue), members)| {
            let mut seen: BTreeSet<(usize, &str, StanceKind)> = BTreeSet::new();
            let mut moments: Vec<Moment<'_>> = members
                .iter()
                .map(|at| &stands[*at])
                .filter(|stand| {
                    // A sentence that a copy repeats is held once.
                    let words =
                        place(dossier, stand).map_or("", |span| dossier.readings[stand.article].words(span));
                    seen.insert((dossier.families.of[stand.article], words, stand.stance.kind))
                })
                .filter_map(|stand| {
                    let held = held(dossier, stand)?;
                    let amount = amount(dossier, stand.article, held.object.span());
                    let recalled = is_recalled(dossier, stand);
                    Some(Moment { held, amount, recalled, leaves: leaves(dossier, stand) })
                })
                .collect();
            moments.sort_by_key(|moment| {
                let held = &moment.held;
                let day = held.since.map(article::PartialDate::first_day);
                (day.is_none(), day, held.article, held.sentence.span())
            });
            Position {
                party: party.to_owned(),
                issue: issue.to_owned(),
                changes: changes(&moments),
                held: moments.into_iter().map(|moment| moment.held).collect(),
            }
        })
        .collect()
}

fn held(dossier: &Dossier<'_>, stand: &Stand<'_>) -> Option<Held> {
    let stance = stand.stance;
    let reading = dossier.readings[stand.article];
    let sentence = reading.sentences.get(stance.sentence)?.span;
    Some(Held {
        stance: stance.kind,
        hedge: stance.hedge,
        red_line: stance.red_line,
        holder: dossier.evidence(stand.article, stance.holder)?,
        object: dossier
            .evidence(stand.article, stance.object)
            .or_else(|| dossier.evidence(stand.article, stance.cue))?,
        sentence: dossier.evidence(stand.article, sentence)?,
        article: stand.article,
        since: reading.article.published,
    })
}

/// Whether the report itself looks back on a stance: *had* stands before its cue, and nobody is quoted with it.
fn is_recalled(dossier: &Dossier<'_>, stand: &Stand<'_>) -> bool {
    let stance = stand.stance;
    let reading = dossier.readings[stand.article];
    // Within what somebody says *had* tells no more than that it was before the saying.
    if stance.attribution.is_some() {
        return false;
    }
    let start = place(dossier, stand).map_or(stance.cue.start, |sentence| sentence.start);
    let from = if stance.holder.end <= stance.cue.start { stance.holder.end } else { start };
    reading
        .words(Span::new(from, stance.cue.start))
        .split_whitespace()
        .rev()
        .take(BEFORE)
        .any(|word| word.eq_ignore_ascii_case("had"))
}

/// Whether a party leaves a demand of its own by a stance: a phrase of the table is its cue or stands right before it.
fn leaves(dossier: &Dossier<'_>, stand: &Stand<'_>) -> bool {
    const NEAR: usize = 2;
    let stance = stand.stance;
    let reading = dossier.readings[stand.article];
    let start = place(dossier, stand).map_or(stance.cue.start, |sentence| sentence.start);
    let before: &str = reading.words(Span::new(start, stance.cue.start));
    let mut words: Vec<&str> = before.split_whitespace().rev().take(NEAR).collect();
    words.reverse();
    words.extend(reading.words(stance.cue).split_whitespace());
    let said = format!(" {} ", words.join(" ").to_lowercase());
    DROPS.iter().any(|phrase| said.contains(phrase.as_str()))
}

/// So many words before a cue an auxiliary stands at most: *had repeatedly and in public refused*.
const BEFORE: usize = 5;

/// Which way a stance points: for the thing, against it, or neither.
pub(crate) fn direction(kind: StanceKind) -> i8 {
    match kind {
        StanceKind::Demands
        | StanceKind::CallsFor
        | StanceKind::Offers
        | StanceKind::Accepts
        | StanceKind::IsOpenTo
        | StanceKind::Supports => 1,
        StanceKind::Rejects | StanceKind::RulesOut | StanceKind::Opposes => -1,
        StanceKind::Conditions | StanceKind::Threatens => 0,
    }
}

/// What parties want in a sentence: each party with what its stance comes to.
pub(crate) type Wants = BTreeSet<(String, Option<u8>)>;

/// What parties want, by line.
pub(crate) fn by_line(dossier: &Dossier<'_>, stands: &[Stand<'_>]) -> BTreeMap<usize, Wants> {
    let mut wants: BTreeMap<usize, Wants> = BTreeMap::new();
    // Of a holder without a name (*the region*) it cannot be told that it is not the other one.
    for stand in stands.iter().filter(|stand| stand.stance.entity.is_some()) {
        if let Some(line) = dossier.line(stand.article, stand.stance.sentence) {
            wants.entry(line).or_default().insert((stand.party.clone(), drift(stand.stance.kind)));
        }
    }
    wants
}

/// The lines that hold a stance which no other text gives that party on any of its issues.
pub(crate) fn alone(dossier: &Dossier<'_>, stands: &[Stand<'_>]) -> BTreeSet<usize> {
    let family = |stand: &Stand<'_>| dossier.families.of[stand.article];
    stands
        .iter()
        .filter(|stand| {
            !stands.iter().any(|other| {
                family(other) != family(stand)
                    && other.party == stand.party
                    && drift(other.stance.kind) == drift(stand.stance.kind)
                    && share_an_issue(other.stance, stand.stance)
            })
        })
        .filter_map(|stand| dossier.line(stand.article, stand.stance.sentence))
        .collect()
}

/// What a stance comes to, whatever its strength: assent, demand, refusal; `None` for what is neither.
fn drift(kind: StanceKind) -> Option<u8> {
    match kind {
        StanceKind::Offers | StanceKind::Accepts | StanceKind::IsOpenTo | StanceKind::Supports => Some(0),
        StanceKind::Demands | StanceKind::CallsFor => Some(1),
        StanceKind::Rejects | StanceKind::RulesOut | StanceKind::Opposes => Some(2),
        StanceKind::Conditions | StanceKind::Threatens => None,
    }
}

/// Stances of several reports that put one thing at different strengths: the same party, about the same
/// issue, coming to the same. Each set holds indices into `stands`.
pub(crate) fn strengths(stands: &[Stand<'_>]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (at, stand) in stands.iter().enumerate() {
        if drift(stand.stance.kind).is_none() {
            continue;
        }
        let fits = |set: &Vec<usize>| {
            set.iter().any(|other| {
                let other = &stands[*other];
                other.party == stand.party
                    && drift(other.stance.kind) == drift(stand.stance.kind)
                    && share_an_issue(other.stance, stand.stance)
            })
        };
        match sets.iter_mut().find(|set| fits(set)) {
            Some(set) => set.push(at),
            None => sets.push(vec![at]),
        }
    }
    sets.retain(|set| {
        let articles: BTreeSet<usize> = set.iter().map(|at| stands[*at].article).collect();
        let levels: BTreeSet<(StanceKind, Hedge)> =
            set.iter().map(|at| (stands[*at].stance.kind, stands[*at].stance.hedge)).collect();
        articles.len() > 1 && levels.len() > 1
    });
    sets
}

/// Whether two stances are about one thing: they share the name of an issue, or a telling word of their own
/// phrases.
fn share_an_issue(a: &Stance, b: &Stance) -> bool {
    let stems = |stance: &Stance| -> BTreeSet<String> {
        let own = stance.issues.iter().filter(|issue| !is_issue(issue));
        own.flat_map(|issue| issue.split([' ', '-']))
            .map(stem)
            .filter(|stem| weight(stem) >= TELLING)
            .collect()
    };
    a.issues.iter().any(|issue| (is_issue(issue) || telling(issue) >= TELLING) && b.issues.contains(issue))
        || !stems(a).is_disjoint(&stems(b))
}

/// The place of a stance's sentence.
pub(crate) fn place(dossier: &Dossier<'_>, stand: &Stand<'_>) -> Option<Span> {
    dossier.readings[stand.article].sentences.get(stand.stance.sentence).map(|sentence| sentence.span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_drops_is_well_formed() {
        let mut seen = BTreeSet::new();
        assert!(table(include_str!("drops.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
    }
}
