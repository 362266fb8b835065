//! Cuts a text into paragraphs, sentences and tokens, once for all rooms.
//!
//! Every offset is kept: a token's span holds exactly its words in the article. Any text that decodes is
//! accepted, in time linear in its length.

mod sentences;
mod tokens;

use crate::tag::{self, Word, model::Model};
use article::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and, in all-lower-case compounds, hyphens: `don't`, `face-to-face`.
    Word,
    /// Digits with inner separators: `1,300`, `2.5`, `14:30`. A unit that touches them is a token of its own.
    Number,
    /// The possessive or contracted `'s`.
    Clitic,
    /// Any other single character.
    Mark,
}

/// The smallest piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a sentence is to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentenceKind {
    /// A sentence of the report.
    Body,
    /// A headline or a heading between paragraphs.
    Heading,
    /// No part of the report.
    Debris,
}

/// A sentence or a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without the white space around it.
    pub span: Span,
    /// Its tokens, as indices into [`Text::tokens`].
    pub tokens: Range<usize>,
    /// The number of its paragraph, from 0.
    pub paragraph: usize,
    /// What it is to the report.
    pub kind: SentenceKind,
}

/// A text, cut.
#[derive(Debug)]
pub struct Text<'t> {
    /// The text itself.
    pub source: &'t str,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; every token belongs to exactly one.
    pub sentences: Vec<Sentence>,
    /// What the network says of each token; empty before [`Text::analyse`].
    pub words: Vec<Word>,
}

impl<'t> Text<'t> {
    /// Cuts `source`.
    ///
    /// ```
    /// use read::text::Text;
    /// let text = Text::cut("Dr. Hale met U.S. envoys at 3 p.m. on Jan. 5. “We agreed,” she said.");
    /// assert_eq!(text.sentences.len(), 2);
    /// assert_eq!(text.words(text.sentences[1].span), "“We agreed,” she said.");
    /// ```
    pub fn cut(source: &'t str) -> Self {
        let tokens = tokens::tokens(source);
        let sentences = sentences::sentences(source, &tokens);
        Self { source, tokens, sentences, words: Vec::new() }
    }

    /// Cuts `source` and has the network of the program analyse it.
    pub fn analysed(source: &'t str) -> Self {
        let mut text = Self::cut(source);
        if let Ok(model) = tag::model() {
            text.analyse(model);
        }
        text
    }

    /// Has the network tag and parse every sentence that is no debris.
    pub fn analyse(&mut self, model: &Model) {
        let forms: Vec<&str> = (0..self.tokens.len()).map(|index| self.token(index)).collect();
        let sentences: Vec<Range<usize>> = self
            .sentences
            .iter()
            .filter(|sentence| sentence.kind != SentenceKind::Debris)
            .map(|sentence| sentence.tokens.clone())
            .collect();
        self.words = tag::analyse(model, &forms, &sentences);
    }

    /// What the network says of the token at `index`; `None` past the end and before [`Text::analyse`].
    pub fn word(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The words at a span; empty when the span is no place in this text.
    pub fn words(&self, span: Span) -> &'t str {
        span.of(self.source).unwrap_or("")
    }

    /// The words of the token at `index`; empty past the end.
    pub fn token(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| self.words(token.span))
    }

    /// The span from the first to the last token of a range; `None` for an empty range.
    pub fn span_of(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.tokens.get(range)?;
        Some(tokens.first()?.span.join(tokens.last()?.span))
    }

    /// The index of the sentence in which byte `byte` stands.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= byte);
        self.sentences.get(index).filter(|sentence| sentence.span.start <= byte).map(|_| index)
    }

    /// The index of the first token that ends after byte `byte`.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= byte)
    }

    /// The tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// The sentences of the report itself: headings and debris left out.
    pub fn body(&self) -> impl Iterator<Item = (usize, &Sentence)> {
        self.sentences.iter().enumerate().filter(|(_, sentence)| sentence.kind == SentenceKind::Body)
    }

    /// Marks every sentence that lies wholly inside one of these spans, given in order, as debris.
    pub fn mark_debris(&mut self, debris: &[Span]) {
        let mut next = 0;
        for sentence in &mut self.sentences {
            while debris.get(next).is_some_and(|span| span.end <= sentence.span.start) {
                next += 1;
            }
            if debris.get(next).is_some_and(|span| span.contains(sentence.span)) {
                sentence.kind = SentenceKind::Debris;
            }
        }
    }
}
