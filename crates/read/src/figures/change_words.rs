//! The words for rises and falls, and which of them says so of which figure.

use crate::{
    Change,
    words::{plural, table, verb_forms},
};
use std::{collections::HashMap, sync::LazyLock};

/// What a word of the table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Moves,
    Bodily,
    Takes,
    Sets,
    Noun,
    Balance,
    Particle,
    After,
    Counted,
    Passed,
    Blocks,
}

/// How a figure hangs on the word before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    Bare,
    By,
    To,
    Of,
}

type Roles = Vec<(Role, Option<Change>)>;

static WORDS: LazyLock<HashMap<String, Roles>> = LazyLock::new(|| {
    let mut words: HashMap<String, Roles> = HashMap::new();
    for row in table(include_str!("changes.tsv")) {
        let [word, role, change] = row[..] else { continue };
        let Some(role) = role_of(role) else { continue };
        let forms = match role {
            Role::Moves | Role::Bodily | Role::Takes | Role::Sets | Role::Blocks => {
                verb_forms(word).into_iter().map(|(form, _)| form).collect()
            }
            Role::Noun | Role::Balance | Role::Counted => vec![word.to_owned(), plural(word)],
            Role::Particle | Role::After | Role::Passed => vec![word.to_owned()],
        };
        for form in forms {
            words.entry(form).or_default().push((role, change_of(change)));
        }
    }
    words
});

fn role_of(word: &str) -> Option<Role> {
    Some(match word {
        "moves" => Role::Moves,
        "bodily" => Role::Bodily,
        "takes" => Role::Takes,
        "sets" => Role::Sets,
        "noun" => Role::Noun,
        "balance" => Role::Balance,
        "particle" => Role::Particle,
        "after" => Role::After,
        "counted" => Role::Counted,
        "passed" => Role::Passed,
        "blocks" => Role::Blocks,
        _ => return None,
    })
}

fn change_of(word: &str) -> Option<Change> {
    match word {
        "up" => Some(Change::Up),
        "down" => Some(Change::Down),
        _ => None,
    }
}

pub(super) fn roles(word: &str) -> &'static [(Role, Option<Change>)] {
    WORDS.get(word).map_or(&[], Vec::as_slice)
}

pub(super) fn is(word: &str, role: Role) -> bool {
    roles(word).iter().any(|(known, _)| *known == role)
}

/// What a figure is, as far as it matters to a change.
pub(super) struct Kind {
    pub(super) measures: Option<&'static str>,
    /// Whether it is a bare number, or counts what a bare number of a rise counts: *points*, *seats*.
    pub(super) open: bool,
    pub(super) counted: bool,
    pub(super) fraction: bool,
}

impl Kind {
    pub(super) fn is(&self, measures: &str) -> bool {
        self.measures == Some(measures)
    }

    /// A share of a whole, or so many points, seats, jobs.
    pub(super) fn part(&self) -> bool {
        self.is("part") || self.counted || self.fraction
    }

    /// Whether a word that does this says that the figure is a change.
    pub(super) fn fits(&self, role: Role, link: Link) -> bool {
        match (role, link) {
            (Role::Moves | Role::Bodily | Role::Sets | Role::Noun | Role::Particle, Link::To) => true,
            (Role::Balance, Link::By | Link::Of) | (Role::Takes, Link::Bare) => self.part(),
            (Role::Moves | Role::Sets | Role::Noun, Link::By) => self.open || self.measures.is_some(),
            (Role::Bodily | Role::Particle, Link::By) => {
                (self.open || self.measures.is_some()) && !self.is("length")
            }
            (Role::Moves, Link::Bare) => (self.open || self.measures.is_some()) && !self.is("time"),
            (Role::Bodily, Link::Bare) => {
                (self.open || self.measures.is_some()) && !self.is("time") && !self.is("length")
            }
            (Role::Particle, Link::Bare) => {
                self.counted || self.measures.is_some_and(|measures| !matches!(measures, "time" | "length"))
            }
            (Role::Noun, Link::Of) => !self.is("time"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("changes.tsv")) {
            assert!(row.len() == 3 && role_of(row[1]).is_some(), "{row:?}");
            let none = matches!(row[1], "counted" | "passed" | "blocks");
            assert!(none == change_of(row[2]).is_none() && (!none || row[2] == "-"), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        for form in ["rose", "fell", "shed", "cut", "grew", "sank", "slid", "lost", "dropped", "slipped"] {
            assert!(WORDS.contains_key(form), "{form}");
        }
    }
}
