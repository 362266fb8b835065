//! Those who read a library: how they are known, and what they have looked at.

use crate::add::fold;
use crate::error::{Inner, StoreError};
use crate::library::{Library, StoryId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// A reader's number in a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReaderId(pub i64);

/// One who reads the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReader {
    /// The number.
    pub id: ReaderId,
    /// The name, as it is shown.
    pub name: String,
    /// The password as a PHC string; none for one who signs in elsewhere.
    pub secret: Option<String>,
}

/// A token by which a program is known as a reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub reader: ReaderId,
    /// What its reader calls it.
    pub name: String,
    /// When it was made, in UTC.
    pub made: String,
    /// When it was used last.
    pub used: Option<String>,
    /// Whether the program may change something.
    pub writes: bool,
}

/// When a reader looked at a story, in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The last look.
    pub at: String,
    /// The look before that.
    pub before: Option<String>,
}

/// How long a session lasts: one that was used last before `used`, or made before `made`, is over. Both in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasts {
    /// Since when it must have been used.
    pub used: String,
    /// Since when it must have been made.
    pub made: String,
}

impl Library {
    /// The reader of this name; made when there is none. Upper and lower case are one.
    pub fn reader(&mut self, name: &str) -> Result<StoredReader, StoreError> {
        self.change(|conn| {
            conn.prepare_cached("INSERT OR IGNORE INTO reader (name, folded) VALUES (?1, ?2)")?
                .execute(params![name, fold(name)])?;
            named(conn, name)?.ok_or_else(|| no_reader(name).into())
        })
    }

    /// The reader of this name.
    pub fn find_reader(&self, name: &str) -> Result<Option<StoredReader>, StoreError> {
        self.ask(|conn| named(conn, name))
    }

    /// All readers, by name.
    pub fn readers(&self) -> Result<Vec<StoredReader>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached("SELECT id, name, secret FROM reader ORDER BY folded")?;
            Ok(statement.query_map([], reader_of)?.collect::<Result<_, _>>()?)
        })
    }

    /// Sets a reader's password, as a PHC string; with `None` the reader cannot sign in by one. All sessions end.
    pub fn set_secret(&mut self, id: ReaderId, secret: Option<&str>) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("UPDATE reader SET secret = ?2 WHERE id = ?1")?
                .execute(params![id.0, secret])?;
            conn.prepare_cached("DELETE FROM session WHERE reader = ?1")?.execute([id.0])?;
            Ok(())
        })
    }

    /// Takes a reader out, with sessions, tokens and what was looked at.
    pub fn remove_reader(&mut self, name: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            let gone = conn.prepare_cached("DELETE FROM reader WHERE folded = ?1")?.execute([fold(name)])?;
            if gone == 0 { Err(no_reader(name).into()) } else { Ok(()) }
        })
    }

    /// Begins a session; `digest` is that of the token that the browser gets.
    pub fn begin_session(&mut self, digest: &[u8], reader: ReaderId, now: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("INSERT INTO session (digest, reader, made, used) VALUES (?1, ?2, ?3, ?3)")?
                .execute(params![digest, reader.0, now])?;
            Ok(())
        })
    }

    /// Whose session this is, while it lasts; and when it was used last.
    pub fn session(
        &self,
        digest: &[u8],
        lasts: &Lasts,
    ) -> Result<Option<(StoredReader, String)>, StoreError> {
        self.ask(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT reader.id, name, secret, used FROM session JOIN reader ON reader.id = session.reader
                     WHERE digest = ?1 AND used >= ?2 AND made >= ?3",
                )?
                .query_row(params![digest, lasts.used, lasts.made], |row| {
                    Ok((reader_of(row)?, row.get(3)?))
                })
                .optional()?)
        })
    }

    /// Notes that a session was used.
    pub fn touch_session(&mut self, digest: &[u8], now: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("UPDATE session SET used = ?2 WHERE digest = ?1")?
                .execute(params![digest, now])?;
            Ok(())
        })
    }

    /// Ends a session.
    pub fn end_session(&mut self, digest: &[u8]) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("DELETE FROM session WHERE digest = ?1")?.execute([digest])?;
            Ok(())
        })
    }

    /// Forgets the sessions that are over. Says how many those were.
    pub fn end_sessions(&mut self, lasts: &Lasts) -> Result<usize, StoreError> {
        self.change(|conn| {
            Ok(conn
                .prepare_cached("DELETE FROM session WHERE used < ?1 OR made < ?2")?
                .execute(params![lasts.used, lasts.made])?)
        })
    }

    /// Keeps a token of a program, by its digest. Gives its number.
    pub fn put_token(
        &mut self,
        digest: &[u8],
        reader: ReaderId,
        name: &str,
        writes: bool,
        now: &str,
    ) -> Result<i64, StoreError> {
        self.change(|conn| {
            conn.prepare_cached(
                "INSERT INTO token (digest, reader, name, made, writes) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![digest, reader.0, name, now, writes])?;
            Ok(conn.last_insert_rowid())
        })
    }

    /// Whose token this is.
    pub fn token(&self, digest: &[u8]) -> Result<Option<(StoredReader, Token)>, StoreError> {
        self.ask(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT reader.id, reader.name, secret, token.id, token.name, made, used, writes
                     FROM token JOIN reader ON reader.id = token.reader WHERE digest = ?1",
                )?
                .query_row([digest], |row| Ok((reader_of(row)?, token_of(row)?)))
                .optional()?)
        })
    }

    /// Notes that a token was used.
    pub fn touch_token(&mut self, id: i64, now: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("UPDATE token SET used = ?2 WHERE id = ?1")?.execute(params![id, now])?;
            Ok(())
        })
    }

    /// The tokens of all readers, each with its reader's name, in the order in which they were made.
    pub fn tokens(&self) -> Result<Vec<(StoredReader, Token)>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT reader.id, reader.name, secret, token.id, token.name, made, used, writes
                 FROM token JOIN reader ON reader.id = token.reader ORDER BY token.id",
            )?;
            let rows = statement.query_map([], |row| Ok((reader_of(row)?, token_of(row)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Withdraws a token. Says whether it was there.
    pub fn remove_token(&mut self, id: i64) -> Result<bool, StoreError> {
        self.change(|conn| Ok(conn.prepare_cached("DELETE FROM token WHERE id = ?1")?.execute([id])? > 0))
    }

    /// Notes that a reader looks at a story now. Where the last look was at `same` or later, it is still that one; else that becomes
    /// the look before. Gives both as they are then.
    pub fn look(
        &mut self,
        reader: ReaderId,
        story: StoryId,
        now: &str,
        same: &str,
    ) -> Result<Look, StoreError> {
        self.change(|conn| {
            conn.prepare_cached(
                "INSERT INTO seen (reader, story, at) VALUES (?1, ?2, ?3)
                 ON CONFLICT (reader, story) DO UPDATE
                 SET before = CASE WHEN at >= ?4 THEN before ELSE at END, at = max(at, ?3)",
            )?
            .execute(params![reader.0, story.0, now, same])?;
            Ok(conn
                .prepare_cached("SELECT at, before FROM seen WHERE reader = ?1 AND story = ?2")?
                .query_row([reader.0, story.0], look_of)?)
        })
    }

    /// When a reader looked at these stories; those not looked at are not among them.
    pub fn looks(
        &self,
        reader: ReaderId,
        stories: &[StoryId],
    ) -> Result<BTreeMap<StoryId, Look>, StoreError> {
        self.ask(|conn| {
            let mut looks = BTreeMap::new();
            let mut statement =
                conn.prepare_cached("SELECT at, before FROM seen WHERE reader = ?1 AND story = ?2")?;
            for story in stories {
                if let Some(look) = statement.query_row([reader.0, story.0], look_of).optional()? {
                    looks.insert(*story, look);
                }
            }
            Ok(looks)
        })
    }

    /// Up to so many stories that moved since a reader last looked at them, those that moved last first.
    pub fn moved(&self, reader: ReaderId, limit: usize) -> Result<Vec<StoryId>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT story.id FROM seen JOIN story ON story.id = seen.story
                 WHERE seen.reader = ?1 AND story.moved > seen.at ORDER BY story.moved DESC, story.id LIMIT ?2",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map([reader.0, limit], |row| row.get(0).map(StoryId))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notes that a reader has now looked at all stories that were looked at before.
    pub fn look_at_all(&mut self, reader: ReaderId, now: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            conn.prepare_cached("UPDATE seen SET before = at, at = ?2 WHERE reader = ?1 AND at < ?2")?
                .execute(params![reader.0, now])?;
            Ok(())
        })
    }
}

fn no_reader(name: &str) -> StoreError {
    StoreError::NoReader { name: name.to_owned() }
}

fn named(conn: &Connection, name: &str) -> Inner<Option<StoredReader>> {
    Ok(conn
        .prepare_cached("SELECT id, name, secret FROM reader WHERE folded = ?1")?
        .query_row([fold(name)], reader_of)
        .optional()?)
}

fn reader_of(row: &Row<'_>) -> rusqlite::Result<StoredReader> {
    Ok(StoredReader { id: ReaderId(row.get(0)?), name: row.get(1)?, secret: row.get(2)? })
}

fn token_of(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get(3)?,
        reader: ReaderId(row.get(0)?),
        name: row.get(4)?,
        made: row.get(5)?,
        used: row.get(6)?,
        writes: row.get(7)?,
    })
}

fn look_of(row: &Row<'_>) -> rusqlite::Result<Look> {
    Ok(Look { at: row.get(0)?, before: row.get(1)? })
}
