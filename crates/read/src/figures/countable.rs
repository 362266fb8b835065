//! Whether a number measures or counts something, rather than being a name, a year or a number in a list.

use super::{
    counted,
    measure::Measure,
    numerals::Sense,
    reader::Reader,
    words::{is, is_month, low, touches_next},
};
use crate::text::TokenKind;

impl Reader<'_, '_> {
    /// Past the rest of a chain of numbers such as a telephone number.
    pub(super) fn past_chain(&self, mut at: usize) -> usize {
        while at + 1 < self.sentence.tokens.end
            && matches!(self.text.token(at), "-" | "/" | ":" | "–")
            && touches_next(self.text, at - 1)
            && touches_next(self.text, at)
            && self.text.tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number)
        {
            at += 2;
        }
        at
    }

    /// Whether the number measures or counts something, rather than being a name, a year or a number in a list.
    pub(super) fn counts_here(&self, measure: &Measure) -> bool {
        let (text, start) = (self.text, self.sentence.tokens.start);
        let first = measure.tokens.start;
        let inside = measure.tokens.end < self.sentence.tokens.end;
        let next = if inside { text.token(measure.tokens.end) } else { "" };
        let before = if first > start { text.token(first - 1) } else { "" };
        let touched = first > start && touches_next(text, first - 1);
        let plain = measure.unit.is_none() && measure.number.is_unscaled();
        let digits = measure.number.digits;
        if digits {
            // *F-16*, *24/7*, *#5*, *v.5*
            let glued = touched
                && !matches!(
                    before,
                    "(" | "[" | "\"" | "“" | "‘" | "'" | "~" | "—" | "–" | "+" | "≈" | ">" | "<" | "*"
                );
            let glued = glued && !(before == "-" && !(first > start + 1 && touches_next(text, first - 2)));
            let slashed = next == "/" && measure.unit.is_none();
            let glued = glued || self.is_code(measure);
            let chained = slashed || (next == ":" && touches_next(text, measure.tokens.end - 1));
            let listed = first == start && matches!(next, "." | ")");
            if glued || chained || (plain && listed) {
                return false;
            }
            let value = measure.number.value;
            let round = value % 100.0 == 0.0
                && counted::plural(text, measure.tokens.end, self.sentence.tokens.end).is_some();
            let year = plain
                && !measure.number.grouped
                && (1000.0..=2100.0).contains(&value)
                && value.fract() == 0.0;
            if year && measure.number.sense == Sense::Cardinal && !round && !self.is_counted_year(measure) {
                return false;
            }
        }
        let label = low(text, first.saturating_sub(1));
        // *No. 1*
        let label = if label == "." && first > start + 1 { low(text, first - 2) } else { label };
        if plain && first > start && is(&label, "label") && measure.number.sense == Sense::Cardinal {
            return false;
        }
        // *Apollo 11*: a name goes on with its number unless something counted follows.
        let named = first > start + 1
            && before.contains(char::is_uppercase)
            && text.tokens[first - 1].kind == TokenKind::Word;
        let counted = counted::plural(text, measure.tokens.end, self.sentence.tokens.end).is_some();
        let stop = before == "." && first > start + 1 && is_month(text.token(first - 2));
        let clock = matches!(
            low(text, measure.tokens.end).as_str(),
            "a.m." | "p.m." | "am" | "pm" | "gmt" | "o'clock"
        );
        let padded =
            text.token(first).starts_with('0') && text.token(first).len() > 1 && measure.number.value >= 1.0
                || text.token(first).starts_with("00");
        let ratio = next == "-"
            && low(text, measure.tokens.end + 1) == "to"
            && touches_next(text, measure.tokens.end);
        let date = is_month(before) || is_month(next) || stop || clock || padded || ratio;
        !(plain && digits && measure.number.sense == Sense::Cardinal && (date || (named && !counted)))
    }

    /// *3G*, *4x4*: letters that are no unit touch the number.
    fn is_code(&self, measure: &Measure) -> bool {
        measure.unit.is_none()
            && measure.number.sense == Sense::Cardinal
            && touches_next(self.text, measure.tokens.end - 1)
            && self.text.tokens.get(measure.tokens.end).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// A number that could be a year counts when people or the like follow and nothing before makes it a date.
    fn is_counted_year(&self, measure: &Measure) -> bool {
        let value = measure.number.value;
        let next = low(self.text, measure.tokens.end);
        value < 1900.0 && counted::is_plural(&next) || is(&next, "plural") && next != "data"
    }
}
