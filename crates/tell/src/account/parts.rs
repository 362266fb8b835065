//! The parts of an account.

use super::{Days, EvidenceId, Independence};
use read::{AttributionKind, CitationKind, DebrisKind, EntityKind, EventStatus, Hedge, StanceKind, TimeType};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use weave::Standing;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// Its number in this account, from 1.
    pub number: usize,
    /// What names it.
    pub id: String,
    /// Its headline, when it came apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// When: ISO 8601, as precise as it is known.
    pub published: Option<String>,
    /// When its outlet last changed it, as far as it says so: ISO 8601.
    #[serde(default)]
    pub modified: Option<String>,
    /// For a report without a day: the days that its content leaves open.
    pub bounds: Option<Bounds>,
    /// BCP 47 tag of its language: as given, else as identified.
    pub language: Option<String>,
    /// Whether its content was read: only English is; everything else is kept and shown.
    pub read: bool,
    /// How many code points its text has.
    pub length: usize,
    /// The number of its family, from 1.
    pub family: usize,
    /// The later version of the same page that replaces it.
    pub superseded_by: Option<String>,
    /// Outlets that it cites or credits.
    pub cites: Vec<Cite>,
    /// What in it is no part of the report.
    pub debris: Vec<Debris>,
    /// Its dates, times and durations.
    pub times: Vec<Time>,
}

/// Between which days an undated report lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bounds {
    /// Not before this day.
    pub earliest: Option<String>,
    /// Not after this day.
    pub latest: Option<String>,
    /// Why.
    pub reason: String,
}

/// An outlet cited by a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cite {
    /// Its plain name.
    pub outlet: String,
    /// How it is cited.
    pub kind: CitationKind,
    /// The report of this story by that outlet, when there is just one it can mean.
    pub article: Option<String>,
    /// The words.
    pub evidence: EvidenceId,
}

/// Something that is no part of the report it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Debris {
    /// What it is.
    pub kind: DebrisKind,
    /// The words.
    pub evidence: EvidenceId,
}

/// A date, time or duration in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// The words.
    pub evidence: EvidenceId,
    /// Its TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// Its TIMEX3 value, with `X` for digits that are not known.
    pub value: String,
    /// The days it can mean, when the value is fully known.
    pub days: Option<Days>,
    /// Why it has this value.
    pub reason: String,
}

/// One who holds positions in the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Its plain name.
    pub name: String,
    /// Those who speak for it.
    pub people: Vec<Spokesperson>,
}

/// One who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Spokesperson {
    /// The id in `people`.
    pub person: String,
    /// The name there.
    pub name: String,
    /// What that person is said to be.
    pub roles: Vec<String>,
}

/// A person, organisation or group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Its id: `p1`, `p2` and so on.
    pub id: String,
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
    /// Its id in Wikidata, when a table of them was given that has one of its full names.
    pub wikidata: Option<String>,
    /// Why forms that differ were taken for one.
    pub reasons: Vec<String>,
    /// Where each report first names it.
    pub evidence: Vec<EvidenceId>,
}

/// Something that happened, is planned or asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Its type, such as `meeting`, `strike`, `vote`.
    pub kind: String,
    /// The sentence that tells most about it.
    pub what: EvidenceId,
    /// When.
    pub when: When,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Place>,
    /// Who takes part.
    pub who: Vec<Participant>,
    /// Whether it took place, as the latest report has it.
    pub status: EventStatus,
    /// What each report says of that, the earliest first.
    pub statuses: Vec<Status>,
    /// All sentences that speak of it.
    pub mentions: Vec<EvidenceId>,
    /// How many independent sources speak of it.
    pub independence: Independence,
    /// Why these sentences are taken to speak of one event, and what was kept apart.
    pub reasons: Vec<String>,
}

/// A day that the reports name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineDay {
    /// The day, ISO 8601.
    pub day: String,
    /// The event of that day that stands first in `events`, as a place in that list from 0; `null` when none is known to be
    /// of that day.
    pub event: Option<usize>,
    /// The sentence that tells most of it.
    pub telling: EvidenceId,
    /// All sentences that name it.
    pub mentions: Vec<EvidenceId>,
    /// How many independent sources name it.
    pub independence: Independence,
}

/// Which list a line of a brief is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BriefPart {
    /// `facts`
    Fact,
    /// `events`: the sources speak of the event; not each of them says all that the sentence does.
    Event,
    /// `quotes`
    Quote,
    /// `only_in`
    OnlyIn,
}

/// A line of a brief: a sentence of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BriefLine {
    /// The list it is taken from.
    pub part: BriefPart,
    /// The sentence.
    pub sentence: EvidenceId,
    /// Every sentence that says it or, of an event, speaks of it.
    pub support: Vec<EvidenceId>,
    /// How many independent sources those are.
    pub independence: Independence,
}

/// When an event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The TIMEX3 value; `null` when no report says when.
    pub value: Option<String>,
    /// How much of it is known.
    pub precision: Precision,
    /// The days it can mean, when that is known.
    pub days: Option<Days>,
    /// The words that say when, each with its reason.
    pub said: Vec<SaidTime>,
    /// Why this is the day, or why none can be told.
    pub reason: String,
}

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// A part of a day or a moment.
    PartOfDay,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Somewhere between two days.
    Range,
    /// Something is said, such as a weekday, which cannot be tied to the calendar.
    Relative,
    /// Nothing is said.
    Unknown,
}

/// Words that say when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaidTime {
    /// The words.
    pub evidence: EvidenceId,
    /// Why they mean what they are taken to mean.
    pub reason: String,
}

/// Where an event is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// The words that say so.
    pub evidence: EvidenceId,
}

/// One said to take part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// The id in `people`.
    pub person: String,
    /// The name there.
    pub name: String,
    /// The sentences that say so.
    pub evidence: Vec<EvidenceId>,
    /// Reports that list who takes part and do not have this one.
    pub not_in: Vec<String>,
    /// The sentences by which it did not take part after all.
    pub absent: Vec<EvidenceId>,
}

/// What a sentence says of whether an event took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// Whether it took place.
    pub status: EventStatus,
    /// The sentence.
    pub evidence: EvidenceId,
}

/// One utterance, quoted or not, and how each report renders it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// Who said it: the id in `people`; `null` when it cannot be told.
    pub speaker: Option<String>,
    /// The name there.
    pub name: Option<String>,
    /// The words for its source, when that is no one of `people`.
    pub source: Option<EvidenceId>,
    /// Whether the source is deliberately unnamed.
    pub anonymous: bool,
    /// How each report has it: those that quote first, then the fullest.
    pub renderings: Vec<Rendering>,
    /// How many independent sources it has: one, when its speaker is known, however many reports have it.
    pub independence: Independence,
}

/// How one report renders an utterance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rendering {
    /// The report.
    pub article: String,
    /// How much of it is quoted.
    pub kind: AttributionKind,
    /// The pieces between quotation marks, without the marks.
    pub pieces: Vec<EvidenceId>,
    /// The sentence or sentences it stands in.
    pub context: EvidenceId,
    /// The words that tie it to its source.
    pub cue: Option<EvidenceId>,
    /// Where or to whom it was said.
    pub venue: Option<EvidenceId>,
    /// The outlet from which the report has it.
    pub via: Option<EvidenceId>,
    /// Whether words of the fullest rendering are missing here.
    pub cut: bool,
    /// Whether words differ from the fullest rendering.
    pub changed: bool,
}

/// Something stated by one report or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// The sentence that states it best.
    pub statement: EvidenceId,
    /// What the reports together make of it.
    pub standing: Standing,
    /// How many independent sources it has.
    pub independence: Independence,
    /// Every sentence that states it, with the strength at which it does.
    pub support: Vec<Support>,
    /// Every sentence that contradicts it.
    pub conflicts: Vec<EvidenceId>,
    /// Later sentences by which it came true.
    pub confirmed_by: Vec<EvidenceId>,
    /// Later sentences in which somebody denies it.
    pub denied_by: Vec<EvidenceId>,
    /// For a count or measure: what is counted, and each value given.
    pub figure: Option<Figure>,
    /// Why they are taken to state one thing.
    pub reasons: Vec<String>,
}

/// A sentence that states a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Support {
    /// How strongly.
    pub hedge: Hedge,
    /// The sentence.
    pub evidence: EvidenceId,
}

/// A count or measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// What is counted, in the words of a report.
    pub counts: String,
    /// Each value given.
    pub values: Vec<Value>,
}

/// One value of a count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FigureValue")]
pub struct Value {
    /// The report.
    pub article: String,
    /// The value, scaled: 2500000 for `2.5 million`.
    pub value: f64,
    /// Its unit.
    pub unit: Option<String>,
    /// The day as of which it holds, as far as can be told.
    pub as_of: Option<String>,
    /// The words of the figure.
    pub evidence: EvidenceId,
    /// The source it is ascribed to.
    pub source: Option<EvidenceId>,
}

/// What a party wants about one issue, over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// The party's plain name.
    pub party: String,
    /// The issue.
    pub issue: String,
    /// What it was said to want, the earliest first.
    pub held: Vec<Held>,
    /// Where it moved.
    pub changes: Vec<Change>,
}

/// A move from one stance to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What was held before: the place in `held`, from 0.
    pub from: usize,
    /// What was held then.
    pub to: usize,
}

/// One stance of a party at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// What it does about the issue.
    pub stance: StanceKind,
    /// How strongly that is put.
    pub hedge: Hedge,
    /// Whether it was called or said as a red line.
    pub red_line: bool,
    /// Who holds it, as the report has it.
    pub holder: EvidenceId,
    /// What it is about.
    pub object: EvidenceId,
    /// The sentence.
    pub sentence: EvidenceId,
    /// The report.
    pub article: String,
    /// The day of that report, as far as it is known.
    pub since: Option<String>,
}

/// What one report alone has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OnlyIn {
    /// The report.
    pub article: String,
    /// The sentence.
    pub evidence: EvidenceId,
}
