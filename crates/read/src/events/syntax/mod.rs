//! A shallow analysis of one sentence: what each word is, noun phrases, subjects, clauses.
//!
//! It knows closed-class words from a table and takes the rest from the network of [`crate::tag`]; what that
//! cannot tell it calls a noun. It is no parser: callers treat a missing subject or object as a reason to abstain.

#[cfg(test)]
pub(crate) mod by_hand;
mod clauses;
mod groups;
mod phrases;
mod subjects;
mod tagger;
mod who;

pub(crate) use groups::Group;
pub(crate) use phrases::NounPhrase;
pub(crate) use subjects::Subject;

use crate::{EntityId, MentionKind, names::Names, text::Text, words::VerbForm};
use article::Span;
use std::ops::Range;

/// What a word is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Determiner,
    Possessive,
    Pronoun,
    Relative,
    /// *that* as a conjunction or relative pronoun.
    That,
    Preposition,
    /// *to* before an infinitive.
    To,
    Conjunction,
    Subordinator,
    Modal,
    Negation,
    Be,
    Have,
    Do,
    Verb(VerbForm),
    Noun,
    Adjective,
    Adverb,
    Number,
    Name,
    /// A day of the week or a month.
    Day,
    /// *week*, *year*, *morning*: a noun that makes an adverbial.
    TimeNoun,
    /// The possessive mark.
    Clitic,
    Comma,
    Quote,
    Hyphen,
    /// `%`, `$` and other signs of a unit.
    Symbol,
    /// Any other mark: full stop, semicolon, dash, bracket.
    Stop,
}

impl Tag {
    /// Whether the word can be the head of a noun phrase.
    pub(crate) fn is_nominal(self) -> bool {
        matches!(self, Tag::Noun | Tag::Name | Tag::Day | Tag::TimeNoun | Tag::Number | Tag::Symbol)
    }

    /// Whether the word is a verb of its own, no auxiliary.
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Tag::Verb(_))
    }

    /// Whether the word is an auxiliary.
    pub(crate) fn is_auxiliary(self) -> bool {
        matches!(self, Tag::Be | Tag::Have | Tag::Do | Tag::Modal)
    }
}

/// A word of the sentence.
#[derive(Debug)]
pub(crate) struct Word {
    /// In lower case, with straight apostrophes.
    pub(crate) lower: String,
    /// What it is.
    pub(crate) tag: Tag,
    /// The named mention that covers it, as an index into the mentions.
    pub(crate) name: Option<usize>,
    /// The number of its clause within the sentence.
    pub(crate) clause: usize,
}

/// The most words of a sentence that is analysed. What is longer is a list or a table that lost its marks, and
/// searches within it would cost the square of its length.
const LONGEST: usize = 500;

/// One sentence, analysed. Words are counted from 0 within it.
#[derive(Debug)]
pub(crate) struct Syntax<'a> {
    pub(crate) text: &'a Text<'a>,
    pub(crate) names: &'a Names,
    /// The sentence, as an index into [`Text::sentences`].
    pub(crate) sentence: usize,
    /// The token at which it begins.
    pub(crate) first: usize,
    pub(crate) words: Vec<Word>,
    /// The mentions that lie in it, as indices into [`Names::mentions`].
    pub(crate) mentions: Vec<usize>,
}

impl<'a> Syntax<'a> {
    /// Analyses sentence `sentence`; `None` when there is no such sentence, or it has more than [`LONGEST`] words.
    pub(crate) fn of(text: &'a Text<'a>, names: &'a Names, sentence: usize) -> Option<Self> {
        let cut = text.sentences.get(sentence).filter(|cut| cut.tokens.len() <= LONGEST)?;
        let begin = names.mentions.partition_point(|mention| mention.span.start < cut.span.start);
        let mentions: Vec<usize> = names
            .mentions
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(_, mention)| mention.span.start < cut.span.end)
            .map(|(index, _)| index)
            .collect();
        let mut syntax = Self { text, names, sentence, first: cut.tokens.start, words: Vec::new(), mentions };
        syntax.words = tagger::words(&syntax, cut.tokens.clone());
        clauses::number(&mut syntax);
        Some(syntax)
    }

    /// How many words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What word `at` is; a stop past either end.
    pub(crate) fn tag(&self, at: usize) -> Tag {
        self.words.get(at).map_or(Tag::Stop, |word| word.tag)
    }

    /// Word `at` in lower case; empty past the end.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// The number of the clause of word `at`.
    pub(crate) fn clause(&self, at: usize) -> usize {
        self.words.get(at).map_or(usize::MAX, |word| word.clause)
    }

    /// The span in the text of a range of words; empty at the sentence's start for an empty range.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.text.tokens.get(self.first + range.start).map_or(0, |token| token.span.start);
        self.text.span_of(self.first + range.start..self.first + range.end).unwrap_or(Span::new(start, start))
    }

    /// The words that lie wholly inside a span.
    pub(crate) fn words_in(&self, span: Span) -> Range<usize> {
        let tokens = self.text.tokens_in(span);
        let clamp = |token: usize| token.saturating_sub(self.first).min(self.len());
        clamp(tokens.start)..clamp(tokens.end)
    }

    /// The entity that word `at` names or means: the named mention that ends latest before the word's end, else
    /// a role or pronoun.
    pub(crate) fn entity_at(&self, at: usize) -> Option<EntityId> {
        let span = self.span(at..at + 1);
        let covering = || {
            self.mentions
                .iter()
                .filter_map(|index| self.names.mentions.get(*index))
                .filter(move |mention| mention.span.contains(span))
        };
        covering()
            .filter(|mention| mention.kind == MentionKind::Name)
            .min_by_key(|mention| mention.span.len())
            .or_else(|| covering().min_by_key(|mention| mention.span.len()))
            .map(|mention| mention.entity)
    }

    /// Whether the words from `at` on are these.
    pub(crate) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.lower(at + offset) == *word)
    }
}
