//! Positions: who takes which stance where, and what moved.

use super::{
    Point, Woven,
    gold::{GoldPosition, Sentence},
};
use crate::set::Mistakes;
use std::collections::BTreeSet;
use weave::{Held, Position};

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let mut points = Vec::new();
    for (name, with_kind) in [("positions, party and sentence F1", false), ("positions, stance too F1", true)]
    {
        let mut point = Point::new(name, crate::score::Statistic::TwoSidedF1);
        for story in stories {
            let counts = found(story, with_kind, &mut point.mistakes);
            point.measure.add(&counts.map(|count| count as f64));
        }
        points.push(point);
    }
    points.push(Point::over("position changes, F1", stories, changes));
    points
}

/// A stance of the gold, with the sentences that take it: copies repeat them.
struct Theirs<'w> {
    position: &'w GoldPosition,
    at: BTreeSet<Sentence>,
}

/// A stance of ours, with the sentences that take it.
struct Own<'w> {
    position: &'w Position,
    held: &'w Held,
    at: BTreeSet<Sentence>,
}

impl Own<'_> {
    fn is(&self, theirs: &Theirs<'_>, with_kind: bool) -> bool {
        !self.at.is_disjoint(&theirs.at)
            && is_party(theirs.position, &self.position.party, self.held.holder.exact())
            && (!with_kind || is_stance(&theirs.position.stance, self.held))
    }
}

/// How many of ours are right, ours, how many of the gold are found, gold.
fn found(woven: &Woven<'_>, with_kind: bool, mistakes: &mut Mistakes) -> [usize; 4] {
    let name = &woven.invented.name;
    let words = |at: &BTreeSet<Sentence>| -> String {
        at.first().map_or_else(String::new, |first| woven.invented.words(*first))
    };
    let (gold, ours) = (theirs(woven), own(woven));
    let wrong: Vec<&Own<'_>> =
        ours.iter().filter(|own| !gold.iter().any(|theirs| own.is(theirs, with_kind))).collect();
    let missed: Vec<&Theirs<'_>> =
        gold.iter().filter(|theirs| !ours.iter().any(|own| own.is(theirs, with_kind))).collect();
    for own in &wrong {
        mistakes.add("none of the gold", || {
            format!("{name} {} {:?}: {}", own.position.party, own.held.stance, words(&own.at))
        });
    }
    for theirs in &missed {
        mistakes.add(format!("{} missed", theirs.position.stance), || {
            format!("{name} {}: {}", theirs.position.party, words(&theirs.at))
        });
    }
    [ours.len() - wrong.len(), ours.len(), gold.len() - missed.len(), gold.len()]
}

/// What the gold has, each stance of a party in the same words once.
fn theirs<'w>(woven: &'w Woven<'_>) -> Vec<Theirs<'w>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for position in &woven.invented.gold.positions {
        let at = woven.invented.repeated(&woven.invented.at([&position.at]));
        if !at.is_empty() && seen.insert((at.clone(), &position.party, &position.stance)) {
            all.push(Theirs { position, at });
        }
    }
    all
}

/// What we have, each stance of a party in the same words once.
fn own<'w>(woven: &'w Woven<'_>) -> Vec<Own<'w>> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for position in &woven.story.positions {
        for held in &position.held {
            let at: BTreeSet<Sentence> = woven.sentences([&held.object]).into_iter().take(1).collect();
            let at = woven.invented.repeated(&at);
            if !at.is_empty() && seen.insert((at.clone(), &position.party, format!("{:?}", held.stance))) {
                all.push(Own { position, held, at });
            }
        }
    }
    all
}

/// Of the moves of positions: how many of the gold are found, ours, gold. A move is from a sentence to a sentence.
fn changes(woven: &Woven<'_>, mistakes: &mut Mistakes) -> [usize; 3] {
    let repeated = |at: BTreeSet<Sentence>| woven.invented.repeated(&at);
    let gold: Vec<[BTreeSet<Sentence>; 2]> = woven
        .invented
        .gold
        .position_changes
        .iter()
        .map(|change| [&change.from, &change.to].map(|at| repeated(woven.invented.at([at]))))
        .collect();
    let ours: BTreeSet<[BTreeSet<Sentence>; 2]> =
        woven
            .story
            .positions
            .iter()
            .flat_map(|position| {
                position.changes.iter().filter_map(|(from, to)| {
                    let ends = [position.held.get(*from)?, position.held.get(*to)?];
                    Some(ends.map(|held| {
                        repeated(woven.sentences([&held.sentence]).into_iter().take(1).collect())
                    }))
                })
            })
            .collect();
    let is = |theirs: &[BTreeSet<Sentence>; 2], own: &[BTreeSet<Sentence>; 2]| {
        theirs.iter().zip(own).all(|(theirs, own)| !theirs.is_disjoint(own))
    };
    let words = |ends: &[BTreeSet<Sentence>; 2]| {
        let each = ends.iter().filter_map(|end| end.first()).map(|first| woven.invented.words(*first));
        each.collect::<Vec<String>>().join(" → ")
    };
    for own in ours.iter().filter(|own| !gold.iter().any(|theirs| is(theirs, own))) {
        mistakes.add("no change of the gold", || format!("{}: {}", woven.invented.name, words(own)));
    }
    let (found, missed): (Vec<_>, Vec<_>) =
        gold.iter().partition(|theirs| ours.iter().any(|own| is(theirs, own)));
    for theirs in missed {
        mistakes.add("a change missed", || format!("{}: {}", woven.invented.name, words(theirs)));
    }
    [found.len(), ours.len(), gold.len()]
}

/// Whether a party of the gold is meant by our name for it or by the words of the report.
fn is_party(gold: &GoldPosition, name: &str, holder: &str) -> bool {
    let (name, holder) = (name.to_lowercase(), holder.to_lowercase());
    gold.also.iter().chain([&gold.party]).any(|form| {
        let form = form.to_lowercase();
        let form = form.strip_prefix("the ").unwrap_or(&form);
        name.contains(form) || form.contains(&name) || holder.contains(form)
    })
}

/// Whether a stance is the one of the gold. What one calls a demand another calls a call, and what one calls a refusal
/// another rules out.
fn is_stance(gold: &str, held: &Held) -> bool {
    use read::StanceKind as S;
    match gold {
        "demands" | "calls_for" => matches!(held.stance, S::Demands | S::CallsFor),
        "rejects" | "rules_out" | "opposes" => matches!(held.stance, S::Rejects | S::RulesOut | S::Opposes),
        "offers" => held.stance == S::Offers,
        "accepts" | "supports" => matches!(held.stance, S::Accepts | S::Supports),
        "open_to" => held.stance == S::IsOpenTo,
        "conditions" => held.stance == S::Conditions,
        "threatens" => held.stance == S::Threatens,
        _ => false,
    }
}
