//! What could not be read, and what to do about it.

use crate::archive::Refused;
use crate::html::Other;
use crate::web::{AddressError, FetchError, Forbidden};
use std::fmt;

/// Something that could not be read, or was left out, and where.
///
/// Shown as `place: reason`:
///
/// ```
/// use gather::{Problem, ProblemKind};
/// let problem = Problem { place: "reports/a.txt".into(), reason: ProblemKind::Empty };
/// assert_eq!(
///     problem.to_string(),
///     "reports/a.txt: is empty: nothing to read; remove it or give another file"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path, with line or record where there is one; `standard input`; or the option it is about.
    pub place: String,
    /// What is wrong.
    pub reason: ProblemKind,
}

impl Problem {
    /// Whether something that was asked for could not be done. False for what is only said aloud, such as a
    /// path that was given twice.
    pub fn is_failure(&self) -> bool {
        !matches!(
            self.reason,
            ProblemKind::GivenTwice
                | ProblemKind::Skipped { .. }
                | ProblemKind::RecordsSkipped { .. }
                | ProblemKind::NoSuchFile { .. }
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}

/// Why something could not be read.
///
/// Words from outside are quoted, escaped and cut, so that each of these can be shown in a terminal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemKind {
    /// Nothing is at the path.
    #[error("is not there: check the name")]
    Missing,
    /// The file system does not allow reading.
    #[error("may not be read: change its permissions or run as another user")]
    Forbidden,
    /// Any other failure of reading.
    #[error("could not be read: {0}; check the disk or the connection and try again")]
    Io(String),
    /// An address that cannot be fetched as it is written.
    #[error("{0}")]
    Address(AddressError),
    /// Nothing could be fetched from an address.
    #[error("{0}")]
    Fetch(FetchError),
    /// An address whose answer is no page; the HTTP status.
    #[error("answered with status {0}{hint}", hint = hint(*_0))]
    Status(u16),
    /// The outlet does not let programs fetch it.
    #[error("was not fetched: {0}")]
    Robots(Forbidden),
    /// The outlet reserves text and data mining.
    #[error("was not kept: its outlet reserves text and data mining; read it in a browser")]
    Reserved,
    /// A host asked to be left alone.
    #[error("{host} asked to be left alone until {until}; try again then")]
    Held {
        /// The host.
        host: String,
        /// Until when, in UTC.
        until: String,
    },
    /// What stands at an address is of a kind that holds no report.
    #[error("is {0:?}, which is no page; save it and give the file")]
    Unfit(String),
    /// A feed, or an item of one, that leads to no report.
    #[error("as a feed, it leads to nothing: {0}")]
    Feed(String),
    /// A site on which no feed could be found.
    #[error("no feed was found there; look for a link named RSS or Feed on the site and give its address")]
    NoFeed,
    /// No bytes, or nothing but white space.
    #[error("is empty: nothing to read; remove it or give another file")]
    Empty,
    /// The bytes are no text.
    #[error(
        "is no text: {found}; give text, a page, Markdown, PDF, DOCX, a mail, JSON lines, WARC or an archive of these"
    )]
    Binary {
        /// What the bytes look like: `it looks like a PDF`.
        found: String,
    },
    /// A kind of file that holds no report, named directly.
    #[error("is no report: {0}")]
    NotAReport(&'static str),
    /// More bytes than are read as one report.
    #[error(
        "{size} is too much for one report: the limit is {limit} bytes; split it, or give it as JSON lines"
    )]
    TooLarge {
        /// The size, in words: `209715200 bytes`, or `more than 64 bytes` where it was not read to its end.
        size: String,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// A folder or an archive in which nothing is a report.
    #[error(
        "holds nothing that can be read; give text, pages, Markdown, PDF, DOCX, mails, JSON lines or WARC"
    )]
    NothingReadable,
    /// A page on which no article could be found.
    #[error("no article text found; give the page of one article, or its text as a .txt file")]
    NoArticle,
    /// A page that is something else than an article.
    #[error("no article: it {0}")]
    NotAnArticle(Other),
    /// The extractor failed on a page; what it said is quoted.
    #[error("the page could not be taken apart ({0}); save its text as a .txt file")]
    Extractor(String),
    /// A line of JSON lines or a record of an archive that is broken. The rest is read.
    #[error("{what}; the record was left out, the rest is read")]
    BadRecord {
        /// What is wrong with it.
        what: String,
    },
    /// An archive or a stream that cannot be read further.
    #[error("{what}; nothing after this place was read")]
    CutOff {
        /// What ended it.
        what: String,
    },
    /// Something made of parts, such as an archive, that cannot be taken apart at all.
    #[error("could not be taken apart: {what}")]
    Unreadable {
        /// Why, and what to do.
        what: String,
    },
    /// A line of front matter that says nothing. The report is read without it.
    #[error("front matter, line {line}: {what}; the report is read without it")]
    FrontMatter {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong and how to write it.
        what: String,
    },
    /// A `parallax.toml` that is broken. The reports beside it are read without it.
    #[error("line {line}: {what}; the folder's reports are read without this file")]
    FolderFile {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A table of `parallax.toml` that names no file of its folder.
    #[error("describes {name:?}, which this folder does not have; correct the name or remove the table")]
    NoSuchFile {
        /// The name of the table, cut to 60 characters.
        name: String,
    },
    /// A date that is none. The report is read without it.
    #[error("{key} {error}; the report is read without it")]
    NoDate {
        /// Which date: `published` or `modified`.
        key: &'static str,
        /// What was given, and how to write a date.
        error: article::DateError,
    },
    /// A day of publication after the day on which the report was fetched. The report is read without it.
    #[error(
        "says that it was published on {given}, which is yet to come; the report is read without that day"
    )]
    Future {
        /// What is said.
        given: String,
    },
    /// A record whose id another report of this run already has. It was left out.
    #[error("has the id {id:?} of {first}; the record was left out: give each report an id of its own")]
    DuplicateId {
        /// The id, cut to 60 characters.
        id: String,
        /// Where the report that has it was found.
        first: String,
    },
    /// A path that was given twice, directly or through its folder.
    #[error("given twice, read once")]
    GivenTwice,
    /// Something in a folder that is no report.
    #[error("left out: {0}")]
    Skipped(String),
    /// Records of an archive that hold no report.
    #[error("{count} records hold no report (redirects, errors, images and the like) and were left out")]
    RecordsSkipped {
        /// How many.
        count: usize,
    },
    /// A date was given for a report that is not among those read.
    #[error("matches no report that was read; name the path as given, the file name or the article's id")]
    UnmatchedOverride,
}

impl ProblemKind {
    /// What an error of the file system means for the user.
    pub(crate) fn from_io(error: &std::io::Error) -> Self {
        if let Some(refused) = Refused::of(error) {
            return Self::Unreadable { what: refused.to_string() };
        }
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::PermissionDenied => Self::Forbidden,
            _ => Self::Io(error.to_string()),
        }
    }

    /// At a place.
    pub(crate) fn at(self, place: impl fmt::Display) -> Problem {
        Problem { place: place.to_string(), reason: self }
    }
}

/// What a person can do about an HTTP status.
fn hint(status: u16) -> &'static str {
    match status {
        401 | 403 => ": it is not open to everybody; save the page from a browser and give the file",
        404 | 410 => ": there is nothing at this address; check it",
        429 => ": it was asked too often; try again later",
        500.. => ": its server has trouble; try again later",
        _ => "",
    }
}

/// The first 60 characters of words from outside: enough to find them, too few to fill a screen.
pub(crate) fn cut(given: &str) -> String {
    plain(given, 60)
}

/// The first `most` characters of words from outside, without control characters: a terminal obeys those.
pub(crate) fn plain(given: &str, most: usize) -> String {
    given.chars().take(most).map(|character| if character.is_control() { ' ' } else { character }).collect()
}
