//! The lines of an article, as debris comes in lines.

use crate::text::Text;
use article::Span;
use std::ops::Range;

/// What every number is folded to.
pub(super) const NUMBER: &str = "0";

/// A line, or a paragraph that was wrapped over several.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Without the white space around it.
    pub(super) span: Span,
    pub(super) words: &'t str,
    pub(super) tokens: Range<usize>,
    /// Its tokens in lower case with straight apostrophes; a number is `0`.
    pub(super) folded: Vec<String>,
    /// How many of its tokens are words or numbers.
    pub(super) count: usize,
    /// Whether it ends in a mark that closes a sentence.
    pub(super) closed: bool,
}

/// All lines that are not empty, in order.
pub(super) fn lines<'t>(text: &Text<'t>) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut block: Vec<Span> = Vec::new();
    for piece in text.source.split_inclusive('\n') {
        let trimmed = piece.trim();
        let start = at + (piece.len() - piece.trim_start().len());
        at += piece.len();
        if trimmed.is_empty() {
            close(text, &mut block, &mut lines);
        } else {
            block.push(Span::new(start, start + trimmed.len()));
        }
    }
    close(text, &mut block, &mut lines);
    lines
}

/// Lines of one block, joined where they go on in lower case: such a block was wrapped.
fn close<'t>(text: &Text<'t>, block: &mut Vec<Span>, lines: &mut Vec<Line<'t>>) {
    let mut joined: Vec<Span> = Vec::new();
    let going_on =
        block.iter().skip(1).filter(|span| text.words(**span).starts_with(char::is_lowercase)).count();
    let wrapped = block.len() > 1 && going_on * 2 >= block.len() - 1;
    for span in block.drain(..) {
        match joined.last_mut() {
            Some(last) if wrapped => *last = last.join(span),
            _ => joined.push(span),
        }
    }
    lines.extend(joined.into_iter().map(|span| line(text, span)));
}

fn line<'t>(text: &Text<'t>, span: Span) -> Line<'t> {
    let words = text.words(span);
    let tokens = text.tokens_in(span);
    let folded: Vec<String> = tokens.clone().map(|at| fold(text.token(at))).collect();
    let count = folded.iter().filter(|word| word.starts_with(|first: char| first.is_alphanumeric())).count();
    let last = words.trim_end_matches(['”', '"', '’', '\'', ')', ']', '*', '_']).chars().next_back();
    let closed = matches!(last, Some('.' | '!' | '?' | '…' | ':' | ';' | ','));
    Line { span, words, tokens, folded, count, closed }
}

/// A token as the table of cues writes it.
pub(super) fn fold(word: &str) -> String {
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        return NUMBER.to_owned();
    }
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if matches!(letter, '’' | 'ʼ') { '\'' } else { letter })
        .collect()
}
