//! Mentions of events with chains across articles: ECB+ as JSON, one mention a line.

use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

/// A mention of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its article: `12_3ecbplus`.
    pub document: String,
    /// Its sentence in the article, from 0.
    pub sentence: usize,
    /// Its tokens in the sentence, from 0.
    pub tokens: Vec<usize>,
    /// Its words.
    pub text: String,
    /// The event that it means; one name for the whole set.
    pub chain: String,
}

#[derive(Deserialize)]
struct Line {
    doc: String,
    tag: String,
    sentence: usize,
    tokens: Vec<usize>,
    text: String,
    chain: String,
    validated_sentence: bool,
}

/// The mentions of events in sentences that were checked, which alone are scored.
///
/// # Errors
///
/// When the file cannot be read or a line is no such object.
pub fn events(path: &Path) -> Result<Vec<Mention>> {
    let source = crate::text(path)?;
    let mut mentions = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line: Line = crate::json(path, number, line)?;
        if line.validated_sentence && (line.tag.starts_with("ACTION") || line.tag.starts_with("NEG")) {
            mentions.push(Mention {
                document: line.doc,
                sentence: line.sentence,
                tokens: line.tokens,
                text: line.text,
                chain: line.chain,
            });
        }
    }
    Ok(mentions)
}
