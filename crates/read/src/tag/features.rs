//! What the network is told of a word: its normal form and its shape, as rows of two tables.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// How many rows of the table of hashed features a word has.
pub const HASHED: usize = 7;

/// What is known of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// The hash of its [`normal`] form.
    pub word: u64,
    /// Hashes of its first and last letters, its shape and its form as written.
    pub hashed: [u64; HASHED],
}

/// The normal form of a word: lower case, digits as `0`, quotation marks and dashes of one kind.
pub fn normal(form: &str) -> String {
    let form = one_mark(form);
    let mut normal = String::with_capacity(form.len());
    for character in form.chars() {
        normalise(character, &mut normal);
    }
    normal
}

/// A quotation mark that is written as two marks, as one.
fn one_mark(form: &str) -> &str {
    if matches!(form, "''" | "``") { "\"" } else { form }
}

/// The features of a word as written.
pub fn features(form: &str) -> Features {
    let form = one_mark(form);
    let normal = normal(form);
    let mut shape = String::with_capacity(8);
    for character in form.chars() {
        let kind = shape_of(character);
        // A run of one kind counts up to three: `Xxxx`, `XXX`, `0000`.
        if !(shape.len() >= 3 && shape.as_bytes()[shape.len() - 3..].iter().all(|last| *last == kind as u8)) {
            shape.push(kind);
        }
    }
    let hash = |seed: u64, text: &str| xxh3_64_with_seed(text.as_bytes(), seed);
    Features {
        word: hash(0, &normal),
        hashed: [
            hash(1, last(&normal, 1)),
            hash(2, last(&normal, 2)),
            hash(3, last(&normal, 3)),
            hash(4, last(&normal, 4)),
            hash(5, first(&normal, 3)),
            hash(6, &shape),
            hash(7, form),
        ],
    }
}

fn normalise(character: char, into: &mut String) {
    match character {
        '“' | '”' | '„' | '«' | '»' => into.push('"'),
        '’' | '‘' | 'ʼ' => into.push('\''),
        '–' | '—' | '―' => into.push('-'),
        _ if character.is_numeric() => into.push('0'),
        _ if character.is_ascii() => into.push(character.to_ascii_lowercase()),
        _ => into.extend(character.to_lowercase()),
    }
}

fn shape_of(character: char) -> char {
    match character {
        _ if character.is_uppercase() => 'X',
        _ if character.is_alphabetic() => 'x',
        _ if character.is_numeric() => '0',
        '.' | ',' | '-' | '\'' | '"' | '$' | '%' | ':' | '(' | ')' => character,
        _ => '?',
    }
}

/// The last `count` characters of `word`; all of it when it has fewer.
fn last(word: &str, count: usize) -> &str {
    word.char_indices().rev().nth(count - 1).map_or(word, |(at, _)| &word[at..])
}

/// The first `count` characters of `word`; all of it when it has fewer.
fn first(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(at, _)| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_differ_in_print_only_are_one_word() {
        assert_eq!(features("“").word, features("\"").word);
        assert_eq!(features("1,300").word, features("9,999").word);
        assert_eq!(features("Harbour").word, features("harbour").word);
        assert_ne!(features("Harbour").hashed[5], features("harbour").hashed[5]);
    }

    #[test]
    fn any_word_has_features() {
        for word in ["", "a", "é", "港口", "ǅ", "𝔄𝔅𝔆𝔇", "’s", "—"] {
            let _ = features(word);
        }
        assert_eq!(last("été", 2), "té");
        assert_eq!(first("été", 1), "é");
    }
}
