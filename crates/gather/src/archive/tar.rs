//! tar, packed or not: what stands in it, and the bytes of its members.
//!
//! A tar has no directory: it is gone through once for the names. A packed one cannot be entered in the middle, so
//! its members are then taken out in portions, each in one further pass; when they stand in order, no pass begins
//! anew.

use super::Listing;
use super::limits::{Budget, Limits, Metered};
use super::member::{At, Member};
use crate::ProblemKind;
use crate::open::{Seekable, Source};
use crate::problem::cut;
use flate2::bufread::MultiGzDecoder;
use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tar::{Header, PaxExtensions};

/// All of a tar stands in blocks of so many bytes.
const BLOCK: u64 = 512;

/// The most bytes of what stands before a member about its name.
const LONGEST_EXTENSION: u64 = 64 << 10;

/// The most bytes of members that are held at a time.
const PORTION: u64 = 128 << 20;

/// The bytes of a tar, read forwards.
pub(super) enum Tape {
    /// With the size of the whole.
    Plain(Box<dyn Seekable>, u64),
    Packed(Box<dyn Read + Send>),
}

impl Tape {
    pub(super) fn plain(source: &Source) -> io::Result<Self> {
        let mut reader = source.seekable()?;
        let size = reader.seek(SeekFrom::End(0))?;
        reader.seek(SeekFrom::Start(0))?;
        Ok(Self::Plain(Box::new(BufReader::new(reader)), size))
    }

    pub(super) fn packed(source: &Source, budget: Arc<Budget>, ratio: u64) -> io::Result<Self> {
        let so_far = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner: source.seekable()?, so_far: Arc::clone(&so_far) };
        let unpacked = MultiGzDecoder::new(BufReader::new(counted));
        let metered = Metered::new(unpacked, move || so_far.load(Ordering::Relaxed), budget, ratio);
        Ok(Self::Packed(Box::new(metered)))
    }

    /// Goes on by so many bytes; how many there were.
    fn skip(&mut self, at: u64, bytes: u64) -> io::Result<u64> {
        match self {
            Self::Plain(reader, size) => {
                let to = at.saturating_add(bytes).min(*size);
                reader.seek(SeekFrom::Start(to))?;
                Ok(to.saturating_sub(at))
            }
            Self::Packed(reader) => io::copy(&mut reader.take(bytes), &mut io::sink()),
        }
    }

    fn read_up_to(&mut self, bytes: u64) -> io::Result<Vec<u8>> {
        let mut read = Vec::new();
        match self {
            Self::Plain(reader, _) => reader.take(bytes).read_to_end(&mut read)?,
            Self::Packed(reader) => reader.take(bytes).read_to_end(&mut read)?,
        };
        Ok(read)
    }
}

/// Counts what was read.
struct Counted<R> {
    inner: R,
    so_far: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.so_far.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What was said before a member about it.
#[derive(Default)]
struct Said {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// Lists the members that are files. A damaged header costs its own member.
pub(super) fn list(tape: &mut Tape, limits: &Limits) -> Result<Listing, ProblemKind> {
    let mut listing = Listing::default();
    let mut at = 0;
    if let Err(what) = list_into(&mut listing, tape, &mut at, limits) {
        if at == 0 {
            return Err(ProblemKind::Unreadable { what: format!("it is no tar archive: {what}") });
        }
        listing.problems.push((None, ProblemKind::CutOff { what }));
    }
    if listing.members.len() > limits.members {
        return Err(super::too_many(limits));
    }
    Ok(listing)
}

fn list_into(listing: &mut Listing, tape: &mut Tape, at: &mut u64, limits: &Limits) -> Result<(), String> {
    let failed = |error: io::Error| format!("the archive is damaged: {}", cut(&error.to_string()));
    let (mut said, mut is_lost) = (Said::default(), false);
    while listing.members.len() <= limits.members {
        let block = tape.read_up_to(BLOCK).map_err(failed)?;
        let is_end = block.len() as u64 == BLOCK && block.iter().all(|byte| *byte == 0);
        // In the bytes of a member whose header is damaged, zeros end nothing.
        if block.is_empty() && *at > 0 || is_end && !is_lost {
            return Ok(());
        }
        let mut header = Header::new_old();
        if block.len() as u64 != BLOCK {
            return Err("the archive ends in the middle of a header".to_owned());
        }
        header.as_mut_bytes().copy_from_slice(&block);
        let is_header = header.cksum().ok() == Some(sum(&block));
        if !is_header && *at == 0 {
            return Err("its first header has a wrong checksum".to_owned());
        }
        *at += BLOCK;
        if !is_header {
            // How long its member is stands in what is damaged: the next header is searched for, block by block.
            if !std::mem::replace(&mut is_lost, true) {
                let what = format!("the header at byte {} is damaged", *at - BLOCK);
                listing.problems.push((None, ProblemKind::BadRecord { what }));
            }
            said = Said::default();
            continue;
        }
        is_lost = false;
        let kind = header.entry_type();
        let size = header.entry_size().map_err(failed)?;
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let words = tape.read_up_to(size.min(LONGEST_EXTENSION)).map_err(failed)?;
            *at += words.len() as u64;
            if kind.is_gnu_longname() {
                said.name = Some(words.split(|byte| *byte == 0).next().unwrap_or_default().to_vec());
            } else {
                read_extensions(&words, &mut said);
            }
            skip(tape, at, padded(size).saturating_sub(words.len() as u64), "a header")?;
            continue;
        }
        if kind.is_pax_global_extensions() || kind.is_gnu_longlink() {
            skip(tape, at, padded(size), "a header")?;
            continue;
        }
        let Said { name, size: other_size } = std::mem::take(&mut said);
        let size = other_size.unwrap_or(size);
        let name = name.unwrap_or_else(|| header.path_bytes().into_owned());
        let name = String::from_utf8_lossy(&name).into_owned();
        let start = *at;
        skip(tape, at, padded(size), &format!("{:?}", cut(&name)))?;
        if kind.is_file() || kind.is_contiguous() {
            listing.members.push(Member { name, size, at: At::Tar { start } });
        } else if kind.is_gnu_sparse() {
            let at = At::Nowhere("it is stored with holes (sparse), which is not read: unpack it");
            listing.members.push(Member { name, size, at });
        } else if !kind.is_dir() {
            listing.other += 1;
        }
    }
    Ok(())
}

fn skip(tape: &mut Tape, at: &mut u64, bytes: u64, what: &str) -> Result<(), String> {
    match tape.skip(*at, bytes) {
        Ok(skipped) if skipped == bytes => {
            *at += bytes;
            Ok(())
        }
        Ok(_) => Err(format!("the archive ends in the middle of {what}")),
        Err(error) => Err(format!("the archive is damaged: {}", cut(&error.to_string()))),
    }
}

fn read_extensions(words: &[u8], said: &mut Said) {
    for extension in PaxExtensions::new(words).flatten() {
        match extension.key_bytes() {
            b"path" => said.name = Some(extension.value_bytes().to_vec()),
            b"size" => said.size = extension.value().ok().and_then(|size| size.parse().ok()),
            _ => {}
        }
    }
}

/// With the zeros that fill the last block.
fn padded(size: u64) -> u64 {
    size.saturating_add(BLOCK - 1) / BLOCK * BLOCK
}

/// The sum of a header's bytes, its own place counted as spaces.
fn sum(block: &[u8]) -> u32 {
    let byte = |(at, byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) };
    block.iter().enumerate().map(byte).sum()
}

/// The bytes of one member of a tar that is not packed.
pub(super) fn open(source: &Source, start: u64, size: u64) -> io::Result<Box<dyn Read + Send>> {
    let mut file = source.seekable()?;
    file.seek(SeekFrom::Start(start))?;
    Ok(Box::new(BufReader::new(file).take(size)))
}

/// Takes members out of a packed tar, in any order.
pub(super) struct Unpacker {
    budget: Arc<Budget>,
    ratio: u64,
    /// Where the last pass stands, and its bytes.
    tape: Option<(u64, Tape)>,
    /// What the last pass took along, by where it stands.
    held: HashMap<u64, Vec<u8>>,
}

impl Unpacker {
    pub(super) fn new(budget: Arc<Budget>, ratio: u64) -> Self {
        Self { budget, ratio, tape: None, held: HashMap::new() }
    }

    /// The bytes of the member of `size` bytes at `start`. Those that come after it, as many as may be held, are
    /// taken along.
    pub(super) fn open(
        &mut self,
        source: &Source,
        (start, size): (u64, u64),
        coming: impl Iterator<Item = (u64, u64)>,
    ) -> io::Result<Box<dyn Read + Send>> {
        if let Some(bytes) = self.held.remove(&start) {
            return Ok(Box::new(Cursor::new(bytes)));
        }
        self.held.clear();
        if size > PORTION {
            let mut tape = self.tape_at(source, start)?;
            return Ok(Box::new(match &mut tape {
                Tape::Plain(..) => return Err(io::ErrorKind::NotSeekable.into()),
                Tape::Packed(reader) => std::mem::replace(reader, Box::new(io::empty())).take(size),
            }));
        }
        let mut bytes = 0_u64;
        let mut portion: Vec<(u64, u64)> = std::iter::once((start, size))
            .chain(coming)
            .take_while(|(_, size)| {
                bytes = bytes.saturating_add(*size);
                bytes <= PORTION
            })
            .collect();
        portion.sort_unstable();
        for (start, size) in portion {
            let mut tape = self.tape_at(source, start)?;
            let read = tape.read_up_to(size)?;
            if (read.len() as u64) < size {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.tape = Some((start + size, tape));
            self.held.insert(start, read);
        }
        Ok(Box::new(Cursor::new(self.held.remove(&start).unwrap_or_default())))
    }

    /// The tape at this place: the last one where it has not passed it.
    fn tape_at(&mut self, source: &Source, start: u64) -> io::Result<Tape> {
        let (at, mut tape) = match self.tape.take() {
            Some((at, tape)) if at <= start => (at, tape),
            _ => (0, Tape::packed(source, Arc::clone(&self.budget), self.ratio)?),
        };
        let wanted = start - at;
        if tape.skip(at, wanted)? < wanted {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(tape)
    }
}
