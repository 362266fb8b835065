//! Joins names that mean the same within the article.

use super::{
    chunks::Chunk,
    kinds::{self, Signs},
    organisations,
    places::{self, PlaceKind},
    roles::{Around, RoleDraft, around},
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::EntityKind;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// Somebody or something, while the article is being read.
#[derive(Debug, Clone)]
pub(super) struct Someone {
    pub(super) name: String,
    /// The words of its name, without marks.
    pub(super) words: Vec<String>,
    pub(super) kind: EntityKind,
    pub(super) named: bool,
    pub(super) gender: Gender,
    pub(super) roles: Vec<RoleDraft>,
    /// What an organisation is called in short: `union`.
    pub(super) short: Option<&'static str>,
    /// For whom it speaks, when its own words say so: a capital for its country.
    pub(super) speaks_for: Option<String>,
    /// The token at which the words begin of those to whom it belongs.
    pub(super) belongs: Option<usize>,
    /// Whether it may be a person though nothing says what it is.
    pub(super) may_be_person: bool,
    /// Whether its country became known only by a later reference.
    pub(super) learned: bool,
}

impl Someone {
    pub(super) fn new(name: String, kind: EntityKind) -> Self {
        Self {
            name,
            words: Vec::new(),
            kind,
            named: true,
            gender: Gender::Unknown,
            roles: Vec::new(),
            short: None,
            speaks_for: None,
            belongs: None,
            may_be_person: false,
            learned: false,
        }
    }
}

/// A name in the text and whom it means, as an index into the list of entities.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) modifies: bool,
}

/// Who is named, and where.
#[derive(Debug, Default)]
pub(super) struct Cast {
    pub(super) everyone: Vec<Someone>,
    pub(super) named: Vec<Named>,
}

/// All mentions that are written in one way.
struct Spelling {
    name: String,
    chunks: Vec<usize>,
    signs: Signs,
    words: Vec<String>,
}

/// Groups the names of the article by whom they mean.
pub(super) fn cast(view: &View<'_, '_>, chunks: &[Chunk]) -> Cast {
    let surroundings: Vec<Around> = chunks.iter().map(|chunk| around(view, chunk)).collect();
    let mut spellings = spellings(view, chunks, &surroundings);
    let placed = placed_words(&spellings);
    for spelling in &mut spellings {
        if let [only] = spelling.words.as_slice()
            && placed.contains(only)
        {
            spelling.signs.place += 3;
        }
    }
    // Full names first: short ones are then told by them.
    spellings
        .sort_by_key(|spelling| (std::cmp::Reverse(spelling.words.len()), spelling.chunks.first().copied()));
    let mut joiner = Joiner {
        view,
        chunks,
        surroundings: &surroundings,
        everyone: Vec::new(),
        of_chunk: vec![None; chunks.len()],
        by_word: HashMap::new(),
    };
    for spelling in &spellings {
        joiner.join(spelling);
    }
    joiner.finish()
}

fn spellings(view: &View<'_, '_>, chunks: &[Chunk], surroundings: &[Around]) -> Vec<Spelling> {
    let mut by_name: BTreeMap<String, Spelling> = BTreeMap::new();
    for (index, (chunk, around)) in chunks.iter().zip(surroundings).enumerate() {
        let name = kinds::spelling(view, chunk);
        let entry = by_name.entry(name.clone()).or_insert_with(|| Spelling {
            signs: kinds::signs_of_words(view, chunk, &name),
            words: chunk
                .tokens
                .clone()
                .filter(|at| view.shape(*at) != Shape::NoWord)
                .map(|at| super::gazetteer::straight(view.token(at)).into_owned())
                .collect(),
            name,
            chunks: Vec::new(),
        });
        entry.chunks.push(index);
        entry.signs.add(kinds::signs_around(view, chunk, around));
    }
    by_name.into_values().collect()
}

/// Words that longer names use as a place: `University of Saltmere`, `Saltmere City Hall`.
fn placed_words(spellings: &[Spelling]) -> HashSet<String> {
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

struct Joiner<'v, 'a, 't> {
    view: &'v View<'a, 't>,
    chunks: &'v [Chunk],
    surroundings: &'v [Around],
    everyone: Vec<Someone>,
    of_chunk: Vec<Option<usize>>,
    /// Everyone by each word of the name, so that a short name looks at few.
    by_word: HashMap<String, Vec<usize>>,
}

impl Joiner<'_, '_, '_> {
    fn join(&mut self, spelling: &Spelling) {
        let plain = plain_name(&spelling.name);
        let mut kind = told_kind(spelling);
        if plain.is_none() {
            if let Some(found) = self.short_for(spelling, kind) {
                for (index, someone) in found {
                    self.take(index, someone);
                }
                return;
            }
            if spelling.words.len() == 1
                && kind == EntityKind::Other
                && spelling.signs.person > 0
                && spelling.signs.person >= spelling.signs.other
            {
                kind = EntityKind::Person;
            }
        }
        let name = plain.map_or_else(|| spelling.name.clone(), str::to_owned);
        let someone = match self.everyone.iter().position(|known| known.name == name && known.kind == kind) {
            Some(known) if plain.is_some() => known,
            _ => self.add(spelling, name, kind),
        };
        for chunk in &spelling.chunks {
            self.take(*chunk, someone);
        }
    }

    fn add(&mut self, spelling: &Spelling, name: String, kind: EntityKind) -> usize {
        let mut someone = Someone::new(name, kind);
        someone.words.clone_from(&spelling.words);
        someone.may_be_person = kind == EntityKind::Other && may_be_person(spelling);
        match kind {
            EntityKind::Person => {
                someone.gender = spelling
                    .words
                    .first()
                    .filter(|_| spelling.words.len() > 1)
                    .and_then(|first| words::given(first))
                    .unwrap_or(Gender::Unknown);
            }
            EntityKind::Organisation => {
                let known = organisations::known(&spelling.name);
                someone.speaks_for = known.and_then(|known| known.speaks_for).map(str::to_owned);
                someone.short = known.and_then(|known| known.short).or_else(|| short_of(&spelling.words));
            }
            EntityKind::Place => {
                if let Some(place) = places::place(&spelling.name)
                    && (place.kind == PlaceKind::Country
                        || (place.kind == PlaceKind::Seat && self.acts(spelling)))
                {
                    someone.speaks_for = place.country.map(str::to_owned);
                }
            }
            EntityKind::Group | EntityKind::Other => {}
        }
        let index = self.everyone.len();
        for word in &spelling.words {
            let list = self.by_word.entry(stem(word)).or_default();
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
        self.everyone.push(someone);
        index
    }

    /// Whether a capital or palace is used at least once as one that acts rather than where something is.
    fn acts(&self, spelling: &Spelling) -> bool {
        spelling.chunks.iter().any(|chunk| {
            let Some(chunk) = self.chunks.get(*chunk) else { return false };
            let at = chunk.tokens.start;
            let mut before = self.view.before(at);
            if before == "the" && at > 0 {
                before = self.view.before(at - 1);
            }
            let located = matches!(
                before,
                "in" | "at"
                    | "near"
                    | "from"
                    | "to"
                    | "around"
                    | "outside"
                    | "across"
                    | "through"
                    | "via"
                    | "over"
                    | "visit"
                    | "visited"
                    | "visiting"
                    | "left"
                    | "into"
                    | "inside"
            );
            let next = self.view.lower(chunk.tokens.end);
            !located
                && (next == "'s"
                    || words::is_auxiliary(next)
                    || words::speaks(next)
                    || matches!(
                        before,
                        "between" | "with" | "and" | "by" | "for" | "that" | "as" | "to" | ""
                    )
                    || next == "and"
                    || next.ends_with('s'))
        })
    }

    /// Whom a short or other form of a known name means, mention by mention; `None` when it is a name of its own.
    fn short_for(&self, spelling: &Spelling, kind: EntityKind) -> Option<Vec<(usize, usize)>> {
        let key = spelling.words.first().map(|word| stem(word))?;
        let last = spelling.words.last().map(|word| stem(word))?;
        let mut candidates: Vec<usize> =
            [&key, &last].into_iter().filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let persons: Vec<usize> =
            candidates.iter().copied().filter(|index| self.is_same_person(*index, spelling, kind)).collect();
        if !persons.is_empty() {
            return Some(
                spelling.chunks.iter().map(|chunk| (*chunk, self.nearest_person(*chunk, &persons))).collect(),
            );
        }
        let others: Vec<usize> = candidates
            .into_iter()
            .filter(|index| self.is_same_organisation(*index, spelling, kind))
            .collect();
        if let [only] = others.as_slice() {
            return Some(spelling.chunks.iter().map(|chunk| (*chunk, *only)).collect());
        }
        let acronym = self.acronym_of(spelling)?;
        Some(spelling.chunks.iter().map(|chunk| (*chunk, acronym)).collect())
    }

    fn is_same_person(&self, index: usize, spelling: &Spelling, kind: EntityKind) -> bool {
        let Some(person) = self.everyone.get(index).filter(|someone| someone.kind == EntityKind::Person)
        else {
            return false;
        };
        let (long, short) = (&person.words, &spelling.words);
        // A place or organisation of its own is nobody's surname, unless it is used as one.
        let strange = matches!(kind, EntityKind::Place | EntityKind::Organisation);
        if strange
            && spelling.signs.person <= spelling.signs.place.max(spelling.signs.organisation) / 2
            && spelling.signs.place.max(spelling.signs.organisation) >= 6
        {
            return false;
        }
        if short.len() == 1 {
            let Some(word) = short.first() else { return false };
            let is_last = long.last().is_some_and(|last| same_surname(last, word));
            let is_first = long.len() > 1 && long.first() == Some(word) && !strange;
            return is_last || is_first;
        }
        if kind != EntityKind::Person && spelling.signs.person == 0 && !long.ends_with(short) {
            return false;
        }
        if long.len() > short.len() && long.ends_with(short) {
            return true;
        }
        // `Donald J. Trump` and `Donald Trump`, `Volodymyr Zelensky` and `Volodymyr Zelenskyy`.
        let given_fits = match (long.first(), short.first()) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        };
        given_fits
            && long.len() > 1
            && long.last().zip(short.last()).is_some_and(|(one, other)| same_surname(one, other))
    }

    /// Of several people who may be meant, the one whom the words around the mention or the nearest mention say.
    fn nearest_person(&self, chunk: usize, persons: &[usize]) -> usize {
        let first = persons.first().copied().unwrap_or(0);
        if persons.len() < 2 {
            return first;
        }
        let here = self.surroundings.get(chunk);
        let by_role = persons.iter().copied().find(|index| {
            let roles = self.everyone.get(*index).map_or(&[][..], |someone| someone.roles.as_slice());
            here.is_some_and(|here| {
                here.roles.iter().any(|role| {
                    roles.iter().any(|known| super::offices::same_office(&known.office, &role.office))
                })
            })
        });
        let honorific = self.chunks.get(chunk).and_then(|chunk| chunk.honorific);
        let by_gender = honorific.filter(|gender| *gender != Gender::Unknown).and_then(|gender| {
            let fits: Vec<usize> = persons
                .iter()
                .copied()
                .filter(|index| self.everyone.get(*index).is_some_and(|someone| someone.gender == gender))
                .collect();
            if let [only] = fits.as_slice() { Some(*only) } else { None }
        });
        let last_named = || {
            (0..chunk).rev().find_map(|earlier| {
                self.of_chunk.get(earlier).copied().flatten().filter(|someone| persons.contains(someone))
            })
        };
        by_role.or(by_gender).or_else(last_named).unwrap_or(first)
    }

    fn is_same_organisation(&self, index: usize, spelling: &Spelling, kind: EntityKind) -> bool {
        let Some(someone) =
            self.everyone.get(index).filter(|someone| someone.kind == EntityKind::Organisation)
        else {
            return false;
        };
        let (long, short) = (&someone.words, &spelling.words);
        if long.len() <= short.len() {
            return false;
        }
        let placed = places::place(&spelling.name).is_some() || spelling.signs.place >= 4;
        let leaves_off =
            long.last().and_then(|last| organisations::head(last)).is_some_and(|head| head.left_off);
        if long.starts_with(short) && leaves_off && !placed && kind != EntityKind::Person {
            return true;
        }
        if long.starts_with(short)
            && leaves_off
            && !placed
            && kind == EntityKind::Person
            && spelling.signs.person < 5
        {
            return true;
        }
        // `the Courier` for the `Wexholm Courier`, `the Quay Workers` for the `Amalgamated Quay Workers`.
        let after_the = spelling.chunks.iter().all(|chunk| {
            self.chunks.get(*chunk).is_some_and(|chunk| {
                self.view.before(chunk.tokens.start) == "the" || self.view.before(chunk.tokens.start) == "‘"
            })
        });
        long.ends_with(short) && after_the && !placed
    }

    /// The organisation whose initials these are, or after which they stand in brackets.
    fn acronym_of(&self, spelling: &Spelling) -> Option<usize> {
        let [word] = spelling.words.as_slice() else { return None };
        let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        if letters.chars().filter(|letter| letter.is_uppercase()).count() < 2 {
            return None;
        }
        let bracketed = spelling.chunks.iter().find_map(|chunk| {
            let start = self.chunks.get(*chunk)?.tokens.start;
            let before = chunk.checked_sub(1)?;
            let named = self.chunks.get(before)?;
            (self.view.before(start) == "(" && named.tokens.end + 1 == start)
                .then(|| self.of_chunk.get(before).copied().flatten())
                .flatten()
        });
        bracketed.or_else(|| {
            let upper = letters.to_uppercase();
            let mut fits = self.everyone.iter().enumerate().filter(|(_, someone)| {
                let initials: String = someone
                    .words
                    .iter()
                    .filter(|word| word.starts_with(char::is_uppercase))
                    .filter_map(|word| word.chars().next())
                    .collect();
                someone.kind == EntityKind::Organisation && initials.len() >= 2 && initials == upper
            });
            let first = fits.next().map(|(index, _)| index);
            if fits.next().is_some() { None } else { first }
        })
    }

    /// Notes that a mention means somebody, and what it says of them.
    fn take(&mut self, chunk: usize, index: usize) {
        let (Some(someone), Some(here), Some(words)) =
            (self.everyone.get_mut(index), self.surroundings.get(chunk), self.chunks.get(chunk))
        else {
            return;
        };
        if let Some(slot) = self.of_chunk.get_mut(chunk) {
            *slot = Some(index);
        }
        if someone.kind != EntityKind::Person {
            return;
        }
        if let Some(gender) = words.honorific.filter(|gender| *gender != Gender::Unknown) {
            someone.gender = gender;
        }
        for role in &here.roles {
            if role.gender != Gender::Unknown {
                someone.gender = role.gender;
            }
            someone.roles.push(role.clone());
        }
        someone.belongs = someone.belongs.or(here.of);
    }

    fn finish(mut self) -> Cast {
        self.join_variants();
        let mut named: Vec<Named> = self
            .chunks
            .iter()
            .zip(&self.of_chunk)
            .filter_map(|(chunk, someone)| {
                Some(Named { tokens: chunk.tokens.clone(), someone: (*someone)?, modifies: chunk.modifies })
            })
            .collect();
        named.sort_by_key(|named| named.tokens.start);
        let mut cast = Cast { everyone: self.everyone, named };
        link(self.view, &mut cast);
        name_datelines(self.view, &mut cast);
        cast
    }

    /// Joins two people whose surnames differ by a letter or two and who are told apart by nothing else.
    fn join_variants(&mut self) {
        let singles: Vec<usize> = (0..self.everyone.len())
            .filter(|index| {
                self.everyone
                    .get(*index)
                    .is_some_and(|someone| someone.kind == EntityKind::Person && someone.words.len() == 1)
            })
            .collect();
        for single in singles {
            let word = self.everyone[single].words[0].clone();
            let mut fits = (0..self.everyone.len()).filter(|other| {
                let someone = &self.everyone[*other];
                *other != single
                    && someone.kind == EntityKind::Person
                    && someone.words.len() > 1
                    && someone.words.last().is_some_and(|last| same_surname(last, &word))
            });
            if let (Some(full), None) = (fits.next(), fits.next()) {
                let roles = std::mem::take(&mut self.everyone[single].roles);
                self.everyone[full].roles.extend(roles);
                for slot in &mut self.of_chunk {
                    if *slot == Some(single) {
                        *slot = Some(full);
                    }
                }
            }
        }
    }
}

/// Gives the place of a dateline that the report does not name again.
fn name_datelines(view: &View<'_, '_>, cast: &mut Cast) {
    let mut added = Vec::new();
    for sentence in &view.text.sentences {
        let start = sentence.tokens.start;
        let Some(end) = view.dateline_end(&sentence.tokens).filter(|_| view.zone(start) == Zone::Link) else {
            continue;
        };
        let end = (start..end).find(|at| view.shape(*at) == Shape::NoWord).unwrap_or(end);
        if cast.named.iter().any(|named| named.tokens.contains(&start)) {
            continue;
        }
        let name = (start..end).map(|at| capitalised(view.lower(at))).collect::<Vec<_>>().join(" ");
        let known = cast
            .everyone
            .iter()
            .position(|someone| someone.name == name && someone.kind == EntityKind::Place);
        let someone = known.unwrap_or_else(|| {
            cast.everyone.push(Someone::new(name, EntityKind::Place));
            cast.everyone.len() - 1
        });
        added.push(Named { tokens: start..end, someone, modifies: false });
    }
    cast.named.extend(added);
    cast.named.sort_by_key(|named| named.tokens.start);
}

fn capitalised(lower: &str) -> String {
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Names known from the body, found again in headings and other text whose capitals say nothing.
fn link(view: &View<'_, '_>, cast: &mut Cast) {
    let mut known: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
    for named in &cast.named {
        let words: Vec<String> = named.tokens.clone().map(|at| view.lower(at).to_owned()).collect();
        // A name that is an ordinary word says nothing where every word has a capital.
        if words.len() == 1 && words.iter().any(|word| words::is_ordinary(word)) {
            continue;
        }
        if let Some((first, rest)) = words.split_first() {
            let list = known.entry(first.clone()).or_default();
            if !list.iter().any(|(tail, _)| tail == rest) {
                list.push((rest.to_vec(), named.someone));
            }
        }
    }
    for list in known.values_mut() {
        list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    let mut at = 0;
    while at < view.text.tokens.len() {
        let found = (view.zone(at) == Zone::Link && view.is_capital(at))
            .then(|| known.get(view.lower(at)))
            .flatten()
            .and_then(|list| {
                list.iter().find(|(rest, _)| {
                    rest.iter().enumerate().all(|(offset, word)| view.lower(at + 1 + offset) == word)
                })
            });
        match found {
            Some((rest, someone)) => {
                let end = at + 1 + rest.len();
                cast.named.push(Named { tokens: at..end, someone: *someone, modifies: false });
                at = end;
            }
            None => at += 1,
        }
    }
    cast.named.sort_by_key(|named| named.tokens.start);
}

/// What a name means: as the tables say, else as most speaks for.
fn told_kind(spelling: &Spelling) -> EntityKind {
    let told = spelling.signs.kind();
    let clear = spelling.signs.person >= 8;
    if let Some(place) = places::place(&spelling.name).filter(|_| !clear)
        && (matches!(place.kind, PlaceKind::Country | PlaceKind::Seat) || told == EntityKind::Other)
    {
        return EntityKind::Place;
    }
    if organisations::known(&spelling.name).is_some() && !clear { EntityKind::Organisation } else { told }
}

/// Whether a name of which nothing is known looks like somebody's: a few words, none of them ordinary.
fn may_be_person(spelling: &Spelling) -> bool {
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
fn plain_name(name: &str) -> Option<&'static str> {
    let country =
        places::place(name).filter(|place| place.kind == PlaceKind::Country).and_then(|place| place.country);
    country.or_else(|| organisations::organisation(name))
}

/// What an organisation is called in short, by the words of its name.
fn short_of(words: &[String]) -> Option<&'static str> {
    let of = words.iter().position(|word| matches!(word.as_str(), "of" | "for"));
    let head = of.and_then(|of| of.checked_sub(1)).and_then(|before| words.get(before)).or(words.last())?;
    organisations::head(head).filter(|head| head.kind == EntityKind::Organisation).map(|head| head.short)
}

/// The beginning of a word, by which spelling variants are found.
fn stem(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).take(4).collect()
}

/// Whether two spellings can be one surname: the same, or long enough, with one beginning, and a letter or two
/// apart.
fn same_surname(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) =
        (one.to_lowercase().chars().collect(), other.to_lowercase().chars().collect());
    let shorter = one.len().min(other.len());
    if shorter < 6 || one.len().abs_diff(other.len()) > 1 || one[..4] != other[..4] {
        return false;
    }
    // `Johnson` and `Johnston`, `Peterson` and `Petersen` are two names; transliterations differ at the end.
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let same_end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    one.len().max(other.len()) - same.max(0) <= 2
        && same + same_end.min(shorter - same) + 1 >= shorter
        && !matches!((one.last(), other.last()), (Some('n'), Some('n')))
}
