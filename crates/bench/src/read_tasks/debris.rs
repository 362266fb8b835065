//! What is no part of the report, on the articles labelled by hand.

use crate::{
    labels::{Table, articles},
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use read::text::Text;
use std::{collections::BTreeSet, path::Path, time::Instant};

/// Characters and spans, on both parts and both ways of drawing.
///
/// # Errors
///
/// When a text cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let labels = Table::new(include_str!("../../labels/debris.tsv"));
    let looked_at = Table::new(include_str!("../../labels/debris-articles.tsv"));
    let articles = articles(data, &[&looked_at])?;
    let mut all = Vec::new();
    for (set, part, drawn) in super::PARTS {
        let mut measured = Measured::new("debris", set);
        let mut characters = Measure::new("characters F1", Statistic::F1)
            .beside(Beside { target: Some(90.6), ..Beside::default() });
        let mut spans = Measure::new("spans, half covered, F1", Statistic::TwoSidedF1);
        for row in looked_at.rows().filter(|row| row.cell("part") == part && row.cell("drawn") == drawn) {
            let article = &articles[&row.key()];
            measured.words += article.text.split_whitespace().count();
            let text = Text::cut(&article.text);
            let start = Instant::now();
            let debris = read::debris::debris(&text, article.title.as_deref(), &BTreeSet::new());
            measured.took += start.elapsed();
            let ours: Vec<(Span, String)> =
                debris.iter().map(|one| (one.span, format!("{:?}", one.kind).to_lowercase())).collect();
            let mut gold = Vec::new();
            for label in labels.rows().filter(|label| label.key() == row.key()) {
                gold.push((label.span(article, "start", "end")?, label.cell("kind").to_owned()));
            }
            let (in_ours, in_gold) = (marks(&article.text, &ours), marks(&article.text, &gold));
            let both: Vec<bool> = in_ours.iter().zip(&in_gold).map(|(ours, gold)| *ours && *gold).collect();
            let count = |marks: &[bool]| marks.iter().filter(|mark| **mark).count() as f64;
            characters.add(&[count(&both), count(&in_ours), count(&in_gold)]);
            let half = |span: Span, all: &[bool]| {
                count(&both[span.start..span.end]) * 2.0 >= count(&all[span.start..span.end])
            };
            let right_ours = ours.iter().filter(|(span, _)| half(*span, &in_ours)).count();
            let right_gold = gold.iter().filter(|(span, _)| half(*span, &in_gold)).count();
            spans.add(&[right_ours as f64, ours.len() as f64, right_gold as f64, gold.len() as f64]);
            if part == "dev" {
                for (span, kind) in ours.iter().filter(|(span, _)| !half(*span, &in_ours)) {
                    measured.mistakes.add(format!("not labelled: {kind}"), || {
                        format!("{} {}", article.id, super::times::around(&article.text, *span))
                    });
                }
                for (span, kind) in gold.iter().filter(|(span, _)| !half(*span, &in_gold)) {
                    measured.mistakes.add(format!("missed: {kind}"), || {
                        format!("{} {}", article.id, super::times::around(&article.text, *span))
                    });
                }
            }
        }
        measured.measures = vec![characters, spans];
        all.push(measured);
    }
    Ok(all)
}

/// For each byte whether a character that is no white space begins there within one of the spans.
fn marks(text: &str, spans: &[(Span, String)]) -> Vec<bool> {
    let mut marks = vec![false; text.len()];
    for (span, _) in spans {
        for (at, letter) in text[span.start..span.end].char_indices() {
            marks[span.start + at] |= !letter.is_whitespace();
        }
    }
    marks
}
