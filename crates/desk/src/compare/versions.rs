//! Two versions of a page: what the later one changed.

use crate::cited::Citing;
use crate::error::DeskError;
use crate::weaving::{Woven, as_one_story, of_page};
use crate::work::corrections;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{ArticleKey, Library, Version};
use tell::{Account, Evidence, EvidenceId, Options, Revision};
use weave::Owners;

/// What the later of two versions of a page changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Versions {
    /// The id of the earlier.
    pub a: String,
    /// The id of the later.
    pub b: String,
    /// Whether the outlet changed the page: not where both were made of the same bytes.
    pub edited: bool,
    /// What was changed.
    pub revision: Revision,
    /// What the revision refers to.
    pub evidence: Vec<Evidence>,
    /// The account of the two, for those who show it as text.
    #[serde(skip)]
    #[schemars(skip)]
    account: Account,
}

impl Versions {
    /// Of two articles that are versions of one page of one outlet; `None` of any others.
    pub(super) fn of(library: &Library, a: ArticleKey, b: ArticleKey) -> Result<Option<Self>, DeskError> {
        let versions = library.versions(a)?;
        let place = |key: ArticleKey| versions.iter().position(|version: &Version| version.key == key);
        let (Some(x), Some(y)) = (place(a), place(b)) else { return Ok(None) };
        let (first, last) = (x.min(y), x.max(y));
        let edited = versions.iter().take(last + 1).skip(first + 1).any(|version| version.edited);
        let mut together = as_one_story(vec![library.reading(a)?, library.reading(b)?]);
        together.versions = vec![of_page(&versions, x), of_page(&versions, y)];
        let corrections = corrections(library)?;
        let account = Woven::of(together, &Owners::built_in(), &corrections).account(&Options::default());
        let Some(revision) = account.revisions.first().cloned() else { return Ok(None) };
        let referred: BTreeSet<&EvidenceId> = revision.evidence().collect();
        let evidence = account.evidence.iter().filter(|one| referred.contains(&one.id)).cloned().collect();
        let (a, b) = (revision.before.clone(), revision.after.clone());
        Ok(Some(Self { a, b, edited, revision, evidence, account }))
    }

    /// Its evidence, to be cited from the library.
    pub fn citing(&self, library: &Library) -> Citing<'_> {
        Citing::new(library, &self.account)
    }

    /// As text of this width, each sentence that differs.
    pub fn text(&self, width: usize, colour: bool) -> String {
        tell::revisions(&self.account, width, colour)
    }
}
