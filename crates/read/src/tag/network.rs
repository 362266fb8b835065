//! The network: a window over neighbouring words, then light recurrent layers in both directions.
//!
//! The recurrent layer is the simple recurrent unit of Lei, Zhang, Wang, Dai and Artzi (2018): all products
//! of matrices are of the whole text at once, and only sums of vectors go from word to word. Arcs are scored by a
//! biaffine product (Dozat and Manning 2017). `train` has the derivative of each function here.

use ndarray::{Array1, Array2, ArrayView2, Axis, Slice, linalg::general_mat_mul};
use std::ops::Range;

/// A layer of weights and a bias.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// Inputs × outputs.
    pub weight: Array2<f32>,
    /// One for each output.
    pub bias: Array1<f32>,
}

impl Dense {
    /// A layer of zeros.
    pub fn zeros(inputs: usize, outputs: usize) -> Self {
        Self { weight: Array2::zeros((inputs, outputs)), bias: Array1::zeros(outputs) }
    }

    /// `x · weight + bias`, a row for each row of `x`.
    pub fn apply(&self, x: &ArrayView2<'_, f32>) -> Array2<f32> {
        let mut out = Array2::zeros((x.nrows(), self.bias.len()));
        out += &self.bias;
        general_mat_mul(1.0, x, &self.weight, 1.0, &mut out);
        out
    }

    /// The same, with what is below zero set to zero.
    pub fn apply_positive(&self, x: &ArrayView2<'_, f32>) -> Array2<f32> {
        let mut out = self.apply(x);
        out.mapv_inplace(|value| value.max(0.0));
        out
    }
}

/// Brings each row to mean 0 and variance 1, then scales and shifts it (layer normalisation; Ba, Kiros and
/// Hinton 2016).
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// One factor for each column.
    pub scale: Array1<f32>,
    /// One summand for each column.
    pub shift: Array1<f32>,
}

impl Norm {
    /// The norm of `width` columns that scales by `scale` and does not shift.
    pub fn new(width: usize, scale: f32) -> Self {
        Self { scale: Array1::from_elem(width, scale), shift: Array1::zeros(width) }
    }

    /// Normalises `x` in place into what is then scaled; returns the result, and 1 / deviation of each row.
    pub fn apply(&self, x: &mut Array2<f32>) -> (Array2<f32>, Vec<f32>) {
        let mut out = Array2::zeros(x.raw_dim());
        let mut inverse = Vec::with_capacity(x.nrows());
        let (Some(scale), Some(shift)) = (self.scale.as_slice(), self.shift.as_slice()) else {
            return (out, inverse);
        };
        for (mut row, mut into) in x.rows_mut().into_iter().zip(out.rows_mut()) {
            let (Some(row), Some(into)) = (row.as_slice_mut(), into.as_slice_mut()) else { continue };
            let width = row.len() as f32;
            let mean = row.iter().sum::<f32>() / width;
            let variance = row.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / width;
            let factor = 1.0 / (variance + 1e-5).sqrt();
            for (((value, into), scale), shift) in row.iter_mut().zip(into).zip(scale).zip(shift) {
                *value = (*value - mean) * factor;
                *into = *value * scale + shift;
            }
            inverse.push(factor);
        }
        (out, inverse)
    }
}

/// The network's weights but for the tables of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Over the sum of the rows of a word.
    pub input: Norm,
    /// Over a word and its two neighbours.
    pub window: Dense,
    /// After the window.
    pub window_norm: Norm,
    /// Recurrent layers: for each direction candidate, forget gate and output gate.
    pub layers: Vec<(Dense, Norm)>,
    /// Universal parts of speech.
    pub upos: Dense,
    /// Penn tags.
    pub penn: Dense,
    /// A word as the dependent of an arc, and as its head.
    pub arc_dependent: Dense,
    /// See `arc_dependent`.
    pub arc_head: Dense,
    /// The root as a head.
    pub arc_root: Array1<f32>,
    /// Between dependent and head.
    pub arc: Array2<f32>,
    /// How apt a word is as a head at all.
    pub arc_prior: Array1<f32>,
    /// A word as a dependent, and as a head, for the label of an arc.
    pub label_dependent: Dense,
    /// See `label_dependent`.
    pub label_head: Dense,
    /// The root as a head, for the label.
    pub label_root: Array1<f32>,
    /// From both and their product to the relation.
    pub label: Dense,
    /// One more recurrent layer for names.
    pub name_layer: (Dense, Norm),
    /// Tags of names.
    pub name: Dense,
}

/// Widths of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Of the vector of a word.
    pub width: usize,
    /// How many recurrent layers all tasks share.
    pub layers: usize,
    /// Of a word in scoring arcs.
    pub arc: usize,
    /// Of a word in choosing labels.
    pub label: usize,
}

impl Network {
    /// A network of zeros; norms scale by `scale`.
    pub fn new(shape: Shape, scale: f32) -> Self {
        use super::labels::{NameTag, Penn, Relation, Upos};
        let Shape { width, layers, arc, label } = shape;
        let recurrent = || (Dense::zeros(width, 3 * width), Norm::new(width, scale));
        Self {
            input: Norm::new(width, scale),
            window: Dense::zeros(3 * width, width),
            window_norm: Norm::new(width, scale),
            layers: (0..layers).map(|_| recurrent()).collect(),
            upos: Dense::zeros(width, Upos::ALL.len()),
            penn: Dense::zeros(width, Penn::ALL.len()),
            arc_dependent: Dense::zeros(width, arc),
            arc_head: Dense::zeros(width, arc),
            arc_root: Array1::zeros(arc),
            arc: Array2::zeros((arc, arc)),
            arc_prior: Array1::zeros(arc),
            label_dependent: Dense::zeros(width, label),
            label_head: Dense::zeros(width, label),
            label_root: Array1::zeros(label),
            label: Dense::zeros(3 * label, Relation::ALL.len()),
            name_layer: recurrent(),
            name: Dense::zeros(width, NameTag::ALL.len()),
        }
    }

    /// All weights, in the order in which a file holds them.
    pub fn tensors_mut(&mut self) -> Vec<&mut [f32]> {
        fn dense(layer: &mut Dense) -> [Option<&mut [f32]>; 2] {
            [layer.weight.as_slice_mut(), layer.bias.as_slice_mut()]
        }
        fn norm(layer: &mut Norm) -> [Option<&mut [f32]>; 2] {
            [layer.scale.as_slice_mut(), layer.shift.as_slice_mut()]
        }
        let mut all = Vec::new();
        all.extend(norm(&mut self.input));
        all.extend(dense(&mut self.window));
        all.extend(norm(&mut self.window_norm));
        for (layer, after) in &mut self.layers {
            all.extend(dense(layer));
            all.extend(norm(after));
        }
        for layer in [&mut self.upos, &mut self.penn, &mut self.arc_dependent, &mut self.arc_head] {
            all.extend(dense(layer));
        }
        all.push(self.arc_root.as_slice_mut());
        all.push(self.arc.as_slice_mut());
        all.push(self.arc_prior.as_slice_mut());
        all.extend(dense(&mut self.label_dependent));
        all.extend(dense(&mut self.label_head));
        all.push(self.label_root.as_slice_mut());
        all.extend(dense(&mut self.label));
        all.extend(dense(&mut self.name_layer.0));
        all.extend(norm(&mut self.name_layer.1));
        all.extend(dense(&mut self.name));
        all.into_iter().flatten().collect()
    }
}

/// What a layer computed on the way, for its derivative.
#[derive(Debug, Default)]
pub struct Trace {
    /// Of each norm, in order: its normalised input and 1 / deviation of each row.
    pub norms: Vec<(Array2<f32>, Vec<f32>)>,
    /// The window's input.
    pub windows: Array2<f32>,
    /// The window's output before it is added.
    pub window_out: Array2<f32>,
    /// Of each recurrent layer: its input, the products, the states.
    pub layers: Vec<(Array2<f32>, Array2<f32>, Array2<f32>)>,
}

/// Runs over the sums of the rows of the words, sentence by sentence. `between` sees the output of each layer
/// before the next takes it; it does nothing but in training.
pub fn encode(
    network: &Network,
    mut sums: Array2<f32>,
    sentences: &[Range<usize>],
    mut between: impl FnMut(&mut Array2<f32>),
    mut trace: Option<&mut Trace>,
) -> Array2<f32> {
    let (mut x, inverse) = network.input.apply(&mut sums);
    if let Some(trace) = trace.as_deref_mut() {
        trace.norms.push((sums, inverse));
    }
    between(&mut x);
    let windows = windows(&x, sentences);
    let added = network.window.apply_positive(&windows.view());
    let mut residual = &x + &added;
    let (mut x, inverse) = network.window_norm.apply(&mut residual);
    if let Some(trace) = trace.as_deref_mut() {
        trace.norms.push((residual, inverse));
        trace.windows = windows;
        trace.window_out = added;
    }
    between(&mut x);
    for layer in &network.layers {
        x = recurrent(layer, x, sentences, &mut between, trace.as_deref_mut());
    }
    x
}

/// One recurrent layer with its residual and norm.
pub fn recurrent(
    (dense, norm): &(Dense, Norm),
    x: Array2<f32>,
    sentences: &[Range<usize>],
    mut between: impl FnMut(&mut Array2<f32>),
    trace: Option<&mut Trace>,
) -> Array2<f32> {
    let products = dense.apply(&x.view());
    let (states, mut residual) = scan(&products, &x, sentences);
    let (mut out, inverse) = norm.apply(&mut residual);
    if let Some(trace) = trace {
        trace.layers.push((x, products, states));
        trace.norms.push((residual, inverse));
    }
    between(&mut out);
    out
}

/// Each word with its neighbours, zeros past the ends of its sentence.
fn windows(x: &Array2<f32>, sentences: &[Range<usize>]) -> Array2<f32> {
    let width = x.ncols();
    let mut out = Array2::zeros((x.nrows(), 3 * width));
    if let (Some(x), Some(out)) = (x.as_slice(), out.as_slice_mut()) {
        for sentence in sentences {
            for at in sentence.clone() {
                let from = at.saturating_sub(1).max(sentence.start);
                let to = (at + 2).min(sentence.end);
                let place = at * 3 * width + (from + 1 - at) * width;
                out[place..place + (to - from) * width].copy_from_slice(&x[from * width..to * width]);
            }
        }
    }
    out
}

/// Some rows of a matrix.
pub fn rows_of<'m>(matrix: &'m Array2<f32>, rows: &Range<usize>) -> ArrayView2<'m, f32> {
    matrix.slice_axis(Axis(0), Slice::from(rows.clone()))
}

/// A gate between 0 and 1 that costs no exponential: `(1 + x / (1 + |x|)) / 2`.
#[inline]
pub fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

/// The states of both directions, and `x` plus the gated states.
fn scan(products: &Array2<f32>, x: &Array2<f32>, sentences: &[Range<usize>]) -> (Array2<f32>, Array2<f32>) {
    let width = x.ncols();
    let half = width / 2;
    let mut states = Array2::<f32>::zeros((x.nrows(), width));
    let mut out = x.clone();
    let (Some(products), Some(all_states), Some(outs)) =
        (products.as_slice(), states.as_slice_mut(), out.as_slice_mut())
    else {
        return (states, out);
    };
    let mut state = vec![0.0f32; half];
    for sentence in sentences {
        for direction in 0..2 {
            state.fill(0.0);
            for step in 0..sentence.len() {
                let at = if direction == 0 { sentence.start + step } else { sentence.end - 1 - step };
                let product = &products[at * 3 * width + direction * 3 * half..][..3 * half];
                let (candidate, gates) = product.split_at(half);
                let (forget, output) = gates.split_at(half);
                let place = at * width + direction * half;
                let states = &mut all_states[place..place + half];
                let outs = &mut outs[place..place + half];
                for index in 0..half {
                    let keep = gate(forget[index]);
                    let next = keep * state[index] + (1.0 - keep) * candidate[index];
                    state[index] = next;
                    states[index] = next;
                    outs[index] += gate(output[index]) * next;
                }
            }
        }
    }
    (states, out)
}

/// The scores of all arcs of one sentence: a row for each dependent, a column for each head, the root last.
pub fn arc_scores(
    network: &Network,
    dependents: &ArrayView2<'_, f32>,
    heads: &ArrayView2<'_, f32>,
) -> Array2<f32> {
    let mut with_root = Array2::zeros((heads.nrows() + 1, heads.ncols()));
    with_root.slice_axis_mut(Axis(0), Slice::from(..heads.nrows())).assign(heads);
    with_root.row_mut(heads.nrows()).assign(&network.arc_root);
    let prior = with_root.dot(&network.arc_prior);
    let mut scores = dependents.dot(&network.arc).dot(&with_root.t());
    scores += &prior;
    scores
}

/// What the label of each arc is chosen from: dependent, head and their product, a row for each dependent.
/// `heads` holds the row of the head of each word, `None` for the root.
pub fn label_input(
    network: &Network,
    dependents: &ArrayView2<'_, f32>,
    as_heads: &ArrayView2<'_, f32>,
    heads: &[Option<usize>],
) -> Array2<f32> {
    let width = dependents.ncols();
    let mut out = Array2::zeros((dependents.nrows(), 3 * width));
    for ((mut row, dependent), head) in out.axis_iter_mut(Axis(0)).zip(dependents.rows()).zip(heads) {
        let head = match head {
            Some(head) => as_heads.row(*head),
            None => network.label_root.view(),
        };
        let part = |number: usize| number * width..(number + 1) * width;
        row.slice_axis_mut(Axis(0), Slice::from(part(0))).assign(&dependent);
        row.slice_axis_mut(Axis(0), Slice::from(part(1))).assign(&head);
        row.slice_axis_mut(Axis(0), Slice::from(part(2))).assign(&(&dependent * &head));
    }
    out
}
