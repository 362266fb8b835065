//! How much a stance puts.

use crate::dossier::Dossier;
use article::Span;
use read::{Reading, Time, TimeType};

/// How much a stance puts: a figure in its unit, or a length of time by its TIMEX3 value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount<'r> {
    Figure(f64, Option<&'r str>),
    Length(&'r str),
}

impl Amount<'_> {
    /// Whether two amounts are of one unit and not the same. Where one has no unit, *is offering 300*, they must be near each other.
    pub(super) fn differs(self, other: Self) -> bool {
        const NEAR: f64 = 3.0;
        match (self, other) {
            (Self::Figure(a, unit), Self::Figure(b, other)) => {
                let one = match unit.zip(other) {
                    Some((unit, other)) => unit == other,
                    None => a.abs().max(b.abs()) <= NEAR * a.abs().min(b.abs()),
                };
                one && (a - b).abs() > f64::EPSILON
            }
            (Self::Length(a), Self::Length(b)) => a != b,
            _ => false,
        }
    }

    /// Whether two amounts are the same, as far as both tell their unit.
    pub(super) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Figure(a, unit), Self::Figure(b, other)) => {
                (a - b).abs() <= f64::EPSILON && unit.zip(other).is_none_or(|(unit, other)| unit == other)
            }
            (Self::Length(a), Self::Length(b)) => a == b,
            _ => false,
        }
    }
}

/// The amount that the object of a stance comes to: the last where it goes *from* one *to* another, else the first.
pub(super) fn amount<'r>(dossier: &Dossier<'r>, article: usize, object: Span) -> Option<Amount<'r>> {
    let reading: &'r Reading = dossier.readings.get(article)?;
    let words = reading.words(object);
    let goes = words.find("from ").is_some_and(|from| words[from..].contains(" to "));
    let lasts = |time: &&Time| time.kind == TimeType::Duration && object.contains(time.span);
    let figures = reading.figures.iter().filter(|figure| {
        let of_time = || reading.times.iter().filter(lasts).any(|time| time.span.overlaps(figure.span));
        begins_in(object, figure.span) && !figure.ordinal && !of_time()
    });
    let figures = figures.map(|figure| (figure.span, Amount::Figure(figure.value, figure.unit.as_deref())));
    let lengths =
        reading.times.iter().filter(lasts).map(|time| (time.span, Amount::Length(time.value.as_str())));
    // *From 3 percent to 4.5 percent for three years* puts a rate: a length is what is put when nothing else is; in *four
    // years instead of three* the bare number is a length too.
    let mut all: Vec<(Span, Amount<'r>)> = figures.collect();
    let lengths: Vec<(Span, Amount<'r>)> = lengths.collect();
    let bare = |(_, amount): &(Span, Amount<'_>)| matches!(amount, Amount::Figure(_, None));
    if all.iter().all(bare) && !lengths.is_empty() {
        all = lengths;
    }
    all.sort_by_key(|(span, _)| *span);
    let picked = if goes { all.pop() } else { all.into_iter().next() };
    gone_to(reading, object).or(picked.map(|(_, amount)| amount))
}

/// What an amount that a party *has moved from* was changed to: the figure after *to* that follows the object.
fn gone_to(reading: &Reading, object: Span) -> Option<Amount<'_>> {
    /// So many bytes further at most, as in *from 300 cubic metres a second to 380*.
    const FURTHER: usize = 40;
    let text: &str = &reading.article.text;
    let from = text.get(..object.start)?.trim_end().ends_with(" from");
    let given = |figure: &&read::Figure| begins_in(object, figure.span);
    let before = reading.figures.iter().find(given).filter(|_| from)?;
    let to = |figure: &&read::Figure| {
        figure.span.start >= before.span.end
            && figure.span.start - before.span.end <= FURTHER
            && text.get(before.span.end..figure.span.start).is_some_and(|between| between.ends_with(" to "))
    };
    let after = reading.figures.iter().find(to)?;
    Some(Amount::Figure(after.value, after.unit.as_deref().or(before.unit.as_deref())))
}

/// Whether a figure begins in an object, which may end before the figure's unit does: *380 cubic metres* a second.
pub(super) fn begins_in(object: Span, figure: Span) -> bool {
    object.start <= figure.start && figure.start < object.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_compared_in_their_unit() {
        let percent = |value| Amount::Figure(value, Some("%"));
        assert!(percent(3.0).differs(percent(4.0)));
        assert!(percent(3.0).differs(Amount::Figure(4.0, None)));
        assert!(!percent(3.0).differs(Amount::Figure(400.0, None)));
        assert!(!percent(3.0).differs(percent(3.0)));
        assert!(!percent(3.0).differs(Amount::Figure(3000.0, Some("USD"))));
        assert!(percent(3.0).is(Amount::Figure(3.0, None)));
        assert!(!percent(3.0).is(Amount::Figure(3.0, Some("USD"))));
        assert!(Amount::Length("P18M").differs(Amount::Length("P2Y")));
        assert!(!Amount::Length("P2Y").differs(percent(3.0)));
    }
}
