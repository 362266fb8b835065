//! Recognises what is counted from the day of the report or from something told: *last week*, *the past month*,
//! *that year*; and what stands for the present, past or future as such.

use super::{
    dates::{date, part_at, reader},
    lasting::ends_clause,
    lexicon::{self, Numeral, Unit, Word},
    meaning::{Expression, Meaning, Which, Yearly},
    pieces::Pieces,
    quantity::{Quantity, number, or_so, plural, to_more, unit},
};

/// *today*, *yesterday*, *tomorrow*, *tonight*, with a part of the day.
pub(super) fn day(pieces: &Pieces, at: usize) -> Option<Expression> {
    let (shift, part) = match pieces.lower(at) {
        "today" => (0, None),
        "yesterday" => (-1, None),
        "tomorrow" => (1, None),
        "tonight" => (0, Some("TNI")),
        _ => return None,
    };
    // `USA Today`, `the Today programme`.
    if pieces.capital(at) && !pieces.opens(at) && !pieces.0.get(at).is_some_and(|piece| piece.shouted) {
        return None;
    }
    let mut found = Expression::new(at, at + 1, Meaning::Shifted(Unit::Day, shift));
    found.part = part.map(str::to_owned);
    if let Some(part) = part_at(pieces, found.to) {
        found.part = Some(part.to_owned());
        found.to += 1;
    }
    Some(found)
}

/// Everything that is counted from the report's day with *this, last, next, past, coming*.
pub(super) fn pointed(pieces: &Pieces, at: usize) -> Option<Expression> {
    if pieces.joined(at) {
        return None;
    }
    let the = usize::from(pieces.lower(at) == "the");
    let (which, words, exact) = match (pieces.lower(at + the), pieces.lower(at + the + 1)) {
        ("this", "past" | "last") if the == 0 => (Which::Last, 2, true),
        ("this", "coming") if the == 0 => (Which::Next, 2, true),
        ("this", _) if the == 0 => (Which::This, 1, true),
        ("last", _) => (Which::Last, 1, the == 0),
        ("next", _) => (Which::Next, 1, the == 0),
        ("past", _) => (Which::Last, 1, false),
        ("coming", _) => (Which::Next, 1, false),
        ("current", _) if the == 1 => (Which::This, 1, true),
        ("previous" | "preceding" | "prior", _) if the == 1 => return from_text(pieces, at, 2, -1),
        ("following", _) if the == 1 => return from_text(pieces, at, 2, 1),
        ("same", _) if the == 1 => return from_text(pieces, at, 2, 0),
        ("that", _) if the == 0 => return from_text(pieces, at, 1, 0),
        _ => return None,
    };
    let head = at + the + words;
    if exact && pieces.are(head, &["fiscal", "year"]) && !pieces.joined(head + 2) {
        return Some(Expression::new(at, head + 2, Meaning::Shifted(Unit::Year, which.shift())));
    }
    many(pieces, at, head, which).or_else(|| one(pieces, at, head, which, exact))
}

/// *the past two months*, *the next few days*: lengths that end or begin at the report's day.
fn many(pieces: &Pieces, at: usize, head: usize, which: Which) -> Option<Expression> {
    if which == Which::This {
        return None;
    }
    let (end, quantity) = number(pieces, head)
        .or_else(|| {
            (pieces.lower(head) == "couple")
                .then(|| (head + 1 + usize::from(pieces.lower(head + 1) == "of"), Quantity::of(2)))
        })
        .unwrap_or((head, Quantity::VAGUE));
    let (end, quantity) = to_more(pieces, end, quantity);
    let unit = unit(pieces, end).filter(|_| plural(pieces, end))?;
    Some(Expression::new(at, or_so(pieces, end + 1), Meaning::Length(quantity.length(unit))))
}

fn one(pieces: &Pieces, at: usize, head: usize, which: Which, exact: bool) -> Option<Expression> {
    let shift = which.shift();
    if let Some(part) = part_at(pieces, head) {
        // `last night` was yesterday's; `the last night` is any.
        let day = match (which, part) {
            (Which::This, _) => 0,
            (Which::Last, "TNI" | "TEV") if exact => -1,
            _ => return None,
        };
        let mut found = Expression::new(at, head + 1, Meaning::Shifted(Unit::Day, day));
        found.part = Some(part.to_owned());
        return Some(found);
    }
    let meaning = match pieces.word(head)? {
        // `“This Week”` is a broadcast.
        Word::Unit(_) if pieces.capital(head) && !pieces.0.get(head).is_some_and(|piece| piece.shouted) => {
            return None;
        }
        Word::Unit(Unit::Weekend) => Meaning::Weekend(which),
        Word::Unit(unit) if !plural(pieces, head) => {
            if pieces.joined(head + 1) {
                return None;
            }
            match unit {
                Unit::Day | Unit::Hour | Unit::Minute | Unit::Second | Unit::Fortnight | Unit::Millennium => {
                    if which != Which::Last || unit == Unit::Second || unit == Unit::Minute {
                        return None;
                    }
                    Meaning::Length(Quantity::of(1).length(unit))
                }
                // `the past year` is twelve months up to now, `last year` the one before.
                // `the last quarter` is the one before.
                Unit::Quarter if pieces.lower(head - 1) == "last" => Meaning::Shifted(unit, shift),
                _ if !exact => Meaning::Length(Quantity::of(1).length(unit)),
                Unit::Year if pieces.lower(head + 1) == "'s" => {
                    if let Some(found) = date(pieces, head + 2)
                        && let Meaning::Yearly(yearly, Which::Bare, None) = found.meaning
                    {
                        return Some(Expression {
                            from: at,
                            meaning: Meaning::OfYear(yearly, shift),
                            ..found
                        });
                    }
                    Meaning::Shifted(unit, shift)
                }
                _ => Meaning::Shifted(unit, shift),
            }
        }
        Word::Season(season) => Meaning::Yearly(Yearly::Season(season), which, None),
        Word::Weekday(..) | Word::Month(..) => {
            let found = date(pieces, head)?;
            let meaning = match found.meaning {
                // `This May 2 story`: the pointing word belongs to the noun.
                Meaning::Yearly(Yearly::Day(..), ..) | Meaning::Written(_) => return None,
                Meaning::Weekday(weekday, _) => Meaning::Weekday(weekday, which),
                Meaning::Yearly(yearly, _, beside) => Meaning::Yearly(yearly, which, beside),
                other => other,
            };
            return Some(Expression { from: at, meaning, ..found });
        }
        _ => return holiday_or_quarter(pieces, at, head, which),
    };
    Some(Expression::new(at, head + 1, meaning))
}

fn holiday_or_quarter(pieces: &Pieces, at: usize, head: usize, which: Which) -> Option<Expression> {
    let found = date(pieces, head)?;
    let Meaning::Yearly(yearly @ (Yearly::Holiday(_) | Yearly::Quarter(_)), _, None) = found.meaning else {
        return None;
    };
    Some(Expression { from: at, meaning: Meaning::Yearly(yearly, which, None), ..found })
}

/// *the following year*, *that day*: counted from something told.
fn from_text(pieces: &Pieces, at: usize, words: usize, count: i64) -> Option<Expression> {
    let head = at + words;
    if count != 0
        && let Some((end, quantity)) = number(pieces, head)
        && let Some(unit) = unit(pieces, end).filter(|_| plural(pieces, end))
    {
        return Some(Expression::new(at, end + 1, Meaning::Length(quantity.length(unit))));
    }
    match pieces.word(head)? {
        Word::Unit(Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium) => None,
        Word::Unit(unit) if !plural(pieces, head) && !pieces.joined(head + 1) => {
            Some(Expression::new(at, head + 1, Meaning::FromTold(unit, count)))
        }
        Word::Weekday(weekday, false) if pieces.capital(head) => {
            Some(Expression::new(at, head + 1, Meaning::ToldWeekday(weekday)))
        }
        Word::Part(_) if words == 1 || count != 0 => {
            let mut found = Expression::new(at, head + 1, Meaning::FromTold(Unit::Day, count));
            found.part = part_at(pieces, head).map(str::to_owned);
            found.part.is_some().then_some(found)
        }
        _ => None,
    }
}

/// The quarter that an ordinal numbers at `at`: *third quarter*.
pub(super) fn nth_quarter(pieces: &Pieces, at: usize) -> Option<i8> {
    match pieces.numeral(at)? {
        Numeral::Ordinal(nth @ 1..=4) if pieces.lower(at + 1) == "quarter" => i8::try_from(nth).ok(),
        _ => None,
    }
}

/// *the weekend*, *recent weeks*, *the end of the year*, *overnight* and the like.
pub(super) fn standing(pieces: &Pieces, at: usize) -> Option<Expression> {
    let new = |end, meaning| Some(Expression::new(at, end, meaning));
    match (pieces.lower(at), pieces.lower(at + 1)) {
        ("the", "weekend") if !pieces.joined(at + 2) => new(at + 2, Meaning::Weekend(Which::Bare)),
        ("recent" | "past", "days" | "weeks" | "months" | "years" | "decades") => {
            new(at + 2, Meaning::Reference("PAST_REF"))
        }
        ("coming", "days" | "weeks" | "months" | "years" | "decades") => {
            new(at + 2, Meaning::Reference("FUTURE_REF"))
        }
        ("the", "full" | "entire" | "whole") if pieces.lower(at + 2) == "year" && !pieces.joined(at + 3) => {
            new(at + 3, Meaning::FromTold(Unit::Year, 0))
        }
        ("the", "year")
            if pieces.before(at) == "for"
                && matches!(pieces.lower(at + 2), "," | "ended" | "ending" | "" | ".") =>
        {
            new(at + 2, Meaning::Shifted(Unit::Year, 0))
        }
        ("the", "year") if matches!(pieces.lower(at + 2), "ended" | "ending") => {
            new(at + 2, Meaning::Shifted(Unit::Year, 0))
        }
        // `by year-end`, `before the year's end`
        ("year", "end") if !pieces.is_word(at + 2) || super::beside::stands_after(pieces.lower(at + 2)) => {
            new(at + 2, Meaning::Shifted(Unit::Year, 0))
        }
        // `the year after`
        ("the", "day" | "week" | "month" | "year")
            if matches!(pieces.lower(at + 2), "after" | "before") && ends_clause(pieces, at + 3) =>
        {
            let unit = unit(pieces, at + 1)?;
            let sign = if pieces.lower(at + 2) == "after" { 1 } else { -1 };
            new(at + 3, Meaning::FromTold(unit, sign))
        }
        ("year", "'s") if pieces.lower(at + 2) == "end" => new(at + 3, Meaning::Shifted(Unit::Year, 0)),
        ("the", "year") if pieces.before(at) == "of" && !pieces.joined(at + 2) && !pieces.capital(at + 1) => {
            let of = pieces.lower(at + 2) == "of" || matches!(pieces.lower(at + 2), "award" | "awards");
            let end = at.checked_sub(2).is_some_and(|before| {
                matches!(
                    pieces.lower(before),
                    "end" | "start" | "beginning" | "middle" | "rest" | "remainder" | "half" | "part"
                )
            });
            if of || !end { None } else { new(at + 2, Meaning::Shifted(Unit::Year, 0)) }
        }
        ("overnight", _) if !pieces.capital(at) => {
            let mut found = Expression::new(at, at + 1, Meaning::OfDay);
            found.part = Some("TNI".to_owned());
            Some(found)
        }
        _ => {
            let (count, value) = lexicon::reference_at(&reader(pieces, at))?;
            let end = at + count;
            if pieces.joined(end) || (pieces.capital(at) && !pieces.opens(at)) {
                return None;
            }
            // `the past` and `the present` before a noun are adjectives.
            let adjective = matches!(
                pieces.lower(end.saturating_sub(1)),
                "past" | "present" | "future" | "term" | "moment"
            ) && pieces.is_word(end)
                && !matches!(
                    pieces.lower(end),
                    "and"
                        | "or"
                        | "but"
                        | "to"
                        | "when"
                        | "that"
                        | "of"
                        | "for"
                        | "is"
                        | "was"
                        | "in"
                        | "with"
                        | "as"
                        | "will"
                );
            let whose = pieces.lower(end - 1) == "future" && pieces.lower(end) == "of";
            if adjective || whose { None } else { new(end, Meaning::Reference(value)) }
        }
    }
}
