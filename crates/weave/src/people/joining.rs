//! Joins the entities of all reports: by corrections, names, descriptions, surnames and roles.

use super::{
    Node, kinds,
    likeness::{given_names_agree, same_surname},
};
use crate::{group::Sets, vocabulary::fold};
use article::Correction;
use read::{Entity, EntityKind, MentionKind, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// The number of each node, the same for all that are one, and why nodes were joined with others.
pub(super) fn joined(
    nodes: &[Node<'_>],
    readings: &[&Reading],
    corrections: &[Correction],
) -> (Vec<usize>, BTreeMap<usize, String>) {
    let mut joining = Joining::new(nodes, readings, corrections);
    joining.by_correction(corrections);
    joining.by_full_name();
    joining.by_spelling();
    joining.by_short_name();
    joining.by_adjective();
    joining.by_description(readings);
    joining.by_surname();
    joining.by_role();
    (joining.sets.numbered(), joining.reasons)
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
