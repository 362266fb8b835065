//! One report, as it came.

use crate::{PartialDate, Particulars};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What names an article: given by the user in JSON lines, else the name of its file or its URL.
///
/// It is data from outside: never a path, never markup.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl fmt::Display for ArticleId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&str> for ArticleId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// Who published a report, by the name it was given with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Outlet(pub String);

impl fmt::Display for Outlet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A stable 64-bit digest (XXH3) of a text; the same on every platform, so it may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub u64);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_64(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

/// One report: its verbatim text and what is known about it.
///
/// `text` is what went in, decoded and otherwise untouched, line ends included. A title that came apart from
/// the text stays apart. Everything that is `None` is unknown, which is not the same as empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What names it.
    pub id: ArticleId,
    /// Its headline, when it came apart from the text.
    pub title: Option<String>,
    /// The outlet that published it.
    pub outlet: Option<Outlet>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published, as far as was said.
    pub published: Option<PartialDate>,
    /// When it was last changed by its outlet, as far as was said.
    pub modified: Option<PartialDate>,
    /// Who signed it, as written.
    pub byline: Option<String>,
    /// BCP 47 tag of its language, when somebody said it; else it is identified in reading.
    pub language: Option<String>,
    /// What its page says of it besides.
    #[serde(default, skip_serializing_if = "Particulars::is_empty")]
    pub particulars: Particulars,
    /// The verbatim text.
    pub text: String,
}

impl Article {
    /// An article of which only the name and the text are known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: ArticleId(id.into()),
            title: None,
            outlet: None,
            url: None,
            published: None,
            modified: None,
            byline: None,
            language: None,
            particulars: Particulars::default(),
            text: text.into(),
        }
    }

    /// The digest of its text.
    pub fn digest(&self) -> Digest {
        Digest::of(self.text.as_bytes())
    }

    /// Whether the two are one report given twice: the same text, and nothing known of either that sets them
    /// apart. Two outlets that print one text are two articles.
    ///
    /// ```
    /// use article::{Article, Outlet};
    /// let (a, mut b) = (Article::new("a.txt", "Rain."), Article::new("b.txt", "Rain."));
    /// assert!(a.is_same_report(&b));
    /// b.outlet = Some(Outlet("The Tide".into()));
    /// assert!(!a.is_same_report(&b));
    /// ```
    pub fn is_same_report(&self, other: &Article) -> bool {
        self.text == other.text
            && self.title == other.title
            && self.outlet == other.outlet
            && self.address() == other.address()
            && self.published == other.published
    }

    /// The address by which its page is told from others: the lasting one, else the one by which it was got. One article
    /// reached by two links, each with marks of where the reader came from, is one page.
    pub fn address(&self) -> Option<&str> {
        self.particulars.canonical.as_deref().or(self.url.as_deref())
    }
}
