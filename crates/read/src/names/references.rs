//! Finds whom noun phrases and pronouns mean: *the Ukrainian leader*, *the union*, *his U.S. counterpart*, *she*.

use super::{
    cast::{Cast, Named, Someone},
    drafts::Scene,
    features::FEATURES,
    groups,
    holders::counterpart_at,
    office_phrases::{office_phrase, owning_office},
    pronouns,
    ranker::Ranker,
    running::Running,
    seen::Seen,
    standing::Standing,
    tree::Tree,
    view::{Shape, View, Zone},
    words::{self, Gender},
};
use crate::{EntityKind, MentionKind};
use article::Span;
use std::{collections::HashMap, ops::Range};

/// A mention, by tokens.
#[derive(Debug, Clone)]
pub(super) struct Meant {
    pub(super) tokens: Range<usize>,
    pub(super) someone: usize,
    pub(super) kind: MentionKind,
}

/// A pronoun of one person with those whom it could mean: what its ranker is trained on.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where the pronoun stands.
    pub pronoun: Span,
    /// Those whom it could mean; the last is nobody of them.
    pub candidates: Vec<Candidate>,
}

/// Somebody whom a pronoun could mean.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Where it is named, nearest first; empty for nobody.
    pub names: Vec<Span>,
    /// What is known of it, in the order of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
}

/// All mentions: the names of the cast, and what refers to them. Each pronoun of one person is shown to `watch`.
pub(super) fn references(
    view: &View<'_, '_>,
    cast: &mut Cast,
    ranker: &Ranker,
    watch: Option<&mut Vec<Case>>,
) -> Vec<Meant> {
    let taken = role_tokens(view, cast);
    let named = std::mem::take(&mut cast.named);
    let mut reader = Reader {
        view,
        running: Running::new(view),
        tree: Tree::new(view),
        ranker,
        watch,
        standing: Standing::new(&cast.everyone, &named),
        named: &named,
        everyone: std::mem::take(&mut cast.everyone),
        seen: Vec::new(),
        meant: Vec::new(),
        unnamed: HashMap::new(),
        groups: HashMap::new(),
        taken,
        grouped: 0,
        open_roles: Vec::new(),
    };
    reader.read(&named);
    cast.everyone = reader.everyone;
    let mut meant = reader.meant;
    cast.named = named;
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

pub(super) struct Reader<'v, 'a, 't> {
    pub(super) view: &'v View<'a, 't>,
    running: Running,
    tree: Tree,
    ranker: &'v Ranker,
    watch: Option<&'v mut Vec<Case>>,
    standing: Standing,
    pub(super) named: &'v [Named],
    pub(super) everyone: Vec<Someone>,
    pub(super) seen: Vec<Seen>,
    pub(super) meant: Vec<Meant>,
    /// People known only by office and whose it is.
    pub(super) unnamed: HashMap<(String, String), usize>,
    groups: HashMap<String, usize>,
    taken: Vec<bool>,
    /// One past the last token of the group last found: nothing in it is a group of its own.
    grouped: usize,
    /// Indices of people with a role, in the order in which they came up.
    pub(super) open_roles: Vec<usize>,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, named: &[Named]) {
        self.open_roles = (0..self.everyone.len())
            .filter(|index| self.everyone.get(*index).is_some_and(|someone| !someone.roles.is_empty()))
            .collect();
        let mut next = named.iter().peekable();
        let mut at = 0;
        while at < self.view.text.tokens.len() {
            if let Some(name) = next.next_if(|name| name.tokens.start <= at) {
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

    pub(super) fn note(&mut self, tokens: Range<usize>, someone: usize, kind: MentionKind, modifies: bool) {
        if kind != MentionKind::Pronoun && !modifies {
            self.standing.named(someone, self.seen.len());
        }
        self.meant.push(Meant { tokens: tokens.clone(), someone, kind });
        self.seen.push(Seen::new(self.view, &self.running, tokens, someone, kind, modifies));
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
        } else if (kind == EntityKind::Organisation || (kind == EntityKind::Place && speaks_for.is_some()))
            && let Some(stop) = groups::noun_after(self.view, end)
        {
            let tokens = name.tokens.start..stop;
            let label = self.words(tokens.clone());
            let party = speaks_for.unwrap_or(owner_name);
            let someone = self.group(&label, EntityKind::Group, Some(party), false);
            self.grouped = stop;
            self.note(tokens, someone, MentionKind::Role, false);
            return;
        }
        // `Dunmore town council`: a body of the place, not the place.
        if kind == EntityKind::Place
            && let Some((stop, short)) = groups::body_after(self.view, end)
        {
            let tokens = name.tokens.start..stop;
            let label = self.words(tokens.clone());
            let someone = self.group(&label, EntityKind::Organisation, None, true);
            if let Some(body) = self.everyone.get_mut(someone) {
                body.short = Some(short);
            }
            self.grouped = stop;
            self.note(tokens, someone, MentionKind::Name, false);
            return;
        }
        if self.view.lower(end) == "'s"
            && !self.is_taken(end + 1)
            && self.view.sentence(end) == self.view.sentence(name.tokens.start)
        {
            self.owned_office(name.tokens.start, end + 1, name.someone);
        }
    }

    pub(super) fn words(&self, tokens: Range<usize>) -> String {
        self.view.text.span_of(tokens).map_or_else(String::new, |span| {
            self.view.text.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(false)
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

    pub(super) fn group(
        &mut self,
        name: &str,
        kind: EntityKind,
        speaks_for: Option<String>,
        named: bool,
    ) -> usize {
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
        let gender = pronouns::gender(self.view.lower(at));
        let scene = Scene {
            view: self.view,
            running: &self.running,
            tree: &self.tree,
            everyone: &self.everyone,
            named: self.named,
            seen: &self.seen,
            standing: &self.standing,
        };
        let found = if gender == Gender::Unknown {
            pronouns::thing(&scene, at)
        } else {
            let candidates = pronouns::people(&scene, at);
            let found = pronouns::person(&scene, self.ranker, &candidates);
            self.show(at, &candidates);
            found
        };
        let Some(found) = found else { return };
        if gender != Gender::Unknown {
            self.standing.told(found.someone, gender, self.view.sentence(at));
        }
        if let Some(someone) = self.everyone.get_mut(found.someone)
            && found.sure
        {
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

    /// Shows a pronoun and its candidates to whoever watches.
    fn show(&mut self, at: usize, candidates: &[(Option<usize>, [f32; FEATURES.len()])]) {
        let Some(watch) = self.watch.as_deref_mut() else { return };
        let Some(pronoun) = self.view.text.span_of(at..at + 1) else { return };
        let names = |someone: usize| -> Vec<Span> {
            let before = self.meant.iter().rev().filter(|meant| meant.kind != MentionKind::Pronoun);
            let before = before.filter(|meant| meant.someone == someone).map(|meant| meant.tokens.clone());
            let after = self.named.iter().filter(|named| named.someone == someone && named.tokens.start > at);
            let after = after.map(|named| named.tokens.clone());
            before.chain(after).filter_map(|tokens| self.view.text.span_of(tokens)).collect()
        };
        let candidates = candidates
            .iter()
            .map(|(someone, features)| Candidate {
                names: someone.map(names).unwrap_or_default(),
                features: *features,
            })
            .collect();
        watch.push(Case { pronoun, candidates });
    }
}
