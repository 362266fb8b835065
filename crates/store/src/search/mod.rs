//! Finds articles by words, names, speakers, outlets and days.

mod snippet;
mod words;

pub use snippet::{Segment, Snippet};

use crate::add::fold;
use crate::error::{Failure, Inner, StoreError};
use crate::library::{ArticleKey, Library, StoryId};
use article::{ArticleId, Outlet, PartialDate, Span};
use jiff::civil::Date;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

/// What is looked for. What is left empty does not limit the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words that all stand in the headline, the text or the outlet's name. `"…"` is a phrase, `word*` is all
    /// words that begin so. Case and accents do not matter. No text is an error.
    pub words: String,
    /// The outlet; upper and lower case are one.
    pub outlet: Option<String>,
    /// A person named in the article: each word must be part of one of the person's names there.
    pub person: Option<String>,
    /// Anyone or anything named in the article: person, organisation, place or group.
    pub named: Option<String>,
    /// Anyone or anything that the article calls just so: all of one of its names there, small and capital letters aside.
    pub called: Option<String>,
    /// A place named in the article.
    pub place: Option<String>,
    /// The article's language, by its BCP 47 tag or the beginning of one: `en` is all English.
    pub language: Option<String>,
    /// Whose quotation or claim stands in the article, by name: a person, or an organisation that speaks.
    pub speaker: Option<String>,
    /// The story.
    pub story: Option<StoryId>,
    /// Published on this day or later, as far as its date tells. Articles without a date are left out.
    pub from: Option<Date>,
    /// Published on this day or earlier, as far as its date tells. Articles without a date are left out.
    pub to: Option<Date>,
    /// At most so many; 0 for 20.
    pub limit: usize,
    /// So many are passed over.
    pub offset: usize,
}

/// Some of what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPage {
    /// How many articles were found in all.
    pub total: usize,
    /// How many words at the end of the query were not looked for, as there were too many.
    pub words_left_out: usize,
    /// The best first when words were asked for, else the latest.
    pub hits: Vec<SearchHit>,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The article.
    pub key: ArticleKey,
    /// Its id.
    pub id: ArticleId,
    /// Its headline, when it came apart from the text.
    pub title: Option<String>,
    /// Its outlet, corrections applied.
    pub outlet: Option<Outlet>,
    /// Its date, corrections applied.
    pub published: Option<PartialDate>,
    /// The story it belongs to, once grouped.
    pub story: Option<StoryId>,
    /// Whether a later version of its page is in the library.
    pub superseded: bool,
    /// The sentence with most of the words.
    pub snippet: Snippet,
    /// With [`SearchQuery::speaker`]: what that speaker says in this article, in its order.
    pub said: Vec<Utterance>,
}

/// A piece of what a speaker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The speaker by the fullest name in the article.
    pub speaker: String,
    /// Where the words stand.
    pub span: Span,
    /// The words, as they stand there.
    pub exact: String,
    /// Whether they stand between quotation marks.
    pub quoted: bool,
}

impl Library {
    /// Finds articles. Whatever is typed is a question, never an error of syntax.
    pub fn search(&self, query: &SearchQuery) -> Result<SearchPage, StoreError> {
        self.ask_at_once(|conn| search(conn, query))
    }
}

impl Library {
    /// Everything that somebody says in an article, in its order; the speaker by the fullest name, else by the words that name the
    /// source, and empty where it cannot be told.
    pub fn utterances(&self, key: ArticleKey) -> Result<Vec<Utterance>, StoreError> {
        self.ask(|conn| {
            let mut statement = conn.prepare_cached(
                "SELECT coalesce(speaker, source), \"start\", \"end\", exact, kind <> 'indirect' FROM attribution
                 JOIN attributed ON attributed.article = attribution.article
                      AND attributed.attribution = attribution.number
                 WHERE attribution.article = ?1 ORDER BY attribution.number, attributed.number",
            )?;
            let mut rows = statement.query([key.0])?;
            let mut said = Vec::new();
            while let Some(row) = rows.next()? {
                said.push(utterance(row)?);
            }
            Ok(said)
        })
    }
}

/// Conditions of a question in SQL with their values.
pub(crate) struct Conditions {
    pub(crate) sql: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// Adds a condition in which `?` is its value.
    fn push(&mut self, sql: &str, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql.push(sql.replace('?', &format!("?{}", self.values.len())));
    }
}

/// The entities with a name that matches.
const WITH_NAME: &str = "SELECT found.article FROM name_text
    JOIN entity_name AS found ON found.name = name_text.rowid
    JOIN entity ON entity.article = found.article AND entity.number = found.entity";

/// The conditions of a question, with the tables that they are of; `None` when nothing can fulfil them.
pub(crate) fn which(query: &SearchQuery) -> Option<(&'static str, Conditions)> {
    let asked = words::asked(&query.words);
    if asked.expression.is_none() && !query.words.trim().is_empty() {
        return None;
    }
    let from = if asked.expression.is_some() {
        "article_text JOIN article ON article.key = article_text.rowid"
    } else {
        "article"
    };
    Some((from, conditions(query, asked.expression.as_deref())?))
}

fn search(conn: &Connection, query: &SearchQuery) -> Inner<SearchPage> {
    let asked = words::asked(&query.words);
    let mut page = SearchPage { total: 0, words_left_out: asked.left_out, hits: Vec::new() };
    if asked.expression.is_none() && !query.words.trim().is_empty() {
        // Marks alone stand in no index.
        return Ok(page);
    }
    let Some(conditions) = conditions(query, asked.expression.as_deref()) else { return Ok(page) };
    let from = if asked.expression.is_some() {
        "FROM article_text JOIN article ON article.key = article_text.rowid"
    } else {
        "FROM article"
    };
    let filter = if conditions.sql.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.sql.join(" AND "))
    };
    // A headline says in few words what the text says in many.
    let order = if asked.expression.is_some() {
        "bm25(article_text, 4.0, 2.0, 1.0), key"
    } else {
        "last_day DESC, shown_published DESC, key DESC"
    };
    let total: u32 = conn
        .prepare_cached(&format!("SELECT count(*) {from} {filter}"))?
        .query_row(params_from_iter(&conditions.values), |row| row.get(0))?;
    page.total = total as usize;
    let limit = if query.limit == 0 { 20 } else { query.limit };
    let mut statement = conn.prepare_cached(&format!(
        "SELECT key {from} {filter} ORDER BY {order} LIMIT {} OFFSET {}",
        i64::try_from(limit).unwrap_or(i64::MAX),
        i64::try_from(query.offset).unwrap_or(i64::MAX)
    ))?;
    let keys = statement
        .query_map(params_from_iter(&conditions.values), |row| row.get(0))?
        .collect::<Result<Vec<i64>, _>>()?;
    let speaker = query.speaker.as_deref().and_then(words::named);
    for key in keys {
        page.hits.push(hit(conn, ArticleKey(key), asked.expression.as_deref(), speaker.as_deref())?);
    }
    Ok(page)
}

/// What an article must fulfil; `None` when none can.
fn conditions(query: &SearchQuery, expression: Option<&str>) -> Option<Conditions> {
    let mut all = Conditions { sql: Vec::new(), values: Vec::new() };
    if let Some(expression) = expression {
        all.push("article_text MATCH ?", expression.to_owned());
    }
    if let Some(outlet) = &query.outlet {
        all.push("outlet_folded = ?", fold(outlet));
    }
    if let Some(person) = &query.person {
        let which = format!("key IN ({WITH_NAME} WHERE name_text MATCH ? AND entity.kind = 'person')");
        all.push(&which, words::named(person)?);
    }
    if let Some(named) = &query.named {
        all.push(&format!("key IN ({WITH_NAME} WHERE name_text MATCH ?)"), words::named(named)?);
    }
    if let Some(called) = &query.called {
        // The index of words finds few, of which those are kept that have no other words.
        let at = all.values.len();
        all.values.extend([words::named(called)?.into(), called.clone().into()]);
        all.sql.push(format!(
            "key IN ({WITH_NAME} WHERE name_text MATCH ?{} AND name_text.name = ?{} COLLATE NOCASE)",
            at + 1,
            at + 2
        ));
    }
    if let Some(place) = &query.place {
        let which = format!("key IN ({WITH_NAME} WHERE name_text MATCH ? AND entity.kind = 'place')");
        all.push(&which, words::named(place)?);
    }
    if let Some(language) = &query.language {
        let tag = language.trim().to_lowercase();
        all.push("lower(language) || '-' LIKE ? || '-%'", tag);
    }
    if let Some(speaker) = &query.speaker {
        let which = format!(
            "key IN ({WITH_NAME} WHERE name_text MATCH ? AND EXISTS (
                 SELECT 1 FROM attribution
                 WHERE attribution.article = found.article AND attribution.entity = found.entity))"
        );
        all.push(&which, words::named(speaker)?);
    }
    if let Some(story) = query.story {
        all.push("key IN (SELECT article FROM member WHERE story = ?)", story.0);
    }
    if let Some(from) = query.from {
        all.push("last_day >= ?", from.to_string());
    }
    if let Some(to) = query.to {
        all.push("first_day <= ?", to.to_string());
    }
    Some(all)
}

fn hit(
    conn: &Connection,
    key: ArticleKey,
    expression: Option<&str>,
    speaker: Option<&str>,
) -> Inner<SearchHit> {
    let article = crate::articles::corrected(conn, key)?;
    let superseded = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM article AS later JOIN article AS this USING (page)
             WHERE this.key = ?1 AND later.number > this.number)",
        )?
        .query_row([key.0], |row| row.get(0))?;
    Ok(SearchHit {
        key,
        snippet: snippet::snippet(conn, key, &article.text, expression)?,
        said: speaker.map_or(Ok(Vec::new()), |speaker| said(conn, key, speaker))?,
        id: article.id,
        title: article.title,
        outlet: article.outlet,
        published: article.published,
        story: crate::stories::story_of(conn, key)?,
        superseded,
    })
}

/// What a speaker says in an article.
fn said(conn: &Connection, key: ArticleKey, speaker: &str) -> Inner<Vec<Utterance>> {
    let mut statement = conn.prepare_cached(
        "SELECT speaker, \"start\", \"end\", exact, kind <> 'indirect' FROM attribution
         JOIN attributed ON attributed.article = attribution.article
              AND attributed.attribution = attribution.number
         WHERE attribution.article = ?1 AND entity IN (
             SELECT entity_name.entity FROM entity_name WHERE entity_name.article = ?1
             AND entity_name.name IN (SELECT rowid FROM name_text WHERE name_text MATCH ?2))
         ORDER BY attribution.number, attributed.number",
    )?;
    let mut rows = statement.query(params![key.0, speaker])?;
    let mut said = Vec::new();
    while let Some(row) = rows.next()? {
        said.push(utterance(row)?);
    }
    Ok(said)
}

fn utterance(row: &Row<'_>) -> Inner<Utterance> {
    let place = |column: usize| -> Inner<usize> {
        usize::try_from(row.get::<_, i64>(column)?)
            .map_err(|_| Failure::Damaged("a quotation stands before its text".to_owned()))
    };
    Ok(Utterance {
        speaker: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
        span: Span::new(place(1)?, place(2)?),
        exact: row.get(3)?,
        quoted: row.get(4)?,
    })
}
