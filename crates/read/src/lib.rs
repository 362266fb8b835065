//! What one article contains, and where.
//!
//! [`read`] takes one [`Article`] and gives its [`Reading`]: sentences, names, times, attributions, figures, events,
//! stances, credits and debris, each with its place in the text. It looks at no second article and touches
//! neither disk nor network: the same article always gives the same reading.
//!
//! There is a room for each thing found, with one entry function each; [`text`] cuts the text once for all of
//! them, and no room has a tokeniser of its own. Rules of language are tables (`*.tsv` beside the code that
//! uses them, read by [`words`]), not branches.

pub mod attributions;
pub mod certainty;
pub mod credits;
pub mod debris;
pub mod events;
pub mod figures;
pub mod names;
pub mod stances;
pub mod tag;
pub mod text;
pub mod times;
pub mod words;

mod corrected;
mod language;
mod reading;

pub use reading::*;

use article::{Article, Correction, Digest};
use std::collections::BTreeSet;
use text::Text;

/// The version of these rules and tables. A stored reading with another version is read again on demand.
pub const VERSION: u32 = 6;

/// Reads one article.
///
/// ```
/// let article = article::Article::new("a", "“We came to finish this,” Mayor Ada Lund said.");
/// let reading = read::read(article);
/// assert_eq!(reading.sentences.len(), 1);
/// ```
pub fn read(article: Article) -> Reading {
    read_knowing(article, &Known { furniture: &BTreeSet::new(), corrections: &[] })
}

/// What is known of an article beside its text.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The digests of [`debris::lines`] that its outlet prints under whatever it reports. They are debris here.
    pub furniture: &'k BTreeSet<Digest>,
    /// What people said of it, in the order in which they did: they win over rules and models. Those of other articles are passed
    /// over, and so are outlets and dates, which an article has before it is read.
    pub corrections: &'k [Correction],
}

/// Reads one article of which something is known.
pub fn read_knowing(article: Article, known: &Known<'_>) -> Reading {
    let language = language::language(&article);
    let mut text = Text::cut(&article.text);
    let mut reading = Reading {
        language,
        sentences: Vec::new(),
        entities: Vec::new(),
        mentions: Vec::new(),
        attributions: Vec::new(),
        terms: Vec::new(),
        times: Vec::new(),
        figures: Vec::new(),
        events: Vec::new(),
        stances: Vec::new(),
        citations: Vec::new(),
        datelines: Vec::new(),
        bylines: Vec::new(),
        debris: Vec::new(),
        article: Article::new("", ""),
    };
    if reading.language.read {
        let found = debris::debris(&text, article.title.as_deref(), known.furniture);
        reading.debris = corrected::debris(found, &article.id, known.corrections);
        text.mark_debris(&reading.debris.iter().map(|debris| debris.span).collect::<Vec<_>>());
        if let Ok(model) = tag::model() {
            text.analyse(model);
        }
        let names = names::names(&text);
        reading.times = times::times(&text, article.published);
        reading.citations = credits::credits(&text, article.outlet.as_ref().map(|outlet| outlet.0.as_str()));
        reading.datelines = credits::datelines(&text);
        reading.bylines = credits::bylines(&text);
        let said = attributions::attributions(&text, &names, &reading.citations);
        reading.figures = figures::figures(&text, &reading.times);
        reading.events = events::events(&text, &names, &reading.times, &said.attributions);
        reading.stances = stances::stances(&text, &names, &said.attributions);
        reading.attributions = said.attributions;
        reading.terms = said.terms;
        reading.entities = names.entities;
        reading.mentions = names.mentions;
    }
    reading.sentences = text
        .sentences
        .iter()
        .map(|sentence| SentenceSpan {
            span: sentence.span,
            paragraph: sentence.paragraph,
            kind: sentence.kind,
        })
        .collect();
    drop(text);
    reading.article = article;
    corrected::attributions(&mut reading, known.corrections);
    reading
}
