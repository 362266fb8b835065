//! How many articles of ten thousand have a stem, counted over a stream of news.

use anyhow::{Context, Result};
use read::text::{Text, TokenKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::BufRead as _,
    path::Path,
};

/// A stem in fewer articles of ten thousand than this is as rare as one never seen.
const LEAST: f64 = 1.0;

/// Counts the stems of `stream/allsides.jsonl.zst` under `data` and writes the table under `into`.
pub(crate) fn make(data: &Path, into: &Path) -> Result<()> {
    let mut frequencies: BTreeMap<String, u32> = BTreeMap::new();
    let mut articles = 0u32;
    for (number, line) in corpora::stream::lines(data)?.lines().enumerate() {
        let line = line.with_context(|| format!("line {} of the stream", number + 1))?;
        let article: serde_json::Value = serde_json::from_str(&line)?;
        let Some(source) = article["text"].as_str() else { continue };
        articles += 1;
        let text = Text::cut(source);
        let stems: BTreeSet<String> = text
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| weave::stem(text.words(token.span)))
            .collect();
        for stem in stems {
            *frequencies.entry(stem).or_insert(0) += 1;
        }
    }
    let mut table = format!(
        "# How many articles of ten thousand have a stem: {articles} English news articles of 2012 to 2020.\n\
         # Made by `train document-frequencies`; see document-frequencies.md.\n"
    );
    for (stem, count) in frequencies {
        let of_ten_thousand = f64::from(count) * 10_000.0 / f64::from(articles);
        if of_ten_thousand >= LEAST {
            writeln!(table, "{stem}\t{of_ten_thousand:.0}")?;
        }
    }
    fs::create_dir_all(into)?;
    fs::write(into.join("document-frequencies.tsv"), table)?;
    Ok(())
}
