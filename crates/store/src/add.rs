//! Takes articles in: tells new ones from those that are there already, and from later versions of a page.

use crate::error::Inner;
use crate::library::{ArticleKey, Library, find_key};
use crate::{StoreError, articles, corrections, pack};
use article::{Article, ArticleId, Digest};
use rusqlite::{Connection, OptionalExtension, params};

/// An article as it was gathered, with what it was gathered from.
#[derive(Debug, Clone)]
pub struct NewArticle<'a> {
    /// The article.
    pub article: Article,
    /// Where it came from: a file, a feed, a place in an archive. With the article's id it names the page when
    /// there is no URL.
    pub origin: String,
    /// The bytes that came, before anything was made of them.
    pub raw: &'a [u8],
    /// Their media type.
    pub media: String,
    /// The charset by which they were decoded, when they were text.
    pub charset: Option<String>,
    /// What made the article of the bytes, with its version.
    pub extractor: String,
    /// When it came, in UTC, as `2031-05-06T07:08:09Z`.
    pub added: String,
}

/// What became of an article that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The article in the library: the new one, or the one that was there already.
    pub key: ArticleKey,
    /// Its id in the library, which is not always the one it came with.
    pub id: ArticleId,
    /// What it was found to be.
    pub how: How,
}

/// What an added article was found to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// A new article.
    New,
    /// One that was there already; nothing was stored.
    Already,
    /// A later version of a page that was there already. Both are kept.
    Version {
        /// The version before it.
        of: ArticleId,
        /// Its number among the versions of the page, from 1.
        number: u32,
        /// Whether its outlet changed it. When the bytes are those of an earlier version, it was the extractor
        /// that changed.
        edited: bool,
    },
    /// A new article whose id another one had, so that it was given one of its own.
    Renamed {
        /// The id it came with.
        given: ArticleId,
    },
}

impl Library {
    /// Adds articles, all of them or, on an error, none. Pass a few hundred at a time.
    ///
    /// An article that is the same report as a stored one ([`Article::is_same_report`]) is there already. One
    /// with the address of a stored one ([`Article::address`]) and another text or headline is a later version of that page; without
    /// URLs, origin and id together name the page. Adding the same articles again, in any portions, changes
    /// nothing. An earlier wording that comes back is there already and makes no new version.
    pub fn add(&mut self, articles: &[NewArticle<'_>]) -> Result<Vec<Added>, StoreError> {
        self.change(|conn| articles.iter().map(|new| add(conn, new)).collect())
    }
}

fn add(conn: &Connection, new: &NewArticle<'_>) -> Inner<Added> {
    let article = &new.article;
    let digest = article.digest().0.cast_signed();
    let published = article.published.map(|date| date.to_string());
    if let Some((key, id)) = same_report(conn, article, digest, published.as_deref())? {
        return Ok(Added { key, id, how: How::Already });
    }
    let key = next_key(conn)?;
    let raw = put_raw(conn, new.raw)?;
    let before = page_of(conn, new)?;
    let holder = find_key(conn, &article.id)?;
    let number = before.as_ref().map_or(1, |before| before.last + 1);
    let page = before.as_ref().map_or(key.0, |before| before.key);
    let id = match (&before, holder) {
        (_, None) => article.id.clone(),
        (Some(before), Some(holder)) if on_page(conn, holder, before.key)? => {
            let numbered = ArticleId(format!("{}#{number}", article.id));
            if find_key(conn, &numbered)?.is_none() { numbered } else { distinct_id(conn, new)? }
        }
        (_, Some(_)) => distinct_id(conn, new)?,
    };
    let how = match before {
        Some(before) => {
            let edited = !conn
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE raw = ?1 AND page = ?2)")?
                .query_row([raw, page], |row| row.get::<_, bool>(0))?;
            How::Version { of: before.id, number: u32::try_from(number).unwrap_or(u32::MAX), edited }
        }
        None if id == article.id => How::New,
        None => How::Renamed { given: article.id.clone() },
    };
    conn.prepare_cached(
        "INSERT INTO article (key, id, given_id, title, outlet, url, published, modified, byline, language,
             digest, origin, raw, media, charset, extractor, page, number, shown_outlet, shown_published,
             outlet_folded, first_day, last_day, text, particulars, added)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?5, ?7, ?19,
             ?20, ?21, ?22, ?23, ?24)",
    )?
    .execute(params![
        key.0,
        id.0,
        article.id.0,
        article.title,
        article.outlet.as_ref().map(|outlet| &outlet.0),
        article.url,
        published,
        article.modified.map(|date| date.to_string()),
        article.byline,
        article.language,
        digest,
        new.origin,
        raw,
        new.media,
        new.charset,
        new.extractor,
        page,
        number,
        article.outlet.as_ref().map(|outlet| fold(&outlet.0)),
        article.published.map(|date| date.first_day().to_string()),
        article.published.map(|date| date.last_day().to_string()),
        article.text,
        articles::written(&article.particulars)?,
        new.added,
    ])?;
    conn.prepare_cached("INSERT INTO unread (article) VALUES (?1)")?.execute([key.0])?;
    // A correction may have waited for the article, made when it was in the library before.
    corrections::apply(conn, &id)?;
    Ok(Added { key, id, how })
}

/// Finds an article by all that makes it the same report. The plus keeps the index of addresses out of it: of articles without an
/// address that would lead to every other one without.
const SAME: &str = "SELECT key, id FROM article
     WHERE digest = ?1 AND +coalesce(particulars ->> '$.canonical', url) IS ?2 AND title IS ?3 AND outlet IS ?4 AND published IS ?5
         AND text = ?6
     ORDER BY key LIMIT 1";

/// The stored article that is the same report.
fn same_report(
    conn: &Connection,
    article: &Article,
    digest: i64,
    published: Option<&str>,
) -> Inner<Option<(ArticleKey, ArticleId)>> {
    Ok(conn
        .prepare_cached(SAME)?
        .query_row(
            params![
                digest,
                article.address(),
                article.title,
                article.outlet.as_ref().map(|outlet| &outlet.0),
                published,
                article.text
            ],
            |row| Ok((ArticleKey(row.get(0)?), ArticleId(row.get(1)?))),
        )
        .optional()?)
}

/// The key that the next article gets.
fn next_key(conn: &Connection) -> Inner<ArticleKey> {
    let last: Option<i64> = conn
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'article'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(ArticleKey(last.unwrap_or(0) + 1))
}

/// A page that is in the library: its key, and the id and number of its last version.
struct Page {
    key: i64,
    id: ArticleId,
    last: i64,
}

/// The page of which an article is a later version.
fn page_of(conn: &Connection, new: &NewArticle<'_>) -> Inner<Option<Page>> {
    let page = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<String>>(1)?));
    let mut found = None;
    if let Some(address) = new.article.address() {
        found = conn
            .prepare_cached(
                "SELECT page, url FROM article WHERE coalesce(particulars ->> '$.canonical', url) = ?1
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row([address], page)
            .optional()?;
    }
    // A page may come to name a lasting address, or another.
    if let (None, Some(url)) = (&found, &new.article.url) {
        found = conn
            .prepare_cached("SELECT page, url FROM article WHERE url = ?1 ORDER BY number DESC LIMIT 1")?
            .query_row([url], page)
            .optional()?;
    }
    if found.is_none() {
        // Two URLs that differ are two pages, whatever the origin.
        found = conn
            .prepare_cached(
                "SELECT page, url FROM article WHERE origin = ?1 AND given_id = ?2
                 AND (url IS NULL OR ?3 IS NULL) ORDER BY number DESC, key DESC LIMIT 1",
            )?
            .query_row(params![new.origin, new.article.id.0, new.article.url], page)
            .optional()?;
    }
    let Some((page, _)) = found else { return Ok(None) };
    Ok(conn
        .prepare_cached("SELECT page, id, number FROM article WHERE page = ?1 ORDER BY number DESC LIMIT 1")?
        .query_row([page], |row| Ok(Page { key: row.get(0)?, id: ArticleId(row.get(1)?), last: row.get(2)? }))
        .optional()?)
}

fn on_page(conn: &Connection, key: ArticleKey, page: i64) -> Inner<bool> {
    Ok(conn
        .prepare_cached("SELECT page = ?2 FROM article WHERE key = ?1")?
        .query_row([key.0, page], |row| row.get(0))?)
}

/// An id for an article whose own is taken: with as much of a digest of what sets it apart as is needed.
fn distinct_id(conn: &Connection, new: &NewArticle<'_>) -> Inner<ArticleId> {
    let article = &new.article;
    let mut apart = Vec::new();
    for part in [
        Some(article.text.as_str()),
        article.url.as_deref(),
        article.title.as_deref(),
        article.outlet.as_ref().map(|outlet| outlet.0.as_str()),
        Some(new.origin.as_str()),
        article.published.map(|date| date.to_string()).as_deref(),
    ] {
        apart.push(u8::from(part.is_some()));
        let part = part.unwrap_or("");
        apart.extend_from_slice(&(part.len() as u64).to_le_bytes());
        apart.extend_from_slice(part.as_bytes());
    }
    let digest = Digest::of(&apart).to_string();
    for length in [4, 6, 8, 16] {
        let id = ArticleId(format!("{}~{}", article.id, digest.get(..length).unwrap_or(&digest)));
        if find_key(conn, &id)?.is_none() {
            return Ok(id);
        }
    }
    let mut number: u64 = 2;
    loop {
        let id = ArticleId(format!("{}~{digest}~{number}", article.id));
        if find_key(conn, &id)?.is_none() {
            return Ok(id);
        }
        number += 1;
    }
}

/// Stores bytes, unless they are there, and gives their row.
fn put_raw(conn: &Connection, bytes: &[u8]) -> Inner<i64> {
    let digest = Digest::of(bytes).0.cast_signed();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let mut known = conn.prepare_cached("SELECT id, packed FROM raw WHERE digest = ?1 AND size = ?2")?;
    let mut rows = known.query([digest, size])?;
    while let Some(row) = rows.next()? {
        // A digest of 64 bits can be made to collide: only equal bytes are the same.
        if pack::unpack(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?, size)? == bytes {
            return Ok(row.get(0)?);
        }
    }
    conn.prepare_cached("INSERT INTO raw (digest, size, packed) VALUES (?1, ?2, ?3)")?.execute(params![
        digest,
        size,
        pack::pack(bytes)?
    ])?;
    Ok(conn.last_insert_rowid())
}

/// The name of an outlet without what does not set outlets apart.
pub(crate) fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    #[test]
    fn a_report_that_is_there_is_found_by_its_digest_however_many_have_no_address() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(folder.path().join("library.db")).expect("a library");
        let plan: String = library
            .ask(|conn| {
                let explained = format!("EXPLAIN QUERY PLAN {SAME}");
                let nothing: Option<i64> = None;
                Ok(conn.query_row(&explained, [nothing; 6], |row| row.get("detail"))?)
            })
            .expect("a plan");
        assert!(plan.contains("article_digest"), "{plan}");
    }
}
