//! Who gives a figure that nobody says: *the union put the crowd at 9,000; police counted 4,000*.

use crate::dossier::Dossier;
use article::Span;
use read::{EntityId, words::table};
use std::{collections::BTreeMap, sync::LazyLock};

/// The verbs, with the word before the figure; empty where it follows the verb.
static GIVERS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    table(include_str!("givers.tsv")).map(|row| (row[0], if row[1] == "-" { "" } else { row[1] })).collect()
});

/// So many words stand at most between the verb and the word before the figure: *put the number of its members at*.
const BETWEEN: usize = 6;

/// So many words a giver has at most.
const LONGEST: usize = 8;

/// The words for who gives a figure, and the entity they mean when the article names it.
pub(crate) fn giver(dossier: &Dossier<'_>, article: usize, figure: Span) -> Option<(Span, Option<EntityId>)> {
    let reading = dossier.readings[article];
    let sentence = reading.sentences.get(reading.sentence_at(figure.start)?)?.span;
    let before: &str = reading.words(Span::new(sentence.start, figure.start));
    // Another clause has another subject.
    let clause = before.rfind([';', '—', '“', '”', '"']).map_or(0, |at| at + 1);
    let clause = before.get(clause..).unwrap_or_default();
    let words = words(clause);
    let (at, verb) =
        words.iter().rev().take(BETWEEN + 2).find(|(_, word)| GIVERS.contains_key(word)).copied()?;
    let last = words.last().filter(|last| last.0 > at).map_or("", |(_, word)| *word);
    if last != *GIVERS.get(verb)? {
        return None;
    }
    let subject = clause.get(..at)?.trim_matches(|letter: char| !letter.is_alphanumeric());
    if subject.is_empty() || subject.split(' ').count() > LONGEST {
        return None;
    }
    let start = sentence.start + before.len() - clause.len() + clause.find(subject)?;
    let span = Span::new(start, start + subject.len());
    let meant = || reading.mentions.iter().filter(|mention| span.contains(mention.span));
    let is_named = |mention: &&read::Mention| {
        reading.entities.iter().any(|entity| entity.id == mention.entity && entity.named)
    };
    let mention = meant().find(is_named).or_else(|| meant().next());
    Some((span, mention.map(|mention| mention.entity)))
}

/// The words of a clause with their places; words for *about* are left out.
fn words(clause: &str) -> Vec<(usize, &str)> {
    const ABOUT: &[&str] = &["about", "around", "some", "least", "most", "nearly", "almost"];
    let mut words = Vec::new();
    let mut start = 0;
    for word in clause.split(' ') {
        let plain = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if !plain.is_empty() && !ABOUT.contains(&plain) {
            words.push((start, plain));
        }
        start += word.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::BTreeSet::new();
        assert!(table(include_str!("givers.tsv")).all(|row| row.len() == 2 && seen.insert(row[0])));
    }
}
