//! A number together with its unit.

use super::{
    counted,
    numerals::{Numeral, Sense, numeral, same},
    units::{self, Unit},
    words::{low, touches_next},
};
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// Nothing in the news is counted beyond this.
const LARGEST: f64 = 1e18;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub(super) tokens: Range<usize>,
    pub(super) number: Numeral,
    pub(super) unit: Option<Unit>,
    /// Whether it describes a noun after it: *24-hour*, *1,300km*, *3 percent*.
    pub(super) attributive: bool,
    /// Whether it is the age of somebody.
    pub(super) age: bool,
}

/// The number with its unit that begins at token `at`.
pub(super) fn measure(text: &Text<'_>, at: usize, end: usize) -> Option<Measure> {
    let sign = units::sign(text, at, end);
    let first = at + sign.map_or(0, |sign| sign.tokens);
    let number = numeral(text, first, end, sign.is_some()).filter(|number| number.value.abs() < LARGEST)?;
    let mut measure =
        Measure { tokens: at..number.end, unit: sign, attributive: sign.is_some(), age: false, number };
    if sign.is_some() {
        return (measure.number.attached.is_none()).then_some(measure);
    }
    if let Some(rest) = measure.number.attached.clone() {
        // *five-year*, *forty-year-old*
        measure.age = rest == "year-old" || rest == "year-olds";
        let word = rest.split('-').next().unwrap_or("");
        measure.unit = Some(units::named(word)?);
        measure.attributive = true;
        return Some(measure);
    }
    find_unit(text, &mut measure, end);
    add_smaller(text, &mut measure, end);
    Some(measure)
}

/// Units of which so many of a smaller one are one.
const SMALLER: &[(&str, &str, f64)] = &[
    ("ft", "in", 12.0),
    ("lb", "oz", 16.0),
    ("stone", "lb", 14.0),
    ("USD", "cent", 100.0),
    ("CAD", "cent", 100.0),
    ("AUD", "cent", 100.0),
    ("EUR", "cent", 100.0),
    ("GBP", "penny", 100.0),
    ("lb", "penny", 100.0),
];

/// *5 feet 2 inches*, *three dollars and 50 cents*, *15 dollars 50*: one amount in two units.
fn add_smaller(text: &Text<'_>, measure: &mut Measure, end: usize) {
    let Some(unit) = measure.unit.filter(|_| measure.number.is_unscaled() && !measure.age) else { return };
    let and = usize::from(matches!(text.token(measure.tokens.end), "and" | ","));
    let Some(number) = numeral(text, measure.tokens.end + and, end, false).filter(|number| {
        number.sense == Sense::Cardinal && number.is_unscaled() && number.attached.is_none()
    }) else {
        return;
    };
    // *15 dollars 50.*
    let closed = text.tokens.get(number.end).is_none_or(|token| token.kind == TokenKind::Mark);
    if unit.measures == "money" && and == 0 && (10.0..100.0).contains(&number.value) && closed {
        if SMALLER.iter().any(|(whole, _, many)| *whole == unit.symbol && same(*many, 100.0)) {
            measure.number.value += number.value / 100.0;
            measure.tokens.end = number.end;
        }
        return;
    }
    let inch = Unit { symbol: "in", measures: "length", tokens: 1, plural: true };
    let written = (unit.symbol == "ft" && text.token(number.end) == "in").then_some(inch);
    let Some(smaller) = units::unit(text, number.end, end).or(written) else { return };
    let Some((_, _, many)) = SMALLER
        .iter()
        .find(|(whole, part, _)| *whole == unit.symbol && *part == smaller.symbol)
        .filter(|(_, _, many)| number.value < *many && number.value >= 1.0)
    else {
        return;
    };
    measure.number.value += number.value / many;
    if smaller.symbol == "penny" {
        measure.unit = Some(Unit { symbol: "GBP", ..unit });
    }
    measure.tokens.end = number.end + smaller.tokens;
}

fn find_unit(text: &Text<'_>, measure: &mut Measure, end: usize) {
    let after = measure.number.end;
    let touching = touches_next(text, after - 1);
    // *24-hour*, *41-year-old*
    if touching && text.token(after) == "-" && touches_next(text, after) && after + 1 < end {
        let word = low(text, after + 1);
        measure.age = word == "year-old" || word == "year-olds";
        if let Some(unit) = units::named(word.split('-').next().unwrap_or("")) {
            measure.unit = Some(Unit { plural: false, ..unit });
            measure.tokens.end = after + 2;
            measure.attributive = true;
        }
        return;
    }
    if measure.number.sense == Sense::Ordinal {
        return;
    }
    if text.token(after) == "m" && after < end {
        million_or_metre(text, measure, after, end);
        return;
    }
    // *60 text{ tonnes}*: the rest of a formula stands before the unit.
    let broken = if text.token(after) == "\\" { after + 1 } else { after };
    let wrapped =
        matches!(text.token(broken), "text" | "mathrm" | "textrm" | "mbox") && text.token(broken + 1) == "{";
    let at = if wrapped { broken + 2 } else { after };
    if let Some(mut unit) = units::unit(text, at, end) {
        let pounds = unit.symbol == "lb" && measure.number.scale >= 1e6;
        if pounds {
            unit.symbol = "GBP";
        }
        measure.unit = Some(unit);
        measure.tokens.end = at + unit.tokens;
        measure.attributive = touching || unit.symbol == "%" || !unit.plural;
    }
    let won = low(text, after) == "won" && measure.number.scale >= 1e6;
    if won {
        measure.unit = Some(Unit { symbol: "KRW", measures: "money", tokens: 1, plural: true });
        measure.tokens.end = after + 1;
    }
}

/// *5m people* are millions, *a 5m wall* is metres.
fn million_or_metre(text: &Text<'_>, measure: &mut Measure, after: usize, end: usize) {
    let counts = counted::plural(text, after + 1, end);
    measure.tokens.end = after + 1;
    measure.number.end = after + 1;
    if counts.is_some() {
        measure.number.value *= 1e6;
        measure.number.scale = 1e6;
    } else {
        measure.unit = Some(Unit { symbol: "m", measures: "length", tokens: 1, plural: false });
        measure.attributive = true;
    }
}
