//! Numbers that hang together: ranges and pairs.

use super::{
    counted,
    measure::Measure,
    numerals::Sense,
    reader::Reader,
    words::{is, low, touches_next},
};
use crate::{Figure, text::TokenKind};

/// How two numbers hang together.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Joined {
    /// One figure with an upper end.
    Range,
    /// Two figures: *from 3 to 5*, *nine to two*.
    Pair,
}

impl Reader<'_, '_> {
    /// The number that this one is joined to.
    pub(super) fn second(&self, first: &Measure) -> Option<(Measure, Joined)> {
        let (text, start) = (self.text, self.sentence.tokens.start);
        let after = first.tokens.end;
        let joiner = low(text, after);
        let before = self.approximate_start(first.tokens.start);
        let lead = if before > start { low(text, before - 1) } else { String::new() };
        // *8- to 16-meter*
        let hung = joiner == "-"
            && touches_next(text, after - 1)
            && !touches_next(text, after)
            && matches!(text.token(after + 1), "to" | "or");
        let (after, joiner) = if hung { (after + 1, "to".to_owned()) } else { (after, joiner) };
        let dash = matches!(joiner.as_str(), "-" | "–")
            && touches_next(text, after - 1)
            && touches_next(text, after);
        let joins = dash || joiner == "to" || (joiner == "and" && lead == "between");
        if !joins || first.number.sense != Sense::Cardinal {
            return None;
        }
        let second = self.measure(after + 1).filter(|second| second.number.sense == Sense::Cardinal)?;
        if self.is_in_time(&second.tokens) || (dash && !second.number.digits) || second.age {
            return None;
        }
        let same = match (first.unit, second.unit) {
            (Some(one), Some(other)) => one.symbol == other.symbol,
            (Some(one), None) => one.measures == "money" || one.measures == "sign",
            (None, _) => true,
        };
        let low_end = if first.number.is_unscaled()
            && second.number.scale > 1.0
            && first.number.value < second.number.value
        {
            first.number.value
                * if first.number.value < second.number.value / second.number.scale {
                    second.number.scale
                } else {
                    1.0
                }
        } else {
            first.number.value
        };
        let ascending = low_end < second.number.value;
        // *rose $1.20 to $71.35*
        let moved = !dash && first.unit.is_some() && second.unit.is_some() && is(&lead, "moves");
        // *fell by 200 to 1,400*, where the first is too small to be the low end of a range.
        let came_to = !dash
            && first.unit.is_none()
            && second.unit.is_none()
            && second.number.value > 3.0 * low_end
            && (lead == "by" || is(&lead, "moves"));
        if (lead == "from" && !dash) || moved || came_to {
            return same.then_some((second, Joined::Pair));
        }
        if ascending && same {
            return Some((second, Joined::Range));
        }
        // *The vote was nine to two.*
        let bare = first.unit.is_none()
            && second.unit.is_none()
            && first.tokens.len() == 1
            && !dash
            && joiner == "to";
        let closed =
            self.text.tokens.get(second.tokens.end).is_none_or(|token| token.kind == TokenKind::Mark);
        (bare && closed).then_some((second, Joined::Pair))
    }

    pub(super) fn range(&self, first: &Measure, second: &Measure) -> Option<Figure> {
        let mut low_end = first.number.value;
        if first.number.is_unscaled()
            && second.number.scale > 1.0
            && low_end < second.number.value / second.number.scale
        {
            low_end *= second.number.scale;
        }
        let whole = Measure {
            tokens: first.tokens.start..second.tokens.end,
            unit: second.unit.or(first.unit),
            attributive: second.attributive || first.attributive,
            ..second.clone()
        };
        let mut figure = self.single(&whole)?;
        figure.value = low_end;
        figure.upper = Some(second.number.value);
        Some(figure)
    }

    pub(super) fn pair(&self, mut first: Measure, mut second: Measure) -> Vec<Figure> {
        first.unit = first.unit.or(second.unit);
        second.unit = second.unit.or(first.unit);
        if first.number.is_unscaled() && second.number.scale > 1.0 && first.number.value < 1000.0 {
            first.number.value *= second.number.scale;
        }
        let from = first
            .tokens
            .start
            .checked_sub(1)
            .filter(|from| *from >= self.sentence.tokens.start && low(self.text, *from) == "from");
        let counts = from
            .and_then(|from| counted::before(self.text, from, self.sentence.tokens.start))
            .or_else(|| self.counts(&second));
        [first, second].into_iter().filter_map(|measure| self.figure(&measure, counts.clone())).collect()
    }
}
