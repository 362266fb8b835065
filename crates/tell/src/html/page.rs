//! What the page's template is given.

use super::sources::{Source, sources};
use super::{POLICY, SCRIPT, STYLE};
use crate::fragments::{self, Bounds, Fragment, Links, Place, Showing};
use crate::lines::{self, Line};
use crate::view::{Shown, View};
use askama::Template;
use read::Reading;
use std::collections::BTreeSet;

#[derive(Template)]
#[template(path = "account.html")]
pub(crate) struct Page {
    style: &'static str,
    script: &'static str,
    policy: &'static str,
    title: String,
    lead: String,
    sections: Vec<Fragment>,
    sources: Vec<Source>,
}

/// Links within the page.
pub(crate) struct Within<'a>(pub(crate) &'a View<'a>);

impl Links for Within<'_> {
    fn sentence(&self, place: &Place<'_>) -> String {
        format!("#a{}-s{}", place.report, place.sentence)
    }

    fn line(&self, section: &str, number: usize) -> String {
        format!("#{section}-{number}")
    }

    fn report(&self, article: &str) -> Option<String> {
        Some(format!("#a{}", self.0.number(article)))
    }

    fn person(&self, _: &str) -> Option<String> {
        None
    }

    fn rest(&self, _: &str, _: usize) -> Option<String> {
        None
    }
}

impl Page {
    pub(super) fn new(shown: Shown<'_>, readings: &[Reading]) -> Self {
        let view = shown.view();
        let document = lines::document(&view);
        let showing = Showing { links: &Within(&view), news: None, bounds: Bounds::default() };
        let lead = fragments::lead(&document.lead, &showing);
        let sections = document.sections.iter().map(|one| fragments::section(&view, one, &showing));
        // The grid refers to nothing that the lines of its section do not.
        let lines = document.sections.iter().flat_map(|section| &section.lines);
        Self::of(&view, document.title.clone(), lead, sections.collect(), lines, readings)
    }

    /// With these sections, which are made of these lines.
    pub(crate) fn of<'l>(
        view: &View<'_>,
        title: String,
        lead: String,
        sections: Vec<Fragment>,
        lines: impl Iterator<Item = &'l Line>,
        readings: &[Reading],
    ) -> Self {
        let mut shown = BTreeSet::new();
        for line in lines {
            note(line, &mut shown);
        }
        let sources = sources(view, readings, &shown);
        Self { style: STYLE, script: SCRIPT, policy: POLICY, title, lead, sections, sources }
    }

    /// As HTML.
    pub(crate) fn written(&self) -> String {
        // Rendering writes into a string and none of our templates fails of itself.
        self.render().unwrap_or_default()
    }
}

/// Notes which evidence a line refers to.
fn note(line: &Line, shown: &mut BTreeSet<String>) {
    shown.extend(line.references.iter().flat_map(|reference| reference.evidence.iter().cloned()));
    line.why.iter().chain(&line.below).for_each(|below| note(below, shown));
}
