//! Who says what: source, cue and content of each attribution.
//!
//! Counted as Citron counts: a span is exact when its tokens are those of some gold span whose cue overlaps; pairs
//! need not be one to one. `PolNeAR` writes the quotation marks into the content, the comma that closes an apposition
//! into the source, and what goes on after *she said* into the same attribution; a reading leaves out such marks, and
//! gives a further sentence of a quotation as an attribution without a cue. So marks are put back and such sentences
//! joined before anything is counted.

mod mistakes;
mod tokens;

use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Article;
use corpora::polnear::{self, Document};
use read::{AttributionKind, Reading};
use std::{collections::BTreeSet, ops::Range, path::Path, time::Instant};
use tokens::Tokens;

/// Attributions of `PolNeAR`: its development part, and a tenth of the training part that is kept aside: nobody is
/// to look at its errors, so none are listed.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let dev = polnear::documents(&data.join("quotes/polnear/dev"))?;
    let train = polnear::documents(&data.join("quotes/polnear/train"))?;
    let aside: Vec<Document> = train.into_iter().step_by(10).collect();
    Ok(vec![score("PolNeAR dev", &dev, true), score("PolNeAR train, every tenth", &aside, false)])
}

/// The kinds of content, by their quotation marks.
const KINDS: [AttributionKind; 3] =
    [AttributionKind::Direct, AttributionKind::Indirect, AttributionKind::Mixed];

/// An attribution as the indices of its tokens.
#[derive(Debug, Clone, Default)]
struct Told {
    source: BTreeSet<usize>,
    cue: BTreeSet<usize>,
    content: BTreeSet<usize>,
    kind: Option<AttributionKind>,
}

/// The kind of a gold content: all of its words between marks, some, or none.
fn kind_of(tokens: &Tokens<'_>, content: &BTreeSet<usize>) -> AttributionKind {
    let (mut inside, mut within, mut without) = (false, 0, 0);
    let mut last = None;
    for &at in content {
        if last.is_some_and(|last| last + 1 != at) {
            inside = false;
        }
        last = Some(at);
        let word = tokens.word(at);
        let doubled = word == "'" && (tokens.word(at + 1) == "'" || tokens.word(at.wrapping_sub(1)) == "'");
        if matches!(word, "\"" | "“" | "”") || doubled {
            inside = match word {
                "“" => true,
                "”" => false,
                "'" if tokens.word(at + 1) == "'" && content.contains(&(at + 1)) => inside,
                _ => !inside,
            };
        } else if word.starts_with(char::is_alphanumeric) {
            if inside {
                within += 1;
            } else {
                without += 1;
            }
        }
    }
    match (within, without) {
        (0, _) => AttributionKind::Indirect,
        (_, 0) => AttributionKind::Direct,
        _ => AttributionKind::Mixed,
    }
}

fn gold(tokens: &Tokens<'_>, document: &Document) -> Vec<Told> {
    document
        .attributions
        .iter()
        .map(|gold| {
            let content = tokens.set(&gold.content);
            Told {
                source: tokens.set(&gold.source),
                cue: tokens.set(&gold.cue),
                kind: Some(kind_of(tokens, &content)),
                content,
            }
        })
        .collect()
}

fn ours(tokens: &Tokens<'_>, reading: &Reading) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let pieces = |spans: &[article::Span]| -> Vec<Range<usize>> {
        spans.iter().map(|span| span.start..span.end).collect()
    };
    for said in &reading.attributions {
        let content = said
            .content
            .iter()
            .flat_map(|span| {
                let piece = span.start..span.end;
                if said.quoted.contains(span) { tokens.with_marks(&piece) } else { tokens.touched(&piece) }
            })
            .collect();
        let source = said
            .source
            .as_ref()
            .map(|source| tokens.closed(tokens.set(&pieces(&source.spans))))
            .unwrap_or_default();
        let made = Told { source, cue: tokens.set(&pieces(&said.cue)), content, kind: Some(said.kind) };
        let holder =
            told.iter_mut().rev().take(4).find(|last| {
                made.cue.is_empty() && last.source == made.source && joined(tokens, last, &made)
            });
        match holder {
            Some(last) => last.content.extend(made.content),
            None => told.push(made),
        }
    }
    told
}

/// Whether a sentence without a cue stands in the paragraph of the attribution before.
fn joined(tokens: &Tokens<'_>, last: &Told, next: &Told) -> bool {
    let (Some(&from), Some(&to)) = (last.content.last(), next.content.first()) else { return false };
    from < to && !tokens.text[tokens.spans[from].end..tokens.spans[to].start].contains('\n')
}

fn overlaps(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> bool {
    one.intersection(other).next().is_some()
}

/// Columns for a two-sided F1: what of `ours` is right by some gold one, and the other way round.
fn columns(ours: &[Told], gold: &[Told], right: impl Fn(&Told, &Told) -> bool) -> [f64; 4] {
    let found = ours.iter().filter(|ours| gold.iter().any(|gold| right(ours, gold))).count();
    let known = gold.iter().filter(|gold| ours.iter().any(|ours| right(ours, gold))).count();
    [found as f64, ours.len() as f64, known as f64, gold.len() as f64]
}

fn token_columns(ours: &[Told], gold: &[Told], part: fn(&Told) -> &BTreeSet<usize>) -> [f64; 3] {
    let all = |told: &[Told]| -> BTreeSet<usize> { told.iter().flat_map(part).copied().collect() };
    let (ours, gold) = (all(ours), all(gold));
    [ours.intersection(&gold).count() as f64, ours.len() as f64, gold.len() as f64]
}

fn score(set: &'static str, documents: &[Document], lists_errors: bool) -> Measured {
    const FLOOR: &str = "plain CRF, test";
    const CITRON: &str = "Citron, PARC3";
    const PEOPLE: &str = "PolNeAR, 20 documents";
    let beside = |floor: f64, peer: Option<f64>, human: f64, target: Option<f64>| Beside {
        floor: Some((floor, FLOOR)),
        peer: peer.map(|peer| (peer, CITRON)),
        human: Some((human, PEOPLE)),
        target,
    };
    let two = |name| Measure::new(name, Statistic::TwoSidedF1);
    let mut measured = Measured::new("attributions", set);
    let mut all = two("all exact F1").beside(beside(30.2, Some(56.7), 58.6, Some(48.0)));
    let mut all_stripped =
        two("all exact, marks and \"that\" off, F1").beside(beside(30.2, Some(56.7), 58.6, None));
    let mut cue = two("cue exact F1").beside(beside(56.9, Some(82.3), 70.6, None));
    let mut source = two("source exact F1").beside(beside(50.4, Some(82.0), 74.6, None));
    let mut content = two("content exact F1").beside(beside(39.3, Some(59.3), 67.8, None));
    let mut content_stripped = two("content exact, marks and \"that\" off, F1");
    let mut lenient = two("lenient F1").beside(beside(46.8, None, 74.7, None));
    let mut words =
        Measure::new("content tokens F1", Statistic::F1).beside(beside(76.8, None, 91.6, Some(86.0)));
    let mut source_words =
        Measure::new("source tokens F1", Statistic::F1).beside(beside(62.1, None, 81.5, None));
    let mut cue_words = Measure::new("cue tokens F1", Statistic::F1).beside(beside(52.7, None, 69.2, None));
    let mut direct = Measure::new("direct content exact", Statistic::Accuracy).beside(Beside {
        floor: Some((95.0, "regex")),
        target: Some(95.0),
        ..Beside::default()
    });
    let mut by_kind =
        [two("direct, all exact off F1"), two("indirect, all exact off F1"), two("mixed, all exact off F1")];
    for document in documents {
        measured.words += document.text.split_whitespace().count();
        let start = Instant::now();
        let reading = read::read(Article::new("a", &document.text));
        measured.took += start.elapsed();
        let tokens = Tokens::of(&document.text);
        let (gold, ours) = (gold(&tokens, document), ours(&tokens, &reading));
        let strip = |told: &[Told]| -> Vec<Told> {
            let off = |told: &Told| Told {
                content: tokens.stripped(&told.content),
                source: tokens.stripped(&told.source),
                cue: tokens.stripped(&told.cue),
                ..told.clone()
            };
            told.iter().map(off).collect()
        };
        let (bare_gold, bare_ours) = (strip(&gold), strip(&ours));
        let exact = |a: &Told, b: &Told| a.cue == b.cue && a.source == b.source && a.content == b.content;
        all.add(&columns(&ours, &gold, exact));
        all_stripped.add(&columns(&bare_ours, &bare_gold, exact));
        cue.add(&columns(&ours, &gold, |a, b| a.cue == b.cue));
        source.add(&columns(&ours, &gold, |a, b| overlaps(&a.cue, &b.cue) && a.source == b.source));
        content.add(&columns(&ours, &gold, |a, b| overlaps(&a.cue, &b.cue) && a.content == b.content));
        content_stripped
            .add(&columns(&bare_ours, &bare_gold, |a, b| overlaps(&a.cue, &b.cue) && a.content == b.content));
        lenient.add(&columns(&ours, &gold, |a, b| {
            let shared = a.content.intersection(&b.content).count();
            overlaps(&a.cue, &b.cue)
                && 2 * shared >= a.content.len() + b.content.len() - shared
                && (overlaps(&a.source, &b.source) || a.source.is_empty() && b.source.is_empty())
        }));
        words.add(&token_columns(&ours, &gold, |told| &told.content));
        source_words.add(&token_columns(&ours, &gold, |told| &told.source));
        cue_words.add(&token_columns(&ours, &gold, |told| &told.cue));
        let mut found = [0.0; 2];
        for gold in bare_gold.iter().filter(|gold| gold.kind == Some(AttributionKind::Direct)) {
            let right = bare_ours.iter().any(|ours| ours.content == gold.content);
            found[0] += f64::from(u8::from(right));
            found[1] += 1.0;
            if !right && lists_errors {
                let near: Vec<String> = bare_ours
                    .iter()
                    .filter(|ours| overlaps(&ours.content, &gold.content))
                    .map(|ours| format!("[{}] {}", tokens.show(&ours.cue), tokens.show(&ours.content)))
                    .collect();
                measured.mistakes.add("direct content not found", || {
                    format!(
                        "{}: {}\n      ours {}",
                        document.id,
                        tokens.show(&gold.content),
                        near.join(" | ")
                    )
                });
            }
        }
        direct.add(&found);
        for (measure, kind) in by_kind.iter_mut().zip(KINDS) {
            let is = |told: &&Told| told.kind == Some(kind);
            let (mine, theirs): (Vec<Told>, Vec<Told>) = (
                bare_ours.iter().filter(is).cloned().collect(),
                bare_gold.iter().filter(is).cloned().collect(),
            );
            let right = |ours: &Told, gold: &[Told]| gold.iter().any(|gold| exact(ours, gold));
            measure.add(&[
                mine.iter().filter(|ours| right(ours, &bare_gold)).count() as f64,
                mine.len() as f64,
                theirs.iter().filter(|gold| right(gold, &bare_ours)).count() as f64,
                theirs.len() as f64,
            ]);
        }
        if lists_errors {
            mistakes::mistakes(&mut measured, &document.id, &tokens, &bare_ours, &bare_gold);
        }
    }
    measured.measures = vec![
        all,
        all_stripped,
        cue,
        source,
        content,
        content_stripped,
        lenient,
        words,
        source_words,
        cue_words,
        direct,
    ];
    measured.measures.extend(by_kind);
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_the_marks() {
        for (text, kind) in [
            ("“We won,” … “at last.”", AttributionKind::Direct),
            ("that “we” won", AttributionKind::Mixed),
            ("that we won", AttributionKind::Indirect),
            ("''We won''", AttributionKind::Direct),
        ] {
            let tokens = Tokens::of(text);
            let all = (0..tokens.spans.len()).collect();
            assert_eq!(kind_of(&tokens, &all), kind, "{text}");
        }
    }
}
