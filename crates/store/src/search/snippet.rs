//! The sentence that answers, with the words that were found marked.

use crate::error::Inner;
use crate::library::ArticleKey;
use crate::readings;
use article::Span;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

/// A longer sentence is cut around its first mark, to so many bytes.
const LONGEST: usize = 400;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The words, as they stand in the article.
    pub text: String,
    /// Whether they were asked for.
    pub hit: bool,
}

/// A sentence of an article, in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// Where the shown words stand in the text, in bytes.
    pub shown: Span,
    /// The whole sentence they stand in; where the article has not been read, the line.
    pub sentence: Span,
    /// The shown words, in order: together they are the text at `shown`.
    pub segments: Vec<Segment>,
}

impl Snippet {
    /// The shown words without marks.
    pub fn text(&self) -> String {
        self.segments.iter().map(|segment| segment.text.as_str()).collect()
    }

    /// Whether only a part of the sentence is shown.
    pub fn is_cut(&self) -> bool {
        self.shown != self.sentence
    }
}

/// Only the sentences of a reading: the rest is not parsed.
#[derive(Deserialize)]
struct Sentences {
    sentences: Vec<read::SentenceSpan>,
}

/// The sentence with most of the words asked for, or the first when none has any.
pub(crate) fn snippet(
    conn: &Connection,
    key: ArticleKey,
    text: &str,
    expression: Option<&str>,
) -> Inner<Snippet> {
    let marks = match expression {
        Some(expression) => marks(conn, key, text, expression)?,
        None => Vec::new(),
    };
    let sentences: Vec<Span> = readings::body(conn, key)?
        .and_then(|body| serde_json::from_slice::<Sentences>(&body).ok())
        .map(|found| found.sentences.into_iter().map(|sentence| sentence.span).collect())
        .unwrap_or_default();
    let sentence = choose(text, &sentences, &marks);
    Ok(cut(text, sentence, &marks))
}

/// Where the words asked for stand, found by FTS5 itself.
fn marks(conn: &Connection, key: ArticleKey, text: &str, expression: &str) -> Inner<Vec<Span>> {
    // Two characters that the text does not have. Unicode keeps 32 here that no text should have at all.
    let mut unused = ('\u{FDD0}'..='\u{FDEF}').filter(|mark| !text.contains(*mark));
    let (Some(open), Some(close)) = (unused.next(), unused.next()) else { return Ok(Vec::new()) };
    let marked: Option<Option<String>> = conn
        .prepare_cached(
            "SELECT highlight(article_text, 2, ?3, ?4) FROM article_text WHERE article_text MATCH ?1 AND rowid = ?2",
        )?
        .query_row(params![expression, key.0, open.to_string(), close.to_string()], |row| row.get(0))
        .optional()?;
    let marked = marked.flatten().unwrap_or_default();
    let mut marks = Vec::new();
    let (mut rest, mut start) = (text, None);
    for character in marked.chars() {
        let at = text.len() - rest.len();
        if character == open {
            start = Some(at);
        } else if character == close {
            marks.extend(start.take().map(|start| Span::new(start, at)));
        } else if let Some(after) = rest.strip_prefix(character) {
            rest = after;
        } else {
            // FTS5 leaves out what follows a NUL: from there on the places are not known.
            break;
        }
    }
    Ok(marks)
}

/// The sentence with most different words among the marks, of equal ones the first.
fn choose(text: &str, sentences: &[Span], marks: &[Span]) -> Span {
    let holds = |sentence: &Span| sentence.of(text).is_some_and(|words| !words.is_empty());
    let Some(first) = marks.first() else {
        let opening = sentences.iter().copied().find(holds);
        return opening.unwrap_or_else(|| line_at(text, text.len() - text.trim_start().len()));
    };
    let mut best: Option<(usize, Span)> = None;
    let mut next = marks.iter().peekable();
    for sentence in sentences.iter().copied().filter(holds) {
        let mut words = std::collections::BTreeSet::new();
        while let Some(mark) = next.next_if(|mark| mark.start < sentence.end) {
            if sentence.contains(*mark) {
                words.extend(mark.of(text).map(str::to_lowercase));
            }
        }
        if !words.is_empty() && best.is_none_or(|(most, _)| words.len() > most) {
            best = Some((words.len(), sentence));
        }
    }
    best.map_or_else(|| line_at(text, first.start), |(_, sentence)| sentence)
}

/// The line around a byte, without the white space at its ends.
fn line_at(text: &str, byte: usize) -> Span {
    let (before, after) = text.split_at_checked(byte).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| before.len() + at);
    let line = text.get(start..end).unwrap_or("");
    let start = start + (line.len() - line.trim_start().len());
    Span::new(start, start + line.trim().len())
}

/// Cuts the sentence into marked and other pieces, and a long one around its first mark.
fn cut(text: &str, sentence: Span, marks: &[Span]) -> Snippet {
    let inside: Vec<Span> = marks.iter().copied().filter(|mark| sentence.contains(*mark)).collect();
    let shown = if sentence.len() <= LONGEST {
        sentence
    } else {
        let centre = inside.first().map_or(sentence.start, |mark| mark.start);
        let start = sentence.start.max(centre.saturating_sub(LONGEST / 3));
        let start = if start == sentence.start { start } else { word_after(text, start) };
        let end = sentence.end.min(start + LONGEST);
        let end = if end == sentence.end { end } else { word_before(text, start, end) };
        Span::new(start, end)
    };
    let mut segments = Vec::new();
    let mut push = |span: Span, hit: bool| {
        if let Some(words) = span.of(text).filter(|words| !words.is_empty()) {
            segments.push(Segment { text: words.to_owned(), hit });
        }
    };
    let mut at = shown.start;
    for mark in inside.into_iter().filter(|mark| shown.contains(*mark)) {
        push(Span::new(at, mark.start), false);
        push(mark, true);
        at = mark.end;
    }
    push(Span::new(at, shown.end), false);
    Snippet { shown, sentence, segments }
}

/// The first beginning of a word at or after a byte, or at least of a character.
fn word_after(text: &str, byte: usize) -> usize {
    let byte = text.ceil_char_boundary(byte);
    let near = text.get(byte..text.ceil_char_boundary(byte + 40)).unwrap_or("");
    match near.find(char::is_whitespace) {
        Some(at) => byte + at + near.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8),
        None => byte,
    }
}

/// The last end of a word at or before a byte, or at least of a character.
fn word_before(text: &str, start: usize, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    let from = text.ceil_char_boundary(byte.saturating_sub(40).max(start));
    let near = text.get(from..byte).unwrap_or("");
    near.rfind(char::is_whitespace).map_or(byte, |at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sentence_with_most_words_is_shown() {
        let text = "Port talks began. The port strike ended. A strike.";
        let sentences = [Span::new(0, 17), Span::new(18, 40), Span::new(41, 50)];
        let marks = [Span::new(0, 4), Span::new(22, 26), Span::new(27, 33), Span::new(43, 49)];
        let sentence = choose(text, &sentences, &marks);
        let snippet = cut(text, sentence, &marks);
        assert_eq!(snippet.text(), "The port strike ended.");
        let hits: Vec<&str> = snippet
            .segments
            .iter()
            .filter(|segment| segment.hit)
            .map(|segment| segment.text.as_str())
            .collect();
        assert_eq!(hits, ["port", "strike"]);
    }

    #[test]
    fn without_sentences_the_line_is_shown() {
        let text = "Headline\n\n  The port is shut. \nMore";
        let sentence = choose(text, &[], &[Span::new(16, 20)]);
        assert_eq!(sentence.of(text), Some("The port is shut."));
    }

    proptest! {
        #[test]
        fn a_snippet_is_always_the_text(text in "\\PC{0,80}( [a-zé“]{0,9}){0,120}", at in 0usize..1500, length in 1usize..12) {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            let marks = if start < end { vec![Span::new(start, end)] } else { Vec::new() };
            let sentence = choose(&text, &[Span::new(0, text.len())], &marks);
            let snippet = cut(&text, sentence, &marks);
            let shown = snippet.text();
            prop_assert_eq!(Some(shown.as_str()), snippet.shown.of(&text));
            prop_assert!(snippet.sentence.contains(snippet.shown));
            prop_assert!(snippet.shown.len() <= LONGEST);
            prop_assert!(marks.is_empty() || snippet.segments.iter().any(|segment| segment.hit));
        }
    }
}
