//! The last line or the last brackets of a text that are nothing but names of outlets: `Corran Press`, `(AFP, Estuary Post)`.
//!
//! There a name needs less to be an outlet's than elsewhere: one that only looks like an outlet's (*Press*), and in brackets
//! the initials of an agency that no table has.

use super::outlets::{Outlets, has_role, is_capital};
use crate::{
    text::{Text, TokenKind},
    words::table,
};
use std::{collections::HashSet, ops::Range, sync::LazyLock};

/// So many tokens a foot has at most.
const MOST: usize = 14;

/// So many words the name of an outlet has at most there.
const WORDS: usize = 5;

/// How many letters the initials of an agency have.
const INITIALS: std::ops::RangeInclusive<usize> = 3..=6;

static NONE: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("foot_words.tsv")).map(|row| row[0]).collect());

/// A credit at the foot of a text.
#[derive(Debug, Default)]
pub(super) struct Foot {
    /// All of it.
    pub(super) all: Range<usize>,
    /// Each name in it, with its words.
    pub(super) names: Vec<(Range<usize>, String)>,
}

/// The credit that the last line of a text is or ends with.
pub(super) fn credited(text: &Text<'_>, outlets: &Outlets, line: &Range<usize>) -> Option<Foot> {
    let last = line.end.checked_sub(1).filter(|last| *last >= line.start)?;
    let (all, bracketed) = if text.token(last) == ")" {
        let open = (line.start..last).rev().take(MOST).find(|at| text.token(*at) == "(")?;
        let apart = open == line.start || matches!(text.token(open - 1), "." | "!" | "?" | "”" | "\"" | "’");
        apart.then_some((open..line.end, true))?
    } else {
        let end = if text.token(last) == "." { last } else { line.end };
        (line.len() <= MOST).then_some((line.start..end, false))?
    };
    let inner = if bracketed { all.start + 1..all.end - 1 } else { all.clone() };
    let alone = all.start == line.start;
    let parts: Vec<Range<usize>> = parts(text, &inner);
    let mut names = Vec::new();
    for part in parts {
        let words = text.span_of(part.clone()).map(|span| text.words(span))?;
        let named = outlets.at(text, part.start).filter(|named| named.after == part.end);
        match named {
            Some(named) => names.push((named.name, named.plain)),
            None if is_outlet(text, &part, bracketed, alone) => {
                names.push((part, words.to_owned()));
            }
            None => return None,
        }
    }
    (!names.is_empty()).then_some(Foot { all, names })
}

/// The parts of a list; an article before a name is no part of it.
fn parts(text: &Text<'_>, inner: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut first = inner.start;
    for at in inner.start..=inner.end {
        let parted = at == inner.end || matches!(text.token(at), "," | "/" | "|" | "and" | "&" | "+" | ";");
        if parted {
            let begin = if matches!(text.token(first), "The" | "the") { first + 1 } else { first };
            if begin < at {
                parts.push(begin..at);
            }
            first = at + 1;
        }
    }
    parts
}

/// Whether words that no table has name an outlet, at the foot of a text.
fn is_outlet(text: &Text<'_>, part: &Range<usize>, bracketed: bool, alone: bool) -> bool {
    let capitals = part.clone().all(|at| {
        text.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word) && is_capital(text.token(at))
    });
    if !capitals || part.len() > WORDS {
        return false;
    }
    let last = text.token(part.end - 1);
    if part.len() > 1 {
        return ["strong", "weak", "company"].iter().any(|role| has_role(last, role));
    }
    let initials = INITIALS.contains(&last.len()) && last.bytes().all(|letter| letter.is_ascii_uppercase());
    let word = alone && last.len() > 3;
    bracketed && (initials || word) && !NONE.contains(last.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str) -> Vec<String> {
        let text = Text::cut(source);
        let outlets = Outlets::of(&text);
        let lines = super::super::lines::lines(&text);
        let found = lines.last().and_then(|line| credited(&text, &outlets, line));
        found.into_iter().flat_map(|foot| foot.names.into_iter().map(|(_, plain)| plain)).collect()
    }

    #[test]
    fn names_alone_at_the_end_are_credits() {
        const TEXT: &str = "The mill will close in May. Nobody was told.";
        assert_eq!(names(&format!("{TEXT}\n\nHarrow Press")), ["Harrow Press"]);
        assert_eq!(names(&format!("{TEXT} (Harrow Press)")), ["Harrow Press"]);
        assert_eq!(names(&format!("{TEXT}\n\n(HNA, Estuary Times)")), ["HNA", "Estuary Times"]);
        assert_eq!(names(&format!("{TEXT}\n\n(Harrow)")), ["Harrow"]);
    }

    #[test]
    fn other_words_at_the_end_are_none() {
        const TEXT: &str = "The mill will close in May. Nobody was told.";
        for end in [
            "(Ends)",
            "(Applause)",
            "Ann Bell",
            "(photo by Ann Bell)",
            "The Harrow mill",
            "She spoke of the Harrow Rural Network (HRN)",
            "Call the Press",
        ] {
            assert_eq!(names(&format!("{TEXT}\n\n{end}")), Vec::<String>::new(), "{end}");
        }
        assert_eq!(names("Nobody at the mill was told (HNA)"), Vec::<String>::new());
    }

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        assert!(table(include_str!("foot_words.tsv")).all(|row| row.len() == 1 && seen.insert(row[0])));
    }
}
