//! What later versions of a page changed.

use super::EvidenceId;
use read::{StanceKind, debris::Declares};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use weave::{Declared, Extent, RevisedPart};

/// A version of a page, and what it changed in the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    /// The version before.
    pub before: String,
    /// The version that changed it.
    pub after: String,
    /// How much of the page is another.
    pub extent: Extent,
    /// What the outlet says of it: notes that the version before did not have.
    pub notes: Vec<RevisionNote>,
    /// What of the things read in the two is another.
    pub changes: Vec<RevisionChange>,
    /// How many sentences have the same words in both.
    pub kept: usize,
    /// How many of them have other marks, case or spaces.
    pub retouched: usize,
    /// Sentences that were reworded.
    pub reworded: Vec<RewordedSentence>,
    /// Sentences that only this version has.
    pub added: Vec<EvidenceId>,
    /// Sentences that only the version before has.
    pub withdrawn: Vec<EvidenceId>,
}

impl Revision {
    /// Every piece of evidence that it refers to.
    pub fn evidence(&self) -> impl Iterator<Item = &EvidenceId> {
        let sides = self.changes.iter().flat_map(|change| [&change.before, &change.after]).flatten();
        sides
            .flat_map(|side| side.words.iter().chain(&side.sentence))
            .chain(self.notes.iter().filter_map(|note| note.evidence.as_ref()))
            .chain(self.reworded.iter().flat_map(|pair| [&pair.before, &pair.after]))
            .chain(self.added.iter().chain(&self.withdrawn))
    }
}

/// A sentence as both versions have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RewordedSentence {
    /// As it was.
    pub before: EvidenceId,
    /// As it is now.
    pub after: EvidenceId,
}

/// What an outlet says about a change of its own report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RevisionNote {
    /// What it declares.
    pub declares: Declares,
    /// The words.
    pub text: String,
    /// Where they stand; `null` when they open a headline that came apart from the text.
    pub evidence: Option<EvidenceId>,
    /// Which of `changes` it names, as places in that list from 0; empty when that cannot be told.
    pub about: Vec<usize>,
}

/// Something that is another in a later version: changed when it has both sides, else added or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RevisionChange {
    /// What it is.
    pub part: RevisedPart,
    /// Which of the two happened to it.
    pub how: How,
    /// As it was; `null` when it was added.
    pub before: Option<RevisionSide>,
    /// As it is now; `null` when it was withdrawn.
    pub after: Option<RevisionSide>,
    /// Whether a note says so; `null` for what no note names and nobody need declare: what was added, and names, days and
    /// stances.
    pub declared: Option<Declared>,
    /// The statements of this account that rest on one of its sentences.
    pub statements: Statements,
}

/// What happened to something from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is another.
    Changed,
    /// It was not there before.
    Added,
    /// It is no longer there.
    Withdrawn,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RevisionSide {
    /// The words, or the day of publication in ISO 8601.
    pub text: String,
    /// What a figure counts, who says the quoted words, what one of this name is, who holds the stance; as far as is known.
    pub of: Option<String>,
    /// What a party does about it.
    pub stance: Option<StanceKind>,
    /// Where the words stand; `null` for a headline or day that came apart from the text.
    pub words: Option<EvidenceId>,
    /// The sentence they stand in.
    pub sentence: Option<EvidenceId>,
}

/// Entries of an account, as places in its lists from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statements {
    /// Of `quotes`.
    pub quotes: Vec<usize>,
    /// Of `facts`.
    pub facts: Vec<usize>,
    /// Of `positions`.
    pub positions: Vec<usize>,
}
