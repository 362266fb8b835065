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
    /// The whole file, also where it is a member of an archive or attached to a mail; for JSON lines the line
    /// without its line end; for WARC the block of the record.
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
    /// A mail, headers included.
    Mail,
    /// A page and what it shows in one file, as browsers save it: MHTML.
    WebArchive,
    /// A PDF.
    Pdf,
    /// A document of Word, as .docx.
    Docx,
}

impl Media {
    /// The media type of such bytes, as it is stored beside them.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Markdown => "text/markdown",
            Self::JsonLine => "application/json",
            Self::Warc => "application/warc",
            Self::Mail => "message/rfc822",
            Self::WebArchive => "multipart/related",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// Where a report was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The path as it was given or found; `-` for standard input. For showing, not for opening: bytes of a
    /// path that are no Unicode are replaced.
    pub path: String,
    /// The name of the member, where the path is an archive or a mail with attachments:
    /// `march/news.eml: attachment 2`. As it stands in the archive; never a path of this machine.
    pub member: Option<String>,
    /// The line of a JSON lines file or the record of a WARC file, from 1; `None` for a file that is one report.
    pub record: Option<usize>,
}

impl fmt::Display for Origin {
    /// `reports/a.jsonl:3` or `reports.zip: march/a.html`, with control characters escaped so that it can be shown in a terminal.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path == "-" {
            out.write_str("standard input")?;
        }
        if self.path != "-" {
            escaped(&self.path, out)?;
        }
        if let Some(member) = &self.member {
            out.write_str(": ")?;
            escaped(member, out)?;
        }
        self.record.map_or(Ok(()), |record| write!(out, ":{record}"))
    }
}

fn escaped(words: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    for character in words.chars() {
        if character.is_control() {
            write!(out, "{}", character.escape_default())?;
        } else {
            write!(out, "{character}")?;
        }
    }
    Ok(())
}

/// How what is attached to a mail is called, before its number.
const ATTACHMENT: &str = "attachment ";

impl Origin {
    /// A file of its own.
    pub(crate) fn of_path(path: String) -> Self {
        Self { path, member: None, record: None }
    }

    /// The record or line of this number.
    pub(crate) fn record(&self, number: usize) -> Self {
        Self { record: Some(number), ..self.clone() }
    }

    /// Something inside this, by the name that it has there.
    pub(crate) fn inside(&self, name: &str) -> Self {
        let outer = self.member.as_ref().map(|outer| format!("{outer}: ")).unwrap_or_default();
        Self { path: self.path.clone(), member: Some(format!("{outer}{name}")), record: None }
    }

    /// What is attached to this mail, counted from 1.
    pub(crate) fn attachment(&self, number: usize) -> Self {
        self.inside(&format!("{ATTACHMENT}{number}"))
    }

    /// The steps from the file's name to this, for naming it: what is attached stays with the name of its mail.
    pub(crate) fn steps(&self, mut to_file: Vec<String>) -> Vec<String> {
        let member = self.member.as_deref().unwrap_or_default();
        match to_file.last_mut() {
            Some(mail) if member.starts_with(ATTACHMENT) => *mail = format!("{mail}: {member}"),
            _ => to_file
                .extend(member.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned)),
        }
        to_file
    }
}
