//! Who and what is named: people, organisations, places, groups, and who is the same within the article.

mod bodies;
mod candidates;
mod cast;
mod chunks;
mod conduct;
mod drafts;
mod entities;
mod features;
mod gazetteer;
mod groups;
mod holders;
mod kinds;
mod links;
mod office_phrases;
mod office_references;
mod offices;
pub mod organisations;
pub mod places;
mod positions;
mod pronouns;
mod ranker;
mod references;
mod roles;
mod running;
mod runs;
mod same;
mod seen;
mod short;
mod spellings;
mod standing;
mod tagged;
mod teams;
mod titles;
mod tree;
mod trimmed;
mod view;
mod words;

#[cfg(test)]
mod tests;

pub use features::FEATURES;
pub use ranker::Ranker;
pub use references::{Candidate, Case};

use crate::{Entity, EntityId, Mention, text::Text};
use article::Span;

/// Who and what an article names.
#[derive(Debug, Default)]
pub struct Names {
    /// One entry for each person, organisation, place or group.
    pub entities: Vec<Entity>,
    /// Where they are named or meant, ordered by start and then by end. One may stand inside another, as *his*
    /// in *his deputy*.
    pub mentions: Vec<Mention>,
}

impl Names {
    /// The shortest mention that covers byte `byte`.
    pub fn mention_at(&self, byte: usize) -> Option<&Mention> {
        let after = self.mentions.partition_point(|mention| mention.span.start <= byte);
        // Mentions nest one or two deep, so those that cover the byte begin among the last few before it.
        self.mentions[after.saturating_sub(8)..after]
            .iter()
            .filter(|mention| mention.span.end > byte)
            .min_by_key(|mention| mention.span.len())
    }

    /// The mentions that lie wholly inside `span` and stand for themselves, from left to right: those that only
    /// say whose office somebody holds (*U.S.* in *U.S. envoy Ada Lund*) are left out.
    pub fn in_span(&self, span: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.start < span.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.span.start < span.end)
            .filter(move |mention| mention.span.end <= span.end && !self.is_modifier(mention))
    }

    /// Whether a mention only says whose office another entity holds: *U.S.* in *U.S. envoy Ada Lund*.
    pub fn is_modifier(&self, mention: &Mention) -> bool {
        let owns = |other: &Mention| {
            other.entity != mention.entity && other.span != mention.span && other.span.contains(mention.span)
        };
        let around = self.mentions.partition_point(|other| other.span.start < mention.span.start);
        let nested =
            self.mentions[around.saturating_sub(4)..(around + 4).min(self.mentions.len())].iter().any(owns);
        // A role stands beside a mention of its holder.
        nested
            || self.mentions[around.saturating_sub(12)..(around + 12).min(self.mentions.len())]
                .iter()
                .filter(|other| other.entity != mention.entity)
                .filter_map(|other| self.entity(other.entity))
                .any(|entity| entity.roles.iter().any(|role| role.span.contains(mention.span)))
    }

    /// The entity with this id; `None` when it belongs to another article.
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }
}

/// Finds names, roles and pronouns in the sentences of the report.
pub fn names(text: &Text<'_>) -> Names {
    with(text, Ranker::shipped(), None)
}

/// The pronouns of one person in a text and whom each could mean, with those before it told by these weights:
/// what weights are trained on.
pub fn cases(text: &Text<'_>, ranker: &Ranker) -> Vec<Case> {
    let mut cases = Vec::new();
    with(text, ranker, Some(&mut cases));
    cases
}

fn with(text: &Text<'_>, ranker: &Ranker, watch: Option<&mut Vec<Case>>) -> Names {
    let view = view::View::new(text);
    let chunks = chunks::chunks(&view);
    let mut cast = same::cast(&view, &chunks);
    let meant = references::references(&view, &mut cast, ranker, watch);
    entities::entities(&view, &cast, &meant)
}
