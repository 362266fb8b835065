//! The time line as a picture: events above a line of days, reports below it.

use crate::labels;
use crate::safe;
use crate::view::View;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 36.0;
/// Between two dots above each other.
const STEP: f64 = 17.0;
/// Labels nearer than this would touch.
const LABEL: f64 = 50.0;

/// The picture, in the units of its view box.
pub(super) struct Axis {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where the line of days is.
    pub(super) line: f64,
    pub(super) end: f64,
    pub(super) ticks: Vec<Tick>,
    pub(super) events: Vec<Dot>,
    pub(super) reports: Vec<Dot>,
}

/// A day on the line.
pub(super) struct Tick {
    pub(super) x: f64,
    /// Empty where there is no room.
    pub(super) label: String,
    /// Set where the year begins to be another.
    pub(super) year: String,
}

/// An event or a report.
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// For something that takes several days: where it ends.
    pub(super) until: Option<f64>,
    pub(super) class: &'static str,
    pub(super) target: String,
    pub(super) text: String,
    pub(super) title: String,
}

/// The time line of an account; `None` when fewer than two days are known, which makes no line.
///
/// Days lie further apart the longer the time between them, but less than in proportion: a story may reach
/// back years and still turn within a week.
pub(super) fn axis(view: &View<'_>) -> Option<Axis> {
    let of_events: Vec<(usize, Date, Date)> = view
        .account
        .events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| {
            let days = event.when.days.as_ref()?;
            Some((index, days.first.parse().ok()?, days.last.parse().ok()?))
        })
        .collect();
    let of_reports: Vec<(usize, Date)> = view
        .account
        .articles
        .iter()
        .enumerate()
        .filter_map(|(index, article)| {
            let published: article::PartialDate = article.published.as_ref()?.parse().ok()?;
            Some((index, published.day()?))
        })
        .collect();
    let days: BTreeSet<Date> = of_events
        .iter()
        .flat_map(|(_, first, last)| [*first, *last])
        .chain(of_reports.iter().map(|(_, day)| *day))
        .collect();
    if days.len() < 2 {
        return None;
    }
    let places = places(&days);
    let mut above: BTreeMap<Date, usize> = BTreeMap::new();
    let mut below: BTreeMap<Date, usize> = BTreeMap::new();
    let highest = tallest(of_events.iter().map(|(_, first, _)| *first));
    let deepest = tallest(of_reports.iter().map(|(_, day)| *day));
    let line = 14.0 + STEP * highest as f64;
    let x = |day: Date| places.get(&day).copied().unwrap_or(MARGIN);

    let events = of_events
        .iter()
        .filter_map(|(index, first, last)| {
            let event = view.account.events.get(*index)?;
            let level = above.entry(*first).or_default();
            *level += 1;
            Some(Dot {
                x: x(*first),
                y: line - STEP * *level as f64 + 2.0,
                until: (first < last).then(|| x(*last)),
                class: labels::status_class(event.status),
                target: format!("events-{}", index + 1),
                text: labels::status_mark(event.status).to_owned(),
                title: safe::one_line(&format!(
                    "{}: {}",
                    labels::status(event.status),
                    view.words(&event.what)
                )),
            })
        })
        .collect();
    let reports = of_reports
        .iter()
        .filter_map(|(index, day)| {
            let article = view.account.articles.get(*index)?;
            let level = below.entry(*day).or_default();
            *level += 1;
            Some(Dot {
                x: x(*day),
                y: line + 30.0 + STEP * *level as f64,
                until: None,
                class: "report",
                target: format!("reports-{}", article.number),
                text: article.number.to_string(),
                title: safe::one_line(&format!("report {}: {}", article.number, View::report(article))),
            })
        })
        .collect();
    Some(Axis {
        width: WIDTH,
        height: line + 44.0 + STEP * deepest as f64,
        line,
        end: WIDTH - 8.0,
        ticks: ticks(&places),
        events,
        reports,
    })
}

fn places(days: &BTreeSet<Date>) -> BTreeMap<Date, f64> {
    let mut at = 0.0;
    let mut before: Option<Date> = None;
    let mut distances = Vec::with_capacity(days.len());
    for day in days {
        if let Some(before) = before {
            let gap = (*day - before).get_days().max(1);
            at += 1.0 + f64::from(gap).ln();
        }
        distances.push((*day, at));
        before = Some(*day);
    }
    let scale = (WIDTH - 2.0 * MARGIN) / at.max(1.0);
    distances.into_iter().map(|(day, at)| (day, (MARGIN + at * scale).round())).collect()
}

fn ticks(places: &BTreeMap<Date, f64>) -> Vec<Tick> {
    let mut labelled: Option<f64> = None;
    let mut year = None;
    let mut ticks = Vec::with_capacity(places.len());
    for (day, x) in places {
        let room = labelled.is_none_or(|before| x - before >= LABEL);
        let new_year = room && year != Some(day.year());
        if room {
            labelled = Some(*x);
            year = Some(day.year());
        }
        ticks.push(Tick {
            x: *x,
            label: if room { day.strftime("%-d %b").to_string() } else { String::new() },
            year: if new_year { day.year().to_string() } else { String::new() },
        });
    }
    ticks
}

/// The most that fall on one day.
fn tallest(days: impl Iterator<Item = Date>) -> usize {
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    for day in days {
        *counts.entry(day).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}
