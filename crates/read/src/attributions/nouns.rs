//! Finds nouns for what somebody says or thinks, with whose it is and what: *her claim that it rained*.

use super::{
    classes::Class,
    clauses::stretch,
    cues::Cue,
    lexicon::Entry,
    scene::{Scene, Unit},
    subjects::{Side, Subject},
};
use crate::{
    Hedge,
    tag::{Relation, Upos},
    words::{plural, table},
};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// Each noun with what it is as a cue, and the preposition before its object where it takes one.
static NOUNS: LazyLock<HashMap<String, (Entry, &str)>> = LazyLock::new(|| {
    table(include_str!("nouns.tsv"))
        .filter_map(|row| Some((row[0], Hedge::named(row.get(1)?)?, *row.get(2)?)))
        .flat_map(|(noun, hedge, before)| {
            [noun.to_owned(), plural(noun)].map(|form| (form, (Entry::noun(hedge), before)))
        })
        .collect()
});

/// A noun that is a cue, whose it is, and the clause that it governs.
pub(super) struct Said {
    pub(super) cue: Cue,
    pub(super) subject: Subject,
    pub(super) content: Range<usize>,
}

/// The nouns of a unit that govern a clause and belong to somebody.
pub(super) fn nouns(scene: &Scene<'_>, unit: &Unit) -> Vec<Said> {
    let mut found = Vec::new();
    for at in unit.start..unit.items.len() {
        let Some(token) = unit.token(at) else { continue };
        if let Some((entry, before)) = NOUNS.get(scene.word(unit, at))
            && scene.tree.is(token, Upos::Noun)
            && let Some(said) = said(scene, unit, at, token, entry, before)
        {
            found.push(said);
        }
    }
    found
}

fn governs(relation: Relation) -> bool {
    matches!(relation, Relation::Acl | Relation::Ccomp)
}

fn said(
    scene: &Scene<'_>,
    unit: &Unit,
    at: usize,
    token: usize,
    entry: &'static Entry,
    before: &str,
) -> Option<Said> {
    let tree = &scene.tree;
    let owner = tree.kid(token, &[Relation::NmodPoss])?;
    let owner = scene.items(unit, tree.reach(owner))?;
    let after = |kid: &usize| *kid > token;
    let clause = || {
        tree.kids(token)
            .iter()
            .copied()
            .filter(after)
            .find(|kid| tree.word(*kid).is_some_and(|word| governs(word.relation)))
            .and_then(|clause| scene.items(unit, tree.reach(clause)))
            .map(|clause| clause.start.max(at + 1)..clause.end)
            .filter(|clause| matches!(scene.word(unit, clause.start), "that" | "to"))
    };
    // *his criticism of the plan*
    let object = || {
        (scene.word(unit, at + 1) == before)
            .then(|| scene.items(unit, tree.reach(token)))
            .flatten()
            .map(|whole| at + 2..whole.end)
    };
    let (cue, content) = match clause() {
        Some(clause) => {
            let that = usize::from(scene.word(unit, clause.start) == "that");
            (owner.end..at + 1, clause.start + that..clause.end)
        }
        None => (owner.end..at + 2, object()?),
    };
    if owner.end > at || content.is_empty() || owner.clone().any(|at| scene.class(unit, at) == Class::Quote) {
        return None;
    }
    let content = stretch(scene, unit, content.start, content.end);
    let subject =
        Subject { core: owner.start.max(unit.start)..owner.end, apposition: None, side: Side::Left };
    (!content.is_empty() && !subject.core.is_empty()).then_some(Said {
        cue: Cue::plain(entry, cue),
        subject,
        content,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("nouns.tsv")) {
            assert_eq!(row.len(), 3, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            assert!(Hedge::named(row[1]).is_some(), "{row:?}");
        }
    }
}
