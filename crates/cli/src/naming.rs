//! Which Wikidata ids names have, as far as the user knows.

use crate::console::Console;
use crate::failure::Failure;
use crate::tables;
use clap::Args;
use std::path::PathBuf;
use weave::Entities;

/// The user's table of names.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct Naming {
    /// A table of names and their Wikidata ids.
    ///
    /// A row a line, parted by tabs: a full name; its id, such as Q42; and, if wanted, what it names: person,
    /// organisation, place, group or other. Whoever the account has by one of these names gets the id. Of two rows that
    /// give one name different ids the kind decides; where it does not, neither is taken. Nothing is looked up elsewhere.
    #[arg(long, value_name = "FILE")]
    pub(crate) entities: Option<PathBuf>,
}

impl Naming {
    /// The names, with a warning for each that is left open.
    pub(crate) fn entities(&self, console: &Console) -> Result<Entities, Failure> {
        let Some(path) = &self.entities else { return Ok(Entities::default()) };
        let rows = tables::rows(path, "entities")?;
        let entities = Entities::of(&rows).map_err(|error| {
            tables::unread(path, "entities", error)
                .hint("a row is a full name, a tab, its id: Ada Lund, a tab, Q42")
        })?;
        for undecided in entities.undecided() {
            let (first, second) = undecided.lines;
            console.warning(format!(
                "{}: lines {first} and {second} give {} different ids, and no kinds that tell them apart; neither is taken on the name alone",
                path.display(),
                undecided.name
            ));
        }
        Ok(entities)
    }
}
