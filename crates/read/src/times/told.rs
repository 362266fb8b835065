//! Times that lean on those told before: *two days later*, *the same period last year*, *the year-ago quarter*.

use super::{
    calendar::{self, Stretch, shift_month, shift_year},
    lexicon::Unit,
    meaning::{Expression, Meaning, Yearly},
    pieces::Pieces,
    relative,
    resolve::{in_year, shifted},
    years::year_number,
};
use article::PartialDate;
use jiff::civil::Date;

/// What was told before an expression.
#[derive(Debug)]
pub(super) struct Told {
    /// The last day in the sentence, which a moment without its own takes.
    pub(super) day: Option<Date>,
    /// One past the last piece of the time before; `usize::MAX` where there is none in the sentence.
    pub(super) end: usize,
    /// The last quarter or half in the report, or a month in the sentence.
    period: Option<Stretch>,
    /// Whether that period stands in the same sentence.
    near: bool,
    /// The last stretch of the calendar in this sentence or the one before.
    last: Option<Stretch>,
    /// Whether that stands in this sentence.
    fresh: bool,
    /// Whether a time in this sentence was written out in full.
    written: bool,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            day: None,
            end: usize::MAX,
            period: None,
            near: false,
            last: None,
            fresh: false,
            written: false,
        }
    }
}

impl Told {
    /// A sentence begins.
    pub(super) fn sentence(&mut self) {
        if !self.fresh {
            self.last = None;
        }
        if matches!(self.period, Some(Stretch::Month(..))) {
            self.period = None;
        }
        (self.day, self.end, self.near, self.fresh, self.written) = (None, usize::MAX, false, false, false);
    }

    /// An expression that ends before piece `end` was told, of this stretch if it is known. What lies ahead of the
    /// report's day is no period that a later one is compared with.
    pub(super) fn tell(
        &mut self,
        stretch: Option<Stretch>,
        end: usize,
        leaning: bool,
        written: bool,
        today: Option<Date>,
    ) {
        self.end = end;
        let Some(stretch) = stretch else { return };
        if let Stretch::Day(day) = stretch {
            self.day = Some(day);
        }
        (self.last, self.fresh) = (Some(stretch), true);
        self.written |= written;
        let period = matches!(stretch, Stretch::Quarter(..) | Stretch::Half(..))
            || (matches!(stretch, Stretch::Month(..)) && !self.near);
        let over = today.is_none_or(|today| stretch.about().is_some_and(|(_, last)| last <= today));
        if period && !leaning && over {
            (self.period, self.near) = (Some(stretch), true);
        }
    }

    /// The day that the sentence before told last.
    pub(super) fn day_before(&self) -> Option<Date> {
        match self.last {
            Some(Stretch::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// Whether a quarter stands in the same sentence.
    pub(super) fn quarter_near(&self) -> bool {
        self.near && self.quarter()
    }

    /// Whether a quarter was told before in the report.
    pub(super) fn quarter(&self) -> bool {
        matches!(self.period, Some(Stretch::Quarter(..)))
    }

    /// The month or day that follows one of a year gone by that the sentence wrote out before.
    pub(super) fn later(&self, yearly: Yearly, published: Option<PartialDate>) -> Option<Stretch> {
        let last = self.last.filter(|_| self.written && self.fresh)?;
        let (Stretch::Day(_) | Stretch::Month(..) | Stretch::Quarter(..)) = last else { return None };
        let (first, _) = last.about()?;
        if published.is_some_and(|published| first.year() + 1 >= published.first_day().year()) {
            return None;
        }
        let stretch = in_year(yearly, first.year())?;
        let before = stretch.about()?.1 < first;
        if before { in_year(yearly, shift_year(first.year(), 1)?) } else { Some(stretch) }
    }

    /// The stretch that leans on what was told, if that is known.
    pub(super) fn lean(&self, meaning: &Meaning) -> Option<Stretch> {
        match *meaning {
            Meaning::ToldPeriod(years) => match self.period? {
                Stretch::Quarter(year, quarter) => Some(Stretch::Quarter(shift_year(year, years)?, quarter)),
                Stretch::Half(year, half) => Some(Stretch::Half(shift_year(year, years)?, half)),
                Stretch::Month(year, month) => Some(Stretch::Month(shift_year(year, years)?, month)),
                _ => None,
            },
            Meaning::ToldPeriodOf(year) => match self.period? {
                Stretch::Quarter(_, quarter) => Some(Stretch::Quarter(year, quarter)),
                _ => None,
            },
            Meaning::ToldWeekday(weekday) => match self.last? {
                Stretch::Day(day) => calendar::on_or_after(day, weekday),
                Stretch::Week(monday) => calendar::on_or_after(monday, weekday),
                _ => None,
            }
            .map(Stretch::Day),
            // `the year` as such is that of the same sentence.
            Meaning::FromTold(Unit::Year, 0) if !self.fresh => None,
            Meaning::FromTold(unit, count) => from(self.last?, unit, count),
            _ => None,
        }
    }
}

/// So many units from a stretch, where the stretch is at least as fine as the unit.
fn from(last: Stretch, unit: Unit, count: i64) -> Option<Stretch> {
    match (unit, last) {
        (Unit::Year, Stretch::Fiscal(year)) => Some(Stretch::Fiscal(shift_year(year, count)?)),
        (Unit::Year, Stretch::Quarter(year, quarter)) if count != 0 => {
            Some(Stretch::Quarter(shift_year(year, count)?, quarter))
        }
        (Unit::Year | Unit::Decade | Unit::Century, Stretch::Decade(_) | Stretch::Century(_)) => None,
        (Unit::Year | Unit::Decade | Unit::Century, other) => shifted(unit, count, other.about()?.0),
        (Unit::Quarter, Stretch::Quarter(year, quarter)) => {
            let (year, month) = shift_month(year, quarter * 3, count.checked_mul(3)?)?;
            Some(Stretch::Quarter(year, month / 3))
        }
        (Unit::Month, Stretch::Day(_) | Stretch::Month(..)) => shifted(unit, count, last.about()?.0),
        (Unit::Day | Unit::Week | Unit::Weekend | Unit::Fortnight, Stretch::Day(day))
        | (Unit::Week | Unit::Weekend, Stretch::Week(day) | Stretch::Weekend(day)) => {
            shifted(unit, count, day)
        }
        _ => None,
    }
}

/// *a year ago*, *last year*, *a year earlier* after a period: where it ends, and the years from the period's.
fn year_after(pieces: &Pieces, at: usize) -> Option<usize> {
    let of = usize::from(matches!(pieces.lower(at), "of" | "in"));
    let at = at + of;
    if matches!(pieces.lower(at), "a" | "one")
        && pieces.lower(at + 1) == "year"
        && matches!(pieces.lower(at + 2), "ago" | "earlier" | "before")
    {
        return Some(at + 3);
    }
    if pieces.are(at, &["last", "year"]) && pieces.lower(at + 2) != "'s" {
        return Some(at + 2);
    }
    (pieces.lower(at) == "the"
        && matches!(pieces.lower(at + 1), "last" | "previous" | "prior" | "preceding")
        && pieces.lower(at + 2) == "year")
        .then_some(at + 3)
}

fn is_period(word: &str) -> bool {
    matches!(word, "quarter" | "period")
}

/// A period that leans on the one told before.
pub(super) fn period(pieces: &Pieces, at: usize) -> Option<Expression> {
    let new = |from, end, years| Some(Expression::new(from, end, Meaning::ToldPeriod(years)));
    let article = matches!(pieces.lower(at), "the" | "a");
    let head = at + usize::from(article);
    // `the year-ago quarter`, `a year-earlier loss`
    if pieces.lower(head) == "year" && matches!(pieces.lower(head + 1), "ago" | "earlier") {
        let end = head + 2;
        if is_period(pieces.lower(end)) && article {
            return new(at, end + 1, -1);
        }
        if let Some(quarter) = relative::nth_quarter(pieces, end).filter(|_| article) {
            let meaning = Meaning::OfYear(Yearly::Quarter(quarter), -1);
            return Some(Expression::new(at, end + 2, meaning));
        }
        return if pieces.joined(head + 1) { new(head, end, -1) } else { None };
    }
    if pieces.lower(at) != "the" {
        if pieces.are(at, &["last", "year", "'s"]) && is_period(pieces.lower(at + 3)) {
            return new(at, at + 4, -1);
        }
        return None;
    }
    match pieces.lower(at + 1) {
        "quarter" | "latest" => {
            let end = at + 2 + usize::from(pieces.lower(at + 1) == "latest");
            if !is_period(pieces.lower(end - 1)) || pieces.joined(end) {
                return None;
            }
            match year_after(pieces, end) {
                Some(after) => new(at, after, -1),
                None if pieces.lower(end) == "of" => None,
                None => new(at, end, 0),
            }
        }
        "same" | "corresponding" | "comparable" => {
            let end = at + 3;
            let month = pieces.lower(at + 2) == "month";
            if !(is_period(pieces.lower(at + 2)) || month) {
                return None;
            }
            match year_after(pieces, end) {
                Some(after) => new(at, after, -1),
                None => {
                    match year_number(pieces, end + 1).filter(|_| matches!(pieces.lower(end), "of" | "in")) {
                        Some(year) => Some(Expression::new(at, end + 2, Meaning::ToldPeriodOf(year))),
                        None => (!month).then(|| Expression::new(at, end, Meaning::ToldPeriod(0))),
                    }
                }
            }
        }
        _ => {
            let year = year_number(pieces, at + 1)?;
            (is_period(pieces.lower(at + 2)) && !pieces.joined(at + 2))
                .then(|| Expression::new(at, at + 3, Meaning::ToldPeriodOf(year)))
        }
    }
}
