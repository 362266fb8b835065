//! Keeps the numbers of stories when articles are grouped anew.

use crate::error::{Failure, Inner};
use crate::library::{StoryId, set_needs_weaving};
use crate::stories::{Grouped, refresh};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// What an article's row in `member` says.
type Place = (i64, i64, String);

/// Replaces the grouping of the library, and gives the number of each story.
pub(crate) fn put(conn: &Connection, grouping: &[Grouped]) -> Inner<BTreeMap<usize, StoryId>> {
    let mut before: BTreeMap<i64, Place> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT article, story, family, why FROM member")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        before.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?));
    }
    let mut present = conn.prepare("SELECT EXISTS (SELECT 1 FROM article WHERE key = ?1)")?;
    let mut after: BTreeMap<i64, &Grouped> = BTreeMap::new();
    for grouped in grouping {
        if present.query_row([grouped.key.0], |row| row.get::<_, bool>(0))? {
            after.insert(grouped.key.0, grouped);
        }
    }

    let ids = numbers(conn, &before, &after)?;
    let mut families: BTreeMap<usize, i64> = BTreeMap::new();
    for (key, grouped) in &after {
        families.entry(grouped.family).or_insert(*key);
    }

    // Only what differs is written: most articles stay where they are.
    let mut touched = BTreeSet::new();
    for (key, grouped) in &after {
        let (Some(story), Some(family)) = (ids.get(&grouped.story), families.get(&grouped.family)) else {
            continue;
        };
        let why = serde_json::to_string(&grouped.why)
            .map_err(|error| Failure::Damaged(format!("reasons are no JSON: {error}")))?;
        let was = before.get(key);
        if was.is_some_and(|was| was.0 == story.0 && was.1 == *family && was.2 == why) {
            continue;
        }
        if was.is_none_or(|was| was.0 != story.0) {
            touched.extend(was.map(|was| was.0));
            touched.insert(story.0);
        }
        conn.prepare_cached(
            "INSERT OR REPLACE INTO member (article, story, family, why) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![key, story.0, family, why])?;
    }
    for (key, (story, ..)) in &before {
        if !after.contains_key(key) {
            conn.prepare_cached("DELETE FROM member WHERE article = ?1")?.execute([key])?;
            touched.insert(*story);
        }
    }
    for story in touched {
        let went = most_went_to(story, &before, &after, &ids);
        refresh(conn, StoryId(story), went)?;
    }
    conn.execute("DELETE FROM needs_weaving", [])?;
    let left_out: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM signature WHERE article NOT IN (SELECT article FROM member))",
        [],
        |row| row.get(0),
    )?;
    if left_out {
        // Articles that were read while this grouping was made.
        set_needs_weaving(conn)?;
    }
    Ok(ids)
}

/// The number of each story of a grouping.
fn numbers(
    conn: &Connection,
    before: &BTreeMap<i64, Place>,
    after: &BTreeMap<i64, &Grouped>,
) -> Inner<BTreeMap<usize, StoryId>> {
    let mut shared: BTreeMap<(i64, usize), usize> = BTreeMap::new();
    let mut first_article: BTreeMap<usize, i64> = BTreeMap::new();
    for (key, grouped) in after {
        first_article.entry(grouped.story).or_insert(*key);
        if let Some((story, ..)) = before.get(key) {
            *shared.entry((*story, grouped.story)).or_default() += 1;
        }
    }
    let mut claims: Vec<(usize, i64, i64, usize)> = shared
        .into_iter()
        .map(|((old, new), count)| (count, old, first_article.get(&new).copied().unwrap_or(0), new))
        .collect();
    claims.sort_by_key(|(count, old, first, _)| (std::cmp::Reverse(*count), *old, *first));
    let mut ids: BTreeMap<usize, StoryId> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, old, _, new) in claims {
        if !taken.contains(&old) && !ids.contains_key(&new) {
            taken.insert(old);
            ids.insert(new, StoryId(old));
        }
    }
    // The rest are numbered by their first article, so that the labels of the grouping do not matter.
    let mut rest: Vec<(i64, usize)> = first_article
        .into_iter()
        .filter(|(new, _)| !ids.contains_key(new))
        .map(|(new, first)| (first, new))
        .collect();
    rest.sort_unstable();
    for (_, new) in rest {
        conn.prepare_cached("INSERT INTO story (articles) VALUES (0)")?.execute([])?;
        ids.insert(new, StoryId(conn.last_insert_rowid()));
    }
    Ok(ids)
}

/// The story to which most articles of an old one went.
fn most_went_to(
    story: i64,
    before: &BTreeMap<i64, Place>,
    after: &BTreeMap<i64, &Grouped>,
    ids: &BTreeMap<usize, StoryId>,
) -> Option<StoryId> {
    let mut went: BTreeMap<StoryId, usize> = BTreeMap::new();
    for (key, _) in before.iter().filter(|(_, place)| place.0 == story) {
        if let Some(now) = after.get(key).and_then(|grouped| ids.get(&grouped.story)) {
            *went.entry(*now).or_default() += 1;
        }
    }
    went.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id))).map(|(id, _)| id)
}
