//! The library that was named on the command line.

use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use desk::{Work, check_model, threads};
use store::Library;

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

/// Work on a library, heard of on the console.
pub(crate) fn work<'w>(library: Library, global: &Global, console: &'w Console) -> Result<Work<'w>, Failure> {
    Ok(Work::new(library, threads(global.threads), console)?)
}
