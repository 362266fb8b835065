//! WARC archives (ISO 28500), read record by record.

mod packed;
mod record;

use crate::draft::{Draft, Known, Name};
use crate::http;
use crate::kind::looks_like_html;
use crate::problem::cut;
use crate::single::{self, Parts};
use crate::{Media, Note, Origin, Problem, ProblemKind, Raw};
use record::{Record, Records, Step};
use std::io::{self, BufRead};

/// What took records out of an archive; stored before what took the text out of the record.
const EXTRACTOR: &str = "warc 1";

/// What makes an article of a record whose body another extractor reads.
pub(crate) fn extractor(of_body: &str) -> String {
    format!("{EXTRACTOR} + {of_body}")
}

/// The reports of one archive.
pub(crate) struct Warc {
    records: Records,
    place: Origin,
    limit: u64,
    /// Reports and problems that were told.
    told: usize,
    /// Records that hold no report.
    skipped: usize,
    done: bool,
}

impl Warc {
    /// Reads from `reader`; `place` is only for saying where things are, and `limit` the most bytes one record
    /// may have.
    pub(crate) fn open(reader: Box<dyn BufRead + Send>, place: Origin, limit: u64) -> io::Result<Self> {
        let records = Records::open(reader, limit)?;
        Ok(Self { records, place, limit, told: 0, skipped: 0, done: false })
    }

    fn origin(&self) -> Origin {
        self.place.record(self.records.number())
    }

    /// What a record holds; nothing when it holds no report.
    fn draft(&self, record: Record) -> Result<Option<Draft>, ProblemKind> {
        let bad = |what: String| ProblemKind::BadRecord { what };
        let mut unpacked = None;
        let mut content_type = record.header("content-type").map(str::to_owned);
        if record.block.starts_with(b"HTTP/") {
            let response = http::parse(&record.block, self.limit).map_err(bad)?;
            if !(200..300).contains(&response.status) {
                return Ok(None);
            }
            content_type = response.content_type;
            unpacked = Some(response.body);
        } else if record.kind == "response" && content_type.as_deref().is_none_or(|t| t.contains("http")) {
            return Err(bad("its block is no HTTP response".to_owned()));
        }
        let body = unpacked.as_deref().unwrap_or(&record.block);
        let (media, charset) = http::media_type(content_type.as_deref().unwrap_or_default());
        let is_page = match media.as_str() {
            "text/html" | "application/xhtml+xml" => true,
            "text/plain" => false,
            "" => looks_like_html(body),
            _ => return Ok(None),
        };
        if body.trim_ascii().is_empty() {
            return Ok(None);
        }
        let address = record.header("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let parts = if is_page {
            single::page(body, address.as_deref(), charset.as_deref())
        } else {
            single::text(body, charset.as_deref())
        };
        let Parts { known, text, charset, extractor, mut notes, .. } = parts?;
        if let Some(reason) = record.header("warc-truncated") {
            notes.push(Note::Truncated { reason: cut(reason) });
        }
        let name = address.clone().or_else(|| record.header("warc-record-id").map(str::to_owned));
        let known = Known { url: address, ..Known::default() }.or(known);
        let extractor = self::extractor(extractor);
        let raw = Raw { bytes: record.block, media: Media::Warc, charset: charset.to_owned(), extractor };
        let problems = Vec::new();
        Ok(Some(Draft {
            name: name.map_or(Name::Place, Name::Address),
            known,
            text,
            raw,
            origin: self.origin(),
            notes,
            problems,
        }))
    }

    /// The last thing told about an archive.
    fn finish(&mut self) -> Option<Problem> {
        self.done = true;
        let place = &self.place;
        if self.told == 0 && self.skipped == 0 {
            return Some(ProblemKind::Empty.at(place));
        }
        if self.told == 0 {
            return Some(ProblemKind::NothingReadable.at(place));
        }
        (self.skipped > 0).then(|| ProblemKind::RecordsSkipped { count: self.skipped }.at(place))
    }
}

impl Iterator for Warc {
    type Item = Result<Draft, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let found = match self.records.step() {
                Step::End => return self.finish().map(Err),
                Step::Other => continue,
                Step::Broken(reason) => Err(reason),
                Step::Record(record) => match self.draft(record) {
                    Ok(None) => {
                        self.skipped += 1;
                        continue;
                    }
                    Ok(Some(draft)) => Ok(draft),
                    Err(reason) => Err(reason),
                },
            };
            self.told += 1;
            return Some(found.map_err(|reason| reason.at(self.origin())));
        }
        None
    }
}
