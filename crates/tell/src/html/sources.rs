//! The texts of the reports, cut so that each sentence can be pointed to and its words marked.

use crate::account::{Article, Evidence};
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
    let spans: Vec<(Span, &str)> =
        evidence.iter().filter_map(|one| Some((bytes(one)?, one.id.0.as_str()))).collect();
    let debris: Vec<(Span, &'static str)> = article
        .debris
        .iter()
        .filter_map(|debris| Some((bytes(view.evidence(&debris.evidence)?)?, labels::debris(debris.kind))))
        .collect();
    let cuts: BTreeSet<usize> = spans
        .iter()
        .map(|(span, _)| span)
        .chain(debris.iter().map(|(span, _)| span))
        .flat_map(|span| [span.start, span.end])
        .collect();
    let cover = Cover::new(&spans, &debris);

    let mut paragraphs: Vec<Vec<Sentence>> = Vec::new();
    let mut last_paragraph = None;
    let mut at = 0;
    for (index, sentence) in reading.sentences.iter().enumerate() {
        let number = index + 1;
        let between = Span::new(at, sentence.span.start.max(at));
        if last_paragraph != Some(sentence.paragraph) {
            paragraphs.push(Vec::new());
            last_paragraph = Some(sentence.paragraph);
        }
        let Some(paragraph) = paragraphs.last_mut() else { continue };
        if let Some(words) = between.of(text).filter(|words| !words.is_empty()) {
            // White space at the beginning of a paragraph says nothing.
            if !(paragraph.is_empty() && words.trim().is_empty()) {
                paragraph.push(plain(words));
            }
        }
        let bounds: Vec<usize> = std::iter::once(sentence.span.start)
            .chain(
                cuts.range(sentence.span.start + 1..sentence.span.end.max(sentence.span.start + 1)).copied(),
            )
            .chain([sentence.span.end])
            .collect();
        let pieces = bounds
            .windows(2)
            .filter_map(|pair| cover.words(text, Span::new(*pair.first()?, *pair.last()?), sentence.span))
            .collect();
        paragraph.push(Sentence {
            number,
            heading: sentence.kind == SentenceKind::Heading,
            debris: cover.debris_over(sentence.span, sentence.kind == SentenceKind::Debris),
            supports: supports
                .get(&(article.number, number))
                .map(|lines| lines.iter().cloned().collect::<Vec<_>>().join(" "))
                .unwrap_or_default(),
            pieces,
        });
        at = sentence.span.end.max(at);
    }
    if let Some(words) = text.get(at..).filter(|words| !words.trim().is_empty()) {
        paragraphs.push(vec![plain(words)]);
    }
    paragraphs
}

fn plain(words: &str) -> Sentence {
    let words = Words { text: safe::keep_space(words), evidence: String::new(), marked: false, debris: "" };
    Sentence { number: 0, heading: false, debris: "", supports: String::new(), pieces: vec![words] }
}

/// What covers each place of a text.
struct Cover<'a> {
    evidence: Vec<(Span, &'a str)>,
    debris: &'a [(Span, &'static str)],
    /// The longest piece of evidence: no earlier beginning can reach a place.
    longest: usize,
}

impl<'a> Cover<'a> {
    fn new(evidence: &[(Span, &'a str)], debris: &'a [(Span, &'static str)]) -> Self {
        let mut evidence = evidence.to_vec();
        evidence.sort_unstable();
        let longest = evidence.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        Self { evidence, debris, longest }
    }

    /// The evidence over the whole of `span`.
    fn over(&self, span: Span) -> impl Iterator<Item = &(Span, &'a str)> {
        let from = self.evidence.partition_point(|(other, _)| other.start + self.longest < span.end);
        let to = self.evidence.partition_point(|(other, _)| other.start <= span.start);
        self.evidence.get(from..to).unwrap_or_default().iter().filter(move |(other, _)| other.contains(span))
    }

    /// What debris a whole sentence is; empty for one that is none.
    fn debris_over(&self, sentence: Span, marked: bool) -> &'static str {
        let otherwise = if marked { "no part of the report" } else { "" };
        self.debris.iter().find(|(debris, _)| debris.contains(sentence)).map_or(otherwise, |(_, kind)| kind)
    }

    fn words(&self, text: &str, span: Span, sentence: Span) -> Option<Words> {
        let words = span.of(text).filter(|words| !words.is_empty())?;
        let ids: Vec<&str> = self.over(span).map(|(_, id)| *id).collect();
        let debris =
            self.debris.iter().find(|(debris, _)| debris.contains(span) && !debris.contains(sentence));
        Some(Words {
            text: safe::keep_space(words),
            evidence: ids.join(" "),
            marked: self.over(span).any(|(other, _)| !other.contains(sentence)),
            debris: debris.map_or("", |(_, kind)| kind),
        })
    }
}
