//! Related headlines that run into the name of a person: `Ann Bell Ann BellBell wins the vote MORE`.

use crate::{Debris, DebrisKind, text::Text};
use article::Span;

/// The most words of such a block.
const WORDS: usize = 80;

/// The blocks, each from the repeated name to the *MORE* that closes it.
pub(super) fn inserts(text: &Text<'_>) -> Vec<Debris> {
    let mut found: Vec<Debris> = Vec::new();
    let mut free = 0;
    for at in 0..text.tokens.len() {
        if !matches!(text.token(at), "MORE" | "More") {
            continue;
        }
        let from = at.saturating_sub(WORDS).max(free);
        // The nearest glued word opens the block.
        let glued = (from..at).rev().find_map(|at| Some((at, glue(text.token(at))?)));
        let Some((glued, surname)) = glued else { continue };
        let mut first = glued;
        while first > from
            && text.token(first - 1).starts_with(char::is_uppercase)
            && text.token(first - 1) != surname
        {
            first -= 1;
        }
        if let (Some(start), Some(end)) = (text.tokens.get(first), text.tokens.get(at))
            && !text.words(Span::new(start.span.start, end.span.end)).contains('\n')
        {
            found.push(Debris {
                span: Span::new(start.span.start, end.span.end),
                kind: DebrisKind::Furniture,
            });
        }
        free = at + 1;
    }
    found
}

/// The first of two capitalised words that are glued into one, as in `BellWhy`; names like `McKay` are none.
fn glue(word: &str) -> Option<&str> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let at = letters.windows(2).find(|pair| pair[0].1.is_lowercase() && pair[1].1.is_uppercase())?[1].0;
    let (first, second) = word.split_at(at);
    (first.len() > 3 && second.len() > 1 && word.starts_with(char::is_uppercase)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_after_a_name() {
        let found = |source: &str| {
            let text = Text::cut(source);
            inserts(&text).into_iter().map(|one| text.words(one.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            found(
                "Governor Ann Bell Ann Grace BellOrle bridge opens at last Bell to retire MORE said on Monday so."
            ),
            ["Ann Grace BellOrle bridge opens at last Bell to retire MORE"]
        );
        assert_eq!(found("Ann McKay wants MORE. YouTube is MORE."), Vec::<String>::new());
    }
}
