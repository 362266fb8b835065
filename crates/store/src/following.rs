//! Keeps the feeds that are followed and the pages that they led to, as `gather` says they are.

use crate::error::{Failure, Inner, StoreError};
use crate::library::Library;
use gather::watch::{Feed, Outcome, Page};
use gather::web::{Address, Hold};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How many pages a feed led to, by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PageCounts {
    /// Pages yet to be had.
    pub waiting: usize,
    /// Pages whose report was had.
    pub kept: usize,
    /// Pages with no report to be had, or none that may be kept.
    pub refused: usize,
    /// Pages that were had and then taken away by their outlet.
    pub withdrawn: usize,
}

impl Library {
    /// The feeds that are followed, in the order in which they came.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        self.ask(|conn| bodies(conn, "SELECT body FROM feed ORDER BY id", []))
    }

    /// Follows these feeds; of one that is followed already it keeps what is known and takes over what the user says of it.
    /// Gives how many are new.
    pub fn follow(&mut self, feeds: &[Feed]) -> Result<usize, StoreError> {
        self.change(|conn| {
            let mut new = 0;
            let followed: Vec<Feed> = bodies(conn, "SELECT body FROM feed ORDER BY id", [])?;
            for feed in feeds {
                // A list may have it where it stood before it moved.
                let is_it = |known: &&Feed| {
                    known.address == feed.address || known.moved_from.as_ref() == Some(&feed.address)
                };
                let known = followed.iter().find(is_it).cloned();
                let is_known = known.is_some();
                let mut kept: Feed = known.unwrap_or_else(|| feed.clone());
                kept.said = feed.said.clone();
                if is_known {
                    change_feed(conn, &kept.address, &kept)?;
                } else {
                    new += 1;
                    conn.execute(
                        "INSERT INTO feed (address, condition, body) VALUES (?1, ?2, ?3)",
                        params![kept.address.as_str(), kept.condition.to_string(), body(&kept)?],
                    )?;
                }
            }
            Ok(new)
        })
    }

    /// Follows a feed no longer, and asks for none of its pages; the reports that it brought stay. Gives whether it was followed.
    pub fn unfollow(&mut self, address: &Address) -> Result<bool, StoreError> {
        self.change(|conn| {
            let id: Option<i64> = conn
                .query_row("SELECT id FROM feed WHERE address = ?1", [address.as_str()], |row| row.get(0))
                .optional()?;
            let Some(id) = id else { return Ok(false) };
            conn.execute("DELETE FROM feed_page WHERE feed = ?1 AND outcome = 'waiting'", [id])?;
            conn.execute("UPDATE feed_page SET due = NULL WHERE feed = ?1", [id])?;
            conn.execute("DELETE FROM feed WHERE id = ?1", [id])?;
            Ok(true)
        })
    }

    /// Stores what an answer made of the feed that stood at `was`, and the pages that it led to. What the user says of the feed
    /// stays as it is stored. A feed that moved to where another is followed is stored as gone,
    /// at its old place. Gives the feed as it is stored; nothing, and stores nothing, when it is followed no longer.
    pub fn put_feed(
        &mut self,
        was: &Address,
        feed: &Feed,
        pages: &[Page],
        hold: Option<&Hold>,
    ) -> Result<Option<Feed>, StoreError> {
        self.change(|conn| {
            let known = bodies(conn, "SELECT body FROM feed WHERE address = ?1", [was.as_str()])?.pop();
            let Some(Feed { said, .. }) = known else { return Ok(None) };
            let is_taken = *was != feed.address
                && conn
                    .prepare_cached("SELECT EXISTS (SELECT 1 FROM feed WHERE address = ?1)")?
                    .query_row([feed.address.as_str()], |row| row.get::<_, bool>(0))?;
            let moment = feed.asked.unwrap_or(feed.since);
            let mut feed = if is_taken { feed.clone().gone_from(was, moment) } else { feed.clone() };
            feed.said = said;
            change_feed(conn, was, &feed)?;
            put_hold(conn, hold)?;
            pages.iter().try_for_each(|page| put_page(conn, page, &feed.address))?;
            Ok(Some(feed))
        })
    }

    /// Has a feed asked at once; see [`Feed::ask_now`]. Gives whether it is followed.
    pub fn ask_feed(&mut self, address: &Address, now: Timestamp) -> Result<bool, StoreError> {
        self.change(|conn| {
            let known = bodies(conn, "SELECT body FROM feed WHERE address = ?1", [address.as_str()])?.pop();
            let Some(mut feed) = known else { return Ok(false) };
            Feed::ask_now(&mut feed, now);
            change_feed(conn, address, &feed)?;
            Ok(true)
        })
    }

    /// Stores what answers made of pages. A page that is no longer to be asked for, as its feed is followed no longer, is left as
    /// it is.
    pub fn put_pages(&mut self, pages: &[Page], holds: &[Hold]) -> Result<(), StoreError> {
        self.change(|conn| {
            holds.iter().try_for_each(|hold| put_hold(conn, Some(hold)))?;
            pages.iter().try_for_each(|page| change_page(conn, page))
        })
    }

    /// The page that is known under a key.
    pub fn page(&self, key: &str) -> Result<Option<Page>, StoreError> {
        self.ask(|conn| Ok(bodies(conn, "SELECT body FROM feed_page WHERE key = ?1", [key])?.pop()))
    }

    /// The pages that are to be asked for, now or later.
    pub fn pages_due(&self) -> Result<Vec<Page>, StoreError> {
        self.ask(|conn| {
            bodies(conn, "SELECT body FROM feed_page WHERE due IS NOT NULL ORDER BY due, key", [])
        })
    }

    /// The pages of a feed that ended so, in the order of their keys.
    pub fn pages_of(&self, feed: &Address, outcome: Outcome) -> Result<Vec<Page>, StoreError> {
        let sql = "SELECT body FROM feed_page WHERE feed = (SELECT id FROM feed WHERE address = ?1) AND outcome = ?2 ORDER BY key";
        self.ask(|conn| bodies(conn, sql, [feed.as_str(), outcome.to_string().as_str()]))
    }

    /// What became of the pages of a feed.
    pub fn page_counts(&self, feed: &Address) -> Result<PageCounts, StoreError> {
        self.ask(|conn| {
            let mut counts = PageCounts::default();
            let mut statement = conn.prepare_cached(
                "SELECT outcome, count(*) FROM feed_page
                 WHERE feed = (SELECT id FROM feed WHERE address = ?1) GROUP BY outcome",
            )?;
            let mut rows = statement.query([feed.as_str()])?;
            while let Some(row) = rows.next()? {
                let (outcome, count): (String, i64) = (row.get(0)?, row.get(1)?);
                let count = usize::try_from(count).unwrap_or(0);
                match outcome.as_str() {
                    "waiting" => counts.waiting = count,
                    "kept" => counts.kept = count,
                    "refused" => counts.refused = count,
                    _ => counts.withdrawn = count,
                }
            }
            Ok(counts)
        })
    }

    /// The hosts that asked to be left alone.
    pub fn holds(&self) -> Result<Vec<Hold>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached("SELECT host, until FROM held_host ORDER BY host")?;
            let rows =
                statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
            let mut holds = Vec::new();
            for row in rows {
                let (host, until) = row?;
                holds.push((host, Timestamp::from_second(until).unwrap_or(Timestamp::MIN)));
            }
            Ok(holds)
        })
    }
}

/// What stands as JSON in the first column of each row.
fn bodies<T: DeserializeOwned>(conn: &Connection, sql: &str, of: impl rusqlite::Params) -> Inner<Vec<T>> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(0)?;
        found.push(serde_json::from_str(&body).map_err(|error| {
            Failure::Damaged(format!(
                "what is known of a feed or a page of one is not what was stored: {error}"
            ))
        })?);
    }
    Ok(found)
}

fn body(value: &impl Serialize) -> Inner<String> {
    serde_json::to_string(value).map_err(|error| Failure::Damaged(format!("no JSON: {error}")))
}

/// Stores a feed in place of the one at `was`.
fn change_feed(conn: &Connection, was: &Address, feed: &Feed) -> Inner<()> {
    conn.prepare_cached("UPDATE feed SET address = ?2, condition = ?3, body = ?4 WHERE address = ?1")?
        .execute(params![was.as_str(), feed.address.as_str(), feed.condition.to_string(), body(feed)?])?;
    Ok(())
}

/// Stores a page; one that is there stays that of the feed that led to it first.
fn put_page(conn: &Connection, page: &Page, feed: &Address) -> Inner<()> {
    conn.prepare_cached(
        "INSERT INTO feed_page (key, feed, due, outcome, body)
         VALUES (?1, (SELECT id FROM feed WHERE address = ?2), ?3, ?4, ?5)
         ON CONFLICT (key) DO UPDATE SET feed = coalesce(feed, excluded.feed), due = ?3, outcome = ?4, body = ?5",
    )?
    .execute(params![
        page.key,
        feed.as_str(),
        page.due.map(Timestamp::as_second),
        page.outcome.to_string(),
        body(page)?
    ])?;
    Ok(())
}

fn change_page(conn: &Connection, page: &Page) -> Inner<()> {
    conn.prepare_cached(
        "UPDATE feed_page SET due = ?2, outcome = ?3, body = ?4 WHERE key = ?1 AND due IS NOT NULL",
    )?
    .execute(params![
        page.key,
        page.due.map(Timestamp::as_second),
        page.outcome.to_string(),
        body(page)?
    ])?;
    Ok(())
}

fn put_hold(conn: &Connection, hold: Option<&Hold>) -> Inner<()> {
    let Some((host, until)) = hold else { return Ok(()) };
    conn.prepare_cached("INSERT INTO held_host (host, until) VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET until = max(until, ?2)")?
        // Rounded up: a second early is early.
        .execute(params![host, until.as_second().saturating_add(1)])?;
    Ok(())
}
