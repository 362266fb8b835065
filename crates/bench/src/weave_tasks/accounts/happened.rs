//! Events: which sentences speak of one, whether it took place, and when.

use super::gold::Sentence;
use super::{
    Point, Woven,
    aligned::{aligned, is_found},
    of_sets,
};
use std::collections::BTreeSet;

type Ours<'w> = (&'w weave::Event, BTreeSet<Sentence>);

/// Events that are spoken of in two reports or more, of the gold and ours.
fn events<'w>(woven: &'w Woven<'_>) -> (Vec<BTreeSet<Sentence>>, Vec<Ours<'w>>) {
    let gold = woven.invented.gold.events.iter().map(|event| woven.invented.at(&event.mentions)).collect();
    let ours = woven
        .story
        .events
        .iter()
        .map(|event| (event, woven.sentences(&event.mentions)))
        .filter(|(_, sentences)| {
            sentences.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len() > 1
        })
        .collect();
    (gold, ours)
}

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let sets = Point::over("events, sentences F1", stories, |woven, mistakes| {
        let (gold, ours) = events(woven);
        let ours: Vec<BTreeSet<Sentence>> = ours.into_iter().map(|(_, sentences)| sentences).collect();
        let pairs = aligned(&gold, &ours);
        for (at, event) in woven.invented.gold.events.iter().enumerate() {
            let found = pairs.iter().find(|(g, ..)| *g == at);
            let shared = found.map_or(0, |(.., shared)| *shared);
            let size = found.map_or(0, |(_, o, _)| ours[*o].len());
            mistakes.add("gold events", || {
                format!("{} {}: {shared} of {}, ours {size}", woven.invented.name, event.key, gold[at].len())
            });
        }
        of_sets(&gold, &ours)
    });
    let status = Point::over("events, status F1", stories, |woven, mistakes| {
        let (gold, ours) = events(woven);
        let sets: Vec<BTreeSet<Sentence>> = ours.iter().map(|(_, sentences)| sentences.clone()).collect();
        let mut right = 0;
        for (g, o, shared) in aligned(&gold, &sets) {
            if !is_found(&gold[g], &sets[o], shared) {
                continue;
            }
            let event = &woven.invented.gold.events[g];
            let status = format!("{:?}", ours[o].0.status).to_lowercase();
            let same = status == event.status || (status == "ongoing" && event.status == "happened");
            right += usize::from(same);
            if !same {
                mistakes.add("another status", || {
                    format!("{} {}: {status}, not {}", woven.invented.name, event.key, event.status)
                });
            }
        }
        [right, ours.len(), gold.len()]
    });
    let day = Point::over("events, day F1", stories, |woven, mistakes| {
        let (gold, ours) = events(woven);
        let sets: Vec<BTreeSet<Sentence>> = ours.iter().map(|(_, sentences)| sentences.clone()).collect();
        let (mut right, mut told) = (0, 0);
        for (g, o, shared) in aligned(&gold, &sets) {
            if !is_found(&gold[g], &sets[o], shared) {
                continue;
            }
            let event = &woven.invented.gold.events[g];
            let value = ours[o].0.when.value.as_deref();
            told += usize::from(value.is_some());
            let same = event.day.is_some()
                && value.and_then(|value| value.get(..10).or(Some(value))) == event.day.as_deref();
            right += usize::from(same);
            if !same {
                mistakes.add("another day", || {
                    format!("{} {}: {value:?}, not {:?}", woven.invented.name, event.key, event.day)
                });
            }
        }
        [right, told, woven.invented.gold.events.iter().filter(|event| event.day.is_some()).count()]
    });
    vec![sets, status, day]
}
