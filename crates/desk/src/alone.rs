//! One `watch` for one library: two would ask outlets twice as often as either knows.

use crate::error::DeskError;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The right to follow a library's feeds, held by the lock of a file beside it until this is dropped or the process ends. The file
/// stays: one that was taken away could be locked by two.
pub struct Alone {
    /// Locked while it is open.
    _file: File,
}

impl Alone {
    /// The right for the library at `library`.
    pub fn at(library: &Path) -> Result<Self, DeskError> {
        // By whatever path it is named, it is one library.
        let library = fs::canonicalize(library).unwrap_or_else(|_| library.to_owned());
        let mut name = library.as_os_str().to_owned();
        name.push("-watch");
        let path = PathBuf::from(name);
        let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(DeskError::new(format!(
                "the feeds of {} are being followed by another process",
                library.display()
            ))
            .hint("stop that one first; feeds may be added and removed while it runs")),
            Err(TryLockError::Error(error)) => Err(unwritable(&path, &error)),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> DeskError {
    DeskError::new(format!("cannot write {}: {error}", path.display()))
        .hint("the file is made beside the library: let its folder be written")
}
