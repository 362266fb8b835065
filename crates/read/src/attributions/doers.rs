//! Finds by the dependencies whose verb a cue is.

use super::{
    classes::Class,
    clauses::time_end,
    cues::Cue,
    lexicon::CueClass,
    scene::{Scene, Unit},
    subjects::{Side, Subject},
};
use crate::tag::{Penn, Relation, Upos};
use std::ops::Range;

/// How many verbs are gone up from a cue to the one that has the subject.
const STEPS: usize = 6;

/// The most items of a subject.
const LONGEST: usize = 45;

/// The verb of a cue, as a token.
pub(super) fn verb(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> Option<usize> {
    let verbs = cue.group.clone().filter_map(|at| unit.token(at));
    let governs = |token: &usize| {
        scene.tree.is(*token, Upos::Adj)
            && (scene.tree.clause(*token).is_some() || scene.tree.subject(*token).is_some())
    };
    verbs.clone().find(|token| scene.tree.is(*token, Upos::Verb)).or_else(|| verbs.clone().find(governs))
}

/// The subject of a cue as the dependencies have it; `None` where they do not tell.
pub(super) fn doer(scene: &Scene<'_>, unit: &Unit, cue: &Cue) -> Option<Subject> {
    if cue.entry.class == CueClass::By {
        return None;
    }
    let tree = &scene.tree;
    let mut verb = verb(scene, unit, cue)?;
    for step in 0..STEPS {
        if let Some(subject) = tree.subject(verb) {
            let word = tree.word(subject)?;
            if matches!(word.penn, Penn::Wdt | Penn::Wp | Penn::WpPossessive | Penn::Ex) {
                return None;
            }
            let side = match (step, subject < verb) {
                (0, true) => Side::Left,
                (0, false) => Side::Right,
                _ => Side::Shared,
            };
            return phrase(scene, unit, cue, subject, side);
        }
        if tree.kid(verb, &[Relation::NsubjPass, Relation::AuxPass]).is_some() {
            return None;
        }
        let word = tree.word(verb)?;
        let mut up = word.head?;
        // `warned that rivers were rising, adding that …`: after a comma, who adds is who warned, not what was warned of.
        let set_off = cue.group.start > unit.start && scene.class(unit, cue.group.start - 1) == Class::Comma;
        if step == 0
            && set_off
            && word.relation == Relation::Advcl
            && let Some(content) = tree.word(up)
            && content.relation == Relation::Ccomp
            && let Some(speaking) = content.head
        {
            up = speaking;
        }
        match word.relation {
            Relation::Conj | Relation::Xcomp | Relation::Advcl if tree.is(up, Upos::Verb) => {}
            // *offered him a job, then said*
            Relation::Parataxis if tree.is(up, Upos::Verb) && up < verb => {}
            _ => return None,
        }
        verb = up;
    }
    None
}

/// The noun phrase whose head is a token, split into its core and what is set beside it.
fn phrase(scene: &Scene<'_>, unit: &Unit, cue: &Cue, head: usize, side: Side) -> Option<Subject> {
    let items = scene.items(unit, scene.tree.reach(head))?;
    let mut items = items.start.max(unit.start)..items.end;
    if items.contains(&cue.group.start) {
        let head = scene.item(unit, head)?;
        items = if head < cue.group.start { items.start..cue.group.start } else { cue.group.end..items.end };
    }
    let mut items = trimmed(scene, unit, items);
    // *spokeswoman Ada Lund said*: where the name hangs from the verb as well, all up to it is one phrase.
    let between = items.end..cue.group.start;
    if side == Side::Left && between.clone().all(|at| goes_on(scene, unit, at)) {
        items.end = items.end.max(between.end);
    }
    if side == Side::Right {
        let full = |at: usize| scene.is_capital(unit, at) || scene.word(unit, at) == ".";
        while goes_on(scene, unit, items.end) && (full(items.end) || full(items.end - 1)) {
            items.end += 1;
        }
        items = scene.trim(unit, items);
    }
    let head = scene.item(unit, head)?;
    if !items.contains(&head) || items.len() > LONGEST {
        return None;
    }
    if items.clone().any(|at| scene.class(unit, at) == Class::Quote) {
        return None;
    }
    let comma = (head..items.end).find(|at| is_break(scene, unit, *at));
    let core = items.start..comma.unwrap_or(items.end);
    let core = without_time(scene, unit, core, head);
    let apposition = comma.and_then(|comma| beside(scene, unit, comma + 1..items.end));
    Some(Subject { core, apposition, side })
}

/// Whether a noun phrase goes on over an item that stands before its verb.
fn goes_on(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    match scene.class(unit, at) {
        Class::Other | Class::Number => true,
        Class::Stop => matches!(scene.word(unit, at), "(" | ")"),
        _ => false,
    }
}

fn is_break(scene: &Scene<'_>, unit: &Unit, at: usize) -> bool {
    scene.class(unit, at) == Class::Comma || matches!(scene.word(unit, at), "—" | "–" | "―")
}

/// What is set beside a noun phrase in `items`: descriptions and ages, up to what else is said of it.
fn beside(scene: &Scene<'_>, unit: &Unit, items: Range<usize>) -> Option<Range<usize>> {
    let mut end = items.start;
    let mut start = items.start;
    while start < items.end {
        let next = (start..items.end).find(|at| is_break(scene, unit, *at)).unwrap_or(items.end);
        let other = matches!(
            scene.class(unit, start),
            Class::Relative | Class::Preposition | Class::Subordinator | Class::Adverb | Class::Time
        ) && scene.word(unit, start) != "of"
            || scene.word(unit, start).ends_with("ing");
        if other {
            break;
        }
        end = next;
        start = next + 1;
    }
    Some(scene.trim(unit, items.start..end)).filter(|beside| !beside.is_empty())
}

/// A noun phrase without the expression of time that ends it: *the ministry on Monday*.
fn without_time(scene: &Scene<'_>, unit: &Unit, core: Range<usize>, head: usize) -> Range<usize> {
    let time = (head + 1..core.end)
        .rev()
        .take(6)
        .find(|at| scene.class(unit, *at) == Class::Preposition || *at == head + 1)
        .filter(|at| time_end(scene, unit, *at) == Some(core.end));
    core.start..time.unwrap_or(core.end)
}

fn trimmed(scene: &Scene<'_>, unit: &Unit, items: Range<usize>) -> Range<usize> {
    let mut items = scene.trim(unit, items);
    while items.start + 1 < items.end
        && matches!(scene.class(unit, items.start), Class::Coordinator | Class::Comma | Class::Adverb)
    {
        items.start += 1;
    }
    items
}
