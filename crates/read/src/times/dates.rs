//! Recognises days, months, quarters, seasons and holidays.

use super::{
    beside::{stands_after, stands_before},
    calendar::Stretch,
    lexicon::{self, Numeral, Unit, Word},
    meaning::{Expression, Meaning, Which, Yearly},
    pieces::Pieces,
    quantity::digits,
    years::{decade, spoken_year, year, year_number},
};
use jiff::civil::Date;

/// A date at `at`, as long as possible.
pub(super) fn date(pieces: &Pieces, at: usize) -> Option<Expression> {
    let found = iso(pieces, at)
        .or_else(|| slashed(pieces, at))
        .or_else(|| with_weekday(pieces, at))
        .or_else(|| month_first(pieces, at))
        .or_else(|| day_first(pieces, at))
        .or_else(|| quarter(pieces, at))
        .or_else(|| season(pieces, at))
        .or_else(|| holiday(pieces, at))
        .or_else(|| decade(pieces, at))
        .or_else(|| year(pieces, at))?;
    Some(with_part(pieces, found))
}

/// Whether `lower_at` of the tables sees the pieces from `at` on.
pub(super) fn reader<'p>(pieces: &'p Pieces, at: usize) -> impl Fn(usize) -> &'p str {
    move |offset| pieces.lower(at + offset)
}

/// A day of a month in digits, with or without *st, nd, rd, th*; where it ends.
fn day_number(pieces: &Pieces, at: usize) -> Option<(usize, i8)> {
    let written = pieces.lower(at);
    let day = (written.len() <= 2).then(|| digits(written)).flatten();
    let day = match day {
        Some(day) => day,
        None => match pieces.numeral(at)? {
            Numeral::Ordinal(day) => day,
            _ => return None,
        },
    };
    let end = at + 1 + usize::from(is_ordinal_end(pieces, at + 1));
    let percent = matches!(pieces.lower(end), "%" | "percent" | "per" | "/");
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && !percent)?;
    Some((end, day))
}

pub(super) fn is_ordinal_end(pieces: &Pieces, at: usize) -> bool {
    pieces.touches(at) && matches!(pieces.lower(at), "st" | "nd" | "rd" | "th")
}

fn iso(pieces: &Pieces, at: usize) -> Option<Expression> {
    let year = year_number(pieces, at)?;
    let month = pieces.joined(at + 1).then(|| digits(pieces.lower(at + 1))).flatten()?;
    let day = pieces.joined(at + 2).then(|| digits(pieces.lower(at + 2))).flatten()?;
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Expression::new(at, at + 3, Meaning::Written(Stretch::Day(day))))
}

/// `21/04/2031` where only one reading is a date.
fn slashed(pieces: &Pieces, at: usize) -> Option<Expression> {
    let [first, second] = [at, at + 2].map(|at| digits(pieces.lower(at)).and_then(|n| i8::try_from(n).ok()));
    let tight = pieces.lower(at + 1) == "/" && pieces.lower(at + 3) == "/" && pieces.touches(at + 4);
    let year = tight.then(|| year_number(pieces, at + 4)).flatten()?;
    let (first, second) = (first?, second?);
    let day = match (Date::new(year, first, second), Date::new(year, second, first)) {
        (Ok(day), Err(_)) | (Err(_), Ok(day)) => day,
        (Ok(day), Ok(same)) if day == same => day,
        _ => return None,
    };
    Some(Expression::new(at, at + 5, Meaning::Written(Stretch::Day(day))))
}

fn with_weekday(pieces: &Pieces, at: usize) -> Option<Expression> {
    let Some(Word::Weekday(weekday, short)) = pieces.word(at) else { return None };
    let mut after = at + 1;
    if pieces.lower(after) == "," {
        after += 1;
    }
    if pieces.lower(after) == "the" {
        after += 1;
    }
    if let Some(mut found) = month_first(pieces, after).or_else(|| day_first(pieces, after)) {
        match &mut found.meaning {
            Meaning::Written(Stretch::Day(_)) => {}
            Meaning::Yearly(Yearly::Day(..), _, beside) => *beside = Some(weekday),
            _ => return (!short).then(|| bare_weekday(pieces, at, weekday)).flatten(),
        }
        found.from = at;
        return Some(found);
    }
    if short { None } else { bare_weekday(pieces, at, weekday) }
}

fn bare_weekday(pieces: &Pieces, at: usize, weekday: i8) -> Option<Expression> {
    let named = pieces.capital(at + 1) && lexicon::makes_name(&reader(pieces, at + 1));
    (pieces.capital(at) && !named)
        .then(|| Expression::new(at, at + 1, Meaning::Weekday(weekday, Which::Bare)))
}

/// Whether the month at `at` stands there as a month and not as a name or another word.
fn is_month(pieces: &Pieces, at: usize, month: i8) -> bool {
    if !pieces.capital(at) {
        return false;
    }
    let before = pieces.before(at);
    let follows = pieces.lower(at + 1);
    let next_capital = pieces.capital(at + 1) && pieces.is_word(at + 1) && pieces.word(at + 1).is_none();
    // A given name or surname: `April Hale`, `Theresa May`, `Mrs May`.
    let name_before = at > 0
        && pieces.capital(at - 1)
        && pieces.is_word(at - 1)
        && !stands_before(before)
        && pieces.word(at - 1).is_none()
        && !pieces.opens(at - 1);
    if name_before || before == "." || (next_capital && !stands_before(before)) {
        return false;
    }
    match month {
        5 => {
            stands_before(before)
                && (before != "for" || set_for(pieces, at))
                && follows != "'s"
                && follows != "be"
        }
        3 => {
            (!matches!(follows, "of" | "for" | "on")
                || matches!(before, "in" | "since" | "last" | "this" | "next"))
                && !pieces.opens(at)
                && !matches!(before, "the" | "a" | "'s")
                || matches!(follows, "'s" | "and")
        }
        _ => true,
    }
}

/// Whether something is set *for* the month at `at`.
fn set_for(pieces: &Pieces, at: usize) -> bool {
    let before = at.checked_sub(2).map_or("", |before| pieces.lower(before));
    before.ends_with("ed") || matches!(before, "due" | "set")
}

fn month_first(pieces: &Pieces, at: usize) -> Option<Expression> {
    let Some(Word::Month(month, short)) = pieces.word(at) else { return None };
    if !pieces.capital(at) {
        return None;
    }
    let full = |end, year, day| {
        let day = Date::new(year, month, day).ok()?;
        Some(Expression::new(at, end, Meaning::Written(Stretch::Day(day))))
    };
    let the = usize::from(pieces.lower(at + 1) == "the");
    if let Some((end, day)) = day_number(pieces, at + 1 + the) {
        let comma = usize::from(pieces.lower(end) == ",");
        if let Some(year) = year_number(pieces, end + comma).filter(|_| !pieces.joined(end + comma)) {
            return full(end + comma + 1, year, day);
        }
        // A leap year admits every day that some year has.
        Date::new(2000, month, day).ok()?;
        if !pieces.joined(at + 1) && !pieces.lower(at + 1).contains(',') {
            return Some(Expression::new(
                at,
                end,
                Meaning::Yearly(Yearly::Day(month, day), Which::Bare, None),
            ));
        }
    }
    let of = usize::from(matches!(pieces.lower(at + 1), "," | "of"));
    if let Some(year) = year_number(pieces, at + 1 + of).filter(|year| of == 0 || (1500..2200).contains(year))
    {
        return Some(Expression::new(at, at + 2 + of, Meaning::Written(Stretch::Month(year, month))));
    }
    if let Some((end, year)) = spoken_year(pieces, at + 1) {
        return Some(Expression::new(at, end, Meaning::Written(Stretch::Month(year, month))));
    }
    let dotted = pieces.0.get(at).is_some_and(|piece| piece.span.len() > piece.lower.len());
    if (short && !dotted) || !is_month(pieces, at, month) {
        return None;
    }
    if let Some((end, shift)) = year_beside(pieces, at + 1) {
        return Some(Expression::new(at, end, Meaning::OfYear(Yearly::Month(month), shift)));
    }
    Some(Expression::new(at, at + 1, Meaning::Yearly(Yearly::Month(month), Which::Bare, None)))
}

/// *of last year*, *this year*: where it ends, and the years from the report's.
fn year_beside(pieces: &Pieces, at: usize) -> Option<(usize, i64)> {
    let at = at + usize::from(pieces.lower(at) == "of");
    let shift = match pieces.lower(at) {
        "last" => -1,
        "this" | "the" => 0,
        "next" => 1,
        _ => return None,
    };
    (pieces.lower(at + 1) == "year" && pieces.lower(at + 2) != "'s").then_some((at + 2, shift))
}

fn day_first(pieces: &Pieces, at: usize) -> Option<Expression> {
    let (end, day) = day_number(pieces, at)?;
    let of = usize::from(pieces.lower(end) == "of");
    let ranked = end > at + 1 || digits(pieces.lower(at)).is_none();
    if of == 1 && !ranked {
        return None;
    }
    let Some(Word::Month(month, _)) = pieces.word(end + of).filter(|_| pieces.capital(end + of)) else {
        return None;
    };
    let after = end + of + 1;
    let comma = usize::from(pieces.lower(after) == ",");
    if let Some(year) = year_number(pieces, after + comma) {
        let day = Date::new(year, month, day).ok()?;
        return Some(Expression::new(at, after + comma + 1, Meaning::Written(Stretch::Day(day))));
    }
    Date::new(2000, month, day).ok()?;
    Some(Expression::new(at, after, Meaning::Yearly(Yearly::Day(month, day), Which::Bare, None)))
}

fn quarter(pieces: &Pieces, at: usize) -> Option<Expression> {
    let mut end = at;
    if pieces.lower(end) == "the" {
        end += 1;
    }
    let given = year_number(pieces, end).filter(|_| end > at);
    end += usize::from(given.is_some());
    end += usize::from(pieces.lower(end) == "fiscal");
    let stretch = match (pieces.lower(end), pieces.lower(end + 1)) {
        (code @ ("q1" | "q2" | "q3" | "q4"), _) => {
            end += 1;
            Yearly::Quarter(code[1..].parse().ok()?)
        }
        (first, "quarter") => {
            end += 2;
            match pieces.numeral(end - 2) {
                Some(Numeral::Ordinal(nth @ 1..=4)) => Yearly::Quarter(i8::try_from(nth).ok()?),
                // `the final quarter of 2031`
                None if matches!(first, "final" | "last") && year_number(pieces, end + 1).is_some() => {
                    Yearly::Quarter(4)
                }
                _ => return None,
            }
        }
        (half @ ("first" | "second"), "half") => {
            end += 2;
            Yearly::Half(if half == "first" { 1 } else { 2 })
        }
        _ => return None,
    };
    let written = |year, end| {
        let stretch = match stretch {
            Yearly::Half(half) => Stretch::Half(year, half),
            Yearly::Quarter(quarter) => Stretch::Quarter(year, quarter),
            _ => return None,
        };
        Some(Expression::new(at, end, Meaning::Written(stretch)))
    };
    if let Some(year) = given {
        return written(year, end);
    }
    let of = usize::from(matches!(pieces.lower(end), "of" | ","));
    if let Some(year) = year_number(pieces, end + of) {
        return written(year, end + of + 1);
    }
    if let Some((end, shift)) = year_beside(pieces, end) {
        return Some(Expression::new(at, end, Meaning::OfYear(stretch, shift)));
    }
    // The half or the quarter of a match, a pound or a mile is none of a year.
    let half = matches!(stretch, Yearly::Half(_));
    let of = pieces.lower(end) == "of"
        && !matches!(pieces.lower(end + 1), "$" | "£" | "€" | "a")
        && digits(pieces.lower(end + 1)).is_none();
    // The article of `the third-quarter loss` belongs to the loss.
    let attributive = pieces.joined(end - 1) && pieces.is_word(end) && !stands_after(pieces.lower(end));
    let from = if attributive && pieces.lower(at) == "the" { at + 1 } else { at };
    (!half && !of).then(|| Expression::new(from, end, Meaning::Yearly(stretch, Which::Bare, None)))
}

fn season(pieces: &Pieces, at: usize) -> Option<Expression> {
    let the = usize::from(pieces.lower(at) == "the");
    let Some(Word::Season(season)) = pieces.word(at + the) else { return None };
    let end = at + the + 1;
    let of = usize::from(matches!(pieces.lower(end), "of" | ","));
    if let Some(year) = year_number(pieces, end + of).filter(|_| of == 0 || pieces.lower(end) == "of") {
        return Some(Expression::new(at, end + of + 1, Meaning::Written(Stretch::Season(year, season))));
    }
    if let Some((end, shift)) = year_beside(pieces, end) {
        return Some(Expression::new(at, end, Meaning::OfYear(Yearly::Season(season), shift)));
    }
    let placed = matches!(
        pieces.before(at),
        "in" | "since" | "during" | "by" | "until" | "early" | "late" | "before" | "over" | "mid"
    );
    let placed = placed
        || (the == 1
            && pieces.lower(at + 1) != "fall"
            && matches!(pieces.before(at), "to" | "for" | "into" | "after" | "through"));
    let attributive = the == 0 && pieces.is_word(end) && !stands_after(pieces.lower(end));
    let goes_on =
        attributive || matches!(pieces.lower(end), "of" | "olympics" | "games" | "-") || pieces.joined(end);
    (placed && !goes_on && !pieces.capital(end))
        .then(|| Expression::new(at, end, Meaning::Yearly(Yearly::Season(season), Which::Bare, None)))
}

fn holiday(pieces: &Pieces, at: usize) -> Option<Expression> {
    if !pieces.capital(at) && !matches!(pieces.lower(at), "9") {
        return None;
    }
    let (count, rule) = lexicon::holiday_at(&reader(pieces, at))?;
    let end = at + count;
    if pieces.lower(end) == "/" || (pieces.touches(at) && pieces.before(at) == "/") {
        return None;
    }
    // `Christmas Island`, `the Easter Rising`, `a Christmas tree`: named after the day, not on it.
    let named =
        (pieces.capital(end) && pieces.is_word(end) && pieces.word(end).is_none()) || pieces.joined(end);
    if named {
        return None;
    }
    if let Some(year) = year_number(pieces, end) {
        let day = super::calendar::holiday(rule, year)?;
        return Some(Expression::new(at, end + 1, Meaning::Written(Stretch::Day(day))));
    }
    let placed =
        count > 1 || stands_before(pieces.before(at)) || matches!(pieces.before(at), "at" | "on" | "over");
    let attributive = count == 1 && pieces.is_word(end) && !stands_after(pieces.lower(end));
    (placed && !attributive)
        .then(|| Expression::new(at, end, Meaning::Yearly(Yearly::Holiday(rule), Which::Bare, None)))
}

/// Adds *morning*, *night* and the like that stand after a day.
fn with_part(pieces: &Pieces, mut found: Expression) -> Expression {
    let day = matches!(
        found.meaning,
        Meaning::Written(Stretch::Day(_))
            | Meaning::Weekday(..)
            | Meaning::Yearly(Yearly::Day(..) | Yearly::Holiday(_), ..)
            | Meaning::Shifted(Unit::Day, _)
    );
    if day && let Some(part) = part_at(pieces, found.to) {
        found.part = Some(part.to_owned());
        found.to += 1;
    }
    found
}

/// The code of the part of the day at `at`.
pub(super) fn part_at(pieces: &Pieces, at: usize) -> Option<&'static str> {
    match pieces.word(at) {
        Some(Word::Part(code)) if !pieces.lower(at).ends_with('s') && !pieces.joined(at) => Some(code),
        _ => None,
    }
}
