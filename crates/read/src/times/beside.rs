//! Words beside a time that tell that it is one.

use crate::words::table;
use std::{collections::HashSet, sync::LazyLock};

static BESIDE: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    table(include_str!("beside.tsv"))
        .filter_map(|row| match row[..] {
            [word, side] => Some((word, side)),
            _ => None,
        })
        .collect()
});

/// Whether a month or a season after this word is one, whatever else its name can be.
pub(super) fn stands_before(word: &str) -> bool {
    BESIDE.contains(&(word, "before"))
}

/// Whether this word may follow a time without being named after it.
pub(super) fn stands_after(word: &str) -> bool {
    BESIDE.contains(&(word, "after"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = HashSet::new();
        for row in table(include_str!("beside.tsv")) {
            assert!(row.len() == 2 && ["before", "after"].contains(&row[1]), "{row:?}");
            assert!(seen.insert((row[0], row[1])), "{row:?}");
        }
        assert!(stands_before("since") && !stands_before("will") && stands_after("will"));
    }
}
