//! Lines about something else.
//!
//! A line at the edge of an article is stray when it shares no name and no word of content with the rest, points
//! back at nothing, and names somebody of its own. Anything less certain stays part of the report.

use super::lines::Line;
use crate::{DebrisKind, words::Roles};
use std::{collections::HashSet, sync::LazyLock};

/// The most words of a stray line.
const LINE_WORDS: usize = 30;
/// The fewest words of content of one.
const CONTENT_WORDS: usize = 4;
/// How many lines at the end may be stray.
const TAIL: usize = 4;
/// The fewest words that the rest must have for a line to be judged beside it.
const REST_WORDS: usize = 40;
/// How many letters of a word tell what it is about.
const STEM: usize = 5;

static WORDS: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("ordinary_words.tsv")));

fn is(word: &str, role: &str) -> bool {
    WORDS.has(word, role)
}

/// Marks stray lines at the end of the article, and clips at either end.
pub(super) fn mark(lines: &[Line<'_>], title: Option<&str>, marked: &mut [Option<DebrisKind>]) {
    let open: Vec<usize> = (0..lines.len()).filter(|at| marked[*at].is_none()).collect();
    let tail: Vec<usize> = open
        .iter()
        .rev()
        .take(TAIL.min(open.len() / 2))
        .take_while(|at| lines[**at].count <= LINE_WORDS)
        .copied()
        .collect();
    let rest = || open.iter().take(open.len() - tail.len()).map(|at| &lines[*at]);
    if rest().count() < 3 || rest().map(|line| line.count).sum::<usize>() < REST_WORDS {
        return;
    }
    let mut known: HashSet<String> = rest().flat_map(stems).collect();
    known.extend(title.into_iter().flat_map(title_stems));
    // A line that shares with one that shares with the report belongs to it too.
    let mut apart: Vec<usize> = tail.clone();
    for _ in 0..TAIL {
        apart.retain(|at| {
            let own = stems(&lines[*at]);
            let shares = own.iter().any(|stem| known.contains(stem));
            if shares {
                known.extend(own);
            }
            !shares
        });
    }
    let mut clip: Option<&Line<'_>> = None;
    let mut stray = Vec::new();
    for at in tail.iter().rev().copied() {
        let line = &lines[at];
        let repeats = clip.is_some_and(|clip| clip.words.ends_with(line.words));
        if apart.contains(&at) && (is_clip(line) || repeats || stands_alone(line)) {
            stray.push(at);
            if is_clip(line) {
                clip = Some(line);
            }
        }
    }
    // Only what is followed by nothing of the report.
    for at in tail {
        if !stray.contains(&at) {
            break;
        }
        marked[at] = Some(DebrisKind::Stray);
    }
}

/// *Footage Singer has fallen ill*: the title of a film, without a closing mark.
fn is_clip(line: &Line<'_>) -> bool {
    !line.closed && line.folded.first().is_some_and(|word| is(word, "clip")) && line.folded.len() > 2
}

/// Whether a line says something of its own and points back at nothing.
fn stands_alone(line: &Line<'_>) -> bool {
    let refers = line.folded.iter().any(|word| is(word, "refers") || is(word, "note"));
    let goes_on = line.folded.first().is_some_and(|word| is(word, "goes-on"));
    let marks = line.words.contains(['"', '“', '”', '‘', '(', '@', '[', '|', '©', '/', '_'])
        || line.words.starts_with(['—', '–', '-', '*']);
    let bullet = line.words.starts_with(['◦', '•', '·', '#']);
    let content = stems(line).len() >= CONTENT_WORDS;
    // A name inside the line: a capital after its first word.
    let mut words = line.words.split_whitespace().skip(1);
    let named = words.any(|word| {
        word.starts_with(char::is_uppercase)
            && !is(&super::lines::fold(word.trim_matches(|mark: char| !mark.is_alphanumeric())), "ordinary")
    });
    let byline = line.folded.first().is_some_and(|word| word == "by");
    line.closed && !refers && !goes_on && !marks && !bullet && content && named && !byline
}

/// What the words of a line are about, by their first letters.
fn stems(line: &Line<'_>) -> HashSet<String> {
    line.folded.iter().filter_map(|word| stem(word)).collect()
}

fn title_stems(title: &str) -> Vec<String> {
    title
        .split(|mark: char| !mark.is_alphanumeric())
        .filter_map(|word| stem(&super::lines::fold(word)))
        .collect()
}

fn stem(word: &str) -> Option<String> {
    let bare = word.trim_end_matches("'s");
    let letters = bare.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 3 || is(bare, "ordinary") || is(bare, "refers") {
        return None;
    }
    let stem = if letters > STEM {
        bare
    } else {
        bare.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(bare)
    };
    Some(stem.chars().take(STEM).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::table;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("ordinary_words.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(["ordinary", "refers", "goes-on", "note", "clip"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
    }
}
