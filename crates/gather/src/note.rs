//! What is told about a report although nothing went wrong.

use std::fmt;

/// Something worth knowing about how a report was read. It is no failure.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The text was not UTF-8.
    Decoded {
        /// The charset it was decoded with: `windows-1252`.
        charset: String,
        /// How that charset was settled on: `no charset declared`.
        because: &'static str,
    },
    /// Bytes that mean nothing in the charset were replaced.
    Replaced {
        /// How many replacement characters stand in the text for them.
        count: usize,
        /// The charset.
        charset: String,
    },
    /// The text has NUL characters; they were kept.
    Nul {
        /// How many.
        count: usize,
    },
    /// A page gives a date in a form that is not understood; the report has none in its place.
    DateUnread {
        /// Which date: `published` or `modified`.
        key: &'static str,
        /// What the page says, cut to 60 characters.
        given: String,
    },
    /// Pieces of a page were left out before its text was looked for, because they were nested too deeply.
    Flattened {
        /// How many elements were opened up; what they held was kept.
        elements: usize,
    },
    /// Blocks of raw HTML in a Markdown file were left out.
    HtmlBlocks {
        /// How many.
        count: usize,
    },
    /// The archive itself says that it did not keep the whole record.
    Truncated {
        /// The archive's reason, cut to 60 characters: `length`.
        reason: String,
    },
    /// The page says that its article is not open to everybody: what is there may be a part of it.
    Closed,
    /// The mail was sent to a mailing list.
    MailingList {
        /// Its `List-Id`, cut to 60 characters.
        id: String,
    },
    /// The day on which the file was made, which its text does not name and so may not be that of publication.
    Made {
        /// The day.
        at: String,
    },
    /// Words that were deleted in a document, but with the change still shown, were left out.
    Deleted {
        /// How many pieces.
        count: usize,
    },
    /// When a browser saved the page.
    Saved {
        /// The moment, as in RFC 3339.
        at: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decoded { charset, because } => write!(out, "decoded as {charset} ({because})"),
            Self::Replaced { count, charset } => {
                write!(out, "{count} byte sequences that are no {charset} were replaced by U+FFFD")
            }
            Self::Nul { count } => write!(out, "{count} NUL characters were kept in the text"),
            Self::DateUnread { key, given } => {
                write!(
                    out,
                    "the page's {key} date {given:?} is in no form that is understood; read without it"
                )
            }
            Self::Flattened { elements } => {
                write!(out, "{elements} elements nested too deeply were opened up; what they held was kept")
            }
            Self::HtmlBlocks { count } => write!(out, "{count} blocks of raw HTML were left out of the text"),
            Self::MailingList { id } => write!(out, "sent to the mailing list {id:?}"),
            Self::Made { at } => {
                write!(out, "the file was made on {at}, which its text does not name; read without a date")
            }
            Self::Deleted { count } => write!(out, "{count} deleted pieces of the document were left out"),
            Self::Saved { at } => write!(out, "saved by a browser at {at}"),
            Self::Closed => out
                .write_str("its outlet says that it is not open to everybody; the text may be a part of it"),
            Self::Truncated { reason } => {
                write!(out, "the archive did not keep the whole record (reason given: {reason:?})")
            }
        }
    }
}
