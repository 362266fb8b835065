//! Names and times written down by hand, so that tests of events and stances depend on no other room.

use crate::{Entity, EntityId, EntityKind, Mention, MentionKind, Time, TimeType, names::Names, text::Text};
use article::Span;

/// Entities with the words for them; words in lower case are pronouns or roles.
pub(crate) fn names(text: &Text<'_>, cast: &[(&str, EntityKind, &[&str])]) -> Names {
    let mut names = Names::default();
    for (index, (name, kind, words)) in cast.iter().enumerate() {
        let id = EntityId(u32::try_from(index).unwrap_or(u32::MAX));
        names.entities.push(Entity {
            id,
            name: (*name).to_owned(),
            kind: *kind,
            named: true,
            roles: Vec::new(),
            affiliation: None,
        });
        for alias in std::iter::once(name).chain(words.iter()) {
            for span in occurrences(text, alias) {
                let pronoun = matches!(
                    alias.to_lowercase().as_str(),
                    "he" | "she" | "it" | "they" | "her" | "his" | "its" | "their"
                );
                let kind = if pronoun {
                    MentionKind::Pronoun
                } else if alias.starts_with(char::is_lowercase) || alias.starts_with("The ") {
                    MentionKind::Role
                } else {
                    MentionKind::Name
                };
                names.mentions.push(Mention { span, entity: id, kind });
            }
        }
    }
    names.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    // The longest of those that begin at one place is meant.
    names.mentions.dedup_by_key(|mention| mention.span.start);
    names
}

/// Times, each by its words.
pub(crate) fn times(text: &Text<'_>, words: &[&str]) -> Vec<Time> {
    let mut times: Vec<Time> = words
        .iter()
        .flat_map(|words| occurrences(text, words))
        .map(|span| Time {
            span,
            kind: TimeType::Date,
            value: text.words(span).to_owned(),
            days: None,
            reason: String::new(),
        })
        .collect();
    times.sort_by_key(|time| time.span);
    times
}

fn occurrences(text: &Text<'_>, words: &str) -> Vec<Span> {
    text.source
        .match_indices(words)
        .map(|(start, found)| Span::new(start, start + found.len()))
        .filter(|span| {
            let range = text.tokens_in(*span);
            text.span_of(range) == Some(*span)
        })
        .collect()
}
