//! The rows of a table that a user brings.

use read::words::table;

/// A row that is none, in a table of a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct RowError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it, in words for a reader.
    pub what: String,
}

/// The rows of a table, each with its line, from 1, so that a fault can be named by it.
pub(crate) fn numbered(rows: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    rows.lines().enumerate().filter_map(|(at, line)| Some((at + 1, table(line).next()?)))
}
