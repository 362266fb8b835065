//! Within whose speech a place of the text stands.

use crate::{Attribution, text::Text};
use article::Span;

/// The attributions of each sentence.
#[derive(Debug)]
pub(super) struct Said<'a> {
    attributions: &'a [Attribution],
    by_sentence: Vec<Vec<usize>>,
}

impl<'a> Said<'a> {
    /// Sorts attributions by the sentences that their content or cue touches.
    pub(super) fn new(text: &Text<'_>, attributions: &'a [Attribution]) -> Self {
        let mut by_sentence = vec![Vec::new(); text.sentences.len()];
        for (index, attribution) in attributions.iter().enumerate() {
            for span in attribution.content.iter().chain(&attribution.cue) {
                let first = text.sentences.partition_point(|sentence| sentence.span.end <= span.start);
                for (sentence, cut) in text.sentences.iter().enumerate().skip(first) {
                    if cut.span.start >= span.end {
                        break;
                    }
                    if let Some(list) = by_sentence.get_mut(sentence)
                        && list.last() != Some(&index)
                    {
                        list.push(index);
                    }
                }
            }
        }
        Self { attributions, by_sentence }
    }

    /// The attribution whose content holds `span`, the narrowest if several do; failing that, one whose cue is
    /// the stance's own.
    pub(super) fn at(&self, sentence: usize, span: Span) -> Option<usize> {
        let here = || self.by_sentence.get(sentence).into_iter().flatten().copied();
        let narrowest = here()
            .filter_map(|index| {
                let content = &self.attributions.get(index)?.content;
                let around = content.iter().find(|content| content.contains(span))?;
                Some((around.len(), index))
            })
            .min();
        narrowest.map(|(_, index)| index).or_else(|| {
            here().find(|index| {
                self.attributions
                    .get(*index)
                    .is_some_and(|attribution| attribution.cue.iter().any(|cue| cue.overlaps(span)))
            })
        })
    }

    /// The attribution in whose content `span` lies, not counting one whose cue is the stance's own.
    pub(super) fn around(&self, sentence: usize, span: Span) -> Option<&'a Attribution> {
        let attribution = self.attributions.get(self.at(sentence, span)?)?;
        attribution.content.iter().any(|content| content.contains(span)).then_some(attribution)
    }

    /// Whether `span` stands between quotation marks in the speech of an attribution.
    pub(super) fn quoted(&self, sentence: usize, span: Span) -> Option<&'a Attribution> {
        self.around(sentence, span)
            .filter(|attribution| attribution.quoted.iter().any(|quoted| quoted.contains(span)))
    }
}
