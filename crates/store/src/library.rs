//! The library as a whole.

use crate::error::{Failure, Inner, StoreError};
use crate::open::{self, Way};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Names an article within one library, for as long as it is there; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleKey(pub i64);

/// Names a story within one library: a small number that stays with the story while its articles change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub i64);

impl fmt::Display for StoryId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A library: one file that holds articles as they came, what was read in them, the stories they belong to,
/// and what people know better.
///
/// One process writes at a time; any number read meanwhile, each through a `Library` of its own. Every call
/// that changes something changes all of it or, when it fails or the process ends, nothing.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("library.db");
/// use article::Article;
/// use store::{Library, NewArticle, SearchQuery};
/// let mut library = Library::open(&path)?;
/// let report = NewArticle {
///     article: Article::new("rain.txt", "Rain fell on Oslo. The harbour stayed open."),
///     origin: "rain.txt".into(),
///     raw: b"Rain fell on Oslo. The harbour stayed open.",
///     media: "text/plain".into(),
///     charset: Some("utf-8".into()),
///     extractor: "text 1".into(),
///     added: "2031-05-06T07:08:09Z".into(),
/// };
/// library.add(&[report])?;
/// for key in library.unread(100)? {
///     let reading = read::read(library.article_with_corrections(key)?);
///     library.put_readings(vec![(key, reading)])?;
/// }
/// let page = library.search(&SearchQuery { words: "harbour".into(), ..SearchQuery::default() })?;
/// assert_eq!(page.total, 1);
/// assert_eq!(page.hits[0].snippet.text(), "The harbour stayed open.");
/// # Ok::<(), store::StoreError>(())
/// ```
#[derive(Debug)]
pub struct Library {
    conn: Connection,
    path: PathBuf,
}

/// How much a library holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles, each version of a page counted.
    pub articles: usize,
    /// Pages: articles without those that are later versions of another.
    pub pages: usize,
    /// Articles that have been read.
    pub readings: usize,
    /// Articles that wait to be read, or to be read again.
    pub unread: usize,
    /// Articles with a signature for grouping.
    pub signatures: usize,
    /// Stories.
    pub stories: usize,
    /// Outlets by name, corrections applied.
    pub outlets: usize,
    /// Quotations and claims.
    pub attributions: usize,
    /// Corrections that hold.
    pub corrections: usize,
    /// Bytes of the articles as they came, equal ones counted once, before packing.
    pub raw_bytes: u64,
    /// Bytes of the file and of the log beside it.
    pub file_bytes: u64,
}

impl Library {
    /// Opens the library at `path`, makes it when there is none, and brings an older one up to date.
    ///
    /// A file that is no library is an error and is not touched, nor is a library of a newer release.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_as(path.as_ref(), Way::Make)
    }

    /// Opens a library that is there, for reading and writing.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_as(path.as_ref(), Way::Write)
    }

    /// Opens a library that is there, for reading only: it works beside a writer, and on a medium that cannot
    /// be written.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_as(path.as_ref(), Way::Read)
    }

    fn open_as(path: &Path, way: Way) -> Result<Self, StoreError> {
        Ok(Self { conn: open::open(path, way)?, path: path.to_owned() })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sets how long a call waits for another process that is writing before it fails; five seconds at first.
    pub fn set_patience(&mut self, wait: Duration) -> Result<(), StoreError> {
        self.conn.busy_timeout(wait).map_err(|error| Failure::from(error).at(&self.path))
    }

    /// Looks something up.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Connection) -> Inner<T>) -> Result<T, StoreError> {
        question(&self.conn).map_err(|failure| failure.at(&self.path))
    }

    /// Looks several things up as they are at one moment.
    pub(crate) fn ask_at_once<T>(
        &self,
        question: impl FnOnce(&Connection) -> Inner<T>,
    ) -> Result<T, StoreError> {
        self.ask(|conn| {
            let moment = conn.unchecked_transaction()?;
            question(&moment)
        })
    }

    /// Changes something, all of it or nothing.
    pub(crate) fn change<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Inner<T>,
    ) -> Result<T, StoreError> {
        change_whole(&mut self.conn, change).map_err(|failure| failure.at(&self.path))
    }

    /// A number that changes whenever another connection, of whatever process, has changed the library.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.ask(|conn| Ok(conn.pragma_query_value(None, "data_version", |row| row.get(0))?))
    }

    /// Whether stories must be grouped again: articles were read, added to or removed from the library, or a
    /// correction joined or parted stories.
    pub fn needs_weaving(&self) -> Result<bool, StoreError> {
        self.ask(needs_weaving)
    }

    /// Whether it has no article.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        self.ask(
            |conn| Ok(conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM article)", [], |row| row.get(0))?),
        )
    }

    /// How much it holds. It passes over all of it.
    pub fn counts(&self) -> Result<Counts, StoreError> {
        let file_bytes = [self.path.clone(), open::log_path(&self.path)]
            .iter()
            .filter_map(|path| std::fs::metadata(path).ok())
            .map(|found| found.len())
            .sum();
        self.ask_at_once(|conn| {
            let number = |sql: &str| -> Inner<usize> {
                let number: i64 = conn.query_row(sql, [], |row| row.get(0))?;
                Ok(usize::try_from(number).unwrap_or(0))
            };
            Ok(Counts {
                articles: number("SELECT count(*) FROM article")?,
                pages: number("SELECT count(DISTINCT page) FROM article")?,
                readings: number("SELECT count(*) FROM reading")?,
                unread: number("SELECT count(*) FROM unread")?,
                signatures: number("SELECT count(*) FROM signature")?,
                stories: number("SELECT count(*) FROM story")?,
                outlets: number("SELECT count(DISTINCT outlet_folded) FROM article")?,
                attributions: number("SELECT count(*) FROM attribution")?,
                corrections: number("SELECT count(*) FROM correction WHERE undone IS NULL")?,
                raw_bytes: number("SELECT coalesce(sum(size), 0) FROM raw")? as u64,
                file_bytes,
            })
        })
    }
}

/// Makes a change in one transaction; one that fails leaves nothing behind.
fn change_whole<T>(conn: &mut Connection, change: impl FnOnce(&Transaction<'_>) -> Inner<T>) -> Inner<T> {
    // Taking the lock at once means that a change never fails half-way because of another process.
    let transaction = Transaction::new(conn, TransactionBehavior::Immediate)?;
    let done = change(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

/// Whether stories must be grouped again.
pub(crate) fn needs_weaving(conn: &Connection) -> Inner<bool> {
    Ok(conn.query_row("SELECT EXISTS (SELECT 1 FROM needs_weaving)", [], |row| row.get(0))?)
}

/// Notes that stories must be grouped again.
pub(crate) fn set_needs_weaving(conn: &Connection) -> Inner<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO needs_weaving (one) VALUES (1)")?.execute([])?;
    Ok(())
}

/// A key that is there, else the error for one that is not.
pub(crate) fn id_of(conn: &Connection, key: ArticleKey) -> Inner<article::ArticleId> {
    conn.prepare_cached("SELECT id FROM article WHERE key = ?1")?
        .query_row([key.0], |row| row.get(0))
        .optional()?
        .map(article::ArticleId)
        .ok_or_else(|| StoreError::Removed { key: key.0 }.into())
}

/// The key of the article with this id, else the error for one that is not there.
pub(crate) fn key_of(conn: &Connection, id: &article::ArticleId) -> Inner<ArticleKey> {
    find_key(conn, id)?.ok_or_else(|| StoreError::NoArticle { id: id.clone() }.into())
}

/// The key of the article with this id.
pub(crate) fn find_key(conn: &Connection, id: &article::ArticleId) -> Inner<Option<ArticleKey>> {
    Ok(conn
        .prepare_cached("SELECT key FROM article WHERE id = ?1")?
        .query_row([&id.0], |row| row.get(0))
        .optional()?
        .map(ArticleKey))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewArticle;
    use article::Article;

    /// Bytes that do not pack.
    fn noise(seed: u64, length: usize) -> Vec<u8> {
        let mut state = seed | 1;
        (0..length)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8
            })
            .collect()
    }

    fn report(id: &str, raw: &'static [u8]) -> NewArticle<'static> {
        NewArticle {
            article: Article::new(id, format!("The {id} gate stayed shut.")),
            origin: id.to_owned(),
            raw,
            media: "text/plain".to_owned(),
            charset: None,
            extractor: "test 1".to_owned(),
            added: "2031-05-06T07:08:09Z".to_owned(),
        }
    }

    fn leak(bytes: Vec<u8>) -> &'static [u8] {
        Box::leak(bytes.into_boxed_slice())
    }

    #[test]
    fn a_full_disk_leaves_the_library_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(folder.path().join("library.db")).unwrap();
        library.add(&[report("north", b"1")]).unwrap();
        let limit = |library: &Library, pages: i64| {
            library
                .ask(|conn| {
                    Ok(conn.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)
                })
                .unwrap();
        };
        limit(&library, 1);
        let large: Vec<_> = (0..4).map(|n| report("south", leak(noise(n + 7, 300_000)))).collect();
        let large: Vec<_> = large
            .into_iter()
            .enumerate()
            .map(|(n, mut new)| {
                new.article.id = article::ArticleId(format!("south {n}"));
                new.article.text = format!("Report {n} of the south gate.");
                new
            })
            .collect();
        let error = library.add(&large).unwrap_err();
        assert!(error.is_full(), "{error:?}");
        assert!(error.to_string().contains("run the same command again"));
        assert_eq!(library.counts().unwrap().articles, 1);
        assert_eq!(library.unread(10).unwrap().len(), 1);
        limit(&library, 1_000_000);
        assert_eq!(library.add(&large).unwrap().len(), 4);
        assert_eq!(library.counts().unwrap().articles, 5);
        assert_eq!(library.verify(|_, _| Vec::new()).unwrap().failed, 0);
    }

    #[test]
    fn a_change_that_is_cut_off_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.db");
        let mut library = Library::open(&path).unwrap();
        library.add(&[report("north", b"1")]).unwrap();
        // As when the process is killed: the transaction never ends and its connection is gone.
        let other = Library::open(&path).unwrap();
        other.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        other
            .conn
            .execute_batch(
                "INSERT INTO raw (digest, size, packed) VALUES (1, 1, x'00');
                 DELETE FROM article;",
            )
            .unwrap();
        drop(other);
        assert_eq!(library.counts().unwrap().articles, 1);
        assert_eq!(
            library.doctor().unwrap().iter().filter(|f| f.concern == crate::Concern::Trouble).count(),
            0
        );
        library.add(&[report("north", b"1"), report("south", b"2")]).unwrap();
        assert_eq!(library.counts().unwrap().articles, 2);
    }

    #[test]
    fn an_error_in_the_middle_of_a_change_takes_all_of_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(folder.path().join("library.db")).unwrap();
        let result: Result<(), StoreError> = library.change(|conn| {
            conn.execute("INSERT INTO story (articles) VALUES (3)", [])?;
            conn.execute("INSERT INTO member (article, story, family, why) VALUES (99, 99, 1, '[]')", [])?;
            Ok(())
        });
        assert!(result.is_err());
        assert_eq!(library.counts().unwrap().stories, 0);
    }
}
