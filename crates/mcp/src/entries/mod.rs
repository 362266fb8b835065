//! Entries of an account as a program gets them: what is ours in plain fields, what is from outside in `untrusted_` ones, and with
//! each the sentences that show it. What has no sentence to show is no entry.

mod lineage;
mod report;
mod revision;
mod statement;
mod who;

pub(crate) use lineage::{EdgeEntry, FamilyEntry};
pub(crate) use report::ReportEntry;
pub(crate) use revision::RevisionEntry;
pub(crate) use statement::{AloneEntry, DayEntry, EventEntry, FactEntry, PositionEntry, QuotationEntry};
pub(crate) use who::PersonEntry;

use crate::outside::Outside;
use desk::Citing;
use tell::Reason;

/// The numbers of these articles in the library; those that have been removed since have none.
fn keys<'e>(citing: &Citing<'_>, ids: impl IntoIterator<Item = &'e String>) -> Vec<i64> {
    ids.into_iter().filter_map(|id| citing.key(id)).collect()
}

fn reasons(reasons: &[Reason]) -> Vec<Outside> {
    Outside::names(reasons.iter().map(|reason| &reason.text))
}
