//! Which sentences tell most of a day.

use super::told::Sentence;
use crate::group::Vector;
use std::collections::BTreeMap;

/// A sentence more alike than this to one that was chosen says the same.
const SAME: f32 = 0.35;

/// What a sentence that does not name the day counts for beside one that does.
const HEAD_WEIGHT: f32 = 0.5;

/// At most `count` of these sentences, no two saying the same, those first that have most in common with all. What one
/// report says of the day in several sentences counts as one.
pub(super) fn chosen<'s>(mentions: &'s [Sentence], heads: &'s [Sentence], count: usize) -> Vec<&'s Sentence> {
    let mut of_report: BTreeMap<usize, f32> = BTreeMap::new();
    for sentence in mentions {
        *of_report.entry(sentence.report).or_insert(0.0) += 1.0;
    }
    let share = |sentence: &Sentence| 1.0 / of_report.get(&sentence.report).copied().unwrap_or(1.0);
    let named = mentions.iter().map(|sentence| (&sentence.words, share(sentence)));
    let centre = Vector::sum(named.chain(heads.iter().map(|sentence| (&sentence.words, HEAD_WEIGHT))));
    let mut ranked: Vec<(f32, &Sentence)> =
        mentions.iter().chain(heads).map(|sentence| (sentence.words.cosine(&centre), sentence)).collect();
    // A stable sort: of equal ones the first stays first.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen: Vec<&Sentence> = Vec::new();
    for (_, sentence) in ranked {
        if chosen.len() == count {
            break;
        }
        if chosen.iter().all(|other| other.words.cosine(&sentence.words) <= SAME) {
            chosen.push(sentence);
        }
    }
    chosen
}
