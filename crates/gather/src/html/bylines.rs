//! Who signed the article of a page, as a page shows it.

use super::blocks::Blocks;
use crate::tables::rows;
use std::sync::LazyLock;

/// A byline is a short line.
const WORDS: usize = 24;

/// So many blocks before and after the headline stand bylines of the article; further off those of others.
const AFTER: usize = 14;
const BEFORE: usize = 4;

/// A name has so many words.
const NAME: std::ops::RangeInclusive<usize> = 2..=5;

static WORDS_OF: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| rows(include_str!("byline_words.tsv")).collect());

fn is(kind: &str, word: &str) -> bool {
    WORDS_OF.iter().any(|(of, known)| *of == kind && *known == word)
}

/// The names in the first byline near the headline.
pub(super) fn shown(page: &Blocks, headline: Option<usize>) -> Option<String> {
    let at = headline.unwrap_or(0);
    let after = at..(at + AFTER).min(page.blocks.len());
    let before = at.saturating_sub(BEFORE)..at;
    let near: Vec<usize> = after.chain(before).collect();
    let text = |at: usize| {
        let block = page.blocks.get(at)?;
        (block.text.split_whitespace().count() <= WORDS).then_some((block, block.text.as_str()))
    };
    let marked = near.iter().filter_map(|at| text(*at)).find_map(|(block, text)| {
        let is_byline =
            page.around(block).take(3).any(|element| element.tokens.iter().any(|token| is("shown", token)));
        if is_byline { names(text) } else { None }
    });
    marked.or_else(|| {
        near.iter().filter_map(|at| text(*at)).find_map(|(_, text)| {
            let begins = without_prefix(text).filter(|_| text.len() < 100)?;
            names(begins)
        })
    })
}

/// `By Ada Lund, senior reporter, and B. Roe` is `Ada Lund, B. Roe`; `None` when it does not begin with a name.
pub(super) fn names(text: &str) -> Option<String> {
    let text = without_prefix(text).unwrap_or(text);
    let mut parted = text.replace(['|', '•', '·', '\n', '&', ';', '/'], ",");
    for and in [" and ", " und ", " et ", " y ", " e ", " en ", " with "] {
        parted = parted.replace(and, ",");
    }
    let parts: Vec<&str> = parted.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let first = parts.first().map(|part| without_prefix(part).unwrap_or(part))?;
    if !is_name(first) {
        return None;
    }
    let mut names = vec![first];
    names.extend(
        parts.iter().skip(1).map(|part| without_prefix(part).unwrap_or(part)).filter(|part| is_name(part)),
    );
    names.dedup();
    Some(names.join(", "))
}

fn without_prefix(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let longest = WORDS_OF
        .iter()
        .filter(|(kind, prefix)| {
            *kind == "before"
                && lower.strip_prefix(prefix).is_some_and(|rest| rest.starts_with([' ', ':', '\n']))
        })
        .map(|(_, prefix)| prefix.len())
        .max()?;
    text.get(longest..).map(|rest| rest.trim_start_matches([' ', ':', '\n']))
}

fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        let lower = word.to_lowercase();
        !is("no name", lower.trim_end_matches(':'))
            && !word
                .chars()
                .any(|c| c.is_ascii_digit() || matches!(c, '@' | ':' | '?' | '!' | '(' | '"' | '“'))
            && (word.starts_with(char::is_uppercase) || is("small", &lower))
    };
    NAME.contains(&words.len())
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_of_bylines() {
        for (text, found) in [
            ("By Ada Lund", Some("Ada Lund")),
            ("By Ada Lund, Senior Reporter covering the harbour", Some("Ada Lund")),
            ("By Ada Lund and Ben van der Roe | Apr. 30, 2031", Some("Ada Lund, Ben van der Roe")),
            ("Written by: Ada Lund\nUpdated 2 hours ago", Some("Ada Lund")),
            ("Von Ada Lund", Some("Ada Lund")),
            ("Ada Lund", Some("Ada Lund")),
            ("By the way, this is no byline", None),
            ("Published by staff", None),
            ("5 min read", None),
        ] {
            assert_eq!(names(text).as_deref(), found, "{text}");
        }
    }
}
