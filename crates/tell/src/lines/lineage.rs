//! Who stands on whom, and the list of the reports.

use super::{Line, Tone};
use crate::account::{Article, Family};
use crate::labels;
use crate::view::View;

pub(super) fn lineage(view: &View<'_>) -> Vec<Line> {
    let independence = &view.account.independence;
    let mut lines = vec![
        Line::new()
            .strong(&format!(
                "{} of {}",
                labels::at_most(independence.at_most),
                labels::count(view.account.articles.len(), "report", "reports")
            ))
            .below(independence.reasons.iter().map(|reason| Line::new().theirs(reason)))
            .below(independence.unknown.iter().map(|unknown| Line::new().ours("not known:").theirs(unknown))),
    ];
    lines.extend(view.shared_texts().map(|family| of_family(view, family)));
    for article in &view.account.articles {
        for (cite, references) in view.citations(article) {
            let mut line = report(article).ours(labels::citation(cite.kind)).strong(&cite.outlet);
            if let Some(cited) = &cite.article {
                line = line.ours(format!("(report {})", view.number(cited)));
            }
            lines.push(line.from(&references));
        }
    }
    lines
}

/// `2. Wexholm Courier` as the beginning of a line.
fn report(article: &Article) -> Line {
    Line::new().ours(format!("{}.", article.number)).strong(View::outlet(article))
}

fn of_family(view: &View<'_>, family: &Family) -> Line {
    let mut line = Line::new().mark(Tone::Open, format!("{}:", labels::relation(family.relation)));
    let members: Vec<&Article> = family.articles.iter().filter_map(|id| view.article(id)).collect();
    let names: Vec<String> =
        members.iter().map(|article| format!("{}. {}", article.number, View::outlet(article))).collect();
    line = line.theirs(&names.join(", "));
    if let Some(origin) = view.article(&family.origin) {
        line = line.ours("; first:").strong(&format!("report {}", origin.number));
    }
    line.below(family.reasons.iter().map(|reason| Line::new().theirs(reason)))
}

pub(super) fn reports(view: &View<'_>) -> Vec<Line> {
    view.account.articles.iter().map(|article| listed(view, article)).collect()
}

fn listed(view: &View<'_>, article: &Article) -> Line {
    let mut line = Line { number: Some(article.number), ..Line::new() };
    line = line.strong(View::outlet(article)).ours(format!(", {}.", View::published(article)));
    if let Some(title) = &article.title {
        line = line.theirs(title);
    }
    line = line.bracketed("id:", &article.id);
    if let Some(by) = &article.superseded_by {
        line = line.mark(Tone::Contested, format!("(replaced by report {})", view.number(by)));
    }
    if !article.read {
        line = line.mark(Tone::Open, format!("({})", labels::NOT_READ));
    }
    if !article.debris.is_empty() {
        let places = labels::count(article.debris.len(), "place", "places");
        line = line.ours(format!("({places} marked as no part of the report)"));
    }
    if let Some(bounds) = article.bounds.as_ref().filter(|_| article.published.is_none()) {
        line = line.below([Line::new().theirs(&bounds.reason)]);
    }
    line
}
