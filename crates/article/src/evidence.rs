//! Words shown to stand in an article.

use crate::{Article, ArticleId, Span};
use serde::Serialize;

/// A place in an article together with the words found there.
///
/// The only way to make one is [`Evidence::find`], which reads the words from the article itself: a statement
/// whose words do not stand in a stored text cannot be constructed.
///
/// ```
/// use article::{Article, Evidence, Span};
/// let report = Article::new("r1", "The gate is shut.");
/// let evidence = Evidence::find(&report, Span::new(4, 8)).unwrap();
/// assert_eq!(evidence.exact(), "gate");
/// assert!(evidence.holds_in(&report));
/// assert!(Evidence::find(&report, Span::new(4, 99)).is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Evidence {
    article: ArticleId,
    span: Span,
    exact: String,
}

/// Why a place shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// The span leaves the text or cuts a character.
    #[error("bytes {}..{} are no place in article {article}, which has {length} bytes", span.start, span.end)]
    Outside {
        /// The article looked into.
        article: ArticleId,
        /// The place asked for.
        span: Span,
        /// The length of the text in bytes.
        length: usize,
    },
    /// The span holds no character, so nothing is shown.
    #[error("byte {} of article {article} was given as evidence, but an empty place shows nothing", span.start)]
    Empty {
        /// The article looked into.
        article: ArticleId,
        /// The place asked for.
        span: Span,
    },
}

impl Evidence {
    /// Reads the words at `span` from `article`.
    pub fn find(article: &Article, span: Span) -> Result<Self, EvidenceError> {
        let exact = span.of(&article.text).ok_or_else(|| EvidenceError::Outside {
            article: article.id.clone(),
            span,
            length: article.text.len(),
        })?;
        if exact.is_empty() {
            return Err(EvidenceError::Empty { article: article.id.clone(), span });
        }
        Ok(Self { article: article.id.clone(), span, exact: exact.to_owned() })
    }

    /// The article it stands in.
    pub fn article(&self) -> &ArticleId {
        &self.article
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The words, as they stand in the article.
    pub fn exact(&self) -> &str {
        &self.exact
    }

    /// Whether `article` is the one meant and still has these words at this place.
    pub fn holds_in(&self, article: &Article) -> bool {
        self.article == article.id && self.span.of(&article.text) == Some(self.exact.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn evidence_is_always_what_the_text_says(text in "\\PC{0,200}", start in 0usize..300, end in 0usize..300) {
            let report = Article::new("a", &text);
            match Evidence::find(&report, Span::new(start, end)) {
                Ok(evidence) => {
                    prop_assert_eq!(evidence.span().of(&text), Some(evidence.exact()));
                    prop_assert!(evidence.holds_in(&report));
                    prop_assert!(!evidence.exact().is_empty());
                }
                Err(EvidenceError::Empty { span, .. }) => prop_assert!(span.is_empty()),
                Err(EvidenceError::Outside { span, .. }) => prop_assert!(text.get(span.start..span.end).is_none()),
            }
        }
    }
}
