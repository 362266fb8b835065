//! Positions: who takes which stance where, and what moved.

use super::{
    Point, Woven,
    gold::{GoldPosition, Sentence},
};
use std::collections::BTreeSet;
use weave::{Held, Position};

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let stances = |with_kind: bool| {
        move |woven: &Woven<'_>, mistakes: &mut crate::set::Mistakes| {
            let gold: Vec<(&GoldPosition, BTreeSet<Sentence>)> = woven
                .invented
                .gold
                .positions
                .iter()
                .map(|position| (position, woven.invented.at([&position.at])))
                .filter(|(_, sentences)| !sentences.is_empty())
                .collect();
            let ours = held(woven);
            let fits = |(theirs, at): &(&GoldPosition, BTreeSet<Sentence>),
                        (position, held, sentence): &(&Position, &Held, Sentence)| {
                at.contains(sentence)
                    && is_party(theirs, &position.party, held.holder.exact())
                    && (!with_kind || is_stance(&theirs.stance, held))
            };
            let right_of_ours = ours.iter().filter(|own| {
                let right = gold.iter().any(|theirs| fits(theirs, own));
                if !right {
                    let (position, held, sentence) = own;
                    mistakes.add("none of the gold", || {
                        format!(
                            "{} {} {:?}: {}",
                            woven.invented.name,
                            position.party,
                            held.stance,
                            woven.invented.words(*sentence)
                        )
                    });
                }
                right
            });
            let right_of_ours = right_of_ours.count();
            let right_of_gold = gold.iter().filter(|theirs| {
                let right = ours.iter().any(|own| fits(theirs, own));
                if !right {
                    let words: Vec<String> = theirs.1.iter().map(|at| woven.invented.words(*at)).collect();
                    mistakes.add(format!("{} missed", theirs.0.stance), || {
                        format!("{} {}: {}", woven.invented.name, theirs.0.party, words.join(" | "))
                    });
                }
                right
            });
            [right_of_ours, ours.len(), right_of_gold.count(), gold.len()]
        }
    };
    let mut both = Vec::new();
    for (name, with_kind) in [("positions, party and sentence F1", false), ("positions, stance too F1", true)]
    {
        let mut point = Point::new(name, crate::score::Statistic::TwoSidedF1);
        for story in stories {
            let counts = stances(with_kind)(story, &mut point.mistakes);
            point.measure.add(&counts.map(|count| count as f64));
        }
        both.push(point);
    }
    both.push(Point::over("position changes, F1", stories, |woven, mistakes| {
        let gold: Vec<[BTreeSet<Sentence>; 2]> = woven
            .invented
            .gold
            .position_changes
            .iter()
            .map(|change| [woven.invented.at([&change.from]), woven.invented.at([&change.to])])
            .collect();
        let ours: BTreeSet<[Sentence; 2]> = woven
            .story
            .positions
            .iter()
            .flat_map(|position| {
                position.changes.iter().filter_map(|(from, to)| {
                    let at = |held: &Held| woven.sentences([&held.sentence]).into_iter().next();
                    Some([at(position.held.get(*from)?)?, at(position.held.get(*to)?)?])
                })
            })
            .collect();
        let is = |theirs: &[BTreeSet<Sentence>; 2], own: &[Sentence; 2]| {
            theirs[0].contains(&own[0]) && theirs[1].contains(&own[1])
        };
        for own in ours.iter().filter(|own| !gold.iter().any(|theirs| is(theirs, own))) {
            mistakes.add("no change of the gold", || {
                format!(
                    "{}: {} → {}",
                    woven.invented.name,
                    woven.invented.words(own[0]),
                    woven.invented.words(own[1])
                )
            });
        }
        [gold.iter().filter(|theirs| ours.iter().any(|own| is(theirs, own))).count(), ours.len(), gold.len()]
    }));
    both
}

/// What we have, each stance of a party in a sentence once.
fn held<'w>(woven: &'w Woven<'_>) -> Vec<(&'w Position, &'w Held, Sentence)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for position in &woven.story.positions {
        for held in &position.held {
            let Some(sentence) = woven.sentences([&held.object]).into_iter().next() else { continue };
            if seen.insert((sentence, position.party.clone(), format!("{:?}", held.stance))) {
                all.push((position, held, sentence));
            }
        }
    }
    all
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
