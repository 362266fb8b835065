//! Gives articles back, as they came and as corrected, and removes them.

use crate::error::{Failure, Inner, StoreError};
use crate::library::{ArticleKey, Library, StoryId, find_key, id_of, key_of, set_needs_weaving};
use crate::{furniture, index};
use crate::{pack, stories};
use article::{Article, ArticleId, Digest, Outlet, PartialDate, Particulars};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An article in the library, with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredArticle {
    /// Its key.
    pub key: ArticleKey,
    /// The article as it came, under its id in the library.
    pub article: Article,
    /// The id it came with, where that was taken.
    pub given_id: Option<ArticleId>,
    /// Where it came from.
    pub origin: String,
    /// The media type of its bytes.
    pub media: String,
    /// The charset by which they were decoded.
    pub charset: Option<String>,
    /// What made the article of the bytes, with its version.
    pub extractor: String,
    /// Its number among the versions of its page, from 1.
    pub number: u32,
    /// When it came, in UTC; not known of those that came before that was kept.
    pub added: Option<String>,
    /// The story it belongs to, once grouped.
    pub story: Option<StoryId>,
}

/// A version of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The article.
    pub key: ArticleKey,
    /// Its id.
    pub id: ArticleId,
    /// Its number, from 1. A version that was removed leaves a gap.
    pub number: u32,
    /// Whether its outlet changed it, as its bytes are not those of the version before. For the first version
    /// that is there, `true`.
    pub edited: bool,
}

/// An outlet by the name with which it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletRow {
    /// Its name, as most often written.
    pub name: String,
    /// How many articles it has in the library.
    pub articles: usize,
}

impl Library {
    /// The key of the article with this id.
    pub fn key(&self, id: &ArticleId) -> Result<ArticleKey, StoreError> {
        self.ask(|conn| key_of(conn, id))
    }

    /// The id of an article.
    pub fn id(&self, key: ArticleKey) -> Result<ArticleId, StoreError> {
        self.ask(|conn| id_of(conn, key))
    }

    /// An article as it came.
    pub fn article(&self, key: ArticleKey) -> Result<StoredArticle, StoreError> {
        self.ask(|conn| stored(conn, key))
    }

    /// An article with its outlet and its date as people corrected them: the one to be read and shown.
    pub fn article_with_corrections(&self, key: ArticleKey) -> Result<Article, StoreError> {
        self.ask(|conn| corrected(conn, key))
    }

    /// The bytes of which an article was made.
    pub fn raw(&self, key: ArticleKey) -> Result<Vec<u8>, StoreError> {
        self.ask(|conn| {
            let (packed, size): (Vec<u8>, i64) = conn
                .prepare_cached(
                    "SELECT raw.packed, raw.size FROM article JOIN raw ON raw.id = article.raw WHERE key = ?1",
                )?
                .query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?
                .ok_or(StoreError::Removed { key: key.0 })?;
            pack::unpack(&packed, size)
        })
    }

    /// All versions of the page of an article, the earliest first; the article alone when it has no others.
    pub fn versions(&self, key: ArticleKey) -> Result<Vec<Version>, StoreError> {
        self.ask(|conn| {
            id_of(conn, key)?;
            let mut statement = conn.prepare_cached(
                "SELECT key, id, number, raw IS NOT lag(raw) OVER (ORDER BY number) FROM article
                 WHERE page = (SELECT page FROM article WHERE key = ?1) ORDER BY number",
            )?;
            let rows = statement.query_map([key.0], |row| {
                Ok(Version {
                    key: ArticleKey(row.get(0)?),
                    id: ArticleId(row.get(1)?),
                    number: row.get(2)?,
                    edited: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// All articles, in the order in which they were added; a few hundred keys are held at a time.
    pub fn keys(&self) -> Keys<'_> {
        Keys { library: self, last: 0, page: Vec::new().into_iter() }
    }

    /// All outlets, corrections applied, those with most articles first. Spellings that differ in case alone
    /// are one outlet.
    pub fn outlets(&self) -> Result<Vec<OutletRow>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT (SELECT shown_outlet FROM article AS one WHERE one.outlet_folded = article.outlet_folded
                         GROUP BY shown_outlet ORDER BY count(*) DESC, shown_outlet LIMIT 1), count(*)
                 FROM article WHERE outlet_folded IS NOT NULL
                 GROUP BY outlet_folded ORDER BY count(*) DESC, outlet_folded",
            )?;
            let rows = statement.query_map([], |row| {
                Ok(OutletRow { name: row.get(0)?, articles: row.get::<_, u32>(1)? as usize })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Replaces what the page of an article says besides its text, after an extractor that made the same text of the same
    /// bytes; `extractor` is its name and version.
    pub fn set_particulars(
        &mut self,
        key: ArticleKey,
        particulars: &Particulars,
        extractor: &str,
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            let changed = conn.execute(
                "UPDATE article SET particulars = ?2, extractor = ?3 WHERE key = ?1",
                params![key.0, written(particulars)?, extractor],
            )?;
            if changed == 0 { Err(StoreError::Removed { key: key.0 }.into()) } else { Ok(()) }
        })
    }

    /// Removes an article with its reading, its words, its signature, and its bytes when no other article has
    /// them. Other versions of its page stay. Corrections that name it stay listed, and hold again should it
    /// be added again.
    pub fn remove(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        self.change(|conn| {
            let key = key_of(conn, id)?;
            let story = stories::story_of(conn, key)?;
            let raw: i64 =
                conn.query_row("SELECT raw FROM article WHERE key = ?1", [key.0], |row| row.get(0))?;
            if let Some(story) = story {
                index::place_story_again(conn, story)?;
            }
            index::forget(conn, key)?;
            furniture::forget(conn, key)?;
            // Another article stands for its family.
            conn.execute(
                "UPDATE member SET family = (
                     SELECT min(article) FROM member AS other WHERE other.family = ?1 AND other.article <> ?1)
                 WHERE family = ?1 AND article <> ?1",
                [key.0],
            )?;
            let mut statement =
                conn.prepare_cached("SELECT DISTINCT name FROM entity_name WHERE article = ?1")?;
            let names = statement.query_map([key.0], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
            conn.execute("DELETE FROM article WHERE key = ?1", [key.0])?;
            conn.execute(
                "DELETE FROM raw WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE raw = ?1)",
                [raw],
            )?;
            for name in names {
                conn.prepare_cached(
                    "DELETE FROM name
                     WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM entity_name WHERE name = ?1)",
                )?
                .execute([name])?;
            }
            if let Some(story) = story {
                stories::refresh(conn, story, None)?;
            }
            set_needs_weaving(conn)
        })
    }

    /// Whether an article with this id is in the library.
    pub fn has(&self, id: &ArticleId) -> Result<bool, StoreError> {
        self.ask(|conn| Ok(find_key(conn, id)?.is_some()))
    }
}

/// The keys of all articles; see [`Library::keys`].
#[derive(Debug)]
pub struct Keys<'l> {
    library: &'l Library,
    last: i64,
    page: std::vec::IntoIter<i64>,
}

impl Iterator for Keys<'_> {
    type Item = Result<ArticleKey, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0 {
            let page = self.library.ask(|conn| {
                let mut statement =
                    conn.prepare_cached("SELECT key FROM article WHERE key > ?1 ORDER BY key LIMIT 512")?;
                Ok(statement.query_map([self.last], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?)
            });
            match page {
                Ok(page) => self.page = page.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
        let key = self.page.next()?;
        self.last = key;
        Some(Ok(ArticleKey(key)))
    }
}

/// The columns from which [`article_of`] makes an article; the two formats are for outlet and date.
macro_rules! columns {
    ($outlet:literal, $published:literal) => {
        concat!(
            "id, title, ",
            $outlet,
            ", url, ",
            $published,
            ", modified, byline, language, text, particulars"
        )
    };
}

fn article_of(row: &Row<'_>) -> Inner<Article> {
    let id: String = row.get(0)?;
    let date = |column: usize| -> Inner<Option<PartialDate>> {
        let Some(written) = row.get::<_, Option<String>>(column)? else { return Ok(None) };
        written
            .parse()
            .map(Some)
            .map_err(|_| Failure::Damaged(format!("article {id} has the date {written:?}, which is none")))
    };
    let particulars = match row.get::<_, Option<String>>(9)? {
        Some(said) => serde_json::from_str(&said).map_err(|error| {
            Failure::Damaged(format!("what the page of article {id} says is no JSON: {error}"))
        })?,
        None => Particulars::default(),
    };
    Ok(Article {
        title: row.get(1)?,
        outlet: row.get::<_, Option<String>>(2)?.map(Outlet),
        url: row.get(3)?,
        published: date(4)?,
        modified: date(5)?,
        byline: row.get(6)?,
        language: row.get(7)?,
        text: row.get(8)?,
        particulars,
        id: ArticleId(id.clone()),
    })
}

/// What a page says, as it is stored.
pub(crate) fn written(particulars: &Particulars) -> Inner<Option<String>> {
    if particulars.is_empty() {
        return Ok(None);
    }
    let json = serde_json::to_string(particulars);
    json.map(Some).map_err(|error| Failure::Damaged(format!("what a page says is no JSON: {error}")))
}

/// An article with corrections applied.
pub(crate) fn corrected(conn: &Connection, key: ArticleKey) -> Inner<Article> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT ",
        columns!("shown_outlet", "shown_published"),
        " FROM article WHERE key = ?1"
    ))?;
    let mut rows = statement.query([key.0])?;
    match rows.next()? {
        Some(row) => article_of(row),
        None => Err(StoreError::Removed { key: key.0 }.into()),
    }
}

/// An article as it came.
pub(crate) fn stored(conn: &Connection, key: ArticleKey) -> Inner<StoredArticle> {
    let mut statement = conn.prepare_cached(concat!(
        "SELECT ",
        columns!("outlet", "published"),
        ", given_id, origin, media, charset, extractor, number, added,
           (SELECT story FROM member WHERE member.article = key) FROM article WHERE key = ?1"
    ))?;
    let mut rows = statement.query([key.0])?;
    let Some(row) = rows.next()? else { return Err(StoreError::Removed { key: key.0 }.into()) };
    let article = article_of(row)?;
    let given = ArticleId(row.get(10)?);
    Ok(StoredArticle {
        key,
        given_id: (given != article.id).then_some(given),
        article,
        origin: row.get(11)?,
        media: row.get(12)?,
        charset: row.get(13)?,
        extractor: row.get(14)?,
        number: row.get(15)?,
        added: row.get(16)?,
        story: row.get::<_, Option<i64>>(17)?.map(StoryId),
    })
}

/// The digest of an article's text as it was when it was added.
pub(crate) fn digest_of(conn: &Connection, key: ArticleKey) -> Inner<Option<Digest>> {
    Ok(conn
        .prepare_cached("SELECT digest FROM article WHERE key = ?1")?
        .query_row([key.0], |row| row.get::<_, i64>(0))
        .optional()?
        .map(|digest| Digest(digest.cast_unsigned())))
}
