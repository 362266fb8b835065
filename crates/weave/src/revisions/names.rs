//! Names that are others, or written otherwise, in a later version of a page.

use super::{
    pairing::Passage,
    revision::{Part, RevisionChange},
    sheet::{Sheet, change},
};
use crate::vocabulary::fold;
use article::Span;
use read::{EntityKind, MentionKind};
use std::collections::{BTreeMap, BTreeSet};

/// One who is named in a version.
struct Named {
    kind: EntityKind,
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
            let (old, new) = (a.side(old.fullest, None), b.side(new.fullest, None));
            changes.push(change(Part::Name, Some(old), Some(new)));
        }
    }
    let mut gone: BTreeMap<usize, &Named> = only(&of_a, &of_b);
    let mut come: BTreeMap<usize, &Named> = only(&of_b, &of_a);
    for passage in passages {
        let within = |names: &BTreeMap<usize, &Named>, lines: &[usize], kind: EntityKind| {
            let mut here = names.iter().filter(|(_, named)| {
                named.kind == kind && lines.iter().any(|line| named.lines.contains(line))
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
                let (old, new) = (a.side(old.fullest, None), b.side(new.fullest, None));
                changes.push(change(Part::Name, Some(old), Some(new)));
            }
        }
    }
    changes.extend(gone.values().map(|old| change(Part::Name, Some(a.side(old.fullest, None)), None)));
    changes.extend(come.values().map(|new| change(Part::Name, None, Some(b.side(new.fullest, None)))));
    changes
}

fn only<'n>(of: &'n BTreeMap<usize, Named>, other: &BTreeMap<usize, Named>) -> BTreeMap<usize, &'n Named> {
    of.iter()
        .filter(|(person, _)| !other.contains_key(person))
        .map(|(person, named)| (*person, named))
        .collect()
}

/// Persons, organisations and places that the report names, by their numbers among the story's people.
fn named(sheet: &Sheet<'_, '_>) -> BTreeMap<usize, Named> {
    let mut all: BTreeMap<usize, Named> = BTreeMap::new();
    for mention in sheet.reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let Some(line) = sheet.line_at(mention.span) else { continue };
        let Some(entity) = sheet.reading.entity(mention.entity).filter(|entity| entity.named) else {
            continue;
        };
        let Some(person) = sheet.person(entity.id) else { continue };
        let kind = entity.kind;
        if !matches!(kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Place) {
            continue;
        }
        let form = words(sheet.reading.words(mention.span));
        let named = all.entry(person).or_insert_with(|| Named {
            kind,
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

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}
