//! Evidence as it is given to a program.

use crate::outside::Outside;
use desk::{Cited, Citing};
use schemars::JsonSchema;
use serde::Serialize;
use tell::EvidenceId;

/// So many sentences are shown for one line; how many more there are is said.
const SHOWN: usize = 8;

/// Words of a report: the evidence for a line. `get_sentence` opens them among their neighbours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Cite {
    /// The number of the article in this library; nothing when it has been removed.
    article: Option<i64>,
    /// The number of the sentence in it, from 1.
    sentence: usize,
    /// The first code point of the words in the text of the article.
    start: usize,
    /// One past the last.
    end: usize,
    /// When the article was published, as far as that is known: ISO 8601.
    published: Option<String>,
    /// Who published it.
    untrusted_outlet: Option<Outside>,
    /// The words, as they stand there.
    untrusted_text: Outside,
    /// Whether more words follow that are not shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    cut: bool,
}

impl From<&Cited> for Cite {
    fn from(cited: &Cited) -> Self {
        let (untrusted_text, cut) = Outside::passage(&cited.exact);
        Self {
            article: cited.key,
            sentence: cited.sentence,
            start: cited.start,
            end: cited.end,
            published: cited.published.clone(),
            untrusted_outlet: Outside::some(cited.outlet.as_deref()),
            untrusted_text,
            cut,
        }
    }
}

/// Several sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Cites {
    /// The first of them.
    shown: Vec<Cite>,
    /// How many more there are.
    left_out: usize,
}

impl Cites {
    /// Those with these ids that the account can show.
    pub(crate) fn of<'e>(citing: &Citing<'_>, ids: impl IntoIterator<Item = &'e EvidenceId>) -> Self {
        let mut ids = ids.into_iter();
        let shown: Vec<Cite> = ids.by_ref().take(SHOWN).filter_map(|id| cite(citing, id)).collect();
        Self { shown, left_out: ids.count() }
    }

    /// These.
    pub(crate) fn all(cited: &[Cited]) -> Self {
        Self {
            shown: cited.iter().take(SHOWN).map(Cite::from).collect(),
            left_out: cited.len().saturating_sub(SHOWN),
        }
    }
}

/// The words with this id; `None` when the account cannot show them.
pub(crate) fn cite(citing: &Citing<'_>, id: &EvidenceId) -> Option<Cite> {
    citing.cited(id).as_ref().map(Cite::from)
}
