//! Writes every table as JSON lines, so that a library is never locked in.

use crate::error::{Failure, Inner, StoreError};
use crate::library::Library;
use crate::pack;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use std::io::{self, Write};

/// A table of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row of it is.
    pub holds: &'static str,
    /// The columns by which its rows are ordered in an export.
    order: &'static str,
}

/// All tables with something of the user's in them, in the order in which they are exported. Search indexes
/// can be made from the others and are not among them.
pub const TABLES: &[Table] = &[
    Table { name: "raw", holds: "the bytes of an article as they came, base64", order: "id" },
    Table { name: "article", holds: "an article, as it came and as corrected", order: "key" },
    Table { name: "reading", holds: "what was read in an article, without its text", order: "article" },
    Table { name: "unread", holds: "an article that waits to be read", order: "article" },
    Table { name: "name", holds: "a name", order: "id" },
    Table { name: "entity", holds: "who or what is named in an article", order: "article, number" },
    Table {
        name: "entity_name",
        holds: "a name for an entity in an article",
        order: "name, article, entity",
    },
    Table { name: "attribution", holds: "a quotation or claim, with its source", order: "article, number" },
    Table {
        name: "attributed",
        holds: "the words of a quotation or claim, and where they stand",
        order: "article, attribution, number",
    },
    Table { name: "time", holds: "a date or time in an article", order: "article, number" },
    Table { name: "line", holds: "the digest of a line of an article", order: "digest, article" },
    Table {
        name: "furniture",
        holds: "a line that an outlet prints under whatever it reports",
        order: "outlet, digest",
    },
    Table {
        name: "unlearned",
        holds: "an article that was read since furniture was decided",
        order: "article",
    },
    Table { name: "signature", holds: "what grouping needs of an article, base64", order: "article" },
    Table { name: "lookup", holds: "what an article is looked up by, base64", order: "article" },
    Table { name: "open_day", holds: "the day that is not settled yet", order: "one" },
    Table { name: "arrival", holds: "an article that came since the day began", order: "article" },
    Table { name: "before_day", holds: "an article's place as the day began", order: "article" },
    Table { name: "story", holds: "a story", order: "id" },
    Table { name: "gone_story", holds: "a story that became part of another", order: "id" },
    Table { name: "member", holds: "an article's story and family, and why", order: "article" },
    Table {
        name: "story_change",
        holds: "articles that went from one story to another, and why",
        order: "id",
    },
    Table { name: "correction", holds: "what a person knows better", order: "id" },
    Table {
        name: "correction_article",
        holds: "an article that a correction names",
        order: "article_id, correction",
    },
    Table { name: "feed", holds: "a feed that is followed, and how it is", order: "id" },
    Table { name: "feed_page", holds: "a page that a feed led to, and what became of it", order: "key" },
    Table { name: "held_host", holds: "a host that asked to be left alone", order: "host" },
    Table { name: "needs_weaving", holds: "there while stories must be grouped again", order: "one" },
];

impl Library {
    /// Writes every table of [`TABLES`] as JSON lines: an object a row, with `table` first and then its
    /// columns. Bytes are base64, unpacked; readings, corrections and reasons are JSON; digests are
    /// hexadecimal. It is the library as of one moment, and one row is held at a time.
    pub fn export_tables(&self, out: &mut dyn Write) -> Result<(), StoreError> {
        self.ask_at_once(|conn| {
            for table in TABLES {
                export(conn, table, out)?;
            }
            out.flush().map_err(written)
        })
    }
}

fn written(error: io::Error) -> Failure {
    StoreError::Export(error).into()
}

fn export(conn: &Connection, table: &Table, out: &mut dyn Write) -> Inner<()> {
    let mut statement = conn.prepare(&format!("SELECT * FROM {} ORDER BY {}", table.name, table.order))?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([])?;
    let mut line = Vec::new();
    while let Some(row) = rows.next()? {
        line.clear();
        line.extend_from_slice(b"{\"table\":");
        push_text(&mut line, table.name)?;
        for (index, column) in columns.iter().enumerate() {
            // Told by what is unpacked.
            if column == "packed" && table.name == "reading" {
                continue;
            }
            let shown = if column == "packed" { "bytes" } else { column };
            line.push(b',');
            push_text(&mut line, shown)?;
            line.push(b':');
            push_value(&mut line, table, column, row, index)?;
        }
        if table.name == "reading" {
            line.extend_from_slice(b",\"body\":");
            line.extend_from_slice(&unpacked(row)?);
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line).map_err(written)?;
    }
    Ok(())
}

fn unpacked(row: &Row<'_>) -> Inner<Vec<u8>> {
    let packed: Vec<u8> = row.get("packed")?;
    pack::unpack(&packed, row.get("size")?)
}

fn push_text(line: &mut Vec<u8>, text: &str) -> Inner<()> {
    serde_json::to_writer(line, text).map_err(|error| Failure::Damaged(format!("no JSON: {error}")))
}

fn push_value(line: &mut Vec<u8>, table: &Table, column: &str, row: &Row<'_>, index: usize) -> Inner<()> {
    if column == "packed" {
        return push_text(line, &STANDARD.encode(unpacked(row)?));
    }
    match row.get_ref(index)? {
        ValueRef::Null => line.extend_from_slice(b"null"),
        // Past 2^53 many readers of JSON lose digits.
        ValueRef::Integer(bits) if column == "digest" => {
            push_text(line, &format!("{:016x}", bits.cast_unsigned()))?;
        }
        ValueRef::Integer(number) => line.extend_from_slice(number.to_string().as_bytes()),
        ValueRef::Real(number) => {
            line.extend_from_slice(serde_json::Value::from(number).to_string().as_bytes());
        }
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text)
                .map_err(|_| Failure::Damaged(format!("a text in {} is no UTF-8", table.name)))?;
            let is_json = matches!(
                (table.name, column),
                ("correction" | "feed" | "feed_page", "body") | ("article", "particulars") | (_, "why")
            );
            match serde_json::from_str::<serde_json::Value>(text) {
                Ok(value) if is_json => line.extend_from_slice(value.to_string().as_bytes()),
                _ => push_text(line, text)?,
            }
        }
        ValueRef::Blob(bytes) => push_text(line, &STANDARD.encode(bytes))?,
    }
    Ok(())
}
