//! Says whose an attribution is: the words, the entity, whether it is deliberately unnamed.

use super::{
    classes::Class,
    scene::{Scene, Unit},
    subjects::Subject,
};
use crate::{EntityId, EntityKind, Mention, MentionKind, Source, words::table};
use article::Span;
use std::{collections::HashSet, ops::Range, sync::LazyLock};

static UNNAMED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("unnamed.tsv")).map(|row| row[0]).collect());

/// The source that a subject names.
pub(super) fn source(scene: &Scene<'_>, unit: &Unit, subject: &Subject) -> Option<Source> {
    let core = scene.span(unit, subject.core.clone())?;
    let beside = subject.apposition.clone().and_then(|beside| scene.span(unit, beside));
    let own = head_mention(scene, unit, core, subject.core.clone());
    // *A company spokesman, Joss Reed,*: the name beside a description says who it is.
    let named = beside.and_then(|beside| named_first(scene, beside));
    let entity = match (own, named) {
        (Some(own), _) if own.kind == MentionKind::Name => Some(own.entity),
        (_, Some(named)) => Some(named.entity),
        (own, None) => own.map(|own| own.entity),
    };
    let anonymous = is_unnamed(scene, unit, subject, entity);
    Some(Source { spans: vec![beside.map_or(core, |beside| core.join(beside))], entity, anonymous })
}

/// The last item of the head of a noun phrase: before its first preposition, relative or bracket.
fn head(scene: &Scene<'_>, unit: &Unit, core: Range<usize>) -> usize {
    let end = core
        .clone()
        .skip(1)
        .find(|at| {
            matches!(
                scene.class(unit, *at),
                Class::Preposition | Class::Relative | Class::Stop | Class::Comma | Class::Subordinator
            ) || scene.is_finite(unit, *at)
                || matches!(
                    scene.word(unit, *at),
                    "briefed" | "close" | "familiar" | "involved" | "interviewed"
                )
        })
        .unwrap_or(core.end);
    end.saturating_sub(1).max(core.start)
}

/// The mention that the head of a noun phrase belongs to: *the minister*, but not *Brandt* in *aides to Brandt*.
fn head_mention<'n>(scene: &Scene<'n>, unit: &Unit, core: Span, items: Range<usize>) -> Option<&'n Mention> {
    let head = head(scene, unit, items);
    let head = scene.span(unit, head..head + 1)?;
    let own = scene
        .names
        .in_span(core)
        .filter(|mention| mention.span.contains(head))
        .max_by_key(|mention| (mention.kind == MentionKind::Name, mention.span.len()));
    // *Secretary of State Ada Lund*: the name ends a phrase whose head seems to come before it.
    let name = || {
        scene.names.in_span(core).find(|mention| {
            let before = unit_word_before(scene, mention.span.start);
            mention.kind == MentionKind::Name
                && mention.span.end == core.end
                && mention.span.start > core.start
                && before.starts_with(char::is_uppercase)
        })
    };
    own.or_else(name)
}

/// The word before a byte.
fn unit_word_before<'t>(scene: &Scene<'t>, byte: usize) -> &'t str {
    scene.text.token_at(byte).checked_sub(1).map_or("", |before| scene.text.token(before))
}

/// The person whose name begins a span.
fn named_first<'n>(scene: &Scene<'n>, span: Span) -> Option<&'n Mention> {
    scene.names.in_span(span).find(|mention| {
        mention.kind == MentionKind::Name
            && mention.span.start == span.start
            && scene
                .names
                .entities
                .get(mention.entity.0 as usize)
                .is_some_and(|entity| entity.kind == EntityKind::Person)
    })
}

/// Whether a source is deliberately left without a name.
fn is_unnamed(scene: &Scene<'_>, unit: &Unit, subject: &Subject, entity: Option<EntityId>) -> bool {
    let entity = entity.and_then(|entity| scene.names.entities.get(entity.0 as usize));
    if entity.is_some_and(|entity| entity.named && entity.kind == EntityKind::Person) {
        return false;
    }
    let head = head(scene, unit, subject.core.clone());
    if UNNAMED.contains(scene.word(unit, head)) {
        // *Police Officer Dana Reed* has a name; *officials* have none.
        return !scene.is_capital(unit, head) || head == unit.start || subject.core.len() == 1;
    }
    if matches!(scene.class(unit, subject.core.start), Class::Pronoun) {
        return entity.is_some_and(|entity| {
            !entity.named
                && entity.name.split_whitespace().any(|word| UNNAMED.contains(word.to_lowercase().as_str()))
        });
    }
    false
}

/// Whether a unit says that its source would not be named.
pub(super) fn withholds_names(scene: &Scene<'_>, unit: &Unit) -> bool {
    (unit.start..unit.items.len()).any(|at| match scene.word(unit, at) {
        "anonymity" => true,
        "named" | "identified" => {
            (at.saturating_sub(4)..at).any(|near| {
                matches!(
                    scene.word(unit, near),
                    "not" | "neither" | "declined" | "none" | "wouldn't" | "refused"
                )
            }) && (at.saturating_sub(3)..at).any(|near| scene.word(unit, near) == "be")
        }
        _ => false,
    })
}

/// Who signs a quotation: *“We came to finish this.” — Ada Lund*. A dash, a person's name, and nothing more.
pub(super) fn signature(scene: &Scene<'_>, unit: &Unit, dash: usize) -> Option<Source> {
    if !matches!(scene.word(unit, dash), "—" | "–" | "―" | "-") {
        return None;
    }
    let signed = scene.trim(unit, dash + 1..unit.items.len());
    let span = scene.span(unit, signed)?;
    let mention = scene.names.in_span(span).find(|mention| mention.kind == MentionKind::Name)?;
    let entity = scene.names.entities.get(mention.entity.0 as usize)?;
    (entity.kind == EntityKind::Person && mention.span == span).then_some(Source {
        spans: vec![span],
        entity: Some(mention.entity),
        anonymous: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("unnamed.tsv")) {
            assert_eq!(row.len(), 1, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
