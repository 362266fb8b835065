//! Days and times that a later version of a page changed.

use super::{
    pairing::Passage,
    revision::{Part, RevisionChange},
    sheet::{Sheet, change},
};
use read::{Time, TimeType};

/// Of passages that were reworded, the one day or time that went where one came: other words and another value.
pub(super) fn times(a: &Sheet<'_, '_>, b: &Sheet<'_, '_>, passages: &[Passage]) -> Vec<RevisionChange> {
    let mut changes = Vec::new();
    for passage in passages {
        let mut gone = of(a, &passage.before);
        let mut come = of(b, &passage.after);
        let same =
            |old: &Time, new: &Time| old.value == new.value || a.digests(old.span) == b.digests(new.span);
        gone.retain(|old| match come.iter().position(|new| same(old, new)) {
            Some(at) => {
                come.remove(at);
                false
            }
            None => true,
        });
        if let ([old], [new]) = (&gone[..], &come[..]) {
            changes.push(change(Part::Time, Some(a.side(old.span, None)), Some(b.side(new.span, None))));
        }
    }
    changes
}

fn of<'r>(sheet: &Sheet<'_, 'r>, lines: &[usize]) -> Vec<&'r Time> {
    let dated =
        sheet.reading.times.iter().filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time));
    dated.filter(|time| sheet.line_at(time.span).is_some_and(|line| lines.contains(&line))).collect()
}
