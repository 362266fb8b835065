//! Articles with the mentions of events that a set gives in place of those that are read.

use article::{Article, Span};
use corpora::ecb::Mention;
use read::{EntityId, EventMention, EventStatus, MentionKind, Reading, text::Text};
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

/// What an article says of an event that is named at `trigger`: as it was read where it was, else with the names before and
/// after it and the only time of its sentence.
pub(super) fn mention(reading: &Reading, trigger: Span) -> Option<EventMention> {
    let read = reading.events.iter().find(|event| event.trigger.overlaps(trigger));
    if let Some(read) = read {
        return Some(EventMention { trigger, ..read.clone() });
    }
    let sentence = reading.sentence_at(trigger.start)?;
    let within = reading.sentences.get(sentence)?.span;
    let names: Vec<(Span, EntityId)> = reading
        .mentions
        .iter()
        .filter(|mention| within.contains(mention.span) && mention.kind != MentionKind::Pronoun)
        .map(|mention| (mention.span, mention.entity))
        .collect();
    let before = names.iter().rfind(|(span, _)| span.end <= trigger.start);
    let after = names.iter().find(|(span, _)| span.start >= trigger.end);
    let times: Vec<usize> =
        (0..reading.times.len()).filter(|at| within.contains(reading.times[*at].span)).collect();
    Some(EventMention {
        kind: String::new(),
        trigger,
        sentence,
        participants: before.into_iter().chain(after).map(|(_, entity)| *entity).collect(),
        place: None,
        time: if let [only] = times[..] { Some(only) } else { None },
        status: EventStatus::Unknown,
        back: None,
        adverse: false,
        attends: false,
    })
}
