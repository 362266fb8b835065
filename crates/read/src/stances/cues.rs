//! The words by which a party takes a stance.

use crate::{
    Hedge, StanceKind,
    words::{Phrases, table},
};
use std::{collections::BTreeMap, collections::HashSet, sync::LazyLock};

/// What stands after a cue, or where its object is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// A noun phrase.
    Phrase,
    /// A noun phrase for something that can be proposed or dropped.
    Idea,
    /// A noun phrase for something that can be threatened.
    Threat,
    /// *to* and an infinitive.
    Infinitive,
    /// *Not to* and an infinitive.
    Refused,
    /// An infinitive whose *to* is part of the cue.
    Verbal,
    /// A clause after *that*.
    That,
    /// A clause without *that*.
    Clause,
    /// As [`Pattern::That`], when the clause says what shall be rather than what is.
    NormThat,
    /// As [`Pattern::NormThat`], when the clause is about the party itself: *denied that it would sell*.
    OwnPlan,
    /// As [`Pattern::Clause`], when the clause says what shall be rather than what is.
    NormClause,
    /// A noun phrase with nothing said of it: no *consider it a mistake*.
    Plain,
    /// A noun phrase for something that can be offered in a dispute.
    Gift,
    /// A noun phrase and what it is to do.
    PhraseInfinitive,
    /// A noun phrase and what it does, without *to*.
    PhraseBare,
    /// A verb in -ing.
    Gerund,
    /// A noun phrase between the cue and its closing words.
    Between,
    /// A clause that says what somebody else must do.
    Must,
    /// As a phrase, where a law may be the subject: the party is then the speaker.
    Law,
    /// As [`Pattern::Law`], with an infinitive.
    LawInfinitive,
    /// A noun phrase, only in the party's own words: *we need*.
    First,
    /// The cue's own noun phrase: *its pay offer*.
    Own,
    /// The cue's own noun phrase, all of it: *its door is open*.
    Whole,
    /// A noun phrase after words of time and one of the closing words: *settled last week at*.
    Later,
    /// As [`Pattern::Later`], when the phrase is a number.
    Figure,
    /// A noun phrase after another and *for*: *asked Lund for time*.
    PhraseFor,
    /// A noun phrase that is then judged, with words of the table of predicates: *called it an insult*.
    Judged,
    /// *It* or *that*.
    Pronoun,
    /// Nothing: the verb says it by itself, *the guild accepted*.
    Bare,
    /// The subject of the clause.
    Subject,
    /// The words look like a stance and are none.
    None,
}

/// One reading of a cue.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    /// What it says; `None` when it is no stance unless negated.
    pub(super) kind: Option<StanceKind>,
    /// What it says when negated.
    pub(super) negated: Option<StanceKind>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) hedge: Hedge,
    /// Words that end the object of [`Pattern::Between`], each cut into words.
    pub(super) closing: Vec<Vec<&'static str>>,
    pub(super) red_line: bool,
    /// Whether a participle with this cue is no stance.
    pub(super) finite: bool,
    /// How many words at the end of the phrase are not part of this cue: *agree* found as *agree on* in *agreed on
    /// Friday to*.
    pub(super) shorter: usize,
}

/// Verbs, by phrase.
pub(super) static VERBS: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| cues(include_str!("verbs.tsv")));
/// Nouns, by phrase.
pub(super) static NOUNS: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| cues(include_str!("nouns.tsv")));
/// Predicates, by phrase.
pub(super) static PREDICATES: LazyLock<Phrases<Vec<Cue>>> =
    LazyLock::new(|| cues(include_str!("predicates.tsv")));
/// Verbs that hand an infinitive's subject up, with how strongly the infinitive is then put.
pub(super) static RAISING: LazyLock<Phrases<Hedge>> = LazyLock::new(|| {
    let rows: Vec<(String, Hedge)> = table(include_str!("raising.tsv"))
        .filter_map(|row| Some((format!("v:{}", row[0]), Hedge::named(row.get(1)?)?)))
        .chain(
            table(include_str!("raising.tsv"))
                .filter_map(|row| Some((row[0].to_owned(), Hedge::named(row.get(1)?)?))),
        )
        .collect();
    Phrases::new(rows.iter().map(|(phrase, hedge)| (phrase.as_str(), *hedge)))
});
/// Verbs that rule something out after *will not*.
pub(super) static CONCESSIONS: LazyLock<Phrases<()>> =
    LazyLock::new(|| verbs(include_str!("concessions.tsv")));
/// How a verb after *will* threatens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threatening {
    /// When the sentence makes it hang on something.
    Tied,
    /// By itself.
    Alone,
    /// When it is tied and its subject is a thing that can be threatened.
    Thing,
}

/// Verbs for what can be threatened.
pub(super) static THREAT_VERBS: LazyLock<Phrases<Threatening>> = LazyLock::new(|| {
    let rows: Vec<(String, Threatening)> = table(include_str!("threat_verbs.tsv"))
        .filter_map(|row| Some((format!("v:{}", row[0]), threatening_named(row.get(1)?)?)))
        .collect();
    Phrases::new(rows.iter().map(|(phrase, threatening)| (phrase.as_str(), *threatening)))
});
/// Words by which a party judges a thing.
pub(super) static JUDGEMENTS: LazyLock<Phrases<Vec<Cue>>> =
    LazyLock::new(|| cues(include_str!("judgements.tsv")));
/// Bodies for which whoever has one speaks: *her union*.
pub(super) static BODIES: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("bodies.tsv")));
/// Verbs that bring forward what a noun names.
pub(super) static BRINGING: LazyLock<Phrases<()>> = LazyLock::new(|| verbs(include_str!("bringing.tsv")));
/// Common nouns for those who can take a stance.
pub(super) static PARTIES: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("parties.tsv")));
/// Nouns for what can be proposed or dropped, in the singular.
pub(super) static IDEAS: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("ideas.tsv")));
/// Nouns for what can be threatened, in the singular.
pub(super) static THREATS: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("threats.tsv")));

/// Nouns for what is offered without offering anything, in the singular.
pub(super) static COURTESIES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| nouns(include_str!("courtesies.tsv")));
/// Verbs that take no stance after *wants to* and *declines to*.
pub(super) static IDLE: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("idle.tsv")));
/// Nouns for rules that can stand in a party's way.
pub(super) static LAWS: LazyLock<HashSet<&str>> = LazyLock::new(|| nouns(include_str!("laws.tsv")));

fn nouns(source: &'static str) -> HashSet<&'static str> {
    table(source).map(|row| row[0]).collect()
}

fn verbs(source: &'static str) -> Phrases<()> {
    let rows: Vec<String> = table(source).map(|row| format!("v:{}", row[0])).collect();
    Phrases::new(rows.iter().map(|row| (row.as_str(), ())))
}

fn cues(source: &'static str) -> Phrases<Vec<Cue>> {
    let mut by_phrase: BTreeMap<&str, Vec<Cue>> = BTreeMap::new();
    for row in table(source) {
        if let Some(cue) = cue(&row) {
            by_phrase.entry(row[0]).or_default().push(cue);
        }
    }
    // The longest phrase is found first; where its object fails, the phrase without its preposition is tried.
    let shorter: Vec<(&str, Vec<Cue>)> = by_phrase
        .keys()
        .filter_map(|phrase| {
            let stem = phrase.rsplit_once(' ')?.0;
            let cues = by_phrase.get(stem)?;
            Some((*phrase, cues.iter().map(|cue| Cue { shorter: 1, ..cue.clone() }).collect()))
        })
        .collect();
    for (phrase, cues) in shorter {
        by_phrase.entry(phrase).or_default().extend(cues);
    }
    Phrases::new(by_phrase)
}

fn cue(row: &[&'static str]) -> Option<Cue> {
    let [_, kind, negated, patterns, hedge, closing, flag] = row else { return None };
    Some(Cue {
        kind: kind_named(kind),
        negated: kind_named(negated),
        patterns: patterns.split('|').map(pattern_named).collect::<Option<_>>()?,
        hedge: Hedge::named(hedge)?,
        closing: closing
            .split('|')
            .filter(|words| *words != "-")
            .map(|words| words.split(' ').collect())
            .collect(),
        red_line: *flag == "red",
        finite: *flag == "finite",
        shorter: 0,
    })
}

fn threatening_named(name: &str) -> Option<Threatening> {
    Some(match name {
        "tied" => Threatening::Tied,
        "alone" => Threatening::Alone,
        "thing" => Threatening::Thing,
        _ => return None,
    })
}

fn kind_named(name: &str) -> Option<StanceKind> {
    Some(match name {
        "demands" => StanceKind::Demands,
        "calls_for" => StanceKind::CallsFor,
        "offers" => StanceKind::Offers,
        "accepts" => StanceKind::Accepts,
        "is_open_to" => StanceKind::IsOpenTo,
        "rejects" => StanceKind::Rejects,
        "rules_out" => StanceKind::RulesOut,
        "threatens" => StanceKind::Threatens,
        "supports" => StanceKind::Supports,
        "opposes" => StanceKind::Opposes,
        _ => return None,
    })
}

fn pattern_named(name: &str) -> Option<Pattern> {
    Some(match name {
        "np" => Pattern::Phrase,
        "idea" => Pattern::Idea,
        "threat" => Pattern::Threat,
        "to" => Pattern::Infinitive,
        "not-to" => Pattern::Refused,
        "vp" => Pattern::Verbal,
        "that" => Pattern::That,
        "clause" => Pattern::Clause,
        "that-norm" => Pattern::NormThat,
        "own-plan" => Pattern::OwnPlan,
        "clause-norm" => Pattern::NormClause,
        "plain" => Pattern::Plain,
        "gift" => Pattern::Gift,
        "np+to" => Pattern::PhraseInfinitive,
        "np+bare" => Pattern::PhraseBare,
        "ing" => Pattern::Gerund,
        "between" => Pattern::Between,
        "must" => Pattern::Must,
        "law" => Pattern::Law,
        "law-to" => Pattern::LawInfinitive,
        "first" => Pattern::First,
        "own" => Pattern::Own,
        "whole" => Pattern::Whole,
        "later" => Pattern::Later,
        "figure" => Pattern::Figure,
        "np+for" => Pattern::PhraseFor,
        "judged" => Pattern::Judged,
        "it" => Pattern::Pronoun,
        "bare" => Pattern::Bare,
        "subject" => Pattern::Subject,
        "none" => Pattern::None,
        _ => return None,
    })
}

/// A noun in the singular, as far as its ending tells.
pub(super) fn singular(noun: &str) -> String {
    let ends = |suffix: &str| noun.strip_suffix(suffix).filter(|stem| stem.len() > 2);
    if let Some(stem) = ends("ies") {
        return format!("{stem}y");
    }
    for suffix in ["sses", "shes", "ches", "xes"] {
        if let Some(stem) = noun.strip_suffix(suffix).filter(|stem| stem.len() > 1) {
            return format!("{stem}{}", &suffix[..suffix.len() - 2]);
        }
    }
    match ends("s") {
        Some(stem) if !stem.ends_with('s') && !stem.ends_with('u') && !stem.ends_with('i') => stem.to_owned(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_cues_are_well_formed() {
        for source in [
            include_str!("verbs.tsv"),
            include_str!("nouns.tsv"),
            include_str!("predicates.tsv"),
            include_str!("judgements.tsv"),
        ] {
            let mut seen = HashSet::new();
            for row in table(source) {
                let cue = cue(&row).unwrap_or_else(|| panic!("{row:?}"));
                assert!(row[1] == "-" || cue.kind.is_some(), "{row:?}");
                assert!(row[2] == "-" || cue.negated.is_some(), "{row:?}");
                let closed = [Pattern::Between, Pattern::Later, Pattern::Figure];
                let closed = cue.patterns.iter().any(|pattern| closed.contains(pattern));
                assert_eq!(closed, !cue.closing.is_empty(), "{row:?}");
                assert!(seen.insert((row[0], row[3], row[5])), "{row:?} stands twice");
            }
        }
    }

    #[test]
    fn lists_of_words_have_no_doubles() {
        for source in [
            include_str!("parties.tsv"),
            include_str!("ideas.tsv"),
            include_str!("threats.tsv"),
            include_str!("concessions.tsv"),
            include_str!("bringing.tsv"),
            include_str!("light.tsv"),
            include_str!("courtesies.tsv"),
            include_str!("idle.tsv"),
            include_str!("laws.tsv"),
            include_str!("bodies.tsv"),
        ] {
            let mut seen = HashSet::new();
            for row in table(source) {
                assert_eq!(row.len(), 1, "{row:?}");
                assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            }
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("threat_verbs.tsv")) {
            assert!(threatening_named(row[1]).is_some() && seen.insert(row[0]), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("raising.tsv")) {
            assert!(Hedge::named(row[1]).is_some() && seen.insert(row[0]), "{row:?}");
        }
    }

    #[test]
    fn plurals_lose_their_ending() {
        for (plural, one) in
            [("duties", "duty"), ("clauses", "clause"), ("taxes", "tax"), ("bus", "bus"), ("pass", "pass")]
        {
            assert_eq!(singular(plural), one);
        }
    }
}
