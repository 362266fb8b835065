//! Recognises years, decades and centuries.

use super::{
    beside::stands_after,
    calendar::Stretch,
    dates::is_ordinal_end,
    lexicon::{Numeral, Word},
    meaning::{Expression, Meaning},
    pieces::Pieces,
    quantity::digits,
};

/// Words before a number that count rather than date.
const COUNTING: &[&str] = &[
    "about", "some", "nearly", "almost", "over", "than", "least", "most", "only", "around", "roughly", "$",
    "£", "€", "¥", "no", "number", "flight", "route", "highway", "room", "page", "section", "a", "an",
    "percent", "killed", "paid", "cost", "worth", "model",
];

/// A year in four digits.
pub(super) fn year_number(pieces: &Pieces, at: usize) -> Option<i16> {
    let written = pieces.lower(at);
    let year = (written.len() == 4).then(|| digits(written)).flatten()?;
    i16::try_from(year).ok().filter(|year| *year >= 1000)
}

/// *the 1990s*, *the '80s*, *the early nineties*, *the 20th century*.
pub(super) fn decade(pieces: &Pieces, at: usize) -> Option<Expression> {
    let mut end = at + usize::from(pieces.lower(at) == "the");
    if matches!(pieces.lower(end), "early" | "late" | "mid") {
        end += 1;
    }
    let pointed = end > at;
    // `the 1930s`, `the 1930's`
    let is_plural = |at: usize| {
        pieces.touches(at)
            && (pieces.lower(at) == "s"
                || (pieces.lower(at) == "'s" && pointed && ends_there(pieces, at + 1)))
    };
    let found = |decade: i16, end| Some(Expression::new(at, end, Meaning::Written(Stretch::Decade(decade))));
    if let Some(year) = year_number(pieces, end).filter(|year| year % 10 == 0 && is_plural(end + 1)) {
        return found(year / 10, end + 2);
    }
    let quote = usize::from(matches!(pieces.lower(end), "'" | "‘" | "’"));
    if let Some(short) =
        (pieces.lower(end + quote).len() == 2).then(|| digits(pieces.lower(end + quote))).flatten()
        && short % 10 == 0
        && is_plural(end + quote + 1)
        && quote == 1
    {
        let short = i16::try_from(short / 10).ok()?;
        return found(if short < 2 { 200 + short } else { 190 + short }, end + 3);
    }
    // `the 70s and 80s`
    let after_decade = pieces.before(at) == "and" && at > 1 && is_plural(at - 2);
    if let Some(short) = (pieces.lower(end).len() == 2).then(|| digits(pieces.lower(end))).flatten()
        && short % 10 == 0
        && short >= 20
        && is_plural(end + 1)
        && (after_decade || (end > at && matches!(pieces.before(at), "of" | "since" | "during" | "from")))
    {
        return found(190 + i16::try_from(short / 10).ok()?, end + 2);
    }
    if let Some(Word::Decade(tens)) = pieces.word(end)
        && end > at
    {
        return found(190 + i16::from(tens), end + 1);
    }
    let (after, nth) = match (digits(pieces.lower(end)), pieces.numeral(end)) {
        (Some(nth), _) if is_ordinal_end(pieces, end + 1) => (end + 2, nth),
        (_, Some(Numeral::Ordinal(nth))) => (end + 1, nth),
        _ => return None,
    };
    let century = i16::try_from(nth).ok().filter(|nth| (1..=30).contains(nth))? - 1;
    let before_christ = matches!(pieces.lower(after + 1), "bc" | "bce" | "b.c");
    (pieces.lower(after) == "century" && !before_christ)
        .then(|| Expression::new(at, after + 1, Meaning::Written(Stretch::Century(century))))
}

/// Whether a possessive at the end of a decade is a plural, as nothing that it could own follows.
fn ends_there(pieces: &Pieces, at: usize) -> bool {
    !pieces.is_word(at)
        || stands_after(pieces.lower(at))
        || matches!(pieces.lower(at), "were" | "are" | "saw")
}

pub(super) fn year(pieces: &Pieces, at: usize) -> Option<Expression> {
    let the = usize::from(pieces.lower(at) == "the" && pieces.lower(at + 1) == "year") * 2;
    let fiscal = usize::from(pieces.lower(at) == "fiscal");
    let fiscal = if fiscal == 1 && pieces.lower(at + 1) == "year" { 2 } else { fiscal };
    let number = at + the.max(fiscal);
    let written = year_number(pieces, number).map(|year| (number + 1, year));
    // Nothing but a year is said like that.
    let said = written.is_none();
    let (end, year) = written.or_else(|| spoken_year(pieces, number))?;
    if said && fiscal == 0 {
        return Some(Expression::new(at, end, Meaning::Written(Stretch::Year(year))));
    }
    if fiscal > 0 {
        return Some(Expression::new(at, end, Meaning::Written(Stretch::Fiscal(year))));
    }
    if the > 0 {
        return Some(Expression::new(at, end, Meaning::Written(Stretch::Year(year))));
    }
    let before = pieces.before(at);
    let firmly = matches!(
        before,
        "in" | "since" | "during" | "until" | "till" | "early" | "late" | "mid" | "year" | "by"
    );
    let firmly =
        firmly || (at >= 2 && matches!(before, "and" | "to" | "–") && year_number(pieces, at - 2).is_some());
    let likely = (1900..2100).contains(&year);
    let next = pieces.lower(end);
    let sign = matches!(
        next,
        "%" | "percent" | "km" | "kg" | "m" | "ft" | "miles" | "people" | "°" | "/" | "hours" | "gmt"
    );
    let counted = pieces.is_word(end) && next.len() > 3 && next.ends_with('s') && !stands_after(next);
    let sign = sign || matches!(pieces.word(end), Some(Word::Zone)) && pieces.capital(end);
    let touching = pieces.touches(end) && pieces.is_word(end);
    let glued = (pieces.joined(at)
        && before != "mid"
        && before != "late"
        && before != "early"
        && before != "post"
        && before != "pre")
        || (pieces.touches(at) && matches!(before, "$" | "£" | "€" | "#" | "/" | "." | ":"));
    // `in a 2003 interview`; `a 2000 seat hall` is none.
    let described =
        matches!(before, "a" | "an") && likely && year % 100 != 0 && pieces.is_word(end) && !counted;
    if (COUNTING.contains(&before) && !described)
        || sign
        || touching
        || glued
        || pieces.lower(number).contains(',')
    {
        return None;
    }
    let accepted = if likely {
        firmly || !counted || matches!(before, "the" | "its" | "their" | "his" | "her" | "'s")
    } else {
        firmly && !counted && (matches!(before, "in" | "since" | "until") || !pieces.is_word(end))
    };
    accepted.then(|| Expression::new(at, end, Meaning::Written(Stretch::Year(year))))
}

/// A year as it is said: *nineteen ninety-six*, *two thousand and four*; with where it ends.
pub(super) fn spoken_year(pieces: &Pieces, at: usize) -> Option<(usize, i16)> {
    let value = |at: usize| match pieces.numeral(at) {
        Some(Numeral::Adds(value) | Numeral::Ten(value)) => i16::try_from(value).ok(),
        _ => None,
    };
    if pieces.are(at, &["two", "thousand"]) {
        let ones =
            value(at + 2 + usize::from(pieces.lower(at + 2) == "and")).filter(|ones| (1..100).contains(ones));
        let after = at + 2 + ones.map_or(0, |_| 1 + usize::from(pieces.lower(at + 2) == "and"));
        let dated = matches!(pieces.before(at), "year" | "in" | "since" | "of" | "by" | "until");
        return (dated && !pieces.is_word(after)).then_some((after, 2000 + ones.unwrap_or(0)));
    }
    let century = value(at).filter(|century| (13..=20).contains(century))?;
    let tens = value(at + 1).filter(|tens| *tens >= 10)?;
    let ones = value(at + 2).filter(|ones| tens % 10 == 0 && (1..10).contains(ones));
    let end = at + 2 + usize::from(ones.is_some());
    let counts = matches!(pieces.word(end), Some(Word::Unit(_))) || pieces.joined(at + 1);
    (!counts).then_some((end, century * 100 + tens + ones.unwrap_or(0)))
}
