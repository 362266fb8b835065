//! Lines that are no whole account, in the forms in which people take them away.

use crate::account::{Account, Article, Evidence, EvidenceId};
use crate::build::sentence_number;
use crate::fragments::{self, Bounds, Showing};
use crate::html::{Page, Within};
use crate::lines::{self, Line, Titled, Tone};
use crate::view::View;
use crate::{bibliography, labels, markdown, safe, text};
use article::{CodePoints, Span};
use read::Reading;
use std::collections::{BTreeMap, HashMap};

/// A part of an extract.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtractPart {
    /// What it is called.
    pub heading: String,
    /// What there is to know about it.
    pub notes: Vec<String>,
    /// Its lines.
    pub excerpts: Vec<Excerpt>,
}

/// A line of an extract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What it is, in our words, or who says it; empty for nothing.
    pub label: String,
    /// Words of reports.
    pub words: String,
    /// Where they stand.
    pub passages: Vec<Passage>,
}

/// A place in a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage {
    /// The id of the report.
    pub article: String,
    /// The number, from 1, of the sentence, where it is at hand; an [`Extract`] finds it by itself.
    pub sentence: Option<usize>,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Lines taken out of a library: a comparison, a person, what a search found. As in an account, each names the sentence that it comes
/// from.
#[derive(Debug)]
pub struct Extract {
    title: String,
    lead: Vec<Line>,
    parts: Vec<(String, Vec<Line>)>,
    /// The reports and the evidence alone.
    account: Account,
    labels: BTreeMap<EvidenceId, Vec<String>>,
}

impl Extract {
    /// An extract of these reports, which are numbered in their order. A line is kept only where all the places that it names are in
    /// them.
    pub fn new(title: &str, notes: &[String], parts: &[ExtractPart], readings: &[Reading]) -> Self {
        let numbers: HashMap<&str, usize> =
            readings.iter().enumerate().map(|(at, one)| (one.article.id.0.as_str(), at)).collect();
        let named = parts.iter().flat_map(|part| &part.excerpts).flat_map(|one| &one.passages);
        let places = places(named, &numbers, readings);
        let ids: BTreeMap<Place, EvidenceId> = places
            .keys()
            .zip(1..)
            .map(|(place, number)| (*place, EvidenceId(format!("e{number}"))))
            .collect();
        let evidence = places.iter().zip(ids.values()).filter_map(|((place, span), id)| {
            let (at, start, end) = *place;
            let reading = readings.get(at)?;
            Some(Evidence {
                id: id.clone(),
                article: reading.article.id.0.clone(),
                start,
                end,
                exact: reading.words(*span).to_owned(),
                sentence: sentence_number(reading, span.start),
                repeats: Vec::new(),
            })
        });
        let account = Account {
            articles: readings.iter().zip(1..).map(article).collect(),
            evidence: evidence.collect(),
            ..Account::default()
        };
        let id = |passage: &Passage| {
            let at = numbers.get(passage.article.as_str())?;
            ids.get(&(*at, passage.start, passage.end)).cloned()
        };
        let view = View::new(&account);
        let mut labels: BTreeMap<EvidenceId, Vec<String>> = BTreeMap::new();
        let mut told = Vec::new();
        for part in parts {
            let heading = safe::one_line(&part.heading);
            let mut lines: Vec<Line> = ours(&part.notes);
            for excerpt in &part.excerpts {
                let Some(on) = excerpt.passages.iter().map(id).collect::<Option<Vec<_>>>() else { continue };
                let label = safe::one_line(&excerpt.label);
                let about = [heading.as_str(), label.as_str()].into_iter().filter(|one| !one.is_empty());
                let about = about.collect::<Vec<_>>().join(": ");
                for id in &on {
                    let of = labels.entry(id.clone()).or_default();
                    if !of.contains(&about) {
                        of.push(about.clone());
                    }
                }
                let line = Line::new();
                let line = if label.is_empty() { line } else { line.mark(Tone::Open, format!("{label}:")) };
                lines.push(line.theirs(&excerpt.words).from(&view.references(&on)));
            }
            if lines.is_empty() {
                lines.push(Line::new().ours(labels::NOTHING_FOUND));
            }
            told.push((heading, lines));
        }
        drop(view);
        Self { title: safe::one_line(title), lead: ours(notes), parts: told, account, labels }
    }

    /// What it is called, on one line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its reports and their evidence, as an account without entries.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// What each piece of evidence is evidence of.
    pub fn labels(&self) -> &BTreeMap<EvidenceId, Vec<String>> {
        &self.labels
    }

    /// As text of this width, coloured when `colour` says so: see [`text`](crate::text()).
    pub fn text(&self, width: usize, colour: bool) -> String {
        self.with_reports(|sections| text::page(&self.title, &self.lead, sections, width, colour))
    }

    /// As Markdown: see [`markdown`](crate::markdown()).
    pub fn markdown(&self) -> String {
        let view = View::new(&self.account);
        self.with_reports(|sections| markdown::page(&view, &self.title, &self.lead, sections))
    }

    /// As one self-contained HTML page with the texts of the reports: see [`html`](crate::html()).
    pub fn html(&self, readings: &[Reading]) -> String {
        let view = View::new(&self.account);
        let showing = Showing { links: &Within(&view), news: None, bounds: Bounds::default() };
        let parts = self.parts.iter().zip(1..);
        let sections = parts.map(|((heading, lines), number)| {
            fragments::plain(&view, format!("part-{number}"), heading.clone(), lines, &showing)
        });
        let lead = fragments::lead(&self.lead, &showing);
        let lines = self.parts.iter().flat_map(|(_, lines)| lines);
        Page::of(&view, self.title.clone(), lead, sections.collect(), lines, readings).written()
    }

    /// Its reports as `BibLaTeX`: see [`bibtex`](crate::bibtex).
    pub fn bibtex(&self) -> String {
        bibliography::bibtex(&self.account)
    }

    /// Its reports as CSL-JSON: see [`csl`](crate::csl).
    pub fn csl(&self) -> String {
        bibliography::csl(&self.account)
    }

    /// What is made of its parts and, under a heading of their own, its reports.
    fn with_reports<T>(&self, make: impl FnOnce(&[Titled<'_>]) -> T) -> T {
        let reports = lines::reports(&View::new(&self.account));
        let parts = self.parts.iter().map(|(heading, lines)| Titled { heading, lines, left_out: None });
        let reports = Titled { heading: labels::REPORTS.text, lines: &reports, left_out: None };
        make(&parts.chain([reports]).collect::<Vec<_>>())
    }
}

/// A place by the index of its report, its first code point and one past its last.
type Place = (usize, usize, usize);

/// Where in the texts these passages stand, and the sentences around them, in bytes. A passage that is no place in them is left out.
fn places<'p>(
    passages: impl Iterator<Item = &'p Passage>,
    numbers: &HashMap<&str, usize>,
    readings: &[Reading],
) -> BTreeMap<Place, Span> {
    let tables: Vec<CodePoints<'_>> =
        readings.iter().map(|reading| CodePoints::new(&reading.article.text)).collect();
    let mut found = BTreeMap::new();
    for Passage { article, start, end, .. } in passages {
        let Some(at) = numbers.get(article.as_str()).copied() else { continue };
        let (Some(reading), Some(table)) = (readings.get(at), tables.get(at)) else { continue };
        let span = table.to_bytes(Span::new(*start, *end)).filter(|span| !reading.words(*span).is_empty());
        let Some(span) = span else { continue };
        found.insert((at, *start, *end), span);
        // What is noted at the end is the whole sentence.
        if let Some(sentence) = reading.sentence_at(span.start).and_then(|at| reading.sentences.get(at)) {
            let points = table.to_code_points(sentence.span);
            found.insert((at, points.start, points.end), sentence.span);
        }
    }
    found
}

/// Notes of ours, a line each.
fn ours(notes: &[String]) -> Vec<Line> {
    notes.iter().map(|note| Line::new().ours(safe::one_line(note))).collect()
}

/// A report as an account lists it, with nothing of what was read in it.
fn article((reading, number): (&Reading, usize)) -> Article {
    let article = &reading.article;
    Article {
        number,
        id: article.id.0.clone(),
        title: article.title.clone(),
        outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
        url: article.url.clone(),
        published: article.published.map(|date| date.to_string()),
        modified: article.modified.map(|date| date.to_string()),
        bounds: None,
        language: article.language.clone().or_else(|| reading.language.tag.clone()),
        read: reading.language.read,
        length: article.text.chars().count(),
        family: number,
        superseded_by: None,
        cites: Vec::new(),
        debris: Vec::new(),
        times: Vec::new(),
    }
}
