//! From a kind and where its bytes are to the reports in it: the one door for files, members of archives and what is
//! attached to mails.

use crate::archive::{Archive, Budget, Limits};
use crate::draft::Drafts;
use crate::json_lines::JsonLines;
use crate::kind::{Kind, SNIFFED};
use crate::warc::Warc;
use crate::{Media, Origin, ProblemKind};
use crate::{charset, html, mail, single};
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::iter::once;
use std::path::PathBuf;
use std::sync::Arc;

/// Where bytes are.
pub(crate) enum Source {
    /// In a file, which may be opened again to read from another place.
    File(PathBuf),
    /// In memory.
    Memory(Arc<[u8]>),
    /// In something that is read once, from its beginning; with its size where it is known.
    Stream(Box<dyn Read + Send>, Option<u64>),
}

/// Bytes that can be read from any place.
pub(crate) trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

impl Source {
    /// The bytes from the beginning, and how many there are where that is known.
    fn reader(self) -> Result<(Box<dyn Read + Send>, Option<u64>), ProblemKind> {
        Ok(match self {
            Self::File(path) => {
                let file = File::open(&path).map_err(|error| ProblemKind::from_io(&error))?;
                let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|found| found.len());
                (Box::new(file), size)
            }
            Self::Memory(bytes) => {
                let size = bytes.len() as u64;
                (Box::new(Cursor::new(bytes)), Some(size))
            }
            Self::Stream(reader, size) => (reader, size),
        })
    }

    /// The bytes once more, to be read from any place. Fails for a stream.
    pub(crate) fn seekable(&self) -> std::io::Result<Box<dyn Seekable>> {
        Ok(match self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            Self::Stream(..) => return Err(std::io::ErrorKind::NotSeekable.into()),
        })
    }
}

/// Opens what it is given, within its limits, and knows how deep it is.
#[derive(Debug, Clone)]
pub(crate) struct Opener {
    pub(crate) limits: Limits,
    /// How many archives and mails are around what is opened.
    pub(crate) depth: u8,
    /// What the outermost archive may still unpack to.
    pub(crate) budget: Option<Arc<Budget>>,
}

impl Opener {
    /// For what stands in no archive.
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, depth: 0, budget: None }
    }

    /// For what stands in something that this opened.
    pub(crate) fn inside(&self, budget: Option<Arc<Budget>>) -> Self {
        Self { limits: self.limits.clone(), depth: self.depth.saturating_add(1), budget }
    }

    /// The most bytes of a source of this kind; nothing for what is read piece by piece.
    pub(crate) fn most(&self, kind: Kind) -> Option<u64> {
        match kind {
            Kind::JsonLines | Kind::Warc | Kind::Zip | Kind::Wacz | Kind::Tar | Kind::TarGz => None,
            Kind::Html => Some(self.limits.report.min(html::LARGEST)),
            _ => Some(self.limits.report),
        }
    }

    /// The reports of a source. What is no text, of a kind that nobody named, is left out and not failed.
    pub(crate) fn open(
        &self,
        kind: Kind,
        source: Source,
        place: Origin,
        is_named: bool,
    ) -> Result<Drafts, ProblemKind> {
        match kind {
            Kind::NoReport(reason) => return Err(ProblemKind::NotAReport(reason)),
            Kind::Zip | Kind::Wacz | Kind::Tar | Kind::TarGz => {
                return Archive::open(kind, source, place, self).map(|archive| Box::new(archive) as Drafts);
            }
            _ => {}
        }
        let (mut reader, size) = source.reader()?;
        if kind != Kind::Unknown {
            return self.read(kind, reader, size, place);
        }
        let mut start = Vec::new();
        let read = (&mut reader).take(SNIFFED as u64).read_to_end(&mut start);
        read.map_err(|error| ProblemKind::from_io(&error))?;
        let kind = Kind::of_bytes(&start);
        if !is_named
            && kind == Kind::Text
            && let Err(ProblemKind::Binary { found }) = charset::decode(&start, None, false)
        {
            return Err(ProblemKind::Skipped(found));
        }
        self.read(kind, Box::new(Cursor::new(start).chain(reader)), size, place)
    }

    fn read(
        &self,
        kind: Kind,
        reader: Box<dyn Read + Send>,
        size: Option<u64>,
        place: Origin,
    ) -> Result<Drafts, ProblemKind> {
        let media = match kind {
            Kind::JsonLines => {
                return Ok(Box::new(JsonLines::new(BufReader::new(reader), place, self.limits.report)));
            }
            Kind::Warc => {
                let opened = Warc::open(Box::new(BufReader::new(reader)), place, self.limits.report);
                return opened.map(|warc| Box::new(warc) as Drafts).map_err(|e| ProblemKind::from_io(&e));
            }
            Kind::Html => Media::Html,
            Kind::Markdown => Media::Markdown,
            Kind::Docx => Media::Docx,
            Kind::Pdf => Media::Pdf,
            _ => Media::Text,
        };
        let limit = self.most(kind).unwrap_or(self.limits.report);
        let too_large = |size: String| ProblemKind::TooLarge { size, limit };
        // The size is asked for first: what is too large is not read at all.
        if let Some(size) = size.filter(|size| *size > limit) {
            return Err(too_large(format!("{size} bytes")));
        }
        let mut bytes = Vec::new();
        let read = reader.take(limit.saturating_add(1)).read_to_end(&mut bytes);
        if read.map_err(|error| ProblemKind::from_io(&error))? as u64 > limit {
            return Err(too_large(format!("more than {limit} bytes")));
        }
        let draft = match kind {
            Kind::Mail => return mail::open(bytes, &place, self),
            Kind::WebArchive => mail::page(bytes, place),
            _ => single::draft(bytes, media, place, &self.limits),
        }?;
        Ok(Box::new(once(Ok(draft))))
    }
}
