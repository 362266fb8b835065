//! Tells what a name is from its words and from what stands around it.

use super::{
    chunks::Chunk,
    conduct,
    gazetteer::straight,
    offices::Class,
    organisations,
    places::{self, PlaceKind},
    roles::Around,
    view::{Shape, View},
    words,
};
use crate::EntityKind;

/// What speaks for each kind; the weights are in halves of what a clear sign is worth.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signs {
    pub(super) person: i32,
    pub(super) organisation: i32,
    pub(super) place: i32,
    pub(super) other: i32,
}

impl Signs {
    /// Adds what another mention of the same name says.
    pub(super) fn add(&mut self, other: Signs) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
        self.other += other.other;
    }

    /// Adds what a label of the network says.
    pub(super) fn note(&mut self, label: &str, weight: i32) {
        match label {
            "PER" => self.person += weight,
            "ORG" => self.organisation += weight,
            "LOC" => self.place += weight,
            _ => self.other += weight,
        }
    }

    /// The same with no kind worth more than `most`, so that many mentions say no more than one clear sign.
    pub(super) fn at_most(self, most: i32) -> Signs {
        Signs {
            person: self.person.min(most),
            organisation: self.organisation.min(most),
            place: self.place.min(most),
            other: self.other.min(most),
        }
    }

    /// The kind for which most speaks; `Other` when nothing says enough.
    pub(super) fn kind(self) -> EntityKind {
        let best = self.person.max(self.organisation).max(self.place).max(self.other);
        if best < 2 {
            EntityKind::Other
        } else if self.person == best {
            EntityKind::Person
        } else if self.organisation == best {
            EntityKind::Organisation
        } else if self.place == best {
            EntityKind::Place
        } else {
            EntityKind::Other
        }
    }
}

/// Nouns whose `of …` is followed by a place.
const PLACED: &[&str] = &[
    "mayor",
    "governor",
    "port",
    "city",
    "town",
    "village",
    "region",
    "province",
    "district",
    "state",
    "outskirts",
    "suburb",
    "north",
    "south",
    "east",
    "west",
    "bishop",
    "archbishop",
    "part",
    "parts",
    "people",
    "streets",
    "coast",
];

/// The words of a name with straight apostrophes and single spaces.
pub(super) fn spelling(view: &View<'_, '_>, chunk: &Chunk) -> String {
    let words = view.text.span_of(chunk.tokens.clone()).map_or("", |span| view.text.words(span));
    straight(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the words of a name alone say.
pub(super) fn signs_of_words(view: &View<'_, '_>, chunk: &Chunk, name: &str) -> Signs {
    let mut signs = Signs::default();
    let tokens = chunk.tokens.clone();
    let words: Vec<usize> = tokens.clone().filter(|at| view.shape(*at) != Shape::NoWord).collect();
    let (Some(first), Some(last)) = (words.first().copied(), words.last().copied()) else { return signs };
    if organisations::known(name).is_some() {
        signs.organisation += 10;
    }
    if let Some(place) = places::place(name) {
        signs.place += match place.kind {
            PlaceKind::Country => 12,
            PlaceKind::Seat => 9,
            PlaceKind::City | PlaceKind::Region => 6,
        };
    }
    if words.len() > 1 {
        // `Kenya Red Cross`: a known organisation's part in a country.
        let tail = name.split_once(' ').map_or("", |(_, tail)| tail);
        if organisations::known(tail).is_some() {
            signs.organisation += 8;
        }
        if let Some(head) = organisations::head(view.token(last)) {
            add(&mut signs, head.kind, 8);
        }
        let heads_of = words.iter().any(|at| {
            organisations::head(view.token(*at)).is_some_and(|head| head.takes_of)
                && matches!(view.lower(at + 1), "of" | "for" | "on")
        });
        if heads_of
            && let Some(head) = words
                .iter()
                .find(|at| matches!(view.lower(*at + 1), "of" | "for" | "on"))
                .and_then(|at| organisations::head(view.token(*at)))
        {
            // What stands before `of` is the head: `Bank of X Street` is rare.
            signs = Signs::default();
            add(&mut signs, head.kind, 8);
        }
        if organisations::known(view.token(first)).is_some() {
            signs.person -= 4;
        }
        if let Some(kind) = organisations::first(view.token(first)) {
            add(&mut signs, kind, 4);
        }
        let unordinary_last = !words::is_ordinary(view.lower(last)) || words.len() > 2;
        if let Some(_gender) = words::given(view.token(first))
            && organisations::head(view.token(last)).is_none()
        {
            signs.person += if unordinary_last { 5 } else { 4 };
        }
        let initial =
            words.iter().skip(usize::from(words.len() > 2)).any(|at| view.shape(*at) == Shape::Letter)
                || view.shape(first) == Shape::Letter;
        if initial && last > first && view.shape(last) == Shape::Capital {
            signs.person += 4;
        }
        if view.shape(first) == Shape::Capitals
            && view.token(first).len() == 2
            && words.len() == 2
            && view.shape(last) == Shape::Capital
            && signs.organisation == 0
        {
            signs.person += 3;
        }
        if words[1..words.len() - 1]
            .iter()
            .any(|at| view.shape(*at) == Shape::Small && words::particle(view.token(*at)).is_some())
        {
            signs.person += 3;
        }
        let known_word =
            |at: &usize| words::is_ordinary(view.lower(*at)) && words::given(view.token(*at)).is_none();
        if words.iter().all(known_word) {
            signs.other += 3;
        } else if (2..=3).contains(&words.len())
            && !words.iter().any(|at| known_word(at) || view.shape(*at) == Shape::Capitals)
        {
            signs.person += 2;
        }
    } else {
        signs.add(conduct::signs_of_end(name));
        if view.shape(first) == Shape::Capitals && places::place(name).is_none() {
            signs.organisation += 2;
            signs.person -= 3;
        }
        if words::given(name).is_some() || words::is_surname(name) {
            signs.person += 2;
        }
        if words::is_ordinary(view.lower(first)) && signs.organisation == 0 && signs.place == 0 {
            signs.other += 2;
        }
    }
    signs
}

/// What stands around a name says of its kind.
pub(super) fn signs_around(view: &View<'_, '_>, chunk: &Chunk, around: &Around) -> Signs {
    let mut signs = Signs::default();
    let at = chunk.tokens.start;
    let end = chunk.tokens.end;
    if chunk.modifies {
        return conduct::signs_before_office(view, chunk);
    }
    if chunk.honorific.is_some() {
        signs.person += 12;
    }
    if let Some(role) = around.roles.first() {
        signs.person += if chunk.title.is_some() {
            10
        } else if role.class == Class::Work {
            4
        } else {
            6
        };
    }
    signs.person += 8 * i32::from(around.aged) + 3 * i32::from(around.who);
    let before = view.before(at);
    let before_that = if at >= 2 { view.before(at - 1) } else { "" };
    let next = view.lower(end);
    // `the Norrvane plan`: the article belongs to the noun.
    let attributive = view.shape(end) == Shape::Small
        && !(words::is_function_word(next)
            || words::speaks(next)
            || words::is_auxiliary(next)
            || conduct::is_finite(view, end)
            || next.ends_with("ed"));
    match before {
        "in" | "near" | "across" | "outside" | "around" | "throughout" => signs.place += 4,
        "at" => signs.place += 2,
        "from" | "to" | "into" | "toward" | "towards" | "through" | "off" | "via" => signs.place += 1,
        "of" if PLACED.contains(&before_that) => signs.place += 4,
        "the" if attributive => {}
        "the" if matches!(before_that, "in" | "at" | "across" | "inside" | "outside" | "near" | "around") => {
            // `at the Pilot House`: where something is done, in a place by its own last word.
            let last = view.token(end.saturating_sub(1));
            let built = organisations::head(last).is_some_and(|head| head.kind == EntityKind::Place);
            signs.place += if built { 4 } else { 1 };
        }
        "the" => signs.organisation += 2,
        _ => {}
    }
    if before == "the" && !attributive {
        signs.person -= 4;
        signs.other += 1;
    }
    if matches!(before, "mr" | "ms" | "mrs") {
        signs.person += 6;
    }
    // `told Dravash`, `said Dravash`, `Dravash said`, `Dravash, who`.
    if words::speaks(next)
        || (words::speaks(before)
            && before != "the"
            && !matches!(before, "report" | "state" | "claim" | "demand"))
    {
        signs.person += 2;
        signs.organisation += 1;
    }
    if next == "'s" && super::offices::office_at(view, end + 1).is_some() {
        signs.organisation += 2;
    }
    if next == "," && before != "," && view.is_capital(end + 1) {
        let region = places::place_at(view, end + 1)
            .is_some_and(|(tokens, _)| matches!(view.lower(end + 1 + tokens), "," | "." | "—" | "(" | ""));
        signs.place += 6 * i32::from(region);
    }
    if next == "(" && view.shape(end + 1) == Shape::Capitals && view.lower(end + 2) == ")" {
        signs.organisation += 6;
    }
    if matches!(
        next,
        "shares" | "employees" | "workers" | "customers" | "executives" | "headquarters" | "members"
    ) {
        signs.organisation += 3;
    }
    if matches!(
        next,
        "region"
            | "province"
            | "district"
            | "county"
            | "city"
            | "town"
            | "airport"
            | "residents"
            | "border"
            | "river"
            | "island"
            | "valley"
            | "stadium"
    ) {
        signs.place += 3;
    }
    if matches!(
        next,
        "rockets"
            | "missiles"
            | "missile"
            | "jets"
            | "tanks"
            | "drones"
            | "virus"
            | "vaccine"
            | "app"
            | "platform"
            | "phones"
            | "cars"
            | "aircraft"
    ) {
        signs.other += 8;
    }
    if super::groups::body_after(view, end).is_some() {
        signs.place += 4;
    }
    if view.sentence_start(at) < at
        && view.shape(at - 1) == Shape::Small
        && let Some(kind) = organisations::noun_before(before)
    {
        add(&mut signs, kind, 5);
    }
    signs.organisation += 4 * i32::from(is_described_as_organisation(view, end));
    signs.add(conduct::signs_of_conduct(view, chunk));
    if let Some(dateline) = view.dateline_place()
        && dateline == view.lower(at)
        && chunk.tokens.len() == 1
    {
        signs.place += 6;
    }
    let quoted_whole = matches!(view.before(at), "“" | "\"" | "‘")
        && (matches!(next, "”" | "\"" | "’")
            || (matches!(next, "," | ".") && matches!(view.lower(end + 1), "”" | "\"" | "’")));
    signs.other += 8 * i32::from(quoted_whole);
    signs
}

/// What the network takes the words of a mention for: more when it sees the same name, less when it sees a part or more of it.
pub(super) fn signs_of_network(view: &View<'_, '_>, chunk: &Chunk) -> Signs {
    const SAME: i32 = 10;
    const PART: i32 = 7;
    const NONE: i32 = 8;
    if view.text.words.is_empty() {
        return Signs::default();
    }
    let mut signs = Signs::default();
    let (first, last) =
        (view.name_tag(chunk.tokens.start), view.name_tag(chunk.tokens.end.saturating_sub(1)));
    let whole = first.may_begin() && last.may_end() && first.kind() == last.kind();
    let weight = if whole { SAME } else { PART };
    let kind = chunk.tokens.clone().map(|at| view.name_tag(at).kind()).find(|kind| !kind.is_empty());
    signs.note(kind.unwrap_or(""), if kind.is_some() { weight } else { NONE });
    signs
}

/// Whether an apposition says that the name is a company or the like: `Stork, the engineering company, …`; or such
/// a noun follows at once.
fn is_described_as_organisation(view: &View<'_, '_>, end: usize) -> bool {
    let tells = |at: usize| {
        organisations::noun(view.lower(at)).is_some()
            || matches!(
                view.lower(at),
                "unit" | "subsidiary" | "giant" | "chain" | "newspaper" | "conglomerate"
            )
    };
    if view.shape(end) == Shape::Small && tells(end) {
        return true;
    }
    if view.lower(end) != "," || !matches!(view.lower(end + 1), "a" | "an" | "the") {
        return false;
    }
    (end + 2..view.sentence_end(end).min(end + 8))
        .take_while(|at| {
            view.shape(*at) != Shape::NoWord && !words::is_function_word(view.lower(*at))
                || matches!(view.lower(*at), "-" | "'s")
        })
        .any(|at| {
            tells(at)
                && !(view.shape(at + 1) == Shape::Small && super::offices::office_at(view, at + 1).is_some())
        })
}

fn add(signs: &mut Signs, kind: EntityKind, weight: i32) {
    match kind {
        EntityKind::Person => signs.person += weight,
        EntityKind::Organisation => signs.organisation += weight,
        EntityKind::Place => signs.place += weight,
        EntityKind::Group | EntityKind::Other => signs.other += weight,
    }
}
