//! Numbers the clauses of a sentence.

use super::{Syntax, Tag};

/// Gives every word the number of its clause.
///
/// A clause begins at a conjunction of subordination, a relative pronoun, a semicolon or dash, and at *and* before
/// a verb with a subject of its own. An insertion between commas ends where the next comma stands, and the clause
/// around it goes on.
pub(super) fn number(syntax: &mut Syntax<'_>) {
    let mut clauses = Vec::with_capacity(syntax.len());
    let mut next = 1;
    let mut here = 0;
    // Which clauses have a finite verb so far.
    let mut has_verb: Vec<bool> = Vec::new();
    // The clause to go back to at the next comma.
    let mut around: Option<usize> = None;
    let mut depth_dash: Option<usize> = None;
    // The clause whose subject a relative clause without commas describes, and where that clause begins.
    let mut described: Option<(usize, usize)> = None;
    for at in 0..syntax.len() {
        let after_comma = at > 0 && syntax.tag(at - 1) == Tag::Comma;
        match syntax.tag(at) {
            Tag::Comma => {
                if let Some(outer) = around.take() {
                    here = outer;
                }
            }
            Tag::Relative | Tag::That | Tag::Subordinator if opens(syntax, at) => {
                let verbless = !has_verb.get(here).copied().unwrap_or(false);
                let subject_side = !after_comma && at > 0 && verbless && syntax.tag(at) != Tag::Subordinator;
                described = subject_side.then_some((here, at));
                around = (after_comma || at == 0).then_some(if at == 0 { next } else { here });
                if at == 0 {
                    // `If it fails, …`: what follows the comma is a clause of its own.
                    next += 1;
                    here = 0;
                } else {
                    here = next;
                    next += 1;
                }
            }
            Tag::Preposition
                if matches!(syntax.lower(at), "since" | "after" | "before" | "until" | "as")
                    && verb_before_boundary(syntax, at + 1) =>
            {
                if at == 0 {
                    around = Some(next);
                    next += 1;
                } else {
                    around = after_comma.then_some(here);
                    here = next;
                    next += 1;
                }
            }
            Tag::Stop if matches!(syntax.lower(at), "—" | "–") => {
                if let Some(outer) = depth_dash.take() {
                    here = outer;
                } else {
                    let closes = (at + 1..syntax.len()).any(|next| matches!(syntax.lower(next), "—" | "–"));
                    depth_dash = closes.then_some(here);
                    here = next;
                    next += 1;
                }
            }
            Tag::Stop if matches!(syntax.lower(at), ";" | ":") => {
                here = next;
                next += 1;
                around = None;
            }
            Tag::Conjunction if joins_clauses(syntax, at, has_verb.get(here).copied().unwrap_or(false)) => {
                here = next;
                next += 1;
                around = None;
            }
            _ => {}
        }
        let finite = (syntax.tag(at).is_verb() || syntax.tag(at).is_auxiliary()) && syntax.is_finite(at);
        // `The man who left in May was seen`: the second verb is that of the clause around.
        if finite
            && let Some((outer, opened)) = described
            && has_verb.get(here).copied().unwrap_or(false)
            && at > 0
            && syntax.tag(at - 1).is_nominal()
            && !syntax.is_shortened(at)
            && syntax.subject(at).is_some_and(|subject| subject.words().start < opened)
        {
            here = outer;
            described = None;
        }
        clauses.push(here);
        if finite {
            has_verb.resize(has_verb.len().max(here + 1), false);
            has_verb[here] = true;
        }
    }
    for (word, clause) in syntax.words.iter_mut().zip(clauses) {
        word.clause = clause;
    }
}

/// Whether a relative pronoun or conjunction begins a clause here, rather than standing for a noun.
fn opens(syntax: &Syntax<'_>, at: usize) -> bool {
    syntax.tag(at) != Tag::That || verb_before_boundary(syntax, at + 1)
}

/// Whether a finite verb stands between `from` and the next boundary.
fn verb_before_boundary(syntax: &Syntax<'_>, from: usize) -> bool {
    (from..syntax.len().min(from + 30))
        .take_while(|at| {
            !matches!(syntax.tag(*at), Tag::Stop | Tag::Comma | Tag::Subordinator | Tag::That | Tag::Relative)
        })
        .take_while(|at| {
            // `after two hours and left`: the verb belongs to the clause around.
            let joins = syntax.tag(*at) == Tag::Conjunction;
            !(joins && (syntax.tag(*at + 1).is_verb() || syntax.tag(*at + 1).is_auxiliary()))
        })
        .any(|at| {
            (syntax.tag(at).is_verb() || syntax.tag(at).is_auxiliary())
                && syntax.is_finite(at)
                && (at > from || syntax.tag(from - 1) == Tag::That)
                && !syntax.is_shortened(at)
        })
}

/// Whether the conjunction at `at` joins two clauses: a finite verb follows, at once or after a subject.
fn joins_clauses(syntax: &Syntax<'_>, at: usize, earlier: bool) -> bool {
    let mut next = at + 1;
    while matches!(syntax.tag(next), Tag::Adverb | Tag::Comma) {
        next += 1;
    }
    if syntax.lower(at) == "but" {
        return true;
    }
    let finite =
        |at: usize| (syntax.tag(at).is_verb() || syntax.tag(at).is_auxiliary()) && syntax.is_finite(at);
    if finite(next) {
        return !matches!(syntax.tag(next), Tag::Verb(crate::words::VerbForm::Base))
            || syntax.group(next).modal.is_some();
    }
    let Some(phrase) = syntax.phrase_from(next) else { return false };
    // `a truce between A and B is`.
    let left = at.checked_sub(1).and_then(|left| syntax.phrase_to(left));
    if left.is_some_and(|left| {
        left.words.start > 0 && matches!(syntax.lower(left.words.start - 1), "between" | "both")
    }) {
        return false;
    }
    let mut end = phrase.words.end;
    while matches!(syntax.lower(end), "of" | "in" | "for") {
        match syntax.phrase_from(end + 1) {
            Some(inner) => end = inner.words.end,
            None => break,
        }
    }
    if syntax.tag(end) == Tag::Comma
        && let Some(close) = (end + 1..syntax.len().min(end + 18)).find(|at| syntax.tag(*at) == Tag::Comma)
        && finite(close + 1)
    {
        // `and Lund, who chairs the board, has left`
        end = close + 1;
    }
    while syntax.tag(end) == Tag::Adverb {
        end += 1;
    }
    // A list that is the subject of the verb is no second clause: `A and B have agreed`.
    finite(end) && earlier && !syntax.is_shortened(end)
}
