//! Finds names known from the body in headings, datelines and other text whose capitals say nothing.

use super::{
    cast::{Cast, Named, Someone},
    kinds::Signs,
    organisations, places,
    tagged::tagged,
    teams::Teams,
    view::{Shape, View, Zone},
    words,
};
use crate::EntityKind;
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

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
        let name = capitalised(&(start..end).map(|at| view.lower(at)).collect::<Vec<_>>().join(" "));
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

/// Adds the names that the network alone sees in headings, and has a name of the body begin where it sees it begin.
pub(super) fn name_headings(view: &View<'_, '_>, cast: &mut Cast) {
    let mut by_name: HashMap<String, (Vec<Range<usize>>, Signs)> = HashMap::new();
    let mut order = Vec::new();
    for tokens in tagged(view, Zone::Link) {
        let touching = cast.named.partition_point(|named| named.tokens.end <= tokens.start);
        if let Some(named) = cast.named.get_mut(touching).filter(|named| named.tokens.start < tokens.end) {
            let person =
                cast.everyone.get(named.someone).is_some_and(|known| known.kind == EntityKind::Person);
            if person && named.tokens.end == tokens.end && named.tokens.start > tokens.start {
                named.tokens = tokens;
            }
            continue;
        }
        let in_dateline =
            |sentence: &Range<usize>| view.dateline_end(sentence).is_some_and(|end| tokens.start < end);
        if in_dateline(&view.sentence_tokens(tokens.start)) {
            continue;
        }
        let name = tokens.clone().map(|at| view.lower(at)).collect::<Vec<_>>().join(" ");
        let (places, signs) = by_name.entry(name.clone()).or_insert_with(|| {
            order.push(name);
            Default::default()
        });
        signs.note(view.name_tag(tokens.start).kind(), 2);
        places.push(tokens);
    }
    for name in order {
        let Some((places, signs)) = by_name.remove(&name) else { continue };
        let Some(first) = places.first().and_then(|tokens| view.text.span_of(tokens.clone())) else {
            continue;
        };
        let written = view.text.words(first).split_whitespace().collect::<Vec<_>>().join(" ");
        let known = places::is_place(&written) || places::is_place(&capitalised(&name));
        let mut kind = if known { EntityKind::Place } else { signs.kind() };
        let mut teams = Teams::default();
        for tokens in &places {
            teams.note(view, tokens);
        }
        if teams.tell(kind, &written, places.len()) && places::country(&capitalised(&name)).is_none() {
            kind = EntityKind::Organisation;
        }
        let someone = cast.everyone.len();
        let mut new = Someone::new(written, kind);
        new.words = new.name.split(' ').map(str::to_owned).collect();
        cast.everyone.push(new);
        cast.named.extend(places.into_iter().map(|tokens| Named { tokens, someone, modifies: false }));
    }
    cast.named.sort_by_key(|named| named.tokens.start);
}

/// A name in small letters with a capital for each word.
fn capitalised(lower: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    lower.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{EntityKind, names::names, text::Text};

    #[test]
    fn a_heading_names_people_whom_the_body_does_not() {
        let text =
            Text::analysed("Mary Johnson Visits London To Meet Striking Workers\n\nThe visit was short.");
        let found = names(&text);
        let named: Vec<(&str, EntityKind)> =
            found.entities.iter().map(|entity| (entity.name.as_str(), entity.kind)).collect();
        assert!(named.contains(&("Mary Johnson", EntityKind::Person)), "{named:?}");
        assert!(named.contains(&("London", EntityKind::Place)), "{named:?}");
    }
}
