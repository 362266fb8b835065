//! Whom a pronoun means: the person or organisation that stands out before it.

use super::{
    candidates::candidates,
    drafts::Scene,
    features::Features,
    ranker::Ranker,
    seen::Seen,
    view::View,
    words::{self, Gender},
};
use crate::EntityKind;
use std::ops::Range;

/// A pronoun that could be told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) someone: usize,
    /// Whether hardly anyone else could be meant.
    pub(super) sure: bool,
}

/// Whether this word, in small letters, is a pronoun that can be told.
pub(super) fn is_pronoun(lower: &str) -> bool {
    matches!(
        lower,
        "he" | "him"
            | "his"
            | "himself"
            | "she"
            | "her"
            | "hers"
            | "herself"
            | "it"
            | "its"
            | "itself"
            | "they"
            | "them"
            | "their"
            | "theirs"
    )
}

/// The gender of a pronoun.
pub(super) fn gender(lower: &str) -> Gender {
    match lower {
        "he" | "him" | "his" | "himself" => Gender::Man,
        "she" | "her" | "hers" | "herself" => Gender::Woman,
        _ => Gender::Unknown,
    }
}

/// How far back, in mentions, an organisation or group is looked for.
const REACH: usize = 60;
/// How likely the likeliest person must be to be named.
const LIKELY: f32 = 0.5;
/// How likely somebody is of whom more is learned from the pronoun: a gender, or being a person at all.
const SURE: f32 = 0.85;

/// The likeliest of the candidates, when it is likely enough.
pub(super) fn person(
    scene: &Scene<'_, '_, '_, '_>,
    ranker: &Ranker,
    candidates: &[(Option<usize>, Features)],
) -> Option<Found> {
    let rows: Vec<&[f32]> = candidates.iter().map(|(_, row)| row.as_slice()).collect();
    let shares = ranker.shares(&rows);
    let mut people: Vec<(usize, f32)> =
        candidates.iter().zip(shares).filter_map(|(candidate, share)| Some((candidate.0?, share))).collect();
    people.sort_by(|one, other| other.1.total_cmp(&one.1));
    let (someone, share) = *people.first()?;
    // Of two who are only named together neither stands out.
    let paired = people.get(1).is_some_and(|(next, _)| are_paired(scene, someone, *next));
    let likely = share >= LIKELY && (share >= SURE || !paired) && !ranker.forest.trees.is_empty();
    likely.then_some(Found { someone, sure: share >= SURE })
}

/// Whether the last mentions of two are joined by *and*: *Lund and Brandt met*.
fn are_paired(scene: &Scene<'_, '_, '_, '_>, one: usize, other: usize) -> bool {
    let last = |someone: usize| scene.seen.iter().rev().take(REACH).find(|seen| seen.someone == someone);
    let (Some(one), Some(other)) = (last(one), last(other)) else { return false };
    let (first, second) = if one.tokens.start < other.tokens.start { (one, other) } else { (other, one) };
    second.tokens.start == first.tokens.end + 1 && scene.view.lower(first.tokens.end) == "and"
}

/// The candidates for a pronoun of one person; none for any other.
pub(super) fn people(scene: &Scene<'_, '_, '_, '_>, at: usize) -> Vec<(Option<usize>, Features)> {
    match gender(scene.view.lower(at)) {
        Gender::Unknown => Vec::new(),
        gender => candidates(scene, at, gender),
    }
}

/// *it*, *its*, *they*: an organisation, country or group that the sentence, or the one before, is about.
pub(super) fn thing(scene: &Scene<'_, '_, '_, '_>, at: usize) -> Option<Found> {
    let (view, seen) = (scene.view, scene.seen);
    let word = view.lower(at);
    let many = matches!(word, "they" | "them" | "their" | "theirs");
    let sentence = view.sentence(at);
    let fits = |earlier: &&Seen| {
        scene.everyone.get(earlier.someone).is_some_and(|someone| {
            if many {
                someone.kind == EntityKind::Group
                    || (someone.kind == EntityKind::Organisation
                        && someone.name.ends_with('s')
                        && someone.short == Some("union"))
            } else {
                someone.kind == EntityKind::Organisation
                    || (someone.kind == EntityKind::Place && someone.speaks_for.is_some())
            }
        })
    };
    let back = |earlier: &Seen| sentence.saturating_sub(earlier.sentence);
    let near = || seen.iter().rev().take(REACH).take_while(|earlier| back(earlier) <= 1);
    let opens = at <= view.sentence_start(at) + 1;
    let here = near()
        .filter(|earlier| back(earlier) == 0)
        .find(|earlier| fits(earlier) && earlier.position.subject && !earlier.position.quoted)
        // *Their* after two subjects means both.
        .filter(|earlier| !many || !is_one_of_two(view, &earlier.tokens));
    let found = match word {
        // *it* is too often the weather, the plan or the fact: only right after somebody spoke of itself.
        "it" => {
            let speech = at > view.sentence_start(at)
                && (words::speaks(view.before(at))
                    || view.before(at) == "that" && words::speaks(view.before(at - 1)));
            let acts = words::is_auxiliary(view.lower(at + 1));
            here.filter(|_| speech && acts)
        }
        // A pronoun that opens its sentence looks back at what the one before is about.
        _ => here.or_else(|| {
            near()
                .filter(|earlier| opens && back(earlier) == 1)
                .filter(fits)
                .filter(|earlier| earlier.position.subject)
                .last()
        }),
    }?;
    Some(Found { someone: found.someone, sure: false })
}

/// Whether a mention is joined to another by *and*.
fn is_one_of_two(view: &View<'_, '_>, tokens: &Range<usize>) -> bool {
    view.before(tokens.start) == "and" || (tokens.end..tokens.end + 4).any(|at| view.lower(at) == "and")
}
