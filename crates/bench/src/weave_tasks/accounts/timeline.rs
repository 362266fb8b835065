//! The days of a story, as many as the gold has, and the sentence that tells of each.

use super::{Point, Woven};
use std::collections::BTreeMap;
use weave::{Day, Wanted};

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let chosen = |woven: &Woven<'_>| -> Vec<Day> {
        let wanted = Wanted { days: gold(woven).len(), sentences: 1, about: &[], between: None };
        weave::timeline(&woven.invented.readings.iter().collect::<Vec<_>>(), &wanted)
    };
    let days = Point::over("timeline, days F1", stories, |woven, mistakes| {
        let (gold, ours) = (gold(woven), chosen(woven));
        for day in &ours {
            if !gold.contains_key(&day.day.to_string()) {
                mistakes.add("another day", || format!("{} {}", woven.invented.name, day.day));
            }
        }
        let right = ours.iter().filter(|day| gold.contains_key(&day.day.to_string())).count();
        [right, ours.len(), gold.len()]
    });
    let sentences = Point::over("timeline, a sentence of the day F1", stories, |woven, mistakes| {
        let (gold, ours) = (gold(woven), chosen(woven));
        let right = ours.iter().filter(|day| {
            let told = woven.sentences(&day.sentences);
            let right = gold
                .get(&day.day.to_string())
                .is_some_and(|places| !woven.invented.at(places.iter().copied()).is_disjoint(&told));
            if !right {
                mistakes.add("another sentence", || {
                    let words = day.sentences.first().map_or("", article::Evidence::exact);
                    format!("{} {}: {words}", woven.invented.name, day.day)
                });
            }
            right
        });
        [right.count(), ours.len(), gold.len()]
    });
    vec![days, sentences]
}

/// The days of the gold that are days, with the sentences that would serve.
fn gold<'w>(woven: &'w Woven<'_>) -> BTreeMap<String, Vec<&'w super::gold::At>> {
    let mut days: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for told in woven.invented.gold.timeline.iter().filter(|told| told.day.len() == 10) {
        days.entry(told.day.clone()).or_default().extend(&told.sentences);
    }
    days
}
