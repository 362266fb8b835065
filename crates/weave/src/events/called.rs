//! What speaks for two happenings being one in what they are called.

use super::{
    Happening,
    agreement::{LEAST_AGREEMENT, persons},
    naming::{Alike, Recurrence},
};
use std::collections::BTreeSet;

/// Points for the word alone. What a story has once is one when it is called so, unless other persons take part.
/// What it has several times is one when it is called so and is on one day.
pub(super) fn word(a: &Happening<'_>, b: &Happening<'_>, called: Alike, time: f32) -> f32 {
    let recurrence = recurrence(a).max(recurrence(b));
    if called < Alike::Kind || of_others(a, b) || recurrence == Recurrence::Each {
        return 0.0;
    }
    if recurrence <= Recurrence::Person {
        if called == Alike::Word { LEAST_AGREEMENT } else { 0.0 }
    } else if time >= SAME_DAY {
        LEAST_AGREEMENT - SAME_DAY
    } else {
        0.0
    }
}

/// Points for a day that both name.
pub(super) const SAME_DAY: f32 = 2.0;

/// Points for being the same of several, as *the second round* is; `None` when they are two of them. Of one story's second
/// hearing there is one, whenever it is told of.
pub(super) fn ordinals(a: &Happening<'_>, b: &Happening<'_>, called: Alike) -> Option<f32> {
    let of = |happening: &Happening<'_>| -> BTreeSet<&'static str> {
        happening.mentions.iter().filter_map(|spoken| spoken.name.ordinal()).collect()
    };
    let (x, y) = (of(a), of(b));
    if x.is_empty() || y.is_empty() {
        return Some(0.0);
    }
    let points = if called >= Alike::Kind && !of_others(a, b) { LEAST_AGREEMENT } else { 1.5 };
    (!x.is_disjoint(&y)).then_some(points)
}

/// Whether each happening names persons and none of the other's.
fn of_others(a: &Happening<'_>, b: &Happening<'_>) -> bool {
    let (x, y) = (persons(a), persons(b));
    !x.is_empty() && !y.is_empty() && x.is_disjoint(&y)
}

/// Whether both are what befalls one person, and befell two: nobody is the other side of an arrest.
pub(super) fn befell_others(a: &Happening<'_>, b: &Happening<'_>) -> bool {
    recurrence(a) == Recurrence::Person && recurrence(b) == Recurrence::Person && of_others(a, b)
}

fn recurrence(happening: &Happening<'_>) -> Recurrence {
    let all = happening.mentions.iter().map(|spoken| spoken.name.recurrence());
    all.max().unwrap_or(Recurrence::Once)
}

/// How alike what happenings are called is, by the two mentions that are called most alike; `None` when no two can mean
/// one event.
pub(super) fn named(a: &Happening<'_>, b: &Happening<'_>) -> Option<Alike> {
    let pairs = a.mentions.iter().flat_map(|x| b.mentions.iter().map(move |y| x.name.alike(&y.name)));
    pairs.flatten().max()
}
