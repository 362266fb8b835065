//! An account as it is walked through when it is shown: looked up, grouped and put in order.

use crate::account::{
    Account, Article, Edge, EdgeKind, Event, Evidence, EvidenceId, Fact, Family, Held, OnlyIn, Participant,
    Person, Position, Quote, Rendering,
};
use crate::news::News;
use crate::{dates, labels, safe};
use read::Hedge;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use weave::{Relation, Standing};

/// Where a line comes from: a sentence of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The number of the report, from 1.
    pub(crate) report: usize,
    /// Its id.
    pub(crate) article: &'a str,
    /// The number of the sentence, from 1.
    pub(crate) sentence: usize,
    /// The words in that sentence, the longest first.
    pub(crate) evidence: Vec<&'a Evidence>,
}

impl<'a> Reference<'a> {
    /// The longest words of the sentence that the line rests on.
    pub(crate) fn words(&self) -> &'a str {
        self.evidence.first().map_or("", |evidence| evidence.exact.as_str())
    }
}

/// An account with its tables.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) account: &'a Account,
    /// What of it is new to the reader, when that matters.
    news: Option<&'a News>,
    /// It in a few lines, to be told first.
    pub(crate) brief: Option<&'a Account>,
    evidence: HashMap<&'a str, &'a Evidence>,
    articles: HashMap<&'a str, &'a Article>,
    fullest: HashMap<(usize, usize), &'a Evidence>,
}

/// So many characters are shown of what a stance is about.
const OBJECT: usize = 40;

/// A stance of a position, from where it was taken until it was left.
#[derive(Debug)]
pub(crate) struct Step<'a> {
    /// Where it was taken first.
    pub(crate) held: &'a Held,
    /// Whether the position is known to have moved here from the step before.
    pub(crate) moved: bool,
    /// All that tell it.
    pub(crate) all: Vec<&'a Held>,
    /// Whether the position takes this stance more than once.
    again: bool,
}

/// What one source said.
#[derive(Debug)]
pub(crate) struct Speaker<'a> {
    /// Its name, or the words for it.
    pub(crate) name: &'a str,
    /// Whether that is the name of one of the people.
    pub(crate) named: bool,
    /// What it is said to be.
    pub(crate) role: Option<&'a str>,
    /// Its id in Wikidata.
    pub(crate) wikidata: Option<&'a str>,
    /// Why its forms of name are taken to be of one.
    pub(crate) reasons: &'a [String],
    /// Whether it is deliberately unnamed.
    pub(crate) anonymous: bool,
    /// What it said.
    pub(crate) quotes: Vec<&'a Quote>,
}

/// What is shown of a story: its account, with its brief first where there is one. `From` an account, that alone.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// All of it.
    pub account: &'a Account,
    /// It in a few lines: an account of the same story with evidence of its own.
    pub brief: Option<&'a Account>,
}

impl<'a> From<&'a Account> for Shown<'a> {
    fn from(account: &'a Account) -> Self {
        Self { account, brief: None }
    }
}

impl<'a> Shown<'a> {
    pub(crate) fn view(self) -> View<'a> {
        View::new(self.account).led_by(self.brief)
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(account: &'a Account) -> Self {
        let articles: HashMap<&str, &Article> =
            account.articles.iter().map(|article| (article.id.as_str(), article)).collect();
        let mut fullest: HashMap<(usize, usize), &Evidence> = HashMap::new();
        for evidence in &account.evidence {
            let Some(article) = articles.get(evidence.article.as_str()) else { continue };
            let kept = fullest.entry((article.number, evidence.sentence)).or_insert(evidence);
            if length(evidence) > length(kept) {
                *kept = evidence;
            }
        }
        Self {
            account,
            news: None,
            brief: None,
            fullest,
            evidence: account.evidence.iter().map(|evidence| (evidence.id.0.as_str(), evidence)).collect(),
            articles,
        }
    }

    /// The view of one who is told the brief first.
    pub(crate) fn led_by(self, brief: Option<&'a Account>) -> Self {
        Self { brief, ..self }
    }

    /// The view of a reader to whom this is new.
    pub(crate) fn with(self, news: Option<&'a News>) -> Self {
        Self { news, ..self }
    }

    /// Whether an entry that rests on these is new to the reader.
    pub(crate) fn is_new<'e>(&self, rests_on: impl Iterator<Item = &'e EvidenceId>) -> bool {
        self.news.is_some_and(|news| news.tells(rests_on))
    }

    /// Whether a report is new to the reader.
    pub(crate) fn is_new_report(&self, id: &str) -> bool {
        let at = self.number(id).checked_sub(1);
        self.news.zip(at).is_some_and(|(news, at)| news.articles.binary_search(&at).is_ok())
    }

    pub(crate) fn evidence(&self, id: &EvidenceId) -> Option<&'a Evidence> {
        self.evidence.get(id.0.as_str()).copied()
    }

    /// The words of a piece of evidence; empty when there is none.
    pub(crate) fn words(&self, id: &EvidenceId) -> &'a str {
        self.evidence(id).map_or("", |evidence| evidence.exact.as_str())
    }

    pub(crate) fn article(&self, id: &str) -> Option<&'a Article> {
        self.articles.get(id).copied()
    }

    /// The number of a report; 0 when it is not one of the account's.
    pub(crate) fn number(&self, id: &str) -> usize {
        self.article(id).map_or(0, |article| article.number)
    }

    pub(crate) fn outlet(article: &Article) -> &str {
        article.outlet.as_deref().unwrap_or(labels::OUTLET_UNKNOWN)
    }

    /// `Calder Wire, 28 April 2031`, as a report is called in a line.
    pub(crate) fn report(article: &Article) -> String {
        format!("{}, {}", Self::outlet(article), Self::published(article))
    }

    /// When a report was published, or between which days it lies.
    pub(crate) fn published(article: &Article) -> String {
        match (&article.published, &article.bounds) {
            (Some(published), _) => dates::date(published),
            (None, Some(bounds)) => dates::bounds(bounds.earliest.as_deref(), bounds.latest.as_deref()),
            (None, None) => dates::bounds(None, None),
        }
    }

    /// The sentences that these pieces of evidence begin in, each once, in the order of the reports.
    pub(crate) fn references<'e>(&self, ids: impl IntoIterator<Item = &'e EvidenceId>) -> Vec<Reference<'a>> {
        let mut by_sentence: BTreeMap<(usize, &str, usize), Vec<&'a Evidence>> = BTreeMap::new();
        for evidence in ids.into_iter().filter_map(|id| self.evidence(id)) {
            let report = self.number(&evidence.article);
            // Those that the account does not list have one number.
            let unlisted = if report == 0 { evidence.article.as_str() } else { "" };
            let of_sentence = by_sentence.entry((report, unlisted, evidence.sentence)).or_default();
            if !of_sentence.iter().any(|other| std::ptr::eq(*other, evidence)) {
                of_sentence.push(evidence);
            }
        }
        by_sentence
            .into_iter()
            .map(|((report, _, sentence), mut evidence)| {
                evidence.sort_by_key(|words| (std::cmp::Reverse(length(words)), words.start));
                let article = evidence.first().map_or("", |evidence| evidence.article.as_str());
                Reference { report, article, sentence, evidence }
            })
            .collect()
    }

    /// The longest words of a sentence that the account has.
    pub(crate) fn fullest(&self, report: usize, sentence: usize) -> Option<&'a Evidence> {
        self.fullest.get(&(report, sentence)).copied()
    }

    /// The one reference of one piece of evidence.
    pub(crate) fn reference(&self, id: &EvidenceId) -> Vec<Reference<'a>> {
        self.references([id])
    }

    /// Quotations by who said them, in the order in which the sources first speak.
    pub(crate) fn speakers(&self) -> Vec<Speaker<'a>> {
        let mut speakers: Vec<Speaker<'a>> = Vec::new();
        let mut place: BTreeMap<(u8, &str), usize> = BTreeMap::new();
        for quote in &self.account.quotes {
            let source = quote.source.as_ref().map(|source| self.words(source)).filter(|w| !w.is_empty());
            let person = quote.speaker.as_deref().and_then(|id| self.person(id));
            let (key, name, role) = match (&quote.speaker, &quote.name, source) {
                (Some(id), Some(name), _) => ((0, id.as_str()), name.as_str(), self.role(id)),
                (_, _, Some(words)) => ((1, words), words, None),
                _ if quote.anonymous => ((2, ""), labels::SOURCE_UNNAMED, None),
                _ => ((3, ""), labels::SPEAKER_UNKNOWN, None),
            };
            let index = *place.entry(key).or_insert_with(|| {
                speakers.push(Speaker {
                    name,
                    named: person.is_some_and(|person| person.named),
                    role,
                    wikidata: person.and_then(|person| person.wikidata.as_deref()),
                    reasons: person.map_or(&[], |person| &person.reasons),
                    anonymous: quote.anonymous,
                    quotes: Vec::new(),
                });
                speakers.len() - 1
            });
            if let Some(speaker) = speakers.get_mut(index) {
                speaker.quotes.push(quote);
            }
        }
        speakers
    }

    fn person(&self, id: &str) -> Option<&'a Person> {
        self.account.people.iter().find(|other| other.id == id)
    }

    /// Whether one of the people is called so.
    pub(crate) fn is_one(&self, name: &str) -> bool {
        let people = &self.account.people;
        people
            .iter()
            .any(|one| one.named && (one.name == name || one.aliases.iter().any(|alias| alias == name)))
    }

    /// The id in Wikidata of the one of the people that has this name.
    pub(crate) fn wikidata(&self, name: &str) -> Option<&'a str> {
        let mut named = self.account.people.iter().filter(|other| other.name == name);
        let only = named.next().filter(|_| named.next().is_none())?;
        only.wikidata.as_deref()
    }

    fn role(&self, person: &str) -> Option<&'a str> {
        let person = self.person(person)?;
        person.roles.first().map(String::as_str).filter(|role| *role != person.name)
    }

    /// The sentences of a quotation's fullest rendering and of those that have the same words.
    pub(crate) fn quote_references(&self, quote: &Quote) -> Vec<Reference<'a>> {
        let same = quote.renderings.iter().skip(1).filter(|r| !r.cut && !r.changed);
        self.references(quote.renderings.first().into_iter().chain(same).flat_map(rendered))
    }

    /// The sentences of one rendering.
    pub(crate) fn rendering_references(&self, rendering: &Rendering) -> Vec<Reference<'a>> {
        self.references(rendered(rendering))
    }

    /// Positions by party, parties in the order in which they first appear.
    pub(crate) fn positions(&self) -> Vec<(&'a str, Vec<&'a Position>)> {
        let mut parties: Vec<(&'a str, Vec<&'a Position>)> = Vec::new();
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for position in &self.account.positions {
            let index = *place.entry(&position.party).or_insert_with(|| {
                parties.push((&position.party, Vec::new()));
                parties.len() - 1
            });
            if let Some((_, positions)) = parties.get_mut(index) {
                positions.push(position);
            }
        }
        parties
    }

    /// The stances of a position one after the other, each only where it is another than the one before.
    pub(crate) fn course(position: &'a Position) -> Vec<Step<'a>> {
        let mut course: Vec<Step<'a>> = Vec::new();
        for (index, held) in position.held.iter().enumerate() {
            let moved = position.changes.iter().any(|change| change.to == index);
            let known = course.iter_mut().rev().find(|step| step.held.stance == held.stance);
            if let Some(step) = known.filter(|_| !moved) {
                step.all.push(held);
            } else {
                let moved = moved && !course.is_empty();
                course.push(Step { held, moved, all: vec![held], again: false });
            }
        }
        let of = |step: &Step<'_>| step.held.stance;
        let twice: Vec<bool> = course
            .iter()
            .map(|step| course.iter().filter(|other| of(other) == of(step)).count() > 1)
            .collect();
        course.iter_mut().zip(twice).for_each(|(step, twice)| step.again = twice);
        course
    }

    /// What a stance is called in a course: where it is taken more than once, with what is meant, as in *offers 3 percent*.
    pub(crate) fn step_words(&self, step: &Step<'_>) -> String {
        let stance = labels::stance(step.held.stance);
        let object = safe::short(self.words(&step.held.object), OBJECT);
        if step.again && !object.is_empty() { format!("{stance} {object}") } else { stance.to_owned() }
    }

    pub(crate) fn agreed(&self) -> impl Iterator<Item = &'a Fact> {
        self.account.facts.iter().filter(|fact| fact.standing == Standing::Agreed)
    }

    /// Facts of one standing `single` that several reports have, none of them independent of the others.
    pub(crate) fn shared(&self) -> impl Iterator<Item = &'a Fact> {
        self.account
            .facts
            .iter()
            .filter(|fact| fact.standing == Standing::Single && self.reports_of(fact).len() > 1)
    }

    /// Every sentence that states a fact.
    pub(crate) fn support(&self, fact: &Fact) -> Vec<Reference<'a>> {
        self.references(std::iter::once(&fact.statement).chain(fact.support.iter().map(|s| &s.evidence)))
    }

    fn reports_of(&self, fact: &Fact) -> BTreeSet<usize> {
        self.support(fact).into_iter().map(|reference| reference.report).collect()
    }

    /// Facts on which the reports differ: contradicted, overtaken, later confirmed or denied, or put at
    /// different strengths.
    pub(crate) fn differences(&self) -> Vec<&'a Fact> {
        let mut differences: Vec<&Fact> = self
            .account
            .facts
            .iter()
            .filter(|fact| {
                matches!(fact.standing, Standing::Disputed | Standing::Superseded)
                    || !(fact.conflicts.is_empty()
                        && fact.confirmed_by.is_empty()
                        && fact.denied_by.is_empty())
                    || differs_in_strength(fact)
            })
            .collect();
        // Values that contradict each other are a fact each, and stand side by side in the first; so do a claim and its
        // denial.
        let mut shown: BTreeSet<BTreeSet<&EvidenceId>> = BTreeSet::new();
        differences.retain(|fact| {
            let values = fact.figure.iter().flat_map(|figure| &figure.values);
            let values: BTreeSet<&EvidenceId> = values.map(|value| &value.evidence).collect();
            let sides = fact.support.iter().map(|support| &support.evidence).chain(&fact.conflicts);
            let sides = if values.len() < 2 { sides.collect() } else { values };
            let open = matches!(fact.standing, Standing::Disputed | Standing::Superseded);
            !open || sides.len() < 2 || shown.insert(sides)
        });
        // What is disputed first, what is only put differently last; the account's order within.
        differences.sort_by_key(|fact| match fact.standing {
            Standing::Disputed => 0,
            Standing::Superseded => 1,
            Standing::Agreed | Standing::Single => 2,
        });
        differences
    }

    /// Events whose reports differ in who takes part, with the participants that not all have.
    pub(crate) fn attendance(&self) -> Vec<(&'a Event, Vec<&'a Participant>)> {
        let differs = |who: &&Participant| !who.not_in.is_empty() || !who.absent.is_empty();
        self.account
            .events
            .iter()
            .map(|event| (event, event.who.iter().filter(differs).collect::<Vec<_>>()))
            .filter(|(_, who)| !who.is_empty())
            .collect()
    }

    /// What one report alone has, in the order of the reports: the sentences weighed to be so, and the facts of one report whose
    /// sentence is not among them.
    pub(crate) fn alone(&self) -> Vec<(OnlyIn, Option<&'a Fact>)> {
        let mut alone: Vec<_> = self.account.only_in.iter().map(|only| (only.clone(), None)).collect();
        let mut shown: BTreeSet<(usize, usize)> = self
            .references(self.account.only_in.iter().map(|only| &only.evidence))
            .iter()
            .map(|r| (r.report, r.sentence))
            .collect();
        for fact in self.account.facts.iter().filter(|fact| fact.standing == Standing::Single) {
            let Some(evidence) = self.evidence(&fact.statement) else { continue };
            if self.reports_of(fact).len() == 1
                && shown.insert((self.number(&evidence.article), evidence.sentence))
            {
                let only = OnlyIn { article: evidence.article.clone(), evidence: evidence.id.clone() };
                alone.push((only, Some(fact)));
            }
        }
        let order = |(only, _): &(OnlyIn, Option<&Fact>)| {
            (self.number(&only.article), self.evidence(&only.evidence).map_or(0, |e| e.start))
        };
        alone.sort_by_key(order);
        alone
    }

    /// Families of more than one report.
    pub(crate) fn shared_texts(&self) -> impl Iterator<Item = &'a Family> {
        self.account
            .families
            .iter()
            .filter(|family| family.relation != Relation::Single && family.articles.len() > 1)
    }

    /// What a report stands on, other than the text it shares.
    pub(crate) fn edges(&self, article: &'a Article) -> impl Iterator<Item = &'a Edge> {
        self.account.lineage.edges.iter().filter(|edge| {
            edge.from == article.id && !matches!(edge.kind, EdgeKind::Copies | EdgeKind::VersionOf)
        })
    }
}

/// The words that a rendering rests on: what is quoted, else the sentence.
fn rendered(rendering: &Rendering) -> &[EvidenceId] {
    if rendering.pieces.is_empty() { std::slice::from_ref(&rendering.context) } else { &rendering.pieces }
}

/// The length in code points; 0 for offsets that no account of ours has.
fn length(evidence: &Evidence) -> usize {
    evidence.end.saturating_sub(evidence.start)
}

/// Whether the reports put a fact at different strengths. Figures differ by value; and that somebody asks for a
/// thing says nothing of how sure it is.
fn differs_in_strength(fact: &Fact) -> bool {
    let hedges: BTreeSet<Hedge> =
        fact.support.iter().map(|support| support.hedge).filter(|hedge| *hedge != Hedge::Requested).collect();
    fact.figure.is_none() && hedges.len() > 1
}
