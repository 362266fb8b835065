//! The readings of one story, put in order and indexed once for all that is woven from them.

use crate::{
    Relation, Report,
    group::{self, Families},
    people::People,
    vocabulary::{fold, stems, weight},
};
use article::{Correction, Evidence, Span};
use jiff::civil::Date;
use read::{
    CitationKind, EntityKind, MentionKind, Reading,
    text::{SentenceKind, Text},
};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence of the report, with what it is compared by.
#[derive(Debug)]
pub(crate) struct Line {
    /// The article.
    pub(crate) article: usize,
    /// Its number within the article's sentences.
    pub(crate) sentence: usize,
    /// Where it stands.
    pub(crate) span: Span,
    /// The telling stems of what it says with their weights; names and roles, which say of whom, left out.
    pub(crate) stems: BTreeMap<String, f32>,
    /// The people it names or means.
    pub(crate) people: BTreeSet<usize>,
}

/// The readings of one story.
#[derive(Debug)]
pub(crate) struct Dossier<'r> {
    /// The readings, the earliest first; those without a day last; equal ones by id.
    pub(crate) readings: Vec<&'r Reading>,
    /// Who is the same across them.
    pub(crate) people: People,
    /// The family of each article, by number, and what the families are.
    pub(crate) families: Families,
    /// For each article the later version of the same page that replaces it.
    pub(crate) superseded_by: Vec<Option<usize>>,
    /// The sentences of all reports, article by article.
    pub(crate) lines: Vec<Line>,
    /// For each article, the first of its lines.
    first_line: Vec<usize>,
    /// Which articles report about the same moment of the story, by number.
    pub(crate) moment: Vec<usize>,
    /// Pairs of places of which the first is said to lie in the second: *the Pilot House in Wexholm*.
    within: BTreeSet<(usize, usize)>,
}

impl<'r> Dossier<'r> {
    /// Orders and indexes the readings.
    pub(crate) fn of(readings: &[&'r Reading], corrections: &[Correction]) -> Self {
        let mut readings: Vec<&Reading> = readings.to_vec();
        readings.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
        let people = People::of(&readings, corrections);
        let signatures: Vec<group::Signature> =
            readings.iter().map(|reading| group::signature(reading)).collect();
        let families = group::families(&signatures.iter().collect::<Vec<_>>());
        let superseded_by = superseded(&readings);
        let mut lines = Vec::new();
        let mut first_line = Vec::new();
        for (article, reading) in readings.iter().enumerate() {
            first_line.push(lines.len());
            lines.extend(article_lines(article, reading, &people));
        }
        let moment = crate::moments::moments(&readings, &signatures);
        let within = within(&readings, &people);
        Self { readings, people, families, superseded_by, lines, first_line, moment, within }
    }

    /// The day of an article, when it is known to the day.
    pub(crate) fn day(&self, article: usize) -> Option<Date> {
        self.readings[article].article.published.and_then(article::PartialDate::day)
    }

    /// Whether a later version of the page replaces this article.
    pub(crate) fn is_superseded(&self, article: usize) -> bool {
        self.superseded_by[article].is_some()
    }

    /// The lines of one article.
    pub(crate) fn lines_of(&self, article: usize) -> &[Line] {
        let end = self.first_line.get(article + 1).copied().unwrap_or(self.lines.len());
        &self.lines[self.first_line[article]..end]
    }

    /// The line of a sentence; `None` for a heading or debris.
    pub(crate) fn line(&self, article: usize, sentence: usize) -> Option<usize> {
        let lines = self.lines_of(article);
        let at = lines.binary_search_by_key(&sentence, |line| line.sentence).ok()?;
        Some(self.first_line[article] + at)
    }

    /// How alike two lines are in what they say, from 0 to 1.
    pub(crate) fn line_likeness(&self, a: usize, b: usize) -> f32 {
        let (a, b) = (&self.lines[a].stems, &self.lines[b].stems);
        let length =
            |stems: &BTreeMap<String, f32>| stems.values().map(|weight| weight * weight).sum::<f32>();
        let shared: f32 = a.iter().filter_map(|(stem, weight)| Some(weight * b.get(stem)?)).sum();
        let lengths = (length(a) * length(b)).sqrt();
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }

    /// Whether some report says that one place lies in another.
    pub(crate) fn lies_within(&self, inner: usize, outer: usize) -> bool {
        self.within.contains(&(inner, outer))
    }

    /// The words at a place, as evidence.
    pub(crate) fn evidence(&self, article: usize, span: Span) -> Option<Evidence> {
        Evidence::find(&self.readings[article].article, span).ok()
    }

    /// The sentence of a line, as evidence.
    pub(crate) fn line_evidence(&self, line: usize) -> Option<Evidence> {
        let line = &self.lines[line];
        self.evidence(line.article, line.span)
    }

    /// The reports, as the story shows them.
    pub(crate) fn reports(&self) -> Vec<Report> {
        self.readings
            .iter()
            .enumerate()
            .map(|(at, reading)| {
                let article = &reading.article;
                Report {
                    id: article.id.clone(),
                    title: article.title.clone(),
                    outlet: article.outlet.as_ref().map(|outlet| outlet.0.clone()),
                    url: article.url.clone(),
                    published: article.published,
                    bounds: None,
                    family: self.families.of[at],
                    superseded_by: self.superseded_by[at],
                    cites: self.cites(at),
                    debris: reading
                        .debris
                        .iter()
                        .filter_map(|debris| Some((debris.kind, self.evidence(at, debris.span)?)))
                        .collect(),
                }
            })
            .collect()
    }

    fn cites(&self, at: usize) -> Vec<crate::Cite> {
        let reading = self.readings[at];
        let own = reading.article.outlet.as_ref();
        reading
            .citations
            .iter()
            // An outlet that names itself stands on nobody.
            .filter(|citation| own.is_none_or(|own| !same_outlet(&own.0, &citation.outlet)))
            .filter_map(|citation| {
                Some(crate::Cite {
                    outlet: citation.outlet.clone(),
                    kind: citation.kind,
                    report: self.report_cited(at, &citation.outlet, citation.kind),
                    evidence: self.evidence(at, citation.span)?,
                })
            })
            .collect()
    }

    /// The one report by `outlet` that an article can mean; none when there are several or it is its own.
    fn report_cited(&self, at: usize, outlet: &str, kind: CitationKind) -> Option<usize> {
        if kind == CitationKind::Venue {
            return None;
        }
        let day = self.day(at);
        let mut others = (0..self.readings.len()).filter(|other| {
            let by = self.readings[*other].article.outlet.as_ref();
            *other != at
                && !self.is_superseded(*other)
                && by.is_some_and(|by| same_outlet(&by.0, outlet))
                && self.day(*other).zip(day).is_none_or(|(there, here)| there <= here)
        });
        let only = others.next()?;
        others.next().is_none().then_some(only)
    }
}

/// Whether two names are one outlet's: *The Estuary Post* and *Estuary Post*, and, as outlets call themselves,
/// *Post*.
pub(crate) fn same_outlet(full: &str, cited: &str) -> bool {
    let plain = |name: &str| fold(name).trim_start_matches("the ").to_owned();
    let (full, cited) = (plain(full), plain(cited));
    full == cited || full.strip_suffix(&cited).is_some_and(|before| before.ends_with(' '))
}

/// What reports are ordered by.
type OrderKey<'r> = (bool, Option<Date>, Option<String>, &'r article::ArticleId, u64);

fn order_key(reading: &Reading) -> OrderKey<'_> {
    let article = &reading.article;
    let published = article.published;
    (
        published.is_none(),
        published.map(article::PartialDate::first_day),
        published.map(|date| date.to_string()),
        &article.id,
        article.digest().0,
    )
}

/// For each article the next later one at the same address.
fn superseded(readings: &[&Reading]) -> Vec<Option<usize>> {
    let mut latest: BTreeMap<&str, usize> = BTreeMap::new();
    let mut superseded = vec![None; readings.len()];
    for (at, reading) in readings.iter().enumerate().rev() {
        if let Some(url) = reading.article.url.as_deref() {
            superseded[at] = latest.insert(url, at);
        }
    }
    superseded
}

fn article_lines<'a>(article: usize, reading: &'a Reading, people: &'a People) -> Vec<Line> {
    let text = Text::cut(&reading.article.text);
    let mut mentions = reading.mentions.iter().peekable();
    let names = names(reading);
    let mut lines = Vec::new();
    for (number, (sentence, cut)) in reading.sentences.iter().zip(&text.sentences).enumerate() {
        let mut named = BTreeSet::new();
        while let Some(mention) = mentions.next_if(|mention| mention.span.start < sentence.span.end) {
            if mention.span.start >= sentence.span.start {
                named.extend(people.of_entity(article, mention.entity));
            }
        }
        if sentence.kind != SentenceKind::Body {
            continue;
        }
        let said = cut.tokens.clone().filter(|at| {
            let token = text.tokens[*at].span;
            let name = names.partition_point(|name| name.end <= token.start);
            names.get(name).is_none_or(|name| !name.overlaps(token))
        });
        let stems = stems(&text, said)
            .into_keys()
            .map(|stem| {
                let weight = weight(&stem);
                (stem, weight)
            })
            .collect();
        lines.push(Line { article, sentence: number, span: sentence.span, stems, people: named });
    }
    lines
}

/// Places named one right after the other with *in* or a comma between them.
fn within(readings: &[&Reading], people: &People) -> BTreeSet<(usize, usize)> {
    let mut within = BTreeSet::new();
    for (article, reading) in readings.iter().enumerate() {
        for pair in reading.mentions.windows(2) {
            let between = reading.words(Span::new(pair[0].span.end, pair[1].span.start));
            if pair[0].span.end > pair[1].span.start || !matches!(between.trim(), "in" | "," | "in the") {
                continue;
            }
            let place = |mention: &read::Mention| {
                let entity =
                    reading.entity(mention.entity).filter(|entity| entity.kind == EntityKind::Place)?;
                people.of_entity(article, entity.id)
            };
            if let (Some(inner), Some(outer)) = (place(&pair[0]), place(&pair[1])) {
                within.insert((inner, outer));
            }
        }
    }
    // Two places each in the other are a list, not a nest.
    let both: Vec<(usize, usize)> =
        within.iter().copied().filter(|(a, b)| a == b || within.contains(&(*b, *a))).collect();
    within.retain(|pair| !both.contains(pair));
    within
}

/// Where an article has names and roles, in order and without overlaps.
fn names(reading: &Reading) -> Vec<Span> {
    let roles = reading.entities.iter().flat_map(|entity| entity.roles.iter().map(|role| role.span));
    let mut spans: Vec<Span> = reading
        .mentions
        .iter()
        .filter(|mention| mention.kind != MentionKind::Pronoun)
        .map(|mention| mention.span)
        .chain(roles)
        // The title of a plan or a programme is a name as well.
        .chain(reading.terms.iter().copied())
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.join(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// The families of a story as it shows them, from the numbers of the dossier.
pub(crate) fn families(dossier: &Dossier<'_>) -> Vec<crate::Family> {
    let count = dossier.families.relation.len();
    (0..count)
        .map(|family| {
            let articles: Vec<usize> =
                (0..dossier.readings.len()).filter(|at| dossier.families.of[*at] == family).collect();
            let (origin, reason) = origin(dossier, &articles);
            let mut reasons: Vec<String> =
                articles.iter().flat_map(|at| dossier.families.why[*at].iter().cloned()).collect();
            match dossier.families.relation[family] {
                Relation::Single => {}
                Relation::Version => reasons.push("the latest version stands for the page".to_owned()),
                Relation::Syndicated => reasons.extend(reason),
            }
            crate::Family { articles, origin, relation: dossier.families.relation[family], reasons }
        })
        .collect()
}

/// Which report of a family the others come from, and why.
fn origin(dossier: &Dossier<'_>, articles: &[usize]) -> (usize, Option<String>) {
    let outlet = |at: usize| dossier.readings[at].article.outlet.as_ref().map(|outlet| outlet.0.as_str());
    let credited = |by: &str| {
        articles.iter().copied().find(|other| {
            dossier.readings[*other].citations.iter().any(|citation| {
                citation.kind == CitationKind::Credit
                    && same_outlet(&citation.outlet, by)
                    && outlet(*other).is_none_or(|own| !same_outlet(own, by))
            })
        })
    };
    for at in articles {
        if let Some(by) = outlet(*at)
            && let Some(copy) = credited(by)
        {
            let reason = format!(
                "{} credits {by}, so {} is the origin",
                dossier.readings[copy].article.id, dossier.readings[*at].article.id
            );
            return (*at, Some(reason));
        }
    }
    // Without a credit: the earliest day; of one day the longest text; of equal ones the first in order.
    let best = articles.iter().copied().min_by_key(|at| {
        let reading = dossier.readings[*at];
        (dossier.day(*at).is_none(), dossier.day(*at), std::cmp::Reverse(reading.article.text.len()), *at)
    });
    let origin = best.unwrap_or_default();
    let id = &dossier.readings[origin].article.id;
    let reason = match dossier.day(origin) {
        Some(day) if articles.len() > 1 => {
            Some(format!("{id} is the earliest or the fullest of those of {day}; none credits another"))
        }
        _ if articles.len() > 1 => {
            Some(format!("{id} is the fullest; none credits another and the days are not known"))
        }
        _ => None,
    };
    (origin, reason)
}
