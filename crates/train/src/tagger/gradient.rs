//! How the loss of a batch changes with each weight of the network.

use super::{
    batch::Batch,
    layers::{dense_back, norm_back, positive_back, recurrent_back, softmax, softmax_row, windows_back},
};
use ndarray::{Array2, Axis, Slice};
use read::tag::network::{Network, Trace, arc_scores, encode, label_input, recurrent, rows_of};
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
