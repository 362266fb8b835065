//! Tables that a user brings, as text.

use crate::failure::Failure;
use std::path::Path;

/// A table of owners or names is a few kilobytes.
const LARGEST: u64 = 16 << 20;

/// The rows of the table in a file; `what` it has is said where it cannot be read.
pub(crate) fn rows(path: &Path, what: &str) -> Result<String, Failure> {
    let unread = |why: String| unread(path, what, why);
    let length = std::fs::metadata(path).map_err(|error| unread(error.to_string()))?.len();
    if length > LARGEST {
        return Err(unread(format!("it must be a file of at most {LARGEST} bytes")));
    }
    let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
    let rows = String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8".to_owned()))?;
    Ok(rows.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(rows))
}

/// That a table could not be read, and why.
pub(crate) fn unread(path: &Path, what: &str, why: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the {what} in {} could not be read: {why}", path.display()))
}
