//! What several reports say of an event: that it took place, is to, or was called off.

use super::of_lines;
use crate::{
    Fact,
    dossier::Dossier,
    events::{Happening, is_ahead, kind},
};
use read::{EventStatus, Hedge};
use std::collections::{BTreeMap, BTreeSet};

/// Facts about events that at least two reports put in the same way.
pub(super) fn happenings(dossier: &Dossier<'_>, happenings: &[&Happening<'_>]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for happening in happenings {
        let mut said: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for spoken in &happening.mentions {
            let Some(line) = dossier.line(spoken.article, spoken.mention.sentence) else { continue };
            let what = match spoken.mention.status {
                EventStatus::Denied => continue,
                EventStatus::Cancelled => "was called off",
                status if is_ahead(status) => "is to take place",
                _ => "took place",
            };
            said.entry(what).or_default().insert(line);
        }
        facts.extend(said.into_iter().filter_map(|(what, lines)| fact(dossier, happening, what, &lines)));
    }
    facts
}

fn fact(
    dossier: &Dossier<'_>,
    happening: &Happening<'_>,
    what: &str,
    lines: &BTreeSet<usize>,
) -> Option<Fact> {
    let reports: BTreeSet<usize> = lines.iter().map(|line| dossier.lines[*line].article).collect();
    if reports.len() < 2 {
        return None;
    }
    // How firmly the sentences put other things says nothing of the event.
    let hedge = if what == "is to take place" { Hedge::Planned } else { Hedge::Stated };
    of_lines(dossier, lines, hedge, format!("these sentences say that one {} {what}", kind(happening)))
}
