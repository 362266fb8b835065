//! Whom a pronoun means: the person or organisation that stands out before it.

use super::{
    same::Someone,
    view::{Shape, View},
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind};
use std::ops::Range;

/// A mention that a later pronoun may mean again.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools)] // Each is a property of its own that is weighed apart.
pub(super) struct Seen {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) sentence: usize,
    paragraph: usize,
    kind: MentionKind,
    subject: bool,
    speaks: bool,
    possessive: bool,
    oblique: bool,
    quoted: bool,
    first: bool,
}

impl Seen {
    pub(super) fn new(
        view: &View<'_, '_>,
        tokens: Range<usize>,
        someone: usize,
        kind: MentionKind,
        modifies: bool,
    ) -> Self {
        let start = tokens.start;
        let word = view.lower(start);
        let possessive_pronoun =
            kind == MentionKind::Pronoun && matches!(word, "his" | "its" | "their" | "her");
        // Whose office somebody holds stands back like an owner.
        let possessive = modifies || matches!(view.lower(tokens.end), "'s") || possessive_pronoun;
        let verb = verb_after(view, tokens.end);
        let before = before_phrase(view, start);
        let oblique = is_preposition(before);
        let speaks = words::speaks(view.lower(verb)) || words::speaks(before);
        let subject = !possessive
            && !oblique
            && (is_verb(view, verb)
                || words::speaks(before) && !matches!(before, "told" | "asked" | "urged" | "warned"));
        let from = view.sentence_start(start);
        Self {
            someone,
            sentence: view.sentence(start),
            paragraph: view.paragraph(start),
            kind,
            subject,
            speaks,
            possessive,
            oblique,
            quoted: view.is_quoted(start),
            first: start.saturating_sub(from) < 6,
            tokens,
        }
    }
}

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

/// How far back, in mentions, an antecedent is looked for.
const REACH: usize = 60;
/// How much better the best must be than the next.
const MARGIN: i32 = 4;

/// Whom the pronoun at token `at` means.
pub(super) fn resolve(view: &View<'_, '_>, everyone: &[Someone], seen: &[Seen], at: usize) -> Option<Found> {
    let word = view.lower(at);
    match gender(word) {
        Gender::Unknown => thing(view, everyone, seen, at),
        gender => person(view, everyone, seen, at, gender),
    }
}

fn person(
    view: &View<'_, '_>,
    everyone: &[Someone],
    seen: &[Seen],
    at: usize,
    gender: Gender,
) -> Option<Found> {
    let word = view.lower(at);
    let sentence = view.sentence(at);
    let paragraph = view.paragraph(at);
    let subject = matches!(word, "he" | "she");
    let object = matches!(word, "him")
        || (word == "her" && !view.text.token(at + 1).starts_with(char::is_alphanumeric));
    let speaks = subject && (words::speaks(view.lower(at + 1)) || words::speaks(view.before(at)));
    let after_quote =
        speaks && (view.sentence_start(at).max(at.saturating_sub(200))..at).any(|at| view.is_quoted(at));
    let mut scores: Vec<(usize, i32)> = Vec::new();
    for earlier in seen.iter().rev().take(REACH) {
        let back = sentence.saturating_sub(earlier.sentence);
        if back > 3 || paragraph.saturating_sub(earlier.paragraph) > 2 {
            break;
        }
        let Some(someone) = everyone.get(earlier.someone) else { continue };
        let unknown = someone.kind == EntityKind::Other && someone.may_be_person;
        if (someone.kind != EntityKind::Person && !unknown)
            || (someone.gender != Gender::Unknown && someone.gender != gender)
        {
            continue;
        }
        if object && back == 0 && earlier.subject && !clause_between(view, earlier.tokens.end, at) {
            continue;
        }
        let mut score = match back {
            0 => 40,
            1 => 32,
            2 => 22,
            _ => 14,
        };
        score -= 3 * i32::try_from(paragraph.saturating_sub(earlier.paragraph)).unwrap_or(0);
        score -= if unknown { 5 } else { 0 };
        score += if earlier.subject { 21 } else { 0 };
        score += if earlier.first { 3 } else { 0 };
        score += if earlier.kind == MentionKind::Pronoun { 4 } else { 0 };
        score -= if earlier.possessive { 5 } else { 0 };
        score -= if earlier.oblique { 4 } else { 0 };
        score -= if earlier.quoted { 18 } else { 0 };
        score += if someone.gender == gender { 8 } else { 0 };
        score += if after_quote && earlier.speaks { 8 } else { 0 };
        match scores.iter_mut().find(|(index, _)| *index == earlier.someone) {
            // Several mentions make somebody stand out a little more.
            Some((_, best)) => *best = (*best).max(score) + 1,
            None => scores.push((earlier.someone, score)),
        }
    }
    scores.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    match scores.as_slice() {
        [] => None,
        [(someone, score)] => Some(Found { someone: *someone, sure: *score >= 36 }),
        [(someone, best), (_, next), ..] => {
            (best - next >= MARGIN).then_some(Found { someone: *someone, sure: best - next >= 3 * MARGIN })
        }
    }
}

/// *it*, *its*, *they*: an organisation, country or group that the sentence, or the one before, is about.
fn thing(view: &View<'_, '_>, everyone: &[Someone], seen: &[Seen], at: usize) -> Option<Found> {
    let word = view.lower(at);
    let many = matches!(word, "they" | "them" | "their" | "theirs");
    let sentence = view.sentence(at);
    let fits = |earlier: &&Seen| {
        everyone.get(earlier.someone).is_some_and(|someone| {
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
        .find(|earlier| fits(earlier) && earlier.subject && !earlier.quoted)
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
                .filter(|earlier| earlier.subject)
                .last()
        }),
    }?;
    Some(Found { someone: found.someone, sure: false })
}

/// Whether a mention is joined to another by *and*.
fn is_one_of_two(view: &View<'_, '_>, tokens: &Range<usize>) -> bool {
    view.before(tokens.start) == "and" || (tokens.end..tokens.end + 4).any(|at| view.lower(at) == "and")
}

/// The token at which the verb would stand after a mention: past an apposition between commas.
fn verb_after(view: &View<'_, '_>, end: usize) -> usize {
    let limit = view.sentence_end(end.saturating_sub(1)).min(end + 24);
    if view.lower(end) == "(" {
        return (end..limit)
            .find(|at| view.lower(*at) == ")")
            .map_or(end, |close| verb_after(view, close + 1));
    }
    if view.lower(end) == "and" && view.is_capital(end + 1) {
        // Two subjects of one verb.
        let past = (end + 1..limit).find(|at| !view.is_capital(*at)).unwrap_or(end);
        return if is_verb(view, past) { past } else { end };
    }
    if view.lower(end) != "," {
        return end;
    }
    if is_verb(view, end + 1) {
        return end + 1;
    }
    (end + 1..limit).find(|at| view.lower(*at) == ",").map_or(end, |close| close + 1)
}

/// The word before a noun phrase, past its title and article.
fn before_phrase<'v>(view: &'v View<'_, '_>, start: usize) -> &'v str {
    let from = view.sentence_start(start);
    let mut at = start;
    while at > from && start - at < 8 {
        let word = view.lower(at - 1);
        let inside = view.is_capital(at - 1) && !view.is_start(at - 1)
            || matches!(word, "the" | "a" | "an" | "." | "'s")
            || super::offices::office_at(view, at - 1).is_some();
        if !inside {
            break;
        }
        at -= 1;
    }
    if at > from { view.lower(at - 1) } else { "" }
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "to"
            | "about"
            | "against"
            | "between"
            | "under"
            | "over"
            | "after"
            | "before"
            | "including"
            | "like"
            | "without"
            | "behind"
            | "beside"
            | "alongside"
            | "than"
            | "toward"
            | "towards"
    )
}

/// Whether the word is, or plainly looks like, a finite verb.
fn is_verb(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    if words::is_auxiliary(word) || words::speaks(word) {
        return true;
    }
    if view.shape(at) != Shape::Small || words::is_function_word(word) {
        // An adverb may stand between: `also said`.
        return matches!(
            word,
            "also" | "then" | "still" | "now" | "never" | "again" | "once" | "later" | "already"
        ) && view.shape(at + 1) == Shape::Small;
    }
    word.ends_with("ed") || word.ends_with('s') || word.ends_with("ly") || words::is_irregular_past(word)
}

/// Whether a clause begins between two tokens.
fn clause_between(view: &View<'_, '_>, from: usize, to: usize) -> bool {
    (from..to.min(from + 80)).any(|at| {
        matches!(
            view.lower(at),
            "," | ";"
                | ":"
                | "—"
                | "that"
                | "who"
                | "which"
                | "when"
                | "while"
                | "because"
                | "after"
                | "before"
                | "as"
                | "and"
                | "but"
                | "if"
                | "whether"
                | "since"
                | "until"
                | "so"
                | "where"
                | "to"
        ) || view.shape(at) == Shape::Small && words::speaks(view.lower(at))
    })
}
