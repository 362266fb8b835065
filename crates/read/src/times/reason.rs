//! Says in words for a reader why a time has its value.

use super::{
    meaning::{Meaning, Which, Yearly},
    tense::Direction,
};
use article::PartialDate;
use jiff::civil::{Date, Weekday};

/// The name of a day of the week.
fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The report's day, as a reader is told it.
fn anchor(published: PartialDate) -> String {
    match published.day() {
        Some(day) => format!("the report’s day, {} {day}", weekday(day)),
        None => format!("the report’s date, {published}"),
    }
}

/// The sentence for a time with these words.
pub(super) fn reason(
    words: &str,
    meaning: &Meaning,
    direction: Direction,
    published: Option<PartialDate>,
    days: Option<(Date, Date)>,
) -> String {
    match meaning {
        Meaning::Written(_) => return "written out in full".to_owned(),
        Meaning::Length(_) => return format!("“{words}” says how long, not when"),
        Meaning::Set(_) => return format!("“{words}” says how often, not when"),
        Meaning::Reference(value) => {
            let which = match *value {
                "PAST_REF" => "the past",
                "FUTURE_REF" => "the future",
                _ => "the present",
            };
            return format!("“{words}” stands for {which} as such, without a date");
        }
        Meaning::FromTold(..) | Meaning::ToldWeekday(_) => {
            return match days {
                Some(_) => format!("“{words}” is counted from the time that the report tells of before it"),
                None => {
                    format!("“{words}” is counted from something the report tells, not from its own day")
                }
            };
        }
        Meaning::ToldPeriod(_) | Meaning::ToldPeriodOf(_) => {
            return format!("“{words}” is counted from the period that the report tells of before");
        }
        Meaning::OfDay => {
            return match days {
                Some((day, _)) => {
                    format!("“{words}” takes its day, {day}, from the date before it in the sentence")
                }
                None => format!("no date stands beside “{words}”, so its day cannot be told"),
            };
        }
        _ => {}
    }
    let Some(published) = published else {
        return format!(
            "the report carries no day of publication, so which {} is meant cannot be told",
            unit(meaning)
        );
    };
    let anchor = anchor(published);
    if published.day().is_none() && days.is_none() {
        return format!("{anchor}, is not known to the day, which “{words}” would need");
    }
    let on_the_day = days.is_some_and(|(first, last)| {
        first <= published.last_day() && published.first_day() <= last && published.day().is_some()
    });
    match (meaning, direction) {
        (Meaning::Yearly(_, _, Some(_)), _) => {
            format!("“{words}” is the one nearest to {anchor}, whose weekday agrees")
        }
        (
            Meaning::Weekday(_, Which::Bare | Which::This)
            | Meaning::Yearly(_, Which::Bare, _)
            | Meaning::Weekend(_),
            _,
        ) if on_the_day => {
            format!("“{words}” is or holds {anchor}")
        }
        (
            Meaning::Weekday(_, Which::Bare | Which::This) | Meaning::Weekend(Which::Bare),
            Direction::Ahead,
        ) if days.is_none_or(|(first, _)| first > published.first_day()) => {
            format!("“{words}” looks ahead from {anchor}: the {} after", unit(meaning))
        }
        (Meaning::Weekday(_, Which::Bare | Which::This) | Meaning::Weekend(Which::Bare), Direction::Open) => {
            format!("“{words}” has no sign of looking ahead: the last {} before {anchor}", unit(meaning))
        }
        (Meaning::Weekday(_, Which::Bare | Which::This) | Meaning::Weekend(Which::Bare), _) => {
            format!("“{words}” looks back from {anchor}: the {} before", unit(meaning))
        }
        (Meaning::Yearly(_, Which::Bare, _), _) => match days {
            Some((first, _)) if first > published.last_day() && direction == Direction::Ahead => {
                format!("“{words}” looks ahead from {anchor}: the next one after it")
            }
            Some((_, last)) if last < published.first_day() && direction == Direction::Back => {
                format!("“{words}” looks back from {anchor}: the last one before it")
            }
            Some((first, _)) if first > published.last_day() => {
                format!("“{words}” is the nearest one after {anchor}")
            }
            _ => format!("“{words}” is the nearest one before {anchor}"),
        },
        _ => format!("“{words}” is counted from {anchor}"),
    }
}

/// What there are several of.
fn unit(meaning: &Meaning) -> &'static str {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    match meaning {
        Meaning::Weekday(weekday, _) => {
            usize::try_from(weekday - 1).ok().and_then(|at| DAYS.get(at)).copied().unwrap_or("day")
        }
        Meaning::Weekend(_) => "weekend",
        Meaning::Shifted(unit, _) => {
            use super::lexicon::Unit;
            match unit {
                Unit::Day => "day",
                Unit::Week | Unit::Fortnight => "week",
                Unit::Weekend => "weekend",
                Unit::Month => "month",
                Unit::Quarter => "quarter",
                Unit::Decade => "decade",
                Unit::Century => "century",
                _ => "year",
            }
        }
        Meaning::Yearly(Yearly::Season(_), ..) => "one",
        _ => "year",
    }
}
