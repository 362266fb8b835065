//! Connections to the library, for those who only look.

use crate::problem::Problem;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use store::Library;

/// So many connections that nobody uses are kept open.
const IDLE: usize = 8;

/// Connections to a library for reading, each used by one request at a time.
#[derive(Debug)]
pub(crate) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Library>>,
}

impl Pool {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// What `ask` finds in the library. It blocks: call it where that is allowed.
    pub(crate) fn with<T>(&self, ask: impl FnOnce(&Library) -> Result<T, Problem>) -> Result<T, Problem> {
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
