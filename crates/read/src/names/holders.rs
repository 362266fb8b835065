//! Who holds an office, so far as the article says: *the Ukrainian leader*, *the president*, *his counterpart*.

use super::{
    cast::Someone,
    offices::{self, Class},
    organisations,
    references::Reader,
    roles::RoleDraft,
    view::View,
    words::Gender,
};
use crate::{EntityKind, MentionKind};
use std::ops::Range;

/// How many sentences back an office without a country may find its holder.
const NEAR: usize = 3;
/// The most people who are weighed against each other.
const MOST: usize = 48;

impl Reader<'_, '_, '_> {
    /// Who holds an office, so far as the article says; never `except`.
    pub(super) fn holder(
        &self,
        role: &RoleDraft,
        of: Option<&str>,
        at: usize,
        except: Option<usize>,
    ) -> Option<usize> {
        let leads = matches!(role.office.as_str(), "leader" | "head" | "chief" | "ruler" | "head of state");
        let mut fits: Vec<usize> = Vec::new();
        for index in self.open_roles.iter().rev().take(MOST).copied() {
            let Some(someone) = self.everyone.get(index) else { continue };
            let held = self.holds(index, someone, role, of, leads);
            if held && Some(index) != except {
                fits.push(index);
            }
        }
        if let Some(of) = of {
            // Who is said to hold it there goes before those of whom no country is said.
            let there = |index: &usize| {
                self.of_person(*index).is_some_and(|known| known == of || governs(&known, of))
            };
            if fits.iter().any(there) {
                fits.retain(there);
            }
        }
        fits.sort_unstable();
        let sentence = self.view.sentence(at);
        match fits.as_slice() {
            [] => None,
            [only] => {
                // Without a country, an office that many hold needs its holder nearby.
                let near = of.is_some()
                    || !matches!(role.class, Class::Work)
                    || self.last_seen(*only).is_some_and(|last| sentence - last <= NEAR);
                let before = self.last_seen(*only).is_some();
                (near && (before || of.is_some())).then_some(*only)
            }
            several => {
                let last =
                    |index: &usize| self.seen.iter().rev().take(200).position(|seen| seen.someone == *index);
                if of.is_none()
                    && let Some(country) = self.country_in_sentence(at)
                {
                    let there: Vec<usize> = several
                        .iter()
                        .copied()
                        .filter(|index| self.of_person(*index).as_deref() == Some(country.as_str()))
                        .collect();
                    if let [only] = there.as_slice() {
                        return Some(*only);
                    }
                }
                let nearest = several
                    .iter()
                    .copied()
                    .filter(|index| last(index).is_some())
                    .min_by_key(|index| last(index).unwrap_or(usize::MAX))?;
                let seen = self.last_seen(nearest)?;
                (of.is_some() || sentence.saturating_sub(seen) <= NEAR).then_some(nearest)
            }
        }
    }

    /// Whether somebody may hold an office, so far as the article says of them.
    fn holds(
        &self,
        index: usize,
        someone: &Someone,
        role: &RoleDraft,
        of: Option<&str>,
        leads: bool,
    ) -> bool {
        let offices: Vec<&RoleDraft> = someone
            .roles
            .iter()
            .filter(|known| {
                known.former == role.former
                    && (offices::same_office(&known.office, &role.office)
                        || (leads && known.class == Class::Head && someone.kind == EntityKind::Person))
            })
            .collect();
        if offices.is_empty() {
            return false;
        }
        let known = offices
            .iter()
            .find_map(|known| self.of_role(known, index))
            .or_else(|| someone.speaks_for.clone());
        match (of, known.as_deref()) {
            (Some(of), Some(known)) => of == known || governs(known, of),
            (None, _) => true,
            // Somebody introduced without a country can be of the country in question.
            (Some(of), None) => {
                someone.named
                    && super::places::country(of).is_some()
                    && offices.iter().all(|known| known.owner.is_none())
            }
        }
    }

    /// The country last meant in this sentence before token `at`.
    fn country_in_sentence(&self, at: usize) -> Option<String> {
        let sentence = self.view.sentence(at);
        self.seen.iter().rev().take(12).take_while(|seen| seen.sentence == sentence).find_map(|seen| {
            let someone = self.everyone.get(seen.someone)?;
            matches!(someone.kind, EntityKind::Place | EntityKind::Group)
                .then(|| someone.speaks_for.clone())
                .flatten()
        })
    }

    pub(super) fn last_seen(&self, someone: usize) -> Option<usize> {
        self.seen.iter().rev().take(400).find(|seen| seen.someone == someone).map(|seen| seen.sentence)
    }

    /// Whose an office is, by plain name.
    fn of_role(&self, role: &RoleDraft, holder: usize) -> Option<String> {
        if let Some(country) = role.country {
            return Some(country.to_owned());
        }
        let owner = self.owner_near(role.owner?)?;
        if owner == holder { None } else { self.of_someone(owner) }
    }

    /// Whom the words at or right after a token mean, read already or a name yet to come.
    pub(super) fn owner_near(&self, at: usize) -> Option<usize> {
        let first = self.meant.partition_point(|meant| meant.tokens.start + 40 < at);
        let read = self.meant[first..]
            .iter()
            .take_while(|meant| meant.tokens.start <= at + 40)
            .filter(|meant| {
                (meant.tokens.start >= at && meant.tokens.start <= at + 2) || meant.tokens.contains(&at)
            })
            .min_by_key(|meant| meant.tokens.start)
            .map(|meant| meant.someone);
        read.or_else(|| {
            let next = self.named.partition_point(|named| named.tokens.end <= at);
            self.named.get(next).filter(|named| named.tokens.start <= at + 1).map(|named| named.someone)
        })
        .or_else(|| {
            let noun =
                organisations::noun(self.view.lower(at + 1)).filter(|_| self.view.lower(at) == "the")?;
            self.organisation(noun, false, at)
        })
    }

    /// The plain name of the party that somebody is or speaks for.
    pub(super) fn of_someone(&self, index: usize) -> Option<String> {
        let someone = self.everyone.get(index)?;
        match someone.kind {
            EntityKind::Person => self.of_person(index),
            EntityKind::Place => Some(super::entities::party_of_place(someone)),
            _ => Some(someone.name.clone()),
        }
    }

    pub(super) fn of_person(&self, index: usize) -> Option<String> {
        let someone = self.everyone.get(index)?;
        someone.speaks_for.clone().or_else(|| {
            someone.roles.iter().find_map(|role| {
                role.country.map(str::to_owned).or_else(|| {
                    let owner = self.owner_near(role.owner?)?;
                    let owner = self.everyone.get(owner)?;
                    (owner.kind != EntityKind::Person)
                        .then(|| owner.speaks_for.clone().unwrap_or_else(|| owner.name.clone()))
                })
            })
        })
    }

    /// `his U.S. counterpart`: the one who holds the same office elsewhere.
    pub(super) fn counterpart(&mut self, tokens: Range<usize>, owner: usize, country: Option<&'static str>) {
        let own = self.of_person(owner);
        let Some(office) = self.everyone.get(owner).and_then(|someone| {
            someone
                .roles
                .iter()
                .find(|role| matches!(role.class, Class::Head | Class::Office))
                .map(|role| (role.office.clone(), role.class))
        }) else {
            return;
        };
        let someone = if let Some(country) = country {
            let role = RoleDraft {
                tokens: tokens.start + 1..tokens.end,
                office: office.0,
                class: office.1,
                gender: Gender::Unknown,
                country: Some(country),
                owner: None,
                body: None,
                former: false,
            };
            self.office(tokens, &role, Some(country.to_owned()), true, Some(owner));
            return;
        } else {
            let sentence = self.view.sentence(tokens.start);
            let mut others: Vec<usize> = self
                .seen
                .iter()
                .rev()
                .take(60)
                .take_while(|seen| seen.sentence + 4 > sentence)
                .map(|seen| seen.someone)
                .filter(|index| {
                    *index != owner
                        && self.of_person(*index) != own
                        && self.everyone.get(*index).is_some_and(|someone| {
                            someone.kind == EntityKind::Person
                                && someone
                                    .roles
                                    .iter()
                                    .any(|role| offices::same_office(&role.office, &office.0))
                        })
                })
                .collect();
            others.sort_unstable();
            others.dedup();
            match others.as_slice() {
                [only] => *only,
                _ => return,
            }
        };
        self.note(tokens, someone, MentionKind::Role, false);
    }
}

/// Whether the head of one is the head of the other: the president of the European Commission leads Europe's union.
fn governs(one: &str, other: &str) -> bool {
    let europe = ["European Union", "European Commission", "European Council"];
    europe.contains(&one) && europe.contains(&other)
}

/// `[adjective] counterpart` at token `at`: one past its end and the country.
pub(super) fn counterpart_at(view: &View<'_, '_>, at: usize) -> Option<(usize, Option<&'static str>)> {
    if view.lower(at) == "counterpart" {
        return Some((at + 1, None));
    }
    let (tokens, country) = super::places::adjective_at(view, at).or_else(|| {
        super::places::place_at(view, at)
            .and_then(|(tokens, place)| place.country.map(|country| (tokens, country)))
    })?;
    (view.lower(at + tokens) == "counterpart").then_some((at + tokens + 1, Some(country)))
}
