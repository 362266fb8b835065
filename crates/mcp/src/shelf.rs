//! What tools work on.

use desk::corrections::{self, Asked, Kept};
use desk::{DeskError, Listener, Pool, Progress, Teller, Told, Unseen, Work};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Library, StoryId};

/// So long a correction waits while others write.
const TURN: Duration = Duration::from_secs(30);

/// A library, with what is needed to tell its stories.
#[derive(Clone)]
pub struct Shelf {
    pool: Arc<Pool>,
    teller: Teller,
    is_in_haste: bool,
    threads: usize,
    corrects: bool,
}

impl Shelf {
    /// For reading alone. `threads` is how many read what a correction touches.
    pub fn new(pool: Arc<Pool>, teller: Teller, threads: usize) -> Self {
        Self { pool, teller, is_in_haste: false, threads, corrects: false }
    }

    /// Where somebody else tells, by the same teller, the stories that take long: those are refused as busy until then.
    #[must_use]
    pub fn in_haste(self) -> Self {
        Self { is_in_haste: true, ..self }
    }

    /// With tools that make and undo corrections.
    #[must_use]
    pub fn with_corrections(self) -> Self {
        Self { corrects: true, ..self }
    }

    /// Whether there are such tools.
    pub(crate) fn corrects(&self) -> bool {
        self.corrects
    }

    /// What `ask` finds in the library.
    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Library) -> Result<T, DeskError>) -> Result<T, DeskError> {
        self.pool.with(ask)
    }

    /// What tells stories to one call.
    pub(crate) fn teller(&self) -> Teller {
        if self.is_in_haste { self.hasty_teller() } else { self.teller.clone() }
    }

    /// The same for lists, which do not wait for each of their stories.
    pub(crate) fn hasty_teller(&self) -> Teller {
        self.teller.in_haste()
    }

    /// A story, told.
    pub(crate) fn told(&self, library: &Library, story: i64) -> Result<Arc<Told>, DeskError> {
        self.teller().story(library, StoryId(story))
    }

    /// Keeps a correction, and does what follows from it. Gives it with what there is to know about it.
    pub(crate) fn correct(
        &self,
        asked: Asked,
        note: Option<&str>,
        who: &str,
    ) -> Result<(Kept, Vec<String>), DeskError> {
        self.work(|work| corrections::correct(work, asked, note, Some(who)))
    }

    /// Takes a correction back.
    pub(crate) fn undo(&self, id: i64, who: &str) -> Result<(Kept, Vec<String>), DeskError> {
        self.work(|work| corrections::undo(work, id, Some(who)))
    }

    fn work(
        &self,
        change: impl FnOnce(&mut Work<'_>) -> Result<Kept, DeskError>,
    ) -> Result<(Kept, Vec<String>), DeskError> {
        let heard = Heard::default();
        let library = Library::open_existing(self.pool.path())?;
        let kept = change(&mut Work::new(library, self.threads, &heard)?.patient(TURN))?;
        Ok((kept, heard.0.into_inner().unwrap_or_else(PoisonError::into_inner)))
    }
}

/// Keeps what is worth telling the client.
#[derive(Default)]
struct Heard(Mutex<Vec<String>>);

impl Heard {
    fn keep(&self, words: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(words.to_owned());
    }
}

impl Listener for Heard {
    fn note(&self, words: &str) {
        tracing::info!("{words}");
    }

    fn warning(&self, words: &str) {
        self.keep(words);
    }

    fn error(&self, words: &str) {
        self.keep(words);
    }

    fn begin(&self, _: &'static str, _: Option<usize>) -> Box<dyn Progress + '_> {
        Box::new(Unseen)
    }

    fn is_asked_to_stop(&self) -> bool {
        false
    }
}
