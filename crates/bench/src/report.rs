//! What was measured, for people and for programs.

use crate::{score::Statistic, set::Measured};
use anyhow::Result;
use std::fmt::Write as _;

/// A Markdown table of all figures, then the mistakes where they are asked for.
pub(crate) fn text(sets: &[Measured], errors: usize) -> String {
    let mut out = String::from(
        "| task | set | measure | ours | 95 % | P / R | to reach | floor | best peer | human | words/s |\n\
         |---|---|---|--:|---|---|--:|---|---|---|--:|\n",
    );
    for set in sets {
        if let Some(why) = &set.missing {
            let _ = writeln!(out, "| {} | {} | not measured: {why} | | | | | | | | |", set.task, set.set);
        }
        for (number, measure) in set.measures.iter().enumerate() {
            let show = |figure: f64| match measure.statistic {
                Statistic::Pearson | Statistic::F1Ratio => format!("{figure:.3}"),
                _ => format!("{figure:.1}"),
            };
            let other = |other: Option<(f64, &str)>| {
                other.map_or_else(String::new, |(figure, whose)| format!("{} ({whose})", show(figure)))
            };
            let (low, high) = measure.interval();
            let sides = measure
                .precision_recall()
                .map_or_else(String::new, |(precision, recall)| format!("{precision:.1} / {recall:.1}"));
            let _ = writeln!(
                out,
                "| {} | {} | {} | {} | {}–{} | {sides} | {} | {} | {} | {} | {} |",
                set.task,
                set.set,
                measure.name,
                show(measure.figure()),
                show(low),
                show(high),
                measure.beside.target.map_or_else(String::new, show),
                other(measure.beside.floor),
                other(measure.beside.peer),
                other(measure.beside.human),
                if number == 0 { speed(set) } else { String::new() },
            );
        }
    }
    if errors > 0 {
        for set in sets {
            let kinds = set.mistakes.frequent(errors);
            if !kinds.is_empty() {
                let _ = writeln!(out, "\n## {} on {}", set.task, set.set);
            }
            for (kind, count, examples) in kinds {
                let _ = writeln!(out, "\n{count} × {kind}");
                for example in examples {
                    let _ = writeln!(out, "    {}", example.replace('\n', "⏎"));
                }
            }
        }
    }
    out
}

fn speed(set: &Measured) -> String {
    let seconds = set.took.as_secs_f64();
    if seconds > 0.0 { format!("{:.0}", set.words as f64 / seconds) } else { String::new() }
}

/// One JSON object a line for each measure.
pub(crate) fn json(sets: &[Measured]) -> Result<String> {
    let mut out = String::new();
    for set in sets {
        for measure in &set.measures {
            let other = |other: Option<(f64, &str)>| {
                other.map(|(figure, whose)| serde_json::json!({ "figure": figure, "whose": whose }))
            };
            let line = serde_json::json!({
                "task": set.task, "set": set.set, "measure": measure.name,
                "figure": measure.figure(), "interval": measure.interval(),
                "precision_recall": measure.precision_recall(),
                "documents": measure.documents.len(), "target": measure.beside.target,
                "floor": other(measure.beside.floor), "peer": other(measure.beside.peer),
                "human": other(measure.beside.human),
                "words": set.words, "seconds": set.took.as_secs_f64(),
            });
            out.push_str(&serde_json::to_string(&line)?);
            out.push('\n');
        }
        if let Some(why) = &set.missing {
            let line = serde_json::json!({ "task": set.task, "set": set.set, "missing": why });
            out.push_str(&serde_json::to_string(&line)?);
            out.push('\n');
        }
    }
    Ok(out)
}
