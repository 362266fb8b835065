//! One version of a page, as it is compared with another.

use super::revision::{Part, RevisionChange, Side};
use crate::{
    assemble::headline,
    dossier::{Dossier, Line, digests},
};
use article::{Evidence, Span};
use read::{
    Attribution, DebrisKind, EntityId, Figure, Reading,
    debris::{Declares, declared},
    text::{SentenceKind, Text},
};

/// A version.
pub(super) struct Sheet<'d, 'r> {
    pub(super) dossier: &'d Dossier<'r>,
    /// Its place in the story.
    pub(super) article: usize,
    pub(super) reading: &'r Reading,
    /// The sentences of its body, without notes that say what was corrected.
    pub(super) lines: Vec<&'d Line>,
    /// What its outlet declares in the text.
    pub(super) notes: Vec<(Declares, Span)>,
    pub(super) headline: Option<Headline<'r>>,
}

/// A headline, without what it declares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headline<'r> {
    /// All of it, and where it stands when it did not come apart from the text.
    pub(super) whole: (&'r str, Option<Span>),
    /// What it declares: *CORRECTED:*.
    pub(super) declares: Option<Declares>,
    /// The words after that.
    pub(super) rest: &'r str,
}

impl<'d, 'r> Sheet<'d, 'r> {
    pub(super) fn of(dossier: &'d Dossier<'r>, article: usize) -> Self {
        let reading = dossier.readings[article];
        let notes = notes(reading);
        // The mark of an update opens a sentence of the report; all other notes are about the report.
        let about = |span: Span| {
            notes.iter().any(|(declares, note)| *declares != Declares::Update && note.overlaps(span))
        };
        let lines = dossier.lines_of(article).iter();
        Self {
            lines: lines.filter(|line| !line.words.is_empty() && !about(line.span)).collect(),
            headline: headline(reading).map(parted),
            notes,
            dossier,
            article,
            reading,
        }
    }

    /// The line in which a place lies.
    pub(super) fn line_at(&self, span: Span) -> Option<usize> {
        let at = self.lines.partition_point(|line| line.span.end <= span.start);
        self.lines.get(at).filter(|line| line.span.overlaps(span)).map(|_| at)
    }

    /// The words at a place, as sentences are compared by them.
    pub(super) fn digests(&self, span: Span) -> Vec<u32> {
        let text = Text::cut(self.reading.words(span));
        digests(&text, 0..text.tokens.len()).map(|(_, word)| word).collect()
    }

    /// The figures in a line.
    pub(super) fn figures(&self, line: usize) -> impl Iterator<Item = &'r Figure> + use<'r> {
        let span = self.lines[line].span;
        self.reading.figures.iter().filter(move |figure| span.contains(figure.span))
    }

    /// The pieces between quotation marks, in order, each with what it was read as.
    pub(super) fn quoted(&self) -> impl Iterator<Item = (Span, &'r Attribution)> + use<'r> {
        let attributions = self.reading.attributions.iter();
        attributions.flat_map(|attribution| attribution.quoted.iter().map(move |span| (*span, attribution)))
    }

    /// Which of the story's people an entity is.
    pub(super) fn person(&self, entity: EntityId) -> Option<usize> {
        self.dossier.people.of_entity(self.article, entity)
    }

    /// The words at a place as a side of a change.
    pub(super) fn side(&self, span: Span, of: Option<String>) -> Side {
        let sentence = self.reading.sentence_at(span.start).map(|at| self.reading.sentences[at].span);
        Side {
            text: self.reading.words(span).to_owned(),
            of,
            stance: None,
            words: self.evidence(span),
            sentence: sentence.and_then(|span| self.evidence(span)),
        }
    }

    pub(super) fn evidence(&self, span: Span) -> Option<Evidence> {
        self.dossier.evidence(self.article, span)
    }

    pub(super) fn line_evidence(&self, line: usize) -> Option<Evidence> {
        self.evidence(self.lines[line].span)
    }
}

/// Something that was changed, added or withdrawn.
pub(super) fn change(part: Part, before: Option<Side>, after: Option<Side>) -> RevisionChange {
    RevisionChange { part, before, after, declared: None }
}

fn parted(whole: (&str, Option<Span>)) -> Headline<'_> {
    let (words, _) = whole;
    let (declares, taken) = declared(words).map_or((None, 0), |(declares, taken)| (Some(declares), taken));
    let rest = words.get(taken..).unwrap_or(words);
    let rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || "-–—:)]".contains(letter));
    Headline { whole, declares, rest }
}

/// What an outlet declares in the text: notes of the desk, and sentences that begin as such notes do. Where only the first
/// words of a sentence were told to be a note, the sentence is shown.
fn notes(reading: &Reading) -> Vec<(Declares, Span)> {
    let desk = reading.debris.iter().filter(|debris| debris.kind == DebrisKind::Note).map(|debris| {
        let sentence = reading.sentence_at(debris.span.start).map(|at| reading.sentences[at].span);
        sentence.filter(|span| span.contains(debris.span)).unwrap_or(debris.span)
    });
    let title = headline(reading).and_then(|(_, span)| span);
    let sentences = reading.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Debris);
    let mut spans: Vec<Span> = desk.chain(sentences.map(|sentence| sentence.span)).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
        .into_iter()
        .filter(|span| Some(*span) != title)
        .filter_map(|span| Some((declared(reading.words(span))?.0, span)))
        .collect()
}
