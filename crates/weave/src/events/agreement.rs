//! Whether two happenings can be one event, and how much speaks for it.

use super::{
    Happening, Moment, Spoken,
    called::{SAME_DAY, befell_others, named, ordinals, word},
    is_ahead,
};
use crate::{dossier::Dossier, vocabulary::fold};
use jiff::civil::Date;
use read::{EventStatus, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// Two happenings are one event when at least this much speaks for it.
pub(super) const LEAST_AGREEMENT: f32 = 2.5;

/// How much speaks for two happenings being one, and what.
#[derive(Debug)]
pub(super) struct Agreement {
    pub(super) worth: f32,
    /// In words for a reader.
    pub(super) reason: String,
}

/// What speaks for two happenings being one event; `None` when something contradicts it.
pub(super) fn agreement(dossier: &Dossier<'_>, a: &Happening<'_>, b: &Happening<'_>) -> Option<Agreement> {
    let called = named(a, b)?;
    if befell_others(a, b) {
        return None;
    }
    let ordinal = ordinals(a, b, called)?;
    let together = share_a_moment(dossier, a, b);
    let time = times(a, b, together)?;
    let people = people(dossier, a, b, together, time > 0.0)?;
    let place = places(dossier, a, b);
    let word = word(a, b, called, time);
    // What a story has once, and the second of several, is not another for being ahead in one report and behind in the next.
    if word.max(ordinal) < LEAST_AGREEMENT || is_looked_back_on(a) != is_looked_back_on(b) {
        direction(dossier, a, b, together, time > 0.0, people >= 1.75 && place > 0.0)?;
    }
    let quarrel = if is_adverse(a) && is_adverse(b) { 1.0 } else { 0.0 };
    let called_off = if people > 0.0 && is_cancelled(a) && is_cancelled(b) { 1.5 } else { 0.0 };
    let told = told_alike(dossier, a, b);
    let grounds = [
        (word, "they call it by one word"),
        (ordinal, "the same of several"),
        (told, "told in nearly the same words"),
        (time, "the same time"),
        (people, "the same people or parties"),
        (place, "the same place"),
        (quarrel, "told as a quarrel by both"),
        (called_off, "called off in both"),
    ];
    let reasons: Vec<&str> =
        grounds.iter().filter(|(points, _)| *points > 0.0).map(|(_, reason)| *reason).collect();
    let mut worth: f32 = grounds.iter().map(|(points, _)| points).sum();
    if together {
        worth += if articles(a) == articles(b) { 0.75 } else { 0.5 };
    }
    if !reasons.is_empty() && is_copy(dossier, a, b) {
        worth += 1.0;
    }
    Some(Agreement { worth, reason: reasons.join(", ") })
}

/// Sentences whose likeness is at least this are told in nearly the same words.
const SAME_WORDS: f32 = 0.5;

/// Points for sentences of different reports that say nearly the same.
fn told_alike(dossier: &Dossier<'_>, a: &Happening<'_>, b: &Happening<'_>) -> f32 {
    let line = |spoken: &Spoken<'_>| dossier.line(spoken.article, spoken.mention.sentence);
    let alike = a.mentions.iter().flat_map(|x| b.mentions.iter().map(move |y| (x, y))).any(|(x, y)| {
        x.article != y.article
            && line(x).zip(line(y)).is_some_and(|(x, y)| dossier.line_likeness(x, y) >= SAME_WORDS)
    });
    if alike { 2.0 } else { 0.0 }
}

fn articles(happening: &Happening<'_>) -> BTreeSet<usize> {
    happening.mentions.iter().map(|spoken| spoken.article).collect()
}

fn share_a_moment(dossier: &Dossier<'_>, a: &Happening<'_>, b: &Happening<'_>) -> bool {
    let moments = |happening: &Happening<'_>| -> BTreeSet<usize> {
        happening.mentions.iter().map(|spoken| dossier.moment[spoken.article]).collect()
    };
    !moments(a).is_disjoint(&moments(b))
}

fn is_copy(dossier: &Dossier<'_>, a: &Happening<'_>, b: &Happening<'_>) -> bool {
    let families = |happening: &Happening<'_>| -> BTreeSet<usize> {
        articles(happening).into_iter().map(|article| dossier.families.of[article]).collect()
    };
    articles(a).is_disjoint(&articles(b)) && !families(a).is_disjoint(&families(b))
}

fn moments<'h>(happening: &'h Happening<'_>) -> impl Iterator<Item = &'h Moment> {
    happening.mentions.iter().filter_map(|spoken| spoken.time.as_ref())
}

/// How precisely a value names a day: the day itself, a weekday of an unknown week, or something longer.
#[derive(PartialEq, Clone, Copy)]
enum Precision {
    Weekday,
    Other,
}

fn precision(value: &str) -> Precision {
    let weekday = value
        .rsplit_once("-WXX-")
        .is_some_and(|(_, day)| day.starts_with(|digit: char| digit.is_ascii_digit()));
    if weekday { Precision::Weekday } else { Precision::Other }
}

/// Points for times that agree; `None` when two of them cannot be the same.
fn times(a: &Happening<'_>, b: &Happening<'_>, together: bool) -> Option<f32> {
    let mut best: f32 = 0.0;
    for x in moments(a) {
        for y in moments(b) {
            let points = match (x.days, y.days) {
                (Some(x), Some(y)) => {
                    if x.1 < y.0 || y.1 < x.0 {
                        return None;
                    }
                    if x.0 == x.1 && x == y { SAME_DAY } else { 0.5 }
                }
                (None, None)
                    if together
                        && precision(&x.value) == Precision::Weekday
                        && precision(&y.value) == Precision::Weekday =>
                {
                    if day_of(&x.value) != day_of(&y.value) {
                        return None;
                    }
                    1.5
                }
                // A weekday of an undated report against a day that is known.
                (Some((first, last)), None) if first == last && precision(&y.value) == Precision::Weekday => {
                    weekday(first, &y.value)?
                }
                (None, Some((first, last))) if first == last && precision(&x.value) == Precision::Weekday => {
                    weekday(first, &x.value)?
                }
                // A month or a year is the same whenever it is said; *this week* is not.
                (None, None)
                    if x.value == y.value
                        && x.value.contains(|digit: char| digit.is_ascii_digit())
                        && precision(&x.value) != Precision::Weekday =>
                {
                    1.5
                }
                _ => 0.0,
            };
            best = best.max(points);
        }
    }
    Some(best)
}

/// Points for an unresolved weekday that is that of a known day; `None` when it is another.
fn weekday(day: Date, value: &str) -> Option<f32> {
    let number = day.weekday().to_monday_one_offset().to_string();
    (number == day_of(value)).then_some(0.75)
}

/// The weekday of an unresolved value, without the part of the day.
fn day_of(value: &str) -> &str {
    let day = value.rsplit_once("-WXX-").map_or(value, |(_, day)| day);
    &day[..day.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(day.len())]
}

pub(super) fn persons(happening: &Happening<'_>) -> BTreeSet<usize> {
    happening
        .mentions
        .iter()
        .filter(|spoken| !is_absence(spoken))
        .flat_map(|spoken| spoken.persons.iter().copied())
        .collect()
}

fn parties<'h>(happening: &'h Happening<'_>) -> BTreeSet<&'h str> {
    happening
        .mentions
        .iter()
        .filter(|spoken| !is_absence(spoken))
        .flat_map(|spoken| spoken.parties.iter().map(String::as_str))
        .collect()
}

/// Whether a mention says who did not take part.
pub(super) fn is_absence(spoken: &Spoken<'_>) -> bool {
    spoken.mention.status == EventStatus::Denied && !spoken.mention.participants.is_empty()
}

/// Points for people in common; `None` when both name several and share too few.
fn people(
    dossier: &Dossier<'_>,
    a: &Happening<'_>,
    b: &Happening<'_>,
    together: bool,
    same_time: bool,
) -> Option<f32> {
    let (x, y) = (persons(a), persons(b));
    let shared = x.intersection(&y).count();
    if x.len() >= 2 && y.len() >= 2 && shared < 2 {
        // A long list and two of the principals can be one gathering, at one place, that lies ahead or has its
        // day; and a quarrel of one month is told now by the one pair who took part, now by the other.
        let gathering = together
            && x.len().max(y.len()) >= LIST
            && (same_time || (looks_ahead(a) && looks_ahead(b)))
            && places(dossier, a, b) > 0.0;
        let quarrel = same_time && is_adverse(a) && is_adverse(b);
        return (shared == 1 && (gathering || quarrel)).then_some(1.0);
    }
    // One person each, and not the same, of two parties: they can be the two sides of one event.
    if !x.is_empty() && !y.is_empty() && shared == 0 && x.len() + y.len() > 2 {
        return None;
    }
    let common = parties(a).intersection(&parties(b)).count();
    Some(match (shared, common) {
        (2.., _) => 2.0,
        (_, 2..) => 1.75,
        (1, _) => 1.0,
        (_, 1) => 0.75,
        _ => 0.0,
    })
}

/// So many persons are a list of those who take part.
const LIST: usize = 3;

/// Which place lies within which, folded.
static WITHIN: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| table(include_str!("within.tsv")).map(|row| (fold(row[0]), fold(row[1]))).collect());

/// Points for places: the same, one within the other, or against it when they differ.
fn places(dossier: &Dossier<'_>, a: &Happening<'_>, b: &Happening<'_>) -> f32 {
    let of = |happening: &Happening<'_>| -> BTreeSet<usize> {
        happening.mentions.iter().filter_map(|spoken| spoken.place).collect()
    };
    let (x, y) = (of(a), of(b));
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    let name = |place: &usize| fold(&dossier.people.people[*place].name);
    let party = |place: &usize| dossier.people.people[*place].party.as_deref().map(fold);
    let nested = |x: &usize, y: &usize| {
        let (inner, outer) = (name(x), name(y));
        inner.contains(&outer)
            || dossier.lies_within(*x, *y)
            || lies_within(&inner, &outer)
            || party(x).is_some_and(|party| party == outer)
    };
    if x.iter().any(|place| y.contains(place)) {
        1.5
    } else if x.iter().any(|x| y.iter().any(|y| nested(x, y) || nested(y, x))) {
        1.0
    } else {
        -0.75
    }
}

/// Whether a place is known to lie within another, at first or second hand.
fn lies_within(inner: &str, outer: &str) -> bool {
    let around = WITHIN.get(inner);
    around.is_some_and(|around| around == outer || WITHIN.get(around).is_some_and(|further| further == outer))
}

fn is_cancelled(happening: &Happening<'_>) -> bool {
    happening.mentions.iter().any(|spoken| spoken.mention.status == EventStatus::Cancelled)
}

fn is_adverse(happening: &Happening<'_>) -> bool {
    happening.mentions.iter().any(|spoken| spoken.mention.adverse)
}

/// Whether the happening is only looked back on: *their previous meeting*.
fn is_looked_back_on(happening: &Happening<'_>) -> bool {
    happening.mentions.iter().any(|spoken| spoken.mention.back.is_some())
}

fn looks_ahead(happening: &Happening<'_>) -> bool {
    happening.mentions.iter().any(|spoken| is_ahead(spoken.mention.status))
}

fn has_happened(happening: &Happening<'_>) -> bool {
    happening.mentions.iter().any(|spoken| spoken.mention.status == EventStatus::Happened)
}

/// `None` when one lies ahead and the other behind as seen from the same days, or when both lie ahead as seen
/// from different days and nothing else says that they are one.
fn direction(
    dossier: &Dossier<'_>,
    a: &Happening<'_>,
    b: &Happening<'_>,
    together: bool,
    same_time: bool,
    same_setting: bool,
) -> Option<()> {
    let (ahead_a, ahead_b) = (looks_ahead(a), looks_ahead(b));
    let past_a = has_happened(a) && !ahead_a;
    let past_b = has_happened(b) && !ahead_b;
    if (ahead_a && is_looked_back_on(b) && past_b) || (ahead_b && is_looked_back_on(a) && past_a) {
        // Looked back on from a later report it can be the one that lay ahead.
        let later = |past: &Happening<'_>, ahead: &Happening<'_>| {
            let day = |happening: &Happening<'_>| {
                articles(happening).into_iter().filter_map(|article| dossier.day(article)).max()
            };
            day(past).zip(day(ahead)).is_some_and(|(past, ahead)| past > ahead)
        };
        let possible = if ahead_a { later(b, a) } else { later(a, b) };
        if !possible {
            return None;
        }
    }
    // What only ever lies ahead is one with what lies elsewhere in time only by its day.
    let only_ahead = |happening: &Happening<'_>| looks_ahead(happening) && !has_happened(happening);
    let apart = only_ahead(a) || only_ahead(b) || ((ahead_a || ahead_b) && !same_setting);
    if !together && !same_time && apart {
        return None;
    }
    if together && !same_time && ((only_ahead(a) && has_happened(b)) || (only_ahead(b) && has_happened(a))) {
        // Of the same days: what lies ahead in one report and behind in the next must share its time, or else
        // people and place, and have had the time to happen.
        let (past, ahead) = if only_ahead(a) { (b, a) } else { (a, b) };
        let told = articles(past).into_iter().filter_map(|article| dossier.day(article)).max();
        let due = moments(ahead).filter_map(|moment| moment.days).map(|(first, _)| first).min();
        if !(same_setting && told.zip(due).is_some_and(|(told, due)| told >= due)) {
            return None;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_places_is_well_formed() {
        let mut seen = BTreeSet::new();
        for row in table(include_str!("within.tsv")) {
            assert!(row.len() == 2 && row[0] != row[1] && seen.insert(row[0]), "{row:?}");
        }
        assert!(lies_within("oval office", "washington"));
        assert!(!lies_within("washington", "oval office"));
    }

    #[test]
    fn a_weekday_is_told_from_other_values() {
        assert!(precision("XXXX-WXX-5TEV") == Precision::Weekday);
        assert!(precision("XXXX-WXX") == Precision::Other && precision("XXXX-WXX-WE") == Precision::Other);
        assert_eq!(day_of("XXXX-WXX-5TEV"), "5");
    }
}
