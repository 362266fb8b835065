//! Sentences and tokens, from raw text, against the treebanks.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use corpora::conllu::{self, Document};
use read::text::Text;
use std::{collections::BTreeSet, path::Path, time::Instant};

/// Sentence and token F1 on the development parts of EWT and GUM.
///
/// # Errors
///
/// When a treebank cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let ewt = conllu::documents(&data.join("treebanks/ewt/en_ewt-ud-dev.conllu"))?;
    let gum = conllu::folder(&data.join("gum/dev"))?;
    let (news, other): (Vec<Document>, Vec<Document>) =
        gum.into_iter().partition(|document| document.id.contains("_news_"));
    Ok(vec![
        score("EWT dev", &ewt, None),
        score("GUM dev, news", &news, Some(95.0)),
        score("GUM dev, other genres", &other, None),
    ])
}

fn score(set: &'static str, documents: &[Document], target: Option<f64>) -> Measured {
    let mut measured = Measured::new("sentences", set);
    let mut sentences =
        Measure::new("sentence F1", Statistic::F1).beside(Beside { target, ..Beside::default() });
    let mut tokens = Measure::new("token F1", Statistic::F1);
    for document in documents {
        let (raw, gold_sentences, gold_tokens) = document.raw();
        let start = Instant::now();
        let text = Text::cut(&raw);
        measured.took += start.elapsed();
        measured.words += gold_tokens.len();
        let ours: BTreeSet<(usize, usize)> =
            text.sentences.iter().map(|sentence| (sentence.span.start, sentence.span.end)).collect();
        let gold: BTreeSet<(usize, usize)> = gold_sentences.iter().copied().collect();
        sentences.add(&columns(&ours, &gold));
        for &(start, end) in gold.difference(&ours) {
            let cut = ours.iter().any(|&(from, _)| from > start && from < end);
            let kind = if cut { "cut inside a sentence" } else { "two sentences taken for one" };
            measured.mistakes.add(kind, || raw.get(start..end).unwrap_or("").to_owned());
        }
        let ours: BTreeSet<(usize, usize)> =
            text.tokens.iter().map(|token| (token.span.start, token.span.end)).collect();
        let gold: BTreeSet<(usize, usize)> = gold_tokens.iter().copied().collect();
        tokens.add(&columns(&ours, &gold));
    }
    measured.measures = vec![sentences, tokens];
    measured
}

fn columns(ours: &BTreeSet<(usize, usize)>, gold: &BTreeSet<(usize, usize)>) -> [f64; 3] {
    [ours.intersection(gold).count() as f64, ours.len() as f64, gold.len() as f64]
}
