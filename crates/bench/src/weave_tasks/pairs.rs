//! Pairs of articles that people judged.

use super::{
    grouping::likeness,
    shelf::{Shelf, headline, signatures},
};
use crate::{
    score::{Beside, Measure, Statistic},
    set::Measured,
};
use anyhow::Result;
use article::Article;
use corpora::stories::{Pair, graded, telegram};

/// Same story or not on Telegram's pairs, and the correlation with graded similarity on SemEval-2022's.
///
/// # Errors
///
/// When a set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let judged = shelf.path("telegram_pairs/pairs.jsonl");
    Ok(vec![
        same_story("Telegram, en", &telegram(&judged, "en")?),
        same_story("Telegram, ru", &telegram(&judged, "ru")?),
        correlation("SemEval-2022 sample, en", &graded(&shelf.path("semeval2022_pairs/pairs.jsonl"), "en")?),
    ])
}

fn likenesses(pairs: &[Pair]) -> Vec<f32> {
    let articles: Vec<&Article> = pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).collect();
    let signatures = signatures(&articles);
    signatures.chunks_exact(2).map(|pair| likeness(&pair[0], &pair[1])).collect()
}

fn same_story(set: &str, pairs: &[Pair]) -> Measured {
    let mut measured = Measured::new("pairs", set);
    let mut f1 = Measure::new("same story, F1", Statistic::F1);
    let mut accuracy = Measure::new("same story, accuracy", Statistic::Accuracy);
    for (pair, likeness) in pairs.iter().zip(likenesses(pairs)) {
        let (ours, gold) = (likeness >= 0.0, pair.grade > 0.0);
        let number = |holds: bool| f64::from(u8::from(holds));
        f1.add(&[number(ours && gold), number(ours), number(gold)]);
        accuracy.add(&[number(ours == gold), 1.0]);
        if ours != gold {
            let kind = if ours { "wrongly joined" } else { "wrongly parted" };
            measured
                .mistakes
                .add(kind, || format!("{likeness:.2}: {} | {}", headline(&pair.a), headline(&pair.b)));
        }
    }
    measured.measures = vec![f1, accuracy];
    measured
}

fn correlation(set: &str, pairs: &[Pair]) -> Measured {
    let mut measured = Measured::new("pairs", set);
    let mut pearson = Measure::new("graded similarity, Pearson", Statistic::Pearson).beside(Beside {
        peer: Some((0.872, "large models, full texts, the official test part")),
        ..Beside::default()
    });
    let mut far: Vec<(f64, &'static str, String)> = Vec::new();
    for (pair, likeness) in pairs.iter().zip(likenesses(pairs)) {
        // Their grade falls from 1, very similar, to 4. Ours has no upper end; how far above 0 it is says less and less.
        let (x, y) = (1.0 / (1.0 + (-f64::from(likeness) / 3.0).exp()), -pair.grade);
        pearson.add(&[1.0, x, y, x * x, y * y, x * y]);
        let (ours, gold) = (likeness >= 0.0, pair.grade);
        let kind = match (ours, gold) {
            (false, ..1.5) => "very similar to people, not one story to us",
            (true, 3.5..) => "very dissimilar to people, one story to us",
            _ => continue,
        };
        let line = format!("{likeness:.2}, grade {gold:.1}: {} | {}", headline(&pair.a), headline(&pair.b));
        far.push((x.abs(), kind, line));
    }
    far.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    for (_, kind, line) in far {
        measured.mistakes.add(kind, || line);
    }
    measured.measures = vec![pearson];
    measured
}
