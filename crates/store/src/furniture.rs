//! Where the lines of an outlet's articles stand, so that what it prints under them again and again can be told from them.

use crate::error::{Inner, StoreError};
use crate::library::{ArticleKey, Library};
use article::Digest;
use read::Reading;
use read::debris::{Seen, is_furniture};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

impl Library {
    /// The lines of an article's outlet that are known to be furniture, by their digests; see [`read::read_knowing`].
    pub fn furniture(&self, key: ArticleKey) -> Result<BTreeSet<Digest>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT digest FROM furniture WHERE outlet = (SELECT outlet_folded FROM article WHERE key = ?1)",
            )?;
            let rows = statement.query_map([key.0], |row| Ok(Digest(row.get::<_, i64>(0)?.cast_unsigned())))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Decides anew which lines are furniture, among those of the articles that were read since this was last asked and those
    /// that were furniture before. Articles with a line about which that changed wait to be read again, and are given back.
    ///
    /// Ask when the articles have their stories: lines are counted by them.
    pub fn learn_furniture(&mut self) -> Result<Vec<ArticleKey>, StoreError> {
        self.change(|conn| {
            let before = known(conn)?;
            let now = counted(conn)?;
            let mut again = BTreeSet::new();
            for (outlet, digest) in before.symmetric_difference(&now) {
                let change = if now.contains(&(outlet.clone(), *digest)) {
                    "INSERT INTO furniture (outlet, digest) VALUES (?1, ?2)"
                } else {
                    "DELETE FROM furniture WHERE outlet = ?1 AND digest = ?2"
                };
                conn.prepare_cached(change)?.execute(params![outlet, digest])?;
                let mut holding = conn.prepare_cached(
                    "SELECT key FROM line JOIN article ON key = line.article
                     WHERE line.digest = ?2 AND outlet_folded = ?1",
                )?;
                for key in holding.query_map(params![outlet, digest], |row| row.get::<_, i64>(0))? {
                    again.insert(key?);
                }
            }
            for key in &again {
                conn.prepare_cached("INSERT OR IGNORE INTO unread (article) VALUES (?1)")?.execute([key])?;
            }
            conn.execute("DELETE FROM unlearned", [])?;
            Ok(again.into_iter().map(ArticleKey).collect())
        })
    }
}

/// The lines that were furniture of the outlets of which something was read.
fn known(conn: &Connection) -> Inner<BTreeSet<(String, i64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT outlet, digest FROM furniture WHERE outlet IN
             (SELECT outlet_folded FROM unlearned JOIN article ON key = unlearned.article)",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lines that are furniture of these outlets now.
fn counted(conn: &Connection) -> Inner<BTreeSet<(String, i64)>> {
    let mut pages = conn.prepare_cached(
        "SELECT outlet_folded, count(DISTINCT page) FROM article WHERE outlet_folded IN
             (SELECT outlet_folded FROM unlearned JOIN article ON key = unlearned.article)
         GROUP BY outlet_folded",
    )?;
    let pages = pages.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pages: BTreeMap<String, u32> = pages.collect::<Result<_, _>>()?;
    let mut lines = conn.prepare_cached(
        "WITH asked (digest) AS (
             SELECT digest FROM line WHERE article IN (SELECT article FROM unlearned)
             UNION SELECT digest FROM furniture)
         SELECT outlet_folded, asked.digest, count(DISTINCT page), count(DISTINCT story)
         FROM asked JOIN line ON line.digest = asked.digest JOIN article ON key = line.article
             JOIN member ON member.article = line.article
         WHERE outlet_folded IS NOT NULL
         GROUP BY outlet_folded, asked.digest",
    )?;
    let rows = lines.query_map([], |row| {
        let count = |column| row.get::<_, u32>(column).map(|count| count as usize);
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, count(2)?, count(3)?))
    })?;
    let mut furniture = BTreeSet::new();
    for row in rows {
        let (outlet, digest, on, stories) = row?;
        let seen = pages.get(&outlet).map(|of| Seen { stories, pages: on, of: *of as usize });
        if seen.is_some_and(is_furniture) {
            furniture.insert((outlet, digest));
        }
    }
    Ok(furniture)
}

/// Stores the lines of an article that was read, in place of those it had.
pub(crate) fn put(conn: &Connection, key: ArticleKey, reading: &Reading) -> Inner<()> {
    conn.prepare_cached("DELETE FROM line WHERE article = ?1")?.execute([key.0])?;
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO line (digest, article) VALUES (?1, ?2)")?;
    for (_, digest) in read::debris::lines(&reading.article.text) {
        insert.execute([digest.0.cast_signed(), key.0])?;
    }
    conn.prepare_cached("INSERT OR IGNORE INTO unlearned (article) VALUES (?1)")?.execute([key.0])?;
    Ok(())
}

/// Has the lines of an article's outlet decided anew, as the article goes.
pub(crate) fn forget(conn: &Connection, key: ArticleKey) -> Inner<()> {
    conn.prepare_cached(
        "INSERT OR IGNORE INTO unlearned (article)
         SELECT key FROM article WHERE outlet_folded = (SELECT outlet_folded FROM article WHERE key = ?1)
             AND key <> ?1 LIMIT 1",
    )?
    .execute([key.0])?;
    Ok(())
}
