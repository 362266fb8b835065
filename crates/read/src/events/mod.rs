//! What is reported to have happened, to be planned or asked for.

pub(crate) mod syntax;

use crate::{Attribution, EventMention, Time, names::Names, text::Text};

/// Finds mentions of events in the sentences of the report.
pub fn events(
    text: &Text<'_>,
    names: &Names,
    times: &[Time],
    attributions: &[Attribution],
) -> Vec<EventMention> {
    let _ = (text, names, times, attributions);
    Vec::new()
}
