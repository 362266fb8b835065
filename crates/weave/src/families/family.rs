//! A family, as a story shows it.

use crate::{Reason, Title};
use article::Evidence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why reports belong to one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// It stands alone.
    Single,
    /// Copies of one text by several outlets, or the same outlet twice.
    Syndicated,
    /// Versions of one page.
    Version,
}

/// Reports that share one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its reports.
    pub articles: Vec<usize>,
    /// The one the others come from, as far as can be told.
    pub origin: usize,
    /// What they are to each other.
    pub relation: Relation,
    /// The outlet that its reports credit with the text and that none of them is from.
    pub credited: Option<String>,
    /// Why they are a family and why this one is its origin: what speaks for it, then what speaks against it.
    pub reasons: Vec<Reason>,
    /// What each other report made of the origin's text.
    pub copies: Vec<Copied>,
}

/// What one report made of the text of its family's origin.
///
/// Sentences are compared without case and marks. Those with the same words are the same; those of which half of the
/// sequences of three words of the shorter stand in the other are one reworded; all others were cut or added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The report.
    pub article: usize,
    /// How many sentences the origin has.
    pub sentences: usize,
    /// How many of them stand here, the same or reworded.
    pub kept: usize,
    /// Sentences with the same words: the origin's, and that of the copy.
    pub same: Vec<(Evidence, Evidence)>,
    /// Sentences that were reworded: the origin's, and that of the copy.
    pub reworded: Vec<(Evidence, Evidence)>,
    /// What the origin has and the copy has not, in the origin's text; neighbouring sentences together.
    pub cut: Vec<Evidence>,
    /// What only the copy has, in its text; neighbouring sentences together.
    pub added: Vec<Evidence>,
    /// The headlines of both, when they differ.
    pub headlines: Option<Headlines>,
}

/// Two headlines of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headlines {
    /// The origin's.
    pub origin: Title,
    /// The copy's.
    pub copy: Title,
}
