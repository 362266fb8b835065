//! Tables of words and phrases, and the inflection that finds them in running text.
//!
//! A table is a text of tab-separated rows; `#` begins a comment. A phrase in it is written in its base form:
//! `v:call for` stands for *call for, calls for, called for, calling for*, `n:summit` for *summit, summits*; a
//! word without a mark stands for itself. [`Phrases`] finds the longest phrase at a token.

mod inflection;
mod phrases;
mod roles;

pub use inflection::{VerbForm, is_participle, plural, verb_base, verb_forms};
pub use phrases::{Found, Phrases};
pub(crate) use roles::Roles;

use std::{collections::HashMap, sync::LazyLock};

static ORDINALS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| table(include_str!("ordinals.tsv")).map(|row| (row[0], row[1])).collect());

/// Which of several a word in lower case says that a thing is, in figures: `2` for *second*.
pub fn ordinal(word: &str) -> Option<&'static str> {
    ORDINALS.get(word).copied()
}

/// The rows of a table, each cut at its tabs; comments and empty lines are left out.
///
/// ```
/// let rows: Vec<_> = read::words::table("# said\nsay\treport\n").collect();
/// assert_eq!(rows, [["say", "report"]]);
/// ```
pub fn table(source: &str) -> impl Iterator<Item = Vec<&str>> {
    source
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_ordinals_is_well_formed() {
        let mut seen = std::collections::HashSet::new();
        for row in table(include_str!("ordinals.tsv")) {
            assert!(row.len() == 2 && row[1].parse::<u8>().is_ok() && seen.insert(row[0]), "{row:?}");
        }
        assert_eq!(ordinal("third"), Some("3"));
    }
}
