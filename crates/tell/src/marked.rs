//! One article's text with what was read in it, before anything is known of how that is shown.

use crate::cutting::{self, Cut};
use crate::{labels, safe};
use article::Span;
use read::text::SentenceKind;
use read::{Attribution, Entity, EntityId, EventMention, Figure, Reading, Source, Stance};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A paragraph of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its sentences, and what stands between them.
    pub sentences: Vec<Sentence>,
}

/// A sentence or heading, or what stands between two sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From 1, as references give it; `None` for what is no sentence: white space, or a stray mark.
    pub number: Option<usize>,
    /// Whether it is a heading.
    pub heading: bool,
    /// In our words, what it is when it is no part of the report: `caption`, `page furniture`.
    pub debris: Option<&'static str>,
    /// What was read in it. Of something that goes beyond the sentence, each sentence has a mark.
    pub marks: Vec<Mark>,
    /// Its words, cut wherever a mark begins or ends; together they are the sentence, white space included.
    pub pieces: Vec<Piece>,
}

/// Words under the same marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words, safe to show: what would drive a terminal or turn a line around is shown as a symbol. They are text, not markup.
    pub words: String,
    /// The marks over them, as places in [`Sentence::marks`], in order; several where marks overlap or nest.
    pub marks: Vec<usize>,
}

/// Something that was read in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// What was read, on one line and safe to show: who says it and how strongly, the TIMEX3 value and why, whose name it is.
    pub label: String,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// Words between quotation marks that somebody says.
    Quotation,
    /// What somebody says, outside quotation marks or beyond them.
    Claim,
    /// A person, organisation, place or group, by name, role or pronoun.
    Name,
    /// A date, time or duration.
    Time,
    /// The words that name an event.
    Event,
    /// The words by which a party wants or refuses something.
    Stance,
    /// A number with its unit.
    Figure,
    /// A reference to another outlet.
    Citation,
    /// Quoted words that nobody is quoted as saying.
    Term,
    /// A part of a sentence that is no part of the report.
    Debris,
}

impl MarkKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Quotation,
        Self::Claim,
        Self::Name,
        Self::Time,
        Self::Event,
        Self::Stance,
        Self::Figure,
        Self::Citation,
        Self::Term,
        Self::Debris,
    ];

    /// Its name, for a class or a legend: `quotation`, `claim`, `name`, `time`, `event`, `stance`, `figure`, `citation`, `term`,
    /// `debris`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quotation => "quotation",
            Self::Claim => "claim",
            Self::Name => "name",
            Self::Time => "time",
            Self::Event => "event",
            Self::Stance => "stance",
            Self::Figure => "figure",
            Self::Citation => "citation",
            Self::Term => "term",
            Self::Debris => "debris",
        }
    }
}

/// The text of an article by paragraph and sentence, with what was read marked.
///
/// No character of the text is lost but white space between paragraphs. Time is linear in the text and the marks over it.
pub fn marked(reading: &Reading) -> Vec<Paragraph> {
    let found = found(reading);
    let spans: Vec<Span> = found.iter().map(|(span, _)| *span).collect();
    let of = |cut: &Cut| sentence(reading, &found, cut);
    let paragraphs = cutting::cut(reading, &spans);
    paragraphs.iter().map(|cuts| Paragraph { sentences: cuts.iter().map(of).collect() }).collect()
}

fn sentence(reading: &Reading, found: &[(Span, Mark)], cut: &Cut) -> Sentence {
    let mut marks: Vec<Mark> = Vec::new();
    let mut debris = (cut.kind == Some(SentenceKind::Debris)).then_some(labels::NO_PART);
    // Where each of `found` stands in `marks`; none for debris that is the whole sentence.
    let mut place: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    let pieces = cut.pieces.iter().map(|piece| {
        let over = piece.over.iter().filter_map(|at| {
            *place.entry(*at).or_insert_with(|| {
                let (span, mark) = found.get(*at)?;
                if mark.kind == MarkKind::Debris && span.contains(cut.span) {
                    let kind = reading.debris.iter().find(|one| one.span == *span)?.kind;
                    debris = Some(labels::debris(kind));
                    return None;
                }
                marks.push(mark.clone());
                Some(marks.len() - 1)
            })
        });
        let marks = over.collect();
        Piece { words: safe::keep_space(reading.words(piece.span)), marks }
    });
    let pieces = pieces.filter(|piece| !piece.words.is_empty()).collect();
    Sentence {
        number: (cut.number > 0).then_some(cut.number),
        heading: cut.kind == Some(SentenceKind::Heading),
        debris,
        pieces,
        marks,
    }
}

/// Everything that was read, where it stands.
fn found(reading: &Reading) -> Vec<(Span, Mark)> {
    let mut found = Vec::new();
    let mut add = |kind, span: Span, label: &str| {
        found.push((span, Mark { kind, label: safe::one_line(label) }));
    };
    for said in &reading.attributions {
        let label = attributed(reading, said);
        said.quoted.iter().for_each(|span| add(MarkKind::Quotation, *span, &label));
        let beyond = |span: &&Span| !said.quoted.iter().any(|quoted| quoted.contains(**span));
        if said.kind != read::AttributionKind::Direct || said.quoted.is_empty() {
            said.content.iter().filter(beyond).for_each(|span| add(MarkKind::Claim, *span, &label));
        }
    }
    for mention in &reading.mentions {
        if let Some(entity) = reading.entity(mention.entity) {
            add(MarkKind::Name, mention.span, &named(reading, entity));
        }
    }
    for time in &reading.times {
        add(MarkKind::Time, time.span, &format!("{}: {}", time.value, time.reason));
    }
    for event in &reading.events {
        add(MarkKind::Event, event.trigger, &happens(reading, event));
    }
    for stance in &reading.stances {
        add(MarkKind::Stance, stance.cue, &wants(reading, stance));
    }
    for figure in &reading.figures {
        add(MarkKind::Figure, figure.span, &counts(reading, figure));
    }
    for cited in &reading.citations {
        add(MarkKind::Citation, cited.span, &format!("{} ({})", cited.outlet, labels::citation(cited.kind)));
    }
    for term in &reading.terms {
        add(MarkKind::Term, *term, labels::NOBODYS_WORDS);
    }
    for debris in &reading.debris {
        add(MarkKind::Debris, debris.span, labels::debris(debris.kind));
    }
    found
}

/// `Greta Ostrand, “said” (direct, stated)`.
fn attributed(reading: &Reading, said: &Attribution) -> String {
    let who =
        said.source.as_ref().map_or_else(|| "unknown speaker".to_owned(), |source| speaker(reading, source));
    let cue = if said.cue.is_empty() {
        String::new()
    } else {
        format!(", “{}”", words(reading, &said.cue, " … "))
    };
    format!("{who}{cue} ({}, {})", labels::attribution(said.kind), labels::hedge(said.hedge))
}

fn speaker(reading: &Reading, source: &Source) -> String {
    let anonymous = if source.anonymous { ", unnamed" } else { "" };
    format!("{}{anonymous}", reading.called(source))
}

/// `Idris Kell (person), mayor of Holmby; speaks for Tarn County`.
fn named(reading: &Reading, entity: &Entity) -> String {
    let mut label = format!("{} ({})", entity.name, labels::entity(entity.kind));
    // Writing to a string cannot fail.
    for role in &entity.roles {
        let former = if role.former { "former " } else { "" };
        let _ = write!(label, ", {former}{}", reading.words(role.span));
    }
    if let Some(party) = &entity.affiliation {
        let _ = write!(label, "; speaks for {party}");
    }
    label
}

fn happens(reading: &Reading, event: &EventMention) -> String {
    let who: Vec<String> = event.participants.iter().filter_map(|id| name(reading, *id)).collect();
    let mut label = format!("{}, {}", event.kind, labels::status(event.status));
    if !who.is_empty() {
        let _ = write!(label, "; who: {}", who.join(", "));
    }
    if let Some(place) = event.place.and_then(|id| name(reading, id)) {
        let _ = write!(label, "; where: {place}");
    }
    if let Some(time) = event.time.and_then(|index| reading.times.get(index)) {
        let _ = write!(label, "; when: {}", time.value);
    }
    label
}

fn wants(reading: &Reading, stance: &Stance) -> String {
    let named = stance.entity.and_then(|id| name(reading, id));
    let holder = named.unwrap_or_else(|| reading.words(stance.holder).to_owned());
    let red_line = if stance.red_line { ", a red line" } else { "" };
    let (kind, hedge) = (labels::stance(stance.kind), labels::hedge(stance.hedge));
    format!("{holder} {kind} {} ({hedge}{red_line})", reading.words(stance.object))
}

fn counts(reading: &Reading, figure: &Figure) -> String {
    let upper = figure.upper.map(|upper| format!(" to {upper}")).unwrap_or_default();
    let unit = figure.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let counts = figure.counts.map(|span| format!(", of: {}", reading.words(span))).unwrap_or_default();
    format!("{}{upper}{unit}{counts}", figure.value)
}

fn name(reading: &Reading, id: EntityId) -> Option<String> {
    reading.entity(id).map(|entity| entity.name.clone())
}

fn words(reading: &Reading, spans: &[Span], between: &str) -> String {
    spans.iter().map(|span| reading.words(*span)).collect::<Vec<_>>().join(between)
}
