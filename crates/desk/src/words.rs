//! The few words that every message needs.

use serde::Serialize;

/// `1 report`, `2 reports`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The days of a story, ISO 8601, in words.
pub fn days(first: Option<&str>, last: Option<&str>) -> String {
    let days = first.zip(last);
    days.map_or_else(|| "no day known".to_owned(), |(first, last)| tell::days(first, last))
}

/// The name that a value of an enumeration has in JSON, in words: `not_yet` is `not yet`.
pub fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| Some(value.as_str()?.replace('_', " ")))
        .unwrap_or_default()
}

/// The words with runs of white space as single spaces, and none at the ends.
pub fn squeezed(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
