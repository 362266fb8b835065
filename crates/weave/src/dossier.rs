//! The readings of one story, put in order and indexed once for all that is woven from them.

use crate::{
    Owners, PageVersion, Report,
    families::{Families, Passages},
    group,
    outlets::same_outlet,
    people::People,
    versions::{in_order, superseded},
    vocabulary::{fold, stems, weight},
};
use article::{Correction, Digest, Evidence, Span};
use jiff::civil::Date;
use read::{
    CitationKind, EntityKind, MentionKind, Reading,
    text::{SentenceKind, Text, TokenKind},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

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
    /// Its words without case, as digests: by these two sentences are the same.
    pub(crate) words: Vec<u32>,
    /// Those of them that stand in nobody's quotation: the report's own.
    pub(crate) own: Vec<u32>,
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
    /// Which sentences reports of different families have in the same words.
    pub(crate) passages: Passages,
    /// Who owns which outlet.
    pub(crate) owners: &'r Owners,
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
    /// Orders and indexes the readings; `families` has the family of each as grouping found it, `versions` which version of which
    /// page each is.
    pub(crate) fn of(
        readings: &[&'r Reading],
        families: &[usize],
        versions: &[Option<PageVersion>],
        owners: &'r Owners,
        corrections: &[Correction],
    ) -> Self {
        let version = |at: &usize| versions.get(*at).copied().flatten();
        let given = in_order(readings, version);
        let families: Vec<Option<usize>> = given.iter().map(|at| families.get(*at).copied()).collect();
        let versions: Vec<Option<PageVersion>> = given.iter().map(version).collect();
        let readings: Vec<&Reading> = given.iter().map(|at| readings[*at]).collect();
        let people = People::of(&readings, corrections);
        let signatures: Vec<group::Signature> =
            readings.iter().map(|reading| group::signature(reading)).collect();
        let superseded_by = superseded(&readings, &versions);
        let families = Families::of(&families, &superseded_by);
        let mut lines = Vec::new();
        let mut first_line = Vec::new();
        for (article, reading) in readings.iter().enumerate() {
            first_line.push(lines.len());
            lines.extend(article_lines(article, reading, &people));
        }
        let moment = crate::moments::moments(&readings, &signatures);
        let within = within(&readings, &people);
        let passages = Passages::of(&lines, &families, &superseded_by);
        Self {
            readings,
            people,
            families,
            passages,
            owners,
            superseded_by,
            lines,
            first_line,
            moment,
            within,
        }
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
                    modified: article.modified,
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

    pub(crate) fn cites(&self, at: usize) -> Vec<crate::Cite> {
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

fn article_lines<'a>(article: usize, reading: &'a Reading, people: &'a People) -> Vec<Line> {
    let text = Text::cut(&reading.article.text);
    let mut mentions = reading.mentions.iter().peekable();
    let names = names(reading);
    let quoted = quoted(reading);
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
        let words: Vec<(u32, bool)> = digests(&text, cut.tokens.clone())
            .map(|(token, word)| {
                let after = quoted.partition_point(|span| span.end < token.end);
                (word, quoted.get(after).is_none_or(|span| span.start > token.start))
            })
            .collect();
        lines.push(Line {
            article,
            sentence: number,
            span: sentence.span,
            stems,
            people: named,
            own: words.iter().filter(|(_, own)| *own).map(|(word, _)| *word).collect(),
            words: words.into_iter().map(|(word, _)| word).collect(),
        });
    }
    lines
}

/// The words among some tokens without case and accents, as digests, each with where it stands; marks are left out.
pub(crate) fn digests<'t>(
    text: &'t Text<'_>,
    tokens: Range<usize>,
) -> impl Iterator<Item = (Span, u32)> + use<'t> {
    let tokens = text.tokens.get(tokens).unwrap_or_default().iter();
    tokens
        .filter(|token| token.kind != TokenKind::Mark)
        .map(|token| (token.span, Digest::of(fold(text.words(token.span)).as_bytes()).0 as u32))
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
    let spans: Vec<Span> = reading
        .mentions
        .iter()
        .filter(|mention| mention.kind != MentionKind::Pronoun)
        .map(|mention| mention.span)
        .chain(roles)
        // The title of a plan or a programme is a name as well.
        .chain(reading.terms.iter().copied())
        .collect();
    joined(spans)
}

/// What an article quotes, in order and without overlaps.
fn quoted(reading: &Reading) -> Vec<Span> {
    joined(reading.attributions.iter().flat_map(|attribution| attribution.quoted.iter().copied()).collect())
}

/// Spans in order, those that overlap as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
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
