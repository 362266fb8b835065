//! ZIP: what its directory lists, and the bytes of one member.
//!
//! The directory is read by the `zip` crate, entry by entry; the bytes are unpacked here, since a member has to be
//! readable for as long as its reports are asked for, which a reader that borrows the archive is not.

use super::Listing;
use super::limits::{Budget, Limits, Metered, Refused};
use super::member::{At, Member};
use crate::ProblemKind;
use crate::open::Source;
use crate::problem::cut;
use flate2::Crc;
use flate2::read::DeflateDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use zip::CompressionMethod;
use zip::read::Config;
use zip::unstable::read::ZipIterable;

/// Lists the members that are files.
pub(super) fn list(source: &Source, limits: &Limits) -> Result<Listing, ProblemKind> {
    let no_zip = |error: &dyn std::fmt::Display| ProblemKind::Unreadable {
        what: format!("it is no whole ZIP archive ({}); get it again", cut(&error.to_string())),
    };
    let reader = source.seekable().map_err(|error| ProblemKind::from_io(&error))?;
    let mut archive =
        ZipIterable::try_new(BufReader::new(reader), Config::default()).map_err(|error| no_zip(&error))?;
    if archive.len() > limits.members {
        return Err(super::too_many(limits));
    }
    let mut listing = Listing::default();
    for entry in archive.files().map_err(|error| no_zip(&error))? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let what = format!("the directory of the archive is damaged: {}", cut(&error.to_string()));
                listing.problems.push((None, ProblemKind::CutOff { what }));
                break;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_or_else(
            |_| String::from_utf8_lossy(entry.name_raw()).into_owned(),
            std::borrow::Cow::into_owned,
        );
        let is_deflated = entry.compression() == CompressionMethod::DEFLATE;
        let at = if entry.is_symlink() {
            listing.other += 1;
            continue;
        } else if entry.encrypted() {
            At::Nowhere("it is encrypted: unpack it with its password and give what comes out")
        } else if !is_deflated && entry.compression() != CompressionMethod::Stored {
            At::Nowhere("it is packed in a way that is not read: make a ZIP with deflate, or unpack it")
        } else {
            At::Zip {
                header: entry.header_start(),
                packed: entry.compressed_size(),
                is_deflated,
                crc: entry.crc32(),
            }
        };
        listing.members.push(Member { name, size: entry.size(), at });
    }
    Ok(listing)
}

/// One member by its name, whole; nothing when there is none. For formats that are a ZIP of parts.
pub(crate) fn zip_part(
    source: &Source,
    name: &str,
    limits: &Limits,
    budget: &Arc<Budget>,
) -> Result<Option<Vec<u8>>, ProblemKind> {
    let listing = list(source, limits)?;
    let Some(member) = listing.members.into_iter().find(|member| member.name == name) else {
        return Ok(None);
    };
    let (header, size, is_deflated, crc) = match member.at {
        At::Zip { header, packed, is_deflated, crc } => (header, packed, is_deflated, crc),
        At::Nowhere(why) => return Err(ProblemKind::Unreadable { what: why.to_owned() }),
        At::Tar { .. } => return Ok(None),
    };
    let member = Packed { header, size, is_deflated, crc };
    let limit = limits.report;
    let damaged = |error: &io::Error| super::damaged(ProblemKind::from_io(error));
    let reader = open(source, &member, Arc::clone(budget), limits.ratio).map_err(|error| damaged(&error))?;
    let mut bytes = Vec::new();
    let read =
        reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if read as u64 > limit {
        return Err(ProblemKind::TooLarge { size: format!("more than {limit} bytes"), limit });
    }
    Ok(Some(bytes))
}

/// Where a member stands, as [`At::Zip`] says.
pub(super) struct Packed {
    pub(super) header: u64,
    pub(super) size: u64,
    pub(super) is_deflated: bool,
    pub(super) crc: u32,
}

/// The bytes of one member.
pub(super) fn open(
    source: &Source,
    member: &Packed,
    budget: Arc<Budget>,
    ratio: u64,
) -> io::Result<Box<dyn Read + Send>> {
    const HEAD: usize = 30;
    let mut file = source.seekable()?;
    file.seek(SeekFrom::Start(member.header))?;
    let mut head = [0; HEAD];
    file.read_exact(&mut head)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the directory points to no member"));
    }
    let [.., name_low, name_high, extra_low, extra_high] = head;
    let before = i64::from(u16::from_le_bytes([name_low, name_high]))
        + i64::from(u16::from_le_bytes([extra_low, extra_high]));
    file.seek(SeekFrom::Current(before))?;
    let packed = member.size;
    let bytes = BufReader::new(file).take(packed);
    let unpacked: Box<dyn Read + Send> =
        if member.is_deflated { Box::new(DeflateDecoder::new(bytes)) } else { Box::new(bytes) };
    let metered = Metered::new(unpacked, move || packed, budget, ratio);
    Ok(Box::new(Checked { inner: metered, seen: Crc::new(), crc: member.crc }))
}

/// Fails at the end of bytes that are not those which were packed.
struct Checked<R> {
    inner: R,
    seen: Crc,
    crc: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.seen.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && self.seen.sum() != self.crc {
            return Err(io::Error::other(Refused::Checksum));
        }
        Ok(read)
    }
}
