//! Figures that are another in a later version of a page.

use super::{
    pairing::Passage,
    revision::{Part, RevisionChange, Side},
    sheet::{Sheet, change},
};
use crate::{
    amounts::{Amount, amount, tells},
    vocabulary::stem,
};
use read::Figure;
use std::collections::BTreeSet;

/// What sets figures apart: value and unit, the upper end of a range, whether it is an ordinal.
type Key<'r> = (Amount<'r>, Option<u64>, bool);

fn key(figure: &Figure) -> Key<'_> {
    (amount(figure), figure.upper.map(f64::to_bits), figure.ordinal)
}

/// Figures that were changed, added or withdrawn. A value that stands elsewhere in the other version is neither added nor
/// withdrawn.
pub(super) fn figures(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, passages: &[Passage]) -> Vec<RevisionChange> {
    let (all_a, all_b) = (all(a), all(b));
    let mut changes = Vec::new();
    for passage in passages {
        let mut gone: Vec<&Figure> = passage.before.iter().flat_map(|line| a.figures(*line)).collect();
        let mut come: Vec<&Figure> = passage.after.iter().flat_map(|line| b.figures(*line)).collect();
        let mut both = |a_to_b: &dyn Fn(&Figure, &Figure) -> bool,
                        told: &dyn Fn(&Figure, &Figure) -> bool| {
            gone.retain(|old| {
                let Some(at) = come.iter().position(|new| a_to_b(old, new)) else { return true };
                let new = come.remove(at);
                if told(old, new) {
                    changes.push(change(Part::Figure, Some(side(a, old)), Some(side(b, new))));
                }
                false
            });
        };
        let counted = |old: &Figure, new: &Figure| (counted(a, old), counted(b, new));
        let other_count = |old: &Figure, new: &Figure| {
            let (old, new) = counted(old, new);
            old.zip(new).is_some_and(|(old, new)| old != new)
        };
        let moved = |old: &Figure, new: &Figure| all_b.contains(&key(old)) && all_a.contains(&key(new));
        let alike = |old: &Figure, new: &Figure| {
            (&old.unit, old.ordinal) == (&new.unit, new.ordinal) && !moved(old, new)
        };
        both(&|old, new| key(old) == key(new) && !other_count(old, new), &|_, _| false);
        both(&|old, new| key(old) == key(new), &|_, _| true);
        both(
            &|old, new| {
                let (x, y) = counted(old, new);
                alike(old, new) && x.is_some() && x == y
            },
            &|_, _| true,
        );
        both(&|old, new| alike(old, new) && (old.unit.is_some() || !other_count(old, new)), &|_, _| true);
        let withdrawn = gone.into_iter().filter(|old| tells(old) && !all_b.contains(&key(old)));
        changes.extend(withdrawn.map(|old| change(Part::Figure, Some(side(a, old)), None)));
        let added = come.into_iter().filter(|new| tells(new) && !all_a.contains(&key(new)));
        changes.extend(added.map(|new| change(Part::Figure, None, Some(side(b, new)))));
    }
    changes
}

fn all<'r>(sheet: &Sheet<'_, 'r>) -> BTreeSet<Key<'r>> {
    (0..sheet.lines.len()).flat_map(|line| sheet.figures(line)).map(key).collect()
}

/// The stem of the noun that a figure counts.
fn counted(sheet: &Sheet<'_, '_>, figure: &Figure) -> Option<String> {
    let counts = sheet.reading.words(figure.counts?);
    counts.split_whitespace().next_back().map(stem)
}

fn side(sheet: &Sheet<'_, '_>, figure: &Figure) -> Side {
    sheet.side(figure.span, figure.counts.map(|counts| sheet.reading.words(counts).to_owned()))
}
