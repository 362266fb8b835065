//! Events that a noun names: *talks*, *the verdict*.

use super::{
    frame::{self, Frame, Modifier, Relation},
    participants,
    reader::Reader,
    setting, status,
    syntax::{Syntax, Tag},
    triggers::Trigger,
};
use crate::{EntityId, EntityKind, EventMention, EventStatus, words::VerbForm};

/// Those whom the event's own phrase names as taking part.
fn own_cast(syntax: &Syntax<'_>, frame: &Frame) -> Vec<EntityId> {
    let alone =
        Frame { left: None, right: None, relation: None, preposition: None, phrase: frame.phrase.clone() };
    participants::of_noun(syntax, &alone).0
}

impl Reader<'_> {
    pub(super) fn noun(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
        let syntax = self.syntax;
        let row = trigger.row;
        let at = trigger.words.end - 1;
        let kind = self.kind(trigger)?;
        if row.is("hours") {
            return self.hours(trigger, others);
        }
        if syntax.tag(at) == Tag::Preposition {
            let mut cast = participants::Cast::default();
            cast.add(participants::everybody(syntax, trigger.words.end..self.clause_end(at)));
            return self.loose(trigger, cast, others, kind);
        }
        if !matches!(syntax.tag(at), Tag::Noun | Tag::Name) && trigger.words.len() == 1 {
            return None;
        }
        let frame = Frame::of(syntax, at)
            .or_else(|| (trigger.words.len() > 1).then(|| Frame::of(syntax, trigger.words.start)).flatten());
        let frame = frame?;
        // The name has to be the head, or all but: `the strike clause` is no strike.
        if frame.phrase.head != at
            && !(frame.phrase.head > at && syntax.tag(frame.phrase.head) == Tag::TimeNoun)
        {
            return None;
        }
        let mut cast = participants::of_noun(syntax, &frame);
        let governs =
            |relation: &Relation| !matches!(relation, Relation::Touch | Relation::Follow | Relation::Precede);
        let own = frame.right.or(frame.left.filter(|_| frame.relation.as_ref().is_none_or(governs)));
        let time = setting::time(syntax, self.times, &trigger.words, own, others);
        let modifiers = frame.modifiers(syntax);
        let end = self.clause_end(at);
        let begin = frame
            .left
            .and_then(|left| self.governed_from(left))
            .or(frame.left)
            .unwrap_or(frame.phrase.words.start);
        let mut place = setting::place(syntax, &trigger.words, own, others, begin..end);
        if place.is_none() {
            place = setting::place(syntax, &trigger.words, own, others, frame.phrase.words.end..end);
        }
        let status = status::of_noun(syntax, &frame, time.is_some());
        let back = modifiers.iter().find(|(modifier, _)| *modifier == Modifier::Back).map(|(_, span)| *span);
        let back = back.filter(|_| !matches!(status, Some(EventStatus::Planned | EventStatus::Requested)));
        let taken_up = self.seen.taken_up(kind, syntax.sentence);
        let known = taken_up.map(|known| known.status);
        if syntax.lower(frame.phrase.words.start) == "their" && cast.0.is_empty() {
            let before = taken_up.map_or(&[][..], |before| before.cast.as_slice());
            cast.add(if self.earlier.is_empty() { before } else { self.earlier }.iter().copied());
        }
        let definite = matches!(
            syntax.lower(frame.phrase.words.start),
            "the" | "that" | "this" | "these" | "those" | "their" | "his" | "her" | "its" | "both"
        ) || frame.phrase.words.clone().any(|word| syntax.tag(word) == Tag::Clitic);
        let adverse = row.is("adverse")
            || modifiers.iter().any(|(modifier, _)| *modifier == Modifier::Adverse)
            || frame::adverse(syntax, &self.clauses_of(&frame));
        let tied = !cast.0.is_empty() || time.is_some() || place.is_some();
        let linked = definite && (known.is_some() || row.is("central"));
        // A quarrel is a meeting only between people, or in a room.
        let their = syntax.tag(frame.phrase.words.start) == Tag::Possessive;
        let quarrel_without =
            row.is("adverse") && !(cast.0.len() > 1 || place.is_some() || their && known.is_some());
        // *Discussions*, *exchanges* are as often no event: something has to be said of them.
        let weak_without = row.is("weak")
            && time.is_none()
            && (cast.0.is_empty() || frame.relation.is_none() && own_cast(syntax, &frame).is_empty());
        let of_else = row.is("linked") && syntax.lower(frame.phrase.words.end) == "of";
        let unlinked = row.is("linked") && (known.is_none() || of_else);
        let truce_without = kind == "ceasefire"
            && (!matches!(
                status,
                Some(EventStatus::Happened | EventStatus::Planned | EventStatus::Cancelled)
            ) || cast.0.is_empty() && time.is_none() && place.is_none());
        if weak_without || unlinked || truce_without {
            return None;
        }
        let scene = definite && back.is_some();
        let bare_plural = matches!(kind, "vote" | "statement" | "rally" | "arrest") && !tied;
        if quarrel_without
            || bare_plural && !linked
            || !(tied || linked || scene || row.is("bare") && status.is_some())
        {
            return None;
        }
        if !tied && !definite && !row.is("bare") {
            return None;
        }
        let aside = frame.left.is_some_and(|left| {
            syntax.tag(left) == Tag::Verb(VerbForm::Ing) && syntax.lower(left) == "marking"
        });
        let purpose = frame.relation == Some(Relation::Avert);
        let status = match status {
            Some(status) => status,
            None if back.is_some() => EventStatus::Happened,
            None if adverse && !modifiers.is_empty() => EventStatus::Happened,
            // `marking the first encounter since`: what the sentence has told of is meant.
            None if aside => EventStatus::Unknown,
            None if linked => {
                known.filter(|status| *status != EventStatus::Denied).unwrap_or(EventStatus::Unknown)
            }
            None => EventStatus::Unknown,
        };
        let status = if purpose { EventStatus::Possible } else { status };
        // Nobody plans or asks for a disaster.
        let status = match (kind, status) {
            ("disaster" | "accident" | "death" | "injury", EventStatus::Planned | EventStatus::Requested) => {
                if definite {
                    EventStatus::Happened
                } else {
                    EventStatus::Unknown
                }
            }
            (_, status) => status,
        };
        let status = match status {
            EventStatus::Possible if definite && frame.right.is_some() && status::supposed(syntax, at) => {
                EventStatus::Planned
            }
            other => other,
        };
        cast.0.retain(|entity| Some(*entity) != place);
        Some(self.mention(kind, trigger.words.clone(), cast, place, time, status, back, adverse))
    }

    /// *After five hours with Lund*: a meeting, when a number stands before and a person after.
    pub(super) fn hours(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
        let syntax = self.syntax;
        let at = trigger.words.start;
        let counted = at > 0 && matches!(syntax.tag(at - 1), Tag::Number | Tag::Determiner | Tag::Adjective);
        let with = syntax.phrase_from(trigger.words.end)?;
        let person = participants::of_phrase(syntax, &with, false)
            .into_iter()
            .any(|entity| syntax.kind(entity) == Some(EntityKind::Person));
        if !(counted && person) {
            return None;
        }
        let mut cast = participants::Cast::default();
        cast.add(participants::beside(syntax, trigger.words.end - 1, syntax.clause(at)));
        self.loose(trigger, cast, others, trigger.row.kind)
    }

    /// A mention whose words are no noun phrase: the subject of the verb before takes part with `cast`.
    pub(super) fn loose(
        &self,
        trigger: &Trigger<'_>,
        mut cast: participants::Cast,
        others: &[usize],
        kind: &str,
    ) -> Option<EventMention> {
        let syntax = self.syntax;
        let at = trigger.words.start;
        let verb = (0..at)
            .rev()
            .find(|word| syntax.tag(*word).is_verb() && syntax.is_finite(*word))
            .or_else(|| (0..at).rev().find(|word| syntax.tag(*word) == Tag::Be))?;
        let people: Vec<EntityId> = participants::subject(syntax, verb)
            .into_iter()
            .filter(|entity| participants::acts(syntax, *entity))
            .collect();
        let mut all = participants::Cast::default();
        all.add(people);
        all.add(std::mem::take(&mut cast.0));
        if all.0.len() < 2 {
            return None;
        }
        let time = setting::time(syntax, self.times, &trigger.words, Some(verb), others);
        let place = setting::place(syntax, &trigger.words, Some(verb), others, verb..self.clause_end(at));
        let status = status::of_verb(syntax, verb, time.is_some());
        Some(self.mention(kind, trigger.words.clone(), all, place, time, status, None, false))
    }

    /// The clauses that tell of an event: its own and one that hangs on its noun.
    pub(super) fn clauses_of(&self, frame: &Frame) -> Vec<usize> {
        let syntax = self.syntax;
        let mut clauses = vec![syntax.clause(frame.phrase.head)];
        let end = (frame.phrase.words.end..syntax.len())
            .find(|at| matches!(syntax.tag(*at), Tag::Relative | Tag::That | Tag::Stop))
            .filter(|at| *at < frame.phrase.words.end + 8);
        if let Some(relative) = end {
            clauses.push(syntax.clause(relative));
            clauses.extend(
                (relative..relative + 2)
                    .filter(|at| syntax.tag(*at) == Tag::Relative)
                    .map(|at| syntax.clause(at)),
            );
        }
        clauses
    }
}
