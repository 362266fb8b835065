//! Dates, times and durations, with TIMEX3 values.
//!
//! A sentence is taken apart into pieces, the grammar finds the expressions in them, the tense of the clause says
//! whether one without a year or week looks back or ahead, and the calendar gives the value, seen from the day of
//! publication. Nothing is guessed: what needs a day that nobody gave keeps `X` in its value.

mod beside;
mod calendar;
mod dates;
mod grammar;
mod lasting;
mod lexicon;
mod meaning;
mod moments;
mod pieces;
mod quantity;
mod reason;
mod relative;
mod resolve;
mod tense;
mod told;
mod verbs;
mod years;

use crate::{
    Time, TimeType,
    text::{SentenceKind, Text},
};
use article::PartialDate;
use calendar::Stretch;
use lexicon::Unit;
use meaning::{Expression, Meaning};
use pieces::Pieces;
use resolve::Outcome;
use tense::Direction;
use told::Told;

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
        told.sentence();
        for expression in grammar::expressions(&pieces) {
            if let Some(time) = time(text, &pieces, &expression, published, &mut told) {
                times.push(time);
            }
        }
    }
    times
}

/// Whether only *and*, *or*, *to* stands between one time and the next.
fn tied(pieces: &Pieces, from: usize, end: usize) -> bool {
    end.checked_add(1) == Some(from) && matches!(pieces.lower(end), "and" | "or" | "to" | "through" | "–")
}

/// Words before a time that something is compared with.
const COMPARES: &[&str] = &["from", "than", "with", "to", "against", "over", "versus"];

/// The meaning of an expression, with *a year ago* counted from the quarter told before where one thing is compared
/// with another: *in the third quarter, against 2 million a year earlier*.
fn leaning(pieces: &Pieces, expression: &Expression, told: &Told) -> Meaning {
    let meaning = expression.meaning.clone();
    let ago = matches!(pieces.lower(expression.to - 1), "ago" | "earlier" | "before");
    let year = matches!(meaning, Meaning::Shifted(Unit::Year, -1) | Meaning::FromTold(Unit::Year, -1)) && ago;
    let compared = (expression.from.saturating_sub(12)..expression.from)
        .any(|at| COMPARES.contains(&pieces.lower(at)) || pieces.lower(at) == "compared");
    if year && (told.quarter_near() || (told.quarter() && (compared || expression.from == 0))) {
        return Meaning::ToldPeriod(-1);
    }
    // `down 42% from the previous year`: nothing was told but the report's own day.
    let close = COMPARES.contains(&pieces.before(expression.from)) || (ago && compared);
    match meaning {
        Meaning::FromTold(unit, -1) if close && told.lean(&meaning).is_none() => Meaning::Shifted(unit, -1),
        // `the full year`
        Meaning::FromTold(Unit::Year, 0)
            if told.lean(&meaning).is_none()
                && matches!(pieces.lower(expression.from + 1), "full" | "entire" | "whole") =>
        {
            Meaning::Shifted(Unit::Year, 0)
        }
        other => other,
    }
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
    let meaning = leaning(pieces, expression, told);
    let leans = matches!(
        meaning,
        Meaning::ToldPeriod(_) | Meaning::ToldPeriodOf(_) | Meaning::FromTold(..) | Meaning::ToldWeekday(_)
    );
    let outcome = match (&meaning, told.lean(&meaning)) {
        (_, Some(stretch)) => Outcome::Known(stretch),
        // `on Tuesday or Wednesday`: the one after the other.
        (Meaning::Weekday(weekday, meaning::Which::Bare), _) if tied(pieces, expression.from, told.end) => {
            match told.day.and_then(|day| calendar::on_or_after(day, *weekday)) {
                Some(day) => Outcome::Known(Stretch::Day(day)),
                None => resolve::resolve(&meaning, direction, published),
            }
        }
        // `in June 1994, and again in August`: of the year that the sentence told of.
        (&Meaning::Yearly(yearly, meaning::Which::Bare, None), _)
            if direction != Direction::Ahead
                && let Some(stretch) = told.later(yearly, published) =>
        {
            Outcome::Known(stretch)
        }
        // A *period* that nothing told of is no time.
        (Meaning::ToldPeriod(_), None) if words.ends_with("period") => return None,
        (Meaning::ToldPeriod(0), None) if words.contains("latest") => {
            resolve::resolve(&Meaning::Shifted(Unit::Quarter, -1), direction, published)
        }
        _ => resolve::resolve(&meaning, direction, published),
    };
    told.tell(
        match outcome {
            Outcome::Known(stretch) => Some(stretch),
            Outcome::Unknown(_) => None,
        },
        expression.to,
        leans,
        matches!(meaning, Meaning::Written(_)),
        published.map(PartialDate::last_day),
    );
    let part = expression.part.as_deref().unwrap_or("");
    let (mut value, mut days) = match &outcome {
        Outcome::Known(stretch) => (stretch.value(), stretch.days()),
        Outcome::Unknown(pattern) => (pattern.clone(), None),
    };
    if meaning == Meaning::OfDay
        && let Some(day) = told.day.or_else(|| told.day_before())
    {
        (value, days) = (day.to_string(), Some((day, day)));
    }
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
