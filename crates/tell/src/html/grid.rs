//! The grid of parties and issues.

use crate::labels;
use crate::lines::{Line, Reference};
use crate::safe;
use crate::view::View;
use std::collections::{BTreeMap, BTreeSet};

/// Issues down, parties across.
pub(super) struct Grid {
    pub(super) parties: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// An issue.
pub(super) struct Row {
    pub(super) issue: String,
    /// One for each party; empty where nothing is known of it.
    pub(super) cells: Vec<Vec<Step>>,
}

/// One stance.
pub(super) struct Step {
    /// Whether the party is known to have moved here from the stance before.
    pub(super) moved: bool,
    pub(super) stance: &'static str,
    pub(super) leaning: &'static str,
    /// Whether it was called a red line; empty when not.
    pub(super) red_line: &'static str,
    pub(super) references: Vec<Reference>,
}

/// The grid; `None` when it would be no more than a list.
pub(super) fn grid(view: &View<'_>) -> Option<Grid> {
    let parties: Vec<&str> = view.positions().iter().map(|(party, _)| *party).collect();
    let mut by_issue: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for (column, (_, positions)) in view.positions().into_iter().enumerate() {
        for position in positions {
            let index = *by_issue.entry(&position.issue).or_insert_with(|| {
                rows.push(Row {
                    issue: safe::one_line(&position.issue),
                    cells: parties.iter().map(|_| Vec::new()).collect(),
                });
                rows.len() - 1
            });
            let Some(cell) = rows.get_mut(index).and_then(|row| row.cells.get_mut(column)) else { continue };
            for (held, moved) in View::course(position) {
                let same = position.held.iter().filter(|other| other.stance == held.stance);
                let sentences: BTreeSet<_> = same.clone().map(|other| &other.sentence).collect();
                cell.push(Step {
                    moved,
                    stance: labels::stance(held.stance),
                    leaning: labels::leaning(held.stance),
                    red_line: if same.clone().any(|other| other.red_line) { labels::RED_LINE } else { "" },
                    references: Line::new().from(&view.references(sentences)).references,
                });
            }
        }
    }
    (rows.len() > 1 || parties.len() > 1)
        .then(|| Grid { parties: parties.into_iter().map(safe::one_line).collect(), rows })
}
