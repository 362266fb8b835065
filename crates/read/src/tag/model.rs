//! A trained model as a file: checked when it is opened, then used where it lies.

use super::{
    features::{Features, HASHED},
    network::{Network, Shape},
};
use ndarray::Array2;
use std::{borrow::Cow, fmt};
use xxhash_rust::xxh3::xxh3_64;

/// The first bytes of a model file; the digits are the version of the layout.
const MAGIC: &[u8; 8] = b"PLXTAG01";

/// Widths and counts stand as `u32` after magic and checksum; all numbers are little-endian.
const COUNTS: usize = 7;
const HEADER: usize = 16 + COUNTS * 4;

/// Why a model file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError {
    name: String,
    what: String,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "model {}: {}", self.name, self.what)
    }
}

impl std::error::Error for ModelError {}

/// A model, opened.
#[derive(Debug)]
pub struct Model {
    /// The weights but for the tables.
    pub network: Network,
    bytes: Cow<'static, [u8]>,
    shape: Shape,
    slots: Table,
    words: Table,
    hashed: Table,
}

/// Rows of a table inside the file.
#[derive(Debug, Clone, Copy)]
struct Table {
    rows: usize,
    /// Where the scales begin, or the slots.
    at: usize,
}

/// The tables of words before they are written: rows of a word's normal form, and of hashed features.
#[derive(Debug)]
pub struct Tables {
    /// The hash of the normal form that each row of `words` is of; row 0 is of all others.
    pub vocabulary: Vec<u64>,
    /// A row for each entry of `vocabulary`.
    pub words: Array2<f32>,
    /// The rows into which hashed features fall; a power of two.
    pub hashed: Array2<f32>,
}

impl Model {
    /// Opens a model file of this name.
    ///
    /// # Errors
    ///
    /// When it is no model of this version, is cut short, or its checksum is not that of its bytes.
    pub fn open(name: &str, bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let refuse = |what: String| Err(ModelError { name: name.to_owned(), what });
        if bytes.len() < HEADER || &bytes[..8] != MAGIC {
            return refuse("is not a model of this version; make it again with `train tagger`".into());
        }
        let stated = u64_at(&bytes, 8);
        let actual = xxh3_64(&bytes[16..]);
        if stated != actual {
            return refuse(format!("is damaged: its checksum is {actual:016x}, not {stated:016x}"));
        }
        let count = |index: usize| u32_at(&bytes, 16 + index * 4) as usize;
        let shape = Shape { width: count(0), layers: count(1), arc: count(2), label: count(3) };
        let slots = Table { rows: count(4), at: HEADER };
        let words = Table { rows: count(5), at: slots.at + slots.rows * 8 };
        let hashed = Table { rows: count(6), at: words.at + words.rows * (4 + shape.width) };
        let mut at = hashed.at + hashed.rows * (4 + shape.width);
        let mut network = Network::new(shape, 0.0);
        let weights: usize = network.tensors_mut().iter().map(|tensor| tensor.len()).sum();
        if bytes.len() != at + weights * 4 || !slots.rows.is_power_of_two() || !hashed.rows.is_power_of_two()
        {
            return refuse(format!(
                "has {} bytes where its header promises {}",
                bytes.len(),
                at + weights * 4
            ));
        }
        for tensor in network.tensors_mut() {
            for weight in tensor {
                *weight = f32_at(&bytes, at);
                at += 4;
            }
        }
        Ok(Self { network, bytes, shape, slots, words, hashed })
    }

    /// The bytes of a model file.
    pub fn write(network: &mut Network, shape: Shape, tables: &Tables) -> Vec<u8> {
        let slots = (tables.vocabulary.len() * 3 / 2).next_power_of_two();
        let mut bytes = Vec::new();
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&[0; 8]);
        let counts = [
            shape.width,
            shape.layers,
            shape.arc,
            shape.label,
            slots,
            tables.words.nrows(),
            tables.hashed.nrows(),
        ];
        for count in counts {
            bytes.extend_from_slice(&(count as u32).to_le_bytes());
        }
        let mut table = vec![(0u32, 0u32); slots];
        for (row, hash) in tables.vocabulary.iter().enumerate().skip(1) {
            let mut slot = *hash as usize & (slots - 1);
            while table[slot].1 != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            table[slot] = ((hash >> 32) as u32, row as u32);
        }
        for (print, row) in table {
            bytes.extend_from_slice(&print.to_le_bytes());
            bytes.extend_from_slice(&row.to_le_bytes());
        }
        for rows in [&tables.words, &tables.hashed] {
            let scales: Vec<f32> = rows
                .rows()
                .into_iter()
                .map(|row| row.iter().fold(0.0f32, |most, value| most.max(value.abs())) / 127.0)
                .collect();
            for scale in &scales {
                bytes.extend_from_slice(&scale.to_le_bytes());
            }
            for (row, scale) in rows.rows().into_iter().zip(&scales) {
                let steps =
                    row.iter().map(|value| if *scale > 0.0 { (value / scale).round() as i8 } else { 0 });
                bytes.extend(steps.map(i8::cast_unsigned));
            }
        }
        for tensor in network.tensors_mut() {
            for weight in tensor {
                bytes.extend_from_slice(&weight.to_le_bytes());
            }
        }
        let checksum = xxh3_64(&bytes[16..]);
        bytes[8..16].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    /// The sums of the rows of these words, a row each.
    pub fn sums(&self, words: &[Features]) -> Array2<f32> {
        let width = self.shape.width;
        let mut sums = Array2::zeros((words.len(), width));
        if let Some(all) = sums.as_slice_mut() {
            for (sum, word) in all.chunks_exact_mut(width).zip(words) {
                self.add(self.words, self.word(word.word), sum);
                for feature in 0..HASHED {
                    let row = word.hashed[feature] as usize & (self.hashed.rows - 1);
                    self.add(self.hashed, row, sum);
                }
            }
        }
        sums
    }

    /// The row of a normal form; 0 for one that is not known.
    fn word(&self, hash: u64) -> usize {
        let mut slot = hash as usize & (self.slots.rows - 1);
        // A file has free slots, but one that was made by others might not.
        for _ in 0..self.slots.rows {
            let at = self.slots.at + slot * 8;
            let row = u32_at(&self.bytes, at + 4) as usize;
            if row == 0 {
                return 0;
            }
            if u32_at(&self.bytes, at) == (hash >> 32) as u32 {
                return row.min(self.words.rows - 1);
            }
            slot = (slot + 1) & (self.slots.rows - 1);
        }
        0
    }

    fn add(&self, table: Table, row: usize, sum: &mut [f32]) {
        let scale = f32_at(&self.bytes, table.at + row * 4);
        let start = table.at + table.rows * 4 + row * sum.len();
        for (sum, step) in sum.iter_mut().zip(&self.bytes[start..]) {
            *sum += scale * f32::from(step.cast_signed());
        }
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn f32_at(bytes: &[u8], at: usize) -> f32 {
    f32::from_bits(u32_at(bytes, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::features::features;

    const SHAPE: Shape = Shape { width: 8, layers: 1, arc: 4, label: 4 };

    fn small() -> Vec<u8> {
        let tables = Tables {
            vocabulary: vec![0, features("harbour").word, features("crane").word],
            words: Array2::from_shape_fn((3, 8), |(row, column)| row as f32 + column as f32 / 8.0),
            hashed: Array2::zeros((16, 8)),
        };
        Model::write(&mut Network::new(SHAPE, 1.0), SHAPE, &tables)
    }

    #[test]
    fn what_was_written_is_read() {
        let model = Model::open("small", small().into()).unwrap();
        let sums = model.sums(&[features("Crane"), features("unheard")]);
        assert!((sums[[0, 4]] - 2.5).abs() < 0.02, "{sums}");
        assert!((sums[[1, 4]] - 0.5).abs() < 0.02, "{sums}");
    }

    #[test]
    fn a_damaged_file_is_refused_by_name_and_checksum() {
        let mut bytes = small();
        *bytes.last_mut().unwrap() ^= 1;
        let refused = Model::open("small", bytes.into()).unwrap_err().to_string();
        assert!(refused.starts_with("model small: is damaged: its checksum is "), "{refused}");
        let mut short = small();
        short.truncate(100);
        assert!(Model::open("small", short.into()).is_err());
        assert!(
            Model::open("small", b"PLXTAG00".to_vec().into()).unwrap_err().to_string().contains("version")
        );
    }
}
