//! Parts of speech and dependencies on the tokens of the treebanks.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use corpora::conllu::{self, Document};
use read::tag::{self, model::Model};
use std::{path::Path, time::Instant};

/// Tags and arcs on the development parts of EWT and GUM, on gold tokens, as `CoNLL` 2018 counts: punctuation
/// included, subtypes of relations left out.
///
/// # Errors
///
/// When a treebank cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let model = tag::model()?;
    let ewt = conllu::documents(&data.join("treebanks/ewt/en_ewt-ud-dev.conllu"))?;
    let gum = conllu::folder(&data.join("gum/dev"))?;
    let (news, other): (Vec<Document>, Vec<Document>) =
        gum.into_iter().partition(|document| document.id.contains("_news_"));
    Ok(vec![
        score("EWT dev", &ewt, model, true),
        score("GUM dev, news", &news, model, false),
        score("GUM dev, other genres", &other, model, false),
    ])
}

fn score(set: &'static str, documents: &[Document], model: &Model, judged: bool) -> Measured {
    let mut measured = Measured::new("syntax", set);
    let beside = |target: f64, peer: Option<(f64, &'static str)>| {
        if judged { Beside { target: Some(target), peer, ..Beside::default() } } else { Beside::default() }
    };
    let accuracy = |name| Measure::new(name, Statistic::Accuracy);
    let mut upos = accuracy("UPOS").beside(beside(95.5, Some((97.2, "spaCy small, XPOS of its own corpus"))));
    let mut unlabelled = accuracy("UAS").beside(beside(89.0, Some((91.8, "spaCy small, its own corpus"))));
    let mut labelled = accuracy("LAS").beside(beside(86.0, Some((89.9, "spaCy small, its own corpus"))));
    for document in documents {
        let mut counts = [0.0f64; 4];
        for sentence in &document.sentences {
            let forms: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
            let start = Instant::now();
            let found = tag::analyse(model, &forms, std::slice::from_ref(&(0..forms.len())));
            measured.took += start.elapsed();
            measured.words += forms.len();
            for (gold, ours) in sentence.words.iter().zip(found) {
                let universal = gold.relation.split(':').next().unwrap_or("");
                let head = gold.head == ours.head;
                counts[0] += 1.0;
                counts[1] += f64::from(u8::from(gold.upos == ours.upos.name()));
                counts[2] += f64::from(u8::from(head));
                counts[3] += f64::from(u8::from(head && universal == ours.relation.universal()));
                if gold.upos != ours.upos.name() {
                    let kind = format!("{} taken for {}", gold.upos, ours.upos.name());
                    measured.mistakes.add(kind, || format!("{} in: {}", gold.form, sentence.text));
                }
                if !head {
                    measured.mistakes.add(format!("head of {universal}"), || {
                        let word = |index: Option<usize>| index.map_or("the root", |index| forms[index]);
                        format!(
                            "{} hangs from {}, not {} in: {}",
                            gold.form,
                            word(gold.head),
                            word(ours.head),
                            sentence.text
                        )
                    });
                }
            }
        }
        upos.add(&[counts[1], counts[0]]);
        unlabelled.add(&[counts[2], counts[0]]);
        labelled.add(&[counts[3], counts[0]]);
    }
    measured.measures = vec![labelled, unlabelled, upos];
    measured
}
