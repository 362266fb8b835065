//! What events a report has named so far.

use crate::{EntityId, EventMention, EventStatus};
use std::collections::HashMap;

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

    /// The last event of this type, if it was named not long before.
    pub(super) fn taken_up(&self, kind: &str, sentence: usize) -> Option<&Known> {
        self.last.get(kind).filter(|known| sentence - known.sentence <= TAKEN_UP)
    }
}
