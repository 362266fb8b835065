//! Tells verbs from nouns and adjectives of the same form, by their neighbours.

use super::{
    Tag,
    tagger::{FUNCTION, NOMINAL_ING, Tagger, VERBS, Verbal},
};
use crate::words::VerbForm;

impl Tagger<'_> {
    pub(super) fn verb(&self, at: usize, verb: Verbal, before: Tag) -> Tag {
        let inside =
            matches!(before, Tag::Determiner | Tag::Possessive | Tag::Adjective | Tag::Number | Tag::Clitic);
        match verb.form {
            VerbForm::Base | VerbForm::ThirdPerson => {
                let base = verb.form == VerbForm::Base;
                if base && matches!(before, Tag::To | Tag::Modal | Tag::Do) {
                    return Tag::Verb(VerbForm::Base);
                }
                if base && before == Tag::Negation {
                    return Tag::Verb(VerbForm::Base);
                }
                let noun = match before {
                    Tag::Determiner
                    | Tag::Possessive
                    | Tag::Adjective
                    | Tag::Number
                    | Tag::Clitic
                    | Tag::Preposition => true,
                    Tag::Pronoun => false,
                    Tag::Relative | Tag::That => {
                        verb.noun
                            && (matches!(
                                FUNCTION.get(self.lower(at + 1)),
                                Some(Tag::Modal | Tag::Be | Tag::Have | Tag::Do)
                            ) || VERBS.get(self.lower(at + 1)).is_some_and(|next| !next.noun))
                    }
                    Tag::Have | Tag::Be => base && verb.noun,
                    // A bare form does not agree with one thing: `a rent freeze`, but `let the board close it`.
                    Tag::Noun if base && !self.agrees(at, base) => verb.noun || !self.causative(at),
                    Tag::Noun | Tag::Name | Tag::TimeNoun | Tag::Day => {
                        verb.noun
                            && !(self.agrees(at, base)
                                && (self.clause_open(at) || self.object_follows(at) && !self.in_object(at)))
                    }
                    Tag::Comma => verb.noun && (base || !self.object_follows(at)),
                    Tag::Conjunction => verb.noun && !(self.object_follows(at) && self.verb_earlier(at)),
                    _ => verb.noun,
                };
                if noun { Tag::Noun } else { Tag::Verb(self.base_or_past(at, verb.form, before)) }
            }
            VerbForm::Past | VerbForm::Participle => {
                let modifies = matches!(before, Tag::Verb(_) | Tag::Preposition | Tag::To)
                    && self.noun_follows(at)
                    && !self.capital(at + 1)
                    && VERBS.get(self.lower(at + 1)).is_none_or(|next| next.noun);
                if inside && self.noun_follows(at) || modifies {
                    Tag::Adjective
                } else {
                    Tag::Verb(verb.form)
                }
            }
            VerbForm::Ing => {
                let nominal = NOMINAL_ING.contains(self.lower(at));
                if inside || nominal && before != Tag::Be && !self.begins_phrase(at + 1) {
                    Tag::Noun
                } else {
                    Tag::Verb(VerbForm::Ing)
                }
            }
        }
    }

    /// *cut*, *put*, *set* have one form for three: after a noun or auxiliary it is the past.
    pub(super) fn base_or_past(&self, at: usize, form: VerbForm, before: Tag) -> VerbForm {
        let same = matches!(
            self.lower(at),
            "cut"
                | "put"
                | "set"
                | "hit"
                | "bid"
                | "cost"
                | "cast"
                | "let"
                | "quit"
                | "shut"
                | "split"
                | "spread"
                | "hurt"
        );
        if same && !matches!(before, Tag::To | Tag::Modal | Tag::Do) { VerbForm::Past } else { form }
    }

    /// Whether the word agrees in number with the noun before it.
    pub(super) fn agrees(&self, at: usize, base: bool) -> bool {
        let Some(before) = (0..at).rev().find(|at| !matches!(self.words[*at].tag, Tag::Adverb | Tag::Quote))
        else {
            return false;
        };
        let plural = self.lower(before).ends_with('s') && self.words[before].tag != Tag::Name;
        let joined = self.words[..before].iter().rev().take(6).any(|word| word.lower == "and");
        let name = self.words[before].tag == Tag::Name;
        if base { plural || joined || name && self.lower(before).ends_with('s') } else { !plural || name }
    }

    /// Whether what follows looks like an object, so that the word is a verb.
    pub(super) fn object_follows(&self, at: usize) -> bool {
        let next = self.lower(at + 1);
        // `six shifts a month`: a rate, no object.
        let rate = matches!(FUNCTION.get(next), Some(Tag::Determiner))
            && matches!(FUNCTION.get(self.lower(at + 2)), Some(Tag::TimeNoun));
        if rate {
            return false;
        }
        self.begins_phrase(at + 1)
            || self.capital(at + 1) && !self.raw(at + 1).is_empty()
            || matches!(
                (self.lower(at), next),
                ("calls" | "call", "for" | "on")
                    | ("pushes" | "push" | "presses" | "press" | "hopes" | "hope" | "waits" | "wait", "for")
                    | ("looks" | "look", "to" | "for" | "set")
                    | ("votes" | "vote", "on" | "to" | "for" | "against")
                    | ("backs" | "back", _)
                    | (_, "up" | "down" | "out")
            )
    }

    /// Whether a relative pronoun or subordinator stands before the noun phrase that ends before `at`, and nothing
    /// after `at` is a verb: `the clause that the company wants`, `before the assembly votes`.
    pub(super) fn clause_open(&self, at: usize) -> bool {
        let Some(start) = self.phrase_start(at) else { return false };
        let Some(opener) = start.checked_sub(1) else { return false };
        let relative = match self.words[opener].tag {
            Tag::That => opener > 0 && self.words[opener - 1].tag == Tag::Noun,
            Tag::Relative => self.lower(opener) != "who",
            _ => false,
        };
        let subordinate = self.words[opener].tag == Tag::Subordinator
            || matches!(self.lower(opener), "before" | "after" | "until" | "as" | "since");
        let next = self.lower(at + 1);
        let ends = next.is_empty()
            || !next.chars().any(char::is_alphanumeric)
            || matches!(FUNCTION.get(next), Some(Tag::Conjunction | Tag::Preposition));
        relative || subordinate && ends
    }

    /// Whether a verb that takes a bare infinitive stands shortly before.
    pub(super) fn causative(&self, at: usize) -> bool {
        (at.saturating_sub(8)..at).any(|before| {
            matches!(
                self.lower(before),
                "let"
                    | "lets"
                    | "letting"
                    | "make"
                    | "makes"
                    | "made"
                    | "making"
                    | "help"
                    | "helps"
                    | "helped"
                    | "helping"
                    | "see"
                    | "saw"
                    | "seen"
                    | "watch"
                    | "watched"
                    | "have"
                    | "had"
            )
        })
    }

    /// Whether the noun phrase that ends before `at` is the object of a verb right before it.
    pub(super) fn in_object(&self, at: usize) -> bool {
        let Some(start) = self.phrase_start(at) else { return false };
        start.checked_sub(1).is_some_and(|before| {
            self.words[before].tag.is_verb()
                && !matches!(
                    self.lower(before),
                    "said"
                        | "says"
                        | "say"
                        | "saying"
                        | "believe"
                        | "believes"
                        | "think"
                        | "thinks"
                        | "insist"
                        | "insists"
                        | "insisted"
                        | "claim"
                        | "claims"
                        | "claimed"
                        | "warned"
                        | "warns"
                        | "argues"
                        | "argued"
                        | "fear"
                        | "fears"
                        | "hopes"
                        | "added"
                        | "adding"
                )
        })
    }

    /// Where the noun phrase that ends before `at` begins, as far as the words already tagged tell.
    pub(super) fn phrase_start(&self, at: usize) -> Option<usize> {
        let mut start = at;
        while start > 0
            && at - start < 8
            && (self.words[start - 1].tag.is_nominal()
                || matches!(
                    self.words[start - 1].tag,
                    Tag::Adjective
                        | Tag::Determiner
                        | Tag::Possessive
                        | Tag::Clitic
                        | Tag::Hyphen
                        | Tag::Adverb
                ))
        {
            start -= 1;
        }
        (start < at).then_some(start)
    }

    pub(super) fn verb_earlier(&self, at: usize) -> bool {
        self.words[..at].iter().any(|word| word.tag.is_verb() || word.tag == Tag::Modal)
    }

    /// Whether a noun phrase begins at `at`, told from the word alone.
    pub(super) fn begins_phrase(&self, at: usize) -> bool {
        match FUNCTION.get(self.lower(at)) {
            Some(tag) => matches!(
                tag,
                Tag::Determiner | Tag::Possessive | Tag::Pronoun | Tag::Number | Tag::That | Tag::To
            ),
            None => {
                self.words.get(at).is_some_and(|word| word.name.is_some())
                    || self
                        .raw(at)
                        .starts_with(|c: char| c.is_ascii_digit() || c == '$' || c == '£' || c == '€')
            }
        }
    }

    /// Whether a word follows that can go on or end a noun phrase.
    pub(super) fn noun_follows(&self, at: usize) -> bool {
        let next = self.lower(at + 1);
        next.chars().next().is_some_and(char::is_alphabetic)
            && match FUNCTION.get(next) {
                Some(tag) => matches!(tag, Tag::Adjective | Tag::TimeNoun | Tag::Number),
                None => !next.ends_with("ly"),
            }
    }
}
