//! Checks again, article by article, that everything kept still stands where it is said to stand.

use crate::articles::{digest_of, stored};
use crate::error::{Failure, Inner, StoreError};
use crate::library::{ArticleKey, Library};
use crate::readings;
use article::{Article, ArticleId, Digest, Span};
use read::Reading;
use rusqlite::Connection;
use serde_json::Value;

/// No more failures than this are listed; all are counted.
const MOST_LISTED: usize = 1000;

/// What checking a library found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Articles whose text and bytes were compared with their digests.
    pub articles: usize,
    /// Readings that were checked.
    pub readings: usize,
    /// Places in texts that were checked.
    pub spans: usize,
    /// Pieces of quotations and claims whose words were compared with the text.
    pub quotations: usize,
    /// How many checks failed.
    pub failed: usize,
    /// The first thousand of them.
    pub failures: Vec<Failed>,
}

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The article.
    pub id: ArticleId,
    /// What does not hold, in words for a reader.
    pub what: String,
}

impl Verified {
    fn fail(&mut self, id: &ArticleId, what: String) {
        self.failed += 1;
        if self.failures.len() < MOST_LISTED {
            self.failures.push(Failed { id: id.clone(), what });
        }
    }
}

impl Library {
    /// Checks every article: its text and bytes against their digests, every place in its reading against the
    /// text, and the kept words of quotations against the words that stand there. `check` may add checks of
    /// its own, and gives what does not hold. One article is held at a time.
    pub fn verify(
        &self,
        mut check: impl FnMut(&Article, &Reading) -> Vec<String>,
    ) -> Result<Verified, StoreError> {
        let mut verified = Verified::default();
        for key in self.keys() {
            let key = key?;
            // A damaged row is a failure of its article; that the file cannot be read is an error.
            match self.ask(|conn| verify(conn, key, &mut check, &mut verified)) {
                Err(StoreError::Corrupt { what, .. }) => {
                    let id = self.id(key).unwrap_or_else(|_| ArticleId(format!("(key {})", key.0)));
                    verified.fail(&id, what);
                }
                // Taken out by another process while this one was at work.
                Err(StoreError::Removed { .. }) => {}
                other => other?,
            }
        }
        Ok(verified)
    }
}

fn verify(
    conn: &Connection,
    key: ArticleKey,
    check: &mut impl FnMut(&Article, &Reading) -> Vec<String>,
    verified: &mut Verified,
) -> Inner<()> {
    let article = stored(conn, key)?.article;
    verified.articles += 1;
    if digest_of(conn, key)? != Some(article.digest()) {
        verified.fail(&article.id, "its text is not the one that was added".to_owned());
    }
    if let Err(failure) = verify_raw(conn, key) {
        match failure {
            Failure::Damaged(what) => verified.fail(&article.id, what),
            other => return Err(other),
        }
    }
    let Some(body) = readings::body(conn, key)? else { return Ok(()) };
    verified.readings += 1;
    // Every place of a reading is found by its form, so that none can be forgotten.
    let value: Value = serde_json::from_slice(&body)
        .map_err(|error| Failure::Damaged(format!("its reading does not parse: {error}")))?;
    let mut places = Vec::new();
    spans(&value, &mut places);
    for place in places {
        verified.spans += 1;
        if place.start > place.end || article.text.get(place.start..place.end).is_none() {
            let what =
                format!("bytes {}..{} of its reading are no place in its text", place.start, place.end);
            verified.fail(&article.id, what);
        }
    }
    verify_attributed(conn, key, &article, verified)?;
    match readings::find(conn, key) {
        Ok(Some(reading)) => {
            for what in check(&article, &reading) {
                verified.fail(&article.id, what);
            }
        }
        // Its places were checked; what an older version wrote besides, `check` does not know.
        Ok(None) | Err(Failure::Said(StoreError::Outdated { .. })) => {}
        Err(failure) => return Err(failure),
    }
    Ok(())
}

fn verify_raw(conn: &Connection, key: ArticleKey) -> Inner<()> {
    let (packed, size, digest): (Vec<u8>, i64, i64) = conn
        .prepare_cached(
            "SELECT raw.packed, raw.size, raw.digest FROM article JOIN raw ON raw.id = article.raw WHERE key = ?1",
        )?
        .query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    if Digest::of(&crate::pack::unpack(&packed, size)?).0.cast_signed() != digest {
        return Err(Failure::Damaged("its bytes are not those that came".to_owned()));
    }
    Ok(())
}

/// Every object with a start and an end.
fn spans(value: &Value, places: &mut Vec<Span>) {
    match value {
        Value::Object(object) => {
            let place =
                |name: &str| object.get(name).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
            if let (Some(start), Some(end)) = (place("start"), place("end")) {
                places.push(Span { start, end });
            }
            object.values().for_each(|value| spans(value, places));
        }
        Value::Array(values) => values.iter().for_each(|value| spans(value, places)),
        _ => {}
    }
}

fn verify_attributed(
    conn: &Connection,
    key: ArticleKey,
    article: &Article,
    verified: &mut Verified,
) -> Inner<()> {
    let mut statement =
        conn.prepare_cached("SELECT \"start\", \"end\", exact FROM attributed WHERE article = ?1")?;
    let mut rows = statement.query([key.0])?;
    while let Some(row) = rows.next()? {
        let (start, end): (i64, i64) = (row.get(0)?, row.get(1)?);
        let exact: String = row.get(2)?;
        verified.quotations += 1;
        let stands = match (usize::try_from(start), usize::try_from(end)) {
            (Ok(start), Ok(end)) => article.text.get(start..end),
            _ => None,
        };
        if stands != Some(exact.as_str()) {
            verified.fail(&article.id, format!("the words kept for bytes {start}..{end} do not stand there"));
        }
    }
    Ok(())
}
