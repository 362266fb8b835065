//! Countries, cities, regions, and the capitals and seats that stand for governments.

use super::{gazetteer::Gazetteer, view::View};
use crate::words::table;
use std::{collections::HashMap, sync::LazyLock};

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceKind {
    /// A country or a part of the world that speaks as one.
    Country,
    /// A capital or palace that may stand for a government.
    Seat,
    /// A city or town.
    City,
    /// A region, sea or landmark.
    Region,
}

/// A known place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// What it is.
    pub(super) kind: PlaceKind,
    /// The plain name of the country that it is or stands for.
    pub(super) country: Option<&'static str>,
}

static COUNTRIES: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| table(include_str!("countries.tsv")).collect());

fn alternatives(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|name| *name != "-" && !name.is_empty())
}

static PLACES: LazyLock<Gazetteer<Place>> = LazyLock::new(|| {
    let countries = COUNTRIES.iter().flat_map(|row| {
        let country = Place { kind: PlaceKind::Country, country: Some(row[0]) };
        let seat = Place { kind: PlaceKind::Seat, country: Some(row[0]) };
        std::iter::once((row[0], country))
            .chain(alternatives(row[1]).map(move |name| (name, country)))
            .chain(alternatives(row[4]).map(move |name| (name, seat)))
    });
    let others = table(include_str!("places.tsv")).map(|row| {
        let kind = if row[1] == "city" { PlaceKind::City } else { PlaceKind::Region };
        (row[0], Place { kind, country: None })
    });
    Gazetteer::new(countries.chain(others).collect::<Vec<_>>())
});

static ADJECTIVES: LazyLock<Gazetteer<&'static str>> = LazyLock::new(|| {
    Gazetteer::new(
        COUNTRIES
            .iter()
            .flat_map(|row| alternatives(row[2]).map(move |name| (name, row[0])))
            .collect::<Vec<_>>(),
    )
});

static PEOPLES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    COUNTRIES.iter().flat_map(|row| alternatives(row[3]).map(move |name| (name, row[0]))).collect()
});

/// The plain name of the country that a name, abbreviation or adjective means: `United States` for `U.S.`, `US`
/// and `American`, `Europe` for `European`. Capitals and palaces are [`seat_of`].
///
/// ```
/// assert_eq!(read::names::places::country("U.S."), Some("United States"));
/// assert_eq!(read::names::places::country("Ukrainian"), Some("Ukraine"));
/// assert_eq!(read::names::places::country("Kyiv"), None);
/// ```
pub fn country(name: &str) -> Option<&'static str> {
    let by_name = PLACES.exactly(name).filter(|place| place.kind == PlaceKind::Country);
    by_name.and_then(|place| place.country).or_else(|| ADJECTIVES.exactly(name)).or_else(|| people(name))
}

/// The plain name of the country whose government a capital or palace may stand for: `Russia` for `the Kremlin`.
///
/// ```
/// assert_eq!(read::names::places::seat_of("Kremlin"), Some("Russia"));
/// assert_eq!(read::names::places::seat_of("Lyon"), None);
/// ```
pub fn seat_of(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("the ").unwrap_or(name);
    PLACES.exactly(name).filter(|place| place.kind == PlaceKind::Seat).and_then(|place| place.country)
}

/// Whether a seat of government is a city, so that an office in it can be the city's own.
pub(super) fn is_city(name: &str) -> bool {
    PLACES.exactly(name).is_some_and(|place| place.kind == PlaceKind::City)
        || (seat_of(name).is_some() && !name.contains(' ') && name != "Kremlin" && name != "Whitehall")
}

/// Whether this exact name is in the tables as a country, capital, city, region or sea.
pub fn is_place(name: &str) -> bool {
    PLACES.exactly(name).is_some()
}

/// The country of a people: `Ukraine` for `Ukrainians`.
pub(super) fn people(name: &str) -> Option<&'static str> {
    PEOPLES.get(name).copied()
}

/// The known place of exactly this name.
pub(super) fn place(name: &str) -> Option<Place> {
    PLACES.exactly(name)
}

/// The longest known place that begins at token `at`, and how many tokens it takes.
pub(super) fn place_at(view: &View<'_, '_>, at: usize) -> Option<(usize, Place)> {
    PLACES.at(view, at)
}

/// The longest adjective of a country at token `at`, how many tokens it takes, and the country.
pub(super) fn adjective_at(view: &View<'_, '_>, at: usize) -> Option<(usize, &'static str)> {
    ADJECTIVES.at(view, at)
}
