//! Connections to a library, for those who only look.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use store::{Library, StoreError};

/// So many connections that nobody uses are kept open.
const IDLE: usize = 8;

/// Connections to a library for reading, each used by one at a time.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Library>>,
}

impl Pool {
    /// Connections to the library in this file. None is opened yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// The file of the library.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What `ask` finds in the library. It blocks: call it where that is allowed.
    ///
    /// # Errors
    ///
    /// Those of `ask`, and when the library cannot be opened.
    pub fn with<T, E: From<StoreError>>(&self, ask: impl FnOnce(&Library) -> Result<T, E>) -> Result<T, E> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let library = match kept {
            Some(library) => library,
            None => Library::open_read_only(&self.path)?,
        };
        let found = ask(&library);
        let mut idle = idle();
        if idle.len() < IDLE {
            idle.push(library);
        }
        found
    }
}
