//! One record after another, and on past the broken ones.

use super::packed::Archive;
use crate::ProblemKind;
use crate::problem::cut;
use std::io::{self, BufRead, BufReader, Read};

/// The most bytes of headers that one record may have.
const LONGEST_HEAD: usize = 64 << 10;

/// A record that may hold a report.
pub(super) struct Record {
    /// Its `WARC-Type`: `response`, `resource` or `conversion`.
    pub(super) kind: String,
    headers: Vec<(String, String)>,
    /// Its content block, whole.
    pub(super) block: Vec<u8>,
}

impl Record {
    /// A header by its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// What came next.
pub(super) enum Step {
    Record(Record),
    /// A record that never holds a report: a request, a note of the archive about itself.
    Other,
    /// Something broken. The next step goes on behind it.
    Broken(ProblemKind),
    End,
}

/// The records of an archive.
pub(super) struct Records {
    reader: BufReader<Archive>,
    /// The most bytes one block may have.
    limit: u64,
    number: usize,
    /// Whether the next record has to be searched for.
    is_lost: bool,
    is_done: bool,
}

/// Why a record could not be read to its end.
enum Fault {
    /// The packing or the file failed.
    Io(io::Error),
    /// It is not written as a record is.
    Form(String),
    /// The file ended in it.
    End,
    TooLarge(u64),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof { Self::End } else { Self::Io(error) }
    }
}

impl Records {
    pub(super) fn open(reader: Box<dyn BufRead + Send>, limit: u64) -> io::Result<Self> {
        let reader = BufReader::new(Archive::open(reader)?);
        Ok(Self { reader, limit, number: 0, is_lost: false, is_done: false })
    }

    /// The number of the record read last, from 1.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Reads the next record.
    pub(super) fn step(&mut self) -> Step {
        if self.is_done {
            return Step::End;
        }
        match self.record() {
            Ok(step) => step,
            Err(Fault::TooLarge(size)) => {
                Step::Broken(ProblemKind::TooLarge { size: format!("{size} bytes"), limit: self.limit })
            }
            Err(Fault::Form(what)) => {
                self.is_lost = true;
                Step::Broken(ProblemKind::BadRecord { what })
            }
            Err(Fault::End) => self.broken("the archive ends in the middle of this record".to_owned()),
            Err(Fault::Io(error)) => {
                self.broken(format!("the archive is damaged: {}", cut(&error.to_string())))
            }
        }
    }

    /// After a failure of the packing: goes on in the next member where there is one.
    fn broken(&mut self, what: String) -> Step {
        self.is_lost = true;
        // What is left in the buffer belongs to the damaged member.
        self.reader.consume(self.reader.buffer().len());
        if matches!(self.reader.get_mut().resume(), Ok(true)) {
            return Step::Broken(ProblemKind::BadRecord { what });
        }
        self.is_done = true;
        Step::Broken(ProblemKind::CutOff { what })
    }

    fn record(&mut self) -> Result<Step, Fault> {
        let Some(version) = self.search()? else { return Ok(Step::End) };
        self.number += 1;
        if !version.starts_with(b"WARC/1.") {
            let found = String::from_utf8_lossy(&version).trim().to_owned();
            return Err(Fault::Form(format!(
                "a record must begin with WARC/1.0 or WARC/1.1, not {:?}",
                cut(&found)
            )));
        }
        let headers = self.headers()?;
        let header =
            |name: &str| headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
        let length: u64 = match header("content-length").map(str::parse) {
            Some(Ok(length)) => length,
            Some(Err(_)) => return Err(Fault::Form("its Content-Length is no number".to_owned())),
            None => return Err(Fault::Form("it has no Content-Length".to_owned())),
        };
        let kind = header("warc-type").unwrap_or_default().to_ascii_lowercase();
        let may_hold_report = matches!(kind.as_str(), "response" | "resource" | "conversion");
        let mut content = (&mut self.reader).take(length);
        if !may_hold_report || length > self.limit {
            if io::copy(&mut content, &mut io::sink())? < length {
                return Err(Fault::End);
            }
            return if may_hold_report { Err(Fault::TooLarge(length)) } else { Ok(Step::Other) };
        }
        let mut block = Vec::new();
        if (content.read_to_end(&mut block)? as u64) < length {
            return Err(Fault::End);
        }
        Ok(Step::Record(Record { kind, headers, block }))
    }

    /// The first line that is not blank; after something broken, the first that begins a record.
    fn search(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        loop {
            let line = match self.line() {
                Ok(line) => line,
                // Already told: only what follows the damage can be news.
                Err(Fault::Io(_)) if self.is_lost && self.resume() => continue,
                Err(Fault::Io(_) | Fault::End) if self.is_lost => return Ok(None),
                Err(fault) => return Err(fault),
            };
            if line.is_empty() {
                return Ok(None);
            }
            let begins = line.starts_with(b"WARC/1.");
            if begins || !self.is_lost && !line.trim_ascii().is_empty() {
                self.is_lost = false;
                return Ok(Some(line));
            }
        }
    }

    fn resume(&mut self) -> bool {
        matches!(self.reader.get_mut().resume(), Ok(true))
    }

    /// A line with its end, cut at the length of the longest head; empty at the end of the archive.
    fn line(&mut self) -> Result<Vec<u8>, Fault> {
        let mut line = Vec::new();
        (&mut self.reader).take(LONGEST_HEAD as u64).read_until(b'\n', &mut line)?;
        Ok(line)
    }

    /// Headers up to the blank line, names in lower case.
    fn headers(&mut self) -> Result<Vec<(String, String)>, Fault> {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut length = 0;
        loop {
            let line = self.line()?;
            length += line.len();
            if line.is_empty() {
                return Err(Fault::End);
            }
            if length > LONGEST_HEAD {
                return Err(Fault::Form(format!("its headers have more than {LONGEST_HEAD} bytes")));
            }
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                return Ok(headers);
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            } else {
                return Err(Fault::Form(format!("{:?} is no header", cut(line.trim()))));
            }
        }
    }
}
