//! The one place where the tasks call the grouping, so that all measure the same thing with the same threshold.

use weave::Signature;

/// Where articles were placed, at one moment.
#[derive(Debug)]
pub(crate) struct Stage {
    /// When: `online`, on arrival; `after repair`, when all had arrived.
    pub(crate) name: &'static str,
    /// The story of each article.
    pub(crate) story: Vec<usize>,
}

/// Places articles that arrive in this order: their stories at each moment that the grouping offers, the last one last.
pub(crate) fn place(arriving: &[&Signature]) -> Vec<Stage> {
    let placed = weave::group(arriving, &[]);
    vec![Stage { name: "after repair", story: placed.iter().map(|place| place.story).collect() }]
}

/// How alike two articles are; from 0 on that is enough for one story.
pub(crate) fn likeness(a: &Signature, b: &Signature) -> f32 {
    weave::likeness(a, b)
}

/// The family of each article.
pub(crate) fn families(arriving: &[&Signature]) -> Vec<usize> {
    weave::group(arriving, &[]).into_iter().map(|place| place.family).collect()
}
