//! What the entries of an account rest on: the evidence by which one is new or not.
//!
//! `build::select` asks the same of the parts of a story, before there are ids.

use super::{BriefLine, Event, EvidenceId, Fact, OnlyIn, Position, Quote, TimelineDay};
use std::iter::once;

impl BriefLine {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        once(&self.sentence).chain(&self.support)
    }
}

impl Event {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        let who = self.who.iter().flat_map(|who| who.evidence.iter().chain(&who.absent));
        let statuses = self.statuses.iter().map(|status| &status.evidence);
        once(&self.what).chain(&self.mentions).chain(statuses).chain(who)
    }
}

impl TimelineDay {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        self.mentions.iter()
    }
}

impl Quote {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        self.renderings.iter().map(|rendering| &rendering.context)
    }
}

impl Fact {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        let support = self.support.iter().map(|support| &support.evidence);
        let answers = self.conflicts.iter().chain(&self.confirmed_by).chain(&self.denied_by);
        let values = self.figure.iter().flat_map(|figure| figure.values.iter().map(|value| &value.evidence));
        once(&self.statement).chain(support).chain(answers).chain(values)
    }
}

impl Position {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        self.held.iter().map(|held| &held.sentence)
    }
}

impl OnlyIn {
    pub(crate) fn rests_on(&self) -> impl Iterator<Item = &EvidenceId> {
        once(&self.evidence)
    }
}
