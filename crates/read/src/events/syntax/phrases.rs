//! Noun phrases and lists of them.

use super::{Subject, Syntax, Tag};
use std::ops::Range;

/// A noun phrase without what hangs on it: *the regional harbor minister*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    pub(crate) words: Range<usize>,
    /// The word that carries it.
    pub(crate) head: usize,
}

/// Adjectives that stand after their noun, as predicates, and so end a phrase.
const PREDICATES: &[&str] = &[
    "open",
    "ready",
    "willing",
    "unwilling",
    "able",
    "due",
    "likely",
    "unlikely",
    "set",
    "expected",
    "prepared",
    "clear",
    "sure",
    "free",
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
                        || head.is_some_and(|head| {
                            matches!(self.tag(head), Tag::Day | Tag::Name | Tag::Number | Tag::Symbol)
                        })
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
                    let goes_on =
                        here > at && self.joined(here) && (self.joined(here + 1) || self.lower(here) == ".");
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
                    head.is_none()
                        && here > at
                        && self.tag(here - 1) == Tag::Adjective
                        && self.tag(here + 1) == Tag::Adjective
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
        while end > head + 1
            && matches!(
                self.tag(end - 1),
                Tag::Hyphen | Tag::Clitic | Tag::Adjective | Tag::Adverb | Tag::Conjunction
            )
        {
            end -= 1;
        }
        if end > head + 1 && self.tag(end - 1) == Tag::Quote && quoted > 0 {
            end -= 1;
        }
        Some(NounPhrase { words: at..end.max(head + 1), head })
    }

    /// Whether nominal `here` can go on a phrase whose head so far is `head`.
    fn may_follow(&self, head: usize, here: usize) -> bool {
        match (
            self.words.get(head).and_then(|word| word.name),
            self.words.get(here).and_then(|word| word.name),
        ) {
            (Some(left), Some(right)) if left != right => false,
            _ => {
                let pronoun = self.tag(head) == Tag::Pronoun;
                let day = self.tag(head) == Tag::Day && self.tag(here) == Tag::Name;
                let number = self.tag(here) == Tag::Name
                    && self.tag(head) == Tag::Number
                    && self.words[here].name.is_some();
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
        while matches!(self.tag(end), Tag::Quote | Tag::Hyphen) && end > 0 {
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
                || matches!(
                    tag,
                    Tag::Adjective | Tag::Clitic | Tag::Hyphen | Tag::Determiner | Tag::Possessive
                )
                || tag == Tag::Quote && self.opens(before)
                || tag == Tag::Adverb
                    && self.lower(before).ends_with("ly")
                    && self.tag(start) == Tag::Adjective;
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
        let dated =
            head == Tag::Number && phrase.head > phrase.words.start && self.tag(phrase.head - 1) == Tag::Day
                || head == Tag::Number && self.lower(phrase.head).len() == 4 && phrase.words.len() == 1;
        (matches!(head, Tag::Day | Tag::TimeNoun) || dated)
            && phrase.words.clone().all(|at| self.tag(at) != Tag::Name)
    }

    /// A phrase together with those joined to it on its left: *A, B and C*.
    pub(crate) fn joined_phrases(&self, phrase: NounPhrase) -> Subject {
        let mut phrases = vec![phrase];
        for _ in 0..12 {
            let Some(joint) = phrases.first().and_then(|phrase| phrase.words.start.checked_sub(1)) else {
                break;
            };
            let more = phrases.len() > 1;
            if joint > 0 && self.clause(joint) != self.clause(joint - 1) {
                // `and` that begins a clause joins no phrases.
                break;
            }
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
