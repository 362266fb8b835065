//! Stretches of the civil calendar and the arithmetic on them.

use jiff::{Span, civil::Date};

/// The longest distance, in units, that any arithmetic here is asked for.
const FARTHEST: i64 = 1_000_000;

/// A stretch of the calendar that TIMEX3 has a value for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// A day.
    Day(Date),
    /// A week, by its Monday.
    Week(Date),
    /// A weekend, by the Monday of its week.
    Weekend(Date),
    /// A month of a year.
    Month(i16, i8),
    /// A quarter of a year.
    Quarter(i16, i8),
    /// A half of a year.
    Half(i16, i8),
    /// A season: `SP`, `SU`, `FA`, `WI`; a winter belongs to the year in which it begins.
    Season(i16, &'static str),
    /// A year.
    Year(i16),
    /// A fiscal year, whose days differ from company to company.
    Fiscal(i16),
    /// A decade, by its first year divided by ten.
    Decade(i16),
    /// A century, by the first two digits of its years.
    Century(i16),
}

impl Stretch {
    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(monday) => week_value(monday),
            Self::Weekend(monday) => format!("{}-WE", week_value(monday)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{season}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Fiscal(year) => format!("FY{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// Its value with `X` in place of what only a day of publication could tell.
    pub(super) fn pattern(self) -> String {
        match self {
            Self::Day(day) => format!("XXXX-{:02}-{:02}", day.month(), day.day()),
            Self::Week(_) => "XXXX-WXX".to_owned(),
            Self::Weekend(_) => "XXXX-WXX-WE".to_owned(),
            Self::Month(_, month) => format!("XXXX-{month:02}"),
            Self::Quarter(_, quarter) => format!("XXXX-Q{quarter}"),
            Self::Half(_, half) => format!("XXXX-H{half}"),
            Self::Season(_, season) => format!("XXXX-{season}"),
            Self::Year(_) | Self::Fiscal(_) => "XXXX".to_owned(),
            Self::Decade(_) => "XXX".to_owned(),
            Self::Century(_) => "XX".to_owned(),
        }
    }

    /// Its first and last day; `None` where the calendar does not settle them.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Season(..) | Self::Fiscal(_) => None,
            other => other.about(),
        }
    }

    /// As [`Stretch::days`], with the months that news means by a season in the north.
    pub(super) fn about(self) -> Option<(Date, Date)> {
        let months = |year: i16, first: i8, count: i64| -> Option<(Date, Date)> {
            let start = Date::new(year, first, 1).ok()?;
            let (last_year, last_month) = shift_month(year, first, count - 1)?;
            Some((start, Date::new(last_year, last_month, 1).ok()?.last_of_month()))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(monday) => Some((monday, shift_days(monday, 6)?)),
            Self::Weekend(monday) => Some((shift_days(monday, 5)?, shift_days(monday, 6)?)),
            Self::Month(year, month) => months(year, month, 1),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Season(year, season) => {
                let first = match season {
                    "SP" => 3,
                    "SU" => 6,
                    "FA" => 9,
                    _ => 12,
                };
                months(year, first, 3)
            }
            Self::Year(year) | Self::Fiscal(year) => months(year, 1, 12),
            Self::Decade(decade) => months(decade.checked_mul(10)?, 1, 120),
            Self::Century(century) => months(century.checked_mul(100)?, 1, 1200),
        }
    }
}

fn week_value(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The day `days` after `day`.
pub(super) fn shift_days(day: Date, days: i64) -> Option<Date> {
    if days.abs() > FARTHEST {
        return None;
    }
    day.checked_add(Span::new().try_days(days).ok()?).ok().filter(|day| day.year() > 0)
}

/// The month `months` after this one.
pub(super) fn shift_month(year: i16, month: i8, months: i64) -> Option<(i16, i8)> {
    let count = i64::from(year) * 12 + i64::from(month) - 1 + months.clamp(-FARTHEST, FARTHEST);
    let year = i16::try_from(count.div_euclid(12)).ok().filter(|year| (1..=9999).contains(year))?;
    Some((year, i8::try_from(count.rem_euclid(12)).ok()? + 1))
}

/// The year `years` after this one.
pub(super) fn shift_year(year: i16, years: i64) -> Option<i16> {
    shift_month(year, 1, years.clamp(-FARTHEST, FARTHEST) * 12).map(|(year, _)| year)
}

/// The Monday of a day's week.
pub(super) fn monday_of(day: Date) -> Option<Date> {
    shift_days(day, 1 - i64::from(day.weekday().to_monday_one_offset()))
}

/// The first day on or after `day` that is this weekday, from 1 for Monday.
pub(super) fn on_or_after(day: Date, weekday: i8) -> Option<Date> {
    shift_days(day, (i64::from(weekday) - i64::from(day.weekday().to_monday_one_offset())).rem_euclid(7))
}

/// The days from `from` to `to`.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The day of a holiday in a year, by the rule of the table.
pub(super) fn holiday(rule: &str, year: i16) -> Option<Date> {
    if let Some(offset) = rule.strip_prefix("easter") {
        return shift_days(easter(year)?, offset.parse().ok()?);
    }
    if let Ok(day) = rule.parse::<Date>() {
        return Some(day);
    }
    if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains('/')) {
        return Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let mut parts = rule.split('/');
    let month: i8 = parts.next()?.parse().ok()?;
    let nth: i8 = parts.next()?.parse().ok()?;
    let weekday = jiff::civil::Weekday::from_monday_one_offset(parts.next()?.parse().ok()?).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// Western Easter Sunday, by the anonymous Gregorian rule.
fn easter(year: i16) -> Option<Date> {
    let year_of = i32::from(year);
    let golden = year_of % 19;
    let (century, rest) = (year_of / 100, year_of % 100);
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - shift + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * week) / 451;
    let days = moon + week - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_and_holidays_follow_the_calendar() {
        assert_eq!(Stretch::Week(date(2030, 12, 30)).value(), "2031-W01");
        assert_eq!(Stretch::Weekend(date(2031, 4, 28)).days(), Some((date(2031, 5, 3), date(2031, 5, 4))));
        assert_eq!(holiday("easter+0", 2024), Some(date(2024, 3, 31)));
        assert_eq!(holiday("easter-2", 2025), Some(date(2025, 4, 18)));
        assert_eq!(holiday("11/4/4", 2023), Some(date(2023, 11, 23)));
        assert_eq!(holiday("5/-1/1", 2024), Some(date(2024, 5, 27)));
    }

    #[test]
    fn the_ends_of_the_calendar_give_nothing() {
        assert_eq!(shift_days(date(9999, 12, 31), 1), None);
        assert_eq!(shift_year(9999, 1), None);
        assert_eq!(shift_year(1, i64::MIN / 100), None);
        assert_eq!(Stretch::Decade(999).days().map(|(_, last)| last), Some(date(9999, 12, 31)));
        assert_eq!(Stretch::Weekend(date(9999, 12, 27)).days(), None);
    }
}
