//! Whether a clause looks back or ahead, told by the verbs around an expression of time.

use super::{
    meaning::{Expression, Meaning, Yearly},
    pieces::Pieces,
    verbs::{Role, Tense, Verb, role, verbs},
};
use crate::words::VerbForm;
use std::ops::Range;

/// Where a clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Back: *ended on Friday*.
    Back,
    /// Ahead: *will end on Friday*.
    Ahead,
    /// Nothing says.
    Open,
}

/// How far from an expression verbs are looked for, in pieces.
const REACH: usize = 60;

/// The clause of an expression: the pieces from one boundary to the next.
fn clause(pieces: &Pieces, expression: &Expression) -> Range<usize> {
    let boundary = |at: usize| {
        matches!(
            pieces.lower(at),
            "," | ";" | ":" | "—" | "–" | "(" | ")" | "“" | "”" | "\"" | "‘" | "[" | "]"
        ) || matches!(role(pieces, at), Some(Role::Clause | Role::Condition))
    };
    let earliest = expression.from.saturating_sub(REACH);
    let start = (earliest..expression.from).rev().find(|at| boundary(*at)).unwrap_or(earliest);
    let latest = (expression.to + REACH).min(pieces.0.len());
    let end = (expression.to..latest).find(|at| boundary(*at)).unwrap_or(latest);
    start..end
}

/// Where the clause of an expression looks.
pub(super) fn direction(pieces: &Pieces, expression: &Expression) -> Direction {
    let clause = clause(pieces, expression);
    let before = verbs(pieces, clause.start..expression.from);
    let after = verbs(pieces, expression.to..clause.end);
    let possessive = pieces.lower(expression.to) == "'s" || pieces.lower(expression.to) == "'";
    let until = matches!(pieces.before(expression.from), "until" | "till" | "through");
    let soon = expression.from >= 2
        && pieces.before(expression.from) == "as"
        && matches!(pieces.lower(expression.from - 2), "soon" | "early");
    let lead = soon
        || matches!(role(pieces, expression.from.wrapping_sub(1)), Some(Role::Lead))
        || (pieces.before(expression.from) == "of"
            && expression.from >= 2
            && pieces.lower(expression.from - 2) == "ahead");
    let condition = matches!(role(pieces, clause.start), Some(Role::Condition))
        && pieces.lower(clause.start) != "when"
        || (pieces.lower(clause.start) == "when"
            && !before.iter().chain(&after).any(|verb| verb.tense == Tense::Past));
    let past_near = before.iter().chain(&after).any(|verb| verb.tense == Tense::Past);
    if condition && !past_near && clause.start < expression.from {
        return Direction::Ahead;
    }
    // `will pay the fee on goods landed from September 1`
    let from = matches!(pieces.before(expression.from), "from" | "starting" | "beginning" | "effective");
    if from && before.iter().any(|verb| verb.tense == Tense::Ahead) {
        return Direction::Ahead;
    }
    // `called a strike for Friday`
    let day = matches!(expression.meaning, Meaning::Weekday(..) | Meaning::Yearly(Yearly::Day(..), ..));
    if day && pieces.before(expression.from) == "for" && !possessive {
        return Direction::Ahead;
    }
    let left = before.last().copied();
    let right = after.first().copied();
    let chosen =
        if possessive && left.is_none_or(|verb| verb.report) { right.or(left) } else { left.or(right) };
    // `in jail since Monday`, `a repeat of February's quarrel`
    let repeat = expression.from >= 2
        && pieces.before(expression.from) == "of"
        && pieces.lower(expression.from - 2) == "repeat";
    if repeat || pieces.before(expression.from) == "since" {
        return Direction::Back;
    }
    let chosen = chosen.or_else(|| beyond(pieces, expression, &clause));
    let Some(chosen) = chosen else {
        return if lead { Direction::Ahead } else { Direction::Open };
    };
    match chosen.tense {
        Tense::Ahead => Direction::Ahead,
        Tense::Past if until && !chosen.lasts => Direction::Ahead,
        Tense::Past if lead && (soon || chosen.report || chosen.at < clause.start) => Direction::Ahead,
        Tense::Past => Direction::Back,
        Tense::Infinitive => hanging(pieces, &chosen, &before, &after),
        // `The move comes after Monday's attack.`
        Tense::Present if chosen.at < clause.start && pieces.lower(clause.start) == "after" => {
            Direction::Back
        }
        Tense::Present if chosen.report => Direction::Open,
        Tense::Present if lead || from => Direction::Ahead,
        Tense::Present => match role(pieces, chosen.at) {
            Some(Role::Schedule(_) | Role::Vote(_)) => Direction::Ahead,
            _ => Direction::Open,
        },
    }
}

/// The tense of an infinitive: ahead after a promise or a plan, else that of the verb it hangs on.
fn hanging(pieces: &Pieces, infinitive: &Verb, before: &[Verb], after: &[Verb]) -> Direction {
    // `the documents to be published on Friday`
    if pieces.lower(infinitive.at) == "be" {
        return Direction::Ahead;
    }
    // `an agreement to meet on Friday`
    let noun = infinitive.at.checked_sub(2).and_then(|at| role(pieces, at));
    if matches!(
        noun,
        Some(Role::Noun | Role::Plan(_) | Role::Promise(VerbForm::Base) | Role::Vote(VerbForm::Base))
    ) {
        return Direction::Ahead;
    }
    let governor =
        before.iter().rev().find(|verb| verb.at < infinitive.at && verb.tense != Tense::Infinitive);
    let governor = governor.copied().or_else(|| {
        let from = infinitive.at.saturating_sub(REACH / 2);
        verbs(pieces, from..infinitive.at).into_iter().rev().find(|verb| verb.tense != Tense::Infinitive)
    });
    let governor = governor.or_else(|| after.iter().find(|verb| verb.at > infinitive.at).copied());
    match governor {
        Some(verb) if verb.tense == Tense::Past && !verb.promise => Direction::Back,
        _ => Direction::Ahead,
    }
}

/// The verb that stands nearest outside the clause: after it when the clause opens the sentence, else before it.
fn beyond(pieces: &Pieces, expression: &Expression, clause: &Range<usize>) -> Option<Verb> {
    let from = clause.start.saturating_sub(REACH / 2);
    let to = (clause.end + REACH / 2).min(pieces.0.len());
    let mut left = verbs(pieces, from..expression.from);
    let right = verbs(pieces, expression.to..to)
        .into_iter()
        .find(|verb| !subordinate(pieces, verb.at, expression.to));
    left.pop().or(right)
}

/// Whether a relative or other clause opens right before the verb, after the expression.
fn subordinate(pieces: &Pieces, verb: usize, from: usize) -> bool {
    (verb.saturating_sub(4).max(from)..verb)
        .any(|at| matches!(role(pieces, at), Some(Role::Clause | Role::Condition)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{text::Text, times::grammar};

    fn look(sentence: &str) -> Direction {
        let text = Text::cut(sentence);
        let pieces = Pieces::of(&text, &text.sentences[0]);
        let found = grammar::expressions(&pieces);
        direction(&pieces, &found[0])
    }

    #[test]
    fn verbs_say_where_a_clause_looks() {
        use Direction::{Ahead, Back, Open};
        for (sentence, expected) in [
            ("The court rejected the appeal on Friday.", Back),
            ("The court will hear the appeal on Friday.", Ahead),
            ("The coach said on Friday that the keeper would play.", Back),
            ("The coach said the keeper would play on Friday.", Ahead),
            ("Voters are to choose a council on Friday.", Ahead),
            ("A hearing is scheduled for Friday.", Ahead),
            ("The striker is expected to return on Friday.", Ahead),
            ("The nurses agreed to meet the board on Friday.", Ahead),
            ("The firm managed to sell the mill on Friday.", Back),
            ("On Friday the bank cut its forecast and gave up.", Back),
            ("On Friday, the jury will be sworn in.", Ahead),
            ("If Friday's vote fails, the premier must go.", Ahead),
            ("Friday's storm flattened two barns.", Back),
            ("The mayor said Friday's match would go ahead.", Ahead),
            ("The parties meet on Friday.", Ahead),
            ("The firm could not be reached on Friday.", Back),
            ("He should have resigned on Friday.", Back),
            ("A quiet Friday.", Open),
            ("The judge gave the firm until Friday to reply.", Ahead),
            ("The crowd waited until Friday in the rain.", Back),
            ("At the close of trade on Friday the index stood at 90.", Back),
            ("Neither man could be reached on Friday.", Back),
            ("A decision by Friday is likely.", Ahead),
            ("The union called a strike for Friday.", Ahead),
            ("They reached an agreement to sign on Friday.", Ahead),
            ("Prosecutors said they plan to charge him on Friday.", Ahead),
            ("The team drew and travel to Porto on Friday.", Ahead),
            ("The visit comes after Friday's attack on the depot.", Back),
            ("The upcoming vote follows a summit on Friday.", Back),
            ("“I’ll be back on Friday,” she said.", Ahead),
        ] {
            assert_eq!(look(sentence), expected, "{sentence}");
        }
    }
}
