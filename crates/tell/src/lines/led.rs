//! The brief of a story as the first section of its account.

use super::{BRIEF, Line, Section};
use crate::account::{Account, EvidenceId};
use crate::view::View;
use std::collections::HashMap;

/// The lines of `brief`, an account of the same story with evidence of its own, as a section of the account of `view`.
pub(super) fn section(view: &View<'_>, brief: &Account) -> Option<Section> {
    let of = View::new(brief);
    let mut section = BRIEF.first()?.section(&of)?;
    // All that it leaves out stands below.
    section.left_out = None;
    let evidence = view.account.evidence.iter();
    let places = evidence.map(|one| ((one.article.as_str(), one.start, one.end), &one.id)).collect();
    section.lines.iter_mut().for_each(|line| renamed(line, &of, &places));
    Some(section)
}

/// Has a line refer to the evidence of the account by its ids there.
fn renamed(line: &mut Line, of: &View<'_>, places: &HashMap<(&str, usize, usize), &EvidenceId>) {
    for reference in &mut line.references {
        let ids = reference.evidence.iter().filter_map(|id| {
            let one = of.evidence(&EvidenceId(id.clone()))?;
            let id = places.get(&(one.article.as_str(), one.start, one.end))?;
            Some(id.0.clone())
        });
        reference.evidence = ids.collect();
    }
    line.why.iter_mut().chain(&mut line.below).for_each(|line| renamed(line, of, places));
}
