//! Where texts come from: families, who stands on whom, and how many sources are independent.

use super::{EvidenceId, Title};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use weave::{EdgeKind, Relation};

/// Reports that share one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Family {
    /// Its reports.
    pub articles: Vec<String>,
    /// The one the others come from, as far as can be told.
    pub origin: String,
    /// What they are to each other.
    pub relation: Relation,
    /// The outlet that its reports credit with the text and that none of them is from.
    pub credited: Option<String>,
    /// Why they are a family, and why this one is its origin: what speaks for it, then what speaks against it.
    pub reasons: Vec<Reason>,
    /// What each other report made of the origin's text.
    pub copies: Vec<Copied>,
}

/// What one report made of the text of its family's origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Copied {
    /// The report.
    pub article: String,
    /// How many sentences the origin has.
    pub sentences: usize,
    /// How many of them stand here, the same or reworded.
    pub kept: usize,
    /// How many stand here word for word.
    pub same: usize,
    /// Sentences that were reworded.
    pub reworded: Vec<Reworded>,
    /// What the origin has and this report has not: passages of the origin's text.
    pub cut: Vec<EvidenceId>,
    /// What only this report has: passages of its own text.
    pub added: Vec<EvidenceId>,
    /// The headlines of both, when they differ.
    pub headlines: Option<Headlines>,
}

/// A sentence of the origin as a copy has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reworded {
    /// The origin's sentence.
    pub from: EvidenceId,
    /// The copy's.
    pub to: EvidenceId,
}

/// Two headlines of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headlines {
    /// The origin's.
    pub origin: Title,
    /// The copy's.
    pub copy: Title,
}

/// A reason with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The words: a sentence without its full stop.
    pub text: String,
    /// The places that show it; none for a reason that rests on none, such as a date that came apart from the text.
    pub evidence: Vec<EvidenceId>,
}

/// How many independent sources something has: an upper bound, with its reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Independence {
    /// At most so many.
    pub at_most: usize,
    /// At most so many reports have it independently of each other, whoever they have it from: more than `at_most` when
    /// all have it from one source.
    pub reports: usize,
    /// Why it is not more.
    pub reasons: Vec<Reason>,
    /// What could not be known and might lower the number.
    pub unknown: Vec<String>,
}

/// Who stands on whom: a graph of reports and outlets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lineage {
    /// The outlets: those of the reports, then those only cited.
    pub outlets: Vec<Outlet>,
    /// What ties the reports to each other and to outlets.
    pub edges: Vec<Edge>,
}

/// An outlet of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outlet {
    /// Its name; for one without a name, the host of its address.
    pub name: String,
    /// Who owns it; `null` when the table of owners does not say.
    pub owner: Option<String>,
    /// Who says so.
    pub owner_source: Option<String>,
    /// Its reports.
    pub articles: Vec<String>,
}

/// A tie from a report to another report or to an outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// The report that stands on the other.
    pub from: String,
    /// How.
    pub kind: EdgeKind,
    /// The report it stands on; `null` for an outlet.
    pub article: Option<String>,
    /// The outlet it stands on, or that of the report, as far as it is known.
    pub outlet: Option<String>,
    /// The places that show it.
    pub evidence: Vec<EvidenceId>,
}
