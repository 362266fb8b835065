//! Finds whom an office means: *the U.S. President*, *Norrvane's chairman*, *one senior Ukrainian official*.

use super::{
    cast::Someone,
    holders::counterpart_at,
    office_phrases::{OfficePhrase, office_phrase},
    offices::Class,
    references::Reader,
    roles::{RoleDraft, role_of},
};
use crate::{EntityKind, MentionKind};
use std::ops::Range;

impl Reader<'_, '_, '_> {
    /// `Norrvane's chairman`, `Trump's counterpart`: an office that a name owns.
    pub(super) fn owned_office(&mut self, start: usize, at: usize, owner: usize) {
        if let Some((end, country)) = counterpart_at(self.view, at) {
            self.counterpart(start..end, owner, country);
            return;
        }
        let Some(phrase) = office_phrase(self.view, at, self.view.sentence_end(at))
            .filter(|phrase| phrase.determiner.is_empty() || phrase.determiner == self.view.lower(at))
        else {
            return;
        };
        let mut role = role_of(&phrase.title, phrase.title.tokens.end);
        if matches!(role.class, Class::Kin | Class::Work) {
            return;
        }
        role.owner = Some(start);
        let of = self.of_someone(owner);
        self.office(start..phrase.title.tokens.end, &role, of, true, None);
    }

    /// `the U.S. President`, `the mayor`, `one senior Ukrainian official`.
    pub(super) fn office_reference(&mut self, at: usize, phrase: &OfficePhrase) {
        let mut tokens = phrase.title.tokens.clone();
        let definite = !matches!(phrase.determiner.as_str(), "a" | "an" | "one" | "another");
        let mut role = role_of(&phrase.title, tokens.end);
        if role.class == Class::Kin {
            return;
        }
        let of = role.country.map(str::to_owned).or_else(|| {
            role.owner.and_then(|owner| self.owner_near(owner)).and_then(|owner| self.of_someone(owner))
        });
        // `the leader of the union`: whose it is belongs to the mention.
        if phrase.end > tokens.end && role.owner.is_some_and(|owner| owner >= tokens.end) {
            tokens.end = phrase.end;
            role.tokens.end = phrase.end;
        }
        self.office(at..tokens.end, &role, of, definite, None);
    }

    /// Notes the holder of an office; a new person without a name when nobody in the article is known to hold it.
    pub(super) fn office(
        &mut self,
        tokens: Range<usize>,
        role: &RoleDraft,
        of: Option<String>,
        definite: bool,
        except: Option<usize>,
    ) {
        let holder = definite.then(|| self.holder(role, of.as_deref(), tokens.start, except)).flatten();
        let someone = match (holder, of) {
            (Some(holder), _) => {
                let known = self.everyone.get(holder).is_some_and(|someone| someone.named);
                if known {
                    self.learn_country(holder, role);
                } else {
                    self.rename(holder, role);
                }
                holder
            }
            (None, Some(of)) if !role.former && may_stand_alone(role, definite) => {
                let key = (role.office.clone(), of.clone());
                if let Some(known) = self.unnamed.get(&key).copied().filter(|_| definite) {
                    known
                } else {
                    let index = self.add_unnamed(role, &of);
                    self.unnamed.insert(key, index);
                    index
                }
            }
            _ => return,
        };
        self.note(tokens, someone, MentionKind::Role, false);
    }

    fn add_unnamed(&mut self, role: &RoleDraft, of: &str) -> usize {
        let name = self.words(role.tokens.clone());
        let mut someone = Someone::new(name, EntityKind::Person);
        someone.named = false;
        someone.gender = role.gender;
        someone.speaks_for = Some(of.to_owned());
        someone.roles.push(role.clone());
        self.everyone.push(someone);
        let index = self.everyone.len() - 1;
        self.open_roles.push(index);
        index
    }

    /// Notes the country that a reference says of somebody introduced without one.
    fn learn_country(&mut self, index: usize, role: &RoleDraft) {
        let (Some(country), Some(someone)) = (role.country, self.everyone.get_mut(index)) else { return };
        if someone.roles.iter().all(|known| known.country.is_none() && known.owner.is_none()) {
            for known in
                someone.roles.iter_mut().filter(|known| matches!(known.class, Class::Head | Class::Office))
            {
                known.country = Some(country);
            }
            someone.learned = true;
        }
    }

    /// Gives somebody without a name the words of a role that says more than *counterpart* or *leader* did.
    fn rename(&mut self, index: usize, role: &RoleDraft) {
        let words = self.words(role.tokens.clone());
        if let Some(someone) = self.everyone.get_mut(index) {
            let weak =
                ["leader", "counterpart"].iter().any(|word| someone.name.to_lowercase().ends_with(word));
            let strong = !words.to_lowercase().ends_with("leader") && role.country.is_some();
            if weak && strong {
                someone.name = words;
                if let Some(first) = someone.roles.first_mut() {
                    first.office.clone_from(&role.office);
                    first.tokens = role.tokens.clone();
                }
            }
        }
    }
}

/// Whether somebody known only by this office is worth an entity.
fn may_stand_alone(role: &RoleDraft, definite: bool) -> bool {
    match role.class {
        Class::Head | Class::Office => true,
        Class::Work => !definite,
        Class::Rank | Class::Kin => false,
    }
}
