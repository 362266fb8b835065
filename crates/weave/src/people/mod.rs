//! Who is the same across reports.
//!
//! Within one report the reading has already told who is the same. Here the reports are joined: equal full
//! names; one given name with a surname spelled in two ways; a bare surname that only one person of the story
//! has; a role that only one person of the story holds; an organisation's short name or initials. Two people
//! are never joined on a surname alone when two in the story have it.

mod joining;
mod kinds;
mod likeness;
mod parties;

use crate::{Party, Person, vocabulary::fold};
use article::{Correction, Evidence, Span};
use read::{Entity, EntityId, EntityKind, MentionKind, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// The people, organisations, places and groups of a story.
#[derive(Debug)]
pub(crate) struct People {
    /// Each of them.
    pub(crate) people: Vec<Person>,
    /// For each article, for each of its entities: which of them it is.
    of: Vec<Vec<usize>>,
}

/// An entity of one article.
struct Node<'r> {
    article: usize,
    entity: &'r Entity,
    /// What it is: as its report reads it, or as the story does.
    kind: EntityKind,
    /// The words of its name, folded, without honorifics.
    words: Vec<String>,
}

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] =
    &["mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "the"];

/// Words before a noun that say whose or which it is.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "its", "their", "his", "her", "our", "this", "these", "those", "some", "most", "many",
    "all", "both",
];
/// Words that stand for a party and name none.
const PRONOUNS: &[&str] = &[
    "i", "we", "you", "he", "she", "it", "they", "who", "which", "that", "those", "everyone", "sides",
    "parties",
];

impl People {
    /// Joins the entities of all readings.
    pub(crate) fn of(readings: &[&Reading], corrections: &[Correction]) -> Self {
        let mut nodes: Vec<Node<'_>> = readings
            .iter()
            .enumerate()
            .flat_map(|(article, reading)| {
                reading.entities.iter().map(move |entity| Node {
                    article,
                    entity,
                    kind: entity.kind,
                    words: words(&entity.name),
                })
            })
            .collect();
        kinds::settle(&mut nodes, readings);
        let (numbers, reasons) = joining::joined(&nodes, readings, corrections);
        let mut of: Vec<Vec<usize>> =
            readings.iter().map(|reading| vec![0; reading.entities.len()]).collect();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); numbers.iter().max().map_or(0, |last| last + 1)];
        for (at, node) in nodes.iter().enumerate() {
            of[node.article][node.entity.id.0 as usize] = numbers[at];
            members[numbers[at]].push(at);
        }
        let mut people: Vec<Person> =
            members.iter().map(|members| person(&nodes, members, readings, &reasons)).collect();
        parties::name(&mut people);
        Self { people, of }
    }

    /// Which of the story's people an entity of an article is.
    pub(crate) fn of_entity(&self, article: usize, entity: EntityId) -> Option<usize> {
        self.of.get(article)?.get(entity.0 as usize).copied()
    }

    /// The party for which a person speaks, itself when it speaks for nobody else.
    pub(crate) fn party(&self, person: usize) -> &str {
        let person = &self.people[person];
        person.party.as_deref().unwrap_or(&person.name)
    }

    /// The party that words without a name mean: the one organisation that most reports call so (*the company*), else
    /// those that the noun itself names (*ministers*); `None` for a pronoun.
    pub(crate) fn party_called(&self, words: &str) -> Option<String> {
        let mut words: Vec<String> = words.split(' ').map(fold).filter(|word| !word.is_empty()).collect();
        let determined = words.first().is_some_and(|first| DETERMINERS.contains(&first.as_str()));
        if determined {
            words.remove(0);
        }
        if words.is_empty() || words.len() == 1 && PRONOUNS.contains(&words[0].as_str()) {
            return None;
        }
        let plain = words.join(" ");
        let mut bodies = bodies_called(&self.people, &plain);
        match (bodies.next(), bodies.next()) {
            (Some(only), None) => Some(only.name.clone()),
            (None, _) if determined => Some(self.body_named(&words).unwrap_or(plain)),
            _ => Some(plain),
        }
    }

    /// The one organisation that has these words in its name: *their union* of the Mill Workers' Union. Words for many
    /// people, *the workers*, name none.
    fn body_named(&self, words: &[String]) -> Option<String> {
        if words.last().is_none_or(|head| head.ends_with('s')) {
            return None;
        }
        let mut bodies = self.people.iter().filter(|other| {
            let name = self::words(&other.name);
            let has = |word: &String| name.contains(word);
            other.named && other.kind == EntityKind::Organisation && name.len() > 1 && words.iter().all(has)
        });
        let only = bodies.next()?;
        bodies.next().is_none().then(|| only.name.clone())
    }

    /// The parties among the people, with those who speak for each.
    pub(crate) fn parties(&self, holders: &BTreeSet<String>) -> Vec<Party> {
        holders
            .iter()
            .map(|name| Party {
                name: name.clone(),
                people: (0..self.people.len())
                    .filter(|at| self.people[*at].kind == EntityKind::Person && self.party(*at) == name)
                    .collect(),
            })
            .collect()
    }
}

/// The organisations that reports call *the* and this folded noun.
fn bodies_called<'p>(people: &'p [Person], noun: &str) -> impl Iterator<Item = &'p Person> + use<'p> {
    let called = format!("the {noun}");
    people.iter().filter(move |other| {
        other.kind == EntityKind::Organisation && other.aliases.iter().any(|alias| fold(alias) == called)
    })
}

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> =
        name.split([' ', '-', '–']).map(fold).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && HONORIFICS.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

/// Makes one person of the entities that are the same.
fn person(
    nodes: &[Node<'_>],
    members: &[usize],
    readings: &[&Reading],
    reasons: &BTreeMap<usize, String>,
) -> Person {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for at in members {
        if nodes[*at].entity.named || members.iter().all(|at| !nodes[*at].entity.named) {
            *names.entry(nodes[*at].entity.name.as_str()).or_insert(0) += 1;
        }
    }
    // The fullest name; of equally full ones that of most reports; of those the first in the alphabet.
    let name = names
        .iter()
        .max_by(|a, b| {
            let fullness = |name: &str| words(name).len();
            fullness(a.0).cmp(&fullness(b.0)).then(a.1.cmp(b.1)).then(b.0.cmp(a.0))
        })
        .map_or("", |(name, _)| *name)
        .to_owned();
    let mut kinds: BTreeMap<EntityKind, usize> = BTreeMap::new();
    let mut roles: Vec<String> = Vec::new();
    let mut aliases = BTreeSet::new();
    let mut evidence = Vec::new();
    for at in members {
        let node = &nodes[*at];
        let reading = readings[node.article];
        *kinds.entry(node.kind).or_insert(0) += 1;
        for role in &node.entity.roles {
            let words = reading.words(role.span).to_owned();
            if !words.is_empty() && !roles.iter().any(|known| fold(known) == fold(&words)) {
                roles.push(words);
            }
        }
        let mut first: Option<Span> = None;
        for mention in reading.mentions.iter().filter(|mention| mention.entity == node.entity.id) {
            if mention.kind != MentionKind::Pronoun {
                first = first.or(Some(mention.span));
                aliases.insert(reading.words(mention.span).to_owned());
            }
        }
        evidence.extend(first.and_then(|span| Evidence::find(&reading.article, span).ok()));
    }
    aliases.remove(&name);
    aliases.remove("");
    let kind = kinds
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
        .map_or(EntityKind::Other, |(kind, _)| *kind);
    let mut affiliations: BTreeMap<&str, usize> = BTreeMap::new();
    for at in members {
        if let Some(affiliation) = &nodes[*at].entity.affiliation {
            *affiliations.entry(affiliation).or_insert(0) += 1;
        }
    }
    let mut why: Vec<String> = members.iter().filter_map(|at| reasons.get(at).cloned()).collect();
    why.sort();
    why.dedup();
    Person {
        name,
        kind,
        named: members.iter().any(|at| nodes[*at].entity.named),
        aliases: aliases.into_iter().collect(),
        roles,
        party: affiliations
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
            .map(|(name, _)| (*name).to_owned()),
        wikidata: None,
        evidence,
        reasons: why,
    }
}
