//! What is reported to have happened, to be planned or asked for.

mod attendance;
mod by_noun;
mod by_number;
mod by_verb;
mod frame;
mod merge;
mod participants;
mod reader;
mod seen;
mod setting;
mod status;
pub(crate) mod syntax;
#[cfg(test)]
mod tests;
mod triggers;

use crate::{Attribution, EventMention, EventStatus, Time, names::Names, text::Text};
use reader::Reader;
use seen::Seen;
use syntax::Syntax;

/// Finds mentions of events in the sentences of the report.
///
/// A mention needs something that ties it to one event: somebody who takes part, a time, a place, or words that
/// point back to one named before. What is said of such events in general is none.
pub fn events(
    text: &Text<'_>,
    names: &Names,
    times: &[Time],
    attributions: &[Attribution],
) -> Vec<EventMention> {
    let denied = denials(text, attributions);
    let mut seen = Seen::default();
    let mut events = Vec::new();
    for (sentence, cut) in text.body() {
        let Some(syntax) = Syntax::of(text, names, sentence) else { continue };
        let times = setting::times_in(&syntax, times, cut.span);
        let mut found = Reader { syntax: &syntax, times: &times, seen: &seen, earlier: &[] }.sentence();
        for mention in &mut found {
            if denied
                .get(sentence)
                .is_some_and(|spans| spans.iter().any(|span| span.contains(mention.trigger)))
            {
                mention.status = EventStatus::Denied;
            }
        }
        seen.learn(&found, sentence);
        events.extend(found);
    }
    events
}

/// What each sentence holds that somebody denies.
fn denials(text: &Text<'_>, attributions: &[Attribution]) -> Vec<Vec<article::Span>> {
    let mut denials = vec![Vec::new(); text.sentences.len()];
    for attribution in attributions.iter().filter(|attribution| crate::stances::denies(text, attribution)) {
        for content in &attribution.content {
            if let Some(list) = text.sentence_at(content.start).and_then(|at| denials.get_mut(at)) {
                list.push(*content);
            }
        }
    }
    denials
}
