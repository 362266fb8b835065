//! Words by which the article of a page is told from what stands around it.

use super::blocks::{Block, Element};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// So many words of a block are looked at.
const WORDS: usize = 40;

/// What names of elements and words of blocks are worth: the logarithm of how much more often each stands in articles
/// than beside them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Telling {
    names: BTreeMap<String, f32>,
    words: BTreeMap<String, f32>,
}

static SHIPPED: LazyLock<Telling> =
    LazyLock::new(|| Telling::of_table(include_str!("../../../../models/pages.tsv")).unwrap_or_default());

impl Telling {
    /// Those that the program comes with.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Names of elements and words with what each is worth.
    pub fn new(
        names: impl IntoIterator<Item = (String, f32)>,
        words: impl IntoIterator<Item = (String, f32)>,
    ) -> Self {
        Self { names: names.into_iter().collect(), words: words.into_iter().collect() }
    }

    /// Those of a table: a row a line, `name` or `word`, which one, and its worth, parted by tabs; lines that begin with
    /// `#` are notes. `None` when a row is none.
    pub fn of_table(table: &str) -> Option<Self> {
        let mut telling = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut cells = line.split('\t');
            let (kind, which, worth) = (cells.next()?, cells.next()?, cells.next()?.parse().ok()?);
            let table = match kind {
                "name" => &mut telling.names,
                "word" => &mut telling.words,
                _ => return None,
            };
            table.insert(which.to_owned(), worth);
        }
        Some(telling)
    }

    /// The rows of such a table.
    pub fn to_table(&self) -> String {
        let mut rows = String::new();
        for (kind, table) in [("name", &self.names), ("word", &self.words)] {
            for (which, worth) in table {
                let _ = writeln!(rows, "{kind}\t{which}\t{worth:.2}");
            }
        }
        rows
    }

    /// What each name of an element is worth; nothing where none is known.
    pub(crate) fn names(&self, element: &Element) -> impl Iterator<Item = f32> {
        element.names().map(|name| self.names.get(name).copied().unwrap_or(0.0))
    }

    /// What each of the first words of a block is worth.
    pub(crate) fn words(&self, block: &Block) -> impl Iterator<Item = f32> {
        words(block).map(|word| self.words.get(&word).copied().unwrap_or(0.0))
    }
}

/// The first words of a block, in lower case: runs of letters.
pub fn words(block: &Block) -> impl Iterator<Item = String> + '_ {
    block
        .text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let telling = Telling::new([("body".to_owned(), 1.5)], [("subscribe".to_owned(), -2.25)]);
        assert_eq!(Telling::of_table(&format!("# A note.\n{}", telling.to_table())), Some(telling));
        assert_eq!(Telling::of_table("name\tbody"), None);
        assert_eq!(Telling::of_table("verb\tbody\t1"), None);
    }

    #[test]
    fn the_shipped_table_is_sound() {
        let shipped = Telling::of_table(include_str!("../../../../models/pages.tsv"));
        assert!(
            shipped.is_some_and(|telling| telling.words.get("subscribe").is_some_and(|worth| *worth < 0.0))
        );
    }
}
