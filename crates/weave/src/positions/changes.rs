//! Where a position moved.

use super::{amounts::Amount, direction};
use crate::Held;
use read::StanceKind;

/// One stance of a position, with what tells whether it moved.
#[derive(Debug)]
pub(super) struct Moment<'r> {
    pub(super) held: Held,
    /// How much it puts.
    pub(super) amount: Option<Amount<'r>>,
    /// Whether the report looks back on it: *the union, which had demanded 9 percent*.
    pub(super) recalled: bool,
    /// Whether the party leaves a demand of its own: *no longer insists on*, *dropped its demand for*.
    pub(super) leaves: bool,
}

impl Moment<'_> {
    /// Whether both put the same amount.
    fn puts_the_same(&self, other: &Self) -> bool {
        self.amount.zip(other.amount).is_some_and(|(one, other)| one.is(other))
    }
}

/// Where a position moved between reports of different days, or between what a report looks back on and what it tells: to a
/// stance that points the other way, or to another amount. The moments are in order of time, and each move is a pair of their
/// indices. It is from the first report of what was held before.
pub(super) fn changes(moments: &[Moment<'_>]) -> Vec<(usize, usize)> {
    let mut changes = Vec::new();
    for (later, this) in moments.iter().enumerate() {
        // What a report looks back on is no news.
        if this.recalled {
            continue;
        }
        let latest = |fits: &dyn Fn(&Moment<'_>) -> bool| {
            let mut found = (0..later).rev().filter(|before| fits(&moments[*before]));
            let last = found.next()?;
            // A look back at what had long been left does not bring it back.
            let told = std::iter::once(last).chain(found).find(|before| !moments[*before].recalled);
            Some(told.unwrap_or(last))
        };
        let revision = latest(&|before| revised(before, this));
        let Some(last) = revision.or_else(|| latest(&|before| turned(before, this))) else {
            continue;
        };
        let of_revision = |before: &Moment<'_>, other: &Moment<'_>| match revision {
            Some(_) => before.puts_the_same(other),
            None => before.held.stance == other.held.stance,
        };
        // What was said in between already, or on one day with what was held before, is no move again.
        let again = |before: usize| {
            (before > last || moments[before].held.since == moments[last].held.since)
                && of_revision(&moments[before], this)
        };
        if (0..later).any(again) {
            continue;
        }
        let same = |before: &usize| {
            moments[*before].held.stance == moments[last].held.stance
                && (revision.is_none() || moments[*before].puts_the_same(&moments[last]))
        };
        let first = (0..=last).find(same).unwrap_or(last);
        if is_before(&moments[first], this) {
            changes.push((first, later));
        }
    }
    changes
}

/// Whether one stance was held before another, as far as the reports tell.
fn is_before(first: &Moment<'_>, later: &Moment<'_>) -> bool {
    let days = first.held.since.zip(later.held.since);
    days.is_some_and(|(first, later)| first.last_day() < later.first_day())
        || first.recalled && first.held.article == later.held.article
}

/// Whether a party puts another amount where it put one before.
fn revised(before: &Moment<'_>, this: &Moment<'_>) -> bool {
    puts(&before.held, &this.held)
        && before.amount.zip(this.amount).is_some_and(|(before, this)| before.differs(this))
}

/// Whether a party that gave refuses or the other way, or leaves what it asked for. Who demands a thing and refuses what is offered
/// has not moved.
fn turned(before: &Moment<'_>, this: &Moment<'_>) -> bool {
    let asks = |moment: &Moment<'_>| matches!(moment.held.stance, StanceKind::Demands | StanceKind::CallsFor);
    if asks(this) {
        return false;
    }
    if asks(before) {
        return this.leaves;
    }
    direction(before.held.stance) * direction(this.held.stance) < 0
}

/// Whether a later stance can put another amount where an earlier one put its own: offers more, settles for less.
fn puts(before: &Held, this: &Held) -> bool {
    use StanceKind::{Accepts, CallsFor, Demands, IsOpenTo, Offers};
    match before.stance {
        Offers => matches!(this.stance, Offers | Accepts | IsOpenTo),
        Demands | CallsFor => matches!(this.stance, Demands | CallsFor | Accepts | IsOpenTo),
        _ => false,
    }
}
