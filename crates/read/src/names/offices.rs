//! What people hold or do: presidents, ministers, envoys, analysts.

use super::{view::View, words::Gender};
use crate::words::{plural, table};
use std::{collections::HashMap, sync::LazyLock};

/// What kind of office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It speaks for a country or an organisation: president, mayor, general secretary.
    Head,
    /// A post: minister, envoy, spokesman.
    Office,
    /// A military or police rank.
    Rank,
    /// What somebody does: analyst, goalkeeper.
    Work,
    /// What somebody is to somebody else: mother, friend.
    Kin,
}

/// An office of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Office {
    /// Its plain name: `chief executive` for `CEO`.
    pub(super) plain: &'static str,
    pub(super) gender: Gender,
    pub(super) class: Class,
    /// Whether the words found are its plural.
    pub(super) plural: bool,
}

type Entries = HashMap<String, Vec<(Vec<String>, Office)>>;

static OFFICES: LazyLock<Entries> = LazyLock::new(|| {
    let mut entries = Entries::new();
    for row in table(include_str!("offices.tsv")) {
        let class = match row[3] {
            "head" => Class::Head,
            "office" => Class::Office,
            "rank" => Class::Rank,
            "kin" => Class::Kin,
            _ => Class::Work,
        };
        let office = Office { plain: row[1], gender: Gender::of_letter(row[2]), class, plural: false };
        add(&mut entries, row[0], office);
        if !row[0].ends_with('.') {
            add(&mut entries, &plural_of(row[0]), Office { plural: true, ..office });
        }
    }
    for list in entries.values_mut() {
        list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    entries
});

/// Adds a phrase as it is written with spaces and with hyphens.
fn add(entries: &mut Entries, phrase: &str, office: Office) {
    let mut parts: Vec<String> = Vec::new();
    for word in phrase.split(' ') {
        match word.strip_suffix('.') {
            // `gov.` is a word and a mark; `u.s.` is one token.
            Some(word) if !word.contains('.') => parts.extend([word.to_owned(), ".".to_owned()]),
            _ => parts.push(word.to_owned()),
        }
    }
    let mut spellings = vec![parts.clone()];
    if phrase.contains('-') {
        let mut apart = Vec::new();
        for part in phrase.split('-') {
            if !apart.is_empty() {
                apart.push("-".to_owned());
            }
            apart.extend(part.split(' ').map(str::to_owned));
        }
        spellings.push(apart);
    } else if parts.len() == 2 && parts.iter().all(|part| part != ".") {
        spellings.push(vec![parts[0].clone(), "-".to_owned(), parts[1].clone()]);
    }
    for spelling in spellings {
        if let Some((first, rest)) = spelling.split_first() {
            let list = entries.entry(first.clone()).or_default();
            if !list.iter().any(|(known, _)| known == rest) {
                list.push((rest.to_vec(), office));
            }
        }
    }
}

/// The plural of an office: `secretaries of state`, `spokesmen`, `attorneys general`.
fn plural_of(phrase: &str) -> String {
    let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
    if rest.starts_with("of ") || rest.starts_with("in ") || rest == "general" || rest == "elect" {
        return format!("{} {rest}", plural(first));
    }
    let stem = phrase.strip_suffix("man").filter(|stem| !stem.ends_with("hu"));
    stem.map_or_else(|| plural(phrase), |stem| format!("{stem}men"))
}

/// The longest office that begins at token `at`, in any letter case, and how many tokens it takes.
pub(super) fn office_at(view: &View<'_, '_>, at: usize) -> Option<(usize, Office)> {
    let end = view.sentence_end(at);
    OFFICES.get(view.lower(at))?.iter().find_map(|(rest, office)| {
        let fits = at + rest.len() < end
            && rest.iter().enumerate().all(|(offset, word)| view.lower(at + 1 + offset) == word);
        fits.then_some((rest.len() + 1, *office))
    })
}

/// The longest office that ends right before token `end` and begins at or after `from`: its first token and what
/// it is.
pub(super) fn office_before(view: &View<'_, '_>, from: usize, end: usize) -> Option<(usize, Office)> {
    (from.max(end.saturating_sub(6))..end).find_map(|at| {
        office_at(view, at).filter(|(tokens, _)| at + tokens == end).map(|(_, office)| (at, office))
    })
}

/// Whether two plain offices can be one: the same, or one the other with more said (`minister`, `foreign
/// minister`). A deputy is not the one deputised for.
pub(super) fn same_office(one: &str, other: &str) -> bool {
    let second =
        |office: &str| ["deputy ", "vice ", "assistant "].iter().any(|word| office.starts_with(word));
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|before| before.is_empty() || before.ends_with(' '))
    };
    second(one) == second(other) && (ends(one, other) || ends(other, one))
}
