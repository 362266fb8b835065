//! What later versions of a page changed, as a part of an account.

use super::convert::Convert;
use crate::account::{
    EvidenceId, Fact, How, Position, Quote, Revision, RevisionChange, RevisionNote, RevisionSide,
    RewordedSentence, Statements,
};
use std::collections::{BTreeMap, BTreeSet};

/// Which entries of an account rest on which evidence.
#[derive(Default)]
pub(super) struct Resting<'a> {
    quotes: BTreeMap<&'a EvidenceId, BTreeSet<usize>>,
    facts: BTreeMap<&'a EvidenceId, BTreeSet<usize>>,
    positions: BTreeMap<&'a EvidenceId, BTreeSet<usize>>,
}

impl<'a> Resting<'a> {
    /// Of these lists.
    pub(super) fn on(quotes: &'a [Quote], facts: &'a [Fact], positions: &'a [Position]) -> Self {
        let mut resting = Self::default();
        for (at, quote) in quotes.iter().enumerate() {
            for rendering in &quote.renderings {
                for id in rendering.pieces.iter().chain([&rendering.context]) {
                    resting.quotes.entry(id).or_default().insert(at);
                }
            }
        }
        for (at, fact) in facts.iter().enumerate() {
            let support = fact.support.iter().map(|support| &support.evidence);
            for id in support.chain(&fact.conflicts).chain([&fact.statement]) {
                resting.facts.entry(id).or_default().insert(at);
            }
        }
        for (at, position) in positions.iter().enumerate() {
            for held in &position.held {
                resting.positions.entry(&held.sentence).or_default().insert(at);
            }
        }
        resting
    }

    fn statements(&self, sides: [Option<&RevisionSide>; 2]) -> Statements {
        let ids: Vec<&EvidenceId> =
            sides.into_iter().flatten().flat_map(|side| side.words.iter().chain(&side.sentence)).collect();
        let of = |entries: &BTreeMap<&EvidenceId, BTreeSet<usize>>| -> Vec<usize> {
            let found: BTreeSet<usize> =
                ids.iter().filter_map(|id| entries.get(id)).flatten().copied().collect();
            found.into_iter().collect()
        };
        Statements { quotes: of(&self.quotes), facts: of(&self.facts), positions: of(&self.positions) }
    }
}

impl Convert<'_, '_> {
    pub(super) fn revisions(&mut self, resting: &Resting<'_>) -> Vec<Revision> {
        let story = self.story;
        let revisions = story.revisions.iter().flat_map(|page| &page.revisions);
        revisions.map(|revision| self.revision(revision, resting)).collect()
    }

    fn revision(&mut self, revision: &weave::Revision, resting: &Resting<'_>) -> Revision {
        let note = |note: &weave::RevisionNote| RevisionNote {
            declares: note.declares,
            text: note.text.clone(),
            evidence: self.maybe(note.evidence.as_ref()),
            about: note.about.clone(),
        };
        let notes = revision.notes.iter().map(note).collect();
        let mut reworded = Vec::with_capacity(revision.reworded.len());
        for (before, after) in &revision.reworded {
            let (Some(before), Some(after)) = (self.id(before), self.id(after)) else { continue };
            reworded.push(RewordedSentence { before, after });
        }
        Revision {
            before: self.article_id(revision.before),
            after: self.article_id(revision.after),
            extent: revision.extent,
            notes,
            changes: revision.changes.iter().map(|change| self.revised(change, resting)).collect(),
            kept: revision.kept,
            retouched: revision.retouched.len(),
            reworded,
            added: self.ids.all(&revision.added),
            withdrawn: self.ids.all(&revision.withdrawn),
        }
    }

    fn revised(&mut self, change: &weave::RevisionChange, resting: &Resting<'_>) -> RevisionChange {
        let mut side = |side: &Option<weave::Side>| {
            side.as_ref().map(|side| RevisionSide {
                text: side.text.clone(),
                of: side.of.clone(),
                stance: side.stance,
                words: self.maybe(side.words.as_ref()),
                sentence: self.maybe(side.sentence.as_ref()),
            })
        };
        let (before, after) = (side(&change.before), side(&change.after));
        let how = match (&before, &after) {
            (None, _) => How::Added,
            (_, None) => How::Withdrawn,
            _ => How::Changed,
        };
        RevisionChange {
            part: change.part,
            how,
            declared: change.declared,
            statements: resting.statements([before.as_ref(), after.as_ref()]),
            before,
            after,
        }
    }
}
