//! Events that a verb names: *met*, *was arrested*.

use super::{
    participants,
    reader::Reader,
    setting, status,
    syntax::Tag,
    triggers::{self, Trigger},
};
use crate::{EntityKind, EventMention, EventStatus, words::VerbForm};

impl Reader<'_> {
    pub(super) fn verb(&self, trigger: &Trigger<'_>, others: &[usize]) -> Option<EventMention> {
        let syntax = self.syntax;
        let row = trigger.row;
        let verb = trigger.words.start;
        let kind = self.kind(trigger)?;
        let group = syntax.group(verb);
        // A participle that only describes: `the talks attended by`, `a hosting country`.
        if matches!(syntax.tag(verb), Tag::Verb(VerbForm::Ing))
            && !group.progressive
            && group.start > 0
            && matches!(syntax.tag(group.start - 1), Tag::Preposition)
        {
            return None;
        }
        let after = trigger.words.end;
        let mut place = None;
        let visits =
            matches!(syntax.lower(verb), "visit" | "visits" | "visited" | "visiting") || row.is("square");
        let mut cast = if visits {
            place = setting::object_place(syntax, after).or_else(|| setting::object_place(syntax, after + 1));
            let mut cast = participants::Cast::default();
            cast.add(participants::subject(syntax, verb));
            if place.is_none() && !row.is("square") { participants::of_verb(syntax, trigger)? } else { cast }
        } else {
            participants::of_verb(syntax, trigger)?
        };
        let object = || syntax.phrase_from(after);
        if row.is("paper") && !object().is_some_and(|object| triggers::is_paper(syntax, object.head)) {
            return None;
        }
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
        // What a story is about is an event though nobody is named with it: `the ferry sank`.
        let central = row.is("central") && status != EventStatus::Unknown && syntax.subject(verb).is_some();
        let tied = people || !cast.0.is_empty() && time.is_some() || row.is("square") || central;
        // In general: `workers vote every year`, with nobody known and no time.
        let generic = status == EventStatus::Unknown && time.is_none() && kind != "meeting";
        if !tied && time.is_none() || generic {
            return None;
        }
        cast.0.retain(|entity| Some(*entity) != place);
        Some(self.mention(kind, trigger.words.clone(), cast, place, time, status, None, row.is("adverse")))
    }

    /// Whether the subject of a verb is a court or who sits in one.
    pub(super) fn court(&self, verb: usize) -> bool {
        let syntax = self.syntax;
        syntax.subject(verb).is_some_and(|subject| {
            subject.words().any(|at| {
                matches!(
                    syntax.lower(at),
                    "court"
                        | "judge"
                        | "judges"
                        | "tribunal"
                        | "jury"
                        | "justices"
                        | "panel"
                        | "magistrate"
                        | "magistrates"
                        | "arbitrator"
                )
            })
        })
    }

    /// Whether a shutdown is for a time and workers are spoken of nearby: a stoppage, no closure.
    pub(super) fn stoppage(&self, after: usize) -> bool {
        let syntax = self.syntax;
        let timed = (after..self.clause_end(after)).any(|at| {
            syntax.lower(at) == "for"
                && matches!(syntax.lower(at + 2), "hours" | "days" | "weeks" | "hour" | "day" | "week")
        });
        let around: i32 = (syntax.sentence.saturating_sub(4)..=syntax.sentence + 1)
            .map(|sentence| triggers::labour_lean(syntax.text, sentence))
            .sum();
        timed && around > 0
    }
}
