//! How the loss of a batch changes with each weight: the derivative of each function of `read::tag::network`.

use super::batch::Batch;
use ndarray::{Array2, ArrayView2, Axis, Slice, linalg::general_mat_mul};
use read::tag::network::{
    Dense, Network, Norm, Trace, arc_scores, encode, gate, label_input, recurrent, rows_of,
};
use std::ops::Range;

/// Sums over a batch.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Loss {
    pub(crate) tags: f64,
    pub(crate) arcs: f64,
    pub(crate) labels: f64,
    pub(crate) names: f64,
}

/// Adds the gradient of the batch's loss to `gradient`; returns the loss and the gradient of the sums of rows.
pub(crate) fn gradient(
    network: &Network,
    sums: Array2<f32>,
    batch: &Batch,
    drop: f32,
    seed: u64,
    gradient: &mut Network,
) -> (Loss, Array2<f32>) {
    let mut loss = Loss::default();
    let mut trace = Trace::default();
    let mut random = fastrand::Rng::with_seed(seed);
    let mut masks: Vec<Array2<f32>> = Vec::new();
    let mut between = |x: &mut Array2<f32>| {
        let mask = Array2::from_shape_simple_fn(x.raw_dim(), || {
            if random.f32() < drop { 0.0 } else { 1.0 / (1.0 - drop) }
        });
        *x *= &mask;
        masks.push(mask);
    };
    let x = encode(network, sums, &batch.sentences, &mut between, Some(&mut trace));
    let mut back = Array2::zeros(x.raw_dim());
    if let Some(names) = &batch.names {
        let out = recurrent(&network.name_layer, x.clone(), &batch.sentences, &mut between, Some(&mut trace));
        let mut scores = network.name.apply(&out.view());
        loss.names = softmax(&mut scores, names, 1.0);
        let mut before = dense_back(&network.name, &mut gradient.name, &out.view(), &scores.view());
        before *= &masks[masks.len() - 1];
        recurrent_back(
            &network.name_layer,
            &mut gradient.name_layer,
            &batch.sentences,
            &mut trace,
            &before,
            &mut back,
        );
    }
    if batch.syntax {
        syntax(network, &x, batch, gradient, &mut back, &mut loss);
    }
    let mut masks = masks.into_iter();
    let shared: Vec<Array2<f32>> = masks.by_ref().take(network.layers.len() + 2).collect();
    for (index, layer) in network.layers.iter().enumerate().rev() {
        back *= &shared[index + 2];
        let mut before = Array2::zeros(back.raw_dim());
        recurrent_back(layer, &mut gradient.layers[index], &batch.sentences, &mut trace, &back, &mut before);
        back = before;
    }
    back *= &shared[1];
    let mut residual = norm_back(&network.window_norm, &mut gradient.window_norm, &mut trace, &back);
    let mut added = residual.clone();
    positive_back(&trace.window_out, &mut added);
    let windows = dense_back(&network.window, &mut gradient.window, &trace.windows.view(), &added.view());
    windows_back(&windows, &batch.sentences, &mut residual);
    residual *= &shared[0];
    let sums = norm_back(&network.input, &mut gradient.input, &mut trace, &residual);
    (loss, sums)
}

/// Tags, arcs and labels.
fn syntax(
    network: &Network,
    x: &Array2<f32>,
    batch: &Batch,
    gradient: &mut Network,
    back: &mut Array2<f32>,
    loss: &mut Loss,
) {
    let view = x.view();
    for (layer, into, gold) in
        [(&network.upos, &mut gradient.upos, &batch.upos), (&network.penn, &mut gradient.penn, &batch.penn)]
    {
        let mut scores = layer.apply(&view);
        loss.tags += softmax(&mut scores, gold, 0.5);
        *back += &dense_back(layer, into, &view, &scores.view());
    }
    let dependent = network.arc_dependent.apply_positive(&view);
    let head = network.arc_head.apply_positive(&view);
    let (mut dependent_back, mut head_back) =
        (Array2::zeros(dependent.raw_dim()), Array2::zeros(head.raw_dim()));
    let tokens = x.nrows() as f32;
    for sentence in &batch.sentences {
        arcs_back(
            network,
            gradient,
            (&dependent, &head),
            sentence,
            &batch.heads,
            tokens,
            (&mut dependent_back, &mut head_back),
            loss,
        );
    }
    positive_back(&dependent, &mut dependent_back);
    positive_back(&head, &mut head_back);
    *back += &dense_back(&network.arc_dependent, &mut gradient.arc_dependent, &view, &dependent_back.view());
    *back += &dense_back(&network.arc_head, &mut gradient.arc_head, &view, &head_back.view());

    let dependent = network.label_dependent.apply_positive(&view);
    let head = network.label_head.apply_positive(&view);
    let input = label_input(network, &dependent.view(), &head.view(), &batch.heads);
    let mut scores = network.label.apply(&input.view());
    loss.labels += softmax(&mut scores, &batch.relations, 1.0);
    let input_back = dense_back(&network.label, &mut gradient.label, &input.view(), &scores.view());
    let width = dependent.ncols();
    let part = |number: usize| Slice::from(number * width..(number + 1) * width);
    let mut dependent_back = input_back.slice_axis(Axis(1), part(0)).to_owned();
    let mut head_back = Array2::zeros(head.raw_dim());
    for (row, of_head) in batch.heads.iter().enumerate() {
        let product = input_back.row(row);
        let product = product.slice_axis(Axis(0), part(2));
        let mut into = if let Some(of_head) = of_head {
            dependent_back.row_mut(row).scaled_add(1.0, &(&product * &head.row(*of_head)));
            head_back.row_mut(*of_head)
        } else {
            dependent_back.row_mut(row).scaled_add(1.0, &(&product * &network.label_root));
            gradient.label_root.view_mut()
        };
        into += &input_back.row(row).slice_axis(Axis(0), part(1));
        into += &(&product * &dependent.row(row));
    }
    positive_back(&dependent, &mut dependent_back);
    positive_back(&head, &mut head_back);
    *back +=
        &dense_back(&network.label_dependent, &mut gradient.label_dependent, &view, &dependent_back.view());
    *back += &dense_back(&network.label_head, &mut gradient.label_head, &view, &head_back.view());
}

#[allow(clippy::too_many_arguments)]
fn arcs_back(
    network: &Network,
    gradient: &mut Network,
    (dependent, head): (&Array2<f32>, &Array2<f32>),
    sentence: &Range<usize>,
    heads: &[Option<usize>],
    tokens: f32,
    (dependent_back, head_back): (&mut Array2<f32>, &mut Array2<f32>),
    loss: &mut Loss,
) {
    let dependents = rows_of(dependent, sentence);
    let as_heads = rows_of(head, sentence);
    let mut scores = arc_scores(network, &dependents, &as_heads);
    let words = sentence.len();
    for word in 0..words {
        scores[[word, word]] = -1e9;
        let gold = heads[sentence.start + word].map_or(words, |head| head - sentence.start);
        loss.arcs += softmax_row(&mut scores, word, gold, 1.0 / tokens);
    }
    let mut with_root = Array2::zeros((words + 1, head.ncols()));
    with_root.slice_axis_mut(Axis(0), Slice::from(..words)).assign(&as_heads);
    with_root.row_mut(words).assign(&network.arc_root);
    let through = scores.dot(&with_root);
    let back = through.dot(&network.arc.t());
    let mut into = dependent_back.slice_axis_mut(Axis(0), Slice::from(sentence.clone()));
    into += &back;
    gradient.arc += &dependents.t().dot(&through);
    let column_sums = scores.sum_axis(Axis(0));
    let mut of_heads = scores.t().dot(&dependents.dot(&network.arc));
    for (mut row, sum) in of_heads.rows_mut().into_iter().zip(&column_sums) {
        row.scaled_add(*sum, &network.arc_prior);
    }
    gradient.arc_prior += &with_root.t().dot(&column_sums);
    gradient.arc_root += &of_heads.row(words);
    let mut into = head_back.slice_axis_mut(Axis(0), Slice::from(sentence.clone()));
    into += &of_heads.slice_axis(Axis(0), Slice::from(..words));
}

/// Cross-entropy against `gold`, averaged over the rows and weighed; `scores` become its gradient. A row without
/// gold has none.
fn softmax(scores: &mut Array2<f32>, gold: &[Option<usize>], weight: f32) -> f64 {
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

fn softmax_row(scores: &mut Array2<f32>, row: usize, gold: usize, weight: f32) -> f64 {
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
fn dense_back(
    layer: &Dense,
    gradient: &mut Dense,
    input: &ArrayView2<'_, f32>,
    back: &ArrayView2<'_, f32>,
) -> Array2<f32> {
    general_mat_mul(1.0, &input.t(), back, 1.0, &mut gradient.weight);
    gradient.bias += &back.sum_axis(Axis(0));
    back.dot(&layer.weight.t())
}

fn positive_back(out: &Array2<f32>, back: &mut Array2<f32>) {
    back.zip_mut_with(out, |back, out| {
        if *out <= 0.0 {
            *back = 0.0;
        }
    });
}

/// Takes the last norm off the trace; returns the gradient of its input.
fn norm_back(norm: &Norm, gradient: &mut Norm, trace: &mut Trace, back: &Array2<f32>) -> Array2<f32> {
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
fn recurrent_back(
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
fn windows_back(back: &Array2<f32>, sentences: &[Range<usize>], into: &mut Array2<f32>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use read::tag::network::Shape;

    const SHAPE: Shape = Shape { width: 6, layers: 2, arc: 4, label: 3 };

    fn batch() -> Batch {
        Batch {
            sentences: vec![0..3, 3..5],
            syntax: true,
            upos: [1, 2, 3, 4, 5].map(Some).to_vec(),
            penn: vec![Some(1), None, Some(3), Some(4), Some(5)],
            heads: vec![Some(1), None, Some(1), Some(4), None],
            relations: [3, 4, 5, 6, 7].map(Some).to_vec(),
            names: Some(vec![Some(0), Some(1), Some(3), None, Some(4)]),
            ..Batch::default()
        }
    }

    fn loss(network: &Network, sums: &Array2<f32>) -> f64 {
        let mut into = Network::new(SHAPE, 0.0);
        let (loss, _) = gradient(network, sums.clone(), &batch(), 0.0, 1, &mut into);
        loss.tags + loss.arcs + loss.labels + loss.names
    }

    /// The gradient of each weight is the change of the loss when that weight changes a little.
    #[test]
    fn gradients_are_those_of_small_changes() {
        let mut random = fastrand::Rng::with_seed(5);
        let mut network = Network::new(SHAPE, 1.0);
        for tensor in network.tensors_mut() {
            for weight in tensor {
                *weight += random.f32() - 0.5;
            }
        }
        let sums = Array2::from_shape_simple_fn((5, 6), || random.f32() * 2.0 - 1.0);
        let mut found = Network::new(SHAPE, 0.0);
        let (_, back) = gradient(&network, sums.clone(), &batch(), 0.0, 1, &mut found);
        let step = 1e-2f32;
        let close = |slope: f64, found: f32, what: String| {
            let off = (slope - f64::from(found)).abs();
            assert!(off < 2e-3 + 0.05 * slope.abs(), "{what}: {slope} by change, {found} by derivative");
        };
        let tensors = found.tensors_mut().len();
        for tensor in 0..tensors {
            let values: Vec<f32> = found.tensors_mut()[tensor].to_vec();
            for index in (0..values.len()).step_by(values.len() / 5 + 1) {
                let mut moved = |by: f32| {
                    network.tensors_mut()[tensor][index] += by;
                    let loss = loss(&network, &sums);
                    network.tensors_mut()[tensor][index] -= by;
                    loss
                };
                let slope = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                close(slope, values[index], format!("tensor {tensor} weight {index}"));
            }
        }
        for place in [[0, 0], [1, 3], [4, 5]] {
            let moved = |by: f32| {
                let mut sums = sums.clone();
                sums[place] += by;
                loss(&network, &sums)
            };
            let slope = (moved(step) - moved(-step)) / f64::from(2.0 * step);
            close(slope, back[place], format!("sum {place:?}"));
        }
    }
}
