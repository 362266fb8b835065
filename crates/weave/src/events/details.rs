//! Sentences that speak of an event though no word of theirs was read as its name.

use super::{Spoken, agreement::is_absence};
use crate::dossier::{Dossier, Line};
use article::Evidence;
use std::collections::BTreeSet;

/// Sentences so alike say the same in two reports.
const SAME: f32 = 0.75;

/// So many telling words in common are no chance.
const TELLING: usize = 4;

fn shared(a: &Line, b: &Line) -> usize {
    a.stems.keys().filter(|stem| b.stems.contains_key(*stem)).count()
}

/// Sentences of other reports, earlier versions of a page among them, that say what a sentence of the event says: in the
/// same words, or nearly; each with its report.
pub(super) fn same_sentences(dossier: &Dossier<'_>, mentions: &[&Spoken<'_>]) -> Vec<(usize, Evidence)> {
    let own: BTreeSet<usize> = mentions
        .iter()
        .filter(|spoken| !is_absence(spoken))
        .filter_map(|spoken| dossier.line(spoken.article, spoken.mention.sentence))
        .collect();
    let alike = |line: &usize| {
        own.iter().any(|other| {
            let (a, b) = (&dossier.lines[*line], &dossier.lines[*other]);
            a.article != b.article
                && (a.words == b.words
                    || shared(a, b) >= TELLING && dossier.line_likeness(*line, *other) >= SAME)
        })
    };
    (0..dossier.lines.len())
        .filter(|line| !own.contains(line) && alike(line))
        .filter_map(|line| Some((dossier.lines[line].article, dossier.line_evidence(line)?)))
        .collect()
}
