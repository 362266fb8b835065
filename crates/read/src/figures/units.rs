//! Units: of money, length, mass, time, and parts of a whole.

use super::words::low;
use crate::{text::Text, words::table};
use std::{collections::HashMap, sync::LazyLock};

/// A unit found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// Its canonical symbol.
    pub(super) symbol: &'static str,
    /// What it measures: `money`, `length`, `time`.
    pub(super) measures: &'static str,
    /// How many tokens it takes.
    pub(super) tokens: usize,
    /// Whether it stands in the plural, so that it cannot describe a noun after it.
    pub(super) plural: bool,
}

struct Row {
    words: Vec<String>,
    exact: bool,
    symbol: &'static str,
    measures: &'static str,
}

/// Units by their first word in lower case, longest first.
static UNITS: LazyLock<HashMap<String, Vec<Row>>> = LazyLock::new(|| {
    let mut units: HashMap<String, Vec<Row>> = HashMap::new();
    for row in table(include_str!("units.tsv")) {
        let [surface, symbol, measures] = row[..] else { continue };
        let exact = surface.len() <= 4 && surface.chars().any(char::is_uppercase);
        let text = Text::cut(surface);
        let words: Vec<String> = (0..text.tokens.len())
            .map(|at| if exact { text.token(at).to_owned() } else { low(&text, at) })
            .collect();
        let Some(first) = text.tokens.first().map(|_| low(&text, 0)) else { continue };
        units.entry(first).or_default().push(Row { words, exact, symbol, measures });
    }
    for rows in units.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.words.len()));
    }
    units
});

fn find(text: &Text<'_>, at: usize, end: usize, sign: bool) -> Option<Unit> {
    let rows = UNITS.get(&low(text, at))?;
    let row = rows.iter().find(|row| {
        (row.measures == "sign") == sign
            && at + row.words.len() <= end
            && row.words.iter().enumerate().all(|(offset, word)| {
                if row.exact { text.token(at + offset) == word } else { low(text, at + offset) == *word }
            })
    })?;
    let last = row.words.last()?;
    let plural =
        last.ends_with('s') && last.len() > 3 || matches!(last.as_str(), "feet" | "pence" | "yen" | "yuan");
    Some(Unit { symbol: row.symbol, measures: row.measures, tokens: row.words.len(), plural })
}

/// The unit that begins at token `at`.
pub(super) fn unit(text: &Text<'_>, at: usize, end: usize) -> Option<Unit> {
    find(text, at, end, false)
}

/// The sign of money, or the code of a currency, at token `at`, with a number after it.
pub(super) fn sign(text: &Text<'_>, at: usize, end: usize) -> Option<Unit> {
    find(text, at, end, true).or_else(|| {
        let code = find(text, at, end, false)?;
        let upper = text.token(at).len() == 3 && text.token(at).chars().all(char::is_uppercase);
        (upper && code.measures == "money").then_some(code)
    })
}

/// What a unit with this symbol measures.
pub(super) fn measures(symbol: &str) -> Option<&'static str> {
    static MEASURES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        table(include_str!("units.tsv"))
            .filter(|row| row.get(2).is_some_and(|measures| *measures != "sign"))
            .filter_map(|row| Some((*row.get(1)?, *row.get(2)?)))
            .collect()
    });
    MEASURES.get(symbol).copied()
}

/// The unit that this word is, as the second part of a compound: *year* in *five-year*.
pub(super) fn named(word: &str) -> Option<Unit> {
    let text = Text::cut(word);
    unit(&text, 0, text.tokens.len()).filter(|unit| unit.tokens == text.tokens.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let kinds = [
            "part",
            "length",
            "area",
            "volume",
            "mass",
            "speed",
            "temperature",
            "other",
            "time",
            "money",
            "sign",
        ];
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("units.tsv")) {
            assert!(row.len() == 3 && kinds.contains(&row[2]), "{row:?}");
            assert!(seen.insert((row[0], row[2] == "sign")), "{row:?}");
        }
    }
}
