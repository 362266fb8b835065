//! Finds what a cue governs.

use super::{
    after::{After, after, clause, says},
    classes::Class,
    clauses::{LONGEST, clause_start, starts_sentence},
    cues::{Cue, Finite, ends},
    ends::{governed, own_end},
    lexicon::CueClass,
    scene::{Scene, Unit},
    subjects::{LEADS, Side, Subject},
    venues,
};
use crate::words::VerbForm;
use std::ops::Range;

/// What a cue governs, and what stands between them.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    /// The pieces, in order; empty when the cue governs nothing in its unit.
    pub(super) pieces: Vec<Range<usize>>,
    /// Where or to whom it was said.
    pub(super) venue: Option<Range<usize>>,
    /// Whether the unit ends in a colon after the cue, so that the content comes in the next.
    pub(super) open: bool,
}

/// How many cues before and after one are looked at.
const NEAR: usize = 32;

/// A cue with its subject.
pub(super) type Governed = (Cue, Option<Subject>);

/// What cue `index` of a unit governs.
pub(super) fn content(scene: &Scene<'_>, unit: &Unit, cues: &[Governed], index: usize) -> Content {
    let Some((cue, Some(subject))) = cues.get(index) else { return Content::default() };
    let limit = limit(scene, unit, cues, index);
    if cue.entry.class == CueClass::By {
        return by(scene, unit, cue, subject, limit);
    }
    let left = match subject.side {
        Side::Left => subject.range().start.min(cue.group.start),
        _ => cue.group.start,
    };
    let inverted = subject.side == Side::Right;
    let mut from = if inverted { subject.range().end } else { cue.group.end };
    let mut content = Content::default();
    let after = after(scene, unit, cue, &mut from, limit, &mut content, inverted);
    let after = match after {
        After::Clause(clause) => {
            let end = own_end(scene, unit, cue, &clause);
            After::Clause(scene.trim(unit, clause.start..end))
        }
        other => other,
    };
    let before = match subject.side {
        Side::Left | Side::Right => before(scene, unit, cues, index, left),
        _ => None,
    };
    // *In a statement, the mayor said*
    let venue_before = || {
        let floor = clause_start(scene, unit, left);
        says(cue).then(|| venues::at(scene, unit, floor)).flatten().filter(|venue| venue.end <= left)
    };
    match (before, after) {
        (Some(before), After::Clause(clause)) => {
            let quoted = ends_in_quote(scene, unit, &before);
            let resumes = scene.class(unit, clause.start) == Class::Quote;
            let small = resumes && !starts_sentence(scene, unit, clause.start);
            let aside = matches!(
                scene.class(unit, clause.start),
                Class::Preposition | Class::Subordinator | Class::Adverb | Class::Time
            );
            if resumes && (quoted || small) {
                content.pieces = vec![before, clause];
            } else if inverted || quoted && aside {
                content.pieces = vec![before];
            } else {
                content.pieces = vec![clause];
            }
        }
        (Some(before), After::Beyond(clause)) => {
            let quoted = ends_in_quote(scene, unit, &before);
            let whole = before.clone().any(|at| scene.is_finite(unit, at));
            let goes_on = !quoted && (!whole || resumes_clause(scene, unit, clause.start));
            content.pieces = match (is_opener(scene, unit, &before), goes_on) {
                (true, _) => vec![clause],
                (false, true) => vec![before, clause],
                (false, false) => vec![before],
            };
        }
        (None, After::Beyond(clause)) => {
            // *As one of them put it, …*
            let before = scene.trim(unit, clause_start(scene, unit, left)..left);
            if left > unit.start && says(cue) && !cue.entry.strict {
                if scene.word(unit, left - 1) == "as" {
                    content.pieces = vec![clause];
                } else if scene.class(unit, left - 1) == Class::Comma && !before.is_empty() {
                    // *Under the new rules, she said, clubs must pay*
                    content.pieces =
                        if is_opener(scene, unit, &before) { vec![clause] } else { vec![before, clause] };
                }
            }
        }
        (Some(before), After::Nothing) if !is_opener(scene, unit, &before) => content.pieces = vec![before],
        // *“It is done,” she wrote in a book.*
        (Some(before), After::Barred) if ends_in_quote(scene, unit, &before) => content.pieces = vec![before],
        (None, After::Clause(clause)) => {
            if !inverted
                || matches!(scene.class(unit, clause.start), Class::Quote)
                || cue.group.start == unit.start
            {
                content.pieces = vec![clause];
            }
        }
        (None, After::Open) => content.open = true,
        (Some(_), _) | (None, After::Nothing | After::Barred) => {}
    }
    if content.pieces.is_empty() && !content.open && !cue.negated && says(cue) {
        content.pieces = governed(scene, unit, cue, &subject.range(), limit);
    }
    if content.venue.is_none() {
        content.venue = venue_before();
    }
    content
}

/// Whether a stretch is only what opens a sentence: *But*, *Meanwhile*.
fn is_opener(scene: &Scene<'_>, unit: &Unit, stretch: &Range<usize>) -> bool {
    stretch.len() <= 2
        && stretch.clone().all(|at| matches!(scene.class(unit, at), Class::Coordinator | Class::Adverb))
}

/// Where the words a cue governs must end at the latest: before the next cue that stands on its own.
fn limit(scene: &Scene<'_>, unit: &Unit, cues: &[Governed], index: usize) -> usize {
    let (cue, own) = &cues[index];
    let mut end = unit.items.len().min(cue.group.end + LONGEST);
    if let Some(subject) = own.as_ref().filter(|subject| subject.side == Side::Relative) {
        // *X, who says Y, did Z*: the relative clause ends where the verb of its antecedent comes.
        let set_off = scene.class(unit, subject.core.end) == Class::Comma;
        let close = (cue.group.end..end)
            .find(|at| scene.class(unit, *at) == Class::Comma && scene.is_finite(unit, at + 1));
        if let Some(close) = close.filter(|_| set_off) {
            end = close;
        }
    }
    for (next, subject) in cues.iter().skip(index + 1).take(NEAR) {
        let Some(subject) = subject else { continue };
        if let Some(edge) = edge(scene, unit, (cue, own), next, subject).filter(|edge| *edge >= cue.group.end)
        {
            return end.min(edge);
        }
    }
    end
}

/// Where the clause of `next` begins, separators included, when it stands beside the clause of `cue`.
fn edge(
    scene: &Scene<'_>,
    unit: &Unit,
    (cue, own): (&Cue, &Option<Subject>),
    next: &Cue,
    subject: &Subject,
) -> Option<usize> {
    let start = match subject.side {
        Side::Left => subject.range().start.min(next.group.start),
        _ => next.group.start,
    };
    let mut edge = start;
    let mut separated = false;
    // A bare comma before a subject parts clauses only when nothing follows the cue: *…, officials say.*
    let closing = matches!(scene.class(unit, next.group.end), Class::Stop | Class::Comma)
        || next.finite == Finite::Infinitive;
    // *While she welcomed it, he said …*: the comma ends the clause of the first cue.
    let subordinate = own.as_ref().is_some_and(|own| {
        own.side == Side::Left
            && own.core.start > unit.start
            && scene.class(unit, own.core.start - 1) == Class::Subordinator
            && clause_start(scene, unit, own.core.start) + 2 >= own.core.start
    });
    while edge > cue.group.end {
        let word = scene.word(unit, edge - 1);
        match scene.class(unit, edge - 1) {
            Class::Comma => separated |= subject.side != Side::Left || closing || subordinate,
            Class::Stop if matches!(word, ";" | "—" | "–") => separated = true,
            Class::Coordinator => {
                separated |= match subject.side {
                    Side::Shared => next.form == cue.form || next.form == Some(VerbForm::Ing),
                    _ => scene.class(unit, edge - 2) == Class::Comma,
                };
            }
            Class::Subordinator
                if matches!(
                    word,
                    "while" | "as" | "though" | "although" | "whereas" | "after" | "before"
                ) =>
            {
                separated |= subject.side == Side::Left || next.form == Some(VerbForm::Ing);
            }
            Class::Preposition if word == "by" && next.form == Some(VerbForm::Ing) => separated = true,
            Class::Adverb | Class::Time if !separated => {}
            _ if LEADS.contains(&word) && next.finite == Finite::Infinitive => {}
            _ => break,
        }
        edge -= 1;
    }
    let quote_before = edge > 0 && scene.class(unit, edge - 1) == Class::Quote;
    (separated || quote_before || next.entry.class == CueClass::By).then_some(edge)
}

/// What stands before `X said` and is its content; `left` is where the subject or inverted verb begins.
fn before(
    scene: &Scene<'_>,
    unit: &Unit,
    cues: &[Governed],
    index: usize,
    left: usize,
) -> Option<Range<usize>> {
    let cue = &cues[index].0;
    if left <= unit.start
        || matches!(cue.entry.class, CueClass::Act | CueClass::Call)
        // *Most want to stay, the survey found.*
        || cue.entry.class == CueClass::That && !ends(scene.class(unit, cue.group.end))
        || cue.negated
    {
        return None;
    }
    let mut end = left;
    // *…, as she put it*
    if scene.class(unit, end - 1) == Class::Adverb || scene.word(unit, end - 1) == "as" {
        end -= 1;
    }
    if end <= unit.start {
        return None;
    }
    let last = scene.class(unit, end - 1);
    if !matches!(last, Class::Comma | Class::Quote) && !matches!(scene.word(unit, end - 1), "—" | "–") {
        return None;
    }
    let mut floor = clause_start(scene, unit, end - 1);
    for (_, subject) in cues[..index].iter().rev().take(NEAR) {
        // What stands before an inverted cue is that one's.
        if let Some(subject) = subject.as_ref().filter(|subject| subject.side == Side::Right) {
            floor = floor.max(subject.range().end);
        }
    }
    let stretch = scene.trim(unit, floor..end);
    if stretch.is_empty() {
        return None;
    }
    if cue.entry.class == CueClass::Ask && scene.class(unit, stretch.end - 1) != Class::Quote {
        return None;
    }
    if scene.class(unit, stretch.end - 1) == Class::Quote {
        // Only the quotations themselves, when they are sentences of their own.
        let mut start = stretch.end - 1;
        while start > stretch.start && matches!(scene.class(unit, start - 1), Class::Quote) {
            start -= 1;
        }
        let whole = start == stretch.start
            || matches!(
                scene.class(unit, start - 1),
                Class::Comma | Class::Colon | Class::Stop | Class::Coordinator | Class::Adverb
            ) && starts_sentence(scene, unit, start);
        return Some(if whole { start..stretch.end } else { stretch });
    }
    // *On Monday, X said*: an adverbial is no content.
    let clausal = (stretch.clone())
        .any(|at| scene.is_finite(unit, at) || scene.class(unit, at) == Class::Quote)
        || stretch.len() > 6;
    let opens = scene.class(unit, stretch.start);
    let adverbial = matches!(opens, Class::Preposition | Class::Adverb | Class::Time | Class::Subordinator)
        || scene.word(unit, stretch.start).ends_with("ing")
        || matches!(scene.word(unit, stretch.start), "asked" | "speaking");
    let single = !(stretch.clone()).any(|at| scene.class(unit, at) == Class::Comma);
    if adverbial && single && opens != Class::Adverb || !clausal && !parenthetical(scene, unit, cue) {
        // Nothing but an adverbial, unless nothing follows the cue either.
        let closes = matches!(scene.class(unit, cue.group.end), Class::Stop | Class::Comma)
            || cues[index].1.as_ref().is_some_and(|subject| subject.side == Side::Right);
        if !closes || !clausal {
            return None;
        }
    }
    Some(stretch)
}

/// Whether a comma follows the cue at once: *Norrvane, she said, would pay*.
fn parenthetical(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> bool {
    scene.class(unit, cue.group.end) == Class::Comma
}

fn ends_in_quote(scene: &Scene<'_>, unit: &Unit, stretch: &Range<usize>) -> bool {
    stretch.end > stretch.start && scene.class(unit, stretch.end - 1) == Class::Quote
}

/// Whether what follows a parenthetical goes on with the clause before it.
fn resumes_clause(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    (scene.is_finite(unit, at) && scene.class(unit, at + 1) != Class::Preposition)
        || matches!(scene.class(unit, at), Class::Quote | Class::Coordinator)
        || matches!(
            scene.word(unit, at),
            "that"
                | "because"
                | "if"
                | "unless"
                | "even"
                | "not"
                | "provided"
                | "although"
                | "though"
                | "with"
                | "to"
        )
}

/// *according to X*: before it, after it, or on both sides.
fn by(scene: &Scene<'_>, unit: &Unit, cue: &Cue, subject: &Subject, limit: usize) -> Content {
    let mut content = Content::default();
    let end = subject.range().end;
    let start = clause_start(scene, unit, cue.group.start);
    let before = scene.trim(unit, start..cue.group.start);
    let rest = match clause(scene, unit, end, limit) {
        After::Clause(rest) if scene.class(unit, end) == Class::Comma => Some(rest),
        _ => None,
    };
    if before.len() <= 2 {
        content.pieces.extend(rest);
    } else {
        let goes_on = rest.filter(|rest| resumes_clause(scene, unit, rest.start));
        content.pieces.push(before);
        content.pieces.extend(goes_on);
    }
    content
}
