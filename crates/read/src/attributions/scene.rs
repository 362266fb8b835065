//! A text as this room looks at it: its words by class, its quotations, and the stretches between them.

use super::{
    classes::{Class, class},
    marks::{Quote, quotes},
    tree::Tree,
};
use crate::{
    Citation,
    names::Names,
    tag::{Penn, Upos},
    text::{SentenceKind, Text},
};
use article::Span;
use std::ops::Range;

/// One position of a unit: a word of the report, or a whole quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Word(usize),
    Quote(usize),
}

/// One or more sentences of a paragraph that no quotation crosses.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) items: Vec<Item>,
    pub(super) paragraph: usize,
    /// Where the report begins after a dateline.
    pub(super) start: usize,
}

impl Unit {
    /// The token at an item; `None` for a quotation.
    pub(super) fn token(&self, at: usize) -> Option<usize> {
        match self.items.get(at) {
            Some(Item::Word(token)) => Some(*token),
            _ => None,
        }
    }
}

/// A text with everything this room needs to know of it.
pub(super) struct Scene<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) names: &'a Names,
    pub(super) citations: &'a [Citation],
    pub(super) quotes: Vec<Quote>,
    lower: Vec<String>,
    classes: Vec<Class>,
    pub(super) units: Vec<Unit>,
    pub(super) tree: Tree,
}

impl<'a> Scene<'a> {
    pub(super) fn new(text: &'a Text<'a>, names: &'a Names, citations: &'a [Citation]) -> Self {
        let lower: Vec<String> = (0..text.tokens.len()).map(|at| lower(text.token(at))).collect();
        let classes = (0..text.tokens.len()).map(|at| class(text, at, &lower[at])).collect();
        let mut scene = Self {
            text,
            names,
            citations,
            quotes: quotes(text),
            lower,
            classes,
            units: Vec::new(),
            tree: Tree::new(text),
        };
        scene.units = scene.cut();
        scene
    }

    /// The units of the report, in order.
    fn cut(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut quotes = self.quotes.iter().enumerate().peekable();
        let mut covered = 0;
        for sentence in &self.text.sentences {
            let joins = sentence.tokens.start < covered;
            if sentence.kind != SentenceKind::Body && !joins {
                while quotes.next_if(|(_, quote)| quote.tokens.start < sentence.tokens.end).is_some() {}
                continue;
            }
            let mut items = Vec::new();
            let mut at = sentence.tokens.start.max(covered);
            while at < sentence.tokens.end {
                while quotes.next_if(|(_, quote)| quote.tokens.end <= at).is_some() {}
                if let Some((index, quote)) = quotes.next_if(|(_, quote)| quote.tokens.contains(&at)) {
                    items.push(Item::Quote(index));
                    at = quote.tokens.end;
                } else {
                    items.push(Item::Word(at));
                    at += 1;
                }
            }
            covered = at.max(covered);
            match units.last_mut().filter(|unit| joins && unit.paragraph == sentence.paragraph) {
                Some(unit) => unit.items.extend(items),
                None => units.push(Unit { items, paragraph: sentence.paragraph, start: 0 }),
            }
        }
        units.retain(|unit| !unit.items.is_empty());
        for unit in &mut units {
            unit.start = self.after_dateline(unit).max(self.after_label(unit));
        }
        units
    }

    /// Where the report begins in a unit that starts `SALTMERE, April 28 (Wire) —`.
    fn after_dateline(&self, unit: &Unit) -> usize {
        let capitals = |item: &Item| match item {
            Item::Word(at) => {
                let word = self.text.token(*at);
                word.chars().count() > 2 && word.chars().all(char::is_uppercase)
            }
            Item::Quote(_) => false,
        };
        if !unit.items.first().is_some_and(capitals) {
            return 0;
        }
        (1..unit.items.len().min(16))
            .find(|at| matches!(self.word(unit, *at), "—" | "–" | "-") && self.word(unit, at + 1) != "-")
            .filter(|at| self.is_spaced(unit, *at))
            .map_or(0, |at| at + 1)
    }

    /// Where the report begins in a unit that starts with a bullet and a heading of its own: `• Pay: …`.
    fn after_label(&self, unit: &Unit) -> usize {
        if !matches!(self.word(unit, 0), "◦" | "•" | "*" | "-" | "–") {
            return 0;
        }
        (1..unit.items.len().min(12))
            .find(|at| self.class(unit, *at) == Class::Colon)
            .filter(|at| at + 1 < unit.items.len())
            .map_or(1, |at| at + 1)
            .min(unit.items.len() - 1)
    }

    fn is_spaced(&self, unit: &Unit, at: usize) -> bool {
        let (Some(Item::Word(token)), true) = (unit.items.get(at), at > 0) else { return false };
        self.text.tokens[*token].span.start > self.text.tokens[token - 1].span.end
    }

    /// The word at an item in lower case; empty for a quotation and outside the unit.
    pub(super) fn word<'s>(&'s self, unit: &Unit, at: usize) -> &'s str {
        match unit.items.get(at) {
            Some(Item::Word(token)) => &self.lower[*token],
            _ => "",
        }
    }

    /// The class of an item; a stop outside the unit.
    pub(super) fn class(&self, unit: &Unit, at: usize) -> Class {
        match unit.items.get(at) {
            Some(Item::Word(token)) => self.classes[*token],
            Some(Item::Quote(_)) => Class::Quote,
            None => Class::Stop,
        }
    }

    /// The quotation at an item.
    pub(super) fn quote(&self, unit: &Unit, at: usize) -> Option<&Quote> {
        match unit.items.get(at) {
            Some(Item::Quote(index)) => self.quotes.get(*index),
            _ => None,
        }
    }

    /// Whether the word begins with a capital letter.
    pub(super) fn is_capital(&self, unit: &Unit, at: usize) -> bool {
        matches!(unit.items.get(at), Some(Item::Word(token))
            if self.text.token(*token).starts_with(char::is_uppercase))
    }

    /// Whether an item is a form of a verb in -ing.
    pub(super) fn is_participle(&self, unit: &Unit, at: usize) -> bool {
        let word = unit.token(at).and_then(|token| self.tree.word(token));
        word.is_some_and(|word| word.penn == Penn::Vbg && matches!(word.upos, Upos::Verb | Upos::Aux))
    }

    /// Whether an item is a word with a number of letters in the past tense of a regular verb.
    fn is_regular_past(&self, unit: &Unit, at: usize) -> bool {
        let word = self.word(unit, at);
        word.len() > 4 && word.ends_with("ed") && !self.is_capital(unit, at)
    }

    /// Whether a noun phrase cannot go on over this item, because it is a finite verb.
    pub(super) fn is_finite(&self, unit: &Unit, at: usize) -> bool {
        match self.class(unit, at) {
            Class::Auxiliary | Class::Modal => true,
            Class::Verb => {
                at == 0
                    || !self.word(unit, at).ends_with('s')
                    || !matches!(
                        self.class(unit, at - 1),
                        Class::Determiner | Class::Preposition | Class::Number
                    )
            }
            // *the recent gains in the east* but *it gains the coast*
            Class::Either => {
                at > 0
                    && (matches!(self.class(unit, at - 1), Class::Pronoun | Class::Relative)
                        || self.class(unit, at - 1) == Class::Other
                            && (matches!(
                                self.class(unit, at + 1),
                                Class::Determiner | Class::Pronoun | Class::Object | Class::Number
                            ) || matches!(self.word(unit, at + 1), "that" | "to" | "giving" | "being")
                                || self.is_capital(unit, at + 1)))
            }
            Class::Other => {
                self.is_regular_past(unit, at)
                    && at > 0
                    && matches!(
                        self.class(unit, at - 1),
                        Class::Other | Class::Pronoun | Class::Adverb | Class::Number | Class::Time
                    )
            }
            _ => false,
        }
    }

    /// The item in which a token of the unit stands.
    pub(super) fn item(&self, unit: &Unit, token: usize) -> Option<usize> {
        let tokens = |item: &Item| match item {
            Item::Word(token) => *token..token + 1,
            Item::Quote(index) => self.quotes[*index].tokens.clone(),
        };
        let at = unit.items.partition_point(|item| tokens(item).end <= token);
        unit.items.get(at).filter(|item| tokens(item).contains(&token)).map(|_| at)
    }

    /// The items in which a range of tokens stands.
    pub(super) fn items(&self, unit: &Unit, tokens: Range<usize>) -> Option<Range<usize>> {
        let last = tokens.end.checked_sub(1)?;
        Some(self.item(unit, tokens.start)?..self.item(unit, last)? + 1)
    }

    /// The token range of items.
    pub(super) fn tokens(&self, unit: &Unit, items: Range<usize>) -> Range<usize> {
        let Some(items) = unit.items.get(items) else { return 0..0 };
        let start = match items.first() {
            Some(Item::Word(token)) => *token,
            Some(Item::Quote(index)) => self.quotes[*index].tokens.start,
            None => return 0..0,
        };
        let end = match items.last() {
            Some(Item::Word(token)) => token + 1,
            Some(Item::Quote(index)) => self.quotes[*index].tokens.end,
            None => return 0..0,
        };
        start..end
    }

    /// The span of items; `None` when there are none.
    pub(super) fn span(&self, unit: &Unit, items: Range<usize>) -> Option<Span> {
        if items.is_empty() {
            return None;
        }
        self.text.span_of(self.tokens(unit, items))
    }

    /// Items without marks and coordinators at either end.
    pub(super) fn trim(&self, unit: &Unit, mut items: Range<usize>) -> Range<usize> {
        let loose = |at: usize| {
            matches!(self.class(unit, at), Class::Comma | Class::Stop | Class::Colon)
                && !matches!(self.word(unit, at), "(" | ")" | "%")
        };
        items.end = items.end.min(unit.items.len());
        while items.start < items.end && loose(items.start) {
            items.start += 1;
        }
        while items.end > items.start && loose(items.end - 1) {
            items.end -= 1;
        }
        items
    }
}

fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '’' { '\'' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_joins_the_sentences_it_crosses() {
        let text = Text::cut("GRANTON, May 3 (Wire) — “It is late. We must go,” Lund said. It rained.");
        let names = Names::default();
        let scene = Scene::new(&text, &names, &[]);
        assert_eq!(scene.units.len(), 2);
        let unit = &scene.units[0];
        assert!(scene.quote(unit, unit.start).is_some());
    }
}
