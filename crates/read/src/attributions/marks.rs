//! Finds what stands between quotation marks.

use crate::text::{Text, TokenKind};
use article::Span;
use std::ops::Range;

/// What stands between one pair of outermost quotation marks, or from an opening mark to the end of its
/// paragraph when the next paragraph takes the quotation up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    /// The tokens, marks included.
    pub(super) tokens: Range<usize>,
    /// The words without the marks and without a last comma or full stop.
    pub(super) inner: Span,
    /// Whether it goes on at the start of the next paragraph.
    pub(super) continues: bool,
    /// Whether it takes up the quotation of the paragraph before.
    pub(super) resumes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
}

/// A pair of marks: where it opens, where it closes, and how deep it lies.
struct Pair {
    open: usize,
    end: usize,
    closed: bool,
}

struct Open {
    at: usize,
    family: Family,
}

/// Words that begin with an apostrophe.
const ELIDED: &[&str] = &["em", "tis", "twas", "til", "cause", "n", "bout", "cos", "cuz", "round", "neath"];

/// All outermost quotations, in order.
///
/// Every token is looked at a fixed number of times, however many marks stay open.
pub(super) fn quotes(text: &Text<'_>) -> Vec<Quote> {
    let paragraphs = paragraphs(text);
    let mut quotes: Vec<Quote> = Vec::new();
    let mut resumes = false;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(number + 1).map(|next| next.start);
        let (pairs, left_open) = pairs(text, paragraph.clone(), next);
        let before = quotes.len();
        for pair in pairs {
            if quotes[before..].last().is_some_and(|last| pair.open < last.tokens.end) {
                continue;
            }
            let last = if pair.closed { pair.end - 1 } else { pair.end };
            let Some(inner) = inner(text, pair.open + 1..last) else { continue };
            quotes.push(Quote {
                tokens: pair.open..pair.end,
                inner,
                continues: left_open && !pair.closed && pair.end == paragraph.end,
                resumes: resumes && pair.open == paragraph.start,
            });
        }
        resumes = quotes[before..].last().is_some_and(|last| last.continues);
    }
    quotes
}

/// The token ranges of the paragraphs.
fn paragraphs(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in &text.sentences {
        match paragraphs.last_mut() {
            Some((number, range)) if *number == sentence.paragraph => range.end = sentence.tokens.end,
            _ => paragraphs.push((sentence.paragraph, sentence.tokens.clone())),
        }
    }
    paragraphs.into_iter().map(|(_, range)| range).collect()
}

/// The pairs of one paragraph by where they open, and whether one is taken up by the next paragraph, which
/// begins at token `next`.
fn pairs(text: &Text<'_>, paragraph: Range<usize>, next: Option<usize>) -> (Vec<Pair>, bool) {
    let closers = single_closers(text, &paragraph);
    let mut open: Vec<Open> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for at in paragraph.clone() {
        let Some(mark) = Mark::of(text.token(at)) else { continue };
        let before = touches(text, at, &paragraph);
        let after = at + 1 < paragraph.end && touches(text, at + 1, &paragraph);
        let free_before = !before || opens_after(text.token(at - 1));
        match mark.family {
            Family::Double => {
                let standing = open.iter().rposition(|open| open.family == Family::Double);
                let ends = match mark.side {
                    Side::Opens => {
                        // German „so“ closes with the mark that opens English ones.
                        standing.is_some_and(|index| text.token(open[index].at) == "„") && !free_before
                    }
                    Side::Closes => true,
                    Side::Either => standing.is_some() && (before || !after) && !(free_before && after),
                };
                if ends {
                    if let Some(index) = standing {
                        pairs.push(Pair { open: open[index].at, end: at + 1, closed: true });
                        open.truncate(index);
                    }
                } else if mark.side == Side::Opens || (free_before && after) || (!before && !after) {
                    if let Some(index) = standing.filter(|_| mark.side == Side::Either) {
                        // The mark before was never closed: it holds no longer than its own sentence.
                        let end = sentence_end(text, open[index].at).min(at);
                        pairs.push(Pair { open: open[index].at, end, closed: false });
                        open.truncate(index);
                    }
                    open.push(Open { at, family: Family::Double });
                }
            }
            Family::Single => {
                let standing = open.last().is_some_and(|open| open.family == Family::Single);
                let later = closers.get(at + 1 - paragraph.start).is_some_and(|next| *next < paragraph.end);
                if mark.side != Side::Opens && standing && is_single_closer(text, at, &paragraph) {
                    // *the dockers’ vote* inside single marks: a later mark closes better.
                    if !(is_possessive(text, at) && later)
                        && let Some(last) = open.pop()
                    {
                        pairs.push(Pair { open: last.at, end: at + 1, closed: true });
                    }
                } else if mark.side != Side::Closes && !standing && free_before && after {
                    let word = text.token(at + 1).to_lowercase();
                    let elided = ELIDED.contains(&word.as_str())
                        || text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number);
                    let whole = mark.side == Side::Opens && at == paragraph.start;
                    if !elided && (later || whole) {
                        open.push(Open { at, family: Family::Single });
                    }
                }
            }
        }
    }
    let taken_up = |family| {
        next.is_some_and(|next| {
            Mark::of(text.token(next)).is_some_and(|mark| mark.family == family && mark.side != Side::Closes)
        })
    };
    let mut left_open = false;
    if let Some(first) = open.first() {
        left_open = taken_up(first.family);
        let restarts = pairs.iter().map(|pair| pair.open).filter(|open| *open > first.at).min();
        let end = match restarts {
            Some(restart) if !left_open => sentence_end(text, first.at).min(restart),
            _ => paragraph.end,
        };
        if left_open || first.family == Family::Double {
            pairs.push(Pair { open: first.at, end, closed: false });
        }
    }
    pairs.sort_by_key(|pair| (pair.open, std::cmp::Reverse(pair.end)));
    (pairs, left_open)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

struct Mark {
    family: Family,
    side: Side,
}

impl Mark {
    fn of(token: &str) -> Option<Mark> {
        let (family, side) = match token {
            "“" | "„" | "«" | "‟" | "``" => (Family::Double, Side::Opens),
            "”" | "»" => (Family::Double, Side::Closes),
            "\"" | "＂" | "''" => (Family::Double, Side::Either),
            "‘" | "‚" | "‹" => (Family::Single, Side::Opens),
            "’" | "›" => (Family::Single, Side::Closes),
            "'" => (Family::Single, Side::Either),
            _ => return None,
        };
        Some(Mark { family, side })
    }
}

/// Whether the token stands right after the one before, in the same paragraph.
fn touches(text: &Text<'_>, at: usize, paragraph: &Range<usize>) -> bool {
    at > paragraph.start
        && text
            .tokens
            .get(at)
            .zip(text.tokens.get(at - 1))
            .is_some_and(|(this, before)| this.span.start == before.span.end)
}

/// Whether a mark that touches this token on the right still opens.
fn opens_after(token: &str) -> bool {
    matches!(
        token,
        "(" | "[" | "—" | "–" | "-" | "/" | "“" | "\"" | "‘" | "'" | "„" | "«" | ":" | "◦" | "•" | "*"
    )
}

fn is_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens.get(at).is_some_and(|token| token.kind != TokenKind::Mark)
}

/// Whether an apostrophe here may close a quotation: something right before it, no word right after it.
fn is_single_closer(text: &Text<'_>, at: usize, paragraph: &Range<usize>) -> bool {
    touches(text, at, paragraph)
        && !(at + 1 < paragraph.end && touches(text, at + 1, paragraph) && is_word(text, at + 1))
}

/// Whether it may as well be the possessive of a plural.
fn is_possessive(text: &Text<'_>, at: usize) -> bool {
    at > 0 && text.token(at - 1).ends_with('s') && text.token(at + 1).starts_with(char::is_lowercase)
}

/// For each token of the paragraph, the first token from it on that may close a single quotation.
fn single_closers(text: &Text<'_>, paragraph: &Range<usize>) -> Vec<usize> {
    let mut next = usize::MAX;
    let mut closers = vec![usize::MAX; paragraph.len() + 1];
    for at in paragraph.clone().rev() {
        match Mark::of(text.token(at)) {
            Some(mark)
                if mark.family == Family::Single
                    && mark.side != Side::Opens
                    && is_single_closer(text, at, paragraph) =>
            {
                next = at;
            }
            _ => {}
        }
        closers[at - paragraph.start] = next;
    }
    closers
}

/// One past the last token of the sentence in which a token stands.
fn sentence_end(text: &Text<'_>, token: usize) -> usize {
    let index = text.sentences.partition_point(|sentence| sentence.tokens.end <= token);
    text.sentences.get(index).map_or(text.tokens.len(), |sentence| sentence.tokens.end)
}

/// The span of the tokens without a last comma or full stop; `None` when nothing is left.
fn inner(text: &Text<'_>, tokens: Range<usize>) -> Option<Span> {
    let mut end = tokens.end;
    while end > tokens.start && matches!(text.token(end - 1), "," | "." | ";") {
        // An ellipsis of three full stops belongs to the words.
        if end > tokens.start + 1 && text.token(end - 1) == "." && text.token(end - 2) == "." {
            break;
        }
        end -= 1;
    }
    text.span_of(tokens.start..end).filter(|_| end > tokens.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(source: &str) -> Vec<&str> {
        let text = Text::cut(source);
        quotes(&text).iter().map(|quote| text.words(quote.inner)).collect()
    }

    #[test]
    fn marks_of_many_kinds() {
        assert_eq!(found("“We won,” she said. “At last.”"), ["We won", "At last"]);
        assert_eq!(found("\"We won,\" she said. \"At last.\""), ["We won", "At last"]);
        assert_eq!(found("‘We won,’ she said, ‘at last.’"), ["We won", "at last"]);
        assert_eq!(found("''We won,'' she said. ''At last.''"), ["We won", "At last"]);
        assert_eq!(found("'We won,' she said, 'at last.'"), ["We won", "at last"]);
        assert_eq!(found("« Nous partons », he said. „Gut so“, he added."), ["Nous partons", "Gut so"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(found("The dockers’ vote wasn’t Ada’s, and the ’90s are gone."), Vec::<&str>::new());
        assert_eq!(found("The dockers' vote wasn't Ada's; rock 'n' roll."), Vec::<&str>::new());
        assert_eq!(found("‘The dockers’ vote is theirs,’ she said."), ["The dockers’ vote is theirs"]);
        assert_eq!(found("He stood 6' 2\" tall. \"Tall,\" they said."), ["Tall"]);
    }

    #[test]
    fn the_outer_quotation_holds_the_inner() {
        assert_eq!(
            found("“He told me, ‘Wait until noon,’ and I waited,” she said."),
            ["He told me, ‘Wait until noon,’ and I waited"]
        );
        assert_eq!(found("'She said \"no\" to us,' he said."), ["She said \"no\" to us"]);
    }

    #[test]
    fn a_paragraph_takes_up_the_one_before() {
        let text = Text::cut("“The rain came first.\n\n“Then the river,” she said.\n\n“It rose.”\n");
        let quotes = quotes(&text);
        let state: Vec<_> = quotes.iter().map(|quote| (quote.continues, quote.resumes)).collect();
        assert_eq!(state, [(true, false), (false, true), (false, false)]);
    }

    #[test]
    fn an_open_mark_ends_with_its_paragraph() {
        assert_eq!(found("She said “no to all of it.\n\nHe said “yes” again."), ["no to all of it", "yes"]);
        assert_eq!(found("\"No, she said. \"Never,\" he said."), ["No, she said", "Never"]);
    }

    proptest! {
        #[test]
        fn quotes_lie_apart_and_inside(source in "[a-s ,.\\n“”\"'‘’]{0,200}") {
            let text = Text::cut(&source);
            let mut end = 0;
            for quote in quotes(&text) {
                prop_assert!(quote.tokens.start >= end);
                prop_assert!(quote.inner.of(&source).is_some());
                end = quote.tokens.end;
            }
        }
    }
}
