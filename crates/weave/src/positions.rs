//! What each party wants about each issue, and how that moved.

use crate::{
    Held, Position,
    dossier::Dossier,
    vocabulary::{stem, weight},
};
use article::Span;
use read::{EntityKind, Hedge, Stance, StanceKind, Time, TimeType, stances::is_issue};
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
            Position {
                party: party.to_owned(),
                issue: issue.to_owned(),
                changes: changes(dossier, &held),
                held,
            }
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

/// Calls what one party names in two ways that share their last word, *foreign inspectors* and *inspectors*, by the name that
/// more of its stances have; of those the shorter.
fn join_names<'s>(stands: &'s [Stand<'_>], issues: &mut [Vec<&'s str>]) {
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
fn name_figures<'s>(dossier: &Dossier<'_>, stands: &'s [Stand<'_>], issues: &mut [Vec<&'s str>]) {
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

/// Whether a figure begins in an object, which may end before the figure's unit does: *380 cubic metres* a second.
fn begins_in(object: Span, figure: Span) -> bool {
    object.start <= figure.start && figure.start < object.end
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

/// Where a position moved between reports of different days: to a stance that points the other way, or to another
/// amount. A move is from the first report of what was held before.
fn changes(dossier: &Dossier<'_>, held: &[Held]) -> Vec<(usize, usize)> {
    let amounts: Vec<Option<Amount<'_>>> = held.iter().map(|held| amount(dossier, held)).collect();
    let revised = |before: usize, this: usize| {
        puts(&held[before], &held[this])
            && amounts[before].zip(amounts[this]).is_some_and(|(before, this)| before.differs(this))
    };
    let mut changes = Vec::new();
    for (later, this) in held.iter().enumerate() {
        let revision = (0..later).rev().find(|before| revised(*before, later));
        let turn = || (0..later).rev().find(|before| turned(&held[*before], this));
        let Some(last) = revision.or_else(turn) else { continue };
        // What was said in between already is no move again.
        let again = |before: usize| match revision {
            Some(_) => held[before].stance == this.stance && amounts[before] == amounts[later],
            None => held[before].stance == this.stance,
        };
        if (last + 1..later).any(again) {
            continue;
        }
        let same = |before: &usize| {
            held[*before].stance == held[last].stance
                && (revision.is_none() || amounts[*before] == amounts[last])
        };
        let first = (0..=last).find(same).unwrap_or(last);
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

/// Whether a later stance can put another amount where an earlier one put its own: offers more, settles for less.
fn puts(before: &Held, this: &Held) -> bool {
    use StanceKind::{Accepts, CallsFor, Demands, IsOpenTo, Offers};
    match before.stance {
        Offers => matches!(this.stance, Offers | Accepts | IsOpenTo),
        Demands | CallsFor => matches!(this.stance, Demands | CallsFor | Accepts | IsOpenTo),
        _ => false,
    }
}

/// How much a stance puts: a figure in its unit, or a length of time by its TIMEX3 value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Amount<'r> {
    Figure(f64, Option<&'r str>),
    Length(&'r str),
}

impl Amount<'_> {
    /// Whether two amounts are of one unit, as far as both tell it, and not the same.
    fn differs(self, other: Self) -> bool {
        match (self, other) {
            (Self::Figure(a, unit), Self::Figure(b, other)) => {
                let one = unit.zip(other).is_none_or(|(unit, other)| unit == other);
                one && (a - b).abs() > f64::EPSILON
            }
            (Self::Length(a), Self::Length(b)) => a != b,
            _ => false,
        }
    }
}

/// The amount that the object of a stance comes to: the last where it goes *from* one *to* another, else the first.
fn amount<'r>(dossier: &Dossier<'r>, held: &Held) -> Option<Amount<'r>> {
    let reading = dossier.readings.get(held.article)?;
    let span = held.object.span();
    let words = held.object.exact();
    let goes = words.find("from ").is_some_and(|from| words[from..].contains(" to "));
    let lasts = |time: &&Time| time.kind == TimeType::Duration && span.contains(time.span);
    let figures = reading.figures.iter().filter(|figure| {
        let of_time = || reading.times.iter().filter(lasts).any(|time| time.span.overlaps(figure.span));
        begins_in(span, figure.span) && !figure.ordinal && !of_time()
    });
    let figures = figures.map(|figure| (figure.span, Amount::Figure(figure.value, figure.unit.as_deref())));
    let lengths =
        reading.times.iter().filter(lasts).map(|time| (time.span, Amount::Length(time.value.as_str())));
    // *From 3 percent to 4.5 percent for three years* puts a rate: a length is what is put when nothing else is.
    let mut all: Vec<(Span, Amount<'r>)> = figures.collect();
    if all.is_empty() {
        all = lengths.collect();
    }
    all.sort_by_key(|(span, _)| *span);
    let picked = if goes { all.pop() } else { all.into_iter().next() };
    picked.map(|(_, amount)| amount)
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
    fn amounts_are_compared_in_their_unit() {
        let percent = |value| Amount::Figure(value, Some("%"));
        assert!(percent(3.0).differs(percent(4.0)));
        assert!(percent(3.0).differs(Amount::Figure(4.0, None)));
        assert!(!percent(3.0).differs(percent(3.0)));
        assert!(!percent(3.0).differs(Amount::Figure(3000.0, Some("USD"))));
        assert!(Amount::Length("P18M").differs(Amount::Length("P2Y")));
        assert!(!Amount::Length("P2Y").differs(percent(3.0)));
    }
}
