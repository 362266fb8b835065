//! What each version of a page changed, as a story has it.

use article::Evidence;
use read::{StanceKind, debris::Declares};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A page of which there are several versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisedPage {
    /// The versions, as indices into [`crate::Story::articles`], the earliest first.
    pub versions: Vec<usize>,
    /// What each but the first changed in the one before it.
    pub revisions: Vec<Revision>,
}

/// What a version of a page changed in the one before it.
///
/// Sentences of the report's body are compared, without headings and without what is no part of the report, by words
/// without case and marks. What was read in a sentence is compared only where the sentence changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// The version before, as an index into [`crate::Story::articles`].
    pub before: usize,
    /// The version that changed it.
    pub after: usize,
    /// How much of the page is another.
    pub extent: Extent,
    /// How many sentences have the same words in both.
    pub kept: usize,
    /// What the outlet says of it: notes that the version before did not have.
    pub notes: Vec<RevisionNote>,
    /// What of the things read in the two is another, by [`Part`] and then by place.
    pub changes: Vec<RevisionChange>,
    /// Sentences with the same words and other marks, case or spaces: the one before, and that of this version.
    pub retouched: Vec<(Evidence, Evidence)>,
    /// Sentences that were reworded: the one before, and that of this version.
    pub reworded: Vec<(Evidence, Evidence)>,
    /// Sentences that only this version has.
    pub added: Vec<Evidence>,
    /// Sentences that only the version before has.
    pub withdrawn: Vec<Evidence>,
}

impl Revision {
    /// Every place that it rests on.
    pub(crate) fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let pairs = self.retouched.iter().chain(&self.reworded);
        let sides = self.changes.iter().flat_map(|change| [&change.before, &change.after]).flatten();
        pairs
            .flat_map(|(before, after)| [before, after])
            .chain(self.added.iter().chain(&self.withdrawn))
            .chain(self.notes.iter().filter_map(|note| note.evidence.as_ref()))
            .chain(sides.flat_map(|side| side.words.iter().chain(&side.sentence)))
    }
}

/// How much of a page is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// Nothing of headline and text.
    Same,
    /// Only marks, case and spaces.
    Typographic,
    /// Words.
    Edited,
    /// Nearly all of the text: what is told of it is only headline, day and notes, as sentences of two texts are not worth
    /// comparing one by one.
    Rewritten,
}

/// What an outlet says about a change of its own report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionNote {
    /// What it declares.
    pub declares: Declares,
    /// The words.
    pub text: String,
    /// Where they stand; `None` when they open a headline that came apart from the text.
    pub evidence: Option<Evidence>,
    /// Which of the changes it names, as indices into [`Revision::changes`]; empty when that cannot be told.
    pub about: Vec<usize>,
}

/// Which of the things read in a report is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The headline, without what it declares: *CORRECTED:*.
    Headline,
    /// The day of publication.
    Published,
    /// A figure: its value, or what it counts.
    Figure,
    /// Quoted words, or whose they are.
    Quotation,
    /// A name, or how it is written.
    Name,
    /// A day or time in the text.
    Time,
    /// What a party wants.
    Stance,
}

/// Something that is another in a later version: changed when it has both sides, else added or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionChange {
    /// What it is.
    pub part: Part,
    /// As it was; `None` when it was added.
    pub before: Option<Side>,
    /// As it is now; `None` when it was withdrawn.
    pub after: Option<Side>,
    /// Whether a note says so; `None` for what no note names and nobody need declare: what was added, and names, days and
    /// stances.
    pub declared: Option<Declared>,
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The words, or the day of publication in ISO 8601.
    pub text: String,
    /// What a figure counts, who says the quoted words, what one of this name is, who holds the stance; as far as is known.
    pub of: Option<String>,
    /// What a party does about it.
    pub stance: Option<StanceKind>,
    /// Where the words stand; `None` for a headline or day that came apart from the text.
    pub words: Option<Evidence>,
    /// The sentence they stand in.
    pub sentence: Option<Evidence>,
}

/// Whether an outlet says that it changed something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// A note names it.
    Named,
    /// There is a correction, clarification or note of the editor of which cannot be told what it is about.
    Unclear,
    /// No note says so.
    No,
}
