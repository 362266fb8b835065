//! What every command with a library does: opens it, reads what waits to be read, groups what is to be grouped.

use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::interrupt;
use crate::parallel::threads;
use crate::placing::signed;
use crate::progress::Progress;
use crate::reading::{ToRead, check_model, read_all};
use article::{ArticleId, Correction};
use jiff::Timestamp;
use store::{ArticleKey, Library, StoreError, StoryFilter, StoryRow};

/// So many articles are read in one portion: few enough that little is done twice after an interruption.
pub(crate) const PORTION: usize = 200;

/// What is left out as furniture may part stories that it alone held together, and so show more of it; so often that is
/// followed.
const ROUNDS: usize = 3;

/// So many stories are listed at a time.
const STORIES: usize = 512;

/// Opens the library to look things up. It says when an interrupted run left something undone.
pub(crate) fn open(global: &Global, console: &Console) -> Result<Library, Failure> {
    let library = Library::open_read_only(&global.library)?;
    if !library.unread(1)?.is_empty() || library.needs_weaving()? {
        console.warning(
            "some reports wait to be read or grouped, as a run was interrupted: parallax add, without a path, finishes it",
        );
    }
    Ok(library)
}

/// Opens a library that is there, to change it.
pub(crate) fn open_to_change(global: &Global) -> Result<Library, Failure> {
    check_model()?;
    Ok(Library::open_existing(&global.library)?)
}

/// Now, as it is stored.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The corrections that hold.
pub(crate) fn corrections(library: &Library) -> Result<Vec<Correction>, StoreError> {
    Ok(library.corrections(false)?.into_iter().map(|stored| stored.correction).collect())
}

/// All stories, in the order of the list.
pub(crate) fn stories(library: &Library) -> Result<Vec<StoryRow>, StoreError> {
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
#[derive(Debug)]
pub(crate) struct Work<'w> {
    pub(crate) library: Library,
    pub(crate) console: &'w Console,
    threads: usize,
    failures: usize,
}

impl<'w> Work<'w> {
    pub(crate) fn new(library: Library, global: &Global, console: &'w Console) -> Self {
        Self { library, console, threads: threads(global.threads), failures: 0 }
    }

    /// How it went.
    pub(crate) fn outcome(&self) -> Outcome {
        Outcome::of_failures(self.failures)
    }

    /// Reads what waits to be read, and settles what came since the day began. Says how many were read.
    pub(crate) fn catch_up(&mut self) -> Result<usize, Failure> {
        self.begin_day()?;
        let waiting = self.library.unread(usize::MAX)?;
        let read = self.read(&waiting)?;
        self.finish()?;
        Ok(read)
    }

    /// Settles what came since the day began, and reads again what proves to have furniture in it: a line is found to be such
    /// only when articles of several stories have it.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        self.settle()?;
        for _ in 0..ROUNDS {
            if interrupt::is_asked() {
                break;
            }
            let again = self.library.learn_furniture()?;
            if again.is_empty() {
                break;
            }
            self.read(&again)?;
            self.settle()?;
        }
        Ok(())
    }

    /// Reads these articles with the current rules and the corrections that hold. Says how many were read:
    /// fewer when the user asked to stop.
    pub(crate) fn read(&mut self, keys: &[ArticleKey]) -> Result<usize, Failure> {
        let mut read = 0;
        let mut progress = Progress::new(self.console, "reading", Some(keys.len()));
        for portion in keys.chunks(PORTION) {
            if interrupt::is_asked() {
                break;
            }
            read += self.read_portion(portion)?;
            progress.add(portion.len());
        }
        Ok(read)
    }

    /// Reads one portion and places it.
    pub(crate) fn read_portion(&mut self, keys: &[ArticleKey]) -> Result<usize, Failure> {
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
    pub(crate) fn fail(&mut self, id: &ArticleId, why: &str) {
        self.failures += 1;
        self.console.error(format!("{id}: {why}"));
    }
}
