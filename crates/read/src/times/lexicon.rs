//! The tables of times.

use crate::words::table;
use std::{collections::HashMap, sync::LazyLock};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day, or a night counted as one.
    Day,
    /// A week.
    Week,
    /// Two weeks.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// What a word is to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// A weekday from 1 for Monday, and whether it is an abbreviation.
    Weekday(i8, bool),
    /// A month, and whether it is an abbreviation.
    Month(i8, bool),
    /// A season, by its code.
    Season(&'static str),
    /// A part of the day, by its code.
    Part(&'static str),
    /// A moment with a name, by its code.
    Clock(&'static str),
    /// A unit.
    Unit(Unit),
    /// A time zone.
    Zone,
    /// A decade by its tens: the *nineties*.
    Decade(i8),
    /// An adverb or adjective of frequency, by its value.
    Set(&'static str),
}

static WORDS: LazyLock<HashMap<&str, Word>> = LazyLock::new(|| {
    table(include_str!("words.tsv"))
        // `night` is a part of the day first and a unit only after a number.
        .filter(|row| row[2] != "N")
        .filter_map(|row| Some((row[0], meaning(row[1], row[2])?)))
        .collect()
});

fn meaning(kind: &str, code: &'static str) -> Option<Word> {
    Some(match kind {
        "weekday" | "weekday." => Word::Weekday(code.parse().ok()?, kind.ends_with('.')),
        "month" | "month." => Word::Month(code.parse().ok()?, kind.ends_with('.')),
        "season" => Word::Season(code),
        "part" => Word::Part(code),
        "clock" => Word::Clock(code),
        "zone" => Word::Zone,
        "decade" => Word::Decade(code.parse().ok()?),
        "set" => Word::Set(code),
        _ => Word::Unit(match code {
            "TS" => Unit::Second,
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "W" => Unit::Week,
            "F" => Unit::Fortnight,
            "WE" => Unit::Weekend,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "Y" => Unit::Year,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            "ML" => Unit::Millennium,
            _ => return None,
        }),
    })
}

/// What a word in lower case is to the calendar.
pub(super) fn word(lower: &str) -> Option<Word> {
    WORDS.get(lower).copied()
}

/// What a number word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numeral {
    /// Adds up.
    Adds(u32),
    /// Adds up and may be followed by a unit: *twenty*.
    Ten(u32),
    /// Multiplies.
    Scale(u32),
    /// Ranks.
    Ordinal(u32),
    /// A number that is not told.
    Vague,
}

static NUMERALS: LazyLock<HashMap<&str, Numeral>> = LazyLock::new(|| {
    table(include_str!("numbers.tsv"))
        .filter_map(|row| {
            let value = row[1].parse().ok()?;
            let numeral = match row[2] {
                "unit" => Numeral::Adds(value),
                "ten" => Numeral::Ten(value),
                "scale" => Numeral::Scale(value),
                "ordinal" => Numeral::Ordinal(value),
                _ => Numeral::Vague,
            };
            Some((row[0], numeral))
        })
        .collect()
});

/// What a number word in lower case is.
pub(super) fn numeral(lower: &str) -> Option<Numeral> {
    NUMERALS.get(lower).copied()
}

/// Phrases by their first word, longest first.
type ByFirst = HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

fn phrases(source: &'static str) -> ByFirst {
    let mut phrases = ByFirst::new();
    for row in table(source) {
        // A slash is a piece of its own.
        let phrase: &'static str = row[0];
        let words: Vec<&str> = phrase
            .split([' ', '-'])
            .flat_map(|word| word.split_inclusive('/'))
            .flat_map(|part| match part.strip_suffix('/') {
                Some(stem) if !stem.is_empty() => vec![stem, "/"],
                _ => vec![part],
            })
            .collect();
        let value = row.get(1).copied().unwrap_or("");
        if let Some(first) = words.first() {
            phrases.entry(first).or_default().push((words, value));
        }
    }
    for entries in phrases.values_mut() {
        entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
}

/// A phrase that begins at a piece: how many pieces it takes, and what the table says.
pub(super) type Hit = Option<(usize, &'static str)>;

fn longest<'p>(phrases: &ByFirst, lower_at: &dyn Fn(usize) -> &'p str) -> Hit {
    let entries = phrases.get(lower_at(0))?;
    entries.iter().find_map(|(words, value)| {
        // The possessive is a token of its own: `new year's day` is four pieces.
        let mut piece = 0;
        for word in words {
            let (stem, clitic) = match word.strip_suffix("'s") {
                Some(stem) => (stem, Some("'s")),
                None => match word.strip_suffix('\'') {
                    Some(stem) => (stem, Some("'")),
                    None => (*word, None),
                },
            };
            let written = lower_at(piece);
            if written != stem && written.strip_suffix('.') != Some(stem) {
                return None;
            }
            piece += 1;
            if stem.ends_with('.') && lower_at(piece) == "." {
                piece += 1;
            }
            if let Some(clitic) = clitic {
                if lower_at(piece) != clitic {
                    return None;
                }
                piece += 1;
            }
        }
        Some((piece, *value))
    })
}

static HOLIDAYS: LazyLock<ByFirst> = LazyLock::new(|| phrases(include_str!("holidays.tsv")));
static REFERENCES: LazyLock<ByFirst> = LazyLock::new(|| phrases(include_str!("references.tsv")));
static NAMES: LazyLock<ByFirst> = LazyLock::new(|| phrases(include_str!("names.tsv")));

/// A holiday, with its rule.
pub(super) fn holiday_at<'p>(lower_at: &dyn Fn(usize) -> &'p str) -> Hit {
    longest(&HOLIDAYS, lower_at)
}

/// An expression for the present, past or future as such, with its value.
pub(super) fn reference_at<'p>(lower_at: &dyn Fn(usize) -> &'p str) -> Hit {
    longest(&REFERENCES, lower_at)
}

/// A name that holds a word of time: how many pieces it takes.
pub(super) fn name_at<'p>(lower_at: &dyn Fn(usize) -> &'p str) -> Option<usize> {
    longest(&NAMES, lower_at).map(|(pieces, _)| pieces)
}

/// Whether the words from here on make a name of a capitalised time word before them.
pub(super) fn makes_name<'p>(lower_at: &dyn Fn(usize) -> &'p str) -> bool {
    let starred = |at: usize| if at == 0 { "*" } else { lower_at(at - 1) };
    longest(&NAMES, &starred).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn rows_of(source: &'static str, columns: usize) -> usize {
        let mut seen = HashSet::new();
        let mut rows = 0;
        for row in table(source) {
            assert_eq!(row.len(), columns, "{row:?}");
            assert!(seen.insert((row[0], row.get(1).copied())), "{row:?} stands twice");
            assert_eq!(row[0], row[0].to_lowercase(), "{row:?}");
            rows += 1;
        }
        rows
    }

    #[test]
    fn the_tables_are_well_formed() {
        assert!(rows_of(include_str!("words.tsv"), 3) > 80);
        for row in table(include_str!("words.tsv")) {
            assert!(row[2] == "N" || meaning(row[1], row[2]).is_some(), "{row:?}");
        }
        assert!(rows_of(include_str!("numbers.tsv"), 3) > 50);
        assert!(table(include_str!("numbers.tsv")).all(|row| row[1].parse::<u32>().is_ok()));
        assert!(rows_of(include_str!("holidays.tsv"), 2) > 30);
        for row in table(include_str!("holidays.tsv")) {
            assert!(super::super::calendar::holiday(row[1], 2031).is_some(), "{row:?}");
        }
        assert!(rows_of(include_str!("references.tsv"), 2) > 20);
        assert!(table(include_str!("references.tsv")).all(|row| row[1].ends_with("_REF")));
        assert!(rows_of(include_str!("names.tsv"), 1) > 30);
    }
}
