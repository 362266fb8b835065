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

/// A reader to which the first bytes of a member, once recognised, are given back.
pub(super) struct Rewound {
    /// How many bytes of [`MAGIC`] are to be read again.
    again: usize,
    inner: Box<dyn BufRead + Send>,
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
        match MAGIC.len().checked_sub(self.again).and_then(|from| MAGIC.get(from..)) {
            Some(rest) if !rest.is_empty() => Ok(rest),
            _ => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.again > 0 {
            self.again = self.again.saturating_sub(amount);
        } else {
            self.inner.consume(amount);
        }
    }
}

impl Archive {
    /// Opens an archive; whether it is packed is told by its first bytes and not by its name.
    pub(super) fn open(mut reader: Box<dyn BufRead + Send>) -> io::Result<Self> {
        if reader.fill_buf()?.starts_with(b"\x1F\x8B") {
            return Ok(Self::Packed(Some(Box::new(GzDecoder::new(Rewound { again: 0, inner: reader })))));
        }
        Ok(Self::Plain(reader))
    }

    /// After an error: goes to the next member. Whether there is one.
    pub(super) fn resume(&mut self) -> io::Result<bool> {
        let Self::Packed(decoder) = self else { return Ok(false) };
        let Some(failed) = decoder.take() else { return Ok(false) };
        let mut reader = failed.into_inner();
        reader.again = 0;
        let mut matched = 0;
        loop {
            let buffer = reader.inner.fill_buf()?;
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
            reader.inner.consume(used);
            if matched == MAGIC.len() {
                reader.again = MAGIC.len();
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
            if !reader.fill_buf()?.is_empty() {
                *decoder = Some(Box::new(GzDecoder::new(reader)));
            }
        }
    }
}
