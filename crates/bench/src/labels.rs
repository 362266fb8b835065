//! The labels of our own, in `labels`, with the texts that they stand on.

use anyhow::{Context, Result, ensure};
use article::{Article, Span};
use std::{
    collections::{BTreeMap, HashSet},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// One file of labels, by the names of its columns.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

/// One row of a file of labels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    cells: &'t [&'static str],
}

impl Table {
    /// The rows of a file of labels, which has a line of column names.
    pub(crate) fn new(source: &'static str) -> Self {
        let mut lines = source.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        Self { columns: lines.next().unwrap_or_default(), rows: lines.collect() }
    }

    /// All rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl Row<'_> {
    /// A cell by the name of its column; empty when there is none.
    pub(crate) fn cell(&self, column: &str) -> &'static str {
        let at = self.table.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }

    /// The text that the row is about.
    pub(crate) fn key(&self) -> Key {
        (self.cell("set"), self.cell("id"))
    }

    /// The span between two columns, turned from code points into bytes.
    ///
    /// # Errors
    ///
    /// When a cell is no number or the span lies outside of the text.
    pub(crate) fn span(&self, article: &Article, from: &str, to: &str) -> Result<Span> {
        let at = |column: &str| -> Result<usize> {
            let cell = self.cell(column);
            let offset: usize =
                cell.parse().with_context(|| format!("{column} {cell} of {:?}", self.key()))?;
            Ok(corpora::byte(&article.text, offset))
        };
        let span = Span::new(at(from)?, at(to)?);
        ensure!(
            span.of(&article.text).is_some_and(|words| !words.is_empty()),
            "no words at {:?}",
            self.cells
        );
        Ok(span)
    }
}

/// A set and an id in it.
pub(crate) type Key = (&'static str, &'static str);

/// The articles that these tables speak of, with the titles and outlets that their records have.
///
/// # Errors
///
/// When a file cannot be read or an article is not in it.
pub(crate) fn articles(data: &Path, tables: &[&Table]) -> Result<BTreeMap<Key, Article>> {
    let wanted: HashSet<Key> = tables.iter().flat_map(|table| table.rows()).map(|row| row.key()).collect();
    let sets: HashSet<&'static str> = wanted.iter().map(|key| key.0).collect();
    let mut found = BTreeMap::new();
    for set in sets {
        let ids: HashSet<&'static str> = wanted.iter().filter(|key| key.0 == set).map(|key| key.1).collect();
        match set {
            "polnear" => {
                for id in ids {
                    let path = data.join("quotes/polnear/dev/text").join(format!("{id}.txt"));
                    found.insert((set, id), Article::new(id, corpora::text(&path)?));
                }
            }
            "stream" => {
                records(corpora::stream::lines(data)?, set, &ids, &mut found)?;
            }
            _ => {
                let path = data.join("stories").join(set).join("docs.jsonl");
                let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
                records(BufReader::new(file), set, &ids, &mut found)?;
            }
        }
    }
    for key in &wanted {
        ensure!(found.contains_key(key), "no article {} in {}", key.1, key.0);
    }
    Ok(found)
}

fn records(
    lines: impl BufRead,
    set: &'static str,
    ids: &HashSet<&'static str>,
    found: &mut BTreeMap<Key, Article>,
) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Record {
        id: String,
        text: String,
        title: Option<String>,
        source: Option<String>,
    }
    let mut left = ids.len();
    for line in lines.lines() {
        if left == 0 {
            break;
        }
        let line = line?;
        // Only a record that holds one of the ids near its head is worth decoding.
        let head = line.get(..line.len().min(200)).unwrap_or(&line);
        if !head.split('"').any(|word| ids.contains(word)) {
            continue;
        }
        let record: Record = serde_json::from_str(&line)?;
        if let Some(id) = ids.get(record.id.as_str()) {
            let mut article = Article::new(*id, record.text);
            article.title = record.title;
            article.outlet = record.source.map(article::Outlet);
            left -= usize::from(found.insert((set, id), article).is_none());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_turned_into_bytes() {
        let table = Table::new("set\tid\tstart\tend\tkind\ntide\t7\t2\t5\tcited\ntide\t7\t3\t99\tcited\n");
        let article = Article::new("7", "é “Orle”");
        let mut rows = table.rows();
        let row = rows.next().unwrap();
        assert_eq!((row.key(), row.cell("kind"), row.cell("outlet")), (("tide", "7"), "cited", ""));
        let span = row.span(&article, "start", "end").unwrap();
        assert_eq!(span.of(&article.text), Some("“Or"));
        assert!(row.span(&article, "start", "kind").is_err());
    }

    #[test]
    fn the_labels_have_their_columns() {
        for (source, columns) in [
            (include_str!("../labels/credits.tsv"), "set id start end kind outlet"),
            (include_str!("../labels/credits-passages.tsv"), "set id start end drawn part"),
            (include_str!("../labels/debris.tsv"), "set id start end kind"),
            (include_str!("../labels/debris-articles.tsv"), "set id drawn part"),
            (include_str!("../labels/hedges.tsv"), "set id start end cue_start cue_end label part"),
        ] {
            let table = Table::new(source);
            assert_eq!(table.columns.join(" "), columns);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{columns}");
        }
    }
}
