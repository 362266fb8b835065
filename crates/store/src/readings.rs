//! Keeps what was read in each article, and what of it can be searched for.

use crate::articles::{corrected, digest_of};
use crate::error::{Failure, Inner, StoreError};
use crate::library::{ArticleKey, Library, id_of, set_needs_weaving};
use crate::{furniture, pack};
use article::{ArticleId, Span};
use read::{AttributionKind, MentionKind, Reading};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// A name longer than this is none, but a reading gone wrong: it cannot be searched for.
const LONGEST_NAME: usize = 200;

/// What became of readings that were put.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutReadings {
    /// How many were stored.
    pub stored: usize,
    /// Those that were not, each with why. Their articles stay unread.
    pub refused: Vec<RefusedReading>,
}

/// A reading that was not stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedReading {
    /// The article it was given for.
    pub key: ArticleKey,
    /// Its id, when it is in the library.
    pub id: Option<ArticleId>,
    /// Why it was not stored, in words for a reader.
    pub why: String,
}

impl Library {
    /// Stores readings, and with them what can be searched for: names, speakers, their words, and days. A
    /// reading replaces an earlier one of its article.
    ///
    /// A reading of another text than the article's is refused, as is one of an article that was removed in
    /// the meantime; the others are stored.
    pub fn put_readings(&mut self, readings: Vec<(ArticleKey, Reading)>) -> Result<PutReadings, StoreError> {
        self.change(|conn| {
            let mut names = HashMap::new();
            let mut done = PutReadings::default();
            for (key, reading) in readings {
                match put(conn, key, reading, &mut names)? {
                    None => done.stored += 1,
                    Some(why) => {
                        let id = id_of(conn, key).ok();
                        done.refused.push(RefusedReading { key, id, why });
                    }
                }
            }
            Ok(done)
        })
    }

    /// Articles that wait to be read, at most `limit`: new ones, those whose outlet, date or speakers were
    /// corrected, and after [`Library::reread`] those whose reading is of an older version.
    pub fn unread(&self, limit: usize) -> Result<Vec<ArticleKey>, StoreError> {
        self.ask(|conn| {
            let mut statement =
                conn.prepare_cached("SELECT article FROM unread ORDER BY article LIMIT ?1")?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = statement.query_map([limit], |row| row.get(0).map(ArticleKey))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Asks for all articles to be read again whose reading is of another version than [`read::VERSION`], and
    /// says how many. Their readings stay until they are replaced.
    pub fn reread(&mut self) -> Result<usize, StoreError> {
        self.change(|conn| {
            Ok(conn.execute(
                "INSERT OR IGNORE INTO unread (article) SELECT article FROM reading WHERE version <> ?1",
                [read::VERSION],
            )?)
        })
    }

    /// What was read in an article, with the article as it is corrected now.
    pub fn reading(&self, key: ArticleKey) -> Result<Reading, StoreError> {
        self.ask(|conn| match find(conn, key)? {
            Some(reading) => Ok(reading),
            None => Err(StoreError::NotRead { id: id_of(conn, key)? }.into()),
        })
    }
}

/// Stores a reading, or says why not.
fn put(
    conn: &Connection,
    key: ArticleKey,
    mut reading: Reading,
    names: &mut HashMap<String, i64>,
) -> Inner<Option<String>> {
    let Some(digest) = digest_of(conn, key)? else {
        return Ok(Some("the article is no longer in the library".to_owned()));
    };
    if reading.article.digest() != digest {
        return Ok(Some("the reading is of another text than the stored one".to_owned()));
    }
    // JSON has no such numbers, and they could not be read back.
    if reading
        .figures
        .iter()
        .any(|figure| !figure.value.is_finite() || figure.upper.is_some_and(|upper| !upper.is_finite()))
    {
        return Ok(Some("a figure in the reading is no number".to_owned()));
    }
    if let Some(outside) = first_outside(&reading) {
        return Ok(Some(format!("bytes {}..{} are no place in the text", outside.start, outside.end)));
    }
    for table in ["entity", "entity_name", "attribution", "attributed", "time"] {
        conn.prepare_cached(&format!("DELETE FROM {table} WHERE article = ?1"))?.execute([key.0])?;
    }
    furniture::put(conn, key, &reading)?;
    put_entities(conn, key, &reading, names)?;
    put_attributions(conn, key, &reading)?;
    put_times(conn, key, &reading)?;
    reading.article.text = String::new();
    let body = json(&reading)?;
    conn.prepare_cached(
        "INSERT OR REPLACE INTO reading (article, version, size, packed) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![
        key.0,
        read::VERSION,
        i64::try_from(body.len()).unwrap_or(i64::MAX),
        pack::pack(&body)?
    ])?;
    conn.prepare_cached("DELETE FROM unread WHERE article = ?1")?.execute([key.0])?;
    set_needs_weaving(conn)?;
    Ok(None)
}

fn json(value: &impl Serialize) -> Inner<Vec<u8>> {
    serde_json::to_vec(value).map_err(|error| Failure::Damaged(format!("a reading is no JSON: {error}")))
}

/// A place used by the search rows that lies outside the text.
fn first_outside(reading: &Reading) -> Option<Span> {
    let text = &reading.article.text;
    let attributed = reading.attributions.iter().flat_map(|attribution| {
        let source = attribution.source.iter().flat_map(|source| &source.spans);
        attribution.content.iter().chain(&attribution.quoted).chain(source)
    });
    let mentions = reading.mentions.iter().map(|mention| &mention.span);
    let times = reading.times.iter().map(|time| &time.span);
    attributed.chain(mentions).chain(times).find(|span| span.of(text).is_none()).copied()
}

fn put_entities(
    conn: &Connection,
    key: ArticleKey,
    reading: &Reading,
    names: &mut HashMap<String, i64>,
) -> Inner<()> {
    let mut called: Vec<BTreeSet<String>> = vec![BTreeSet::new(); reading.entities.len()];
    let mut mentions = vec![0_i64; reading.entities.len()];
    for mention in &reading.mentions {
        let entity = mention.entity.0 as usize;
        if let (Some(count), Some(called)) = (mentions.get_mut(entity), called.get_mut(entity)) {
            *count += 1;
            if mention.kind == MentionKind::Name {
                called.insert(plain(reading.words(mention.span)));
            }
        }
    }
    for (number, (entity, mut called)) in reading.entities.iter().zip(called).enumerate() {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        conn.prepare_cached(
            "INSERT INTO entity (article, number, name, kind, named, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            key.0,
            number,
            entity.name,
            word(&entity.kind)?,
            entity.named,
            mentions.get(usize::try_from(number).unwrap_or(0)).copied().unwrap_or(0)
        ])?;
        called.insert(plain(&entity.name));
        for name in called {
            if name.is_empty() || name.len() > LONGEST_NAME {
                continue;
            }
            let name = name_row(conn, name, names)?;
            conn.prepare_cached("INSERT INTO entity_name (name, article, entity) VALUES (?1, ?2, ?3)")?
                .execute([name, key.0, number])?;
        }
    }
    Ok(())
}

/// A name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name_row(conn: &Connection, name: String, known: &mut HashMap<String, i64>) -> Inner<i64> {
    if let Some(row) = known.get(&name) {
        return Ok(*row);
    }
    let found = conn
        .prepare_cached("SELECT id FROM name WHERE name = ?1")?
        .query_row([&name], |row| row.get(0))
        .optional()?;
    let row = if let Some(row) = found {
        row
    } else {
        conn.prepare_cached("INSERT INTO name (name) VALUES (?1) RETURNING id")?
            .query_row([&name], |row| row.get(0))?
    };
    known.insert(name, row);
    Ok(row)
}

fn put_attributions(conn: &Connection, key: ArticleKey, reading: &Reading) -> Inner<()> {
    for (number, attribution) in reading.attributions.iter().enumerate() {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let source = attribution.source.as_ref();
        let speaker = source.and_then(|source| source.entity).and_then(|entity| reading.entity(entity));
        conn.prepare_cached(
            "INSERT INTO attribution (article, number, kind, hedge, entity, speaker, source, anonymous)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            key.0,
            number,
            word(&attribution.kind)?,
            word(&attribution.hedge)?,
            speaker.and(source).and_then(|source| source.entity).map(|entity| entity.0),
            speaker.map(|speaker| &speaker.name),
            source.map(|source| {
                source.spans.iter().map(|span| reading.words(*span)).collect::<Vec<_>>().join(" … ")
            }),
            source.is_some_and(|source| source.anonymous),
        ])?;
        let words = match attribution.kind {
            AttributionKind::Direct | AttributionKind::Mixed => &attribution.quoted,
            AttributionKind::Indirect => &attribution.content,
        };
        for (piece, span) in words.iter().enumerate() {
            conn.prepare_cached(
                "INSERT INTO attributed (article, attribution, number, \"start\", \"end\", exact)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                key.0,
                number,
                i64::try_from(piece).unwrap_or(i64::MAX),
                i64::try_from(span.start).unwrap_or(i64::MAX),
                i64::try_from(span.end).unwrap_or(i64::MAX),
                reading.words(*span)
            ])?;
        }
    }
    Ok(())
}

fn put_times(conn: &Connection, key: ArticleKey, reading: &Reading) -> Inner<()> {
    for (number, time) in reading.times.iter().enumerate() {
        conn.prepare_cached(
            "INSERT INTO time (article, number, \"start\", \"end\", type, value, first_day, last_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            key.0,
            i64::try_from(number).unwrap_or(i64::MAX),
            i64::try_from(time.span.start).unwrap_or(i64::MAX),
            i64::try_from(time.span.end).unwrap_or(i64::MAX),
            word(&time.kind)?,
            time.value,
            time.days.map(|(first, _)| first.to_string()),
            time.days.map(|(_, last)| last.to_string()),
        ])?;
    }
    Ok(())
}

/// The word by which a kind is known outside the program.
fn word(kind: &impl Serialize) -> Inner<String> {
    match serde_json::to_value(kind) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(Failure::Damaged("a kind has no word".to_owned())),
    }
}

/// What was read in an article, when it has been read.
pub(crate) fn find(conn: &Connection, key: ArticleKey) -> Inner<Option<Reading>> {
    let Some(body) = body(conn, key)? else { return Ok(None) };
    let mut reading: Reading = match serde_json::from_slice(&body) {
        Ok(reading) => reading,
        Err(error) => {
            let version = version(conn, key)?;
            return Err(if version == read::VERSION {
                Failure::Damaged(format!(
                    "the reading of the article with key {} does not parse: {error}",
                    key.0
                ))
            } else {
                StoreError::Outdated { id: id_of(conn, key)?, version }.into()
            });
        }
    };
    reading.article = corrected(conn, key)?;
    Ok(Some(reading))
}

/// The version of the rules by which an article was read.
fn version(conn: &Connection, key: ArticleKey) -> Inner<u32> {
    Ok(conn
        .prepare_cached("SELECT version FROM reading WHERE article = ?1")?
        .query_row([key.0], |row| row.get(0))?)
}

/// The JSON of a reading, without the text of its article.
pub(crate) fn body(conn: &Connection, key: ArticleKey) -> Inner<Option<Vec<u8>>> {
    let found = conn
        .prepare_cached("SELECT packed, size FROM reading WHERE article = ?1")?
        .query_row([key.0], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?)))
        .optional()?;
    found.map(|(packed, size)| pack::unpack(&packed, size)).transpose()
}
