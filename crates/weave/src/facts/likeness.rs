//! How likely two sentences of different reports are to state one thing.

use super::statements::hedge;
use crate::{
    amounts::{Amount, amount, tells},
    dossier::{Dossier, Line},
    events::Happening,
};
use jiff::civil::Date;
use read::{Hedge, TimeType};
use std::collections::{BTreeMap, BTreeSet};

/// A stem must be at least so telling to find sentences by it.
const TELLING: f32 = 3.0;

/// What finds more sentences than this finds too many to tell anything.
const COMMON: usize = 120;

/// Pairs less likely than this are not kept.
const KEPT: f32 = 0.05;

/// No stem tells more than this, however rare it is.
const RAREST: f32 = 9.0;

/// The weights of a logistic regression over pairs of sentences of the invented stories of the part `development`,
/// by what the two share. A pair is right when a careful reader finds a fact that both state.
mod weights {
    pub(super) const NOTHING: f32 = -3.76;
    /// The share of the lighter sentence's telling stems that the other has.
    pub(super) const CONTAINED: f32 = 0.87;
    /// For each three stems, at most six.
    pub(super) const STEMS: f32 = 1.8;
    /// For each three units of weight of people, at most eight.
    pub(super) const PEOPLE: f32 = 1.09;
    /// For each equal figure, at most two.
    pub(super) const FIGURE: f32 = 4.14;
    pub(super) const EVENT: f32 = 1.82;
    pub(super) const DAY: f32 = 3.12;
    /// Both name days, and none of them can be the same.
    pub(super) const OTHER_DAYS: f32 = -0.41;
    pub(super) const DURATION: f32 = 2.84;
    /// Both put it with one strength.
    pub(super) const HEDGE: f32 = 0.38;
}

/// What a sentence is compared by.
#[derive(Debug)]
struct Traits<'r> {
    /// Its telling stems; those that stand everywhere in the story weigh little.
    stems: BTreeMap<&'r str, f32>,
    /// Those it names or means; those who are everywhere in the story weigh little.
    people: BTreeMap<usize, f32>,
    figures: BTreeSet<Amount<'r>>,
    events: BTreeSet<usize>,
    days: Vec<(Date, Date)>,
    durations: BTreeSet<&'r str>,
    hedge: Hedge,
}

/// All pairs of sentences of different reports that may state one thing.
#[derive(Debug)]
pub(super) struct Likeness {
    pairs: BTreeMap<(usize, usize), f32>,
    best: Vec<f32>,
}

impl Likeness {
    /// Compares the sentences of a story.
    pub(super) fn of(dossier: &Dossier<'_>, happenings: &[&Happening<'_>]) -> Self {
        let traits = traits(dossier, happenings);
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        for holders in holders(dossier, &traits) {
            for (rank, b) in holders.iter().enumerate() {
                let others = holders[..rank].iter();
                let apart = others.filter(|a| dossier.lines[**a].article != dossier.lines[*b].article);
                found.extend(apart.map(|a| (*a, *b)));
            }
        }
        let mut best = vec![0.0f32; dossier.lines.len()];
        let mut pairs = BTreeMap::new();
        for (a, b) in found {
            let chance = chance(&traits[a], &traits[b]);
            if chance >= KEPT {
                pairs.insert((a, b), chance);
            }
            let (x, y) = (&dossier.lines[a], &dossier.lines[b]);
            // Copies of one text say nothing about what other reports have, nor does what was replaced.
            let families = &dossier.families.of;
            if families[x.article] != families[y.article]
                && !dossier.is_superseded(x.article)
                && !dossier.is_superseded(y.article)
            {
                let shared = shared(x, y);
                for line in [a, b] {
                    best[line] = best[line].max(shared / total(&dossier.lines[line]).max(1.0));
                }
            }
        }
        Self { pairs, best }
    }

    /// How likely two lines are to state one thing, from 0 to 1.
    pub(super) fn chance(&self, a: usize, b: usize) -> f32 {
        self.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// The pairs, by the numbers of their lines.
    pub(super) fn pairs(&self) -> impl Iterator<Item = ((usize, usize), f32)> {
        self.pairs.iter().map(|(pair, chance)| (*pair, *chance))
    }

    /// How much of a sentence stands in the most similar one of an independent report, from 0 to 1.
    pub(super) fn best(&self, line: usize) -> f32 {
        self.best[line]
    }

    /// Those of some items put together that state one thing, by the lines they stand in: the likeliest pair first, and
    /// two sets only while the mean over all their pairs is at least `mean`, so that no chain of half-alike sentences
    /// leads from one fact to another; of one sentence the likelier half of its pairs counts, as others say more than it.
    pub(super) fn together(&self, mut pairs: Vec<(usize, usize, f32)>, mean: f32) -> Vec<Vec<usize>> {
        pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let mut set: BTreeMap<usize, usize> = BTreeMap::new();
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (a, b, _) in pairs {
            let (x, y) = (*set.entry(a).or_insert(a), *set.entry(b).or_insert(b));
            if x == y {
                continue;
            }
            let left = sets.remove(&x).unwrap_or_else(|| vec![a]);
            let right = sets.remove(&y).unwrap_or_else(|| vec![b]);
            let mut chances: Vec<f32> =
                left.iter().flat_map(|a| right.iter().map(|b| self.chance(*a, *b))).collect();
            chances.sort_by(|x, y| y.total_cmp(x));
            if left.len() == 1 || right.len() == 1 {
                chances.truncate(chances.len().div_ceil(2));
            }
            if chances.iter().sum::<f32>() >= mean * chances.len() as f32 {
                for member in &right {
                    set.insert(*member, x);
                }
                sets.insert(x, [left, right].concat());
            } else {
                sets.insert(x, left);
                sets.insert(y, right);
            }
        }
        let mut sets: Vec<Vec<usize>> = sets.into_values().filter(|set| set.len() > 1).collect();
        for set in &mut sets {
            set.sort_unstable();
        }
        sets.sort();
        sets
    }
}

/// Lines that share something by which they are found: a telling stem, a figure, a day or an event.
fn holders(dossier: &Dossier<'_>, traits: &[Traits<'_>]) -> Vec<Vec<usize>> {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    enum Key<'k> {
        Stem(&'k str),
        Figure(Amount<'k>),
        Day((Date, Date)),
        Event(usize),
    }
    let mut holders: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for (at, (line, traits)) in dossier.lines.iter().zip(traits).enumerate() {
        let stems = line.stems.iter().filter(|(_, weight)| **weight >= TELLING);
        let stems = stems.map(|(stem, _)| Key::Stem(stem));
        let figures = traits.figures.iter().map(|amount| Key::Figure(*amount));
        let days: BTreeSet<(Date, Date)> = traits.days.iter().copied().collect();
        let events = traits.events.iter().map(|event| Key::Event(*event));
        for key in stems.chain(figures).chain(days.into_iter().map(Key::Day)).chain(events) {
            holders.entry(key).or_default().push(at);
        }
    }
    holders.into_values().filter(|holders| (2..=COMMON).contains(&holders.len())).collect()
}

fn traits<'r>(dossier: &'r Dossier<'r>, happenings: &[&Happening<'_>]) -> Vec<Traits<'r>> {
    // Of copies of one sentence the first stands for all.
    let mut seen: BTreeSet<&[u32]> = BTreeSet::new();
    let mut stems: BTreeMap<&str, f32> = BTreeMap::new();
    let mut people: BTreeMap<usize, f32> = BTreeMap::new();
    for line in dossier.lines.iter().filter(|line| seen.insert(&line.words)) {
        for stem in line.stems.keys() {
            *stems.entry(stem).or_insert(0.0) += 1.0;
        }
        for person in &line.people {
            *people.entry(*person).or_insert(0.0) += 1.0;
        }
    }
    let all = seen.len().max(3) as f32;
    let rarity = |count: Option<&f32>| (all / count.copied().unwrap_or(1.0)).ln();
    let mut events: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (number, happening) in happenings.iter().enumerate() {
        for spoken in &happening.mentions {
            if let Some(line) = dossier.line(spoken.article, spoken.mention.sentence) {
                events.entry(line).or_default().insert(number);
            }
        }
    }
    let of = |(at, line): (usize, &'r Line)| {
        let reading = dossier.readings[line.article];
        let times = || reading.times.iter().filter(|time| line.span.contains(time.span));
        let dated = times().filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time));
        let lasting = times().filter(|time| time.kind == TimeType::Duration && !time.value.contains('X'));
        let weigh = |(stem, weight): (&'r String, &f32)| {
            let here = (rarity(stems.get(stem.as_str())) / (all / 2.0).ln()).min(1.0);
            (stem.as_str(), weight.min(RAREST) * here)
        };
        let figures = reading.figures.iter().filter(|figure| line.span.contains(figure.span));
        Traits {
            stems: line.stems.iter().map(weigh).collect(),
            people: line.people.iter().map(|person| (*person, rarity(people.get(person)))).collect(),
            figures: figures.filter(|figure| tells(figure)).map(amount).collect(),
            events: events.remove(&at).unwrap_or_default(),
            days: dated.filter_map(|time| time.days).collect(),
            durations: lasting.map(|time| time.value.as_str()).collect(),
            hedge: hedge(dossier, at),
        }
    };
    dossier.lines.iter().enumerate().map(of).collect()
}

fn chance(a: &Traits<'_>, b: &Traits<'_>) -> f32 {
    const LIGHTEST: f32 = 6.0;
    let total = |traits: &Traits<'_>| traits.stems.values().sum::<f32>();
    let shared: Vec<f32> =
        a.stems.iter().filter(|(stem, _)| b.stems.contains_key(*stem)).map(|(_, weight)| *weight).collect();
    let people = a.people.iter().filter(|(person, _)| b.people.contains_key(person));
    let people: f32 = people.map(|(_, weight)| *weight).sum();
    let figures = a.figures.intersection(&b.figures).count();
    let one_day = |(first, last): &(Date, Date)| first == last;
    let day = a.days.iter().filter(|day| one_day(day)).any(|day| b.days.contains(day));
    let meet = a.days.iter().any(|x| b.days.iter().any(|y| x.0 <= y.1 && y.0 <= x.1));
    let other_days = !a.days.is_empty() && !b.days.is_empty() && !meet;
    let if_so = |so: bool, weight: f32| if so { weight } else { 0.0 };
    let sum = weights::NOTHING
        + weights::CONTAINED * shared.iter().sum::<f32>() / total(a).min(total(b)).max(LIGHTEST)
        + weights::STEMS * shared.len().min(6) as f32 / 3.0
        + weights::PEOPLE * people.min(8.0) / 3.0
        + weights::FIGURE * figures.min(2) as f32
        + if_so(!a.events.is_disjoint(&b.events), weights::EVENT)
        + if_so(day, weights::DAY)
        + if_so(other_days, weights::OTHER_DAYS)
        + if_so(!a.durations.is_disjoint(&b.durations), weights::DURATION)
        + if_so(a.hedge == b.hedge, weights::HEDGE);
    1.0 / (1.0 + (-sum).exp())
}

/// The weight of a sentence's telling stems.
fn total(line: &Line) -> f32 {
    line.stems.values().sum()
}

/// The weight of the telling stems that both sentences have.
fn shared(a: &Line, b: &Line) -> f32 {
    a.stems.iter().filter(|(stem, _)| b.stems.contains_key(*stem)).map(|(_, weight)| *weight).sum()
}
