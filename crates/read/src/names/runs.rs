//! Finds where a run of capitalised words ends: `Bank of England`, `Ursula von der Leyen`, `Shippers’ Council`.

use super::{
    offices, organisations, places,
    view::{Shape, View, Zone},
    words,
};
use crate::EntityKind;

/// The most tokens that a run of capitalised words is followed for.
const LONGEST: usize = 40;

pub(super) fn begins_run(view: &View<'_, '_>, at: usize) -> bool {
    view.is_capital(at)
        || (words::particle(view.token(at)) == Some(true) && after_particles(view, at).is_some())
}

/// The first capitalised token after particles that begin at `at`: `der Leyen`, `al-Assad`.
fn after_particles(view: &View<'_, '_>, at: usize) -> Option<usize> {
    let mut next = at;
    while next < at + 3 && words::particle(view.token(next)).is_some() {
        next += 1;
        if view.lower(next) == "-" && view.touches_next(next - 1) && view.touches_next(next) {
            next += 1;
        }
    }
    (next > at && view.is_capital(next) && next < view.sentence_end(at)).then_some(next)
}

/// One past the last token of the run of capitalised words that begins at `at`.
pub(super) fn run_end(view: &View<'_, '_>, start: usize) -> usize {
    let limit = view.sentence_end(start);
    let mut end = start + 1;
    if !view.is_capital(start) {
        end = after_particles(view, start).unwrap_or(start) + 1;
    }
    let mut last = end - 1;
    end = end.max(phrase_end(view, start));
    while end < limit && end - start < LONGEST && view.zone(end) == Zone::Read {
        if end > last + 1 {
            last = end - 1;
        }
        let next = next_in_run(view, start, last, end);
        match next {
            Some(next) if next <= limit => {
                let reach = phrase_end(view, next - 1).min(limit);
                last = next - 1;
                end = next.max(reach);
            }
            _ => break,
        }
    }
    end.min(limit)
}

/// One past the end of a known phrase that begins at `at` and holds words in small letters: `Secretary of State`.
fn phrase_end(view: &View<'_, '_>, at: usize) -> usize {
    let office = offices::office_at(view, at).filter(|_| view.is_capital(at)).map_or(0, |(tokens, _)| tokens);
    let known = organisations::known_at(view, at).map_or(0, |(tokens, _)| tokens);
    let place = places::place_at(view, at).map_or(0, |(tokens, _)| tokens);
    at + office.max(known).max(place).max(1)
}

/// One past the next capitalised token that goes on with the run, if it goes on at `end`.
fn next_in_run(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    if view.is_capital(end) {
        return Some(end + 1);
    }
    let word = view.lower(end);
    let capital_after = view.is_capital(end + 1);
    match word {
        "." if view.touches_next(last) && capital_after && ends_in_stop(view, last) => Some(end + 2),
        "-" | "‑" if view.touches_next(last) && view.touches_next(end) => {
            if capital_after {
                Some(end + 2)
            } else if last > start
                && words::family_first(view.token(last - 1))
                && view.shape(end + 1) == Shape::Small
            {
                // `Tsai Ing-wen`.
                Some(end + 2)
            } else {
                after_particles(view, end + 1).map(|at| at + 1)
            }
        }
        "&" if capital_after => Some(end + 2),
        "of" | "for" | "on" => of_end(view, start, last, end),
        "and" => and_end(view, start, last, end),
        "'s" | "'" | "’" => possessive_end(view, last, end),
        _ if words::particle(view.token(end)).is_some()
            && (view.shape(last) != Shape::Capitals || view.token(last).ends_with('.')) =>
        {
            after_particles(view, end).map(|at| at + 1)
        }
        _ => None,
    }
}

/// Whether a full stop after this token goes with it: an initial or a title.
fn ends_in_stop(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.token(at);
    view.shape(at) == Shape::Letter
        || words::title(word).is_some()
        || matches!(
            word,
            "Sen"
                | "Rep"
                | "Gov"
                | "Gen"
                | "Lt"
                | "Col"
                | "Maj"
                | "Capt"
                | "Cmdr"
                | "Adm"
                | "Sgt"
                | "Cpl"
                | "Pvt"
                | "Prof"
                | "Rev"
                | "Supt"
                | "Det"
                | "Insp"
                | "St"
                | "Brig"
                | "Inc"
                | "Corp"
                | "Ltd"
                | "Co"
                | "Mt"
                | "Ft"
                | "Jr"
                | "Sr"
        )
}

/// `Bank of England`, `Ministry of the Interior`: the capitalised word after the preposition.
fn of_end(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    let takes_of = organisations::head(view.token(last)).is_some_and(|head| head.takes_of);
    let after = if view.lower(end + 1) == "the" { end + 2 } else { end + 1 };
    // `University of Saltmere` is one name; `the Party of Orsoly` with a title after it would be two.
    let lone_start = last == start && view.is_start(start) && view.lower(end) != "of";
    (takes_of && !lone_start && view.is_capital(after) && words::title(view.token(after)).is_none())
        .then_some(after + 1)
}

/// `Food and Drug Administration`: ordinary words joined, with an organisation's word to come or gone before.
fn and_end(view: &View<'_, '_>, start: usize, last: usize, end: usize) -> Option<usize> {
    let ordinary = |at: usize| view.is_capital(at) && words::is_ordinary(view.lower(at));
    if !(ordinary(last) && ordinary(end + 1)) || offices::office_at(view, end + 1).is_some() {
        return None;
    }
    let opened = (start..last).any(|at| matches!(view.lower(at), "of" | "for" | "on"));
    let mut tail = end + 1;
    while view.is_capital(tail + 1) && tail < end + 4 {
        tail += 1;
    }
    let is_head = |at: usize| {
        organisations::head(view.token(at)).is_some_and(|head| head.kind == EntityKind::Organisation)
    };
    let closed = is_head(tail) && !(start..=last).any(is_head);
    (opened || closed).then_some(end + 2)
}

/// `Shippers’ Council`, `Children's Hospital`: an ordinary plural that owns a word of the table of heads.
fn possessive_end(view: &View<'_, '_>, last: usize, end: usize) -> Option<usize> {
    let owner = view.lower(last);
    let plural = view.lower(end) != "'s" && owner.ends_with('s') && view.touches_next(last);
    let people = matches!(
        owner,
        "women" | "men" | "children" | "people" | "king" | "queen" | "veterans" | "seamen" | "fishermen"
    );
    if !(plural || people) || !words::is_ordinary(owner) && !owner.ends_with("ers") {
        return None;
    }
    let mut tail = end + 1;
    while view.is_capital(tail + 1) && tail < end + 4 {
        tail += 1;
    }
    (view.is_capital(end + 1) && organisations::head(view.token(tail)).is_some()).then_some(end + 2)
}
