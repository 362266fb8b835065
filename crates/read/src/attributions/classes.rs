//! What the form of a word alone tells of what it does in a clause.

use crate::{
    text::{Text, TokenKind},
    words::{VerbForm, table, verb_forms},
};
use std::{collections::HashMap, sync::LazyLock};

/// What a word does in a clause, as far as its form alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Determiner,
    /// A pronoun that can be a subject.
    Pronoun,
    /// A pronoun that can only be an object.
    Object,
    Preposition,
    Subordinator,
    Relative,
    Coordinator,
    Auxiliary,
    Modal,
    Adverb,
    Time,
    /// A finite form of a common verb.
    Verb,
    /// A form in -s that is a verb or a noun: *gains*, *calls*.
    Either,
    Comma,
    /// A colon.
    Colon,
    /// A semicolon, dash, bracket or mark that ends a sentence.
    Stop,
    /// A quotation.
    Quote,
    /// A number.
    Number,
    /// Anything else: nouns, adjectives, names.
    Other,
}

static CLASSES: LazyLock<HashMap<String, Class>> = LazyLock::new(|| {
    let mut classes = HashMap::new();
    for row in table(include_str!("verbs.tsv")) {
        for (form, kind) in verb_forms(row[0]) {
            let class = match kind {
                VerbForm::ThirdPerson if row[1] == "no" => Class::Either,
                VerbForm::Past | VerbForm::ThirdPerson => Class::Verb,
                VerbForm::Base if row[1] == "yes" => Class::Verb,
                _ => continue,
            };
            classes.insert(form, class);
        }
    }
    for row in table(include_str!("grammar.tsv")) {
        let class = match row[1] {
            "determiner" => Class::Determiner,
            "pronoun" => Class::Pronoun,
            "object" => Class::Object,
            "preposition" => Class::Preposition,
            "subordinator" => Class::Subordinator,
            "relative" => Class::Relative,
            "coordinator" => Class::Coordinator,
            "auxiliary" => Class::Auxiliary,
            "modal" => Class::Modal,
            "adverb" => Class::Adverb,
            "time" => Class::Time,
            "noun" => Class::Other,
            _ => continue,
        };
        classes.insert(row[0].to_owned(), class);
    }
    classes
});

/// The class of a token whose word in lower case is `lower`.
pub(super) fn class(text: &Text<'_>, at: usize, lower: &str) -> Class {
    let Some(token) = text.tokens.get(at) else { return Class::Stop };
    match token.kind {
        TokenKind::Number => Class::Number,
        TokenKind::Clitic => Class::Other,
        TokenKind::Mark => match lower {
            "," => Class::Comma,
            ":" => Class::Colon,
            "." if !ends(text, at) => Class::Other,
            ";" | "." | "!" | "?" | "…" | "(" | ")" | "[" | "]" | "—" | "–" | "◦" | "•" => {
                Class::Stop
            }
            "-" if is_dash(text, at) => Class::Stop,
            _ => Class::Other,
        },
        TokenKind::Word => {
            let known = CLASSES.get(lower).copied();
            let class = known.unwrap_or(Class::Other);
            let capital = text.token(at).chars().next().is_some_and(char::is_uppercase);
            let dated = matches!(lower, "may" | "march")
                && capital
                && text.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number);
            match class {
                _ if dated => Class::Time,
                // *May* and *Will* in the middle of a sentence are names.
                Class::Modal | Class::Verb | Class::Either if capital && at > 0 && !begins(text, at) => {
                    Class::Other
                }
                Class::Other if known.is_none() && lower.len() > 4 && lower.ends_with("ly") && !capital => {
                    Class::Adverb
                }
                class => class,
            }
        }
    }
}

/// Whether a hyphen stands alone, or beside another, as typewriters wrote dashes.
fn is_dash(text: &Text<'_>, at: usize) -> bool {
    let gap = |at: usize| {
        at > 0
            && text
                .tokens
                .get(at)
                .zip(text.tokens.get(at - 1))
                .is_some_and(|(this, before)| this.span.start > before.span.end)
    };
    (gap(at) && gap(at + 1)) || text.token(at + 1) == "-" || (at > 0 && text.token(at - 1) == "-")
}

/// Whether nothing but closing marks follows in the sentence.
fn ends(text: &Text<'_>, at: usize) -> bool {
    let index = text.sentences.partition_point(|sentence| sentence.tokens.end <= at);
    text.sentences.get(index).is_none_or(|sentence| {
        (at + 1..sentence.tokens.end).take(4).all(|next| {
            text.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Mark)
                && text.token(next) != ","
        })
    })
}

fn begins(text: &Text<'_>, at: usize) -> bool {
    let index = text.sentences.partition_point(|sentence| sentence.tokens.end <= at);
    text.sentences.get(index).is_some_and(|sentence| sentence.tokens.start == at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_tables_are_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("grammar.tsv")) {
            assert_eq!(row.len(), 2, "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
            assert!(CLASSES.contains_key(row[0]));
            assert_eq!(CLASSES[row[0]] == Class::Other, row[1] == "noun");
        }
        let mut seen = HashSet::new();
        for row in table(include_str!("verbs.tsv")) {
            assert!(row.len() == 2 && matches!(row[1], "yes" | "no"), "{row:?}");
            assert!(seen.insert(row[0]), "{} stands twice", row[0]);
        }
    }
}
