//! Whom a noun phrase means.

use super::{NounPhrase, Syntax, Tag};
use crate::{EntityId, EntityKind, MentionKind, words::table};
use std::{collections::HashSet, sync::LazyLock};

/// Nouns that act for the name beside them: *spokesman*, *members*, *officials*.
static PROXIES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("proxies.tsv")).map(|row| row[0]).collect());

impl Syntax<'_> {
    /// The entities that the head of a phrase names or means, in the order of the text. *The two leaders* may be
    /// two. For *union members* or *a spokesman for the company* without an entity of their own, those of the
    /// name they act for.
    pub(crate) fn entities(&self, phrase: &NounPhrase) -> Vec<EntityId> {
        let own = self.entities_at(phrase.head);
        if !own.is_empty() {
            return own;
        }
        if self.tag(phrase.head) == Tag::Name || !PROXIES.contains(self.lower(phrase.head)) {
            return Vec::new();
        }
        for at in phrase.words.clone().rev() {
            if at != phrase.head && !(self.entities_at(at)).is_empty() {
                return self.entities_at(at);
            }
        }
        if matches!(self.lower(phrase.words.end), "of" | "for" | "from" | "at")
            && let Some(owner) = self.phrase_from(phrase.words.end + 1)
        {
            return self.entities_at(owner.head);
        }
        Vec::new()
    }

    /// The entities meant by the mention that ends at or covers word `at`.
    pub(crate) fn entities_at(&self, at: usize) -> Vec<EntityId> {
        let span = self.span(at..at + 1);
        let covering: Vec<_> = self
            .mentions
            .iter()
            .filter_map(|index| self.names.mentions.get(*index))
            .filter(|mention| mention.span.contains(span))
            .collect();
        let named = covering.iter().any(|mention| mention.kind == MentionKind::Name);
        let length = covering
            .iter()
            .filter(|mention| !named || mention.kind == MentionKind::Name)
            .map(|mention| mention.span.len())
            .min();
        let mut entities: Vec<EntityId> = Vec::new();
        for mention in covering {
            if Some(mention.span.len()) == length
                && (!named || mention.kind == MentionKind::Name)
                && !entities.contains(&mention.entity)
            {
                entities.push(mention.entity);
            }
        }
        entities
    }

    /// What kind of thing an entity is.
    pub(crate) fn kind(&self, entity: EntityId) -> Option<EntityKind> {
        self.names.entities.get(entity.0 as usize).map(|entity| entity.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_proxies_has_no_doubles() {
        let mut seen = HashSet::new();
        for row in table(include_str!("proxies.tsv")) {
            assert_eq!(row.len(), 1, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
