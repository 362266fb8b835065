//! The tokens of one sentence as the grammar of times wants them: compounds taken apart at their hyphens, full
//! stops of abbreviations put back.

use super::lexicon::{Numeral, Word, numeral, word};
use crate::text::{Sentence, Text, TokenKind};
use article::Span;

/// How a piece hangs on the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// White space stands between them.
    Apart,
    /// Nothing stands between them.
    Touching,
    /// A hyphen ties them.
    Hyphen,
}

/// A word, number or mark of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// In lower case, with straight apostrophes, without the full stop of an abbreviation.
    pub(super) lower: String,
    /// Where it stands, with that full stop.
    pub(super) span: Span,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether all of its letters are capitals.
    pub(super) shouted: bool,
    /// How it hangs on the piece before.
    pub(super) tie: Tie,
    /// What kind of token it comes from.
    pub(super) kind: TokenKind,
    /// What it is to the calendar.
    word: Option<Word>,
    /// What number word it is.
    numeral: Option<Numeral>,
}

/// The pieces of one sentence.
#[derive(Debug)]
pub(super) struct Pieces(pub(super) Vec<Piece>);

impl Pieces {
    /// Takes a sentence apart.
    pub(super) fn of(text: &Text<'_>, sentence: &Sentence) -> Self {
        let mut pieces: Vec<Piece> = Vec::with_capacity(sentence.tokens.len());
        let mut hyphen = false;
        for at in sentence.tokens.clone() {
            let Some(token) = text.tokens.get(at) else { break };
            let words = text.words(token.span);
            let touches = pieces.last().is_some_and(|before| before.span.end == token.span.start);
            if token.kind == TokenKind::Mark {
                let next = text.tokens.get(at + 1).map(|next| next.span.start);
                let tight = touches && next == Some(token.span.end) && at + 1 < sentence.tokens.end;
                if matches!(words, "-" | "\u{2010}" | "\u{2011}") && tight {
                    hyphen = true;
                    continue;
                }
                if words == "." && touches && take_stop(&mut pieces, token.span) {
                    continue;
                }
            }
            let mut start = token.span.start;
            for (number, part) in words.split('-').enumerate() {
                let span = Span::new(start, start + part.len());
                start = span.end + 1;
                if part.is_empty() {
                    continue;
                }
                let joined = hyphen || (number > 0 && !pieces.is_empty());
                hyphen = false;
                let tie = match (joined, touches && number == 0) {
                    (true, _) => Tie::Hyphen,
                    (false, true) => Tie::Touching,
                    (false, false) => Tie::Apart,
                };
                pieces.push(piece(part, span, tie, token.kind));
            }
        }
        Self(pieces)
    }

    /// The piece at `at` in lower case; empty where there is none.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |piece| piece.lower.as_str())
    }

    /// The piece before `at` in lower case; empty at the start.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    /// Whether the piece at `at` begins with a capital.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|piece| piece.capital)
    }

    /// Whether a hyphen ties the piece at `at` to the one before.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|piece| piece.tie == Tie::Hyphen)
    }

    /// Whether the piece at `at` stands right against the one before.
    pub(super) fn touches(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|piece| piece.tie == Tie::Touching)
    }

    /// Whether the piece at `at` is a word.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|piece| piece.kind == TokenKind::Word)
    }

    /// What the word at `at` is to the calendar.
    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.0.get(at)?.word
    }

    /// What number word stands at `at`.
    pub(super) fn numeral(&self, at: usize) -> Option<Numeral> {
        self.0.get(at)?.numeral
    }

    /// Whether the words from `at` are these.
    pub(super) fn are(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.lower(at + offset) == *word)
    }

    /// The span from piece `from` up to, not with, piece `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<Span> {
        let last = self.0.get(to.checked_sub(1)?)?;
        Some(self.0.get(from)?.span.join(last.span))
    }

    /// Whether a sentence, or a quotation in it, begins at `at`.
    pub(super) fn opens(&self, at: usize) -> bool {
        matches!(self.before(at), "" | "“" | "\"" | "‘" | "`" | "(" | "’" | "'" | "—" | "–" | ":" | "." | "•")
    }
}

/// Gives the full stop to the abbreviated month or weekday before it.
fn take_stop(pieces: &mut [Piece], stop: Span) -> bool {
    match pieces.last_mut() {
        Some(last) if matches!(last.word, Some(Word::Month(_, true) | Word::Weekday(_, true))) => {
            last.span = last.span.join(stop);
            true
        }
        _ => false,
    }
}

fn piece(part: &str, span: Span, tie: Tie, kind: TokenKind) -> Piece {
    let lower: String = if part.is_ascii() {
        part.to_ascii_lowercase()
    } else {
        part.chars()
            .flat_map(char::to_lowercase)
            .map(|letter| if letter == '’' { '\'' } else { letter })
            .collect()
    };
    Piece {
        word: word(&lower),
        numeral: numeral(&lower),
        lower,
        span,
        capital: part.chars().next().is_some_and(char::is_uppercase),
        shouted: !part.chars().any(char::is_lowercase) && part.chars().any(char::is_uppercase),
        tie,
        kind,
    }
}
