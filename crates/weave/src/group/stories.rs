//! Stories: average-link clustering of articles by their likeness, with people's corrections as constraints.

use super::{
    Families, Sets, Signature,
    candidates::candidates,
    constraints::{Said, said, together},
    likeness::{because, likeness_beside},
    own::printed_under_both,
};
use article::Correction;
use std::{
    cell::RefCell,
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap},
};

/// How much of the difference between the likeness inside two groups and that between them counts against joining
/// them: two close-knit groups that are merely alike are two stories.
const RELATIVE: f32 = 0.5;

/// Pairs less alike than this are not followed up.
const FLOOR: f32 = -2.0;

/// Groups less apart than this are named when it is said what was kept apart.
const NEAR: f32 = -1.0;

/// Of two large groups so many pairs of members, spread evenly, stand for all.
const PAIRS: usize = 64;

/// The story of each article and why.
#[derive(Debug)]
pub(super) struct Stories {
    pub(super) of: Vec<usize>,
    pub(super) why: Vec<Vec<String>>,
}

/// A group of articles on the way to a story. A text that several outlets print counts once.
#[derive(Debug, Clone)]
struct Group {
    /// The fullest article of each family, sorted.
    members: Vec<usize>,
    /// The average likeness of two members; `None` for one alone.
    within: Option<f32>,
    /// How often it has changed.
    stamp: u32,
    /// The average likeness to groups that are near.
    near: BTreeMap<usize, f32>,
}

#[derive(Debug, PartialEq)]
struct Candidate {
    likeness: f32,
    a: usize,
    b: usize,
    stamps: (u32, u32),
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The most alike first; of equals the one with the smaller numbers.
        self.likeness.total_cmp(&other.likeness).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups articles sorted by [`Signature::key`] into stories. Those with one number in `held` stay together.
pub(super) fn stories(
    sorted: &[&Signature],
    own: &[Vec<u32>],
    families: &Families,
    held: &[Option<usize>],
    corrections: &[Correction],
) -> Stories {
    let Said { joined, parted } = said(sorted, corrections);
    let mut why: Vec<Vec<String>> = vec![Vec::new(); sorted.len()];
    let mut sets = together(sorted, families, held, joined, &parted, &mut why);
    // The fullest text of a family stands for it: one that was cut says less of what it is about.
    let mut fullest: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, family) in families.of.iter().enumerate() {
        let best = fullest.entry(*family).or_insert(at);
        if sorted[at].words > sorted[*best].words {
            *best = at;
        }
    }
    let mut groups: Vec<Option<Group>> = vec![None; sorted.len()];
    for (at, family) in families.of.iter().enumerate() {
        // A member of a family that a person put elsewhere stands for itself there.
        let best = fullest.get(family).copied().unwrap_or(at);
        let root = sets.find(at);
        let stands = best == at || sets.find(best) != root;
        let group = groups[root].get_or_insert_with(|| Group {
            members: Vec::new(),
            within: None,
            stamp: 0,
            near: BTreeMap::new(),
        });
        if stands {
            group.members.push(at);
        }
    }
    let apart = parted.into_iter().map(|(a, b)| (sets.find(a), sets.find(b))).collect();
    let known = RefCell::default();
    let mut clustering = Clustering { sorted, own, apart, groups, heap: BinaryHeap::new(), known, why };
    clustering.start(&mut sets);
    clustering.run(&mut sets);
    clustering.say_what_was_kept_apart();
    Stories { of: sets.numbered(), why: clustering.why }
}

struct Clustering<'s> {
    sorted: &'s [&'s Signature],
    /// The word sequences of each article's own.
    own: &'s [Vec<u32>],
    /// Groups that a person parted, by number.
    apart: Vec<(usize, usize)>,
    groups: Vec<Option<Group>>,
    heap: BinaryHeap<Candidate>,
    /// The likeness of pairs that were compared: as groups grow, the same pairs come up again and again.
    known: RefCell<HashMap<(usize, usize), f32>>,
    why: Vec<Vec<String>>,
}

impl Clustering<'_> {
    /// Compares articles that share telling terms.
    fn start(&mut self, sets: &mut Sets) {
        let standing: Vec<usize> = {
            let mut all: Vec<usize> =
                self.groups.iter().flatten().flat_map(|group| group.members.iter().copied()).collect();
            all.sort_unstable();
            all
        };
        let signatures: Vec<&Signature> = standing.iter().map(|at| self.sorted[*at]).collect();
        let mut near: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (a, b) in candidates(&signatures) {
            let (a, b) = (standing[a], standing[b]);
            let (left, right) = (sets.find(a), sets.find(b));
            if left != right && self.likeness(a, b) >= FLOOR {
                near.insert((left.min(right), left.max(right)));
            }
        }
        for at in 0..self.groups.len() {
            let within = self.groups[at].as_ref().and_then(|group| self.within(&group.members));
            if let Some(group) = &mut self.groups[at] {
                group.within = within;
            }
        }
        for (a, b) in near {
            let likeness = self.between(a, b);
            self.connect(a, b, likeness);
        }
        for (a, b) in self.connections() {
            self.offer(a, b);
        }
    }

    fn connections(&self) -> Vec<(usize, usize)> {
        let all = self.groups.iter().enumerate();
        all.filter_map(|(at, group)| Some((at, group.as_ref()?)))
            .flat_map(|(at, group)| {
                group.near.keys().filter(move |other| **other > at).map(move |other| (at, *other))
            })
            .collect()
    }

    /// Joins the two groups that are most alike until none are alike enough.
    fn run(&mut self, sets: &mut Sets) {
        while let Some(best) = self.heap.pop() {
            let current =
                |at: usize, stamp: u32| self.groups[at].as_ref().is_some_and(|group| group.stamp == stamp);
            if !current(best.a, best.stamps.0)
                || !current(best.b, best.stamps.1)
                || self.are_parted(best.a, best.b)
            {
                continue;
            }
            let (Some(left), Some(right)) = (self.groups[best.a].take(), self.groups[best.b].take()) else {
                continue;
            };
            self.explain(&left, &right);
            sets.join(left.members[0], right.members[0]);
            self.join(best.a, best.b, left, right);
        }
    }

    /// Puts what two groups become at the place of the first.
    fn join(&mut self, a: usize, b: usize, left: Group, right: Group) {
        for pair in &mut self.apart {
            for side in [&mut pair.0, &mut pair.1] {
                if *side == b {
                    *side = a;
                }
            }
        }
        let (size, other) = (left.members.len() as f32, right.members.len() as f32);
        let between = left.near.get(&b).copied().unwrap_or(FLOOR);
        let inside = |group: &Group, size: f32| group.within.unwrap_or(0.0) * size * (size - 1.0) / 2.0;
        let whole = size + other;
        let within = (inside(&left, size) + inside(&right, other) + between * size * other)
            / (whole * (whole - 1.0) / 2.0);
        let others: BTreeSet<usize> = left
            .near
            .keys()
            .chain(right.near.keys())
            .copied()
            .filter(|near| *near != a && *near != b)
            .collect();
        let averages: Vec<(usize, f32)> = others
            .into_iter()
            .filter_map(|near| {
                let third = self.groups[near].as_ref()?;
                let of = |group: &Group| {
                    group
                        .near
                        .get(&near)
                        .copied()
                        .unwrap_or_else(|| self.average(&group.members, &third.members))
                };
                Some((near, (of(&left) * size + of(&right) * other) / whole))
            })
            .collect();
        let mut members = left.members;
        members.extend(right.members);
        members.sort_unstable();
        let stamp = left.stamp.max(right.stamp) + 1;
        self.groups[a] = Some(Group { members, within: Some(within), stamp, near: BTreeMap::new() });
        for (near, average) in averages {
            if let Some(third) = &mut self.groups[near] {
                third.near.remove(&a);
                third.near.remove(&b);
            }
            if average >= FLOOR + NEAR {
                self.connect(a, near, average);
                self.offer(a.min(near), a.max(near));
            }
        }
    }

    fn connect(&mut self, a: usize, b: usize, likeness: f32) {
        for (from, to) in [(a, b), (b, a)] {
            if let Some(group) = &mut self.groups[from] {
                group.near.insert(to, likeness);
            }
        }
    }

    /// Notes two groups as ones to join, when they are alike enough.
    fn offer(&mut self, a: usize, b: usize) {
        let (Some(left), Some(right)) = (&self.groups[a], &self.groups[b]) else { return };
        let Some(likeness) = adjusted(left, right, b) else { return };
        if likeness >= 0.0 {
            self.heap.push(Candidate { likeness, a, b, stamps: (left.stamp, right.stamp) });
        }
    }

    /// How alike two articles are beside what their outlet prints under everything.
    fn likeness(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (a.min(b), a.max(b));
        let of = |at: usize| (self.sorted[at], self.own[at].as_slice());
        *self.known.borrow_mut().entry((a, b)).or_insert_with(|| {
            likeness_beside(self.sorted[a], self.sorted[b], printed_under_both(of(a), of(b)))
        })
    }

    fn are_parted(&self, a: usize, b: usize) -> bool {
        self.apart.iter().any(|pair| *pair == (a, b) || *pair == (b, a))
    }

    fn between(&self, a: usize, b: usize) -> f32 {
        match (&self.groups[a], &self.groups[b]) {
            (Some(left), Some(right)) => self.average(&left.members, &right.members),
            _ => FLOOR,
        }
    }

    /// The average likeness of the members of one group to those of another; of members of none, the least.
    fn average(&self, left: &[usize], right: &[usize]) -> f32 {
        let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
        self.average_of(pairs, left.len() * right.len()).unwrap_or(FLOOR)
    }

    /// The average likeness of two members of a group; `None` for one alone.
    fn within(&self, members: &[usize]) -> Option<f32> {
        let pairs =
            members.iter().enumerate().flat_map(|(at, a)| members[at + 1..].iter().map(move |b| (*a, *b)));
        self.average_of(pairs, members.len() * members.len().saturating_sub(1) / 2)
    }

    /// The average likeness of `count` pairs, of which at most [`PAIRS`], spread evenly, are compared.
    fn average_of(&self, pairs: impl Iterator<Item = (usize, usize)>, count: usize) -> Option<f32> {
        let chosen = pairs.step_by(count.div_ceil(PAIRS).max(1));
        let alike: Vec<f32> = chosen.map(|(a, b)| self.likeness(a, b)).collect();
        (!alike.is_empty()).then(|| alike.iter().sum::<f32>() / alike.len() as f32)
    }

    /// The pair of members that are most alike, one of each group.
    fn closest(&self, left: &Group, right: &Group) -> Option<(usize, usize, f32)> {
        const LOOKED_AT: usize = 16;
        let pairs = left
            .members
            .iter()
            .take(LOOKED_AT)
            .flat_map(|a| right.members.iter().take(LOOKED_AT).map(move |b| (*a, *b)));
        pairs
            .map(|(a, b)| (a, b, self.likeness(a, b)))
            .max_by(|x, y| x.2.total_cmp(&y.2).then((y.0, y.1).cmp(&(x.0, x.1))))
    }

    fn explain(&mut self, left: &Group, right: &Group) {
        let Some((a, b, likeness)) = self.closest(left, right) else { return };
        self.why[b].push(format!(
            "joined with {} (likeness {likeness:.1}, 0 is enough): {}",
            self.sorted[a].id,
            because(self.sorted[a], self.sorted[b])
        ));
    }

    /// Of each story, says which near one it was not joined with, and why.
    fn say_what_was_kept_apart(&mut self) {
        let mut said = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let Some(group) = group else { continue };
            let nearest = group
                .near
                .keys()
                .filter_map(|other| {
                    let third = self.groups[*other].as_ref()?;
                    Some((*other, adjusted(group, third, *other)?, third))
                })
                .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
            let Some((other, adjusted, third)) = nearest.filter(|(_, likeness, _)| *likeness >= NEAR) else {
                continue;
            };
            let Some((a, b, _)) = self.closest(group, third) else { continue };
            let why = if self.are_parted(at, other) {
                "a person parted them".to_owned()
            } else {
                format!(
                    "likeness {adjusted:.1}, 0 would be enough: {}",
                    because(self.sorted[a], self.sorted[b])
                )
            };
            said.push((a, format!("kept apart from the story of {} ({why})", self.sorted[b].id)));
        }
        for (at, reason) in said {
            self.why[at].push(reason);
        }
    }
}

/// How alike two groups are, less what they are less alike than each in itself.
fn adjusted(left: &Group, right: &Group, right_number: usize) -> Option<f32> {
    let between = *left.near.get(&right_number)?;
    let loss = match (left.within, right.within) {
        (Some(left), Some(right)) => RELATIVE * (left.min(right) - between).max(0.0),
        _ => 0.0,
    };
    Some(between - loss)
}
