//! How good a model is on what it was not trained on.

use anyhow::Result;
use corpora::conllu::{self, Document};
use read::tag::{self, model::Model};
use std::{fmt, path::Path};

/// The development parts.
pub(crate) struct Judge {
    sets: Vec<(&'static str, Vec<Document>)>,
}

/// Shares in percent over the words of a set.
#[derive(Debug)]
pub(crate) struct Shares {
    set: &'static str,
    upos: f64,
    penn: f64,
    unlabelled: f64,
    labelled: f64,
}

/// One verdict a set.
pub(crate) struct Verdict(Vec<Shares>);

impl Judge {
    pub(crate) fn new(data: &Path) -> Result<Self> {
        let ewt = conllu::documents(&data.join("treebanks/ewt/en_ewt-ud-dev.conllu"))?;
        let gum = conllu::folder(&data.join("gum/dev"))?;
        Ok(Self { sets: vec![("EWT", ewt), ("GUM", gum)] })
    }

    pub(crate) fn judge(&self, model: &Model) -> Verdict {
        Verdict(self.sets.iter().map(|(set, documents)| shares(set, documents, model)).collect())
    }
}

fn shares(set: &'static str, documents: &[Document], model: &Model) -> Shares {
    let (mut all, mut upos, mut penn, mut unlabelled, mut labelled) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for sentence in documents.iter().flat_map(|document| &document.sentences) {
        let forms: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        let found = tag::analyse(model, &forms, &[0..forms.len()]);
        for (gold, found) in sentence.words.iter().zip(found) {
            let count = |right: bool| f64::from(u8::from(right));
            let universal = gold.relation.split(':').next().unwrap_or("");
            all += 1.0;
            upos += count(gold.upos == found.upos.name());
            penn += count(gold.xpos == found.penn.name());
            unlabelled += count(gold.head == found.head);
            labelled += count(gold.head == found.head && universal == found.relation.universal());
        }
    }
    let share = |part: f64| 100.0 * part / all;
    Shares { set, upos: share(upos), penn: share(penn), unlabelled: share(unlabelled), labelled: share(labelled) }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Shares { set, upos, penn, unlabelled, labelled } in &self.0 {
            write!(f, "{set}: UPOS {upos:.2} XPOS {penn:.2} UAS {unlabelled:.2} LAS {labelled:.2}  ")?;
        }
        Ok(())
    }
}
