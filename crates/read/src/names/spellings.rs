//! The ways in which names are written in an article, and what each of them tells.

use super::{
    chunks::Chunk,
    kinds::{self, Signs},
    organisations,
    places::{self, PlaceKind},
    roles::Around,
    teams::Teams,
    view::{Shape, View},
    words,
};
use crate::EntityKind;
use std::collections::{BTreeMap, HashSet};

/// All mentions that are written in one way.
pub(super) struct Spelling {
    pub(super) name: String,
    pub(super) chunks: Vec<usize>,
    /// What its words and what stands around its mentions say.
    pub(super) signs: Signs,
    /// What the network takes its mentions for.
    pub(super) tagged: Signs,
    pub(super) words: Vec<String>,
    /// How many of its mentions stand as a team's do.
    pub(super) teams: Teams,
}

pub(super) fn spellings(view: &View<'_, '_>, chunks: &[Chunk], surroundings: &[Around]) -> Vec<Spelling> {
    let mut by_name: BTreeMap<String, Spelling> = BTreeMap::new();
    for (index, (chunk, around)) in chunks.iter().zip(surroundings).enumerate() {
        let name = kinds::spelling(view, chunk);
        let entry = by_name.entry(name.clone()).or_insert_with(|| Spelling {
            signs: kinds::signs_of_words(view, chunk, &name),
            tagged: Signs::default(),
            words: chunk
                .tokens
                .clone()
                .filter(|at| view.shape(*at) != Shape::NoWord && !is_suffix(view.token(*at)))
                .map(|at| super::gazetteer::straight(view.token(at)).into_owned())
                .collect(),
            name,
            chunks: Vec::new(),
            teams: Teams::default(),
        });
        entry.chunks.push(index);
        entry.teams.note(view, &chunk.tokens);
        entry.signs.add(kinds::signs_around(view, chunk, around));
        entry.tagged.add(kinds::signs_of_network(view, chunk));
    }
    by_name.into_values().collect()
}

/// Whether a word stands after a person's surname: `Jr`, `III`.
fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Sr" | "II" | "III" | "IV")
}

/// Words that longer names use as a place: `University of Saltmere`, `Saltmere City Hall`.
pub(super) fn placed_words(spellings: &[Spelling]) -> HashSet<String> {
    let mut placed = HashSet::new();
    for words in spellings.iter().map(|spelling| &spelling.words).filter(|words| words.len() > 1) {
        let public = |word: &String| {
            organisations::head(word).is_some_and(|head| {
                head.kind == EntityKind::Place
                    || matches!(
                        head.short,
                        "university" | "college" | "council" | "police" | "court" | "hospital" | "bishop"
                    )
            })
        };
        if let [.., head, of, last] = words.as_slice()
            && of == "of"
            && public(head)
        {
            placed.insert(last.clone());
        }
        if let [first, rest @ ..] = words.as_slice()
            && rest.iter().all(|word| words::is_ordinary(&word.to_lowercase()))
            && rest.last().is_some_and(public)
        {
            placed.insert(first.clone());
        }
    }
    placed
}

/// What a name means by the rules alone, by which it is told whether it is short for another.
pub(super) fn told_kind(spelling: &Spelling) -> EntityKind {
    kind_by(spelling, spelling.signs)
}

/// What a name means by the rules and the network together.
pub(super) fn full_kind(spelling: &Spelling) -> EntityKind {
    /// What the network says of one mention weighs as much as what it says of many.
    const MOST: i32 = 10;
    let mut signs = spelling.signs;
    signs.add(spelling.tagged.at_most(MOST));
    let kind = kind_by(spelling, signs);
    let team = spelling.teams.tell(kind, &spelling.name, spelling.chunks.len());
    if team { EntityKind::Organisation } else { kind }
}

/// What a name means: as the tables say, else as most speaks for.
fn kind_by(spelling: &Spelling, signs: Signs) -> EntityKind {
    let told = signs.kind();
    let clear = signs.person >= 8;
    if let Some(place) = places::place(&spelling.name).filter(|_| !clear)
        && (matches!(place.kind, PlaceKind::Country | PlaceKind::Seat) || told == EntityKind::Other)
    {
        return EntityKind::Place;
    }
    if organisations::known(&spelling.name).is_some() && !clear { EntityKind::Organisation } else { told }
}

/// Whether a name of which nothing is known looks like somebody's: a few words, none of them ordinary.
pub(super) fn may_be_person(spelling: &Spelling) -> bool {
    let signs = spelling.signs;
    spelling.words.len() <= 3
        && signs.person >= 0
        && signs.place < 4
        && signs.organisation < 3
        && signs.other < 3
        && spelling
            .words
            .iter()
            .all(|word| word.chars().any(char::is_lowercase) && !words::is_ordinary(&word.to_lowercase()))
}

/// The plain name that the tables give for a name: `United States` for `U.S.`.
pub(super) fn plain_name(name: &str) -> Option<&'static str> {
    let country =
        places::place(name).filter(|place| place.kind == PlaceKind::Country).and_then(|place| place.country);
    country.or_else(|| organisations::organisation(name))
}

/// What an organisation is called in short, by the words of its name.
pub(super) fn short_of(words: &[String]) -> Option<&'static str> {
    let of = words.iter().position(|word| matches!(word.as_str(), "of" | "for"));
    let head = of.and_then(|of| of.checked_sub(1)).and_then(|before| words.get(before)).or(words.last())?;
    organisations::head(head).filter(|head| head.kind == EntityKind::Organisation).map(|head| head.short)
}

/// The beginning of a word, by which spelling variants are found.
pub(super) fn stem(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).take(4).collect()
}

/// Whether two spellings can be one surname: the same, or long enough, with one beginning, and a letter or two
/// apart.
pub(super) fn same_surname(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) =
        (one.to_lowercase().chars().collect(), other.to_lowercase().chars().collect());
    let shorter = one.len().min(other.len());
    if shorter < 6 || one.len().abs_diff(other.len()) > 1 || one[..4] != other[..4] {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    // Transliterations differ in the last letters. `Petrov` and `Petrova` are a man and a woman, and `Hansen` and
    // `Hanson` two families.
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let feminine = long.len() == short.len() + 1 && same == short.len() && long.last() == Some(&'a');
    let families = one.last() == Some(&'n') && other.last() == Some(&'n');
    long.len() - same <= 2 && !feminine && !families
}
