//! What a person knows better: as it is asked for, as it is kept, as it is told.

use crate::error::DeskError;
use crate::pointing;
use crate::search::Place;
use crate::words::{count, squeezed};
use crate::work::{Work, now};
use article::{ArticleId, CodePoints, Correction, Outlet, PartialDate, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::{CorrectionId, Library, SearchQuery, StoredCorrection};

/// A correction as people ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Asked {
    /// Two articles, and with them their stories, are of one story.
    JoinStories {
        /// An article of the one story, by its id.
        a: String,
        /// An article of the other.
        b: String,
    },
    /// Two articles are of different stories.
    PartStories {
        /// The article that stays.
        a: String,
        /// The article that leaves.
        b: String,
    },
    /// Two names stand for one person or organisation.
    JoinPeople {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// Two names stand for two persons or organisations.
    PartPeople {
        /// One name, as it is shown.
        a: String,
        /// The other.
        b: String,
    },
    /// Who says a quotation or claim.
    Speaker {
        /// The article.
        article: String,
        /// The number of the sentence, or some of the words.
        place: String,
        /// The speaker's name, or `unknown` for one whom nobody can know.
        speaker: String,
    },
    /// The day on which an article was published.
    Published {
        /// The article.
        article: String,
        /// The day: YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM.
        date: String,
    },
    /// The outlet of an article.
    Outlet {
        /// The article.
        article: String,
        /// The outlet's name.
        outlet: String,
    },
    /// What is taken for a quotation is none.
    NotQuotation {
        /// The article.
        article: String,
        /// The number of the sentence, or some of the words.
        place: String,
    },
    /// A sentence, or some words, are no part of the report.
    Debris {
        /// The article.
        article: String,
        /// The number of the sentence, or the words.
        place: String,
    },
    /// A sentence, or some words, are part of the report after all.
    NotDebris {
        /// The article.
        article: String,
        /// The number of the sentence, or the words.
        place: String,
    },
}

/// A correction as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Kept {
    /// Its number.
    pub id: i64,
    /// What it says, offsets in code points.
    pub correction: Value,
    /// Why, in the words of the one who made it.
    pub note: Option<String>,
    /// Who made it, where that is known.
    pub maker: Option<String>,
    /// When it was made, in UTC.
    pub made: String,
    /// When it was taken back, in UTC.
    pub undone: Option<String>,
    /// Who took it back.
    pub undoer: Option<String>,
    /// Whether it waits: an article that it names is not in the library.
    pub dormant: bool,
    /// The same in words.
    #[serde(skip)]
    #[schemars(skip)]
    pub told: String,
    /// The words whose speaker was corrected, while their article is there.
    #[serde(skip)]
    #[schemars(skip)]
    pub quoted: Option<String>,
}

/// The corrections that hold; with `all`, also those that were undone.
pub fn list(library: &Library, all: bool) -> Result<Vec<Kept>, DeskError> {
    Ok(library.corrections(all)?.iter().map(|stored| Kept::of(library, stored)).collect())
}

/// Makes a correction, and reads and places again what it touches. What it changes for now is nothing where it names what is
/// not there: that is said. Gives it as it is kept.
pub fn correct(
    work: &mut Work<'_>,
    asked: Asked,
    note: Option<&str>,
    who: Option<&str>,
) -> Result<Kept, DeskError> {
    let correction = asked.correction(&work.library)?;
    note_strangers(work, &correction)?;
    let turn = work.turn()?;
    let id = work.library.correct(&correction, note, who, &now())?;
    drop(turn);
    settled(work, id)
}

/// Takes a correction back. Gives it as it is kept.
pub fn undo(work: &mut Work<'_>, number: i64, who: Option<&str>) -> Result<Kept, DeskError> {
    let id = CorrectionId(number);
    let turn = work.turn()?;
    work.library.undo(id, who, &now())?;
    drop(turn);
    settled(work, id)
}

fn settled(work: &mut Work<'_>, id: CorrectionId) -> Result<Kept, DeskError> {
    match work.catch_up() {
        Ok(0) => {}
        Ok(read) => work.listener.note(&format!("read {} again", count(read, "article", "articles"))),
        // It is kept by now: to say that nothing was changed would be wrong.
        Err(DeskError::Busy { .. }) => work.listener.warning(
            "it is kept; what follows from it is done after what is being written to the library now",
        ),
        Err(error) => return Err(error),
    }
    let all = work.library.corrections(true)?;
    let kept = all.iter().find(|stored| stored.id == id).map(|stored| Kept::of(&work.library, stored));
    kept.ok_or_else(|| DeskError::new(format!("correction {id} was removed in the meantime")))
}

/// Says when a name is in no article: the correction is kept, and for now changes nothing.
fn note_strangers(work: &Work<'_>, correction: &Correction) -> Result<(), DeskError> {
    if let Correction::JoinPeople { a, b } | Correction::PartPeople { a, b } = correction {
        for name in [a, b] {
            let query = SearchQuery { named: Some(name.clone()), limit: 1, ..SearchQuery::default() };
            if work.library.search(&query)?.total == 0 {
                work.listener
                    .warning(&format!("no article names {name:?}; the correction waits until one does"));
            }
        }
    }
    Ok(())
}

impl Asked {
    /// The correction that is meant.
    fn correction(self, library: &Library) -> Result<Correction, DeskError> {
        Ok(match self {
            Self::JoinStories { a, b } => Correction::JoinStories { a: ArticleId(a), b: ArticleId(b) },
            Self::PartStories { a, b } => Correction::PartStories { a: ArticleId(a), b: ArticleId(b) },
            Self::JoinPeople { a, b } => Correction::JoinPeople { a, b },
            Self::PartPeople { a, b } => Correction::PartPeople { a, b },
            Self::Speaker { article, place, speaker } => {
                let article = ArticleId(article);
                let reading = library.reading(library.key(&article)?)?;
                let span = pointing::place(&reading, &place)?;
                let speaker = (speaker != "unknown").then_some(speaker);
                if speaker.as_deref().is_some_and(|name| name.trim().is_empty()) {
                    return Err(DeskError::new("the speaker has no name")
                        .hint("write unknown for one nobody can know"));
                }
                Correction::Speaker { article, span, speaker }
            }
            Self::NotQuotation { article, place } => {
                let article = ArticleId(article);
                let span = pointing::place(&library.reading(library.key(&article)?)?, &place)?;
                Correction::NotQuotation { article, span }
            }
            Self::Debris { article, place } => debris(library, article, &place, true)?,
            Self::NotDebris { article, place } => debris(library, article, &place, false)?,
            Self::Published { article, date } => {
                let date: PartialDate =
                    date.parse().map_err(|error: article::DateError| DeskError::new(error.to_string()))?;
                Correction::Published { article: ArticleId(article), date }
            }
            Self::Outlet { article, outlet } => {
                Correction::Outlet { article: ArticleId(article), outlet: Outlet(outlet) }
            }
        })
    }
}

fn debris(library: &Library, article: String, place: &str, debris: bool) -> Result<Correction, DeskError> {
    let article = ArticleId(article);
    let span = pointing::words(&library.reading(library.key(&article)?)?, place)?;
    Ok(Correction::Debris { article, span, debris })
}

impl Kept {
    /// The corrections that hold and name this article.
    pub fn of_article(library: &Library, id: &ArticleId) -> Result<Vec<Self>, DeskError> {
        Ok(library.corrections_of(id)?.iter().map(|stored| Self::of(library, stored)).collect())
    }

    fn of(library: &Library, stored: &StoredCorrection) -> Self {
        Self {
            id: stored.id.0,
            correction: for_programs(library, &stored.correction),
            note: stored.note.clone(),
            maker: stored.maker.clone(),
            made: stored.made.clone(),
            undone: stored.undone.clone(),
            undoer: stored.undoer.clone(),
            dormant: stored.dormant,
            told: told(&stored.correction),
            quoted: quoted(library, &stored.correction),
        }
    }
}

/// A correction in words.
pub fn told(correction: &Correction) -> String {
    let said = match correction {
        Correction::JoinStories { a, b } => format!("{a} and {b} are of one story"),
        Correction::PartStories { a, b } => format!("{a} and {b} are of different stories"),
        Correction::JoinPeople { a, b } => format!("{a} and {b} are one"),
        Correction::PartPeople { a, b } => format!("{a} and {b} are two"),
        Correction::Speaker { article, speaker: Some(speaker), .. } => {
            format!("{speaker} speaks in {article}")
        }
        Correction::Speaker { article, speaker: None, .. } => {
            format!("nobody can know who speaks in {article}")
        }
        Correction::NotQuotation { article, .. } => format!("nobody is quoted in {article}"),
        Correction::Debris { article, debris: true, .. } => format!("no part of the report {article}"),
        Correction::Debris { article, debris: false, .. } => format!("part of the report {article}"),
        Correction::Published { article, date } => format!("{article} is of {date}"),
        Correction::Outlet { article, outlet } => format!("{article} is by {outlet}"),
    };
    squeezed(&said)
}

/// The words that a correction is about, while their article is there.
fn quoted(library: &Library, correction: &Correction) -> Option<String> {
    let (article, span) = place_of(correction)?;
    let article = library.key(article).and_then(|key| library.article(key)).ok()?.article;
    span.of(&article.text).map(squeezed)
}

/// A correction as JSON, with offsets in code points.
fn for_programs(library: &Library, correction: &Correction) -> Value {
    let mut value = serde_json::json!(correction);
    if let Some((article, span)) = place_of(correction) {
        let article = library.key(article).and_then(|key| library.article(key)).ok();
        // Offsets into a text that is not there mean nothing.
        value["span"] = article.map_or(Value::Null, |stored| {
            serde_json::json!(Place::of(&CodePoints::new(&stored.article.text), span))
        });
    }
    value
}

/// The place that a correction is about.
fn place_of(correction: &Correction) -> Option<(&ArticleId, Span)> {
    match correction {
        Correction::Speaker { article, span, .. }
        | Correction::NotQuotation { article, span }
        | Correction::Debris { article, span, .. } => Some((article, *span)),
        _ => None,
    }
}
