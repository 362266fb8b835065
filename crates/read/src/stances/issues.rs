//! What a stance is about, in a word or two.

use super::{
    cues::{IDEAS, singular},
    holder::{self, Holder},
};
use crate::{
    EntityKind,
    events::syntax::{NounPhrase, Syntax, Tag},
    words::{Phrases, Roles, table},
};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::LazyLock,
};

/// Issues by phrase, and whether the phrase may be a verb.
static THESAURUS: LazyLock<Phrases<(&str, bool)>> = LazyLock::new(|| {
    Phrases::new(
        table(include_str!("issues.tsv"))
            .map(|row| (row[1], (row[0], row[1].starts_with("v:") || row[1].contains(' ')))),
    )
});

static LIGHT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("light.tsv")).map(|row| row[0]).collect());

/// Words that tell what an issue is called, by what they do.
static WORDS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("issue_words.tsv")));

fn is(word: &str, role: &str) -> bool {
    WORDS.has(word, role)
}

/// The most phrases of one object that are given as issues.
const PHRASES: usize = 3;
/// How many sentences back a short phrase may find its fuller one.
const BACK: usize = 40;

/// The noun phrases of the article so far, by which short ones are understood.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The last fuller phrase for a head: *fee* → *dredging fee*, and its sentence.
    fuller: HashMap<String, (String, usize)>,
    /// The last phrase that could be meant by *it* or *this*, and its sentence.
    topic: Option<(String, usize)>,
    /// The last issue that is given in percent: what a bare *3 percent* is of.
    rate: Option<(&'static str, usize)>,
    /// The last issue that is given in money.
    sum: Option<(&'static str, usize)>,
    /// The issues of the sentence before.
    before: Vec<&'static str>,
    /// The party of the last stance, and its sentence: *it* at the head of the next.
    pub(super) party: Option<(Holder, usize)>,
    /// The party with which the last sentence begins, whether it is several, and that sentence.
    pub(super) leading: Option<(Holder, bool, usize)>,
    /// The issues of the last stance, and its sentence.
    pub(super) stance: Option<(Vec<String>, usize)>,
    /// The issues of the last stance that gives a figure: what a bare *300* is of.
    pub(super) measured: Vec<String>,
}

impl Memory {
    /// Takes in the phrases of a sentence.
    pub(super) fn learn(&mut self, syntax: &Syntax<'_>) {
        let mut at = 0;
        while at < syntax.len() {
            let Some(phrase) = syntax.phrase_from(at) else {
                at += 1;
                continue;
            };
            at = phrase.words.end.max(at + 1);
            let Some(name) = name(syntax, &phrase) else { continue };
            if syntax.tag(phrase.head) != Tag::Noun {
                continue;
            }
            let head = singular(syntax.lower(phrase.head));
            let topic = !thesaurus(syntax, phrase.words.clone()).is_empty() || IDEAS.contains(head.as_str());
            if name.contains(' ') {
                self.fuller.insert(head, (name.clone(), syntax.sentence));
            }
            if topic {
                self.topic = Some((name, syntax.sentence));
            }
        }
        self.leading = holder::leading(syntax);
        let all = thesaurus(syntax, 0..syntax.len());
        let first =
            |role: &str| all.iter().find(|issue| is(issue, role)).map(|issue| (*issue, syntax.sentence));
        self.rate = first("in-percent").or(self.rate);
        self.sum = first("in-money").or(self.sum);
        self.before = all;
    }
}

/// The issues of an object: its own phrases first, then the names of the thesaurus.
///
/// `before` are the issues of the stance before in the sentence, which *it* may take up.
pub(super) fn issues(
    syntax: &Syntax<'_>,
    memory: &Memory,
    before: &[String],
    object: Range<usize>,
) -> Vec<String> {
    let mut issues: Vec<String> = Vec::new();
    let mut add = |issue: String, front: bool| {
        if !issues.contains(&issue) {
            if front { issues.insert(0, issue) } else { issues.push(issue) }
        }
    };
    let near = |sentence: usize| syntax.sentence.saturating_sub(sentence) <= BACK;
    let mut phrases = 0;
    let mut at = object.start;
    let mut light = false;
    let mut number = None;
    let mut unit = None;
    let mut bare = false;
    if object.len() == 1 && syntax.tag(object.start) == Tag::That {
        return taken_up(syntax, memory, before);
    }
    while at < object.end && phrases < PHRASES {
        let Some(phrase) = syntax.phrase_from(at) else {
            at += 1;
            continue;
        };
        at = phrase.words.end.max(at + 1);
        let lower = syntax.lower(phrase.head).to_owned();
        if syntax.tag(phrase.head) == Tag::Pronoun {
            let refers = matches!(lower.as_str(), "it" | "this" | "that" | "them" | "these" | "those");
            if refers && phrases == 0 {
                for issue in taken_up(syntax, memory, before) {
                    add(issue, false);
                }
            }
            continue;
        }
        if syntax.is_time(&phrase) {
            continue;
        }
        if syntax.tag(phrase.head) == Tag::Number && lower != "one" {
            bare = true;
            continue;
        }
        let Some(name) = name(syntax, &phrase) else { continue };
        phrases += 1;
        number = number.or(measured(&lower));
        if lower == "one" {
            for issue in before {
                add(issue.clone(), false);
            }
            continue;
        }
        let short = !name.contains(' ');
        let definite = matches!(
            syntax.lower(phrase.words.start),
            "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her" | "such"
        );
        let owner = (phrase.words.start..phrase.head).find_map(|at| syntax.entity_at(at));
        match owner.and_then(|owner| syntax.names.entities.get(owner.0 as usize)) {
            Some(owner) if is(&singular(&lower), "standpoint") => add(owner.name.clone(), light),
            // `the 3 percent that they offer`: of what, another sentence says.
            _ if measured(&lower).is_some() => unit = unit.or(Some(name)),
            _ => add(name, light),
        }
        light = LIGHT.contains(singular(&lower).as_str())
            && matches!(syntax.lower(at), "of" | "on" | "for" | "to" | "in");
        if short
            && definite
            && let Some((fuller, _)) =
                memory.fuller.get(&singular(&lower)).filter(|(_, sentence)| near(*sentence))
        {
            add(fuller.clone(), false);
        } else if short && definite && phrases == 1 && is(&lower, "vague") {
            for issue in memory.before.iter().take(2) {
                add((*issue).to_owned(), false);
            }
        }
    }
    for issue in thesaurus(syntax, object.clone()) {
        add(issue.to_owned(), false);
    }
    let measured = match number {
        Some(Measure::Rate) => memory.rate,
        Some(Measure::Sum) => memory.sum,
        None => None,
    };
    if let Some((issue, _)) = measured.filter(|(_, sentence)| near(*sentence)) {
        add(issue.to_owned(), false);
    }
    if issues.is_empty() && bare {
        // `is offering 300`: of what, the last figure tells.
        issues.clone_from(&memory.measured);
    }
    if issues.is_empty() {
        // `praised Lund`, `support Norway`: the issue is somebody.
        issues.extend(
            object
                .filter_map(|at| syntax.entity_at(at))
                .find_map(|entity| syntax.names.entities.get(entity.0 as usize))
                .map(|entity| entity.name.clone())
                .or(unit),
        );
    }
    if issues.is_empty() { taken_up(syntax, memory, before) } else { issues }
}

/// What *it* or *that* takes up: the issues of the stance before in the sentence or right before it, else the last
/// topic.
fn taken_up(syntax: &Syntax<'_>, memory: &Memory, before: &[String]) -> Vec<String> {
    if !before.is_empty() {
        return before.to_vec();
    }
    let last = memory.stance.as_ref().filter(|(_, sentence)| sentence + 1 == syntax.sentence);
    if let Some((issues, _)) = last {
        return issues.clone();
    }
    let topic =
        memory.topic.as_ref().filter(|(_, sentence)| syntax.sentence.saturating_sub(*sentence) <= BACK);
    let Some((topic, _)) = topic else { return Vec::new() };
    let mut issues = vec![topic.clone()];
    for issue in memory.before.iter().take(2).filter(|issue| **issue != topic) {
        issues.push((*issue).to_owned());
    }
    issues
}

/// What a unit measures.
#[derive(Clone, Copy)]
enum Measure {
    Rate,
    Sum,
}

/// What a noun measures, when it is a unit.
fn measured(noun: &str) -> Option<Measure> {
    if is(noun, "percent") { Some(Measure::Rate) } else { is(noun, "money").then_some(Measure::Sum) }
}

/// Whether a name is that of an issue in the thesaurus, rather than a phrase of a report's own.
pub fn is_issue(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| table(include_str!("issues.tsv")).map(|row| row[0]).collect());
    NAMES.contains(name)
}

/// The issues of the thesaurus that a range touches.
pub(super) fn thesaurus(syntax: &Syntax<'_>, range: Range<usize>) -> Vec<&'static str> {
    let mut issues = Vec::new();
    for (token, found) in THESAURUS.all(syntax.text, syntax.first + range.start..syntax.first + range.end) {
        let (issue, may_be_verb) = *found.value;
        let named = syntax.tag(token - syntax.first) == Tag::Name
            && syntax
                .entity_at(token - syntax.first)
                .is_some_and(|entity| syntax.kind(entity) != Some(EntityKind::Other));
        let verb = named
            || matches!(
                syntax.tag(token - syntax.first),
                Tag::Verb(crate::words::VerbForm::Base | crate::words::VerbForm::ThirdPerson)
            );
        if !issues.contains(&issue) && (may_be_verb || !verb) {
            issues.push(issue);
        }
    }
    issues
}

/// A phrase as the name of an issue: in lower case, without determiners, numbers, possessors; `None` for a person,
/// a party or a place, a pronoun or a time.
fn name(syntax: &Syntax<'_>, phrase: &NounPhrase) -> Option<String> {
    let head = syntax.tag(phrase.head);
    if matches!(head, Tag::Pronoun | Tag::Day | Tag::TimeNoun) {
        return None;
    }
    let names_somebody = syntax
        .entity_at(phrase.head)
        .and_then(|entity| syntax.kind(entity))
        .is_some_and(|kind| kind != EntityKind::Other);
    if names_somebody {
        return None;
    }
    let begin = phrase
        .words
        .clone()
        .rfind(|at| syntax.tag(*at) == Tag::Clitic && *at < phrase.head)
        .map_or(phrase.words.start, |clitic| clitic + 1);
    let mut name = String::new();
    let mut hyphen = false;
    let common = syntax.tag(phrase.head) == Tag::Noun;
    let mut of_name = false;
    for at in begin..=phrase.head {
        // `U.S.-brokered`, `Norwegian`: whose it is does not make it another issue.
        if common && at < phrase.head {
            let named = syntax.tag(at) == Tag::Name && syntax.entity_at(at).is_some();
            let compound =
                of_name && (syntax.tag(at) == Tag::Hyphen || syntax.tag(at.saturating_sub(1)) == Tag::Hyphen);
            of_name = named || compound;
            if of_name {
                continue;
            }
        }
        let keep = match syntax.tag(at) {
            Tag::Determiner
            | Tag::Possessive
            | Tag::Number
            | Tag::Quote
            | Tag::Adverb
            | Tag::Conjunction
            | Tag::Symbol
            | Tag::Stop => at == phrase.head,
            _ if at < phrase.head && is(syntax.lower(at), "unit") => false,
            Tag::Adjective => !is(syntax.lower(at), "general"),
            Tag::Hyphen => {
                hyphen = !name.is_empty();
                continue;
            }
            _ => true,
        };
        if !keep {
            continue;
        }
        if !name.is_empty() {
            name.push(if hyphen { '-' } else { ' ' });
        }
        hyphen = false;
        name.push_str(syntax.lower(at));
    }
    name.chars().any(char::is_alphabetic).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{names::Names, text::Text};

    #[test]
    fn the_thesaurus_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("issues.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(seen.insert(row[1]), "{} stands twice", row[1]);
        }
    }

    #[test]
    fn the_words_are_well_formed() {
        let mut seen = HashSet::new();
        let roles = ["vague", "standpoint", "in-percent", "in-money", "percent", "money", "unit", "general"];
        for row in table(include_str!("issue_words.tsv")) {
            assert!(row.len() == 2 && roles.contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
            assert!(!row[1].starts_with("in-") || is_issue(row[0]), "{row:?}");
        }
    }

    #[test]
    fn issues_are_named_in_the_storys_words() {
        let text = Text::cut("They want a limit on weekend shifts.");
        let names = Names::default();
        let syntax = Syntax::of(&text, &names, 0).expect("a sentence");
        assert_eq!(
            issues(&syntax, &Memory::default(), &[], 2..syntax.len() - 1),
            ["weekend shifts", "limit", "working hours"]
        );
    }

    #[test]
    fn a_clause_against_strikes_is_no_strike() {
        let text = Text::cut("The company demands a no-strike clause.");
        let names = Names::default();
        let syntax = Syntax::of(&text, &names, 0).expect("a sentence");
        let found = issues(&syntax, &Memory::default(), &[], 3..syntax.len() - 1);
        assert!(found.contains(&"no-strike clause".to_owned()), "{found:?}");
        assert!(!found.contains(&"strike".to_owned()), "{found:?}");
    }

    #[test]
    fn a_standpoint_is_about_whose_it_is() {
        let text = Text::cut("They voiced support for Norway’s position.");
        let names = crate::names::names(&text);
        let syntax = Syntax::of(&text, &names, 0).expect("a sentence");
        assert_eq!(issues(&syntax, &Memory::default(), &[], 4..syntax.len() - 1), ["Norway"]);
    }

    #[test]
    fn a_short_phrase_finds_its_fuller_one() {
        let text = Text::cut("The village fears a parking levy. Shops oppose the levy.");
        let names = Names::default();
        let mut memory = Memory::default();
        memory.learn(&Syntax::of(&text, &names, 0).expect("a sentence"));
        let syntax = Syntax::of(&text, &names, 1).expect("a sentence");
        assert_eq!(issues(&syntax, &memory, &[], 2..4), ["levy", "parking levy", "fees and taxes"]);
    }
}
