//! What people take out of a library besides whole stories: a comparison, a person, what a search found.

mod compared;
mod found;
mod person;

use crate::annotations;
use crate::cited::Cited;
use crate::error::DeskError;
use crate::told::readings;
pub use compared::{comparison, note_on, parts, side, touched};
pub use found::{articles, facts, quotations, search_title};
pub use person::person;
use read::Reading;
use std::collections::HashSet;
use store::Library;
use tell::{Excerpt, Extract, ExtractPart, Passage};

/// So many columns has text that is no terminal's.
const WIDTH: usize = 80;

/// A form in which it is taken. Each is a file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page of HTML with the texts of the reports.
    Html,
    /// Markdown (`CommonMark`).
    Markdown,
    /// Plain text.
    Text,
    /// The reports as `BibLaTeX`.
    Bibtex,
    /// The reports as CSL-JSON.
    Csl,
    /// The evidence as W3C Web Annotations.
    Annotations,
}

impl Form {
    /// All forms.
    pub const ALL: [Self; 6] =
        [Self::Html, Self::Markdown, Self::Text, Self::Bibtex, Self::Csl, Self::Annotations];

    /// The name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Html => "extract.html",
            Self::Markdown => "extract.md",
            Self::Text => "extract.txt",
            Self::Bibtex => "sources.bib",
            Self::Csl => "sources.csl.json",
            Self::Annotations => "annotations.jsonld",
        }
    }

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Text => "text/plain; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::Csl => "application/vnd.citationstyles.csl+json",
            Self::Annotations => "application/ld+json",
        }
    }

    /// What it is called where one can be chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "one HTML file",
            Self::Markdown => "Markdown",
            Self::Text => "plain text",
            Self::Bibtex => "BibTeX",
            Self::Csl => "CSL-JSON",
            Self::Annotations => "W3C Web Annotations",
        }
    }

    /// The form with this name of a file.
    pub fn of_file(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.file() == name)
    }
}

/// What is taken, with the texts that it comes from.
#[derive(Debug)]
pub struct Taken {
    extract: Extract,
    readings: Vec<Reading>,
}

impl Taken {
    /// Of these parts. The reports that `first` names are numbered first, then all others that the parts name.
    fn new(
        library: &Library,
        title: &str,
        notes: &[String],
        parts: &[ExtractPart],
        first: &[String],
    ) -> Result<Self, DeskError> {
        let named = parts.iter().flat_map(|part| &part.excerpts).flat_map(|one| &one.passages);
        let mut seen = HashSet::new();
        let ids: Vec<&String> =
            first.iter().chain(named.map(|passage| &passage.article)).filter(|id| seen.insert(*id)).collect();
        let readings = readings(library, ids)?;
        Ok(Self { extract: Extract::new(title, notes, parts, &readings), readings })
    }

    /// In a form.
    pub fn written(&self, form: Form) -> String {
        let extract = &self.extract;
        match form {
            Form::Html => extract.html(&self.readings),
            Form::Markdown => extract.markdown(),
            Form::Text => extract.text(WIDTH, false),
            Form::Bibtex => extract.bibtex(),
            Form::Csl => extract.csl(),
            Form::Annotations => {
                let annotations = annotations::of_extract(extract, &self.readings);
                // Nothing in it can fail to be written.
                serde_json::to_string_pretty(&annotations).unwrap_or_default() + "\n"
            }
        }
    }

    /// As text for a terminal of this width.
    pub fn text(&self, width: usize, colour: bool) -> String {
        self.extract.text(width, colour)
    }
}

/// A line with one place.
fn excerpt(label: impl Into<String>, words: &str, cited: &Cited) -> Excerpt {
    Excerpt { label: label.into(), words: words.to_owned(), passages: vec![passage(cited)] }
}

fn passage(cited: &Cited) -> Passage {
    let Cited { article, sentence, start, end, .. } = cited;
    Passage { article: article.clone(), sentence: Some(*sentence), start: *start, end: *end }
}
