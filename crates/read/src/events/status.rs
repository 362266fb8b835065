//! Whether an event took place, as tense and cues tell.

use super::{
    frame::{Frame, Modifier, Relation},
    syntax::{Syntax, Tag},
};
use crate::{
    EventStatus,
    words::{Phrases, VerbForm, table},
};
use std::sync::LazyLock;

/// Verbs and adjectives before an infinitive, and what they make of it.
static BEFORE_INFINITIVE: LazyLock<Phrases<EventStatus>> = LazyLock::new(|| {
    let rows: Vec<(String, EventStatus)> = table(include_str!("infinitives.tsv"))
        .filter_map(|row| Some((row[0].to_owned(), status_named(row[1])?)))
        .collect();
    Phrases::new(rows.iter().map(|(phrase, status)| (phrase.as_str(), *status)))
});

fn status_named(name: &str) -> Option<EventStatus> {
    Some(match name {
        "planned" => EventStatus::Planned,
        "requested" => EventStatus::Requested,
        "possible" => EventStatus::Possible,
        "denied" => EventStatus::Denied,
        "cancelled" => EventStatus::Cancelled,
        _ => return None,
    })
}

/// The status of what the verb at `verb` says. `ahead` tells that words of time or *again* stand by, with which a
/// present tense looks ahead.
pub(super) fn of_verb(syntax: &Syntax<'_>, verb: usize, ahead: bool) -> EventStatus {
    let group = syntax.group(verb);
    let supposed = supposed(syntax, verb);
    if group.negated {
        return EventStatus::Denied;
    }
    if let Some(modal) = group.modal {
        return match syntax.lower(modal) {
            "may" | "might" | "could" | "can" => EventStatus::Possible,
            "will" | "would" if supposed => EventStatus::Unknown,
            "must" | "should" | "ought" => EventStatus::Requested,
            _ => EventStatus::Planned,
        };
    }
    if let Some(to) = group.to {
        return before_infinitive(syntax, to).unwrap_or(EventStatus::Planned);
    }
    if supposed {
        return EventStatus::Possible;
    }
    match syntax.tag(verb) {
        Tag::Verb(VerbForm::Past | VerbForm::Participle) => {
            // `is closed`: a passive in the present is so now or always.
            if group.passive && !group.perfect && present_be(syntax, &group) {
                EventStatus::Unknown
            } else {
                EventStatus::Happened
            }
        }
        Tag::Verb(VerbForm::Ing) => {
            if !group.progressive {
                return EventStatus::Unknown;
            }
            if present_be(syntax, &group) {
                if ahead { EventStatus::Planned } else { EventStatus::Ongoing }
            } else {
                EventStatus::Happened
            }
        }
        Tag::Be | Tag::Have if matches!(syntax.lower(verb), "was" | "were" | "had") || group.perfect => {
            EventStatus::Happened
        }
        _ if ahead => EventStatus::Planned,
        _ => EventStatus::Unknown,
    }
}

fn present_be(syntax: &Syntax<'_>, group: &super::syntax::Group) -> bool {
    (group.start..group.verb).any(|at| matches!(syntax.lower(at), "is" | "are" | "am"))
}

/// What stands before the infinitive whose *to* is at `to` makes of it: *is set to*, *refused to*. A verb of motion or
/// none of the table hands on its own tense.
fn before_infinitive(syntax: &Syntax<'_>, to: usize) -> Option<EventStatus> {
    let from = to.saturating_sub(8);
    let found = (from..to).rev().find_map(|at| {
        let token = syntax.first + at;
        BEFORE_INFINITIVE
            .at(syntax.text, token)
            .filter(|found| at + found.tokens <= to)
            .map(|found| (at, *found.value))
    });
    if let Some((at, status)) = found {
        let negated = syntax.tag(at).is_verb() && syntax.group(at).negated;
        return Some(if negated { EventStatus::Denied } else { status });
    }
    let governor = (from..to).rev().find(|at| syntax.tag(*at).is_verb() || syntax.tag(*at) == Tag::Be)?;
    if governor + 1 == to && syntax.tag(governor) == Tag::Be {
        return Some(EventStatus::Planned);
    }
    (syntax.group(governor).to.is_none()).then(|| match of_verb(syntax, governor, true) {
        EventStatus::Ongoing => EventStatus::Planned,
        other => other,
    })
}

/// Whether word `at` stands in a clause of *if*.
pub(super) fn supposed(syntax: &Syntax<'_>, at: usize) -> bool {
    syntax.words.iter().enumerate().any(|(word, _)| {
        word <= at
            && syntax.clause(word) == syntax.clause(at)
            && syntax.tag(word) == Tag::Subordinator
            && matches!(syntax.lower(word), "if" | "unless" | "whether")
    })
}

/// The status of an event that a noun names; `None` when its sentence does not say.
pub(super) fn of_noun(syntax: &Syntax<'_>, frame: &Frame, ahead: bool) -> Option<EventStatus> {
    let modifiers = frame.modifiers(syntax);
    let has = |modifier: Modifier| modifiers.iter().any(|(found, _)| *found == modifier);
    if has(Modifier::Cancelled) {
        return Some(EventStatus::Cancelled);
    }
    if let (Some(left), Some(relation)) = (frame.left, frame.relation)
        && let Some(status) = of_relation(syntax, left, relation)
    {
        return Some(match (status, has(Modifier::Back)) {
            (EventStatus::Unknown, true) => EventStatus::Happened,
            (status, _) => status,
        });
    }
    if has(Modifier::Back) {
        return Some(EventStatus::Happened);
    }
    if has(Modifier::Requested) {
        return Some(EventStatus::Requested);
    }
    if let Some(status) = after_phrase(syntax, frame) {
        return Some(status);
    }
    if has(Modifier::Possible) {
        return Some(EventStatus::Possible);
    }
    if has(Modifier::Planned) {
        return Some(EventStatus::Planned);
    }
    if let Some(preposition) = frame.preposition {
        match syntax.lower(preposition) {
            "after" | "following" | "since" => return Some(EventStatus::Happened),
            // `left before the vote`: told from after it, unless the sentence looks ahead.
            "before" | "until" => {
                let past =
                    frame.left.is_some_and(|left| of_verb(syntax, left, ahead) == EventStatus::Happened);
                return (!past).then_some(EventStatus::Planned);
            }
            "of" if preposition > 0 && syntax.lower(preposition - 1) == "ahead" => {
                return Some(EventStatus::Planned);
            }
            _ => {}
        }
    }
    if let Some(right) = frame.right {
        return match as_subject(syntax, right, ahead) {
            EventStatus::Unknown => None,
            status => Some(status),
        };
    }
    if has(Modifier::Adverse) {
        return Some(EventStatus::Happened);
    }
    let left = frame.left?;
    if syntax.is_shortened(left) {
        return None;
    }
    if frame.preposition.is_some() || frame.relation.is_none() {
        return match of_verb(syntax, left, ahead) {
            EventStatus::Unknown | EventStatus::Denied => None,
            other => Some(other),
        };
    }
    None
}

/// What a participle right after the phrase says: *a strike set for May*, *talks called off on Friday*.
fn after_phrase(syntax: &Syntax<'_>, frame: &Frame) -> Option<EventStatus> {
    let mut at = frame.phrase.words.end;
    while matches!(syntax.tag(at), Tag::Adverb | Tag::Comma) || syntax.lower(at) == "reportedly" {
        at += 1;
    }
    if !syntax.tag(at).is_verb() && syntax.tag(at) != Tag::Adjective {
        return None;
    }
    matches!(
        syntax.lower(at),
        "scheduled"
            | "set"
            | "planned"
            | "due"
            | "slated"
            | "expected"
            | "called"
            | "billed"
            | "meant"
            | "intended"
            | "aimed"
    )
    .then_some(())?;
    if syntax.lower(at) == "called" && syntax.lower(at + 1) == "off" {
        return Some(EventStatus::Cancelled);
    }
    // `talks meant to end it`: what they are for says nothing of when.
    matches!(syntax.lower(at), "scheduled" | "set" | "planned" | "due" | "slated" | "expected" | "billed")
        .then_some(EventStatus::Planned)
}

fn of_relation(syntax: &Syntax<'_>, left: usize, relation: Relation) -> Option<EventStatus> {
    let status = of_verb(syntax, left, true);
    Some(match relation {
        Relation::Part => match status {
            EventStatus::Ongoing | EventStatus::Happened => EventStatus::Happened,
            EventStatus::Unknown => return None,
            other => other,
        },
        Relation::Touch => match status {
            EventStatus::Happened => EventStatus::Happened,
            _ => return None,
        },
        Relation::Approach => match status {
            EventStatus::Denied => EventStatus::Denied,
            EventStatus::Possible => EventStatus::Possible,
            EventStatus::Happened if !present_like(syntax, left) => EventStatus::Happened,
            _ => EventStatus::Planned,
        },
        // `if he agrees to the meeting` says nothing new of it.
        Relation::Plan if supposed(syntax, left) => return None,
        Relation::Plan => match status {
            EventStatus::Denied => EventStatus::Denied,
            EventStatus::Possible => EventStatus::Possible,
            EventStatus::Requested => EventStatus::Requested,
            _ => EventStatus::Planned,
        },
        Relation::Request => match status {
            EventStatus::Denied => EventStatus::Denied,
            _ => EventStatus::Requested,
        },
        Relation::Cancel => match status {
            EventStatus::Happened | EventStatus::Unknown | EventStatus::Planned => EventStatus::Cancelled,
            EventStatus::Denied => EventStatus::Planned,
            _ => EventStatus::Possible,
        },
        Relation::Avert => EventStatus::Possible,
        Relation::Follow => EventStatus::Happened,
        Relation::Precede => EventStatus::Planned,
    })
}

/// Whether *is*, *are* or a present tense stands in the verb's group: *is headed to*.
fn present_like(syntax: &Syntax<'_>, verb: usize) -> bool {
    let group = syntax.group(verb);
    present_be(syntax, &group) || !matches!(syntax.tag(verb), Tag::Verb(VerbForm::Past))
}

/// The status of what is the subject of the verb at `verb`: *the talks will be held*, *the strike was called off*.
pub(super) fn as_subject(syntax: &Syntax<'_>, verb: usize, ahead: bool) -> EventStatus {
    let lower = syntax.lower(verb);
    let next = syntax.lower(verb + 1);
    let group = syntax.group(verb);
    let off = matches!(syntax.tag(verb), Tag::Be)
        && next == "off"
        && !matches!(syntax.lower(verb + 2), "the" | "to");
    let cancelled = group.passive
        && (matches!(
            lower,
            "cancelled"
                | "canceled"
                | "postponed"
                | "suspended"
                | "scrapped"
                | "shelved"
                | "abandoned"
                | "averted"
                | "aborted"
                | "delayed"
                | "deferred"
        ) || lower == "called" && next == "off"
            || lower == "put" && matches!(next, "off" | "back"));
    if off || cancelled {
        return if group.negated { EventStatus::Planned } else { EventStatus::Cancelled };
    }
    let arranged = matches!(
        lower,
        "scheduled" | "set" | "planned" | "due" | "expected" | "slated" | "billed" | "arranged"
    ) || matches!(syntax.tag(verb), Tag::Be)
        && matches!(next, "due" | "set" | "expected" | "scheduled" | "on");
    if arranged && !group.negated {
        return EventStatus::Planned;
    }
    // `is to be held`
    if matches!(syntax.tag(verb), Tag::Be) && syntax.tag(verb + 1) == Tag::To {
        return EventStatus::Planned;
    }
    match of_verb(syntax, verb, ahead) {
        EventStatus::Denied
            if matches!(lower, "happen" | "occur" | "held" | "place" | "begin") || lower == "take" =>
        {
            EventStatus::Denied
        }
        // `The talks did not settle it`: they were held all the same.
        EventStatus::Denied => match group.modal {
            Some(_) => EventStatus::Planned,
            None => EventStatus::Happened,
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_infinitives_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("infinitives.tsv")) {
            assert!(row.len() == 2 && status_named(row[1]).is_some(), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
