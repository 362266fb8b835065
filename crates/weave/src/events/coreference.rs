//! Which mentions in many articles mean one event.

use super::happenings;
use crate::{Owners, dossier::Dossier, group};
use article::Correction;
use read::Reading;
use std::collections::{BTreeMap, HashMap};

/// For each reading, and each of its `events`, the number of the event that is meant, from 0.
///
/// Mentions mean one event only in articles of one story, which [`group()`](crate::group()) finds; there they are joined as
/// those of [`Story::events`](crate::Story::events) are. A mention by itself has a number of its own, and so has each in a report that a
/// later version replaces. Numbers follow the order of the readings; which mentions share one does not depend on it.
pub fn coreference(readings: &[&Reading], corrections: &[Correction]) -> Vec<Vec<usize>> {
    let signatures: Vec<group::Signature> =
        readings.iter().map(|reading| group::signature(reading)).collect();
    let placed = group::group(&signatures.iter().collect::<Vec<_>>(), corrections);
    let mut stories: BTreeMap<usize, (Vec<&Reading>, Vec<usize>)> = BTreeMap::new();
    for (reading, place) in readings.iter().zip(&placed) {
        let (story, families) = stories.entry(place.story).or_default();
        story.push(reading);
        families.push(place.family);
    }
    // A mention is known by where it stands in memory: two articles may have one id.
    let mut events: HashMap<*const read::EventMention, usize> = HashMap::new();
    let mut next = 0;
    let owners = Owners::default();
    for (story, families) in stories.values() {
        let dossier = Dossier::of(story, families, &[], &owners, corrections);
        for happening in happenings(&dossier) {
            events.extend(happening.mentions.iter().map(|spoken| (std::ptr::from_ref(spoken.mention), next)));
            next += 1;
        }
    }
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut count = 0;
    let mut number = |event: Option<usize>| {
        let known = event.and_then(|event| numbers.get(&event).copied());
        known.unwrap_or_else(|| {
            numbers.extend(event.map(|event| (event, count)));
            count += 1;
            count - 1
        })
    };
    readings
        .iter()
        .map(|reading| {
            let of = |mention| number(events.get(&std::ptr::from_ref(mention)).copied());
            reading.events.iter().map(of).collect()
        })
        .collect()
}
