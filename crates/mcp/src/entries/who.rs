//! The people, organisations and groups of an account.

use crate::cite::Cites;
use crate::outside::Outside;
use desk::Citing;
use read::EntityKind;
use schemars::JsonSchema;
use serde::Serialize;
use tell::Person;

/// A person, organisation, place or group that reports name.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PersonEntry {
    /// The fullest name.
    untrusted_name: Outside,
    /// What it is.
    kind: EntityKind,
    /// The other forms of the name, and the roles that stand for it.
    untrusted_aliases: Vec<Outside>,
    /// What it is said to be.
    untrusted_roles: Vec<Outside>,
    /// The party it speaks for.
    untrusted_party: Option<Outside>,
    /// Its id in Wikidata, where a table gives it.
    wikidata: Option<String>,
    /// Why forms that differ were taken for one.
    untrusted_reasons: Vec<Outside>,
    /// Where it is named.
    named: Cites,
}

impl PersonEntry {
    pub(crate) fn of(citing: &Citing<'_>, person: &Person) -> Self {
        Self {
            untrusted_name: Outside::name(&person.name),
            kind: person.kind,
            untrusted_aliases: Outside::names(&person.aliases),
            untrusted_roles: Outside::names(&person.roles),
            untrusted_party: Outside::some(person.party.as_deref()),
            wikidata: person.wikidata.clone(),
            untrusted_reasons: Outside::names(&person.reasons),
            named: Cites::of(citing, &person.evidence),
        }
    }
}
