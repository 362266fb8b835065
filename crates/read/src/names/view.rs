//! The tokens of a text as the names in it need them: case, zone, quotation.

use super::words;
use crate::{
    tag::NameTag,
    text::{Sentence, SentenceKind, Text, TokenKind},
};
use std::ops::Range;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `Harrow`, `McKay`.
    Capital,
    /// `NATO`, `U.S.`: more than one letter, all of them capitals.
    Capitals,
    /// `J`: one capital letter.
    Letter,
    /// `talks`.
    Small,
    /// A number, mark or clitic.
    NoWord,
}

/// How a token may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Names are found.
    Read,
    /// Only names known from elsewhere are recognised: headings and capitals that say nothing.
    Link,
    /// Nothing is recognised.
    Skip,
}

/// A text with what the letter case and the quotation marks of each token say.
#[derive(Debug)]
pub(super) struct View<'a, 't> {
    pub(super) text: &'a Text<'t>,
    lower: Vec<String>,
    shapes: Vec<Shape>,
    zones: Vec<Zone>,
    starts: Vec<bool>,
    quoted: Vec<bool>,
    sentences: Vec<usize>,
    /// The first token of the first dateline.
    dateline: Option<usize>,
}

impl<'a, 't> View<'a, 't> {
    pub(super) fn new(text: &'a Text<'t>) -> Self {
        let count = text.tokens.len();
        let lower: Vec<String> = (0..count).map(|at| words::lower(text.token(at))).collect();
        let shapes = (0..count).map(|at| shape(text, at)).collect();
        let mut view = Self {
            text,
            lower,
            shapes,
            zones: vec![Zone::Read; count],
            starts: vec![false; count],
            quoted: vec![false; count],
            sentences: vec![0; count],
            dateline: None,
        };
        view.mark_quotes();
        for (index, sentence) in text.sentences.iter().enumerate() {
            view.mark_sentence(index, sentence);
        }
        view
    }

    /// The token as written; empty past the end.
    pub(super) fn token(&self, at: usize) -> &'t str {
        self.text.token(at)
    }

    /// The token in small letters with straight apostrophes; empty past the end.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// What the network says of the token's place in a name.
    pub(super) fn name_tag(&self, at: usize) -> NameTag {
        self.text.word(at).map_or(NameTag::Outside, |word| word.name)
    }

    /// The token before `at` in small letters; empty at the beginning of its sentence.
    pub(super) fn before(&self, at: usize) -> &str {
        if at > self.sentence_start(at) { self.lower(at - 1) } else { "" }
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.shapes.get(at).copied().unwrap_or(Shape::NoWord)
    }

    /// Whether a capital begins this word.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        matches!(self.shape(at), Shape::Capital | Shape::Capitals | Shape::Letter)
    }

    pub(super) fn zone(&self, at: usize) -> Zone {
        self.zones.get(at).copied().unwrap_or(Zone::Skip)
    }

    /// Whether the word begins a sentence or a quotation, so that its capital says nothing.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.starts.get(at).copied().unwrap_or(false)
    }

    /// Whether the token stands between quotation marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// The index of the sentence of a token.
    pub(super) fn sentence(&self, at: usize) -> usize {
        self.sentences.get(at).copied().unwrap_or(0)
    }

    /// The tokens of the sentence in which token `at` stands.
    pub(super) fn sentence_tokens(&self, at: usize) -> Range<usize> {
        self.text.sentences.get(self.sentence(at)).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentence_tokens(at).start
    }

    pub(super) fn sentence_end(&self, at: usize) -> usize {
        self.sentence_tokens(at).end
    }

    pub(super) fn paragraph(&self, at: usize) -> usize {
        self.text.sentences.get(self.sentence(at)).map_or(0, |sentence| sentence.paragraph)
    }

    /// Whether no white space stands between a token and the next.
    pub(super) fn touches_next(&self, at: usize) -> bool {
        match (self.text.tokens.get(at), self.text.tokens.get(at + 1)) {
            (Some(this), Some(next)) => this.span.end == next.span.start,
            _ => false,
        }
    }

    /// Whether a token is the letters before a sign of money: `US$`.
    pub(super) fn is_currency(&self, at: usize) -> bool {
        self.touches_next(at) && matches!(self.lower(at + 1), "$" | "£" | "€" | "¥")
    }

    fn mark_quotes(&mut self) {
        let doubles = self.lower.iter().any(|word| matches!(word.as_str(), "“" | "\""));
        let mut open = false;
        let mut paragraph = usize::MAX;
        for sentence in &self.text.sentences {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                open = false;
            }
            for at in sentence.tokens.clone() {
                let closes_single = !doubles && open && self.text.token(at) == "’";
                match self.text.token(at) {
                    "“" | "«" => open = true,
                    "”" | "»" => open = false,
                    "\"" => open = !open,
                    "‘" if !doubles => open = true,
                    // An apostrophe after a letter with a word to follow is no closing mark.
                    "’" if closes_single
                        && !self.lower.get(at.wrapping_sub(1)).is_some_and(|word| word.ends_with('s')) =>
                    {
                        open = false;
                    }
                    _ => self.quoted[at] = open,
                }
            }
        }
    }

    fn mark_sentence(&mut self, index: usize, sentence: &Sentence) {
        let range = sentence.tokens.clone();
        for at in range.clone() {
            self.sentences[at] = index;
        }
        let zone = match sentence.kind {
            SentenceKind::Debris => Zone::Skip,
            SentenceKind::Heading => Zone::Link,
            SentenceKind::Body if self.is_credit(&range) => Zone::Skip,
            SentenceKind::Body if self.is_title_case(&range) => Zone::Link,
            SentenceKind::Body => Zone::Read,
        };
        self.zones[range.clone()].fill(zone);
        if zone == Zone::Read {
            if let Some(end) = self.dateline_end(&range) {
                self.zones[range.start..end].fill(Zone::Link);
                self.dateline = self.dateline.or(Some(range.start));
            }
            self.mark_lead(&range);
            self.mark_titles(&range);
            self.mark_shouting(&range);
        }
        self.mark_starts(&range);
    }

    /// `Reporting by …`, `(Editing by …)`: the people who made the report are none of its story.
    fn is_credit(&self, range: &Range<usize>) -> bool {
        let mut words = range.clone().filter(|at| self.shape(*at) != Shape::NoWord).map(|at| self.lower(at));
        let first = words.next().unwrap_or("");
        let second = words.next().unwrap_or("");
        let third = words.next().unwrap_or("");
        let makes = |word: &str| {
            matches!(
                word,
                "reporting" | "editing" | "writing" | "compiled" | "written" | "reported" | "edited"
            )
        };
        (makes(first) && second == "by") || (first == "additional" && makes(second) && third == "by")
    }

    /// Whether every word has a capital but those that have none in headlines.
    fn is_title_case(&self, range: &Range<usize>) -> bool {
        let mut capitals = 0;
        for at in range.clone().filter(|at| self.shape(*at) != Shape::NoWord) {
            if self.is_capital(at) {
                capitals += 1;
            } else if !words::is_small_in_titles(self.lower(at)) {
                return false;
            }
        }
        // A short sentence can be nothing but names.
        capitals >= 5
    }

    /// The first word of the first dateline, in small letters.
    pub(super) fn dateline_place(&self) -> Option<&str> {
        self.dateline.map(|at| self.lower(at))
    }

    /// `SALTMERE, April 28 (Calder Wire) —`: one past its dash, when the sentence begins with a dateline.
    pub(super) fn dateline_end(&self, range: &Range<usize>) -> Option<usize> {
        let first = range.start;
        if self.shape(first) != Shape::Capitals || self.lower(first).len() < 3 {
            return None;
        }
        let dash = (first + 1..range.end.min(first + 16)).find(|at| {
            matches!(self.lower(*at), "—" | "–" | "―")
                || (self.lower(*at) == "-" && !self.touches_next(*at - 1))
        })?;
        let plain = (first..dash).all(|at| self.shape(at) != Shape::Small);
        // `SOCCER - LATE GOAL …` is a headline.
        (plain && self.shape(dash + 1) != Shape::Capitals).then_some(dash + 1)
    }

    /// `Urgent Defense Needs: The visit …`: a heading that runs into its sentence.
    fn mark_lead(&mut self, range: &Range<usize>) {
        let Some(colon) = range.clone().take(10).find(|at| self.lower(*at) == ":") else { return };
        let words: Vec<usize> = (range.start..colon).filter(|at| self.shape(*at) != Shape::NoWord).collect();
        let fits = words.len() >= 2
            && words.iter().all(|at| self.is_capital(*at) || words::is_function_word(self.lower(*at)));
        if fits {
            self.zones[range.start..colon].fill(Zone::Link);
        }
    }

    /// `BIG PROGRESS ON RUSSIA`: capitals all along, one of them an ordinary word.
    fn mark_shouting(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let mut end = at;
            while end < range.end
                && (self.shape(end) == Shape::Capitals || (end > at && self.shape(end) == Shape::Letter))
            {
                end += 1;
            }
            let loud = end - at >= 2
                && (at..end).any(|word| self.lower(word).len() > 2 && words::is_ordinary(self.lower(word)));
            if loud {
                self.zones[at..end].fill(Zone::Link);
            }
            at = end.max(at + 1);
        }
    }

    /// “Meet the Press”: a few words between quotation marks, all with capitals, are the title of something.
    fn mark_titles(&mut self, range: &Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            if !self.is_quoted(at) {
                at += 1;
                continue;
            }
            let mut end = at;
            while end < range.end && self.is_quoted(end) {
                end += 1;
            }
            let words: Vec<usize> = (at..end).filter(|at| self.shape(*at) != Shape::NoWord).collect();
            let title = (2..=7).contains(&words.len())
                && words.iter().all(|at| self.is_capital(*at) || words::is_small_in_titles(self.lower(*at)))
                && words
                    .iter()
                    .any(|at| words::is_ordinary(self.lower(*at)) && words::given(self.token(*at)).is_none());
            if title {
                self.zones[at..end].fill(Zone::Link);
            }
            at = end;
        }
    }

    fn mark_starts(&mut self, range: &Range<usize>) {
        let mut begins = true;
        let dateline = self.dateline_end(range);
        for at in range.clone() {
            begins |= Some(at) == dateline;
            if self.shape(at) == Shape::NoWord {
                let mark = self.text.token(at);
                // An opening mark begins a quotation, whose first word may have its capital from that alone.
                begins |= matches!(mark, "“" | "‘" | "«" | "◦" | "•" | ":" | "…")
                    || (mark == "\"" && self.is_quoted(at + 1));
            } else {
                self.starts[at] = begins;
                begins = false;
            }
        }
    }
}

fn shape(text: &Text<'_>, at: usize) -> Shape {
    let Some(token) = text.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
        return Shape::NoWord;
    };
    let word = text.words(token.span);
    let Some(first) = word.chars().next() else { return Shape::NoWord };
    if !first.is_uppercase() {
        // Scripts without case, and brand names such as `iPhone`, are read as small letters.
        return Shape::Small;
    }
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters == 1 {
        Shape::Letter
    } else if word.chars().all(|letter| !letter.is_lowercase()) {
        Shape::Capitals
    } else {
        Shape::Capital
    }
}
