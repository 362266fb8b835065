//! The figures of a sentence, and what each counts.

use super::{
    counted,
    joined::Joined,
    measure::{Measure, measure},
    numerals::{Sense, numeral},
    units::Unit,
    words::{is, is_month, low, touches_next},
};
use crate::{
    Figure,
    text::{Sentence, Text, TokenKind},
};
use article::Span;
use std::ops::Range;

/// The most words of a phrase that makes a number approximate: *no more than*, *in the region of*.
const APPROXIMATE_WORDS: usize = 4;
/// The oldest age that is read from *Name, 41,*.
const AGE: f64 = 115.0;

pub(super) struct Reader<'r, 't> {
    pub(super) text: &'r Text<'t>,
    pub(super) times: &'r [Span],
    pub(super) sentence: &'r Sentence,
}

impl Reader<'_, '_> {
    /// Appends every figure of the sentence.
    pub(super) fn read(&self, figures: &mut Vec<Figure>) {
        let mut at = self.sentence.tokens.start;
        let before = figures.len();
        while at < self.sentence.tokens.end {
            let Some(first) = self.measure(at) else {
                at += 1;
                continue;
            };
            let next = first.tokens.end.max(at + 1);
            if self.is_in_time(&first.tokens) || !self.counts_here(&first) {
                at = self.past_chain(next);
                continue;
            }
            match self.second(&first) {
                Some((second, Joined::Range)) => {
                    at = second.tokens.end;
                    figures.extend(self.range(&first, &second));
                }
                Some((second, Joined::Pair)) => {
                    at = second.tokens.end;
                    figures.extend(self.pair(first, second));
                }
                // A score, a telephone number.
                None if self.past_chain(next) > next => at = self.past_chain(next),
                None => {
                    at = next;
                    let compared = figures
                        .get(before..)
                        .and_then(<[Figure]>::last)
                        .and_then(|last| self.compared(&first, last));
                    figures.extend(compared.or_else(|| self.single(&first)));
                }
            }
        }
        if let Some(figures) = figures.get_mut(before..) {
            self.mark_changes(figures);
        }
    }

    pub(super) fn measure(&self, at: usize) -> Option<Measure> {
        measure(self.text, at, self.sentence.tokens.end)
    }

    pub(super) fn is_in_time(&self, tokens: &Range<usize>) -> bool {
        let Some(span) = self.text.span_of(tokens.clone()) else { return true };
        let at = self.times.partition_point(|time| time.end <= span.start);
        self.times.get(at).is_some_and(|time| time.overlaps(span))
    }

    pub(super) fn single(&self, measure: &Measure) -> Option<Figure> {
        let counts = self.counts(measure);
        let number = &measure.number;
        let one = !number.digits
            && (number.value - 1.0).abs() < f64::EPSILON
            && number.sense == Sense::Cardinal
            && number.is_unscaled();
        let bare = measure.unit.is_none() && counts.is_none();
        let silent = match number.sense {
            Sense::Cardinal => {
                let said = !number.digits && number.is_unscaled() && measure.tokens.len() == 1;
                (bare && said && !self.is_range(measure) && !self.stands_alone(measure))
                    || (one && measure.unit.is_none())
            }
            Sense::Ordinal => counts.is_none(),
            Sense::Fraction => false,
        };
        if silent {
            return None;
        }
        self.figure(measure, counts)
    }

    /// *killing three*, *nine were hurt*: a number in words that counts what the sentence takes as known. *The two* and
    /// *cut in two* say no number that matters.
    fn stands_alone(&self, measure: &Measure) -> bool {
        let (text, first) = (self.text, measure.tokens.start);
        let before = if first > self.sentence.tokens.start { low(text, first - 1) } else { String::new() };
        let after = text.token(measure.tokens.end);
        let joined = after == "-" && touches_next(text, measure.tokens.end - 1);
        // *the Big Three*
        let named = first > self.sentence.tokens.start && text.token(first).starts_with(char::is_uppercase);
        measure.number.value >= 2.0
            && !named
            && measure.number.attached.is_none()
            && !joined
            && !is(&before, "determiner")
            && !is(&before, "known")
    }

    /// *23 ships, up from 14*: a bare number that counts what the one before it counts.
    fn compared(&self, measure: &Measure, last: &Figure) -> Option<Figure> {
        let bare = measure.unit.is_none()
            && measure.number.sense == Sense::Cardinal
            && self.counts(measure).is_none();
        let lead = self.approximate_start(measure.tokens.start);
        let compares = (1..=3).any(|count| {
            let from = lead.checked_sub(count).filter(|from| *from >= self.sentence.tokens.start);
            from.is_some_and(|from| is(&self.phrase(from..lead), "compares"))
        });
        if !bare
            || !compares
            || last.ordinal
            || self.is_age(measure)
            || (last.unit.is_none() && last.counts.is_none())
        {
            return None;
        }
        let figure = self.figure(measure, None)?;
        Some(Figure { unit: last.unit.clone(), counts: last.counts, ..figure })
    }

    fn phrase(&self, tokens: Range<usize>) -> String {
        tokens.map(|at| low(self.text, at)).collect::<Vec<_>>().join(" ")
    }

    fn is_range(&self, measure: &Measure) -> bool {
        measure.tokens.len() > 2
            && (measure.tokens.clone()).any(|at| matches!(self.text.token(at), "to" | "and"))
            && measure.number.digits
    }

    pub(super) fn figure(&self, measure: &Measure, counts: Option<Range<usize>>) -> Option<Figure> {
        let unit = if self.is_age(measure) { Some("year") } else { measure.unit.map(|unit| unit.symbol) };
        let mut value = measure.number.value;
        let first = measure.tokens.start;
        let before = low(self.text, first.wrapping_sub(1));
        let minus = first > self.sentence.tokens.start
            && (before == "minus"
                || (matches!(before.as_str(), "-" | "−")
                    && touches_next(self.text, first - 1)
                    && first
                        .checked_sub(2)
                        .and_then(|at| self.text.tokens.get(at))
                        .is_none_or(|earlier| earlier.kind != TokenKind::Number)));
        if minus {
            value = -value;
        }
        let span = self.text.span_of(measure.tokens.start - usize::from(minus)..measure.tokens.end)?;
        Some(Figure {
            span,
            value,
            upper: None,
            unit: unit.map(str::to_owned),
            counts: counts
                .filter(|counts| !self.is_age(measure) && !self.is_in_time(counts))
                .and_then(|counts| self.text.span_of(counts)),
            approximate: self.is_approximate(measure),
            ordinal: measure.number.sense == Sense::Ordinal,
            change: None,
        })
    }

    /// *Hanne Villo, 41,*, *aged 41*, *a 41-year-old*.
    pub(super) fn is_age(&self, measure: &Measure) -> bool {
        let (text, first) = (self.text, measure.tokens.start);
        let plain =
            measure.unit.is_none() && measure.number.digits && (1.0..=AGE).contains(&measure.number.value);
        let aged = first > 0 && matches!(low(text, first - 1).as_str(), "aged" | "age");
        let name = first >= self.sentence.tokens.start + 2
            && text.token(first - 1) == ","
            && text.token(first - 2).starts_with(char::is_uppercase)
            && text.tokens[first - 2].kind == TokenKind::Word
            && matches!(text.token(measure.tokens.end), "," | "." | ";" | ")")
            && !is_month(text.token(first - 2));
        measure.age || (plain && measure.number.is_unscaled() && (aged || name))
    }

    /// What the number counts.
    pub(super) fn counts(&self, measure: &Measure) -> Option<Range<usize>> {
        let (text, end, start) = (self.text, self.sentence.tokens.end, self.sentence.tokens.start);
        let after = measure.tokens.end;
        if self.is_age(measure) {
            return None;
        }
        match (measure.number.sense, measure.unit) {
            (Sense::Ordinal, _) => {
                let before = low(text, measure.tokens.start.wrapping_sub(1));
                let determined = measure.tokens.start > start && is(&before, "determiner");
                let counted = numeral(text, after, end, false).is_none();
                let noun = counted::noun(text, after, end).filter(|_| determined && counted)?;
                (!is(&low(text, noun.start), "not-ranked")).then_some(noun)
            }
            (Sense::Fraction, None) => {
                let of = if text.token(after) == "of" { after } else { after.checked_sub(1)? };
                counted::whole(text, of, end)
            }
            (_, None) => {
                // *a 15-member council*
                if text.token(after) == "-" && touches_next(text, after) && touches_next(text, after - 1) {
                    let word = text
                        .tokens
                        .get(after + 1)
                        .filter(|token| after + 1 < end && token.kind == TokenKind::Word)?;
                    return text
                        .words(word.span)
                        .starts_with(char::is_lowercase)
                        .then_some(after + 1..after + 2);
                }
                counted::plural(text, after, end)
            }
            (_, Some(unit)) => self.measured(measure, unit, after, start, end),
        }
    }

    /// What is measured: *8 percent of voters*, *an 8 percent raise*, *a raise of 8 percent*.
    fn measured(
        &self,
        measure: &Measure,
        unit: Unit,
        after: usize,
        start: usize,
        end: usize,
    ) -> Option<Range<usize>> {
        let text = self.text;
        let money = matches!(unit.measures, "money" | "sign");
        if text.token(after) == "of"
            || (money
                && text.token(after) == "in"
                && text.token(after + 1).starts_with(char::is_lowercase)
                && !is(&low(text, after + 1), "stop"))
        {
            let whole = counted::whole(text, after, end);
            let noun = whole.clone().is_some_and(|whole| !is_month(text.token(whole.start)));
            if noun {
                return whole;
            }
        }
        let lead = self.approximate_start(measure.tokens.start);
        let determined = lead > start && is(&low(text, lead - 1), "determiner");
        if measure.attributive
            && (determined || !money)
            && let Some(noun) = counted::noun(text, after, end)
        {
            return Some(noun);
        }
        let preposition =
            lead.checked_sub(1).filter(|at| *at >= start && matches!(text.token(*at), "of" | "from"))?;
        counted::before(text, preposition, start)
    }

    /// The first token of what makes the number approximate, or the number's own.
    pub(super) fn approximate_start(&self, first: usize) -> usize {
        (1..=APPROXIMATE_WORDS)
            .rev()
            .find_map(|count| {
                let from = first.checked_sub(count).filter(|from| *from >= self.sentence.tokens.start)?;
                is(&self.phrase(from..first), "approximate").then_some(from)
            })
            .unwrap_or(first)
    }

    fn is_approximate(&self, measure: &Measure) -> bool {
        let after = measure.tokens.end;
        let phrase =
            |count: usize| (after..after + count).map(|at| low(self.text, at)).collect::<Vec<_>>().join(" ");
        let odd = self.text.token(after) == "-" && low(self.text, after + 1) == "odd";
        odd || is(&phrase(1), "approximate-after")
            || is(&phrase(2), "approximate-after")
            || self.approximate_start(measure.tokens.start) < measure.tokens.start
    }
}
