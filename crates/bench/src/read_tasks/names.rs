//! Names: persons, organisations and places, by exact span and kind, as conlleval counts.

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Article;
use corpora::{
    cat,
    columns::{self, Document, Layout},
    re3d,
};
use read::{EntityKind, MentionKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
    time::Instant,
};

/// Names on newswire and on text of other kinds. No set is given to us in documents of one layout, so tokens
/// are put together as a printer would; a name's place is kept.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let names = data.join("names");
    let doc = Layout { token: 0, label: None, document: Some("-DOCSTART-") };
    let uner = Layout { token: 1, label: Some(2), document: Some("# newdoc") };
    let tweets = Layout { token: 0, label: Some(1), document: None };
    let wikigold = columns::documents(&names.join("wikigold/CONLL-format/data/wikigold.conll.txt"), doc)?;
    let re3d: Vec<Document> = re3d::documents(&names.join("re3d"))?.into_iter().step_by(re3d::HELD).collect();
    let mut meantime = Vec::new();
    for topic in ["corpus_apple", "corpus_gm"] {
        let folder = data.join("meantime/intra-doc_annotation").join(topic);
        meantime.extend(cat::folder(&folder)?.iter().map(cat::Document::names));
    }
    Ok(vec![
        score("CoNLL-2003 testa", &columns::documents(&names.join("conll2003/eng.testa"), doc)?, NEWSWIRE),
        score("WikiGold (trained on)", &wikigold, Beside::default()),
        score(
            "UNER EWT dev (trained on)",
            &columns::documents(&names.join("uner-ewt/en_ewt-ud-dev.iob2"), uner)?,
            Beside::default(),
        ),
        score(
            "UNER EWT test",
            &columns::documents(&names.join("uner-ewt/en_ewt-ud-test.iob2"), uner)?,
            Beside::default(),
        ),
        score("re3d, documents kept aside", &re3d, Beside::default()),
        score(
            "WNUT17 dev",
            &columns::documents(&names.join("wnut17/emerging.dev.conll"), tweets)?,
            Beside::default(),
        ),
        score_by_end("MEANTIME apple, gm: by the end of the name", &meantime),
    ])
}

/// Figures on newswire of others.
const NEWSWIRE: Beside = Beside {
    floor: Some((71.4, "CRF from open data, on newswire of 2020")),
    peer: Some((84.6, "spaCy small on its own corpus")),
    human: None,
    target: Some(82.0),
};

type Place = (usize, usize, &'static str);

fn score(set: &'static str, documents: &[Document], beside: Beside) -> Measured {
    let mut tally = Tally::new(set, beside);
    for document in documents {
        let gold = document.names.iter().filter_map(place).collect();
        let ours = tally.read(&document.text);
        tally.add(&document.text, &ours, &gold);
    }
    tally.measured()
}

/// A set that tells where names end and the phrases they stand in: a name of ours is right when it ends where
/// one does, begins inside its phrase and is of its kind. What the set leaves open does not count.
fn score_by_end(set: &'static str, documents: &[cat::Names]) -> Measured {
    let mut tally = Tally::new(set, Beside::default());
    for document in documents {
        let gold: BTreeSet<Place> = document.names.iter().filter_map(place).collect();
        let mut ours = tally.read(&document.text);
        let meant = |(start, end, kind): Place| {
            gold.iter().copied().find(|name| name.1 == end && name.0 <= start && name.2 == kind)
        };
        let open = |(start, end, _): Place| {
            let inside = |span: &Range<usize>| span.start <= start && end <= span.end;
            document.open.iter().any(inside)
        };
        ours = ours.into_iter().filter_map(|ours| meant(ours).or((!open(ours)).then_some(ours))).collect();
        tally.add(&document.text, &ours, &gold);
    }
    tally.measured()
}

/// A name of a set, of one of the three kinds.
fn place(name: &columns::Name) -> Option<Place> {
    Some((name.span.start, name.span.end, kind(&name.kind)?))
}

/// The names of a set and ours, counted.
struct Tally {
    measured: Measured,
    all: Measure,
    /// One for each of [`KINDS`].
    kinds: [Measure; 3],
}

const KINDS: [&str; 3] = ["PER", "ORG", "LOC"];

impl Tally {
    fn new(set: &'static str, beside: Beside) -> Self {
        let kinds = ["persons F1", "organisations F1", "places F1"];
        Self {
            measured: Measured::new("names", set),
            all: Measure::new("F1", Statistic::F1).beside(beside),
            kinds: kinds.map(|name| Measure::new(name, Statistic::F1)),
        }
    }

    /// Our names in a text.
    fn read(&mut self, text: &str) -> BTreeSet<Place> {
        self.measured.words += text.split_whitespace().count();
        let start = Instant::now();
        let reading = read::read(Article::new("a", text.to_owned()));
        self.measured.took += start.elapsed();
        let named = reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        named
            .filter_map(|mention| {
                let kind = match reading.entities.get(mention.entity.0 as usize)?.kind {
                    EntityKind::Person => "PER",
                    EntityKind::Organisation => "ORG",
                    EntityKind::Place => "LOC",
                    EntityKind::Group | EntityKind::Other => return None,
                };
                Some((mention.span.start, mention.span.end, kind))
            })
            .collect()
    }

    fn add(&mut self, text: &str, ours: &BTreeSet<Place>, gold: &BTreeSet<Place>) {
        self.all.add(&columns(ours, gold, None));
        for (measure, kind) in self.kinds.iter_mut().zip(KINDS) {
            measure.add(&columns(ours, gold, Some(kind)));
        }
        mistakes(&mut self.measured, text, ours, gold);
    }

    fn measured(mut self) -> Measured {
        self.measured.measures.push(self.all);
        self.measured.measures.extend(self.kinds);
        self.measured
    }
}

/// The three kinds in the words of the sets.
fn kind(label: &str) -> Option<&'static str> {
    Some(match label {
        "PER" | "person" | "Person" => "PER",
        "ORG" | "corporation" | "group" | "Organisation" => "ORG",
        "LOC" | "location" | "Location" => "LOC",
        _ => return None,
    })
}

fn columns(ours: &BTreeSet<Place>, gold: &BTreeSet<Place>, only: Option<&str>) -> [f64; 3] {
    let counts = |place: &&Place| only.is_none_or(|only| place.2 == only);
    [
        ours.intersection(gold).filter(counts).count() as f64,
        ours.iter().filter(counts).count() as f64,
        gold.iter().filter(counts).count() as f64,
    ]
}

fn mistakes(measured: &mut Measured, text: &str, ours: &BTreeSet<Place>, gold: &BTreeSet<Place>) {
    let by_start: BTreeMap<usize, Place> = ours.iter().map(|place| (place.0, *place)).collect();
    let overlapping = |places: &BTreeMap<usize, Place>, (start, end, _): Place| {
        places.range(..end).next_back().map(|(_, place)| *place).filter(|place| place.1 > start)
    };
    for place in gold.difference(ours) {
        let what = match overlapping(&by_start, *place) {
            Some(other) if other.0 == place.0 && other.1 == place.1 => {
                format!("{} taken for {}", place.2, other.2)
            }
            Some(_) => format!("{} cut elsewhere", place.2),
            None => format!("{} missed", place.2),
        };
        measured.mistakes.add(what, || around(text, *place));
    }
    let by_start: BTreeMap<usize, Place> = gold.iter().map(|place| (place.0, *place)).collect();
    for place in ours.difference(gold).filter(|place| overlapping(&by_start, **place).is_none()) {
        measured.mistakes.add(format!("{} that is none", place.2), || around(text, *place));
    }
}

/// A place with a few words at either side.
fn around(text: &str, (start, end, _): Place) -> String {
    let before = text[..start].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let after = text[end..].char_indices().nth(40).map_or(text.len(), |(at, _)| end + at);
    format!("{}[{}]{}", &text[before..start], &text[start..end], &text[end..after])
}
