//! `parallax.toml`: what is known about a folder's files that they do not say themselves.

use crate::draft::Known;
use crate::problem::{cut, plain};
use crate::walk::origin;
use crate::{Problem, ProblemKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the file.
pub(crate) const NAME: &str = "parallax.toml";

/// A description of a few thousand files is far below this.
pub(crate) const LARGEST: u64 = 16 << 20;

/// One folder's `parallax.toml`.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    path: PathBuf,
    tables: BTreeMap<String, Table>,
}

/// What one table may say; anything else is a slip of the pen that should be told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    title: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<When>,
    modified: Option<When>,
    byline: Option<String>,
    language: Option<String>,
}

/// A date in quotation marks, or one of TOML's own, or a year.
#[derive(Debug, Clone)]
struct When(String);

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(words) => Ok(Self(words)),
            toml::Value::Datetime(date) => Ok(Self(date.to_string())),
            toml::Value::Integer(year) => Ok(Self(year.to_string())),
            _ => Err(serde::de::Error::custom("is no date: write \"2031-04-30\"")),
        }
    }
}

impl Folder {
    /// Reads the description beside the files of `folder`; without one, nothing is known.
    pub(crate) fn open(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join(NAME);
        let fail = |reason: ProblemKind| reason.at(origin(&path));
        let metadata = match std::fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(fail(ProblemKind::from_io(&error))),
        };
        if !metadata.is_file() || metadata.len() > LARGEST {
            let what = format!("it must be a file of at most {LARGEST} bytes");
            return Err(fail(ProblemKind::FolderFile { line: 1, what }));
        }
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                let what = "it is not UTF-8: save it as UTF-8".to_owned();
                return Err(fail(ProblemKind::FolderFile { line: 1, what }));
            }
            Err(error) => return Err(fail(ProblemKind::from_io(&error))),
        };
        Self::parse(&text, path.clone()).map_err(fail)
    }

    /// Reads a description; `path` is only for saying where things are.
    pub(crate) fn parse(text: &str, path: PathBuf) -> Result<Self, ProblemKind> {
        match toml::from_str(text) {
            Ok(tables) => Ok(Self { path, tables }),
            Err(error) => {
                let before =
                    error.span().and_then(|span| text.as_bytes().get(..span.start)).unwrap_or_default();
                let line = before.split(|byte| *byte == b'\n').count();
                // The parser's message may quote the file over several lines.
                let what = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
                Err(ProblemKind::FolderFile { line, what: plain(&what, 300) })
            }
        }
    }

    /// What is known about the file of this name.
    pub(crate) fn known(&self, name: &str) -> Known {
        let table = self.tables.get(name).cloned().unwrap_or_default();
        Known {
            title: table.title,
            outlet: table.outlet,
            url: table.url,
            published: table.published.map(|date| date.0),
            modified: table.modified.map(|date| date.0),
            byline: table.byline,
            language: table.language,
            ..Known::default()
        }
    }

    /// Tables that name no file of the folder.
    pub(crate) fn strays(&self, names: &[String]) -> Vec<Problem> {
        let is_stray = |table: &&String| !names.contains(table);
        let tell = |table: &String| ProblemKind::NoSuchFile { name: cut(table) }.at(origin(&self.path));
        self.tables.keys().filter(is_stray).map(tell).collect()
    }
}
