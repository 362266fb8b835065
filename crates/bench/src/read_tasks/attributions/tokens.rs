//! The tokens in which attributions are compared, and the marks that one side writes and the other does not.

use std::{collections::BTreeSet, ops::Range};

/// A text with its tokens: words, with what hyphens, apostrophes and dots tie to them, and single marks.
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) spans: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let wordy = |letter: char| letter.is_alphanumeric() || letter == '_';
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut spans = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let (start, first) = letters[at];
            let mut end = at + 1;
            while wordy(first) && end < letters.len() {
                let tied = matches!(letters[end].1, '-' | '\'' | '’' | '.')
                    && letters.get(end + 1).is_some_and(|next| wordy(next.1));
                if !wordy(letters[end].1) && !tied {
                    break;
                }
                end += 1;
            }
            if !first.is_whitespace() {
                spans.push(start..letters.get(end).map_or(text.len(), |next| next.0));
            }
            at = end;
        }
        Self { text, spans }
    }

    pub(super) fn word(&self, at: usize) -> &'t str {
        self.spans.get(at).and_then(|span| self.text.get(span.clone())).unwrap_or("")
    }

    pub(super) fn touched(&self, piece: &Range<usize>) -> Range<usize> {
        let start = self.spans.partition_point(|span| span.end <= piece.start);
        let end = self.spans.partition_point(|span| span.start < piece.end);
        start..end.max(start)
    }

    pub(super) fn set(&self, pieces: &[Range<usize>]) -> BTreeSet<usize> {
        pieces.iter().flat_map(|piece| self.touched(piece)).collect()
    }

    /// Tokens of a quotation given without its marks, with its marks: those that no white space parts from it, as the
    /// mark after that opens the next quotation.
    pub(super) fn with_marks(&self, piece: &Range<usize>) -> Range<usize> {
        let mut range = self.touched(piece);
        let tied =
            |at: usize| at > 0 && self.spans.get(at).is_some_and(|next| self.spans[at - 1].end == next.start);
        while tied(range.start) && is_quote(self.word(range.start - 1)) {
            range.start -= 1;
        }
        let mut end = range.end;
        while matches!(self.word(end), "," | "." | ";" | "!" | "?") {
            end += 1;
        }
        while is_quote(self.word(end)) && tied(end) {
            end += 1;
            range.end = end;
        }
        range
    }

    /// Tokens without marks at the edges of each stretch and without a leading *that*.
    pub(super) fn stripped(&self, content: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut kept = content.clone();
        let loose = |at: usize| !self.word(at).starts_with(|letter: char| letter.is_alphanumeric());
        if let Some(&first) = content.iter().find(|at| !loose(**at))
            && self.word(first).eq_ignore_ascii_case("that")
        {
            kept.remove(&first);
        }
        for &at in content {
            let opens = !content.contains(&at.wrapping_sub(1)) || !kept.contains(&at.wrapping_sub(1));
            if opens && loose(at) {
                kept.remove(&at);
            }
        }
        for &at in content.iter().rev() {
            if !kept.contains(&(at + 1)) && loose(at) {
                kept.remove(&at);
            }
        }
        kept
    }

    /// Tokens of a source, with the comma that closes the apposition at its end: *Ada Lund, the mayor,*.
    pub(super) fn closed(&self, mut source: BTreeSet<usize>) -> BTreeSet<usize> {
        if let Some(&last) = source.last()
            && self.word(last + 1) == ","
            && source.iter().any(|at| self.word(*at) == ",")
        {
            source.insert(last + 1);
        }
        source
    }

    pub(super) fn show(&self, set: &BTreeSet<usize>) -> String {
        let mut shown = String::new();
        for &at in set {
            if !shown.is_empty() {
                shown.push_str(if set.contains(&(at - 1)) { " " } else { " … " });
            }
            shown.push_str(self.word(at));
        }
        shown
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "‘" | "’" | "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_and_single_marks() {
        let tokens = Tokens::of("“It’s 3.5 a well-known U.S. law,” he said.");
        let words: Vec<&str> = (0..tokens.spans.len()).map(|at| tokens.word(at)).collect();
        assert_eq!(
            words,
            ["“", "It’s", "3.5", "a", "well-known", "U.S", ".", "law", ",", "”", "he", "said", "."]
        );
    }

    #[test]
    fn marks_are_put_back_and_taken_off() {
        let text = "He said that “we won,” and left.";
        let tokens = Tokens::of(text);
        let inner = text.find("we").unwrap()..text.find(',').unwrap();
        let whole: BTreeSet<usize> = tokens.with_marks(&inner).collect();
        assert_eq!(tokens.show(&whole), "“ we won , ”");
        let all: BTreeSet<usize> = (2..8).collect();
        assert_eq!(tokens.show(&tokens.stripped(&all)), "we won");
        assert_eq!(tokens.show(&tokens.stripped(&whole)), "we won");
    }

    #[test]
    fn the_comma_that_closes_an_apposition_is_put_back() {
        let tokens = Tokens::of("Ada Lund, the mayor, said so, and left.");
        assert_eq!(tokens.show(&tokens.closed((0..5).collect())), "Ada Lund , the mayor ,");
        assert_eq!(tokens.show(&tokens.closed([7].into())), "so");
    }
}
