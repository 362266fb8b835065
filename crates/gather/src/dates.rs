//! Dates as reports and pages write them.

use article::{DateError, PartialDate};

/// Reads a date in ISO 8601 (also without its hyphens, or with slashes) or RFC 2822.
///
/// The error is that of [`PartialDate`], which says how to write one.
pub(crate) fn parse(given: &str) -> Result<PartialDate, DateError> {
    let given = given.trim();
    given
        .parse()
        .or_else(|error| rfc_2822(given).or_else(|| unhyphened(given)).ok_or(error))
        // Written out and read again: fractions of a second would not survive being stored.
        .and_then(|date: PartialDate| date.to_string().parse())
}

/// `Wed, 30 Apr 2031 17:20:00 +0200`, with the offset kept.
fn rfc_2822(given: &str) -> Option<PartialDate> {
    let moment = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(given).ok()?;
    let minutes = i16::try_from(moment.offset().seconds() / 60).ok()?;
    Some(PartialDate::Moment(moment.datetime(), Some(minutes)))
}

/// `20310430`, and `2031/04/30` with or without what follows it.
fn unhyphened(given: &str) -> Option<PartialDate> {
    if given.len() == 8 && given.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = given.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return format!("{year}-{month}-{day}").parse().ok();
    }
    let (date, rest) = given.split_at_checked(10)?;
    (date.matches('/').count() == 2)
        .then(|| format!("{}{rest}", date.replace('/', "-")).parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;

    #[test]
    fn the_forms_pages_use_are_read() {
        for (given, read) in [
            ("2031-04-30", "2031-04-30"),
            (" 2031-04 ", "2031-04"),
            ("2031-04-30T17:20:05.125+02:00", "2031-04-30T17:20:05+02:00"),
            ("2031-04-30 17:20:00 +0200", "2031-04-30T17:20:00+02:00"),
            ("Wed, 30 Apr 2031 17:20:00 +0200", "2031-04-30T17:20:00+02:00"),
            ("20310430", "2031-04-30"),
            ("2031/04/30", "2031-04-30"),
            ("2031/04/30 17:20", "2031-04-30T17:20:00"),
        ] {
            assert_eq!(parse(given).unwrap().to_string(), read, "{given}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for given in ["", "Smarch 3", "30/04/2031", "yesterday", "99999999", "2031/13/01"] {
            assert!(parse(given).is_err(), "{given}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_survives_being_written(given in "[0-9TZ:/+ -]{0,30}|\\PC{0,30}") {
            if let Ok(date) = parse(&given) {
                prop_assert_eq!(date.to_string().parse(), Ok(date));
            }
        }
    }
}
