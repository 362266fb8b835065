//! Boosted oblivious trees: read from a file and asked.
//!
//! A [`Forest`] adds up what its trees say of a row of features. `train` grows them; the pronouns of `read` and the
//! blocks of pages in `gather` are weighed by them.
//!
//! ```
//! use trees::{Forest, Layout, Tree};
//! let layout = Layout { magic: *b"EXAMPLE\x01", features: 2, file: "example.bin" };
//! let tree = Tree { questions: vec![(1, 0.5)], leaves: vec![-1.0, 2.0] };
//! let forest = Forest { trees: vec![tree] };
//! assert_eq!(forest.score(&[9.0, 1.0]), 2.0);
//! assert_eq!(Forest::of_bytes(&forest.to_bytes(&layout), &layout), Ok(forest));
//! ```
//!
//! A file is little-endian: eight bytes that name its kind and version; the number of features; the number of trees; for
//! each its depth, its questions (feature, value) and its leaves; and a 64-bit FNV-1a of all before.

/// One tree: each level asks one question of all, so that the answers are the number of a leaf.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// For each level a feature and the value above which the answer is yes.
    pub questions: Vec<(u16, f32)>,
    /// The leaves; as many as there are answers.
    pub leaves: Vec<f32>,
}

impl Tree {
    /// What the tree adds for these features. A feature that is not there is 0.
    pub fn score(&self, features: &[f32]) -> f32 {
        let mut leaf = 0;
        for (level, (feature, above)) in self.questions.iter().enumerate() {
            let value = features.get(usize::from(*feature)).copied().unwrap_or(0.0);
            leaf |= usize::from(value > *above) << level;
        }
        self.leaves.get(leaf).copied().unwrap_or(0.0)
    }
}

/// What a file of trees must be, to be read.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// What it begins with; the last letter is the version of its layout.
    pub magic: [u8; 8],
    /// So many features its trees ask about.
    pub features: usize,
    /// Its name, for errors.
    pub file: &'static str,
}

/// Trees whose scores are summed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forest {
    /// The trees.
    pub trees: Vec<Tree>,
}

impl Forest {
    /// What all trees together say of a row of features; 0 without trees.
    pub fn score(&self, features: &[f32]) -> f32 {
        self.trees.iter().map(|tree| tree.score(features)).sum()
    }

    /// The trees of a file.
    ///
    /// # Errors
    ///
    /// When these are not the bytes of such a file, or were damaged, or belong to other features.
    pub fn of_bytes(bytes: &[u8], layout: &Layout) -> Result<Self, String> {
        let refused = |why: &str| Err(format!("{} {why}", layout.file));
        let Some((body, sum)) = bytes.split_last_chunk::<8>() else { return refused("is cut short") };
        let Some(rest) = body.strip_prefix(&layout.magic) else {
            return refused("is no file of weights of this version");
        };
        if checksum(body) != u64::from_le_bytes(*sum) {
            return refused("does not have the checksum that it says");
        }
        let mut rest = Bytes(rest);
        match rest.forest() {
            Some((features, _)) if features != layout.features => refused("was made for other features"),
            Some((_, trees)) if rest.0.is_empty() => Ok(Self { trees }),
            _ => refused("is cut short"),
        }
    }

    /// The file of these trees.
    pub fn to_bytes(&self, layout: &Layout) -> Vec<u8> {
        let mut bytes = layout.magic.to_vec();
        let number = |bytes: &mut Vec<u8>, number: usize| {
            bytes.extend(u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes());
        };
        number(&mut bytes, layout.features);
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
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn forest(&mut self) -> Option<(usize, Vec<Tree>)> {
        let features = self.number()?;
        let count = self.number()?;
        let mut trees = Vec::new();
        for _ in 0..count {
            let depth = self.number()?;
            let mut questions = Vec::new();
            for _ in 0..depth {
                let feature = u16::try_from(self.number()?).ok()?;
                questions.push((feature, self.real()?));
            }
            let leaves = (0..1usize.checked_shl(u32::try_from(depth).ok()?)?)
                .map(|_| self.real())
                .collect::<Option<Vec<f32>>>()?;
            trees.push(Tree { questions, leaves });
        }
        Some((features, trees))
    }

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

    const LAYOUT: Layout = Layout { magic: *b"TREES\0\0\x01", features: 2, file: "models/some.bin" };

    fn small() -> Forest {
        let tree = Tree { questions: vec![(1, 0.5), (0, 2.0)], leaves: vec![0.0, 1.0, 2.0, 4.0] };
        Forest { trees: vec![tree] }
    }

    #[test]
    fn leaves_are_found_by_answers() {
        let forest = small();
        assert!((forest.score(&[3.0, 1.0]) - 4.0).abs() < 1e-6);
        assert!((forest.score(&[3.0, 0.0]) - 2.0).abs() < 1e-6);
        assert!(forest.score(&[]).abs() < 1e-6);
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = small().to_bytes(&LAYOUT);
        assert_eq!(Forest::of_bytes(&bytes, &LAYOUT), Ok(small()));
        for at in [0, 9, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(Forest::of_bytes(&damaged, &LAYOUT).unwrap_err().contains("models/some.bin"));
        }
        let cut = Forest::of_bytes(&bytes[..bytes.len() - 9], &LAYOUT);
        assert!(cut.is_err() && Forest::of_bytes(&[], &LAYOUT).is_err());
        let other = Layout { features: 3, ..LAYOUT };
        assert!(Forest::of_bytes(&bytes, &other).unwrap_err().contains("other features"));
    }
}
