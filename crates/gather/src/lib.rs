//! Gets reports in, and remembers exactly what it got.
//!
//! [`Sources`] says what to read: files, folders, archives, standard input. Iterating over it gives a
//! [`Report`] for each article found and a [`Problem`] for each thing that could not be read, one at a time, so
//! that memory does not grow with the length of what is read. The order is the same in every run.
//!
//! ```
//! use gather::Sources;
//! let lines = r#"{"id": "r1", "text": "The gate is shut.", "published": "2031-04-30"}"#;
//! let sources = Sources::new(&["-".into()]).standard_input(Box::new(lines.as_bytes()));
//! let reports: Vec<_> = sources.into_iter().collect::<Result<_, _>>().unwrap();
//! assert_eq!(reports[0].article.text, "The gate is shut.");
//! ```
//!
//! Nothing here interprets a text: it is decoded, and for pages, Markdown and archives taken out of its
//! wrapping; the bytes it came from are kept beside it in [`Raw`]. Nothing read from a file ever becomes a path.

mod again;
mod archive;
mod charset;
mod dates;
mod docx;
mod draft;
mod feeds;
mod folder;
mod foreign;
mod front_matter;
mod html;
mod http;
mod ids;
mod json_lines;
mod kind;
mod mail;
mod markdown;
mod note;
mod open;
mod pattern;
mod pdf;
mod problem;
mod properties;
mod report;
mod reports;
mod saved;
mod single;
mod sources;
mod tables;
mod walk;
mod warc;
pub mod watch;
pub mod web;

/// Pages as blocks and what is counted of them: for training the weights that choose among them.
pub mod pages {
    pub use crate::html::{
        Block, Blocks, Element, LAYOUT, NAMES, Telling, blocks, chosen, features, shares_by, words,
    };
}

pub use again::{Again, again};
pub use feeds::opml;
pub use foreign::is_in_library;
pub use html::{Extracted, Other, extract};
pub use note::Note;
pub use problem::{Problem, ProblemKind};
pub use report::{Media, Origin, Raw, Report};
pub use reports::Reports;
pub use sources::Sources;
