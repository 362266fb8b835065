//! The time line as a picture: events above a line of days, reports below it.

use super::Links;
use crate::account::{Article, Days};
use crate::view::View;
use crate::{dates, labels, safe};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const WIDTH: f64 = 720.0;
const MARGIN: f64 = 36.0;
/// Between two dots above each other.
const STEP: f64 = 17.0;
/// Labels nearer than this would touch.
const LABEL: f64 = 50.0;

/// Ticks nearer than this would run into each other.
const TICK: f64 = 8.0;
/// So many events are drawn, and so many of one day: those that most sources speak of.
const EVENTS: usize = 32;
const EVENTS_OF_A_DAY: usize = 10;
/// So many reports are drawn one by one, and so many of one day; when there are more, those of neighbouring days share a box.
const REPORTS: usize = 48;
const REPORTS_OF_A_DAY: usize = 12;
/// The width of what shares a box.
const COLUMN: f64 = 24.0;
/// So many characters tell what a dot is.
const TITLE: usize = 90;

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
    /// Whether boxes stand for several reports.
    pub(super) folded: bool,
    /// What is not drawn; empty for nothing.
    pub(super) more: String,
}

/// A day on the line.
pub(super) struct Tick {
    pub(super) x: f64,
    /// Empty where there is no room.
    pub(super) label: String,
    /// Set where the year begins to be another.
    pub(super) year: String,
}

/// An event, a report, or several reports.
pub(super) struct Dot {
    pub(super) x: f64,
    pub(super) y: f64,
    /// For something that takes several days: where it ends.
    pub(super) until: Option<f64>,
    pub(super) class: &'static str,
    pub(super) href: String,
    pub(super) text: String,
    pub(super) title: String,
    /// The half of the width of its box.
    pub(super) half: f64,
}

/// The time line of an account; `None` when fewer than two days are known, which makes no line.
///
/// Days lie further apart the longer the time between them, but less than in proportion: a story may reach
/// back years and still turn within a week.
pub(super) fn axis(view: &View<'_>, links: &dyn Links) -> Option<Axis> {
    let dated = dated(view);
    let of_events = most_told(view, &dated);
    let of_reports: Vec<(&Article, Date)> = view
        .account
        .articles
        .iter()
        .filter_map(|article| {
            let published: article::PartialDate = article.published.as_ref()?.parse().ok()?;
            Some((article, published.day()?))
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
    let line = 14.0 + STEP * tallest(of_events.iter().map(|(_, first, _)| *first)) as f64;
    let x = |day: Date| places.get(&day).copied().unwrap_or(MARGIN);

    let events = of_events
        .iter()
        .filter_map(|(index, first, last)| {
            let event = view.account.events.get(*index)?;
            let level = above.entry(*first).or_default();
            *level += 1;
            let title = format!("{}: {}", labels::status(event.status), view.words(&event.what));
            Some(Dot {
                x: x(*first),
                y: line - STEP * *level as f64 + 2.0,
                until: (first < last).then(|| x(*last)),
                class: labels::status_class(event.status),
                href: links.line(labels::EVENTS.anchor, index + 1),
                text: labels::status_mark(event.status).to_owned(),
                title: safe::short(&title, TITLE),
                half: 0.0,
            })
        })
        .collect();
    let deepest = tallest(of_reports.iter().map(|(_, day)| *day));
    let folded = of_reports.len() > REPORTS || deepest > REPORTS_OF_A_DAY;
    let below = |level: usize| line + 30.0 + STEP * level as f64;
    let reports = if folded {
        columns(&of_reports, x).iter().filter_map(|column| several(column, x, below(1), links)).collect()
    } else {
        let mut levels: BTreeMap<Date, usize> = BTreeMap::new();
        let each = of_reports.iter().map(|(article, day)| {
            let level = levels.entry(*day).or_default();
            *level += 1;
            one(article, x(*day), below(*level), links)
        });
        each.collect()
    };
    let left_out = dated.len() - of_events.len();
    Some(Axis {
        width: WIDTH,
        height: line + 44.0 + STEP * if folded { 1.0 } else { deepest as f64 },
        line,
        end: WIDTH - 8.0,
        ticks: ticks(&places),
        events,
        reports,
        folded,
        more: labels::not_drawn(left_out, "event", "events").unwrap_or_default(),
    })
}

/// The events that have days: the place in the account, the first day and the last.
fn dated(view: &View<'_>) -> Vec<(usize, Date, Date)> {
    let events = view.account.events.iter().enumerate();
    let days = events.filter_map(|(index, event)| {
        let days = event.when.days.as_ref()?;
        Some((index, days.first.parse().ok()?, days.last.parse().ok()?))
    });
    days.collect()
}

/// Those of `dated` that are drawn, in the account's order.
fn most_told(view: &View<'_>, dated: &[(usize, Date, Date)]) -> Vec<(usize, Date, Date)> {
    let told = |(index, ..): &(usize, Date, Date)| {
        let event = view.account.events.get(*index);
        Reverse(event.map_or((0, 0), |event| (event.independence.at_most, event.mentions.len())))
    };
    let mut drawn = dated.to_vec();
    drawn.sort_by_key(told);
    let mut of_day: BTreeMap<Date, usize> = BTreeMap::new();
    drawn.retain(|(_, first, _)| {
        let before = of_day.entry(*first).or_default();
        *before += 1;
        *before <= EVENTS_OF_A_DAY
    });
    drawn.truncate(EVENTS);
    drawn.sort_unstable();
    drawn
}

/// The reports whose days share a column, the earliest column first.
fn columns<'r, 'a>(
    reports: &'r [(&'a Article, Date)],
    x: impl Fn(Date) -> f64,
) -> Vec<Vec<&'r (&'a Article, Date)>> {
    let mut columns: BTreeMap<i32, Vec<&(&Article, Date)>> = BTreeMap::new();
    for report in reports {
        columns.entry((x(report.1) / COLUMN) as i32).or_default().push(report);
    }
    columns.into_values().collect()
}

fn one(article: &Article, x: f64, y: f64, links: &dyn Links) -> Dot {
    Dot {
        x,
        y,
        until: None,
        class: "report",
        href: links.line(labels::REPORTS.anchor, article.number),
        text: article.number.to_string(),
        title: safe::short(&format!("report {}: {}", article.number, View::report(article)), TITLE),
        half: 8.0,
    }
}

/// A box that stands for the reports of a column, and leads to the first of them.
fn several(column: &[&(&Article, Date)], x: impl Fn(Date) -> f64, y: f64, links: &dyn Links) -> Option<Dot> {
    let (article, first) = column.first()?;
    let middle = ((x(*first) / COLUMN).floor() + 0.5) * COLUMN;
    if column.len() == 1 {
        return Some(one(article, middle, y, links));
    }
    let days = column.iter().map(|(_, day)| day.to_string());
    let (first, last) = (days.clone().min()?, days.max()?);
    let reports = labels::count(column.len(), "report", "reports");
    Some(Dot {
        text: format!("×{}", column.len()),
        title: format!("{reports}, {}", dates::days(&Days { first, last })),
        half: COLUMN / 2.0 - 1.0,
        ..one(article, middle, y, links)
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
    let mut drawn: Option<f64> = None;
    let mut labelled: Option<f64> = None;
    let mut year = None;
    let mut ticks = Vec::with_capacity(places.len());
    for (day, x) in places {
        if drawn.is_some_and(|before| x - before < TICK) {
            continue;
        }
        drawn = Some(*x);
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
