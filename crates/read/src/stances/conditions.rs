//! Conditions that a party puts on what it accepts, offers or rejects.

use super::{
    cues::IDEAS,
    extent,
    issues::{Memory, issues},
};
use crate::{
    Stance, StanceKind,
    events::syntax::{Syntax, Tag},
    words::{Phrases, table},
};
use std::{ops::Range, sync::LazyLock};

/// What stands after words of condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Clause,
    /// A clause, when a comma stands before the words.
    CommaClause,
    Phrase,
    /// A phrase, when the stance is negated.
    NegatedPhrase,
    /// A clause, when the stance is negated.
    NegatedClause,
    /// A clause, when the stance gives something.
    GivingClause,
}

static CONDITIONS: LazyLock<Phrases<Form>> = LazyLock::new(|| {
    Phrases::new(
        table(include_str!("conditions.tsv")).filter_map(|row| Some((row[0], form_named(row.get(1)?)?))),
    )
});

fn form_named(name: &str) -> Option<Form> {
    Some(match name {
        "clause" => Form::Clause,
        "comma-clause" => Form::CommaClause,
        "phrase" => Form::Phrase,
        "negated-phrase" => Form::NegatedPhrase,
        "negated-clause" => Form::NegatedClause,
        "giving-clause" => Form::GivingClause,
        _ => return None,
    })
}

/// The conditions of a sentence, each held by the party of the last stance before it.
pub(super) fn conditions(syntax: &Syntax<'_>, memory: &Memory, stances: &[Stance]) -> Vec<Stance> {
    let mut found = Vec::new();
    for (token, phrase) in CONDITIONS.all(syntax.text, syntax.first..syntax.first + syntax.len()) {
        let at = token - syntax.first;
        let cue = syntax.span(at..at + phrase.tokens);
        let Some(host) = stances.iter().rev().find(|stance| stance.cue.start < cue.start) else { continue };
        if host.kind == StanceKind::Threatens {
            continue;
        }
        let from = at + phrase.tokens;
        let Some(object) = object(syntax, host, *phrase.value, at, from) else { continue };
        let object = extent::trim(syntax, object);
        if object.is_empty() {
            continue;
        }
        let mut all = issues(syntax, memory, &[], object.clone());
        for issue in &host.issues {
            if !all.contains(issue) {
                all.push(issue.clone());
            }
        }
        found.push(Stance {
            kind: StanceKind::Conditions,
            cue,
            object: syntax.span(object),
            issues: all,
            red_line: false,
            ..host.clone()
        });
    }
    found
}

fn object(syntax: &Syntax<'_>, host: &Stance, form: Form, at: usize, from: usize) -> Option<Range<usize>> {
    let negative = matches!(host.kind, StanceKind::Rejects | StanceKind::RulesOut);
    let clause = || Some(from..extent::reach(syntax, from)).filter(|range| range.len() > 2);
    match form {
        Form::Clause => clause(),
        Form::CommaClause => {
            let comma = at > 0 && syntax.tag(at - 1) == Tag::Comma;
            let subject = syntax.phrase_from(from)?;
            (comma
                && (syntax.tag(subject.words.end).is_auxiliary() || syntax.tag(subject.words.end).is_verb()))
            .then(clause)
            .flatten()
        }
        Form::GivingClause => {
            let gives = matches!(host.kind, StanceKind::Accepts | StanceKind::IsOpenTo);
            (gives && syntax.tag(at) == Tag::Subordinator).then(clause).flatten()
        }
        Form::NegatedClause => {
            let subject = syntax.phrase_from(from)?;
            let clausal =
                syntax.tag(subject.words.end).is_auxiliary() || syntax.tag(subject.words.end).is_verb();
            (negative && clausal).then(clause).flatten()
        }
        Form::Phrase | Form::NegatedPhrase => {
            if form == Form::NegatedPhrase && !negative {
                return None;
            }
            match extent::objects(syntax, from).into_iter().next_back() {
                Some((last, range)) if !syntax.is_time(&last) => Some(from..range.end),
                _ if syntax.tag(from) == Tag::Pronoun => Some(from..from + 1),
                _ if syntax.tag(from).is_verb() => clause(),
                _ => None,
            }
            .filter(|range| {
                form == Form::Phrase
                    || range.clone().all(|at| syntax.tag(at) == Tag::Pronoun)
                    || range
                        .clone()
                        .any(|at| IDEAS.contains(super::cues::singular(syntax.lower(at)).as_str()))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_conditions_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("conditions.tsv")) {
            assert!(row.len() == 2 && form_named(row[1]).is_some(), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
