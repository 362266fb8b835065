//! How strongly claims are put, on the claims labelled by hand.

use crate::{
    labels::{Key, Table, articles},
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use read::{Hedge, Reading};
use std::{collections::BTreeMap, path::Path, time::Instant};

/// The hedge of the attribution that overlaps each labelled content, on both parts.
///
/// # Errors
///
/// When a text cannot be read.
pub(crate) fn measure(data: &Path) -> Result<Vec<Measured>> {
    let labels = Table::new(include_str!("../../labels/hedges.tsv"));
    let articles = articles(data, &[&labels])?;
    let mut all = Vec::new();
    for (set, part) in [("own labels, dev", "dev"), ("own labels, held", "held")] {
        let mut measured = Measured::new("hedges", set);
        let mut accuracy = Measure::new("hedge accuracy", Statistic::Accuracy)
            .beside(Beside { target: Some(85.0), ..Beside::default() });
        let mut among = Measure::new("hedge accuracy among matched", Statistic::Accuracy);
        let mut columns: BTreeMap<Key, [f64; 3]> = BTreeMap::new();
        let mut readings: BTreeMap<Key, Reading> = BTreeMap::new();
        for row in labels.rows().filter(|row| row.cell("part") == part) {
            let article = &articles[&row.key()];
            let reading = readings.entry(row.key()).or_insert_with(|| {
                measured.words += article.text.split_whitespace().count();
                let start = Instant::now();
                let reading = read::read(article.clone());
                measured.took += start.elapsed();
                reading
            });
            let content = row.span(article, "start", "end")?;
            let cue = row.span(article, "cue_start", "cue_end")?;
            let shared = |attribution: &read::Attribution| -> usize {
                let pieces = attribution.content.iter();
                pieces
                    .map(|piece| piece.end.min(content.end).saturating_sub(piece.start.max(content.start)))
                    .sum()
            };
            // Of two that share as much, the one whose cue is the labelled one.
            let ours = reading
                .attributions
                .iter()
                .filter(|attribution| shared(attribution) > 0)
                .max_by_key(|attribution| {
                    (attribution.cue.iter().any(|own| own.overlaps(cue)), shared(attribution))
                })
                .map(|attribution| (attribution.hedge, attribution));
            let told = ours.map(|(_, attribution)| {
                let spans = attribution.cue.iter().chain(&attribution.content);
                spans.map(|span| reading.words(*span)).collect::<Vec<_>>().join(" … ")
            });
            let ours = ours.map(|(hedge, _)| hedge);
            let label = row.cell("label");
            let columns = columns.entry(row.key()).or_default();
            let right = ours.is_some_and(|hedge| name(hedge) == label);
            columns[0] += f64::from(u8::from(right));
            columns[1] += f64::from(u8::from(ours.is_some()));
            columns[2] += 1.0;
            if !right && part == "dev" {
                let kind = ours.map_or_else(
                    || "no attribution".to_owned(),
                    |hedge| format!("{} for {label}", name(hedge)),
                );
                measured.mistakes.add(kind, || {
                    format!(
                        "[{}] {}",
                        cue.of(&article.text).unwrap_or(""),
                        content.of(&article.text).unwrap_or("")
                    )
                });
            }
        }
        for [right, matched, all] in columns.into_values() {
            accuracy.add(&[right, all]);
            among.add(&[right, matched]);
        }
        measured.measures = vec![accuracy, among];
        all.push(measured);
    }
    Ok(all)
}

fn name(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Stated => "stated",
        Hedge::Reported => "reported",
        Hedge::Possible => "possible",
        Hedge::Planned => "planned",
        Hedge::Requested => "requested",
        Hedge::Denied => "denied",
        Hedge::Conditional => "conditional",
    }
}
