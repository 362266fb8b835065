//! Which outlets have one owner, as far as the user knows more than the program.

use crate::failure::Failure;
use crate::tables;
use clap::Args;
use desk::Teller;
use std::path::PathBuf;
use weave::Owners;
use xxhash_rust::xxh3::xxh3_128;

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
        let rows = tables::rows(path, "owners")?;
        owners.with(&rows).map_err(|error| {
            tables::unread(path, "owners", error)
                .hint("a row is the outlet, a tab, its owner: The Estuary Post, a tab, Lowmark Group")
        })
    }

    /// What tells stories by these owners. Tables that differ are told apart by the digest of the user's.
    pub(crate) fn teller(&self) -> Result<Teller, Failure> {
        let owners = self.owners()?;
        let named = match &self.owners {
            Some(path) => {
                let bytes = std::fs::read(path).map_err(|error| tables::unread(path, "owners", error))?;
                format!("{:032x}", xxh3_128(&bytes))
            }
            None => String::new(),
        };
        Ok(Teller::new(owners, &named))
    }
}
