//! What of a story is shown: all of it, or what is new since a day, or so many lines of each kind.

use super::Options;
use crate::account::{Counts, LeftOut, Since};
use article::Evidence;
use std::collections::BTreeSet;
use weave::{Event, Fact, Position, Quote, Report, Standing, Story};

/// The part of `story` that `options` ask for, what that left out, and what counts as new.
pub(super) fn select(story: &Story, options: &Options) -> (Story, LeftOut, Option<Since>) {
    let mut story = story.clone();
    let mut left_out = LeftOut::default();
    let since = options.since.map(|since| keep_new(&mut story, since, &mut left_out.by_since));
    if let Some(length) = options.length {
        shorten(&mut story, length, &mut left_out.by_length);
    }
    (story, left_out, since)
}

/// Keeps what a report published on `day` or later adds.
///
/// A report without a date counts as new unless its content shows that it is older: to hide what may be new
/// would be the worse mistake, and those reports are named.
fn keep_new(story: &mut Story, day: article::PartialDate, left_out: &mut Counts) -> Since {
    let first = day.first_day();
    let is_new = |report: &Report| match (report.published, &report.bounds) {
        (Some(published), _) => published.last_day() >= first,
        (None, Some(bounds)) => bounds.latest.is_none_or(|latest| latest >= first),
        (None, None) => true,
    };
    let newer: Vec<&Report> = story.articles.iter().filter(|report| is_new(report)).collect();
    let since = Since {
        date: day.to_string(),
        articles: newer.iter().map(|report| report.id.0.clone()).collect(),
        undated: newer.iter().filter(|r| r.published.is_none()).map(|r| r.id.0.clone()).collect(),
    };
    let ids: BTreeSet<&str> = since.articles.iter().map(String::as_str).collect();
    let new = |evidence: &Evidence| ids.contains(evidence.article().0.as_str());
    left_out.events = keep(&mut story.events, |event| of_event(event).any(new));
    left_out.quotes = keep(&mut story.quotes, |quote| of_quote(quote).any(new));
    left_out.positions = keep(&mut story.positions, |position| of_position(position).any(new));
    left_out.only_in = keep(&mut story.only_in, |only| new(&only.evidence));
    story.facts.retain(|fact| {
        let kept = of_fact(fact).any(new);
        *count_of(fact, left_out) += usize::from(!kept);
        kept
    });
    since
}

/// Keeps the first `length` of each kind of line.
fn shorten(story: &mut Story, length: usize, left_out: &mut Counts) {
    fn cut<T>(list: &mut Vec<T>, length: usize) -> usize {
        let over = list.len().saturating_sub(length);
        list.truncate(length);
        over
    }
    left_out.events = cut(&mut story.events, length);
    left_out.quotes = cut(&mut story.quotes, length);
    left_out.positions = cut(&mut story.positions, length);
    left_out.only_in = cut(&mut story.only_in, length);
    let mut kept = Counts::default();
    story.facts.retain(|fact| {
        let kept = count_of(fact, &mut kept);
        let fits = *kept < length;
        *kept += usize::from(fits);
        *count_of(fact, left_out) += usize::from(!fits);
        fits
    });
}

/// Drops what is not wanted and says how much that was.
fn keep<T>(list: &mut Vec<T>, wanted: impl Fn(&T) -> bool) -> usize {
    let before = list.len();
    list.retain(wanted);
    before - list.len()
}

/// The count that a fact belongs to.
fn count_of<'c>(fact: &Fact, counts: &'c mut Counts) -> &'c mut usize {
    match fact.standing {
        Standing::Agreed => &mut counts.agreed,
        Standing::Disputed | Standing::Superseded => &mut counts.differing,
        Standing::Single => &mut counts.single,
    }
}

fn of_event(event: &Event) -> impl Iterator<Item = &Evidence> {
    let participants = event
        .participants
        .iter()
        .flat_map(|participant| participant.evidence.iter().chain(&participant.absent));
    std::iter::once(&event.telling)
        .chain(&event.mentions)
        .chain(event.statuses.iter().map(|(_, evidence)| evidence))
        .chain(participants)
}

fn of_quote(quote: &Quote) -> impl Iterator<Item = &Evidence> {
    quote.renderings.iter().map(|rendering| &rendering.context)
}

fn of_fact(fact: &Fact) -> impl Iterator<Item = &Evidence> {
    std::iter::once(&fact.statement)
        .chain(fact.support.iter().map(|(_, evidence)| evidence))
        .chain(&fact.conflicts)
        .chain(&fact.confirmed_by)
        .chain(&fact.denied_by)
        .chain(fact.figure.iter().flat_map(|figure| figure.values.iter().map(|value| &value.evidence)))
}

fn of_position(position: &Position) -> impl Iterator<Item = &Evidence> {
    position.held.iter().map(|held| &held.sentence)
}
