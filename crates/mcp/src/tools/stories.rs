//! Stories: as a list, and one in brief.

use super::finding;
use super::{Paging, Which};
use crate::cite::{Cite, Cites, cite};
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use desk::stories::StoryLine;
use desk::{Citing, DeskError, Summary, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tell::{Account, BriefPart};

/// Lists stories.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListStories {
    /// Only stories with an article that has all these words.
    words: Option<String>,
    /// Only stories of at least so many articles.
    at_least: Option<usize>,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    paging: Paging,
}

/// Stories.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StoriesAnswer {
    /// How many there are.
    total: usize,
    /// The latest first; those without a day last.
    stories: Vec<StoryEntry>,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// A story in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StoryEntry {
    /// Its number.
    pub(crate) story: i64,
    /// What it is called.
    pub(crate) untrusted_title: Outside,
    /// How many reports it has.
    pub(crate) reports: usize,
    /// The first day that one of them may be of: ISO 8601.
    pub(crate) first_day: Option<String>,
    /// The last.
    pub(crate) last_day: Option<String>,
    /// Their outlets.
    pub(crate) untrusted_outlets: Vec<Outside>,
    /// How many independent sources it has, at most; nothing where it has changed and not been told since.
    pub(crate) independent_at_most: Option<usize>,
    /// How many of its facts are disputed.
    pub(crate) disputed: Option<usize>,
}

/// So many outlets are listed for one story.
const OUTLETS: usize = 12;

impl StoryEntry {
    pub(crate) fn of(story: StoryLine, summary: Option<&Summary>) -> Self {
        Self {
            story: story.id,
            untrusted_title: Outside::name(&story.title),
            reports: story.articles,
            first_day: story.first_day,
            last_day: story.last_day,
            untrusted_outlets: Outside::names(story.outlets.iter().take(OUTLETS)),
            independent_at_most: summary.map(|summary| summary.independent_at_most),
            disputed: summary.map(|summary| summary.disputed),
        }
    }
}

impl Question for ListStories {
    const NAME: &'static str = "list_stories";
    const TITLE: &'static str = "List stories";
    const ABOUT: &'static str = "Lists stories, the latest first: all, or those with articles like these. For what has come since a \
                                 day use whats_new.";
    type Answer = StoriesAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<StoriesAnswer>, DeskError> {
        let query = self.which.query(self.words.as_deref(), None)?;
        let filter = finding::stories(query, self.at_least.unwrap_or(1), &self.paging);
        let answer = shelf.ask(|library| {
            let list = desk::stories::list(library, &filter, false)?;
            let next = self.paging.next(list.stories.len(), list.total);
            let teller = shelf.teller();
            let stories = list.stories.into_iter().map(|story| {
                let summary = teller.summary(library, store::StoryId(story.id))?;
                Ok(StoryEntry::of(story, summary.as_ref()))
            });
            let stories = stories.collect::<Result<_, DeskError>>()?;
            Ok(StoriesAnswer { total: list.total, stories, next })
        })?;
        let says = format!("{} found, the latest first.", count(answer.total, "story was", "stories were"));
        Ok(Answered { says, answer })
    }
}

/// Gives a story in brief.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetStory {
    /// Its number.
    story: i64,
}

/// A story in brief.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StoryAnswer {
    /// The story, as in a list.
    story: StoryEntry,
    /// It in a few lines, what matters most first.
    brief: Vec<BriefEntry>,
    /// Why so many sources are independent and no more.
    untrusted_independence: Vec<Outside>,
    /// How many entries each part of the account has; `get_account` gives them.
    parts: Parts,
}

/// A line of the brief.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BriefEntry {
    /// What it comes from.
    part: BriefPart,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
    /// The line: a sentence of a report.
    sentence: Cite,
    /// Further sentences that say it.
    support: Cites,
}

/// How many entries each part of an account has.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Parts {
    reports: usize,
    families: usize,
    lineage: usize,
    people: usize,
    events: usize,
    days: usize,
    quotations: usize,
    facts: usize,
    positions: usize,
    alone: usize,
    revisions: usize,
}

impl Parts {
    fn of(account: &Account) -> Self {
        Self {
            reports: account.articles.len(),
            families: account.families.len(),
            lineage: account.lineage.edges.len(),
            people: account.people.len(),
            events: account.events.len(),
            days: account.timeline.len(),
            quotations: account.quotes.len(),
            facts: account.facts.len(),
            positions: account.positions.len(),
            alone: account.only_in.len(),
            revisions: account.revisions.len(),
        }
    }
}

impl Question for GetStory {
    const NAME: &'static str = "get_story";
    const TITLE: &'static str = "A story in brief";
    const ABOUT: &'static str = "Gives a story in a few lines, each with the sentences that say it, how many independent sources it \
                                 has and why, and which parts its account has.";
    type Answer = StoryAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<StoryAnswer>, DeskError> {
        let answer = shelf.ask(|library| {
            let told = shelf.told(library, self.story)?;
            let line = StoryLine::of(library.story_row(store::StoryId(self.story))?);
            let citing = Citing::new(library, &told.brief);
            let brief = told.brief.brief.iter().filter_map(|line| {
                Some(BriefEntry {
                    part: line.part,
                    independent_at_most: line.independence.at_most,
                    sentence: cite(&citing, &line.sentence)?,
                    support: Cites::of(&citing, line.support.iter().filter(|id| **id != line.sentence)),
                })
            });
            let reasons = told.account.independence.reasons.iter().map(|reason| &reason.text);
            Ok(StoryAnswer {
                story: StoryEntry::of(line, Some(&told.summary)),
                brief: brief.collect(),
                untrusted_independence: Outside::names(reasons),
                parts: Parts::of(&told.account),
            })
        })?;
        let says = format!(
            "Story {} has {}, of which at most {} independent.",
            self.story,
            count(answer.story.reports, "report", "reports"),
            answer.story.independent_at_most.unwrap_or_default(),
        );
        Ok(Answered { says, answer })
    }
}
