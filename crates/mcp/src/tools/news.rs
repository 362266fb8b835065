//! What is new since a day.

use super::stories::StoryEntry;
use super::{Paging, Which, date, finding};
use crate::cite::{Cite, cite};
use crate::entries::ReportEntry;
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use article::PartialDate;
use desk::stories::StoryLine;
use desk::{Citing, DeskError, Told, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Library, SearchQuery, StoryId};
use tell::{Counts, News, NewsKind};

/// Says what is new since a day.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WhatsNew {
    /// The day: YYYY, YYYY-MM or YYYY-MM-DD. Of a story, reports published on it or later are new, and so are those whose day is not known.
    since: String,
    /// In this story, by its number. Left out, in all stories with a report that is known to be new; the arguments below choose among them.
    story: Option<i64>,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    paging: Paging,
}

/// What is new.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NewsAnswer {
    /// How many stories have new reports.
    total: usize,
    /// The stories, the latest first.
    stories: Vec<NewsEntry>,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// What is new in a story.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NewsEntry {
    /// The story.
    story: StoryEntry,
    /// The most telling of what is new; nothing when nothing is, or the story waits to be put together.
    line: Option<NewsLineEntry>,
    /// How many entries of each part are new; `get_account` with since gives them. Nothing while the story waits to be put together.
    counts: Option<NewCounts>,
    /// The new reports, the first of them.
    reports: Vec<ReportEntry>,
    /// How many more there are.
    reports_left_out: usize,
}

/// What is new in one line.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NewsLineEntry {
    /// What it tells.
    kind: NewsKind,
    /// The same in a few words: `moved: rejects → accepts`.
    label: String,
    /// Whom or what it is about.
    untrusted_about: Option<Outside>,
    /// The sentence of a new report that says it.
    sentence: Cite,
}

/// How many entries of each part are new.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct NewCounts {
    events: usize,
    days: usize,
    quotations: usize,
    facts_agreed: usize,
    facts_disputed_or_superseded: usize,
    facts_single: usize,
    positions: usize,
    alone: usize,
    revisions: usize,
}

impl From<&Counts> for NewCounts {
    fn from(counts: &Counts) -> Self {
        Self {
            events: counts.events,
            days: counts.timeline,
            quotations: counts.quotes,
            facts_agreed: counts.agreed,
            facts_disputed_or_superseded: counts.differing,
            facts_single: counts.single,
            positions: counts.positions,
            alone: counts.only_in,
            revisions: counts.revisions,
        }
    }
}

/// So many new reports of a story are listed.
const REPORTS: usize = 8;

impl Question for WhatsNew {
    const NAME: &'static str = "whats_new";
    const TITLE: &'static str = "What is new";
    const ABOUT: &'static str = "Says what is new since a day, in one story or in all that have new reports: the most telling line \
                                 with its sentence, how many entries of each part are new, and the new reports. A report that only \
                                 repeats others makes nothing new.";
    type Answer = NewsAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<NewsAnswer>, DeskError> {
        let day = date("since", &self.since)?;
        if self.story.is_some() && (self.which != Which::default() || self.paging != Paging::default()) {
            return Err(DeskError::new("what is new in one story is given whole")
                .hint("give story alone, or leave it out and choose stories by the other arguments"));
        }
        let answer = shelf.ask(|library| {
            if let Some(story) = self.story {
                let line = StoryLine::of(library.story_row(StoryId(story))?);
                let told = shelf.told(library, story)?;
                let entry = NewsEntry::of(library, line, Some(&told), day);
                let total = usize::from(!entry.reports.is_empty());
                return Ok(NewsAnswer { total, stories: vec![entry], next: None });
            }
            let query = self.which.query(None, None)?;
            let from = query.from.map_or(day.first_day(), |from| from.max(day.first_day()));
            let filter = finding::stories(SearchQuery { from: Some(from), ..query }, 1, &self.paging);
            let list = desk::stories::list(library, &filter, false)?;
            let next = self.paging.next(list.stories.len(), list.total);
            let teller = shelf.hasty_teller();
            let stories = list.stories.into_iter().map(|line| {
                let told = teller.story_at_hand(library, StoryId(line.id))?;
                Ok(NewsEntry::of(library, line, told.as_deref(), day))
            });
            let stories = stories.collect::<Result<_, DeskError>>()?;
            Ok(NewsAnswer { total: list.total, stories, next })
        })?;
        let says = format!("{} new reports since {day}.", count(answer.total, "story has", "stories have"));
        Ok(Answered { says, answer })
    }
}

impl NewsEntry {
    /// Of a story, as far as it has been told.
    fn of(library: &Library, line: StoryLine, told: Option<&Told>, day: PartialDate) -> Self {
        let Some(told) = told else {
            let story = StoryEntry::of(line, None);
            return Self { story, line: None, counts: None, reports: Vec::new(), reports_left_out: 0 };
        };
        let account = &told.account;
        let news = News::since(account, day);
        let citing = Citing::new(library, account);
        let said = news.line(account).and_then(|line| {
            Some(NewsLineEntry {
                kind: line.kind,
                label: line.label,
                untrusted_about: Outside::some(line.about.as_deref()),
                sentence: cite(&citing, &line.evidence)?,
            })
        });
        let reports = news.articles.iter().filter_map(|at| account.articles.get(*at));
        Self {
            story: StoryEntry::of(line, Some(&told.summary)),
            line: said,
            counts: Some(NewCounts::from(&news.counts)),
            reports: reports.take(REPORTS).map(|report| ReportEntry::of(&citing, report)).collect(),
            reports_left_out: news.articles.len().saturating_sub(REPORTS),
        }
    }
}
