//! Places articles of a library in its stories: as they come, and again when the day is settled.

use crate::error::DeskError;
use crate::work::{Work, corrections, now};
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{ArticleKey, AsOf, Grouping, Neighbours, Signed};
use weave::Signature;

/// So many articles of one day are put right together; of more, each portion by itself, in order of arrival.
const DAY: usize = 20_000;

/// So many articles of a library of an older format are signed at a time.
const SIGNED: usize = 200;

/// Today, in UTC.
fn today() -> Date {
    Zoned::now().with_time_zone(TimeZone::UTC).date()
}

impl Work<'_> {
    /// Begins the day, settling the one before it.
    pub fn begin_day(&mut self) -> Result<(), DeskError> {
        let today = today();
        if self.library.open_day()? != Some(today) {
            self.sign()?;
            self.settle()?;
            self.library.begin_day(today)?;
        }
        Ok(())
    }

    /// Signs articles that were read and have no signature: a library of an older format, or a damaged one.
    fn sign(&mut self) -> Result<(), DeskError> {
        loop {
            let unsigned = self.library.unsigned(SIGNED)?;
            if unsigned.is_empty() {
                return Ok(());
            }
            let mut all = Vec::with_capacity(unsigned.len());
            for key in unsigned {
                all.push(signed(key, &weave::signature(&self.library.reading(key)?))?);
            }
            self.library.put_signatures(&all)?;
        }
    }

    /// Places articles that were just read: each joins a story or begins one. Those that have a place keep it until
    /// the day is settled.
    pub(crate) fn place(&mut self, keys: &[ArticleKey]) -> Result<(), DeskError> {
        let mut new = Vec::with_capacity(keys.len());
        for key in keys {
            if self.library.place_of(*key, AsOf::Now)?.is_none() {
                new.push(*key);
            }
        }
        self.put(&new, false)?;
        if self.library.arrived()? >= DAY {
            self.settle()?;
            self.library.begin_day(today())?;
        }
        Ok(())
    }

    /// Places what came since the day began once more, all together, and puts right what it shows to be wrong in
    /// the stories near it. The order in which it came changes nothing.
    pub(crate) fn settle(&mut self) -> Result<(), DeskError> {
        if self.listener.is_asked_to_stop() || !self.library.needs_weaving()? {
            return Ok(());
        }
        let arrivals = self.library.arrivals()?;
        let listener = self.listener;
        let mut progress = listener.begin("grouping", None);
        progress.add(arrivals.len());
        self.put(&arrivals, true)
    }

    fn put(&mut self, keys: &[ArticleKey], settled: bool) -> Result<(), DeskError> {
        let corrections = corrections(&self.library)?;
        let as_of = if settled { AsOf::DayBegin } else { AsOf::Now };
        let placing = weave::place(&Neighbours::of(&self.library, as_of), keys, settled, &corrections)?;
        self.library.put_grouping(&Grouping::of(placing, settled, now()))?;
        Ok(())
    }
}

/// What the library keeps of a signature. An article that nobody can date is looked for among those of today.
pub(crate) fn signed(key: ArticleKey, signature: &Signature) -> Result<Signed, DeskError> {
    Signed::of(key, signature, today())
        .map_err(|error| DeskError::new(format!("a signature could not be written down: {error}")))
}
