//! One article of a library, with all that is known of it.

use crate::corrections::Kept;
use crate::error::DeskError;
use article::Particulars;
use read::Reading;
use read::wire::{ReadingJson, to_wire};
use schemars::JsonSchema;
use serde::Serialize;
use store::{ArticleKey, Library};

/// An article with what was read in it and what is known of it beside its text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ArticleView {
    /// Its key in this library, by which its page is found.
    pub key: i64,
    /// The story it belongs to.
    pub story: Option<i64>,
    /// Why it was placed there.
    pub why: Vec<String>,
    /// By whom it was written, as its page says.
    pub byline: Option<String>,
    /// When its outlet last changed it, as its page says: ISO 8601.
    pub modified: Option<String>,
    /// Where it came from: a file, or an address.
    pub origin: String,
    /// When it came into the library, in UTC, as far as that was kept.
    pub added: Option<String>,
    /// What took its text out of what came.
    pub extractor: String,
    /// The versions of its page, the earliest first; one alone where there is no other.
    pub versions: Vec<VersionLine>,
    /// What its page says of it besides the text.
    pub particulars: Particulars,
    /// What people corrected.
    pub corrections: Vec<Kept>,
    /// Its text and what was read in it.
    pub reading: ReadingJson,
    /// The same, with places in bytes.
    #[serde(skip)]
    #[schemars(skip)]
    pub read: Reading,
}

/// A version of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VersionLine {
    /// The article's key.
    pub key: i64,
    /// The article's id.
    pub id: String,
    /// Its number, from 1.
    pub number: u32,
    /// Whether its outlet changed the page; not where only we took it apart in another way.
    pub edited: bool,
}

/// An article, by its key.
///
/// # Errors
///
/// When it is not there, or waits to be read.
pub fn article(library: &Library, key: ArticleKey) -> Result<ArticleView, DeskError> {
    let stored = library.article(key)?;
    let read = library.reading(key)?;
    let versions = library.versions(key)?;
    let why = match stored.story {
        Some(story) => library.members(story)?.into_iter().find(|member| member.key == key),
        None => None,
    };
    Ok(ArticleView {
        key: key.0,
        story: stored.story.map(|story| story.0),
        why: why.map(|member| member.why).unwrap_or_default(),
        corrections: Kept::of_article(library, &stored.article.id)?,
        byline: stored.article.byline,
        modified: stored.article.modified.map(|date| date.to_string()),
        added: stored.added,
        origin: stored.origin,
        extractor: stored.extractor,
        versions: versions
            .into_iter()
            .map(|version| VersionLine {
                key: version.key.0,
                id: version.id.0,
                number: version.number,
                edited: version.edited,
            })
            .collect(),
        particulars: stored.article.particulars,
        reading: to_wire(&read),
        read,
    })
}
