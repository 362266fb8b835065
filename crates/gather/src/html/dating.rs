//! When a page says that its article was published.
//!
//! A page says so in many places, and not all of them speak of the article: what it says to programs counts before
//! its address, and that before what it shows to people near the headline. A day of change is no day of publication.

use super::blocks::Blocks;
use super::metadata::{Meta, tidy};
use super::written;
use crate::dates;
use crate::tables::rows;
use article::PartialDate;
use dom_query::Document;
use jiff::civil::Date;
use std::sync::LazyLock;

/// A line with more words is prose: a day in it is what it tells of.
const SHORT: usize = 30;

/// Also where the page's names call it a date, though it may say more there.
const LINE: usize = 60;

/// So many blocks after the headline a page shows its date, and so many before.
const AFTER: usize = 14;
const BEFORE: usize = 6;

static NAMES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("date_names.tsv")).collect());

fn names(kind: &'static str) -> impl Iterator<Item = &'static str> {
    NAMES.iter().filter(move |(of, _)| *of == kind).map(|(_, name)| *name)
}

/// When the article was published: read, or as written where no form of date is known that it has.
pub(super) fn published(
    document: &Document,
    meta: &Meta,
    linked: Option<&str>,
    url: Option<&str>,
    shown: &Shown<'_>,
) -> Option<String> {
    let told = linked.map(str::to_owned).into_iter().chain(names("meta").filter_map(|name| meta.get(name)));
    let told: Vec<String> = told.chain(marked(document)).collect();
    let in_address = url.and_then(written::in_address);
    let read = |given: &String| {
        let plain = dates::parse(given).ok().map(|date| match local_day(date, in_address, shown) {
            Some(day) => day.to_string(),
            None => date.to_string(),
        });
        plain.or_else(|| written::find(given, shown.month_first).map(|day| day.to_string()))
    };
    let read: Vec<String> = told.iter().filter_map(read).collect();
    // A month or a year alone is often of something that the page cites.
    let is_whole = |date: &&String| date.parse().is_ok_and(|date: PartialDate| date.day().is_some());
    read.iter()
        .find(is_whole)
        .or(read.first())
        .cloned()
        .or_else(|| in_address.map(|day| day.to_string()))
        .or_else(|| of_time(document, shown))
        .or_else(|| shown.in_a_line())
        .or_else(|| told.into_iter().next())
}

/// The day on which a moment fell where the article was published, when the page tells it in UTC, as many do wherever they are:
/// that before or after it, when the address or the line of the date names that day.
fn local_day(date: PartialDate, in_address: Option<Date>, shown: &Shown<'_>) -> Option<Date> {
    let PartialDate::Moment(moment, Some(0)) = date else { return None };
    let is_next = |day: &Date| {
        moment.date().tomorrow().is_ok_and(|next| next == *day)
            || moment.date().yesterday().is_ok_and(|before| before == *day)
    };
    match in_address {
        Some(day) => Some(day).filter(is_next),
        None => shown.in_its_line().filter(is_next),
    }
}

/// What the markup calls the time of publication.
fn marked(document: &Document) -> Vec<String> {
    let selected =
        document.select("[itemprop=datePublished], time[pubdate], [property='schema:datePublished']");
    let each = selected.iter().filter_map(|found| {
        ["datetime", "content", "title"]
            .iter()
            .find_map(|name| tidy(&found.attr_or(name, "")))
            .or_else(|| tidy(&found.text()))
    });
    each.take(4).collect()
}

/// The time of the first `time` element that is not of a comment or of another article, as these stand after it.
fn of_time(document: &Document, shown: &Shown<'_>) -> Option<String> {
    let selected = document.select("time");
    selected.iter().take(3).find_map(|found| {
        let stamp = tidy(&found.attr_or("datetime", "")).and_then(|given| dates::parse(&given).ok());
        let stamp = stamp.map(|date| date.to_string());
        stamp.or_else(|| written::find(&found.text(), shown.month_first).map(|day| day.to_string()))
    })
}

/// What a page shows of itself, as far as days may stand in it.
pub(super) struct Shown<'p> {
    /// Its blocks.
    pub(super) page: &'p Blocks,
    /// Which of them is the headline.
    pub(super) headline: Option<usize>,
    /// Whether it writes the month before the day: American English does.
    pub(super) month_first: bool,
}

impl Shown<'_> {
    /// The blocks near the headline: those after it, then those before.
    fn near(&self) -> Vec<usize> {
        let at = self.headline.unwrap_or(0);
        let after = at..(at + AFTER).min(self.page.blocks.len());
        after.chain((at.saturating_sub(BEFORE)..at).rev()).collect()
    }

    /// Whether the page's names call a block a date.
    fn is_date(&self, at: usize) -> bool {
        let Some(block) = self.page.blocks.get(at) else { return false };
        let is_name = |token: &String| names("shown").any(|name| name == token);
        self.page.around(block).take(3).any(|element| element.tokens.iter().any(is_name))
    }

    /// The day in a line of so many words at most.
    fn day(&self, at: usize, most: usize) -> Option<Date> {
        let text = &self.page.blocks.get(at)?.text;
        (text.split_whitespace().count() <= most).then(|| written::find(text, self.month_first)).flatten()
    }

    /// The day in the first line near the headline that the page's names call a date.
    fn in_its_line(&self) -> Option<Date> {
        self.near().into_iter().filter(|at| self.is_date(*at)).find_map(|at| self.day(at, SHORT))
    }

    /// The day in a short line near the headline, else with which a paragraph there begins, else in a short line anywhere: first
    /// those that the page's names call a date, then any.
    fn in_a_line(&self) -> Option<String> {
        let everywhere = || 0..self.page.blocks.len();
        let begins = |at: usize| written::at_start(&self.page.blocks.get(at)?.text, self.month_first);
        self.in_its_line()
            .or_else(|| self.near().into_iter().find_map(|at| self.day(at, SHORT)))
            .or_else(|| self.near().into_iter().find_map(begins))
            .or_else(|| everywhere().filter(|at| self.is_date(*at)).find_map(|at| self.day(at, LINE)))
            .or_else(|| everywhere().find_map(|at| self.day(at, SHORT)))
            .map(|day| day.to_string())
    }
}
