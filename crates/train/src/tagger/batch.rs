//! Sentences brought together as rows of numbers.

use super::{sample::Sample, tables::Vocabulary};
use read::tag::features::{HASHED, features};
use std::ops::Range;

/// Some sentences; all rows of all of them stand one after another.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// The rows of each sentence.
    pub(crate) sentences: Vec<Range<usize>>,
    /// For each token the row of its word, and whether the row that is learnt for it counts.
    pub(crate) words: Vec<(usize, bool)>,
    /// For each token the rows of its hashed features.
    pub(crate) hashed: Vec<[usize; HASHED]>,
    /// Whether there is syntax.
    pub(crate) syntax: bool,
    /// Outputs for the universal parts of speech.
    pub(crate) upos: Vec<Option<usize>>,
    /// Outputs for the Penn tags.
    pub(crate) penn: Vec<Option<usize>>,
    /// Rows of heads.
    pub(crate) heads: Vec<Option<usize>>,
    /// Outputs for relations.
    pub(crate) relations: Vec<Option<usize>>,
    /// Outputs for names, where there are any.
    pub(crate) names: Option<Vec<Option<usize>>>,
}

/// How a sentence is changed so that the network learns not to lean on one thing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    /// A word seen `n` times counts as unknown with probability this / (this + n).
    pub(crate) unknown: f32,
    /// How often the learnt row of a word is left out, so that its counted vector must do.
    pub(crate) unlearnt: f32,
    /// How often a sentence is set in capitals throughout, as headlines are.
    pub(crate) capitals: f32,
}

impl Batch {
    /// Brings `samples` together; `random` decides on the noise.
    pub(crate) fn new(
        samples: &[&Sample],
        vocabulary: &Vocabulary,
        noise: Noise,
        random: &mut fastrand::Rng,
    ) -> Self {
        let mut batch =
            Self { syntax: samples.iter().all(|sample| sample.syntax.is_some()), ..Self::default() };
        for sample in samples {
            let start = batch.words.len();
            let capitals = random.f32() < noise.capitals;
            for form in &sample.forms {
                let features = if capitals { features(&form.to_uppercase()) } else { features(form) };
                let (row, seen) = vocabulary.row(features.word);
                let unknown = random.f32() < noise.unknown / (noise.unknown + seen as f32);
                let learnt = random.f32() >= noise.unlearnt;
                batch.words.push(if unknown { (0, true) } else { (row, learnt) });
                batch.hashed.push(features.hashed.map(Vocabulary::hashed_row));
            }
            batch.sentences.push(start..batch.words.len());
            if let (true, Some(syntax)) = (batch.syntax, &sample.syntax) {
                for token in syntax {
                    batch.upos.push(Some(token.upos));
                    batch.penn.push(Some(token.penn));
                    batch.heads.push(token.head.map(|head| start + head));
                    batch.relations.push(Some(token.relation));
                }
            }
            if let Some(names) = &sample.names {
                batch.names.get_or_insert_default().extend(names.iter().copied());
            }
        }
        if batch.names.as_ref().is_some_and(|names| names.len() != batch.words.len()) {
            batch.names = None;
        }
        batch
    }
}
