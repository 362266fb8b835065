//! Who stands on whom, and the list of the reports.

use super::{Line, Tone};
use crate::account::{Article, Copied, EvidenceId, Family, Outlet};
use crate::labels;
use crate::view::View;
use std::collections::BTreeMap;
use weave::Relation;

/// So many passages that a copy cut, and so many that it added, are shown; the account has all.
const PASSAGES: usize = 5;

pub(super) fn lineage(view: &View<'_>) -> Vec<Line> {
    let independence = &view.account.independence;
    let counted = format!(
        "{} of {}",
        labels::at_most(independence.at_most),
        labels::count(view.account.articles.len(), "report", "reports")
    );
    let counted = Line::new().strong(&counted).why(super::why_not_more(view, independence));
    let mut lines = vec![Line { why_told: true, ..counted.entry(false) }];
    lines.extend(view.shared_texts().map(|family| of_family(view, family)));
    for article in &view.account.articles {
        for edge in view.edges(article) {
            let mut line = report(article).ours(labels::edge(edge.kind));
            line = match (&edge.article, &edge.outlet) {
                (Some(cited), Some(outlet)) => {
                    line.strong(outlet).ours(format!("(report {})", view.number(cited)))
                }
                (Some(cited), None) => line.strong(&format!("report {}", view.number(cited))),
                (None, outlet) => line.strong(outlet.as_deref().unwrap_or(labels::OUTLET_UNKNOWN)),
            };
            lines.push(line.from(&view.references(&edge.evidence)).entry(view.is_new_report(&edge.from)));
        }
    }
    lines.extend(one_owner(view));
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
    if let Some(outlet) = &family.credited {
        line = line.ours("; credited to").strong(outlet);
    }
    let copies = if family.relation == Relation::Version { &[][..] } else { &family.copies };
    let line = line
        .why(family.reasons.iter().map(|because| super::reason(view, because)))
        // What versions changed has a section of its own.
        .below(copies.iter().filter_map(|copy| copied(view, copy)));
    let grown = family.articles.iter().any(|id| view.is_new_report(id));
    Line { why_told: true, ..line.entry(grown) }
}

/// What a copy made of the text.
fn copied(view: &View<'_>, copy: &Copied) -> Option<Line> {
    let passages = |label: &'static str, ids: &[EvidenceId]| -> Vec<Line> {
        let line = |id| Line::new().ours(label).quoted(view.words(id)).from(&view.reference(id));
        let more = ids.len().saturating_sub(PASSAGES);
        let more = (more > 0).then(|| Line::new().ours(label).ours(format!("{more} more")));
        ids.iter().take(PASSAGES).map(line).chain(more).collect()
    };
    let mut below: Vec<Line> = Vec::new();
    if let Some(both) = &copy.headlines {
        let evidence = both.copy.evidence.iter().chain(&both.origin.evidence);
        let headline = Line::new().ours(labels::HEADLINE).quoted(&both.copy.text).ours("for");
        below.push(headline.quoted(&both.origin.text).from(&view.references(evidence)));
    }
    below.extend(passages(labels::CUT_OUT, &copy.cut));
    below.extend(passages(labels::ADDED, &copy.added));
    if !copy.reworded.is_empty() {
        let ids = copy.reworded.iter().flat_map(|reworded| [&reworded.from, &reworded.to]);
        let sentences = labels::count(copy.reworded.len(), "sentence", "sentences");
        below.push(Line::new().ours(labels::REWORDED).ours(sentences).from(&view.references(ids)));
    }
    let line = report(view.article(&copy.article)?).ours(format!(
        "has {} of {}",
        copy.kept,
        labels::count(copy.sentences, "sentence", "sentences")
    ));
    Some(line.below(below))
}

/// Outlets of this story that have one owner.
fn one_owner(view: &View<'_>) -> Vec<Line> {
    let mut owners: BTreeMap<&str, Vec<&Outlet>> = BTreeMap::new();
    for outlet in &view.account.lineage.outlets {
        if let Some(owner) = &outlet.owner {
            owners.entry(owner).or_default().push(outlet);
        }
    }
    let several = owners.into_iter().filter(|(_, outlets)| outlets.len() > 1);
    several
        .map(|(owner, outlets)| {
            let names: Vec<&str> = outlets.iter().map(|outlet| outlet.name.as_str()).collect();
            let line = Line::new().mark(Tone::Open, labels::ONE_OWNER).theirs(&names.join(", "));
            let line = line.ours("belong to").strong(owner);
            let line = line.entry(false);
            match outlets.iter().find_map(|outlet| outlet.owner_source.as_deref()) {
                Some(source) => line.bracketed("", source),
                None => line,
            }
        })
        .collect()
}

pub(crate) fn reports(view: &View<'_>) -> Vec<Line> {
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
    line.entry(view.is_new_report(&article.id))
}
