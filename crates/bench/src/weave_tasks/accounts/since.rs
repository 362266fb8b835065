//! What is new since a moment: of the sentences of later reports that the gold calls new or old, which are shown.

use super::{Point, Woven, gold::Sentence};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tell::Options;

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    let new = Point::over("new since a moment, F1", stories, |woven, mistakes| {
        let (mut right, mut told, mut all) = (0, 0, 0);
        for since in &woven.invented.gold.since {
            let shown = shown(woven, since.moment);
            let (new, old) = (woven.invented.at(&since.new), woven.invented.at(&since.old));
            for sentence in new.difference(&shown) {
                mistakes.add("new and not shown", || {
                    format!("{} {}: {}", woven.invented.name, since.moment, woven.invented.words(*sentence))
                });
            }
            for sentence in old.intersection(&shown) {
                mistakes.add("old and shown", || {
                    format!("{} {}: {}", woven.invented.name, since.moment, woven.invented.words(*sentence))
                });
            }
            right += new.intersection(&shown).count();
            told += new.union(&old).filter(|sentence| shown.contains(sentence)).count();
            all += new.len();
        }
        [right, told, all]
    });
    let old = Point::rate("old since a moment and left out, rate", stories, |woven, _| {
        let (mut left_out, mut all) = (0, 0);
        for since in &woven.invented.gold.since {
            let shown = shown(woven, since.moment);
            let old = woven.invented.at(&since.old);
            left_out += old.difference(&shown).count();
            all += old.len();
        }
        [left_out, all]
    });
    vec![new, old]
}

/// The sentences of reports since a day that lines of an account of what is new stand on, without those known to say
/// only what older reports had said.
fn shown(woven: &Woven<'_>, moment: article::PartialDate) -> BTreeSet<Sentence> {
    let options = Options { since: Some(moment), ..Options::default() };
    let account = tell::account(&woven.story, &woven.invented.readings, &options);
    let newer: BTreeSet<&str> =
        account.story.since.iter().flat_map(|since| &since.articles).map(String::as_str).collect();
    let lines = json!([
        account.events,
        account.timeline,
        account.quotes,
        account.facts,
        account.positions,
        account.only_in
    ]);
    let mut cited = BTreeSet::new();
    collect(&lines, &mut cited);
    let is_newer = |evidence: &article::Evidence| newer.contains(evidence.article().0.as_str());
    let repeats = woven.story.repeats.iter();
    let old = repeats.filter(|repeat| !repeat.of.iter().any(is_newer)).map(|repeat| &repeat.sentence);
    let old = woven.sentences(old);
    account
        .evidence
        .iter()
        .filter(|evidence| cited.contains(&evidence.id.0) && newer.contains(evidence.article.as_str()))
        .filter_map(|evidence| Some((woven.invented.number(&evidence.article)?, evidence.sentence - 1)))
        .filter(|sentence| !old.contains(sentence))
        .collect()
}

/// All texts within a value.
fn collect(value: &Value, texts: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            texts.insert(text.clone());
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, texts)),
        Value::Object(all) => all.values().for_each(|one| collect(one, texts)),
        _ => {}
    }
}
