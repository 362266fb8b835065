//! Quotations across reports: which renderings are one utterance, and whose.

use super::{
    Point, Woven,
    aligned::{aligned, is_found},
    gold::Sentence,
    of_sets,
};
use std::collections::BTreeSet;
use weave::Quote;

type Ours<'w> = (&'w Quote, BTreeSet<Sentence>);

/// Utterances that two reports or more render, of the gold and ours.
fn utterances<'w>(woven: &'w Woven<'_>) -> (Vec<BTreeSet<Sentence>>, Vec<Ours<'w>>) {
    let gold = woven.invented.gold.quotes.iter();
    let gold =
        gold.map(|quote| woven.invented.at(quote.renderings.iter().map(|rendering| &rendering.at))).collect();
    let ours = woven
        .story
        .quotes
        .iter()
        .map(|quote| {
            let pieces = quote.renderings.iter().flat_map(|rendering| {
                let whole = rendering.pieces.is_empty().then_some(&rendering.context);
                rendering.pieces.iter().chain(whole)
            });
            (quote, woven.sentences(pieces))
        })
        .filter(|(_, sentences)| {
            sentences.iter().map(|(article, _)| article).collect::<BTreeSet<_>>().len() > 1
        })
        .collect();
    (gold, ours)
}

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let sets = Point::over("quotations across reports, sentences F1", stories, |woven, mistakes| {
        let (gold, ours) = utterances(woven);
        let ours: Vec<BTreeSet<Sentence>> = ours.into_iter().map(|(_, sentences)| sentences).collect();
        let pairs = aligned(&gold, &ours);
        for (g, set) in gold.iter().enumerate() {
            let shared = pairs.iter().find(|(at, ..)| *at == g).map_or(0, |(.., shared)| *shared);
            if shared < set.len() {
                mistakes.add("missed in part or whole", || {
                    let words: Vec<String> = set.iter().map(|at| woven.invented.words(*at)).collect();
                    format!("{}: {shared} of {}", woven.invented.name, words.join(" | "))
                });
            }
        }
        for (o, set) in ours.iter().enumerate() {
            if !pairs.iter().any(|(_, at, _)| *at == o) {
                mistakes.add("none of the gold", || {
                    let words: Vec<String> = set.iter().map(|at| woven.invented.words(*at)).collect();
                    format!("{}: {}", woven.invented.name, words.join(" | "))
                });
            }
        }
        of_sets(&gold, &ours)
    });
    let speakers = Point::rate("speaker of an utterance found, accuracy", stories, |woven, mistakes| {
        let (gold, ours) = utterances(woven);
        let sets: Vec<BTreeSet<Sentence>> = ours.iter().map(|(_, sentences)| sentences.clone()).collect();
        let (mut right, mut all) = (0, 0);
        for (g, o, shared) in aligned(&gold, &sets) {
            if !is_found(&gold[g], &sets[o], shared) {
                continue;
            }
            all += 1;
            let quote = ours[o].0;
            let person = quote.speaker.and_then(|at| woven.story.people.get(at));
            let ours = person.map(|person| person.name.as_str());
            let ours = ours
                .or(quote.source.as_ref().map(article::Evidence::exact))
                .unwrap_or_default()
                .to_lowercase();
            let theirs = woven.invented.gold.quotes[g].speaker.to_lowercase();
            let same = !ours.is_empty() && (theirs.contains(&ours) || ours.contains(&theirs));
            right += usize::from(same);
            if !same {
                mistakes
                    .add("another speaker", || format!("{}: {ours:?}, not {theirs:?}", woven.invented.name));
            }
        }
        [right, all]
    });
    vec![sets, speakers]
}
