//! Stances that *will* or *may* makes of a verb: *will not sign*, *will sign nothing*, *will sue unless*, *may delay*.

use super::{
    cues::{CONCESSIONS, THREAT_VERBS, THREATS, Threatening, singular},
    extent,
    find::{Finder, Reading},
    holder::{self, Holder, Holders},
    objects::{Object, nothing},
};
use crate::{
    Hedge, StanceKind,
    events::syntax::{Group, NounPhrase, Syntax, Tag},
};

impl Finder<'_> {
    /// A verb after *will* or *would*.
    pub(super) fn will(&mut self, at: usize) {
        let group = self.syntax.group(at);
        let Some(modal) = group.modal.map(|modal| self.syntax.lower(modal)) else { return };
        let wills = matches!(modal, "will" | "would" | "won't" | "wouldn't") || modal.ends_with("'ll");
        if group.passive || self.spoken_for.contains(&at) {
            return;
        }
        if wills && !self.refusal(at, &group) {
            self.threat(at, &group);
        } else if matches!(modal, "may" | "might") && !group.negated {
            self.option(at, &group);
        }
    }

    /// *Must* and *should* in somebody's words are a demand on whom they are said of.
    pub(super) fn obligation(&mut self, modal: usize) {
        let syntax = self.syntax;
        let span = syntax.span(modal..modal + 1);
        let covered = self.stances.iter().any(|stance| stance.object.contains(span));
        let Some(verb) =
            (modal + 1..modal + 4).find(|at| !matches!(syntax.tag(*at), Tag::Adverb | Tag::Negation))
        else {
            return;
        };
        let said = self.said.around(syntax.sentence, span).is_some();
        if !holder::obliges(syntax.lower(modal)) || covered || !said || syntax.tag(verb) == Tag::Have {
            return;
        }
        let Some(subject) = syntax.subject(modal).filter(|_| !self.supposed(modal)) else { return };
        let own = |phrase: &NounPhrase| {
            syntax.tag(phrase.head) == Tag::Pronoun
                && !matches!(syntax.lower(phrase.head), "it" | "this" | "they")
        };
        let Some(speaker) = holder::speaker(syntax, self.said, self.memory, modal) else { return };
        let itself = |phrase: &NounPhrase| {
            speaker.entity.is_some()
                && syntax.entities(phrase).iter().any(|entity| speaker.entity == Some(*entity))
        };
        if subject.phrases.iter().any(|phrase| own(phrase) || itself(phrase)) {
            return;
        }
        let object = subject.words().start..extent::reach(syntax, modal);
        let reading = Reading {
            kind: StanceKind::Demands,
            hedge: Hedge::Stated,
            red_line: false,
            cue: modal..modal + 1,
        };
        self.push(&reading, &Object::of(object), &[speaker], None, &Holders::default());
    }

    /// *Will not* before a verb for what a party gives or does rules it out; whether it did.
    fn refusal(&mut self, at: usize, group: &Group) -> bool {
        let syntax = self.syntax;
        let Some(found) = CONCESSIONS.at(syntax.text, syntax.first + at) else { return group.negated };
        if !group.negated && !nothing(syntax, at + found.tokens) {
            return false;
        }
        let Some(holders) = holder::of_verb(syntax, self.said, self.memory, at) else { return true };
        let object = extent::trim(syntax, at..extent::reach(syntax, at));
        if holders.parties.is_empty() || object.len() < 2 {
            return true;
        }
        let never = (group.start..at).any(|word| syntax.lower(word) == "never");
        let cue = group.start..at;
        let start = cue.clone().find(|word| !matches!(syntax.tag(*word), Tag::Adverb)).unwrap_or(at);
        let reading =
            Reading { kind: StanceKind::RulesOut, hedge: Hedge::Stated, red_line: never, cue: start..at };
        let object = Object { issues: object.start + found.tokens..object.end, ..Object::of(object) };
        self.push(&reading, &object, &holders.parties, None, &holders);
        true
    }

    /// *May delay* keeps open what a party gives or does for another.
    fn option(&mut self, at: usize, group: &Group) {
        let syntax = self.syntax;
        let Some(found) = CONCESSIONS.at(syntax.text, syntax.first + at) else { return };
        let Some(holders) = holder::of_verb(syntax, self.said, self.memory, at) else { return };
        let object = extent::trim(syntax, at..extent::reach(syntax, at));
        if object.len() < 2 {
            return;
        }
        let start = group.modal.unwrap_or(at);
        let reading = Reading {
            kind: StanceKind::IsOpenTo,
            hedge: Hedge::Possible,
            red_line: false,
            cue: start..start + 1,
        };
        let object = Object { issues: object.start + found.tokens..object.end, ..Object::of(object) };
        self.push(&reading, &object, &holders.parties, Some(group), &holders);
    }

    /// *Will strike unless* threatens, and so does *will retaliate* by itself.
    fn threat(&mut self, at: usize, group: &Group) {
        let syntax = self.syntax;
        let Some(found) = THREAT_VERBS.at(syntax.text, syntax.first + at) else { return };
        if *found.value != Threatening::Alone && !tied(syntax) {
            return;
        }
        let Some(holders) = holder::of_verb(syntax, self.said, self.memory, at) else { return };
        let of_threat = holders.subject.as_ref().is_some_and(|subject| {
            subject.clone().any(|word| THREATS.contains(singular(syntax.lower(word)).as_str()))
        });
        let (parties, object): (Vec<Holder>, _) = if *found.value == Threatening::Thing && of_threat {
            let Some(subject) = holders.subject.clone() else { return };
            (holder::speaker(syntax, self.said, self.memory, at).into_iter().collect(), subject)
        } else if *found.value == Threatening::Thing {
            return;
        } else {
            (holders.parties.clone(), at..extent::reach(syntax, at))
        };
        let start = group.modal.unwrap_or(at);
        let reading = Reading {
            kind: StanceKind::Threatens,
            hedge: Hedge::Stated,
            red_line: false,
            cue: start..at + 1,
        };
        self.push(&reading, &Object::of(object), &parties, None, &holders);
    }
}

/// Whether the sentence makes what it says hang on something.
fn tied(syntax: &Syntax<'_>) -> bool {
    (0..syntax.len()).any(|at| matches!(syntax.lower(at), "if" | "unless" | "until"))
}
