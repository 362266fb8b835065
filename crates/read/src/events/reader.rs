//! Reads the events of one sentence.

use super::{
    attendance, merge, participants,
    seen::Seen,
    setting,
    syntax::{Syntax, Tag},
    triggers::{self, Trigger},
};
use crate::{EntityId, EventMention, EventStatus};
use std::ops::Range;

/// Reads the events of one sentence.
pub(super) struct Reader<'a> {
    pub(super) syntax: &'a Syntax<'a>,
    pub(super) times: &'a [(usize, Range<usize>)],
    pub(super) seen: &'a Seen,
    /// Those who take part in the event named before in the sentence.
    pub(super) earlier: &'a [EntityId],
}

impl Reader<'_> {
    pub(super) fn sentence(&self) -> Vec<EventMention> {
        let triggers = triggers::triggers(self.syntax);
        let interpret = |trigger: &Trigger<'_>, places: &[usize], earlier: &[EntityId]| {
            let others: Vec<usize> = places.iter().copied().filter(|at| *at != trigger.words.start).collect();
            let reader = Reader { earlier, ..*self };
            if trigger.row.verb { reader.verb(trigger, &others) } else { reader.noun(trigger, &others) }
        };
        let all: Vec<usize> = triggers.iter().map(|trigger| trigger.words.start).collect();
        // Only words that turned out to name an event take a time or place from their neighbours.
        let real: Vec<&Trigger<'_>> = triggers
            .iter()
            .filter(|trigger| trigger.row.kind != "none" && interpret(trigger, &all, &[]).is_some())
            .collect();
        let places: Vec<usize> = real.iter().map(|trigger| trigger.words.start).collect();
        let mut found: Vec<(EventMention, usize)> = Vec::new();
        let mut low: Vec<(EventMention, usize)> = Vec::new();
        for trigger in real {
            let earlier =
                found.iter().rev().map(|(mention, _)| &mention.participants).find(|cast| cast.len() > 1);
            let earlier = earlier.cloned().unwrap_or_default();
            let Some(mention) = interpret(trigger, &places, &earlier) else { continue };
            let clause = self.syntax.clause(trigger.words.start);
            if trigger.row.is("low") { low.push((mention, clause)) } else { found.push((mention, clause)) }
        }
        self.attend(&mut found);
        if found.is_empty() {
            found = low;
        }
        found.extend(self.by_number());
        found.sort_by_key(|(mention, _)| mention.trigger);
        merge::merge(found)
    }

    /// The kind of a trigger whose words have two senses; `None` when the neighbours do not tell.
    pub(super) fn kind(&self, trigger: &Trigger<'_>) -> Option<&'static str> {
        let syntax = self.syntax;
        if !trigger.row.is("ambiguous") {
            return Some(trigger.row.kind);
        }
        let here = triggers::labour_lean(syntax.text, syntax.sentence);
        let within = |reach: usize| -> i32 {
            (syntax.sentence.saturating_sub(reach)..=syntax.sentence + reach)
                .map(|sentence| triggers::labour_lean(syntax.text, sentence))
                .sum()
        };
        // What the next sentences leave open those of the paragraphs around tell.
        let around = Some(within(2)).filter(|lean| *lean != 0).unwrap_or_else(|| within(8));
        let at = trigger.words.start;
        // `a 24-hour strike`, `strike action`.
        let timed = at > 1
            && matches!(syntax.lower(at - 1), "hour" | "day" | "week")
            && syntax.tag(at - 2) == Tag::Hyphen
            || at > 0 && (syntax.lower(at - 1).ends_with("-day") || syntax.lower(at - 1).ends_with("-hour"));
        match (here.signum(), around.signum()) {
            _ if timed => Some("strike"),
            (1, _) | (0, 1) => Some("strike"),
            (-1, _) | (0, -1) => Some("attack"),
            _ => None,
        }
    }

    /// Adds those said to attend: to the meeting that the sentence names, else as a mention of their own.
    pub(super) fn attend(&self, found: &mut Vec<(EventMention, usize)>) {
        let syntax = self.syntax;
        for one in attendance::attendance(syntax) {
            let clause = syntax.clause(one.words.start);
            let meeting = found.iter_mut().find(|(mention, at)| {
                *at == clause
                    && matches!(mention.kind.as_str(), "meeting" | "call" | "trial" | "rally" | "vote")
                    && mention.back.is_none()
            });
            match meeting {
                Some((mention, _)) if one.status != EventStatus::Denied => {
                    // *She chaired Friday's talks* says who was there, not between whom they were.
                    mention.attends |= mention.participants.iter().all(|entity| one.who.contains(entity));
                    for entity in one.who {
                        if !mention.participants.contains(&entity) && Some(entity) != mention.place {
                            mention.participants.push(entity);
                        }
                    }
                    if mention.status == EventStatus::Unknown {
                        mention.status = one.status;
                    }
                }
                Some((mention, _)) => {
                    // Whoever did not attend took no part in it.
                    mention.participants.retain(|entity| !one.who.contains(entity));
                    let absent = EventMention {
                        trigger: syntax.span(one.words.clone()),
                        participants: one.who,
                        status: EventStatus::Denied,
                        adverse: false,
                        back: None,
                        attends: true,
                        ..mention.clone()
                    };
                    found.push((absent, usize::MAX));
                }
                None => {
                    let known = self.seen.taken_up("meeting", syntax.sentence).is_some()
                        || found.iter().any(|(mention, _)| mention.kind == "meeting");
                    let several = one.who.len() > 1;
                    if !one.apart || !known && !several {
                        continue;
                    }
                    let own = Some(one.words.start);
                    let time = setting::time(syntax, self.times, &one.words, own, &[]);
                    let place =
                        setting::place(syntax, &one.words, own, &[], 0..self.clause_end(one.words.start));
                    let mut cast = participants::Cast::default();
                    cast.add(one.who);
                    cast.0.retain(|entity| Some(*entity) != place);
                    let mention =
                        self.mention("meeting", one.words, cast, place, time, one.status, None, false);
                    found.push((EventMention { attends: true, ..mention }, clause));
                }
            }
        }
    }

    /// Where the words begin that belong to the verb at `verb`: at the verb that governs its infinitive.
    pub(super) fn governed_from(&self, verb: usize) -> Option<usize> {
        let group = self.syntax.group(verb);
        let to = group.to?;
        (to.saturating_sub(14)..to)
            .rev()
            .take_while(|at| self.syntax.clause(*at) == self.syntax.clause(verb))
            .find(|at| self.syntax.tag(*at).is_verb() || self.syntax.tag(*at) == Tag::Be)
            .map(|at| self.syntax.group(at).start)
    }

    /// The end of the clause of word `at`.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        let clause = self.syntax.clause(at);
        (at + 1..self.syntax.len())
            .rev()
            .find(|word| self.syntax.clause(*word) == clause)
            .map_or(at + 1, |word| word + 1)
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn mention(
        &self,
        kind: &str,
        words: Range<usize>,
        cast: participants::Cast,
        place: Option<EntityId>,
        time: Option<usize>,
        status: EventStatus,
        back: Option<article::Span>,
        adverse: bool,
    ) -> EventMention {
        EventMention {
            kind: kind.to_owned(),
            trigger: self.syntax.span(words),
            sentence: self.syntax.sentence,
            participants: cast.0,
            place,
            time,
            status,
            back,
            adverse,
            attends: false,
        }
    }
}
