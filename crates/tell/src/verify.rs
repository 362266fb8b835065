//! Whether every piece of evidence stands where an account says it stands.

use crate::account::{Account, EvidenceId};
use article::{Article, CodePoints, Span};
use std::collections::BTreeMap;

/// Evidence that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The report it names is not among those given.
    #[error("evidence {} is of report {article:?}, which is not there", id.0)]
    NoArticle {
        /// The evidence.
        id: EvidenceId,
        /// The report it names.
        article: String,
    },
    /// The text between its offsets is not what it says, or its offsets leave the text.
    #[error("evidence {} says {exact:?}, but report {article:?} has {found:?} at {start}..{end}", id.0)]
    Differs {
        /// The evidence.
        id: EvidenceId,
        /// The report it names.
        article: String,
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words it gives.
        exact: String,
        /// The words that stand there; `None` when the offsets leave the text.
        found: Option<String>,
    },
}

/// Checks every piece of evidence of `account` against these articles, and gives those that do not hold.
pub fn verify(account: &Account, articles: &[Article]) -> Vec<VerifyError> {
    let texts: BTreeMap<&str, (&str, CodePoints<'_>)> = articles
        .iter()
        .map(|article| (article.id.0.as_str(), (article.text.as_str(), CodePoints::new(&article.text))))
        .collect();
    let mut errors = Vec::new();
    for evidence in &account.evidence {
        let Some((text, points)) = texts.get(evidence.article.as_str()) else {
            errors
                .push(VerifyError::NoArticle { id: evidence.id.clone(), article: evidence.article.clone() });
            continue;
        };
        let found = (evidence.start <= evidence.end)
            .then(|| points.to_bytes(Span::new(evidence.start, evidence.end)))
            .flatten()
            .and_then(|span| span.of(text));
        if found != Some(evidence.exact.as_str()) {
            errors.push(VerifyError::Differs {
                id: evidence.id.clone(),
                article: evidence.article.clone(),
                start: evidence.start,
                end: evidence.end,
                exact: evidence.exact.clone(),
                found: found.map(str::to_owned),
            });
        }
    }
    errors
}
