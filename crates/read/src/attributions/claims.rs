//! Makes attributions of the cues of one unit.

use super::{
    classes::Class,
    contents::{self, Content, Governed},
    cues::{Cue, cues},
    hearsay, hedges,
    lexicon::CueClass,
    nouns::nouns,
    scene::{Item, Scene, Unit},
    sources,
    subjects::{Side, Subject, subject},
    terms,
};
use crate::{Attribution, AttributionKind, CitationKind};
use article::Span;
use std::ops::Range;

/// What one unit attributes.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// The attributions, with the quotations that each of them holds.
    pub(super) attributions: Vec<(Attribution, Vec<usize>)>,
    /// Attributions whose content stands in another unit: `Smith said.` after a quotation, `He wrote:` before one.
    pub(super) loose: Option<(Attribution, Direction)>,
    /// Quotations that a cue governs, and that are terms all the same.
    pub(super) terms: Vec<usize>,
}

/// Where the content of an attribution without one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// In the unit before.
    Before,
    /// In the unit after.
    After,
}

struct Draft {
    cue: Cue,
    subject: Subject,
    content: Content,
}

/// The attributions of a unit.
pub(super) fn claims(scene: &Scene<'_>, unit: &Unit) -> Claims {
    let mut governed: Vec<Governed> = Vec::new();
    for cue in cues(scene, unit) {
        let subject = subject(scene, unit, &cue, &governed);
        governed.push((cue, subject));
    }
    let mut claims = Claims::default();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut loose = None;
    for index in 0..governed.len() {
        let content = contents::content(scene, unit, &governed, index);
        let (cue, Some(subject)) = &governed[index] else { continue };
        if content.pieces.is_empty() {
            let says =
                matches!(cue.entry.class, CueClass::Say | CueClass::Ask | CueClass::Tell) && !cue.negated;
            if content.open && says {
                loose = Some((index, content, Direction::After));
            } else if says && loose.is_none() && index == 0 && holds_nothing_else(scene, unit, cue, subject) {
                loose = Some((index, content, Direction::Before));
            }
            continue;
        }
        if speaks_for_the_report(scene, unit, subject) {
            continue;
        }
        drafts.push(Draft { cue: cue.clone(), subject: subject.clone(), content });
    }
    for said in nouns(scene, unit) {
        let content = Content { pieces: vec![said.content], ..Content::default() };
        drafts.push(Draft { cue: said.cue, subject: said.subject, content });
    }
    drafts.sort_by_key(|draft| draft.cue.group.start);
    let via = drop_outlets(scene, unit, &mut drafts);
    drop_nested(&mut drafts);
    for draft in &drafts {
        if let Some(made) = make(scene, unit, draft, via) {
            claims.terms.extend(made.1.iter().filter(|at| terms::is_term(scene, unit, **at)).filter_map(
                |at| match unit.items.get(*at) {
                    Some(Item::Quote(index)) => Some(*index),
                    _ => None,
                },
            ));
            let quotes = made.1.iter().filter_map(|at| match unit.items.get(*at) {
                Some(Item::Quote(index)) => Some(*index),
                _ => None,
            });
            claims.attributions.push((made.0, quotes.collect()));
        }
    }
    let mut taken = vec![false; unit.items.len()];
    for draft in &drafts {
        for piece in draft.content.pieces.iter().chain([&draft.cue.group]) {
            taken.get_mut(piece.clone()).unwrap_or_default().fill(true);
        }
    }
    claims.attributions.extend(
        hearsay::hearsay(scene, unit, &taken).into_iter().map(|attribution| (attribution, Vec::new())),
    );
    if let Some((index, content, direction)) = loose
        && let (cue, Some(subject)) = &governed[index]
    {
        let draft = Draft { cue: cue.clone(), subject: subject.clone(), content };
        claims.loose = empty(scene, unit, &draft, via).map(|attribution| (attribution, direction));
    }
    if claims.attributions.is_empty() && claims.loose.is_none() {
        label(scene, unit, &mut claims);
    }
    claims
}

/// Whether the subject is the reporter, the reader or nobody: *we know*, *you say*, *nobody said*.
fn speaks_for_the_report(scene: &Scene<'_>, unit: &Unit, subject: &Subject) -> bool {
    matches!(scene.word(unit, subject.core.start), "nobody" | "neither" | "none" | "no" | "nothing")
        || subject.core.len() == 1
            && matches!(scene.word(unit, subject.core.start), "i" | "we" | "you" | "there" | "one")
}

/// Whether a unit is nothing but a source and a cue: `Smith said on Monday.`
fn holds_nothing_else(scene: &Scene<'_>, unit: &Unit, cue: &Cue, subject: &Subject) -> bool {
    let start = subject.range().start.min(cue.group.start);
    let verbs = (cue.group.end..unit.items.len()).any(|at| scene.is_finite(unit, at));
    start <= unit.start + 2 && !verbs && unit.items.len() < cue.group.end + 14
}

/// `Smith: “…”` and `SMITH: …`: the words before a colon that begins a paragraph's quotation.
fn label(scene: &Scene<'_>, unit: &Unit, claims: &mut Claims) {
    let Some(colon) =
        (unit.start..unit.items.len()).take(7).find(|at| scene.class(unit, *at) == Class::Colon)
    else {
        return;
    };
    let named = colon > unit.start
        && (unit.start..colon).all(|at| {
            scene.is_capital(unit, at) || matches!(scene.class(unit, at), Class::Stop | Class::Preposition)
        });
    let quotes: Vec<usize> =
        (colon + 1..unit.items.len()).take_while(|at| scene.class(unit, *at) == Class::Quote).collect();
    if !named || quotes.is_empty() || colon + 1 + quotes.len() < unit.items.len() {
        return;
    }
    let subject = Subject { core: unit.start..colon, apposition: None, side: Side::Left };
    let spans: Vec<Span> =
        quotes.iter().filter_map(|at| scene.quote(unit, *at)).map(|quote| quote.inner).collect();
    let Some(source) = sources::source(scene, unit, &subject) else { return };
    let attribution = Attribution {
        kind: AttributionKind::Direct,
        content: spans.clone(),
        quoted: spans,
        source: Some(source),
        cue: scene.span(unit, colon..colon + 1).into_iter().collect(),
        hedge: crate::Hedge::Stated,
        venue: None,
        via: None,
    };
    let held = quotes.iter().filter_map(|at| match unit.items.get(*at) {
        Some(Item::Quote(index)) => Some(*index),
        _ => None,
    });
    claims.attributions.push((attribution, held.collect()));
}

/// The outlet that the report has the unit from. An outlet that only passes on what another source of the unit
/// says is no source beside it.
fn drop_outlets(scene: &Scene<'_>, unit: &Unit, drafts: &mut Vec<Draft>) -> Option<Span> {
    let span = scene.span(unit, 0..unit.items.len())?;
    let outside = |name: Span| {
        unit.items.iter().any(|item| match item {
            Item::Word(token) => scene.text.tokens.get(*token).is_some_and(|token| name.contains(token.span)),
            Item::Quote(_) => false,
        })
    };
    // *confirmed a plan that the paper had reported*: the paper is part of what is said.
    let told_of = |name: Span| {
        drafts.iter().any(|draft| {
            draft
                .content
                .pieces
                .iter()
                .filter_map(|piece| scene.span(unit, piece.clone()))
                .any(|piece| piece.contains(name))
        })
    };
    let from = scene.citations.partition_point(|citation| citation.name.start < span.start);
    let via = scene.citations[from..]
        .iter()
        .take_while(|citation| citation.name.start < span.end)
        .take(16)
        .filter(|citation| matches!(citation.kind, CitationKind::Told | CitationKind::Reported))
        .map(|citation| citation.name)
        .find(|name| span.contains(*name) && outside(*name) && !told_of(*name));
    let is_outlet = |draft: &Draft| {
        let subject = scene.span(unit, draft.subject.core.clone());
        via.zip(subject).is_some_and(|(via, subject)| subject.overlaps(via) && subject.len() <= via.len() + 5)
    };
    if drafts.iter().any(is_outlet) && drafts.iter().any(|draft| !is_outlet(draft)) {
        drafts.retain(|draft| !is_outlet(draft));
    }
    via
}

/// Leaves out what stands wholly inside the content of another.
fn drop_nested(drafts: &mut Vec<Draft>) {
    let inside = |inner: &Draft, outer: &Draft| {
        let group = &inner.cue.group;
        outer.content.pieces.iter().any(|piece| piece.start <= group.start && group.end <= piece.end)
    };
    let mut keep = vec![true; drafts.len()];
    for (index, inner) in drafts.iter().enumerate() {
        let nested = drafts
            .iter()
            .enumerate()
            .take(index + 24)
            .skip(index.saturating_sub(24))
            .any(|(other, outer)| other != index && inside(inner, outer) && !inside(outer, inner));
        keep[index] = !nested;
    }
    let mut keep = keep.into_iter();
    drafts.retain(|_| keep.next().unwrap_or(true));
}

fn empty(scene: &Scene<'_>, unit: &Unit, draft: &Draft, via: Option<Span>) -> Option<Attribution> {
    Some(Attribution {
        kind: AttributionKind::Direct,
        content: Vec::new(),
        quoted: Vec::new(),
        source: Some(sources::source(scene, unit, &draft.subject)?),
        cue: cue_spans(scene, unit, draft),
        hedge: hedges::strength(scene, unit, &draft.cue, &[], AttributionKind::Direct),
        venue: draft.content.venue.clone().and_then(|venue| scene.span(unit, venue)),
        via,
    })
}

/// The attribution of a draft, with the items of the quotations in it.
fn make(
    scene: &Scene<'_>,
    unit: &Unit,
    draft: &Draft,
    via: Option<Span>,
) -> Option<(Attribution, Vec<usize>)> {
    let pieces: Vec<Range<usize>> = draft.content.pieces.clone();
    let held: Vec<usize> =
        pieces.iter().cloned().flatten().filter(|at| scene.quote(unit, *at).is_some()).collect();
    let only_quotes = !held.is_empty()
        && pieces
            .iter()
            .cloned()
            .flatten()
            .all(|at| matches!(scene.class(unit, at), Class::Quote | Class::Comma | Class::Stop));
    let spoken: Vec<usize> = if only_quotes {
        held.clone()
    } else {
        held.iter().copied().filter(|at| !terms::is_term(scene, unit, *at)).collect()
    };
    let quoted: Vec<Span> =
        spoken.iter().filter_map(|at| scene.quote(unit, *at)).map(|quote| quote.inner).collect();
    let content: Vec<Span> = if only_quotes {
        quoted.clone()
    } else {
        pieces.iter().filter_map(|piece| scene.span(unit, with_that(scene, unit, draft, piece))).collect()
    };
    if content.is_empty() {
        return None;
    }
    let kind = match (only_quotes, quoted.is_empty()) {
        (true, _) => AttributionKind::Direct,
        (false, false) => AttributionKind::Mixed,
        (false, true) => AttributionKind::Indirect,
    };
    let attribution = Attribution {
        kind,
        content,
        quoted,
        source: Some(sources::source(scene, unit, &draft.subject)?),
        cue: cue_spans(scene, unit, draft),
        hedge: hedges::strength(scene, unit, &draft.cue, &pieces, kind),
        venue: draft.content.venue.clone().and_then(|venue| scene.span(unit, venue)),
        via,
    };
    Some((attribution, held))
}

/// A piece with the *that* which opens its clause, as it has the *to*, the *whether* or the *how* that opens one.
fn with_that(scene: &Scene<'_>, unit: &Unit, draft: &Draft, piece: &Range<usize>) -> Range<usize> {
    let opened = piece.start > unit.start.max(1) && scene.word(unit, piece.start - 1) == "that" && {
        let that = piece.start - 1;
        !draft.cue.group.contains(&that) && !draft.subject.range().contains(&that)
    };
    piece.start - usize::from(opened)..piece.end
}

/// The words that tie a draft, with the colon at once after them.
fn cue_spans(scene: &Scene<'_>, unit: &Unit, draft: &Draft) -> Vec<Span> {
    let group = draft.cue.group.clone();
    let colon = usize::from(scene.class(unit, group.end) == Class::Colon);
    scene.span(unit, group.start..group.end + colon).into_iter().collect()
}
