//! Vectors of words from counts over a stream of news: which words stand next to which.
//!
//! Positive pointwise mutual information of a word with its two neighbours on either side, told apart by place
//! (Levy and Goldberg 2014), brought down to [`WIDTH`] columns by orthogonal iteration.

use anyhow::{Context, Result};
use ndarray::Array2;
use read::{
    tag::features::{features, normal},
    text::Text,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::BufRead as _,
    path::Path,
};

/// How long a vector is.
pub(crate) const WIDTH: usize = 100;
/// How many of the most frequent words get a vector.
const WORDS: usize = 30_000;
/// How many of them count as neighbours.
const NEIGHBOURS: usize = 8_000;
/// Places of neighbours, in tokens.
const PLACES: [isize; 4] = [-2, -1, 1, 2];
/// Rounds of the iteration; the leading columns have long settled by then.
const ROUNDS: usize = 6;

/// A word's vector by the hash of its normal form, in the order of frequency.
pub(crate) struct Vectors {
    /// Hashes of normal forms, the most frequent word first.
    pub(crate) words: Vec<u64>,
    /// A row each.
    pub(crate) rows: Array2<f32>,
}

/// Counts over `stream/allsides.jsonl.zst` under `data`.
pub(crate) fn make(data: &Path) -> Result<Vectors> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    articles(data, |text| {
        for index in 0..text.tokens.len() {
            let word = normal(text.token(index));
            match counts.get_mut(&word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word, 1);
                }
            }
        }
    })?;
    let mut frequent: Vec<(String, u64)> = counts.into_iter().collect();
    frequent.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    frequent.truncate(WORDS);
    let index: HashMap<&str, u32> =
        frequent.iter().enumerate().map(|(index, (word, _))| (word.as_str(), index as u32)).collect();
    let mut pairs: HashMap<u64, f32, std::hash::BuildHasherDefault<Mixed>> = HashMap::default();
    articles(data, |text| {
        let ids: Vec<Option<u32>> = (0..text.tokens.len())
            .map(|token| index.get(normal(text.token(token)).as_str()).copied())
            .collect();
        for sentence in &text.sentences {
            for at in sentence.tokens.clone() {
                let Some(word) = ids[at] else { continue };
                for (place, offset) in PLACES.iter().enumerate() {
                    let Some(other) = at.checked_add_signed(*offset) else { continue };
                    if !sentence.tokens.contains(&other) {
                        continue;
                    }
                    if let Some(neighbour) = ids[other].filter(|neighbour| (*neighbour as usize) < NEIGHBOURS)
                    {
                        let column = place as u64 * NEIGHBOURS as u64 + u64::from(neighbour);
                        *pairs.entry(u64::from(word) << 32 | column).or_insert(0.0) += 1.0;
                    }
                }
            }
        }
    })?;
    let mut pairs: Vec<(u64, f32)> = pairs.into_iter().filter(|(_, count)| *count >= 2.0).collect();
    pairs.sort_unstable_by_key(|(pair, _)| *pair);
    crate::note(format_args!("{} words, {} pairs", frequent.len(), pairs.len()));
    let rows = reduce(&information(&pairs), frequent.len());
    Ok(Vectors { words: frequent.iter().map(|(word, _)| features(word).word).collect(), rows })
}

/// Reads every article that is not the same as an earlier one.
fn articles(data: &Path, mut each: impl FnMut(&Text<'_>)) -> Result<()> {
    let mut seen = HashSet::new();
    for (number, line) in corpora::stream::lines(data)?.lines().enumerate() {
        let line = line.with_context(|| format!("line {} of the stream", number + 1))?;
        let article: serde_json::Value = serde_json::from_str(&line)?;
        let Some(source) = article["text"].as_str() else { continue };
        if seen.insert(features(source).word) {
            each(&Text::cut(source));
        }
    }
    Ok(())
}

/// A number is its own hash once its bits are mixed.
#[derive(Default)]
struct Mixed(u64);

impl std::hash::Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// Positive pointwise mutual information: word, column, value. Columns are smoothed by the power ¾.
fn information(pairs: &[(u64, f32)]) -> Vec<(u32, u32, f32)> {
    let mut of_word: BTreeMap<u32, f64> = BTreeMap::new();
    let mut of_column: BTreeMap<u32, f64> = BTreeMap::new();
    let mut all = 0.0;
    for (pair, count) in pairs {
        let count = f64::from(*count);
        *of_word.entry((pair >> 32) as u32).or_default() += count;
        *of_column.entry(*pair as u32).or_default() += count;
        all += count;
    }
    let smoothed: f64 = of_column.values().map(|count| count.powf(0.75)).sum();
    pairs
        .iter()
        .filter_map(|(pair, count)| {
            let (word, column) = ((pair >> 32) as u32, *pair as u32);
            let expected = of_word[&word] * of_column[&column].powf(0.75) / smoothed;
            let value = (f64::from(*count) / expected).ln();
            (value > 0.0 && all > 0.0).then_some((word, column, value as f32))
        })
        .collect()
}

/// The rows of the matrix in its leading [`WIDTH`] right singular directions, each column scaled by the root of
/// its singular value, each row to the length of the root of [`WIDTH`].
fn reduce(cells: &[(u32, u32, f32)], words: usize) -> Array2<f32> {
    let columns = PLACES.len() * NEIGHBOURS;
    let mut random = fastrand::Rng::with_seed(1);
    let mut right = Array2::from_shape_fn((columns, WIDTH), |_| random.f32() - 0.5);
    orthogonal(&mut right);
    let mut left = Array2::zeros((words, WIDTH));
    for round in 0..ROUNDS {
        left = times(cells, &right, words, |cell| (cell.0 as usize, cell.1 as usize));
        if round + 1 < ROUNDS {
            orthogonal(&mut left);
            right = times(cells, &left, columns, |cell| (cell.1 as usize, cell.0 as usize));
            orthogonal(&mut right);
        }
    }
    for mut column in left.columns_mut() {
        let length = column.dot(&column).sqrt();
        column.mapv_inplace(|value| value / length.max(1e-6).sqrt());
    }
    for mut row in left.rows_mut() {
        let length = row.dot(&row).sqrt();
        row.mapv_inplace(|value| value / length.max(1e-6) * (WIDTH as f32).sqrt());
    }
    left
}

/// The sparse matrix, or its transpose, times a dense one.
fn times(
    cells: &[(u32, u32, f32)],
    by: &Array2<f32>,
    rows: usize,
    place: impl Fn(&(u32, u32, f32)) -> (usize, usize),
) -> Array2<f32> {
    let mut out = Array2::zeros((rows, WIDTH));
    if let (Some(into), Some(by)) = (out.as_slice_mut(), by.as_slice()) {
        for cell in cells {
            let (row, column) = place(cell);
            let into: &mut [f32] = &mut into[row * WIDTH..(row + 1) * WIDTH];
            for (sum, value) in into.iter_mut().zip(&by[column * WIDTH..(column + 1) * WIDTH]) {
                *sum += cell.2 * value;
            }
        }
    }
    out
}

/// Makes the columns orthonormal, in order (modified Gram–Schmidt).
fn orthogonal(matrix: &mut Array2<f32>) {
    let mut transposed = matrix.t().as_standard_layout().into_owned();
    for column in 0..transposed.nrows() {
        let (before, mut rest) = transposed.view_mut().split_at(ndarray::Axis(0), column);
        let mut this = rest.row_mut(0);
        for other in before.rows() {
            let along = this.dot(&other);
            this.scaled_add(-along, &other);
        }
        let length = this.dot(&this).sqrt().max(1e-12);
        this.mapv_inplace(|value| value / length);
    }
    matrix.assign(&transposed.t());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_orthonormal() {
        let mut matrix = Array2::from_shape_fn((7, 3), |(row, column)| ((row * 5 + column * 3) % 7) as f32);
        orthogonal(&mut matrix);
        let products = matrix.t().dot(&matrix);
        for ((row, column), product) in products.indexed_iter() {
            assert!((product - if row == column { 1.0 } else { 0.0 }).abs() < 1e-4, "{products}");
        }
    }

    #[test]
    fn what_stands_together_more_than_chance_is_informative() {
        let pairs = [(0u64, 8.0), (1, 1.0), (1 << 32, 1.0), (1 << 32 | 1, 8.0)];
        let cells = information(&pairs);
        assert_eq!(cells.iter().map(|cell| (cell.0, cell.1)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    }
}
