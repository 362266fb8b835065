//! Recognises how long and how often: *five hours*, *two weeks ago*, *every Monday*, *daily*.

use super::{
    lexicon::{self, Unit, Word},
    meaning::{Expression, Meaning},
    pieces::Pieces,
    quantity::{Quantity, length, or_so, plural, unit},
    verbs::Role,
};

/// Words that say about how long; they belong to the expression.
const ABOUT: &[&[&str]] = &[
    &["no", "more", "than"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["at", "least"],
    &["at", "most"],
    &["up", "to"],
    &["about"],
    &["around"],
    &["roughly"],
    &["approximately"],
    &["nearly"],
    &["almost"],
    &["over"],
    &["just", "over"],
    &["just", "under"],
];

/// Words before *over* that make it *more than*.
const MORE: &[&str] =
    &["for", "just", "well", "little", "slightly", "lasted", "took", "takes", "after", "spent", "of"];

/// Words before *a year* that make it a length and not a rate.
const LASTS: &[&str] = &[
    "for", "in", "within", "after", "over", "during", "than", "about", "nearly", "almost", "least", "lasted",
    "lasting", "barely", "another", "took", "take", "takes", "taken", "last", "wait", "waited", "spend",
    "spent", "around", "roughly", "every", "under",
];

/// A length, or what is counted back or forward by one: *five hours*, *two weeks ago*, *a year earlier*.
pub(super) fn lasting(pieces: &Pieces, at: usize) -> Option<Expression> {
    if pieces.joined(at) {
        return None;
    }
    let about = ABOUT.iter().find(|words| pieces.are(at, words)).map_or(0, |words| words.len());
    // `for over a year` is more than one, `over a year` is in the course of it.
    if pieces.lower(at) == "over" && !MORE.contains(&pieces.before(at)) {
        return None;
    }
    let mut head = at + about;
    let the =
        usize::from(matches!(pieces.lower(head), "the" | "its" | "their" | "his" | "her") && about == 0);
    let first =
        matches!(pieces.lower(head + the), "first" | "final" | "last" | "opening" | "latest" | "early");
    if the == 1 && pieces.lower(head) == "the" {
        head += 1 + usize::from(first);
    }
    let Some((end, quantity, unit)) = length(pieces, head) else {
        return loose(pieces, at).or_else(|| week_long(pieces, at)).filter(|_| about == 0);
    };
    let ago = |shift: i64| counted(quantity, unit, shift);
    match pieces.lower(end) {
        "ago" | "back" if pieces.lower(end) == "ago" => return Some(Expression::new(at, end + 1, ago(-1))),
        "from" if pieces.lower(end + 1) == "now" => return Some(Expression::new(at, end + 2, ago(1))),
        word @ ("earlier" | "later" | "afterwards" | "beforehand") => {
            let sign = if matches!(word, "earlier" | "beforehand") { -1 } else { 1 };
            return Some(match from_told(quantity, unit, sign) {
                // `a few days later` says how long after.
                Meaning::Reference(_) => Expression::new(at, end, Meaning::Length(quantity.length(unit))),
                meaning => Expression::new(at, end + 1, meaning),
            });
        }
        word @ ("before" | "after") if ends_clause(pieces, end + 1) => {
            let sign = if word == "before" { -1 } else { 1 };
            return Some(Expression::new(at, end + 1, from_told(quantity, unit, sign)));
        }
        _ => {}
    }
    // Ages and seconds that rank are none.
    let aged = pieces.lower(end) == "old" || pieces.lower(end).starts_with("olds");
    let rate =
        matches!(pieces.lower(head), "a" | "an") && head + 2 == end && !LASTS.contains(&pieces.before(at));
    // `a day after the vote` is a length.
    let rate = rate && about == 0 && !matches!(pieces.lower(end), "after" | "before");
    let named = pieces.0.get(end - 1).is_some_and(|piece| piece.capital && !piece.shouted)
        && !pieces.0.get(head).is_some_and(|piece| piece.shouted)
        && pieces.capital(head)
        && !pieces.joined(end - 1);
    // `three-quarters of`, `one day you will see`, `24 hours a day`.
    let fraction = unit == Unit::Quarter
        && (pieces.lower(end) == "of" || pieces.joined(end - 1) || rate_like(pieces, head));
    let some_day = quantity == Quantity::of(1)
        && unit == Unit::Day
        && pieces.lower(head) == "one"
        && !pieces.joined(end - 1)
        && !LASTS.contains(&pieces.before(at))
        && about == 0;
    let around_the_clock = matches!(pieces.lower(end), "a" | "per")
        && pieces.word(end + 1).is_some_and(|word| matches!(word, Word::Unit(_)));
    // `will one day be`
    if some_day
        && at > 0
        && matches!(super::verbs::role(pieces, at - 1), Some(Role::Will | Role::Would | Role::Modal))
    {
        return Some(Expression::new(at, end, Meaning::Reference("FUTURE_REF")));
    }
    let some_day = some_day && !matches!(pieces.lower(end), "after" | "before");
    if fraction || some_day || around_the_clock {
        return None;
    }
    let money = matches!(pieces.before(at), "$" | "£" | "€");
    if aged || rate || named || money {
        return None;
    }
    let end = or_so(pieces, end);
    // The article of `the five-year plan` belongs to the plan.
    let from = if pieces.joined(end - 1) && about == 0 { head } else { at };
    Some(Expression::new(from, end, Meaning::Length(quantity.length(unit))))
}

fn rate_like(pieces: &Pieces, head: usize) -> bool {
    matches!(pieces.lower(head), "a" | "an")
}

/// Whether a clause ends at `at`.
pub(super) fn ends_clause(pieces: &Pieces, at: usize) -> bool {
    matches!(pieces.lower(at), "" | "." | "," | ";" | "”" | "\"" | "!" | "?")
}

/// What *ago* or *from now* makes of a length.
fn counted(quantity: Quantity, unit: Unit, sign: i64) -> Meaning {
    let vague = if sign < 0 { Meaning::Reference("PAST_REF") } else { Meaning::Reference("FUTURE_REF") };
    let Some(whole) = quantity.whole else { return vague };
    let count = i64::from(whole) * sign;
    match (unit, quantity.half) {
        (Unit::Fortnight, false) => Meaning::Shifted(Unit::Week, count * 2),
        (Unit::Year, true) => Meaning::Shifted(Unit::Month, count * 12 + 6 * sign),
        (Unit::Decade, true) => Meaning::Shifted(Unit::Year, count * 10 + 5 * sign),
        (Unit::Century, true) => Meaning::Shifted(Unit::Year, count * 100 + 50 * sign),
        (Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium, _) | (_, true) => vague,
        (unit, false) => Meaning::Shifted(unit, count),
    }
}

/// What *earlier* or *later* makes of a length: counted from what is told.
fn from_told(quantity: Quantity, unit: Unit, sign: i64) -> Meaning {
    match counted(quantity, unit, sign) {
        Meaning::Shifted(unit, count) => Meaning::FromTold(unit, count),
        other => other,
    }
}

/// *week-long*, *decade-long*
fn week_long(pieces: &Pieces, at: usize) -> Option<Expression> {
    let unit = unit(pieces, at).filter(|_| !plural(pieces, at) && !pieces.joined(at))?;
    (pieces.joined(at + 1) && matches!(pieces.lower(at + 1), "long" | "old"))
        .then(|| Expression::new(at, at + 2, Meaning::Length(Quantity::of(1).length(unit))))
}

/// Plurals without a number: *for years*, *within weeks*, *decades of*.
fn loose(pieces: &Pieces, at: usize) -> Option<Expression> {
    let unit = unit(pieces, at).filter(|_| plural(pieces, at) && !pieces.capital(at) || pieces.opens(at))?;
    let long = pieces.joined(at + 1) && pieces.lower(at + 1) == "long";
    if !plural(pieces, at) || (pieces.joined(at + 1) && !long) {
        return None;
    }
    let value = Meaning::Length(Quantity::VAGUE.length(unit));
    if long {
        return Some(Expression::new(at, at + 2, value));
    }
    let end = at + 1;
    match pieces.lower(end) {
        "ago" => return Some(Expression::new(at, end + 1, Meaning::Reference("PAST_REF"))),
        "earlier" | "later" => return Some(Expression::new(at, end, value)),
        _ => {}
    }
    let placed = matches!(
        pieces.before(at),
        "for"
            | "in"
            | "within"
            | "over"
            | "take"
            | "took"
            | "takes"
            | "taken"
            | "lasted"
            | "spent"
            | "after"
            | "many"
    );
    (placed || (pieces.lower(end) == "of" && pieces.opens(at))).then(|| Expression::new(at, end, value))
}

/// How often: *every Monday*, *each year*, *twice a week*, *daily*, *Fridays*.
pub(super) fn set(pieces: &Pieces, at: usize) -> Option<Expression> {
    let new = |end, value: String| Some(Expression::new(at, end, Meaning::Set(value)));
    match pieces.lower(at) {
        "every" | "each" if !pieces.joined(at + 1) => {
            let other = usize::from(pieces.lower(at + 1) == "other");
            let head = at + 1 + other;
            match pieces.word(head) {
                Some(Word::Weekday(weekday, _)) if other == 0 => {
                    return new(head + 1, format!("XXXX-WXX-{weekday}"));
                }
                Some(Word::Month(month, false)) if other == 0 && pieces.capital(head) => {
                    return new(head + 1, format!("XXXX-{month:02}"));
                }
                Some(Word::Season(season)) if other == 0 => return new(head + 1, format!("XXXX-{season}")),
                Some(Word::Part(part)) if other == 0 => return new(head + 1, format!("XXXX-XX-XX{part}")),
                Some(Word::Unit(Unit::Weekend)) if other == 0 => {
                    return new(head + 1, "XXXX-WXX-WE".to_owned());
                }
                _ => {}
            }
            if let Some((end, quantity, unit)) = length(pieces, head) {
                return new(end, quantity.length(unit));
            }
            let unit = unit(pieces, head).filter(|unit| !plural(pieces, head) && *unit != Unit::Second)?;
            new(head + 1, Quantity::of(1 + u32::try_from(other).ok()?).length(unit))
        }
        "once" | "twice" if matches!(pieces.lower(at + 1), "a" | "an" | "every" | "each") => {
            let unit = unit(pieces, at + 2)?;
            new(at + 3, Quantity::of(1).length(unit))
        }
        lower => {
            let stem = lower.strip_suffix('s').filter(|_| pieces.capital(at));
            if let Some(Word::Weekday(weekday, false)) = stem.and_then(lexicon::word) {
                return new(at + 1, format!("XXXX-WXX-{weekday}"));
            }
            let Some(Word::Set(value)) = pieces.word(at) else { return None };
            // `20 percent annually`: a rate of something, not when it is.
            let rate = matches!(pieces.before(at), "%" | "percent" | "cent");
            (!pieces.capital(at) && !pieces.joined(at) && !pieces.joined(at + 1) && !rate)
                .then(|| new(at + 1, value.to_owned()))?
        }
    }
}
