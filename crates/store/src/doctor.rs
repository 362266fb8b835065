//! Examines a library and says what it found and what to do about it.

use crate::error::{Inner, StoreError, code};
use crate::library::Library;
use crate::{library, open};
use rusqlite::{Connection, ErrorCode};
use serde::Serialize;

/// A log larger than this does not go away by itself while a reader holds on to it.
const LARGE_LOG: u64 = 256 << 20;

/// How a finding is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Concern {
    /// Something to know.
    Note,
    /// Something to do.
    Todo,
    /// Something is wrong.
    Trouble,
}

/// What an examination found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How it is meant.
    pub concern: Concern,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub todo: Option<String>,
}

impl Finding {
    fn note(what: String) -> Self {
        Self { concern: Concern::Note, what, todo: None }
    }

    fn todo(what: String, todo: &str) -> Self {
        Self { concern: Concern::Todo, what, todo: Some(todo.to_owned()) }
    }

    fn trouble(what: String, todo: &str) -> Self {
        Self { concern: Concern::Trouble, what, todo: Some(todo.to_owned()) }
    }
}

const RESTORE: &str = "keep a copy of the file, then restore a backup or add the reports to a new library";

impl Library {
    /// Examines the library: the file itself, the ties between its tables, the search index, and what waits to
    /// be done. It reads the whole file and changes nothing.
    pub fn doctor(&self) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        match self.counts() {
            Ok(counts) => {
                findings.push(Finding::note(format!(
                    "format {}, {} bytes; articles: {}, pages: {}, outlets: {}, readings: {}, stories: {}, \
                     attributions: {}, corrections: {}, bytes as they came: {}",
                    open::FORMAT,
                    counts.file_bytes,
                    counts.articles,
                    counts.pages,
                    counts.outlets,
                    counts.readings,
                    counts.stories,
                    counts.attributions,
                    counts.corrections,
                    counts.raw_bytes
                )));
                if counts.unread > 0 {
                    findings.push(Finding::todo(
                        format!("{} articles wait to be read", counts.unread),
                        "run parallax add, which resumes where it was interrupted",
                    ));
                }
            }
            Err(error) => damaged(error, &mut findings)?,
        }
        let log = std::fs::metadata(open::log_path(self.path())).map_or(0, |found| found.len());
        if log > LARGE_LOG {
            findings.push(Finding::todo(
                format!("the log beside the library has {log} bytes"),
                "end all programs that have the library open; the last one to end folds the log in",
            ));
        }
        for examine in [examine_file, examine_search, examine_rows] {
            // What damage keeps from being examined is itself a finding.
            if let Err(error) = self.ask(|conn| examine(conn, &mut findings)) {
                damaged(error, &mut findings)?;
            }
        }
        Ok(findings)
    }
}

/// Turns the error of a damaged library into a finding; any other stays an error.
fn damaged(error: StoreError, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    match error {
        StoreError::Corrupt { what, .. } => {
            let finding = Finding::trouble(format!("the file is damaged: {what}"), RESTORE);
            if !findings.contains(&finding) {
                findings.push(finding);
            }
            Ok(())
        }
        error => Err(error),
    }
}

fn examine_file(conn: &Connection, findings: &mut Vec<Finding>) -> Inner<()> {
    let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
    for row in statement.query_map([], |row| row.get::<_, String>(0))? {
        let said = row?;
        if said != "ok" {
            findings.push(Finding::trouble(format!("the file is damaged: {said}"), RESTORE));
        }
    }
    let mut statement =
        conn.prepare("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1")?;
    for row in statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))? {
        let (table, count) = row?;
        findings.push(Finding::trouble(
            format!("{count} rows of {table} belong to something that is not there"),
            RESTORE,
        ));
    }
    Ok(())
}

fn examine_search(conn: &Connection, findings: &mut Vec<Finding>) -> Inner<()> {
    for index in ["article_text", "name_text"] {
        // FTS5 takes the command as an insertion; it writes nothing. 1 compares with the texts themselves.
        match conn.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"), [])
        {
            Ok(_) => {}
            Err(error) => match code(&error) {
                Some(ErrorCode::ReadOnly) => findings.push(Finding::note(format!(
                    "the search index {index} was not examined, as the library is open for reading only"
                ))),
                Some(ErrorCode::DatabaseCorrupt) => findings.push(Finding::trouble(
                    format!("the search index {index} does not agree with the articles"),
                    RESTORE,
                )),
                _ => return Err(error.into()),
            },
        }
    }
    Ok(())
}

fn examine_rows(conn: &Connection, findings: &mut Vec<Finding>) -> Inner<()> {
    let number = |sql: &str| -> Inner<i64> { Ok(conn.query_row(sql, [], |row| row.get(0))?) };
    let lost = number(
        "SELECT count(*) FROM article WHERE key NOT IN (SELECT article FROM reading)
         AND key NOT IN (SELECT article FROM unread)",
    )?;
    if lost > 0 {
        findings.push(Finding::trouble(
            format!("{lost} articles have no reading and do not wait for one"),
            RESTORE,
        ));
    }
    let older: i64 = conn.query_row(
        "SELECT count(*) FROM reading WHERE version <> ?1 AND article NOT IN (SELECT article FROM unread)",
        [read::VERSION],
        |row| row.get(0),
    )?;
    if older > 0 {
        findings.push(Finding::todo(
            format!("{older} readings were made by another version than {}", read::VERSION),
            "run parallax reread to read these articles again",
        ));
    }
    let unsigned =
        number("SELECT count(*) FROM reading WHERE article NOT IN (SELECT article FROM signature)")?;
    if unsigned > 0 {
        findings.push(Finding::todo(
            format!("{unsigned} articles are read and have no signature for grouping"),
            "run parallax add, which resumes where it was interrupted",
        ));
    }
    let orphans = number("SELECT count(*) FROM raw WHERE id NOT IN (SELECT raw FROM article)")?;
    if orphans > 0 {
        findings.push(Finding::note(format!("the bytes of {orphans} removed articles are still there")));
    }
    let dormant = number(
        "SELECT count(DISTINCT correction) FROM correction_article JOIN correction ON id = correction
         WHERE undone IS NULL AND article_id NOT IN (SELECT article.id FROM article)",
    )?;
    if dormant > 0 {
        findings.push(Finding::note(format!("{dormant} corrections name articles that were removed")));
    }
    if library::needs_weaving(conn)? {
        findings.push(Finding::todo(
            "stories must be grouped again".to_owned(),
            "run any command that shows stories and may write, such as parallax add",
        ));
    }
    Ok(())
}
