//! Keeps which articles make a story, under numbers that stay.

use crate::error::{Failure, Inner, StoreError};
use crate::grouping;
use crate::library::{ArticleKey, Library, StoryId};
use crate::search::{self, Conditions, SearchQuery};
use article::ArticleId;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};
use serde::Serialize;
use std::collections::BTreeMap;

/// A headline that stands for a story is cut after so many characters.
const TITLE_CHARACTERS: usize = 160;

/// An article's place in a grouping of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouped {
    /// The article.
    pub key: ArticleKey,
    /// The number of its story within this grouping.
    pub story: usize,
    /// The number of its family within this grouping.
    pub family: usize,
    /// Why it belongs to both, in words for a reader.
    pub why: Vec<String>,
    /// Whether it had a place: where it keeps its story it keeps its reasons too.
    pub had_place: bool,
}

/// Where articles were placed that were looked at together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grouping {
    /// The articles.
    pub placed: Vec<Grouped>,
    /// Stories of which all articles follow, those not looked at as well, with their numbers within this grouping.
    pub whole: Vec<(StoryId, usize)>,
    /// Whether this settles what came since the day began: what was placed since then and is not in it is taken back.
    pub settled: bool,
    /// When, in ISO 8601.
    pub at: String,
}

/// Articles that went from one story to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryChange {
    /// When, in ISO 8601.
    pub at: String,
    /// The story they left.
    pub from: StoryId,
    /// The story they came to.
    pub to: StoryId,
    /// How many went.
    pub articles: usize,
    /// The first of them.
    pub first: ArticleId,
    /// Why, in words for a reader.
    pub why: Vec<String>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The article.
    pub key: ArticleKey,
    /// One article of its family, the same for all of the family.
    pub family: ArticleKey,
    /// Why it belongs to the story and the family, in words for a reader.
    pub why: Vec<String>,
}

/// Which stories are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryFilter {
    /// Only stories with an article that this search finds; how many it asks for does not matter.
    pub articles: SearchQuery,
    /// Only stories of at least so many articles.
    pub at_least: usize,
    /// At most so many; 0 for 50.
    pub limit: usize,
    /// So many are passed over.
    pub offset: usize,
}

/// Some of the stories asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryPage {
    /// How many there are in all.
    pub total: usize,
    /// The latest first; those without a day last.
    pub stories: Vec<StoryRow>,
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// Its number.
    pub id: StoryId,
    /// Its title as it was woven, else the headline or first line of its earliest article.
    pub title: String,
    /// How many articles it has.
    pub articles: usize,
    /// Their outlets, in order of name.
    pub outlets: Vec<String>,
    /// The first day that one of its articles may be of.
    pub first_day: Option<Date>,
    /// The last day that one of its articles may be of.
    pub last_day: Option<Date>,
    /// When its last article came into the library, in UTC, as far as it is known.
    pub moved: Option<String>,
}

impl Library {
    /// Stores where articles were placed, and gives the number of each story of the grouping.
    ///
    /// Story numbers stay: a story keeps the number of the one with which it shares most articles (of equal
    /// ones the lowest); where two claim one number, the one that shares more has it. Other stories get
    /// numbers that were never used. A story left without articles vanishes, and its number leads to the one
    /// that most of them went to. Articles not named stay where they are, or follow their story; those no longer in
    /// the library are passed over. That articles went from one story to another is recorded.
    pub fn put_grouping(&mut self, grouping: &Grouping) -> Result<BTreeMap<usize, StoryId>, StoreError> {
        self.change(|conn| grouping::put(conn, grouping))
    }

    /// What was moved into or out of a story, the latest first.
    pub fn story_changes(&self, id: StoryId) -> Result<Vec<StoryChange>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT at, from_story, to_story, articles, first, why FROM story_change
                 WHERE from_story = ?1 OR to_story = ?1 ORDER BY id DESC",
            )?;
            let mut rows = statement.query([id.0])?;
            let mut changes = Vec::new();
            while let Some(row) = rows.next()? {
                let why: String = row.get(5)?;
                changes.push(StoryChange {
                    at: row.get(0)?,
                    from: StoryId(row.get(1)?),
                    to: StoryId(row.get(2)?),
                    articles: row.get::<_, u32>(3)? as usize,
                    first: ArticleId(row.get(4)?),
                    why: serde_json::from_str(&why).map_err(|_| {
                        Failure::Damaged(format!("the reasons for a change of story {id} are no list"))
                    })?,
                });
            }
            Ok(changes)
        })
    }

    /// Stores the title of a story as it was woven; it holds until the articles of the story change.
    pub fn put_story_title(&mut self, id: StoryId, title: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            match conn.execute("UPDATE story SET title = ?2 WHERE id = ?1", params![id.0, title])? {
                0 => Err(no_story(conn, id)?.into()),
                _ => Ok(()),
            }
        })
    }

    /// The stories that a filter lets through.
    pub fn stories(&self, filter: &StoryFilter) -> Result<StoryPage, StoreError> {
        self.ask_at_once(|conn| list(conn, filter))
    }

    /// The articles of a story, the earliest first; those without a date last.
    pub fn story(&self, id: StoryId) -> Result<Vec<ArticleKey>, StoreError> {
        Ok(self.members(id)?.into_iter().map(|member| member.key).collect())
    }

    /// The articles of a story with their families and the reasons, in the order of [`Library::story`].
    pub fn members(&self, id: StoryId) -> Result<Vec<Member>, StoreError> {
        self.ask_at_once(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT member.article, family, why FROM member JOIN article ON article.key = member.article
                 WHERE story = ?1 ORDER BY first_day IS NULL, first_day, shown_published, key",
            )?;
            let rows = statement.query_map([id.0], |row| {
                Ok((ArticleKey(row.get(0)?), ArticleKey(row.get(1)?), row.get::<_, String>(2)?))
            })?;
            let mut members = Vec::new();
            for row in rows {
                let (key, family, why) = row?;
                let why = serde_json::from_str(&why).map_err(|_| {
                    Failure::Damaged(format!("the reasons for the article with key {} are no list", key.0))
                })?;
                members.push(Member { key, family, why });
            }
            if members.is_empty() { Err(no_story(conn, id)?.into()) } else { Ok(members) }
        })
    }

    /// A story as it stands in the list.
    pub fn story_row(&self, id: StoryId) -> Result<StoryRow, StoreError> {
        self.ask_at_once(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT id, title, articles, first_day, last_day, moved FROM story WHERE id = ?1",
            )?;
            let mut rows = statement.query([id.0])?;
            match rows.next()? {
                Some(row) => row_of(conn, row),
                None => Err(no_story(conn, id)?.into()),
            }
        })
    }

    /// The story of an article, once it is grouped.
    pub fn story_of(&self, key: ArticleKey) -> Result<Option<StoryId>, StoreError> {
        self.ask(|conn| story_of(conn, key))
    }
}

/// Brings a story's row up to date with its articles, or ends the story when it has none.
pub(crate) fn refresh(conn: &Connection, id: StoryId, went_to: Option<StoryId>) -> Inner<()> {
    conn.prepare_cached(
        "UPDATE story SET title = NULL,
             (articles, first_day, last_day) =
             (SELECT count(*), min(first_day), max(last_day) FROM member JOIN article ON key = article
              WHERE story = ?1)
         WHERE id = ?1",
    )?
    .execute([id.0])?;
    let ended = conn.prepare_cached("DELETE FROM story WHERE id = ?1 AND articles = 0")?.execute([id.0])?;
    if ended > 0 {
        conn.prepare_cached("INSERT OR REPLACE INTO gone_story (id, became) VALUES (?1, ?2)")?
            .execute(params![id.0, went_to.map(|story| story.0)])?;
    }
    Ok(())
}

/// The story of an article.
pub(crate) fn story_of(conn: &Connection, key: ArticleKey) -> Inner<Option<StoryId>> {
    Ok(conn
        .prepare_cached("SELECT story FROM member WHERE article = ?1")?
        .query_row([key.0], |row| row.get(0))
        .optional()?
        .map(StoryId))
}

/// The error for a story that is not there, with where its articles went.
pub(crate) fn no_story(conn: &Connection, id: StoryId) -> Inner<StoreError> {
    let became: Option<i64> = conn
        .query_row(
            "WITH RECURSIVE path (id, step) AS (
                 SELECT became, 1 FROM gone_story WHERE id = ?1
                 UNION ALL
                 SELECT became, step + 1 FROM gone_story JOIN path USING (id) WHERE step < 1000)
             SELECT path.id FROM path JOIN story USING (id) LIMIT 1",
            [id.0],
            |row| row.get(0),
        )
        .optional()?;
    Ok(StoreError::NoStory { id, became: became.map(StoryId) })
}

fn list(conn: &Connection, filter: &StoryFilter) -> Inner<StoryPage> {
    let Some((from, Conditions { sql, mut values })) = search::which(&filter.articles) else {
        return Ok(StoryPage { total: 0, stories: Vec::new() });
    };
    let found = match sql.as_slice() {
        [] => String::new(),
        all => format!(
            "AND id IN (SELECT story FROM member WHERE member.article IN (SELECT key FROM {from} WHERE {}))",
            all.join(" AND ")
        ),
    };
    // Every story has an article: to ask for that would pass over all of them.
    let at_least = if filter.at_least > 1 {
        values.push(i64::try_from(filter.at_least).unwrap_or(i64::MAX).into());
        format!("articles >= ?{}", values.len())
    } else {
        "true".to_owned()
    };
    let conditions = format!("WHERE {at_least} {found}");
    let total: u32 = conn
        .prepare_cached(&format!("SELECT count(*) FROM story {conditions}"))?
        .query_row(params_from_iter(&values), |row| row.get(0))?;
    let limit = if filter.limit == 0 { 50 } else { filter.limit };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT id, title, articles, first_day, last_day, moved FROM story {conditions}
         ORDER BY last_day DESC, id DESC LIMIT {} OFFSET {}",
        i64::try_from(limit).unwrap_or(i64::MAX),
        i64::try_from(filter.offset).unwrap_or(i64::MAX)
    ))?;
    let mut rows = statement.query(params_from_iter(&values))?;
    let mut stories = Vec::new();
    while let Some(row) = rows.next()? {
        stories.push(row_of(conn, row)?);
    }
    Ok(StoryPage { total: total as usize, stories })
}

fn row_of(conn: &Connection, row: &Row<'_>) -> Inner<StoryRow> {
    let id = StoryId(row.get(0)?);
    let title: Option<String> = row.get(1)?;
    let day = |column: usize| -> Inner<Option<Date>> {
        let written: Option<String> = row.get(column)?;
        written
            .map(|written| written.parse())
            .transpose()
            .map_err(|_| Failure::Damaged(format!("story {id} has a day that is none")))
    };
    Ok(StoryRow {
        id,
        title: match title {
            Some(title) => title,
            None => headline(conn, id)?,
        },
        articles: row.get::<_, u32>(2)? as usize,
        outlets: outlets(conn, id)?,
        first_day: day(3)?,
        last_day: day(4)?,
        moved: row.get(5)?,
    })
}

/// The headline of the earliest article that has one, else the first line of the earliest.
fn headline(conn: &Connection, id: StoryId) -> Inner<String> {
    let found: Option<String> = conn
        .prepare_cached(
            "SELECT coalesce(title, trim(substr(text, 1, 1000), char(9, 10, 13, 32))) FROM member
             JOIN article ON article.key = member.article WHERE story = ?1
             ORDER BY title IS NULL, first_day IS NULL, first_day, key LIMIT 1",
        )?
        .query_row([id.0], |row| row.get(0))
        .optional()?;
    let found = found.unwrap_or_default();
    let line = found.trim().lines().next().unwrap_or("").trim_end();
    match line.char_indices().nth(TITLE_CHARACTERS) {
        Some((end, _)) => Ok(format!("{}…", line.get(..end).unwrap_or(line).trim_end())),
        None => Ok(line.to_owned()),
    }
}

fn outlets(conn: &Connection, id: StoryId) -> Inner<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT min(shown_outlet) FROM member JOIN article ON article.key = member.article
         WHERE story = ?1 AND shown_outlet IS NOT NULL GROUP BY outlet_folded ORDER BY 1",
    )?;
    Ok(statement.query_map([id.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
