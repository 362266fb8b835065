//! Tells how strongly something is put, from its cue and from the predicate of its content.

use super::{
    cues::{Cue, Finite},
    lexicon::CueClass,
    scene::{Item, Scene, Unit},
};
use crate::{
    AttributionKind, Hedge,
    certainty::{self, Class, Marks},
    tag::{Penn, Relation},
    words::{VerbForm, table, verb_forms},
};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// How far from a predicate the one that it carries is looked for, in tokens.
const FAR: usize = 40;

/// How many predicates that only carry another (*going to*, *be set to*) are gone through.
const CARRIED: usize = 3;

/// What words of a cue, or words that open the content of a plain cue, say of its strength.
static WORDS: LazyLock<HashMap<String, Hedge>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for row in table(include_str!("hedges.tsv")) {
        let Some(hedge) = row.get(1).and_then(|name| Hedge::named(name)) else { continue };
        match row[0].strip_prefix("v:") {
            Some(base) => words.extend(verb_forms(base).into_iter().map(|(form, _)| (form, hedge))),
            None => {
                words.insert(row[0].to_owned(), hedge);
            }
        }
    }
    words
});

/// The strength of the content of `cue` in `pieces`: that of the cue or that of the main predicate, the stronger.
pub(super) fn strength(
    scene: &Scene<'_>,
    unit: &Unit,
    cue: &Cue,
    pieces: &[Range<usize>],
    kind: AttributionKind,
) -> Hedge {
    let told = of_cue(scene, unit, cue);
    if matches!(told, Hedge::Denied | Hedge::Requested | Hedge::Reported) {
        return told;
    }
    let past = cue.form == Some(VerbForm::Past) && kind != AttributionKind::Direct;
    let said = main(scene, unit, pieces).map_or(Hedge::Stated, |at| of_predicate(scene, at, past));
    // What others may do, thinks somebody: *expects that she will go*.
    if told == Hedge::Possible { told } else { told.max(said) }
}

/// What the cue alone says: *denied*, *would urge*, *reportedly said*.
fn of_cue(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> Hedge {
    let words = cue.group.clone().filter_map(|at| WORDS.get(scene.word(unit, at)));
    let marked = words.copied().max();
    // *Reports suggest*
    let before = cue.group.start.checked_sub(1).map_or("", |before| scene.word(unit, before));
    match cue.entry.hedge {
        _ if marked == Some(Hedge::Reported) => Hedge::Reported,
        _ if matches!(before, "report" | "reports" | "rumors" | "rumours") => Hedge::Reported,
        Hedge::Stated if cue.negated && cue.entry.class == CueClass::Think => Hedge::Denied,
        Hedge::Stated => match marked {
            Some(hedge) => hedge,
            None if cue.finite == Finite::Modal => Hedge::Possible,
            None => Hedge::Stated,
        },
        hedge => hedge,
    }
}

/// The main predicate of the longest piece.
fn main(scene: &Scene<'_>, unit: &Unit, pieces: &[Range<usize>]) -> Option<usize> {
    let tokens = pieces.iter().cloned().flatten().filter_map(|at| match unit.items.get(at)? {
        Item::Word(token) => Some(*token..token + 1),
        Item::Quote(quote) => scene.quotes.get(*quote).map(|quote| quote.tokens.clone()),
    });
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in tokens {
        match runs.last_mut() {
            Some(run) if run.end == token.start => run.end = token.end,
            _ => runs.push(token),
        }
    }
    let longest = runs.into_iter().max_by_key(|run| (run.len(), std::cmp::Reverse(run.start)))?;
    certainty::predicate(scene.text, longest)
}

/// The strength of the clause of a predicate.
fn of_predicate(scene: &Scene<'_>, at: usize, past: bool) -> Hedge {
    let text = scene.text;
    let mut at = at;
    let mut marks = certainty::marks(text, at);
    let mut class = certainty::class(text.token(at));
    // *is going to leave*, *is set to leave*: what is carried counts, under the marks of what carries it.
    for _ in 0..CARRIED {
        // *can reveal that she is planning to*: so does what is revealed.
        let relation = match class {
            Some(Class::Hold) => Relation::Xcomp,
            Some(Class::Fact | Class::Say) if !marks.negated => Relation::Ccomp,
            _ => break,
        };
        let carried = (at + 1..text.words.len().min(at + FAR)).find(|child| {
            text.word(*child).is_some_and(|word| word.head == Some(at) && word.relation == relation)
        });
        let Some(carried) = carried else { break };
        at = carried;
        marks = joined(marks, certainty::marks(text, at));
        class = certainty::class(text.token(at));
    }
    // *ordered him fired*, *asked for help*: that it was asked is a plain fact.
    let done = class == Some(Class::Requested)
        && text.word(at).is_some_and(|word| matches!(word.penn, Penn::Vbd | Penn::Vbn))
        && !matches!(text.token(at), "wanted" | "needed" | "had");
    let governs = governs(scene, at) && !done;
    of_marks(&marks, class.filter(|_| governs), past)
}

/// Whether a clause or infinitive hangs on a predicate.
fn governs(scene: &Scene<'_>, at: usize) -> bool {
    let from = at.saturating_sub(FAR);
    (from..scene.text.words.len().min(at + FAR)).any(|child| {
        scene.text.word(child).is_some_and(|word| {
            word.head == Some(at)
                && matches!(word.relation, Relation::Xcomp | Relation::Ccomp | Relation::Acl)
        })
    })
}

fn joined(upper: Marks, lower: Marks) -> Marks {
    Marks {
        beside: upper.beside.or(lower.beside),
        remote: upper.remote || lower.remote,
        negated: upper.negated || lower.negated,
        conditional: upper.conditional || lower.conditional,
        ..upper
    }
}

fn of_marks(marks: &Marks, class: Option<Class>, past: bool) -> Hedge {
    // A predicate that carries the condition itself has been taken for the one that hangs on it.
    if marks.conditional || marks.condition {
        return Hedge::Conditional;
    }
    // Of two, the upper one tells: *may plan to*.
    let upper = match marks.beside {
        None if marks.remote => Some(if past { Class::Planned } else { Class::Possible }),
        beside => beside,
    };
    let tells = upper.or(class);
    if marks.negated {
        return match (upper, class) {
            (Some(Class::Possible), _) => Hedge::Possible,
            (Some(Class::Requested), _) => Hedge::Requested,
            _ if marks.yet => Hedge::Stated,
            // What somebody does not know or think is a plain finding.
            (None, Some(Class::Fact | Class::Possible | Class::Say)) => Hedge::Stated,
            _ => Hedge::Denied,
        };
    }
    match tells {
        Some(Class::Reported) => Hedge::Reported,
        Some(Class::Possible) => Hedge::Possible,
        Some(Class::Planned) => Hedge::Planned,
        Some(Class::Requested) => Hedge::Requested,
        Some(Class::Counter) => Hedge::Denied,
        _ if marks.imperative => Hedge::Requested,
        _ => Hedge::Stated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("hedges.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            assert!(Hedge::named(row[1]).is_some(), "{row:?}");
        }
    }
}
