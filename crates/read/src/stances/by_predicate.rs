//! Stances that are said of a thing: *X is off the table*, *called X an insult*.

use super::{
    cues::{Cue, IDEAS, JUDGEMENTS, PREDICATES, Pattern, singular},
    extent,
    find::{Finder, Reading},
    holder::{self, Holders},
    objects::Object,
};
use crate::events::syntax::{Subject, Syntax, Tag};

impl Finder<'_> {
    /// *X is off the table*: the subject is what it is about, and the speaker or whom it is so for holds it.
    pub(super) fn predicate(&mut self, at: usize) {
        let syntax = self.syntax;
        let end = syntax.first + syntax.len();
        let fits = |tokens: usize| syntax.first + at + tokens <= end;
        let phrase = PREDICATES.at(syntax.text, syntax.first + at).filter(|found| fits(found.tokens));
        let judgement = || JUDGEMENTS.at(syntax.text, syntax.first + at).filter(|found| fits(found.tokens));
        let (tokens, cues, judged) = match phrase {
            Some(found) => (found.tokens, found.value, false),
            None => match judgement() {
                Some(found) => (found.tokens, found.value, true),
                None => return,
            },
        };
        // `a cruel insult`: what describes a judgement is passed.
        let passed = |word: &usize| match syntax.tag(*word) {
            Tag::Adverb | Tag::Negation | Tag::Quote => true,
            Tag::Determiner | Tag::Adjective | Tag::Conjunction => judged,
            _ => false,
        };
        let Some(copula) = (at.saturating_sub(5)..at).rev().find(|word| !passed(word)) else { return };
        if syntax.tag(copula) != Tag::Be || self.spoken_for.contains(&at) {
            return;
        }
        let group = syntax.group(copula);
        let none = (copula..at).any(|word| syntax.tag(word) == Tag::Negation || syntax.lower(word) == "no");
        let negated = group.negated || none;
        let Some(subject) = syntax.subject(copula) else { return };
        let kind_of = |cue: &Cue| if negated { cue.negated } else { cue.kind };
        let fitting = cues.iter().find(|cue| {
            kind_of(cue).is_some() && (!cue.patterns.contains(&Pattern::Idea) || is_idea(syntax, &subject))
        });
        let Some((cue, kind)) = fitting.and_then(|cue| Some((cue, kind_of(cue)?))) else { return };
        let mut parties = Vec::new();
        if !judged
            && matches!(syntax.lower(at + tokens), "for" | "to")
            && let Some(phrase) = syntax.phrase_from(at + tokens + 1)
        {
            parties = holder::party(syntax, self.said, self.memory, &phrase);
        }
        if parties.is_empty() {
            parties.extend(holder::speaker(syntax, self.said, self.memory, at));
        }
        let words = subject.words();
        let start = words.start;
        let about_somebody = subject.phrases.iter().all(|phrase| {
            matches!(syntax.tag(phrase.head), Tag::Pronoun)
                && !matches!(syntax.lower(start), "it" | "this" | "that" | "they")
        });
        if parties.is_empty() || about_somebody {
            return;
        }
        let extended = words.start
            ..copula
                .min(extent::objects(syntax, words.start).last().map_or(words.end, |(_, range)| range.end))
                .max(words.end);
        let reading = Reading { kind, hedge: cue.hedge, red_line: cue.red_line, cue: at..at + tokens };
        self.push(&reading, &Object::of(extended), &parties, Some(&group), &Holders::default());
    }
}

/// Whether a subject is something that can be proposed, or a word for it.
fn is_idea(syntax: &Syntax<'_>, subject: &Subject) -> bool {
    subject.phrases.iter().all(|phrase| {
        let lower = syntax.lower(phrase.head);
        matches!(lower, "it" | "this" | "that") || IDEAS.contains(singular(lower).as_str())
    })
}
