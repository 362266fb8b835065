//! Two versions of a page: what the later one changed.

use super::beside::{Beside, beside};
use crate::cited::{Cited, Citing};
use crate::error::DeskError;
use crate::told::Teller;
use crate::weaving::{Woven, as_one_story, of_page};
use crate::words::name_of;
use crate::work::corrections;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::{ArticleKey, Library, Version};
use tell::{Account, Evidence, EvidenceId, Options, RevisedPart, Revision};

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
    /// The two side by side, sentence by sentence.
    pub sentences: Vec<Beside>,
    /// What the change touched in the story; nothing while the story waits to be told.
    pub touched: Option<Vec<Touched>>,
    /// The account of the two, for those who show it as text.
    #[serde(skip)]
    #[schemars(skip)]
    account: Account,
}

/// A line of the account of the story that rests on what was changed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Touched {
    /// What of the page was changed.
    pub part: RevisedPart,
    /// What it is in the account: the standing of a fact, who says something, who wants something.
    pub label: String,
    /// The sentence of a report that tells it.
    pub sentence: Cited,
}

impl Touched {
    /// What the change from the one article to the other touched in an account.
    fn of(library: &Library, account: &Account, before: &str, after: &str) -> Vec<Self> {
        let citing = Citing::new(library, account);
        let is_it = |one: &&Revision| one.before == before && one.after == after;
        let Some(revision) = account.revisions.iter().find(is_it) else { return Vec::new() };
        let mut all = Vec::new();
        for change in &revision.changes {
            let statements = &change.statements;
            let facts = statements.facts.iter().filter_map(|at| account.facts.get(*at));
            let facts = facts.map(|fact| (name_of(&fact.standing), &fact.statement));
            let quotes = statements.quotes.iter().filter_map(|at| account.quotes.get(*at));
            let quotes = quotes.filter_map(|quote| {
                Some((quote.name.clone().unwrap_or_default(), &quote.renderings.first()?.context))
            });
            let positions = statements.positions.iter().filter_map(|at| account.positions.get(*at));
            let positions = positions.filter_map(|position| {
                let label = format!("{} ({})", position.party, position.issue);
                Some((label, &position.held.last()?.sentence))
            });
            let told = facts.chain(quotes).chain(positions).filter_map(|(label, id)| {
                Some(Self { part: change.part, label, sentence: citing.cited(id)? })
            });
            all.extend(told);
        }
        all.dedup();
        all
    }
}

impl Versions {
    /// Of two articles that are versions of one page of one outlet; `None` of any others.
    pub(super) fn of(
        library: &Library,
        teller: &Teller,
        a: ArticleKey,
        b: ArticleKey,
    ) -> Result<Option<Self>, DeskError> {
        let versions = library.versions(a)?;
        let place = |key: ArticleKey| versions.iter().position(|version: &Version| version.key == key);
        let (Some(x), Some(y)) = (place(a), place(b)) else { return Ok(None) };
        let (first, last) = (x.min(y), x.max(y));
        let edited = versions.iter().take(last + 1).skip(first + 1).any(|version| version.edited);
        let readings = vec![library.reading(a)?, library.reading(b)?];
        let mut together = as_one_story(readings.clone());
        together.versions = vec![of_page(&versions, x), of_page(&versions, y)];
        let corrections = corrections(library)?;
        let account = Woven::of(together, teller.owners(), &corrections).account(&Options::default());
        let Some(revision) = account.revisions.first().cloned() else { return Ok(None) };
        let referred: BTreeSet<&EvidenceId> = revision.evidence().collect();
        let evidence = account.evidence.iter().filter(|one| referred.contains(&one.id)).cloned().collect();
        let number = |id: &EvidenceId| {
            account.evidence.iter().find(|one| one.id == *id).map(|evidence| evidence.sentence)
        };
        let reworded = revision.reworded.iter();
        let reworded =
            reworded.filter_map(|pair| Some((number(&pair.before)?, number(&pair.after)?))).collect();
        let (earlier, later) = if readings[0].article.id.0 == revision.before { (0, 1) } else { (1, 0) };
        let sentences = beside(&readings[earlier], &readings[later], &reworded);
        let touched = match library.story_of(b)? {
            Some(story) if teller.is_told(library, story)? => {
                let told = teller.story(library, story)?;
                Some(Touched::of(library, &told.account, &revision.before, &revision.after))
            }
            _ => None,
        };
        let (a, b) = (revision.before.clone(), revision.after.clone());
        Ok(Some(Self { a, b, edited, revision, evidence, sentences, touched, account }))
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
