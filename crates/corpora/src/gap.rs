//! GAP: a passage with a pronoun of one person and two names, and which of them it means.

use anyhow::{Context, Result};
use std::{ops::Range, path::Path};

/// A passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its id in the set.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Where the pronoun stands, in bytes.
    pub pronoun: Range<usize>,
    /// The two names.
    pub names: [Named; 2],
}

/// A name in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// Whether the pronoun means it.
    pub meant: bool,
}

impl Passage {
    /// Whether the pronoun is one of women.
    pub fn is_of_a_woman(&self) -> bool {
        let pronoun = self.text.get(self.pronoun.clone()).unwrap_or_default();
        matches!(pronoun.to_lowercase().as_str(), "she" | "her" | "hers")
    }
}

/// The passages of a file.
///
/// # Errors
///
/// When the file cannot be read or a row is not one of GAP.
pub fn passages(path: &Path) -> Result<Vec<Passage>> {
    let text = crate::text(path)?;
    let rows = text.lines().enumerate().skip(1).filter(|(_, line)| !line.is_empty());
    rows.map(|(number, line)| {
        passage(line).with_context(|| format!("line {} of {}", number + 1, path.display()))
    })
    .collect()
}

fn passage(line: &str) -> Result<Passage> {
    let columns: Vec<&str> = line.split('\t').collect();
    anyhow::ensure!(columns.len() >= 10, "{} columns where eleven are due", columns.len());
    let text = columns[1].to_owned();
    let named = |first: usize| -> Result<Named> {
        Ok(Named {
            span: place(&text, columns[first], columns[first + 1])?,
            meant: columns[first + 2].eq_ignore_ascii_case("true"),
        })
    };
    Ok(Passage {
        id: columns[0].to_owned(),
        pronoun: place(&text, columns[2], columns[3])?,
        names: [named(4)?, named(7)?],
        text,
    })
}

/// Where words stand that begin at a code point.
fn place(text: &str, words: &str, offset: &str) -> Result<Range<usize>> {
    let offset: usize = offset.parse().with_context(|| format!("the offset of {words}"))?;
    let start = crate::byte(text, offset);
    let end = start + words.len();
    anyhow::ensure!(text.get(start..end) == Some(words), "{words} does not stand at {offset}");
    Ok(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_at_their_code_points() {
        let line = "x-1\tZoé Lund met Ada Brandt when she was young.\tshe\t29\tZoé Lund\t0\tFALSE\tAda Brandt\t13\tTRUE\tu";
        let passage = passage(line).unwrap();
        assert_eq!(&passage.text[passage.pronoun.clone()], "she");
        assert_eq!(&passage.text[passage.names[1].span.clone()], "Ada Brandt");
        assert!(passage.names[1].meant && !passage.names[0].meant && passage.is_of_a_woman());
        assert!(super::passage(&line.replace("29", "30")).is_err());
    }
}
