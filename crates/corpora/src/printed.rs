//! Puts tokens together into a text as a printer would, and keeps where each of them stands.

use std::ops::Range;

/// A text that grows token by token.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    /// What has been printed.
    pub text: String,
    /// Whether the next token touches what is printed.
    touches: bool,
    /// Whether a straight quotation mark is open.
    quoted: bool,
}

impl Printed {
    /// Begins a paragraph.
    pub fn paragraph(&mut self) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.touches = true;
        self.quoted = false;
    }

    /// Ends a sentence: a paragraph too, where no mark ends it, as headlines and rows of tables have none.
    pub fn end_sentence(&mut self) {
        if !self.text.ends_with(['.', '!', '?', '"', '”', '\'', '’', ')', ':']) {
            self.paragraph();
        }
    }

    /// Prints a token and says where it stands, in bytes.
    pub fn word(&mut self, token: &str) -> Range<usize> {
        let word = match token {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            other => other,
        };
        let closes = match word {
            "\"" => self.quoted,
            "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "’" | "”" | "..." | "n't" | "n’t" => {
                true
            }
            _ => is_clitic(word),
        };
        if !(closes || self.touches || self.text.is_empty()) {
            self.text.push(' ');
        }
        if word == "\"" {
            self.quoted = !self.quoted;
        }
        self.touches = (word == "\"" && self.quoted)
            || matches!(word, "(" | "[" | "“" | "`" | "‘" | "#")
            || word.ends_with(['$', '£', '€']);
        let start = self.text.len();
        self.text.push_str(word);
        start..self.text.len()
    }
}

/// `'s`, `'re`: a part of the word before.
fn is_clitic(word: &str) -> bool {
    let Some(rest) = word.strip_prefix(['\'', '’']) else { return false };
    rest.is_empty() || matches!(rest.to_lowercase().as_str(), "s" | "re" | "ve" | "ll" | "d" | "m")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_stand_as_they_are_printed() {
        let mut printed = Printed::default();
        let tokens = [
            "``", "Ada", "'s", "mill", "(", "£", "3", ")", "is", "n't", "shut", ",", "''", "he", "said", ".",
        ];
        let spans: Vec<_> = tokens.iter().map(|token| printed.word(token)).collect();
        assert_eq!(printed.text, "\"Ada's mill (£3) isn't shut,\" he said.");
        assert_eq!(&printed.text[spans[3].clone()], "mill");
        printed.end_sentence();
        printed.word("LATE");
        printed.end_sentence();
        printed.word("Rain");
        assert!(printed.text.ends_with("said. LATE\n\nRain"));
    }
}
