//! Tells how strongly something is put, from its cue and from the words of its clause.

use super::{
    cues::{Cue, CueClass, Finite},
    scene::{Class, Scene, Unit},
};
use crate::{
    AttributionKind, Hedge,
    words::{VerbForm, table},
};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// What single words of a clause say of its strength.
static WORDS: LazyLock<HashMap<&str, Hedge>> = LazyLock::new(|| {
    table(include_str!("hedges.tsv")).filter_map(|row| Some((row[0], hedge(row.get(1)?)?))).collect()
});

fn hedge(name: &str) -> Option<Hedge> {
    Some(match name {
        "reported" => Hedge::Reported,
        "possible" => Hedge::Possible,
        "planned" => Hedge::Planned,
        "conditional" => Hedge::Conditional,
        _ => return None,
    })
}

/// The strength of the content of `cue` in `pieces`.
pub(super) fn strength(
    scene: &Scene<'_>,
    unit: &Unit,
    cue: &Cue,
    pieces: &[Range<usize>],
    kind: AttributionKind,
) -> Hedge {
    let base = match cue.entry.hedge {
        Hedge::Stated if cue.negated && cue.entry.class == CueClass::Think => Hedge::Denied,
        Hedge::Stated if cue.finite == Finite::Modal => Hedge::Possible,
        hedge => hedge,
    };
    let reported = cue.group.clone().any(|at| WORDS.get(scene.word(unit, at)) == Some(&Hedge::Reported));
    if reported {
        return Hedge::Reported;
    }
    if base != Hedge::Stated || kind == AttributionKind::Direct {
        return base;
    }
    let past = cue.form == Some(VerbForm::Past);
    let mut first = None;
    // *If the talks fail, she said, …*
    let mut conditional = matches!(scene.word(unit, unit.start), "if" | "unless");
    for at in pieces.iter().cloned().flatten() {
        let word = scene.word(unit, at);
        let before = if at > 0 { scene.word(unit, at - 1) } else { "" };
        // *May 6*
        if scene.class(unit, at) == Class::Time {
            continue;
        }
        match WORDS.get(word) {
            Some(Hedge::Conditional) => {
                let compared = matches!(before, "as" | "even" | "ask" | "asked" | "see" | "know");
                conditional |= !compared;
            }
            Some(hedge) => first = first.or(Some(*hedge)),
            None => match word {
                "would" | "'d" => {
                    first = first.or(Some(if past { Hedge::Planned } else { Hedge::Possible }));
                }
                "provided" | "condition" => {
                    conditional |= scene.word(unit, at + 1) == "that" || before == "on";
                }
                "to" if matches!(
                    before,
                    "is" | "are" | "going" | "set" | "due" | "plans" | "plan" | "intends"
                ) =>
                {
                    first = first.or(Some(Hedge::Planned));
                }
                _ if matches!(scene.class(unit, at), Class::Auxiliary)
                    && !matches!(word, "be" | "been" | "is" | "are" | "being") =>
                {
                    first = first.or(Some(Hedge::Stated));
                }
                _ => {}
            },
        }
    }
    if conditional { Hedge::Conditional } else { first.unwrap_or(Hedge::Stated) }
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
            assert!(hedge(row[1]).is_some(), "{row:?}");
        }
    }
}
