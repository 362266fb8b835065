//! How the name of an event stands in its sentence: the verb that governs it and what stands before it.

use super::syntax::{NounPhrase, Syntax, Tag};
use crate::words::{Phrases, table};
use article::Span;
use std::sync::LazyLock;

/// What a governing verb says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Its subject takes part.
    Part,
    /// Its subject takes part in what is so whatever the verb's tense or negation: *end*, *recall*.
    Touch,
    /// Its subject is about to take part.
    Approach,
    Plan,
    Request,
    Cancel,
    Avert,
    /// What its subject names comes after the event.
    Follow,
    /// What its subject names comes before the event.
    Precede,
}

static SUPPORT: LazyLock<Phrases<Relation>> = LazyLock::new(|| {
    let rows: Vec<(String, Relation)> = table(include_str!("support.tsv"))
        .filter_map(|row| Some((format!("v:{}", row[0]), relation_named(row[1])?)))
        .collect();
    Phrases::new(rows.iter().map(|(phrase, relation)| (phrase.as_str(), *relation)))
});

/// What a word before the name of an event says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modifier {
    Planned,
    Possible,
    Requested,
    Cancelled,
    Back,
    Adverse,
}

static MODIFIERS: LazyLock<Phrases<Modifier>> = LazyLock::new(|| {
    Phrases::new(
        table(include_str!("modifiers.tsv")).filter_map(|row| Some((row[0], modifier_named(row[1])?))),
    )
});

static ADVERSE: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(table(include_str!("adverse.tsv")).map(|row| (row[0], ()))));

fn relation_named(name: &str) -> Option<Relation> {
    Some(match name {
        "part" => Relation::Part,
        "touch" => Relation::Touch,
        "approach" => Relation::Approach,
        "plan" => Relation::Plan,
        "request" => Relation::Request,
        "cancel" => Relation::Cancel,
        "avert" => Relation::Avert,
        "follow" => Relation::Follow,
        "precede" => Relation::Precede,
        _ => return None,
    })
}

fn modifier_named(name: &str) -> Option<Modifier> {
    Some(match name {
        "planned" => Modifier::Planned,
        "possible" => Modifier::Possible,
        "requested" => Modifier::Requested,
        "cancelled" => Modifier::Cancelled,
        "back" => Modifier::Back,
        "adverse" => Modifier::Adverse,
        _ => return None,
    })
}

/// How the name of an event stands in its sentence.
#[derive(Debug)]
pub(super) struct Frame {
    /// The noun phrase of the name.
    pub(super) phrase: NounPhrase,
    /// The verb before it, of which it is an object or which it goes along with.
    pub(super) left: Option<usize>,
    /// What that verb says of it.
    pub(super) relation: Option<Relation>,
    /// The preposition before the phrase, in lower case: *after*, *during*.
    pub(super) preposition: Option<usize>,
    /// The verb of which it is the subject.
    pub(super) right: Option<usize>,
}

/// How far left a governing verb is sought.
const REACH: usize = 16;

impl Frame {
    /// How the noun at `at` stands.
    pub(super) fn of(syntax: &Syntax<'_>, at: usize) -> Option<Self> {
        let phrase = syntax.phrase_to(at).filter(|phrase| phrase.words.contains(&at))?;
        let mut begin = phrase.words.start;
        // `a second round of talks`, `one of the biggest meetings`: the whole is meant.
        while begin > 1 && syntax.lower(begin - 1) == "of" {
            match syntax.phrase_to(begin - 2) {
                Some(outer) => begin = outer.words.start,
                None => break,
            }
        }
        let preposition = begin.checked_sub(1).filter(|before| {
            matches!(syntax.tag(*before), Tag::Preposition | Tag::To) || syntax.lower(*before) == "following"
        });
        let clause = syntax.clause(begin);
        let left = (begin.saturating_sub(REACH)..begin)
            .rev()
            .take_while(|word| {
                syntax.clause(*word) == clause && !matches!(syntax.tag(*word), Tag::Stop | Tag::Relative)
            })
            .find(|word| syntax.tag(*word).is_verb() || syntax.is_copula(*word));
        // After a comma a new phrase begins, unless it goes on with a preposition or participle.
        let left = left.filter(|left| {
            !(*left..begin).any(|word| syntax.tag(word) == Tag::Comma) || preposition.is_some()
        });
        let right = if left.is_none() || preposition.is_none() && left.is_none() {
            right_verb(syntax, begin, &phrase)
        } else {
            None
        };
        let relation = left.and_then(|left| relation(syntax, left, begin));
        Some(Self { phrase, left, relation, preposition, right })
    }

    /// What words before the name say, with where they stand.
    pub(super) fn modifiers(&self, syntax: &Syntax<'_>) -> Vec<(Modifier, Span)> {
        MODIFIERS
            .all(syntax.text, syntax.first + self.phrase.words.start..syntax.first + self.phrase.words.end)
            .map(|(token, found)| {
                let at = token - syntax.first;
                (*found.value, syntax.span(at..at + found.tokens))
            })
            .collect()
    }
}

/// What the verb at `left` says of the phrase that begins at `begin`: the longest phrase of the table that begins
/// at the verb or its auxiliary and ends at or before the phrase.
fn relation(syntax: &Syntax<'_>, left: usize, begin: usize) -> Option<Relation> {
    let found =
        |at: usize| SUPPORT.at(syntax.text, syntax.first + at).filter(|found| at + found.tokens <= begin);
    let be = left.checked_sub(1).filter(|before| syntax.tag(*before) == Tag::Be).and_then(found);
    let direct = found(left);
    // `hold talks`: the object; `spoke after the talks`: no object, so only phrases with a preposition count.
    let prepositional = begin > left + 1 && syntax.tag(begin - 1) == Tag::Preposition;
    match (be, direct) {
        (Some(be), Some(direct)) if be.tokens > direct.tokens + 1 => Some(*be.value),
        (_, Some(direct)) => {
            let covers = left + direct.tokens;
            let inner = matches!(*direct.value, Relation::Plan | Relation::Request | Relation::Cancel)
                && (covers..begin).any(|at| matches!(syntax.lower(at), "of" | "for"));
            (!prepositional || covers == begin || inner).then_some(*direct.value)
        }
        (Some(be), None) => Some(*be.value),
        (None, None) => None,
    }
}

/// The finite verb of which the phrase, or what it belongs to from `begin` on, is the subject: *a round of talks*.
fn right_verb(syntax: &Syntax<'_>, begin: usize, phrase: &NounPhrase) -> Option<usize> {
    let from = phrase.words.end;
    let candidates = |shortened: bool| {
        (from..syntax.len().min(from + 24))
            .find(|at| shortened == syntax.is_shortened(*at) && is_verb_of(syntax, *at, begin, phrase))
    };
    candidates(false).or_else(|| candidates(true))
}

/// Whether the finite verb at `at` has the phrase for its subject, or none that can be told.
fn is_verb_of(syntax: &Syntax<'_>, at: usize, begin: usize, phrase: &NounPhrase) -> bool {
    (syntax.tag(at).is_verb() || syntax.is_copula(at))
        && syntax.is_finite(at)
        && syntax.clause(at) == syntax.clause(phrase.head)
        && syntax.subject(at).is_none_or(|subject| {
            subject.phrases.iter().any(|of| of.head >= begin && of.head <= phrase.head)
                || subject.words().start <= phrase.words.start && subject.words().end >= phrase.words.end
        })
}

/// Whether a clause tells of a quarrel or failure.
pub(super) fn adverse(syntax: &Syntax<'_>, clauses: &[usize]) -> bool {
    ADVERSE
        .all(syntax.text, syntax.first..syntax.first + syntax.len())
        .any(|(token, _)| clauses.contains(&syntax.clause(token - syntax.first)))
}
