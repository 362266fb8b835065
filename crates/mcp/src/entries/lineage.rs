//! Where texts come from.

use super::{keys, reasons};
use crate::cite::Cites;
use crate::outside::Outside;
use desk::Citing;
use schemars::JsonSchema;
use serde::Serialize;
use tell::{Edge, EdgeKind, Family, Relation};

/// Reports that share one text.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FamilyEntry {
    /// What they are to each other.
    relation: Relation,
    /// Its reports, by their numbers.
    articles: Vec<i64>,
    /// The one that the others come from, as far as can be told.
    origin: Option<i64>,
    /// The outlet that its reports credit with the text and that none of them is from.
    untrusted_credited: Option<Outside>,
    /// Why they are a family, and why this one is its origin.
    untrusted_reasons: Vec<Outside>,
}

impl FamilyEntry {
    pub(crate) fn of(citing: &Citing<'_>, family: &Family) -> Self {
        Self {
            relation: family.relation,
            articles: keys(citing, &family.articles),
            origin: citing.key(&family.origin),
            untrusted_credited: Outside::some(family.credited.as_deref()),
            untrusted_reasons: reasons(&family.reasons),
        }
    }
}

/// A report that stands on another, or on another outlet.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EdgeEntry {
    /// The report, by its number.
    article: Option<i64>,
    /// How it stands on the other.
    kind: EdgeKind,
    /// The other report, by its number, where that is known.
    on_article: Option<i64>,
    /// The other outlet.
    untrusted_on_outlet: Option<Outside>,
    /// The words that show it.
    shown_by: Cites,
}

impl EdgeEntry {
    pub(crate) fn of(citing: &Citing<'_>, edge: &Edge) -> Self {
        Self {
            article: citing.key(&edge.from),
            kind: edge.kind,
            on_article: edge.article.as_ref().and_then(|id| citing.key(id)),
            untrusted_on_outlet: Outside::some(edge.outlet.as_deref()),
            shown_by: Cites::of(citing, &edge.evidence),
        }
    }
}
