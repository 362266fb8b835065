//! Turns a story into an account that a person or a program can use.
//!
//! [`account`] arranges a [`Story`](weave::Story) as the contract for programs: every part refers by id to
//! [`Evidence`], and [`verify`] checks that each piece stands where it is said to stand. [`text`],
//! [`markdown`] and [`html`] show the account to people. None of them has a sentence of its own: they select,
//! arrange and label.

mod account;
mod bibliography;
mod build;
mod cutting;
mod dates;
mod extract;
mod fragments;
mod html;
mod labels;
mod lines;
mod markdown;
mod marked;
mod news;
mod safe;
mod schema;
mod text;
mod text_fragment;
mod verify;
mod view;

pub use account::*;
pub use bibliography::{bibtex, csl};
pub use build::{Options, account};
pub use extract::{Excerpt, Extract, ExtractPart, Passage};
pub use fragments::{
    Bounds, FRAGMENT_STYLE, Fragment, Fragments, Links, Place, Showing, fragment, fragments,
};
pub use html::html;
pub use markdown::markdown;
pub use marked::{Mark, MarkKind, Paragraph, Piece, Sentence, marked};
pub use news::{News, NewsKind, NewsLine, since};
pub use safe::{keep_space, link, one_line};
pub use schema::{account_schema, reading_schema};
pub use text::{revisions, text};
pub use text_fragment::text_fragment;
pub use verify::{VerifyError, verify};
pub use view::Shown;

/// The days of a story in words: `28 April – 5 May 2031`. Both are given as ISO 8601.
pub fn days(first: &str, last: &str) -> String {
    dates::days(&Days { first: first.to_owned(), last: last.to_owned() })
}

/// When a report was published, in words, or between which days it lies.
pub fn published(article: &Article) -> String {
    view::View::published(article)
}

/// When something was, is or is to be, in words: a day or several; `None` where the day is not known.
pub fn when(when: &When) -> Option<String> {
    dates::when(when)
}

/// What a party does about an issue, in words: `rules out`.
pub fn stance(kind: read::StanceKind) -> &'static str {
    labels::stance(kind)
}

/// A date in words: `28 April 2031`. It is given as ISO 8601; what is none is given back as it is.
pub fn date(written: &str) -> String {
    dates::date(written)
}
