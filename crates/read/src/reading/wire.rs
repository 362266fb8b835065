//! A reading as the contract for programs writes it: offsets in Unicode code points.

mod write;

pub use write::to_wire;

use crate::{
    AttributionKind, Change, CitationKind, DebrisKind, EntityId, EntityKind, EventStatus, Hedge, MentionKind,
    StanceKind, TimeType,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of Unicode code points of `article.text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Span")]
pub struct Points {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// The article that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
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
    /// BCP 47 tag: as given, else as identified.
    pub language: Option<String>,
    /// Whether the readings below were attempted: only English is read; everything else is kept and shown.
    pub read: bool,
    /// The verbatim text into which all offsets point.
    pub text: String,
}

macro_rules! wire {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
        $(#[$meta])*
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

wire! {
    /// A sentence or heading.
    Sentence {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// `body`, `heading` or `debris`.
        kind: String,
    }
}
wire! {
    /// What a person is said to be.
    Role {
        /// The words.
        text: String,
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The office alone, in lower case.
        office: String,
        /// Whose office.
        of: Option<String>,
        /// Whether it is said to be past.
        former: bool,
    }
}
wire! {
    /// A person, organisation, place or group of the article.
    Entity {
        /// Its number within this reading.
        id: EntityId,
        /// Its fullest name here, or the role that stands for it.
        name: String,
        /// What it is.
        kind: EntityKind,
        /// Whether it has a name here.
        named: bool,
        /// What it is said to be.
        roles: Vec<Role>,
        /// For whom it speaks.
        affiliation: Option<String>,
    }
}
wire! {
    /// A place at which an entity is meant.
    Mention {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words.
        text: String,
        /// By name, role or pronoun.
        kind: MentionKind,
        /// Which entity.
        entity: EntityId,
    }
}
wire! {
    /// Whose an attribution is.
    Source {
        /// The words that name it.
        spans: Vec<Points>,
        /// The entity meant.
        entity: Option<EntityId>,
        /// Whether it is deliberately unnamed.
        anonymous: bool,
    }
}
wire! {
    /// Something said, thought or claimed.
    Attribution {
        /// How much of it is quoted.
        kind: AttributionKind,
        /// What is said.
        content: Vec<Points>,
        /// The words between quotation marks, without the marks.
        quoted: Vec<Points>,
        /// Whose it is.
        source: Option<Source>,
        /// The words that tie them.
        cue: Option<Vec<Points>>,
        /// How strongly it is put.
        hedge: Hedge,
        /// Where or to whom it was said.
        venue: Option<Points>,
        /// The outlet from which the report has it.
        via: Option<Points>,
    }
}
wire! {
    /// A date, time or duration.
    Time {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words.
        text: String,
        /// TIMEX3 type.
        r#type: TimeType,
        /// TIMEX3 value.
        value: String,
        /// Why it has this value.
        reason: String,
    }
}
wire! {
    /// A number with what it counts.
    Figure {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words.
        text: String,
        /// Its value, scaled.
        value: f64,
        /// The upper end of a range.
        upper: Option<f64>,
        /// Its unit.
        unit: Option<String>,
        /// What it counts, in the report's words.
        counts: Option<String>,
        /// Whether it is approximate or a bound.
        approximate: bool,
        /// Whether it is an ordinal.
        ordinal: bool,
        /// Whether it is an increase or a decrease, or what one came to.
        change: Option<Change>,
    }
}
wire! {
    /// A place at which the report speaks of an event.
    Event {
        /// First code point of the words that name it.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words that name it.
        text: String,
        /// Its type.
        kind: String,
        /// Those said to take part.
        participants: Vec<EntityId>,
        /// Where.
        place: Option<EntityId>,
        /// When: an index into `times`.
        time: Option<usize>,
        /// Whether it took place.
        status: EventStatus,
    }
}
wire! {
    /// What a party wants or refuses.
    Stance {
        /// The words that name the party.
        holder: Points,
        /// The entity meant.
        entity: Option<EntityId>,
        /// What it does about the issue.
        kind: StanceKind,
        /// The words that say so.
        cue: Points,
        /// What it is about.
        object: Points,
        /// The issues touched.
        issues: Vec<String>,
        /// How strongly it is put.
        hedge: Hedge,
        /// Whether it was called or said as a red line.
        red_line: bool,
    }
}
wire! {
    /// An outlet cited or credited.
    Citation {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// The words.
        text: String,
        /// The outlet.
        outlet: String,
        /// How it is cited.
        kind: CitationKind,
    }
}
wire! {
    /// Something that is no part of the report.
    Debris {
        /// First code point.
        start: usize,
        /// One past the last.
        end: usize,
        /// What it is.
        kind: DebrisKind,
    }
}
wire! {
    /// Everything found in one article. Offsets are half-open ranges of code points of `article.text`.
    #[schemars(title = "Reading")]
    ReadingJson {
        /// The article.
        article: Article,
        /// Sentences and headings.
        sentences: Vec<Sentence>,
        /// Who and what is named.
        entities: Vec<Entity>,
        /// Where they are named.
        mentions: Vec<Mention>,
        /// Quotations and claims.
        attributions: Vec<Attribution>,
        /// Quoted words that nobody is quoted as saying.
        terms: Vec<Points>,
        /// Dates, times, durations.
        times: Vec<Time>,
        /// Numbers.
        figures: Vec<Figure>,
        /// Events.
        events: Vec<Event>,
        /// What parties want.
        stances: Vec<Stance>,
        /// Outlets cited.
        citations: Vec<Citation>,
        /// The places at the head of the report, with their days.
        datelines: Vec<Points>,
        /// Who wrote the report or helped.
        bylines: Vec<Points>,
        /// What is no part of the report.
        debris: Vec<Debris>,
    }
}
