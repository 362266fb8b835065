//! Gives an expression its value, seen from the day on which the report appeared.

use super::{
    calendar::{self, Stretch, days_between, monday_of, shift_days, shift_month, shift_year},
    lexicon::Unit,
    meaning::{Meaning, Which, Yearly},
    tense::Direction,
};
use article::PartialDate;
use jiff::civil::Date;

/// What lies within so many days of the report is the near one although the tense points away: a month-day before or
/// after it, a longer stretch before it. Reports give the year of what lies farther off.
const NEAR: i64 = 62;

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A stretch of the calendar.
    Known(Stretch),
    /// A pattern with `X`, as nothing tells more.
    Unknown(String),
}

/// What a meaning comes to when the report appeared at `published`. A report of which only the month or the year is
/// known gives a value only where every day of it would give the same.
pub(super) fn resolve(meaning: &Meaning, direction: Direction, published: Option<PartialDate>) -> Outcome {
    if let Meaning::Written(stretch) = meaning {
        return Outcome::Known(*stretch);
    }
    let known = published.and_then(|published| {
        let first = seen_from(meaning, direction, published.first_day())?;
        let last = seen_from(meaning, direction, published.last_day())?;
        (first == last).then_some(first)
    });
    match known {
        Some(stretch) => Outcome::Known(stretch),
        None => Outcome::Unknown(pattern(meaning)),
    }
}

/// The value with `X` where a day of publication would be needed.
fn pattern(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Shifted(unit, _) | Meaning::FromTold(unit, _) => unknown(*unit).to_owned(),
        Meaning::OfDay => "XXXX-XX-XX".to_owned(),
        Meaning::Weekend(_) => "XXXX-WXX-WE".to_owned(),
        Meaning::ToldPeriod(_) => "XXXX-QX".to_owned(),
        Meaning::ToldPeriodOf(year) => format!("{year:04}"),
        Meaning::Weekday(weekday, _) | Meaning::ToldWeekday(weekday) => format!("XXXX-WXX-{weekday}"),
        Meaning::Yearly(yearly, ..) | Meaning::OfYear(yearly, _) => match yearly {
            Yearly::Day(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Yearly::Holiday(rule) if rule.contains("easter") || rule.contains('/') => "XXXX-XX-XX".to_owned(),
            other => in_year(*other, 2000).map_or_else(|| "XXXX".to_owned(), Stretch::pattern),
        },
        Meaning::Reference(value) => (*value).to_owned(),
        Meaning::Length(value) | Meaning::Set(value) => value.clone(),
        Meaning::Written(stretch) => stretch.value(),
    }
}

/// The pattern of a value of this unit of which nothing is known.
const fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year | Unit::Millennium => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// A stretch of every year in one year.
pub(super) fn in_year(yearly: Yearly, year: i16) -> Option<Stretch> {
    Some(match yearly {
        Yearly::Day(month, day) => Stretch::Day(Date::new(year, month, day).ok()?),
        Yearly::Month(month) => Stretch::Month(year, month),
        Yearly::Quarter(quarter) => Stretch::Quarter(year, quarter),
        Yearly::Half(half) => Stretch::Half(year, half),
        Yearly::Season(season) => Stretch::Season(year, season),
        Yearly::Holiday(rule) => Stretch::Day(calendar::holiday(rule, year)?),
    })
}

fn seen_from(meaning: &Meaning, direction: Direction, day: Date) -> Option<Stretch> {
    match *meaning {
        Meaning::Shifted(unit, count) => shifted(unit, count, day),
        Meaning::Weekday(weekday, which) => weekday_from(weekday, which, direction, day).map(Stretch::Day),
        Meaning::Weekend(which) => weekend(which, direction, day),
        Meaning::Yearly(yearly, which, weekday) => yearly_from(yearly, which, weekday, direction, day),
        Meaning::OfYear(yearly, count) => in_year(yearly, shift_year(day.year(), count)?),
        _ => None,
    }
}

/// The stretch so many units from that which holds a day.
pub(super) fn shifted(unit: Unit, count: i64, day: Date) -> Option<Stretch> {
    let (year, month) = (day.year(), day.month());
    Some(match unit {
        Unit::Day => Stretch::Day(shift_days(day, count)?),
        Unit::Week => Stretch::Week(shift_days(monday_of(day)?, count.checked_mul(7)?)?),
        Unit::Fortnight => Stretch::Week(shift_days(monday_of(day)?, count.checked_mul(14)?)?),
        Unit::Weekend => Stretch::Weekend(shift_days(monday_of(day)?, count.checked_mul(7)?)?),
        Unit::Month => {
            let (year, month) = shift_month(year, month, count)?;
            Stretch::Month(year, month)
        }
        Unit::Quarter => {
            let (year, month) = shift_month(year, month, count.checked_mul(3)?)?;
            Stretch::Quarter(year, (month + 2) / 3)
        }
        Unit::Year => Stretch::Year(shift_year(year, count)?),
        Unit::Decade => Stretch::Decade(shift_year(year, count.checked_mul(10)?)? / 10),
        Unit::Century => Stretch::Century(shift_year(year, count.checked_mul(100)?)? / 100),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Millennium => return None,
    })
}

fn weekday_from(weekday: i8, which: Which, direction: Direction, day: Date) -> Option<Date> {
    let monday = monday_of(day)?;
    let today = i64::from(day.weekday().to_monday_one_offset());
    let wanted = i64::from(weekday);
    let back = (today - wanted).rem_euclid(7);
    let ahead = (wanted - today).rem_euclid(7);
    match (which, direction) {
        (Which::Last, _) => shift_days(day, -if back == 0 { 7 } else { back }),
        (Which::Next, _) => shift_days(monday, 6 + wanted),
        (Which::This, Direction::Back) | (Which::Bare, Direction::Back | Direction::Open) => {
            shift_days(day, -back)
        }
        (Which::This, _) | (Which::Bare, Direction::Ahead) => shift_days(day, ahead),
    }
}

fn weekend(which: Which, direction: Direction, day: Date) -> Option<Stretch> {
    let monday = monday_of(day)?;
    let on_it = day.weekday().to_monday_one_offset() >= 6;
    let weeks = match (which, direction) {
        (Which::Last, _) => -1,
        (Which::Next, _) => 1,
        (Which::This, Direction::Back) | (Which::Bare, Direction::Back | Direction::Open) => {
            -i64::from(!on_it)
        }
        (Which::This, _) | (Which::Bare, Direction::Ahead) => 0,
    };
    Some(Stretch::Weekend(shift_days(monday, weeks * 7)?))
}

fn yearly_from(
    yearly: Yearly,
    which: Which,
    weekday: Option<i8>,
    direction: Direction,
    day: Date,
) -> Option<Stretch> {
    // Leap days need a wider look than the years beside.
    let years = (-4..=4).filter_map(|count| shift_year(day.year(), count));
    let candidates: Vec<(Stretch, Date, Date)> = years
        .filter_map(|year| {
            let stretch = in_year(yearly, year)?;
            let (first, last) = stretch.about()?;
            Some((stretch, first, last))
        })
        .collect();
    // The weekday beside a month and day settles the year, if some year near has it.
    if let Some(weekday) = weekday {
        let agrees = |first: &Date| first.weekday().to_monday_one_offset() == weekday;
        let near = candidates
            .iter()
            .filter(|(_, first, _)| agrees(first))
            .min_by_key(|(_, first, _)| days_between(day, *first).abs());
        if let Some((stretch, ..)) = near {
            return Some(*stretch);
        }
    }
    let past = candidates.iter().rev().find(|(_, first, _)| *first <= day);
    let ahead = candidates.iter().find(|(_, _, last)| *last >= day);
    let (gone, to_come) = (
        past.map_or(i64::MAX, |(_, _, last)| days_between(*last, day).max(0)),
        ahead.map_or(i64::MAX, |(_, first, _)| days_between(day, *first).max(0)),
    );
    let dated = matches!(yearly, Yearly::Day(..) | Yearly::Holiday(_));
    let chosen = match which {
        Which::Last => candidates.iter().rev().find(|(_, _, last)| *last < day),
        Which::Next => candidates.iter().find(|(_, first, _)| *first > day),
        Which::This if !dated => candidates.iter().find(|(stretch, ..)| same_year(*stretch, day)),
        _ => match direction {
            Direction::Back if dated && to_come <= NEAR && gone > to_come => ahead,
            Direction::Ahead if gone <= NEAR && to_come > gone => past,
            Direction::Back => past,
            Direction::Open if matches!(yearly, Yearly::Quarter(_) | Yearly::Half(_)) => past,
            Direction::Open if gone <= to_come => past,
            Direction::Ahead | Direction::Open => ahead,
        },
    };
    chosen.map(|(stretch, ..)| *stretch)
}

fn same_year(stretch: Stretch, day: Date) -> bool {
    stretch.about().is_some_and(|(first, _)| first.year() == day.year())
}
