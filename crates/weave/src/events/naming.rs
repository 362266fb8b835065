//! Whether two words name one kind of event, and how much that says.

use crate::vocabulary::{is_stop_word, stem};
use article::Span;
use read::{
    EventMention, Reading,
    text::{Text, TokenKind},
    words::{Phrases, table, verb_base},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

static SENSES: LazyLock<Phrases<&str>> =
    LazyLock::new(|| Phrases::new(table(include_str!("senses.tsv")).map(|row| (row[0], row[1]))));

static RECURRENCE: LazyLock<HashMap<&str, Recurrence>> = LazyLock::new(|| {
    table(include_str!("recurrence.tsv")).filter_map(|row| Some((row[0], recurrence(row[1])?))).collect()
});

/// How often a story has an event that is named so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Recurrence {
    /// As a rule once: a merger, an earthquake.
    Once,
    /// Once for each person: an arrest, a resignation.
    Person,
    /// Several times: meetings, votes.
    Again,
    /// Every time it is said: what somebody *said*.
    Each,
}

fn recurrence(name: &str) -> Option<Recurrence> {
    match name {
        "person" => Some(Recurrence::Person),
        "again" => Some(Recurrence::Again),
        "each" => Some(Recurrence::Each),
        _ => None,
    }
}

/// What an event is called where it is mentioned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// The type that was read; empty when none was.
    kind: String,
    /// The stem of the word that names it.
    stem: String,
    /// The senses of its words.
    senses: BTreeSet<&'static str>,
    /// Which of several it is: *the second round*.
    ordinal: Option<&'static str>,
    /// Whether the number is all that it is called: *a second is planned*.
    number: bool,
}

/// How much two names are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    /// Of one type, by words of different senses.
    Type,
    /// Of one type.
    Kind,
    /// One word, or two of one sense.
    Word,
}

impl Name {
    pub(super) fn of(reading: &Reading, mention: &EventMention) -> Self {
        let words = reading.words(mention.trigger);
        let text = Text::cut(words);
        let all = 0..text.tokens.len();
        let is_word = |at: &usize| text.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word);
        // Of `checked into` and `car accident` the last word that says something.
        let head =
            all.clone().rev().filter(is_word).map(|at| text.token(at)).find(|word| !is_stop_word(word));
        let head = head.unwrap_or(words).to_lowercase();
        Self {
            kind: mention.kind.clone(),
            stem: stem(verb_base(&head).unwrap_or(&head)),
            senses: SENSES.all(&text, all).map(|(_, found)| *found.value).collect(),
            ordinal: ordinal(reading, mention),
            number: read::words::ordinal(&words.to_lowercase()).is_some(),
        }
    }

    /// Which of several it is said to be.
    pub(super) fn ordinal(&self) -> Option<&'static str> {
        self.ordinal
    }

    /// Whether it is called by its number alone.
    pub(super) fn is_number(&self) -> bool {
        self.number
    }

    /// Whether two names can mean one event; `None` when they mean different things.
    pub(super) fn alike(&self, other: &Self) -> Option<Alike> {
        let one_type = self.kind == other.kind;
        if !one_type && !self.kind.is_empty() && !other.kind.is_empty() {
            return None;
        }
        if self.stem == other.stem || !self.senses.is_disjoint(&other.senses) {
            return Some(Alike::Word);
        }
        let apart = !self.senses.is_empty() && !other.senses.is_empty();
        (one_type && !self.kind.is_empty()).then_some(if apart { Alike::Type } else { Alike::Kind })
    }

    pub(super) fn recurrence(&self) -> Recurrence {
        let known = |name: &str| RECURRENCE.get(name).copied().unwrap_or(Recurrence::Once);
        self.senses.iter().map(|sense| known(sense)).fold(known(&self.kind), Ord::max)
    }
}

/// How many words before an event's name its number is sought.
const ORDINAL_REACH: usize = 3;

/// Which of several an event is said to be: *a second round of talks*. The first *since* or *in* some years is no number.
fn ordinal(reading: &Reading, mention: &EventMention) -> Option<&'static str> {
    let sentence = reading.sentences.get(mention.sentence)?.span;
    let before = reading.words(Span::new(sentence.start, mention.trigger.start.max(sentence.start)));
    // *A second is planned*: the number alone names it.
    if let Some(own) = read::words::ordinal(&reading.words(mention.trigger).to_lowercase()) {
        return Some(own);
    }
    let after = reading.words(Span::new(mention.trigger.end.min(sentence.end), sentence.end)).trim_start();
    let mut following = after.split_whitespace();
    let span = following.next();
    let years =
        || following.take(3).any(|word| matches!(word, "years" | "months" | "weeks" | "days" | "decades"));
    if span == Some("since") || matches!(span, Some("in" | "for")) && years() {
        return None;
    }
    let near = before.split_whitespace().rev().take(ORDINAL_REACH);
    near.take_while(|word| !word.ends_with([',', ';', '.', ':']))
        .find_map(|word| read::words::ordinal(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use article::Article;
    use read::EventStatus;

    fn name(words: &str, kind: &str) -> Name {
        let reading = read::read(Article::new("a", words));
        let mention = EventMention {
            kind: kind.to_owned(),
            trigger: Span::new(0, words.len()),
            sentence: 0,
            participants: Vec::new(),
            place: None,
            time: None,
            status: EventStatus::Unknown,
            back: None,
            adverse: false,
            attends: false,
        };
        Name::of(&reading, &mention)
    }

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = BTreeSet::new();
        let mut senses = BTreeSet::new();
        for row in table(include_str!("senses.tsv")) {
            assert!(row.len() == 2 && seen.insert(row[0]), "{row:?}");
            senses.insert(row[1]);
        }
        let mut seen = BTreeSet::new();
        for row in table(include_str!("recurrence.tsv")) {
            assert!(row.len() == 2 && recurrence(row[1]).is_some() && seen.insert(row[0]), "{row:?}");
        }
        assert!(senses.contains("statement"));
    }

    #[test]
    fn forms_of_a_word_and_words_of_a_sense_name_one_event() {
        let alike = |a: &str, b: &str| name(a, "").alike(&name(b, ""));
        assert_eq!(alike("checked into", "checks into"), Some(Alike::Word));
        assert_eq!(alike("stole", "has stolen"), Some(Alike::Word));
        assert_eq!(alike("gunned down", "murder"), Some(Alike::Word));
        assert_eq!(alike("resigned", "arrested"), None);
    }

    #[test]
    fn types_that_were_read_decide() {
        assert_eq!(name("summit", "meeting").alike(&name("sat down", "meeting")), Some(Alike::Kind));
        assert_eq!(name("strike", "strike").alike(&name("strike", "attack")), None);
    }

    #[test]
    fn what_recurs_is_told_from_what_does_not() {
        assert_eq!(name("summit", "meeting").recurrence(), Recurrence::Again);
        assert_eq!(name("arrested", "arrest").recurrence(), Recurrence::Person);
        assert_eq!(name("said", "").recurrence(), Recurrence::Each);
        assert_eq!(name("earthquake", "disaster").recurrence(), Recurrence::Once);
    }
}
