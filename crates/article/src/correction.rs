//! What a person knows better than the program.

use crate::{ArticleId, Outlet, PartialDate, Span};
use serde::{Deserialize, Serialize};

/// A person's correction: a constraint on every later reading and weaving, not a change of what was found.
///
/// Corrections win over rules and models. They name articles, and people by a name as it is shown, so that
/// they hold when the articles are read again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Correction {
    /// The two articles, and with them their stories, belong to one story.
    JoinStories {
        /// An article of the one story.
        a: ArticleId,
        /// An article of the other.
        b: ArticleId,
    },
    /// The two articles belong to different stories.
    PartStories {
        /// The article that stays.
        a: ArticleId,
        /// The article that leaves.
        b: ArticleId,
    },
    /// Two names stand for one person or organisation.
    JoinPeople {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// Two names stand for two persons or organisations.
    PartPeople {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// The speaker of the quotation at this place; `None` for one who cannot be known.
    Speaker {
        /// The article quoted from.
        article: ArticleId,
        /// A place inside the quotation, in bytes.
        span: Span,
        /// The speaker's name.
        speaker: Option<String>,
    },
    /// The day on which an article was published.
    Published {
        /// The article.
        article: ArticleId,
        /// The date, as far as it is known.
        date: PartialDate,
    },
    /// The outlet that published an article.
    Outlet {
        /// The article.
        article: ArticleId,
        /// The outlet.
        outlet: Outlet,
    },
    /// What is taken for a quotation at this place is none: a title, a name, words that nobody is quoted as saying.
    NotQuotation {
        /// The article.
        article: ArticleId,
        /// A place inside the quotation, in bytes.
        span: Span,
    },
    /// Whether the words at this place are part of the report.
    Debris {
        /// The article.
        article: ArticleId,
        /// The place, in bytes.
        span: Span,
        /// `true` when they are no part of it.
        debris: bool,
    },
}
