//! The derivative of each kind of layer of `read::tag::network`.

use ndarray::{Array2, ArrayView2, Axis, Slice, linalg::general_mat_mul};
use read::tag::network::{Dense, Norm, Trace, gate};
use std::ops::Range;

/// Cross-entropy against `gold`, averaged over the rows and weighed; `scores` become its gradient. A row without
/// gold has none.
pub(super) fn softmax(scores: &mut Array2<f32>, gold: &[Option<usize>], weight: f32) -> f64 {
    let rows = scores.nrows() as f32;
    let mut loss = 0.0;
    for (row, gold) in gold.iter().enumerate() {
        match gold {
            Some(gold) => loss += softmax_row(scores, row, *gold, weight / rows),
            None => scores.row_mut(row).fill(0.0),
        }
    }
    loss
}

pub(super) fn softmax_row(scores: &mut Array2<f32>, row: usize, gold: usize, weight: f32) -> f64 {
    let mut row = scores.row_mut(row);
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.mapv_inplace(|score| (score - most).exp());
    let sum = row.sum();
    let loss = -f64::from((row[gold] / sum).max(1e-12).ln());
    row.mapv_inplace(|share| share / sum * weight);
    row[gold] -= weight;
    loss * f64::from(weight)
}

/// Adds to the gradient of a layer; returns that of its input.
pub(super) fn dense_back(
    layer: &Dense,
    gradient: &mut Dense,
    input: &ArrayView2<'_, f32>,
    back: &ArrayView2<'_, f32>,
) -> Array2<f32> {
    general_mat_mul(1.0, &input.t(), back, 1.0, &mut gradient.weight);
    gradient.bias += &back.sum_axis(Axis(0));
    back.dot(&layer.weight.t())
}

pub(super) fn positive_back(out: &Array2<f32>, back: &mut Array2<f32>) {
    back.zip_mut_with(out, |back, out| {
        if *out <= 0.0 {
            *back = 0.0;
        }
    });
}

/// Takes the last norm off the trace; returns the gradient of its input.
pub(super) fn norm_back(
    norm: &Norm,
    gradient: &mut Norm,
    trace: &mut Trace,
    back: &Array2<f32>,
) -> Array2<f32> {
    let Some((normal, inverse)) = trace.norms.pop() else { return Array2::zeros(back.raw_dim()) };
    let mut out = back.clone();
    let width = back.ncols() as f32;
    gradient.scale += &(back * &normal).sum_axis(Axis(0));
    gradient.shift += &back.sum_axis(Axis(0));
    for ((mut row, normal), inverse) in out.rows_mut().into_iter().zip(normal.rows()).zip(inverse) {
        row *= &norm.scale;
        let mean = row.sum() / width;
        let along = row.dot(&normal) / width;
        row.zip_mut_with(&normal, |value, normal| *value = inverse * (*value - mean - normal * along));
    }
    out
}

/// Takes a recurrent layer and its norm off the trace; adds the gradient of its input to `into`.
pub(super) fn recurrent_back(
    (dense, norm): &(Dense, Norm),
    gradient: &mut (Dense, Norm),
    sentences: &[Range<usize>],
    trace: &mut Trace,
    back: &Array2<f32>,
    into: &mut Array2<f32>,
) {
    let residual = norm_back(norm, &mut gradient.1, trace, back);
    let Some((x, products, states)) = trace.layers.pop() else { return };
    *into += &residual;
    let products = scan_back(&products, &states, &residual, sentences);
    *into += &dense_back(dense, &mut gradient.0, &x.view(), &products.view());
}

fn scan_back(
    products: &Array2<f32>,
    states: &Array2<f32>,
    back: &Array2<f32>,
    sentences: &[Range<usize>],
) -> Array2<f32> {
    let width = states.ncols();
    let half = width / 2;
    let mut out = Array2::zeros(products.raw_dim());
    let (Some(products), Some(states), Some(back), Some(all)) =
        (products.as_slice(), states.as_slice(), back.as_slice(), out.as_slice_mut())
    else {
        return out;
    };
    let mut carry = vec![0.0f32; half];
    let none = vec![0.0f32; half];
    for sentence in sentences {
        for direction in 0..2 {
            carry.fill(0.0);
            for step in (0..sentence.len()).rev() {
                let (at, before) = if direction == 0 {
                    let at = sentence.start + step;
                    (at, at.checked_sub(1))
                } else {
                    let at = sentence.end - 1 - step;
                    (at, Some(at + 1))
                };
                let place = |at: usize| at * width + direction * half;
                let earlier = match before {
                    Some(before) if step > 0 => &states[place(before)..][..half],
                    _ => none.as_slice(),
                };
                let state = &states[place(at)..][..half];
                let back = &back[place(at)..][..half];
                let from = at * 3 * width + direction * 3 * half;
                let (candidate, gates) = products[from..][..3 * half].split_at(half);
                let (forget, output) = gates.split_at(half);
                let (to_candidate, to_gates) = all[from..][..3 * half].split_at_mut(half);
                let (to_forget, to_output) = to_gates.split_at_mut(half);
                for index in 0..half {
                    let keep = gate(forget[index]);
                    let total = back[index] * gate(output[index]) + carry[index];
                    to_output[index] = back[index] * state[index] * slope(output[index]);
                    to_forget[index] = total * (earlier[index] - candidate[index]) * slope(forget[index]);
                    to_candidate[index] = total * (1.0 - keep);
                    carry[index] = total * keep;
                }
            }
        }
    }
    out
}

/// The derivative of [`gate`].
fn slope(x: f32) -> f32 {
    let below = 1.0 + x.abs();
    0.5 / (below * below)
}

/// Adds the gradient of each word's window to the words in it.
pub(super) fn windows_back(back: &Array2<f32>, sentences: &[Range<usize>], into: &mut Array2<f32>) {
    let width = into.ncols();
    for sentence in sentences {
        for at in sentence.clone() {
            let from = at.saturating_sub(1).max(sentence.start);
            for neighbour in from..(at + 2).min(sentence.end) {
                let place = (neighbour + 1 - at) * width;
                let back = back.row(at);
                let mut row = into.row_mut(neighbour);
                row += &back.slice_axis(Axis(0), Slice::from(place..place + width));
            }
        }
    }
}
