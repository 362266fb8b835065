//! The reports of an account.

use crate::outside::Outside;
use desk::Citing;
use schemars::JsonSchema;
use serde::Serialize;
use tell::Article;

/// A report of a story.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ReportEntry {
    /// Its number in this library.
    article: Option<i64>,
    /// Its headline.
    untrusted_title: Option<Outside>,
    /// Who published it.
    untrusted_outlet: Option<Outside>,
    /// When, as far as that is known: ISO 8601.
    published: Option<String>,
    /// When its outlet last changed it.
    modified: Option<String>,
    /// Its language: a BCP 47 tag.
    language: Option<String>,
    /// Its family, as a place from 0 in the part `families`: reports of one family share one text.
    family: usize,
    /// The later version of its page, by its number.
    superseded_by: Option<i64>,
    /// Whether it was read; reports in languages that are not read are listed only.
    read: bool,
}

/// A language tag as RFC 5646 has them: what a page says that is none is left out.
fn tag(language: &str) -> Option<String> {
    let is_tag =
        language.len() <= 35 && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_tag.then(|| language.to_owned())
}

impl ReportEntry {
    pub(crate) fn of(citing: &Citing<'_>, article: &Article) -> Self {
        Self {
            article: citing.key(&article.id),
            untrusted_title: Outside::some(article.title.as_deref()),
            untrusted_outlet: Outside::some(article.outlet.as_deref()),
            published: article.published.clone(),
            modified: article.modified.clone(),
            language: article.language.as_deref().and_then(tag),
            family: article.family,
            superseded_by: article.superseded_by.as_ref().and_then(|id| citing.key(id)),
            read: article.read,
        }
    }
}
