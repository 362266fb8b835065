//! Which articles share one text.

use super::{
    grouping::families,
    made::{CHANGES, Change, Draw, copy, paragraphs},
    shelf::{Entry, STREAM, Shelf, signatures},
    stories,
    twins::{Twins, kind, twins},
};
use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Article;
use corpora::stories::{Reprint, reprints};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};
use weave::Signature;

/// So many articles of the stream are copied in each way.
const ORIGINALS: usize = 300;

/// They are so many articles of the stream apart.
const STEP: usize = 97;

/// They have so many words and paragraphs.
const WORDS: std::ops::Range<usize> = 300..1500;
const PARAGRAPHS: usize = 6;

/// The natural reprints: name, folder, the name of the set in the list of pairs.
const NATURAL: [(&str, &str, &str); 5] = [
    ("reprints, ECB+", "ecbplus", "ecbplus"),
    ("reprints, Timeline17", "timeline17", "timeline17"),
    ("reprints, the stream", STREAM, "allsides37k_stream"),
    ("reprints, BASIL", "basil", "basil"),
    ("reprints, Wikinews", "wikinews_events", "wikinews_events"),
];

/// Natural reprints, whose levels were set by the overlap of sequences of words: a check that nothing is lost rather than a
/// comparison of methods. Template twins. Copies made of articles of the stream, which stand among twins and
/// independent reports of one story.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let pairs = reprints(&shelf.path("reprints_silver/pairs.jsonl"))?;
    let mut measured = Vec::new();
    let mut apart: Vec<Apart> = Vec::new();
    for (name, folder, set) in NATURAL {
        let own: Vec<&Reprint> = pairs.iter().filter(|pair| pair.dataset == set).collect();
        let wanted: BTreeSet<&str> = own.iter().flat_map(|pair| [pair.a.as_str(), pair.b.as_str()]).collect();
        let entries = shelf.entries(folder, |article| wanted.contains(article.id.0.as_str()))?;
        measured.push(natural(name, &entries, &own));
        if stories::SETS.iter().any(|(_, other)| *other == folder) {
            apart.push(independent(&entries, &own));
        }
    }
    let twins = twins(shelf)?;
    measured.push(kept_apart(&twins));
    let pairs = twins.pairs.iter().map(|(_, a, b)| (*a, *b)).collect();
    apart.push(Apart { entries: twins.entries, pairs, kind: "template twins" });
    measured.extend(made(shelf, &apart)?);
    Ok(measured)
}

/// Articles with pairs of them that are no copies of each other.
#[derive(Debug)]
struct Apart {
    entries: Vec<Rc<Entry>>,
    pairs: Vec<(usize, usize)>,
    kind: &'static str,
}

fn places(entries: &[Rc<Entry>]) -> HashMap<&str, usize> {
    entries.iter().enumerate().map(|(at, entry)| (entry.article.id.0.as_str(), at)).collect()
}

/// The level of two reports of one story that share no text.
const INDEPENDENT: &str = "same_story_independent";

/// The levels of the pairs, and what to reach.
const LEVELS: [(&str, Option<f64>); 4] =
    [("verbatim", Some(97.0)), ("near", Some(97.0)), ("partial", None), (INDEPENDENT, Some(99.0))];

fn independent(entries: &[Rc<Entry>], pairs: &[&Reprint]) -> Apart {
    let place = places(entries);
    let pairs = pairs.iter().filter(|pair| pair.level == INDEPENDENT);
    let pairs = pairs.filter_map(|pair| Some((*place.get(pair.a.as_str())?, *place.get(pair.b.as_str())?)));
    Apart { entries: entries.to_vec(), pairs: pairs.collect(), kind: "independent reports of one story" }
}

fn both(a: &Entry, b: &Entry) -> String {
    format!("{} {} | {} {}", a.article.id, a.headline(), b.article.id, b.headline())
}

fn natural(name: &str, entries: &[Rc<Entry>], pairs: &[&Reprint]) -> Measured {
    let family = families(&entries.iter().map(|entry| &entry.signature).collect::<Vec<_>>());
    let place = places(entries);
    let mut measured = Measured::new("copies", name);
    for (level, wanted) in LEVELS {
        let copies = level != INDEPENDENT;
        let called =
            if copies { format!("recall, {level}") } else { "kept apart, independent reports".to_owned() };
        let mut measure = Measure::new(called, Statistic::Accuracy);
        measure.beside.target = wanted;
        for pair in pairs.iter().filter(|pair| pair.level == level) {
            let (Some(a), Some(b)) = (place.get(pair.a.as_str()), place.get(pair.b.as_str())) else {
                continue;
            };
            let joined = family[*a] == family[*b];
            measure.add(&[f64::from(u8::from(joined == copies)), 1.0]);
            if joined != copies {
                let kind = if joined { "joined" } else { "missed" };
                measured.mistakes.add(format!("{kind}: {level}"), || {
                    format!("{:.2} contained: {}", pair.containment, both(&entries[*a], &entries[*b]))
                });
            }
        }
        if !measure.documents.is_empty() {
            measured.measures.push(measure);
        }
    }
    measured
}

/// How many template twins are kept apart.
fn kept_apart(twins: &Twins) -> Measured {
    let family = families(&twins.entries.iter().map(|entry| &entry.signature).collect::<Vec<_>>());
    let mut measured = Measured::new("copies", "template twins of the stream");
    let mut kinds: BTreeMap<&str, Measure> = BTreeMap::new();
    for (kind, a, b) in &twins.pairs {
        let joined = family[*a] == family[*b];
        kinds
            .entry(kind)
            .or_insert_with(|| Measure::new(format!("kept apart, {kind}"), Statistic::Accuracy))
            .add(&[f64::from(u8::from(!joined)), 1.0]);
        if joined {
            measured.mistakes.add("joined: template twins", || both(&twins.entries[*a], &twins.entries[*b]));
        }
    }
    measured.measures = kinds.into_values().collect();
    measured
}

fn made(shelf: &Shelf, apart: &[Apart]) -> Result<Vec<Measured>> {
    let mut number = 0;
    let mut kept = 0;
    let originals = shelf.entries(STREAM, |article| {
        number += 1;
        let fits = kept < ORIGINALS
            && number >= STEP * (kept + 1)
            && kind(article).is_none()
            && WORDS.contains(&article.text.split_whitespace().count())
            && paragraphs(&article.text).len() >= PARAGRAPHS;
        kept += usize::from(fits);
        fits
    })?;
    Ok(CHANGES.iter().map(|change| made_so(*change, &originals, apart)).collect())
}

/// Copies made in one way, among their originals and pairs that are no copies.
fn made_so(change: Change, originals: &[Rc<Entry>], apart: &[Apart]) -> Measured {
    let mut draw = Draw::new(11);
    let copies: Vec<Article> = originals
        .iter()
        .enumerate()
        .map(|(at, original)| {
            let other = &originals[(at + 1) % originals.len()];
            copy(&original.article, &other.article, change, &mut draw)
        })
        .collect();
    let read = signatures(&copies.iter().collect::<Vec<_>>());
    let count = originals.len();
    let mut pool: Vec<&Signature> = originals.iter().map(|entry| &entry.signature).chain(&read).collect();
    let mut starts = Vec::new();
    for set in apart {
        starts.push(pool.len());
        pool.extend(set.entries.iter().map(|entry| &entry.signature));
    }
    let family = families(&pool);
    let mut measured = Measured::new("copies", format!("made: {}", change.name));
    let target = |figure| Beside { target: Some(figure), ..Beside::default() };
    let mut recall = Measure::new("recall", Statistic::Accuracy).beside(target(97.0));
    let mut precision = Measure::new("precision", Statistic::Accuracy).beside(target(99.0));
    for (at, original) in originals.iter().enumerate() {
        let right = f64::from(u8::from(family[at] == family[count + at]));
        recall.add(&[right, 1.0]);
        // A wrong pair of two originals or copies is counted half with each.
        let strangers = (0..2 * count).filter(|other| other % count != at);
        let joined = strangers.map(|other| {
            f64::from(u8::from(family[other] == family[at]))
                + f64::from(u8::from(family[other] == family[count + at]))
        });
        let wrong = joined.sum::<f64>() / 2.0;
        precision.add(&[right, right + wrong]);
        if right < 1.0 {
            measured.mistakes.add("missed", || {
                format!(
                    "{} words of {}: {}",
                    copies[at].text.split_whitespace().count(),
                    original.article.text.split_whitespace().count(),
                    original.headline()
                )
            });
        }
        if wrong > 0.0 {
            measured.mistakes.add("joined: copies of different texts", || original.headline());
        }
    }
    for (set, start) in apart.iter().zip(starts) {
        for (a, b) in &set.pairs {
            let joined = family[start + a] == family[start + b];
            precision.add(&[0.0, f64::from(u8::from(joined))]);
            if joined {
                let kind = format!("joined: {}", set.kind);
                measured.mistakes.add(kind, || both(&set.entries[*a], &set.entries[*b]));
            }
        }
    }
    measured.measures.push(recall);
    // Of nothing found nothing is right or wrong.
    if precision.documents.iter().any(|columns| columns[1] > 0.0) {
        measured.measures.push(precision);
    }
    measured
}
