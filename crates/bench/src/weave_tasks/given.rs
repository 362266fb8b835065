//! Articles with the mentions of events that a set gives in place of those that are read.

use article::{Article, Span};
use corpora::ecb::Mention;
use read::{EventMention, EventStatus, Reading, text::Text};
use std::collections::BTreeMap;

/// Where the words of a mention stand in the text of its article, which has a sentence a line; `None` when they are not
/// found.
///
/// The set counts tokens of its own: of several places with the same words the one is taken that has the nearest number
/// among ours.
pub(super) fn place(article: &Article, mention: &Mention) -> Option<Span> {
    // The set's first sentence of an article with an address was the address, and is not in the text.
    let line = mention.sentence.checked_sub(usize::from(article.url.is_some()))?;
    let mut start = 0;
    let line = article.text.split('\n').enumerate().find_map(|(at, text)| {
        if at == line {
            return Some(text);
        }
        start += text.len() + 1;
        None
    })?;
    let wanted = *mention.tokens.first()?;
    let run = mention.tokens.windows(2).take_while(|pair| pair[1] == pair[0] + 1).count() + 1;
    let words: Vec<&str> = mention.text.split_whitespace().take(run).collect();
    let text = Text::cut(line);
    let begins: BTreeMap<usize, usize> =
        text.tokens.iter().enumerate().map(|(at, token)| (token.span.start, at)).collect();
    let found = begins.iter().filter_map(|(begin, at)| {
        let end = words.iter().try_fold(*begin, |from, word| {
            let gap = line.get(from..)?.len() - line.get(from..)?.trim_start().len();
            line.get(from + gap..)?.starts_with(word).then_some(from + gap + word.len())
        })?;
        Some((at.abs_diff(wanted), Span::new(start + begin, start + end)))
    });
    found.min_by_key(|(far, span)| (*far, span.start)).map(|(_, span)| span)
}

/// What an article says of an event that is named at `trigger`: as it was read where it was, else the word alone.
pub(super) fn mention(reading: &Reading, trigger: Span) -> Option<EventMention> {
    if let Some(read) = reading.events.iter().find(|event| event.trigger.overlaps(trigger)) {
        return Some(EventMention { trigger, ..read.clone() });
    }
    Some(EventMention {
        kind: String::new(),
        trigger,
        sentence: reading.sentence_at(trigger.start)?,
        participants: Vec::new(),
        place: None,
        time: None,
        status: EventStatus::Unknown,
        back: None,
        adverse: false,
        attends: false,
    })
}
