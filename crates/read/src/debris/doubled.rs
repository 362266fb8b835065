//! Lines and sentences that stand twice.

use super::lines::{Line, fold};
use crate::{Debris, DebrisKind, text::Text};
use std::collections::HashSet;

/// The fewest words that a line has for its repetition to be no accident.
const WORDS: usize = 4;
/// The same for a sentence within a paragraph.
const SENTENCE_WORDS: usize = 12;
/// How many lines at the head may give the title in nearly its own words.
const HEAD: usize = 3;

/// Marks the second and later of equal lines, and lines that repeat the title.
pub(super) fn mark(lines: &[Line<'_>], title: Option<&str>, marked: &mut [Option<DebrisKind>]) {
    let title: Vec<String> = title.map(words).unwrap_or_default();
    let mut seen: HashSet<Vec<String>> = HashSet::new();
    for (number, (line, mark)) in lines.iter().zip(marked).enumerate() {
        if mark.is_some() || line.count < WORDS {
            continue;
        }
        let own = words(line.words);
        let titled = own == title || (number < HEAD && !line.closed && is_nearly(&own, &title));
        if !seen.insert(own) || titled {
            *mark = Some(DebrisKind::Doubled);
        }
    }
}

/// Long sentences that stand word for word for the second time.
pub(super) fn sentences(text: &Text<'_>) -> Vec<Debris> {
    let mut seen: HashSet<&str> = HashSet::new();
    let long = text.sentences.iter().filter(|sentence| sentence.tokens.len() > SENTENCE_WORDS);
    long.filter(|sentence| !seen.insert(text.words(sentence.span)))
        .map(|sentence| Debris { span: sentence.span, kind: DebrisKind::Doubled })
        .collect()
}

/// Whether all but a fifth of the words of either are those of the other.
fn is_nearly(one: &[String], other: &[String]) -> bool {
    let (one, other): (HashSet<_>, HashSet<_>) = (one.iter().collect(), other.iter().collect());
    let shared = one.intersection(&other).count();
    shared >= WORDS && shared * 5 >= one.len() * 4 && shared * 5 >= other.len() * 4
}

/// The words of a line without case and marks.
fn words(line: &str) -> Vec<String> {
    line.split(|mark: char| !(mark.is_alphanumeric() || matches!(mark, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.starts_with(|first: char| first.is_ascii_digit()) { word.to_owned() } else { fold(word) }
        })
        .collect()
}
