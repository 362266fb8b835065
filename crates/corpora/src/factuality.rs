//! Factuality: how certain readers hold what a word of a sentence says, from -3 to 3, as one JSON object a line.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{ops::Range, path::Path};

/// A sentence with the words that were judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Its tokens, parted by single spaces.
    pub text: String,
    /// Where a judged word stands, in bytes, and its mean judgement.
    pub judged: Vec<(Range<usize>, f64)>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    span1: [usize; 2],
    label: f64,
}

/// The sentences of a file.
///
/// # Errors
///
/// When the file cannot be read or a line is not in the format.
pub fn sentences(path: &Path) -> Result<Vec<Sentence>> {
    parsed(&crate::text(path)?).with_context(|| format!("in {}", path.display()))
}

fn parsed(source: &str) -> Result<Vec<Sentence>> {
    let lines = source.lines().filter(|line| !line.trim().is_empty()).enumerate();
    lines
        .map(|(number, line)| {
            let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", number + 1))?;
            let mut starts = vec![0];
            starts.extend(line.text.match_indices(' ').map(|(at, _)| at + 1));
            let judged = line.targets.iter().filter_map(|target| {
                let start = *starts.get(target.span1[0])?;
                let end = line.text[start..].find(' ').map_or(line.text.len(), |length| start + length);
                Some((start..end, target.label))
            });
            Ok(Sentence { judged: judged.collect(), text: line.text.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_number() {
        let source = "{\"text\": \"Zoé may leave .\", \"targets\": [{\"span1\": [2, 3], \"label\": 0.5}]}\n";
        let found = parsed(source).unwrap();
        assert_eq!(&found[0].text[found[0].judged[0].0.clone()], "leave");
        assert!(parsed("{}").is_err());
    }
}
