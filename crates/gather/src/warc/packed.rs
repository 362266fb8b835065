//! The bytes of an archive, unpacked member by member.
//!
//! A `.warc.gz` is a row of gzip members, one for each record. Reading them one by one is what lets a damaged
//! member cost its own record only: the search goes on at the next one.

use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// The first bytes of a gzip member that holds deflated data.
const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// An archive's bytes, packed or not.
pub(super) enum Archive {
    /// As they stand in the file.
    Plain(Box<dyn BufRead + Send>),
    /// In gzip members. `None` once nothing can follow.
    Packed(Option<Box<GzDecoder<Rewound>>>),
}

/// A reader that can go back by a little: a member that was cut off is noticed only within the next one.
pub(super) struct Rewound {
    inner: Box<dyn BufRead + Send>,
    /// What is read once more before `inner` is, and how much of it was.
    again: Vec<u8>,
    at: usize,
    /// What was read last, since the beginning of the member.
    last: Vec<u8>,
    /// How many bytes were read, and how many of them once more.
    read: u64,
    repeated: u64,
}

/// How far one can go back. Nonsense is noticed as such within a few kilobytes.
const BACK: usize = 64 << 10;

impl Rewound {
    fn new(inner: Box<dyn BufRead + Send>) -> Self {
        Self { inner, again: Vec::new(), at: 0, last: Vec::new(), read: 0, repeated: 0 }
    }

    fn begin_member(&mut self) {
        self.last.clear();
    }

    /// Goes back, but for one byte, to the beginning of the member, or as far as can be. Not where that was done so
    /// often that a file made for it would be read many times over.
    fn go_back(&mut self) {
        let back = self.last.get(1..).unwrap_or_default().to_vec();
        self.last.clear();
        if self.repeated > self.read + (1 << 20) {
            return;
        }
        self.repeated += back.len() as u64;
        let rest = self.again.split_off(self.at.min(self.again.len()));
        self.again = [back, rest].concat();
        self.at = 0;
    }

    /// Gives the first bytes of a member back, once recognised.
    fn give_back(&mut self, bytes: &[u8]) {
        let rest = self.again.split_off(self.at.min(self.again.len()));
        self.again = [bytes, &rest].concat();
        self.at = 0;
    }
}

impl Read for Rewound {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let read = available.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Rewound {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.again.get(self.at..) {
            Some(rest) if !rest.is_empty() => Ok(rest),
            _ => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        let rest = self.again.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            // What was filled is still there.
            let filled = self.inner.fill_buf().unwrap_or_default();
            self.last.extend_from_slice(filled.get(..amount).unwrap_or_default());
            self.inner.consume(amount);
            self.read += amount as u64;
        } else {
            let taken = rest.get(..amount).unwrap_or(rest);
            self.last.extend_from_slice(taken);
            self.at += taken.len();
            if self.at >= self.again.len() {
                self.again.clear();
                self.at = 0;
            }
        }
        if self.last.len() > 2 * BACK {
            self.last.drain(..self.last.len() - BACK);
        }
    }
}

impl Archive {
    /// Opens an archive; whether it is packed is told by its first bytes and not by its name.
    pub(super) fn open(mut reader: Box<dyn BufRead + Send>) -> io::Result<Self> {
        if reader.fill_buf()?.starts_with(b"\x1F\x8B") {
            return Ok(Self::Packed(Some(Box::new(GzDecoder::new(Rewound::new(reader))))));
        }
        Ok(Self::Plain(reader))
    }

    /// After an error: goes to the next member. Whether there is one.
    pub(super) fn resume(&mut self) -> io::Result<bool> {
        let Self::Packed(decoder) = self else { return Ok(false) };
        let Some(failed) = decoder.take() else { return Ok(false) };
        let mut reader = failed.into_inner();
        reader.go_back();
        let mut matched = 0;
        loop {
            let buffer = reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(false);
            }
            let mut used = 0;
            for byte in buffer {
                used += 1;
                matched = match MAGIC.get(matched) {
                    Some(wanted) if wanted == byte => matched + 1,
                    _ => usize::from(MAGIC.first() == Some(byte)),
                };
                if matched == MAGIC.len() {
                    break;
                }
            }
            reader.consume(used);
            if matched == MAGIC.len() {
                reader.give_back(&MAGIC);
                reader.begin_member();
                *decoder = Some(Box::new(GzDecoder::new(reader)));
                return Ok(true);
            }
        }
    }
}

impl Read for Archive {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let decoder = match self {
            Self::Plain(reader) => return reader.read(buffer),
            Self::Packed(decoder) => decoder,
        };
        loop {
            let Some(member) = decoder.as_mut() else { return Ok(0) };
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            // The member is at its end. Another may follow.
            let Some(ended) = decoder.take() else { return Ok(0) };
            let mut reader = ended.into_inner();
            reader.begin_member();
            if !reader.fill_buf()?.is_empty() {
                *decoder = Some(Box::new(GzDecoder::new(reader)));
            }
        }
    }
}
