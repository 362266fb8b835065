//! Puts readings together into stories, and tells them.

use article::{ArticleId, Correction};
use read::Reading;
use std::collections::{BTreeMap, HashMap};
use store::{ArticleKey, Library, StoreError, StoryId};
use tell::{Account, Options};
use weave::{Entities, Owners, Placed, Signature, Story};

/// Readings of one story, with the family of each: those with one number share a text.
#[derive(Debug, Default)]
pub(crate) struct Together {
    /// The readings.
    pub(crate) readings: Vec<Reading>,
    /// Their families.
    pub(crate) families: Vec<usize>,
}

/// A story with its readings.
#[derive(Debug)]
pub(crate) struct Woven {
    /// The story.
    pub(crate) story: Story,
    /// The readings of its articles.
    pub(crate) readings: Vec<Reading>,
}

impl Woven {
    /// Weaves readings of one story.
    pub(crate) fn of(together: Together, owners: &Owners, corrections: &[Correction]) -> Self {
        let Together { mut readings, families } = together;
        let borrowed: Vec<&Reading> = readings.iter().collect();
        let story = weave::story(&borrowed, &families, owners, corrections);
        // An account numbers evidence by the order of the readings: let it be the story's, not that of the files.
        let place: HashMap<&ArticleId, usize> =
            story.articles.iter().enumerate().map(|(at, report)| (&report.id, at)).collect();
        readings.retain(|reading| place.contains_key(&reading.article.id));
        readings.sort_by_key(|reading| place.get(&reading.article.id).copied());
        drop(place);
        Self { story, readings }
    }

    /// Weaves a story of a library, with the families that grouping found there.
    pub(crate) fn of_library(
        library: &Library,
        id: StoryId,
        owners: &Owners,
        corrections: &[Correction],
    ) -> Result<Self, StoreError> {
        let members = library.members(id)?;
        let mut numbers: BTreeMap<ArticleKey, usize> = BTreeMap::new();
        let mut together = Together::default();
        for member in members {
            let next = numbers.len();
            together.families.push(*numbers.entry(member.family).or_insert(next));
            together.readings.push(library.reading(member.key)?);
        }
        Ok(Self::of(together, owners, corrections))
    }

    /// The same, with the Wikidata ids of those whom a table names.
    pub(crate) fn identified(mut self, entities: &Entities) -> Self {
        entities.mark(&mut self.story.people);
        self
    }

    /// Its account.
    pub(crate) fn account(&self, options: &Options) -> Account {
        tell::account(&self.story, &self.readings, options)
    }
}

/// Takes all readings to be of one story, and finds which of them share a text.
pub(crate) fn as_one_story(readings: Vec<Reading>) -> Together {
    let families = placed(&readings).into_iter().map(|place| place.family).collect();
    Together { readings, families }
}

/// The readings of each story, the one with most articles first.
pub(crate) fn by_story(readings: Vec<Reading>) -> Vec<Together> {
    let placed = placed(&readings);
    let mut stories: BTreeMap<usize, Together> = BTreeMap::new();
    for (reading, place) in readings.into_iter().zip(placed) {
        let story = stories.entry(place.story).or_default();
        story.readings.push(reading);
        story.families.push(place.family);
    }
    let mut stories: Vec<Together> = stories.into_values().collect();
    // A stable sort: of equal ones the first by its articles' ids stays first.
    stories.sort_by_key(|story| std::cmp::Reverse(story.readings.len()));
    stories
}

fn placed(readings: &[Reading]) -> Vec<Placed> {
    let signatures: Vec<Signature> = readings.iter().map(weave::signature).collect();
    weave::group(&signatures.iter().collect::<Vec<_>>(), &[])
}
