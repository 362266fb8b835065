//! `PolNeAR`: attributions in news, in the stand-off format of brat.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, ops::Range, path::Path};

/// A report with its attributions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The name of its file.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Its attributions, by the first annotator.
    pub attributions: Vec<Attribution>,
}

/// An attribution; each part may stand in several pieces, in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attribution {
    /// Who said or thought it.
    pub source: Vec<Range<usize>>,
    /// The words that tie them.
    pub cue: Vec<Range<usize>>,
    /// What was said or thought.
    pub content: Vec<Range<usize>>,
}

/// The documents under `text` and `attributions` of a folder.
///
/// # Errors
///
/// When a file cannot be read or is not in the format.
pub fn documents(folder: &Path) -> Result<Vec<Document>> {
    let mut annotations: BTreeMap<String, std::path::PathBuf> = BTreeMap::new();
    for path in crate::files(&folder.join("attributions"), "ann")? {
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        // The four letters after the last underscore tell the annotator.
        let document = name.rsplit_once('_').map_or(name.as_str(), |(document, _)| document).to_owned();
        annotations.entry(document).or_insert(path);
    }
    annotations
        .into_iter()
        .map(|(id, path)| {
            let text = crate::text(&folder.join("text").join(format!("{id}.txt")))?;
            let attributions = attributions(&crate::text(&path)?, &text)
                .with_context(|| format!("in {}", path.display()))?;
            Ok(Document { id, text, attributions })
        })
        .collect()
}

fn attributions(source: &str, text: &str) -> Result<Vec<Attribution>> {
    let bytes = crate::bytes(text);
    let mut spans: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for line in source.lines().filter(|line| line.starts_with('T')) {
        let mut columns = line.split('\t');
        let (Some(id), Some(role)) = (columns.next(), columns.next()) else { continue };
        let Some((_, places)) = role.split_once(' ') else { continue };
        let pieces = places.split(';').map(|piece| {
            let (start, end) = piece.split_once(' ').with_context(|| format!("{id}: {piece}"))?;
            let at = |offset: &str| -> Result<usize> {
                let offset: usize = offset.parse().with_context(|| format!("{id}: {piece}"))?;
                bytes.get(offset).copied().with_context(|| format!("{id} stands past the end"))
            };
            Ok(at(start)?..at(end)?)
        });
        spans.insert(id, pieces.collect::<Result<_>>()?);
    }
    let mut attributions = Vec::new();
    for line in source.lines().filter(|line| line.starts_with('E')) {
        let mut attribution = Attribution::default();
        let mut counts = false;
        for part in line.split_whitespace().skip(1) {
            let Some((role, id)) = part.split_once(':') else { continue };
            let pieces = spans.get(id).cloned().unwrap_or_default();
            match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
                "Attribution" => counts = true,
                "Source" => attribution.source.extend(pieces),
                "Cue" => attribution.cue.extend(pieces),
                "Content" => attribution.content.extend(pieces),
                _ => {}
            }
        }
        if counts && !attribution.content.is_empty() {
            attributions.push(attribution);
        }
    }
    Ok(attributions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_code_points() {
        let text = "Zoé said: “No.”";
        let source = "T1\tSource 0 3\tZoé\nT2\tCue 4 8\tsaid\nT3\tContent 10 15\t“No.”\nT4\tAttribution 4 8\tsaid\n\
            E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\nE2\tDiscuss:T4 Content:T3\n";
        let found = attributions(source, text).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(&text[found[0].source[0].clone()], "Zoé");
        assert_eq!(&text[found[0].content[0].clone()], "“No.”");
    }
}
