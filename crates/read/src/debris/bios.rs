//! Paragraphs at the end that say who the author is.
//!
//! *Kit Orr is a professor of rivers at Torve College* may stand in any report. As the last words of one that has
//! not named Orr before, but in its byline, it says who wrote it.

use super::lines::Line;
use crate::{
    DebrisKind,
    words::{Roles, table},
};
use std::{collections::HashSet, sync::LazyLock};

/// How many lines at the end may tell of the author.
const FOOT: usize = 4;
/// How many words a line takes at most that may be a byline without more.
const NAME_WORDS: usize = 6;
/// The fewest lines of an article whose end is looked at.
const LINES: usize = 6;
/// How far from its head the line says what the author is.
const WITHIN: usize = 18;
/// The most words of such a line.
const WORDS: usize = 90;

static CALLINGS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("callings.tsv")).filter_map(|row| row.first().copied()).collect());

/// Verbs with what they do in such a line.
static VERBS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("bio_verbs.tsv")));

/// Marks them.
pub(super) fn mark(lines: &[Line<'_>], marked: &mut [Option<DebrisKind>]) {
    if lines.len() < LINES {
        return;
    }
    let mut named: HashSet<&str> = HashSet::new();
    let foot = lines.len() - FOOT;
    for (line, _) in lines.iter().zip(&*marked).take(foot).filter(|(_, mark)| mark.is_none()) {
        if line.closed || line.count > NAME_WORDS {
            named.extend(line.folded.iter().map(String::as_str));
        }
    }
    for (line, mark) in lines.iter().zip(marked).skip(foot) {
        let presents = mark.is_none()
            && line.count <= WORDS
            && surname(line).is_some_and(|surname| !named.contains(surname.as_str()));
        if presents {
            *mark = Some(DebrisKind::Bio);
        }
    }
}

/// The last word of the name of which a line says what its bearer is by calling.
fn surname(line: &Line<'_>) -> Option<String> {
    let words: Vec<&str> = line.words.split_whitespace().take(WITHIN).collect();
    let first =
        words.iter().position(|word| word.starts_with(char::is_alphabetic)).filter(|first| *first < 2)?;
    let verb = (first..words.len()).find(|at| VERBS.has(words[*at], "presents"))?;
    let name = &words[first..verb];
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if !(2..=4).contains(&name.len()) || !name.iter().all(|word| capital(word)) || name[0] == "The" {
        return None;
    }
    let calling = words[verb + 1..].iter().any(|word| {
        let bare = word.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
        CALLINGS.contains(bare.as_str())
    });
    let quoted = line.folded.iter().any(|word| VERBS.has(word.as_str(), "quotes"));
    let last = name.last()?.trim_matches(|mark: char| !mark.is_alphanumeric());
    (calling && !quoted).then(|| super::lines::fold(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("callings.tsv")) {
            assert!(row.len() == 1 && seen.insert(row[0]), "{row:?}");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("bio_verbs.tsv")) {
            assert!(row.len() == 2 && ["presents", "quotes"].contains(&row[1]), "{row:?}");
            assert!(seen.insert(row[0]), "{row:?}");
        }
    }
}
