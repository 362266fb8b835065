//! Which articles are of one story when they are in different languages.

use super::{shelf::Shelf, stories::score};
use crate::{score::Beside, set::Measured};
use anyhow::Result;

/// `BCubed` F1 and pairwise F1 on MEANTIME: 60 stories, each in English, Spanish, Italian and Dutch.
///
/// # Errors
///
/// When the set cannot be read.
pub(crate) fn measure(shelf: &Shelf) -> Result<Vec<Measured>> {
    let entries = shelf.entries("meantime_crosslingual", |_| true)?;
    let mut measured = score("languages", "MEANTIME apple+gm, en es it nl", &entries);
    for measure in measured.measures.iter_mut().filter(|measure| measure.name.starts_with("BCubed")) {
        measure.beside = Beside {
            floor: Some((41.9, "TF-IDF average-link, its best threshold")),
            target: Some(70.0),
            ..Beside::default()
        };
    }
    Ok(vec![measured])
}
