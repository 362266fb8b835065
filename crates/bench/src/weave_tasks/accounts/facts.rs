//! Facts: what several reports state, where they agree and differ, and on how many independent sources a fact stands.

use super::{
    Point, Woven,
    aligned::{aligned, is_found},
    gold::{GoldFact, Sentence},
    of_sets,
};
use std::collections::BTreeSet;
use weave::{Fact, Standing};

type Ours<'w> = (&'w Fact, BTreeSet<Sentence>);

/// Facts that two reports or more speak to, of the gold and ours.
fn shared<'w>(woven: &'w Woven<'_>) -> (Vec<(&'w GoldFact, BTreeSet<Sentence>)>, Vec<Ours<'w>>) {
    let several = |sentences: &BTreeSet<Sentence>| {
        sentences.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len() > 1
    };
    let gold = woven
        .invented
        .gold
        .facts
        .iter()
        .map(|fact| (fact, woven.invented.at(fact.support.iter().chain(&fact.conflicts))))
        .filter(|(_, sentences)| several(sentences))
        .collect();
    let ours = woven
        .story
        .facts
        .iter()
        .map(|fact| {
            let support = fact.support.iter().map(|(_, evidence)| evidence);
            let after = fact.confirmed_by.iter().chain(&fact.denied_by);
            (fact, woven.sentences(support.chain(&fact.conflicts).chain(after)))
        })
        .filter(|(_, sentences)| several(sentences))
        .collect();
    (gold, ours)
}

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let sets = Point::over("facts, sentences F1", stories, |woven, mistakes| {
        let (gold, ours) = shared(woven);
        let gold_sets: Vec<BTreeSet<Sentence>> = gold.iter().map(|(_, set)| set.clone()).collect();
        let own_sets: Vec<BTreeSet<Sentence>> = ours.iter().map(|(_, set)| set.clone()).collect();
        let pairs = aligned(&gold_sets, &own_sets);
        for (g, (fact, set)) in gold.iter().enumerate() {
            if !pairs.iter().any(|(at, ..)| *at == g) {
                mistakes.add(format!("{} missed", fact.standing), || {
                    let words: Vec<String> = set.iter().map(|at| woven.invented.words(*at)).collect();
                    format!("{} {}: {}", woven.invented.name, fact.key, words.join(" | "))
                });
            }
        }
        for (o, (_, set)) in ours.iter().enumerate() {
            if !pairs.iter().any(|(_, at, _)| *at == o) {
                mistakes.add("none of the gold", || {
                    let words: Vec<String> = set.iter().map(|at| woven.invented.words(*at)).collect();
                    format!("{}: {}", woven.invented.name, words.join(" | "))
                });
            }
        }
        of_sets(&gold_sets, &own_sets)
    });
    let standing = Point::over("facts, standing F1", stories, |woven, mistakes| {
        let (gold, ours) = shared(woven);
        let right = found(&gold, &ours).filter(|(theirs, own)| {
            let same = theirs.standing == name(own.standing);
            if !same {
                mistakes.add("another standing", || {
                    format!(
                        "{} {}: {}, not {}",
                        woven.invented.name,
                        theirs.key,
                        name(own.standing),
                        theirs.standing
                    )
                });
            }
            same
        });
        [right.count(), ours.len(), gold.len()]
    });
    let independent =
        Point::rate("independent sources of facts found, accuracy", stories, |woven, mistakes| {
            let (gold, ours) = shared(woven);
            let mut all = 0;
            let right = found(&gold, &ours).filter(|(theirs, own)| {
                all += 1;
                let same = theirs.independent == own.independence.at_most;
                if !same {
                    mistakes.add("another number", || {
                        format!(
                            "{} {}: {}, not {}: {:?}",
                            woven.invented.name,
                            theirs.key,
                            own.independence.at_most,
                            theirs.independent,
                            own.independence.reasons
                        )
                    });
                }
                same
            });
            let right = right.count();
            [right, all]
        });
    vec![sets, standing, independent]
}

/// The facts of the gold that we found, each with ours.
fn found<'f>(
    gold: &'f [(&'f GoldFact, BTreeSet<Sentence>)],
    ours: &'f [Ours<'f>],
) -> impl Iterator<Item = (&'f GoldFact, &'f Fact)> {
    let gold_sets: Vec<BTreeSet<Sentence>> = gold.iter().map(|(_, set)| set.clone()).collect();
    let own_sets: Vec<BTreeSet<Sentence>> = ours.iter().map(|(_, set)| set.clone()).collect();
    aligned(&gold_sets, &own_sets)
        .into_iter()
        .filter(move |(g, o, shared)| is_found(&gold_sets[*g], &own_sets[*o], *shared))
        .map(|(g, o, _)| (gold[g].0, ours[o].0))
}

fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Agreed => "agreed",
        Standing::Single => "single",
        Standing::Disputed => "disputed",
        Standing::Superseded => "superseded",
    }
}
