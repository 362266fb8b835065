//! Who wants to be called when a story moves or a search finds more, and the calls that are to be made.

use crate::error::StoreError;
use crate::library::{ArticleKey, Library, StoryId};
use rusqlite::{Row, params};

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// Its number; 0 for one that is not stored yet.
    pub id: i64,
    /// Where to call.
    pub url: String,
    /// What calls are signed with.
    pub secret: String,
    /// The story whose new reports it is told of.
    pub story: Option<StoryId>,
    /// The search whose new finds it is told of, JSON.
    pub search: Option<String>,
    /// Who asked for it.
    pub maker: Option<String>,
    /// When, in UTC.
    pub made: String,
    /// The last article that it was told of.
    pub after: ArticleKey,
    /// Why it is called no more.
    pub stopped: Option<String>,
}

/// A call that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The same for each try.
    pub id: String,
    /// Whom to call.
    pub hook: i64,
    /// When it was put, in UTC.
    pub made: String,
    /// What to say, JSON.
    pub body: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried next; never again without.
    pub due: Option<String>,
    /// What came of the last try.
    pub last: Option<String>,
    /// When it arrived.
    pub done: Option<String>,
}

impl Library {
    /// Stores somebody to call, who is told of what comes from now on. Gives the number.
    pub fn put_hook(&mut self, hook: &Hook) -> Result<i64, StoreError> {
        self.change(|conn| {
            conn.prepare_cached(
                "INSERT INTO hook (url, secret, story, search, maker, made, after)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(key), 0) FROM article))",
            )?
            .execute(params![
                hook.url,
                hook.secret,
                hook.story.map(|story| story.0),
                hook.search,
                hook.maker,
                hook.made
            ])?;
            Ok(conn.last_insert_rowid())
        })
    }

    /// All who are to be called, in the order in which that was asked for.
    pub fn hooks(&self) -> Result<Vec<Hook>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT id, url, secret, story, search, maker, made, after, stopped FROM hook ORDER BY id",
            )?;
            Ok(statement.query_map([], hook_of)?.collect::<Result<_, _>>()?)
        })
    }

    /// Calls somebody no more, and forgets what was to be said. Says whether there was such a one.
    pub fn remove_hook(&mut self, id: i64) -> Result<bool, StoreError> {
        self.change(|conn| Ok(conn.prepare_cached("DELETE FROM hook WHERE id = ?1")?.execute([id])? > 0))
    }

    /// Stops calling somebody, for this reason.
    pub fn stop_hook(&mut self, id: i64, why: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("UPDATE hook SET stopped = ?2 WHERE id = ?1")?.execute(params![id, why])?;
            conn.prepare_cached("UPDATE delivery SET due = NULL WHERE hook = ?1")?.execute([id])?;
            Ok(())
        })
    }

    /// Puts calls to be made, and notes up to which article each was told; all of it or nothing. A call that is there already stays
    /// as it is.
    pub fn put_deliveries(
        &mut self,
        deliveries: &[Delivery],
        told: &[(i64, ArticleKey)],
    ) -> Result<(), StoreError> {
        self.change(|conn| {
            for one in deliveries {
                conn.prepare_cached(
                    "INSERT OR IGNORE INTO delivery (id, hook, made, body, tries, due) VALUES (?1, ?2, ?3, ?4, 0, ?5)",
                )?
                .execute(params![one.id, one.hook, one.made, one.body, one.due])?;
            }
            for (hook, after) in told {
                conn.prepare_cached("UPDATE hook SET after = ?2 WHERE id = ?1 AND after < ?2")?
                    .execute(params![hook, after.0])?;
            }
            Ok(())
        })
    }

    /// Up to so many calls that are due at this moment, the longest due first.
    pub fn deliveries_due(&self, now: &str, limit: usize) -> Result<Vec<Delivery>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(&format!(
                "{DELIVERY} WHERE due IS NOT NULL AND due <= ?1 ORDER BY due, id LIMIT ?2"
            ))?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            Ok(statement.query_map(params![now, limit], delivery_of)?.collect::<Result<_, _>>()?)
        })
    }

    /// The last so many calls to somebody, the latest first.
    pub fn deliveries_of(&self, hook: i64, limit: usize) -> Result<Vec<Delivery>, StoreError> {
        self.ask(|conn| {
            let mut statement =
                conn.prepare_cached(&format!("{DELIVERY} WHERE hook = ?1 ORDER BY made DESC, id LIMIT ?2"))?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            Ok(statement.query_map(params![hook, limit], delivery_of)?.collect::<Result<_, _>>()?)
        })
    }

    /// Notes what came of a try: that it arrived (`done`), or when it is tried again (`due`).
    pub fn put_try(&mut self, delivery: &Delivery) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached(
                "UPDATE delivery SET tries = ?2, due = ?3, last = ?4, done = ?5 WHERE id = ?1",
            )?
            .execute(params![
                delivery.id,
                delivery.tries,
                delivery.due,
                delivery.last,
                delivery.done
            ])?;
            Ok(())
        })
    }

    /// Up to so many articles that came after this one, in the order in which they came.
    pub fn added_after(&self, after: ArticleKey, limit: usize) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement =
                conn.prepare_cached("SELECT key FROM article WHERE key > ?1 ORDER BY key LIMIT ?2")?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map([after.0, limit], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The articles of a story that came later than this moment, in UTC, in the order in which they came; those of which that is not
    /// known are not among them.
    pub fn added_since(&self, story: StoryId, after: &str) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT key FROM member JOIN article ON article.key = member.article
                 WHERE story = ?1 AND added > ?2 ORDER BY key",
            )?;
            let rows = statement.query_map(params![story.0, after], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

const DELIVERY: &str = "SELECT id, hook, made, body, tries, due, last, done FROM delivery";

fn hook_of(row: &Row<'_>) -> rusqlite::Result<Hook> {
    Ok(Hook {
        id: row.get(0)?,
        url: row.get(1)?,
        secret: row.get(2)?,
        story: row.get::<_, Option<i64>>(3)?.map(StoryId),
        search: row.get(4)?,
        maker: row.get(5)?,
        made: row.get(6)?,
        after: ArticleKey(row.get(7)?),
        stopped: row.get(8)?,
    })
}

fn delivery_of(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        id: row.get(0)?,
        hook: row.get(1)?,
        made: row.get(2)?,
        body: row.get(3)?,
        tries: row.get(4)?,
        due: row.get(5)?,
        last: row.get(6)?,
        done: row.get(7)?,
    })
}
