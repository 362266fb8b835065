//! Days as people type them.

use article::PartialDate;
use jiff::{ToSpan, Zoned};

/// A date, `today` or `yesterday`.
pub(crate) fn day(given: &str) -> Result<PartialDate, String> {
    let today = || Zoned::now().date();
    match given {
        "today" => Ok(today().into()),
        "yesterday" => Ok(today().saturating_sub(1.day()).into()),
        _ => given.parse().map_err(|error: article::DateError| format!("{error}, or today or yesterday")),
    }
}
