//! Cuts a text into tokens.

use super::{Token, TokenKind};
use article::Span;

/// All tokens of `source`, in order.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(source.len() / 5);
    let mut at = 0;
    while let Some(first) = source[at..].chars().next() {
        if first.is_whitespace() || is_invisible(first) {
            at += first.len_utf8();
            continue;
        }
        let (end, kind) = token_end(source, at, first);
        tokens.push(Token { span: Span::new(at, end), kind });
        at = end;
    }
    tokens
}

/// Zero-width characters, which join the words around them in print and are no token.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' | '\u{2060}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ')
}

fn token_end(source: &str, at: usize, first: char) -> (usize, TokenKind) {
    if first.is_numeric() {
        return (number_end(source, at), TokenKind::Number);
    }
    if is_apostrophe(first)
        && let Some(end) = clitic_end(source, at)
    {
        return (end, TokenKind::Clitic);
    }
    if first.is_alphabetic() {
        return (word_end(source, at), TokenKind::Word);
    }
    // Typewriters wrote quotation marks as two apostrophes, typesetters as two grave accents.
    if matches!(source.get(at..at + 2), Some("''" | "``")) {
        return (at + 2, TokenKind::Mark);
    }
    (at + first.len_utf8(), TokenKind::Mark)
}

fn number_end(source: &str, at: usize) -> usize {
    let mut end = at;
    let mut characters = source[at..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let inner = matches!(character, ',' | '.' | ':' | '\u{202f}')
            && characters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !(character.is_numeric() || inner) {
            break;
        }
        end = at + offset + character.len_utf8();
    }
    end
}

/// The end of `'s` when a word stands right before it and none right after.
fn clitic_end(source: &str, at: usize) -> Option<usize> {
    let after_word =
        source[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '.');
    let mut rest = source[at..].chars();
    let apostrophe = rest.next()?;
    let letter = rest.next().filter(|letter| matches!(letter, 's' | 'S'))?;
    let ends = rest.next().is_none_or(|next| !next.is_alphanumeric());
    (after_word && ends).then(|| at + apostrophe.len_utf8() + letter.len_utf8())
}

fn word_end(source: &str, at: usize) -> usize {
    if let Some(end) = abbreviation_end(source, at) {
        return end;
    }
    let mut end = run_end(source, at);
    // A hyphen joins a compound only while all of it is in lower case, so that both names of
    // `Berlin-Paris` stay tokens of their own.
    while all_lower(&source[at..end])
        && source[end..].starts_with('-')
        && source[end + 1..].chars().next().is_some_and(char::is_alphabetic)
    {
        let next = run_end(source, end + 1);
        if !all_lower(&source[end + 1..next]) {
            break;
        }
        end = next;
    }
    end
}

/// Letters and digits from `at`, with apostrophes between letters except before a final `s`.
fn run_end(source: &str, at: usize) -> usize {
    let mut end = at;
    let mut characters = source[at..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        if is_apostrophe(character) {
            let joins = end > at
                && clitic_end(source, at + offset).is_none()
                && characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if !joins {
                break;
            }
        } else if !(character.is_alphanumeric() || is_combining(character)) {
            break;
        }
        end = at + offset + character.len_utf8();
    }
    end.max(at + source[at..].chars().next().map_or(0, char::len_utf8))
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036f}' | '\u{1ab0}'..='\u{1aff}' | '\u{fe20}'..='\u{fe2f}')
}

fn all_lower(word: &str) -> bool {
    word.chars().all(|character| !character.is_uppercase())
}

/// The end of single letters each followed by a full stop: `U.S.`, `p.m.`, `J.K.`.
fn abbreviation_end(source: &str, at: usize) -> Option<usize> {
    let mut end = at;
    let mut letters = 0;
    let mut characters = source[at..].chars();
    while let (Some(letter), Some('.')) = (characters.next(), characters.clone().next()) {
        if !letter.is_alphabetic() {
            break;
        }
        characters.next();
        end += letter.len_utf8() + 1;
        letters += 1;
    }
    (letters >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(source: &str) -> Vec<&str> {
        tokens(source).iter().map(|token| token.span.of(source).unwrap()).collect()
    }

    #[test]
    fn names_numbers_and_marks_come_apart() {
        assert_eq!(cut("Hale’s U.S.-brokered plan"), ["Hale", "’s", "U.S.", "-", "brokered", "plan"]);
        assert_eq!(cut("the 1,300km line, 40%"), ["the", "1,300", "km", "line", ",", "40", "%"]);
        assert_eq!(
            cut("don’t face-to-face Vice-President"),
            ["don’t", "face-to-face", "Vice", "-", "President"]
        );
        assert_eq!(cut("at 3 p.m. ‘We go,’"), ["at", "3", "p.m.", "‘", "We", "go", ",", "’"]);
        assert_eq!(cut("''We go,'' he said"), ["''", "We", "go", ",", "''", "he", "said"]);
        assert_eq!(cut("the dockers’ vote in O’Hara"), ["the", "dockers", "’", "vote", "in", "O’Hara"]);
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_token(source in "\\PC{0,200}") {
            let mut end = 0;
            for token in tokens(&source) {
                prop_assert!(token.span.start >= end && !token.span.is_empty());
                prop_assert!(token.span.of(&source).is_some());
                prop_assert!(source[end..token.span.start].chars().all(|c| c.is_whitespace() || is_invisible(c)));
                end = token.span.end;
            }
        }
    }
}
