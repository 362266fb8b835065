//! JSON lines: a report on each line, read one at a time.

use crate::draft::{Draft, Known, Name};
use crate::problem::{cut, plain};
use crate::{Media, Origin, Problem, ProblemKind, Raw};
use serde::{Deserialize, Deserializer};
use std::io::{BufRead, Read};

/// What made an article of a line; stored with it.
const EXTRACTOR: &str = "json lines 1";

/// One line. Keys that are not here mean nothing to us and are passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "word")]
    id: Option<String>,
    text: Option<String>,
    title: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    #[serde(default, deserialize_with = "word")]
    published: Option<String>,
    #[serde(default, deserialize_with = "word")]
    modified: Option<String>,
    byline: Option<String>,
    language: Option<String>,
}

/// A string, or a number as it is written.
fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<serde_json::Value>::deserialize(deserializer)? {
        None | Some(serde_json::Value::Null) => Ok(None),
        Some(serde_json::Value::String(words)) => Ok(Some(words)),
        Some(serde_json::Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(serde::de::Error::custom("an id or a date must be a string or a number")),
    }
}

/// The reports of one file or stream.
pub(crate) struct JsonLines<R> {
    reader: R,
    place: Origin,
    /// The most bytes one line may have.
    limit: u64,
    /// The line read last, from 1.
    line: usize,
    reports: usize,
    done: bool,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads from `reader`; `place` is only for saying where things are.
    pub(crate) fn new(reader: R, place: Origin, limit: u64) -> Self {
        Self { reader, place, limit, line: 0, reports: 0, done: false }
    }

    fn origin(&self) -> Origin {
        self.place.record(self.line)
    }

    /// The next line without its end, or nothing at the end of the file. A line over the limit is read past, and
    /// only its length is kept.
    fn next_line(&mut self) -> std::io::Result<Option<Result<Vec<u8>, u64>>> {
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(self.limit.saturating_add(1)).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        } else if bytes.len() as u64 > self.limit {
            let skipped = self.reader.skip_until(b'\n')?;
            return Ok(Some(Err(bytes.len() as u64 + skipped as u64)));
        }
        Ok(Some(Ok(bytes)))
    }

    fn draft(&self, bytes: Vec<u8>) -> Result<Draft, ProblemKind> {
        let bad = |what: String| ProblemKind::BadRecord { what };
        let text = std::str::from_utf8(&bytes)
            .map_err(|error| bad(format!("the line is not UTF-8 at byte {}", error.valid_up_to() + 1)))?;
        let line: Line = serde_json::from_str(text.trim()).map_err(|error| bad(reason(&error)))?;
        let text = line.text.ok_or_else(|| bad("the object has no \"text\": add it".to_owned()))?;
        if text.trim().is_empty() {
            return Err(bad("its \"text\" is empty".to_owned()));
        }
        let known = Known {
            title: line.title,
            outlet: line.outlet,
            url: line.url,
            published: line.published,
            modified: line.modified,
            byline: line.byline,
            language: line.language,
            ..Known::default()
        };
        let name = line.id.filter(|id| !id.trim().is_empty()).map_or(Name::Place, Name::Given);
        let raw =
            Raw { bytes, media: Media::JsonLine, charset: "UTF-8".into(), extractor: EXTRACTOR.to_owned() };
        let (notes, problems) = (Vec::new(), Vec::new());
        Ok(Draft { name, known, text, raw, origin: self.origin(), notes, problems })
    }
}

/// What the parser says, without its line number: it saw only this one line.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let said = said.strip_suffix(place.as_str()).unwrap_or(&said);
    format!("the line is no report in JSON: {}, at column {}", plain(said, 160), error.column())
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = Result<Draft, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut bytes = match self.next_line() {
                Ok(Some(Ok(bytes))) => bytes,
                Ok(Some(Err(size))) => {
                    let size = format!("{size} bytes");
                    self.reports += 1;
                    return Some(Err(ProblemKind::TooLarge { size, limit: self.limit }.at(self.origin())));
                }
                Ok(None) => {
                    self.done = true;
                    return (self.reports == 0).then(|| Err(ProblemKind::Empty.at(&self.place)));
                }
                Err(error) => {
                    self.done = true;
                    let what = format!("reading stopped: {}", cut(&error.to_string()));
                    return Some(Err(ProblemKind::CutOff { what }.at(self.origin())));
                }
            };
            if self.line == 1 {
                if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
                    self.done = true;
                    let what = "it is UTF-16, and JSON lines are UTF-8: save it as UTF-8".to_owned();
                    return Some(Err(ProblemKind::CutOff { what }.at(self.origin())));
                }
                if bytes.starts_with(b"\xEF\xBB\xBF") {
                    bytes.drain(..3);
                }
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            self.reports += 1;
            return Some(self.draft(bytes).map_err(|reason| reason.at(self.origin())));
        }
        None
    }
}
