//! Trains the network of `read::tag` and writes `models/tagger.bin`.

mod adam;
mod batch;
mod gradient;
mod judge;
mod layers;
mod names;
mod sample;
mod tables;

use crate::vectors::{self, Vectors};
use adam::Adam;
use anyhow::Result;
use batch::{Batch, Noise};
use gradient::{Loss, gradient};
use names::Named;
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
    /// Which share of the Groningen Meaning Bank a round takes, and which of the other sets of names.
    gmb: f32,
    others: f32,
}

const PLAN: Plan = Plan {
    shape: Shape { width: 128, layers: 4, arc: 64, label: 64 },
    epochs: 40,
    half: 600,
    rate: 2e-3,
    drop: 0.12,
    noise: Noise { unknown: 0.25, unlearnt: 0.2, capitals: 0.02 },
    gmb: 0.125,
    others: 0.5,
};

/// Trains on the treebanks and sets of names under `data` and writes the model under `into`.
pub(crate) fn make(data: &Path, into: &Path) -> Result<()> {
    let vectors = vectors::make(data)?;
    let treebanks = sample::treebanks(data)?;
    let mut counts = BTreeMap::new();
    for cuts in &treebanks {
        for form in &cuts.gold.forms {
            *counts.entry(features(form).word).or_insert(0) += 1;
        }
    }
    let vocabulary = Vocabulary::new(&vectors, &counts, 2);
    crate::note(format_args!("{} sentences, {} words have a row", treebanks.len(), vocabulary.hashes.len()));
    let named = names::named(data)?;
    crate::note(format_args!("{} and {} sentences with names", named.gmb.len(), named.others.len()));
    let judge = judge::Judge::new(data)?;
    let bytes = train(&PLAN, &vectors, &vocabulary, &treebanks, &named, &judge)?;
    fs::create_dir_all(into)?;
    fs::write(into.join("tagger.bin"), bytes)?;
    Ok(())
}

fn train(
    plan: &Plan,
    vectors: &Vectors,
    vocabulary: &Vocabulary,
    treebanks: &[Cuts],
    named: &Named,
    judge: &judge::Judge,
) -> Result<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let mut tables = Tables::new(vocabulary, vectors, plan.shape.width);
    let mut network = begin(plan.shape, &mut random);
    let mut mean = network.clone();
    let mut dense = Adam::new(network.tensors_mut().iter().map(|tensor| tensor.len()).sum());
    let mut step = 0i32;
    let steps = plan.epochs as f32
        * portions(&epoch(plan, treebanks, named, &mut random), plan.half).len() as f32
        / 2.0;
    for epoch in 1..=plan.epochs {
        let samples = self::epoch(plan, treebanks, named, &mut random);
        let mut portions = portions(&samples, plan.half);
        random.shuffle(&mut portions);
        let mut loss = Loss::default();
        let mut halves: Vec<Batch> = Vec::new();
        for samples in portions {
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
                let (part, back, into) =
                    result.map_err(|_| anyhow::anyhow!("a thread of training stopped"))?;
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
        crate::note(format_args!("epoch {epoch}: {loss:?}"));
        if epoch % 5 == 0 || epoch == plan.epochs {
            let bytes = Model::write(&mut mean, plan.shape, &tables.written(vocabulary));
            crate::note(format_args!("  {}", judge.judge(&Model::open("tagger", bytes.into())?)));
        }
    }
    Ok(Model::write(&mut mean, plan.shape, &tables.written(vocabulary)))
}

/// The sentences of one round: those of the treebanks, each in one of its cuts, then a part of those with names.
fn epoch<'s>(
    plan: &Plan,
    treebanks: &'s [Cuts],
    named: &'s Named,
    random: &mut fastrand::Rng,
) -> Vec<&'s Sample> {
    let mut samples: Vec<&Sample> = treebanks
        .iter()
        .map(|cuts| cuts.ours.as_ref().filter(|_| random.bool()).unwrap_or(&cuts.gold))
        .collect();
    random.shuffle(&mut samples);
    for (named, share) in [(&named.gmb, plan.gmb), (&named.others, plan.others)] {
        let mut some: Vec<&Sample> = named.iter().filter(|_| random.f32() < share).collect();
        random.shuffle(&mut some);
        samples.extend(some);
    }
    let first_named = treebanks.len();
    random.shuffle(&mut samples[first_named..]);
    samples
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
        // A portion is all of treebanks or all of names.
        let turns =
            samples.get(index + 1).is_some_and(|next| next.syntax.is_some() != sample.syntax.is_some());
        sum += sample.forms.len();
        if sum >= tokens || turns {
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
