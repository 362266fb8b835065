//! The nouns every room of Parallax uses.
//!
//! An [`Article`] holds the verbatim text of one report. A [`Span`] points into it in bytes, and [`Evidence`]
//! is a span that has been shown to lie in an article: it cannot be made any other way. A [`PartialDate`] is
//! a date known as far as somebody said it. A [`Correction`] is what a person knows better than the program.
//!
//! This crate depends on no other crate of Parallax.

mod article;
mod correction;
mod date;
mod evidence;
mod particulars;
mod span;

pub use article::{Article, ArticleId, Digest, Outlet};
pub use correction::Correction;
pub use date::{DateError, PartialDate};
pub use evidence::{Evidence, EvidenceError};
pub use particulars::Particulars;
pub use span::{CodePoints, Span};
