//! Finds the verb groups of a sentence and their tense, without a parser.

use super::pieces::Pieces;
use crate::words::{VerbForm, table, verb_forms};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

/// What a word says about tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Will,
    Would,
    Modal,
    Be,
    Was,
    Have,
    Had,
    Do,
    Past,
    Plan(VerbForm),
    Last(VerbForm),
    Promise(VerbForm),
    Report(VerbForm),
    Schedule(VerbForm),
    Vote(VerbForm),
    Adjective,
    Noun,
    Off,
    Clause,
    Condition,
    Lead,
    NoVerb,
}

static ROLES: LazyLock<HashMap<String, Role>> = LazyLock::new(|| {
    let mut roles = HashMap::new();
    for row in table(include_str!("tense.tsv")) {
        let role: fn(VerbForm) -> Role = match row[1] {
            "plan" => Role::Plan,
            "promise" => Role::Promise,
            "report" => Role::Report,
            "last" => Role::Last,
            "schedule" => Role::Schedule,
            "vote" => Role::Vote,
            other => {
                let role = match other {
                    "will" => Role::Will,
                    "would" => Role::Would,
                    "modal" => Role::Modal,
                    "be" => Role::Be,
                    "was" => Role::Was,
                    "have" => Role::Have,
                    "had" => Role::Had,
                    "do" => Role::Do,
                    "past" => Role::Past,
                    "adjective" => Role::Adjective,
                    "noun" => Role::Noun,
                    "off" => Role::Off,
                    "clause" => Role::Clause,
                    "condition" => Role::Condition,
                    "lead" => Role::Lead,
                    _ => Role::NoVerb,
                };
                roles.insert(row[0].to_owned(), role);
                continue;
            }
        };
        for (form, kind) in verb_forms(row[0]) {
            roles.entry(form).or_insert(role(kind));
        }
    }
    roles
});

/// Past tenses and participles that do not end in *ed*.
static IRREGULAR: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("../words/irregular.tsv"))
        // `put`, `cut`: the present looks the same, so the form says nothing.
        .flat_map(|row| {
            let base = row[0];
            row[1].split('/').chain(row[2].split('/')).filter(move |form| *form != base).collect::<Vec<_>>()
        })
        .collect()
});

/// Past tenses that look like the present: *put*, *cut*, *hit*.
static UNCHANGED: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table(include_str!("../words/irregular.tsv"))
        .filter(|row| row[1].split('/').any(|past| past == row[0]))
        .map(|row| row[0])
        .collect()
});

/// Whether what stands before a word can be its subject, so that the word is a verb and no noun.
fn has_subject(pieces: &Pieces, at: usize) -> bool {
    let before = pieces.before(at);
    let name = at > 0 && pieces.capital(at - 1) && pieces.is_word(at - 1) && !pieces.opens(at - 1);
    let object = at > 0
        && before != "to"
        && matches!(pieces.lower(at + 1), "a" | "an" | "the" | "its" | "his" | "her" | "their");
    object
        || name
        || matches!(before, "he" | "she" | "it" | "they" | "we" | "i" | "who" | "which" | "that" | "and")
        || (before.len() > 3 && before.ends_with('s') && !before.ends_with("ss"))
        || (before.len() > 4 && before.ends_with("ly"))
}

/// A verb group that was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verb {
    pub(super) at: usize,
    pub(super) tense: Tense,
    pub(super) report: bool,
    pub(super) promise: bool,
    pub(super) lasts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Ahead,
    /// An infinitive, which takes its tense from the verb it hangs on.
    Infinitive,
}

pub(super) fn role(pieces: &Pieces, at: usize) -> Option<Role> {
    // `I'll`, `we're`
    let lower = pieces.lower(at);
    match lower.split_once('\'').filter(|(stem, _)| !stem.is_empty()) {
        Some((_, "ll")) => return Some(Role::Will),
        Some((_, "re" | "m")) => return Some(Role::Be),
        Some((_, "ve")) => return Some(Role::Have),
        _ => {}
    }
    // `9 am`
    if lower == "am" && super::quantity::digits(pieces.before(at)).is_some() {
        return None;
    }
    // `May`, `the States`: a name is no verb.
    if pieces.capital(at) && !pieces.opens(at) {
        return None;
    }
    ROLES.get(pieces.lower(at)).copied()
}

/// Whether the word at `at` looks like a past tense or participle.
fn past_form(pieces: &Pieces, at: usize) -> bool {
    let word = pieces.lower(at);
    pieces.is_word(at)
        && !pieces.joined(at)
        && role(pieces, at) != Some(Role::NoVerb)
        && (!pieces.capital(at) || pieces.opens(at))
        && !adjective(pieces, at)
        && ((word.len() > 3 && word.ends_with("ed"))
            || IRREGULAR.contains(word)
            || (UNCHANGED.contains(word) && has_subject(pieces, at)))
}

/// Whether a participle stands between a determiner and a noun: *a still unspecified date*.
fn adjective(pieces: &Pieces, at: usize) -> bool {
    let determiner = |at: usize| {
        matches!(pieces.before(at), "a" | "an" | "the" | "its" | "their" | "his" | "her" | "'s" | "this")
    };
    determiner(at)
        || (determiner(at.saturating_sub(1))
            && matches!(pieces.before(at), "still" | "newly" | "recently" | "previously" | "yet"))
}

/// The verb groups in a range, in order.
pub(super) fn verbs(pieces: &Pieces, range: Range<usize>) -> Vec<Verb> {
    let mut verbs = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let (end, verb) = verb_at(pieces, at);
        verbs.extend(verb);
        at = end.max(at + 1);
    }
    verbs
}

/// The end of the adverbs and auxiliaries from `at`, which hang together with what follows.
fn inside(pieces: &Pieces, mut at: usize) -> usize {
    for _ in 0..4 {
        let word = pieces.lower(at);
        if matches!(
            word,
            "not"
                | "also"
                | "now"
                | "again"
                | "still"
                | "only"
                | "already"
                | "soon"
                | "be"
                | "been"
                | "being"
        ) || (word.len() > 4 && word.ends_with("ly"))
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn verb_at(pieces: &Pieces, at: usize) -> (usize, Option<Verb>) {
    let word = role(pieces, at);
    let plain = |end, tense| (end, Some(Verb { at, tense, report: false, promise: false, lasts: false }));
    let next = inside(pieces, at + 1);
    let takes = |next: usize| if past_form(pieces, next) { next + 1 } else { next };
    let plans = |next: usize| {
        matches!(pieces.lower(next), "to" | "set" | "going" | "likely" | "about" | "ready" | "on")
            && pieces.lower(next) != "on"
            || matches!(role(pieces, next), Some(Role::Plan(_) | Role::Adjective))
    };
    match word {
        Some(Role::Will) => plain(takes(next), Tense::Ahead),
        Some(Role::Would | Role::Modal) => {
            if pieces.lower(next) == "have" {
                return plain(takes(inside(pieces, next + 1)), Tense::Past);
            }
            let unreached = matches!(pieces.lower(at), "could" | "couldn't")
                && (pieces.lower(at + 1) == "not" || pieces.lower(at) == "couldn't");
            let nobody = (at.saturating_sub(8)..at).any(|at| {
                matches!(pieces.lower(at), "neither" | "nobody" | "none" | "nor")
                    || pieces.are(at, &["no", "one"])
            });
            let tense =
                if unreached || (nobody && pieces.lower(at) == "could") { Tense::Past } else { Tense::Ahead };
            plain(takes(next).max(next + usize::from(pieces.is_word(next))), tense)
        }
        Some(Role::Be | Role::Was) => {
            let was = word == Some(Role::Was);
            if plans(next) {
                return plain(next + 1, Tense::Ahead);
            }
            if pieces.lower(next) == "off" {
                return plain(next + 1, if was { Tense::Past } else { Tense::Ahead });
            }
            let going = pieces.lower(next).ends_with("ing");
            let tense = match (was, going) {
                (true, _) => Tense::Past,
                (false, true) => Tense::Ahead,
                (false, false) => Tense::Present,
            };
            plain(takes(next), tense)
        }
        Some(Role::Have | Role::Had) => {
            let had = word == Some(Role::Had);
            if past_form(pieces, next) || pieces.lower(at + 1) == "been" {
                let planned = plans(next) && !had;
                return plain(next + 1, if planned { Tense::Ahead } else { Tense::Past });
            }
            let tense = match (had, pieces.lower(next)) {
                (true, _) => Tense::Past,
                (false, "to") => Tense::Ahead,
                (false, _) => Tense::Present,
            };
            plain(next, tense)
        }
        Some(Role::Past) => {
            // `did not plan to leave`
            let promise = matches!(role(pieces, next), Some(Role::Promise(_) | Role::Plan(_)));
            (next + 1, Some(Verb { at, tense: Tense::Past, report: false, promise, lasts: false }))
        }
        Some(Role::Do) => plain(at + 1, Tense::Present),
        Some(Role::Plan(form))
            if form != VerbForm::Base || pieces.lower(at + 1) == "to" || plural_subject(pieces, at) =>
        {
            plain(at + 1, Tense::Ahead)
        }
        Some(Role::Adjective) => plain(at + 1, Tense::Ahead),
        Some(
            Role::Vote(form)
            | Role::Promise(form)
            | Role::Report(form)
            | Role::Schedule(form)
            | Role::Last(form),
        ) => {
            let promise = matches!(word, Some(Role::Promise(_) | Role::Vote(_)));
            let report = matches!(word, Some(Role::Report(_)));
            let tense = match form {
                VerbForm::Past | VerbForm::Participle => Tense::Past,
                VerbForm::ThirdPerson => Tense::Present,
                VerbForm::Base
                    if matches!(word, Some(Role::Schedule(_) | Role::Vote(_)))
                        && plural_subject(pieces, at) =>
                {
                    Tense::Present
                }
                VerbForm::Base | VerbForm::Ing => {
                    return (at + 1, infinitive(pieces, at).map(|verb| Verb { report, promise, ..verb }));
                }
            };
            let tense = match infinitive(pieces, at) {
                Some(verb) => verb.tense,
                None => tense,
            };
            (at + 1, Some(Verb { at, tense, report, promise, lasts: matches!(word, Some(Role::Last(_))) }))
        }
        _ if pieces.lower(at) == "set" && matches!(pieces.lower(at + 1), "to" | "for") => {
            plain(at + 1, Tense::Ahead)
        }
        _ if past_form(pieces, at) => plain(at + 1, Tense::Past),
        _ => match infinitive(pieces, at) {
            // The participle of `to be published` is no verb of its own.
            Some(verb) if pieces.lower(at) == "be" => (takes(next), Some(verb)),
            verb => (at + 1, verb),
        },
    }
}

/// The infinitive at `at`, when *to* stands before it.
fn infinitive(pieces: &Pieces, at: usize) -> Option<Verb> {
    const DETERMINERS: &[&str] =
        &["the", "a", "an", "his", "her", "its", "their", "this", "that", "those", "these"];
    let verb = pieces.before(at) == "to"
        && pieces.is_word(at)
        && !pieces.capital(at)
        && pieces.word(at).is_none()
        && !pieces.lower(at).ends_with("ing")
        && !DETERMINERS.contains(&pieces.lower(at));
    verb.then_some(Verb { at, tense: Tense::Infinitive, report: false, promise: false, lasts: false })
}

/// Whether a word that could be a noun has a subject before it that makes it a verb.
fn plural_subject(pieces: &Pieces, at: usize) -> bool {
    let before = pieces.before(at);
    let both =
        at > 0 && pieces.capital(at - 1) && (at.saturating_sub(6)..at).any(|at| pieces.lower(at) == "and");
    both || matches!(before, "and" | "they" | "we" | "you" | "i")
        || (before.len() > 3 && before.ends_with('s') && !before.ends_with("ss"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("tense.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(seen.insert(row[0]), "{row:?} stands twice");
        }
    }
}
