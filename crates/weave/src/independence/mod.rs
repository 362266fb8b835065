//! How many independent sources something has: the one function that counts.

mod attributed;

use crate::{
    Reason, Relation,
    dossier::Dossier,
    families::author,
    group::Sets,
    outlets::{is_page_of, one_outlet, outlet, plain, same_outlet},
};
use article::{Article, Evidence, Span};
use read::{Citation, CitationKind};
use std::collections::{BTreeMap, BTreeSet};

/// How many independent sources something has: an upper bound, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Independence {
    /// At most so many.
    pub at_most: usize,
    /// At most so many reports have it independently of each other, whoever they have it from: more than `at_most` when
    /// all have it from one source.
    pub reports: usize,
    /// Why it is not more.
    pub reasons: Vec<Reason>,
    /// What could not be known and might lower the number, in words for a reader.
    pub unknown: Vec<String>,
}

/// Where a report has a statement.
pub(crate) type Place = (usize, Span);

/// How many of these reports are independent of each other, at most: of the story as a whole.
///
/// Copies and versions of one text count once. Every other report counts, whoever published it, as each may have sources of
/// its own; but of outlets with one owner only the one with most reports counts.
pub(crate) fn of_reports(dossier: &Dossier<'_>, articles: &[usize]) -> Independence {
    let mut count = Count::new(dossier);
    let texts = count.texts(articles.iter().map(|article| (*article, None)).collect());
    let mut largest = 0;
    for house in count.houses(&texts) {
        let most = house.outlets.values().map(Vec::len).max().unwrap_or_default();
        if let (Some(owner), true) = (&house.owner, house.outlets.len() > 1) {
            let text = format!("{} count as one outlet: {owner}", list(house.names()));
            count.because(text, []);
        }
        largest += most;
    }
    count.unknown_owners(&texts);
    count.finish(largest, largest)
}

/// How many independent sources a statement has, at most; `places` are where reports have it.
///
/// In this order: copies and versions of one text count once, and so do reports that have the sentence in the same words, and one whose page says that it is derived from another with it; a
/// report that ascribes it to another outlet stands with that outlet, whose own report counts when it is there; an outlet
/// counts once, with all that print its text under its credit, and so do outlets of one owner. When after that all have it from one person or organisation that they name,
/// that is the one source. What cannot be known is named, and the number is an upper bound.
pub(crate) fn of_statement(dossier: &Dossier<'_>, places: &[Place]) -> Independence {
    let mut count = Count::new(dossier);
    let mut texts = count.texts(places.iter().map(|(article, span)| (*article, Some(*span))).collect());
    count.join_shared(&mut texts);
    count.join_derived(&mut texts);
    count.join_second_hand(&mut texts);
    let houses = count.houses(&texts);
    for house in &houses {
        let own: BTreeSet<usize> =
            house.outlets.values().flatten().flat_map(|text| texts[*text].articles()).collect();
        match (&house.owner, house.outlets.len()) {
            (Some(owner), 2..) => {
                let text = format!("{} have one owner and count once: {owner}", list(house.names()));
                count.because(text, []);
            }
            _ if house.texts() > 1 => {
                let name = house.names().next().unwrap_or_default();
                count.because(
                    format!(
                        "{} are all {name}'s and count once",
                        count.ids(&own.into_iter().collect::<Vec<_>>())
                    ),
                    [],
                );
            }
            _ => {}
        }
    }
    let reports = houses.len();
    count.unknown_owners(&texts);
    let said = attributed::to_one(dossier, places).filter(|_| reports > 1);
    count.unknown.extend(attributed::unnamed(dossier, places).filter(|_| reports > 1));
    let at_most = match said {
        Some((source, evidence)) => {
            count.because(format!("all have it from {source}: one source"), evidence);
            1
        }
        None => reports,
    };
    count.finish(at_most, reports)
}

/// One text with a statement, or an outlet that has it and has no report here.
#[derive(Debug)]
struct Text {
    /// Where it has it; empty for an outlet that is only cited.
    places: Vec<(usize, Option<Span>)>,
    /// Whose it is, as far as is known.
    outlet: Option<String>,
}

impl Text {
    fn articles(&self) -> BTreeSet<usize> {
        self.places.iter().map(|(article, _)| *article).collect()
    }
}

/// Outlets of one owner, with the indices of their texts.
#[derive(Debug, Default)]
struct House {
    /// The owner with its source, when the table knows it.
    owner: Option<String>,
    /// By plain names.
    outlets: BTreeMap<String, Vec<usize>>,
    /// As they were written.
    written: BTreeMap<String, String>,
}

impl House {
    fn names(&self) -> impl Iterator<Item = &str> {
        self.written.values().map(String::as_str)
    }

    fn texts(&self) -> usize {
        self.outlets.values().map(Vec::len).sum()
    }
}

/// A count with its reasons as they arise.
struct Count<'d, 'r> {
    dossier: &'d Dossier<'r>,
    reasons: Vec<Reason>,
    unknown: Vec<String>,
}

impl<'d, 'r> Count<'d, 'r> {
    fn new(dossier: &'d Dossier<'r>) -> Self {
        Self { dossier, reasons: Vec::new(), unknown: Vec::new() }
    }

    fn because(&mut self, text: String, evidence: impl IntoIterator<Item = Evidence>) {
        self.reasons.push(Reason { text, evidence: evidence.into_iter().collect() });
    }

    fn finish(self, at_most: usize, reports: usize) -> Independence {
        Independence { at_most, reports, reasons: self.reasons, unknown: self.unknown }
    }

    /// The places by family: one text each.
    fn texts(&mut self, places: Vec<(usize, Option<Span>)>) -> Vec<Text> {
        let dossier = self.dossier;
        let mut families: BTreeMap<usize, Vec<(usize, Option<Span>)>> = BTreeMap::new();
        for place in places {
            families.entry(dossier.families.of[place.0]).or_default().push(place);
        }
        let mut texts = Vec::new();
        for (family, places) in families {
            let members: BTreeSet<usize> = places.iter().map(|(article, _)| *article).collect();
            if members.len() > 1 {
                let what = match dossier.families.relation[family] {
                    Relation::Version => "are versions of one page",
                    Relation::Syndicated | Relation::Single => "share one text",
                };
                let evidence: Vec<Evidence> = places.iter().filter_map(|place| self.shown(*place)).collect();
                let members: Vec<usize> = members.into_iter().collect();
                self.because(format!("{} {what} and count once", self.ids(&members)), evidence);
            }
            let reading = |(article, _): &(usize, Option<Span>)| author(dossier.readings[*article]);
            let outlet = places.iter().find_map(reading).map(str::to_owned);
            texts.push(Text { places, outlet });
        }
        texts
    }

    /// The sentence at a place; none for a report as a whole.
    fn shown(&self, (article, span): (usize, Option<Span>)) -> Option<Evidence> {
        let reading = self.dossier.readings[article];
        let sentence = reading.sentences.get(reading.sentence_at(span?.start)?)?;
        self.dossier.evidence(article, sentence.span)
    }

    /// The line at a place.
    fn line(&self, (article, span): (usize, Option<Span>)) -> Option<usize> {
        self.dossier.line(article, self.dossier.readings[article].sentence_at(span?.start)?)
    }

    /// Joins texts of which one has the statement only in sentences that the other has in the same words.
    fn join_shared(&mut self, texts: &mut Vec<Text>) {
        let dossier = self.dossier;
        let mut sets = Sets::new(texts.len());
        for b in 0..texts.len() {
            for a in 0..b {
                let within = |text: &Text, other: &Text| {
                    let family = other.places.first().map(|(article, _)| dossier.families.of[*article]);
                    family.is_some_and(|family| {
                        text.places.iter().all(|place| {
                            self.line(*place).is_some_and(|line| dossier.passages.is_shared(line, family))
                        })
                    })
                };
                if sets.find(a) == sets.find(b)
                    || !within(&texts[a], &texts[b]) && !within(&texts[b], &texts[a])
                {
                    continue;
                }
                sets.join(a, b);
                let evidence: Vec<Evidence> = [a, b]
                    .iter()
                    .filter_map(|text| texts[*text].places.first())
                    .filter_map(|place| self.shown(*place))
                    .collect();
                let ids: Vec<usize> = [a, b].iter().flat_map(|text| texts[*text].articles()).collect();
                self.because(
                    format!("{} have it in the same words and count once", self.ids(&ids)),
                    evidence,
                );
            }
        }
        *texts = joined(std::mem::take(texts), sets);
    }

    /// Joins texts of which one's page says that it is derived from the other's.
    fn join_derived(&mut self, texts: &mut Vec<Text>) {
        let mut sets = Sets::new(texts.len());
        for a in 0..texts.len() {
            for b in (0..texts.len()).filter(|b| *b != a) {
                let articles = |at: usize| {
                    texts[at].places.iter().map(|(article, _)| &self.dossier.readings[*article].article)
                };
                let derived = articles(a).find_map(|derived| {
                    let named = &derived.particulars.based_on;
                    let is_named = |of: &&Article| named.iter().any(|address| is_page_of(address, of));
                    articles(b).find(is_named).map(|of| (derived, of))
                });
                let Some((derived, of)) = derived.filter(|_| sets.find(a) != sets.find(b)) else { continue };
                sets.join(a, b);
                let text = format!(
                    "{} is derived from {}, as its page says, and both count once",
                    derived.id, of.id
                );
                self.because(text, []);
            }
        }
        *texts = joined(std::mem::take(texts), sets);
    }

    /// Joins texts that ascribe the statement to an outlet with that outlet's text, or with its name when it has none.
    fn join_second_hand(&mut self, texts: &mut Vec<Text>) {
        let mut sources: Vec<Option<String>> = Vec::new();
        for text in texts.iter() {
            // A text that also has it elsewhere without the outlet stands on its own.
            let cited: Option<Vec<&Citation>> =
                text.places.iter().map(|(article, span)| self.second_hand(*article, *span)).collect();
            let first = cited.as_ref().and_then(|cited| cited.first().copied()).zip(text.places.first());
            sources.push(first.map(|(citation, (article, _))| {
                let articles: Vec<usize> = text.articles().into_iter().collect();
                let verb = if articles.len() == 1 { "has it from" } else { "have it from" };
                let add = if articles.len() == 1 { "adds" } else { "add" };
                let evidence = self.dossier.evidence(*article, citation.span);
                let ids = self.ids(&articles);
                self.because(
                    format!("{ids} {verb} {} and {add} no source of its own", citation.outlet),
                    evidence,
                );
                citation.outlet.clone()
            }));
        }
        let outlets: Vec<Option<String>> = texts.iter().map(|text| text.outlet.clone()).collect();
        let mut sets = Sets::new(texts.len());
        let mut absent: Vec<(usize, String)> = Vec::new();
        for (at, source) in sources.into_iter().enumerate() {
            let Some(source) = source else { continue };
            let is_own = |own: &Option<String>| own.as_ref().is_some_and(|own| same_outlet(own, &source));
            let own = (0..outlets.len()).find(|other| *other != at && is_own(&outlets[*other]));
            let known = absent.iter().find(|(_, name)| one_outlet(name, &source)).map(|(place, _)| *place);
            // From now on it is that outlet's, whoever printed it.
            texts[at].outlet = own.map_or(Some(source.clone()), |own| outlets[own].clone());
            let to = own.or(known).unwrap_or_else(|| {
                absent.push((at, source));
                at
            });
            sets.join(at, to);
        }
        for (_, source) in &absent {
            self.because(format!("{source}, which has no report on this here, counts as one source"), []);
        }
        *texts = joined(std::mem::take(texts), sets);
    }

    /// The words by which the sentence around a place ascribes what it says to another outlet.
    fn second_hand(&self, article: usize, place: Option<Span>) -> Option<&'r Citation> {
        let reading = self.dossier.readings[article];
        let sentence = reading.sentences.get(reading.sentence_at(place?.start)?)?.span;
        let own = outlet(&reading.article);
        reading
            .citations
            .iter()
            .filter(|citation| matches!(citation.kind, CitationKind::Reported | CitationKind::Told))
            .filter(|citation| sentence.contains(citation.span))
            .find(|citation| own.is_none_or(|own| !same_outlet(own, &citation.outlet)))
    }

    /// The texts by outlet and owner; one whose outlet is not known is a house of its own.
    fn houses(&self, texts: &[Text]) -> Vec<House> {
        let mut houses: BTreeMap<(u8, String), House> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            // An outlet may be written in two ways: the first stands for both.
            let first = text.outlet.as_deref().and_then(|own| {
                texts.iter().filter_map(|other| other.outlet.as_deref()).find(|other| one_outlet(other, own))
            });
            let owned = first.and_then(|outlet| self.dossier.owners.of(outlet));
            let key = match (first, owned) {
                (_, Some(owned)) => (0, plain(&owned.owner)),
                (Some(outlet), None) => (1, plain(outlet)),
                (None, None) => (2, at.to_string()),
            };
            let house = houses.entry(key).or_default();
            house.owner = owned.map(|owned| match &owned.source {
                Some(source) => format!("{} ({source})", owned.owner),
                None => owned.owner.clone(),
            });
            let name = first.unwrap_or_default().to_owned();
            house.outlets.entry(plain(&name)).or_default().push(at);
            house.written.entry(plain(&name)).or_insert(name);
        }
        houses.into_values().collect()
    }

    /// Names the reports without an outlet, and the outlets whose owners are not known.
    fn unknown_owners(&mut self, texts: &[Text]) {
        let unmapped: Vec<usize> =
            texts.iter().filter(|text| text.outlet.is_none()).flat_map(Text::articles).collect();
        if !unmapped.is_empty() {
            self.unknown.push(format!("which outlet published {}", self.ids(&unmapped)));
        }
        let outlets: BTreeMap<String, &str> =
            texts.iter().filter_map(|text| text.outlet.as_deref()).map(|name| (plain(name), name)).collect();
        let without: Vec<&str> =
            outlets.values().copied().filter(|outlet| self.dossier.owners.of(outlet).is_none()).collect();
        if outlets.len() > 1 && !without.is_empty() {
            self.unknown.push(format!(
                "who owns {}, and so whether another outlet here has the same owner",
                list(without.iter().copied())
            ));
        }
    }

    fn ids(&self, articles: &[usize]) -> String {
        list(articles.iter().map(|at| self.dossier.readings[*at].article.id.0.as_str()))
    }
}

/// The texts of each set as one: whose it is, the first that knows says.
fn joined(texts: Vec<Text>, mut sets: Sets) -> Vec<Text> {
    let numbers = sets.numbered();
    let mut joined: BTreeMap<usize, Text> = BTreeMap::new();
    for (text, number) in texts.into_iter().zip(numbers) {
        match joined.get_mut(&number) {
            Some(whole) => {
                whole.places.extend(text.places);
                whole.outlet = whole.outlet.take().or(text.outlet);
            }
            None => {
                joined.insert(number, text);
            }
        }
    }
    joined.into_values().collect()
}

/// `a`, `a and b`, `a, b and c`.
fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}
