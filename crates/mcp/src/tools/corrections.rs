//! What people know better: the corrections that hold; where that is allowed, new ones.

use super::Paging;
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Changes, Question};
use desk::corrections::{self, Asked, Kept};
use desk::{DeskError, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{ArticleKey, Library};

/// Lists corrections.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCorrections {
    /// Those that were taken back too.
    undone: Option<bool>,
    #[serde(flatten)]
    paging: Paging,
}

/// Corrections.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CorrectionsAnswer {
    /// How many there are.
    total: usize,
    /// The corrections, the earliest first.
    corrections: Vec<CorrectionEntry>,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// A correction.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CorrectionEntry {
    /// Its number.
    correction: i64,
    /// What it says.
    untrusted_says: Outside,
    /// The words that it is about.
    untrusted_words: Option<Outside>,
    /// Why it was made.
    untrusted_note: Option<Outside>,
    /// Who made it, where that is known.
    untrusted_maker: Option<Outside>,
    /// When, in UTC.
    made: String,
    /// When it was taken back, in UTC.
    undone: Option<String>,
    /// Whether it waits: an article that it names is not in the library.
    waits: bool,
}

impl From<&Kept> for CorrectionEntry {
    fn from(kept: &Kept) -> Self {
        Self {
            correction: kept.id,
            untrusted_says: Outside::name(&kept.told),
            untrusted_words: Outside::some(kept.quoted.as_deref()),
            untrusted_note: Outside::some(kept.note.as_deref()),
            untrusted_maker: Outside::some(kept.maker.as_deref()),
            made: kept.made.clone(),
            undone: kept.undone.clone(),
            waits: kept.dormant,
        }
    }
}

impl Question for ListCorrections {
    const NAME: &'static str = "list_corrections";
    const TITLE: &'static str = "List corrections";
    const ABOUT: &'static str = "Lists what people corrected in this library: stories joined or parted, speakers, days, outlets, what is \
                                 no quotation, what is no part of a report.";
    type Answer = CorrectionsAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<CorrectionsAnswer>, DeskError> {
        let all = shelf.ask(|library| corrections::list(library, self.undone.unwrap_or(false)))?;
        let some: Vec<CorrectionEntry> = all
            .iter()
            .skip(self.paging.after())
            .take(self.paging.limit())
            .map(CorrectionEntry::from)
            .collect();
        let next = self.paging.next(some.len(), all.len());
        let says = format!("{}.", count(all.len(), "correction", "corrections"));
        Ok(Answered { says, answer: CorrectionsAnswer { total: all.len(), corrections: some, next } })
    }
}

/// Makes a correction.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct MakeCorrection {
    /// What is to be corrected. Articles are named by their number after a #, as `#12`.
    correction: Asked,
    /// Why: the source that shows it.
    note: Option<String>,
}

/// Takes a correction back.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct UndoCorrection {
    /// Its number.
    correction: i64,
}

/// A correction as it is kept now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CorrectedAnswer {
    #[serde(flatten)]
    kept: CorrectionEntry,
    /// What there is to know about it.
    untrusted_remarks: Vec<Outside>,
}

impl CorrectedAnswer {
    fn of((kept, remarks): (Kept, Vec<String>)) -> Self {
        Self { kept: CorrectionEntry::from(&kept), untrusted_remarks: Outside::names(&remarks) }
    }
}

/// The same with articles by their ids.
fn named(library: &Library, asked: Asked) -> Result<Asked, DeskError> {
    let id = |given: String| -> Result<String, DeskError> {
        match given.strip_prefix('#').and_then(|number| number.parse().ok()) {
            Some(key) => Ok(library.id(ArticleKey(key))?.0),
            None => Ok(given),
        }
    };
    Ok(match asked {
        Asked::JoinStories { a, b } => Asked::JoinStories { a: id(a)?, b: id(b)? },
        Asked::PartStories { a, b } => Asked::PartStories { a: id(a)?, b: id(b)? },
        Asked::Speaker { article, place, speaker } => {
            Asked::Speaker { article: id(article)?, place, speaker }
        }
        Asked::Published { article, date } => Asked::Published { article: id(article)?, date },
        Asked::Outlet { article, outlet } => Asked::Outlet { article: id(article)?, outlet },
        Asked::NotQuotation { article, place } => Asked::NotQuotation { article: id(article)?, place },
        Asked::Debris { article, place } => Asked::Debris { article: id(article)?, place },
        Asked::NotDebris { article, place } => Asked::NotDebris { article: id(article)?, place },
        people @ (Asked::JoinPeople { .. } | Asked::PartPeople { .. }) => people,
    })
}

impl Question for MakeCorrection {
    const NAME: &'static str = "make_correction";
    const TITLE: &'static str = "Make a correction";
    const ABOUT: &'static str = "Corrects what Parallax read or wove wrongly, for all readers of this library, under your name. Only when a \
                                 person asked for it. undo_correction takes it back.";
    const CHANGES: Changes = Changes::Adds;
    type Answer = CorrectedAnswer;

    fn answer(self, shelf: &Shelf, asking: &Asking) -> Result<Answered<CorrectedAnswer>, DeskError> {
        let correction = shelf.ask(|library| named(library, self.correction))?;
        let answer = CorrectedAnswer::of(shelf.correct(correction, self.note.as_deref(), &asking.signs)?);
        Ok(Answered { says: format!("Kept as correction {}.", answer.kept.correction), answer })
    }
}

impl Question for UndoCorrection {
    const NAME: &'static str = "undo_correction";
    const TITLE: &'static str = "Undo a correction";
    const ABOUT: &'static str = "Takes a correction back, by its number. Only when a person asked for it.";
    const CHANGES: Changes = Changes::Adds;
    type Answer = CorrectedAnswer;

    fn answer(self, shelf: &Shelf, asking: &Asking) -> Result<Answered<CorrectedAnswer>, DeskError> {
        let answer = CorrectedAnswer::of(shelf.undo(self.correction, &asking.signs)?);
        Ok(Answered { says: format!("Correction {} is taken back.", answer.kept.correction), answer })
    }
}
