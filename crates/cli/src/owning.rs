//! Which outlets have one owner, as far as the user knows more than the program.

use crate::failure::Failure;
use clap::Args;
use std::path::PathBuf;
use weave::Owners;

/// A table of owners is a few kilobytes.
const LARGEST: u64 = 16 << 20;

/// The user's table of owners.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Owning {
    /// A table of who owns which outlet, beside the one that comes with the program.
    ///
    /// A row a line, parted by tabs: the outlet, by its name or the host of its address; its owner, - for an outlet that
    /// shares its owner with no other; and, if wanted, who says so. These rows win over those that come with the program.
    /// Outlets of one owner count as one source. The table is not kept in the library: give it each time.
    #[arg(long, value_name = "FILE")]
    pub(crate) owners: Option<PathBuf>,
}

impl Owning {
    /// The owners: those that come with the program, and the user's.
    pub(crate) fn owners(&self) -> Result<Owners, Failure> {
        let owners = Owners::built_in();
        let Some(path) = &self.owners else { return Ok(owners) };
        let shown = path.display();
        let unread = |what: String| Failure::new(format!("the owners in {shown} could not be read: {what}"));
        let length = std::fs::metadata(path).map_err(|error| unread(error.to_string()))?.len();
        if length > LARGEST {
            return Err(unread(format!("it must be a file of at most {LARGEST} bytes")));
        }
        let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
        let rows = String::from_utf8(bytes).map_err(|_| unread("it is not UTF-8".to_owned()))?;
        let rows = rows.strip_prefix('\u{feff}').unwrap_or(&rows);
        owners.with(rows).map_err(|error| {
            unread(error.to_string())
                .hint("a row is the outlet, a tab, its owner: The Estuary Post, a tab, Lowmark Group")
        })
    }
}
