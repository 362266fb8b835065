//! Numbers in digits and in words.

use super::{
    fractions::{fraction, part_after, part_of_scale},
    words::{Part, begins_number, low, number, touches_next},
};
use crate::text::{Text, TokenKind};

/// How many words a number in words has at most.
const WORDS: usize = 14;

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Cardinal,
    Ordinal,
    Fraction,
}

/// A number, as far as it goes without its unit.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    /// The token after it.
    pub(super) end: usize,
    pub(super) value: f64,
    /// What *million* or *bn* multiplied it by; 1 when nothing did.
    pub(super) scale: f64,
    pub(super) sense: Sense,
    pub(super) digits: bool,
    /// Whether thousands are set apart, so that it is no year.
    pub(super) grouped: bool,
    /// What a compound goes on with: `year-old` in *five-year-old*.
    pub(super) attached: Option<String>,
}

impl Numeral {
    /// Whether no *million* or the like multiplied it.
    pub(super) fn is_unscaled(&self) -> bool {
        self.scale < 2.0
    }
}

/// Whether two numbers of the table, held exactly, are the same.
pub(super) fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < f64::EPSILON
}

/// The number that begins at token `at`, within `end`. After a sign of money, `m` stands for a million.
pub(super) fn numeral(text: &Text<'_>, at: usize, end: usize, money: bool) -> Option<Numeral> {
    let token = text.tokens.get(at).filter(|_| at < end)?;
    match token.kind {
        TokenKind::Number => in_digits(text, at, end, money),
        TokenKind::Word => in_words(text, at, end),
        TokenKind::Mark => below_one(text, at, end, money),
        TokenKind::Clitic => None,
    }
}

/// The value of digits with separators: `1,300`, `2.5`, `2½`.
fn digits(word: &str) -> Option<(f64, bool)> {
    let mut plain = String::new();
    let mut extra = 0.0;
    let mut groups: Vec<usize> = Vec::new();
    let mut point = false;
    for letter in word.chars() {
        match letter {
            '0'..='9' => {
                if !point && let Some(group) = groups.last_mut() {
                    *group += 1;
                }
                plain.push(letter);
            }
            ',' | '\u{202f}' if !point => groups.push(0),
            '.' if !point => {
                point = true;
                plain.push('.');
            }
            other => extra += vulgar(other)?,
        }
    }
    if groups.iter().any(|group| *group != 3) || (plain.is_empty() && extra == 0.0) {
        // *1,00,000* of South Asia: groups of two before the last of three.
        let southern = groups.last() == Some(&3) && groups.iter().all(|group| (2..=3).contains(group));
        if !southern {
            return None;
        }
    }
    let whole: f64 = if plain.is_empty() { 0.0 } else { plain.parse().ok()? };
    Some((whole + extra, !groups.is_empty()))
}

fn vulgar(letter: char) -> Option<f64> {
    Some(match letter {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅕' => 0.2,
        '⅛' => 0.125,
        _ => return None,
    })
}

fn in_digits(text: &Text<'_>, at: usize, end: usize, money: bool) -> Option<Numeral> {
    let (mut value, mut grouped) = digits(text.token(at))?;
    let mut last = at;
    // *10 000 people*
    while text.token(at).len() <= 3 && spaced_group(text, at, last, end) {
        value = value * 1e3 + digits(text.token(last + 1))?.0;
        last += 1;
        grouped = true;
    }
    let at = last;
    let mut found = Numeral {
        end: at + 1,
        value,
        scale: 1.0,
        sense: Sense::Cardinal,
        digits: true,
        grouped,
        attached: None,
    };
    let next = low(text, at + 1);
    if at + 1 < end && touches_next(text, at) {
        if matches!(next.as_str(), "st" | "nd" | "rd" | "th") {
            found.sense = Sense::Ordinal;
            found.end = at + 2;
            return Some(found);
        }
        // *5m* without money may be metres: the unit decides.
        let letter =
            number(&next, Part::Letter).filter(|_| money || !matches!(next.as_str(), "m" | "b" | "t"));
        if let Some(scale) = letter {
            found.value *= scale;
            found.scale = scale;
            found.end = at + 2;
            return Some(found);
        }
        // *1/2*, *3/4*
        if next == "/"
            && let Some((below, false)) = digits(text.token(at + 2)).filter(|_| at + 2 < end)
        {
            // *1/40 of its width*
            let most = if text.token(at + 3) == "of" { 1000.0 } else { 16.0 };
            let proper = (2.0..=most).contains(&below)
                && value < below
                && value >= 1.0
                && !touches_slash(text, at + 2);
            let whole = at.checked_sub(1).and_then(|before| digits(text.token(before))).is_some();
            if proper && !whole {
                found.value = value / below;
                found.sense = Sense::Fraction;
                found.end = at + 3;
                return Some(found);
            }
            return None;
        }
    }
    // *2 1/2 miles*
    if at + 3 < end
        && text.token(at + 2) == "/"
        && touches_next(text, at + 1)
        && let (Some((above, _)), Some((below, _))) = (digits(text.token(at + 1)), digits(text.token(at + 3)))
        && (2.0..=16.0).contains(&below)
        && above < below
    {
        value += above / below;
        found.value = value;
        found.end = at + 4;
    }
    scaled(text, &mut found, end);
    Some(found)
}

/// *.5 percent*, *$.75*: a decimal without its zero.
fn below_one(text: &Text<'_>, at: usize, end: usize, money: bool) -> Option<Numeral> {
    let free = money || at.checked_sub(1).is_none_or(|before| !touches_next(text, before));
    if !free || at + 1 >= end || text.token(at) != "." || !touches_next(text, at) {
        return None;
    }
    let places = text.token(at + 1);
    let plain = !places.is_empty() && places.len() <= 6 && places.bytes().all(|byte| byte.is_ascii_digit());
    if !plain {
        return None;
    }
    let value = format!("0.{places}").parse().ok()?;
    let mut found = Numeral {
        end: at + 2,
        value,
        scale: 1.0,
        sense: Sense::Cardinal,
        digits: true,
        grouped: false,
        attached: None,
    };
    scaled(text, &mut found, end);
    Some(found)
}

/// Whether a group of three digits follows a token, set apart by a space: *000*, or any group after a space that does
/// not break.
fn spaced_group(text: &Text<'_>, first: usize, at: usize, end: usize) -> bool {
    let (Some(this), Some(next)) = (text.tokens.get(at), text.tokens.get(at + 1).filter(|_| at + 1 < end))
    else {
        return false;
    };
    let between = text.words(article::Span::new(this.span.end, next.span.start));
    let group = text.words(next.span);
    // *1 234 567*
    let three =
        |at: usize| text.token(at).len() == 3 && text.token(at).bytes().all(|byte| byte.is_ascii_digit());
    let more = (at + 2 < end && three(at + 2)) || at > first;
    group.len() == 3
        && group.bytes().all(|byte| byte.is_ascii_digit())
        && text.words(this.span).bytes().all(|byte| byte.is_ascii_digit())
        && (matches!(between, "\u{a0}" | "\u{202f}" | "\u{2009}")
            || (between == " " && (group == "000" || more)))
}

fn touches_slash(text: &Text<'_>, at: usize) -> bool {
    touches_next(text, at) && text.token(at + 1) == "/"
}

/// *2.5 million*, *$5-million*, *3 hundred thousand*.
fn scaled(text: &Text<'_>, found: &mut Numeral, end: usize) {
    let mut at = found.end;
    if at + 1 < end && text.token(at) == "-" && touches_next(text, at) && touches_next(text, at - 1) {
        at += 1;
    }
    while at < end {
        let word = low(text, at);
        let Some(scale) =
            number(&word, Part::Scale).or_else(|| number(&word, Part::Letter).filter(|_| word.len() > 1))
        else {
            break;
        };
        found.value *= scale;
        found.scale *= scale;
        at += 1;
        found.end = at;
    }
    // *3 million and a half*
    if found.scale > 1000.0 && text.token(at) == "and" && at + 2 < end {
        let words: Vec<String> = (at + 1..end.min(at + 3)).map(|at| low(text, at)).collect();
        if words.last().is_some_and(|last| last == "half" || last == "quarter")
            && matches!(words.first().map(String::as_str), Some("a" | "one"))
            && let Some((part, taken)) = part_after(&|at| words.get(at).map_or("", String::as_str))
        {
            found.value += part * found.scale;
            found.end = at + 1 + taken;
        }
    }
}

/// The pieces of a number in words: each word, or each part of a compound.
fn pieces(text: &Text<'_>, at: usize, end: usize) -> Vec<(usize, String)> {
    let mut pieces = Vec::new();
    let mut here = at;
    while here < end && pieces.len() < WORDS {
        let Some(token) = text.tokens.get(here) else { break };
        match token.kind {
            TokenKind::Word => {
                let word = low(text, here);
                pieces.extend(word.split('-').map(|piece| (here, piece.to_owned())));
            }
            // *Twenty-three*
            TokenKind::Mark
                if text.token(here) == "-"
                    && here > at
                    && touches_next(text, here)
                    && touches_next(text, here - 1) => {}
            _ => break,
        }
        here += 1;
    }
    pieces
}

fn in_words(text: &Text<'_>, at: usize, end: usize) -> Option<Numeral> {
    if !begins_number(&low(text, at)) {
        return None;
    }
    let pieces = pieces(text, at, end);
    let word = |at: usize| pieces.get(at).map_or("", |(_, word)| word.as_str());
    if part_of_scale(&word).is_none()
        && let Some((value, used)) = fraction(&word)
    {
        return Some(close(&pieces, used, value, 1.0, Sense::Fraction)).flatten();
    }
    let mut total = 0.0;
    let mut group = 0.0;
    let mut scale_of_last = 1.0;
    let mut used = 0;
    let mut sense = Sense::Cardinal;
    if word(0) == "half" && matches!(word(1), "a" | "an") && number(word(2), Part::Scale).is_some() {
        group = 0.5;
        used = 2;
    } else if let Some((value, taken)) = part_of_scale(&word) {
        group = value;
        used = taken;
    } else if matches!(word(0), "a" | "an") && number(word(1), Part::Scale).is_some() {
        group = 1.0;
        used = 1;
    }
    let begun = used;
    loop {
        let this = word(used);
        if let Some(small) = number(this, Part::Small) {
            let fits = if small < 10.0 {
                group % 10.0 == 0.0 && !same(group % 100.0, 10.0)
            } else {
                group % 100.0 == 0.0
            };
            if !fits || (used > 0 && small == 0.0) {
                break;
            }
            group += small;
        } else if let Some(ten) = number(this, Part::Ten) {
            if group % 100.0 != 0.0 {
                break;
            }
            group += ten;
        } else if let Some(scale) = number(this, Part::Scale) {
            if group == 0.0 {
                break;
            }
            group *= scale;
            if scale > 100.0 || same(scale, 12.0) {
                total += group;
                group = 0.0;
                scale_of_last = scale;
            }
        } else if this == "and"
            && used > 0
            && let Some((part, taken)) = part_after(&|at| word(used + 1 + at))
        {
            // *three million and a half* is half a million more, *three and a half million* is too.
            if group == 0.0 && scale_of_last > 1000.0 {
                total += part * scale_of_last;
            } else {
                group += part;
            }
            used += taken;
        } else if this == "and"
            && used > 0
            && number(word(used - 1), Part::Scale).is_some()
            && (number(word(used + 1), Part::Small).is_some() || number(word(used + 1), Part::Ten).is_some())
        {
        } else if this == "point"
            && used > 0
            && number(word(used + 1), Part::Small).is_some_and(|small| small < 10.0)
        {
            let mut place = 0.1;
            while let Some(small) = number(word(used + 1), Part::Small).filter(|small| *small < 10.0) {
                group += small * place;
                place /= 10.0;
                used += 1;
            }
        } else if let Some(rank) = number(this, Part::Ordinal) {
            let fits = used == 0 || (rank < 10.0 && group % 100.0 >= 20.0 && group % 10.0 == 0.0);
            if !fits {
                break;
            }
            group += rank;
            used += 1;
            sense = Sense::Ordinal;
            break;
        } else {
            break;
        }
        used += 1;
    }
    if used <= begun || (used == 1 && begun == 1) {
        return None;
    }
    close(&pieces, used, total + group, scale_of_last, sense)
}

fn close(pieces: &[(usize, String)], used: usize, value: f64, scale: f64, sense: Sense) -> Option<Numeral> {
    let (last, _) = pieces.get(used.checked_sub(1)?)?;
    let rest: Vec<&str> = pieces
        .iter()
        .skip(used)
        .take_while(|(token, _)| token == last)
        .map(|(_, word)| word.as_str())
        .collect();
    let attached = (!rest.is_empty()).then(|| rest.join("-"));
    Some(Numeral { end: last + 1, value, scale, sense, digits: false, grouped: false, attached })
}
