//! The one place where the tasks call the grouping, so that all measure the same thing with the same threshold.

use super::index::Index;
use weave::Signature;

/// Where articles were placed, at one moment.
#[derive(Debug)]
pub(crate) struct Stage {
    /// When: `online`, on arrival; `after repair`, when all had arrived.
    pub(crate) name: &'static str,
    /// The story of each article.
    pub(crate) story: Vec<usize>,
}

/// Places articles that arrive in this order: their stories as each was placed on arrival, never put right; then
/// with what each day shows to be wrong put right at its end. Articles that do not come in order of time all arrive
/// on one day.
pub(crate) fn place(arriving: &[&Signature]) -> Vec<Stage> {
    vec![
        Stage { name: "online", story: one_by_one(arriving) },
        Stage { name: "after repair", story: day_by_day(arriving) },
    ]
}

/// Each article is placed alone, on arrival.
fn one_by_one(arriving: &[&Signature]) -> Vec<usize> {
    let index = Index::new(arriving);
    for at in 0..arriving.len() {
        let Ok(placing) = weave::place(&index, &[at], false, &[]);
        index.put(&placing);
    }
    index.stories()
}

/// The articles of a day are placed together, and the stories near them put right.
fn day_by_day(arriving: &[&Signature]) -> Vec<usize> {
    let index = Index::new(arriving);
    let all: Vec<usize> = (0..arriving.len()).collect();
    let in_order = all.is_sorted_by_key(|at| index.day(*at));
    for day in all.chunk_by(|a, b| !in_order || index.day(*a) == index.day(*b)) {
        let Ok(placing) = weave::place(&index, day, true, &[]);
        index.put(&placing);
    }
    index.stories()
}

/// How alike two articles are; from 0 on that is enough for one story.
pub(crate) fn likeness(a: &Signature, b: &Signature) -> f32 {
    weave::likeness(a, b)
}

/// The family of each article.
pub(crate) fn families(arriving: &[&Signature]) -> Vec<usize> {
    weave::group(arriving, &[]).into_iter().map(|place| place.family).collect()
}
