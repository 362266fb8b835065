//! Lines known by their shape: links whose label has run into the headline, and pictures with a credit in brackets.

use super::lines::Line;

/// The most words of a link.
const LINK_WORDS: usize = 26;
/// How many words its label has.
const LABEL_WORDS: usize = 7;
/// The fewest words of a caption, and the most of a credit in brackets.
const CAPTION_WORDS: usize = 4;
const CREDIT_WORDS: usize = 12;

/// `Go deeper:Ten ways to dry a cellar`: the label of a link and its headline without a space between them.
pub(super) fn is_glued(line: &Line<'_>) -> bool {
    if line.closed && !line.words.ends_with('?') || line.count > LINK_WORDS {
        return false;
    }
    line.words.split_whitespace().take(LABEL_WORDS).any(|word| {
        word.split_once([':', '?']).is_some_and(|(label, headline)| {
            label.ends_with(char::is_alphabetic)
                && headline.trim_start_matches(['‘', '“', '\'', '"']).starts_with(char::is_uppercase)
        })
    })
}

/// `The dam at dusk. (Kit Orr/Tide Wire)`: a line that ends in brackets with the names of a photographer and an agency.
pub(super) fn is_credited(line: &Line<'_>) -> bool {
    let Some((caption, credit)) = line.words.strip_suffix(')').and_then(|words| words.rsplit_once('('))
    else {
        return false;
    };
    let Some((who, agency)) = credit.split_once(['/', '|']) else { return false };
    let named = |names: &str| {
        names.split([' ', '/', ',', '.', '-', '|']).filter(|word| !word.is_empty()).all(|word| {
            word.starts_with(char::is_uppercase)
                || matches!(word, "via" | "for" | "the" | "de" | "of" | "and")
        })
    };
    let words = who.split_whitespace().count();
    (2..=CREDIT_WORDS).contains(&words)
        && agency.split_whitespace().count() <= CREDIT_WORDS
        && agency.contains(char::is_uppercase)
        && named(who)
        && named(agency)
        && caption.split_whitespace().count() >= CAPTION_WORDS
}

#[cfg(test)]
mod tests {
    use super::{super::lines::lines, *};
    use crate::text::Text;

    fn holds(line: &str, rule: fn(&Line<'_>) -> bool) -> bool {
        let text = Text::cut(line);
        lines(&text).first().is_some_and(rule)
    }

    #[test]
    fn labels_that_run_into_headlines() {
        assert!(holds("Go deeper:Ten ways to dry a cellar", is_glued));
        assert!(holds("Where is the water?Torve waits for the second wave", is_glued));
        assert!(!holds("Go deeper: ten ways to dry a cellar", is_glued));
        assert!(!holds("She said at 3:15 that http://Tide.example is down", is_glued));
        assert!(!holds("The rule is simple:Nobody swims.", is_glued));
    }

    #[test]
    fn credits_in_brackets() {
        assert!(holds(
            "The dam at dusk on “Flood Day” in May. (Kit Orr/Tide Wire via Marsh Images)",
            is_credited
        ));
        assert!(!holds("The dam is owned by the county (60 percent/40 percent)", is_credited));
        assert!(!holds("The dam held on Sunday (and/or Monday)", is_credited));
    }
}
