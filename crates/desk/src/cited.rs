//! Words of a report with all that is needed to cite them.

use article::{ArticleId, CodePoints, Span};
use read::Reading;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;
use store::{ArticleKey, Library};
use tell::{Account, Article, Evidence, EvidenceId};

/// Words of a report, with where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cited {
    /// The id of the article.
    pub article: String,
    /// Its key, by which its page is found.
    pub key: Option<i64>,
    /// Who published it, as far as that is known.
    pub outlet: Option<String>,
    /// When, as far as that is known: ISO 8601.
    pub published: Option<String>,
    /// The number, from 1, of the sentence.
    pub sentence: usize,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub exact: String,
}

impl Cited {
    /// Words of an article that was read, by their place in bytes; `None` where no sentence begins or goes on there.
    pub fn of_reading(key: ArticleKey, reading: &Reading, span: Span) -> Option<Self> {
        Self::placed(key, reading, span, CodePoints::new(&reading.article.text).to_code_points(span))
    }

    /// The same, by their place in code points.
    pub fn of_points(key: ArticleKey, reading: &Reading, points: Span) -> Option<Self> {
        Self::placed(key, reading, CodePoints::new(&reading.article.text).to_bytes(points)?, points)
    }

    fn placed(key: ArticleKey, reading: &Reading, span: Span, points: Span) -> Option<Self> {
        let article = &reading.article;
        Some(Self {
            article: article.id.0.clone(),
            key: Some(key.0),
            outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
            published: article.published.map(|date| date.to_string()),
            sentence: reading.sentence_at(span.start)? + 1,
            start: points.start,
            end: points.end,
            exact: span.of(&article.text)?.to_owned(),
        })
    }
}

/// The evidence of an account, to be cited from a library.
pub struct Citing<'a> {
    articles: HashMap<&'a str, (&'a Article, Option<i64>)>,
    evidence: HashMap<&'a EvidenceId, &'a Evidence>,
}

impl<'a> Citing<'a> {
    /// That of this account. Articles that have left the library since have no key.
    pub fn new(library: &Library, account: &'a Account) -> Self {
        Self::of(library, &account.articles, &account.evidence)
    }

    /// The same of some of an account.
    pub(crate) fn of(library: &Library, articles: &'a [Article], evidence: &'a [Evidence]) -> Self {
        let key = |id: &str| library.find(&ArticleId(id.to_owned())).ok().flatten().map(|key| key.0);
        let articles = articles.iter();
        Self {
            articles: articles.map(|article| (article.id.as_str(), (article, key(&article.id)))).collect(),
            evidence: evidence.iter().map(|evidence| (&evidence.id, evidence)).collect(),
        }
    }

    /// The words with this id; `None` when the account has none of it.
    pub fn cited(&self, id: &EvidenceId) -> Option<Cited> {
        let evidence = self.evidence.get(id)?;
        let (article, key) = self.articles.get(evidence.article.as_str()).copied().unzip();
        Some(Cited {
            article: evidence.article.clone(),
            key: key.flatten(),
            outlet: article.and_then(|article| article.outlet.clone()),
            published: article.and_then(|article| article.published.clone()),
            sentence: evidence.sentence,
            start: evidence.start,
            end: evidence.end,
            exact: evidence.exact.clone(),
        })
    }

    /// A report of the account.
    pub fn report(&self, article: &str) -> Option<&'a Article> {
        self.articles.get(article).map(|(report, _)| *report)
    }

    /// The key of an article of the account.
    pub fn key(&self, article: &str) -> Option<i64> {
        self.articles.get(article).and_then(|(_, key)| *key)
    }
}
