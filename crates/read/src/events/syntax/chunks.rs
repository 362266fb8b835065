//! Noun phrases, verb groups and who the subject of a verb is.

use super::{Syntax, Tag};
use crate::words::VerbForm;
use std::ops::Range;

/// How many prepositional phrases, insertions or coordinations a search for a subject may pass.
const HOPS: usize = 6;

/// A noun phrase without what hangs on it: *the regional harbor minister*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    pub(crate) words: Range<usize>,
    /// The word that carries it.
    pub(crate) head: usize,
}

/// A verb with its auxiliaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// The first word of the group.
    pub(crate) start: usize,
    /// The verb itself.
    pub(crate) verb: usize,
    pub(crate) negated: bool,
    pub(crate) modal: Option<usize>,
    /// The *to* of an infinitive.
    pub(crate) to: Option<usize>,
    pub(crate) passive: bool,
    pub(crate) perfect: bool,
    pub(crate) progressive: bool,
}

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

/// Adjectives that stand after their noun, as predicates, and so end a phrase.
const PREDICATES: &[&str] = &[
    "open", "ready", "willing", "unwilling", "able", "due", "likely", "unlikely", "set", "expected", "prepared",
    "clear", "sure", "free",
];

/// Past participles that commonly shorten a relative clause.
const SHORTENED: &[&str] = &[
    "aimed", "arranged", "attended", "backed", "based", "billed", "brokered", "called", "chaired", "convened", "designed", "dubbed",
    "expected", "focused", "held", "hosted", "imposed", "intended", "involved", "known", "led", "linked", "meant", "mediated",
    "modeled", "modelled", "organised", "organized", "owned", "planned", "scheduled", "set", "slated", "staged", "tied",
];

impl Syntax<'_> {
    /// The noun phrase that begins at word `at`.
    pub(crate) fn phrase_from(&self, at: usize) -> Option<NounPhrase> {
        let mut here = at;
        let mut head: Option<usize> = None;
        // A determiner or possessor may be followed by modifiers again.
        let mut fresh = true;
        let mut determined = false;
        let mut quoted = 0_usize;
        while here < self.len() {
            let tag = self.tag(here);
            let goes_on = match tag {
                Tag::Determiner | Tag::Possessive => {
                    let pre = here > at && matches!(self.lower(here - 1), "all" | "both" | "half" | "such");
                    let goes_on = head.is_none() && (!determined || pre);
                    determined = true;
                    goes_on
                }
                Tag::Pronoun => {
                    if head.is_none() && (here == at || determined) {
                        head = Some(here);
                        here += 1;
                    }
                    false
                }
                Tag::Adjective => {
                    let temporal = matches!(self.lower(here), "last" | "next" | "early" | "late");
                    let predicate = PREDICATES.contains(&self.lower(here));
                    fresh && !(predicate && head.is_some())
                        || head.is_some()
                            && !temporal
                            && !predicate
                            && (self.tag(here + 1).is_nominal() || self.tag(here + 1) == Tag::Adjective)
                }
                Tag::Adverb => {
                    fresh
                        && matches!(self.tag(here + 1), Tag::Adjective | Tag::Number | Tag::Noun)
                        && (here > at || self.lower(here).ends_with("ly"))
                }
                Tag::Number => {
                    let goes_on = fresh
                        || head.is_some_and(|head| matches!(self.tag(head), Tag::Day | Tag::Name | Tag::Number | Tag::Symbol))
                        || here > 0 && self.tag(here - 1) == Tag::Hyphen;
                    if goes_on {
                        head = Some(here);
                    }
                    goes_on
                }
                Tag::Noun | Tag::Name | Tag::TimeNoun | Tag::Symbol => {
                    let goes_on = head.is_none_or(|head| fresh || self.may_follow(head, here));
                    if goes_on {
                        head = Some(here);
                        fresh = false;
                    }
                    goes_on
                }
                Tag::Day => {
                    let goes_on = head.is_none() || fresh && determined;
                    if goes_on {
                        head = Some(here);
                        fresh = determined;
                    }
                    goes_on
                }
                Tag::Clitic => {
                    fresh = true;
                    determined = true;
                    head.is_some()
                }
                Tag::Hyphen => {
                    let goes_on = here > at && self.joined(here) && self.joined(here + 1);
                    fresh = fresh || goes_on;
                    goes_on
                }
                Tag::Quote => {
                    if quoted > 0 {
                        quoted -= 1;
                        true
                    } else {
                        let opens = self.opens(here) && (fresh || head.is_none());
                        quoted += usize::from(opens);
                        opens && (self.tag(here + 1).is_nominal() || self.tag(here + 1) == Tag::Adjective)
                    }
                }
                Tag::Conjunction => {
                    head.is_none() && here > at && self.tag(here - 1) == Tag::Adjective && self.tag(here + 1) == Tag::Adjective
                }
                Tag::Verb(VerbForm::Ing) => {
                    head.is_none() && here == at && self.tag(here + 1) == Tag::Noun && self.tag(here + 2) != Tag::Noun && false
                }
                Tag::Stop => {
                    let abbreviation = head.is_some()
                        && self.lower(here) == "("
                        && self.tag(here + 1) == Tag::Name
                        && self.lower(here + 2) == ")";
                    if abbreviation {
                        here += 2;
                    }
                    abbreviation
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            here += 1;
        }
        let head = head?;
        let mut end = here;
        while end > head + 1 && matches!(self.tag(end - 1), Tag::Hyphen | Tag::Clitic | Tag::Adjective | Tag::Adverb | Tag::Conjunction) {
            end -= 1;
        }
        if end > head + 1 && self.tag(end - 1) == Tag::Quote && quoted > 0 {
            end -= 1;
        }
        Some(NounPhrase { words: at..end.max(head + 1), head })
    }

    /// Whether nominal `here` can go on a phrase whose head so far is `head`.
    fn may_follow(&self, head: usize, here: usize) -> bool {
        match (self.words.get(head).and_then(|word| word.name), self.words.get(here).and_then(|word| word.name)) {
            (Some(left), Some(right)) if left != right => false,
            _ => {
                let pronoun = self.tag(head) == Tag::Pronoun;
                let day = self.tag(head) == Tag::Day && self.tag(here) == Tag::Name;
                let number = self.tag(here) == Tag::Name && self.tag(head) == Tag::Number && self.words[here].name.is_some();
                let spoken = self.tag(here) == Tag::TimeNoun && self.tag(head) == Tag::Name;
                !(pronoun || day || number || spoken)
            }
        }
    }

    /// Whether word `at` touches the one before.
    fn joined(&self, at: usize) -> bool {
        let tokens = &self.text.tokens;
        let at = self.first + at;
        at > 0
            && match (tokens.get(at - 1), tokens.get(at)) {
                (Some(left), Some(right)) => left.span.end == right.span.start,
                _ => false,
            }
    }

    /// Whether the quotation mark at `at` opens: it is curly so, or touches the word after and not the one before.
    pub(crate) fn opens(&self, at: usize) -> bool {
        match self.lower(at) {
            "“" | "‘" | "«" => true,
            "”" | "»" => false,
            _ => self.joined(at + 1) && !(at > 0 && self.joined(at)),
        }
    }

    /// The noun phrase that ends with word `last`.
    pub(crate) fn phrase_to(&self, last: usize) -> Option<NounPhrase> {
        let mut end = last;
        if self.lower(end) == ")" && end >= 2 && self.lower(end - 2) == "(" {
            end = end.checked_sub(3)?;
        }
        while self.tag(end) == Tag::Quote && end > 0 {
            end -= 1;
        }
        if self.tag(end) == Tag::Pronoun {
            return Some(NounPhrase { words: end..end + 1, head: end });
        }
        if !self.tag(end).is_nominal() && self.tag(end) != Tag::Determiner {
            return None;
        }
        let mut start = end;
        while let Some(before) = start.checked_sub(1) {
            let tag = self.tag(before);
            let inside = tag.is_nominal()
                || matches!(tag, Tag::Adjective | Tag::Clitic | Tag::Hyphen | Tag::Determiner | Tag::Possessive)
                || tag == Tag::Quote && self.opens(before)
                || tag == Tag::Adverb && self.lower(before).ends_with("ly") && self.tag(start) == Tag::Adjective;
            if !inside || end - before > 24 {
                break;
            }
            start = before;
        }
        // Several phrases may stand side by side: the last one is meant.
        while start <= end {
            match self.phrase_from(start) {
                Some(phrase) if phrase.words.end > end => return Some(phrase),
                Some(phrase) => start = phrase.words.end.max(start + 1),
                None => start += 1,
            }
        }
        None
    }

    /// Whether a phrase only says when: *Monday*, *this week*, *last Friday night*.
    pub(crate) fn is_time(&self, phrase: &NounPhrase) -> bool {
        let head = self.tag(phrase.head);
        let dated = head == Tag::Number
            && phrase.head > phrase.words.start
            && self.tag(phrase.head - 1) == Tag::Day
            || head == Tag::Number && self.lower(phrase.head).len() == 4 && phrase.words.len() == 1;
        (matches!(head, Tag::Day | Tag::TimeNoun) || dated)
            && phrase.words.clone().all(|at| self.tag(at) != Tag::Name)
    }

    /// The verb at `verb` with its auxiliaries.
    pub(crate) fn group(&self, verb: usize) -> Group {
        let mut group = Group {
            start: verb,
            verb,
            negated: false,
            modal: None,
            to: None,
            passive: false,
            perfect: false,
            progressive: false,
        };
        let mut nearest = None;
        while let Some(before) = group.start.checked_sub(1) {
            match self.tag(before) {
                Tag::Adverb => {
                    let longer = self.lower(before) == "longer" && before > 0 && self.lower(before - 1) == "no";
                    if longer {
                        group.negated = true;
                        group.start = before - 1;
                        continue;
                    }
                    group.negated |= matches!(self.lower(before), "hardly" | "barely");
                }
                Tag::Negation => group.negated = true,
                Tag::Modal => {
                    group.negated |= self.lower(before).ends_with("n't") || self.lower(before) == "cannot";
                    group.modal = Some(before);
                }
                Tag::Be => {
                    group.negated |= self.lower(before).ends_with("n't");
                    let form = self.tag(verb);
                    if nearest.is_none() {
                        group.passive = matches!(form, Tag::Verb(VerbForm::Past | VerbForm::Participle));
                        group.progressive = form == Tag::Verb(VerbForm::Ing);
                    }
                    nearest = Some(before);
                }
                Tag::Have | Tag::Do => {
                    group.negated |= self.lower(before).ends_with("n't");
                    group.perfect |= self.tag(before) == Tag::Have;
                    nearest = nearest.or(Some(before));
                }
                Tag::To => {
                    group.to = Some(before);
                    group.start = before;
                    if before > 0 && self.tag(before - 1) == Tag::Negation {
                        group.negated = true;
                        group.start = before - 1;
                    }
                    break;
                }
                Tag::Quote if before > 0 && (self.tag(before - 1).is_auxiliary() || self.tag(before - 1) == Tag::Negation) => {}
                Tag::Noun if self.lower(before) == "longer" && before > 0 && self.lower(before - 1) == "no" => {
                    group.negated = true;
                    group.start = before - 1;
                    continue;
                }
                _ => break,
            }
            group.start = before;
        }
        // Adverbs before the first auxiliary belong to the clause, which does no harm.
        group
    }

    /// Whether the verb at `verb` is finite: no infinitive, no bare participle.
    pub(crate) fn is_finite(&self, verb: usize) -> bool {
        let group = self.group(verb);
        match self.tag(verb) {
            Tag::Verb(VerbForm::Past | VerbForm::ThirdPerson) => group.to.is_none(),
            Tag::Verb(VerbForm::Base) => group.to.is_none(),
            Tag::Verb(VerbForm::Participle) => group.passive || group.perfect,
            Tag::Verb(VerbForm::Ing) => group.progressive,
            Tag::Be => {
                let bare = matches!(self.lower(verb), "be" | "been" | "being");
                group.to.is_none() && (!bare || group.modal.is_some() || group.perfect)
            }
            Tag::Have | Tag::Do | Tag::Modal => true,
            _ => false,
        }
    }

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
            matches!(self.tag(at), Tag::Quote | Tag::Adverb) || matches!(self.lower(at), "last" | "first" | "next")
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
            Tag::Stop if matches!(self.lower(before), "—" | "–" | ")") => self.subject_before_insertion(before),
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
        if matches!(self.lower(at), "who" | "whom") && last.words.start > 1 && self.lower(last.words.start - 1) == "of" {
            return self.phrase_to(last.words.start - 2).or(Some(last));
        }
        Some(last)
    }

    /// What governs the infinitive whose *to* is at `to`: a verb or an adjective.
    fn governor(&self, to: usize) -> Option<usize> {
        let mut at = to.checked_sub(1)?;
        for _ in 0..HOPS {
            match self.tag(at) {
                Tag::Verb(_) => return Some(at),
                Tag::Be if self.is_finite(at) => return Some(at),
                Tag::Adjective => return Some(at),
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

    /// Whether *be* or *have* at `at` is the only verb of its clause, and no auxiliary.
    pub(crate) fn is_copula(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Be | Tag::Have)
            && !(at + 1..self.len().min(at + 5))
                .take_while(|next| {
                    matches!(self.tag(*next), Tag::Adverb | Tag::Negation | Tag::Be | Tag::Have) || self.tag(*next).is_verb()
                })
                .any(|next| self.tag(next).is_verb() || matches!(self.tag(next), Tag::Be | Tag::Have))
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
            let phrase = self.phrase_to(last)?;
            let before = phrase.words.start.checked_sub(1);
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
                Some((at, _)) if adverbial => last = at,
                None if adverbial => return None,
                _ => return Some(joined),
            }
        }
        None
    }

    /// Whether the past participle at `at` only shortens a relative clause: *a summit held on Sunday*, *a strike set
    /// for May*.
    pub(crate) fn is_shortened(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Verb(VerbForm::Past | VerbForm::Participle))
            && at > 0
            && (self.tag(at - 1).is_nominal() || self.tag(at - 1) == Tag::Comma || self.lower(at - 1) == "reportedly")
            && SHORTENED.contains(&self.lower(at))
            && (matches!(self.tag(at + 1), Tag::Preposition | Tag::To | Tag::Day | Tag::Adverb))
    }

    /// Whether a word that can be a preposition begins a clause here: *as the company weighs*.
    fn opens_clause(&self, at: usize) -> bool {
        matches!(self.lower(at), "as" | "since" | "before" | "after" | "until" | "than")
            && (at == 0 || self.clause(at) != self.clause(at - 1) || self.tag(at - 1) == Tag::Comma)
    }

    /// A phrase together with those joined to it on its left: *A, B and C*.
    pub(crate) fn joined_phrases(&self, phrase: NounPhrase) -> Subject {
        let mut phrases = vec![phrase];
        for _ in 0..12 {
            let Some(joint) = phrases.first().and_then(|phrase| phrase.words.start.checked_sub(1)) else { break };
            let more = phrases.len() > 1;
            let mut left = match self.tag(joint) {
                Tag::Conjunction if matches!(self.lower(joint), "and" | "or" | "nor") => joint.checked_sub(1),
                Tag::Comma if more => joint.checked_sub(1),
                _ => break,
            };
            if let Some(at) = left.filter(|at| self.tag(*at) == Tag::Comma) {
                left = at.checked_sub(1);
            }
            let Some(previous) = left.and_then(|left| self.phrase_to(left)) else { break };
            if self.is_time(&previous) {
                break;
            }
            phrases.insert(0, previous);
        }
        Subject { phrases, via: Vec::new() }
    }

    /// A phrase and those joined to it on its right, with the word after the last: *A, the mayor, B and C*.
    pub(crate) fn list_from(&self, at: usize) -> (Vec<NounPhrase>, usize) {
        let mut phrases: Vec<NounPhrase> = Vec::new();
        let mut here = at;
        let mut joined = false;
        for _ in 0..16 {
            let Some(phrase) = self.phrase_from(here) else { break };
            here = phrase.words.end;
            phrases.push(phrase);
            // `general secretary of the guild`: what hangs on a phrase is passed.
            while self.lower(here) == "of" {
                match self.phrase_from(here + 1) {
                    Some(inner) => here = inner.words.end,
                    None => break,
                }
            }
            let mut next = here;
            if self.tag(next) == Tag::Comma {
                next += 1;
            }
            let conjunction = self.tag(next) == Tag::Conjunction && self.lower(next) != "but";
            if conjunction {
                next += 1;
            }
            if self.tag(next) == Tag::Pronoun && !conjunction {
                break;
            }
            if next == here || self.phrase_from(next).is_none_or(|phrase| self.is_time(&phrase)) {
                break;
            }
            joined |= conjunction;
            here = next;
        }
        if !joined {
            // Commas alone make no list: what follows says who the first is.
            phrases.truncate(1);
        }
        let end = phrases.last().map_or(at, |phrase| phrase.words.end);
        (phrases, end.max(at))
    }
}
