//! Which articles are of one story, against sets whose stories people or publishers drew.

use super::{
    clustering::Clustering,
    grouping::{likeness, place},
    shelf::{Entry, STREAM, Shelf},
};
use crate::{score::Beside, set::Measured};
use anyhow::Result;
use article::PartialDate;
use std::rc::Rc;
use weave::Signature;

/// The sets of stories: name, folder.
pub(crate) const SETS: [(&str, &str); 3] =
    [("ECB+ train+dev", "ecbplus"), ("BASIL 2010-2014", "basil"), ("Wikinews half", "wikinews_events")];

const MERGED: &str = "the three merged";

const AMONG: &str = "merged, among 5,000 unrelated";

/// So many articles of the stream stand among the merged ones.
const UNRELATED: usize = 5000;

/// The stories of the sets ended before this year, so that no article of the stream from then on is of one of them.
const ENDED: i16 = 2015;

/// What to read a figure beside: set, measure, others' figures. Others' are of the sets' test parts.
const BESIDE: &[(&str, &str, Beside)] = &[
    ("ECB+ train+dev", "BCubed F1, online", beside(Some((72.8, "TF-IDF single-pass")), None, 91.0)),
    ("ECB+ train+dev", "BCubed F1, after repair", beside(None, Some((87.5, "TF-IDF average-link")), 91.0)),
    (
        "BASIL 2010-2014",
        "BCubed F1, online",
        beside(Some((83.0, "TF-IDF single-pass")), Some((92.5, "Priberam's code, tuned")), 95.0),
    ),
    (
        "BASIL 2010-2014",
        "BCubed F1, after repair",
        beside(Some((91.3, "TF-IDF average-link")), Some((92.5, "Priberam's code, tuned")), 95.0),
    ),
    ("Wikinews half", "BCubed F1, online", beside(Some((81.9, "TF-IDF single-pass")), None, 87.0)),
    ("Wikinews half", "BCubed F1, after repair", beside(None, Some((84.0, "TF-IDF average-link")), 87.0)),
    (MERGED, "BCubed F1, online", beside(Some((82.5, "TF-IDF single-pass")), None, 87.0)),
    (MERGED, "BCubed F1, after repair", beside(None, Some((84.6, "TF-IDF average-link")), 90.0)),
];

const fn beside(
    floor: Option<(f64, &'static str)>,
    peer: Option<(f64, &'static str)>,
    target: f64,
) -> Beside {
    Beside { floor, peer, human: None, target: Some(target) }
}

/// Among unrelated articles the figure may fall by so many points.
const MAY_LOSE: f64 = 2.0;

/// `BCubed` F1 and pairwise F1 on ECB+, BASIL and Wikinews, on the three merged, and on these among unrelated articles.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let mut all = Vec::new();
    let mut measured = Vec::new();
    for (name, folder) in SETS {
        let entries = shelf.entries(folder, |_| true)?;
        measured.push(score("stories", name, &entries));
        all.extend(entries);
    }
    let merged = score("stories", MERGED, &all);
    let dated_after =
        |article: &article::Article| article.published.is_some_and(|date| date.first_day().year() >= ENDED);
    let mut kept = 0;
    all.extend(shelf.entries(STREAM, |article| {
        let taken = kept < UNRELATED && dated_after(article);
        kept += usize::from(taken);
        taken
    })?);
    let mut among = score("stories", AMONG, &all);
    for (measure, alone) in among.measures.iter_mut().zip(&merged.measures) {
        measure.beside.target = Some(alone.figure() - MAY_LOSE);
    }
    measured.extend([merged, among]);
    Ok(measured)
}

/// Scores articles that arrive in order of time, or where some have no date in the order of a checksum of their ids.
pub(crate) fn score(task: &'static str, name: &str, entries: &[Rc<Entry>]) -> Measured {
    let dated = entries.iter().all(|entry| entry.article.published.is_some());
    let mut arriving: Vec<&Entry> = entries.iter().map(Rc::as_ref).collect();
    arriving.sort_by_cached_key(|entry| {
        let day = entry.article.published.filter(|_| dated).map(PartialDate::first_day);
        (day, crc32fast::hash(entry.article.id.0.as_bytes()), entry.article.id.clone())
    });
    let signatures: Vec<&Signature> = arriving.iter().map(|entry| &entry.signature).collect();
    let mut measured = Measured::new(task, name);
    for stage in place(&signatures) {
        let gold = arriving.iter().map(|entry| entry.story.as_deref()).collect();
        let clustering = Clustering::new(gold, &stage.story);
        let mut bcubed = clustering.bcubed(format!("BCubed F1, {}", stage.name));
        let others = BESIDE.iter().find(|(set, measure, _)| *set == name && *measure == bcubed.name);
        bcubed.beside = others.map(|(_, _, beside)| *beside).unwrap_or_default();
        measured.measures.extend([bcubed, clustering.pairwise(format!("pairwise F1, {}", stage.name))]);
        measured.mistakes = clustering.mistakes(
            |a, b| likeness(signatures[a], signatures[b]),
            |at| arriving[at].headline(),
            kind,
        );
    }
    measured
}

/// What kind of joining it is when two stories, or a story and an unrelated article, are one cluster.
fn kind(story: &str, other: Option<&str>) -> &'static str {
    let Some(other) = other else { return "joined: an unrelated article" };
    let (set, topic) = (story.split('/').next(), story.split('_').next());
    if set != other.split('/').next() {
        "joined: stories of two sets"
    } else if set == Some("ecbplus") && topic == other.split('_').next() {
        "joined: the two like events of one topic of ECB+"
    } else {
        "joined: two stories of one set"
    }
}
