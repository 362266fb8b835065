//! The picture of who stands on whom: the reports, the outlets they have something from, and the copies.

use crate::account::EdgeKind;
use crate::labels;
use crate::safe;
use crate::view::View;
use std::collections::BTreeMap;

const ROW: f64 = 40.0;
const BOX: f64 = 28.0;
const OUTSIDE_X: f64 = 2.0;
const OUTSIDE_WIDTH: f64 = 190.0;
const REPORT_X: f64 = 330.0;
const REPORT_WIDTH: f64 = 250.0;
const WIDTH: f64 = 720.0;

/// The picture, in the units of its view box.
pub(super) struct Network {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) nodes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
}

/// A report, or an outlet that is cited and has no report here.
pub(super) struct Node {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Where its words stand.
    pub(super) text_y: f64,
    pub(super) text: String,
    pub(super) title: String,
    /// The anchor of the report; empty for an outlet.
    pub(super) target: String,
}

/// From a report to where it has something from.
pub(super) struct Arrow {
    pub(super) path: String,
    pub(super) class: &'static str,
    pub(super) title: String,
}

/// The picture; `None` when no report stands on another or on an outlet.
pub(super) fn network(view: &View<'_>) -> Option<Network> {
    let articles = &view.account.articles;
    let edges = &view.account.lineage.edges;
    let row: BTreeMap<&str, usize> =
        articles.iter().enumerate().map(|(index, article)| (article.id.as_str(), index)).collect();
    let middle = |index: usize| 20.0 + ROW * index as f64;
    // Outlets without a report here, with the rows of those that cite them.
    let mut outside: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.article.is_none()) {
        if let (Some(outlet), Some(index)) = (&edge.outlet, row.get(edge.from.as_str())) {
            outside.entry(outlet).or_default().push(*index);
        }
    }
    // Each stands as near as it can to those that cite it, so that few arrows cross.
    let mut order: Vec<(&str, usize)> = outside
        .iter()
        .map(|(outlet, rows)| (*outlet, rows.iter().sum::<usize>() * 100 / rows.len().max(1)))
        .collect();
    order.sort_by_key(|(outlet, middle)| (*middle, *outlet));
    let rows = articles.len().max(order.len());
    let shift = |count: usize| (rows - count) as f64 * ROW / 2.0;
    let report_y = |index: usize| middle(index) + shift(articles.len());
    let outside_y: BTreeMap<&str, f64> = order
        .iter()
        .enumerate()
        .map(|(index, (outlet, _))| (*outlet, middle(index) + shift(order.len())))
        .collect();

    let mut arrows = Vec::new();
    // Several arrows between the same two reports run beside each other.
    let mut drawn: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut between = |from: usize, to: usize| {
        let before = drawn.entry((from.min(to), from.max(to))).or_default();
        *before += 1;
        arc(report_y(from), report_y(to), (*before - 1) as f64)
    };
    for edge in edges {
        let Some(index) = row.get(edge.from.as_str()).copied() else { continue };
        let cited = edge.article.as_deref().and_then(|id| row.get(id)).copied();
        let outlet = edge.outlet.as_deref().unwrap_or_default();
        let (path, to) = match (cited, outside_y.get(outlet)) {
            (Some(cited), _) if cited != index => (between(index, cited), (cited + 1).to_string()),
            (None, Some(to)) => (across(report_y(index), *to), safe::one_line(outlet)),
            _ => continue,
        };
        let title = format!("{} {} {to}", index + 1, labels::edge(edge.kind));
        arrows.push(Arrow { path, class: class(edge.kind), title });
    }
    if arrows.is_empty() {
        return None;
    }

    let mut nodes: Vec<Node> = outside_y
        .iter()
        .map(|(outlet, y)| node(OUTSIDE_X, *y, OUTSIDE_WIDTH, outlet, 24, String::new()))
        .collect();
    nodes.extend(articles.iter().enumerate().map(|(index, article)| {
        let name = format!("{}  {}", article.number, View::report(article));
        node(REPORT_X, report_y(index), REPORT_WIDTH, &name, 34, format!("reports-{}", article.number))
    }));
    Some(Network { width: WIDTH, height: ROW * rows as f64, nodes, arrows })
}

fn node(x: f64, middle: f64, width: f64, name: &str, room: usize, target: String) -> Node {
    let title = safe::one_line(name);
    let text = if title.chars().count() > room {
        title.chars().take(room - 1).chain(['…']).collect()
    } else {
        title.clone()
    };
    Node { x, y: middle - BOX / 2.0, width, height: BOX, text_y: middle + 4.5, text, title, target }
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
