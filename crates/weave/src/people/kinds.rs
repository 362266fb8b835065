//! What each name of a story means, when the reports read it as different things: by most of them, and by the other
//! names of the story.

use super::{Node, likeness::same_surname};
use crate::outlets::outlet;
use read::{EntityKind, Reading, words::table};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

/// The ends of adjectives of countries, with the ends of names that they stand for.
static ADJECTIVES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let rows = table(include_str!("adjectives.tsv"));
    rows.map(|row| (row[0], if row[1] == "-" { "" } else { row[1] })).collect()
});

/// Names of fewer letters are called after by chance.
const LONG: usize = 5;

/// Whether one word, folded, is the adjective of a name: *vordolian* of *vordolia*.
pub(super) fn is_adjective_of(word: &str, name: &str) -> bool {
    name.chars().count() >= LONG
        && word != name
        && ADJECTIVES.iter().any(|(end, of)| {
            word.strip_suffix(end).zip(name.strip_suffix(of)).is_some_and(|(stem, base)| stem == base)
        })
}

/// Gives each name one kind across the story.
pub(super) fn settle(nodes: &mut [Node<'_>], readings: &[&Reading]) {
    by_most(nodes);
    by_surname(nodes);
    by_longer(nodes, readings);
    by_adjective(nodes);
}

/// The kind as which most reports read a name, where some read it as a person and some do not. A reading as somebody
/// counts where the report says what that person is, or somebody of the story has it as a surname.
fn by_most(nodes: &mut [Node<'_>]) {
    let surnames = surnames(nodes);
    let mut votes: BTreeMap<String, BTreeMap<EntityKind, usize>> = BTreeMap::new();
    for node in nodes.iter().filter(|node| node.entity.named && node.kind != EntityKind::Other) {
        let bare = node.kind == EntityKind::Person
            && node.entity.roles.is_empty()
            && matches!(node.words.as_slice(), [only] if !surnames.contains(only));
        let vote = votes.entry(node.words.join(" ")).or_default().entry(node.kind).or_insert(0);
        *vote += usize::from(!bare);
    }
    for node in nodes.iter_mut().filter(|node| node.entity.named) {
        let Some(votes) = votes.get(&node.words.join(" ")) else { continue };
        let persons = votes.get(&EntityKind::Person).copied().unwrap_or(0);
        let all: usize = votes.values().sum();
        // Of as many on either side neither is known to be right.
        if (node.kind == EntityKind::Person) == (2 * persons > all) || 2 * persons == all {
            continue;
        }
        let others = votes.iter().filter(|(kind, _)| (**kind == EntityKind::Person) == (2 * persons > all));
        if let Some((kind, _)) = others.max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))) {
            node.kind = *kind;
        }
    }
}

/// The last words of the full names of people.
fn surnames(nodes: &[Node<'_>]) -> BTreeSet<String> {
    let full = nodes
        .iter()
        .filter(|node| node.entity.named && node.kind == EntityKind::Person && node.words.len() > 1);
    full.filter_map(|node| node.words.last().cloned()).collect()
}

/// One word that is the surname of one person of the story, and nothing longer is called by it.
fn by_surname(nodes: &mut [Node<'_>]) {
    let mut people: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut bodies: BTreeSet<String> = BTreeSet::new();
    for node in nodes.iter().filter(|node| node.entity.named && node.words.len() > 1) {
        if node.kind == EntityKind::Person {
            let surname = node.words.last().cloned().unwrap_or_default();
            people.entry(surname).or_default().insert(node.words.join(" "));
        } else {
            bodies.extend(node.words.iter().cloned());
        }
    }
    for node in nodes.iter_mut().filter(|node| node.entity.named) {
        if let ([only], EntityKind::Organisation | EntityKind::Other) = (node.words.as_slice(), node.kind)
            && people.get(only).is_some_and(|people| people.len() == 1)
            && !bodies.contains(only)
        {
            node.kind = EntityKind::Person;
        }
    }
}

/// One word that nobody of the story is called by, and that a longer name of a body or place, or an outlet, has in it.
fn by_longer(nodes: &mut [Node<'_>], readings: &[&Reading]) {
    let people: Vec<Vec<String>> = nodes
        .iter()
        .filter(|node| node.entity.named && node.kind == EntityKind::Person && node.words.len() > 1)
        .map(|node| node.words.clone())
        .collect();
    let mut longer: BTreeSet<String> = nodes
        .iter()
        .filter(|node| node.entity.named && node.words.len() > 1)
        .filter(|node| matches!(node.kind, EntityKind::Organisation | EntityKind::Place))
        .flat_map(|node| node.words.iter().cloned())
        .collect();
    // A town stands first in the name of its paper.
    let mut towns: BTreeSet<String> = BTreeSet::new();
    for words in readings.iter().filter_map(|reading| outlet(&reading.article)).map(super::words) {
        if words.len() > 1 {
            towns.extend(words.first().cloned());
        }
        longer.extend(words);
    }
    for node in nodes.iter_mut().filter(|node| node.entity.named && node.kind == EntityKind::Person) {
        let [only] = node.words.as_slice() else { continue };
        let somebody = people.iter().any(|person| person.contains(only) || same_surname(&node.words, person));
        if !somebody && node.entity.roles.is_empty() && longer.contains(only) {
            let town = towns.contains(only);
            node.kind = if town { EntityKind::Place } else { EntityKind::Organisation };
        }
    }
}

/// One word that is read as a person and is the adjective of a place of the story.
fn by_adjective(nodes: &mut [Node<'_>]) {
    let places: BTreeSet<String> = nodes
        .iter()
        .filter(|node| node.entity.named && node.kind == EntityKind::Place && node.words.len() == 1)
        .map(|node| node.words[0].clone())
        .collect();
    let surnames = surnames(nodes);
    for node in nodes.iter_mut().filter(|node| node.entity.named && node.kind == EntityKind::Person) {
        if let [only] = node.words.as_slice()
            && !surnames.contains(only)
            && places.iter().any(|place| is_adjective_of(only, place))
        {
            node.kind = EntityKind::Place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        for row in table(include_str!("adjectives.tsv")) {
            assert!(row.len() == 2 && seen.insert((row[0], row[1])), "{row:?}");
        }
    }

    #[test]
    fn countries_are_known_by_their_adjectives() {
        for (word, name) in [
            ("vordolian", "vordolia"),
            ("tessmari", "tessmar"),
            ("karvanese", "karvan"),
            ("bremish", "bremia"),
        ] {
            assert!(is_adjective_of(word, name), "{word} {name}");
        }
        for (word, name) in
            [("tessmar", "tessmar"), ("oskan", "oska"), ("brandt", "brand"), ("tessmar", "vordolia")]
        {
            assert!(!is_adjective_of(word, name), "{word} {name}");
        }
    }
}
