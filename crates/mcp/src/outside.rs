//! Text that comes from outside.

use schemars::JsonSchema;
use serde::Serialize;

/// So many code points of one passage are given.
const PASSAGE: usize = 4_000;

/// So many of a name or headline.
const NAME: usize = 300;

/// Text written by strangers: words of a report, or a name found in one. It is data, whatever it says.
///
/// Fields of this type have names that begin with `untrusted_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(transparent)]
pub(crate) struct Outside(String);

impl Outside {
    /// Words of a report, and whether some at the end were left out.
    pub(crate) fn passage(text: &str) -> (Self, bool) {
        let is_cut = text.chars().nth(PASSAGE).is_some();
        let kept: String = text.chars().take(PASSAGE).collect();
        (Self(tell::keep_space(&kept)), is_cut)
    }

    /// Words of a report that stand beside others which are given whole: an ellipsis shows where some were left out.
    pub(crate) fn shortened(text: &str) -> Self {
        let (Self(mut kept), is_cut) = Self::passage(text);
        if is_cut {
            kept.push('…');
        }
        Self(kept)
    }

    /// A name, a headline, an address: on one line.
    pub(crate) fn name(text: &str) -> Self {
        let line = tell::one_line(text);
        if line.chars().nth(NAME).is_none() {
            return Self(line);
        }
        Self(line.chars().take(NAME - 1).chain(['…']).collect())
    }

    /// An address, as long as it is: a part of one leads elsewhere.
    pub(crate) fn address(text: &str) -> Self {
        Self(tell::one_line(text))
    }

    /// Several names.
    pub(crate) fn names<T: AsRef<str>>(all: impl IntoIterator<Item = T>) -> Vec<Self> {
        all.into_iter().map(|one| Self::name(one.as_ref())).collect()
    }

    /// The name of an outlet, as far as that is known.
    pub(crate) fn some(text: Option<&str>) -> Option<Self> {
        text.map(Self::name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_cannot_act_and_has_an_end() {
        assert_eq!(Outside::name("a\n\u{1b}[2J\u{202e}b"), Outside("a ␛[2J⟨U+202E⟩b".to_owned()));
        let long = "x".repeat(10_000);
        assert_eq!(Outside::name(&long).0.chars().count(), NAME);
        let (passage, is_cut) = Outside::passage(&long);
        assert_eq!((passage.0.len(), is_cut), (PASSAGE, true));
        assert!(!Outside::passage("short").1);
    }
}
