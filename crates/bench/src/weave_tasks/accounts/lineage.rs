//! Which reports are one text, and who stands on whom.

use super::{Point, Woven};
use std::collections::BTreeSet;
use weave::{EdgeKind, Node};

pub(super) fn points(stories: &[Woven<'_>]) -> Vec<Point> {
    vec![
        Point::over("families, pairs F1", stories, |woven, mistakes| {
            let gold: BTreeSet<(usize, usize)> = woven
                .invented
                .gold
                .families
                .iter()
                .flat_map(|family| pairs(family.articles.iter().filter_map(|id| woven.invented.number(id))))
                .collect();
            let ours: BTreeSet<(usize, usize)> = woven
                .story
                .families
                .iter()
                .flat_map(|family| pairs(family.articles.iter().filter_map(|at| number(woven, *at))))
                .collect();
            for (kind, pairs) in [("missed", gold.difference(&ours)), ("too many", ours.difference(&gold))] {
                for pair in pairs {
                    mistakes.add(kind, || format!("{}: {pair:?}", woven.invented.name));
                }
            }
            [gold.intersection(&ours).count(), ours.len(), gold.len()]
        }),
        Point::rate("origin of a family, accuracy", stories, |woven, mistakes| {
            let gold = &woven.invented.gold.families;
            let right = gold.iter().filter(|family| {
                let found = woven.story.articles[origin(woven, &family.articles)].id.0 == family.origin;
                if !found {
                    mistakes.add("another", || format!("{}: not {}", woven.invented.name, family.origin));
                }
                found
            });
            [right.count(), gold.len()]
        }),
        Point::over("who stands on whom, F1", stories, |woven, mistakes| {
            let gold = gold_edges(woven);
            let ours = edges(woven);
            for (kind, edges) in [("missed", gold.difference(&ours)), ("too many", ours.difference(&gold))] {
                for edge in edges {
                    mistakes.add(kind, || format!("{}: {edge:?}", woven.invented.name));
                }
            }
            [gold.intersection(&ours).count(), ours.len(), gold.len()]
        }),
    ]
}

/// The report that we take for the origin of the family of the first of these.
fn origin(woven: &Woven<'_>, articles: &[String]) -> usize {
    let first = articles.first();
    let holds = |at: &usize| woven.story.articles.get(*at).is_some_and(|report| Some(&report.id.0) == first);
    let family = woven.story.families.iter().find(|family| family.articles.iter().any(holds));
    family.map_or(0, |family| family.origin)
}

fn number(woven: &Woven<'_>, report: usize) -> Option<usize> {
    woven.invented.number(&woven.story.articles.get(report)?.id.0)
}

fn pairs(numbers: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut numbers: Vec<usize> = numbers.collect();
    numbers.sort_unstable();
    let pairs =
        |(at, one): (usize, &usize)| numbers[at + 1..].iter().map(|other| (*one, *other)).collect::<Vec<_>>();
    numbers.iter().enumerate().flat_map(pairs).collect()
}

/// A report, an outlet and how the one stands on the other.
type Edge = (usize, String, &'static str);

fn gold_edges(woven: &Woven<'_>) -> BTreeSet<Edge> {
    let own = |article: usize| outlet(woven.invented.readings[article].article.outlet.as_ref());
    woven
        .invented
        .gold
        .stands_on
        .iter()
        .filter_map(|edge| {
            let article = woven.invented.number(&edge.article)?;
            let how = match edge.how.as_str() {
                "copies" => "copies",
                "credits" => "credits",
                _ => "cites",
            };
            Some((article, plain(&edge.outlet), how))
        })
        // A later version of a page is of its own outlet.
        .filter(|(article, outlet, _)| own(*article).as_ref() != Some(outlet))
        .collect()
}

fn edges(woven: &Woven<'_>) -> BTreeSet<Edge> {
    let lineage = &woven.story.lineage;
    let edges = lineage.edges.iter().filter_map(|edge| {
        let how = match edge.kind {
            EdgeKind::Copies => "copies",
            EdgeKind::Credits => "credits",
            EdgeKind::Told | EdgeKind::Cites => "cites",
            _ => return None,
        };
        let outlet = match edge.to {
            Node::Report(report) => woven.story.articles.get(report)?.outlet.clone()?,
            Node::Outlet(outlet) => lineage.outlets.get(outlet)?.name.clone(),
        };
        Some((number(woven, edge.from)?, plain(&outlet), how))
    });
    edges.collect()
}

fn outlet(outlet: Option<&article::Outlet>) -> Option<String> {
    outlet.map(|outlet| plain(&outlet.0))
}

fn plain(outlet: &str) -> String {
    let lower = outlet.to_lowercase();
    lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
}
