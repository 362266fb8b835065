//! Who sent a mail: an outlet, a person, or a person of an outlet.

use crate::tables::rows;
use mail_parser::{Address, HeaderName, Message};
use std::sync::LazyLock;

/// What parts a person from an outlet.
static MARKS: LazyLock<Vec<String>> = LazyLock::new(|| {
    rows(include_str!("senders.tsv"))
        .map(|(mark, before)| format!("{}{mark} ", if before == "yes" { " " } else { "" }))
        .collect()
});

/// What the name of the sender says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sender {
    pub(super) outlet: Option<String>,
    pub(super) byline: Option<String>,
}

/// Who sent the mail. A name that is that of the domain or of the mailing list is an outlet's, another a person's.
pub(super) fn of(message: &Message<'_>) -> Sender {
    let from = message.from().and_then(Address::first);
    let name = from.and_then(|from| from.name()).unwrap_or_default();
    let domain = from.and_then(|from| from.address()).and_then(|address| address.rsplit_once('@'));
    let list = message.header_raw(HeaderName::ListId).unwrap_or_default();
    told(name, domain.map_or("", |(_, domain)| domain), list)
}

fn told(name: &str, domain: &str, list: &str) -> Sender {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (phrase, list_id) = list.split_once('<').unwrap_or(("", list));
    let phrase = phrase.trim().trim_matches('"').trim();
    let is_outlet = |name: &str| {
        is_of(name, domain) || is_of(name, list_id) || !phrase.is_empty() && key(name) == key(phrase)
    };
    if name.is_empty() || name.contains('@') && !name.contains(' ') {
        return Sender { outlet: (!phrase.is_empty()).then(|| phrase.to_owned()), byline: None };
    }
    for mark in MARKS.iter() {
        if let Some((person, outlet)) = name.rsplit_once(mark.as_str())
            && !person.trim().is_empty()
            && is_outlet(outlet)
            && !is_outlet(person)
        {
            return Sender { outlet: Some(outlet.trim().to_owned()), byline: Some(person.trim().to_owned()) };
        }
    }
    if is_outlet(&name) {
        Sender { outlet: Some(name), byline: None }
    } else {
        Sender { outlet: (!phrase.is_empty()).then(|| phrase.to_owned()), byline: Some(name) }
    }
}

/// Whether a name is that of a domain: one of its labels is the name, or a word of it, or its first letters.
fn is_of(name: &str, domain: &str) -> bool {
    let whole = key(name);
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).map(key).filter(|w| !w.is_empty()).collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    // The last label is the country's or the kind's.
    let labels = domain.rsplit('.').skip(1).map(key).filter(|label| label.chars().count() > 2);
    labels.into_iter().any(|label| {
        let is_most = words.contains(&label) && words.len() <= 4;
        whole == label
            || is_most
            || initials == label
            || label.chars().count() > 3 && whole.ends_with(&label)
            || whole.chars().count() > 3 && label.contains(&whole)
    })
}

/// Letters and digits only, in lower case.
fn key(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(name: &str, domain: &str, list: &str) -> (Option<String>, Option<String>) {
        let sender = told(name, domain, list);
        (sender.outlet, sender.byline)
    }

    fn some(outlet: &str, byline: &str) -> (Option<String>, Option<String>) {
        let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        (word(outlet), word(byline))
    }

    #[test]
    fn outlets_are_told_from_people() {
        for (name, domain, list, outlet, byline) in [
            ("The Tide", "mail.tide.example", "", "The Tide", ""),
            ("Wexholm Courier", "wexholmcourier.example", "", "Wexholm Courier", ""),
            ("EMB News", "emb.example", "", "EMB News", ""),
            ("Ada Roe", "tide.example", "", "", "Ada Roe"),
            (
                "Ada Roe",
                "tide.example",
                "\"The Tide Daily\" <daily.tide.example>",
                "The Tide Daily",
                "Ada Roe",
            ),
            ("The Ebb", "sender.example", "The Ebb <ebb.lists.sender.example>", "The Ebb", ""),
            ("", "tide.example", "", "", ""),
            ("news@tide.example", "tide.example", "", "", ""),
        ] {
            assert_eq!(both(name, domain, list), some(outlet, byline), "{name} {domain} {list}");
        }
    }

    #[test]
    fn every_mark_parts_a_person_from_an_outlet() {
        assert!(MARKS.len() > 5);
        for mark in MARKS.iter() {
            let name = format!("Ada Roe{mark}The Tide");
            assert_eq!(both(&name, "tide.example", ""), some("The Tide", "Ada Roe"), "{mark:?}");
        }
        assert_eq!(both("Ada Roe, Ph.D.", "mail.example", ""), some("", "Ada Roe, Ph.D."));
    }
}
