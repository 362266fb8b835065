//! Families, lineage and independence as parts of an account.

use super::convert::Convert;
use crate::account::{
    Copied, Edge, Family, Headlines, Independence, Lineage, Outlet, Reason, Reworded, Title,
};
use weave::Node;

impl Convert<'_, '_> {
    pub(super) fn families(&mut self) -> Vec<Family> {
        let story = self.story;
        story
            .families
            .iter()
            .map(|family| Family {
                articles: self.article_ids(&family.articles),
                origin: self.article_id(family.origin),
                relation: family.relation,
                credited: family.credited.clone(),
                reasons: self.reasons(&family.reasons),
                copies: family.copies.iter().map(|copy| self.copied(copy)).collect(),
            })
            .collect()
    }

    fn copied(&mut self, copy: &weave::Copied) -> Copied {
        let mut reworded = Vec::with_capacity(copy.reworded.len());
        for (from, to) in &copy.reworded {
            let (Some(from), Some(to)) = (self.id(from), self.id(to)) else { continue };
            reworded.push(Reworded { from, to });
        }
        Copied {
            article: self.article_id(copy.article),
            sentences: copy.sentences,
            kept: copy.kept,
            same: copy.same.len(),
            reworded,
            cut: self.ids.all(&copy.cut),
            added: self.ids.all(&copy.added),
            headlines: copy
                .headlines
                .as_ref()
                .map(|both| Headlines { origin: self.title(&both.origin), copy: self.title(&both.copy) }),
        }
    }

    pub(super) fn title(&mut self, title: &weave::Title) -> Title {
        Title {
            text: title.text.clone(),
            article: self.article_id(title.article),
            evidence: self.maybe(title.evidence.as_ref()),
        }
    }

    fn reasons(&mut self, reasons: &[weave::Reason]) -> Vec<Reason> {
        let of = |reason: &weave::Reason| Reason {
            text: reason.text.clone(),
            evidence: self.ids.all(&reason.evidence),
        };
        reasons.iter().map(of).collect()
    }

    pub(super) fn independence(&mut self, independence: &weave::Independence) -> Independence {
        Independence {
            at_most: independence.at_most,
            reports: independence.reports,
            reasons: self.reasons(&independence.reasons),
            unknown: independence.unknown.clone(),
        }
    }

    pub(super) fn lineage(&mut self) -> Lineage {
        let story = self.story;
        let lineage = &story.lineage;
        let outlets = lineage
            .outlets
            .iter()
            .map(|outlet| Outlet {
                name: outlet.name.clone(),
                owner: outlet.owned.as_ref().map(|owned| owned.owner.clone()),
                owner_source: outlet.owned.as_ref().and_then(|owned| owned.source.clone()),
                articles: self.article_ids(&outlet.articles),
            })
            .collect();
        let edge = |edge: &weave::Edge| {
            let (article, outlet) = match edge.to {
                Node::Report(report) => (
                    Some(self.article_id(report)),
                    lineage.outlets.iter().find(|outlet| outlet.articles.contains(&report)),
                ),
                Node::Outlet(outlet) => (None, lineage.outlets.get(outlet)),
            };
            Edge {
                from: self.article_id(edge.from),
                kind: edge.kind,
                article,
                outlet: outlet.map(|outlet| outlet.name.clone()),
                evidence: self.ids.all(&edge.evidence),
            }
        };
        Lineage { outlets, edges: lineage.edges.iter().map(edge).collect() }
    }
}
