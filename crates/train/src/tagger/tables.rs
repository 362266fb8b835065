//! The tables of words and of hashed features while they are learnt.

use super::{adam::Adam, batch::Batch};
use crate::vectors::{Vectors, WIDTH};
use ndarray::{Array2, linalg::general_mat_mul};
use read::tag::model;
use std::collections::{BTreeMap, HashMap};

/// How many rows hashed features fall into.
const HASHED_ROWS: usize = 1 << 14;

/// Which words have a row.
pub(crate) struct Vocabulary {
    /// Hashes of normal forms; the first row is of all other words.
    pub(crate) hashes: Vec<u64>,
    rows: HashMap<u64, usize>,
    seen: Vec<u32>,
}

impl Vocabulary {
    /// The words of `vectors`, and those that training sees at least `least` times.
    pub(crate) fn new(vectors: &Vectors, counts: &BTreeMap<u64, u32>, least: u32) -> Self {
        let mut hashes = vec![0];
        hashes.extend(&vectors.words);
        let mut rows: HashMap<u64, usize> =
            hashes.iter().enumerate().map(|(row, hash)| (*hash, row)).collect();
        for (hash, count) in counts {
            if *count >= least && !rows.contains_key(hash) {
                rows.insert(*hash, hashes.len());
                hashes.push(*hash);
            }
        }
        let seen = hashes.iter().map(|hash| counts.get(hash).copied().unwrap_or(0)).collect();
        Self { hashes, rows, seen }
    }

    /// The row of a word and how often training sees it.
    pub(crate) fn row(&self, hash: u64) -> (usize, u32) {
        self.rows.get(&hash).map_or((0, 0), |row| (*row, self.seen[*row]))
    }

    /// The row of a hashed feature.
    pub(crate) fn hashed_row(hash: u64) -> usize {
        hash as usize & (HASHED_ROWS - 1)
    }
}

/// The tables.
pub(crate) struct Tables {
    learnt: Rows,
    hashed: Rows,
    /// Counted vectors, a row for each word; zero where there is none.
    vectors: Array2<f32>,
    projection: Array2<f32>,
    projection_adam: Adam,
    /// Running means of `learnt`, `hashed` and `projection`.
    mean: [Array2<f32>; 3],
}

/// A table of which a batch touches few rows.
struct Rows {
    values: Array2<f32>,
    gradient: Array2<f32>,
    touched: Vec<usize>,
    adam: Adam,
}

impl Rows {
    fn new(values: Array2<f32>) -> Self {
        let gradient = Array2::zeros(values.raw_dim());
        let adam = Adam::new(values.len());
        Self { values, gradient, touched: Vec::new(), adam }
    }

    fn add(&mut self, row: usize, back: &[f32]) {
        let width = back.len();
        if let Some(all) = self.gradient.as_slice_mut() {
            for (sum, value) in all[row * width..(row + 1) * width].iter_mut().zip(back) {
                *sum += value;
            }
        }
        self.touched.push(row);
    }

    fn step(&mut self, rate: f32, step: i32, factor: f32) {
        self.touched.sort_unstable();
        self.touched.dedup();
        let width = self.values.ncols();
        if let (Some(values), Some(gradient)) = (self.values.as_slice_mut(), self.gradient.as_slice_mut()) {
            for row in self.touched.drain(..) {
                let range = row * width..(row + 1) * width;
                self.adam.step(
                    &mut values[range.clone()],
                    &gradient[range.clone()],
                    range.start,
                    rate,
                    step,
                    factor,
                );
                gradient[range].fill(0.0);
            }
        }
    }
}

impl Tables {
    pub(crate) fn new(vocabulary: &Vocabulary, vectors: &Vectors, width: usize) -> Self {
        let mut random = fastrand::Rng::with_seed(3);
        let words = vocabulary.hashes.len();
        let mut counted = Array2::zeros((words, WIDTH));
        for (row, vector) in vectors.rows.rows().into_iter().enumerate() {
            counted.row_mut(row + 1).assign(&vector);
        }
        let hashed = Array2::from_shape_simple_fn((HASHED_ROWS, width), || super::normal(&mut random) * 0.3);
        let projection = Array2::from_shape_simple_fn((WIDTH, width), || {
            super::normal(&mut random) / (WIDTH as f32).sqrt()
        });
        let learnt = Array2::zeros((words, width));
        Self {
            mean: [learnt.clone(), hashed.clone(), projection.clone()],
            learnt: Rows::new(learnt),
            hashed: Rows::new(hashed),
            vectors: counted,
            projection_adam: Adam::new(projection.len()),
            projection,
        }
    }

    /// The counted vectors of the words of a batch.
    fn counted(&self, batch: &Batch) -> Array2<f32> {
        let mut rows = Array2::zeros((batch.words.len(), WIDTH));
        for (mut row, (word, _)) in rows.rows_mut().into_iter().zip(&batch.words) {
            row.assign(&self.vectors.row(*word));
        }
        rows
    }

    /// The sums of the rows of each token.
    pub(crate) fn sums(&self, batch: &Batch) -> Array2<f32> {
        let mut sums = self.counted(batch).dot(&self.projection);
        for ((mut sum, (word, learnt)), hashed) in
            sums.rows_mut().into_iter().zip(&batch.words).zip(&batch.hashed)
        {
            if *learnt {
                sum += &self.learnt.values.row(*word);
            }
            for row in hashed {
                sum += &self.hashed.values.row(*row);
            }
        }
        sums
    }

    /// Moves the tables against the gradients of the sums of some batches.
    pub(crate) fn step(&mut self, parts: &[(&Batch, &Array2<f32>)], rate: f32, step: i32, factor: f32) {
        let mut projection = Array2::zeros(self.projection.raw_dim());
        for (batch, back) in parts {
            general_mat_mul(1.0, &self.counted(batch).t(), back, 1.0, &mut projection);
            for ((back, (word, learnt)), hashed) in
                back.rows().into_iter().zip(&batch.words).zip(&batch.hashed)
            {
                let Some(back) = back.as_slice() else { continue };
                if *learnt {
                    self.learnt.add(*word, back);
                }
                for row in hashed {
                    self.hashed.add(*row, back);
                }
            }
        }
        self.learnt.step(rate, step, factor);
        self.hashed.step(rate, step, factor);
        if let (Some(values), Some(gradient)) = (self.projection.as_slice_mut(), projection.as_slice()) {
            self.projection_adam.step(values, gradient, 0, rate, step, factor);
        }
    }

    /// Moves the running means towards the values.
    pub(crate) fn average(&mut self, keep: f32) {
        for (mean, value) in
            self.mean.iter_mut().zip([&self.learnt.values, &self.hashed.values, &self.projection])
        {
            mean.zip_mut_with(value, |mean, value| *mean = *mean * keep + value * (1.0 - keep));
        }
    }

    /// The tables as a model file holds them, from the running means.
    pub(crate) fn written(&self, vocabulary: &Vocabulary) -> model::Tables {
        let [learnt, hashed, projection] = &self.mean;
        model::Tables {
            vocabulary: vocabulary.hashes.clone(),
            words: learnt + &self.vectors.dot(projection),
            hashed: hashed.clone(),
        }
    }
}
