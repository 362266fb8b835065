//! What happened, what is agreed, what one report alone has.

use super::{Line, Tone, why};
use crate::account::{BriefPart, Event, Fact, Independence};
use crate::labels;
use crate::view::View;
use crate::{account, dates};
use read::EventStatus;
use std::collections::BTreeSet;

pub(super) fn events(view: &View<'_>) -> Vec<Line> {
    view.account.events.iter().map(|event| line_of(view, event)).collect()
}

/// A line for each day, with every sentence that names it.
pub(super) fn timeline(view: &View<'_>) -> Vec<Line> {
    let days = view.account.timeline.iter().map(|told| {
        let line = Line::new().strong(&dates::date(&told.day)).ours("—").theirs(view.words(&told.telling));
        independent(line, "the day: ", &told.independence)
            .from(&view.references(told.mentions.iter().chain([&told.telling])))
            .why(why(view, &[], &told.independence))
            .entry(view.is_new(told.rests_on()))
    });
    days.collect()
}

/// The lines of a brief.
pub(super) fn brief(view: &View<'_>) -> Vec<Line> {
    let lines = view.account.brief.iter().map(|told| {
        let line = Line::new().theirs(view.words(&told.sentence));
        // Not every source that speaks of an event says all that the sentence does.
        let of = if told.part == BriefPart::Event { "the event: " } else { "" };
        independent(line, of, &told.independence)
            .from(&view.references(told.support.iter().chain([&told.sentence])))
            .why(why(view, &[], &told.independence))
            .entry(view.is_new(told.rests_on()))
    });
    lines.collect()
}

/// A line with how many independent sources it has, or what it is `of`, where that is more than one.
fn independent(line: Line, of: &str, independence: &Independence) -> Line {
    if independence.at_most < 2 {
        return line;
    }
    line.mark(Tone::Firm, format!("({of}{})", labels::at_most(independence.at_most)))
}

/// The colour of a status.
pub(super) fn tone(status: EventStatus) -> Tone {
    match status {
        EventStatus::Happened | EventStatus::Ongoing => Tone::Firm,
        EventStatus::Cancelled | EventStatus::Denied => Tone::Contested,
        EventStatus::Planned | EventStatus::Requested | EventStatus::Possible | EventStatus::Unknown => {
            Tone::Open
        }
    }
}

fn line_of(view: &View<'_>, event: &Event) -> Line {
    let mut line = timed(view, event).class(labels::status_class(event.status));
    line = line.ours("—").mark(tone(event.status), format!("{}:", labels::status(event.status)));
    line = line
        .theirs(view.words(&event.what))
        .from(&view.references(event.mentions.iter().chain([&event.what])));
    if let Some(place) = &event.place {
        line = line
            .below([Line::new().ours("where:").theirs(&place.name).from(&view.reference(&place.evidence))]);
    }
    if !event.who.is_empty() {
        let names: Vec<&str> = event.who.iter().map(|who| who.name.as_str()).collect();
        let said = view.references(event.who.iter().flat_map(|who| &who.evidence));
        line = line.below([Line::new().ours("who:").theirs(&names.join(", ")).from(&said)]);
    }
    line = line.below([Line::new().ours(format!("when: {}", event.when.reason))]);
    // How reports came to another status than the one it has now: the first sentence that gives each.
    let kinds: BTreeSet<EventStatus> = event.statuses.iter().map(|status| status.status).collect();
    if kinds.len() > 1 {
        line = line.below(kinds.iter().filter_map(|kind| {
            let status = event.statuses.iter().find(|status| status.status == *kind)?;
            let line = Line::new()
                .mark(tone(status.status), format!("{}:", labels::status(status.status)))
                .theirs(view.words(&status.evidence));
            Some(line.from(&view.reference(&status.evidence)))
        }));
    }
    line.why(why(view, &event.reasons, &event.independence)).entry(view.is_new(event.rests_on()))
}

/// The beginning of an event's line: its day, or the words that say when, or that none can be told.
pub(super) fn timed(view: &View<'_>, event: &Event) -> Line {
    let when = &event.when;
    let line = Line::new();
    // The words from which its day was told, before others that say it less precisely.
    let said = when.said.iter().find(|said| said.reason == when.reason).or(when.said.first());
    match (dates::when(when), said) {
        (Some(days), _) if when.precision == account::Precision::Range => {
            line.strong(&days).ours(format!("({})", labels::precision(when.precision)))
        }
        (Some(days), _) => line.strong(&days),
        (None, Some(said)) => {
            line.quoted(view.words(&said.evidence)).ours(format!("({})", labels::DAY_UNKNOWN))
        }
        (None, None) => line.strong(labels::DAY_UNKNOWN),
    }
}

fn fact(view: &View<'_>, fact: &Fact) -> Line {
    let line = Line::new().class(labels::standing(fact.standing)).theirs(view.words(&fact.statement));
    line.from(&view.support(fact)).why(because(view, fact)).entry(view.is_new(fact.rests_on()))
}

/// Why a fact is told so.
pub(super) fn because(view: &View<'_>, fact: &Fact) -> Vec<Line> {
    why(view, &fact.reasons, &fact.independence)
}

pub(super) fn agreed(view: &View<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> =
        view.agreed().map(|agreed| independent(fact(view, agreed), "", &agreed.independence)).collect();
    lines.extend(view.shared().map(|shared| {
        let mut line = fact(view, shared);
        let why = if shared.independence.reports > 1 { labels::ONE_SOURCE } else { labels::NOT_INDEPENDENT };
        line.pieces.push(super::Piece::Mark(Tone::Open, format!("({why})")));
        line
    }));
    lines
}

pub(super) fn alone(view: &View<'_>) -> Vec<Line> {
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (only, fact) in view.alone() {
        let Some(article) = view.article(&only.article) else { continue };
        let mut line = Line::new().theirs(view.words(&only.evidence)).from(&view.reference(&only.evidence));
        line = match fact {
            Some(fact) => line.why(because(view, fact)).entry(view.is_new(fact.rests_on())),
            None => line.entry(view.is_new(only.rests_on())),
        };
        match lines.last_mut() {
            Some((number, report)) if *number == article.number => report.below.push(line),
            _ => {
                let report = Line::new().ours(format!("{}.", article.number)).strong(&View::report(article));
                lines.push((article.number, report.below([line])));
            }
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}
