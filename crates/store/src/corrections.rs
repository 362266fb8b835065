//! Keeps what people know better than the program. Nothing here is ever deleted.

use crate::add::fold;
use crate::error::{Failure, Inner, StoreError};
use crate::index::place_again;
use crate::library::{ArticleKey, Library, find_key};
use crate::stories;
use article::{ArticleId, Correction, PartialDate};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Names a correction within one library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CorrectionId(pub i64);

impl fmt::Display for CorrectionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// A correction with its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCorrection {
    /// Its number.
    pub id: CorrectionId,
    /// What it says.
    pub correction: Correction,
    /// Why, in the words of the person who made it.
    pub note: Option<String>,
    /// Who made it, where that was said.
    pub maker: Option<String>,
    /// When it was made.
    pub made: String,
    /// When it was taken back; `None` for one that holds.
    pub undone: Option<String>,
    /// Who took it back, where that was said.
    pub undoer: Option<String>,
    /// Whether it names an article that is not in the library, so that for now it changes nothing.
    pub dormant: bool,
}

impl Library {
    /// Stores a correction and gives its number; that of the one that holds already when it says the same.
    ///
    /// A corrected outlet or date holds at once, and the article is to be read again, as it is when a speaker
    /// was corrected. Stories joined or parted are to be grouped again. `who` made it, where that is
    /// known; `now` is the moment, in ISO 8601.
    pub fn correct(
        &mut self,
        correction: &Correction,
        note: Option<&str>,
        who: Option<&str>,
        now: &str,
    ) -> Result<CorrectionId, StoreError> {
        self.change(|conn| {
            let articles = articles_of(correction);
            for id in &articles {
                if find_key(conn, id)?.is_none() {
                    return Err(StoreError::NoArticle { id: (*id).clone() }.into());
                }
            }
            if let Some(why) = unfit(conn, correction)? {
                return Err(StoreError::Unfit { why }.into());
            }
            let body = serde_json::to_string(correction)
                .map_err(|error| Failure::Damaged(format!("a correction is no JSON: {error}")))?;
            let known = conn
                .prepare_cached("SELECT id FROM correction WHERE body = ?1 AND undone IS NULL")?
                .query_row([&body], |row| row.get(0))
                .optional()?;
            if let Some(known) = known {
                return Ok(CorrectionId(known));
            }
            conn.prepare_cached("INSERT INTO correction (body, note, maker, made) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![body, note, who, now])?;
            let id = CorrectionId(conn.last_insert_rowid());
            for article in articles {
                conn.prepare_cached(
                    "INSERT OR IGNORE INTO correction_article (article_id, correction) VALUES (?1, ?2)",
                )?
                .execute(params![article.0, id.0])?;
            }
            take_effect(conn, correction)?;
            Ok(id)
        })
    }

    /// Takes a correction back. It stays listed among those that were undone.
    pub fn undo(&mut self, id: CorrectionId, who: Option<&str>, now: &str) -> Result<(), StoreError> {
        self.change(|conn| {
            let mut statement = conn.prepare_cached(&select("WHERE id = ?1"))?;
            let mut rows = statement.query([id.0])?;
            let Some(row) = rows.next()? else {
                return Err(StoreError::NoCorrection { why: format!("no correction {id}") }.into());
            };
            let stored = correction_of(row)?;
            if let Some(when) = stored.undone {
                let why = format!("correction {id} was undone before, {when}");
                return Err(StoreError::NoCorrection { why }.into());
            }
            conn.prepare_cached("UPDATE correction SET undone = ?2, undoer = ?3 WHERE id = ?1")?
                .execute(params![id.0, now, who])?;
            take_effect(conn, &stored.correction)
        })
    }

    /// All corrections that hold, in the order in which they were made; with `include_undone` also those that
    /// were taken back.
    pub fn corrections(&self, include_undone: bool) -> Result<Vec<StoredCorrection>, StoreError> {
        self.ask(|conn| {
            let filter = if include_undone { "" } else { "WHERE undone IS NULL" };
            collect(conn, filter, [])
        })
    }

    /// The corrections that hold and name this article.
    pub fn corrections_of(&self, id: &ArticleId) -> Result<Vec<StoredCorrection>, StoreError> {
        self.ask(|conn| {
            collect(
                conn,
                "WHERE undone IS NULL
                 AND id IN (SELECT correction FROM correction_article WHERE article_id = ?1)",
                [&id.0],
            )
        })
    }
}

fn select(filter: &str) -> String {
    format!(
        "SELECT id, body, note, made, undone, EXISTS (
             SELECT 1 FROM correction_article AS named WHERE named.correction = correction.id
             AND named.article_id NOT IN (SELECT id FROM article)), maker, undoer
         FROM correction {filter} ORDER BY id"
    )
}

fn collect(conn: &Connection, filter: &str, values: impl rusqlite::Params) -> Inner<Vec<StoredCorrection>> {
    let mut statement = conn.prepare_cached(&select(filter))?;
    let mut rows = statement.query(values)?;
    let mut corrections = Vec::new();
    while let Some(row) = rows.next()? {
        corrections.push(correction_of(row)?);
    }
    Ok(corrections)
}

fn correction_of(row: &Row<'_>) -> Inner<StoredCorrection> {
    let id = CorrectionId(row.get(0)?);
    let body: String = row.get(1)?;
    Ok(StoredCorrection {
        id,
        correction: serde_json::from_str(&body)
            .map_err(|error| Failure::Damaged(format!("correction {id} does not parse: {error}")))?,
        note: row.get(2)?,
        made: row.get(3)?,
        undone: row.get(4)?,
        dormant: row.get(5)?,
        maker: row.get(6)?,
        undoer: row.get(7)?,
    })
}

/// The articles that a correction names.
fn articles_of(correction: &Correction) -> Vec<&ArticleId> {
    match correction {
        Correction::JoinStories { a, b } | Correction::PartStories { a, b } => vec![a, b],
        Correction::JoinPeople { .. } | Correction::PartPeople { .. } => Vec::new(),
        Correction::Speaker { article, .. }
        | Correction::NotQuotation { article, .. }
        | Correction::Debris { article, .. }
        | Correction::Published { article, .. }
        | Correction::Outlet { article, .. } => vec![article],
    }
}

/// Why a correction can mean nothing.
fn unfit(conn: &Connection, correction: &Correction) -> Inner<Option<String>> {
    Ok(match correction {
        Correction::JoinStories { a, b } | Correction::PartStories { a, b } if a == b => {
            Some(format!("it names the article {a} twice; name one article of each story"))
        }
        Correction::JoinPeople { a, b } | Correction::PartPeople { a, b } if a == b => {
            Some(format!("it gives the name {a} twice; give both names as they are shown"))
        }
        Correction::JoinPeople { a, b } | Correction::PartPeople { a, b }
            if a.trim().is_empty() || b.trim().is_empty() =>
        {
            Some("a name is empty; give both names as they are shown".to_owned())
        }
        Correction::Outlet { outlet, .. } if outlet.0.trim().is_empty() => {
            Some("the outlet has no name".to_owned())
        }
        Correction::Speaker { article, span, .. }
        | Correction::NotQuotation { article, span }
        | Correction::Debris { article, span, .. } => {
            let text: String = conn
                .prepare_cached("SELECT text FROM article WHERE id = ?1")?
                .query_row([&article.0], |row| row.get(0))?;
            span.of(&text).is_none().then(|| {
                format!("bytes {}..{} are no place in the text of article {article}", span.start, span.end)
            })
        }
        _ => None,
    })
}

/// Does what follows from a correction that was made or taken back.
fn take_effect(conn: &Connection, correction: &Correction) -> Inner<()> {
    match correction {
        Correction::JoinStories { a, b } | Correction::PartStories { a, b } => {
            for id in [a, b] {
                if let Some(key) = find_key(conn, id)? {
                    place_again(conn, key)?;
                }
            }
            Ok(())
        }
        // People are joined and parted as a story is told, from the corrections themselves.
        Correction::JoinPeople { .. } | Correction::PartPeople { .. } => Ok(()),
        Correction::Published { article, .. } | Correction::Outlet { article, .. } => {
            apply(conn, article)?;
            read_again(conn, article)
        }
        Correction::Speaker { article, .. }
        | Correction::NotQuotation { article, .. }
        | Correction::Debris { article, .. } => read_again(conn, article),
    }
}

fn read_again(conn: &Connection, id: &ArticleId) -> Inner<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO unread (article) SELECT key FROM article WHERE id = ?1")?
        .execute([&id.0])?;
    Ok(())
}

/// Gives an article the outlet and the date that it is shown with: the last ones that people said, else the
/// ones it came with.
pub(crate) fn apply(conn: &Connection, id: &ArticleId) -> Inner<()> {
    let corrections = collect(
        conn,
        "WHERE undone IS NULL AND id IN (SELECT correction FROM correction_article WHERE article_id = ?1)",
        [&id.0],
    )?;
    let found = conn
        .prepare_cached(
            "SELECT key, outlet, published, shown_outlet, shown_published FROM article WHERE id = ?1",
        )?
        .query_row([&id.0], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, Option<String>>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, Option<String>>(3)?,
                row.get::<_, Option<String>>(4)?,
            ))
        })
        .optional()?;
    let Some((key, mut outlet, mut published, shown_outlet, shown_published)) = found else { return Ok(()) };
    for stored in corrections {
        match stored.correction {
            Correction::Outlet { outlet: said, .. } => outlet = Some(said.0),
            Correction::Published { date, .. } => published = Some(date.to_string()),
            _ => {}
        }
    }
    if outlet == shown_outlet && published == shown_published {
        return Ok(());
    }
    let date: Option<PartialDate> = published
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Failure::Damaged(format!("article {id} has a date that is none")))?;
    conn.prepare_cached(
        "UPDATE article SET shown_outlet = ?2, outlet_folded = ?3, shown_published = ?4, first_day = ?5,
             last_day = ?6 WHERE key = ?1",
    )?
    .execute(params![
        key,
        outlet,
        outlet.as_deref().map(fold),
        published,
        date.map(|date| date.first_day().to_string()),
        date.map(|date| date.last_day().to_string()),
    ])?;
    if let Some(story) = stories::story_of(conn, ArticleKey(key))? {
        stories::refresh(conn, story, None)?;
    }
    Ok(())
}
