//! What a page says of its article besides the text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a page says of its article besides its text and its imprint: each as the page has it, empty where it is silent.
///
/// Words and addresses of a page are its own claims. None of them stand in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Particulars {
    /// The part of the paper in which it appeared: *World*.
    pub section: Option<String>,
    /// The outlet from which a feed says that it was taken (`source` of RSS and Atom).
    pub source: Option<String>,
    /// Who owns the outlet.
    pub owner: Option<String>,
    /// Its lasting address, whole, where that is not the one by which the page was got.
    pub canonical: Option<String>,
    /// What stands at its pictures, with whom these are credited to, in the order of the page.
    pub captions: Vec<String>,
    /// The addresses of works from which it is derived (schema.org `isBasedOn`).
    pub based_on: Vec<String>,
    /// The addresses of works to which it refers (schema.org `citation`).
    pub cites: Vec<String>,
    /// Notes by which its outlet says that it corrected the article, in the outlet's words.
    pub corrections: Vec<String>,
}

impl Particulars {
    /// Whether the page says none of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These, and where they are silent, `other`.
    ///
    /// ```
    /// use article::Particulars;
    /// let mine = Particulars { owner: Some("Harbour Group".into()), ..Particulars::default() };
    /// let theirs = Particulars { section: Some("World".into()), owner: Some("Quay".into()), ..Particulars::default() };
    /// let both = mine.or(theirs);
    /// assert_eq!((both.section.as_deref(), both.owner.as_deref()), (Some("World"), Some("Harbour Group")));
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let several = |mine: Vec<String>, theirs: Vec<String>| if mine.is_empty() { theirs } else { mine };
        Self {
            section: self.section.or(other.section),
            source: self.source.or(other.source),
            owner: self.owner.or(other.owner),
            canonical: self.canonical.or(other.canonical),
            captions: several(self.captions, other.captions),
            based_on: several(self.based_on, other.based_on),
            cites: several(self.cites, other.cites),
            corrections: several(self.corrections, other.corrections),
        }
    }
}
