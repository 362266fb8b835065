//! The tools, each a question with its answer.

mod account;
mod articles;
mod compare;
mod corrections;
mod finding;
mod news;
mod people;
mod stories;

use crate::tool::Entry;
use article::PartialDate;
use desk::DeskError;
use schemars::JsonSchema;
use serde::Deserialize;
use store::{SearchQuery, StoryId};

/// So many items has an answer unless another number is asked for.
const PAGE: usize = 20;

/// No more than so many.
const MOST: usize = 100;

/// All tools there are, in the order in which a client sees them.
pub(crate) fn all() -> Vec<Entry> {
    vec![
        Entry::of::<finding::Search>(),
        Entry::of::<stories::ListStories>(),
        Entry::of::<news::WhatsNew>(),
        Entry::of::<stories::GetStory>(),
        Entry::of::<account::GetAccount>(),
        Entry::of::<finding::FindQuotations>(),
        Entry::of::<finding::FindFacts>(),
        Entry::of::<compare::CompareArticles>(),
        Entry::of::<compare::CompareOutlets>(),
        Entry::of::<compare::CompareMoments>(),
        Entry::of::<people::GetPerson>(),
        Entry::of::<articles::GetArticle>(),
        Entry::of::<articles::GetSentence>(),
        Entry::of::<corrections::ListCorrections>(),
        Entry::of::<corrections::MakeCorrection>(),
        Entry::of::<corrections::UndoCorrection>(),
    ]
}

/// How many items an answer has when so many are asked for.
fn bounded(limit: Option<usize>) -> usize {
    limit.unwrap_or(PAGE).clamp(1, MOST)
}

/// Which part of a long answer is wanted.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) struct Paging {
    /// So many at most: 20 unless given, 100 at most.
    limit: Option<usize>,
    /// Where to go on: the `next` of the answer before.
    after: Option<usize>,
}

impl Paging {
    fn limit(&self) -> usize {
        bounded(self.limit)
    }

    fn after(&self) -> usize {
        self.after.unwrap_or(0)
    }

    /// Where to go on when so many of so many have been given.
    fn next(&self, given: usize, total: usize) -> Option<usize> {
        let next = self.after().saturating_add(given);
        (given > 0 && next < total).then_some(next)
    }
}

/// Which articles are meant. What is left out does not limit them.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub(crate) struct Which {
    /// Only of this outlet.
    outlet: Option<String>,
    /// Only where this person is named; parts of the name are enough.
    person: Option<String>,
    /// Only where this place is named.
    place: Option<String>,
    /// Only in this language: a BCP 47 tag or the beginning of one, as `en`.
    language: Option<String>,
    /// Only published on this day or later: YYYY, YYYY-MM or YYYY-MM-DD.
    from: Option<String>,
    /// Only published on this day or earlier.
    to: Option<String>,
}

impl Which {
    /// The search for these articles that have these words.
    fn query(&self, words: Option<&str>, story: Option<i64>) -> Result<SearchQuery, DeskError> {
        let bound = |name: &str, day: &Option<String>| day.as_deref().map(|day| date(name, day)).transpose();
        Ok(SearchQuery {
            words: words.unwrap_or_default().to_owned(),
            outlet: self.outlet.clone(),
            person: self.person.clone(),
            place: self.place.clone(),
            language: self.language.clone(),
            story: story.map(StoryId),
            from: bound("from", &self.from)?.map(PartialDate::first_day),
            to: bound("to", &self.to)?.map(PartialDate::last_day),
            ..SearchQuery::default()
        })
    }
}

/// The day that an argument names.
fn date(name: &str, day: &str) -> Result<PartialDate, DeskError> {
    day.parse().map_err(|error: article::DateError| DeskError::new(format!("{name}={day}: {error}")))
}
