//! What parties want, where a later version of a page has it otherwise.

use super::{
    pairing::Passage,
    revision::{Part, RevisionChange, Side},
    sheet::{Sheet, change},
};
use crate::positions::party;
use read::Stance;

/// Stances of one party on one issue that were changed in a passage, and those that only one version has.
pub(super) fn stances(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, passages: &[Passage]) -> Vec<RevisionChange> {
    let mut changes = Vec::new();
    let (all_a, all_b) = (held(a, None), held(b, None));
    let shares = |old: &Held<'_>, new: &Held<'_>| {
        old.party == new.party && old.stance.issues.iter().any(|issue| new.stance.issues.contains(issue))
    };
    let same = |old: &Held<'_>, new: &Held<'_>| {
        let how = |stance: &Stance| (stance.kind, stance.hedge, stance.red_line);
        shares(old, new) && how(old.stance) == how(new.stance)
    };
    for passage in passages {
        let mut gone = held(a, Some(&passage.before));
        let mut come = held(b, Some(&passage.after));
        for meet in [&same as &dyn Fn(&Held<'_>, &Held<'_>) -> bool, &shares] {
            let mut told = Vec::new();
            gone.retain(|old| match come.iter().position(|new| meet(old, new)) {
                Some(at) => {
                    let new = come.remove(at);
                    if !same(old, &new) {
                        told.push(change(Part::Stance, Some(side(a, old)), Some(side(b, &new))));
                    }
                    false
                }
                None => true,
            });
            changes.extend(told);
        }
        gone.retain(|old| !all_b.iter().any(|new| same(old, new)));
        come.retain(|new| !all_a.iter().any(|old| same(old, new)));
        changes.extend(gone.iter().map(|old| change(Part::Stance, Some(side(a, old)), None)));
        changes.extend(come.iter().map(|new| change(Part::Stance, None, Some(side(b, new)))));
    }
    changes
}

/// A stance with the party that holds it.
struct Held<'r> {
    stance: &'r Stance,
    party: String,
}

/// The stances in some lines, or in all of them.
fn held<'r>(sheet: &Sheet<'_, 'r>, lines: Option<&[usize]>) -> Vec<Held<'r>> {
    let stances = sheet.reading.stances.iter().filter(|stance| {
        sheet.line_at(stance.cue).is_some_and(|line| lines.is_none_or(|lines| lines.contains(&line)))
    });
    stances
        .filter_map(|stance| Some(Held { stance, party: party(sheet.dossier, sheet.article, stance)? }))
        .collect()
}

fn side(sheet: &Sheet<'_, '_>, held: &Held<'_>) -> Side {
    Side { stance: Some(held.stance.kind), ..sheet.side(held.stance.object, Some(held.party.clone())) }
}
