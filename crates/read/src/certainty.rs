//! How certain a text makes what one of its predicates says, from the syntax around it.
//!
//! [`marks`] tells the modals, negation, condition and adverbs beside a predicate, [`class`] what a word says of what it
//! governs.

use crate::{
    tag::{Penn, Relation, Upos},
    text::Text,
    words::{table, verb_forms},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

/// How far from a predicate its own words are looked for: further than any sentence is analysed in one piece.
const REACH: usize = 120;

/// What a word says of what it governs or stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// What it governs is so: *know, regret*.
    Fact,
    /// What it governs is as certain as itself: *manage, begin*.
    Hold,
    /// Somebody says so: *say, claim*.
    Say,
    /// Somebody has it from others: *hear*; or *reportedly*.
    Reported,
    /// It may be: *believe, hope, perhaps, might*.
    Possible,
    /// It is to come: *plan, will*.
    Planned,
    /// It is asked for: *want, urge, must*.
    Requested,
    /// It is not so: *deny, refuse, prevent*.
    Counter,
}

static CLASSES: LazyLock<HashMap<String, Class>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for row in table(include_str!("certainty.tsv")) {
        let Some(class) = row.get(1).and_then(|name| class_named(name)) else { continue };
        match row[0].strip_prefix("v:") {
            Some(base) => classes.extend(verb_forms(base).into_iter().map(|(form, _)| (form, class))),
            None => {
                classes.insert(row[0].to_owned(), class);
            }
        }
    }
    classes
});

fn class_named(name: &str) -> Option<Class> {
    Some(match name {
        "fact" => Class::Fact,
        "hold" => Class::Hold,
        "say" => Class::Say,
        "hear" | "reported" => Class::Reported,
        "possible" => Class::Possible,
        "planned" => Class::Planned,
        "requested" => Class::Requested,
        "counter" => Class::Counter,
        _ => return None,
    })
}

/// What the table says of a word.
pub fn class(word: &str) -> Option<Class> {
    CLASSES.get(word.to_lowercase().as_str()).copied()
}

/// What stands beside a predicate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each stands beside a predicate or not, whatever the others do"
)]
pub struct Marks {
    /// *will, may, must* before it, or *perhaps, reportedly* beside it; the strongest.
    pub beside: Option<Class>,
    /// Whether it is said with *would*.
    pub remote: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether that is only for the time: *not yet*.
    pub yet: bool,
    /// Whether a condition hangs on it.
    pub conditional: bool,
    /// Whether it stands within a condition.
    pub condition: bool,
    /// Whether it is an infinitive with *to*.
    pub infinitive: bool,
    /// Whether it tells somebody to do it: *Please join us*.
    pub imperative: bool,
    /// Whether it is said with *can*.
    pub able: bool,
    /// Whether it is asked.
    pub asked: bool,
}

/// The tokens near a predicate.
fn near(text: &Text<'_>, at: usize) -> Range<usize> {
    at.saturating_sub(REACH)..text.words.len().min(at + REACH)
}

/// The predicate on which a range of tokens hangs: the word whose head lies outside of it.
pub(crate) fn predicate(text: &Text<'_>, range: Range<usize>) -> Option<usize> {
    let outer = |at: &usize| {
        text.word(*at).is_some_and(|word| {
            word.upos != Upos::Punct
                && !matches!(
                    word.relation,
                    Relation::Mark | Relation::Cc | Relation::Discourse | Relation::Case
                )
                && word.head.is_none_or(|head| !range.contains(&head))
        })
    };
    let verbal = |at: &usize| {
        text.word(*at).is_some_and(|word| matches!(word.upos, Upos::Verb | Upos::Adj))
            || near(text, *at).any(|other| {
                text.word(other).is_some_and(|word| word.head == Some(*at) && word.relation == Relation::Cop)
            })
    };
    range.clone().find(|at| outer(at) && verbal(at)).or_else(|| range.clone().find(outer))
}

/// What stands beside the predicate at `at`.
pub fn marks(text: &Text<'_>, at: usize) -> Marks {
    let mut marks = Marks::default();
    let Some(own) = text.word(at) else { return marks };
    let mut conditions = HashSet::new();
    let mut subject = false;
    for child in near(text, at) {
        let Some(word) = text.word(child) else { continue };
        let lower = text.token(child).to_lowercase();
        if word.relation == Relation::Mark && is_condition(text, child, &lower) {
            conditions.extend(word.head);
        }
        if word.head != Some(at) {
            // *no* before the subject or object: *there was no evidence*.
            let of_argument = word.head.and_then(|head| text.word(head)).is_some_and(|head| {
                head.head == Some(at) && (head.relation.is_subject() || head.relation == Relation::Obj)
            });
            marks.negated |= lower == "no" && of_argument;
            continue;
        }
        subject |= word.relation.is_subject();
        // Contracted forms are one token: *doesn't*, *she'll*, *we'd*.
        let (lower, contracted) = parted(&lower);
        marks.negated |= contracted == Contracted::Not && word.relation != Relation::Advcl;
        if word.relation.is_subject() {
            match contracted {
                Contracted::Will => marks.beside = marks.beside.max(Some(Class::Planned)),
                Contracted::Would => marks.remote = true,
                _ => {}
            }
        }
        match word.relation.universal() {
            "aux" => match lower {
                "would" | "'d" | "’d" if word.penn == Penn::Md => marks.remote = true,
                "could" => marks.beside = marks.beside.max(Some(Class::Possible)),
                "ca" | "can" | "cannot" => {
                    marks.able = true;
                    marks.negated |= lower == "cannot";
                }
                _ if word.penn == Penn::Md => marks.beside = marks.beside.max(class(lower)),
                _ => {}
            },
            "advmod" | "det" | "discourse" => {
                let negates = matches!(lower, "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor");
                marks.negated |= negates;
                marks.yet |= lower == "yet";
                let hedges = class(lower).filter(|class| {
                    matches!(class, Class::Possible | Class::Reported | Class::Requested)
                        && word.upos == Upos::Adv
                        || lower == "please"
                });
                marks.beside = marks.beside.max(hedges);
            }
            "mark" => {
                marks.infinitive |= lower == "to";
                marks.condition |= is_condition(text, child, lower);
            }
            "advcl" => marks.conditional |= conditions.contains(&child) || opens_condition(text, child, at),
            "punct" => marks.asked |= lower == "?",
            _ => {}
        }
    }
    // *as long as he does not interfere*: the clause hangs on *long*, which hangs on the predicate.
    marks.conditional |= conditions.iter().any(|condition| {
        let head = text.word(*condition).and_then(|word| word.head);
        head.and_then(|head| text.word(head))
            .is_some_and(|word| word.head == Some(at) && word.upos == Upos::Adv)
    });
    marks.imperative = own.penn == Penn::Vb && !subject && !marks.infinitive && own.head.is_none();
    marks
}

/// What is contracted with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contracted {
    Nothing,
    Not,
    Will,
    Would,
}

/// A word in lower case without what is contracted with it.
fn parted(lower: &str) -> (&str, Contracted) {
    for (ends, contracted) in [
        (["n't", "n’t"], Contracted::Not),
        (["'ll", "’ll"], Contracted::Will),
        (["'d", "’d"], Contracted::Would),
    ] {
        if let Some(stem) =
            ends.iter().find_map(|end| lower.strip_suffix(end)).filter(|stem| !stem.is_empty())
        {
            return (stem, contracted);
        }
    }
    (lower, Contracted::Nothing)
}

/// *if* as a condition, not as a question: *asked if*.
fn is_condition(text: &Text<'_>, at: usize, lower: &str) -> bool {
    let before = at.checked_sub(1).map_or("", |before| text.token(before));
    match lower {
        "if" | "unless" | "provided" | "providing" | "lest" => {
            !matches!(before, "as" | "even" | "asked" | "see" | "know")
        }
        // *as long as, to the extent that*
        "as" | "that" => matches!(before, "long" | "extent"),
        _ => false,
    }
}

/// Whether the clause of a predicate begins with a condition, looking at its words before it.
fn opens_condition(text: &Text<'_>, clause: usize, governor: usize) -> bool {
    let from = if governor < clause { governor + 1 } else { clause.saturating_sub(REACH) };
    (from..clause).any(|at| {
        text.word(at).is_some_and(|word| word.head == Some(clause))
            && is_condition(text, at, text.token(at).to_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("certainty.tsv")) {
            assert!(row.len() == 2 && class_named(row[1]).is_some() && seen.insert(row[0]), "{row:?}");
        }
    }
}
