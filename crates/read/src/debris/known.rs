//! Lines that an outlet prints under its reports, whatever these are about: known from its other articles, not from the words.

use crate::{Debris, DebrisKind};
use article::{Digest, Span};
use std::collections::BTreeSet;

/// A line of fewer words may stand in any report: *“Yes,” she said.*
const WORDS: usize = 5;

/// The lines of a text by which it can be told what an outlet prints again and again, each with the digest of its words: all
/// but the first, which is of the report whatever it says, and those of a few words.
///
/// ```
/// let lines = read::debris::lines("Rain fell on Sunday night.\n\nWrite to us at  any hour.\nThe end.");
/// assert_eq!(lines.len(), 1);
/// assert_eq!(lines[0].1, article::Digest::of(b"Write to us at any hour."));
/// ```
pub fn lines(text: &str) -> Vec<(Span, Digest)> {
    let mut at = 0;
    let mut lines = Vec::new();
    let mut is_first = true;
    for piece in text.split_inclusive('\n') {
        let words = piece.trim();
        let start = at + (piece.len() - piece.trim_start().len());
        at += piece.len();
        if words.is_empty() || std::mem::take(&mut is_first) {
            continue;
        }
        let words: Vec<&str> = words.split_whitespace().collect();
        if words.len() >= WORDS {
            let span = Span::new(start, start + piece.trim().len());
            lines.push((span, Digest::of(words.join(" ").as_bytes())));
        }
    }
    lines
}

/// Where the articles of one outlet have a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// In so many stories.
    pub stories: usize,
    /// On so many pages, versions of a page counted once.
    pub pages: usize,
    /// So many pages the outlet has in all.
    pub of: usize,
}

/// A line stands in articles of so many stories at least: two reports may have a sentence in common by chance or by subject,
/// and copies of one text are of one story.
const STORIES: usize = 3;

/// And on one in so many of the outlet's pages: what a large outlet printed three times in years is no furniture.
const PAGES: usize = 50;

/// Whether a line that an outlet prints so often is page furniture.
pub fn is_furniture(seen: Seen) -> bool {
    seen.stories >= STORIES && seen.pages.saturating_mul(PAGES) >= seen.of
}

/// Those that are known to be furniture.
pub(super) fn furniture(text: &str, known: &BTreeSet<Digest>) -> Vec<Debris> {
    if known.is_empty() {
        return Vec::new();
    }
    let found = lines(text).into_iter().filter(|(_, digest)| known.contains(digest));
    found.map(|(span, _)| Debris { span, kind: DebrisKind::Furniture }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Known, read_knowing};
    use article::Article;

    #[test]
    fn furniture_stands_under_several_stories_and_often() {
        let is = |stories, pages, of| is_furniture(Seen { stories, pages, of });
        assert!(is(3, 3, 3) && is(3, 3, 150) && is(24, 24, 24));
        assert!(!is(2, 9, 9) && !is(3, 3, 151));
    }

    #[test]
    fn a_known_line_is_debris_and_the_first_is_not() {
        let appeal = "Our reporters are paid by readers like you.";
        let furniture = BTreeSet::from([Digest::of(appeal.as_bytes())]);
        let known = Known { furniture: &furniture, corrections: &[] };
        let text = format!("The gate was shut on Monday night.\n\n  {appeal}\nNobody knew why it was shut.");
        let found = read_knowing(Article::new("a", text.as_str()), &known).debris;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].span.of(&text), found[0].kind), (Some(appeal), DebrisKind::Furniture));
        assert_eq!(crate::read(Article::new("a", text.as_str())).debris, []);
        let first = format!("{appeal}\n\nThe gate was shut on Monday night.");
        assert_eq!(read_knowing(Article::new("a", first), &known).debris, []);
    }
}
