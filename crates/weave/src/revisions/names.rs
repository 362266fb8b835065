//! Names that are others, or written otherwise, in a later version of a page.

use super::{
    pairing::Passage,
    revision::{Part, RevisionChange, Side},
    sheet::{Sheet, change},
};
use crate::vocabulary::fold;
use article::Span;
use read::{Entity, EntityKind, MentionKind};
use std::collections::{BTreeMap, BTreeSet};

/// One who is named in a version.
struct Named<'r> {
    /// As the report has it.
    entity: &'r Entity,
    /// The fullest of the names, each cut at its spaces and without case: where it first stands.
    fullest: Span,
    /// Every form of it.
    forms: BTreeSet<Vec<String>>,
    /// The lines in which it is named.
    lines: BTreeSet<usize>,
}

/// Names that only one of the versions has, and names of one that are written in two ways. A name that came in the very
/// passage in which the only other of its kind went is taken for what that was changed to.
pub(super) fn names(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, passages: &[Passage]) -> Vec<RevisionChange> {
    let (of_a, of_b) = (named(a), named(b));
    let mut changes = Vec::new();
    for (person, old) in &of_a {
        let Some(new) = of_b.get(person) else { continue };
        let (x, y) = (words(a.reading.words(old.fullest)), words(b.reading.words(new.fullest)));
        let within = |x: &[String], y: &[String]| x.iter().all(|word| y.contains(word));
        if !within(&x, &y) && !within(&y, &x) && !new.forms.contains(&x) && !old.forms.contains(&y) {
            let (old, new) = (side(a, old), side(b, new));
            changes.push(change(Part::Name, Some(old), Some(new)));
        }
    }
    let mut gone: BTreeMap<usize, &Named<'_>> = only(&of_a, &of_b);
    let mut come: BTreeMap<usize, &Named<'_>> = only(&of_b, &of_a);
    for passage in passages {
        let within = |names: &BTreeMap<usize, &Named<'_>>, lines: &[usize], kind: EntityKind| {
            let mut here = names.iter().filter(|(_, named)| {
                named.entity.kind == kind && lines.iter().any(|line| named.lines.contains(line))
            });
            let first = here.next().map(|(person, _)| *person);
            first.filter(|_| here.next().is_none())
        };
        for kind in [EntityKind::Person, EntityKind::Organisation, EntityKind::Place] {
            let old = within(&gone, &passage.before, kind);
            let new = within(&come, &passage.after, kind);
            if let Some((old, new)) = old.zip(new)
                && let Some((old, new)) = gone.remove(&old).zip(come.remove(&new))
            {
                let (old, new) = (side(a, old), side(b, new));
                changes.push(change(Part::Name, Some(old), Some(new)));
            }
        }
    }
    changes.extend(gone.values().map(|old| change(Part::Name, Some(side(a, old)), None)));
    changes.extend(come.values().map(|new| change(Part::Name, None, Some(side(b, new)))));
    changes
}

fn only<'n, 'r>(
    of: &'n BTreeMap<usize, Named<'r>>,
    other: &BTreeMap<usize, Named<'r>>,
) -> BTreeMap<usize, &'n Named<'r>> {
    of.iter()
        .filter(|(person, _)| !other.contains_key(person))
        .map(|(person, named)| (*person, named))
        .collect()
}

/// Persons, organisations and places that the report names, by their numbers among the story's people.
fn named<'r>(sheet: &Sheet<'_, 'r>) -> BTreeMap<usize, Named<'r>> {
    let mut all: BTreeMap<usize, Named<'r>> = BTreeMap::new();
    for mention in sheet.reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let Some(line) = sheet.line_at(mention.span) else { continue };
        let Some(entity) = sheet.reading.entity(mention.entity).filter(|entity| entity.named) else {
            continue;
        };
        let Some(person) = sheet.person(entity.id) else { continue };
        if !matches!(entity.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place) {
            continue;
        }
        let form = words(sheet.reading.words(mention.span));
        let named = all.entry(person).or_insert_with(|| Named {
            entity,
            fullest: mention.span,
            forms: BTreeSet::new(),
            lines: BTreeSet::new(),
        });
        if form.len() > words(sheet.reading.words(named.fullest)).len() {
            named.fullest = mention.span;
        }
        named.forms.insert(form);
        named.lines.insert(line);
    }
    all
}

/// The name, with the first thing that its report says the one named is.
fn side(sheet: &Sheet<'_, '_>, named: &Named<'_>) -> Side {
    let role = named.entity.roles.first().map(|role| sheet.reading.words(role.span).to_owned());
    sheet.side(named.fullest, role)
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}
