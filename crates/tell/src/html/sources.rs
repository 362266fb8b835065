//! The texts of the reports, cut so that each sentence can be pointed to and its words marked.

use crate::account::{Article, Evidence};
use crate::cutting::{self, Cut};
use crate::labels;
use crate::safe;
use crate::view::View;
use article::{CodePoints, Span};
use read::Reading;
use read::text::SentenceKind;
use std::collections::{BTreeMap, BTreeSet};

/// A report as it is shown at the end of the page.
pub(super) struct Source {
    pub(super) number: usize,
    pub(super) outlet: String,
    pub(super) published: String,
    pub(super) title: String,
    /// Where to find it on the web; empty when that is not known or no address to follow.
    pub(super) link: String,
    pub(super) language: String,
    pub(super) paragraphs: Vec<Vec<Sentence>>,
}

/// A sentence, or what stands between two.
pub(super) struct Sentence {
    /// From 1; 0 for what is no sentence.
    pub(super) number: usize,
    pub(super) heading: bool,
    pub(super) debris: &'static str,
    /// The lines of the account that it supports, so that two reports can be held side by side.
    pub(super) supports: String,
    pub(super) pieces: Vec<Words>,
}

/// Words under the same evidence.
#[derive(Default)]
pub(super) struct Words {
    pub(super) text: String,
    /// The ids of the evidence they are in.
    pub(super) evidence: String,
    /// Whether they are words within the sentence, not all of it.
    pub(super) marked: bool,
    /// Why they are no part of the report.
    pub(super) debris: &'static str,
}

/// The sources of an account, with the places in `shown` marked.
pub(super) fn sources(view: &View<'_>, readings: &[Reading], shown: &BTreeSet<String>) -> Vec<Source> {
    let readings: BTreeMap<&str, &Reading> =
        readings.iter().map(|reading| (reading.article.id.0.as_str(), reading)).collect();
    let mut evidence: BTreeMap<&str, Vec<&Evidence>> = BTreeMap::new();
    for one in view.account.evidence.iter().filter(|one| shown.contains(&one.id.0)) {
        evidence.entry(&one.article).or_default().push(one);
    }
    let supports = supports(view);
    let none = Vec::new();
    view.account
        .articles
        .iter()
        .map(|article| {
            let of_article = evidence.get(article.id.as_str()).unwrap_or(&none);
            let paragraphs = readings
                .get(article.id.as_str())
                .map_or_else(Vec::new, |reading| paragraphs(view, article, reading, of_article, &supports));
            Source {
                number: article.number,
                outlet: safe::one_line(View::outlet(article)),
                published: View::published(article),
                title: article.title.as_deref().map(safe::one_line).unwrap_or_default(),
                link: article.url.as_deref().and_then(safe::link).unwrap_or_default().to_owned(),
                language: article.language.clone().unwrap_or_default(),
                paragraphs,
            }
        })
        .collect()
}

/// For each sentence, by report and number, the lines of the account that rest on it.
fn supports(view: &View<'_>) -> BTreeMap<(usize, usize), BTreeSet<String>> {
    let mut lines: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    let mut add = |name: String, ids: Vec<&crate::account::EvidenceId>| {
        for reference in view.references(ids) {
            lines.entry((reference.report, reference.sentence)).or_default().insert(name.clone());
        }
    };
    for (index, event) in view.account.events.iter().enumerate() {
        add(format!("event-{}", index + 1), event.mentions.iter().chain([&event.what]).collect());
    }
    for (index, quote) in view.account.quotes.iter().enumerate() {
        add(format!("quote-{}", index + 1), quote.renderings.iter().map(|r| &r.context).collect());
    }
    for (index, fact) in view.account.facts.iter().enumerate() {
        let values = fact.figure.iter().flat_map(|figure| figure.values.iter().map(|value| &value.evidence));
        let support = fact.support.iter().map(|support| &support.evidence);
        add(
            format!("fact-{}", index + 1),
            support.chain(values).chain(&fact.conflicts).chain([&fact.statement]).collect(),
        );
    }
    lines
}

fn paragraphs(
    view: &View<'_>,
    article: &Article,
    reading: &Reading,
    evidence: &[&Evidence],
    supports: &BTreeMap<(usize, usize), BTreeSet<String>>,
) -> Vec<Vec<Sentence>> {
    let text = reading.article.text.as_str();
    let points = CodePoints::new(text);
    let bytes = |one: &Evidence| points.to_bytes(Span::new(one.start, one.end));
    let evidence = evidence.iter().filter_map(|one| Some((bytes(one)?, Over::Evidence(&one.id.0))));
    let debris = article.debris.iter().filter_map(|debris| {
        Some((bytes(view.evidence(&debris.evidence)?)?, Over::Debris(labels::debris(debris.kind))))
    });
    let (spans, over): (Vec<Span>, Vec<Over<'_>>) = evidence.chain(debris).unzip();
    let of = |cut: &Cut| {
        let whole = |at: &usize| spans.get(*at).is_some_and(|span| span.contains(cut.span));
        let pieces = cut.pieces.iter().filter_map(|piece| {
            let words = piece.span.of(text).filter(|words| !words.is_empty())?;
            let mut shown = Words { text: safe::keep_space(words), ..Words::default() };
            for at in &piece.over {
                match over.get(*at)? {
                    Over::Evidence(id) => {
                        shown.evidence += if shown.evidence.is_empty() { "" } else { " " };
                        shown.evidence += id;
                        shown.marked |= !whole(at);
                    }
                    Over::Debris(kind) if !whole(at) && shown.debris.is_empty() => shown.debris = kind,
                    Over::Debris(_) => {}
                }
            }
            Some(shown)
        });
        let all_debris = cut.pieces.iter().flat_map(|piece| &piece.over).filter(|at| whole(at));
        let all_debris = all_debris.filter_map(|at| match over.get(*at)? {
            Over::Debris(kind) => Some(*kind),
            Over::Evidence(_) => None,
        });
        let otherwise = if cut.kind == Some(SentenceKind::Debris) { labels::NO_PART } else { "" };
        Sentence {
            number: cut.number,
            heading: cut.kind == Some(SentenceKind::Heading),
            debris: all_debris.into_iter().next().unwrap_or(otherwise),
            supports: supports
                .get(&(article.number, cut.number))
                .map(|lines| lines.iter().cloned().collect::<Vec<_>>().join(" "))
                .unwrap_or_default(),
            pieces: pieces.collect(),
        }
    };
    let paragraphs = cutting::cut(reading, &spans);
    paragraphs.iter().map(|paragraph| paragraph.iter().map(of).collect()).collect()
}

/// What covers a place of a text.
enum Over<'a> {
    /// Evidence, by its id.
    Evidence(&'a str),
    /// What is no part of the report, and why.
    Debris(&'static str),
}
