//! Reads annotated data of others, for `train` and `bench`: one file a format.
//!
//! No data is part of this project; each function takes the path of a file or folder and says what was wrong
//! and where. Nothing here knows what the data is used for.

pub mod cat;
pub mod clusters;
pub mod columns;
pub mod conllu;
pub mod ecb;
pub mod factuality;
pub mod gap;
pub mod gmb;
pub mod markup;
pub mod pages;
pub mod polnear;
pub mod printed;
pub mod quantities;
pub mod re3d;
pub mod stories;
pub mod stream;
pub mod timelines;
pub mod timeml;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The text of a file, which is UTF-8, line ends as they are.
///
/// # Errors
///
/// When the file cannot be read.
pub fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What a line of a file of JSON lines holds; `number` counts from 0.
///
/// # Errors
///
/// When the line is not such an object, with the file and the line.
fn json<T: DeserializeOwned>(path: &Path, number: usize, line: &str) -> Result<T> {
    serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), number + 1))
}

/// The files of a folder with this extension, sorted by name.
///
/// # Errors
///
/// When the folder cannot be listed or holds none.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    anyhow::ensure!(!found.is_empty(), "no .{extension} file in {}", folder.display());
    found.sort();
    Ok(found)
}

/// Where each code point of a text begins, in bytes, and its end.
#[must_use]
pub fn bytes(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// Where code point `offset` of a text begins, in bytes; its end when there are fewer.
#[must_use]
pub fn byte(text: &str, offset: usize) -> usize {
    text.char_indices().nth(offset).map_or(text.len(), |(at, _)| at)
}
