//! Keeps the numbers of stories when articles are placed, and records what moves.

use crate::error::{Failure, Inner};
use crate::library::{StoryId, set_needs_weaving};
use crate::stories::{Grouped, Grouping, refresh};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// What an article's row in `member` says: story, family and reasons.
type Place = (i64, i64, String);

/// An article's place to be.
struct Next {
    story: i64,
    family: i64,
    why: String,
}

/// Stores where articles were placed, and gives the number of each story.
pub(crate) fn put(conn: &Connection, grouping: &Grouping) -> Inner<BTreeMap<usize, StoryId>> {
    let mut seats = Seats { conn, settled: grouping.settled, now: BTreeMap::new(), was: BTreeMap::new() };
    let mut placed: BTreeMap<i64, &Grouped> = BTreeMap::new();
    let mut present = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM article WHERE key = ?1)")?;
    for grouped in &grouping.placed {
        if present.query_row([grouped.key.0], |row| row.get::<_, bool>(0))? {
            placed.insert(grouped.key.0, grouped);
        }
    }
    let ids = numbers(&mut seats, &placed, &grouping.whole)?;
    let (families, renamed) = families(&mut seats, &placed)?;
    let mut next: BTreeMap<i64, Next> = BTreeMap::new();
    for (key, grouped) in &placed {
        let (Some(story), Some(family)) = (ids.get(&grouped.story), families.get(&grouped.family)) else {
            continue;
        };
        let was = seats.was(*key)?;
        let stays = was.as_ref().filter(|was| grouped.had_place && was.0 == story.0);
        let why = match stays {
            Some((_, _, why)) => why.clone(),
            None => serde_json::to_string(&grouped.why)
                .map_err(|error| Failure::Damaged(format!("reasons are no JSON: {error}")))?,
        };
        next.insert(*key, Next { story: story.0, family: *family, why });
    }
    // What placing on arrival changed and settling did not look at is as it was.
    let whole: BTreeMap<i64, usize> = grouping.whole.iter().map(|(story, label)| (story.0, *label)).collect();
    let follows = |story: i64| whole.get(&story).and_then(|label| ids.get(label)).map_or(story, |id| id.0);
    if grouping.settled {
        for (key, (story, family, why)) in before_day(conn)? {
            next.entry(key).or_insert_with(|| Next { story: follows(story), family, why });
        }
    }
    for story in whole.keys().filter(|story| follows(**story) != **story) {
        for (key, (_, family, why)) in seats.members_were(*story)? {
            next.entry(key).or_insert_with(|| Next { story: follows(*story), family, why });
        }
    }
    for (family, name) in renamed {
        for key in seats.of_family(family)? {
            if let Some((story, _, why)) = seats.was(key)? {
                next.entry(key).or_insert(Next { story: follows(story), family: name, why }).family = name;
            }
        }
    }
    write(&mut seats, next, grouping)?;
    if grouping.settled {
        conn.execute("DELETE FROM needs_weaving", [])?;
        let left_out: bool = conn.query_row(
            "SELECT EXISTS (SELECT 1 FROM arrival JOIN signature USING (article)
             WHERE article NOT IN (SELECT article FROM member))",
            [],
            |row| row.get(0),
        )?;
        if left_out {
            // Articles that were read while this grouping was made.
            set_needs_weaving(conn)?;
        }
    }
    Ok(ids)
}

/// Writes what differs, and records what moved: most articles stay where they are.
fn write(seats: &mut Seats<'_>, next: BTreeMap<i64, Next>, grouping: &Grouping) -> Inner<()> {
    let conn = seats.conn;
    let mut went: BTreeMap<(i64, i64), (usize, i64, String)> = BTreeMap::new();
    let mut touched: BTreeSet<i64> = BTreeSet::new();
    for (key, next) in next {
        let now = seats.now(key)?;
        if now.as_ref().is_some_and(|now| now.0 == next.story && now.1 == next.family && now.2 == next.why) {
            continue;
        }
        if let Some((story, family, why)) = &now {
            conn.prepare_cached(
                "INSERT OR IGNORE INTO before_day (article, story, family, why)
                 SELECT ?1, ?2, ?3, ?4
                 WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE article = ?1 AND new)",
            )?
            .execute(params![key, story, family, why])?;
            if *story != next.story {
                touched.insert(*story);
                went.entry((*story, next.story)).or_insert_with(|| (0, key, next.why.clone())).0 += 1;
            }
        }
        if now.is_none_or(|now| now.0 != next.story) {
            touched.insert(next.story);
            // A story that had become part of another and is one of its own again has its number back.
            conn.prepare_cached("INSERT OR IGNORE INTO story (id, articles) VALUES (?1, 0)")?
                .execute([next.story])?;
            conn.prepare_cached("DELETE FROM gone_story WHERE id = ?1")?.execute([next.story])?;
        }
        conn.prepare_cached(
            "INSERT INTO member (article, story, family, why) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (article) DO UPDATE
             SET story = excluded.story, family = excluded.family, why = excluded.why
             WHERE (story, family, why) IS NOT (excluded.story, excluded.family, excluded.why)",
        )?
        .execute(params![key, next.story, next.family, next.why])?;
    }
    for story in touched {
        let most = went
            .iter()
            .filter(|((from, _), _)| *from == story)
            .max_by_key(|((_, to), (count, ..))| (*count, std::cmp::Reverse(*to)))
            .map(|((_, to), _)| StoryId(*to));
        refresh(conn, StoryId(story), most)?;
    }
    for ((from, to), (count, first, why)) in went {
        conn.prepare_cached(
            "INSERT INTO story_change (at, from_story, to_story, articles, first, why)
             SELECT ?1, ?2, ?3, ?4, id, ?6 FROM article WHERE key = ?5",
        )?
        .execute(params![
            grouping.at,
            from,
            to,
            i64::try_from(count).unwrap_or(i64::MAX),
            first,
            why
        ])?;
    }
    Ok(())
}

/// Where articles are and where they were, looked up when asked for.
struct Seats<'c> {
    conn: &'c Connection,
    settled: bool,
    now: BTreeMap<i64, Option<Place>>,
    was: BTreeMap<i64, Option<Place>>,
}

impl Seats<'_> {
    /// The place of an article as it stands.
    fn now(&mut self, key: i64) -> Inner<Option<Place>> {
        if let Some(known) = self.now.get(&key) {
            return Ok(known.clone());
        }
        let found = self.row("SELECT story, family, why FROM member WHERE article = ?1", key)?;
        self.now.insert(key, found.clone());
        Ok(found)
    }

    /// The place from which an article moves: when a day is settled the one it had as the day began, if it had one.
    fn was(&mut self, key: i64) -> Inner<Option<Place>> {
        if let Some(known) = self.was.get(&key) {
            return Ok(known.clone());
        }
        let mut found = None;
        if self.settled {
            found = self.row("SELECT story, family, why FROM before_day WHERE article = ?1", key)?;
        }
        if found.is_none() {
            found = self.now(key)?;
        }
        self.was.insert(key, found.clone());
        Ok(found)
    }

    fn row(&self, sql: &str, key: i64) -> Inner<Option<Place>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        Ok(statement.query_row([key], row).optional()?)
    }

    /// The articles that are known as of a family.
    fn of_family(&self, family: i64) -> Inner<Vec<i64>> {
        let mut statement = self.conn.prepare_cached("SELECT article FROM member WHERE family = ?1")?;
        Ok(statement.query_map([family], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// The articles of a story from which they move.
    fn members_were(&mut self, story: i64) -> Inner<Vec<(i64, Place)>> {
        let mut statement = self.conn.prepare_cached(if self.settled {
            "SELECT article FROM member WHERE story = ?1 AND article NOT IN (SELECT article FROM before_day)
             UNION SELECT article FROM before_day WHERE story = ?1"
        } else {
            "SELECT article FROM member WHERE story = ?1"
        })?;
        let keys: Vec<i64> = statement.query_map([story], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut members = Vec::new();
        for key in keys {
            if let Some(place) = self.was(key)? {
                members.push((key, place));
            }
        }
        Ok(members)
    }
}

/// The rows of `before_day`.
fn before_day(conn: &Connection) -> Inner<BTreeMap<i64, Place>> {
    let mut statement = conn.prepare_cached("SELECT article, story, family, why FROM before_day")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The number of each story of a grouping.
fn numbers(
    seats: &mut Seats<'_>,
    placed: &BTreeMap<i64, &Grouped>,
    whole: &[(StoryId, usize)],
) -> Inner<BTreeMap<usize, StoryId>> {
    let conn = seats.conn;
    // A story that was there before the day keeps its number even while what came that day leaves it again.
    let last: i64 = if seats.settled {
        conn.query_row("SELECT coalesce(max(last_story), 0) FROM open_day", [], |row| row.get(0))?
    } else {
        0
    };
    let mut shared: BTreeMap<(i64, usize), usize> = BTreeMap::new();
    let mut first_article: BTreeMap<usize, i64> = BTreeMap::new();
    for (key, grouped) in placed {
        first_article.entry(grouped.story).or_insert(*key);
        if let Some((story, ..)) = seats.was(*key)? {
            let new: bool = conn
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM arrival WHERE article = ?1 AND new)")?
                .query_row([key], |row| row.get(0))?;
            if !new || story > last {
                *shared.entry((story, grouped.story)).or_default() += 1;
            }
        }
    }
    for (story, label) in whole {
        let articles: i64 = conn
            .prepare_cached("SELECT count(*) FROM member WHERE story = ?1")?
            .query_row([story.0], |row| row.get(0))?;
        *shared.entry((story.0, *label)).or_default() += usize::try_from(articles).unwrap_or(0);
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

/// The key that stands for each family of a grouping, the first of its articles, and the families known by another
/// one until now, of which not all articles were looked at.
#[expect(clippy::type_complexity, reason = "the two halves of one answer")]
fn families(
    seats: &mut Seats<'_>,
    placed: &BTreeMap<i64, &Grouped>,
) -> Inner<(BTreeMap<usize, i64>, Vec<(i64, i64)>)> {
    let mut families: BTreeMap<usize, i64> = BTreeMap::new();
    let mut were: BTreeSet<(usize, i64)> = BTreeSet::new();
    for (key, grouped) in placed {
        families.entry(grouped.family).or_insert(*key);
        if grouped.had_place
            && let Some((_, family, _)) = seats.was(*key)?
            && !placed.contains_key(&family)
        {
            were.insert((grouped.family, family));
        }
    }
    for (label, family) in &were {
        if let Some(first) = families.get_mut(label) {
            *first = (*first).min(*family);
        }
    }
    let renamed = were
        .iter()
        .filter_map(|(label, family)| Some((*family, *families.get(label)?)))
        .filter(|(family, name)| family != name)
        .collect();
    Ok((families, renamed))
}
