//! How good a model is on what it was not trained on.

use anyhow::Result;
use corpora::{
    columns::{self, Layout},
    conllu::{self, Document},
};
use read::{
    tag::{self, NameTag, Penn, model::Model},
    text::Text,
};
use std::{collections::BTreeSet, fmt, path::Path};

/// The development parts.
pub(crate) struct Judge {
    sets: Vec<(&'static str, Vec<Document>)>,
    names: Vec<(&'static str, Vec<columns::Document>)>,
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
pub(crate) struct Verdict(Vec<Shares>, Vec<(&'static str, [f64; 4])>);

impl Judge {
    pub(crate) fn new(data: &Path) -> Result<Self> {
        let ewt = conllu::documents(&data.join("treebanks/ewt/en_ewt-ud-dev.conllu"))?;
        let gum = conllu::folder(&data.join("gum/dev"))?;
        let names = data.join("names");
        let docs = Layout { token: 0, label: None, document: Some("-DOCSTART-") };
        let uner = Layout { token: 1, label: Some(2), document: Some("# newdoc") };
        let conll = columns::documents(&names.join("conll2003/eng.testa"), docs)?;
        let uner = columns::documents(&names.join("uner-ewt/en_ewt-ud-test.iob2"), uner)?;
        Ok(Self { sets: vec![("EWT", ewt), ("GUM", gum)], names: vec![("CoNLL", conll), ("UNER", uner)] })
    }

    pub(crate) fn judge(&self, model: &Model) -> Verdict {
        Verdict(
            self.sets.iter().map(|(set, documents)| shares(set, documents, model)).collect(),
            self.names.iter().map(|(set, documents)| (*set, names(documents, model))).collect(),
        )
    }
}

/// F1 of persons, organisations and places, and of all.
fn names(documents: &[columns::Document], model: &Model) -> [f64; 4] {
    let kinds = ["PER", "ORG", "LOC"];
    let mut counts = [[0.0f64; 3]; 4];
    for document in documents {
        let text = Text::cut(&document.text);
        let forms: Vec<&str> = (0..text.tokens.len()).map(|token| text.token(token)).collect();
        let sentences: Vec<_> = text.sentences.iter().map(|sentence| sentence.tokens.clone()).collect();
        let words = tag::analyse(model, &forms, &sentences);
        let mut found: BTreeSet<(usize, usize, &str)> = BTreeSet::new();
        let mut start = 0;
        for (index, word) in words.iter().enumerate() {
            let name = word.name.name();
            if matches!(name.as_bytes()[0], b'B' | b'U') {
                start = text.tokens[index].span.start;
            }
            if word.name != NameTag::Outside && word.name.may_end() {
                found.insert((start, text.tokens[index].span.end, &name[2..]));
            }
        }
        let gold: BTreeSet<(usize, usize, &str)> = document
            .names
            .iter()
            .filter(|name| kinds.contains(&name.kind.as_str()))
            .map(|name| (name.span.start, name.span.end, name.kind.as_str()))
            .collect();
        for (index, kind) in kinds.iter().enumerate() {
            let of = |set: &BTreeSet<(usize, usize, &str)>| {
                set.iter().filter(|name| name.2 == *kind).count() as f64
            };
            let both = found.intersection(&gold).copied().collect();
            for (column, count) in [of(&both), of(&found), of(&gold)].into_iter().enumerate() {
                counts[index][column] += count;
                counts[3][column] += count;
            }
        }
    }
    counts.map(|[right, found, gold]| 200.0 * right / (found + gold).max(1.0))
}

fn shares(set: &'static str, documents: &[Document], model: &Model) -> Shares {
    let (mut all, mut upos, mut penn, mut unlabelled, mut labelled) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for sentence in documents.iter().flat_map(|document| &document.sentences) {
        let forms: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        let found = tag::analyse(model, &forms, std::slice::from_ref(&(0..forms.len())));
        for (gold, found) in sentence.words.iter().zip(found) {
            let count = |right: bool| f64::from(u8::from(right));
            let universal = gold.relation.split(':').next().unwrap_or("");
            all += 1.0;
            upos += count(gold.upos == found.upos.name());
            penn += count(Penn::named(&gold.xpos).unwrap_or(Penn::Other) == found.penn);
            unlabelled += count(gold.head == found.head);
            labelled += count(gold.head == found.head && universal == found.relation.universal());
        }
    }
    let share = |part: f64| 100.0 * part / all;
    Shares {
        set,
        upos: share(upos),
        penn: share(penn),
        unlabelled: share(unlabelled),
        labelled: share(labelled),
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Shares { set, upos, penn, unlabelled, labelled } in &self.0 {
            write!(f, "{set}: UPOS {upos:.2} XPOS {penn:.2} UAS {unlabelled:.2} LAS {labelled:.2}  ")?;
        }
        for (set, [persons, organisations, places, all]) in &self.1 {
            write!(f, "{set}: {all:.1} (PER {persons:.1} ORG {organisations:.1} LOC {places:.1})  ")?;
        }
        Ok(())
    }
}
