//! Keeps what articles are looked up by when others are placed, and which of them came since the day began.

use crate::error::{Failure, Inner, StoreError};
use crate::library::{ArticleKey, Library, StoryId, find_key, needs_weaving, set_needs_weaving};
use article::ArticleId;
use jiff::civil::{Date, date};
use rusqlite::{Connection, OptionalExtension, params};
use weave::Seat;

/// When an article of a story of so many is removed, the others are placed again.
const PLACED_AGAIN: usize = 200;

/// The day from which days are counted.
const FIRST_DAY: Date = date(1970, 1, 1);

/// What grouping needs of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The article.
    pub key: ArticleKey,
    /// Its signature, in a form that only grouping knows.
    pub bytes: Vec<u8>,
    /// What it is looked up by, each key once, with weights.
    pub keys: Vec<(u64, u16)>,
    /// The day among whose articles it is looked up.
    pub day: Date,
}

/// As of when places are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// As they are.
    Now,
    /// As they were when the open day began; what came since has none.
    DayBegin,
}

impl AsOf {
    /// The table of places, as a subquery with the columns of `member`.
    fn members(self) -> &'static str {
        match self {
            Self::Now => "member",
            Self::DayBegin => {
                "(SELECT article, story, family FROM member
                  WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE arrival.article = member.article AND new)
                    AND NOT EXISTS (SELECT 1 FROM before_day WHERE before_day.article = member.article)
                  UNION ALL SELECT article, story, family FROM before_day)"
            }
        }
    }

    /// Where the keys of the articles stand that may have a place, each table with the condition under which they do:
    /// what was there before the day has one.
    fn postings(self) -> &'static [(&'static str, &'static str)] {
        const OLD: (&str, &str) = ("posting", "");
        const NEW: (&str, &str) =
            ("new_posting", "AND EXISTS (SELECT 1 FROM member WHERE member.article = new_posting.article)");
        match self {
            Self::Now => &[OLD, NEW],
            Self::DayBegin => &[OLD],
        }
    }
}

impl Library {
    /// Stores what grouping needs of articles, and notes that they are to be placed. Articles that were removed
    /// in the meantime are passed over.
    pub fn put_signatures(&mut self, signed: &[Signed]) -> Result<(), StoreError> {
        self.change(|conn| {
            for one in signed {
                put(conn, one)?;
            }
            set_needs_weaving(conn)
        })
    }

    /// The signature of an article; `None` when it has none.
    pub fn signature(&self, key: ArticleKey) -> Result<Option<Vec<u8>>, StoreError> {
        self.ask(|conn| {
            Ok(conn
                .prepare_cached("SELECT bytes FROM signature WHERE article = ?1")?
                .query_row([key.0], |row| row.get(0))
                .optional()?)
        })
    }

    /// Articles that were read and that nothing can be looked up by, as in a library of an older format, at most so many.
    pub fn unsigned(&self, limit: usize) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT article FROM reading WHERE NOT EXISTS (
                     SELECT 1 FROM lookup WHERE lookup.article = reading.article) LIMIT ?1",
            )?;
            let rows = statement
                .query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The articles with a key and a place that are nearest in time to an article: at most `reach` before and
    /// `reach` after it, with the weight that the key has for each.
    pub fn nearest(
        &self,
        key: u64,
        beside: ArticleKey,
        reach: usize,
        as_of: AsOf,
    ) -> Result<Vec<(ArticleKey, u16)>, StoreError> {
        self.ask(|conn| {
            let day: Option<i64> = conn
                .prepare_cached("SELECT day FROM lookup WHERE article = ?1")?
                .query_row([beside.0], |row| row.get(0))
                .optional()?;
            let Some(day) = day else { return Ok(Vec::new()) };
            let most = i64::try_from(reach).unwrap_or(i64::MAX);
            let mut found = Vec::new();
            for (side, order) in [("<", "DESC"), (">", "ASC")] {
                let mut here: Vec<(i64, ArticleKey, u16)> = Vec::new();
                for (table, condition) in as_of.postings() {
                    let mut statement = conn.prepare_cached(&format!(
                        "SELECT day, article, weight FROM {table}
                         WHERE key = ?1 AND (day, article) {side} (?2, ?3) {condition}
                         ORDER BY day {order}, article {order} LIMIT ?4"
                    ))?;
                    let rows = statement.query_map(params![number(key), day, beside.0, most], |row| {
                        Ok((row.get(0)?, ArticleKey(row.get(1)?), row.get(2)?))
                    })?;
                    for row in rows {
                        here.push(row?);
                    }
                }
                here.sort_unstable();
                if order == "DESC" {
                    here.reverse();
                }
                found.extend(here.into_iter().take(reach).map(|(_, article, weight)| (article, weight)));
            }
            Ok(found)
        })
    }

    /// The story of an article, and one article of its family; `None` when it has no place.
    pub fn place_of(
        &self,
        key: ArticleKey,
        as_of: AsOf,
    ) -> Result<Option<Seat<ArticleKey, StoryId>>, StoreError> {
        self.ask(|conn| {
            Ok(conn
                .prepare_cached(&format!("SELECT story, family FROM {} WHERE article = ?1", as_of.members()))?
                .query_row([key.0], |row| {
                    Ok(Seat { story: StoryId(row.get(0)?), family: ArticleKey(row.get(1)?) })
                })
                .optional()?)
        })
    }

    /// The articles of a story in order of time; none when there is no such story.
    pub fn members_of(&self, story: StoryId, as_of: AsOf) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(&format!(
                "SELECT place.article FROM {} AS place JOIN lookup USING (article)
                 WHERE story = ?1 ORDER BY day, place.article",
                as_of.members()
            ))?;
            let rows = statement.query_map([story.0], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The key of the article with this id; `None` when there is none.
    pub fn find(&self, id: &ArticleId) -> Result<Option<ArticleKey>, StoreError> {
        self.ask(|conn| find_key(conn, id))
    }

    /// The day that is open, if any.
    pub fn open_day(&self) -> Result<Option<Date>, StoreError> {
        self.ask(|conn| {
            let day: Option<String> =
                conn.query_row("SELECT day FROM open_day", [], |row| row.get(0)).optional()?;
            day.map(|day| day.parse())
                .transpose()
                .map_err(|_| Failure::Damaged("the open day is no date".to_owned()))
        })
    }

    /// Ends the open day and begins another. Says whether it did: what came that day must be settled first.
    pub fn begin_day(&mut self, day: Date) -> Result<bool, StoreError> {
        self.change(|conn| {
            if needs_weaving(conn)? {
                return Ok(false);
            }
            conn.execute("DELETE FROM arrival", [])?;
            conn.execute("DELETE FROM before_day", [])?;
            conn.execute("INSERT OR REPLACE INTO posting SELECT * FROM new_posting", [])?;
            conn.execute("DELETE FROM new_posting", [])?;
            conn.execute(
                "INSERT OR REPLACE INTO open_day (one, day, last_story)
                 VALUES (1, ?1, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'story'), 0))",
                [day.to_string()],
            )?;
            Ok(true)
        })
    }

    /// How many articles came, or are to be placed again, since the day began.
    pub fn arrived(&self) -> Result<usize, StoreError> {
        self.ask(|conn| {
            let count: u32 =
                conn.prepare_cached("SELECT count(*) FROM arrival")?.query_row([], |row| row.get(0))?;
            Ok(count as usize)
        })
    }

    /// Articles that came, or that are to be placed again, since the day began.
    pub fn arrivals(&self) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT article FROM arrival JOIN signature USING (article) ORDER BY article",
            )?;
            let rows = statement.query_map([], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

fn put(conn: &Connection, signed: &Signed) -> Inner<()> {
    let article = signed.key.0;
    let there: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE key = ?1)")?
        .query_row([article], |row| row.get(0))?;
    if !there {
        return Ok(());
    }
    forget(conn, signed.key)?;
    let day = i64::from(FIRST_DAY.until(signed.day).map_or(0, |span| span.get_days()));
    place_again(conn, signed.key)?;
    let new: bool = conn
        .prepare_cached("SELECT new FROM arrival WHERE article = ?1")?
        .query_row([article], |row| row.get(0))?;
    let table = if new { "new_posting" } else { "posting" };
    let mut posting = conn.prepare_cached(&format!(
        "INSERT OR IGNORE INTO {table} (key, day, article, weight) VALUES (?1, ?2, ?3, ?4)"
    ))?;
    let mut keys = Vec::with_capacity(signed.keys.len() * KEY_BYTES);
    for (key, weight) in &signed.keys {
        keys.extend(key.to_le_bytes());
        keys.extend(weight.to_le_bytes());
        posting.execute(params![number(*key), day, article, weight])?;
    }
    conn.prepare_cached("INSERT OR REPLACE INTO signature (article, bytes) VALUES (?1, ?2)")?
        .execute(params![article, signed.bytes])?;
    conn.prepare_cached("INSERT OR REPLACE INTO lookup (article, day, keys) VALUES (?1, ?2, ?3)")?
        .execute(params![article, day, keys])?;
    Ok(())
}

/// Notes that an article is to be placed, for the first time or again.
pub(crate) fn place_again(conn: &Connection, key: ArticleKey) -> Inner<()> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO arrival (article, new)
         VALUES (?1, NOT EXISTS (SELECT 1 FROM member WHERE article = ?1))",
    )?
    .execute([key.0])?;
    set_needs_weaving(conn)
}

/// Notes that the articles of a story are to be placed again, as one of them goes; of a very large story none.
pub(crate) fn place_story_again(conn: &Connection, story: StoryId) -> Inner<()> {
    let mut statement = conn.prepare_cached("SELECT article FROM member WHERE story = ?1 LIMIT ?2")?;
    let members: Vec<i64> = statement
        .query_map(params![story.0, i64::try_from(PLACED_AGAIN + 1).unwrap_or(i64::MAX)], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if members.len() <= PLACED_AGAIN {
        for member in members {
            place_again(conn, ArticleKey(member))?;
        }
    }
    Ok(())
}

/// So many bytes of `lookup.keys` are one key and its weight.
const KEY_BYTES: usize = 10;

/// Takes an article out of the index.
pub(crate) fn forget(conn: &Connection, article: ArticleKey) -> Inner<()> {
    let kept: Option<(Vec<u8>, i64)> = conn
        .prepare_cached("SELECT keys, day FROM lookup WHERE article = ?1")?
        .query_row([article.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((keys, day)) = kept else { return Ok(()) };
    for (table, _) in AsOf::Now.postings() {
        let mut posting = conn
            .prepare_cached(&format!("DELETE FROM {table} WHERE key = ?1 AND day = ?2 AND article = ?3"))?;
        for key in keys.chunks_exact(KEY_BYTES) {
            let Some(key) = key.first_chunk::<8>() else { continue };
            posting.execute(params![number(u64::from_le_bytes(*key)), day, article.0])?;
        }
    }
    Ok(())
}

/// A key as `SQLite` keeps it: the signed integer of the same bits.
fn number(key: u64) -> i64 {
    i64::from_ne_bytes(key.to_ne_bytes())
}
