//! Short pieces in the text of a report: marks of an update, prices of shares.

use super::{cues::is_word, lines::Line};
use crate::{
    Debris, DebrisKind,
    text::{Text, TokenKind},
};
use article::Span;

/// How many tokens the mark of an update takes.
const MARK_TOKENS: usize = 16;
/// How many letters the short name of a share has.
const SHARE_LETTERS: usize = 5;

/// `UPDATE:`, `Update at 5:36 p.m.:` at the head of a line; what follows belongs to the report.
pub(super) fn updates(text: &Text<'_>, lines: &[Line<'_>]) -> Vec<Debris> {
    lines.iter().filter_map(|line| update(text, line)).collect()
}

fn update(text: &Text<'_>, line: &Line<'_>) -> Option<Debris> {
    let start = line.tokens.start;
    let mut folded = line.folded.iter().enumerate().take(MARK_TOKENS);
    let (_, first) = folded.next()?;
    if !matches!(first.as_str(), "update" | "updated") {
        return None;
    }
    let mut timed = false;
    for (at, word) in folded {
        let here = text.token(start + at);
        let ends = matches!(here, ":" | "--" | "—" | "–" | "|")
            || here == "-" && text.token(start + at - 1) == "-"
            || here == "." && timed && ends_mark(text, start + at);
        let inside = here == ":"
            && text.tokens.get(start + at + 1).is_some_and(|token| token.kind == TokenKind::Number);
        if ends && !inside {
            let span = text.span_of(start..start + at + 1)?;
            return Some(Debris { span, kind: DebrisKind::Note });
        }
        timed |= is_word(word, "stamp") && word != "at" && word != "on";
        let fits = word == super::lines::NUMBER
            || is_word(word, "stamp")
            || matches!(here, "," | "." | "-" | ":" | "#" | "I" | "II" | "III" | "(" | ")" | "/");
        if !fits {
            return None;
        }
    }
    None
}

/// Whether a full stop ends the mark: the next word has a capital, and is no part of a time.
fn ends_mark(text: &Text<'_>, at: usize) -> bool {
    let next = text.token(at + 1);
    next.starts_with(|first: char| first.is_uppercase() || matches!(first, '“' | '"'))
        && !is_word(&super::lines::fold(next), "stamp")
}

/// `MRSH, -0.57%` after the name of a firm: a price that the page puts in.
pub(super) fn prices(text: &Text<'_>) -> Vec<Debris> {
    let mut found = Vec::new();
    for percent in 2..text.tokens.len() {
        if text.token(percent) == "%"
            && let Some(span) = price(text, percent)
        {
            found.push(Debris { span, kind: DebrisKind::Furniture });
        }
    }
    found
}

fn price(text: &Text<'_>, percent: usize) -> Option<Span> {
    let number = text.token(percent - 1);
    let signed_number = number.starts_with(['+', '-', '−']);
    let decimals = number.rsplit_once('.').map(|(_, decimals)| decimals.len())?;
    let mut at = percent - 2;
    let mut signed = signed_number;
    if matches!(text.token(at), "+" | "-" | "−") {
        signed = true;
        at = at.checked_sub(1)?;
    }
    let comma = text.token(at) == ",";
    if comma {
        at = at.checked_sub(1)?;
    }
    let share = text.token(at);
    let short = share.len() <= SHARE_LETTERS && share.bytes().all(|letter| letter.is_ascii_uppercase());
    let firm = at > 0 && text.token(at - 1).starts_with(char::is_uppercase);
    (!share.is_empty() && short && decimals == 2 && firm && (signed || !comma))
        .then(|| text.span_of(at..percent + 1))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{super::lines::lines, *};

    #[test]
    fn marks_of_updates() {
        let found = |source: &str| {
            let text = Text::cut(source);
            updates(&text, &lines(&text)).first().map(|one| text.words(one.span).to_owned())
        };
        for (source, mark) in [
            ("UPDATE: The dam held.", "UPDATE:"),
            ("Update at 4:18 p.m. ET. The dam held.", "Update at 4:18 p.m. ET."),
            ("UPDATE 5:36 P.M.: The dam held.", "UPDATE 5:36 P.M.:"),
            ("Updated at 10:00 p.m. -- The dam held.", "Updated at 10:00 p.m. --"),
        ] {
            assert_eq!(found(source).as_deref(), Some(mark), "{source}");
        }
        assert_eq!(found("Updated plans for the dam: it will be raised."), None);
        assert_eq!(found("Update your boats, Orr said."), None);
    }

    #[test]
    fn prices_of_shares() {
        let found = |source: &str| {
            let text = Text::cut(source);
            prices(&text).iter().map(|one| text.words(one.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            found("Firms like Marsh MRSH, -0.57% and Tide TDE 0.19% lost."),
            ["MRSH, -0.57%", "TDE 0.19%"]
        );
        assert_eq!(found("The GDP grew 3.2%, by the CPI 2.15%, and Orr lost 4.25%."), Vec::<String>::new());
    }
}
