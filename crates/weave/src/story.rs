//! A story, woven: what its reports together say, each line with its evidence.

use crate::{Family, Independence, LeftOut, Lineage, Repeat, RevisedPage, StoryDay};
use article::{ArticleId, Evidence, PartialDate};
use jiff::civil::Date;
use read::{AttributionKind, CitationKind, DebrisKind, EntityKind, EventStatus, Hedge, StanceKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the reports of one story together say.
///
/// Indices into [`Story::articles`], [`Story::families`], [`Story::people`] and [`Story::parties`] tie the
/// parts together.
#[derive(Debug, Clone)]
pub struct Story {
    /// What it is called: the headline of its most central report, or that report's first sentence.
    pub title: Title,
    /// Its reports, the earliest first; those that cannot be dated where their content places them.
    pub articles: Vec<Report>,
    /// Further reports, word for word like some of these: of very many copies of one text only the earliest are woven.
    pub left_out: Vec<LeftOut>,
    /// Which reports share one text.
    pub families: Vec<Family>,
    /// Who stands on whom: reports and outlets.
    pub lineage: Lineage,
    /// How many of the reports are independent of each other, at most, and why.
    pub independence: Independence,
    /// Who and what is named, across all reports.
    pub people: Vec<Person>,
    /// Those who hold positions.
    pub parties: Vec<Party>,
    /// What happened, is planned or asked for, the earliest first.
    pub events: Vec<Event>,
    /// The days that its reports name, the earliest first.
    pub timeline: Vec<StoryDay>,
    /// What was said, one entry for one utterance.
    pub quotes: Vec<Quote>,
    /// What the reports state, alone or together.
    pub facts: Vec<Fact>,
    /// What each party wants, and how that moved.
    pub positions: Vec<Position>,
    /// What one report alone has.
    pub only_in: Vec<OnlyIn>,
    /// Sentences that say nothing an earlier report had not said.
    pub repeats: Vec<Repeat>,
    /// Pages of which there are several versions, with what each changed.
    pub revisions: Vec<RevisedPage>,
}

/// What a story is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words, as some report has them.
    pub text: String,
    /// The report they come from.
    pub article: usize,
    /// Where they stand in its text; `None` when the headline came apart from the text.
    pub evidence: Option<Evidence>,
}

/// A report of the story.
#[derive(Debug, Clone)]
pub struct Report {
    /// The article.
    pub id: ArticleId,
    /// Its headline, when it came apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// When, as far as was said.
    pub published: Option<PartialDate>,
    /// When its outlet last changed it, as far as was said.
    pub modified: Option<PartialDate>,
    /// For a report without a day: the first and last day that its content leaves open, and why.
    pub bounds: Option<Bounds>,
    /// The family it belongs to.
    pub family: usize,
    /// The later version of the same page that replaces it.
    pub superseded_by: Option<usize>,
    /// Outlets that it cites or credits.
    pub cites: Vec<Cite>,
    /// What in it is no part of the report.
    pub debris: Vec<(DebrisKind, Evidence)>,
}

/// Between which days an undated report lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// Not before this day.
    pub earliest: Option<Date>,
    /// Not after this day.
    pub latest: Option<Date>,
    /// Why, in words for a reader.
    pub reason: String,
}

/// An outlet cited by a report.
#[derive(Debug, Clone)]
pub struct Cite {
    /// Its plain name.
    pub outlet: String,
    /// How it is cited.
    pub kind: CitationKind,
    /// The report of this story by that outlet, when there is just one it can mean.
    pub report: Option<usize>,
    /// The words.
    pub evidence: Evidence,
}

/// A reason in words for a reader, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words: a sentence without its full stop.
    pub text: String,
    /// The places that show it; empty when it rests on none, such as a date that came apart from the text.
    pub evidence: Vec<Evidence>,
}

/// A person, organisation, place or group across all reports.
#[derive(Debug, Clone)]
pub struct Person {
    /// Its fullest name; for one never named, the role that stands for it.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether any report names it.
    pub named: bool,
    /// Every other form of its name, and the roles that stand for it, as the reports write them.
    pub aliases: Vec<String>,
    /// What it is said to be.
    pub roles: Vec<String>,
    /// The party it speaks for.
    pub party: Option<String>,
    /// Its id in Wikidata; weaving gives none, [`crate::Entities::mark`] does.
    pub wikidata: Option<String>,
    /// Where each report first names it.
    pub evidence: Vec<Evidence>,
    /// Why forms that differ were taken for one, in words for a reader.
    pub reasons: Vec<String>,
}

/// An entity that holds positions in the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its plain name.
    pub name: String,
    /// Those who speak for it, as indices into [`Story::people`].
    pub people: Vec<usize>,
}

/// Something that happened, is planned or asked for.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its type, such as `meeting`, `call`, `strike`, `vote`.
    pub kind: String,
    /// Who takes part, with the reports that say so.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<EventPlace>,
    /// When.
    pub when: When,
    /// Whether it took place, as the latest report has it.
    pub status: EventStatus,
    /// What each report says of its status, the earliest first.
    pub statuses: Vec<(EventStatus, Evidence)>,
    /// The sentence that tells most about it.
    pub telling: Evidence,
    /// All sentences that speak of it.
    pub mentions: Vec<Evidence>,
    /// How many independent sources speak of it.
    pub independence: Independence,
    /// Why these sentences are taken to speak of one event, and what was kept apart, in words for a reader.
    pub reasons: Vec<String>,
}

/// One said to take part in an event.
#[derive(Debug, Clone)]
pub struct Participant {
    /// Who, as an index into [`Story::people`].
    pub person: usize,
    /// The sentences that say so.
    pub evidence: Vec<Evidence>,
    /// Reports that list who takes part and do not have this one.
    pub not_in: Vec<usize>,
    /// Said not to have taken part after all.
    pub absent: Vec<Evidence>,
}

/// Where an event is.
#[derive(Debug, Clone)]
pub struct EventPlace {
    /// Its name.
    pub name: String,
    /// The words that say so.
    pub evidence: Evidence,
}

/// When an event is, as far as can be known.
#[derive(Debug, Clone)]
pub struct When {
    /// The TIMEX3 value; `None` when no report says when.
    pub value: Option<String>,
    /// First and last day it can mean, when that is known.
    pub days: Option<(Date, Date)>,
    /// The words that say when, each with its reason.
    pub said: Vec<(Evidence, String)>,
    /// Why this is the day, or why none can be told, in words for a reader.
    pub reason: String,
}

/// One utterance, quoted or not, and how each report renders it.
#[derive(Debug, Clone)]
pub struct Quote {
    /// Who said it, as an index into [`Story::people`]; `None` when it cannot be told.
    pub speaker: Option<usize>,
    /// The source in the words of the fullest rendering, when it is not a person of the story:
    /// *one senior official*.
    pub source: Option<Evidence>,
    /// Whether the source is deliberately unnamed.
    pub anonymous: bool,
    /// How each report has it: those that quote first, then the fullest.
    pub renderings: Vec<Rendering>,
    /// How many independent sources it has: one, when its speaker is known, however many reports have it.
    pub independence: Independence,
}

/// How one report renders an utterance.
#[derive(Debug, Clone)]
pub struct Rendering {
    /// The report.
    pub article: usize,
    /// How much of it is quoted.
    pub kind: AttributionKind,
    /// The pieces between quotation marks.
    pub pieces: Vec<Evidence>,
    /// The sentence or sentences it stands in.
    pub context: Evidence,
    /// The words that tie it to its source.
    pub cue: Option<Evidence>,
    /// Where or to whom it was said.
    pub venue: Option<Evidence>,
    /// The outlet from which the report has it.
    pub via: Option<Evidence>,
    /// Whether words of the fullest rendering are missing here.
    pub cut: bool,
    /// Whether words differ from the fullest rendering.
    pub changed: bool,
}

/// What the reports together make of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// At least two independent reports state it and none contradicts it.
    Agreed,
    /// One report, or several that are not independent, state it.
    Single,
    /// Reports contradict each other on it.
    Disputed,
    /// A later figure of the same count overtook it. A plan that came true is not superseded but confirmed.
    Superseded,
}

impl std::str::FromStr for Standing {
    type Err = String;

    /// Of the name that it has in JSON.
    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "agreed" => Ok(Self::Agreed),
            "single" => Ok(Self::Single),
            "disputed" => Ok(Self::Disputed),
            "superseded" => Ok(Self::Superseded),
            other => Err(format!("{other:?} is no standing: agreed, single, disputed or superseded")),
        }
    }
}

/// Something stated by one report or several.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The sentence that states it best.
    pub statement: Evidence,
    /// What the reports make of it.
    pub standing: Standing,
    /// How many independent sources it has.
    pub independence: Independence,
    /// Every sentence that states it, with the strength at which it does.
    pub support: Vec<(Hedge, Evidence)>,
    /// Every sentence that contradicts it.
    pub conflicts: Vec<Evidence>,
    /// Later sentences by which a claim, a plan or a hearsay came true.
    pub confirmed_by: Vec<Evidence>,
    /// Later sentences in which somebody denies it.
    pub denied_by: Vec<Evidence>,
    /// For a count or measure: what is counted, and each value.
    pub figure: Option<FigureFact>,
    /// Why they are taken to state one thing, in words for a reader.
    pub reasons: Vec<String>,
}

/// A count or measure that several sentences give.
#[derive(Debug, Clone)]
pub struct FigureFact {
    /// What is counted, in the words of a report.
    pub counts: String,
    /// Each value given.
    pub values: Vec<FigureValue>,
}

/// One value of a count.
#[derive(Debug, Clone)]
pub struct FigureValue {
    /// The report.
    pub article: usize,
    /// The value, scaled.
    pub value: f64,
    /// Its unit.
    pub unit: Option<String>,
    /// The day as of which it holds, as far as can be told.
    pub as_of: Option<Date>,
    /// The words of the figure.
    pub evidence: Evidence,
    /// The source it is ascribed to, in the report's words.
    pub source: Option<Evidence>,
}

/// What a party wants about one issue, over time.
#[derive(Debug, Clone)]
pub struct Position {
    /// The party's plain name.
    pub party: String,
    /// The issue, in a word or two of the story's own.
    pub issue: String,
    /// What it was said to want, the earliest first.
    pub held: Vec<Held>,
    /// Where it moved: pairs of indices into `held`.
    pub changes: Vec<(usize, usize)>,
}

/// One stance of a party at one moment.
#[derive(Debug, Clone)]
pub struct Held {
    /// What it does about the issue.
    pub stance: StanceKind,
    /// How strongly that is put.
    pub hedge: Hedge,
    /// Whether it was called or said as a red line.
    pub red_line: bool,
    /// Who holds it, as the report has it.
    pub holder: Evidence,
    /// What it is about.
    pub object: Evidence,
    /// The sentence.
    pub sentence: Evidence,
    /// The report.
    pub article: usize,
    /// The day, as far as is known: that of the report.
    pub since: Option<PartialDate>,
}

/// What one report alone has.
#[derive(Debug, Clone)]
pub struct OnlyIn {
    /// The report.
    pub article: usize,
    /// The sentence.
    pub evidence: Evidence,
}
