//! What an outlet says about its own report: that it was corrected, clarified or brought up to date.

use super::{cues, lines::fold};
use crate::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a note declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Declares {
    /// That something was wrong.
    Correction,
    /// That something could be misunderstood.
    Clarification,
    /// Something that the editor has to say about the report.
    EditorsNote,
    /// That the report was brought up to date.
    Update,
}

impl Declares {
    /// The one of this name in the table of cues.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "correction" => Self::Correction,
            "clarification" => Self::Clarification,
            "editors-note" => Self::EditorsNote,
            "update" => Self::Update,
            _ => return None,
        })
    }
}

/// What a headline, a line or a sentence declares by the words it begins with, and how many of its bytes these take; `None`
/// when it declares nothing.
///
/// ```
/// use read::debris::{Declares, declared};
/// assert_eq!(declared("CORRECTED: Dam holds"), Some((Declares::Correction, 10)));
/// assert_eq!(declared("Dam holds"), None);
/// ```
pub fn declared(words: &str) -> Option<(Declares, usize)> {
    let text = Text::cut(words);
    let folded: Vec<String> = (0..text.tokens.len()).map(|at| fold(text.token(at))).collect();
    let (declares, taken) = cues::declares(&folded)?;
    Some((declares, text.tokens.get(taken.checked_sub(1)?)?.span.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Declares::{Clarification, Correction, EditorsNote, Update};

    #[test]
    fn notes_declare_what_they_begin_with() {
        for (words, expected) in [
            ("Correction: An earlier version gave the wrong height.", Some(Correction)),
            ("(This March 3 story was refiled.)", None),
            ("(This story corrects the second paragraph.)", Some(Correction)),
            ("(This March 3 story corrects the height of the dam.)", Some(Correction)),
            ("(Corrects height of the dam in paragraph 2)", Some(Correction)),
            ("(Adds quote by the engineer)", Some(Update)),
            ("(Adding to the trouble, rain fell.)", None),
            ("* Corrections (March 4): the dam is 40 metres high.", Some(Correction)),
            ("An earlier version of this article misspelled the engineer’s name.", Some(Correction)),
            ("Clarification: the board voted before the flood.", Some(Clarification)),
            ("Editor’s note: The board replied after this was published.", Some(EditorsNote)),
            ("[Editor's note: names were changed.]", Some(EditorsNote)),
            ("This story has been updated with the board's reply.", Some(Update)),
            ("This story has been updated to correct the height of the dam.", Some(Correction)),
            ("UPDATE 2-Dam holds in spring flood", Some(Update)),
            ("CORRECTED-Dam holds in spring flood", Some(Correction)),
            ("Update your boats, Orr said.", None),
            ("Corrected figures were sent to the ministry.", None),
            ("The board corrected the height of the dam.", None),
            ("", None),
        ] {
            assert_eq!(declared(words).map(|(declares, _)| declares), expected, "{words}");
        }
    }

    #[test]
    fn what_only_opens_a_headline_marks_nothing() {
        let text = Text::cut("CORRECTED: Dam holds in flood\n\nThe dam held on Sunday, Orr said.");
        assert_eq!(super::super::debris(&text, None, &std::collections::BTreeSet::new()), []);
    }
}
