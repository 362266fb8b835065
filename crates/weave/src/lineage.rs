//! Who stands on whom: a graph of reports and outlets.

use crate::{
    Family, Owned, Quote, Relation,
    dossier::Dossier,
    outlets::{bare, host, one_outlet, outlet},
};
use article::Evidence;
use read::{CitationKind, Reading, text::SentenceKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Who stands on whom: a graph of reports and outlets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The outlets: those of the reports, then those only cited, each in the order in which it first appears.
    pub outlets: Vec<OutletNode>,
    /// What ties the reports to each other and to outlets, in the order of the reports.
    pub edges: Vec<Edge>,
}

/// An outlet of the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletNode {
    /// Its name; for one without a name, the host of its address.
    pub name: String,
    /// Who owns it; `None` when no row of the table says.
    pub owned: Option<Owned>,
    /// Its reports.
    pub articles: Vec<usize>,
}

/// A tie from a report to a report or an outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The report that stands on the other.
    pub from: usize,
    /// What it stands on.
    pub to: Node,
    /// How.
    pub kind: EdgeKind,
    /// The places that show it.
    pub evidence: Vec<Evidence>,
}

/// One end of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A report, by its index in [`Story::articles`](crate::Story::articles).
    Report(usize),
    /// An outlet, by its index in [`Lineage::outlets`].
    Outlet(usize),
}

/// How a report stands on another or on an outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// It is a copy of the text.
    Copies,
    /// It is another version of the page.
    VersionOf,
    /// It credits the outlet with the text or a part of it.
    Credits,
    /// It has what was told to the outlet: *told CNN*.
    Told,
    /// It has what the outlet reported: *according to Politico*.
    Cites,
    /// It names the outlet as the place of an interview or programme.
    NamesAsVenue,
    /// Its page says that it is derived from the report.
    BasedOn,
    /// Its text holds an address of the report or outlet, or its page says that it refers to it.
    Links,
    /// It is a report of its own that has sentences in the same words, outside quotation marks. The other is the earlier; both
    /// may have them from a third.
    Shares,
    /// It quotes what the other quoted before, and shares no other words with it.
    SharesQuotations,
}

/// So many words of their own that reports of different families have in common are a passage; fewer may be anybody's.
const PASSAGE: usize = 20;

/// So many quoted words in common are worth a tie.
const QUOTED: usize = 8;

/// The graph of a story.
pub(crate) fn lineage(dossier: &Dossier<'_>, families: &[Family], quotes: &[Quote]) -> Lineage {
    let mut graph = Graph::new(dossier);
    for family in families {
        graph.copies(family);
    }
    graph.citations();
    graph.links();
    graph.passages();
    graph.quotations(quotes);
    let Graph { outlets, edges, .. } = graph;
    let edges = edges
        .into_iter()
        .map(|((from, kind, to), evidence)| Edge { from, to, kind, evidence: evidence.into_iter().collect() })
        .collect();
    Lineage { outlets, edges }
}

/// A graph as it grows: two ties of one kind between the same two are one.
struct Graph<'d, 'r> {
    dossier: &'d Dossier<'r>,
    outlets: Vec<OutletNode>,
    edges: BTreeMap<(usize, EdgeKind, Node), BTreeSet<Evidence>>,
}

impl<'d, 'r> Graph<'d, 'r> {
    /// The reports and their outlets.
    fn new(dossier: &'d Dossier<'r>) -> Self {
        let mut graph = Self { dossier, outlets: Vec::new(), edges: BTreeMap::new() };
        for (at, reading) in dossier.readings.iter().enumerate() {
            if let Some(name) = outlet(&reading.article) {
                let node = graph.outlet(name);
                graph.outlets[node].articles.push(at);
            }
        }
        graph
    }

    /// The node of an outlet.
    fn outlet(&mut self, name: &str) -> usize {
        let known = self.outlets.iter().position(|node| one_outlet(&node.name, name));
        known.unwrap_or_else(|| {
            let owned = self.dossier.owners.of(name).cloned();
            self.outlets.push(OutletNode { name: name.to_owned(), owned, articles: Vec::new() });
            self.outlets.len() - 1
        })
    }

    fn tie(&mut self, from: usize, kind: EdgeKind, to: Node, evidence: impl IntoIterator<Item = Evidence>) {
        self.edges.entry((from, kind, to)).or_default().extend(evidence);
    }

    fn copies(&mut self, family: &Family) {
        let kind = match family.relation {
            Relation::Version => EdgeKind::VersionOf,
            Relation::Syndicated | Relation::Single => EdgeKind::Copies,
        };
        for copy in &family.copies {
            let shown = copy.same.first().or(copy.reworded.first()).cloned();
            let evidence = shown.into_iter().flat_map(|(origin, copy)| [origin, copy]);
            self.tie(copy.article, kind, Node::Report(family.origin), evidence);
        }
    }

    fn citations(&mut self) {
        for (at, cites) in (0..self.dossier.readings.len()).map(|at| (at, self.dossier.cites(at))) {
            for cite in cites {
                let kind = match cite.kind {
                    CitationKind::Credit => EdgeKind::Credits,
                    CitationKind::Told => EdgeKind::Told,
                    CitationKind::Reported => EdgeKind::Cites,
                    CitationKind::Venue => EdgeKind::NamesAsVenue,
                };
                let to = match cite.report {
                    Some(report) => Node::Report(report),
                    None => Node::Outlet(self.outlet(&cite.outlet)),
                };
                self.tie(at, kind, to, [cite.evidence]);
            }
        }
    }

    /// Addresses that are those of another report, or of the outlet of another: in the text, and those that the page names as what
    /// it is derived from or refers to, of which no place in the text is evidence.
    fn links(&mut self) {
        let dossier = self.dossier;
        let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
        let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, reading) in dossier.readings.iter().enumerate() {
            let article = &reading.article;
            let Some(url) = article.url.as_deref() else { continue };
            pages.extend(
                [Some(url), article.particulars.canonical.as_deref()]
                    .into_iter()
                    .flatten()
                    .map(|url| (bare(url), at)),
            );
            if let Some(host) = host(url) {
                hosts.entry(host).or_insert(at);
            }
        }
        for (at, reading) in dossier.readings.iter().enumerate() {
            let own = reading.article.url.as_deref().and_then(host);
            let particulars = &reading.article.particulars;
            let said =
                |addresses: &'r [String], kind| addresses.iter().map(move |url| (url.as_str(), kind, None));
            let in_text = addresses(reading).into_iter().filter_map(|span| {
                let evidence = dossier.evidence(at, span)?;
                Some((reading.words(span), EdgeKind::Links, Some(evidence)))
            });
            let named = said(&particulars.based_on, EdgeKind::BasedOn)
                .chain(said(&particulars.cites, EdgeKind::Links));
            for (url, kind, evidence) in in_text.chain(named) {
                let page = pages.get(bare(url)).copied().filter(|page| *page != at);
                let to = match (page, host(url).filter(|host| Some(*host) != own)) {
                    (Some(page), _) => Node::Report(page),
                    (None, Some(host)) if hosts.contains_key(host) => {
                        let Some(name) = outlet(&dossier.readings[hosts[host]].article) else { continue };
                        Node::Outlet(self.outlet(name))
                    }
                    _ => continue,
                };
                self.tie(at, kind, to, evidence);
            }
        }
    }

    /// Sentences that reports of different families have in the same words.
    fn passages(&mut self) {
        let dossier = self.dossier;
        for lines in dossier.passages.between.values() {
            let own: usize = lines.iter().map(|(line, _)| dossier.lines[*line].own.len()).sum();
            let Some((a, b)) = lines.first() else { continue };
            if own < PASSAGE {
                continue;
            }
            // The order of the story is that of publication.
            let (a, b) = (dossier.lines[*a].article, dossier.lines[*b].article);
            let evidence =
                lines.iter().flat_map(|(a, b)| [dossier.line_evidence(*a), dossier.line_evidence(*b)]);
            self.tie(a.max(b), EdgeKind::Shares, Node::Report(a.min(b)), evidence.flatten());
        }
    }

    /// What reports quote that another quoted before them, where they have nothing else in common.
    fn quotations(&mut self, quotes: &[Quote]) {
        let dossier = self.dossier;
        let tied: BTreeSet<(usize, usize)> = self
            .edges
            .keys()
            .filter_map(|(from, _, to)| match to {
                Node::Report(to) => Some((dossier.families.of[*from], dossier.families.of[*to])),
                Node::Outlet(_) => None,
            })
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .collect();
        for quote in quotes {
            let quoting = quote.renderings.iter().filter(|rendering| {
                rendering.pieces.iter().map(|piece| piece.exact().split_whitespace().count()).sum::<usize>()
                    >= QUOTED
            });
            let Some(first) = quoting.clone().min_by_key(|rendering| rendering.article) else { continue };
            for later in quoting {
                let families = (dossier.families.of[later.article], dossier.families.of[first.article]);
                if families.0 != families.1 && !tied.contains(&families) {
                    let evidence = first.pieces.iter().chain(&later.pieces).cloned();
                    self.tie(
                        later.article,
                        EdgeKind::SharesQuotations,
                        Node::Report(first.article),
                        evidence,
                    );
                }
            }
        }
    }
}

/// The addresses that stand in the sentences of a report.
fn addresses(reading: &Reading) -> Vec<article::Span> {
    let text = reading.article.text.as_str();
    let starts = text.match_indices("http").filter(|(at, _)| {
        let rest = &text[*at..];
        rest.starts_with("http://") || rest.starts_with("https://")
    });
    starts
        .filter(|(at, _)| {
            let sentence = reading.sentence_at(*at).and_then(|at| reading.sentences.get(at));
            sentence.is_some_and(|sentence| sentence.kind != SentenceKind::Debris)
        })
        .map(|(at, _)| {
            let rest = &text[at..];
            let is_end = |c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '’' | ')' | ']' | '}' | '|')
            };
            let url = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            article::Span::new(at, at + url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len())
        })
        .collect()
}
