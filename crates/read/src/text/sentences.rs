//! Cuts tokens into sentences and headings.

use super::{Sentence, SentenceKind, Token, TokenKind};
use crate::words::table;
use article::Span;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Whether a sentence may end after an abbreviation.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Inner,
    Either,
}

static ABBREVIATIONS: LazyLock<HashMap<&str, After>> = LazyLock::new(|| {
    table(include_str!("abbreviations.tsv"))
        .map(|row| (row[0], if row[1] == "inner" { After::Inner } else { After::Either }))
        .collect()
});

/// Words that, in capitals after an abbreviation, begin a sentence rather than go on with a name.
static STARTERS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "The A An In On At He She It They We I But And Or So Yet This That These Those His Her Its Their Our There Then When \
     While If As After Before For From With By To Since Until Although However Meanwhile According Earlier Later \
     Asked Both Some Many Most Not No One What Who Where Why How"
        .split(' ')
        .collect()
});

/// The most words that a line without a closing mark may have and still be a heading.
const HEADING_WORDS: usize = 18;

/// Marks that stand before the items of a list.
const BULLETS: &[&str] = &["•", "◦", "▪", "▫", "‣", "●", "○", "■", "□", "·", "*"];

/// All sentences over `tokens`, in order; every token belongs to exactly one.
pub(super) fn sentences(source: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut first = 0;
    for (paragraph, end) in paragraphs(source).into_iter().enumerate() {
        let last = first + tokens[first..].partition_point(|token| token.span.start < end);
        cut_paragraph(source, tokens, first..last, paragraph, &mut sentences);
        first = last;
    }
    sentences
}

/// Where paragraphs end, in bytes. A line is a paragraph, unless it stands in a block of lines that were
/// wrapped to one width, as terminals and old agencies send them.
fn paragraphs(source: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut block: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            close_block(&mut block, &mut ends);
            ends.push(end);
        } else {
            block.push(Line {
                end,
                width: line.trim_end().chars().count(),
                goes_on: line.trim_start().starts_with(char::is_lowercase),
            });
        }
        at = end;
    }
    close_block(&mut block, &mut ends);
    ends
}

/// A line of a block, for telling whether the block was wrapped.
struct Line {
    end: usize,
    width: usize,
    /// Whether it begins in lower case, as only the middle of a sentence does.
    goes_on: bool,
}

fn close_block(block: &mut Vec<Line>, ends: &mut Vec<usize>) {
    let widest = block.iter().map(|line| line.width).max().unwrap_or(0);
    let later = block.len().saturating_sub(1);
    let wrapped = later > 0
        && (40..=100).contains(&widest)
        && block[..later].iter().all(|line| line.width * 4 >= widest * 3)
        && block[1..].iter().filter(|line| line.goes_on).count() * 2 >= later;
    if wrapped {
        ends.extend(block.last().map(|line| line.end));
    } else {
        ends.extend(block.iter().map(|line| line.end));
    }
    block.clear();
}

fn cut_paragraph(
    source: &str,
    tokens: &[Token],
    range: std::ops::Range<usize>,
    paragraph: usize,
    sentences: &mut Vec<Sentence>,
) {
    if range.is_empty() {
        return;
    }
    let before = sentences.len();
    let mut first = range.start;
    let mut at = range.start;
    while at < range.end {
        let mut next = at + 1;
        if ends_sentence(source, tokens, at, range.end) {
            while next < range.end && closes(source, tokens, next) {
                next += 1;
            }
            if next >= range.end || begins_sentence(source, tokens, at, next, range.end) {
                push(source, tokens, first..next, paragraph, sentences);
                first = next;
            }
        }
        at = next;
    }
    push(source, tokens, first..range.end, paragraph, sentences);
    if let [only] = &mut sentences[before..]
        && only.tokens.len() <= HEADING_WORDS
        && !has_closing_mark(source, tokens, only)
    {
        only.kind = SentenceKind::Heading;
    }
}

fn push(
    source: &str,
    tokens: &[Token],
    range: std::ops::Range<usize>,
    paragraph: usize,
    sentences: &mut Vec<Sentence>,
) {
    // A mark of a list is where the sentence stands, not what it says.
    let listed = range.clone().take_while(|at| BULLETS.contains(&word(source, tokens, *at))).count();
    let begin = if listed < range.len() { range.start + listed } else { range.start };
    let (Some(first), Some(last)) = (tokens.get(begin), tokens[..range.end].last()) else { return };
    if range.is_empty() || source.get(first.span.start..last.span.end).is_none() {
        return;
    }
    sentences.push(Sentence {
        span: Span::new(first.span.start, last.span.end),
        tokens: range,
        paragraph,
        kind: SentenceKind::Body,
    });
}

fn word<'t>(source: &'t str, tokens: &[Token], at: usize) -> &'t str {
    tokens.get(at).and_then(|token| token.span.of(source)).unwrap_or("")
}

/// Whether the token is a mark that may end a sentence, or an abbreviation that holds such a mark.
fn ends_sentence(source: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let this = word(source, tokens, at);
    match this {
        "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "।" => true,
        "." => {
            // `Dr.`: the word before touches the mark.
            let touches = at > 0 && tokens[at - 1].span.end == tokens[at].span.start;
            let known = touches.then(|| ABBREVIATIONS.get(word(source, tokens, at - 1))).flatten();
            let initial = touches && {
                let before = word(source, tokens, at - 1);
                before.chars().count() == 1 && before.chars().all(char::is_uppercase)
            };
            // A lone capital letter is an initial only where a name goes on.
            known != Some(&After::Inner)
                && !(initial && word(source, tokens, at + 1).starts_with(char::is_uppercase))
        }
        _ => {
            // `U.S.` is one token: it ends a sentence only before a word that begins one, or at the end.
            this.len() > 2
                && this.ends_with('.')
                && (at + 1 >= end
                    || STARTERS.contains(word(source, tokens, at + 1))
                    || closes(source, tokens, at + 1))
        }
    }
}

/// Whether the token is a quotation mark or bracket that closes what a sentence ended in.
fn closes(source: &str, tokens: &[Token], at: usize) -> bool {
    let touches = at > 0 && tokens[at - 1].span.end == tokens[at].span.start;
    touches
        && matches!(
            word(source, tokens, at),
            "”" | "\"" | "''" | "’" | "'" | ")" | "]" | "»" | "." | "!" | "?" | "…"
        )
}

/// Whether a sentence can begin at `next` after the mark at `mark`.
fn begins_sentence(source: &str, tokens: &[Token], mark: usize, next: usize, end: usize) -> bool {
    let mut at = next;
    while at < end
        && matches!(
            word(source, tokens, at),
            "“" | "\"" | "''" | "``" | "‘" | "'" | "(" | "[" | "«" | "—" | "–" | "◦" | "•"
        )
    {
        at += 1;
    }
    let following = word(source, tokens, at);
    if following.is_empty() {
        return true;
    }
    let spaced = tokens[next - 1].span.end < tokens[next].span.start;
    let capital = following.chars().next().is_some_and(|first| !first.is_lowercase());
    let before = if mark > next { "" } else { word(source, tokens, mark.saturating_sub(1)) };
    let abbreviated = word(source, tokens, mark) == "."
        && ABBREVIATIONS.get(before) == Some(&After::Either)
        && tokens[mark - 1].kind == TokenKind::Word;
    // After `Inc.` only a word that begins sentences begins one.
    spaced && capital && (!abbreviated || next > mark + 1 || STARTERS.contains(following))
}

fn has_closing_mark(source: &str, tokens: &[Token], sentence: &Sentence) -> bool {
    let mut last = sentence.tokens.end;
    while last > sentence.tokens.start {
        last -= 1;
        match word(source, tokens, last) {
            "”" | "\"" | "''" | "’" | "'" | ")" | "]" | "»" => {}
            other => {
                return matches!(
                    other.chars().last(),
                    Some('.' | '!' | '?' | '…' | ':' | ';' | ',' | '。' | '！' | '？' | '؟' | '।')
                );
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::text::{SentenceKind, Text};
    use proptest::prelude::*;

    fn cut(source: &str) -> Vec<&str> {
        let text = Text::cut(source);
        text.sentences.iter().map(|sentence| text.words(sentence.span)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        assert_eq!(
            cut("Dr. Hale met U.S. envoys at 3 p.m. on Jan. 5. It cost $3.5 million."),
            ["Dr. Hale met U.S. envoys at 3 p.m. on Jan. 5.", "It cost $3.5 million."]
        );
        assert_eq!(cut("She left the U.S. He stayed."), ["She left the U.S.", "He stayed."]);
        assert_eq!(cut("Tidewater Inc. Chairman A. Roe spoke."), ["Tidewater Inc. Chairman A. Roe spoke."]);
    }

    #[test]
    fn a_sentence_begins_after_the_mark_of_its_list() {
        assert_eq!(
            cut("◦ The mill shut. It was old.\n* * *\n• Nobody came."),
            ["The mill shut.", "It was old.", "* * *", "Nobody came."]
        );
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        assert_eq!(
            cut("“It is done.” She left. ‘Really?’ he asked."),
            ["“It is done.”", "She left.", "‘Really?’ he asked."]
        );
    }

    #[test]
    fn a_line_without_a_closing_mark_is_a_heading() {
        let text = Text::cut("Port talks open\nThe talks opened on Monday.\n\nWhat comes next\n");
        let kinds: Vec<_> = text.sentences.iter().map(|sentence| sentence.kind).collect();
        assert_eq!(kinds, [SentenceKind::Heading, SentenceKind::Body, SentenceKind::Heading]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let source = "The union said on Monday that it would return to the table if\nthe operator withdrew its plan for the eastern quay, and that\nnobody had asked it to.\n";
        assert_eq!(cut(source).len(), 1);
        assert_eq!(cut("DOCKERS BLAST ROBOTS AS PORT TALKS RUN AGROUND\nDOCKERS BLAST ROBOTS AS PORT TALKS RUN AGROUND\nBy Ada Lund\n").len(), 3);
    }

    proptest! {
        #[test]
        fn every_token_is_in_one_sentence(source in "[ -~\\n“”’é.]{0,300}") {
            let text = Text::cut(&source);
            let mut next = 0;
            for sentence in &text.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.span.of(&source).is_some());
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next, text.tokens.len());
        }
    }
}
