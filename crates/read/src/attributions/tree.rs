//! The dependencies of a text, as this room walks them: what hangs from a word, and how far it reaches.

use crate::{
    tag::{LONGEST, Penn, Relation, Upos, Word},
    text::Text,
};
use std::ops::Range;

/// What hangs from each token. A text that was not analysed has nothing that hangs from anything.
#[derive(Debug, Default)]
pub(super) struct Tree {
    words: Vec<Word>,
    /// Where in `kids` those of a token begin; one more than there are tokens.
    first: Vec<usize>,
    kids: Vec<usize>,
    /// The first and last token of what hangs from a token, itself included.
    reach: Vec<(usize, usize)>,
}

impl Tree {
    /// Takes time linear in the text, as no sentence is analysed in pieces longer than [`crate::tag::LONGEST`].
    pub(super) fn new(text: &Text<'_>) -> Self {
        let words: Vec<Word> = (0..text.tokens.len()).map_while(|at| text.word(at).copied()).collect();
        let mut first = vec![0; words.len() + 1];
        for word in &words {
            if let Some(head) = word.head {
                first[head + 1] += 1;
            }
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut kids = vec![0; first.last().copied().unwrap_or(0)];
        let mut reach: Vec<(usize, usize)> = (0..words.len()).map(|at| (at, at)).collect();
        for (at, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                kids[next[head]] = at;
                next[head] += 1;
            }
            let mut above = word.head;
            while let Some(head) = above {
                reach[head] = (reach[head].0.min(at), reach[head].1.max(at));
                above = words[head].head;
            }
        }
        Self { words, first, kids, reach }
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// What hangs from a token, in the order of the text.
    pub(super) fn kids(&self, at: usize) -> &[usize] {
        match (self.first.get(at), self.first.get(at + 1)) {
            (Some(start), Some(end)) => &self.kids[*start..*end],
            _ => &[],
        }
    }

    /// The first token that hangs from another by one of these relations.
    pub(super) fn kid(&self, at: usize, relations: &[Relation]) -> Option<usize> {
        self.kids(at).iter().copied().find(|kid| relations.contains(&self.words[*kid].relation))
    }

    /// From the first to the last token of what hangs from a token.
    pub(super) fn reach(&self, at: usize) -> Range<usize> {
        self.reach.get(at).map_or(at..at, |(start, end)| *start..end + 1)
    }

    pub(super) fn is(&self, at: usize, upos: Upos) -> bool {
        self.words.get(at).is_some_and(|word| word.upos == upos)
    }

    /// Whether a predicate has a finite verb of its own.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        let finite = |at: usize| matches!(self.words[at].penn, Penn::Vbd | Penn::Vbz | Penn::Vbp | Penn::Md);
        at < self.words.len()
            && (finite(at)
                || self.kids(at).iter().any(|kid| {
                    matches!(self.words[*kid].relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
                        && finite(*kid)
                }))
    }

    /// The finite clause that a verb governs after it, by its predicate.
    pub(super) fn clause(&self, at: usize) -> Option<usize> {
        self.kids(at)
            .iter()
            .copied()
            .find(|kid| *kid > at && self.words[*kid].relation == Relation::Ccomp && self.is_finite(*kid))
    }

    /// The subject of a verb, of which a passive has none: the first that no other verb parts from it, as a verb that
    /// closes a sentence is sometimes given the subject of what is said as well; else the nearest. One of a passive
    /// without its auxiliary is that of a perfect: *she’s said*.
    pub(super) fn subject(&self, at: usize) -> Option<usize> {
        let perfect = self.kid(at, &[Relation::AuxPass]).is_none();
        let subjects = || {
            self.kids(at).iter().copied().filter(|kid| match self.words[*kid].relation {
                Relation::Nsubj => true,
                Relation::NsubjPass => perfect,
                _ => false,
            })
        };
        let close = |subject: &usize| {
            let between = (*subject).min(at) + 1..(*subject).max(at);
            between.len() < LONGEST && !between.into_iter().any(|at| self.is(at, Upos::Verb))
        };
        subjects().find(close).or_else(|| subjects().min_by_key(|kid| kid.abs_diff(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hang_from_their_heads() {
        let text = Text::analysed("The mayor of Granton said the old bridge was closed.");
        let tree = Tree::new(&text);
        let said = (0..text.tokens.len()).find(|at| text.token(*at) == "said").unwrap();
        let subject = tree.subject(said).unwrap();
        assert_eq!(
            text.span_of(tree.reach(subject)).map(|span| text.words(span)),
            Some("The mayor of Granton")
        );
        let clause = tree.clause(said).unwrap();
        assert_eq!(
            text.span_of(tree.reach(clause)).map(|span| text.words(span)),
            Some("the old bridge was closed")
        );
        assert!(Tree::new(&Text::cut("She left.")).kids(0).is_empty());
    }
}
