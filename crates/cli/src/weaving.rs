//! Puts readings together into stories, and tells them.

use article::{ArticleId, Correction};
use read::Reading;
use std::collections::{BTreeMap, HashMap};
use tell::{Account, Options};
use weave::{Signature, Story};

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
    pub(crate) fn of(readings: Vec<Reading>, corrections: &[Correction]) -> Self {
        let borrowed: Vec<&Reading> = readings.iter().collect();
        let story = weave::story(&borrowed, corrections);
        // An account numbers evidence by the order of the readings: let it be the story's, not that of the files.
        let place: HashMap<&ArticleId, usize> =
            story.articles.iter().enumerate().map(|(at, report)| (&report.id, at)).collect();
        let mut readings = readings;
        readings.sort_by_key(|reading| place.get(&reading.article.id).copied());
        drop(place);
        Self { story, readings }
    }

    /// Its account.
    pub(crate) fn account(&self, options: &Options) -> Account {
        tell::account(&self.story, &self.readings, options)
    }
}

/// The readings of each story, the one with most articles first.
pub(crate) fn by_story(readings: Vec<Reading>) -> Vec<Vec<Reading>> {
    let signatures: Vec<Signature> = readings.iter().map(weave::signature).collect();
    let placed = weave::group(&signatures.iter().collect::<Vec<_>>(), &[]);
    let mut stories: BTreeMap<usize, Vec<Reading>> = BTreeMap::new();
    for (reading, place) in readings.into_iter().zip(placed) {
        stories.entry(place.story).or_default().push(reading);
    }
    let mut stories: Vec<Vec<Reading>> = stories.into_values().collect();
    // A stable sort: of equal ones the first by its articles' ids stays first.
    stories.sort_by_key(|story| std::cmp::Reverse(story.len()));
    stories
}
