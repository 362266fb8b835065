//! The picture of who stands on whom: the reports, the outlets they have something from, and the copies.

use super::Links;
use crate::account::{Article, EdgeKind};
use crate::labels;
use crate::safe;
use crate::view::View;
use std::cmp::Reverse;
use std::collections::BTreeMap;

const ROW: f64 = 40.0;
const BOX: f64 = 28.0;
const OUTSIDE_X: f64 = 2.0;
const OUTSIDE_WIDTH: f64 = 190.0;
const REPORT_X: f64 = 330.0;
const REPORT_WIDTH: f64 = 250.0;
const WIDTH: f64 = 720.0;
/// So many characters tell what a box is.
const NAME: usize = 64;
/// So many letters have room in a box.
const OUTLET_LETTERS: usize = 24;
const REPORT_LETTERS: usize = 34;

/// So many reports are drawn one by one. When there are more, those that share a text are drawn as one, and of all so many that
/// most ties go to.
const REPORTS: usize = 40;
/// So many outlets that have no report: those that most ties go to.
const OUTLETS: usize = 16;
/// So many ties.
const ARROWS: usize = 80;

/// The picture, in the units of its view box.
pub(super) struct Network {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) nodes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
    /// What is not drawn.
    pub(super) more: Vec<String>,
}

/// A report, the reports that share a text, or an outlet that is cited and has no report here.
pub(super) struct Node {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where its words stand.
    pub(super) text_y: f64,
    pub(super) text: String,
    pub(super) title: String,
    /// To the report; empty for an outlet.
    pub(super) href: String,
}

/// From a report to where it has something from.
pub(super) struct Arrow {
    pub(super) path: String,
    pub(super) class: &'static str,
    pub(super) title: String,
}

/// What a tie goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End<'a> {
    /// A group of reports.
    Reports(usize),
    /// An outlet without a report here.
    Outlet(&'a str),
}

/// Ties of one kind from one group of reports to one end.
struct Tie<'a> {
    from: usize,
    to: End<'a>,
    kind: EdgeKind,
    /// The numbers of the reports at the ends of the first of them; 0 for an outlet.
    first: (usize, usize),
    count: usize,
}

/// The picture; `None` when no report stands on another or on an outlet.
pub(super) fn network(view: &View<'_>, links: &dyn Links) -> Option<Network> {
    let groups = groups(view);
    let ties = ties(view, &groups);
    // What most ties go to is drawn, in the account's order.
    let mut of_groups: BTreeMap<usize, usize> = (0..groups.len()).map(|at| (at, 0)).collect();
    for tie in &ties {
        *of_groups.entry(tie.from).or_default() += tie.count;
        if let End::Reports(to) = tie.to {
            *of_groups.entry(to).or_default() += tie.count;
        }
    }
    let drawn: Vec<usize> = most(of_groups, REPORTS);
    let row: BTreeMap<usize, usize> = drawn.iter().enumerate().map(|(row, group)| (*group, row)).collect();
    // Outlets without a report here, with the rows of those that cite them.
    let mut outside: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for tie in &ties {
        if let (End::Outlet(outlet), Some(row)) = (tie.to, row.get(&tie.from)) {
            outside.entry(outlet).or_default().extend(std::iter::repeat_n(*row, tie.count));
        }
    }
    let outlets = outside.len();
    let kept = most(outside.iter().map(|(outlet, rows)| (*outlet, rows.len())).collect(), OUTLETS);
    // Each stands as near as it can to those that cite it, so that few arrows cross.
    let mut order: Vec<(usize, &str)> = kept
        .into_iter()
        .map(|outlet| {
            let rows = outside.get(outlet).map_or(&[][..], Vec::as_slice);
            (rows.iter().sum::<usize>() * 100 / rows.len().max(1), outlet)
        })
        .collect();
    order.sort_unstable();
    let rows = drawn.len().max(order.len());
    let middle = |row: usize, of: usize| 20.0 + ROW * row as f64 + (rows - of) as f64 * ROW / 2.0;
    let outside_y: BTreeMap<&str, f64> =
        order.iter().enumerate().map(|(at, (_, outlet))| (*outlet, middle(at, order.len()))).collect();

    let mut arrows = Vec::new();
    let mut not_drawn = 0;
    // Several arrows between the same two reports run beside each other.
    let mut between: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for tie in &ties {
        let from = row.get(&tie.from).copied();
        let to = match tie.to {
            End::Reports(group) => row.get(&group).map(|to| Ok(*to)),
            End::Outlet(outlet) => outside_y.get(outlet).map(|y| Err((outlet, *y))),
        };
        let (Some(from), Some(to), true) = (from, to, arrows.len() < ARROWS) else {
            not_drawn += tie.count;
            continue;
        };
        let y = |row: usize| middle(row, drawn.len());
        let (path, to) = match to {
            Ok(to) => {
                let before = between.entry((from.min(to), from.max(to))).or_default();
                *before += 1;
                (arc(y(from), y(to), (*before - 1) as f64), tie.first.1.to_string())
            }
            Err((outlet, to)) => (across(y(from), to), safe::short(outlet, OUTLET_LETTERS)),
        };
        let mut title = format!("{} {} {to}", tie.first.0, labels::edge(tie.kind));
        if tie.count > 1 {
            title = format!("{title}; {}", labels::more(tie.count - 1));
        }
        arrows.push(Arrow { path, class: class(tie.kind), title });
    }
    if ties.is_empty() {
        return None;
    }

    let mut nodes: Vec<Node> = outside_y
        .iter()
        .map(|(outlet, y)| {
            let text = safe::short(outlet, OUTLET_LETTERS);
            node(OUTSIDE_X, *y, OUTSIDE_WIDTH, text, outlet, String::new())
        })
        .collect();
    let mut shown = 0;
    for (at, group) in drawn.iter().filter_map(|at| groups.get(*at)).enumerate() {
        let Some(article) = group.first() else { continue };
        shown += group.len();
        let (number, report) = (article.number, View::report(article));
        let (text, title) = match group.len() - 1 {
            0 => (format!("{number}  {report}"), format!("{number}  {report}")),
            more => {
                let of_text = labels::more(more);
                (format!("{number} +{more}  {report}"), format!("{number} ({of_text} of its text)  {report}"))
            }
        };
        let href = links.line(labels::REPORTS.anchor, number);
        let y = middle(at, drawn.len());
        let text = safe::short(&text, REPORT_LETTERS);
        nodes.push(node(REPORT_X, y, REPORT_WIDTH, text, &title, href));
    }
    let more = [
        labels::not_drawn(view.account.articles.len() - shown, "report", "reports"),
        labels::not_drawn(outlets - order.len(), "outlet", "outlets"),
        labels::not_drawn(not_drawn, "tie", "ties"),
    ];
    let more = more.into_iter().flatten().collect();
    Some(Network { width: WIDTH, height: ROW * rows as f64, nodes, arrows, more })
}

/// What is drawn as one: each report, or when there are too many the reports that share a text, the one they come from first.
fn groups<'a>(view: &View<'a>) -> Vec<Vec<&'a Article>> {
    let articles = &view.account.articles;
    if articles.len() <= REPORTS {
        return articles.iter().map(|article| vec![article]).collect();
    }
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&Article>> = Vec::new();
    for article in articles {
        let at = *place.entry(article.family).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(article);
        }
    }
    for group in &mut groups {
        let family = group.first().and_then(|article| article.family.checked_sub(1));
        let origin = family.and_then(|at| view.account.families.get(at)).map(|family| &family.origin);
        group.sort_by_key(|article| (Some(&article.id) != origin, article.number));
    }
    groups
}

/// What ties the groups to each other and to outlets, in the order in which the account has it.
fn ties<'a>(view: &View<'a>, groups: &[Vec<&'a Article>]) -> Vec<Tie<'a>> {
    let mut at: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (group, articles) in groups.iter().enumerate() {
        at.extend(articles.iter().map(|article| (article.id.as_str(), (group, article.number))));
    }
    let mut place: BTreeMap<(usize, End<'_>, EdgeKind), usize> = BTreeMap::new();
    let mut ties: Vec<Tie<'_>> = Vec::new();
    for edge in &view.account.lineage.edges {
        let Some((from, number)) = at.get(edge.from.as_str()).copied() else { continue };
        let (to, cited) = match (&edge.article, edge.outlet.as_deref()) {
            (Some(id), _) => match at.get(id.as_str()) {
                Some((group, cited)) if *group != from => (End::Reports(*group), *cited),
                _ => continue,
            },
            (None, Some(outlet)) => (End::Outlet(outlet), 0),
            (None, None) => continue,
        };
        let known = *place.entry((from, to, edge.kind)).or_insert(ties.len());
        match ties.get_mut(known) {
            Some(tie) => tie.count += 1,
            None => ties.push(Tie { from, to, kind: edge.kind, first: (number, cited), count: 1 }),
        }
    }
    ties
}

/// So many of those with the highest numbers, in their own order.
fn most<K: Ord + Copy>(numbers: BTreeMap<K, usize>, most: usize) -> Vec<K> {
    let mut keys: Vec<(Reverse<usize>, K)> =
        numbers.into_iter().map(|(key, number)| (Reverse(number), key)).collect();
    keys.sort_unstable();
    keys.truncate(most);
    let mut keys: Vec<K> = keys.into_iter().map(|(_, key)| key).collect();
    keys.sort_unstable();
    keys
}

fn node(x: f64, middle: f64, width: f64, text: String, title: &str, href: String) -> Node {
    let title = safe::short(title, NAME);
    Node { x, y: middle - BOX / 2.0, width, height: BOX, text_y: middle + 4.5, text, title, href }
}

/// From one report to another, to the right of both; further out where others are drawn before it.
fn arc(from: f64, to: f64, before: f64) -> String {
    let x = REPORT_X + REPORT_WIDTH;
    let reach = x + 24.0 + ((from - to).abs() * 0.45).min(80.0) + before * 16.0;
    // Both ends leave the middle of a box free, so that arrows there and back can be told apart.
    let aside = (5.0 - before * 6.0).max(-11.0);
    let (from, to) = if from < to { (from + aside, to - aside) } else { (from - aside, to + aside) };
    format!("M{x} {from} C{reach} {from} {reach} {to} {} {to}", x + 3.0)
}

/// From a report to an outlet on the left.
fn across(from: f64, to: f64) -> String {
    let (start, end) = (REPORT_X, OUTSIDE_X + OUTSIDE_WIDTH + 3.0);
    let half = f64::midpoint(start, end);
    format!("M{start} {from} C{half} {from} {half} {to} {end} {to}")
}

/// The look of an arrow.
const fn class(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Copies => "copy",
        EdgeKind::VersionOf => "version",
        EdgeKind::Credits => "credit",
        EdgeKind::Told | EdgeKind::Cites | EdgeKind::BasedOn | EdgeKind::Links => "cite",
        EdgeKind::NamesAsVenue => "venue",
        EdgeKind::Shares => "share",
        EdgeKind::SharesQuotations => "quotation",
    }
}
