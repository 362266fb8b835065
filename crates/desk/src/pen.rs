//! One writer at a time for one library, in whatever process.

use crate::error::DeskError;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// So often it is looked whether the one before has finished.
const LOOK: Duration = Duration::from_millis(10);

/// So long the one before is waited for unless told otherwise: a large library is settled in less.
const PATIENCE: Duration = Duration::from_mins(10);

/// What holds the right to write to a library: a file beside it, locked while somebody writes.
///
/// `SQLite` keeps two transactions apart; this keeps apart what takes several, such as finding the place of an article and writing
/// it down, when an import, the feeds and a person's correction come at once.
#[derive(Debug, Clone)]
pub(crate) struct Pen {
    file: Arc<File>,
    place: PathBuf,
    patience: Duration,
}

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    pen: Pen,
}

impl Pen {
    /// The pen of the library at `library`. Each has a lock of its own: two of one process keep each other waiting too.
    pub(crate) fn of(library: &Path) -> Result<Self, DeskError> {
        // By whatever path it is named, it is one library.
        let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
        let mut name = library.into_os_string();
        name.push("-writing");
        let place = PathBuf::from(name);
        let file = File::create(&place).map_err(|error| {
            DeskError::new(format!("cannot write {}: {error}", place.display()))
                .hint("the file is made beside the library: let its folder be written")
        })?;
        Ok(Self { file: Arc::new(file), place, patience: PATIENCE })
    }

    /// The same that waits no longer than this.
    pub(crate) fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Waits until nobody else writes.
    pub(crate) fn turn(&self) -> Result<Turn, DeskError> {
        let began = Instant::now();
        loop {
            match self.file.try_lock() {
                Ok(()) => return Ok(Turn { pen: self.clone() }),
                Err(TryLockError::WouldBlock) if began.elapsed() < self.patience => thread::sleep(LOOK),
                Err(TryLockError::WouldBlock) => {
                    return Err(DeskError::busy(
                        "somebody else is writing to the library, and has been for long",
                    )
                    .hint("try again when that is done; nothing was changed"));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(DeskError::new(format!("cannot lock {}: {error}", self.place.display())));
                }
            }
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // It fails only where the file is gone, and then nobody waits for it.
        let _ = self.pen.file.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn two_of_one_process_take_turns() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = folder.path().join("library.db");
        let order = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for name in 0..4 {
                let (order, library) = (&order, &library);
                scope.spawn(move || {
                    let pen = Pen::of(library).expect("a pen");
                    for _ in 0..5 {
                        let _turn = pen.turn().expect("a turn");
                        order.lock().expect("a list").push(name);
                        thread::sleep(Duration::from_millis(1));
                        order.lock().expect("a list").push(name);
                    }
                });
            }
        });
        let order = order.into_inner().expect("a list");
        assert!(order.chunks(2).all(|pair| pair[0] == pair[1]), "{order:?}");
    }
}
