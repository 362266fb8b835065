//! Which outlets have one owner.

use crate::{
    outlets::{outlet, plain},
    rows::{RowError, numbered},
};
use read::{Reading, words::table};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::LazyLock,
};

/// The table that comes with the program.
static BUILT_IN: LazyLock<Owners> = LazyLock::new(|| {
    let rows = table(include_str!("owners.tsv"));
    let owned = rows.filter_map(|row| match row.as_slice() {
        [outlet, owner, source] => Some((plain(outlet), owned(owner, source))),
        _ => None,
    });
    Owners { of: owned.collect() }
});

/// An owner of this name says that an outlet shares its owner with no other.
const ALONE: &str = "-";

/// Who says so, of an owner that the outlet's own page names.
const STATED: &str = "as its page says";

/// Outlets with the groups that own or control them.
///
/// ```
/// use weave::Owners;
/// let owners = Owners::built_in().with("The Tide\tHarbour Group\nEbb\tHarbour Group\n").unwrap();
/// assert_eq!(owners.of("Tide").unwrap().owner, "Harbour Group");
/// assert!(owners.with("Tide, Harbour Group").unwrap_err().to_string().starts_with("line 1"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners {
    of: BTreeMap<String, Owned>,
}

/// Who owns an outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    /// The owner, by its name.
    pub owner: String,
    /// Who says so: the address of the group's own site, or what a user wrote; `None` when nothing was said.
    pub source: Option<String>,
}

impl Owners {
    /// The table that comes with the program: groups with several outlets, each row with its source.
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// This table with rows of a user, which win over those that are there.
    ///
    /// A row is the outlet, by its name or the host of its address; its owner, `-` for an outlet that shares its
    /// owner with no other; and, if wanted, who says so; all parted by tabs. Lines that are empty or begin with
    /// `#` are passed over.
    ///
    /// # Errors
    ///
    /// When a line is no such row, or names an outlet again with another owner.
    pub fn with(mut self, rows: &str) -> Result<Self, RowError> {
        let mut lines: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for (line, row) in numbered(rows) {
            let fault = |what: String| RowError { line, what };
            let (outlet, owner, source) = match row.as_slice() {
                [outlet, owner] => (*outlet, *owner, ""),
                [outlet, owner, source] => (*outlet, *owner, *source),
                [_] => {
                    return Err(fault("an owner is missing: write the outlet, a tab, its owner".to_owned()));
                }
                _ => {
                    let columns = row.len();
                    return Err(fault(format!(
                        "{columns} columns: write the outlet, its owner and, if you want, who says so, parted by tabs"
                    )));
                }
            };
            let key = plain(outlet);
            if key.is_empty() || owner.is_empty() {
                let what = if key.is_empty() { "the outlet" } else { "the owner" };
                return Err(fault(format!("{what} is empty")));
            }
            match lines.entry(key.clone()) {
                Entry::Occupied(before) if plain(&before.get().1) != plain(owner) => {
                    let (line, other) = before.get();
                    return Err(fault(format!("{outlet} has another owner, {other}, in line {line}")));
                }
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => {
                    free.insert((line, owner.to_owned()));
                }
            }
            let owner = if owner == ALONE { outlet } else { owner };
            self.of.insert(key, owned(owner, source));
        }
        Ok(self)
    }

    /// This table with what the pages of outlets say of their owners, where no row says it. Of an outlet whose pages name several
    /// nothing is known.
    pub(crate) fn stated(&self, readings: &[&Reading]) -> Self {
        let mut said: BTreeMap<String, BTreeMap<String, &str>> = BTreeMap::new();
        for reading in readings {
            let article = &reading.article;
            let (Some(outlet), Some(owner)) = (outlet(article), article.particulars.owner.as_deref()) else {
                continue;
            };
            if self.of(outlet).is_none() {
                let written = said.entry(plain(outlet)).or_default().entry(plain(owner)).or_insert(owner);
                // Of spellings of one name the first, in whichever order the pages come.
                *written = owner.min(written);
            }
        }
        let one = said.into_iter().filter(|(_, owners)| owners.len() == 1);
        let stated = one.flat_map(|(outlet, owners)| {
            owners.into_values().map(move |owner| (outlet.clone(), owned(owner, STATED)))
        });
        let mut of = self.of.clone();
        of.extend(stated);
        Self { of }
    }

    /// Who owns an outlet, by its name or host; `None` when no row says.
    pub fn of(&self, outlet: &str) -> Option<&Owned> {
        self.of.get(&plain(outlet))
    }
}

fn owned(owner: &str, source: &str) -> Owned {
    let source = Some(source).filter(|source| !source.is_empty()).map(str::to_owned);
    Owned { owner: owner.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_table_is_well_formed() {
        let mut seen = BTreeSet::new();
        let mut outlets: BTreeMap<&str, usize> = BTreeMap::new();
        for row in table(include_str!("owners.tsv")) {
            assert!(row.len() == 3 && row.iter().all(|cell| !cell.is_empty()), "{row:?}");
            assert!(seen.insert(plain(row[0])), "{row:?}");
            assert!(row[2].contains('.'), "{row:?} has no source");
            *outlets.entry(row[1]).or_insert(0) += 1;
        }
        assert!(outlets.values().all(|count| *count > 1), "{outlets:?}");
        assert_eq!(Owners::built_in().of.len(), seen.len());
    }

    #[test]
    fn rows_of_a_user_win() {
        let built_in = Owners::built_in();
        assert_eq!(built_in.of("The Wall Street Journal").map(|of| of.owner.as_str()), Some("News Corp"));
        let owners = built_in
            .with("# mine\n\nWall Street Journal\t-\r\ntide.example\tHarbour Group\tits imprint\n")
            .unwrap();
        assert_eq!(owners.of("Wall Street Journal").unwrap().owner, "Wall Street Journal");
        assert_eq!(owners.of("tide.example").unwrap().source.as_deref(), Some("its imprint"));
        assert_eq!(owners.of("New York Post").unwrap().owner, "News Corp");
        assert_eq!(owners.of("Ebb"), None);
    }

    #[test]
    fn a_bad_row_is_named_by_its_line() {
        for (rows, line, words) in [
            ("Tide\tHarbour\nEbb", 2, "an owner is missing"),
            ("#\nTide\t", 2, "the owner is empty"),
            ("\tHarbour", 1, "the outlet is empty"),
            ("Tide\ta\tb\tc", 1, "4 columns"),
            ("Tide\tHarbour\nThe Tide\tQuay", 2, "another owner, Harbour, in line 1"),
        ] {
            let error = Owners::default().with(rows).unwrap_err();
            assert_eq!(error.line, line, "{rows:?}");
            assert!(error.what.contains(words), "{error}");
        }
        assert!(Owners::default().with("Tide\tHarbour\nThe Tide\tharbour").is_ok());
    }
}
