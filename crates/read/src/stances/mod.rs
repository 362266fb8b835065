//! What parties demand, offer, accept, refuse, and about what.

use crate::{Attribution, Stance, names::Names, text::Text};

/// Finds stances in the sentences of the report.
pub fn stances(text: &Text<'_>, names: &Names, attributions: &[Attribution]) -> Vec<Stance> {
    let _ = (text, names, attributions);
    Vec::new()
}
