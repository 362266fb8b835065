//! Where the reports differ, side by side.

use super::{Line, Tone, told};
use crate::account::{Event, EvidenceId, Fact, Participant, Value};
use crate::view::View;
use crate::{dates, labels};
use std::collections::BTreeSet;
use weave::Standing;

pub(super) fn differences(view: &View<'_>) -> Vec<Line> {
    let facts = view.differences();
    let facts = facts.iter().map(|differing| fact(view, differing));
    let attendance = view.attendance();
    let attendance = attendance.iter().map(|(event, who)| attends(view, event, who));
    facts.chain(attendance).collect()
}

fn fact(view: &View<'_>, fact: &Fact) -> Line {
    let (tone, label) = match fact.standing {
        Standing::Disputed => (Tone::Contested, labels::standing(fact.standing)),
        Standing::Superseded => (Tone::Open, labels::standing(fact.standing)),
        Standing::Agreed | Standing::Single => (Tone::Open, labels::STRENGTHS),
    };
    let line = Line::new().class(labels::standing(fact.standing)).mark(tone, format!("{label}:"));
    let line = line.why(told::because(view, fact)).entry(view.is_new(fact.rests_on()));
    match &fact.figure {
        Some(figure) if figure.values.len() > 1 => {
            line.strong(&figure.counts).below(figure.values.iter().map(|given| value(view, given)))
        }
        _ => {
            let supporting: BTreeSet<&EvidenceId> =
                fact.support.iter().map(|support| &support.evidence).collect();
            let stated = fact.support.iter().map(|support| (&support.evidence, labels::hedge(support.hedge)));
            // Those that only answer it: an outcome of a plan, a denial by somebody else.
            let answers = fact.conflicts.iter().chain(&fact.confirmed_by).chain(&fact.denied_by);
            let answers = answers.filter(|id| !supporting.contains(id)).collect::<BTreeSet<_>>();
            let sentences = stated.chain(answers.into_iter().map(|id| (id, labels::CONTRADICTED)));
            line.theirs(view.words(&fact.statement))
                .from(&view.support(fact))
                .below(sentences.flat_map(|(id, label)| sentence(view, fact, id, label)))
        }
    }
}

/// A sentence on the fact, by what it does to it or else by how strongly it puts it.
fn sentence(view: &View<'_>, fact: &Fact, id: &EvidenceId, strength: &'static str) -> Vec<Line> {
    let (tone, label) = if fact.denied_by.contains(id) {
        (Tone::Contested, labels::DENIED)
    } else if fact.confirmed_by.contains(id) {
        (Tone::Firm, labels::CONFIRMED)
    } else if fact.conflicts.contains(id) {
        (Tone::Contested, labels::CONTRADICTED)
    } else {
        (Tone::Open, strength)
    };
    view.reference(id)
        .into_iter()
        .map(|reference| {
            let line = Line::new().mark(tone, format!("{label}:")).theirs(reference.words());
            line.from(std::slice::from_ref(&reference))
        })
        .collect()
}

fn value(view: &View<'_>, value: &Value) -> Line {
    let mut line = Line::new().strong(view.words(&value.evidence));
    if let Some(article) = view.article(&value.article) {
        line = line.ours("—").theirs(&View::report(article));
        // Where the figure holds as of another day than that of its report.
        if let Some(day) = value.as_of.as_ref().filter(|day| article.published.as_ref() != Some(day)) {
            line = line.ours(format!(", as of {}", dates::date(day)));
        }
    }
    if let Some(source) = &value.source {
        line = line.ours("; source:").theirs(view.words(source));
    }
    line.from(&view.reference(&value.evidence))
}

fn attends(view: &View<'_>, event: &Event, who: &[&Participant]) -> Line {
    let line = Line::new().entry(view.is_new(event.rests_on()));
    let mut line = line.mark(Tone::Open, format!("{}:", labels::ATTENDANCE));
    line.pieces.extend(told::timed(view, event).pieces);
    line = line.ours("—").theirs(view.words(&event.what)).from(&view.reference(&event.what));
    for participant in who {
        let mut below = Line::new().strong(&participant.name).ours("—");
        if !participant.evidence.is_empty() {
            below = below.ours(labels::LISTED).from(&view.references(&participant.evidence));
        }
        if !participant.not_in.is_empty() {
            let numbers: Vec<String> =
                participant.not_in.iter().map(|id| view.number(id).to_string()).collect();
            let word = if numbers.len() == 1 { "report" } else { "reports" };
            if !participant.evidence.is_empty() {
                below = below.ours(",");
            }
            below = below.mark(Tone::Open, format!("{} {word} {}", labels::NOT_LISTED, numbers.join(", ")));
        }
        if !(participant.evidence.is_empty() && participant.not_in.is_empty()) {
            line.below.push(below);
        }
        line.below.extend(view.references(&participant.absent).into_iter().map(|reference| {
            Line::new()
                .strong(&participant.name)
                .ours("—")
                .mark(Tone::Contested, format!("{}:", labels::ABSENT))
                .theirs(reference.words())
                .from(&[reference])
        }));
    }
    line
}
