//! The parts of an account as HTML, for a page of somebody else's; the self-contained page is made of the same.

mod axis;
mod cut;
mod grid;
mod network;
mod render;

pub(crate) use render::{lead, plain, section};

use crate::account::Account;
use crate::lines::{self, chapters};
use crate::news::News;
use crate::view::View;
use std::borrow::Cow;

/// Where the links of a fragment lead.
///
/// What is given back stands in an `href` as it is, but for the escaping of HTML. Ids of articles come from outside: whoever puts one
/// into an address must encode it.
pub trait Links {
    /// To a sentence of a report.
    fn sentence(&self, place: &Place<'_>) -> String;

    /// To a line of the account, by the anchor of its section and its number there, from 1. Pictures ask for lines that a limit may
    /// have kept out of the page; where a line is shown, its id is `section-number`.
    fn line(&self, section: &str, number: usize) -> String;

    /// To the text of a report; `None` when it is not shown.
    fn report(&self, article: &str) -> Option<String>;

    /// To the page of a person or party of that name; `None` where there is none.
    fn person(&self, name: &str) -> Option<String>;

    /// To a section at length, from the line of this number on. Asked for where a limit cut something; on `None` the page says how much
    /// was cut, without a link.
    fn rest(&self, section: &str, from: usize) -> Option<String>;
}

/// A sentence that a line refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The id of the report.
    pub article: &'a str,
    /// The number of the report in the account, from 1; 0 for one that the account does not list.
    pub report: usize,
    /// The number of the sentence, from 1.
    pub sentence: usize,
    /// The ids of the evidence in it, the longest first.
    pub evidence: &'a [String],
}

/// How much of a section is shown. Whatever a limit cuts, the page says how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The first line, from 1. Pictures stand above the first line, and are left out where it is another.
    pub from: usize,
    /// So many lines.
    pub lines: usize,
    /// Of each line so many that belong under it, and so many reasons.
    pub below: usize,
    /// Of each line so many references.
    pub references: usize,
}

impl Default for Bounds {
    /// Everything.
    fn default() -> Self {
        Self { from: 1, lines: usize::MAX, below: usize::MAX, references: usize::MAX }
    }
}

/// How fragments are made.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// Where links lead.
    pub links: &'a dyn Links,
    /// What is new to the reader: such lines are marked. `None` marks none.
    pub news: Option<&'a News>,
    /// How much of each section is shown.
    pub bounds: Bounds,
}

/// An account in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragments {
    /// What the story is called: text, safe to show on one line, to be escaped.
    pub title: String,
    /// How many reports of how many outlets, and what a reference is: HTML.
    pub lead: String,
    /// The sections that have something to say, in order.
    pub sections: Vec<Fragment>,
}

/// A section of an account as HTML.
///
/// A line is an entry of the section: an event, a quotation, a fact. Quotations stand under a head with their speaker, positions under
/// their party, what one report alone has under that report; heads are no lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The id of the section: `events`, `quotes`. The ids of its lines begin with it, and [`FRAGMENT_STYLE`] asks for it on the element
    /// around the fragment.
    pub anchor: Cow<'static, str>,
    /// What it is called.
    pub heading: Cow<'static, str>,
    /// How many lines it has.
    pub lines: usize,
    /// How many of them are new, shown here or not.
    pub new: usize,
    /// The number of the first line shown, from 1.
    pub from: usize,
    /// How many lines are shown.
    pub shown: usize,
    /// How many lines come after those.
    pub more: usize,
    /// Pictures and lines, without heading. It has no script, no `style` attribute, and each id in it begins with [`Fragment::anchor`].
    pub html: String,
}

/// The look of fragments. It takes its colours and fonts from these custom properties of the page: `--paper`, `--ink`, `--soft`,
/// `--rule`, `--wash`, `--link`, `--firm`, `--contested`, `--open`, `--serif`, `--sans`.
pub const FRAGMENT_STYLE: &str = include_str!("../../templates/fragments.css");

/// The parts of `account`, each section within the bounds of `showing`.
///
/// Everything that comes from a report is escaped and can neither load, link nor run anything. The same arguments give the same bytes.
pub fn fragments(account: &Account, showing: &Showing<'_>) -> Fragments {
    let view = View::new(account).with(showing.news);
    let document = lines::document(&view);
    let sections = document.sections.iter().map(|one| section(&view, one, showing)).collect();
    Fragments { title: document.title, lead: lead(&document.lead, showing), sections }
}

/// One section of `account`, by its anchor; `None` when it has no such section. With [`Bounds::from`] and [`Bounds::lines`] a long one
/// is shown page by page; a first line after the last gives a fragment without lines.
pub fn fragment(account: &Account, anchor: &str, showing: &Showing<'_>) -> Option<Fragment> {
    let chapter = chapters(account).iter().find(|chapter| chapter.heading.anchor == anchor)?;
    let view = View::new(account).with(showing.news);
    Some(section(&view, &chapter.section(&view)?, showing))
}
