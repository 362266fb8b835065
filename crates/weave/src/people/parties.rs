//! For whom each of the people of a story speaks.

use super::{bodies_called, kinds::is_adjective_of};
use crate::{Person, vocabulary::fold};
use read::{EntityKind, words::table};
use std::{collections::BTreeSet, sync::LazyLock};

/// Offices of bodies, between spaces; whether a company alone has them.
static OFFICES: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
    table(include_str!("offices.tsv")).map(|row| (format!(" {} ", row[0]), row[1] == "company")).collect()
});

/// Names the party of each: that of the story's organisation or country where its affiliation is one of them under another name.
pub(super) fn name(people: &mut [Person]) {
    let states: Vec<Option<usize>> = people.iter().map(|person| state_of(person, people)).collect();
    let between_states = states.iter().flatten().collect::<BTreeSet<_>>().len() > 1;
    let parties: Vec<Option<String>> = people
        .iter()
        .zip(states)
        .map(|(person, state)| {
            let state = state.filter(|_| between_states).and_then(|at| people.get(at));
            party_name(person, people, state)
        })
        .collect();
    for (person, party) in people.iter_mut().zip(parties) {
        person.party = party;
    }
}

/// The organisation of which a group are the people: *union members* are those of the one organisation that
/// the story calls *the union*.
fn body_of(group: &Person, people: &[Person]) -> Option<String> {
    let word = group.name.split(' ').next().filter(|word| word.len() < group.name.len())?;
    let mut bodies = bodies_called(people, &fold(word));
    let only = bodies.next()?;
    bodies.next().is_none().then(|| only.name.clone())
}

/// The organisation or place of the story that is called so.
fn called<'p>(name: &str, people: &'p [Person]) -> Option<(usize, &'p Person)> {
    let folded = fold(name);
    people.iter().enumerate().find(|(_, other)| {
        other.kind != EntityKind::Person
            && (fold(&other.name) == folded || other.aliases.iter().any(|alias| fold(alias) == folded))
    })
}

/// The place whose minister or envoy a person is: a country, as towns have none.
fn state_of(person: &Person, people: &[Person]) -> Option<usize> {
    const OF_STATE: &[&str] =
        &["minister", "ministry", "ambassador", "envoy", "diplomat", "premier", "chancellor"];
    let of_state = |role: &String| role.split([' ', '-']).any(|word| OF_STATE.contains(&fold(word).as_str()));
    let affiliation = person.party.as_deref().filter(|_| person.kind == EntityKind::Person)?;
    if !person.roles.iter().any(of_state) {
        return None;
    }
    if let Some((at, place)) = called(affiliation, people)
        && place.kind == EntityKind::Place
    {
        return Some(at);
    }
    // `Vordolian Harbour Minister`: what stands before the office begins with the country.
    let first = fold(affiliation.split(' ').next()?);
    people
        .iter()
        .position(|place| place.kind == EntityKind::Place && is_adjective_of(&first, &fold(&place.name)))
}

/// The plain name of the party for which a person speaks: that of the story's organisation or country when
/// its affiliation is one of them under another name.
///
/// A mayor is no more the city than its voters are, and the head of a branch may stand against the whole: both
/// speak for themselves. Ministers do too in a story of one country; between countries each speaks for its own, which is
/// then given as `state`.
fn party_name(person: &Person, people: &[Person], state: Option<&Person>) -> Option<String> {
    const PARTS: &[&str] = &["branch", "chapter", "faction", "wing", "local", "caucus", "section"];
    if person.kind == EntityKind::Group && person.party.is_none() {
        return body_of(person, people);
    }
    let affiliation = person.party.as_deref()?;
    if person.kind == EntityKind::Person && state.is_none() {
        let offices: Vec<bool> = person.roles.iter().flat_map(|role| offices(role)).collect();
        if !offices.is_empty() {
            return Some(body_with(affiliation, people, offices.contains(&true)));
        }
    }
    let of_a_part =
        person.roles.iter().any(|role| role.split(' ').any(|word| PARTS.contains(&fold(word).as_str())));
    if person.kind == EntityKind::Person && of_a_part {
        return None;
    }
    match state.or_else(|| called(affiliation, people).map(|(_, other)| other)) {
        Some(place)
            if person.kind == EntityKind::Person
                && place.kind == EntityKind::Place
                && place.party.is_none() =>
        {
            state.map(|state| state.name.clone())
        }
        // A capital that stands for its country, and then the country itself.
        Some(other) if other.name != person.name => {
            let further = other.party.as_deref().filter(|further| *further != affiliation);
            Some(further.unwrap_or(&other.name).to_owned())
        }
        _ => Some(affiliation.to_owned()),
    }
}

/// The offices in a role whose holder speaks for a body; of each whether it must be a company's.
fn offices(role: &str) -> Vec<bool> {
    let role = format!(" {} ", role.split([' ', '-']).map(fold).collect::<Vec<_>>().join(" "));
    OFFICES.iter().filter(|(office, _)| role.contains(office.as_str())).map(|(_, company)| *company).collect()
}

/// The organisation of the story whose name is, or begins with, that of an affiliation, which may be read as a place: *Larkfield*
/// of *Larkfield Hospitals*, where it must be a company. Several may: then the affiliation is its own.
fn body_with(affiliation: &str, people: &[Person], company: bool) -> String {
    let folded = fold(affiliation);
    let begins = format!("{folded} ");
    let mut bodies = people.iter().filter(|other| {
        other.kind == EntityKind::Organisation
            && other.named
            && (company && fold(&other.name).starts_with(&begins)
                || std::iter::once(&other.name).chain(&other.aliases).any(|name| fold(name) == folded))
    });
    match (bodies.next(), bodies.next()) {
        (Some(only), None) => only.party.clone().unwrap_or_else(|| only.name.clone()),
        _ => called(affiliation, people)
            .map_or_else(|| affiliation.to_owned(), |(_, other)| other.name.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_offices_is_well_formed() {
        let mut seen = BTreeSet::new();
        assert!(
            table(include_str!("offices.tsv"))
                .all(|row| matches!(row[..], [_, "company" | "any"]) && seen.insert(row[0]))
        );
    }

    #[test]
    fn a_chief_executive_speaks_for_the_company_that_is_called_like_a_town() {
        let told = parties(vec![
            person("Brannock", EntityKind::Place, &[], None),
            person("Brannock Clinics", EntityKind::Organisation, &[], None),
            person("Ada Lund", EntityKind::Person, &["Brannock chief executive"], Some("Brannock")),
            person("Eva Holt", EntityKind::Person, &["mayor"], Some("Brannock")),
        ]);
        assert_eq!(told[2].as_deref(), Some("Brannock Clinics"));
        assert_eq!(told[3], None);
    }

    fn person(name: &str, kind: EntityKind, roles: &[&str], party: Option<&str>) -> Person {
        Person {
            name: name.to_owned(),
            kind,
            named: true,
            aliases: Vec::new(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            party: party.map(str::to_owned),
            wikidata: None,
            evidence: Vec::new(),
            reasons: Vec::new(),
        }
    }

    fn parties(mut people: Vec<Person>) -> Vec<Option<String>> {
        name(&mut people);
        people.into_iter().map(|person| person.party).collect()
    }

    #[test]
    fn ministers_speak_for_their_countries_when_there_are_two() {
        let vordolia = || person("Vordolia", EntityKind::Place, &[], None);
        let lund = || {
            person("Ada Lund", EntityKind::Person, &["Vordolian Harbour Minister"], Some("Vordolian Harbour"))
        };
        let alone = person("Ben Roe", EntityKind::Person, &["finance minister"], Some("Vordolia"));
        assert_eq!(parties(vec![vordolia(), alone])[1], None);
        let tessmar = person("Tessmar", EntityKind::Place, &[], None);
        let roe = person("Ben Roe", EntityKind::Person, &["foreign minister"], Some("Tessmar"));
        let mayor = person("Eva Holt", EntityKind::Person, &["mayor"], Some("Tessmar"));
        let told = parties(vec![vordolia(), tessmar, lund(), roe, mayor]);
        assert_eq!(told[2].as_deref(), Some("Vordolia"));
        assert_eq!(told[3].as_deref(), Some("Tessmar"));
        assert_eq!(told[4], None);
    }
}
