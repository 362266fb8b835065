//! A report as it was got.

use crate::Note;
use article::Article;
use std::fmt;

/// One article, with what it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The article: its text and what is known about it.
    pub article: Article,
    /// The bytes it came from, and what was done with them.
    pub raw: Raw,
    /// Where it was found.
    pub origin: Origin,
    /// What a reader of the article should be told about how it was read. None of it is a failure.
    pub notes: Vec<Note>,
}

/// The bytes of one report, untouched, and how they were turned into text.
///
/// Kept so that "the outlet edited its article" is never mistaken for "the extractor was upgraded".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// The whole file; for JSON lines the line without its line end; for WARC the block of the record.
    pub bytes: Vec<u8>,
    /// What the bytes are.
    pub media: Media,
    /// The charset they were decoded with, by its name in the WHATWG Encoding Standard: `UTF-8`.
    pub charset: String,
    /// What made text of them, with its version: `text 1`.
    pub extractor: String,
}

/// What the bytes of a report are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Media {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// Markdown, with or without front matter.
    Markdown,
    /// One JSON object on a line of its own.
    JsonLine,
    /// The block of one WARC record, HTTP headers included.
    Warc,
}

/// Where a report was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The path as it was given or found; `-` for standard input. For showing, not for opening: bytes of a
    /// path that are no Unicode are replaced.
    pub path: String,
    /// The line of a JSON lines file or the record of a WARC file, from 1; `None` for a file that is one report.
    pub record: Option<usize>,
}

impl fmt::Display for Origin {
    /// `reports/a.jsonl:3`, with control characters escaped so that it can be shown in a terminal.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path == "-" {
            out.write_str("standard input")?;
        }
        for character in self.path.chars().filter(|_| self.path != "-") {
            if character.is_control() {
                write!(out, "{}", character.escape_default())?;
            } else {
                write!(out, "{character}")?;
            }
        }
        self.record.map_or(Ok(()), |record| write!(out, ":{record}"))
    }
}
