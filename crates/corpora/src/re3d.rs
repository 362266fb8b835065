//! re3d: documents and entities as JSON, one object a line.

use crate::columns::{Document, Name};
use anyhow::{Context, Result};
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

/// Every so-manieth document, from the first, is left out of training, to measure on.
pub const HELD: usize = 5;

/// How an annotation counts as a name at all: the set also marks *a compound*, *the camp* and *his*.
fn is_name(words: &str) -> bool {
    let mut capitals = 0;
    for word in words.split_whitespace() {
        if word.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric()) {
            capitals += 1;
        } else if !matches!(word, "of" | "the" | "and" | "for" | "al" | "bin" | "de" | "in")
            && !word.starts_with("al-")
        {
            return false;
        }
    }
    capitals > 0
}

/// The documents of all parts of the set, with the names among its entities that its annotators were sure of:
/// types `Person`, `Organisation`, `Location`, without the article before them; of two that overlap the longer.
///
/// # Errors
///
/// When a file cannot be read or is no JSON.
pub fn documents(folder: &Path) -> Result<Vec<Document>> {
    let mut parts: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            parts.push(path);
        }
    }
    parts.sort();
    let mut all = Vec::new();
    for part in parts {
        let entities = crate::text(&part.join("entities.json"))?;
        let documents = crate::text(&part.join("documents.json"))?;
        all.extend(read(&documents, &entities).with_context(|| part.display().to_string())?);
    }
    Ok(all)
}

fn read(documents: &str, entities: &str) -> Result<Vec<Document>> {
    let mut found: HashMap<String, Vec<(usize, usize, String)>> = HashMap::new();
    for line in lines(entities) {
        let entity: serde_json::Value = serde_json::from_str(line)?;
        let text = |key: &str| entity[key].as_str().unwrap_or_default().to_owned();
        let place = |key: &str| entity[key].as_u64().and_then(|at| usize::try_from(at).ok());
        let kind = text("type");
        let sure = entity["confidence"].as_f64().unwrap_or(0.0) > 0.0;
        if sure
            && matches!(kind.as_str(), "Person" | "Organisation" | "Location")
            && let (Some(begin), Some(end)) = (place("begin"), place("end"))
        {
            found.entry(text("documentId")).or_default().push((begin, end, kind));
        }
    }
    let mut all: BTreeMap<String, Document> = BTreeMap::new();
    for line in lines(documents) {
        let document: serde_json::Value = serde_json::from_str(line)?;
        let id = document["_id"].as_str().unwrap_or_default().to_owned();
        let text = document["text"].as_str().unwrap_or_default().to_owned();
        let bytes = crate::bytes(&text);
        let mut names: Vec<Name> = Vec::new();
        let mut entities = found.remove(&id).unwrap_or_default();
        entities.sort_by_key(|(begin, end, _)| (*begin, std::cmp::Reverse(*end)));
        for (begin, end, kind) in entities {
            let (Some(&begin), Some(&end)) = (bytes.get(begin), bytes.get(end)) else { continue };
            let Some(words) = text.get(begin..end).filter(|words| is_name(words)) else { continue };
            let article = ["the ", "The "].iter().find(|article| words.starts_with(**article));
            let begin = begin + article.map_or(0, |article| article.len());
            if names.last().is_none_or(|last| last.span.end <= begin) {
                names.push(Name { span: begin..end, kind });
            }
        }
        all.insert(id, Document { text, names });
    }
    Ok(all.into_values().collect())
}

fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().map(|line| line.trim_start_matches('\u{feff}').trim()).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_and_descriptions_are_not() {
        let documents = r#"{"_id":"a","text":"Éva met the Harrow Guard at a camp."}"#;
        let entities = [
            r#"{"documentId":"a","begin":0,"end":3,"type":"Person","confidence":1}"#,
            r#"{"documentId":"a","begin":8,"end":24,"type":"Organisation","confidence":1}"#,
            r#"{"documentId":"a","begin":12,"end":18,"type":"Location","confidence":1}"#,
            r#"{"documentId":"a","begin":28,"end":34,"type":"Location","confidence":1}"#,
        ]
        .join("\n");
        let found = read(documents, &entities).unwrap();
        let names: Vec<&str> = found[0].names.iter().map(|name| &found[0].text[name.span.clone()]).collect();
        assert_eq!(names, ["Éva", "Harrow Guard"]);
    }
}
