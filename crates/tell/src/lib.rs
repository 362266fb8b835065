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
mod verify;
mod view;

pub use account::*;
pub use bibliography::{bibtex, csl};
pub use build::{Options, account};
pub use fragments::{
    Bounds, FRAGMENT_STYLE, Fragment, Fragments, Links, Place, Showing, fragment, fragments,
};
pub use html::html;
pub use markdown::markdown;
pub use marked::{Mark, MarkKind, Paragraph, Piece, Sentence, marked};
pub use news::{News, NewsKind, NewsLine};
pub use schema::{account_schema, reading_schema};
pub use text::{revisions, text};
pub use verify::{VerifyError, verify};
