//! Finds the quotation or the words that a person means, by the number of a sentence or by words.

use crate::error::DeskError;
use crate::words::squeezed;
use article::Span;
use read::{Attribution, Reading};

/// A place inside the one quotation or claim that is meant.
pub(crate) fn place(reading: &Reading, given: &str) -> Result<Span, DeskError> {
    let (places, called) = places(reading, given)?;
    one(reading, &places).map_err(|many| ambiguous(reading, &called, &many))
}

/// The sentence with this number, or the one place with these words.
pub(crate) fn words(reading: &Reading, given: &str) -> Result<Span, DeskError> {
    let (places, called) = places(reading, given)?;
    match places.as_slice() {
        [one] => Ok(*one),
        many => Err(DeskError::new(format!("{called} stands there {} times", many.len()))
            .hint("give more of the words, or the number of the sentence")),
    }
}

/// The places that may be meant, and what was given in words.
fn places(reading: &Reading, given: &str) -> Result<(Vec<Span>, String), DeskError> {
    let id = &reading.article.id;
    if let Ok(number) = given.trim().parse::<usize>() {
        let sentence = number.checked_sub(1).and_then(|index| reading.sentences.get(index));
        let Some(sentence) = sentence else {
            let count = reading.sentences.len();
            return Err(
                DeskError::new(format!("{id} has no sentence {number}: it has {count}")).hint(hint(reading))
            );
        };
        return Ok((vec![sentence.span], format!("sentence {number} of {id}")));
    }
    let places = occurrences(&reading.article.text, given);
    if places.is_empty() {
        return Err(DeskError::new(format!("{id} does not have the words {given:?}")).hint(hint(reading)));
    }
    Ok((places, format!("{given:?} in {id}")))
}

fn hint(reading: &Reading) -> String {
    let id = &reading.article.id;
    format!("parallax show '{id}' numbers the sentences and shows what is said in each")
}

/// Where the one attribution stands that has a piece in one of these places; else all that have.
fn one<'r>(reading: &'r Reading, places: &[Span]) -> Result<Span, Vec<&'r Attribution>> {
    let inside = |piece: &Span| places.iter().any(|place| place.overlaps(*piece));
    let any = |pieces: &[Span]| pieces.iter().any(inside);
    let quoted: Vec<&Attribution> =
        reading.attributions.iter().filter(|attribution| any(&attribution.quoted)).collect();
    let all: Vec<&Attribution> =
        reading.attributions.iter().filter(|attribution| any(&attribution.content)).collect();
    // Quoted words are what a reader points at first.
    let meant = if quoted.is_empty() { all } else { quoted };
    match meant.as_slice() {
        [one] => one.quoted.iter().chain(&one.content).copied().find(|piece| inside(piece)).ok_or(meant),
        _ => Err(meant),
    }
}

fn ambiguous(reading: &Reading, what: &str, many: &[&Attribution]) -> DeskError {
    if many.is_empty() {
        return DeskError::new(format!("nothing is quoted or claimed in {what}")).hint(hint(reading));
    }
    let words: Vec<String> = many
        .iter()
        .filter_map(|attribution| attribution.quoted.first().or(attribution.content.first()))
        .map(|piece| format!("“{}”", squeezed(reading.words(*piece))))
        .collect();
    DeskError::new(format!("{what} may mean {} quotations or claims: {}", many.len(), words.join("; ")))
        .hint("give words of the one that is meant, in place of the number")
}

/// Every place with these words; straight and curly quotation marks are one, and so is white space.
fn occurrences(text: &str, words: &str) -> Vec<Span> {
    let wanted: Vec<char> = folded(words.trim()).map(|(_, character)| character).collect();
    let there: Vec<(usize, char)> = folded(text).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let begins = there.iter().enumerate().filter(|(_, (_, character))| character == first);
    begins
        .filter_map(|(begin, (start, _))| {
            let found = there.get(begin..begin + wanted.len())?;
            let same = found.iter().map(|(_, character)| character).eq(wanted.iter());
            let end = there.get(begin + wanted.len()).map_or(text.len(), |(end, _)| *end);
            same.then_some(Span::new(*start, end))
        })
        .collect()
}

/// The characters with their places, quotation marks straight, runs of white space as one space.
fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut was_space = false;
    text.char_indices().filter_map(move |(at, character)| {
        let character = match character {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            other if other.is_whitespace() => ' ',
            other => other,
        };
        let is_repeated = character == ' ' && was_space;
        was_space = character == ' ';
        (!is_repeated).then_some((at, character))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_the_marks_and_line_ends() {
        let text = "“We’ll go,”\nshe said. We go.";
        let found = occurrences(text, "We'll go,\" she");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].of(text), Some("We’ll go,”\nshe"));
        assert_eq!(occurrences(text, "We").len(), 2);
        assert!(occurrences(text, "  ").is_empty());
        assert!(occurrences("a", "abc").is_empty());
    }
}
