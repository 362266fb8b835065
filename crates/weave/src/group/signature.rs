//! What of an article is needed to place it.

use crate::vocabulary::{fold, stem, stems, weight};
use article::ArticleId;
use jiff::civil::Date;
use read::{
    CitationKind, EntityKind, Reading,
    text::{SentenceKind, Text, TokenKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many of the most telling terms of an article are kept.
const TERMS: usize = 120;

/// Words in a shingle.
const SHINGLE: usize = 5;

/// One shingle of so many is kept, chosen by its hash, so that two articles keep the same ones.
const SAMPLED: u64 = 4;

/// What of an article is needed to place it: its telling terms, a sample of its word sequences, its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// The article.
    pub id: ArticleId,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) headline: String,
    pub(crate) days: Option<(Date, Date)>,
    pub(crate) words: usize,
    /// Outlets that the article credits or cites, folded.
    pub(crate) credits: Vec<String>,
    /// Stems and names with their weights, of length 1 together, sorted by term.
    pub(crate) terms: Vec<(String, f32)>,
    /// Hashes of sequences of words, sorted.
    pub(crate) shingles: Vec<u64>,
}

impl Signature {
    /// What articles are sorted by, so that their order on the way in changes nothing.
    pub(crate) fn key(&self) -> (&ArticleId, Option<&String>, Option<&String>) {
        (&self.id, self.url.as_ref(), self.outlet.as_ref())
    }
}

/// Makes the signature of a reading.
pub fn signature(reading: &Reading) -> Signature {
    let article = &reading.article;
    let text = Text::cut(&article.text);
    let mut weights: BTreeMap<String, f32> = BTreeMap::new();
    let mut sequence: Vec<u64> = Vec::new();
    let mut leading = true;
    for (sentence, cut) in reading.sentences.iter().zip(&text.sentences) {
        if sentence.kind == SentenceKind::Debris {
            continue;
        }
        // The first sentence of the report tells most about what it is about.
        let factor = if leading { 2.0 } else { 1.0 };
        leading &= sentence.kind != SentenceKind::Body;
        for (stem, count) in stems(&text, cut.tokens.clone()) {
            *weights.entry(stem).or_insert(0.0) += factor * count as f32;
        }
        if sentence.kind == SentenceKind::Body {
            sequence.extend(
                cut.tokens
                    .clone()
                    .filter(|at| text.tokens[*at].kind != TokenKind::Mark)
                    .map(|at| xxhash_rust::xxh3::xxh3_64(text.token(at).to_lowercase().as_bytes())),
            );
        }
    }
    if let Some(title) = &article.title {
        let title = Text::cut(title);
        for (stem, count) in stems(&title, 0..title.tokens.len()) {
            *weights.entry(stem).or_insert(0.0) += count as f32;
        }
    }
    let mut terms: Vec<(String, f32)> = weights
        .into_iter()
        .map(|(stem, count)| (stem.clone(), (1.0 + count.ln().max(0.0)) * weight(&stem)))
        .collect();
    terms.extend(names(reading));
    terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    terms.truncate(TERMS);
    let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut terms {
            *weight /= length;
        }
    }
    terms.sort_by(|a, b| a.0.cmp(&b.0));
    Signature {
        id: article.id.clone(),
        outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
        url: article.url.clone(),
        headline: article.title.clone().unwrap_or_default(),
        days: article.published.map(|date| (date.first_day(), date.last_day())),
        words: sequence.len(),
        credits: credits(reading),
        terms,
        shingles: shingles(&sequence),
    }
}

/// Names weigh as one term beside the words they are made of: two reports that name the same rare person are
/// likelier to be of one story than two that share a common surname.
fn names(reading: &Reading) -> Vec<(String, f32)> {
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for mention in &reading.mentions {
        let Some(entity) = reading.entity(mention.entity).filter(|entity| entity.named) else { continue };
        if entity.kind != EntityKind::Group && entity.name.contains(' ') {
            *counts.entry(fold(&entity.name)).or_insert(0.0) += 1.0;
        }
    }
    counts
        .into_iter()
        .map(|(name, count)| {
            let words = name.split(' ').count() as f32;
            let telling: f32 = name.split(' ').map(|word| weight(&stem(word))).sum::<f32>() / words;
            (format!("name:{name}"), (1.0 + count.ln()) * telling)
        })
        .collect()
}

fn credits(reading: &Reading) -> Vec<String> {
    let mut outlets: Vec<String> = reading
        .citations
        .iter()
        .filter(|citation| citation.kind == CitationKind::Credit)
        .map(|citation| fold(&citation.outlet))
        .collect();
    outlets.sort();
    outlets.dedup();
    outlets
}

fn shingles(sequence: &[u64]) -> Vec<u64> {
    let mut shingles: Vec<u64> = sequence
        .windows(SHINGLE)
        .map(|window| {
            window
                .iter()
                .fold(0u64, |hash, word| (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23))
        })
        .filter(|hash| hash % SAMPLED == 0)
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}
