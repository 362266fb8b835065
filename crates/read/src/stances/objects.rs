//! What a cue is about: its object, by pattern.

use super::{
    cues::{COURTESIES, IDEAS, Pattern, THREAT_VERBS, THREATS, VERBS, singular},
    extent::{self, reach},
    holder::{Holder, Holders, obliges},
};
use crate::{
    StanceKind,
    events::syntax::{NounPhrase, Syntax, Tag},
    words::VerbForm,
};
use std::ops::Range;

/// How many words a discontinuous cue may enclose.
const BETWEEN: usize = 14;

/// The object of a stance.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) words: Range<usize>,
    /// The part of it that names the issue.
    pub(super) issues: Range<usize>,
    /// The verb of an infinitive.
    pub(super) verb: Option<usize>,
    /// What the object makes of the stance, when that is not what the cue says.
    pub(super) kind: Option<StanceKind>,
}

impl Object {
    /// An object all of which names the issue.
    pub(super) fn of(words: Range<usize>) -> Self {
        Self { issues: words.clone(), words, verb: None, kind: None }
    }
}

/// Whether no object stands at `at`: a mark, a preposition or a verb does.
pub(super) fn missing(syntax: &Syntax<'_>, at: usize) -> bool {
    let mut at = at;
    while syntax.tag(at) == Tag::Adverb {
        at += 1;
    }
    match syntax.tag(at) {
        Tag::Comma
        | Tag::Stop
        | Tag::Conjunction
        | Tag::Preposition
        | Tag::Be
        | Tag::Have
        | Tag::Do
        | Tag::Modal => true,
        Tag::Verb(form) => form == VerbForm::Past,
        _ => syntax.phrase_from(at).is_some_and(|phrase| syntax.is_time(&phrase)),
    }
}

/// The object of a verb in a relative clause: *the clause that the company wants*.
pub(super) fn antecedent(syntax: &Syntax<'_>, holders: &Holders, verb: usize) -> Vec<Object> {
    let Some(subject) = &holders.subject else { return Vec::new() };
    if subject.start >= verb {
        return Vec::new();
    }
    let Some(before) = subject.start.checked_sub(1) else { return Vec::new() };
    let phrase = match syntax.tag(before) {
        Tag::Relative if syntax.lower(before) != "who" => syntax.antecedent(before),
        // After a name *that* begins what somebody was told.
        Tag::That if before > 0 && matches!(syntax.tag(before - 1), Tag::Noun | Tag::Symbol) => {
            syntax.antecedent(before)
        }
        Tag::Noun => syntax.phrase_to(before),
        _ => None,
    };
    phrase
        .filter(|phrase| !syntax.is_time(phrase))
        .map(|phrase| Object::of(phrase.words))
        .into_iter()
        .collect()
}

/// The objects that stand at `at` by a pattern that needs nothing but the words after the cue.
pub(super) fn after(syntax: &Syntax<'_>, at: usize, pattern: Pattern, closing: &[Vec<&str>]) -> Vec<Object> {
    match pattern {
        Pattern::Phrase => phrases(syntax, at, |_| true),
        Pattern::Law => phrases(syntax, at, |_| true),
        Pattern::Gift => {
            phrases(syntax, at, |phrase| !COURTESIES.contains(singular(syntax.lower(phrase.head)).as_str()))
        }
        Pattern::Plain => phrases(syntax, at, |phrase| {
            !matches!(syntax.tag(phrase.words.end), Tag::To | Tag::Determiner | Tag::Adjective | Tag::Stop)
                || matches!(syntax.lower(phrase.words.end), "." | ";" | "—")
        }),
        Pattern::Idea => {
            phrases(syntax, at, |phrase| IDEAS.contains(singular(syntax.lower(phrase.head)).as_str()))
        }
        Pattern::Threat => {
            phrases(syntax, at, |phrase| THREATS.contains(singular(syntax.lower(phrase.head)).as_str()))
        }
        Pattern::Infinitive => infinitive(syntax, at),
        Pattern::LawInfinitive => {
            let mut at = at;
            while matches!(syntax.lower(at), "…" | ".") {
                at += 1;
            }
            infinitive(syntax, at)
        }
        Pattern::Verbal => {
            let end = reach(syntax, at);
            if syntax.tag(at).is_verb() {
                vec![Object { issues: at + 1..end, ..Object::of(at..end) }]
            } else {
                Vec::new()
            }
        }
        Pattern::Gerund => {
            if syntax.tag(at) != Tag::Verb(VerbForm::Ing) {
                return Vec::new();
            }
            let end = reach(syntax, at);
            vec![Object { issues: at + 1..end, ..Object::of(at..end) }]
        }
        Pattern::That => that(syntax, at),
        Pattern::Clause => clause(syntax, at),
        Pattern::NormThat => normative(syntax, that(syntax, at)),
        Pattern::NormClause => normative(syntax, clause(syntax, at)),
        Pattern::PhraseInfinitive => phrase_infinitive(syntax, at),
        Pattern::PhraseBare => {
            let Some(phrase) = syntax.phrase_from(at) else { return Vec::new() };
            let verb = phrase.words.end;
            if syntax.tag(verb) != Tag::Verb(VerbForm::Base) && !bare_verb(syntax, verb) {
                return Vec::new();
            }
            let end = reach(syntax, verb);
            vec![Object { issues: verb + 1..end, ..Object::of(at..end) }]
        }
        Pattern::Between => between(syntax, at, closing),
        _ => Vec::new(),
    }
}

/// Whether the word can be a verb without ending, which taggers take for a noun after a name: *let Lund put*.
fn bare_verb(syntax: &Syntax<'_>, at: usize) -> bool {
    matches!(syntax.tag(at), Tag::Verb(VerbForm::Past)) && !syntax.lower(at).ends_with("ed")
}

fn phrases(syntax: &Syntax<'_>, at: usize, test: impl Fn(&NounPhrase) -> bool) -> Vec<Object> {
    extent::objects(syntax, at)
        .into_iter()
        .filter(|(phrase, _)| !syntax.is_time(phrase) && test(phrase))
        .map(|(_, words)| Object::of(words))
        .collect()
}

/// An infinitive after the cue; adverbs and words of time may stand before it.
fn infinitive(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let mut to = at;
    for _ in 0..4 {
        match syntax.tag(to) {
            Tag::To => break,
            Tag::Adverb | Tag::Comma | Tag::Quote => to += 1,
            Tag::Preposition | Tag::Day | Tag::Determiner | Tag::Adjective | Tag::TimeNoun => {
                let from = to + usize::from(syntax.tag(to) == Tag::Preposition);
                match syntax.phrase_from(from).filter(|phrase| syntax.is_time(phrase)) {
                    Some(phrase) => to = phrase.words.end,
                    None => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        }
    }
    if syntax.tag(to) != Tag::To {
        return Vec::new();
    }
    let mut verb = to + 1;
    while matches!(syntax.tag(verb), Tag::Adverb | Tag::Negation) {
        verb += 1;
    }
    let end = reach(syntax, to + 1);
    // Of `to sign off on the plan` the issue begins after the inner cue.
    let inner = VERBS.at(syntax.text, syntax.first + verb).map_or(1, |found| found.tokens);
    vec![Object { issues: (verb + inner).min(end)..end, verb: Some(verb), ..Object::of(to + 1..end) }]
}

fn that(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let mut that = at;
    while syntax.tag(that) == Tag::Adverb {
        that += 1;
    }
    if syntax.tag(that) == Tag::Preposition
        && let Some(phrase) = syntax.phrase_from(that + 1)
    {
        that = phrase.words.end;
    }
    if syntax.tag(that) != Tag::That {
        return Vec::new();
    }
    with_negative(syntax, that + 1)
}

/// A clause from `from` on; *no … will* makes it one that rules out.
fn with_negative(syntax: &Syntax<'_>, from: usize) -> Vec<Object> {
    let end = reach(syntax, from);
    if end <= from + 1 {
        return Vec::new();
    }
    let negative = matches!(syntax.lower(from), "no" | "nobody" | "none" | "nothing")
        && (from..end)
            .any(|at| matches!(syntax.lower(at), "will" | "would" | "can" | "could" | "must" | "should"));
    vec![Object { kind: negative.then_some(StanceKind::RulesOut), ..Object::of(from..end) }]
}

/// Those of the clauses that say what shall be: with a modal or a verb of need.
fn normative(syntax: &Syntax<'_>, found: Vec<Object>) -> Vec<Object> {
    let norm = |at: usize| {
        syntax.tag(at) == Tag::Modal && !matches!(syntax.lower(at), "can" | "could" | "may" | "might")
            || matches!(
                syntax.lower(at),
                "requires" | "require" | "needs" | "need" | "deserves" | "deserve" | "be"
            )
            || matches!(syntax.lower(at), "has" | "have") && syntax.tag(at + 1) == Tag::To
    };
    found.into_iter().filter(|object| object.words.clone().any(norm)).collect()
}

fn clause(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let Some(subject) = syntax.phrase_from(at) else { return Vec::new() };
    match finite_after(syntax, subject.words.end) {
        Some(_) => with_negative(syntax, at),
        None => Vec::new(),
    }
}

/// The finite verb whose subject ends at `at`, prepositional phrases passed.
fn finite_after(syntax: &Syntax<'_>, at: usize) -> Option<usize> {
    let mut at = at;
    for _ in 0..4 {
        while matches!(syntax.tag(at), Tag::Adverb | Tag::Quote) {
            at += 1;
        }
        let tag = syntax.tag(at);
        if (tag.is_verb() || tag.is_auxiliary()) && syntax.is_finite(at) {
            return Some(at);
        }
        if tag != Tag::Preposition && tag != Tag::Conjunction {
            return None;
        }
        at = syntax.phrase_from(at + 1)?.words.end;
    }
    None
}

fn phrase_infinitive(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let (phrases, mut to) = syntax.list_from(at);
    let Some(first) = phrases.first() else { return Vec::new() };
    if syntax.is_time(first) {
        return Vec::new();
    }
    for _ in 0..3 {
        if syntax.tag(to) == Tag::Quote {
            to += 1;
        }
        if syntax.tag(to) == Tag::Negation {
            to += 1;
        }
        if syntax.tag(to) != Tag::Preposition {
            break;
        }
        match syntax.phrase_from(to + 1) {
            Some(inner) => to = inner.words.end,
            None => return Vec::new(),
        }
    }
    if syntax.tag(to) != Tag::To {
        return Vec::new();
    }
    let end = reach(syntax, to);
    // Of `asked Lund to freeze the plan` the issue is the plan; of `the plan to be frozen` all of it.
    let addressed = phrases.iter().any(|phrase| !syntax.entities(phrase).is_empty())
        || super::cues::PARTIES.contains(syntax.lower(first.head))
        || syntax.tag(first.head) == Tag::Pronoun;
    let issues = if addressed { to + 2..end } else { at..end };
    vec![Object { issues: issues.start.min(end)..end, ..Object::of(at..end) }]
}

fn between(syntax: &Syntax<'_>, at: usize, closing: &[Vec<&str>]) -> Vec<Object> {
    let phrase = match syntax.phrase_from(at) {
        Some(phrase) if !syntax.is_time(&phrase) => phrase,
        _ => return Vec::new(),
    };
    let last = syntax.len().min(at + BETWEEN);
    for here in phrase.words.end..last {
        if closing.iter().any(|words| reads_past_quotes(syntax, here, words)) {
            let words = extent::trim(syntax, at..here);
            return vec![Object::of(words)];
        }
        let tag = syntax.tag(here);
        if tag == Tag::Stop || tag == Tag::Comma || tag.is_verb() && syntax.is_finite(here) {
            break;
        }
    }
    Vec::new()
}

/// Whether the words from `at` on are these, quotation marks between them passed over.
fn reads_past_quotes(syntax: &Syntax<'_>, at: usize, words: &[&str]) -> bool {
    let mut here = at;
    words.iter().all(|word| {
        while syntax.tag(here) == Tag::Quote {
            here += 1;
        }
        here += 1;
        syntax.lower(here - 1) == *word
    })
}

/// The clause after a verb of saying, when it says what others must do or what the party will do to them.
pub(super) fn clause_of(syntax: &Syntax<'_>, at: usize, pattern: Pattern, parties: &[Holder]) -> Vec<Object> {
    let Some(from) = said_clause(syntax, at) else { return Vec::new() };
    let Some(subject) = syntax.phrase_from(from) else { return Vec::new() };
    let Some(verb) = finite_after(syntax, subject.words.end) else { return Vec::new() };
    let who = syntax.entities(&subject);
    let pronoun = matches!(syntax.lower(subject.head), "it" | "he" | "she" | "they" | "we" | "i");
    let own = who.iter().any(|entity| parties.iter().any(|party| party.entity == Some(*entity)))
        || pronoun && who.is_empty();
    let end = reach(syntax, from);
    if pattern == Pattern::Must {
        let obliged = syntax.tag(verb) == Tag::Modal && obliges(syntax.lower(verb))
            || matches!(syntax.lower(verb), "needs" | "need" | "has" | "have")
                && syntax.tag(verb + 1) == Tag::To;
        let there = syntax.lower(subject.head) == "there";
        return if obliged && (!own || there) && end > verb + 1 {
            with_negative(syntax, from)
        } else {
            Vec::new()
        };
    }
    let action =
        (verb + 1..syntax.len().min(verb + 4)).find(|at| syntax.tag(*at) == Tag::Verb(VerbForm::Base));
    let threat = action.is_some_and(|at| THREAT_VERBS.at(syntax.text, syntax.first + at).is_some());
    let will = matches!(syntax.lower(verb), "will" | "would");
    let tied = (0..syntax.len()).any(|at| matches!(syntax.lower(at), "if" | "unless" | "until"));
    if !(own && threat && will && tied) || syntax.group(verb).negated {
        return Vec::new();
    }
    let start = action.unwrap_or(from);
    vec![Object::of(start..end.max(start))]
}

/// Where the clause after a verb of saying begins.
fn said_clause(syntax: &Syntax<'_>, at: usize) -> Option<usize> {
    let mut from = at;
    for _ in 0..4 {
        match syntax.tag(from) {
            Tag::That => {
                from += 1;
                if syntax.tag(from) == Tag::Preposition
                    && let Some(phrase) = syntax.phrase_from(from + 1)
                    && syntax.tag(phrase.words.end) == Tag::Comma
                {
                    // `that in March, the board must`
                    return Some(phrase.words.end + 1);
                }
                return Some(from);
            }
            Tag::Adverb => from += 1,
            Tag::Quote => return None,
            Tag::Preposition => from = syntax.phrase_from(from + 1)?.words.end,
            _ => {
                let phrase = syntax.phrase_from(from)?;
                if !syntax.is_time(&phrase) {
                    return Some(from);
                }
                from = phrase.words.end;
            }
        }
    }
    None
}

/// The object of a noun by itself: *its pay offer from 3 to 4 percent*, from what stands before the noun on.
pub(super) fn own(syntax: &Syntax<'_>, phrase: &NounPhrase) -> Vec<Object> {
    let begin = phrase
        .words
        .clone()
        .find(|at| *at < phrase.head && matches!(syntax.tag(*at), Tag::Noun))
        .filter(|at| (*at..phrase.head).all(|at| syntax.tag(at) != Tag::Clitic));
    let measured = matches!(syntax.lower(phrase.words.end), "of" | "from");
    match begin {
        Some(begin) => phrases(syntax, begin, |_| true),
        None if measured => phrases(syntax, phrase.head, |_| true),
        None => Vec::new(),
    }
}
