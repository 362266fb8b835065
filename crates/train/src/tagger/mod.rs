//! Trains the network of `read::tag` and writes `models/tagger.bin`.

mod adam;
mod batch;
mod gradient;
mod judge;
mod sample;
mod tables;

use crate::vectors::{self, Vectors};
use adam::Adam;
use anyhow::Result;
use batch::{Batch, Noise};
use gradient::{Loss, gradient};
use read::tag::{
    features::features,
    model::Model,
    network::{Network, Shape},
};
use sample::{Cuts, Sample};
use std::{collections::BTreeMap, fs, path::Path};
use tables::{Tables, Vocabulary};

/// How the network is built and trained.
#[derive(Debug, Clone, Copy)]
struct Plan {
    shape: Shape,
    epochs: usize,
    /// Tokens in half a batch.
    half: usize,
    rate: f32,
    drop: f32,
    noise: Noise,
}

const PLAN: Plan = Plan {
    shape: Shape { width: 128, layers: 3, arc: 64, label: 64 },
    epochs: 30,
    half: 600,
    rate: 2e-3,
    drop: 0.25,
    noise: Noise { unknown: 0.25, unlearnt: 0.3, capitals: 0.02 },
};

/// Trains on the treebanks and sets of names under `data` and writes the model under `into`.
pub(crate) fn make(data: &Path, into: &Path) -> Result<()> {
    let mut plan = PLAN;
    let from_env = |key: &str| std::env::var(key).ok().and_then(|value| value.parse::<f32>().ok());
    if let Some(v) = from_env("EPOCHS") { plan.epochs = v as usize; }
    if let Some(v) = from_env("WIDTH") { plan.shape.width = v as usize; }
    if let Some(v) = from_env("LAYERS") { plan.shape.layers = v as usize; }
    if let Some(v) = from_env("DROP") { plan.drop = v; }
    if let Some(v) = from_env("RATE") { plan.rate = v; }
    if let Some(v) = from_env("HALF") { plan.half = v as usize; }
    if let Some(v) = from_env("UNLEARNT") { plan.noise.unlearnt = v; }
    if let Some(v) = from_env("UNKNOWN") { plan.noise.unknown = v; }
    eprintln!("{plan:?}");
    let vectors = cached(data)?;
    let treebanks = sample::treebanks(data)?;
    let mut counts = BTreeMap::new();
    for cuts in &treebanks {
        for form in &cuts.gold.forms {
            *counts.entry(features(form).word).or_insert(0) += 1;
        }
    }
    let vocabulary = Vocabulary::new(&vectors, &counts, 2);
    eprintln!("{} sentences, {} words have a row", treebanks.len(), vocabulary.hashes.len());
    let judge = judge::Judge::new(data)?;
    let bytes = train(&plan, &vectors, &vocabulary, &treebanks, &judge)?;
    fs::create_dir_all(into)?;
    fs::write(into.join("tagger.bin"), bytes)?;
    Ok(())
}

fn cached(data: &Path) -> Result<Vectors> {
    let path = Path::new("/tmp/vectors.bin");
    if let Ok(bytes) = fs::read(path) {
        let n = bytes.len() / (8 + vectors::WIDTH * 4);
        let words = bytes[..n * 8].chunks(8).map(|c| u64::from_le_bytes(c.try_into().unwrap())).collect();
        let rows: Vec<f32> = bytes[n * 8..].chunks(4).map(|c| f32::from_le_bytes(c.try_into().unwrap())).collect();
        return Ok(Vectors { words, rows: ndarray::Array2::from_shape_vec((n, vectors::WIDTH), rows)? });
    }
    let made = vectors::make(data)?;
    let mut bytes = Vec::new();
    for word in &made.words { bytes.extend(word.to_le_bytes()); }
    for value in &made.rows { bytes.extend(value.to_le_bytes()); }
    fs::write(path, bytes)?;
    Ok(made)
}

fn train(
    plan: &Plan,
    vectors: &Vectors,
    vocabulary: &Vocabulary,
    treebanks: &[Cuts],
    judge: &judge::Judge,
) -> Result<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut tables = Tables::new(vocabulary, vectors, plan.shape.width);
    let mut network = begin(plan.shape, &mut random);
    let mut mean = network.clone();
    let mut dense = Adam::new(network.tensors_mut().iter().map(|tensor| tensor.len()).sum());
    let mut step = 0i32;
    let tokens: usize = treebanks.iter().map(|cuts| cuts.gold.forms.len()).sum();
    let steps = plan.epochs as f32 * tokens as f32 / (2.0 * plan.half as f32);
    for epoch in 1..=plan.epochs {
        let mut samples: Vec<&Sample> = treebanks
            .iter()
            .map(|cuts| cuts.ours.as_ref().filter(|_| random.bool()).unwrap_or(&cuts.gold))
            .collect();
        random.shuffle(&mut samples);
        let mut loss = Loss::default();
        let mut halves: Vec<Batch> = Vec::new();
        for samples in portions(&samples, plan.half) {
            halves.push(Batch::new(samples, vocabulary, plan.noise, &mut random));
            if halves.len() < 2 {
                continue;
            }
            step += 1;
            let rate = rate(plan.rate, step as f32, steps);
            let seeds = [random.u64(..), random.u64(..)];
            let results: Vec<_> = std::thread::scope(|scope| {
                let running: Vec<_> = halves
                    .iter()
                    .zip(seeds)
                    .map(|(batch, seed)| {
                        let (network, tables) = (&network, &tables);
                        scope.spawn(move || {
                            let mut into = Network::new(plan.shape, 0.0);
                            let (loss, back) =
                                gradient(network, tables.sums(batch), batch, plan.drop, seed, &mut into);
                            (loss, back, into)
                        })
                    })
                    .collect();
                running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
            });
            let mut parts = Vec::new();
            for result in results {
                let (part, back, into) = result.map_err(|_| anyhow::anyhow!("a thread of training stopped"))?;
                loss.tags += part.tags;
                loss.arcs += part.arcs;
                loss.labels += part.labels;
                loss.names += part.names;
                parts.push((back, into));
            }
            let factor = move_network(&mut network, &mut dense, &mut parts, rate, step);
            let backs: Vec<_> = halves.iter().zip(&parts).map(|(batch, (back, _))| (batch, back)).collect();
            tables.step(&backs, rate, step, factor);
            let keep = (step as f32 / (step as f32 + 10.0)).min(0.998);
            for (mean, value) in mean.tensors_mut().into_iter().zip(network.tensors_mut()) {
                for (mean, value) in mean.iter_mut().zip(value) {
                    *mean = *mean * keep + *value * (1.0 - keep);
                }
            }
            if step % 20 == 0 {
                tables.average(keep.powi(20));
            }
            halves.clear();
        }
        eprintln!("epoch {epoch}: {loss:?}");
        if epoch % 5 == 0 || epoch == plan.epochs {
            let bytes = Model::write(&mut mean, plan.shape, &tables.written(vocabulary));
            eprintln!("  {}", judge.judge(&Model::open("tagger", bytes.into())?));
        }
    }
    Ok(Model::write(&mut mean, plan.shape, &tables.written(vocabulary)))
}

/// A short rise, then down to nothing along half a cosine.
fn rate(most: f32, step: f32, steps: f32) -> f32 {
    let rise = (step / 200.0).min(1.0);
    let done = (step / steps).min(1.0);
    most * rise * 0.5 * (1.0 + (std::f32::consts::PI * done).cos()).max(0.02)
}

/// Cuts `samples` into runs of about `tokens` tokens.
fn portions<'s>(samples: &'s [&'s Sample], tokens: usize) -> Vec<&'s [&'s Sample]> {
    let mut portions = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (index, sample) in samples.iter().enumerate() {
        sum += sample.forms.len();
        if sum >= tokens {
            portions.push(&samples[start..=index]);
            (start, sum) = (index + 1, 0);
        }
    }
    if start < samples.len() {
        portions.push(&samples[start..]);
    }
    portions
}

/// One step of the network; returns the factor by which the gradient was cut to its longest length.
fn move_network(
    network: &mut Network,
    adam: &mut Adam,
    parts: &mut [(ndarray::Array2<f32>, Network)],
    rate: f32,
    step: i32,
) -> f32 {
    const LONGEST: f32 = 5.0;
    let mut sums: Vec<Vec<f32>> = Vec::new();
    for (_, part) in parts.iter_mut() {
        for (index, tensor) in part.tensors_mut().into_iter().enumerate() {
            match sums.get_mut(index) {
                Some(sum) => sum.iter_mut().zip(&*tensor).for_each(|(sum, value)| *sum += value),
                None => sums.push(tensor.to_vec()),
            }
        }
    }
    let length = sums.iter().flatten().map(|value| value * value).sum::<f32>().sqrt();
    let factor = if length > LONGEST { LONGEST / length } else { 1.0 };
    let mut at = 0;
    for (tensor, gradient) in network.tensors_mut().into_iter().zip(&sums) {
        adam.step(tensor, gradient, at, rate, step, factor);
        at += gradient.len();
    }
    factor
}

/// A network with weights drawn so that each layer keeps the variance of its input (Glorot and Bengio 2010).
fn begin(shape: Shape, random: &mut fastrand::Rng) -> Network {
    let mut network = Network::new(shape, 1.0);
    let mut fill = |weight: &mut ndarray::Array2<f32>| {
        let spread = (2.0 / (weight.nrows() + weight.ncols()) as f32).sqrt();
        weight.mapv_inplace(|_| normal(random) * spread);
    };
    fill(&mut network.window.weight);
    for (layer, _) in &mut network.layers {
        fill(&mut layer.weight);
    }
    fill(&mut network.name_layer.0.weight);
    for layer in [
        &mut network.upos,
        &mut network.penn,
        &mut network.arc_dependent,
        &mut network.arc_head,
        &mut network.label_dependent,
        &mut network.label_head,
        &mut network.label,
        &mut network.name,
    ] {
        fill(&mut layer.weight);
    }
    fill(&mut network.arc);
    network
}

/// A number drawn from the standard normal distribution (Box and Muller 1958).
fn normal(random: &mut fastrand::Rng) -> f32 {
    let radius = (-2.0 * (1.0 - random.f32()).max(1e-12).ln()).sqrt();
    radius * (std::f32::consts::TAU * random.f32()).cos()
}
