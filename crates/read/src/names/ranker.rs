//! Weighs the candidates for a pronoun against each other: a sum of oblivious trees over their features.

use super::features::FEATURES;
use std::sync::LazyLock;
use trees::{Forest, Layout};

/// What a file of weights must be.
const LAYOUT: Layout =
    Layout { magic: *b"PXPRON\0\x01", features: FEATURES.len(), file: "models/pronouns.bin" };

/// Weighs candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranker {
    /// The trees.
    pub forest: Forest,
}

static SHIPPED: LazyLock<Ranker> =
    LazyLock::new(|| Ranker::of_bytes(include_bytes!("../../../../models/pronouns.bin")).unwrap_or_default());

impl Ranker {
    /// The weights that the program comes with.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The weights of a file.
    ///
    /// # Errors
    ///
    /// When these are not the bytes of such a file, or were damaged, or belong to other features.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, String> {
        Forest::of_bytes(bytes, &LAYOUT).map(|forest| Self { forest })
    }

    /// The file of these weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.forest.to_bytes(&LAYOUT)
    }

    /// How likely each candidate is meant. Without weights none is likelier than another.
    pub fn shares(&self, candidates: &[&[f32]]) -> Vec<f32> {
        let scores: Vec<f32> = candidates.iter().map(|features| self.forest.score(features)).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let sum: f32 = powers.iter().sum();
        powers.into_iter().map(|power| power / sum).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_the_scores() {
        let tree = trees::Tree { questions: vec![(1, 0.5), (0, 2.0)], leaves: vec![0.0, 1.0, 2.0, 4.0] };
        let ranker = Ranker { forest: Forest { trees: vec![tree] } };
        let shares = ranker.shares(&[&[3.0, 1.0], &[0.0, 0.0]]);
        assert!(shares[0] > 0.9 && (shares.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_shipped_file_is_sound() {
        let shipped = Ranker::of_bytes(include_bytes!("../../../../models/pronouns.bin"));
        assert!(shipped.is_ok_and(|ranker| ranker.forest.trees.len() > 10));
    }
}
