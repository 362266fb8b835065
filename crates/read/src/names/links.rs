//! Finds names known from the body in headings, datelines and other text whose capitals say nothing.

use super::{
    organisations,
    same::{Cast, Named, Someone},
    view::{Shape, View, Zone},
    words,
};
use crate::EntityKind;
use std::collections::{HashMap, HashSet};

/// Names known from the body, found again in headings and other text whose capitals say nothing.
pub(super) fn link(view: &View<'_, '_>, cast: &mut Cast) {
    let mut known: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
    let mut know = |words: &[&str], someone: usize| {
        // A name that is an ordinary word says nothing where every word has a capital.
        if words.len() == 1 && words.iter().any(|word| words::is_ordinary(word)) {
            return;
        }
        if let Some((first, rest)) = words.split_first() {
            let list = known.entry((*first).to_owned()).or_default();
            if !list.iter().any(|(tail, _)| tail.iter().map(String::as_str).eq(rest.iter().copied())) {
                list.push((rest.iter().map(|word| (*word).to_owned()).collect(), someone));
            }
        }
    };
    let mut noted = HashSet::new();
    for named in &cast.named {
        let words: Vec<&str> = named.tokens.clone().map(|at| view.lower(at)).collect();
        if noted.insert((words.clone(), named.someone)) {
            know(&words, named.someone);
        }
    }
    // Headlines use the shortest form there is, whether or not the body does.
    for named in &cast.named {
        let Some(someone) = cast.everyone.get(named.someone) else { continue };
        let words: Vec<&str> = named.tokens.clone().map(|at| view.lower(at)).collect();
        if let [before @ .., last] = words.as_slice()
            && !before.is_empty()
            && noted.insert((words.clone(), usize::MAX))
        {
            let head = organisations::head(view.token(named.tokens.end - 1));
            match someone.kind {
                EntityKind::Person => know(&[last], named.someone),
                EntityKind::Organisation if head.is_some_and(|head| head.left_off) => {
                    know(before, named.someone);
                }
                _ => {}
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

/// Gives the place of a dateline that the report does not name again.
pub(super) fn name_datelines(view: &View<'_, '_>, cast: &mut Cast) {
    let begun: HashSet<usize> = cast.named.iter().map(|named| named.tokens.start).collect();
    let mut places: HashMap<String, usize> = cast
        .everyone
        .iter()
        .enumerate()
        .filter(|(_, someone)| someone.kind == EntityKind::Place)
        .map(|(index, someone)| (someone.name.clone(), index))
        .collect();
    let mut added = Vec::new();
    for sentence in &view.text.sentences {
        let start = sentence.tokens.start;
        let Some(end) = view.dateline_end(&sentence.tokens).filter(|_| view.zone(start) == Zone::Link) else {
            continue;
        };
        let end = (start..end).find(|at| view.shape(*at) == Shape::NoWord).unwrap_or(end);
        if begun.contains(&start) {
            continue;
        }
        let name = (start..end).map(|at| capitalised(view.lower(at))).collect::<Vec<_>>().join(" ");
        let known = places.get(&name).copied();
        let someone = known.unwrap_or_else(|| {
            places.insert(name.clone(), cast.everyone.len());
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
