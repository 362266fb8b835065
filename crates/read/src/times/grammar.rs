//! Finds the expressions of time in a sentence: the longest at each place, from left to right.

use super::{
    calendar::Stretch,
    dates::{self, reader},
    lasting,
    lexicon::{self, Unit},
    meaning::{Expression, Meaning, Which, Yearly},
    moments,
    pieces::Pieces,
    relative, told,
};

/// All expressions of a sentence, in order, none overlapping.
pub(super) fn expressions(pieces: &Pieces) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.0.len() {
        if let Some(name) = lexicon::name_at(&reader(pieces, at)).filter(|_| !pieces.joined(at)) {
            at += name;
            continue;
        }
        match expression(pieces, at) {
            Some(expression) => {
                at = expression.to.max(at + 1);
                found.push(expression);
            }
            None => at += 1,
        }
    }
    lend_days(pieces, &mut found);
    found
}

/// The longest expression at `at`; of two as long, the one tried first.
fn expression(pieces: &Pieces, at: usize) -> Option<Expression> {
    let tries: [fn(&Pieces, usize) -> Option<Expression>; 10] = [
        modified,
        told::period,
        moments::moment,
        lasting::set,
        relative::day,
        relative::pointed,
        dates::date,
        relative::standing,
        lasting::lasting,
        end_of,
    ];
    let mut best: Option<Expression> = None;
    for attempt in tries {
        if let Some(found) = attempt(pieces, at)
            && best.as_ref().is_none_or(|best| found.to > best.to)
        {
            best = Some(found);
        }
    }
    best
}

/// What may stand after *early*, *late*, *earlier*, *end of*.
fn core(pieces: &Pieces, at: usize) -> Option<Expression> {
    [relative::pointed, relative::day, dates::date]
        .into_iter()
        .filter_map(|attempt| attempt(pieces, at))
        .filter(|found| !matches!(found.meaning, Meaning::Length(_)))
        .max_by_key(|found| found.to)
}

/// *early next year*, *late Monday*, *mid-May*, *earlier this month*, *earlier in the day*.
fn modified(pieces: &Pieces, at: usize) -> Option<Expression> {
    // `the early summer`
    if pieces.lower(at) == "the" && matches!(pieces.lower(at + 1), "early" | "late" | "mid") {
        let found = modified(pieces, at + 1)?;
        let season = matches!(found.meaning, Meaning::Yearly(Yearly::Season(_), ..));
        return season.then_some(Expression { from: at, ..found });
    }
    if !matches!(pieces.lower(at), "early" | "late" | "mid" | "earlier" | "later") {
        return None;
    }
    let comparative = matches!(pieces.lower(at), "earlier" | "later");
    let head = at + 1 + usize::from(comparative && matches!(pieces.lower(at + 1), "on" | "in"));
    if comparative && head == at + 2 && pieces.are(head, &["the"]) {
        let unit = match pieces.lower(head + 1) {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        };
        return Some(Expression::new(at, head + 2, Meaning::Shifted(unit, 0)));
    }
    let found = core(pieces, head)?;
    let bare_year = comparative && matches!(found.meaning, Meaning::Written(Stretch::Year(_)));
    if comparative && head == at + 2 {
        return None;
    }
    (!bare_year).then_some(Expression { from: at, ..found })
}

/// *the end of the year*, *the start of May*, *mid* parts: the whole is given the value of what it is a part of.
fn end_of(pieces: &Pieces, at: usize) -> Option<Expression> {
    let the = usize::from(pieces.lower(at) == "the");
    let part = matches!(
        pieces.lower(at + the),
        "end" | "beginning" | "start" | "middle" | "close" | "rest" | "remainder"
    );
    if !part || the == 0 || pieces.lower(at + 2) != "of" {
        return None;
    }
    if pieces.lower(at + 3) == "the" {
        let unit = match pieces.lower(at + 4) {
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return core(pieces, at + 3).map(|found| Expression { from: at, ..found }),
        };
        let goes_on = pieces.joined(at + 5) || pieces.lower(at + 5) == "of";
        return (!goes_on).then(|| Expression::new(at, at + 5, Meaning::Shifted(unit, 0)));
    }
    core(pieces, at + 3).map(|found| Expression { from: at, ..found })
}

/// Gives a moment without a day the day that stands beside it: *3 p.m. on Friday*, *Friday at noon*.
fn lend_days(pieces: &Pieces, found: &mut [Expression]) {
    // From the last to the first, so that a day goes to all moments before it: `1430 GMT (10:30 a.m.) on Friday`.
    for index in (0..found.len()).rev() {
        let Some(moment) = found.get(index).filter(|moment| moment.meaning == Meaning::OfDay) else {
            continue;
        };
        let beside = |near: &Expression| {
            let dayed = matches!(
                near.meaning,
                Meaning::Written(Stretch::Day(_))
                    | Meaning::Weekday(..)
                    | Meaning::Yearly(Yearly::Day(..) | Yearly::Holiday(_), ..)
                    | Meaning::Shifted(Unit::Day, _)
            );
            dayed.then(|| near.meaning.clone())
        };
        let after = found.get(index + 1).filter(|next| {
            next.from > moment.to
                && next.from <= moment.to + 3
                && (moment.to..next.from).all(|at| matches!(pieces.lower(at), "on" | "," | "(" | ")"))
        });
        let before = index.checked_sub(1).and_then(|before| found.get(before)).filter(|near| {
            moment.from <= near.to + 2
                && (near.to..moment.from).all(|at| matches!(pieces.lower(at), "at" | "," | "by" | "from"))
        });
        let day = after.and_then(&beside).or_else(|| before.and_then(&beside));
        if let (Some(day), Some(moment)) = (day, found.get_mut(index)) {
            moment.meaning = day;
        }
    }
}

/// Whether the meaning needs the direction of its clause.
pub(super) fn needs_direction(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Weekday(_, Which::Bare | Which::This)
            | Meaning::Weekend(Which::Bare)
            | Meaning::Yearly(_, Which::Bare | Which::This, _)
    )
}
