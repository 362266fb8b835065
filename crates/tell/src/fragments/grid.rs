//! The grid of parties and issues.

use super::Showing;
use super::cut::{Link, links, more};
use crate::account::Position;
use crate::labels;
use crate::lines::Line;
use crate::safe;
use crate::view::{self, View};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// So many parties are drawn: those with most positions.
const PARTIES: usize = 8;
/// So many issues: those that most of these parties have a position on.
const ISSUES: usize = 16;
/// So many stances altogether: further issues are left out.
const STANCES: usize = 56;
/// So many stances of one party on one issue.
const OF_ONE: usize = 6;
/// So many references of one stance.
const REFERENCES: usize = 3;
/// So many characters of a name.
const NAME: usize = 60;

/// Issues down, parties across.
pub(super) struct Grid {
    pub(super) parties: Vec<Party>,
    pub(super) rows: Vec<Row>,
    /// What is not drawn; empty for nothing.
    pub(super) more_parties: String,
    pub(super) more_issues: String,
}

/// A party.
pub(super) struct Party {
    pub(super) name: String,
    /// Where it is shown; empty for nowhere.
    pub(super) href: String,
}

/// An issue.
pub(super) struct Row {
    pub(super) issue: String,
    /// One for each party; empty where nothing is known of it.
    pub(super) cells: Vec<Cell>,
}

/// The stances of a party on an issue.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) steps: Vec<Step>,
    /// How many more there are; empty for none.
    pub(super) more: String,
}

/// One stance.
pub(super) struct Step {
    /// Whether the party is known to have moved here from the stance before.
    pub(super) moved: bool,
    pub(super) stance: String,
    pub(super) leaning: &'static str,
    /// Whether it was called a red line; empty when not.
    pub(super) red_line: &'static str,
    pub(super) references: Vec<Link>,
    /// How many more references there are; empty for none.
    pub(super) more: String,
}

/// The grid; `None` when it would be no more than a list.
pub(super) fn grid(view: &View<'_>, showing: &Showing<'_>) -> Option<Grid> {
    let all = view.positions();
    let parties = first(all.iter().map(|(_, positions)| positions.len()), PARTIES);
    // The issues of the parties drawn, in the order in which they first come, each with its positions by column.
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let mut issues: Vec<(&str, BTreeMap<usize, Vec<&Position>>)> = Vec::new();
    for (column, party) in parties.iter().enumerate() {
        for position in all.get(*party).into_iter().flat_map(|(_, positions)| positions) {
            let at = *place.entry(&position.issue).or_insert_with(|| {
                issues.push((&position.issue, BTreeMap::new()));
                issues.len() - 1
            });
            if let Some((_, columns)) = issues.get_mut(at) {
                columns.entry(column).or_default().push(position);
            }
        }
    }
    if issues.len() < 2 && parties.len() < 2 {
        return None;
    }
    let mut rows = Vec::new();
    let mut stances = 0;
    for at in first(issues.iter().map(|(_, columns)| columns.len()), ISSUES) {
        let Some((issue, columns)) = issues.get(at) else { continue };
        let cells: Vec<Cell> = (0..parties.len())
            .map(|column| columns.get(&column).map_or_else(Cell::default, |held| cell(view, held, showing)))
            .collect();
        let more: usize = cells.iter().map(|cell| cell.steps.len()).sum();
        if !rows.is_empty() && stances + more > STANCES {
            continue;
        }
        stances += more;
        rows.push(Row { issue: safe::short(issue, NAME), cells });
    }
    let named = |party: &usize| {
        let (name, _) = all.get(*party)?;
        let href = if view.is_one(name) { showing.links.person(name) } else { None };
        Some(Party { name: safe::short(name, NAME), href: href.unwrap_or_default() })
    };
    let known: BTreeSet<&str> = view.account.positions.iter().map(|one| one.issue.as_str()).collect();
    Some(Grid {
        more_parties: labels::not_drawn(all.len() - parties.len(), "party", "parties").unwrap_or_default(),
        more_issues: labels::not_drawn(known.len() - rows.len(), "issue", "issues").unwrap_or_default(),
        parties: parties.iter().filter_map(named).collect(),
        rows,
    })
}

/// The places of so many of those with the highest numbers, in their own order.
fn first(numbers: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
    let mut places: Vec<(Reverse<usize>, usize)> =
        numbers.enumerate().map(|(at, number)| (Reverse(number), at)).collect();
    places.sort_unstable();
    let kept: BTreeSet<usize> = places.into_iter().take(most).map(|(_, at)| at).collect();
    kept.into_iter().collect()
}

fn cell(view: &View<'_>, positions: &[&Position], showing: &Showing<'_>) -> Cell {
    let mut steps = Vec::new();
    for position in positions {
        steps.extend(View::course(position));
    }
    let drawn = steps.iter().take(OF_ONE).map(|taken| step(view, taken, showing));
    Cell { steps: drawn.collect(), more: more(steps.len(), OF_ONE) }
}

fn step(view: &View<'_>, taken: &view::Step<'_>, showing: &Showing<'_>) -> Step {
    let sentences: BTreeSet<_> = taken.all.iter().map(|held| &held.sentence).collect();
    let references = Line::new().from(&view.references(sentences)).references;
    let most = REFERENCES.min(showing.bounds.references);
    Step {
        moved: taken.moved,
        stance: view.step_words(taken),
        leaning: labels::leaning(taken.held.stance),
        red_line: if taken.all.iter().any(|held| held.red_line) { labels::RED_LINE } else { "" },
        references: links(&references, most, showing),
        more: more(references.len(), most),
    }
}
