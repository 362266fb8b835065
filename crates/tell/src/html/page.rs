//! What the page's templates are given.

use super::axis::{Axis, axis};
use super::grid::{Grid, grid};
use super::network::{Network, network};
use super::sources::{Source, sources};
use super::{POLICY, SCRIPT, STYLE};
use crate::account::Account;
use crate::labels::{self, Heading};
use crate::lines::{self, Line, Piece, Reference, Tone};
use crate::view::View;
use askama::Template;
use askama::filters::HtmlSafe;
use read::Reading;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "account.html")]
pub(super) struct Page {
    style: &'static str,
    script: &'static str,
    policy: &'static str,
    title: String,
    lead: Vec<Line>,
    sections: Vec<PageSection>,
    sources: Vec<Source>,
}

/// A section, with its picture where it has one.
struct PageSection {
    heading: Heading,
    lines: Vec<Line>,
    left_out: String,
    axis: Option<Axis>,
    grid: Option<Grid>,
    network: Option<Network>,
}

/// A line with what is below it.
#[derive(Template)]
#[template(path = "line.html")]
struct Lines<'a> {
    line: &'a Line,
    /// Whether it is below another.
    deep: bool,
}

/// The references of a line.
#[derive(Template)]
#[template(path = "references.html")]
struct References<'a> {
    references: &'a [Reference],
}

// Both are written by templates of ours, which have escaped what they hold.
impl HtmlSafe for Lines<'_> {}
impl HtmlSafe for References<'_> {}

impl Page {
    pub(super) fn new(account: &Account, readings: &[Reading]) -> Self {
        let view = View::new(account);
        let document = lines::document(&view);
        let sections: Vec<PageSection> = document
            .sections
            .into_iter()
            .map(|section| PageSection {
                axis: (section.heading == labels::EVENTS).then(|| axis(&view)).flatten(),
                grid: (section.heading == labels::POSITIONS).then(|| grid(&view)).flatten(),
                network: (section.heading == labels::LINEAGE).then(|| network(&view)).flatten(),
                heading: section.heading,
                lines: section.lines,
                left_out: section.left_out.unwrap_or_default(),
            })
            .collect();
        let mut shown = BTreeSet::new();
        for section in &sections {
            section.lines.iter().for_each(|line| note(line, &mut shown));
            let cells = section.grid.iter().flat_map(|grid| grid.rows.iter().flat_map(|row| &row.cells));
            for reference in cells.flatten().flat_map(|step| &step.references) {
                shown.extend(reference.evidence.iter().cloned());
            }
        }
        let sources = sources(&view, readings, &shown);
        Self {
            style: STYLE,
            script: SCRIPT,
            policy: POLICY,
            title: document.title,
            lead: document.lead.into_iter().chain([lines::explanation("3:12")]).collect(),
            sections,
            sources,
        }
    }

    /// The source of the report that is listed under this number.
    fn source(&self, number: Option<&usize>) -> Option<&Source> {
        self.sources.iter().find(|source| Some(&source.number) == number)
    }
}

/// Notes which evidence a line refers to.
fn note(line: &Line, shown: &mut BTreeSet<String>) {
    shown.extend(line.references.iter().flat_map(|reference| reference.evidence.iter().cloned()));
    line.below.iter().for_each(|below| note(below, shown));
}

impl Lines<'_> {
    /// Whether the line is only the head of those below it.
    fn heads(line: &Line) -> bool {
        line.references.is_empty() && !line.below.is_empty()
    }
}

/// The class of a tone.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Firm => "firm",
        Tone::Contested => "contested",
        Tone::Open => "open",
    }
}

/// A mark without the punctuation that only running text needs.
fn bare(mark: &str) -> &str {
    mark.trim_end_matches([':', ')']).trim_start_matches('(')
}
