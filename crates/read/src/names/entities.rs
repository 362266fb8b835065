//! Makes the entities and mentions of a reading: whose each office is, and for whom each entity speaks.

use super::{
    Names,
    cast::{Cast, Someone},
    offices::Class,
    references::Meant,
    roles::RoleDraft,
    view::View,
};
use crate::{Entity, EntityId, EntityKind, Mention, Role};
use std::ops::Range;

/// The entities that are mentioned, in the order in which they come up, and their mentions.
pub(super) fn entities(view: &View<'_, '_>, cast: &Cast, meant: &[Meant]) -> Names {
    let owners = Owners { everyone: &cast.everyone, meant, home: home_country(&cast.everyone) };
    let mut ids: Vec<Option<EntityId>> = vec![None; cast.everyone.len()];
    let mut names = Names::default();
    for mention in meant {
        let (Some(span), Some(id), Some(someone)) = (
            view.text.span_of(mention.tokens.clone()),
            ids.get_mut(mention.someone),
            cast.everyone.get(mention.someone),
        ) else {
            continue;
        };
        let id = *id.get_or_insert_with(|| {
            let id = EntityId(u32::try_from(names.entities.len()).unwrap_or(u32::MAX));
            names.entities.push(entity(view, &owners, mention.someone, someone, id));
            id
        });
        names.mentions.push(Mention { span, entity: id, kind: mention.kind });
    }
    names.mentions.sort_by_key(|mention| (mention.span, mention.entity));
    names.mentions.dedup_by_key(|mention| (mention.span, mention.entity));
    names
}

fn entity(view: &View<'_, '_>, owners: &Owners<'_>, index: usize, someone: &Someone, id: EntityId) -> Entity {
    let mut roles: Vec<Role> = Vec::new();
    for draft in &someone.roles {
        let Some(span) = view.text.span_of(draft.tokens.clone()) else { continue };
        let role =
            Role { span, office: draft.office.clone(), of: owners.of(draft, index, 0), former: draft.former };
        // The same said twice is one role; the first place is kept, and whose it is from wherever it is said.
        match roles.iter_mut().find(|known| {
            known.office == role.office
                && known.former == role.former
                && (known.of == role.of || known.of.is_none() || role.of.is_none())
        }) {
            Some(known) => known.of = known.of.take().or(role.of),
            None => roles.push(role),
        }
    }
    Entity {
        id,
        name: someone.name.clone(),
        kind: someone.kind,
        named: someone.named,
        affiliation: owners.affiliation(index, 0),
        roles,
    }
}

/// The country of a head of state or government who is introduced without one, when a later reference says it.
fn home_country(everyone: &[Someone]) -> Option<&'static str> {
    let mut countries = everyone.iter().filter(|someone| someone.learned).filter_map(|someone| {
        let role = someone
            .roles
            .iter()
            .find(|role| matches!(role.office.as_str(), "president" | "prime minister"))?;
        role.country
    });
    let first = countries.next();
    first.filter(|first| countries.all(|other| other == *first))
}

/// Whether an office said without a country is that of one: its ministers and secretaries.
fn is_national(role: &RoleDraft) -> bool {
    role.owner.is_none()
        && !role.former
        && (matches!(
            role.office.as_str(),
            "president" | "vice president" | "prime minister" | "secretary of state"
        ) || role.office.ends_with(" secretary")
            && !matches!(
                role.office.as_str(),
                "general secretary" | "press secretary" | "party secretary" | "first secretary"
            )
            || matches!(
                role.office.as_str(),
                "foreign minister"
                    | "finance minister"
                    | "interior minister"
                    | "defence minister"
                    | "defense minister"
            ))
}

/// For whom the holder of an office in a place speaks: a palace's spokesman for its country, a mayor for the town.
pub(super) fn party_of_place(place: &Someone) -> String {
    place
        .speaks_for
        .clone()
        .or_else(|| {
            super::places::seat_of(&place.name)
                .filter(|_| !super::places::is_city(&place.name))
                .map(str::to_owned)
        })
        .unwrap_or_else(|| place.name.clone())
}

/// How many steps an affiliation is followed for: *Trump's envoy* by way of *Trump*.
const STEPS: usize = 3;

struct Owners<'c> {
    everyone: &'c [Someone],
    meant: &'c [Meant],
    /// The country whose officials the report names without it.
    home: Option<&'static str>,
}

impl Owners<'_> {
    /// Whom the words that begin at, or right after, token `at` mean.
    fn at(&self, at: usize) -> Option<usize> {
        let first = self.meant.partition_point(|meant| meant.tokens.start + 40 < at);
        let starts = |tokens: &Range<usize>| tokens.start >= at && tokens.start <= at + 2;
        self.meant[first..]
            .iter()
            .take_while(|meant| meant.tokens.start <= at + 2)
            .filter(|meant| starts(&meant.tokens) || meant.tokens.contains(&at))
            .min_by_key(|meant| (meant.tokens.start.abs_diff(at), meant.tokens.len()))
            .map(|meant| meant.someone)
    }

    /// Whose office it is, by plain name.
    fn of(&self, role: &RoleDraft, holder: usize, steps: usize) -> Option<String> {
        if role.class == Class::Kin {
            return None;
        }
        if let Some(owner) = role.owner.and_then(|at| self.at(at)).filter(|owner| *owner != holder) {
            let someone = self.everyone.get(owner)?;
            return match someone.kind {
                EntityKind::Person => self.affiliation(owner, steps + 1).or(role.country.map(str::to_owned)),
                EntityKind::Place => Some(party_of_place(someone)),
                _ => Some(someone.name.clone()),
            };
        }
        // `Sen. Lucy Marchetti of Ohio`.
        if role.country.is_none()
            && matches!(role.class, Class::Head | Class::Office)
            && let Some(owner) =
                self.everyone.get(holder).and_then(|someone| someone.belongs).and_then(|at| self.at(at))
            && let Some(someone) = self.everyone.get(owner)
            && matches!(someone.kind, EntityKind::Place | EntityKind::Organisation)
        {
            return Some(if someone.kind == EntityKind::Place {
                party_of_place(someone)
            } else {
                someone.name.clone()
            });
        }
        if let Some(body) = role.body.filter(|_| role.country.is_none()) {
            return self.only_body(body);
        }
        role.country.or_else(|| self.home.filter(|_| is_national(role))).map(str::to_owned)
    }

    /// The one organisation of a kind that the article names.
    fn only_body(&self, body: &str) -> Option<String> {
        let mut fits = self.everyone.iter().filter(|someone| {
            someone.kind == EntityKind::Organisation && someone.named && someone.short == Some(body)
        });
        let first = fits.next()?;
        fits.next().is_none().then(|| first.name.clone())
    }

    /// For whom somebody speaks.
    fn affiliation(&self, index: usize, steps: usize) -> Option<String> {
        let someone = self.everyone.get(index).filter(|_| steps < STEPS)?;
        if someone.kind != EntityKind::Person || someone.speaks_for.is_some() {
            return someone.speaks_for.clone();
        }
        let by_role = |former: bool| {
            someone
                .roles
                .iter()
                .filter(|role| role.former == former)
                .find_map(|role| self.of(role, index, steps))
        };
        by_role(false).map(party).or_else(|| {
            let owner = self.everyone.get(self.at(someone.belongs?)?)?;
            (owner.kind == EntityKind::Organisation)
                .then(|| owner.speaks_for.clone().unwrap_or_else(|| owner.name.clone()))
        })
    }
}

/// The party for which an office's owner speaks: the European Union for its Commission.
fn party(of: String) -> String {
    super::organisations::known(&of).and_then(|known| known.speaks_for).map_or(of, str::to_owned)
}
