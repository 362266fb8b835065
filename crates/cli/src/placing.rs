//! Places articles of a library in its stories: as they come, and again when the day is settled.

use crate::failure::Failure;
use crate::library::{Work, corrections, now};
use crate::progress::Progress;
use article::ArticleId;
use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use store::{ArticleKey, AsOf, Grouped, Grouping, Library, Signed, StoreError, StoryId};
use weave::{Placing, Shelf, Signature};

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
    pub(crate) fn begin_day(&mut self) -> Result<(), Failure> {
        let today = today();
        if self.library.open_day()? != Some(today) {
            self.sign()?;
            self.settle()?;
            self.library.begin_day(today)?;
        }
        Ok(())
    }

    /// Signs articles that were read and have no signature: a library of an older format, or a damaged one.
    fn sign(&mut self) -> Result<(), Failure> {
        loop {
            let unsigned = self.library.unsigned(SIGNED)?;
            if unsigned.is_empty() {
                return Ok(());
            }
            let mut signed = Vec::with_capacity(unsigned.len());
            for key in unsigned {
                signed.push(signed_as(key, &weave::signature(&self.library.reading(key)?))?);
            }
            self.library.put_signatures(&signed)?;
        }
    }

    /// Places articles that were just read: each joins a story or begins one. Those that have a place keep it until
    /// the day is settled.
    pub(crate) fn place(&mut self, keys: &[ArticleKey]) -> Result<(), Failure> {
        let mut new = Vec::with_capacity(keys.len());
        for key in keys {
            if self.library.place_of(*key, AsOf::Now)?.is_none() {
                new.push(*key);
            }
        }
        self.put(&new, false)?;
        if self.library.arrivals()?.len() >= DAY {
            self.settle()?;
            self.library.begin_day(today())?;
        }
        Ok(())
    }

    /// Places what came since the day began once more, all together, and puts right what it shows to be wrong in
    /// the stories near it. The order in which it came changes nothing.
    pub(crate) fn settle(&mut self) -> Result<(), Failure> {
        if crate::interrupt::is_asked() || !self.library.needs_weaving()? {
            return Ok(());
        }
        let arrivals = self.library.arrivals()?;
        let mut progress = Progress::new(self.console, "grouping", None);
        progress.add(arrivals.len());
        self.put(&arrivals, true)
    }

    fn put(&mut self, keys: &[ArticleKey], settled: bool) -> Result<(), Failure> {
        let corrections = corrections(&self.library)?;
        let placing = weave::place(&Neighbours::of(&self.library, settled), keys, settled, &corrections)?;
        self.library.put_grouping(&grouping(placing, settled))?;
        Ok(())
    }
}

/// What the library keeps of a signature.
pub(crate) fn signed_as(key: ArticleKey, signature: &Signature) -> Result<Signed, Failure> {
    let bytes = signature
        .to_bytes()
        .map_err(|error| Failure::new(format!("a signature could not be written down: {error}")))?;
    // An article that nobody can date is looked for among those of the day on which it came.
    let day = signature.day().unwrap_or_else(today);
    Ok(Signed { key, bytes, keys: weave::keys(signature), day })
}

fn grouping(placing: Placing<ArticleKey, StoryId>, settled: bool) -> Grouping {
    let grouped = |had_place: bool| {
        move |(key, place): (ArticleKey, weave::Placed)| Grouped {
            key,
            story: place.story,
            family: place.family,
            why: place.why,
            had_place,
        }
    };
    let arrived = placing.arrived.into_iter().map(grouped(false));
    let placed = arrived.chain(placing.beside.into_iter().map(grouped(true))).collect();
    Grouping { placed, whole: placing.whole, settled, at: now() }
}

/// The articles of a library that have a place, as those to be placed meet them.
struct Neighbours<'l> {
    library: &'l Library,
    as_of: AsOf,
    signatures: RefCell<HashMap<ArticleKey, Rc<Signature>>>,
}

impl<'l> Neighbours<'l> {
    fn of(library: &'l Library, settled: bool) -> Self {
        let as_of = if settled { AsOf::DayBegin } else { AsOf::Now };
        Self { library, as_of, signatures: RefCell::default() }
    }
}

impl Shelf for Neighbours<'_> {
    type Article = ArticleKey;
    type Story = StoryId;
    type Error = StoreError;

    fn signature(&self, article: ArticleKey) -> Result<Rc<Signature>, StoreError> {
        if let Some(known) = self.signatures.borrow().get(&article) {
            return Ok(Rc::clone(known));
        }
        let kept = self.library.signature(article)?.and_then(|bytes| Signature::from_bytes(&bytes));
        let signature = Rc::new(match kept {
            Some(signature) => signature,
            // Made by a version with another form of signatures.
            None => weave::signature(&self.library.reading(article)?),
        });
        self.signatures.borrow_mut().insert(article, Rc::clone(&signature));
        Ok(signature)
    }

    fn holders(
        &self,
        key: u64,
        beside: ArticleKey,
        reach: usize,
    ) -> Result<Vec<(ArticleKey, u16)>, StoreError> {
        self.library.nearest(key, beside, reach, self.as_of)
    }

    fn place(&self, article: ArticleKey) -> Result<Option<(StoryId, ArticleKey)>, StoreError> {
        self.library.place_of(article, self.as_of)
    }

    fn members(&self, story: StoryId) -> Result<Vec<ArticleKey>, StoreError> {
        self.library.members_of(story, self.as_of)
    }

    fn find(&self, id: &ArticleId) -> Result<Option<ArticleKey>, StoreError> {
        self.library.find(id)
    }
}
