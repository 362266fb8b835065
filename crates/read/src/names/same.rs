//! Joins names that mean the same within the article.

use super::{
    cast::{Cast, Named, Someone},
    chunks::Chunk,
    kinds::Signs,
    links::{link, name_datelines, name_headings},
    organisations,
    places::{self, PlaceKind},
    roles::{Around, around},
    spellings::{
        Spelling, full_kind, may_be_person, placed_words, plain_name, same_surname, short_of, spellings,
        stem, told_kind,
    },
    view::View,
    words::{self, Gender},
};
use crate::EntityKind;
use std::collections::HashMap;

/// The most roles that are kept of one person.
const MOST_ROLES: usize = 24;

/// The most names that a short name is held against.
const MOST_NAMES: usize = 64;

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

pub(super) struct Joiner<'v, 'a, 't> {
    pub(super) view: &'v View<'a, 't>,
    pub(super) chunks: &'v [Chunk],
    pub(super) surroundings: &'v [Around],
    pub(super) everyone: Vec<Someone>,
    pub(super) of_chunk: Vec<Option<usize>>,
    /// Everyone by each word of the name, so that a short name looks at few.
    pub(super) by_word: HashMap<String, Vec<usize>>,
    pub(super) by_name: HashMap<String, usize>,
    /// Organisations by their initials; `None` when two have them.
    pub(super) by_initials: HashMap<String, Option<usize>>,
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
