//! What is reported to have happened, to be planned or asked for.

mod attendance;
mod frame;
mod merge;
mod participants;
mod setting;
mod status;
pub(crate) mod syntax;
mod triggers;

use crate::{
    Attribution, EntityId, EntityKind, EventMention, EventStatus, Time,
    names::Names,
    text::Text,
};
use frame::{Frame, Modifier, Relation};
use std::{collections::HashMap, ops::Range};
use syntax::{Syntax, Tag};
use triggers::Trigger;

/// Finds mentions of events in the sentences of the report.
///
/// A mention needs something that ties it to one event: somebody who takes part, a time, a place, or words that
/// point back to one named before. What is said of such events in general is none.
pub fn events(
    text: &Text<'_>,
    names: &Names,
    times: &[Time],
    attributions: &[Attribution],
) -> Vec<EventMention> {
    let denied = denials(text, attributions);
    let mut seen = Seen::default();
    let mut events = Vec::new();
    for (sentence, cut) in text.body() {
        let Some(syntax) = Syntax::of(text, names, sentence) else { continue };
        let times = setting::times_in(&syntax, times, cut.span);
        let mut found = Reader { syntax: &syntax, times: &times, seen: &seen, earlier: &[] }.sentence();
        for mention in &mut found {
            if denied.get(sentence).is_some_and(|spans| spans.iter().any(|span| span.contains(mention.trigger))) {
                mention.status = EventStatus::Denied;
            }
        }
        seen.learn(&found, sentence);
        events.extend(found);
    }
    events
}

/// What each sentence holds that somebody denies.
fn denials(text: &Text<'_>, attributions: &[Attribution]) -> Vec<Vec<article::Span>> {
    let mut denials = vec![Vec::new(); text.sentences.len()];
    for attribution in attributions.iter().filter(|attribution| crate::stances::denies(text, attribution)) {
        for content in &attribution.content {
            if let Some(list) = text.sentence_at(content.start).and_then(|at| denials.get_mut(at)) {
                list.push(*content);
            }
        }
    }
    denials
}

/// The last event of each type that was named before.
#[derive(Debug, Default)]
struct Seen {
    last: HashMap<String, Known>,
}

/// What is known of an event named before.
#[derive(Debug)]
struct Known {
    status: EventStatus,
    sentence: usize,
    /// Those who took part in the last one with two of them or more.
    cast: Vec<EntityId>,
}

/// How many sentences later an event can still be taken up.
const TAKEN_UP: usize = 12;

impl Seen {
    fn learn(&mut self, mentions: &[EventMention], sentence: usize) {
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
    fn taken_up(&self, kind: &str, sentence: usize) -> Option<&Known> {
        self.last.get(kind).filter(|known| sentence - known.sentence <= TAKEN_UP)
    }
}

/// Those whom the event's own phrase names as taking part.
fn own_cast(syntax: &Syntax<'_>, frame: &Frame) -> Vec<EntityId> {
    let alone = Frame { left: None, right: None, relation: None, preposition: None, phrase: frame.phrase.clone() };
    participants::of_noun(syntax, &alone).0
}

/// Reads the events of one sentence.
struct Reader<'a> {
    syntax: &'a Syntax<'a>,
    times: &'a [(usize, Range<usize>)],
    seen: &'a Seen,
    /// Those who take part in the event named before in the sentence.
    earlier: &'a [EntityId],
}

impl Reader<'_> {
    fn sentence(&self) -> Vec<EventMention> {
        let triggers = triggers::triggers(self.syntax);
        let read = |trigger: &Trigger<'_>, places: &[usize], earlier: &[EntityId]| {
            let others: Vec<usize> = places.iter().copied().filter(|at| *at != trigger.words.start).collect();
            let reader = Reader { earlier, ..*self };
            if trigger.row.verb { reader.verb(trigger, &others) } else { reader.noun(trigger, &others) }
        };
        let all: Vec<usize> = triggers.iter().map(|trigger| trigger.words.start).collect();
        // Only words that turned out to name an event take a time or place from their neighbours.
        let real: Vec<&Trigger<'_>> =
            triggers.iter().filter(|trigger| trigger.row.kind != "none" && read(trigger, &all, &[]).is_some()).collect();
        let places: Vec<usize> = real.iter().map(|trigger| trigger.words.start).collect();
        let mut found: Vec<(EventMention, usize)> = Vec::new();
        let mut low: Vec<(EventMention, usize)> = Vec::new();
        for trigger in real {
            let earlier = found.iter().rev().map(|(mention, _)| &mention.participants).find(|cast| cast.len() > 1);
            let earlier = earlier.cloned().unwrap_or_default();
            let Some(mention) = read(trigger, &places, &earlier) else { continue };
            let clause = self.syntax.clause(trigger.words.start);
            if trigger.row.is("low") { low.push((mention, clause)) } else { found.push((mention, clause)) }
        }
        self.attend(&mut found);
        if found.is_empty() {
            found = low;
        }
        found.sort_by_key(|(mention, _)| mention.trigger);
        merge::merge(found)
    }

    /// The kind of a trigger whose words have two senses; `None` when the neighbours do not tell.
    fn kind(&self, trigger: &Trigger<'_>) -> Option<&'static str> {
        let syntax = self.syntax;
        if !trigger.row.is("ambiguous") {
            return Some(trigger.row.kind);
        }
        let here = triggers::labour_lean(syntax.text, syntax.sentence);
        let around: i32 = (syntax.sentence.saturating_sub(2)..=syntax.sentence + 2)
            .map(|sentence| triggers::labour_lean(syntax.text, sentence))
            .sum();
        let at = trigger.words.start;
        // `a 24-hour strike`, `strike action`.
        let timed = at > 1 && matches!(syntax.lower(at - 1), "hour" | "day" | "week") && syntax.tag(at - 2) == Tag::Hyphen
            || at > 0 && (syntax.lower(at - 1).ends_with("-day") || syntax.lower(at - 1).ends_with("-hour"));
        match (here.signum(), around.signum()) {
            _ if timed => Some("strike"),
            (1, _) | (0, 1) => Some("strike"),
            (-1, _) | (0, -1) => Some("attack"),
            _ => None,
        }
    }

    fn verb(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
        let syntax = self.syntax;
        let row = trigger.row;
        let verb = trigger.words.start;
        let kind = self.kind(trigger)?;
        let group = syntax.group(verb);
        // A participle that only describes: `the talks attended by`, `a hosting country`.
        if matches!(syntax.tag(verb), Tag::Verb(crate::words::VerbForm::Ing)) && !group.progressive && group.start > 0
            && matches!(syntax.tag(group.start - 1), Tag::Preposition)
        {
            return None;
        }
        let after = trigger.words.end;
        let mut place = None;
        let visits = matches!(syntax.lower(verb), "visit" | "visits" | "visited" | "visiting") || row.is("square");
        let mut cast = if visits {
            place = setting::object_place(syntax, after).or_else(|| setting::object_place(syntax, after + 1));
            let mut cast = participants::Cast::default();
            cast.add(participants::subject(syntax, verb));
            if place.is_none() && !row.is("square") { participants::of_verb(syntax, trigger)? } else { cast }
        } else {
            participants::of_verb(syntax, trigger)?
        };
        if row.is("square") && place.is_none() {
            return None;
        }
        if row.is("ambiguous") && syntax.phrase_from(after).is_some_and(|object| !syntax.is_time(&object)) {
            // Workers strike, or strike over something; who strikes a place attacks it.
            let object = setting::object_place(syntax, after).filter(|_| kind == "attack");
            object?;
            place = object;
        }
        if row.is("court") && !self.court(verb) {
            return None;
        }
        if row.is("shutdown") && !self.stoppage(after) {
            return None;
        }
        let own = Some(verb);
        let time = setting::time(syntax, self.times, &trigger.words, own, others);
        let from = syntax.subject(verb).map_or(group.start, |subject| subject.words().start).min(group.start);
        let end = self.clause_end(verb);
        let begin = self.governed_from(verb).unwrap_or(from);
        place = place.or_else(|| setting::place(syntax, &trigger.words, own, others, begin.min(from)..end));
        if place.is_none() && begin > 0 {
            // `At the guildhall, A met B.`
            place = setting::place(syntax, &trigger.words, own, others, 0..begin);
        }
        let again = (after..end).any(|at| matches!(syntax.lower(at), "again" | "soon" | "next"));
        let status = if row.is("shutdown") && group.to.is_some() {
            EventStatus::Planned
        } else {
            status::of_verb(syntax, verb, time.is_some() || again)
        };
        let people = cast.0.iter().any(|entity| participants::acts(syntax, *entity));
        // One man who marches makes no march.
        let alone = kind == "rally"
            && !cast.0.is_empty()
            && cast.0.iter().all(|entity| syntax.kind(*entity) == Some(EntityKind::Person));
        if alone {
            return None;
        }
        let tied = people || !cast.0.is_empty() && time.is_some() || row.is("square");
        // In general: `workers vote every year`, with nobody known and no time.
        let generic = status == EventStatus::Unknown && time.is_none() && kind != "meeting";
        if !tied && time.is_none() || generic {
            return None;
        }
        cast.0.retain(|entity| Some(*entity) != place);
        Some(self.mention(kind, trigger.words.clone(), cast, place, time, status, None, row.is("adverse")))
    }

    /// Whether the subject of a verb is a court or who sits in one.
    fn court(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        syntax.subject(verb).is_some_and(|subject| {
            subject.words().any(|at| {
                matches!(
                    syntax.lower(at),
                    "court" | "judge" | "judges" | "tribunal" | "jury" | "justices" | "panel" | "magistrate" | "magistrates" | "arbitrator"
                )
            })
        })
    }

    /// Whether a shutdown is for a time and workers are spoken of nearby: a stoppage, no closure.
    fn stoppage(&self, after: usize) -> bool {
        let syntax = self.syntax;
        let timed = (after..self.clause_end(after)).any(|at| {
            syntax.lower(at) == "for" && matches!(syntax.lower(at + 2), "hours" | "days" | "weeks" | "hour" | "day" | "week")
        });
        let around: i32 = (syntax.sentence.saturating_sub(4)..=syntax.sentence + 1)
            .map(|sentence| triggers::labour_lean(syntax.text, sentence))
            .sum();
        timed && around > 0
    }

    fn noun(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
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
        let frame = Frame::of(syntax, at).or_else(|| (trigger.words.len() > 1).then(|| Frame::of(syntax, trigger.words.start)).flatten());
        let frame = frame?;
        // The name has to be the head, or all but: `the strike clause` is no strike.
        if frame.phrase.head != at && !(frame.phrase.head > at && syntax.tag(frame.phrase.head) == Tag::TimeNoun) {
            return None;
        }
        let mut cast = participants::of_noun(syntax, &frame);
        let governs = |relation: &Relation| !matches!(relation, Relation::Touch | Relation::Follow | Relation::Precede);
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
        let linked = definite && known.is_some();
        // A quarrel is a meeting only between people, or in a room.
        let their = syntax.tag(frame.phrase.words.start) == Tag::Possessive;
        let quarrel_without = row.is("adverse") && !(cast.0.len() > 1 || place.is_some() || their && known.is_some());
        // *Discussions*, *exchanges* are as often no event: something has to be said of them.
        let weak_without = row.is("weak") && time.is_none() && (cast.0.is_empty() || frame.relation.is_none() && own_cast(syntax, &frame).is_empty());
        let of_else = row.is("linked") && syntax.lower(frame.phrase.words.end) == "of";
        let unlinked = row.is("linked") && (known.is_none() || of_else);
        let truce_without = kind == "ceasefire"
            && (!matches!(status, Some(EventStatus::Happened | EventStatus::Planned | EventStatus::Cancelled)) || cast.0.is_empty() && time.is_none() && place.is_none());
        if weak_without || unlinked || truce_without {
            return None;
        }
        let scene = definite && back.is_some();
        let bare_plural = matches!(kind, "vote" | "statement" | "rally" | "arrest") && !tied;
        if quarrel_without || bare_plural && !linked || !(tied || linked || scene || row.is("bare") && status.is_some()) {
            return None;
        }
        if !tied && !definite && !row.is("bare") {
            return None;
        }
        let aside = frame.left.is_some_and(|left| {
            syntax.tag(left) == Tag::Verb(crate::words::VerbForm::Ing) && syntax.lower(left) == "marking"
        });
        let purpose = frame.relation == Some(Relation::Avert);
        let status = match status {
            Some(status) => status,
            None if back.is_some() => EventStatus::Happened,
            None if adverse && !modifiers.is_empty() => EventStatus::Happened,
            // `marking the first encounter since`: what the sentence has told of is meant.
            None if aside => EventStatus::Unknown,
            None if linked => known.filter(|status| *status != EventStatus::Denied).unwrap_or(EventStatus::Unknown),
            None => EventStatus::Unknown,
        };
        let status = if purpose { EventStatus::Possible } else { status };
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
    fn hours(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
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
    fn loose(
        &self,
        trigger: &Trigger<'_>,
        mut cast: participants::Cast,
        others: &[usize],
        kind: &str,
    ) -> Option<EventMention> {
        let syntax = self.syntax;
        let at = trigger.words.start;
        let verb = (0..at).rev().find(|word| syntax.tag(*word).is_verb() && syntax.is_finite(*word))
            .or_else(|| (0..at).rev().find(|word| syntax.tag(*word) == Tag::Be))?;
        let people: Vec<EntityId> =
            participants::subject(syntax, verb).into_iter().filter(|entity| participants::acts(syntax, *entity)).collect();
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

    /// Adds those said to attend: to the meeting that the sentence names, else as a mention of their own.
    fn attend(&self, found: &mut Vec<(EventMention, usize)>) {
        let syntax = self.syntax;
        for one in attendance::attendance(syntax) {
            let clause = syntax.clause(one.words.start);
            let meeting = found.iter_mut().find(|(mention, at)| {
                *at == clause && matches!(mention.kind.as_str(), "meeting" | "call" | "trial" | "rally" | "vote") && mention.back.is_none()
            });
            match meeting {
                Some((mention, _)) if one.status != EventStatus::Denied => {
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
                    let place = setting::place(syntax, &one.words, own, &[], 0..self.clause_end(one.words.start));
                    let mut cast = participants::Cast::default();
                    cast.add(one.who);
                    cast.0.retain(|entity| Some(*entity) != place);
                    found.push((
                        self.mention("meeting", one.words, cast, place, time, one.status, None, false),
                        clause,
                    ));
                }
            }
        }
    }

    /// Where the words begin that belong to the verb at `verb`: at the verb that governs its infinitive.
    fn governed_from(&self, verb: usize) -> Option<usize> {
        let group = self.syntax.group(verb);
        let to = group.to?;
        (to.saturating_sub(14)..to)
            .rev()
            .take_while(|at| self.syntax.clause(*at) == self.syntax.clause(verb))
            .find(|at| self.syntax.tag(*at).is_verb() || self.syntax.tag(*at) == Tag::Be)
            .map(|at| self.syntax.group(at).start)
    }

    /// The end of the clause of word `at`.
    fn clause_end(&self, at: usize) -> usize {
        let clause = self.syntax.clause(at);
        (at + 1..self.syntax.len()).rev().find(|word| self.syntax.clause(*word) == clause).map_or(at + 1, |word| word + 1)
    }

    /// The clauses that tell of an event: its own and one that hangs on its noun.
    fn clauses_of(&self, frame: &Frame) -> Vec<usize> {
        let syntax = self.syntax;
        let mut clauses = vec![syntax.clause(frame.phrase.head)];
        let end = (frame.phrase.words.end..syntax.len())
            .find(|at| matches!(syntax.tag(*at), Tag::Relative | Tag::That | Tag::Stop))
            .filter(|at| *at < frame.phrase.words.end + 8);
        if let Some(relative) = end {
            clauses.push(syntax.clause(relative));
            clauses.extend((relative..relative + 2).filter(|at| syntax.tag(*at) == Tag::Relative).map(|at| syntax.clause(at)));
        }
        clauses
    }

    #[allow(clippy::too_many_arguments)]
    fn mention(
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
        }
    }
}
