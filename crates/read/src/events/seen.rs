//! What events a report has named so far.

use crate::{EntityId, EventMention, EventStatus, words::table};
use std::{collections::HashMap, sync::LazyLock};

/// The last event of each type that was named before.
#[derive(Debug, Default)]
pub(super) struct Seen {
    last: HashMap<String, Known>,
}

/// What is known of an event named before.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) status: EventStatus,
    sentence: usize,
    /// Those who took part in the last one with two of them or more.
    pub(super) cast: Vec<EntityId>,
}

/// How many sentences later an event can still be taken up.
const TAKEN_UP: usize = 12;

/// How many sentences later *a second* can still be another of it.
const COUNTED_ON: usize = 3;

static COUNTED: LazyLock<Vec<&str>> =
    LazyLock::new(|| table(include_str!("counted.tsv")).map(|row| row[0]).collect());

impl Seen {
    pub(super) fn learn(&mut self, mentions: &[EventMention], sentence: usize) {
        // What is looked back on from a newer event is not what the report goes on with.
        let current = |mention: &&EventMention| {
            mention.status != EventStatus::Denied && mention.back.is_none() && !mention.adverse
        };
        for mention in mentions.iter().filter(current) {
            let known = self.last.get(&mention.kind);
            let status = match (mention.status, known.map(|known| known.status)) {
                // A wish does not undo what is set.
                (EventStatus::Unknown | EventStatus::Requested | EventStatus::Possible, Some(known)) => known,
                (status, _) => status,
            };
            let cast = match known {
                Some(known) if mention.participants.len() < 2 => known.cast.clone(),
                _ => mention.participants.clone(),
            };
            self.last.insert(mention.kind.clone(), Known { status, sentence, cast });
        }
    }

    /// The type of the event named last, in the sentences right before, when it is one that reports count; `None` when
    /// events of two such types were named last.
    pub(super) fn counted(&self, sentence: usize) -> Option<&'static str> {
        let near = COUNTED.iter().filter_map(|kind| {
            let known = self.last.get(*kind)?;
            (sentence - known.sentence <= COUNTED_ON).then_some((known.sentence, *kind))
        });
        let mut near: Vec<(usize, &str)> = near.collect();
        near.sort_unstable();
        match near.as_slice() {
            [.., (before, _), (last, _)] if before == last => None,
            [.., (_, kind)] => Some(kind),
            [] => None,
        }
    }

    /// The last event of this type, if it was named not long before.
    pub(super) fn taken_up(&self, kind: &str, sentence: usize) -> Option<&Known> {
        self.last.get(kind).filter(|known| sentence - known.sentence <= TAKEN_UP)
    }
}
