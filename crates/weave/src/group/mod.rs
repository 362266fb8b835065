//! Which articles belong to one story, and which are copies of one text.
//!
//! Works on a small [`Signature`] of each article, so that a library need not hold its texts in memory.

mod candidates;
mod constraints;
mod copies;
mod day;
mod keys;
mod likeness;
mod own;
mod place;
mod shingles;
mod signature;
mod stories;
mod vector;

pub use keys::keys;
pub use likeness::likeness;
pub use place::{Placing, Seat, Shelf, place};
pub use signature::{Signature, signature};
pub(crate) use vector::Vector;

use article::Correction;

/// Where one article belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The number of its story, from 0; articles with one number are of one story.
    pub story: usize,
    /// The number of its family, from 0.
    pub family: usize,
    /// Why it stands where it stands, in words for a reader.
    pub why: Vec<String>,
}

/// Places every article in a story and a family.
///
/// Stories and families are numbered by their first article in the order of article ids, so that the order of
/// `signatures` changes nothing. Corrections that join or part stories always hold.
pub fn group(signatures: &[&Signature], corrections: &[Correction]) -> Vec<Placed> {
    let articles: Vec<Known<'_>> =
        signatures.iter().map(|signature| Known { signature, family: None, held: None }).collect();
    grouped(&articles, &[], corrections)
}

/// An article, with what is settled of its place.
#[derive(Debug, Clone, Copy)]
struct Known<'s> {
    signature: &'s Signature,
    /// Articles with one number are of one family.
    family: Option<usize>,
    /// Articles with one number stay together.
    held: Option<usize>,
}

/// Places articles of which some have a place already; see [`group`]. `witnesses` are other articles of their outlets.
fn grouped(articles: &[Known<'_>], witnesses: &[&Signature], corrections: &[Correction]) -> Vec<Placed> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| articles[*a].signature.key().cmp(&articles[*b].signature.key()));
    let sorted: Vec<&Signature> = order.iter().map(|index| articles[*index].signature).collect();
    let of = |number: fn(&Known<'_>) -> Option<usize>| -> Vec<Option<usize>> {
        order.iter().map(|index| number(&articles[*index])).collect()
    };
    let own = own::own(&sorted, witnesses);
    let families = copies::families(&sorted, &of(|known| known.family), &own);
    let stories = stories::stories(&sorted, &own, &families, &of(|known| known.held), corrections);
    let mut placed: Vec<Option<Placed>> = vec![None; articles.len()];
    for (rank, index) in order.into_iter().enumerate() {
        let mut why = families.why[rank].clone();
        why.extend(stories.why[rank].iter().cloned());
        placed[index] = Some(Placed { story: stories.of[rank], family: families.of[rank], why });
    }
    placed.into_iter().flatten().collect()
}

/// Which articles are copies or versions of one text, over articles sorted by [`Signature::key`].
#[derive(Debug)]
pub(crate) struct Families {
    /// The family of each article.
    pub(crate) of: Vec<usize>,
    /// Why each article is in its family.
    pub(crate) why: Vec<Vec<String>>,
}

/// The family of each of these articles, sorted by [`Signature::key`], among them alone.
pub(crate) fn families(sorted: &[&Signature]) -> Vec<usize> {
    copies::families(sorted, &[], &own::own(sorted, &[])).of
}

/// Joins numbers into sets; the smallest number of a set names it.
#[derive(Debug)]
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(crate) fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The set of each number, numbered from 0 by first appearance.
    pub(crate) fn numbered(&mut self) -> Vec<usize> {
        let mut numbers = std::collections::BTreeMap::new();
        (0..self.0.len())
            .map(|at| {
                let root = self.find(at);
                let next = numbers.len();
                *numbers.entry(root).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::{Article, ArticleId};

    fn signature_of(id: &str, text: &str) -> Signature {
        signature(&read::read(Article::new(id, text)))
    }

    fn reports() -> Vec<Signature> {
        [
            ("a", "The ferry Aurelia sank off Port Maren on Friday after striking a reef, and the coast guard of Port Maren rescued all 41 passengers aboard the Aurelia. Captain Ines Vollard was questioned."),
            ("b", "All 41 passengers of the sunken ferry Aurelia are safe, the coast guard said in Port Maren. Captain Ines Vollard told investigators that the reef was not on her chart."),
            ("c", "Lawmakers in Dunmore approved a budget with higher spending on schools. The finance committee chair, Oren Pask, said teachers in Dunmore would see raises next autumn."),
        ]
        .map(|(id, text)| signature_of(id, text))
        .to_vec()
    }

    #[test]
    fn reports_of_one_story_meet_and_others_do_not() {
        let reports = reports();
        let placed = group(&reports.iter().collect::<Vec<_>>(), &[]);
        assert_eq!(placed[0].story, placed[1].story, "{placed:?}");
        assert_ne!(placed[0].story, placed[2].story);
        assert_ne!(placed[0].family, placed[1].family);
    }

    #[test]
    fn the_order_changes_nothing() {
        let reports = reports();
        let forward = group(&reports.iter().collect::<Vec<_>>(), &[]);
        let mut backward = group(&reports.iter().rev().collect::<Vec<_>>(), &[]);
        backward.reverse();
        assert_eq!(forward, backward);
    }

    #[test]
    fn corrections_always_hold() {
        let reports = reports();
        let (a, b, c) = (ArticleId::from("a"), ArticleId::from("b"), ArticleId::from("c"));
        let corrections = [Correction::JoinStories { a: a.clone(), b: c }, Correction::PartStories { a, b }];
        let placed = group(&reports.iter().collect::<Vec<_>>(), &corrections);
        assert_eq!(placed[0].story, placed[2].story);
        assert_ne!(placed[0].story, placed[1].story);
    }
}
