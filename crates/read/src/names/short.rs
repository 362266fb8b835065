//! Whom a short or other form of a known name means.

use super::{
    offices, organisations, places,
    same::Joiner,
    spellings::{Spelling, same_surname, stem},
    words::{self, Gender},
};
use crate::EntityKind;

impl Joiner<'_, '_, '_> {
    /// Whom a short or other form of a known name means, mention by mention; `None` when it is a name of its own.
    pub(super) fn short_for(&self, spelling: &Spelling, kind: EntityKind) -> Option<Vec<(usize, usize)>> {
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
}
