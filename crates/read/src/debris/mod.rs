//! What is no part of the report: furniture, doubled headlines, stray lines, broken markup.

use crate::{Debris, text::Text};

/// Finds debris. `title` is the article's headline when it came apart from the text.
pub fn debris(text: &Text<'_>, title: Option<&str>) -> Vec<Debris> {
    let _ = (text, title);
    Vec::new()
}
