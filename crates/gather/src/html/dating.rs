//! When a page says that its article was published.
//!
//! A page says so in many places, and not all of them speak of the article: what it says to programs counts before
//! its address, and that before what it shows to people near the headline. A day of change is no day of publication.

use super::blocks::Blocks;
use super::metadata::{Meta, tidy};
use super::written;
use crate::dates;
use crate::tables::rows;
use dom_query::Document;
use std::sync::LazyLock;

/// A line with more words is prose: a day in it is what it tells of.
const SHORT: usize = 30;

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
    let read = |given: &String| {
        let plain = dates::parse(given).ok().map(|date| date.to_string());
        plain.or_else(|| written::find(given, shown.month_first).map(|day| day.to_string()))
    };
    told.iter()
        .find_map(read)
        .or_else(|| url.and_then(written::in_address).map(|day| day.to_string()))
        .or_else(|| of_time(document, shown))
        .or_else(|| shown.in_a_line())
        .or_else(|| told.into_iter().next())
}

/// What the markup calls the time of publication.
fn marked(document: &Document) -> Vec<String> {
    let selected =
        document.select("[itemprop=datePublished], time[pubdate], [property='schema:datePublished']");
    let each = selected.iter().filter_map(|found| {
        ["datetime", "content"]
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
    /// The day in a short line near the headline, else in one anywhere: first those that the page's names call a date, then
    /// any.
    fn in_a_line(&self) -> Option<String> {
        let at = self.headline.unwrap_or(0);
        let after = at..(at + AFTER).min(self.page.blocks.len());
        let before = (at.saturating_sub(BEFORE)..at).rev();
        let near: Vec<usize> = after.chain(before).collect();
        let is_date = |at: &usize| {
            let Some(block) = self.page.blocks.get(*at) else { return false };
            self.page
                .around(block)
                .take(3)
                .any(|element| element.tokens.iter().any(|token| names("shown").any(|name| name == token)))
        };
        let day = |at: &usize| {
            let block = self.page.blocks.get(*at)?;
            (block.text.split_whitespace().count() <= SHORT)
                .then(|| written::find(&block.text, self.month_first))
                .flatten()
        };
        let everywhere: Vec<usize> = (0..self.page.blocks.len()).collect();
        let found = near.iter().filter(|at| is_date(at)).find_map(day);
        let found = found.or_else(|| near.iter().find_map(day));
        let found = found.or_else(|| everywhere.iter().filter(|at| is_date(at)).find_map(day));
        found.or_else(|| everywhere.iter().find_map(day)).map(|day| day.to_string())
    }
}
