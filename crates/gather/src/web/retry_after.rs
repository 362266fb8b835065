//! Until when an answer asks to be left alone.

use super::fetch::Fetched;
use jiff::{SignedDuration, Timestamp};

/// The longest that `Retry-After` is obeyed for.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A host that asked to be left alone, and until when.
pub type Hold = (String, Timestamp);

/// The host that an answer at `now` asks to leave alone: by status 429 or 503 with `Retry-After`, in seconds or as a date.
pub(crate) fn held(answer: &Fetched, now: Timestamp) -> Option<Hold> {
    let until =
        until(answer.retry_after.as_deref()?.trim(), now).filter(|_| matches!(answer.status, 429 | 503))?;
    Some((answer.address.host().to_owned(), until))
}

fn until(given: &str, now: Timestamp) -> Option<Timestamp> {
    let latest = now.checked_add(LONGEST).ok()?;
    let until = if !given.is_empty() && given.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit are many.
        now.checked_add(given.parse().map_or(LONGEST, SignedDuration::from_secs)).unwrap_or(latest)
    } else {
        let parser = jiff::fmt::rfc2822::DateTimeParser::new().relaxed_weekday(true);
        parser.parse_zoned(given).ok()?.timestamp()
    };
    (until > now).then(|| until.min(latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_seconds_or_a_date() {
        let now: Timestamp = "2031-04-30T15:20:00Z".parse().unwrap();
        for (given, expected) in [
            ("120", Some("2031-04-30T15:22:00Z")),
            ("Wed, 30 Apr 2031 16:00:00 GMT", Some("2031-04-30T16:00:00Z")),
            ("999999999", Some("2031-05-07T15:20:00Z")),
            ("99999999999999999999", Some("2031-05-07T15:20:00Z")),
            ("Wed, 30 Apr 2031 15:00:00 GMT", None),
            ("0", None),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(until(given, now), expected.map(|expected| expected.parse().unwrap()), "{given}");
        }
    }
}
