//! Stories: average-link clustering over the telling terms, with corrections as constraints.

use super::{Families, Sets, Signature};
use article::{ArticleId, Correction};
use jiff::civil::Date;
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap},
};

/// Two groups of articles are one story when their articles are, on average, at least so similar.
const SIMILAR: f32 = 0.2;

/// So many of an article's most telling terms are used to find articles that might be similar.
const LOOKED_UP: usize = 40;

/// A term that stands in more articles than this finds too many to tell anything.
const COMMON: usize = 300;

/// Over so many days the similarity of two articles loses half its worth.
const HALF_LIFE_DAYS: f32 = 365.0;

/// The story of each article and why.
#[derive(Debug)]
pub(super) struct Stories {
    pub(super) of: Vec<usize>,
    pub(super) why: Vec<Vec<String>>,
}

/// A group of articles on the way to a story.
#[derive(Debug, Clone)]
struct Cluster {
    members: Vec<usize>,
    sum: HashMap<u32, f32>,
    stamp: u32,
}

#[derive(Debug, PartialEq)]
struct Candidate {
    similarity: f32,
    a: usize,
    b: usize,
    stamps: (u32, u32),
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The most similar pair first; of equals the one with the smaller numbers.
        self.similarity.total_cmp(&other.similarity).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups articles sorted by [`Signature::key`] into stories.
pub(super) fn stories(sorted: &[&Signature], families: &Families, corrections: &[Correction]) -> Stories {
    let mut sets = Sets::new(sorted.len());
    let mut why: Vec<Vec<String>> = vec![Vec::new(); sorted.len()];
    let apart = parted(sorted, corrections);
    let mut first_of_family: BTreeMap<usize, usize> = BTreeMap::new();
    let mut joins = joined(sorted, corrections);
    for (at, family) in families.of.iter().enumerate() {
        let first = *first_of_family.entry(*family).or_insert(at);
        if first != at {
            joins.push((first, at, None));
        }
    }
    for (a, b, reason) in joins {
        let split = apart.iter().any(|(x, y)| {
            let (x, y) = (sets.find(*x), sets.find(*y));
            let pair = (sets.find(a), sets.find(b));
            pair == (x, y) || pair == (y, x)
        });
        if !split {
            sets.join(a, b);
            why[b].extend(reason);
        }
    }
    let mut clusters = clusters(sorted, &mut sets);
    merge(sorted, &mut clusters, &apart, &mut why);
    let mut final_sets = Sets::new(sorted.len());
    for cluster in clusters.iter().flatten() {
        for pair in cluster.members.windows(2) {
            final_sets.join(pair[0], pair[1]);
        }
    }
    Stories { of: final_sets.numbered(), why }
}

fn positions(sorted: &[&Signature]) -> HashMap<ArticleId, usize> {
    sorted.iter().enumerate().rev().map(|(at, signature)| (signature.id.clone(), at)).collect()
}

fn parted(sorted: &[&Signature], corrections: &[Correction]) -> Vec<(usize, usize)> {
    let places = positions(sorted);
    corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::PartStories { a, b } => Some((*places.get(a)?, *places.get(b)?)),
            _ => None,
        })
        .collect()
}

fn joined(sorted: &[&Signature], corrections: &[Correction]) -> Vec<(usize, usize, Option<String>)> {
    let places = positions(sorted);
    corrections
        .iter()
        .filter_map(|correction| match correction {
            Correction::JoinStories { a, b } => {
                let reason = format!("a person joined the stories of {a} and {b}");
                Some((*places.get(a)?, *places.get(b)?, Some(reason)))
            }
            _ => None,
        })
        .collect()
}

/// One cluster for each set of articles that must stay together.
fn clusters(sorted: &[&Signature], sets: &mut Sets) -> Vec<Option<Cluster>> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut clusters: Vec<Option<Cluster>> = vec![None; sorted.len()];
    for (at, signature) in sorted.iter().enumerate() {
        let root = sets.find(at);
        let cluster = clusters[root].get_or_insert_with(|| Cluster {
            members: Vec::new(),
            sum: HashMap::new(),
            stamp: 0,
        });
        cluster.members.push(at);
        for (term, weight) in &signature.terms {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *cluster.sum.entry(*numbers.entry(term).or_insert(next)).or_insert(0.0) += weight;
        }
    }
    clusters
}

fn merge(
    sorted: &[&Signature],
    clusters: &mut [Option<Cluster>],
    apart: &[(usize, usize)],
    why: &mut [Vec<String>],
) {
    let mut neighbours = neighbours(clusters);
    let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
    for (a, near) in neighbours.iter().enumerate() {
        for b in near.iter().filter(|b| **b > a) {
            heap.extend(candidate(sorted, clusters, a, *b));
        }
    }
    while let Some(best) = heap.pop() {
        let current =
            |at: usize, stamp: u32| clusters[at].as_ref().is_some_and(|cluster| cluster.stamp == stamp);
        if !current(best.a, best.stamps.0)
            || !current(best.b, best.stamps.1)
            || is_parted(clusters, apart, &best)
        {
            continue;
        }
        let (Some(left), Some(right)) = (clusters[best.a].take(), clusters[best.b].take()) else { continue };
        explain(sorted, &left, &right, best.similarity, why);
        clusters[best.a] = Some(union(left, &right));
        let moved = std::mem::take(&mut neighbours[best.b]);
        for near in moved {
            neighbours[near].remove(&best.b);
            if near != best.a {
                neighbours[near].insert(best.a);
                neighbours[best.a].insert(near);
            }
        }
        for near in &neighbours[best.a] {
            heap.extend(candidate(sorted, clusters, best.a.min(*near), best.a.max(*near)));
        }
    }
}

fn is_parted(clusters: &[Option<Cluster>], apart: &[(usize, usize)], pair: &Candidate) -> bool {
    let holds = |at: usize, member: usize| {
        clusters[at].as_ref().is_some_and(|cluster| cluster.members.contains(&member))
    };
    apart
        .iter()
        .any(|(x, y)| (holds(pair.a, *x) && holds(pair.b, *y)) || (holds(pair.a, *y) && holds(pair.b, *x)))
}

fn union(left: Cluster, right: &Cluster) -> Cluster {
    let mut cluster = left;
    cluster.members.extend(&right.members);
    cluster.members.sort_unstable();
    // Sums are taken in the order of terms, so that rounding is the same in every run.
    let mut terms: Vec<(&u32, &f32)> = right.sum.iter().collect();
    terms.sort_unstable_by_key(|(term, _)| **term);
    for (term, weight) in terms {
        *cluster.sum.entry(*term).or_insert(0.0) += weight;
    }
    cluster.stamp += 1;
    cluster
}

/// Which clusters share a telling term, by number.
fn neighbours(clusters: &[Option<Cluster>]) -> Vec<BTreeSet<usize>> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        let Some(cluster) = cluster else { continue };
        let mut terms: Vec<(u32, f32)> = cluster.sum.iter().map(|(term, weight)| (*term, *weight)).collect();
        terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (term, _) in terms.into_iter().take(LOOKED_UP) {
            holders.entry(term).or_default().push(at);
        }
    }
    let mut neighbours = vec![BTreeSet::new(); clusters.len()];
    for holders in holders.values().filter(|holders| (2..=COMMON).contains(&holders.len())) {
        for a in holders {
            neighbours[*a].extend(holders.iter().filter(|b| *b != a));
        }
    }
    neighbours
}

fn candidate(sorted: &[&Signature], clusters: &[Option<Cluster>], a: usize, b: usize) -> Option<Candidate> {
    let (left, right) = (clusters[a].as_ref()?, clusters[b].as_ref()?);
    let (small, large) = if left.sum.len() <= right.sum.len() { (left, right) } else { (right, left) };
    let mut products: Vec<(u32, f32)> = small
        .sum
        .iter()
        .filter_map(|(term, weight)| large.sum.get(term).map(|other| (*term, weight * other)))
        .collect();
    products.sort_unstable_by_key(|(term, _)| *term);
    let sum: f32 = products.iter().map(|(_, product)| product).sum();
    let average = sum / (left.members.len() * right.members.len()) as f32;
    let similarity = average * nearness(sorted, left, right);
    (similarity >= SIMILAR).then_some(Candidate { similarity, a, b, stamps: (left.stamp, right.stamp) })
}

/// How near two clusters are in time, from 1 for the same days down to 0; 1 when one of them has no day.
fn nearness(sorted: &[&Signature], left: &Cluster, right: &Cluster) -> f32 {
    let days = |cluster: &Cluster| {
        let days = cluster.members.iter().filter_map(|member| sorted[*member].days);
        days.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
    };
    between(days(left), days(right))
}

fn between(left: Option<(Date, Date)>, right: Option<(Date, Date)>) -> f32 {
    let (Some(left), Some(right)) = (left, right) else { return 1.0 };
    let later = if left.0 > right.1 { (right.1, left.0) } else { (left.1, right.0) };
    let gap = later.0.until(later.1).map_or(0, |span| span.get_days()).max(0);
    1.0 / (1.0 + gap as f32 / HALF_LIFE_DAYS)
}

/// How alike two articles are; from 0 on that is enough for one story.
pub fn likeness(a: &Signature, b: &Signature) -> f32 {
    let alike: f32 = shared(a, b).into_iter().map(|(_, product)| product).sum();
    alike * between(a.days, b.days) - SIMILAR
}

/// The terms that two articles share, each with the product of its weights.
fn shared<'s>(a: &Signature, b: &'s Signature) -> Vec<(&'s str, f32)> {
    b.terms
        .iter()
        .filter_map(|(term, weight)| {
            let at = a.terms.binary_search_by(|(other, _)| other.cmp(term)).ok()?;
            Some((term.as_str(), weight * a.terms[at].1))
        })
        .collect()
}

fn explain(sorted: &[&Signature], left: &Cluster, right: &Cluster, similarity: f32, why: &mut [Vec<String>]) {
    let (Some(a), Some(b)) = (left.members.first(), right.members.first()) else { return };
    let mut shared = shared(sorted[*a], sorted[*b]);
    shared.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    let words: Vec<&str> = shared.iter().take(5).map(|(term, _)| term.trim_start_matches("name:")).collect();
    why[*b].push(format!(
        "one story with {}: alike by {similarity:.2}, most by {}",
        sorted[*a].id,
        words.join(", ")
    ));
}
