//! The things that are found in an article.

use crate::text::SentenceKind;
use article::Span;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::value};

/// In which language an article is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// Its BCP 47 tag; `None` when it could not be told.
    pub tag: Option<String>,
    /// Whether the readings of this crate were attempted on it.
    pub read: bool,
}

/// A sentence or heading of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceSpan {
    /// Where it stands.
    pub span: Span,
    /// The number of its paragraph, from 0.
    pub paragraph: usize,
    /// What it is to the report.
    pub kind: SentenceKind,
}

/// Names an entity within one reading: its index in [`super::Reading::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct EntityId(pub u32);

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// One human being.
    Person,
    /// A company, union, ministry, army, court, party, alliance.
    Organisation,
    /// A country, city, region, building, sea. A capital or a palace may stand for its government.
    Place,
    /// Several people named by what they are: *European leaders*, *union officials*.
    Group,
    /// A name that is none of these: a law, a ship, an award.
    Other,
}

/// What a person is or was, as the report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// The words, such as `U.S. special envoy`.
    pub span: Span,
    /// The office in lower case without country or adjectives: `president`, `envoy`, `mayor`.
    pub office: String,
    /// Whose office it is, by its plain name: `United States`, `Dockworkers’ Union`; `None` when unsaid.
    pub of: Option<String>,
    /// Whether the report says that it is past: *former*, *ex-*.
    pub former: bool,
}

/// A person, organisation, place or group within one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its index in [`super::Reading::entities`].
    pub id: EntityId,
    /// Its fullest name in the article, or, when it is never named, the role that stands for it.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Whether it has a name. *The U.S. President* of a report that never says who is a person without one.
    pub named: bool,
    /// What it is said to be.
    pub roles: Vec<Role>,
    /// For whom it speaks, by that party's plain name: a president for the country, *Kyiv* for *Ukraine*,
    /// *European leaders* for *Europe*, a spokeswoman for her company. `None` when nothing says so.
    pub affiliation: Option<String>,
}

/// One place at which an entity is named or meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// Which entity.
    pub entity: EntityId,
    /// How it is meant.
    pub kind: MentionKind,
}

/// How a mention means its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// By name, full or short.
    Name,
    /// By role or description: *the Ukrainian leader*, *her deputy*.
    Role,
    /// By pronoun.
    Pronoun,
}

/// How much of an attribution stands between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttributionKind {
    /// All of it.
    Direct,
    /// A part of it.
    Mixed,
    /// None of it.
    Indirect,
}

/// The strength with which something is put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Hedge {
    /// Plainly: *said*, *agreed*.
    Stated,
    /// As hearsay: *reportedly*, *is said to*.
    Reported,
    /// As what may be: *might*, *could*, *is considering*, *signaled*.
    Possible,
    /// As what is to come: *will*, *is set to*.
    Planned,
    /// As what somebody asks for: *called for*, *wants*.
    Requested,
    /// As not so: *denied*, *rejected the claim*.
    Denied,
    /// As so on a condition: *if*, *unless*, *provided that*.
    Conditional,
}

impl Hedge {
    /// The strength of this name, in tables as in a reading for programs.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::deserialize(value::StrDeserializer::<value::Error>::new(name)).ok()
    }
}

/// Whose an attribution is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The words that name the source, with its role: *one senior official*.
    pub spans: Vec<Span>,
    /// The entity meant, when it is one of the article's; for a pronoun, whom it stands for.
    pub entity: Option<EntityId>,
    /// Whether the source is deliberately unnamed: *an official who asked not to be named*.
    pub anonymous: bool,
}

/// Something said, thought or claimed, with whose it is and the words that tie them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// How much of it is quoted.
    pub kind: AttributionKind,
    /// What is said, possibly in several pieces.
    pub content: Vec<Span>,
    /// The words between quotation marks, without the marks.
    pub quoted: Vec<Span>,
    /// Whose it is; `None` when it cannot be told.
    pub source: Option<Source>,
    /// The words that tie them: *said*, *according to*. Empty when nothing ties them, as in a second sentence
    /// of one quotation.
    pub cue: Vec<Span>,
    /// How strongly it is put.
    pub hedge: Hedge,
    /// Where or to whom it was said: *reporters in Brussels*, *a press conference*.
    pub venue: Option<Span>,
    /// The outlet from which the report has it: *CNN* in *told CNN*, *Politico* in *according to Politico*.
    pub via: Option<Span>,
}

/// The TIMEX3 type of a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeType {
    /// A day or something longer: *Friday*, *February*, *2014*.
    Date,
    /// A part of a day or a moment: *Monday night*, *3 p.m.*
    Time,
    /// How long: *several weeks*.
    Duration,
    /// How often: *every Monday*.
    Set,
}

/// A date, time or duration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// Its TIMEX3 type.
    pub kind: TimeType,
    /// Its TIMEX3 value; with `X` for digits that are not known (`XXXX-WXX-5` for a Friday of an undated report).
    pub value: String,
    /// The first and last day it can mean, when the value is fully known.
    pub days: Option<(Date, Date)>,
    /// Why it has this value, in words for a reader: *the Friday after the report's day, 2031-04-30, as the
    /// sentence looks ahead*.
    pub reason: String,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// An increase, or what it came to: *rose 3 percent*, *a rise to 14*.
    Up,
    /// A decrease, or what it came to: *down 12%*, *fell by 200 to 1,400*.
    Down,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The words of the number with its unit.
    pub span: Span,
    /// Its value, scaled: `2.5 million` is 2500000.
    pub value: f64,
    /// The upper end of a range (*between 10 and 12*); else `None`.
    pub upper: Option<f64>,
    /// Its unit: `km`, `%`, `USD`, `year`; `None` for a plain count.
    pub unit: Option<String>,
    /// What it counts, in the report's words: *ships*, *frontline*.
    pub counts: Option<Span>,
    /// *about*, *nearly*, *more than*: whether it is approximate or a bound.
    pub approximate: bool,
    /// An ordinal (*the fifth meeting*) rather than a count.
    pub ordinal: bool,
    /// Whether the report says that it is an increase or a decrease, or what one came to; `None` for any other figure
    /// and for the value from which a change began. Readings of before this was read have none.
    #[serde(default)]
    pub change: Option<Change>,
}

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EventStatus {
    /// It took place.
    Happened,
    /// It is taking place.
    Ongoing,
    /// It is set, scheduled or expected.
    Planned,
    /// Somebody asks for it.
    Requested,
    /// It may be: *could*, *proposed*, *if*.
    Possible,
    /// It was called off.
    Cancelled,
    /// Somebody says that it did not or will not take place.
    Denied,
    /// Nothing says.
    Unknown,
}

/// One place at which a report speaks of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// Its type, from the table of events: `meeting`, `call`, `attack`, `vote`, `strike`.
    pub kind: String,
    /// The words that name it.
    pub trigger: Span,
    /// The sentence it stands in.
    pub sentence: usize,
    /// Those said to take part.
    pub participants: Vec<EntityId>,
    /// Where, when that is said.
    pub place: Option<EntityId>,
    /// When, as an index into [`super::Reading::times`].
    pub time: Option<usize>,
    /// Whether it took place.
    pub status: EventStatus,
    /// How it looks back on something already known: *previous*, *last*, *earlier*, *recent*.
    pub back: Option<Span>,
    /// Whether it is told as a quarrel or failure: *clash*, *contentious*, *cut short*.
    pub adverse: bool,
    /// Whether it only says who was there, of an event that is named elsewhere: *she sat in as an observer*.
    pub attends: bool,
}

/// What a party does about an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StanceKind {
    /// *demands, insists on, wants*
    Demands,
    /// *calls for, urges, seeks*
    CallsFor,
    /// *offers, proposes*
    Offers,
    /// *accepts, agrees to, welcomes a deal*
    Accepts,
    /// *is open to, would consider, signaled openness to*
    IsOpenTo,
    /// *rejects, refuses, opposes*
    Rejects,
    /// *rules out, will never*
    RulesOut,
    /// *only if, must be preceded by*
    Conditions,
    /// *threatens, warns that it will*
    Threatens,
    /// *supports, backs, praises, favors*
    Supports,
    /// *opposes, criticises*
    Opposes,
}

/// What a party wants or refuses, at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stance {
    /// Who holds it: the words.
    pub holder: Span,
    /// The entity meant, when it is one of the article's.
    pub entity: Option<EntityId>,
    /// What it does about the issue.
    pub kind: StanceKind,
    /// The words that say so.
    pub cue: Span,
    /// What it is about: the words.
    pub object: Span,
    /// The issues touched, by their names in the table of issues or, failing that, the object's head noun.
    pub issues: Vec<String>,
    /// How strongly it is put.
    pub hedge: Hedge,
    /// Whether it was called a red line, or said as one.
    pub red_line: bool,
    /// The sentence it stands in.
    pub sentence: usize,
    /// The attribution within which it is said, as an index into [`super::Reading::attributions`].
    pub attribution: Option<usize>,
}

/// How a report refers to another outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CitationKind {
    /// *told CNN*: the outlet was spoken to, and this report has it from there.
    Told,
    /// *according to Politico*, *Fox News reports*: the outlet reported it.
    Reported,
    /// A wire credit: *(Reuters) –*, *AP contributed to this report*.
    Credit,
    /// The outlet only appears: *an interview on NBC News*.
    Venue,
}

/// An outlet that a report cites or credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The words that cite, with the cue: *according to Politico*.
    pub span: Span,
    /// The outlet's name alone.
    pub name: Span,
    /// The outlet's plain name, without article: `Politico`.
    pub outlet: String,
    /// How it is cited.
    pub kind: CitationKind,
}

/// What kind of debris.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DebrisKind {
    /// A headline or line given twice.
    Doubled,
    /// A line about something else.
    Stray,
    /// A piece of markup or of a formula language.
    Markup,
    /// A caption or credit of a picture or film.
    Caption,
    /// *Read more*, *Related*, *Share*, *Follow us*.
    Furniture,
    /// A newsletter, subscription or cookie text.
    Newsletter,
    /// Who wrote or helped, whose the text is, when it appeared: a byline of its own line, a copyright line.
    CreditLine,
    /// Who the author is and where to write to them.
    Bio,
    /// A note of the desk: a correction, a disclaimer, an end mark.
    Note,
    /// What a person said is no part of the report.
    Judged,
}

/// Something that is no part of the report. It is marked, never deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debris {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DebrisKind,
}
