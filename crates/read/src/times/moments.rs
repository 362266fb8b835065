//! Recognises moments of the day.

use super::{
    calendar::Stretch,
    dates::{date, part_at},
    lexicon::Word,
    meaning::{Expression, Meaning, Yearly},
    pieces::Pieces,
    quantity::digits,
    relative,
};

/// A moment of the day at `at`: *3 p.m.*, *14:30 GMT*, *noon*; with a day that follows it.
pub(super) fn moment(pieces: &Pieces, at: usize) -> Option<Expression> {
    if let Some(found) = part_of_day(pieces, at) {
        return Some(found);
    }
    let (mut end, mut part) = clock(pieces, at)?;
    if matches!(pieces.word(end), Some(Word::Zone)) && pieces.0.get(end).is_some_and(|piece| piece.shouted) {
        if matches!(pieces.lower(end), "gmt" | "utc") {
            part.push('Z');
        }
        end += 1;
    } else if pieces.are(end, &["local", "time"]) {
        end += 2;
    }
    let comma = usize::from(pieces.lower(end) == ",");
    let day = relative::day(pieces, end + comma).or_else(|| {
        date(pieces, end + comma).filter(|found| {
            matches!(
                found.meaning,
                Meaning::Written(Stretch::Day(_))
                    | Meaning::Weekday(..)
                    | Meaning::Yearly(Yearly::Day(..), ..)
            ) && found.part.is_none()
        })
    });
    let (to, meaning) = match day {
        Some(day) if day.part.is_none() => (day.to, day.meaning),
        _ => (end, Meaning::OfDay),
    };
    Some(Expression { from: at, to, meaning, part: Some(part) })
}

/// *the morning of May 3*, *the night of Friday*.
fn part_of_day(pieces: &Pieces, at: usize) -> Option<Expression> {
    let part = part_at(pieces, at + 1).filter(|_| pieces.lower(at) == "the")?;
    if pieces.lower(at + 2) != "of" {
        return None;
    }
    let found = date(pieces, at + 3).filter(|found| {
        found.part.is_none()
            && matches!(
                found.meaning,
                Meaning::Written(Stretch::Day(_))
                    | Meaning::Weekday(..)
                    | Meaning::Yearly(Yearly::Day(..) | Yearly::Holiday(_), ..)
            )
    })?;
    Some(Expression { from: at, part: Some(part.to_owned()), ..found })
}

fn clock(pieces: &Pieces, at: usize) -> Option<(usize, String)> {
    if let Some(Word::Clock(code)) = pieces.word(at) {
        let attributive =
            pieces.joined(at + 1) || pieces.joined(at) || (pieces.capital(at) && !pieces.opens(at));
        return (!attributive).then(|| (at + 1, code.to_owned()));
    }
    let written = pieces.lower(at);
    let zone = matches!(pieces.word(at + 1), Some(Word::Zone)) && pieces.capital(at + 1);
    // `1430 GMT`
    if let Some(moment) = (written.len() == 4 && zone).then(|| digits(written)).flatten() {
        let (hour, minute) = (moment / 100, moment % 100);
        return (hour <= 24 && minute <= 59).then(|| (at + 1, format!("T{hour:02}:{minute:02}")));
    }
    let (hour, minute) = match written.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (digits(hour)?, digits(minute)?),
        Some(_) => return None,
        None => (digits(written)?, 0),
    };
    if hour > 24 || minute > 59 {
        return None;
    }
    let moment = |hour| format!("T{hour:02}:{minute:02}");
    let next = pieces.lower(at + 1);
    let (am, pm) = (matches!(next, "a.m." | "am" | "a.m"), matches!(next, "p.m." | "pm" | "p.m"));
    if (am || pm) && (1..=12).contains(&hour) {
        return Some((at + 2, moment(hour % 12 + if pm { 12 } else { 0 })));
    }
    if next == "o'clock" && (1..=12).contains(&hour) {
        return Some((at + 2, moment(hour)));
    }
    let placed = matches!(pieces.before(at), "at" | "by" | "until" | "from" | "around" | "after" | "before");
    (written.contains(':') && (zone || placed)).then(|| (at + 1, moment(hour)))
}
