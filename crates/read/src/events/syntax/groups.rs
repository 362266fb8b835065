//! Verbs with their auxiliaries.

use super::{Syntax, Tag};
use crate::words::VerbForm;

/// A verb with its auxiliaries.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)]
pub(crate) struct Group {
    /// The first word of the group.
    pub(crate) start: usize,
    /// The verb itself.
    pub(crate) verb: usize,
    pub(crate) negated: bool,
    pub(crate) modal: Option<usize>,
    /// The *to* of an infinitive.
    pub(crate) to: Option<usize>,
    pub(crate) passive: bool,
    pub(crate) perfect: bool,
    pub(crate) progressive: bool,
}

/// Past participles that commonly shorten a relative clause.
const SHORTENED: &[&str] = &[
    "aimed",
    "arranged",
    "attended",
    "backed",
    "based",
    "billed",
    "brokered",
    "called",
    "chaired",
    "convened",
    "designed",
    "dubbed",
    "expected",
    "focused",
    "held",
    "hosted",
    "imposed",
    "intended",
    "involved",
    "known",
    "led",
    "linked",
    "meant",
    "mediated",
    "modeled",
    "modelled",
    "organised",
    "organized",
    "owned",
    "planned",
    "scheduled",
    "set",
    "slated",
    "staged",
    "tied",
];

impl Syntax<'_> {
    /// The verb at `verb` with its auxiliaries.
    pub(crate) fn group(&self, verb: usize) -> Group {
        let mut group = Group {
            start: verb,
            verb,
            negated: false,
            modal: None,
            to: None,
            passive: false,
            perfect: false,
            progressive: false,
        };
        let mut nearest = None;
        while let Some(before) = group.start.checked_sub(1) {
            match self.tag(before) {
                Tag::Adverb => {
                    let longer =
                        self.lower(before) == "longer" && before > 0 && self.lower(before - 1) == "no";
                    if longer {
                        group.negated = true;
                        group.start = before - 1;
                        continue;
                    }
                    group.negated |= matches!(self.lower(before), "hardly" | "barely");
                }
                Tag::Negation => group.negated = true,
                Tag::Modal => {
                    group.negated |= self.lower(before).ends_with("n't") || self.lower(before) == "cannot";
                    group.modal = Some(before);
                }
                Tag::Be => {
                    group.negated |= self.lower(before).ends_with("n't");
                    let form = self.tag(verb);
                    if nearest.is_none() {
                        group.passive = matches!(form, Tag::Verb(VerbForm::Past | VerbForm::Participle));
                        group.progressive = form == Tag::Verb(VerbForm::Ing);
                    }
                    nearest = Some(before);
                }
                Tag::Have | Tag::Do => {
                    group.negated |= self.lower(before).ends_with("n't");
                    group.perfect |= self.tag(before) == Tag::Have;
                    nearest = nearest.or(Some(before));
                }
                Tag::To => {
                    group.to = Some(before);
                    group.start = before;
                    if before > 0 && self.tag(before - 1) == Tag::Negation {
                        group.negated = true;
                        group.start = before - 1;
                    }
                    break;
                }
                Tag::Quote
                    if before > 0
                        && (self.tag(before - 1).is_auxiliary() || self.tag(before - 1) == Tag::Negation) => {
                }
                Tag::Noun
                    if self.lower(before) == "longer" && before > 0 && self.lower(before - 1) == "no" =>
                {
                    group.negated = true;
                    group.start = before - 1;
                    continue;
                }
                _ => break,
            }
            group.start = before;
        }
        // Adverbs before the first auxiliary belong to the clause, which does no harm.
        group
    }

    /// Whether the verb at `verb` is finite: no infinitive, no bare participle.
    pub(crate) fn is_finite(&self, verb: usize) -> bool {
        let group = self.group(verb);
        match self.tag(verb) {
            Tag::Verb(VerbForm::Past | VerbForm::ThirdPerson | VerbForm::Base) => group.to.is_none(),
            Tag::Verb(VerbForm::Participle) => group.passive || group.perfect,
            Tag::Verb(VerbForm::Ing) => group.progressive,
            Tag::Be => {
                let bare = matches!(self.lower(verb), "be" | "been" | "being");
                group.to.is_none() && (!bare || group.modal.is_some() || group.perfect)
            }
            Tag::Have | Tag::Do | Tag::Modal => true,
            _ => false,
        }
    }

    /// Whether *be* or *have* at `at` is the only verb of its clause, and no auxiliary.
    pub(crate) fn is_copula(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Be | Tag::Have)
            && !(at + 1..self.len().min(at + 5))
                .take_while(|next| {
                    matches!(self.tag(*next), Tag::Adverb | Tag::Negation | Tag::Be | Tag::Have)
                        || self.tag(*next).is_verb()
                })
                .any(|next| self.tag(next).is_verb() || matches!(self.tag(next), Tag::Be | Tag::Have))
    }

    /// Whether the past participle at `at` only shortens a relative clause: *a summit held on Sunday*, *a strike set
    /// for May*.
    pub(crate) fn is_shortened(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Verb(VerbForm::Past | VerbForm::Participle))
            && at > 0
            && (self.tag(at - 1).is_nominal()
                || self.tag(at - 1) == Tag::Comma
                || self.lower(at - 1) == "reportedly")
            && SHORTENED.contains(&self.lower(at))
            && (matches!(self.tag(at + 1), Tag::Preposition | Tag::To | Tag::Day | Tag::Adverb))
    }
}
