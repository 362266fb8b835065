//! Whom a pronoun of one person means: boosted trees over what `read` knows of each candidate.

use crate::boosting::{Choice, Growth, grow};
use anyhow::{Context, Result};
use corpora::{
    clusters::{self, Document},
    conllu,
    gap::{self, Passage},
};
use read::{
    names::{Case, Ranker, cases},
    tag::model::Model,
    text::Text,
};
use std::{collections::HashMap, fmt::Write as _, fs, ops::Range, path::Path};

/// Texts of `LitBank` after this many, in the order of their names, are kept for measuring.
const LITBANK: usize = 80;
/// How much a pronoun of running text counts beside one of GAP, of which there is one a passage.
const RUNNING_TEXT: f64 = 0.4;
/// Fiction is further from news than an encyclopedia is.
const FICTION: f64 = 0.15;
/// How often the pronouns before each are told anew by what was learned so far.
const ROUNDS: usize = 2;
const GROWTH: Growth = Growth { trees: 300, depth: 4, rate: 0.08, ridge: 3.0, cases: 0.7, features: 0.5 };

/// What is learned from.
struct Material {
    passages: Vec<Passage>,
    /// Running texts with their weight.
    texts: Vec<(Document, f64)>,
    /// What tells parts of speech and heads in them.
    tagger: Model,
}

impl Material {
    /// The material under `data`, to be read with the tagger in the folder `models`.
    fn read(data: &Path, models: &Path) -> Result<Self> {
        let tagger = models.join("tagger.bin");
        let bytes = fs::read(&tagger).with_context(|| format!("cannot read {}", tagger.display()))?;
        let tagger = Model::open("tagger.bin", bytes.into())?;
        let passages = gap::passages(&data.join("coref/gap/gap-development.tsv"))?;
        let mut texts = Vec::new();
        // News and interviews are kept for measuring.
        for document in conllu::folder(&data.join("gum/train"))? {
            if !document.id.contains("_news_") && !document.id.contains("_interview_") {
                texts.push((clusters::of_treebank(&document), RUNNING_TEXT));
            }
        }
        let fiction = clusters::conll(&data.join("coref/litbank/coref/conll"))?;
        texts.extend(fiction.into_iter().take(LITBANK).map(|document| (document, FICTION)));
        Ok(Self { passages, texts, tagger })
    }

    /// The cases of the texts and of those passages that count, with the pronouns before each told by `ranker`.
    fn choices(&self, ranker: &Ranker, counts: impl Fn(usize) -> bool) -> Vec<Choice> {
        let mut choices = Vec::new();
        for (_, passage) in self.passages.iter().enumerate().filter(|(number, _)| counts(*number)) {
            choices.extend(of_passage(passage, ranker, &self.tagger));
        }
        for (document, weight) in &self.texts {
            choices.extend(of_text(document, *weight, ranker, &self.tagger));
        }
        choices
    }

    fn learn(&self, counts: impl Fn(usize) -> bool) -> Ranker {
        let mut ranker = Ranker::default();
        for _ in 0..ROUNDS {
            let choices = self.choices(&ranker, &counts);
            ranker = Ranker { forest: grow(&choices, GROWTH) };
        }
        ranker
    }
}

/// The case of a passage's pronoun. The name that it means is right; without one, everybody but the two.
fn of_passage(passage: &Passage, ranker: &Ranker, tagger: &Model) -> Option<Choice> {
    let case = case_at(&cases(&analysed(&passage.text, tagger), ranker), &passage.pronoun)?;
    let called = |name: &Range<usize>| -> Vec<bool> {
        case.candidates
            .iter()
            .map(|candidate| candidate.names.iter().any(|own| own.start < name.end && name.start < own.end))
            .collect()
    };
    let names: Vec<(Vec<bool>, bool)> =
        passage.names.iter().map(|name| (called(&name.span), name.meant)).collect();
    let all = |meant: bool| -> Vec<bool> {
        (0..case.candidates.len())
            .map(|at| names.iter().any(|(called, is_meant)| *is_meant == meant && called[at]))
            .collect()
    };
    let (meant, others) = (all(true), all(false));
    let right: Vec<bool> = if meant.contains(&true) {
        meant.iter().zip(&others).map(|(meant, other)| *meant && !other).collect()
    } else {
        others.iter().map(|other| !other).collect()
    };
    choice(&case, right, 1.0)
}

fn analysed<'t>(source: &'t str, tagger: &Model) -> Text<'t> {
    let mut text = Text::cut(source);
    text.analyse(tagger);
    text
}

fn case_at(cases: &[Case], pronoun: &Range<usize>) -> Option<Case> {
    cases.iter().find(|case| case.pronoun.start == pronoun.start).cloned()
}

/// The cases of a running text: right is who is named by a mention of the pronoun's cluster.
fn of_text(document: &Document, weight: f64, ranker: &Ranker, tagger: &Model) -> Vec<Choice> {
    let clusters: HashMap<(usize, usize), usize> = document
        .mentions
        .iter()
        .map(|mention| ((mention.span.start, mention.span.end), mention.cluster))
        .collect();
    // A name of ours is the mention whose head it holds.
    let mut heads: Vec<(Range<usize>, usize)> =
        document.mentions.iter().map(|mention| (mention.head.clone(), mention.cluster)).collect();
    heads.sort_by_key(|(head, _)| head.start);
    let cluster_of = |start: usize, end: usize| {
        let first = heads.partition_point(|(head, _)| head.start < start);
        let inside = heads[first..].iter().take_while(|(head, _)| head.end <= end);
        inside.last().map(|(_, cluster)| *cluster)
    };
    let text = analysed(&document.text, tagger);
    let mut choices = Vec::new();
    for case in cases(&text, ranker) {
        let Some(cluster) = clusters.get(&(case.pronoun.start, case.pronoun.end)) else { continue };
        let right: Vec<bool> = case
            .candidates
            .iter()
            .map(|candidate| {
                let told = candidate.names.iter().find_map(|name| cluster_of(name.start, name.end));
                told == Some(*cluster)
            })
            .collect();
        let nobody = !right.contains(&true);
        let last = right.len().saturating_sub(1);
        let right = right.into_iter().enumerate().map(|(at, is)| is || nobody && at == last).collect();
        choices.extend(choice(&case, right, weight));
    }
    choices
}

fn choice(case: &Case, right: Vec<bool>, weight: f64) -> Option<Choice> {
    let candidates = case.candidates.iter().map(|candidate| candidate.features.to_vec()).collect();
    (right.contains(&true) && right.len() > 1).then_some(Choice { candidates, right, weight })
}

/// Learns from all and writes `pronouns.bin` under `into`.
pub(crate) fn make(data: &Path, into: &Path) -> Result<()> {
    let ranker = Material::read(data, into)?.learn(|_| true);
    fs::create_dir_all(into)?;
    fs::write(into.join("pronouns.bin"), ranker.to_bytes())?;
    Ok(())
}

/// Prints the F1 of GAP by how likely a name must be, with each fifth of it told by what the others teach.
pub(crate) fn folds(data: &Path, models: &Path) -> Result<()> {
    const FOLDS: usize = 5;
    let material = Material::read(data, models)?;
    let mut told: Vec<[(f32, bool); 2]> = Vec::new();
    for fold in 0..FOLDS {
        let ranker = material.learn(|number| number % FOLDS != fold);
        let own = material.passages.iter().enumerate().filter(|(number, _)| number % FOLDS == fold);
        told.extend(own.map(|(_, passage)| shares(passage, &ranker, &material.tagger)));
    }
    let validation = gap::passages(&data.join("coref/gap/gap-validation.tsv"))?;
    let ranker = material.learn(|_| true);
    let held: Vec<[(f32, bool); 2]> =
        validation.iter().map(|passage| shares(passage, &ranker, &material.tagger)).collect();
    let mut out =
        String::from("least share   development, in fifths   validation   (F1, precision, recall)\n");
    for least in [0.2f32, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let figures = |told: &[[(f32, bool); 2]]| {
            let count = |counts: &dyn Fn(&(f32, bool)) -> bool| {
                told.iter().flatten().filter(|pair| counts(pair)).count() as f64
            };
            let right = count(&|(share, meant)| *share >= least && *meant);
            let (found, gold) = (count(&|(share, _)| *share >= least), count(&|(_, meant)| *meant));
            format!(
                "{:.1}  {:.1}  {:.1}",
                200.0 * right / (found + gold),
                100.0 * right / found,
                100.0 * right / gold
            )
        };
        writeln!(out, "{least:.2}          {}         {}", figures(&told), figures(&held))?;
    }
    std::io::Write::write_all(&mut std::io::stdout(), out.as_bytes())?;
    Ok(())
}

/// For each name of a passage how likely the pronoun means it, when nobody is likelier, and whether it does.
fn shares(passage: &Passage, ranker: &Ranker, tagger: &Model) -> [(f32, bool); 2] {
    let case = case_at(&cases(&analysed(&passage.text, tagger), ranker), &passage.pronoun);
    let best = case.map(|case| {
        let rows: Vec<&[f32]> =
            case.candidates.iter().map(|candidate| candidate.features.as_slice()).collect();
        let shares = ranker.shares(&rows);
        let at =
            (0..shares.len() - 1).max_by(|one, other| shares[*one].total_cmp(&shares[*other])).unwrap_or(0);
        (case.candidates[at].names.clone(), shares[at])
    });
    passage.names.clone().map(|name| {
        let called = best.as_ref().filter(|(names, _)| {
            names.iter().any(|own| own.start < name.span.end && name.span.start < own.end)
        });
        (called.map_or(0.0, |(_, share)| *share), name.meant)
    })
}
