//! Who the subject of a verb is.

use super::{NounPhrase, Syntax, Tag};
use crate::words::VerbForm;
use std::ops::Range;

/// How many prepositional phrases, insertions or coordinations a search for a subject may pass.
const HOPS: usize = 6;

/// Who does what a verb says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// One phrase, or several that are joined.
    pub(crate) phrases: Vec<NounPhrase>,
    /// Verbs or adjectives passed on the way from an infinitive to its subject, the innermost first.
    pub(crate) via: Vec<usize>,
}

impl Subject {
    /// The words from the first phrase to the last.
    pub(crate) fn words(&self) -> Range<usize> {
        let start = self.phrases.first().map_or(0, |phrase| phrase.words.start);
        let end = self.phrases.last().map_or(start, |phrase| phrase.words.end);
        start..end
    }
}

impl Syntax<'_> {
    /// Who does what the verb at `verb` says, or undergoes it when the verb is passive.
    pub(crate) fn subject(&self, verb: usize) -> Option<Subject> {
        self.subject_within(verb, HOPS)
    }

    fn subject_within(&self, verb: usize, hops: usize) -> Option<Subject> {
        let hops = hops.checked_sub(1)?;
        let group = self.group(verb);
        if let Some(to) = group.to {
            let governor = self.governor(to)?;
            let mut subject = self.subject_within(governor, hops)?;
            subject.via.insert(0, governor);
            return Some(subject);
        }
        let ing = self.tag(verb) == Tag::Verb(VerbForm::Ing) && !group.progressive;
        if ing {
            return self.participle_subject(group.start, hops);
        }
        let mut before = group.start.checked_sub(1)?;
        let adverbial = |at: usize| {
            matches!(self.tag(at), Tag::Quote | Tag::Adverb)
                || matches!(self.lower(at), "last" | "first" | "next")
        };
        while adverbial(before) && before > 0 {
            before -= 1;
        }
        match self.tag(before) {
            Tag::Conjunction => self.coordinate_subject(verb, before, hops),
            Tag::Comma if before > 0 && self.tag(before - 1) == Tag::Conjunction => {
                self.coordinate_subject(verb, before - 1, hops)
            }
            Tag::Comma => self.subject_before_insertion(before),
            Tag::Stop if matches!(self.lower(before), "—" | "–" | ")") => {
                self.subject_before_insertion(before)
            }
            Tag::Relative | Tag::That => self.antecedent(before).map(|phrase| self.joined_phrases(phrase)),
            _ => self.subject_ending(before),
        }
    }

    /// The phrase that a relative pronoun at `at` stands for.
    pub(crate) fn antecedent(&self, at: usize) -> Option<NounPhrase> {
        let mut before = at.checked_sub(1)?;
        while matches!(self.tag(before), Tag::Comma | Tag::Quote) && before > 0 {
            before -= 1;
        }
        let last = self.phrase_to(before)?;
        if self.is_time(&last) {
            return None;
        }
        // `the leader of the council, who`: a person is sought past an *of*.
        if matches!(self.lower(at), "who" | "whom")
            && last.words.start > 1
            && self.lower(last.words.start - 1) == "of"
        {
            return self.phrase_to(last.words.start - 2).or(Some(last));
        }
        Some(last)
    }

    /// What governs the infinitive whose *to* is at `to`: a verb or an adjective.
    fn governor(&self, to: usize) -> Option<usize> {
        let mut at = to.checked_sub(1)?;
        for _ in 0..HOPS {
            match self.tag(at) {
                Tag::Verb(_) | Tag::Adjective => return Some(at),
                Tag::Be if self.is_finite(at) => return Some(at),
                Tag::Adverb | Tag::Negation | Tag::Quote | Tag::Comma => at = at.checked_sub(1)?,
                Tag::Day | Tag::TimeNoun | Tag::Number => {
                    let phrase = self.phrase_to(at).filter(|phrase| self.is_time(phrase))?;
                    at = phrase.words.start.checked_sub(1)?;
                    if self.tag(at) == Tag::Preposition {
                        at = at.checked_sub(1)?;
                    }
                }
                Tag::Noun | Tag::Name => {
                    // `flew to Oslo to sign`, `accepted an invitation to visit`.
                    let phrase = self.phrase_to(at)?;
                    at = phrase.words.start.checked_sub(1)?;
                    if self.tag(at) == Tag::Preposition {
                        at = at.checked_sub(1)?;
                    } else if !self.tag(at).is_verb() {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// The subject of a participle: that of the clause on which it hangs.
    fn participle_subject(&self, start: usize, hops: usize) -> Option<Subject> {
        // `the letter urging restraint`, `with the union seeking talks`.
        let before = start.checked_sub(1)?;
        if self.tag(before).is_nominal() || self.tag(before) == Tag::Pronoun {
            let phrase = self.phrase_to(before)?;
            return (!self.is_time(&phrase)).then(|| self.joined_phrases(phrase));
        }
        if let Some(main) = self.verb_before(start, |at| self.is_finite(at)) {
            return self.subject_within(main, hops);
        }
        let comma = (start..self.len()).find(|at| self.tag(*at) == Tag::Comma)?;
        self.phrase_from(comma + 1).map(|phrase| self.joined_phrases(phrase))
    }

    /// The nearest verb before `at` that passes the test.
    fn verb_before(&self, at: usize, test: impl Fn(usize) -> bool) -> Option<usize> {
        (0..at).rev().find(|at| (self.tag(*at).is_verb() || self.is_copula(*at)) && test(*at))
    }

    /// The subject of a verb joined to an earlier one at the conjunction `joint`.
    fn coordinate_subject(&self, verb: usize, joint: usize, hops: usize) -> Option<Subject> {
        let bare = self.tag(verb) == Tag::Verb(VerbForm::Base) && self.group(verb).modal.is_none();
        let earlier = self.verb_before(joint, |at| {
            if bare { self.tag(at) == Tag::Verb(VerbForm::Base) } else { self.is_finite(at) }
        })?;
        self.subject_within(earlier, hops)
    }

    /// The subject when a comma, dash or bracket at `close` ends an insertion before the verb.
    fn subject_before_insertion(&self, close: usize) -> Option<Subject> {
        let mut end = close;
        for _ in 0..HOPS {
            let closer = self.lower(close);
            let open = (0..end).rev().find(|at| match closer {
                ")" => self.lower(*at) == "(",
                "—" | "–" => matches!(self.lower(*at), "—" | "–"),
                _ => self.tag(*at) == Tag::Comma,
            })?;
            let inserted = self.tag(open + 1);
            let before = open.checked_sub(1)?;
            let list = inserted == Tag::Conjunction;
            if !list && let Some(subject) = self.subject_ending(before) {
                return Some(subject);
            }
            end = open;
        }
        None
    }

    /// The subject whose last word is `last`: prepositional phrases and adverbials of time are passed.
    fn subject_ending(&self, last: usize) -> Option<Subject> {
        let mut last = last;
        for _ in 0..HOPS {
            while self.is_shortened(last) {
                last = last.checked_sub(1)?;
            }
            let phrase = self.phrase_to(last)?;
            let before = phrase.words.start.checked_sub(1);
            // `On Saturday farmers filled the square`
            let first = phrase.words.start;
            if self.tag(first) == Tag::Day
                && before.is_some_and(|before| self.lower(before) == "on")
                && phrase.head > first
                && self.tag(first + 1) == Tag::Noun
            {
                let words = first + 1..phrase.words.end;
                return Some(self.joined_phrases(NounPhrase { words, head: phrase.head }));
            }
            let adverbial = self.is_time(&phrase);
            let joined = self.joined_phrases(phrase.clone());
            let before = joined.words().start.checked_sub(1).or(before);
            match before.map(|at| (at, self.tag(at))) {
                Some((at, Tag::Preposition)) if self.opens_clause(at) => return Some(joined),
                Some((at, Tag::Preposition)) => {
                    last = at.checked_sub(1)?;
                    if self.tag(last) == Tag::Comma {
                        last = last.checked_sub(1)?;
                    }
                    // `members of the union and of the guild`
                    if matches!(self.tag(last), Tag::Conjunction) {
                        return None;
                    }
                }
                // `talks to avert a strike ended`: the object of an infinitive is passed with it.
                Some((at, Tag::Verb(VerbForm::Base))) if self.group(at).to.is_some() => {
                    last = self.group(at).start.checked_sub(1)?;
                }
                Some((at, _)) if adverbial => last = at,
                None if adverbial => return None,
                _ => return Some(joined),
            }
        }
        None
    }

    /// Whether a word that can be a preposition begins a clause here: *as the company weighs*.
    fn opens_clause(&self, at: usize) -> bool {
        matches!(self.lower(at), "as" | "since" | "before" | "after" | "until" | "than")
            && (at == 0 || self.clause(at) != self.clause(at - 1) || self.tag(at - 1) == Tag::Comma)
    }
}
