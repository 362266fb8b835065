//! What an archive may ask of the machine, so that a small file cannot fill it.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The limits. Each is named by the error that it causes.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// The most bytes of one report.
    pub(crate) report: u64,
    /// The most bytes unpacked from one archive, and from all that are in it, beyond its own size.
    pub(crate) unpacked: u64,
    /// How many bytes one packed byte may become. Pages become five to ten.
    pub(crate) ratio: u64,
    /// The most members of one archive.
    pub(crate) members: usize,
}

impl Limits {
    /// The limits of every run; only the size of a report is the user's to say.
    pub(crate) fn new(report: u64) -> Self {
        Self { report, unpacked: 8 << 30, ratio: 250, members: 200_000 }
    }
}

/// So much is unpacked before the ratio is looked at: a page of spaces harms nobody.
const HARMLESS: u64 = 4 << 20;

/// How many archives may stand one in another: an archive, and one in it.
pub(crate) const DEEPEST: u8 = 1;

/// Why unpacking was stopped.
#[derive(Debug)]
pub(crate) enum Refused {
    /// More came out than one archive may hold.
    Unpacked(u64),
    /// Too much came out of too little.
    Ratio(u64),
    /// What came out is not what went in.
    Checksum,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unpacked(limit) => write!(out, "the archive unpacks to more than {limit} bytes"),
            Self::Ratio(limit) => write!(out, "it unpacks to more than {limit} times its size"),
            Self::Checksum => write!(out, "its checksum is wrong: it is damaged"),
        }
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// Whether this stopped a reader.
    pub(crate) fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

/// How many bytes may still be unpacked from an archive. What stands in it spends of the same.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU64,
    total: u64,
}

impl Budget {
    /// For an archive of this size.
    pub(crate) fn new(limits: &Limits, size: u64) -> Arc<Self> {
        let total = limits.unpacked.saturating_add(size);
        Arc::new(Self { left: AtomicU64::new(total), total })
    }
}

/// A reader of unpacked bytes that counts them.
pub(crate) struct Metered<R> {
    inner: R,
    budget: Arc<Budget>,
    /// See [`Limits::ratio`].
    ratio: u64,
    /// The bytes that this many packed ones have become.
    packed: Box<dyn Fn() -> u64 + Send>,
    unpacked: u64,
}

impl<R: Read> Metered<R> {
    /// `packed` says how many packed bytes were read so far, or are there to read.
    pub(crate) fn new(
        inner: R,
        packed: impl Fn() -> u64 + Send + 'static,
        budget: Arc<Budget>,
        ratio: u64,
    ) -> Self {
        Self { inner, budget, ratio, packed: Box::new(packed), unpacked: 0 }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked = self.unpacked.saturating_add(read as u64);
        let takes = |left: u64| left.checked_sub(read as u64);
        if self.budget.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, takes).is_err() {
            return Err(io::Error::other(Refused::Unpacked(self.budget.total)));
        }
        let most = (self.packed)().saturating_mul(self.ratio);
        if self.unpacked > HARMLESS && self.unpacked > most {
            return Err(io::Error::other(Refused::Ratio(self.ratio)));
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: u64, packed: u64, limits: &Limits) -> io::Result<u64> {
        let budget = Budget::new(limits, 0);
        let mut metered = Metered::new(io::repeat(b' ').take(bytes), move || packed, budget, limits.ratio);
        io::copy(&mut metered, &mut io::sink())
    }

    #[test]
    fn too_much_out_of_too_little_is_stopped() {
        let limits = Limits { unpacked: 64 << 20, ..Limits::new(1) };
        assert_eq!(read(HARMLESS, 1, &limits).unwrap(), HARMLESS);
        assert_eq!(read(8 << 20, 1 << 20, &limits).unwrap(), 8 << 20);
        let told = |found: io::Result<u64>| Refused::of(&found.unwrap_err()).unwrap().to_string();
        assert_eq!(told(read(8 << 20, 1000, &limits)), "it unpacks to more than 250 times its size");
        assert_eq!(
            told(read(65 << 20, 65 << 20, &limits)),
            "the archive unpacks to more than 67108864 bytes"
        );
    }
}
