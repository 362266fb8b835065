//! Outlets cited, wire credits, datelines and bylines, on the passages labelled by hand.

use crate::{
    labels::{Table, articles},
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use read::{CitationKind, text::Text};
use std::{collections::BTreeSet, path::Path, time::Instant};

/// The kinds, each measured alone as well.
const KINDS: [(&str, &str); 4] =
    [("cited", "cited F1"), ("credit", "credit F1"), ("dateline", "dateline F1"), ("byline", "byline F1")];

struct Found {
    span: Span,
    kind: &'static str,
    outlet: String,
}

/// Overlap and kind, and the same with the outlet, on both parts and both ways of drawing.
///
/// # Errors
///
/// When a text cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let labels = Table::new(include_str!("../../labels/credits.tsv"));
    let passages = Table::new(include_str!("../../labels/credits-passages.tsv"));
    let articles = articles(data, &[&passages])?;
    let mut all = Vec::new();
    for (set, part, drawn) in super::PARTS {
        let mut measured = Measured::new("credits", set);
        let mut whole = Measure::new("span and kind F1", Statistic::F1)
            .beside(Beside { target: Some(92.4), ..Beside::default() });
        let mut outlets = Measure::new("span, kind and outlet F1", Statistic::F1);
        let mut kinds = KINDS.map(|(_, name)| Measure::new(name, Statistic::F1));
        for passage in passages.rows().filter(|row| row.cell("part") == part && row.cell("drawn") == drawn) {
            let article = &articles[&passage.key()];
            let within = passage.span(article, "start", "end")?;
            measured.words += article.text.split_whitespace().count();
            let mut text = Text::cut(&article.text);
            let start = Instant::now();
            let debris = read::debris::debris(&text, article.title.as_deref(), &BTreeSet::new());
            text.mark_debris(&debris.iter().map(|debris| debris.span).collect::<Vec<_>>());
            let mut ours = found(&text, article.outlet.as_ref().map(|outlet| outlet.0.as_str()));
            measured.took += start.elapsed();
            ours.retain(|found| within.contains(found.span));
            let mut gold = Vec::new();
            for row in labels.rows().filter(|row| row.key() == passage.key()) {
                let span = row.span(article, "start", "end")?;
                gold.push(Found { span, kind: row.cell("kind"), outlet: row.cell("outlet").to_owned() });
            }
            let mut taken = vec![false; ours.len()];
            let (mut right, mut same, mut of_kind) = (0, 0, [0; 4]);
            for label in &gold {
                let at = (0..ours.len()).find(|at| {
                    !taken[*at] && ours[*at].kind == label.kind && ours[*at].span.overlaps(label.span)
                });
                let Some(at) = at else {
                    if part == "dev" {
                        measured.mistakes.add(format!("missed: {}", label.kind), || {
                            super::times::around(&article.text, label.span)
                        });
                    }
                    continue;
                };
                taken[at] = true;
                right += 1;
                for (count, (kind, _)) in of_kind.iter_mut().zip(KINDS) {
                    *count += usize::from(kind == label.kind);
                }
                if is_same(&ours[at].outlet, &label.outlet) {
                    same += 1;
                } else if part == "dev" {
                    measured
                        .mistakes
                        .add("another outlet", || format!("{} for {}", ours[at].outlet, label.outlet));
                }
            }
            for (found, _) in ours.iter().zip(&taken).filter(|(_, taken)| !**taken && part == "dev") {
                measured.mistakes.add(format!("not labelled: {}", found.kind), || {
                    super::times::around(&article.text, found.span)
                });
            }
            whole.add(&[f64::from(right), ours.len() as f64, gold.len() as f64]);
            outlets.add(&[f64::from(same), ours.len() as f64, gold.len() as f64]);
            for ((measure, right), (kind, _)) in kinds.iter_mut().zip(of_kind).zip(KINDS) {
                let count = |all: &[Found]| all.iter().filter(|found| found.kind == kind).count() as f64;
                measure.add(&[right as f64, count(&ours), count(&gold)]);
            }
        }
        measured.measures = vec![whole, outlets];
        measured.measures.extend(kinds);
        all.push(measured);
    }
    Ok(all)
}

fn found(text: &Text<'_>, own: Option<&str>) -> Vec<Found> {
    let mut found: Vec<Found> = read::credits::credits(text, own)
        .into_iter()
        .map(|citation| Found {
            span: citation.name,
            kind: if citation.kind == CitationKind::Credit { "credit" } else { "cited" },
            outlet: citation.outlet,
        })
        .collect();
    let placed = |span: Span, kind: &'static str| Found { span, kind, outlet: String::new() };
    found.extend(read::credits::datelines(text).into_iter().map(|span| placed(span, "dateline")));
    found.extend(read::credits::bylines(text).into_iter().map(|span| placed(span, "byline")));
    found
}

fn is_same(ours: &str, label: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.to_lowercase().replace('’', "'");
        lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
    };
    plain(ours) == plain(label)
}
