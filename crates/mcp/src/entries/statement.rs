//! What is told of the news: events, days, quotations, facts, positions, and what one report alone has.

use crate::cite::{Cite, Cites, cite};
use crate::outside::Outside;
use desk::Citing;
use read::{AttributionKind, EventStatus, Hedge, StanceKind};
use schemars::JsonSchema;
use serde::Serialize;
use tell::{Event, Fact, Figure, Held, OnlyIn, Position, Quote, Standing, TimelineDay};

/// Something that happened, is planned, asked for or denied.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct EventEntry {
    /// What kind of thing it is: `meeting`, `attack`, `vote`.
    kind: String,
    /// Whether it happened, as the latest reports have it.
    status: EventStatus,
    /// When: a TIMEX3 value such as `2031-05-02`; nothing when no report says.
    when: Option<String>,
    /// The first day that it may be of, and the last.
    days: Option<[String; 2]>,
    /// Where.
    untrusted_place: Option<Outside>,
    /// Who took part, as far as reports name them.
    untrusted_who: Vec<Outside>,
    /// The sentence that tells it best.
    told: Cite,
    /// The sentences that say what became of it, the earliest first.
    statuses: Vec<StatusEntry>,
    /// Every sentence about it.
    mentions: Cites,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
}

/// What a sentence says became of an event.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StatusEntry {
    /// What.
    status: EventStatus,
    /// The sentence.
    sentence: Cite,
}

impl EventEntry {
    pub(crate) fn of(citing: &Citing<'_>, event: &Event) -> Option<Self> {
        let statuses = event.statuses.iter().filter_map(|status| {
            Some(StatusEntry { status: status.status, sentence: cite(citing, &status.evidence)? })
        });
        Some(Self {
            kind: event.kind.clone(),
            status: event.status,
            when: event.when.value.clone(),
            days: event.when.days.as_ref().map(|days| [days.first.clone(), days.last.clone()]),
            untrusted_place: event.place.as_ref().map(|place| Outside::name(&place.name)),
            untrusted_who: Outside::names(event.who.iter().map(|who| &who.name)),
            told: cite(citing, &event.what)?,
            statuses: statuses.collect(),
            mentions: Cites::of(citing, &event.mentions),
            independent_at_most: event.independence.at_most,
        })
    }
}

/// A day of the story.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DayEntry {
    /// The day: ISO 8601.
    day: String,
    /// The sentence that tells what was of it.
    told: Cite,
    /// Every sentence that puts something on it.
    mentions: Cites,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
}

impl DayEntry {
    pub(crate) fn of(citing: &Citing<'_>, day: &TimelineDay) -> Option<Self> {
        Some(Self {
            day: day.day.clone(),
            told: cite(citing, &day.telling)?,
            mentions: Cites::of(citing, &day.mentions),
            independent_at_most: day.independence.at_most,
        })
    }
}

/// Something said, as every report that has it gives it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QuotationEntry {
    /// Who says it; nothing when no report tells.
    untrusted_speaker: Option<Outside>,
    /// Whether the reports hold back who it is: *officials*, *a source*.
    anonymous: bool,
    /// Whether the fullest report quotes it word for word (direct), in part (mixed) or not (indirect).
    kind: AttributionKind,
    /// The words between quotation marks in the fullest report; none of indirect speech.
    words: Cites,
    /// The sentence they stand in.
    sentence: Cite,
    /// The sentences in which other reports have it.
    elsewhere: Cites,
    /// Whether some report cut it short or worded it differently.
    varies: bool,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
}

impl QuotationEntry {
    pub(crate) fn of(citing: &Citing<'_>, quote: &Quote) -> Option<Self> {
        let (fullest, others) = quote.renderings.split_first()?;
        Some(Self {
            untrusted_speaker: Outside::some(quote.name.as_deref()),
            anonymous: quote.anonymous,
            kind: fullest.kind,
            words: Cites::of(citing, &fullest.pieces),
            sentence: cite(citing, &fullest.context)?,
            elsewhere: Cites::of(citing, others.iter().map(|rendering| &rendering.context)),
            varies: others.iter().any(|rendering| rendering.cut || rendering.changed),
            independent_at_most: quote.independence.at_most,
        })
    }
}

/// Something stated.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FactEntry {
    /// What the reports together make of it: agreed by independent ones, single where one source has it, disputed, or superseded by
    /// later ones.
    standing: Standing,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
    /// The sentence that states it best.
    statement: Cite,
    /// Every sentence that states it, and how strongly.
    support: Vec<SupportEntry>,
    /// How many more do.
    support_left_out: usize,
    /// Sentences that contradict it.
    conflicts: Cites,
    /// Later sentences by which it came true.
    confirmed_by: Cites,
    /// Later sentences in which somebody denies it.
    denied_by: Cites,
    /// Of a count or measure: each value given.
    figure: Option<FigureEntry>,
    /// Why the sentences are taken to state one thing.
    untrusted_reasons: Vec<Outside>,
}

/// A sentence that states a fact.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SupportEntry {
    /// How strongly.
    strength: Hedge,
    /// The sentence.
    sentence: Cite,
}

/// A count or measure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FigureEntry {
    /// What is counted.
    untrusted_counts: Outside,
    /// Each value given.
    values: Vec<ValueEntry>,
    /// How many more were given.
    values_left_out: usize,
}

/// A value of a count or measure.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ValueEntry {
    /// The number.
    value: f64,
    /// Its unit.
    untrusted_unit: Option<Outside>,
    /// The day that it is of, as far as that is known.
    as_of: Option<String>,
    /// The words.
    sentence: Cite,
}

/// So many supporting sentences, or values, are given.
const SUPPORT: usize = 8;

impl FactEntry {
    pub(crate) fn of(citing: &Citing<'_>, fact: &Fact) -> Option<Self> {
        let support = fact.support.iter().take(SUPPORT).filter_map(|support| {
            Some(SupportEntry { strength: support.hedge, sentence: cite(citing, &support.evidence)? })
        });
        Some(Self {
            standing: fact.standing,
            independent_at_most: fact.independence.at_most,
            statement: cite(citing, &fact.statement)?,
            support: support.collect(),
            support_left_out: fact.support.len().saturating_sub(SUPPORT),
            conflicts: Cites::of(citing, &fact.conflicts),
            confirmed_by: Cites::of(citing, &fact.confirmed_by),
            denied_by: Cites::of(citing, &fact.denied_by),
            figure: fact.figure.as_ref().map(|figure| FigureEntry::of(citing, figure)),
            untrusted_reasons: Outside::names(&fact.reasons),
        })
    }
}

impl FigureEntry {
    fn of(citing: &Citing<'_>, figure: &Figure) -> Self {
        let values = figure.values.iter().take(SUPPORT).filter_map(|value| {
            Some(ValueEntry {
                value: value.value,
                untrusted_unit: Outside::some(value.unit.as_deref()),
                as_of: value.as_of.clone(),
                sentence: cite(citing, &value.evidence)?,
            })
        });
        Self {
            untrusted_counts: Outside::name(&figure.counts),
            values: values.collect(),
            values_left_out: figure.values.len().saturating_sub(SUPPORT),
        }
    }
}

/// What a party wants about an issue, and how that moved.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PositionEntry {
    /// The party.
    untrusted_party: Outside,
    /// The issue.
    untrusted_issue: Outside,
    /// Its stances, the earliest first.
    held: Vec<HeldEntry>,
    /// How it moved: places in `held`, from 0.
    moves: Vec<[usize; 2]>,
}

/// A stance of a party.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HeldEntry {
    /// What it does about the issue.
    stance: StanceKind,
    /// How strongly the report puts it.
    strength: Hedge,
    /// Whether it says that it will not move.
    red_line: bool,
    /// Since when, as far as that is known: ISO 8601.
    since: Option<String>,
    /// The sentence; nothing when it cannot be shown any more.
    sentence: Option<Cite>,
}

impl PositionEntry {
    pub(crate) fn of(citing: &Citing<'_>, position: &Position) -> Option<Self> {
        // Moves name stances by their place: none may be missing, and at least one must be shown.
        let held: Vec<HeldEntry> = position.held.iter().map(|held| HeldEntry::of(citing, held)).collect();
        held.iter().any(|held| held.sentence.is_some()).then(|| Self {
            untrusted_party: Outside::name(&position.party),
            untrusted_issue: Outside::name(&position.issue),
            moves: position.changes.iter().map(|change| [change.from, change.to]).collect(),
            held,
        })
    }
}

impl HeldEntry {
    fn of(citing: &Citing<'_>, held: &Held) -> Self {
        Self {
            stance: held.stance,
            strength: held.hedge,
            red_line: held.red_line,
            since: held.since.clone(),
            sentence: cite(citing, &held.sentence),
        }
    }
}

/// A sentence with nothing like it in any other report.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AloneEntry {
    /// The sentence.
    sentence: Cite,
}

impl AloneEntry {
    pub(crate) fn of(citing: &Citing<'_>, only: &OnlyIn) -> Option<Self> {
        Some(Self { sentence: cite(citing, &only.evidence)? })
    }
}
