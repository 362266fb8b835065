//! Finds whom noun phrases and pronouns mean: *the Ukrainian leader*, *the union*, *his U.S. counterpart*, *she*.

use super::{
    groups,
    offices::{self, Class},
    organisations,
    pronouns::{self, Seen},
    roles::{OfficePhrase, RoleDraft, office_phrase, owning_office, role_of},
    same::{Cast, Named, Someone},
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind};
use std::{collections::HashMap, ops::Range};

/// How many sentences back an office without a country may find its holder.
const NEAR: usize = 3;
/// The most people or organisations that are weighed against each other.
const MOST: usize = 48;

/// A mention, by tokens.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) kind: MentionKind,
}

/// All mentions: the names of the cast, and what refers to them.
pub(super) fn references(view: &View<'_, '_>, cast: &mut Cast) -> Vec<Meant> {
    let taken = role_tokens(view, cast);
    let mut reader = Reader {
        view,
        everyone: std::mem::take(&mut cast.everyone),
        seen: Vec::new(),
        meant: Vec::new(),
        unnamed: HashMap::new(),
        groups: HashMap::new(),
        taken,
        grouped: 0,
        open_roles: Vec::new(),
    };
    reader.read(&cast.named);
    cast.everyone = reader.everyone;
    let mut meant = reader.meant;
    meant.sort_by_key(|meant| (meant.tokens.start, meant.tokens.end));
    meant
}

/// For each token, whether it stands in the role of somebody who is named: no mention of its own.
fn role_tokens(view: &View<'_, '_>, cast: &Cast) -> Vec<bool> {
    let mut taken = vec![false; view.text.tokens.len()];
    for role in cast.everyone.iter().flat_map(|someone| &someone.roles) {
        if let Some(tokens) = taken.get_mut(role.tokens.clone()) {
            tokens.fill(true);
        }
    }
    taken
}

struct Reader<'v, 'a, 't> {
    view: &'v View<'a, 't>,
    everyone: Vec<Someone>,
    seen: Vec<Seen>,
    meant: Vec<Meant>,
    /// People known only by office and whose it is.
    unnamed: HashMap<(String, String), usize>,
    groups: HashMap<String, usize>,
    taken: Vec<bool>,
    /// One past the last token of the group last found: nothing in it is a group of its own.
    grouped: usize,
    /// Indices of people with a role, in the order in which they came up.
    open_roles: Vec<usize>,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, named: &[Named]) {
        self.open_roles = (0..self.everyone.len())
            .filter(|index| self.everyone.get(*index).is_some_and(|someone| !someone.roles.is_empty()))
            .collect();
        let mut names = named.iter().peekable();
        let mut at = 0;
        while at < self.view.text.tokens.len() {
            if let Some(name) = names.next_if(|name| name.tokens.start <= at) {
                let inside_role = self.taken.get(at).copied().unwrap_or(false);
                self.note(name.tokens.clone(), name.someone, MentionKind::Name, name.modifies || inside_role);
                if self.view.zone(at) == Zone::Read {
                    self.after_name(name);
                }
                // A possessive name can own an office: `Norrvane's chairman said`.
                at = name.tokens.end.max(at + 1);
                continue;
            }
            if self.view.zone(at) == Zone::Read && at >= self.grouped {
                self.phrase(at);
            }
            at += 1;
        }
    }

    fn note(&mut self, tokens: Range<usize>, someone: usize, kind: MentionKind, modifies: bool) {
        self.meant.push(Meant { tokens: tokens.clone(), someone, kind });
        if !modifies {
            self.seen.push(Seen::new(self.view, tokens, someone, kind));
        }
    }

    /// Looks at what follows a name: `NATO allies`, `the Trump administration`, `Norrvane's chairman`.
    fn after_name(&mut self, name: &Named) {
        let end = name.tokens.end;
        let Some(owner) = self.everyone.get(name.someone) else { return };
        let (kind, owner_name) = (owner.kind, owner.name.clone());
        let speaks_for = owner.speaks_for.clone();
        if kind == EntityKind::Person {
            if self.view.lower(end) == "administration" || self.view.lower(end) == "campaign" {
                let tokens = name.tokens.start..end + 1;
                let label = self.words(tokens.clone());
                let country = self.of_person(name.someone);
                let someone = self.group(&label, EntityKind::Organisation, country, true);
                self.note(tokens, someone, MentionKind::Name, false);
            }
        } else if matches!(kind, EntityKind::Organisation)
            || (kind == EntityKind::Place && speaks_for.is_some())
        {
            if let Some(stop) = groups::noun_after(self.view, end) {
                let tokens = name.tokens.start..stop;
                let label = self.words(tokens.clone());
                let someone =
                    self.group(&label, EntityKind::Group, Some(speaks_for.unwrap_or(owner_name)), false);
                self.grouped = stop;
                self.note(tokens, someone, MentionKind::Role, false);
                return;
            }
        }
        if self.view.lower(end) == "'s"
            && !self.is_taken(end + 1)
            && self.view.sentence(end) == self.view.sentence(name.tokens.start)
        {
            self.owned_office(name.tokens.start, end + 1, name.someone);
        }
    }

    fn words(&self, tokens: Range<usize>) -> String {
        self.view.text.span_of(tokens).map_or_else(String::new, |span| {
            self.view.text.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
    }

    /// `Norrvane's chairman`, `Trump's counterpart`: an office that a name owns.
    fn owned_office(&mut self, start: usize, at: usize, owner: usize) {
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
        self.office(start..phrase.title.tokens.end, role, of, true);
    }

    /// Reads a phrase that begins at a word that is no name.
    fn phrase(&mut self, at: usize) {
        let word = self.view.lower(at);
        if self.view.shape(at) == Shape::NoWord {
            return;
        }
        if pronouns::is_pronoun(word) && !self.view.is_quoted(at) {
            self.pronoun(at);
        }
        if self.is_taken(at) || self.is_taken(at + 1) {
            if word == "the" {
                self.organisation_noun(at);
            }
            return;
        }
        let determined =
            matches!(word, "the" | "a" | "an" | "one" | "its" | "his" | "her" | "their" | "another");
        if determined {
            if matches!(word, "its" | "his" | "her" | "their")
                && let Some((end, country)) = counterpart_at(self.view, at + 1)
            {
                if let Some(owner) =
                    self.seen.last().filter(|seen| seen.tokens.start == at).map(|seen| seen.someone)
                {
                    self.counterpart(at..end, owner, country);
                }
                return;
            }
            if word == "the" && self.organisation_noun(at) {
                return;
            }
            let limit = self.view.sentence_end(at);
            if let Some(phrase) = owning_office(self.view, at, limit) {
                self.office_reference(at, &phrase);
            }
            if let Some(phrase) = office_phrase(self.view, at, limit) {
                self.office_reference(at, &phrase);
            }
            // `the Ukrainian military`: the group begins after its article.
            return;
        }
        if let Some(group) = groups::group_at(self.view, at) {
            let kind = EntityKind::Group;
            let someone = self.group(&group.name, kind, group.country.map(str::to_owned), false);
            self.grouped = group.tokens.end;
            self.note(group.tokens, someone, MentionKind::Role, false);
            return;
        }
        // `U.S. President`, `Ukrainian President` without an article are names cut as titles.
        if super::places::adjective_at(self.view, at).is_some()
            && self.view.before(at) != "the"
            && self.view.before(at) != "a"
            && self.view.before(at) != "one"
            && let Some(phrase) = office_phrase(self.view, at, self.view.sentence_end(at))
            && self.view.is_capital(phrase.title.office_tokens.start)
        {
            self.office_reference(at, &phrase);
        }
    }

    /// `the U.S. President`, `the mayor`, `one senior Ukrainian official`.
    fn office_reference(&mut self, at: usize, phrase: &OfficePhrase) {
        let mut tokens = phrase.title.tokens.clone();
        let definite = !matches!(phrase.determiner.as_str(), "a" | "an" | "one" | "another");
        let mut role = role_of(&phrase.title, tokens.end);
        if role.class == Class::Kin {
            return;
        }
        let of = role.country.map(str::to_owned).or_else(|| {
            role.owner
                .and_then(|owner| self.owner_near(owner))
                .map(|owner| self.of_someone(owner))
                .unwrap_or(None)
        });
        // `the leader of the union`: whose it is belongs to the mention.
        if phrase.end > tokens.end && role.owner.is_some_and(|owner| owner >= tokens.end) {
            tokens.end = phrase.end;
            role.tokens.end = phrase.end;
        }
        self.office(at..tokens.end, role, of, definite);
    }

    /// Notes the holder of an office; a new person without a name when nobody in the article is known to hold it.
    fn office(&mut self, tokens: Range<usize>, role: RoleDraft, of: Option<String>, definite: bool) {
        let holder = definite.then(|| self.holder(&role, of.as_deref(), tokens.start)).flatten();
        let someone = match (holder, of) {
            (Some(holder), _) => {
                let known = self.everyone.get(holder).is_some_and(|someone| someone.named);
                if known {
                    self.learn_country(holder, &role);
                } else {
                    self.rename(holder, &role);
                }
                holder
            }
            (None, Some(of)) if !role.former && self.may_stand_alone(&role, definite) => {
                let key = (role.office.clone(), of.clone());
                match self.unnamed.get(&key).copied().filter(|_| definite) {
                    Some(known) => known,
                    None => {
                        let index = self.add_unnamed(&role, &of);
                        self.unnamed.insert(key, index);
                        index
                    }
                }
            }
            _ => return,
        };
        self.note(tokens, someone, MentionKind::Role, false);
    }

    fn may_stand_alone(&self, role: &RoleDraft, definite: bool) -> bool {
        match role.class {
            Class::Head | Class::Office => true,
            Class::Work => !definite,
            Class::Rank | Class::Kin => false,
        }
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

    /// Who holds an office, so far as the article says.
    fn holder(&self, role: &RoleDraft, of: Option<&str>, at: usize) -> Option<usize> {
        let leads = matches!(role.office.as_str(), "leader" | "head" | "chief" | "ruler" | "head of state");
        let mut fits: Vec<usize> = Vec::new();
        for index in self.open_roles.iter().rev().take(MOST).copied() {
            let Some(someone) = self.everyone.get(index) else { continue };
            let held = self.holds(index, someone, role, of, leads);
            if held {
                fits.push(index);
            }
        }
        if let Some(of) = of {
            // Who is said to hold it there goes before those of whom no country is said.
            let there = |index: &usize| {
                self.of_person(*index).is_some_and(|known| known == of || governs(&known, of))
            };
            if fits.iter().any(there) {
                fits.retain(there);
            }
        }
        fits.sort_unstable();
        let sentence = self.view.sentence(at);
        match fits.as_slice() {
            [] => None,
            [only] => {
                // Without a country, an office that many hold needs its holder nearby.
                let near = of.is_some()
                    || !matches!(role.class, Class::Work)
                    || self.last_seen(*only).is_some_and(|last| sentence - last <= NEAR);
                let before = self.last_seen(*only).is_some();
                (near && (before || of.is_some())).then_some(*only)
            }
            several => {
                let last =
                    |index: &usize| self.seen.iter().rev().take(200).position(|seen| seen.someone == *index);
                if of.is_none()
                    && let Some(country) = self.country_in_sentence(at)
                {
                    let there: Vec<usize> = several
                        .iter()
                        .copied()
                        .filter(|index| self.of_person(*index).as_deref() == Some(country.as_str()))
                        .collect();
                    if let [only] = there.as_slice() {
                        return Some(*only);
                    }
                }
                let nearest = several
                    .iter()
                    .copied()
                    .filter(|index| last(index).is_some())
                    .min_by_key(|index| last(index).unwrap_or(usize::MAX))?;
                let seen = self.last_seen(nearest)?;
                (of.is_some() || sentence.saturating_sub(seen) <= NEAR).then_some(nearest)
            }
        }
    }

    /// Whether somebody may hold an office, so far as the article says of them.
    fn holds(
        &self,
        index: usize,
        someone: &Someone,
        role: &RoleDraft,
        of: Option<&str>,
        leads: bool,
    ) -> bool {
        let offices: Vec<&RoleDraft> = someone
            .roles
            .iter()
            .filter(|known| {
                known.former == role.former
                    && (offices::same_office(&known.office, &role.office)
                        || (leads && known.class == Class::Head && someone.kind == EntityKind::Person))
            })
            .collect();
        if offices.is_empty() {
            return false;
        }
        let known = offices
            .iter()
            .find_map(|known| self.of_role(known, index))
            .or_else(|| someone.speaks_for.clone());
        match (of, known.as_deref()) {
            (Some(of), Some(known)) => of == known || governs(known, of),
            (None, _) => true,
            // Somebody introduced without a country can be of the country in question.
            (Some(of), None) => {
                someone.named
                    && super::places::country(of).is_some()
                    && offices.iter().all(|known| known.owner.is_none())
            }
        }
    }

    /// The country last meant in this sentence before token `at`.
    fn country_in_sentence(&self, at: usize) -> Option<String> {
        let sentence = self.view.sentence(at);
        self.seen.iter().rev().take(12).take_while(|seen| seen.sentence == sentence).find_map(|seen| {
            let someone = self.everyone.get(seen.someone)?;
            matches!(someone.kind, EntityKind::Place | EntityKind::Group)
                .then(|| someone.speaks_for.clone())
                .flatten()
        })
    }

    fn last_seen(&self, someone: usize) -> Option<usize> {
        self.seen.iter().rev().take(400).find(|seen| seen.someone == someone).map(|seen| seen.sentence)
    }

    /// Whose an office is, by plain name.
    fn of_role(&self, role: &RoleDraft, holder: usize) -> Option<String> {
        if let Some(country) = role.country {
            return Some(country.to_owned());
        }
        let owner = self.owner_near(role.owner?)?;
        if owner == holder { None } else { self.of_someone(owner) }
    }

    /// Whom the words at or right after a token mean.
    fn owner_near(&self, at: usize) -> Option<usize> {
        let first = self.meant.partition_point(|meant| meant.tokens.start + 40 < at);
        self.meant[first..]
            .iter()
            .filter(|meant| {
                (meant.tokens.start >= at && meant.tokens.start <= at + 2) || meant.tokens.contains(&at)
            })
            .min_by_key(|meant| meant.tokens.start)
            .map(|meant| meant.someone)
    }

    /// The plain name of the party that somebody is or speaks for.
    fn of_someone(&self, index: usize) -> Option<String> {
        let someone = self.everyone.get(index)?;
        match someone.kind {
            EntityKind::Person => self.of_person(index),
            _ => Some(
                someone
                    .speaks_for
                    .clone()
                    .filter(|_| someone.kind == EntityKind::Place)
                    .unwrap_or_else(|| someone.name.clone()),
            ),
        }
    }

    fn of_person(&self, index: usize) -> Option<String> {
        let someone = self.everyone.get(index)?;
        someone.speaks_for.clone().or_else(|| {
            someone.roles.iter().find_map(|role| {
                role.country.map(str::to_owned).or_else(|| {
                    let owner = self.owner_near(role.owner?)?;
                    let owner = self.everyone.get(owner)?;
                    (owner.kind != EntityKind::Person)
                        .then(|| owner.speaks_for.clone().unwrap_or_else(|| owner.name.clone()))
                })
            })
        })
    }

    /// `his U.S. counterpart`: the one who holds the same office elsewhere.
    fn counterpart(&mut self, tokens: Range<usize>, owner: usize, country: Option<&'static str>) {
        let own = self.of_person(owner);
        let Some(office) = self.everyone.get(owner).and_then(|someone| {
            someone
                .roles
                .iter()
                .find(|role| matches!(role.class, Class::Head | Class::Office))
                .map(|role| (role.office.clone(), role.class))
        }) else {
            return;
        };
        let someone = if let Some(country) = country {
            let role = RoleDraft {
                tokens: tokens.start + 1..tokens.end,
                office: office.0,
                class: office.1,
                gender: Gender::Unknown,
                country: Some(country),
                owner: None,
                former: false,
            };
            self.office(tokens, role, Some(country.to_owned()), true);
            return;
        } else {
            let sentence = self.view.sentence(tokens.start);
            let mut others: Vec<usize> = self
                .seen
                .iter()
                .rev()
                .take(60)
                .take_while(|seen| seen.sentence + 4 > sentence)
                .map(|seen| seen.someone)
                .filter(|index| {
                    *index != owner
                        && self.of_person(*index) != own
                        && self.everyone.get(*index).is_some_and(|someone| {
                            someone.kind == EntityKind::Person
                                && someone
                                    .roles
                                    .iter()
                                    .any(|role| offices::same_office(&role.office, &office.0))
                        })
                })
                .collect();
            others.sort_unstable();
            others.dedup();
            match others.as_slice() {
                [only] => *only,
                _ => return,
            }
        };
        self.note(tokens, someone, MentionKind::Role, false);
    }

    /// `the union`, `the company`, `the dockworkers' union`: whether it means an organisation of the article.
    fn organisation_noun(&mut self, at: usize) -> bool {
        let limit = self.view.sentence_end(at).min(at + 5);
        let Some(noun_at) = (at + 1..limit)
            .take_while(|at| {
                (self.view.shape(*at) == Shape::Small && !words::is_function_word(self.view.lower(*at)))
                    || matches!(self.view.lower(*at), "'" | "’" | "'s")
            })
            .find(|at| {
                organisations::noun(self.view.lower(*at)).is_some() && !noun_goes_on(self.view, at + 1)
            })
        else {
            return false;
        };
        let Some(short) = organisations::noun(self.view.lower(noun_at)) else { return false };
        let described = noun_at > at + 1;
        let Some(someone) = self.organisation(short, described, at) else { return false };
        self.note(at..noun_at + 1, someone, MentionKind::Role, false);
        true
    }

    fn organisation(&self, short: &str, described: bool, at: usize) -> Option<usize> {
        let fits = |index: usize| {
            self.everyone.get(index).is_some_and(|someone| {
                someone.kind == EntityKind::Organisation
                    && match someone.short {
                        Some(known) => {
                            known == short
                                || (short == "company"
                                    && matches!(known, "firm" | "airline" | "bank" | "studio" | "newspaper"))
                        }
                        None => {
                            short == "company"
                                && someone.named
                                && someone.speaks_for.is_none()
                                && organisations::known(&someone.name).is_none()
                        }
                    }
            })
        };
        let all: Vec<usize> =
            (0..self.everyone.len().min(400)).filter(|index| fits(*index)).take(2).collect();
        if let [only] = all.as_slice() {
            let before = self.last_seen(*only).is_some();
            // `the dockworkers' union` may stand before the name it goes with; `the port operator` likewise.
            return (before || described || short == "union").then_some(*only);
        }
        if described {
            return None;
        }
        let sentence = self.view.sentence(at);
        self.seen
            .iter()
            .rev()
            .take(80)
            .take_while(|seen| seen.sentence + 8 > sentence)
            .find(|seen| fits(seen.someone))
            .map(|seen| seen.someone)
    }

    fn group(&mut self, name: &str, kind: EntityKind, speaks_for: Option<String>, named: bool) -> usize {
        let key = words::lower(name);
        if let Some(known) = self.groups.get(&key) {
            return *known;
        }
        let mut someone = Someone::new(name.to_owned(), kind);
        someone.named = named;
        someone.speaks_for = speaks_for;
        self.everyone.push(someone);
        self.groups.insert(key, self.everyone.len() - 1);
        self.everyone.len() - 1
    }

    fn pronoun(&mut self, at: usize) {
        let Some(found) = pronouns::resolve(self.view, &self.everyone, &self.seen, at) else { return };
        if let Some(someone) = self.everyone.get_mut(found.someone)
            && found.sure
        {
            let gender = pronouns::gender(self.view.lower(at));
            if someone.kind == EntityKind::Other && gender != Gender::Unknown {
                // *he* and *she* are said of people.
                someone.kind = EntityKind::Person;
            }
            if someone.kind == EntityKind::Person && someone.gender == Gender::Unknown {
                someone.gender = gender;
            }
        }
        self.note(at..at + 1, found.someone, MentionKind::Pronoun, false);
    }
}

/// Whether the head of one is the head of the other: the president of the European Commission leads Europe's union.
fn governs(one: &str, other: &str) -> bool {
    let europe = ["European Union", "European Commission", "European Council"];
    europe.contains(&one) && europe.contains(&other)
}

/// `[adjective] counterpart` at token `at`: one past its end and the country.
fn counterpart_at(view: &View<'_, '_>, at: usize) -> Option<(usize, Option<&'static str>)> {
    if view.lower(at) == "counterpart" {
        return Some((at + 1, None));
    }
    let (tokens, country) = super::places::adjective_at(view, at).or_else(|| {
        super::places::place_at(view, at)
            .and_then(|(tokens, place)| place.country.map(|country| (tokens, country)))
    })?;
    (view.lower(at + tokens) == "counterpart").then_some((at + tokens + 1, Some(country)))
}

/// Whether a noun for an organisation is followed by another noun, so that it is not the head.
fn noun_goes_on(view: &View<'_, '_>, at: usize) -> bool {
    let word = view.lower(at);
    match view.shape(at) {
        Shape::Small => {
            !(words::is_function_word(word)
                || words::speaks(word)
                || words::is_auxiliary(word)
                || word.ends_with("ed")
                || word.ends_with("ing"))
                && (offices::office_at(view, at).is_some()
                    || !word.ends_with('s')
                    || super::groups::noun_after(view, at).is_some())
                && !is_verb(word)
        }
        Shape::NoWord => word == "-",
        _ => false,
    }
}

/// Verbs in the past or plural that are often met right after an organisation.
fn is_verb(word: &str) -> bool {
    words::is_irregular_past(word)
}
