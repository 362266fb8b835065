//! What a cue is about: its object, by pattern.

use super::{
    clauses,
    cues::{COURTESIES, IDEAS, JUDGEMENTS, PREDICATES, Pattern, THREATS, VERBS, singular},
    extent::{self, reach},
    holder::Holders,
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
    while syntax.tag(at) == Tag::Adverb || matches!(syntax.lower(at), "late" | "early") {
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
            // `offered each family 500 crowns`: what is given stands after whom it is given to.
            let given = syntax.phrase_from(at).map(|to| to.words.end).filter(|given| {
                matches!(
                    syntax.tag(*given),
                    Tag::Determiner | Tag::Possessive | Tag::Number | Tag::Symbol | Tag::Adjective
                ) && syntax.phrase_from(*given).is_some_and(|phrase| !syntax.is_time(&phrase))
            });
            let at = given.unwrap_or(at);
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
        Pattern::Infinitive => infinitive(syntax, at, false),
        Pattern::Refused => {
            let found = infinitive(syntax, at, true).into_iter();
            found
                .filter(|object| (at..object.words.start).any(|word| syntax.tag(word) == Tag::Negation))
                .collect()
        }
        Pattern::LawInfinitive => {
            let mut at = at;
            while matches!(syntax.lower(at), "…" | ".") {
                at += 1;
            }
            infinitive(syntax, at, false)
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
        Pattern::That => clauses::that(syntax, at),
        Pattern::Clause => clauses::clause(syntax, at),
        Pattern::NormThat => clauses::normative(syntax, clauses::that(syntax, at)),
        Pattern::OwnPlan => {
            let plans = clauses::normative(syntax, clauses::that(syntax, at)).into_iter();
            let own = |start: usize| matches!(syntax.lower(start), "he" | "she" | "it" | "they");
            plans.filter(|object| own(object.words.start)).collect()
        }
        Pattern::NormClause => clauses::normative(syntax, clauses::clause(syntax, at)),
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
        Pattern::Later => later(syntax, at, closing),
        Pattern::Figure => {
            let figures = later(syntax, at, closing).into_iter();
            figures.filter(|object| object.words.clone().any(|at| syntax.tag(at) == Tag::Number)).collect()
        }
        Pattern::PhraseFor => {
            let asked = syntax.phrase_from(at).filter(|phrase| !syntax.is_time(phrase));
            let for_what = asked.filter(|phrase| syntax.lower(phrase.words.end) == "for");
            for_what.map_or_else(Vec::new, |phrase| phrases(syntax, phrase.words.end + 1, |_| true))
        }
        Pattern::Judged => judged(syntax, at),
        Pattern::Pronoun => match syntax.lower(at) {
            "it" | "that" | "this" | "them" => vec![Object::of(at..at + 1)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Whether the word can be a verb without ending, which taggers take for a noun after a name: *let Lund put*.
fn bare_verb(syntax: &Syntax<'_>, at: usize) -> bool {
    matches!(syntax.tag(at), Tag::Verb(VerbForm::Past)) && !syntax.lower(at).ends_with("ed")
}

fn phrases(syntax: &Syntax<'_>, at: usize, test: impl Fn(&NounPhrase) -> bool) -> Vec<Object> {
    let at = past_naming(syntax, at);
    let found = extent::objects(syntax, at);
    if found.is_empty() && is_amount(syntax, at) {
        let end = reach(syntax, at);
        return if end - at <= AMOUNT { vec![Object::of(at..end)] } else { Vec::new() };
    }
    found
        .into_iter()
        .filter(|(phrase, _)| !syntax.is_time(phrase) && test(phrase))
        .map(|(_, words)| Object::of(words))
        .collect()
}

/// The most words of an amount without a noun.
const AMOUNT: usize = 6;

/// Whether words without a noun say how much: *wants more than double*, *will demand the same*.
fn is_amount(syntax: &Syntax<'_>, at: usize) -> bool {
    matches!(syntax.lower(at), "more" | "less" | "double" | "twice" | "half")
        || syntax.reads(at, &["the", "same"])
}

/// Past words by which the party names the object: *what it called “a shared desk”*.
fn past_naming(syntax: &Syntax<'_>, at: usize) -> usize {
    if syntax.lower(at) != "what" {
        return at;
    }
    let called =
        (at + 1..at + 6).find(|word| matches!(syntax.lower(*word), "called" | "calls" | "termed" | "dubbed"));
    called.map_or(at, |called| called + 1 + usize::from(syntax.tag(called + 1) == Tag::Quote))
}

/// An infinitive after the cue; adverbs and words of time may stand before it.
fn infinitive(syntax: &Syntax<'_>, at: usize, refused: bool) -> Vec<Object> {
    let mut to = at;
    for _ in 0..5 {
        match syntax.tag(to) {
            Tag::To => break,
            Tag::Negation if refused => to += 1,
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
        to = past_insertion(syntax, to);
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

/// Past an insertion between commas before *to*: *a judge, not the ministry, to lead*.
fn past_insertion(syntax: &Syntax<'_>, at: usize) -> usize {
    if syntax.tag(at) != Tag::Comma {
        return at;
    }
    let inner = at + 1 + usize::from(syntax.tag(at + 1) == Tag::Negation);
    let close = syntax.phrase_from(inner).map_or(inner, |phrase| phrase.words.end);
    if syntax.tag(close) == Tag::Comma && syntax.tag(close + 1) == Tag::To { close + 1 } else { at }
}

/// A noun phrase after words of time and one of the closing words.
fn later(syntax: &Syntax<'_>, at: usize, closing: &[Vec<&str>]) -> Vec<Object> {
    let mut at = at;
    while syntax.tag(at) == Tag::Adverb {
        at += 1;
    }
    let time = at + usize::from(syntax.tag(at) == Tag::Preposition);
    if let Some(time) = syntax.phrase_from(time).filter(|phrase| syntax.is_time(phrase)) {
        at = time.words.end;
    }
    match closing.iter().find(|words| syntax.reads(at, words)) {
        Some(words) => phrases(syntax, at + words.len(), |_| true),
        None => Vec::new(),
    }
}

/// A noun phrase that the words after it judge.
fn judged(syntax: &Syntax<'_>, at: usize) -> Vec<Object> {
    let begin = at + usize::from(syntax.tag(at) == Tag::Quote);
    let phrase = match syntax.phrase_from(begin) {
        Some(phrase) if !syntax.is_time(&phrase) => phrase,
        _ => return Vec::new(),
    };
    let opposing = |here: usize| {
        let token = syntax.first + here;
        let found = PREDICATES.at(syntax.text, token).or_else(|| JUDGEMENTS.at(syntax.text, token));
        found.is_some_and(|found| found.value.iter().any(|cue| cue.kind == Some(StanceKind::Opposes)))
    };
    let last = syntax.len().min(phrase.words.end + BETWEEN);
    for here in phrase.words.end..last {
        if opposing(here) {
            return vec![Object::of(begin..phrase.words.end)];
        }
        let described = match syntax.tag(here) {
            Tag::Quote | Tag::Determiner | Tag::Adverb | Tag::Adjective => true,
            _ => syntax.lower(here) == "as",
        };
        if !described {
            break;
        }
    }
    Vec::new()
}

/// Whether the object at `at` denies what the verb says: *will sign nothing*, *accepts no limit*.
pub(super) fn nothing(syntax: &Syntax<'_>, at: usize) -> bool {
    matches!(syntax.lower(at), "nothing" | "no" | "none" | "nobody") && syntax.lower(at + 1) != "longer"
}

fn between(syntax: &Syntax<'_>, at: usize, closing: &[Vec<&str>]) -> Vec<Object> {
    let end = match syntax.phrase_from(at) {
        Some(phrase) if !syntax.is_time(&phrase) => phrase.words.end,
        // `ruled that out`
        None if syntax.tag(at) == Tag::That => at + 1,
        _ => return Vec::new(),
    };
    let last = syntax.len().min(at + BETWEEN);
    for here in end..last {
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

/// The object of a noun by itself: *its pay offer from 3 to 4 percent*, from what stands before the noun on. A noun
/// that says nothing more is one when a verb brings it forward, or it is said to stand.
pub(super) fn own(syntax: &Syntax<'_>, phrase: &NounPhrase, brought: bool) -> Vec<Object> {
    let begin = phrase
        .words
        .clone()
        .find(|at| *at < phrase.head && matches!(syntax.tag(*at), Tag::Noun))
        .filter(|at| (*at..phrase.head).all(|at| syntax.tag(at) != Tag::Clitic));
    let after = syntax.lower(phrase.words.end);
    let measured = matches!(after, "of" | "from" | "to");
    let stands = (phrase.words.end..phrase.words.end + 2)
        .any(|at| matches!(syntax.lower(at), "stands" | "stood" | "remains" | "remained"));
    if let Some(begin) = begin {
        return phrases(syntax, begin, |_| true);
    }
    if stands {
        return vec![Object::of(phrase.head..reach(syntax, phrase.head))];
    }
    if brought || measured { phrases(syntax, phrase.head, |_| true) } else { Vec::new() }
}
