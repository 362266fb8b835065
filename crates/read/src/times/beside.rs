//! Words beside a time that tell that it is one.

use crate::words::Roles;
use std::sync::LazyLock;

static BESIDE: LazyLock<Roles> = LazyLock::new(|| Roles::of(include_str!("beside.tsv")));

/// Whether a month or a season after this word is one, whatever else its name can be.
pub(super) fn stands_before(word: &str) -> bool {
    BESIDE.has(word, "before")
}

/// Whether this word may follow a time without being named after it.
pub(super) fn stands_after(word: &str) -> bool {
    BESIDE.has(word, "after")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::table;
    use std::collections::HashSet;

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
