//! Work on a library: what waits is read, placed and put right, portion by portion.

use crate::error::DeskError;
use crate::listener::Listener;
use crate::pen::{Pen, Turn};
use crate::placing::signed;
use crate::reading::{ToRead, check_model, read_all};
use article::{ArticleId, Correction};
use jiff::Timestamp;
use std::time::Duration;
use store::{ArticleKey, Library, StoreError, StoryFilter, StoryRow};

/// So many articles are read in one portion: few enough that little is done twice after an interruption.
pub const PORTION: usize = 200;

/// What is left out as furniture may part stories that it alone held together, and so show more of it; so often that is
/// followed.
const ROUNDS: usize = 3;

/// So many stories are listed at a time.
const STORIES: usize = 512;

/// Now, as it is stored: UTC, to the second.
pub fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The corrections that hold.
pub fn corrections(library: &Library) -> Result<Vec<Correction>, StoreError> {
    Ok(library.corrections(false)?.into_iter().map(|stored| stored.correction).collect())
}

/// All stories, in the order of the list.
pub fn stories(library: &Library) -> Result<Vec<StoryRow>, StoreError> {
    let mut stories: Vec<StoryRow> = Vec::new();
    loop {
        let filter = StoryFilter { limit: STORIES, offset: stories.len(), ..StoryFilter::default() };
        let page = library.stories(&filter)?;
        if page.stories.is_empty() {
            return Ok(stories);
        }
        stories.extend(page.stories);
    }
}

/// Work on a library, portion by portion, each in a transaction of its own.
pub struct Work<'w> {
    /// The library.
    pub library: Library,
    /// Who hears of it.
    pub listener: &'w dyn Listener,
    threads: usize,
    failures: usize,
    pen: Pen,
}

impl<'w> Work<'w> {
    /// Work on `library` with so many threads; their number changes no result.
    ///
    /// # Errors
    ///
    /// When the model that reads is damaged, or nothing can be written beside the library.
    pub fn new(library: Library, threads: usize, listener: &'w dyn Listener) -> Result<Self, DeskError> {
        check_model()?;
        let pen = Pen::of(library.path())?;
        Ok(Self { library, listener, threads, failures: 0, pen })
    }

    /// The same that waits no longer than this for others who write.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { pen: self.pen.patient(patience), ..self }
    }

    /// Waits until nobody else writes to the library.
    pub(crate) fn turn(&self) -> Result<Turn, DeskError> {
        self.pen.turn()
    }

    /// How many articles could not be read or kept; each was named.
    pub fn failures(&self) -> usize {
        self.failures
    }

    /// Reads what waits to be read, and settles what came since the day began. Says how many were read.
    pub fn catch_up(&mut self) -> Result<usize, DeskError> {
        let turn = self.turn()?;
        self.begin_day()?;
        drop(turn);
        let read = self.read_waiting()?;
        self.finish()?;
        Ok(read)
    }

    /// Reads what an earlier run left to be read. Says how many articles that were.
    pub fn read_waiting(&mut self) -> Result<usize, DeskError> {
        let waiting = self.library.unread(usize::MAX)?;
        self.read(&waiting)
    }

    /// Settles what came since the day began, and reads again what proves to have furniture in it: a line is found to be such
    /// only when articles of several stories have it.
    pub fn finish(&mut self) -> Result<(), DeskError> {
        self.settle_in_turn()?;
        for _ in 0..ROUNDS {
            if self.listener.is_asked_to_stop() {
                break;
            }
            let turn = self.turn()?;
            let again = self.library.learn_furniture()?;
            drop(turn);
            if again.is_empty() {
                break;
            }
            self.read(&again)?;
            self.settle_in_turn()?;
        }
        Ok(())
    }

    fn settle_in_turn(&mut self) -> Result<(), DeskError> {
        let _turn = self.turn()?;
        self.settle()
    }

    /// Takes articles out of the library, and puts right the stories they were in. Gives those that were there, and says of the
    /// others that they were not.
    pub fn remove(&mut self, ids: Vec<ArticleId>) -> Result<Vec<ArticleId>, DeskError> {
        let turn = self.turn()?;
        self.begin_day()?;
        let mut removed = Vec::new();
        for id in ids {
            match self.library.remove(&id) {
                Ok(()) => removed.push(id),
                Err(error) if error.is_not_found() => {
                    self.failures += 1;
                    self.listener.error(&error.to_string());
                }
                Err(error) => return Err(error.into()),
            }
        }
        drop(turn);
        if !removed.is_empty() {
            self.finish()?;
        }
        Ok(removed)
    }

    /// Reads these articles with the current rules and the corrections that hold. Says how many were read:
    /// fewer when it was asked to stop.
    pub fn read(&mut self, keys: &[ArticleKey]) -> Result<usize, DeskError> {
        let mut read = 0;
        let listener = self.listener;
        let mut progress = listener.begin("reading", Some(keys.len()));
        for portion in keys.chunks(PORTION) {
            if self.listener.is_asked_to_stop() {
                break;
            }
            let _turn = self.turn()?;
            read += self.read_portion(portion)?;
            progress.add(portion.len());
        }
        Ok(read)
    }

    /// Reads one portion and places it.
    pub(crate) fn read_portion(&mut self, keys: &[ArticleKey]) -> Result<usize, DeskError> {
        self.begin_day()?;
        let mut articles: Vec<ToRead> = Vec::with_capacity(keys.len());
        for key in keys {
            let article = self.library.article_with_corrections(*key)?;
            let corrections = self.library.corrections_of(&article.id)?;
            let corrections = corrections.into_iter().map(|stored| stored.correction).collect();
            let furniture = self.library.furniture(*key)?;
            articles.push(ToRead { article, corrections, furniture });
        }
        let mut signatures = Vec::with_capacity(keys.len());
        let mut readings = Vec::with_capacity(keys.len());
        for (key, reading) in keys.iter().zip(read_all(articles, self.threads)) {
            match reading {
                Ok(reading) => {
                    signatures.push(signed(*key, &weave::signature(&reading))?);
                    readings.push((*key, reading));
                }
                Err(id) => self.fail(&id, "could not be read; the rest is"),
            }
        }
        // Signatures first: an article whose reading is not yet there waits to be read and gets both again.
        self.library.put_signatures(&signatures)?;
        let put = self.library.put_readings(readings)?;
        for refused in put.refused {
            let id = refused.id.unwrap_or_else(|| ArticleId(format!("(key {})", refused.key.0)));
            self.fail(&id, &refused.why);
        }
        self.place(&signatures.into_iter().map(|signed| signed.key).collect::<Vec<_>>())?;
        Ok(put.stored)
    }

    /// Counts an article that failed, and says why.
    fn fail(&mut self, id: &ArticleId, why: &str) {
        self.failures += 1;
        self.listener.error(&format!("{id}: {why}"));
    }
}
