//! The account as a whole, point by point, against invented stories of our own: there is no such set elsewhere.
//!
//! Rules were tried on the part `development`; the part `held` was measured on only. A sentence is the unit: what the
//! gold or we give as a place counts as the sentences it touches, headings left out. Sets of sentences that mean one
//! thing (an event, a fact, an utterance) are aligned one to one by what they share; precision and recall are over
//! their sentences, as in the mention-based CEAF of Luo (2005).

mod aligned;
mod facts;
mod gold;
mod happened;
mod lineage;
mod people;
mod positions;
mod said;
mod since;
mod timeline;

use super::{clustering::Clustering, grouping::families};
use crate::{
    score::{Beside, Measure, Statistic},
    set::{Measured, Mistakes},
};
use aligned::aligned;
use anyhow::Result;
use gold::{Invented, Sentence};
use read::Reading;
use std::collections::BTreeSet;
use weave::{Owners, Signature, Story};

/// What each point is to reach.
const TARGET: f64 = 85.0;

/// An invented story, woven.
struct Woven<'i> {
    invented: &'i Invented,
    story: Story,
}

impl Woven<'_> {
    /// The sentences of pieces of evidence.
    fn sentences<'e>(&self, evidence: impl IntoIterator<Item = &'e article::Evidence>) -> BTreeSet<Sentence> {
        evidence
            .into_iter()
            .filter_map(|piece| Some((self.invented.number(&piece.article().0)?, piece.span())))
            .flat_map(|(article, span)| self.invented.sentences(article, span))
            .collect()
    }
}

/// One point over the stories of a part.
struct Point {
    measure: Measure,
    mistakes: Mistakes,
}

impl Point {
    fn new(name: &str, statistic: Statistic) -> Self {
        let beside = Beside { target: Some(TARGET), ..Beside::default() };
        Self { measure: Measure::new(name, statistic).beside(beside), mistakes: Mistakes::default() }
    }

    /// Of each story: how many of ours are right, ours, gold.
    fn over(
        name: &str,
        stories: &[Woven<'_>],
        count: impl Fn(&Woven<'_>, &mut Mistakes) -> [usize; 3],
    ) -> Self {
        let mut point = Self::new(name, Statistic::F1);
        for story in stories {
            let counts = count(story, &mut point.mistakes);
            point.measure.add(&counts.map(|count| count as f64));
        }
        point
    }

    /// Of each story: how many are right, all.
    fn rate(
        name: &str,
        stories: &[Woven<'_>],
        count: impl Fn(&Woven<'_>, &mut Mistakes) -> [usize; 2],
    ) -> Self {
        let mut point = Self::new(name, Statistic::Accuracy);
        for story in stories {
            let counts = count(story, &mut point.mistakes);
            point.measure.add(&counts.map(|count| count as f64));
        }
        point
    }
}

/// Sets of sentences of one story, of the gold and ours, scored.
fn of_sets(gold: &[BTreeSet<Sentence>], ours: &[BTreeSet<Sentence>]) -> [usize; 3] {
    let size = |sets: &[BTreeSet<Sentence>]| sets.iter().map(BTreeSet::len).sum();
    [aligned(gold, ours).iter().map(|(.., shared)| shared).sum(), size(ours), size(gold)]
}

/// Every point on both parts.
///
/// # Errors
///
/// When a story cannot be read.
pub(crate) fn measure() -> Result<Vec<Measured>> {
    ["development", "held"].iter().map(|part| of_part(part)).collect()
}

fn of_part(part: &str) -> Result<Measured> {
    let invented = gold::stories(part)?;
    let mut measured = Measured::new("accounts", format!("invented stories, {part}"));
    measured.measures.push(stories(&invented));
    let woven: Vec<Woven<'_>> =
        invented.iter().map(|invented| Woven { invented, story: woven(&invented.readings) }).collect();
    let points = [
        lineage::points(&woven),
        happened::points(&woven),
        people::points(&woven),
        facts::points(&woven),
        said::points(&woven),
        positions::points(&woven),
        timeline::points(&woven),
        since::points(&woven),
    ];
    for point in points.into_iter().flatten() {
        measured.mistakes.extend(&point.measure.name, point.mistakes);
        measured.measures.push(point.measure);
    }
    Ok(measured)
}

/// The readings of one story, with the families that grouping finds among them.
fn woven(readings: &[Reading]) -> Story {
    let signatures: Vec<Signature> = readings.iter().map(weave::signature).collect();
    let families = families(&signatures.iter().collect::<Vec<_>>());
    weave::story(&readings.iter().collect::<Vec<_>>(), &families, &[], &Owners::built_in(), &[])
}

/// All reports of a part grouped together.
fn stories(invented: &[Invented]) -> Measure {
    let signatures: Vec<Signature> =
        invented.iter().flat_map(|story| story.readings.iter().map(weave::signature)).collect();
    let gold =
        invented.iter().flat_map(|story| story.articles().map(|_| Some(story.name.as_str()))).collect();
    let placed = weave::group(&signatures.iter().collect::<Vec<_>>(), &[]);
    let ours: Vec<usize> = placed.into_iter().map(|place| place.story).collect();
    let beside = Beside { target: Some(TARGET), ..Beside::default() };
    Clustering::new(gold, &ours).bcubed("stories, BCubed F1".to_owned()).beside(beside)
}
