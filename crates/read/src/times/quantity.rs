//! Numbers that count units of time, and the lengths they make.

use super::{
    beside::stands_after,
    lexicon::{Numeral, Unit, Word},
    pieces::Pieces,
};

/// How many units: whole ones, and a half on top; `None` for *several* and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quantity {
    /// The whole units; `None` when their number is not told.
    pub(super) whole: Option<u32>,
    /// Whether half a unit comes on top.
    pub(super) half: bool,
}

/// The most that a count of units may be.
const MOST: u32 = 100_000;

impl Quantity {
    /// This many, and no half.
    pub(super) const fn of(whole: u32) -> Self {
        Self { whole: Some(whole), half: false }
    }

    /// A number that is not told.
    pub(super) const VAGUE: Self = Self { whole: None, half: false };

    /// The TIMEX3 value of so many units.
    pub(super) fn length(self, unit: Unit) -> String {
        let (letter, factor, finer, half) = match unit {
            Unit::Second => ("TS", 1, "", 0),
            Unit::Minute => ("TM", 1, "TS", 30),
            Unit::Hour => ("TH", 1, "TM", 30),
            Unit::Day => ("D", 1, "TH", 12),
            Unit::Week => ("W", 1, "", 0),
            Unit::Fortnight => ("W", 2, "W", 1),
            Unit::Weekend => ("D", 2, "D", 1),
            Unit::Month => ("M", 1, "", 0),
            Unit::Quarter => ("M", 3, "", 0),
            Unit::Year => ("Y", 1, "M", 6),
            Unit::Decade => ("Y", 10, "Y", 5),
            Unit::Century => ("Y", 100, "Y", 50),
            Unit::Millennium => ("Y", 1000, "Y", 500),
        };
        let (clock, letter) = match letter.strip_prefix('T') {
            Some(letter) => ("T", letter),
            None => ("", letter),
        };
        let Some(whole) = self.whole else {
            let letter = match unit {
                Unit::Decade => "DE",
                Unit::Century => "CE",
                Unit::Quarter => "Q",
                _ => letter,
            };
            return format!("P{clock}X{letter}");
        };
        let whole = u64::from(whole) * factor;
        if !self.half {
            return format!("P{clock}{whole}{letter}");
        }
        if finer.is_empty() {
            return format!("P{clock}{whole}.5{letter}");
        }
        let (finer_clock, finer_letter) = match finer.strip_prefix('T') {
            Some(finer) => (if clock.is_empty() { "T" } else { "" }, finer),
            None => ("", finer),
        };
        if finer_letter == letter {
            return format!("P{}{letter}", whole + half);
        }
        if whole == 0 {
            let clock = if clock.is_empty() { finer_clock } else { clock };
            return format!("P{clock}{half}{finer_letter}");
        }
        format!("P{clock}{whole}{letter}{finer_clock}{half}{finer_letter}")
    }
}

/// A plain number in digits: no comma but between thousands, no other mark.
pub(super) fn digits(written: &str) -> Option<u32> {
    if !written.starts_with(|first: char| first.is_ascii_digit() || first == ',') {
        return None;
    }
    let bare: String = written.chars().filter(|character| *character != ',').collect();
    if bare.is_empty() || bare.len() > 9 || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    bare.parse().ok()
}

/// A number at `at`, in digits or words, with where it ends.
pub(super) fn number(pieces: &Pieces, at: usize) -> Option<(usize, Quantity)> {
    let written = pieces.lower(at);
    if let Some(whole) = digits(written) {
        if pieces.are(at + 1, &["1", "/", "2"]) {
            return Some((at + 4, Quantity { whole: Some(whole), half: true }));
        }
        if pieces.lower(at + 1) == "½" {
            return Some((at + 2, Quantity { whole: Some(whole), half: true }));
        }
        if pieces.are(at + 1, &["and", "a", "half"]) {
            return Some((at + 4, Quantity { whole: Some(whole), half: true }));
        }
        return (whole <= MOST).then_some((at + 1, Quantity::of(whole)));
    }
    if let Some(whole) = written.strip_suffix('½') {
        let whole = if whole.is_empty() { 0 } else { digits(whole)? };
        return Some((at + 1, Quantity { whole: Some(whole), half: true }));
    }
    if let Some((whole, rest)) = written.split_once('.') {
        return (rest == "5")
            .then(|| Some((at + 1, Quantity { whole: Some(digits(whole)?), half: true })))
            .flatten();
    }
    in_words(pieces, at)
}

fn in_words(pieces: &Pieces, at: usize) -> Option<(usize, Quantity)> {
    let mut end = at;
    let (mut sum, mut known): (u32, bool) = (0, false);
    // `a few`, `a couple of`, `a dozen`, `a hundred`; a bare article is for the caller.
    if matches!(pieces.lower(end), "a" | "an") {
        end += 1;
        if pieces.lower(end) == "couple" {
            end += if pieces.lower(end + 1) == "of" { 2 } else { 1 };
            return Some((end, Quantity::of(2)));
        }
        if matches!(pieces.lower(end), "number" | "handful") && pieces.lower(end + 1) == "of" {
            return Some((end + 2, Quantity::VAGUE));
        }
        match pieces.numeral(end) {
            Some(Numeral::Vague) => return Some((end + 1, Quantity::VAGUE)),
            Some(Numeral::Scale(value)) => {
                sum = value;
                end += 1;
                known = true;
            }
            _ => return None,
        }
    }
    if pieces.lower(end) == "couple" && pieces.lower(end + 1) == "of" {
        return Some((end + 2, Quantity::of(2)));
    }
    let mut open = true;
    // No number is said in more words than these.
    while end < at + 10
        && let Some(next) = pieces.numeral(end)
    {
        match next {
            Numeral::Adds(value) if open => (sum, open) = (sum.checked_add(value)?, false),
            Numeral::Ten(value) if open => sum = sum.checked_add(value)?,
            Numeral::Scale(value) => (sum, open) = (sum.max(1).checked_mul(value)?, true),
            Numeral::Vague if !known => {
                let of = usize::from(pieces.lower(end + 1) == "of");
                return Some((end + 1 + of, Quantity::VAGUE));
            }
            _ => break,
        }
        known = true;
        end += 1;
    }
    if !known || sum > MOST {
        return None;
    }
    if pieces.are(end, &["and", "a", "half"]) {
        return Some((end + 3, Quantity { whole: Some(sum), half: true }));
    }
    Some((end, Quantity::of(sum)))
}

/// The unit at `at`; after a number a *night* counts as a day.
pub(super) fn unit(pieces: &Pieces, at: usize) -> Option<Unit> {
    match pieces.word(at) {
        Some(Word::Unit(unit)) => Some(unit),
        _ if matches!(pieces.lower(at), "night" | "nights") => Some(Unit::Day),
        _ => None,
    }
}

/// Whether the unit at `at` is in the plural.
pub(super) fn plural(pieces: &Pieces, at: usize) -> bool {
    pieces.lower(at).ends_with('s') || pieces.lower(at) == "millennia"
}

/// *two to three weeks*: the number is left open.
pub(super) fn to_more(pieces: &Pieces, end: usize, quantity: Quantity) -> (usize, Quantity) {
    if matches!(pieces.lower(end), "to" | "or" | "–")
        && let Some((after, _)) = number(pieces, end + 1)
        && unit(pieces, after).is_some()
    {
        return (after, Quantity::VAGUE);
    }
    (end, quantity)
}

/// Past the *or so* after a length.
pub(super) fn or_so(pieces: &Pieces, end: usize) -> usize {
    if pieces.are(end, &["or", "so"]) { end + 2 } else { end }
}

/// A length at `at`: *five hours*, *a year and a half*, *half an hour*, *24-hour*; where it ends, how much of what.
pub(super) fn length(pieces: &Pieces, at: usize) -> Option<(usize, Quantity, Unit)> {
    if pieces.lower(at) == "half" && matches!(pieces.lower(at + 1), "a" | "an") {
        let unit = unit(pieces, at + 2)?;
        return Some((at + 3, Quantity { whole: Some(0), half: true }, unit));
    }
    if matches!(pieces.lower(at), "a" | "an") && pieces.lower(at + 1) == "half" {
        return unit(pieces, at + 2).map(|unit| (at + 3, Quantity { whole: Some(0), half: true }, unit));
    }
    if matches!(pieces.lower(at), "a" | "an")
        && let Some(unit) = unit(pieces, at + 1).filter(|_| !plural(pieces, at + 1))
    {
        let half = pieces.are(at + 2, &["and", "a", "half"]);
        return Some((if half { at + 5 } else { at + 2 }, Quantity { whole: Some(1), half }, unit));
    }
    let (end, quantity) = number(pieces, at)?;
    let (mut end, quantity) = to_more(pieces, end, quantity);
    if matches!(
        pieces.lower(end),
        "more"
            | "full"
            | "additional"
            | "straight"
            | "consecutive"
            | "calendar"
            | "trading"
            | "business"
            | "working"
            | "long"
    ) {
        end += 1;
    }
    let unit = unit(pieces, end)?;
    let (start_is_one, hyphen) = (quantity.whole == Some(1), pieces.joined(end));
    // `seven day` is no length; `seven-day` and `one day` are. A bare `second` ranks.
    // `a three hour meeting`
    let attributive = pieces.is_word(end + 1)
        && !pieces.capital(end)
        && !matches!(unit, Unit::Second | Unit::Quarter)
        && quantity.whole.is_some()
        && !stands_after(pieces.lower(end + 1));
    if !(plural(pieces, end) || hyphen || start_is_one || quantity.half || attributive) {
        return None;
    }
    Some((end + 1, quantity, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn value(words: &str) -> Option<String> {
        let text = Text::cut(words);
        let pieces = Pieces::of(&text, text.sentences.first()?);
        length(&pieces, 0).map(|(_, quantity, unit)| quantity.length(unit))
    }

    #[test]
    fn lengths_have_values() {
        for (words, expected) in [
            ("five hours", "PT5H"),
            ("a couple of years", "P2Y"),
            ("twenty-four hours", "PT24H"),
            ("two and a half years", "P2Y6M"),
            ("half an hour", "PT30M"),
            ("half a century", "P50Y"),
            ("24-hour", "PT24H"),
            ("a minute and a half", "PT1M30S"),
            ("a dozen weeks", "P12W"),
            ("one hundred and", "None"),
            ("1,200 years", "P1200Y"),
            ("several weeks", "PXW"),
            ("2½ days", "P2DT12H"),
            ("three nights", "P3D"),
            ("six month", "None"),
        ] {
            assert_eq!(value(words).as_deref().unwrap_or("None"), expected, "{words}");
        }
    }
}
