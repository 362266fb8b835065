//! Events across reports: which sentences speak of one event, and what they together say of it.
//!
//! Two mentions are one event when kind, people, time, place and direction in time are compatible and enough
//! of them positively agree. A missed merge is better than a false one: what is merely not contradicted stays
//! apart.

mod account;
mod agreement;
mod called;
mod coreference;
mod details;
mod naming;
#[cfg(test)]
mod tests;

pub use coreference::coreference;

use crate::{Event, dossier::Dossier};
use agreement::{LEAST_AGREEMENT, agreement};
use jiff::civil::Date;
use naming::{Name, Recurrence};
use read::{EntityKind, EventMention, EventStatus, TimeType};
use std::collections::BTreeSet;

/// A mention of an event, in terms of the story.
#[derive(Debug, Clone)]
pub(crate) struct Spoken<'r> {
    pub(crate) article: usize,
    pub(crate) mention: &'r EventMention,
    /// What it is called.
    pub(crate) name: Name,
    /// The persons who take part.
    pub(crate) persons: BTreeSet<usize>,
    /// The parties who take part, those of the persons among them.
    pub(crate) parties: BTreeSet<String>,
    pub(crate) place: Option<usize>,
    pub(crate) time: Option<Moment>,
}

/// When a mention says that the event is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The index of the time within its reading.
    pub(crate) time: usize,
    pub(crate) value: String,
    pub(crate) days: Option<(Date, Date)>,
}

/// Mentions that are taken for one event.
#[derive(Debug, Clone)]
pub(crate) struct Happening<'r> {
    pub(crate) mentions: Vec<Spoken<'r>>,
    /// Why its mentions were taken for one.
    pub(crate) reasons: Vec<String>,
}

/// The events of a story, with the happenings they were made from.
pub(crate) fn events<'r>(dossier: &Dossier<'r>) -> Vec<(Event, Happening<'r>)> {
    let mut events: Vec<(Event, Happening<'r>)> = happenings(dossier)
        .into_iter()
        .filter(account::says_enough)
        .filter_map(|happening| Some((account::event(dossier, &happening)?, happening)))
        .collect();
    events.sort_by_key(|(event, happening)| account::order(event, happening));
    events
}

/// The mentions of a story, those of one event together.
fn happenings<'r>(dossier: &Dossier<'r>) -> Vec<Happening<'r>> {
    let current = (0..dossier.readings.len()).filter(|article| !dossier.is_superseded(*article));
    let happenings = current.flat_map(|article| within(dossier, article)).collect();
    across(dossier, happenings)
}

fn spoken<'r>(dossier: &Dossier<'r>, article: usize, mention: &'r EventMention) -> Spoken<'r> {
    let reading = dossier.readings[article];
    let people: BTreeSet<usize> =
        mention.participants.iter().filter_map(|entity| dossier.people.of_entity(article, *entity)).collect();
    let persons = people
        .iter()
        .copied()
        .filter(|person| dossier.people.people[*person].kind == EntityKind::Person)
        .collect();
    let parties = people.iter().map(|person| dossier.people.party(*person).to_owned()).collect();
    let time = mention.time.and_then(|index| {
        let time = reading.times.get(index)?;
        matches!(time.kind, TimeType::Date | TimeType::Time).then(|| Moment {
            time: index,
            value: time.value.clone(),
            days: time.days,
        })
    });
    Spoken {
        article,
        mention,
        name: Name::of(reading, mention),
        persons,
        parties,
        place: mention.place.and_then(|entity| dossier.people.of_entity(article, entity)),
        time,
    }
}

/// The happenings of one article: each mention goes to the happening with which it agrees most; one that names
/// nobody (*the meeting*, *Friday's talks*), or only who was there, goes to the one last spoken of that it can mean.
fn within<'r>(dossier: &Dossier<'r>, article: usize) -> Vec<Happening<'r>> {
    let mut happenings: Vec<Happening<'r>> = Vec::new();
    let (nameless, named): (Vec<_>, Vec<_>) = dossier.readings[article]
        .events
        .iter()
        .map(|mention| spoken(dossier, article, mention))
        .partition(|spoken| spoken.parties.is_empty() || spoken.mention.attends);
    for spoken in named {
        let one = Happening { mentions: vec![spoken.clone()], reasons: Vec::new() };
        let best = happenings
            .iter()
            .enumerate()
            .filter_map(|(at, happening)| Some((at, agreement(dossier, happening, &one)?)))
            .filter(|(_, agreement)| agreement.worth >= LEAST_AGREEMENT)
            .max_by(|a, b| a.1.worth.total_cmp(&b.1.worth).then(b.0.cmp(&a.0)));
        match best {
            Some((at, _)) => happenings[at].mentions.push(spoken),
            None => happenings.push(one),
        }
    }
    for spoken in nameless {
        let at = spoken.mention.trigger.start;
        // *The meeting* looks back on one that was told of; *said* does not.
        let each = spoken.name.recurrence() == Recurrence::Each;
        // *The second* is not any that has no number.
        let least = if each || spoken.name.is_number() { LEAST_AGREEMENT } else { 0.0 };
        let one = Happening { mentions: vec![spoken.clone()], reasons: Vec::new() };
        // Who was there is no ground against it: that is what the mention adds.
        let mut asked = spoken.clone();
        asked.persons.clear();
        asked.parties.clear();
        let asked = Happening { mentions: vec![asked], reasons: Vec::new() };
        let nearest = happenings
            .iter_mut()
            .filter_map(|happening| Some((agreement(dossier, happening, &asked)?.worth, happening)))
            .filter(|(worth, _)| *worth >= least)
            .min_by_key(|(worth, happening)| {
                let places = happening.mentions.iter().map(|mention| mention.mention.trigger.start);
                // One with which something agrees before one that is merely near; what was spoken of before is
                // nearer than what comes after.
                let agrees = *worth >= 1.0;
                (!agrees, places.map(|place| if place < at { at - place } else { (place - at) * 2 }).min())
            });
        match nearest {
            Some((_, happening)) => happening.mentions.push(spoken),
            None => happenings.push(one),
        }
    }
    happenings
}

/// Joins the happenings of all articles, those that agree most first.
fn across<'r>(dossier: &Dossier<'r>, happenings: Vec<Happening<'r>>) -> Vec<Happening<'r>> {
    let mut slots: Vec<Option<Happening<'r>>> = happenings.into_iter().map(Some).collect();
    let mut stamps = vec![0u32; slots.len()];
    let mut queue: BTreeSet<Pair> = BTreeSet::new();
    let pair = |slots: &[Option<Happening<'r>>], stamps: &[u32], a: usize, b: usize| {
        let found = agreement(dossier, slots[a].as_ref()?, slots[b].as_ref()?)?;
        (found.worth >= LEAST_AGREEMENT).then_some(Pair {
            // The most agreeing first: the set is read from its start.
            rank: std::cmp::Reverse((found.worth * 100.0) as i32),
            a,
            b,
            stamps: (stamps[a], stamps[b]),
            reason: found.reason,
        })
    };
    for b in 0..slots.len() {
        queue.extend((0..b).filter_map(|a| pair(&slots, &stamps, a, b)));
    }
    while let Some(best) = queue.pop_first() {
        if (stamps[best.a], stamps[best.b]) != best.stamps {
            continue;
        }
        let Some(moved) = slots[best.b].take() else { continue };
        let Some(kept) = slots[best.a].as_mut() else { continue };
        let ids = (first_id(dossier, kept), first_id(dossier, &moved));
        if ids.0 != ids.1 {
            kept.reasons.push(format!(
                "{} and {} speak of one {}: {}",
                ids.0,
                ids.1,
                kind(kept),
                best.reason
            ));
        }
        kept.mentions.extend(moved.mentions);
        kept.reasons.extend(moved.reasons);
        stamps[best.a] += 1;
        stamps[best.b] += 1;
        for other in 0..slots.len() {
            if other != best.a && slots[other].is_some() {
                queue.extend(pair(&slots, &stamps, best.a.min(other), best.a.max(other)));
            }
        }
    }
    slots.into_iter().flatten().collect()
}

/// Two happenings that might be joined, as they stood when they were compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    rank: std::cmp::Reverse<i32>,
    a: usize,
    b: usize,
    stamps: (u32, u32),
    reason: String,
}

fn first_id(dossier: &Dossier<'_>, happening: &Happening<'_>) -> String {
    happening
        .mentions
        .first()
        .map(|spoken| dossier.readings[spoken.article].article.id.0.clone())
        .unwrap_or_default()
}

/// The type of a happening's event.
pub(crate) fn kind<'h>(happening: &'h Happening<'_>) -> &'h str {
    happening.mentions.first().map_or("", |spoken| spoken.mention.kind.as_str())
}

/// Whether a status looks ahead.
pub(crate) fn is_ahead(status: EventStatus) -> bool {
    matches!(status, EventStatus::Planned | EventStatus::Requested | EventStatus::Possible)
}
