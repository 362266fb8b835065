//! What later versions of a page changed.

use crate::cite::{Cite, Cites, cite};
use crate::outside::Outside;
use desk::Citing;
use read::debris::Declares;
use schemars::JsonSchema;
use serde::Serialize;
use tell::{Declared, Extent, How, RevisedPart, Revision, RevisionChange, RevisionNote, RevisionSide};

/// What a later version of a page changed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RevisionEntry {
    /// The earlier version, by its number.
    before: Option<i64>,
    /// The later.
    after: Option<i64>,
    /// How much was changed.
    extent: Extent,
    /// What the outlet says about it.
    notes: Vec<NoteEntry>,
    /// What is another now.
    changes: Vec<ChangeEntry>,
    /// How many sentences stayed as they were.
    kept: usize,
    /// Sentences in other words, as they were.
    reworded_before: Cites,
    /// The same, as they are now.
    reworded_after: Cites,
    /// Sentences that were added.
    added: Cites,
    /// Sentences that were withdrawn.
    withdrawn: Cites,
}

/// What an outlet says about a change of its own report.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NoteEntry {
    /// What it declares.
    declares: Declares,
    /// The note.
    untrusted_text: Outside,
    /// Where it stands; nothing when it opens a headline.
    sentence: Option<Cite>,
    /// The changes that it names, as places in `changes`.
    about: Vec<usize>,
}

/// Something that is another in the later version.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ChangeEntry {
    /// What it is.
    part: RevisedPart,
    /// Whether it was changed, added or withdrawn.
    how: How,
    /// Whether a note of the outlet says so; nothing for what nobody need declare.
    declared: Option<Declared>,
    /// As it was.
    before: Option<SideEntry>,
    /// As it is now.
    after: Option<SideEntry>,
}

/// One side of a change.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SideEntry {
    /// The words, or the day.
    untrusted_text: Outside,
    /// What is counted, who says it, who wants it.
    untrusted_of: Option<Outside>,
    /// The sentence; nothing for a headline or day that came apart from the text.
    sentence: Option<Cite>,
}

impl RevisionEntry {
    pub(crate) fn of(citing: &Citing<'_>, revision: &Revision) -> Self {
        let pairs = &revision.reworded;
        Self {
            before: citing.key(&revision.before),
            after: citing.key(&revision.after),
            extent: revision.extent,
            notes: revision.notes.iter().map(|note| NoteEntry::of(citing, note)).collect(),
            changes: revision.changes.iter().map(|change| ChangeEntry::of(citing, change)).collect(),
            kept: revision.kept,
            reworded_before: Cites::of(citing, pairs.iter().map(|pair| &pair.before)),
            reworded_after: Cites::of(citing, pairs.iter().map(|pair| &pair.after)),
            added: Cites::of(citing, &revision.added),
            withdrawn: Cites::of(citing, &revision.withdrawn),
        }
    }
}

impl NoteEntry {
    fn of(citing: &Citing<'_>, note: &RevisionNote) -> Self {
        Self {
            declares: note.declares,
            untrusted_text: Outside::shortened(&note.text),
            sentence: note.evidence.as_ref().and_then(|id| cite(citing, id)),
            about: note.about.clone(),
        }
    }
}

impl ChangeEntry {
    fn of(citing: &Citing<'_>, change: &RevisionChange) -> Self {
        let side = |side: &RevisionSide| SideEntry {
            untrusted_text: Outside::shortened(&side.text),
            untrusted_of: Outside::some(side.of.as_deref()),
            sentence: side.sentence.as_ref().and_then(|id| cite(citing, id)),
        };
        Self {
            part: change.part,
            how: change.how,
            declared: change.declared,
            before: change.before.as_ref().map(side),
            after: change.after.as_ref().map(side),
        }
    }
}
