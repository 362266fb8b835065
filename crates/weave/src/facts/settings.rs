//! Where an event was and how long it took, when several reports say so.

use super::of_lines;
use crate::{Fact, dossier::Dossier, events::Happening};
use read::{Hedge, TimeType};
use std::collections::{BTreeMap, BTreeSet};

/// What several sentences say of one event's setting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Setting {
    /// A place, as an index into the story's people.
    Place(usize),
    /// A TIMEX3 duration.
    Duration(String),
}

/// Facts about the settings of events that at least two texts give.
pub(super) fn settings(dossier: &Dossier<'_>, happenings: &[&Happening<'_>]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for happening in happenings {
        let mut said: BTreeMap<Setting, BTreeSet<usize>> = BTreeMap::new();
        let places: BTreeSet<usize> = happening.mentions.iter().filter_map(|spoken| spoken.place).collect();
        for spoken in &happening.mentions {
            let Some(line) = dossier.line(spoken.article, spoken.mention.sentence) else { continue };
            // A sentence on the event that names one of its places says that it was there.
            let here = dossier.lines[line].people.intersection(&places).map(|place| Setting::Place(*place));
            for setting in here.chain(durations(dossier, line)) {
                said.entry(setting).or_default().insert(line);
            }
        }
        facts.extend(said.into_iter().filter_map(|(setting, lines)| fact(dossier, &setting, &lines)));
    }
    facts
}

/// The durations of a line that are fully known.
fn durations<'d>(dossier: &'d Dossier<'_>, line: usize) -> impl Iterator<Item = Setting> + 'd {
    let line = &dossier.lines[line];
    dossier.readings[line.article]
        .times
        .iter()
        .filter(|time| {
            time.kind == TimeType::Duration && line.span.contains(time.span) && !time.value.contains('X')
        })
        .map(|time| Setting::Duration(time.value.clone()))
}

fn fact(dossier: &Dossier<'_>, setting: &Setting, lines: &BTreeSet<usize>) -> Option<Fact> {
    let families: BTreeSet<usize> =
        lines.iter().map(|line| dossier.families.of[dossier.lines[*line].article]).collect();
    if families.len() < 2 {
        return None;
    }
    let reason = match setting {
        Setting::Place(place) => format!("one event, at {}", dossier.people.people[*place].name),
        Setting::Duration(value) => format!("one event, of the same duration ({value})"),
    };
    // How firmly the sentences put other things says nothing of the setting.
    of_lines(dossier, lines, Hedge::Stated, reason)
}
