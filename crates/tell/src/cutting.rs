//! A text cut into paragraphs, sentences and pieces, each piece with what covers it.

use article::Span;
use read::Reading;
use read::text::SentenceKind;

/// A sentence, or what stands between two.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// From 1; 0 for what is no sentence.
    pub(crate) number: usize,
    /// What the sentence is to the report.
    pub(crate) kind: Option<SentenceKind>,
    pub(crate) span: Span,
    pub(crate) pieces: Vec<Piece>,
}

/// A part of a sentence, all of it under the same spans.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    /// The spans over it, as places in the list that was given.
    pub(crate) over: Vec<usize>,
}

/// The text of `reading` by paragraph, each sentence cut wherever one of `spans` begins or ends in it.
///
/// All that is no white space between paragraphs is there, in order. A span that is no place in the text covers nothing.
pub(crate) fn cut(reading: &Reading, spans: &[Span]) -> Vec<Vec<Cut>> {
    let text = reading.article.text.as_str();
    let mut order: Vec<(Span, usize)> = spans
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, span)| span.of(text).is_some_and(|words| !words.is_empty()))
        .map(|(at, span)| (span, at))
        .collect();
    order.sort_unstable();
    let mut cuts: Vec<usize> = order.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut sweep = Sweep { order: &order, next: 0, active: Vec::new() };

    let mut paragraphs: Vec<Vec<Cut>> = Vec::new();
    let mut last_paragraph = None;
    let mut at = 0;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let span = sentence.span;
        if last_paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            paragraphs.push(Vec::new());
        }
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        let between = Span::new(at, span.start.max(at));
        // White space at the beginning of a paragraph says nothing.
        let words = between.of(text).unwrap_or_default();
        let words = if paragraph.is_empty() { words.trim() } else { words };
        if !words.is_empty() {
            paragraph.push(plain(between));
        }
        let from = cuts.partition_point(|cut| *cut <= span.start);
        let to = cuts.partition_point(|cut| *cut < span.end);
        let inner = cuts.get(from..to).unwrap_or_default();
        let bounds: Vec<usize> =
            std::iter::once(span.start).chain(inner.iter().copied()).chain([span.end]).collect();
        let pieces = bounds.windows(2).filter_map(|pair| {
            let span = Span::new(*pair.first()?, *pair.last()?);
            Some(Piece { over: sweep.over(span), span })
        });
        paragraph.push(Cut { number: index + 1, kind: Some(sentence.kind), span, pieces: pieces.collect() });
        at = span.end.max(at);
    }
    if text.get(at..).is_some_and(|words| !words.trim().is_empty()) {
        paragraphs.push(vec![plain(Span::new(at, text.len()))]);
    }
    paragraphs
}

fn plain(span: Span) -> Cut {
    Cut { number: 0, kind: None, span, pieces: vec![Piece { span, over: Vec::new() }] }
}

/// What covers one place of a text after the other.
struct Sweep<'a> {
    order: &'a [(Span, usize)],
    next: usize,
    /// Spans that have begun and not ended.
    active: Vec<(Span, usize)>,
}

impl Sweep<'_> {
    /// The spans over the whole of `piece`, which begins no earlier than the one asked for before.
    fn over(&mut self, piece: Span) -> Vec<usize> {
        self.active.retain(|(span, _)| span.end > piece.start);
        while let Some((span, at)) = self.order.get(self.next).filter(|(span, _)| span.start <= piece.start) {
            if span.end > piece.start {
                self.active.push((*span, *at));
            }
            self.next += 1;
        }
        self.active.iter().filter(|(span, _)| span.contains(piece)).map(|(_, at)| *at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;

    #[test]
    fn a_sentence_is_cut_wherever_something_begins_or_ends() {
        let reading = read::read(Article::new("a", "The quay sank. It rained.\n\nÉlan won."));
        // The last two are no places in the text.
        let spans =
            [Span::new(4, 20), Span::new(9, 13), Span::new(9, 13), Span::new(28, 30), Span::new(5, 999)];
        let cut = cut(&reading, &spans);
        let shape = |cut: &Cut| {
            let pieces = cut.pieces.iter().map(|piece| (reading.words(piece.span), piece.over.clone()));
            (cut.number, pieces.collect::<Vec<_>>())
        };
        let shapes: Vec<Vec<_>> = cut.iter().map(|paragraph| paragraph.iter().map(shape).collect()).collect();
        assert_eq!(shapes.len(), 2);
        assert_eq!(
            shapes[0],
            [
                (1, vec![("The ", vec![]), ("quay ", vec![0]), ("sank", vec![0, 1, 2]), (".", vec![0])]),
                (0, vec![(" ", vec![])]),
                (2, vec![("It ra", vec![0]), ("ined.", vec![])]),
            ]
        );
        assert_eq!(shapes[1], [(3, vec![("Élan won.", vec![])])]);
    }
}
