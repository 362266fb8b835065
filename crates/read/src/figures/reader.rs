//! Which numbers of a sentence count something, and what.

use super::{
    counted,
    measure::{Measure, measure},
    numerals::{Sense, numeral},
    units::Unit,
    words::{is, low, touches_next},
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

/// How two numbers hang together.
#[derive(Clone, Copy, PartialEq)]
enum Joined {
    /// One figure with an upper end.
    Range,
    /// Two figures: *from 3 to 5*, *nine to two*.
    Pair,
}

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

    fn measure(&self, at: usize) -> Option<Measure> {
        measure(self.text, at, self.sentence.tokens.end)
    }

    fn is_in_time(&self, tokens: &Range<usize>) -> bool {
        let Some(span) = self.text.span_of(tokens.clone()) else { return true };
        let at = self.times.partition_point(|time| time.end <= span.start);
        self.times.get(at).is_some_and(|time| time.overlaps(span))
    }

    /// Past the rest of a chain of numbers such as a telephone number.
    fn past_chain(&self, mut at: usize) -> usize {
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
    fn counts_here(&self, measure: &Measure) -> bool {
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

    /// The number that this one is joined to.
    fn second(&self, first: &Measure) -> Option<(Measure, Joined)> {
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

    fn range(&self, first: &Measure, second: &Measure) -> Option<Figure> {
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

    fn pair(&self, mut first: Measure, mut second: Measure) -> Vec<Figure> {
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

    fn single(&self, measure: &Measure) -> Option<Figure> {
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

    fn figure(&self, measure: &Measure, counts: Option<Range<usize>>) -> Option<Figure> {
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
    fn is_age(&self, measure: &Measure) -> bool {
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
    fn counts(&self, measure: &Measure) -> Option<Range<usize>> {
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

fn is_month(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}
