//! Joins names that mean the same within the article.

use super::{
    chunks::Chunk,
    kinds::Signs,
    links::{link, name_datelines, name_headings},
    offices, organisations,
    places::{self, PlaceKind},
    roles::{Around, RoleDraft, around},
    spellings::{
        Spelling, full_kind, may_be_person, placed_words, plain_name, same_surname, short_of, spellings,
        stem, told_kind,
    },
    view::View,
    words::{self, Gender},
};
use crate::EntityKind;
use std::{collections::HashMap, ops::Range};

/// The most roles that are kept of one person.
const MOST_ROLES: usize = 24;

/// The most names that a short name is held against.
const MOST_NAMES: usize = 64;

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

/// Groups the names of the article by whom they mean.
pub(super) fn cast(view: &View<'_, '_>, chunks: &[Chunk]) -> Cast {
    let surroundings: Vec<Around> = (0..chunks.len()).map(|index| around(view, chunks, index)).collect();
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
        by_name: HashMap::new(),
        by_initials: HashMap::new(),
    };
    for spelling in &spellings {
        joiner.join(spelling);
    }
    joiner.finish()
}

struct Joiner<'v, 'a, 't> {
    view: &'v View<'a, 't>,
    chunks: &'v [Chunk],
    surroundings: &'v [Around],
    everyone: Vec<Someone>,
    of_chunk: Vec<Option<usize>>,
    /// Everyone by each word of the name, so that a short name looks at few.
    by_word: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, usize>,
    /// Organisations by their initials; `None` when two have them.
    by_initials: HashMap<String, Option<usize>>,
}

impl Joiner<'_, '_, '_> {
    fn join(&mut self, spelling: &Spelling) {
        let plain = plain_name(&spelling.name);
        let mut kind = told_kind(spelling);
        // A country is never short for something else.
        if places::country(&spelling.name).is_none() {
            if let Some(found) = self.short_for(spelling, kind) {
                for (index, someone) in found {
                    self.take(index, someone);
                }
                return;
            }
            kind = full_kind(spelling);
            if plain.is_none()
                && spelling.words.len() == 1
                && kind == EntityKind::Other
                && spelling.tagged == Signs::default()
                && spelling.signs.person > 0
                && spelling.signs.person >= spelling.signs.other
            {
                kind = EntityKind::Person;
            }
        }
        let name = plain.map_or_else(|| spelling.name.clone(), str::to_owned);
        let someone = match self.by_name.get(&name).copied().filter(|_| plain.is_some()) {
            Some(known) => known,
            None => self.add(spelling, name, kind),
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
        self.by_name.entry(someone.name.clone()).or_insert(index);
        if kind == EntityKind::Organisation {
            let initials: String = someone
                .words
                .iter()
                .filter(|word| word.starts_with(char::is_uppercase))
                .filter_map(|word| word.chars().next())
                .collect();
            if initials.chars().nth(1).is_some() {
                self.by_initials.entry(initials).and_modify(|known| *known = None).or_insert(Some(index));
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
            let is_first = long.len() > 1
                && long.first() == Some(word)
                && (!strange
                    || words::given(word).is_none()
                        && spelling.signs.place < 4
                        && organisations::known(word).is_none());
            return is_last || is_first;
        }
        // `bin Rashid` for `Faisal bin Rashid al-Hamdan`.
        let same = |(one, other): (&String, &String)| one.to_lowercase() == other.to_lowercase();
        if long.len() > short.len()
            && long.windows(short.len()).skip(1).any(|window| window.iter().zip(short).all(same))
        {
            return true;
        }
        if kind != EntityKind::Person && spelling.signs.person == 0 && !long.ends_with(short) {
            return false;
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
                here.roles
                    .iter()
                    .any(|role| roles.iter().any(|known| offices::same_office(&known.office, &role.office)))
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
        if !long.ends_with(short) || placed {
            return false;
        }
        // `the Courier` for the `Wexholm Courier`, `the Quay Workers` for the `Amalgamated Quay Workers`.
        let after_the = spelling.chunks.iter().all(|chunk| {
            self.chunks.get(*chunk).is_some_and(|chunk| {
                self.view.before(chunk.tokens.start) == "the" || self.view.before(chunk.tokens.start) == "‘"
            })
        });
        let by_head = short.len() == 1
            && kind != EntityKind::Place
            && short
                .last()
                .and_then(|word| organisations::head(word))
                .is_some_and(|head| head.kind == EntityKind::Organisation);
        after_the || by_head
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
        bracketed.or_else(|| self.by_initials.get(&letters.to_uppercase()).copied().flatten())
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
            let known = someone.roles.iter().any(|known| {
                known.office == role.office
                    && known.country == role.country
                    && known.former == role.former
                    && role.owner.is_none()
            });
            if !known && someone.roles.len() < MOST_ROLES {
                someone.roles.push(role.clone());
            }
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
        name_headings(self.view, &mut cast);
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
        let mut joined: HashMap<usize, usize> = HashMap::new();
        for single in singles {
            let word = self.everyone[single].words[0].clone();
            let near = self.by_word.get(&stem(&word)).map_or(&[][..], Vec::as_slice);
            let mut fits = near.iter().copied().take(MOST_NAMES).filter(|other| {
                let someone = &self.everyone[*other];
                *other != single
                    && someone.kind == EntityKind::Person
                    && someone.words.len() > 1
                    && someone.words.last().is_some_and(|last| same_surname(last, &word))
            });
            if let (Some(full), None) = (fits.next(), fits.next()) {
                let roles = std::mem::take(&mut self.everyone[single].roles);
                self.everyone[full].roles.extend(roles);
                joined.insert(single, full);
            }
        }
        for slot in self.of_chunk.iter_mut().flatten() {
            *slot = joined.get(slot).copied().unwrap_or(*slot);
        }
    }
}
