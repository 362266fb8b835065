//! Finds the stances of one sentence.

use super::{
    clauses,
    cues::{Cue, IDLE, LAWS, NOUNS, Pattern, VERBS, singular},
    extent,
    holder::{self, Holder, Holders},
    issues::{Memory, issues},
    objects::{self, Object, nothing},
    said::Said,
    strength::strength,
};
use crate::{
    Hedge, Stance, StanceKind,
    events::syntax::{Group, Syntax, Tag},
    words::VerbForm,
};
use std::{collections::HashSet, ops::Range};

/// Finds the stances of one sentence.
pub(super) struct Finder<'a> {
    pub(super) syntax: &'a Syntax<'a>,
    pub(super) said: &'a Said<'a>,
    pub(super) memory: &'a Memory,
    /// Verbs that are part of the object of an earlier cue and say nothing of their own.
    pub(super) spoken_for: HashSet<usize>,
    pub(super) stances: Vec<Stance>,
}

/// What is known of a cue before its object is sought.
pub(super) struct Reading {
    pub(super) kind: StanceKind,
    pub(super) hedge: Hedge,
    pub(super) red_line: bool,
    pub(super) cue: Range<usize>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(syntax: &'a Syntax<'a>, said: &'a Said<'a>, memory: &'a Memory) -> Self {
        Self { syntax, said, memory, spoken_for: HashSet::new(), stances: Vec::new() }
    }

    /// The stances, in the order of their cues.
    pub(super) fn stances(mut self) -> Vec<Stance> {
        let end = self.syntax.first + self.syntax.len();
        for at in 0..self.syntax.len() {
            let token = self.syntax.first + at;
            let fits = |tokens: usize| token + tokens <= end;
            let tag = self.syntax.tag(at);
            if tag.is_verb() || matches!(tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal) {
                let found = VERBS.at(self.syntax.text, token).filter(|found| fits(found.tokens));
                let is_cue = found.is_some_and(|found| self.verb(at, found.tokens, found.value));
                if !is_cue && matches!(tag, Tag::Verb(VerbForm::Base) | Tag::Do) {
                    self.will(at);
                }
            } else if tag == Tag::Noun
                && let Some(found) = NOUNS.at(self.syntax.text, token).filter(|found| fits(found.tokens))
            {
                self.noun(at, found.tokens, found.value);
            }
            if tag == Tag::Modal {
                self.obligation(at);
            }
            if !tag.is_verb() || tag == Tag::Verb(VerbForm::Participle) {
                self.predicate(at);
            }
        }
        self.stances
    }

    /// Takes the verb at `at` as a cue; whether it was one.
    fn verb(&mut self, at: usize, tokens: usize, cues: &[Cue]) -> bool {
        let syntax = self.syntax;
        if self.spoken_for.contains(&at) {
            return true;
        }
        if cues.iter().any(|cue| cue.patterns.contains(&Pattern::None)) {
            self.spoken_for.extend(at..at + tokens);
            return true;
        }
        let group = syntax.group(at);
        // `demand that the board stand by its word`: what is asked of another it has not said.
        let asked = syntax.tag(at) == Tag::Verb(VerbForm::Base)
            && group.modal.is_none()
            && self.stances.iter().any(|stance| {
                stance.kind == StanceKind::Demands && stance.object.contains(syntax.span(at..at + 1))
            });
        if asked {
            return true;
        }
        if self.supposed(at) {
            return true;
        }
        if self.auxiliary(at, tokens) || group.modal.is_some_and(|modal| holder::obliges(syntax.lower(modal)))
        {
            return false;
        }
        if syntax.tag(at) == Tag::Verb(VerbForm::Ing)
            && !group.progressive
            && group.start > 0
            && matches!(syntax.tag(group.start - 1), Tag::Preposition)
            && !(syntax.lower(group.start - 1) == "to" && self.turned_from(group.start - 1))
        {
            return false;
        }
        let participle = matches!(syntax.tag(at), Tag::Verb(VerbForm::Past | VerbForm::Participle));
        let by = participle && syntax.lower(at + tokens) == "by";
        if group.passive || by && !group.perfect {
            return self.passive(at, tokens, cues, &group);
        }
        let Some(holders) = holder::of_verb(syntax, self.said, self.memory, at) else { return false };
        let inner = (at..at + tokens).any(|word| syntax.tag(word) == Tag::Negation);
        let given_up = (group.start..at).any(|word| syntax.lower(word) == "longer");
        let negated = group.negated || inner || holders.negated || nothing(syntax, at + tokens);
        let mut taken = false;
        for cue in cues {
            let kind = if negated { cue.negated } else { cue.kind };
            let Some(kind) = kind.or_else(|| cue.kind.filter(|_| given_up).and_then(loosened)) else {
                continue;
            };
            if cue.finite && syntax.tag(at) == Tag::Verb(VerbForm::Ing) && !group.progressive {
                continue;
            }
            let end = at + tokens - cue.shorter.min(tokens - 1);
            let reading = Reading { kind, hedge: cue.hedge, red_line: cue.red_line, cue: at..end };
            for pattern in &cue.patterns {
                if self.active(at, *pattern, &reading, cue, &group, &holders) {
                    taken = true;
                    break;
                }
            }
            if taken {
                break;
            }
        }
        taken
    }

    /// Whether a participle after *from* stands before *to* at `to`: *went from pressing for X to pressing for Y*.
    fn turned_from(&self, to: usize) -> bool {
        (0..to)
            .any(|at| self.syntax.lower(at) == "from" && self.syntax.tag(at + 1) == Tag::Verb(VerbForm::Ing))
    }

    /// Whether word `at` stands in a clause of *if* or *whether*, which asserts nothing.
    pub(super) fn supposed(&self, at: usize) -> bool {
        (0..at).rev().take_while(|word| self.syntax.clause(*word) == self.syntax.clause(at)).any(|word| {
            self.syntax.tag(word) == Tag::Subordinator
                && matches!(self.syntax.lower(word), "if" | "unless" | "whether" | "lest" | "once")
        })
    }

    /// Whether *be* or *have* at `at` only helps a verb that follows.
    fn auxiliary(&self, at: usize, tokens: usize) -> bool {
        tokens == 1 && self.syntax.tag(at).is_auxiliary()
    }

    /// Tries one pattern after an active verb; whether it gave a stance.
    fn active(
        &mut self,
        at: usize,
        pattern: Pattern,
        reading: &Reading,
        cue: &Cue,
        group: &Group,
        holders: &Holders,
    ) -> bool {
        let syntax = self.syntax;
        let after = reading.cue.end;
        let mut parties = holders.parties.clone();
        let found = match pattern {
            Pattern::Must => {
                let speaks = syntax.is_finite(at) || syntax.tag(at) == Tag::Verb(VerbForm::Ing);
                if speaks { clauses::obliging(syntax, after, &parties) } else { Vec::new() }
            }
            Pattern::Bare => {
                let alone = syntax.is_finite(at) && objects::missing(syntax, after);
                if alone { vec![Object::of(at..after)] } else { Vec::new() }
            }
            Pattern::Law | Pattern::LawInfinitive => {
                let law = holders.subject.as_ref().is_some_and(|subject| {
                    subject.clone().any(|word| LAWS.contains(singular(syntax.lower(word)).as_str()))
                });
                if parties.is_empty() && law && syntax.is_finite(at) {
                    parties.extend(holder::speaker(syntax, self.said, self.memory, at));
                }
                objects::after(syntax, after, pattern, &cue.closing)
            }
            Pattern::First => {
                let first = holders
                    .subject
                    .as_ref()
                    .is_some_and(|subject| matches!(syntax.lower(subject.start), "i" | "we"));
                if first { objects::after(syntax, after, Pattern::Phrase, &cue.closing) } else { Vec::new() }
            }
            Pattern::Phrase | Pattern::Gift if objects::missing(syntax, after) => {
                objects::antecedent(syntax, holders, at)
            }
            _ => objects::after(syntax, after, pattern, &cue.closing),
        };
        if found.is_empty() || parties.is_empty() {
            return false;
        }
        let weak = matches!(syntax.lower(at), "want" | "wants" | "wanted" | "wanting")
            || matches!(reading.kind, StanceKind::Rejects) && pattern == Pattern::Infinitive;
        if weak
            && found.iter().any(|object| object.verb.is_some_and(|verb| IDLE.contains(syntax.lower(verb))))
        {
            return true;
        }
        self.spoken_for.extend(at + 1..after);
        if pattern == Pattern::Infinitive
            && let Some(verb) = found.first().and_then(|object| object.verb)
        {
            self.spoken_for.insert(verb);
        }
        let never = (group.start..after).any(|word| syntax.lower(word) == "never") && group.modal.is_some();
        for object in found {
            let mut reading = Reading { cue: reading.cue.clone(), ..*reading };
            if let Some(kind) = object.kind {
                reading.kind = kind;
            }
            if never && reading.kind == StanceKind::Rejects {
                reading.kind = StanceKind::RulesOut;
            }
            reading.red_line |= never && reading.kind == StanceKind::RulesOut;
            self.push(&reading, &object, &parties, Some(group), holders);
        }
        true
    }

    /// A passive verb: its subject is what the stance is about, and *by* names the party.
    fn passive(&mut self, at: usize, tokens: usize, cues: &[Cue], group: &Group) -> bool {
        let syntax = self.syntax;
        let Some(cue) = cues.iter().find(|cue| {
            cue.patterns.iter().any(|pattern| {
                matches!(pattern, Pattern::Phrase | Pattern::Plain | Pattern::Idea | Pattern::Gerund)
            })
        }) else {
            return false;
        };
        let Some(kind) = (if group.negated { cue.negated } else { cue.kind }) else { return false };
        let by = (at + tokens..syntax.len().min(at + tokens + 7))
            .take_while(|word| syntax.clause(*word) == syntax.clause(at) && syntax.tag(*word) != Tag::Comma)
            .find(|word| syntax.lower(*word) == "by");
        let Some(agent) = by.and_then(|by| syntax.phrase_from(by + 1)) else { return false };
        let (agents, _) = syntax.list_from(agent.words.start);
        let parties: Vec<Holder> =
            agents.iter().flat_map(|agent| holder::party(syntax, self.said, self.memory, agent)).collect();
        let subject = if group.passive {
            syntax.subject(at).map(|subject| subject.words())
        } else {
            group.start.checked_sub(1).and_then(|before| syntax.phrase_to(before)).map(|phrase| phrase.words)
        };
        let Some(subject) = subject.filter(|_| !parties.is_empty()) else { return false };
        let reading = Reading { kind, hedge: cue.hedge, red_line: cue.red_line, cue: at..at + tokens };
        let holders = Holders::default();
        self.push(&reading, &Object::of(subject), &parties, Some(group), &holders);
        true
    }

    pub(super) fn push(
        &mut self,
        reading: &Reading,
        object: &Object,
        parties: &[Holder],
        group: Option<&Group>,
        holders: &Holders,
    ) {
        let syntax = self.syntax;
        let cue = syntax.span(reading.cue.clone());
        let words = extent::trim(syntax, object.words.clone());
        if words.is_empty() || !says_something(syntax, &words) {
            return;
        }
        let hedge = strength(syntax, self.said, group, holders, cue, reading.hedge);
        // What a party may accept it has not accepted.
        let kind = match reading.kind {
            StanceKind::Accepts if hedge == Hedge::Possible => StanceKind::IsOpenTo,
            kind => kind,
        };
        let before = self.stances.last().map_or(&[][..], |before| before.issues.as_slice());
        let all = issues(syntax, self.memory, before, object.issues.clone());
        if all.is_empty() {
            return;
        }
        for party in parties {
            self.stances.push(Stance {
                holder: party.span,
                entity: party.entity,
                kind,
                cue,
                object: syntax.span(words.clone()),
                issues: all.clone(),
                hedge,
                red_line: reading.red_line,
                sentence: syntax.sentence,
                attribution: self.said.at(syntax.sentence, cue),
            });
        }
    }
}

/// What is left of a stance that is *no longer* taken, where the word says nothing of it when it is denied: who no longer
/// insists on a thing may do without, and who no longer excludes one may have it.
fn loosened(kind: StanceKind) -> Option<StanceKind> {
    use StanceKind as Kind;
    match kind {
        Kind::Demands | Kind::CallsFor | Kind::Rejects | Kind::RulesOut | Kind::Opposes => {
            Some(Kind::IsOpenTo)
        }
        _ => None,
    }
}

/// Whether an object holds a word that can be an issue, rather than a time alone.
fn says_something(syntax: &Syntax<'_>, words: &Range<usize>) -> bool {
    words.clone().any(|at| {
        matches!(
            syntax.tag(at),
            Tag::Noun | Tag::Name | Tag::Symbol | Tag::Pronoun | Tag::Adjective | Tag::Number | Tag::That
        ) || syntax.tag(at).is_verb()
    })
}
