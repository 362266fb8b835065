//! A mention that a later pronoun may mean again.

use super::{
    positions::{Position, position},
    running::Running,
    view::View,
};
use crate::MentionKind;
use std::ops::Range;

/// A mention that a later pronoun may mean again.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) sentence: usize,
    pub(super) paragraph: usize,
    pub(super) kind: MentionKind,
    pub(super) position: Position,
}

impl Seen {
    pub(super) fn new(
        view: &View<'_, '_>,
        running: &Running,
        tokens: Range<usize>,
        someone: usize,
        kind: MentionKind,
        modifies: bool,
    ) -> Self {
        let start = tokens.start;
        // *her* before a noun only says whose it is.
        let owner = kind == MentionKind::Pronoun
            && (matches!(view.lower(start), "his" | "its" | "their")
                || view.lower(start) == "her" && view.token(start + 1).starts_with(char::is_alphanumeric));
        // Whose office somebody holds stands back like an owner.
        let position = position(view, running, &tokens, modifies || owner);
        Self {
            sentence: view.sentence(start),
            paragraph: view.paragraph(start),
            tokens,
            someone,
            kind,
            position,
        }
    }
}
