//! Stories as they were told last: kept so that one that has not changed need not be woven again.

use crate::error::{Inner, StoreError};
use crate::library::{Library, StoryId};
use crate::pack;
use crate::stories::no_story;
use rusqlite::{Connection, OptionalExtension, params};

/// What a story is told from: two that are equal are told alike by the same rules.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    story: i64,
    corrections: String,
}

impl Library {
    /// The state that a story is in now.
    pub fn story_state(&self, id: StoryId) -> Result<State, StoreError> {
        self.ask(|conn| {
            let story: Option<i64> = conn
                .prepare_cached("SELECT state FROM story WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            let Some(story) = story else { return Err(no_story(conn, id)?.into()) };
            Ok(State { story, corrections: corrections(conn)? })
        })
    }

    /// Keeps a story as it was told in `state` by `rules`; unless it is in another state by now. `summary` is what it comes to in
    /// a list, `account` all of it; both in the caller's own form.
    pub fn put_told(
        &mut self,
        id: StoryId,
        state: &State,
        rules: &str,
        summary: &str,
        account: &[u8],
    ) -> Result<(), StoreError> {
        let packed = pack::pack(account).map_err(|failure| failure.at(self.path()))?;
        self.change(|conn| {
            let now: Option<i64> = conn
                .prepare_cached("SELECT state FROM story WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            if now != Some(state.story) || corrections(conn)? != state.corrections {
                return Ok(());
            }
            conn.prepare_cached(
                "INSERT OR REPLACE INTO told (story, state, corrections, rules, summary, size, packed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                id.0,
                state.story,
                state.corrections,
                rules,
                summary,
                i64::try_from(account.len()).unwrap_or(i64::MAX),
                packed
            ])?;
            Ok(())
        })
    }

    /// A story as it was told last by `rules`, if it is still in the state that it was in then.
    pub fn told(&self, id: StoryId, rules: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.ask(|conn| {
            let found: Option<(Vec<u8>, i64)> = conn
                .prepare_cached(&format!("SELECT packed, size FROM {VALID} AND story = ?3"))?
                .query_row(params![rules, corrections(conn)?, id.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            found.map(|(packed, size)| pack::unpack(&packed, size)).transpose()
        })
    }

    /// What a story came to in a list when it was told last by `rules`, if it is still in that state.
    pub fn summary(&self, id: StoryId, rules: &str) -> Result<Option<String>, StoreError> {
        self.ask(|conn| {
            Ok(conn
                .prepare_cached(&format!("SELECT summary FROM {VALID} AND story = ?3"))?
                .query_row(params![rules, corrections(conn)?, id.0], |row| row.get(0))
                .optional()?)
        })
    }

    /// Up to so many stories, of at least so many articles, that have not been told by `rules` in the state they are in, the latest first.
    pub fn untold(&self, rules: &str, at_least: usize, limit: usize) -> Result<Vec<StoryId>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT id FROM story WHERE articles >= ?4 AND NOT EXISTS (
                     SELECT 1 FROM told WHERE told.story = story.id AND told.state = story.state
                         AND rules = ?1 AND corrections = ?2)
                 ORDER BY last_day DESC, id DESC LIMIT ?3",
            )?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let at_least = i64::try_from(at_least).unwrap_or(i64::MAX);
            let rows = statement.query_map(params![rules, corrections(conn)?, limit, at_least], |row| {
                row.get(0).map(StoryId)
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// The stories whose last telling still holds.
const VALID: &str = "told JOIN story ON story.id = told.story AND story.state = told.state
    WHERE rules = ?1 AND corrections = ?2";

/// What changes whenever people say who is one and who is two, or take that back: it holds in all stories. All other corrections
/// change a reading, a place or an imprint of one of them.
fn corrections(conn: &Connection) -> Inner<String> {
    Ok(conn
        .prepare_cached(
            "SELECT count(*) || ':' || count(undone) FROM correction
             WHERE body ->> '$.kind' IN ('join_people', 'part_people')",
        )?
        .query_row([], |row| row.get(0))?)
}
