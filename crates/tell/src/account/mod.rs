//! The account as a contract for programs.
//!
//! What a report says is never copied into these types but through [`Evidence`]: every part refers to it by
//! id. Offsets are Unicode code points. Articles are named by their id, people by theirs (`p1`), both unique
//! within one account.

mod lineage;
mod parts;
mod rests;
mod revisions;

pub use lineage::*;
pub use parts::*;
pub use revisions::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of an [`Evidence`] of this account: `e1`, `e2` and so on, in the order of the reports and of their
/// texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct EvidenceId(pub String);

/// What the reports of one story together say, each line with the sentence it comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// What the story is called, how many reports it has, and of which days.
    pub story: About,
    /// The reports, the earliest first.
    pub articles: Vec<Article>,
    /// Which reports share one text.
    pub families: Vec<Family>,
    /// Who stands on whom: reports and outlets.
    pub lineage: Lineage,
    /// How many of the reports are independent of each other, at most, and why.
    pub independence: Independence,
    /// Those who hold positions.
    pub parties: Vec<Party>,
    /// Persons, organisations and groups, and whatever else takes part or speaks.
    pub people: Vec<Person>,
    /// The story in so many lines, what has most independent sources first; empty unless a number of lines was asked for. When it is
    /// there, it stands for the lists below, which are empty then.
    pub brief: Vec<BriefLine>,
    /// What happened, is planned or asked for, the earliest first.
    pub events: Vec<Event>,
    /// The days that the reports name, the earliest first.
    pub timeline: Vec<TimelineDay>,
    /// What was said, one entry for one utterance.
    pub quotes: Vec<Quote>,
    /// What the reports state, alone or together.
    pub facts: Vec<Fact>,
    /// What each party wants, and how that moved.
    pub positions: Vec<Position>,
    /// What one report alone has.
    pub only_in: Vec<OnlyIn>,
    /// Of pages of which there are several versions: what each version changed in the one before.
    #[serde(default)]
    pub revisions: Vec<Revision>,
    /// How much the options that were asked for kept out of the lists above.
    pub left_out: LeftOut,
    /// The words on which all of this rests.
    pub evidence: Vec<Evidence>,
}

/// What the story is called, how many reports it has, and of which days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// What it is called.
    pub title: Title,
    /// How many reports there are, those replaced by a later version included.
    pub reports: usize,
    /// How many of them are word for word like others and stand in no list: of very many copies of one text only the
    /// earliest are looked at one by one.
    #[serde(default)]
    pub copies_left_out: usize,
    /// How many of them were replaced by a later version of the same page.
    pub superseded: usize,
    /// How many outlets published them, as far as that is known.
    pub outlets: usize,
    /// How many reports carry no date.
    pub undated: usize,
    /// The first and last day on which the dated reports were published.
    pub days: Option<Days>,
    /// Set when only what is new since a day was asked for.
    pub since: Option<Since>,
}

/// What a story is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Title {
    /// The words, as a report has them.
    pub text: String,
    /// The report they come from.
    pub article: String,
    /// Where they stand in its text; `null` when the headline came apart from the text.
    pub evidence: Option<EvidenceId>,
}

/// The day since which news was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Since {
    /// The day, as it was given.
    pub date: String,
    /// The reports taken to be published on that day or later.
    pub articles: Vec<String>,
    /// Those among them that carry no date and might be older.
    pub undated: Vec<String>,
}

/// A first and a last day, both ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Days {
    /// The first.
    pub first: String,
    /// The last; the same for a single day.
    pub last: String,
}

/// Words that stand in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Its id.
    pub id: EvidenceId,
    /// The report.
    pub article: String,
    /// First code point in the report's text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words between the two, as they stand there.
    pub exact: String,
    /// The number, from 1, of the sentence or heading it begins in: its place in the reading's `sentences`.
    pub sentence: usize,
    /// The earlier reports that had already said what its sentence says; none when it repeats nobody, and none for words that are
    /// more than one sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<String>,
}

/// How much was kept out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// Because a brief of so many lines was asked for: what no line of it stands for.
    pub by_length: Counts,
    /// Because no report since the day asked for adds to it.
    pub by_since: Counts,
}

/// How many entries, for each list of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// Of `events`.
    pub events: usize,
    /// Of `timeline`.
    pub timeline: usize,
    /// Of `quotes`.
    pub quotes: usize,
    /// Of `positions`.
    pub positions: usize,
    /// Of `facts`: those that independent reports agree on.
    pub agreed: usize,
    /// Of `facts`: those that are disputed or superseded.
    pub differing: usize,
    /// Of `facts`: the others.
    pub single: usize,
    /// Of `only_in`.
    pub only_in: usize,
    /// Of `revisions`.
    #[serde(default)]
    pub revisions: usize,
}

impl Counts {
    /// Of all lists together.
    pub fn all(&self) -> usize {
        let Self { events, timeline, quotes, positions, agreed, differing, single, only_in, revisions } =
            self;
        events + timeline + quotes + positions + agreed + differing + single + only_in + revisions
    }

    /// The count that facts of this standing belong to.
    pub(crate) fn of_facts(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::Agreed => &mut self.agreed,
            Standing::Disputed | Standing::Superseded => &mut self.differing,
            Standing::Single => &mut self.single,
        }
    }
}
