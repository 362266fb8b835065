//! Weighs the candidates for a pronoun against each other: a sum of oblivious trees over their features.

use super::features::FEATURES;
use std::sync::LazyLock;

/// What a file of weights begins with; the last letter is the version of its layout.
const MAGIC: &[u8; 8] = b"PXPRON\0\x01";

/// One tree: each level asks one question of all, so that the answers are the number of a leaf.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// For each level a feature and the value above which the answer is yes.
    pub questions: Vec<(u16, f32)>,
    /// The leaves; as many as there are answers.
    pub leaves: Vec<f32>,
}

impl Tree {
    /// What the tree adds for these features.
    pub fn score(&self, features: &[f32]) -> f32 {
        let mut leaf = 0;
        for (level, (feature, above)) in self.questions.iter().enumerate() {
            let value = features.get(usize::from(*feature)).copied().unwrap_or(0.0);
            leaf |= usize::from(value > *above) << level;
        }
        self.leaves.get(leaf).copied().unwrap_or(0.0)
    }
}

/// Weighs candidates.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ranker {
    /// The trees, whose scores are summed.
    pub trees: Vec<Tree>,
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
        let refused = |why: &str| Err(format!("models/pronouns.bin {why}"));
        let Some((body, sum)) = bytes.split_last_chunk::<8>() else { return refused("is cut short") };
        if !body.starts_with(MAGIC) {
            return refused("is no file of weights of this version");
        }
        if checksum(body) != u64::from_le_bytes(*sum) {
            return refused("does not have the checksum that it says");
        }
        let mut rest = Bytes(&body[MAGIC.len()..]);
        let read = |rest: &mut Bytes<'_>| -> Option<(usize, Vec<Tree>)> {
            let features = rest.number()?;
            let count = rest.number()?;
            let mut trees = Vec::new();
            for _ in 0..count {
                let depth = rest.number()?;
                let mut questions = Vec::new();
                for _ in 0..depth {
                    let feature = u16::try_from(rest.number()?).ok()?;
                    questions.push((feature, rest.real()?));
                }
                let leaves = (0..1usize.checked_shl(u32::try_from(depth).ok()?)?)
                    .map(|_| rest.real())
                    .collect::<Option<Vec<f32>>>()?;
                trees.push(Tree { questions, leaves });
            }
            Some((features, trees))
        };
        match read(&mut rest) {
            Some((features, trees)) if features == FEATURES.len() && rest.0.is_empty() => Ok(Self { trees }),
            Some((features, _)) if features != FEATURES.len() => refused("was made for other features"),
            _ => refused("is cut short"),
        }
    }

    /// The file of these weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let number = |bytes: &mut Vec<u8>, number: usize| {
            bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        };
        number(&mut bytes, FEATURES.len());
        number(&mut bytes, self.trees.len());
        for tree in &self.trees {
            number(&mut bytes, tree.questions.len());
            for (feature, above) in &tree.questions {
                number(&mut bytes, usize::from(*feature));
                bytes.extend(above.to_le_bytes());
            }
            for leaf in &tree.leaves {
                bytes.extend(leaf.to_le_bytes());
            }
        }
        let sum = checksum(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// How likely each candidate is meant. Without weights none is likelier than another.
    pub fn shares(&self, candidates: &[&[f32]]) -> Vec<f32> {
        let scores: Vec<f32> = candidates
            .iter()
            .map(|features| self.trees.iter().map(|tree| tree.score(features)).sum())
            .collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let sum: f32 = powers.iter().sum();
        powers.into_iter().map(|power| power / sum).collect()
    }
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn four(&mut self) -> Option<[u8; 4]> {
        let (first, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        self.four().and_then(|bytes| usize::try_from(u32::from_le_bytes(bytes)).ok())
    }

    fn real(&mut self) -> Option<f32> {
        self.four().map(f32::from_le_bytes)
    }
}

/// FNV-1a with 64 bits.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Ranker {
        let tree = Tree { questions: vec![(1, 0.5), (0, 2.0)], leaves: vec![0.0, 1.0, 2.0, 4.0] };
        Ranker { trees: vec![tree] }
    }

    #[test]
    fn leaves_are_found_by_answers() {
        let ranker = small();
        assert!((ranker.trees[0].score(&[3.0, 1.0]) - 4.0).abs() < 1e-6);
        assert!((ranker.trees[0].score(&[3.0, 0.0]) - 2.0).abs() < 1e-6);
        let shares = ranker.shares(&[&[3.0, 1.0], &[0.0, 0.0]]);
        assert!(shares[0] > 0.9 && (shares.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = small().to_bytes();
        assert_eq!(Ranker::of_bytes(&bytes), Ok(small()));
        for at in [0, 9, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Ranker::of_bytes(&damaged).unwrap_err().contains("models/pronouns.bin"));
        }
        assert!(Ranker::of_bytes(&bytes[..bytes.len() - 9]).is_err() && Ranker::of_bytes(&[]).is_err());
    }

    #[test]
    fn the_shipped_file_is_sound() {
        let shipped = Ranker::of_bytes(include_bytes!("../../../../models/pronouns.bin"));
        assert!(shipped.is_ok_and(|ranker| ranker.trees.len() > 10));
    }
}
