//! Tables that say of each word what it does.

use super::table;
use std::collections::HashSet;

/// A table of two columns: a word, and what it does. A word may do several things, each in a row of its own.
#[derive(Debug)]
pub(crate) struct Roles(HashSet<(&'static str, &'static str)>);

impl Roles {
    /// The roles in a table.
    pub(crate) fn of(source: &'static str) -> Self {
        let pairs = table(source).filter_map(|row| match row[..] {
            [word, role] => Some((word, role)),
            _ => None,
        });
        Self(pairs.collect())
    }

    /// Whether the table says that a word, written as there, does this.
    pub(crate) fn has(&self, word: &str, role: &str) -> bool {
        self.0.contains(&(word, role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_does_what_its_rows_say() {
        let roles = Roles::of("# word, role\nlast\ttime\nlast\tgeneral\nodd\n");
        assert!(roles.has("last", "time") && roles.has("last", "general"));
        assert!(!roles.has("last", "odd") && !roles.has("Last", "time") && !roles.has("odd", ""));
    }
}
