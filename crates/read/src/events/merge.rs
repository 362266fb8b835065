//! Makes one mention of the several words of a sentence that name one event.

use crate::{EventMention, EventStatus};

/// Joins mentions of one sentence that can be the same event. `clauses` holds the clause of each mention.
pub(super) fn merge(mentions: Vec<(EventMention, usize)>) -> Vec<EventMention> {
    let mut merged: Vec<(EventMention, usize)> = Vec::new();
    for (mention, clause) in mentions {
        match merged.iter_mut().find(|(other, at)| same(other, &mention, *at == clause)) {
            Some((other, _)) => join(other, mention),
            None => merged.push((mention, clause)),
        }
    }
    merged.into_iter().map(|(mention, _)| mention).collect()
}

fn same(a: &EventMention, b: &EventMention, one_clause: bool) -> bool {
    let times = a.time.is_none() || b.time.is_none() || a.time == b.time;
    let places = a.place.is_none() || b.place.is_none() || a.place == b.place;
    let shared = a.participants.iter().filter(|one| b.participants.contains(one)).count();
    let people = a.participants.is_empty()
        || b.participants.is_empty()
        || shared == a.participants.len()
        || shared == b.participants.len();
    let looks_back = a.back.is_some() == b.back.is_some() || one_clause && shared > 1;
    let one = one_clause || shared > 0;
    a.kind == b.kind && times && places && people && looks_back && one && compatible(a.status, b.status)
}

fn compatible(a: EventStatus, b: EventStatus) -> bool {
    a == b || a == EventStatus::Unknown || b == EventStatus::Unknown
}

fn join(into: &mut EventMention, other: EventMention) {
    for entity in other.participants {
        if !into.participants.contains(&entity) {
            into.participants.push(entity);
        }
    }
    into.place = into.place.or(other.place);
    into.time = into.time.or(other.time);
    into.back = into.back.or(other.back);
    into.adverse |= other.adverse;
    if into.status == EventStatus::Unknown {
        into.status = other.status;
    }
}
