//! How strongly claims are put, on the claims labelled by hand, and how certain single predicates are.

mod certainty;

use crate::{
    labels::{Key, Table, articles},
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Span;
use corpora::factuality;
use read::{Hedge, Reading, text::Text};
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
                    let words = |span: Span| span.of(&article.text).unwrap_or("");
                    format!("[{}] {} ours: {}", words(cue), words(content), told.unwrap_or_default())
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
    let folder = data.join("factuality");
    all.push(predicates("UW dev", &folder.join("uw/dev.jsonl"))?);
    all.push(predicates("UDS-IH2 dev", &folder.join("uds_ih2/dev.jsonl"))?);
    Ok(all)
}

/// The certainty of single predicates beside what readers judged.
fn predicates(set: &'static str, path: &Path) -> Result<Measured> {
    let mut measured = Measured::new("hedges", set);
    let mut pearson = Measure::new("certainty, Pearson", Statistic::Pearson)
        .beside(Beside { target: Some(0.75), ..Beside::default() });
    for sentence in factuality::sentences(path)? {
        let start = Instant::now();
        let text = Text::analysed(&sentence.text);
        let mut columns = [0.0; 6];
        for (place, label) in &sentence.judged {
            let (x, y) = (f64::from(certainty::certainty(&text, text.token_at(place.start))), *label);
            for (column, value) in columns.iter_mut().zip([1.0, x, y, x * x, y * y, x * y]) {
                *column += value;
            }
            if (x - y).abs() > 1.5 {
                let kind = format!("{} for {}", x.round(), y.round());
                let words = &sentence.text;
                measured
                    .mistakes
                    .add(kind, || super::times::around(words, Span::new(place.start, place.end)));
            }
        }
        measured.took += start.elapsed();
        measured.words += text.tokens.len();
        pearson.add(&columns);
    }
    measured.measures = vec![pearson];
    Ok(measured)
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
