//! Dates, times and durations, with TIMEX3 values.
//!
//! A sentence is taken apart into pieces, the grammar finds the expressions in them, the tense of the clause says
//! whether one without a year or week looks back or ahead, and the calendar gives the value, seen from the day of
//! publication. Nothing is guessed: what needs a day that nobody gave keeps `X` in its value.

mod calendar;
mod dates;
mod grammar;
mod lexicon;
mod meaning;
mod moments;
mod pieces;
mod quantity;
mod reason;
mod relative;
mod resolve;
mod tense;
mod verbs;
mod years;

use crate::{
    Time, TimeType,
    text::{SentenceKind, Text},
};
use article::PartialDate;
use calendar::Stretch;
use jiff::civil::Date;
use lexicon::Unit;
use meaning::{Expression, Meaning};
use pieces::Pieces;
use resolve::Outcome;
use tense::Direction;

/// Finds dates and times; `published` is the day on which words like *Friday* stand.
///
/// Spans are without prepositions and possessive *'s*, and with *last, next, early, the past*. Debris is left out.
///
/// ```
/// use read::{text::Text, times::times};
/// let text = Text::cut("The court will rule on Friday.");
/// let published = "2031-04-28".parse().ok();
/// assert_eq!(times(&text, published)[0].value, "2031-05-02");
/// assert_eq!(times(&text, None)[0].value, "XXXX-WXX-5");
/// ```
pub fn times(text: &Text<'_>, published: Option<PartialDate>) -> Vec<Time> {
    let mut times = Vec::new();
    let mut told = Told::default();
    for sentence in text.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Debris) {
        let pieces = Pieces::of(text, sentence);
        told.day = None;
        told.end = usize::MAX;
        told.near = false;
        for expression in grammar::expressions(&pieces) {
            if let Some(time) = time(text, &pieces, &expression, published, &mut told) {
                times.push(time);
            }
        }
    }
    times
}

/// What was told before an expression.
#[derive(Debug, Default)]
struct Told {
    /// The last day in the sentence, which a moment without its own takes.
    day: Option<Date>,
    /// One past the last piece of the time before.
    end: usize,
    /// The last quarter in the report.
    quarter: Option<(i16, i8)>,
    /// Whether that quarter stands in the same sentence.
    near: bool,
}

/// Whether only *and*, *or*, *to* stands between one time and the next.
fn tied(pieces: &Pieces, from: usize, end: usize) -> bool {
    end.checked_add(1) == Some(from) && matches!(pieces.lower(end), "and" | "or" | "to" | "through" | "–")
}

/// One expression as a time.
fn time(
    text: &Text<'_>,
    pieces: &Pieces,
    expression: &Expression,
    published: Option<PartialDate>,
    told: &mut Told,
) -> Option<Time> {
    let span = pieces.span(expression.from, expression.to)?;
    let direction = if grammar::needs_direction(&expression.meaning) {
        tense::direction(pieces, expression)
    } else {
        Direction::Open
    };
    let words = text.words(span);
    let meaning = match &expression.meaning {
        // `in the third quarter, against 2 million a year earlier`
        Meaning::Shifted(Unit::Year, -1) | Meaning::FromText("XXXX")
            if told.near && matches!(pieces.lower(expression.to - 1), "ago" | "earlier") =>
        {
            Meaning::ToldQuarter(-1)
        }
        other => other.clone(),
    };
    let outcome = match (&meaning, told.quarter) {
        // `on Tuesday or Wednesday`: the one after the other.
        (Meaning::Weekday(weekday, meaning::Which::Bare), _) if tied(pieces, expression.from, told.end) => {
            match told.day.and_then(|day| calendar::on_or_after(day, *weekday)) {
                Some(day) => Outcome::Known(Stretch::Day(day)),
                None => resolve::resolve(&meaning, direction, published),
            }
        }
        (Meaning::ToldQuarter(years), Some((year, quarter))) => {
            Outcome::Known(Stretch::Quarter(calendar::shift_year(year, *years)?, quarter))
        }
        // A *period* that nothing told of is no time.
        (Meaning::ToldQuarter(_), None) if words.ends_with("period") => return None,
        _ => resolve::resolve(&meaning, direction, published),
    };
    if let Outcome::Known(Stretch::Quarter(year, quarter)) = outcome
        && !matches!(meaning, Meaning::ToldQuarter(_))
    {
        (told.quarter, told.near) = (Some((year, quarter)), true);
    }
    let part = expression.part.as_deref().unwrap_or("");
    let (mut value, mut days) = match &outcome {
        Outcome::Known(stretch) => (stretch.value(), stretch.days()),
        Outcome::Unknown(pattern) => (pattern.clone(), None),
    };
    if let Some((first, last)) = days
        && first == last
    {
        told.day = Some(first);
    }
    if meaning == Meaning::OfDay
        && let Some(day) = told.day
    {
        (value, days) = (day.to_string(), Some((day, day)));
    }
    told.end = expression.to;
    value.push_str(part);
    let kind = match &meaning {
        Meaning::Length(_) => TimeType::Duration,
        Meaning::Set(_) => TimeType::Set,
        _ if !part.is_empty() => TimeType::Time,
        _ => TimeType::Date,
    };
    let reason = reason::reason(words, &meaning, direction, published, days);
    Some(Time { span, kind, value, days, reason })
}

#[cfg(test)]
mod tests;
