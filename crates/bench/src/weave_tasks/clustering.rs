//! Scores of clusters against the stories that a set has, and the mistakes that weigh most.

use crate::{
    score::{Measure, Statistic},
    set::Mistakes,
};
use std::collections::BTreeMap;

/// Articles with the story the set says they are of and the cluster we put them in. Articles of no story are not
/// scored, but stand as wrong in a cluster with others.
#[derive(Debug)]
pub(crate) struct Clustering<'a> {
    gold: Vec<Option<&'a str>>,
    ours: &'a [usize],
    stories: BTreeMap<&'a str, Vec<usize>>,
    clusters: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Clustering<'a> {
    /// As many stories as clusters, one each for each article.
    pub(crate) fn new(gold: Vec<Option<&'a str>>, ours: &'a [usize]) -> Self {
        let mut stories: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut clusters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, (story, cluster)) in gold.iter().zip(ours).enumerate() {
            if let Some(story) = story {
                stories.entry(story).or_default().push(at);
            }
            clusters.entry(*cluster).or_default().push(at);
        }
        Self { gold, ours, stories, clusters }
    }

    /// The articles of a story by our cluster.
    fn parts(&self, members: &[usize]) -> BTreeMap<usize, Vec<usize>> {
        let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in members {
            parts.entry(self.ours[*at]).or_default().push(*at);
        }
        parts
    }

    /// `BCubed` F1 (Bagga and Baldwin 1998) of the averages of precision and recall over articles; one document of the measure
    /// is a story.
    pub(crate) fn bcubed(&self, name: String) -> Measure {
        let mut measure = Measure::new(name, Statistic::TwoSidedF1);
        for members in self.stories.values() {
            let count = members.len() as f64;
            let (mut precision, mut recall) = (0.0, 0.0);
            for (cluster, part) in self.parts(members) {
                let together = (part.len() * part.len()) as f64;
                precision += together / self.clusters[&cluster].len() as f64;
                recall += together / count;
            }
            measure.add(&[precision, count, recall, count]);
        }
        measure
    }

    /// F1 of pairs of articles; a pair of two stories counts half with each, a pair with an article of no story
    /// counts with the one there is.
    pub(crate) fn pairwise(&self, name: String) -> Measure {
        let mut measure = Measure::new(name, Statistic::F1);
        let pairs = |count: f64| count * (count - 1.0) / 2.0;
        for members in self.stories.values() {
            let (mut right, mut found) = (0.0, 0.0);
            for (cluster, part) in self.parts(members) {
                let own = part.len() as f64;
                let inside = &self.clusters[&cluster];
                let scored = inside.iter().filter(|at| self.gold[**at].is_some()).count() as f64;
                right += pairs(own);
                found += pairs(own) + own * (scored - own) / 2.0 + own * (inside.len() as f64 - scored);
            }
            measure.add(&[right, found, pairs(members.len() as f64)]);
        }
        measure
    }

    /// The stories wrongly joined and wrongly parted, those first that cost most, each with the two articles of it
    /// that are most alike. `kind` names a kind of joining by the stories joined.
    pub(crate) fn mistakes(
        &self,
        likeness: impl Fn(usize, usize) -> f32,
        headline: impl Fn(usize) -> String,
        kind: impl Fn(&str, Option<&str>) -> &'static str,
    ) -> Mistakes {
        let scored = self.stories.values().map(Vec::len).sum::<usize>() as f64;
        let mut found: Vec<(f64, &'static str, String)> = Vec::new();
        let mut note = |loss: f64, side: &str, kind: &'static str, left: &[usize], right: &[usize]| {
            let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
            let alike = pairs.map(|(a, b)| (likeness(a, b), a, b));
            let Some((best, a, b)) = alike.max_by(|x, y| x.0.total_cmp(&y.0)) else { return };
            let (points, count) = (100.0 * loss / scored, left.len() * right.len());
            let line = format!(
                "{points:.2} of {side}, {count} pairs, likeness up to {best:.2}: {} | {}",
                headline(a),
                headline(b)
            );
            found.push((points, kind, line));
        };
        for members in self.clusters.values() {
            let mut stories: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
            for at in members {
                stories.entry(self.gold[*at]).or_default().push(*at);
            }
            let stories: Vec<_> = stories.into_iter().collect();
            for (number, (left, of_left)) in stories.iter().enumerate() {
                // Those of no story come first.
                for (right, of_right) in &stories[number + 1..] {
                    let sides = if left.is_some() { 2.0 } else { 1.0 };
                    let loss = sides * (of_left.len() * of_right.len()) as f64 / members.len() as f64;
                    note(loss, "precision", kind(right.unwrap_or_default(), *left), of_left, of_right);
                }
            }
        }
        for members in self.stories.values() {
            let parts: Vec<Vec<usize>> = self.parts(members).into_values().collect();
            for (number, left) in parts.iter().enumerate() {
                for right in &parts[number + 1..] {
                    let loss = 2.0 * (left.len() * right.len()) as f64 / members.len() as f64;
                    let kind = if left.len().min(right.len()) == 1 {
                        "parted: one article from its story"
                    } else {
                        "parted: two groups of one story"
                    };
                    note(loss, "recall", kind, left, right);
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let mut mistakes = Mistakes::default();
        for (_, kind, line) in found {
            mistakes.add(kind, || line);
        }
        mistakes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Story x: a b c, story y: d e; clusters {a b d} {c} {e, one of no story}.
    fn example() -> Clustering<'static> {
        let gold = vec![Some("x"), Some("x"), Some("x"), Some("y"), Some("y"), None];
        Clustering::new(gold, &[0, 0, 1, 0, 2, 2])
    }

    #[test]
    fn bcubed_is_what_one_counts_by_hand() {
        let measure = example().bcubed("BCubed F1".to_owned());
        // Precision (2/3 + 2/3 + 1 + 1/3 + 1/2) / 5, recall (2/3 + 2/3 + 1/3 + 1/2 + 1/2) / 5.
        let (precision, recall) = measure.precision_recall().unwrap();
        assert!((precision - 63.333).abs() < 0.001 && (recall - 53.333).abs() < 0.001);
    }

    #[test]
    fn pairs_are_what_one_counts_by_hand() {
        let measure = example().pairwise("pairwise F1".to_owned());
        // One right pair, a b; found a b, a d, b d and e with the one of no story; gold a b, a c, b c, d e.
        let (precision, recall) = measure.precision_recall().unwrap();
        assert!((precision - 25.0).abs() < 0.001 && (recall - 25.0).abs() < 0.001);
    }

    #[test]
    fn what_costs_most_is_shown_first() {
        let mistakes = example().mistakes(|_, _| 0.5, |at| at.to_string(), |_, _| "joined");
        let kinds = mistakes.frequent(9);
        let of = |name: &str| kinds.iter().find(|kind| kind.0 == name).unwrap();
        // Twice two pairs of three in a cluster of three, of five articles: 26.67 points.
        assert!(of("joined").2[0].starts_with("26.67 of precision, 2 pairs"), "{kinds:?}");
        assert!(of("parted: one article from its story").2[0].starts_with("26.67 of recall"), "{kinds:?}");
    }
}
