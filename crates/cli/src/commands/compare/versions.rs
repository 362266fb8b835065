//! Two versions of a page: what the later one changed.

use crate::failure::Failure;
use crate::library;
use crate::weaving::{Woven, as_one_story, of_page};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{ArticleKey, Library, Version};
use tell::{Account, Options};
use weave::Owners;

/// What the later of two versions of a page changed.
#[derive(Debug)]
pub(super) struct Versions {
    account: Account,
    /// Whether the outlet changed the page: not where both were made of the same bytes.
    pub(super) edited: bool,
}

/// The same for programs.
#[derive(Debug, Serialize)]
struct Changed<'a> {
    a: &'a str,
    b: &'a str,
    edited: bool,
    revision: &'a tell::Revision,
    /// What the revision refers to.
    evidence: Vec<&'a tell::Evidence>,
}

impl Versions {
    /// Of two articles that are versions of one page of one outlet; `None` of any others.
    pub(super) fn of(library: &Library, a: ArticleKey, b: ArticleKey) -> Result<Option<Self>, Failure> {
        let versions = library.versions(a)?;
        let place = |key: ArticleKey| versions.iter().position(|version: &Version| version.key == key);
        let (Some(x), Some(y)) = (place(a), place(b)) else { return Ok(None) };
        let (first, last) = (x.min(y), x.max(y));
        let edited = versions.iter().take(last + 1).skip(first + 1).any(|version| version.edited);
        let mut together = as_one_story(vec![library.reading(a)?, library.reading(b)?]);
        together.versions = vec![of_page(&versions, x), of_page(&versions, y)];
        let corrections = library::corrections(library)?;
        let account = Woven::of(together, &Owners::built_in(), &corrections).account(&Options::default());
        Ok((!account.revisions.is_empty()).then_some(Self { account, edited }))
    }

    /// As text.
    pub(super) fn text(&self, width: usize, colour: bool) -> String {
        tell::revisions(&self.account, width, colour)
    }

    /// As an object.
    pub(super) fn json(&self) -> Option<impl Serialize + '_> {
        let revision = self.account.revisions.first()?;
        let referred = revision.evidence();
        let referred: BTreeSet<&tell::EvidenceId> = referred.collect();
        Some(Changed {
            a: &revision.before,
            b: &revision.after,
            edited: self.edited,
            revision,
            evidence: self.account.evidence.iter().filter(|one| referred.contains(&one.id)).collect(),
        })
    }
}
