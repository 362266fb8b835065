//! Who is the same across reports.
//!
//! Within one report the reading has already told who is the same. Here the reports are joined: equal full
//! names; one given name with a surname spelled in two ways; a bare surname that only one person of the story
//! has; a role that only one person of the story holds; an organisation's short name or initials. Two people
//! are never joined on a surname alone when two in the story have it.

mod kinds;
mod likeness;
mod parties;

use crate::{Party, Person, group::Sets, vocabulary::fold};
use article::{Correction, Evidence, Span};
use likeness::{given_names_agree, same_surname};
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
        let mut joining = Joining::new(&nodes, readings, corrections);
        joining.by_correction(corrections);
        joining.by_full_name();
        joining.by_spelling();
        joining.by_short_name();
        joining.by_adjective();
        joining.by_description(readings);
        joining.by_surname();
        joining.by_role();
        let numbers = joining.sets.numbered();
        let reasons = joining.reasons;
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
        let called = format!("the {plain}");
        let mut bodies = self.people.iter().filter(|other| {
            other.kind == EntityKind::Organisation && other.aliases.iter().any(|alias| fold(alias) == called)
        });
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

fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> =
        name.split([' ', '-', '–']).map(fold).filter(|word| !word.is_empty()).collect();
    while words.len() > 1 && HONORIFICS.contains(&words[0].as_str()) {
        words.remove(0);
    }
    words
}

/// Joins nodes step by step, each step with its reason.
struct Joining<'n, 'r> {
    nodes: &'n [Node<'r>],
    sets: Sets,
    /// For a node: why it was joined with others.
    reasons: BTreeMap<usize, String>,
    /// Folded names that a person keeps apart.
    apart: Vec<(String, String)>,
    /// For each node, all folded forms of its name.
    forms: Vec<BTreeSet<String>>,
}

impl<'n, 'r> Joining<'n, 'r> {
    fn new(nodes: &'n [Node<'r>], readings: &[&Reading], corrections: &[Correction]) -> Self {
        let apart = corrections
            .iter()
            .filter_map(|correction| match correction {
                Correction::PartPeople { a, b } => Some((fold(a), fold(b))),
                _ => None,
            })
            .collect();
        let mut forms: Vec<BTreeSet<String>> =
            nodes.iter().map(|node| BTreeSet::from([fold(&node.entity.name)])).collect();
        let mut first = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            first.insert((node.article, node.entity.id), at);
        }
        for (article, reading) in readings.iter().enumerate() {
            for mention in &reading.mentions {
                if mention.kind == MentionKind::Name
                    && let Some(at) = first.get(&(article, mention.entity))
                {
                    forms[*at].insert(fold(reading.words(mention.span)));
                }
            }
        }
        Self { nodes, sets: Sets::new(nodes.len()), reasons: BTreeMap::new(), apart, forms }
    }

    fn join(&mut self, a: usize, b: usize, reason: impl FnOnce() -> String) {
        if self.sets.find(a) == self.sets.find(b) || self.are_parted(a, b) {
            return;
        }
        self.sets.join(a, b);
        self.reasons.entry(b).or_insert_with(reason);
    }

    /// Whether a person's correction keeps the sets of the two apart.
    fn are_parted(&mut self, a: usize, b: usize) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let (a, b) = (self.sets.find(a), self.sets.find(b));
        let mut names = (BTreeSet::new(), BTreeSet::new());
        for at in 0..self.nodes.len() {
            let root = self.sets.find(at);
            if root == a {
                names.0.extend(self.forms[at].iter().cloned());
            } else if root == b {
                names.1.extend(self.forms[at].iter().cloned());
            }
        }
        self.apart.iter().any(|(x, y)| {
            (names.0.contains(x) && names.1.contains(y)) || (names.0.contains(y) && names.1.contains(x))
        })
    }

    fn by_correction(&mut self, corrections: &[Correction]) {
        for correction in corrections {
            let Correction::JoinPeople { a, b } = correction else { continue };
            let (a, b) = (fold(a), fold(b));
            let holders: Vec<usize> = (0..self.nodes.len())
                .filter(|at| self.forms[*at].contains(&a) || self.forms[*at].contains(&b))
                .collect();
            for pair in holders.windows(2) {
                self.join(pair[0], pair[1], || "a person said that these names are one".to_owned());
            }
        }
    }

    fn by_full_name(&mut self) {
        let mut seen: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let person = node.kind == EntityKind::Person;
            if person && (!node.entity.named || node.words.len() < 2) {
                continue;
            }
            let first = *seen.entry((person, node.words.join(" "))).or_insert(at);
            self.join(first, at, || format!("the same name, {}", node.entity.name));
        }
    }

    fn by_spelling(&mut self) {
        for (b, node) in self.nodes.iter().enumerate() {
            if !is_named_person(node) || node.words.len() < 2 {
                continue;
            }
            for (a, other) in self.nodes[..b].iter().enumerate() {
                if is_named_person(other)
                    && other.words.len() >= 2
                    && other.words.last() != node.words.last()
                    && given_names_agree(&node.words, &other.words)
                    && same_surname(&node.words, &other.words)
                {
                    self.join(a, b, || {
                        format!("{} and {} differ only in spelling", other.entity.name, node.entity.name)
                    });
                }
            }
        }
    }

    /// *Norrvane* for *Norrvane Terminals*, *AQW* for *Amalgamated Quay Workers*, when only one fits.
    fn by_short_name(&mut self) {
        for b in 0..self.nodes.len() {
            let node = &self.nodes[b];
            let short = node.words.join(" ");
            // A town is not short for the council that has its name in front.
            let is_place =
                self.nodes.iter().any(|other| other.kind == EntityKind::Place && other.words == node.words);
            if node.kind == EntityKind::Person || is_place || !node.entity.named || node.words.len() > 2 {
                continue;
            }
            let mut longer: Vec<usize> = (0..self.nodes.len())
                .filter(|a| {
                    let other = &self.nodes[*a];
                    other.kind == EntityKind::Organisation
                        && other.words.len() > node.words.len()
                        && (other.words.starts_with(&node.words)
                            || self.forms[*a].contains(&short)
                            || initials(&other.entity.name) == node.entity.name)
                })
                .collect();
            let mut roots: Vec<usize> = longer.iter().map(|a| self.sets.find(*a)).collect();
            roots.sort_unstable();
            roots.dedup();
            if roots.len() == 1
                && let Some(a) = longer.pop()
            {
                let name = self.nodes[a].entity.name.clone();
                self.join(a, b, || {
                    format!("{} is short for {name}, which alone in the story begins so", node.entity.name)
                });
            }
        }
    }

    /// *Vordolian* for *Vordolia*.
    fn by_adjective(&mut self) {
        for b in 0..self.nodes.len() {
            let node = &self.nodes[b];
            let ([word], EntityKind::Place, true) = (node.words.as_slice(), node.kind, node.entity.named)
            else {
                continue;
            };
            let country = (0..self.nodes.len()).find(|a| {
                let other = &self.nodes[*a];
                other.kind == EntityKind::Place
                    && other.words.len() == 1
                    && kinds::is_adjective_of(word, &other.words[0])
            });
            if let Some(a) = country {
                let name = self.nodes[a].entity.name.clone();
                self.join(a, b, || format!("{} is the adjective of {name}", node.entity.name));
            }
        }
    }

    /// *the dockworkers' union* of a report that never names it, when only one organisation of the story is
    /// called so elsewhere.
    fn by_description(&mut self, readings: &[&Reading]) {
        let mut described: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if node.kind != EntityKind::Organisation || !node.entity.named {
                continue;
            }
            for mention in &readings[node.article].mentions {
                if mention.entity == node.entity.id && mention.kind == MentionKind::Role {
                    described
                        .entry(description(readings[node.article].words(mention.span)))
                        .or_default()
                        .push(at);
                }
            }
        }
        for b in 0..self.nodes.len() {
            let node = &self.nodes[b];
            if node.kind != EntityKind::Organisation || node.entity.named {
                continue;
            }
            let Some(holders) = described.get(&description(&node.entity.name)) else { continue };
            let roots: BTreeSet<usize> = holders.clone().into_iter().map(|at| self.sets.find(at)).collect();
            if let (1, Some(a)) = (roots.len(), holders.first()) {
                let name = &self.nodes[*a].entity.name;
                self.join(*a, b, || format!("{} is {name} in the other reports", node.entity.name));
            }
        }
    }

    fn by_surname(&mut self) {
        for b in 0..self.nodes.len() {
            let node = &self.nodes[b];
            if !is_named_person(node) || node.words.len() != 1 {
                continue;
            }
            let mut roots = BTreeMap::new();
            for a in 0..self.nodes.len() {
                let other = &self.nodes[a];
                if is_named_person(other) && other.words.len() >= 2 && same_surname(&node.words, &other.words)
                {
                    roots.entry(self.sets.find(a)).or_insert(a);
                }
            }
            if let (1, Some((_, a))) = (roots.len(), roots.first_key_value()) {
                let (a, name) = (*a, self.nodes[*a].entity.name.clone());
                self.join(a, b, || format!("{name} alone in the story has the surname {}", node.entity.name));
            }
        }
        // Bare surnames in several reports, and nobody's full name: one person as far as anyone can tell.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for at in 0..self.nodes.len() {
            let node = &self.nodes[at];
            if is_named_person(node) && node.words.len() == 1 {
                let first = *seen.entry(node.words[0].clone()).or_insert(at);
                let full = (0..self.nodes.len()).any(|a| {
                    self.nodes[a].words.len() > 1
                        && is_named_person(&self.nodes[a])
                        && same_surname(&node.words, &self.nodes[a].words)
                });
                if !full {
                    self.join(first, at, || {
                        format!("the same surname, {}, and no full name in any report", node.entity.name)
                    });
                }
            }
        }
    }

    /// *the U.S. President* of a report that never names him.
    fn by_role(&mut self) {
        for b in 0..self.nodes.len() {
            let node = &self.nodes[b];
            if node.entity.named || node.kind != EntityKind::Person {
                continue;
            }
            let mut roots = BTreeMap::new();
            for a in 0..self.nodes.len() {
                let other = &self.nodes[a];
                if is_named_person(other) && holds_role_of(other.entity, node.entity) {
                    roots.entry(self.sets.find(a)).or_insert(a);
                }
            }
            if let (1, Some((_, a))) = (roots.len(), roots.first_key_value()) {
                let (a, name) = (*a, self.nodes[*a].entity.name.clone());
                self.join(a, b, || format!("{} is {name} in the other reports", node.entity.name));
            }
        }
        // The same role in several reports, and nobody named who holds it.
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        for at in 0..self.nodes.len() {
            let node = &self.nodes[at];
            let (false, EntityKind::Person, Some(role)) =
                (node.entity.named, node.kind, node.entity.roles.first())
            else {
                continue;
            };
            if let Some(of) = &role.of {
                let first = *seen.entry((role.office.clone(), fold(of))).or_insert(at);
                self.join(first, at, || format!("the same role, {}", node.entity.name));
            }
        }
    }
}

fn is_named_person(node: &Node<'_>) -> bool {
    node.entity.named && node.kind == EntityKind::Person
}

/// A description of an organisation without its article, for comparing.
fn description(words: &str) -> String {
    let folded = fold(words);
    folded.strip_prefix("the ").unwrap_or(&folded).to_owned()
}

fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .collect()
}

/// Whether a person is said to hold the office by which another report means somebody.
fn holds_role_of(person: &Entity, unnamed: &Entity) -> bool {
    unnamed.roles.iter().any(|wanted| {
        wanted.of.is_some()
            && person.roles.iter().any(|held| {
                held.of == wanted.of
                    && held.former == wanted.former
                    && offices_agree(&held.office, &wanted.office)
            })
    })
}

/// Whoever heads a country or an organisation is called its leader as well.
fn offices_agree(a: &str, b: &str) -> bool {
    const HEADS: &[&str] = &[
        "president",
        "prime minister",
        "chancellor",
        "premier",
        "king",
        "queen",
        "general secretary",
        "secretary general",
        "chief executive",
        "chairman",
        "chairwoman",
        "chair",
        "head",
        "director general",
    ];
    let leads = |office: &str| matches!(office, "leader" | "boss" | "chief");
    a == b || (leads(a) && HEADS.contains(&b)) || (leads(b) && HEADS.contains(&a))
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
