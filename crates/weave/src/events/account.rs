//! What the mentions of one event together say of it.

use super::{Happening, Spoken, agreement::is_absence, details, is_ahead, kind};
use crate::{Event, EventPlace, Participant, When, dossier::Dossier, independence::of_statement};
use article::{Evidence, Span};
use jiff::civil::Date;
use read::{EntityKind, EventStatus};
use std::collections::{BTreeMap, BTreeSet};

/// A report with at least so many names for an event lists who takes part.
const LIST: usize = 3;

/// Whether the mentions say enough to be shown as an event of its own: a time, a place, two who take part, or
/// several reports.
pub(super) fn says_enough(happening: &Happening<'_>) -> bool {
    let present = || happening.mentions.iter().filter(|spoken| !is_absence(spoken));
    let parties: BTreeSet<&String> = present().flat_map(|spoken| &spoken.parties).collect();
    let articles: BTreeSet<usize> = present().map(|spoken| spoken.article).collect();
    let time = present().any(|spoken| spoken.time.is_some());
    let place = present().any(|spoken| spoken.place.is_some());
    parties.len() >= 2 || articles.len() >= 2 || ((time || place) && !parties.is_empty()) || (time && place)
}

/// The event, with its evidence.
pub(super) fn event(dossier: &Dossier<'_>, happening: &Happening<'_>) -> Option<Event> {
    let mut mentions: Vec<&Spoken<'_>> = happening.mentions.iter().collect();
    mentions.sort_by_key(|spoken| (spoken.article, spoken.mention.trigger));
    let when = when(dossier, &mentions);
    let dated = |spoken: &Spoken<'_>| {
        spoken.time.as_ref().is_some_and(|moment| Some(&moment.value) == when.value.as_ref())
    };
    let status = status(dossier, &mentions, when.days);
    let worth = |spoken: &Spoken<'_>| informs(dossier, spoken, dated(spoken), status);
    let telling = mentions.iter().copied().filter(|spoken| !is_absence(spoken)).max_by(|a, b| {
        worth(a)
            .cmp(&worth(b))
            .then_with(|| (b.article, b.mention.trigger).cmp(&(a.article, a.mention.trigger)))
    })?;
    let own = mentions.iter().filter_map(|spoken| Some((spoken.article, sentence(dossier, spoken)?)));
    let mut sentences: Vec<(usize, Evidence)> =
        own.chain(details::same_sentences(dossier, &mentions)).collect();
    sentences.sort_by_key(|(article, evidence)| (*article, evidence.span()));
    sentences.dedup();
    let statuses: Vec<(EventStatus, Evidence)> = mentions
        .iter()
        .filter(|spoken| !is_absence(spoken) && spoken.mention.status != EventStatus::Unknown)
        .filter_map(|spoken| Some((spoken.mention.status, sentence(dossier, spoken)?)))
        .collect();
    let places: Vec<(usize, Span)> =
        mentions.iter().map(|spoken| (spoken.article, spoken.mention.trigger)).collect();
    Some(Event {
        kind: kind(happening).to_owned(),
        participants: participants(dossier, &mentions),
        place: place(dossier, &mentions),
        when,
        status,
        statuses,
        telling: sentence(dossier, telling)?,
        mentions: sentences.into_iter().map(|(_, evidence)| evidence).collect(),
        independence: of_statement(dossier, &places),
        reasons: happening.reasons.clone(),
    })
}

/// The order of events: by day where it is known; then what lies behind before what lies ahead.
pub(super) fn order(
    event: &Event,
    happening: &Happening<'_>,
) -> (bool, Option<(Date, Date)>, u8, usize, usize) {
    let rank = match event.status {
        EventStatus::Happened | EventStatus::Denied => {
            u8::from(happening.mentions.iter().all(|spoken| spoken.mention.back.is_none()))
        }
        EventStatus::Ongoing | EventStatus::Unknown => 2,
        EventStatus::Cancelled | EventStatus::Planned => 3,
        EventStatus::Requested | EventStatus::Possible => 4,
    };
    let first = happening.mentions.iter().map(|spoken| (spoken.article, spoken.mention.trigger.start)).min();
    let (article, place) = first.unwrap_or_default();
    (event.when.days.is_none(), event.when.days, rank, article, place)
}

fn sentence(dossier: &Dossier<'_>, spoken: &Spoken<'_>) -> Option<Evidence> {
    let reading = dossier.readings[spoken.article];
    dossier.evidence(spoken.article, reading.sentences.get(spoken.mention.sentence)?.span)
}

/// How much a sentence tells about the event: the time and the status under which it is shown count most, then another
/// time, then who and where; of equal ones the shorter, as it says less else.
fn informs(
    dossier: &Dossier<'_>,
    spoken: &Spoken<'_>,
    dated: bool,
    status: EventStatus,
) -> (usize, std::cmp::Reverse<usize>) {
    let worth = 4 * usize::from(dated)
        + 3 * usize::from(spoken.time.is_some())
        + 2 * usize::from(spoken.place.is_some())
        + 2 * spoken.parties.len().min(2)
        + usize::from(spoken.mention.status != EventStatus::Unknown)
        + 3 * usize::from(spoken.mention.status == status)
        // What took place is not told by a sentence that still looks ahead to it.
        + 6 * usize::from(is_ahead(status) || !is_ahead(spoken.mention.status))
        + 2 * usize::from(spoken.mention.back.is_none());
    // A sentence that tells of other events as well tells less of this one.
    let others = dossier.readings[spoken.article]
        .events
        .iter()
        .filter(|event| event.sentence == spoken.mention.sentence && event.trigger != spoken.mention.trigger)
        .count();
    let worth = worth.saturating_sub(2 * others);
    let length = dossier.readings[spoken.article]
        .sentences
        .get(spoken.mention.sentence)
        .map_or(0, |sentence| sentence.span.len());
    (worth, std::cmp::Reverse(length / 80))
}

fn participants(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>]) -> Vec<Participant> {
    let mut said: BTreeMap<usize, Vec<Evidence>> = BTreeMap::new();
    let mut absent: BTreeMap<usize, Vec<Evidence>> = BTreeMap::new();
    let mut lists: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for spoken in mentions {
        let Some(evidence) = sentence(dossier, spoken) else { continue };
        for entity in &spoken.mention.participants {
            let Some(person) = dossier.people.of_entity(spoken.article, *entity) else { continue };
            let said = if is_absence(spoken) { &mut absent } else { &mut said };
            let here = said.entry(person).or_default();
            if !here.contains(&evidence) {
                here.push(evidence.clone());
            }
            // A list is of persons: *European leaders* and *the company* name nobody to be missed.
            if !is_absence(spoken) && dossier.people.people[person].kind == EntityKind::Person {
                lists.entry(spoken.article).or_default().insert(person);
            }
        }
    }
    lists.retain(|_, people| people.len() >= LIST);
    let everyone: BTreeSet<usize> = said.keys().chain(absent.keys()).copied().collect();
    let mut participants: Vec<Participant> = everyone
        .into_iter()
        .map(|person| {
            let evidence = said.remove(&person).unwrap_or_default();
            let in_articles: BTreeSet<&article::ArticleId> = evidence.iter().map(Evidence::article).collect();
            let listed = dossier.people.people[person].kind == EntityKind::Person;
            let not_in = lists
                .iter()
                .filter(|_| listed)
                .filter(|(article, people)| {
                    !people.contains(&person)
                        && !in_articles.contains(&dossier.readings[**article].article.id)
                })
                .map(|(article, _)| *article)
                .collect();
            Participant { person, evidence, not_in, absent: absent.remove(&person).unwrap_or_default() }
        })
        .collect();
    participants
        .sort_by_key(|participant| (std::cmp::Reverse(participant.evidence.len()), participant.person));
    participants
}

fn place(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>]) -> Option<EventPlace> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for place in mentions.iter().filter_map(|spoken| spoken.place) {
        *counts.entry(place).or_insert(0) += 1;
    }
    // Of a building and its town the building tells more.
    let outer: Vec<usize> = counts
        .keys()
        .copied()
        .filter(|outer| counts.keys().any(|inner| dossier.lies_within(*inner, *outer)))
        .collect();
    counts.retain(|place, _| !outer.contains(place));
    let (best, _) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let spoken = mentions.iter().find(|spoken| spoken.place == Some(best))?;
    Some(EventPlace { name: dossier.people.people[best].name.clone(), evidence: sentence(dossier, spoken)? })
}

/// How often a value is told, and what it means.
struct Told {
    times: usize,
    days: Option<(Date, Date)>,
    reason: String,
}

fn when(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>]) -> When {
    let mut said = Vec::new();
    let mut values: BTreeMap<(i64, String), Told> = BTreeMap::new();
    for spoken in mentions.iter().filter(|spoken| !is_absence(spoken)) {
        let Some(moment) = &spoken.time else { continue };
        let Some(time) = dossier.readings[spoken.article].times.get(moment.time) else { continue };
        if let Some(evidence) = dossier.evidence(spoken.article, time.span) {
            said.push((evidence, time.reason.clone()));
        }
        // The fewer days a value can mean, the better it tells; one that is not resolved tells least.
        let width =
            moment.days.map(|(first, last)| first.until(last).map_or(0, |span| i64::from(span.get_days())));
        let entry = values.entry((width.unwrap_or(i64::MAX), moment.value.clone())).or_insert(Told {
            times: 0,
            days: moment.days,
            reason: time.reason.clone(),
        });
        entry.times += 1;
    }
    let narrowest = values.keys().map(|(width, _)| *width).min();
    let best = values
        .into_iter()
        .filter(|((width, _), _)| Some(*width) == narrowest)
        .max_by(|a, b| a.1.times.cmp(&b.1.times).then_with(|| b.0.1.cmp(&a.0.1)));
    match best {
        Some(((_, value), told)) => When { value: Some(value), days: told.days, said, reason: told.reason },
        None => When { value: None, days: None, said, reason: "no report says when".to_owned() },
    }
}

/// The status in the latest report. What that still calls a plan though its day has passed took place, when a report
/// from that day or later says so.
fn status(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>], days: Option<(Date, Date)>) -> EventStatus {
    let latest = latest_status(dossier, mentions);
    let held = |spoken: &&&Spoken<'_>| {
        spoken.mention.status == EventStatus::Happened
            && days.zip(dossier.day(spoken.article)).is_some_and(|((first, _), told)| told >= first)
    };
    let open = latest == EventStatus::Unknown || is_ahead(latest);
    if open && mentions.iter().any(|spoken| held(&spoken)) {
        return EventStatus::Happened;
    }
    latest
}

/// Of the reports that were published last, what most of their mentions say.
fn latest_status(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>]) -> EventStatus {
    let known: Vec<&&Spoken<'_>> = mentions
        .iter()
        .filter(|spoken| !is_absence(spoken) && spoken.mention.status != EventStatus::Unknown)
        .collect();
    let latest = known.iter().filter_map(|spoken| dossier.day(spoken.article)).max();
    let mut votes: BTreeMap<EventStatus, usize> = BTreeMap::new();
    for spoken in &known {
        if dossier.day(spoken.article) == latest {
            *votes.entry(spoken.mention.status).or_insert(0) += 1;
        }
    }
    // Of equal counts what is more than a plan: it was called off or it took place.
    let rank = |status: EventStatus| match status {
        EventStatus::Cancelled => 3,
        EventStatus::Happened => 2,
        status => u8::from(!is_ahead(status)),
    };
    votes
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(rank(a.0).cmp(&rank(b.0))))
        .map_or(EventStatus::Unknown, |(status, _)| status)
}
