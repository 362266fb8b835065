//! Whom a noun phrase means.

use super::{NounPhrase, Syntax, Tag};
use crate::{EntityId, EntityKind, MentionKind, words::table};
use std::{collections::HashSet, sync::LazyLock};

/// Nouns that act for the name beside them: *spokesman*, *members*, *officials*.
static PROXIES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| table(include_str!("proxies.tsv")).map(|row| row[0]).collect());

/// How many mentions on either side may tell which body a noun means.
const NEARBY: usize = 60;

impl Syntax<'_> {
    /// The entities that the head of a phrase names or means, in the order of the text. *The two leaders* may be
    /// two. For *union members* or *a spokesman for the company* without an entity of their own, those of the
    /// name they act for.
    pub(crate) fn entities(&self, phrase: &NounPhrase) -> Vec<EntityId> {
        let own = self.entities_at(phrase.head);
        if !own.is_empty() {
            return own;
        }
        if let Some(body) = self.same_body(phrase) {
            return vec![body];
        }
        if let Some(person) = self.in_apposition(phrase) {
            return vec![person];
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

    /// A person named between commas right after a phrase: *its chair, Ada Lund, said*.
    fn in_apposition(&self, phrase: &NounPhrase) -> Option<EntityId> {
        if self.tag(phrase.head) != Tag::Noun {
            return None;
        }
        let mut comma = phrase.words.end;
        while self.lower(comma) == "of" {
            comma = self.phrase_from(comma + 1)?.words.end;
        }
        if self.tag(comma) != Tag::Comma {
            return None;
        }
        let name = self.phrase_from(comma + 1)?;
        let entity = self.entity_at(name.head)?;
        let closed = matches!(self.tag(name.words.end), Tag::Comma | Tag::Stop);
        (closed && self.kind(entity) == Some(EntityKind::Person)).then_some(entity)
    }

    /// The one organisation nearby whose name, or words for which, end in the phrase's head: *the council* for
    /// *Shippers’ Council*. `None` when there are two.
    fn same_body(&self, phrase: &NounPhrase) -> Option<EntityId> {
        let head = self.lower(phrase.head);
        let definite = matches!(self.lower(phrase.words.start), "the" | "its" | "their" | "his" | "her");
        if !definite || self.tag(phrase.head) != Tag::Noun {
            return None;
        }
        self.body_called(head, phrase.words.start)
    }

    /// The one organisation near word `at` whose name, or words for which, end in `head`.
    pub(crate) fn body_called(&self, head: &str, at: usize) -> Option<EntityId> {
        let here = self.span(at..at + 1).start;
        let at = self.names.mentions.partition_point(|mention| mention.span.start < here);
        let mut found = None;
        for mention in self.names.mentions.iter().skip(at.saturating_sub(NEARBY)).take(2 * NEARBY) {
            let organisation = self.kind(mention.entity) == Some(EntityKind::Organisation);
            let words = self.text.words(mention.span).trim_end_matches(')');
            let ends = words.len() > head.len()
                && words.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(head));
            if organisation && ends {
                if found.is_some_and(|entity| entity != mention.entity) {
                    return None;
                }
                found = Some(mention.entity);
            }
        }
        found
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
