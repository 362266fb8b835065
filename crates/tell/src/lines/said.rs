//! Who said what, and what each party wants.

use super::{Line, Piece, Tone, why};
use crate::account::{Held, Position, Quote, Rendering};
use crate::view::View;
use crate::{dates, labels};
use read::{AttributionKind, Hedge, StanceKind};
use std::collections::HashMap;

pub(super) fn quotes(view: &View<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for speaker in view.speakers() {
        let line = Line::new();
        let mut line = if speaker.named { line.who(speaker.name) } else { line.strong(speaker.name) };
        if let Some(role) = speaker.role {
            line = line.theirs(&format!("({role})"));
        }
        if let Some(id) = speaker.wikidata {
            line = line.ours(labels::wikidata(id));
        }
        if speaker.anonymous {
            line = line.ours(format!("({})", labels::SOURCE_UNNAMED));
        }
        let line = line.why(speaker.reasons.iter().map(|reason| Line::new().theirs(reason)));
        lines.push(line.below(speaker.quotes.iter().map(|quote| quotation(view, quote))));
    }
    lines
}

fn quotation(view: &View<'_>, quote: &Quote) -> Line {
    let line = Line::new().why(why(view, &[], &quote.independence)).entry(view.is_new(quote.rests_on()));
    let Some(fullest) = quote.renderings.first() else { return line };
    let mut line = rendering(view, line, fullest).from(&view.quote_references(quote));
    for other in quote.renderings.iter().skip(1).filter(|other| other.cut || other.changed) {
        let how = match (other.cut, other.changed) {
            (true, true) => format!("{}, {}", labels::CUT, labels::CHANGED),
            (true, false) => labels::CUT.to_owned(),
            _ => labels::CHANGED.to_owned(),
        };
        let below = Line::new().mark(Tone::Open, format!("{how} in report {}:", view.number(&other.article)));
        line.below.push(rendering(view, below, other).from(&view.rendering_references(other)));
    }
    line
}

/// The word before a venue: *to* reporters; none before one that brings its own, such as *in a statement*.
fn towards(venue: &str) -> &'static str {
    const OWN: &[&str] =
        &["in", "on", "at", "during", "to", "after", "before", "from", "by", "via", "through"];
    let first = venue.split(' ').next().unwrap_or("").to_lowercase();
    if OWN.contains(&first.as_str()) { "" } else { "to" }
}

/// The words of a rendering: its pieces between quotation marks when all of it is quoted, else the sentence it
/// stands in, in the report's own words; and from where the report has it.
fn rendering(view: &View<'_>, mut line: Line, rendering: &Rendering) -> Line {
    if rendering.kind == AttributionKind::Direct && !rendering.pieces.is_empty() {
        for piece in &rendering.pieces {
            line = line.quoted(view.words(piece));
        }
        if let Some(venue) = &rendering.venue {
            line = line.bracketed(towards(view.words(venue)), view.words(venue));
        }
    } else {
        line = line.theirs(view.words(&rendering.context));
    }
    if let Some(via) = &rendering.via {
        line = line.bracketed("by way of", view.words(via));
    }
    line
}

pub(super) fn positions(view: &View<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (party, positions) in view.positions() {
        let mut told = Told::new();
        let line = Line::new();
        let mut line = if view.is_one(party) { line.who(party) } else { line.strong(party) };
        if let Some(id) = view.wikidata(party) {
            line = line.ours(labels::wikidata(id));
        }
        for position in positions {
            line.below.push(issue(view, position, &mut told));
        }
        lines.push(line);
    }
    lines
}

/// Under which issue of its party a stance was told first, by its kind and sentence.
type Told<'a> = HashMap<(StanceKind, &'a str), &'a str>;

fn issue<'a>(view: &View<'_>, position: &'a Position, told: &mut Told<'a>) -> Line {
    let line = Line::new().entry(view.is_new(position.rests_on()));
    let mut line = line.theirs(&format!("{}:", position.issue));
    line.pieces.push(Piece::Mark(Tone::Open, course(view, position)));
    for held in &position.held {
        let first = told.entry((held.stance, held.sentence.0.as_str())).or_insert(position.issue.as_str());
        line.below.push(stance(view, held, (*first != position.issue).then_some(*first)));
    }
    line
}

/// `rejects → accepts`: each stance once, an arrow where the position is known to have moved.
fn course(view: &View<'_>, position: &Position) -> String {
    let mut words = String::new();
    for step in View::course(position) {
        if !words.is_empty() {
            words += if step.moved { " → " } else { "; " };
        }
        words += &view.step_words(&step);
    }
    words
}

/// A stance with its sentence; where that was told under another issue of the party, with the name of that.
fn stance(view: &View<'_>, held: &Held, told_under: Option<&str>) -> Line {
    let mut line = Line::new();
    if let Some(since) = &held.since {
        line = line.strong(&dates::date(since)).ours("—");
    }
    line = line.mark(Tone::Open, labels::stance(held.stance));
    // A demand is a request by its nature.
    if !matches!(held.hedge, Hedge::Stated | Hedge::Requested) {
        line = line.ours(format!(", {}", labels::hedge(held.hedge)));
    }
    if held.red_line {
        line = line.ours(",").mark(Tone::Contested, labels::RED_LINE);
    }
    let line = match told_under {
        Some(issue) => line.ours(format!(", {}", labels::AS_UNDER)).theirs(issue),
        None => line.ours(":").theirs(view.words(&held.sentence)),
    };
    line.from(&view.reference(&held.sentence))
}
