//! What an expression means before it is known from which day it was written.

use super::{calendar::Stretch, lexicon::Unit};

/// Which one of several is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Nothing says: *Friday*.
    Bare,
    /// *this Friday*
    This,
    /// *last Friday*
    Last,
    /// *next Friday*
    Next,
}

impl Which {
    /// The years or units by which it moves.
    pub(super) const fn shift(self) -> i64 {
        match self {
            Self::Bare | Self::This => 0,
            Self::Last => -1,
            Self::Next => 1,
        }
    }
}

/// A stretch of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Yearly {
    /// A month and day.
    Day(i8, i8),
    /// A month.
    Month(i8),
    /// A quarter.
    Quarter(i8),
    /// A half.
    Half(i8),
    /// A season, by its code.
    Season(&'static str),
    /// A holiday, by its rule.
    Holiday(&'static str),
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Written out in full.
    Written(Stretch),
    /// So many units from the one in which the report appeared: *last week*, *two years ago*.
    Shifted(Unit, i64),
    /// A weekday.
    Weekday(i8, Which),
    /// The weekend.
    Weekend(Which),
    /// A stretch of every year, with the weekday written beside it.
    Yearly(Yearly, Which, Option<i8>),
    /// A stretch of a year that is counted from the report's: *June last year*.
    OfYear(Yearly, i64),
    /// The present, past or future as such.
    Reference(&'static str),
    /// A length.
    Length(String),
    /// How often.
    Set(String),
    /// So many units from the time told before: *two days later*, *the previous year*, *that week*.
    FromTold(Unit, i64),
    /// A weekday told before: *that Friday*.
    ToldWeekday(i8),
    /// The quarter, half or month told before, so many years from it: *a year earlier*, *the year-ago period*.
    ToldPeriod(i64),
    /// The quarter told before, in another year: *the 1988 quarter*.
    ToldPeriodOf(i16),
    /// A moment or part of a day whose day stands elsewhere, if anywhere.
    OfDay,
}

/// An expression of time in the pieces of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expression {
    /// The first piece.
    pub(super) from: usize,
    /// One past the last piece.
    pub(super) to: usize,
    /// What it means.
    pub(super) meaning: Meaning,
    /// The part of the day or the moment, as a TIMEX3 suffix: `TNI`, `T15:00`.
    pub(super) part: Option<String>,
}

impl Expression {
    /// An expression without a part of the day.
    pub(super) const fn new(from: usize, to: usize, meaning: Meaning) -> Self {
        Self { from, to, meaning, part: None }
    }
}
