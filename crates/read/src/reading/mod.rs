//! What reading finds, as types.
//!
//! All offsets are bytes of the article's text; [`wire`] writes them as code points.

mod found;
pub mod wire;

pub use found::*;

use article::Article;
use serde::{Deserialize, Serialize};

/// Everything found in one article.
///
/// Lists are in the order of the text. A field that was not attempted, because the article is in a language
/// that is not read, is empty, and [`Language::read`] says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The article itself.
    pub article: Article,
    /// In which language it is, and whether that is one we read.
    pub language: Language,
    /// Sentences and headings.
    pub sentences: Vec<SentenceSpan>,
    /// Who and what is named.
    pub entities: Vec<Entity>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    /// Quotations and claims with their sources.
    pub attributions: Vec<Attribution>,
    /// Quoted words that nobody is quoted as saying: titles, names, scare quotes.
    pub terms: Vec<article::Span>,
    /// Dates, times, durations.
    pub times: Vec<Time>,
    /// Numbers with what they count.
    pub figures: Vec<Figure>,
    /// What is reported to have happened, to be planned or asked for.
    pub events: Vec<EventMention>,
    /// What parties demand, offer, accept, refuse.
    pub stances: Vec<Stance>,
    /// Outlets cited and credited.
    pub citations: Vec<Citation>,
    /// The places at the head of the report, with their days: `OSLO, May 3`.
    #[serde(default)]
    pub datelines: Vec<article::Span>,
    /// Who wrote the report or helped: `By Kit Orr`.
    #[serde(default)]
    pub bylines: Vec<article::Span>,
    /// What is no part of the report.
    pub debris: Vec<Debris>,
}

impl Reading {
    /// The entity with this id.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }

    /// The index of the sentence in which byte `byte` stands.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= byte);
        self.sentences.get(index).filter(|sentence| sentence.span.start <= byte).map(|_| index)
    }

    /// What a source is called: the fullest name of the entity that it is, else its own words.
    pub fn called(&self, source: &Source) -> String {
        let named = source.entity.and_then(|id| self.entity(id)).map(|entity| entity.name.clone());
        let own = || source.spans.iter().map(|span| self.words(*span)).collect::<Vec<_>>().join(" ");
        named.unwrap_or_else(own)
    }

    /// The words of the article at a span; empty when the span is no place in it.
    pub fn words(&self, span: article::Span) -> &str {
        span.of(&self.article.text).unwrap_or("")
    }
}
