//! What each party wants about each issue, and how that moved.

use crate::{
    Held, Position,
    dossier::Dossier,
    vocabulary::{stem, weight},
};
use article::Span;
use read::{EntityKind, Hedge, Stance, StanceKind, stances::is_issue};
use std::collections::{BTreeMap, BTreeSet};

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
            let party = match stance.entity {
                Some(entity) => dossier
                    .people
                    .of_entity(article, entity)
                    .filter(|person| dossier.people.people[*person].kind != EntityKind::Other)
                    .map(|person| dossier.people.party(person).to_owned()),
                None => dossier.people.party_called(reading.words(stance.holder)),
            };
            if let Some(party) = party {
                stands.push(Stand { article, stance, party });
            }
        }
    }
    stands
}

/// The positions of the story's parties, by party and issue. A stance on two issues of the story is held under
/// both.
pub(crate) fn positions(dossier: &Dossier<'_>, stands: &[Stand<'_>]) -> Vec<Position> {
    let issues = issues(stands);
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
            let mut held: Vec<Held> = members
                .iter()
                .filter(|at| {
                    // A sentence that a copy repeats is held once.
                    let stand = &stands[**at];
                    let words =
                        place(dossier, stand).map_or("", |span| dossier.readings[stand.article].words(span));
                    seen.insert((dossier.families.of[stand.article], words, stand.stance.kind))
                })
                .filter_map(|at| held(dossier, &stands[*at]))
                .collect();
            held.sort_by_key(|held| {
                let day = held.since.map(article::PartialDate::first_day);
                (day.is_none(), day, held.article, held.sentence.span())
            });
            Position { party: party.to_owned(), issue: issue.to_owned(), changes: changes(&held), held }
        })
        .collect()
}

/// The issues of each stance: those of the thesaurus that other stances of the story touch as well; failing
/// that the phrase of its own that most others share, else its first, or one of the thesaurus where its own phrases say little, as
/// *the idea* does.
fn issues<'s>(stands: &'s [Stand<'_>]) -> Vec<Vec<&'s str>> {
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

/// From this weight on a word is telling.
const TELLING: f32 = 5.0;

fn telling(issue: &str) -> f32 {
    issue.split([' ', '-']).map(|word| weight(&stem(word))).fold(0.0, f32::max)
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

/// Where a position moved between reports of different days: to a stance that points the other way, or to an
/// offer or demand of other figures. A move is from the first report of what was held before.
fn changes(held: &[Held]) -> Vec<(usize, usize)> {
    let mut changes = Vec::new();
    for (later, this) in held.iter().enumerate() {
        let moved = |before: &Held| turned(before, this) || revised(before, this);
        let Some(last) = held[..later].iter().rposition(moved) else { continue };
        let same = |before: &Held| {
            before.stance == held[last].stance
                && (turned(before, this)
                    || figure(before.object.exact()) == figure(held[last].object.exact()))
        };
        let first = held[..=last].iter().position(same).unwrap_or(last);
        let dated = held[first]
            .since
            .zip(this.since)
            .is_some_and(|(before, this)| before.last_day() < this.first_day());
        if dated {
            changes.push((first, later));
        }
    }
    changes
}

/// Whether a party that gave refuses or the other way. Who demands a thing and refuses what is offered has not moved.
fn turned(before: &Held, this: &Held) -> bool {
    let asks = |held: &Held| matches!(held.stance, StanceKind::Demands | StanceKind::CallsFor);
    !asks(before) && !asks(this) && direction(before.stance) * direction(this.stance) < 0
}

/// Whether a party puts another figure where it put one before: offers more, or settles for less.
fn revised(before: &Held, this: &Held) -> bool {
    use StanceKind::{Accepts, CallsFor, Demands, IsOpenTo, Offers};
    let (old, new) = (figure(before.object.exact()), figure(this.object.exact()));
    let puts = match before.stance {
        Offers => matches!(this.stance, Offers | Accepts | IsOpenTo),
        Demands | CallsFor => matches!(this.stance, Demands | CallsFor | Accepts | IsOpenTo),
        _ => false,
    };
    puts && old.is_some() && new.is_some() && old != new
}

/// The figure that words come to: that after *to*, where something is raised or cut from one to another, else the
/// first.
fn figure(words: &str) -> Option<&str> {
    let to = words.split_once("from ").and_then(|(_, moved)| moved.split_once(" to "));
    to.and_then(|(_, to)| numbers(to).first().copied()).or_else(|| numbers(words).first().copied())
}

fn numbers(words: &str) -> Vec<&str> {
    words
        .split(|letter: char| !(letter.is_ascii_digit() || letter == '.'))
        .map(|number| number.trim_matches('.'))
        .filter(|number| !number.is_empty())
        .collect()
}

/// What parties want in a sentence: each party with what its stance comes to.
pub(crate) type Wants = BTreeSet<(String, Option<u8>)>;

/// What parties want, by line.
pub(crate) fn by_line(dossier: &Dossier<'_>, stands: &[Stand<'_>]) -> BTreeMap<usize, Wants> {
    let mut wants: BTreeMap<usize, Wants> = BTreeMap::new();
    for stand in stands {
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
    fn numbers_are_cut_from_words() {
        assert_eq!(numbers("from 3 percent to 4.5 percent."), ["3", "4.5"]);
        assert!(numbers("a higher wage.").is_empty());
        assert_eq!(figure("the levy from 40 crowns a ton to 25"), Some("25"));
        assert_eq!(figure("12 crowns an hour to those under 30"), Some("12"));
        assert_eq!(figure("a raise of 4 percent"), Some("4"));
    }
}
