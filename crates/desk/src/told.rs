//! Stories as they were told last, so that a story that has not changed is not woven again.

use crate::error::DeskError;
use crate::weaving::Woven;
use crate::work::corrections;
use article::ArticleId;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use read::Reading;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Library, State, StoreError, StoryFilter, StoryId};
use tell::{Account, Options, Standing};
use weave::Owners;

/// So many pieces of evidence of accounts are held in memory: some 200 MB.
const HELD: u64 = 400_000;

/// So many lines a brief has.
const BRIEF: usize = 5;

/// Tells stories of a library: from memory, from what the library keeps, and where neither is of the present state, by weaving.
///
/// The same story gives the same account whichever way it comes.
pub struct Teller {
    /// What accounts depend on besides the story: the version of the program, and who owns which outlet.
    rules: String,
    owners: Owners,
    held: Cache<(StoryId, State), Arc<Told>, BySize>,
}

/// A story told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Told {
    /// What it comes to in a list.
    pub summary: Summary,
    /// All of it.
    pub account: Account,
    /// It in a few lines: an account of its own, with evidence of its own.
    pub brief: Account,
}

/// What a story comes to in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// What it is called.
    pub title: String,
    /// How many independent sources it has, at most.
    pub independent_at_most: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many facts are disputed.
    pub disputed: usize,
    /// How many utterances it has.
    pub quotes: usize,
    /// Its first line: a sentence of a report.
    pub lead: Option<Words>,
}

/// Words of a report, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// The report.
    pub article: String,
    /// The number, from 1, of its sentence.
    pub sentence: usize,
    /// The words, as they stand there.
    pub exact: String,
}

#[derive(Debug, Clone)]
struct BySize;

impl Weighter<(StoryId, State), Arc<Told>> for BySize {
    fn weight(&self, _: &(StoryId, State), told: &Arc<Told>) -> u64 {
        told.account.evidence.len() as u64 + 16
    }
}

impl Teller {
    /// A teller that goes by these owners. `owners_named` tells tables of owners apart: the digest of the user's rows, empty without.
    pub fn new(owners: Owners, owners_named: &str) -> Self {
        let rules = format!("{} {} {owners_named}", env!("CARGO_PKG_VERSION"), read::VERSION);
        Self { rules, owners, held: Cache::with_weighter(64, HELD, BySize) }
    }

    /// Who owns which outlet, as it is told here.
    pub fn owners(&self) -> &Owners {
        &self.owners
    }

    /// A story, told. Two who ask for one at once wait for one weaving.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be read.
    pub fn story(&self, library: &Library, id: StoryId) -> Result<Arc<Told>, DeskError> {
        // Asked first, so that a story that became another is named as such.
        library.story(id)?;
        let state = library.story_state(id)?;
        self.held.get_or_insert_with(&(id, state.clone()), || {
            if let Some(kept) = library.told(id, &self.rules)?
                && let Ok(told) = serde_json::from_slice(&kept)
            {
                return Ok(Arc::new(told));
            }
            Ok(Arc::new(self.weave(library, id)?))
        })
    }

    /// What a story comes to in a list; nothing where it has changed since it was told last.
    pub fn summary(&self, library: &Library, id: StoryId) -> Result<Option<Summary>, DeskError> {
        let kept = library.summary(id, &self.rules)?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
    }

    /// Tells up to so many stories, of at least so many reports, that have changed since they were told last, the latest first, and keeps them. Says how many
    /// it told: fewer than `most` means that all are told.
    pub fn keep(&self, library: &mut Library, at_least: usize, most: usize) -> Result<usize, DeskError> {
        let untold = library.untold(&self.rules, at_least, most)?;
        for id in &untold {
            self.keep_one(library, *id)?;
        }
        Ok(untold.len())
    }

    /// Tells one story, and keeps it.
    pub fn keep_one(&self, library: &mut Library, id: StoryId) -> Result<(), DeskError> {
        let state = library.story_state(id)?;
        let key = (id, state.clone());
        let told = self.held.get_or_insert_with(&key, || self.weave(library, id).map(Arc::new))?;
        let (summary, body) = (json(&told.summary)?, json(&*told)?);
        library.put_told(id, &state, &self.rules, &summary, body.as_bytes())?;
        library.put_story_title(id, &told.summary.title)?;
        Ok(())
    }

    /// Takes up to so many stories of at least so many reports, the latest first, from what the library keeps into memory: large ones
    /// take a while to be unpacked. Those that have changed since they were told are left out.
    pub fn recall(&self, library: &Library, at_least: usize, most: usize) -> Result<(), DeskError> {
        let filter = StoryFilter { at_least, limit: most, ..StoryFilter::default() };
        for row in library.stories(&filter)?.stories {
            if self.is_told(library, row.id)? {
                self.story(library, row.id)?;
            }
        }
        Ok(())
    }

    /// Whether a story can be had without weaving it: it has been told in the state that it is in.
    pub fn is_told(&self, library: &Library, id: StoryId) -> Result<bool, DeskError> {
        let state = library.story_state(id)?;
        Ok(self.held.peek(&(id, state)).is_some() || library.summary(id, &self.rules)?.is_some())
    }

    fn weave(&self, library: &Library, id: StoryId) -> Result<Told, DeskError> {
        let woven = Woven::of_library(library, id, &self.owners, &corrections(library)?)?;
        let account = woven.account(&Options::default());
        let brief = woven.account(&Options { length: Some(BRIEF), ..Options::default() });
        let summary = Summary::of(&account, &brief);
        Ok(Told { summary, account, brief })
    }
}

/// The readings of these reports, in their order. Those that have been removed since are left out.
pub fn readings<'i>(
    library: &Library,
    ids: impl IntoIterator<Item = &'i String>,
) -> Result<Vec<Reading>, StoreError> {
    let keys = ids.into_iter().map(|id| library.find(&ArticleId(id.clone())));
    keys.filter_map(Result::transpose).map(|key| library.reading(key?)).collect()
}

fn json(value: &impl Serialize) -> Result<String, DeskError> {
    serde_json::to_string(value)
        .map_err(|error| DeskError::new(format!("an account could not be written down: {error}")))
}

impl Summary {
    fn of(account: &Account, brief: &Account) -> Self {
        let lead = brief.brief.first().and_then(|line| {
            let evidence = brief.evidence.iter().find(|evidence| evidence.id == line.sentence)?;
            Some(Words {
                article: evidence.article.clone(),
                sentence: evidence.sentence,
                exact: evidence.exact.clone(),
            })
        });
        Self {
            title: account.story.title.text.clone(),
            independent_at_most: account.independence.at_most,
            outlets: account.story.outlets,
            disputed: account.facts.iter().filter(|fact| fact.standing == Standing::Disputed).count(),
            quotes: account.quotes.len(),
            lead,
        }
    }
}
