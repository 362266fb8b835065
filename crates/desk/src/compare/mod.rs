//! Two articles of a library, two outlets or two stretches of time, side by side; of two versions of a page, what the later one
//! changed.

mod beside;
mod versions;

use crate::cited::Citing;
use crate::error::DeskError;
use crate::told::{Teller, readings};
use crate::weaving::{Woven, as_one_story};
use crate::words::squeezed;
use crate::work::corrections;
use article::{ArticleId, CodePoints, PartialDate, Span};
pub use beside::{Became, Beside, Pieces, words_changed};
use read::Reading;
use read::text::SentenceKind;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Library, StoryId};
use tell::{Account, Event, EvidenceId, Fact, Options, Position, Quote};
pub use versions::{Touched, Versions};

/// A sentence of one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sentence {
    /// The article's id.
    pub article: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its first code point.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its words, as they stand there.
    pub exact: String,
}

impl Sentence {
    fn of(reading: &Reading, points: &CodePoints, index: usize, span: Span) -> Self {
        let outside = points.to_code_points(span);
        Self {
            article: reading.article.id.0.clone(),
            number: index + 1,
            start: outside.start,
            end: outside.end,
            exact: reading.words(span).to_owned(),
        }
    }
}

/// A sentence that both have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Same {
    /// In the one.
    pub a: Sentence,
    /// In the other.
    pub b: Sentence,
}

/// Entries of an account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct Shared {
    /// What happened, is planned or asked for.
    pub events: Vec<Event>,
    /// What was said.
    pub quotes: Vec<Quote>,
    /// What is stated.
    pub facts: Vec<Fact>,
    /// What parties want.
    pub positions: Vec<Position>,
    /// Sentences with nothing like them in any other report.
    pub sentences: Vec<Sentence>,
}

/// Two sides: two articles, or what two outlets or two stretches of time have of one story.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Compared {
    /// What the one side is called: the id of its article, the name of its outlet, or its days.
    pub a: String,
    /// What the other is called.
    pub b: String,
    /// The ids of the articles of the one side.
    pub articles_a: Vec<String>,
    /// The ids of the articles of the other.
    pub articles_b: Vec<String>,
    /// Sentences that both have word for word.
    pub word_for_word: Vec<Same>,
    /// What both have.
    pub both: Shared,
    /// What the one alone has.
    pub only_a: Shared,
    /// What the other alone has.
    pub only_b: Shared,
    /// The words on which all of this rests.
    pub evidence: Vec<tell::Evidence>,
    /// The reports of the account that was sorted, for those who cite it.
    #[serde(skip)]
    #[schemars(skip)]
    reports: Vec<tell::Article>,
}

/// What two sides have to do with each other.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Comparison {
    /// They are reports.
    Reports(Box<Compared>),
    /// They are versions of one page.
    Versions(Box<Versions>),
}

/// One side of a comparison.
struct Side {
    called: String,
    articles: BTreeSet<String>,
}

/// Compares two articles of a library. Of two versions of a page it tells too what the change touched in the story, where `teller`
/// has told that.
///
/// # Errors
///
/// When it is one article, or one of them is not there.
pub fn compare(
    library: &Library,
    teller: &Teller,
    a: &ArticleId,
    b: &ArticleId,
) -> Result<Comparison, DeskError> {
    if a == b {
        return Err(DeskError::new(format!("{a} was given twice")).hint("name two articles"));
    }
    let sides = [a, b].map(|id| Side { called: id.0.clone(), articles: BTreeSet::from([id.0.clone()]) });
    let (a, b) = (library.key(a)?, library.key(b)?);
    if let Some(versions) = Versions::of(library, teller, a, b)? {
        return Ok(Comparison::Versions(Box::new(versions)));
    }
    let mut readings = vec![library.reading(a)?, library.reading(b)?];
    // Two reports at one address are compared as two: else the later one would stand for both.
    for reading in &mut readings {
        reading.article.url = None;
    }
    let corrections = corrections(library)?;
    let woven = Woven::of(as_one_story(readings), teller.owners(), &corrections);
    let account = woven.account(&Options::default());
    Ok(Comparison::Reports(Box::new(sorted(&account, &woven.readings, &sides))))
}

/// Compares what two outlets have of a story.
///
/// # Errors
///
/// When the story is not there, or one of them has no report of it.
pub fn outlets(
    library: &Library,
    teller: &Teller,
    story: StoryId,
    a: &str,
    b: &str,
) -> Result<Compared, DeskError> {
    let told = teller.story(library, story)?;
    let is_of = |report: &tell::Article, name: &str| {
        report.outlet.as_ref().is_some_and(|outlet| outlet.to_lowercase() == name.to_lowercase())
    };
    // Of a page that was changed its latest version stands for the outlet.
    let is_last = |report: &tell::Article| report.superseded_by.is_none();
    let side = |name: &str| {
        let found = side(&told.account, name.to_owned(), |report| is_of(report, name) && is_last(report));
        found.map_err(|_| {
            let outlets: BTreeSet<&str> =
                told.account.articles.iter().filter_map(|report| report.outlet.as_deref()).collect();
            let outlets = outlets.into_iter().collect::<Vec<_>>().join(", ");
            DeskError::new(format!("the story has no report of {name}"))
                .hint(format!("its outlets are: {outlets}"))
        })
    };
    let sides = [side(a)?, side(b)?];
    if a.to_lowercase() == b.to_lowercase() {
        return Err(DeskError::new(format!("{a} was given twice")).hint("name two outlets"));
    }
    Ok(sorted(&told.account, &of_sides(library, &told.account, &sides)?, &sides))
}

/// Compares what a story's reports said up to the end of a day with what those after it said, up to the end of `until` where that
/// is given. Reports whose day is not known are on neither side.
///
/// # Errors
///
/// When the story is not there, or has no report on one of the sides.
pub fn moments(
    library: &Library,
    teller: &Teller,
    story: StoryId,
    day: PartialDate,
    until: Option<PartialDate>,
) -> Result<Compared, DeskError> {
    let told = teller.story(library, story)?;
    let last = |report: &tell::Article| {
        let published = report.published.as_deref().and_then(|day| day.parse::<PartialDate>().ok());
        published.map(PartialDate::last_day)
    };
    let (day, until) = (day.last_day(), until.map(PartialDate::last_day));
    let early =
        side(&told.account, format!("up to {day}"), |report| last(report).is_some_and(|last| last <= day))?;
    let called = until.map_or_else(|| format!("after {day}"), |until| format!("after {day}, up to {until}"));
    let late = side(&told.account, called, |report| {
        last(report).is_some_and(|last| last > day && until.is_none_or(|until| last <= until))
    })?;
    let sides = [early, late];
    Ok(sorted(&told.account, &of_sides(library, &told.account, &sides)?, &sides))
}

fn side(
    account: &Account,
    called: String,
    is_of: impl Fn(&tell::Article) -> bool,
) -> Result<Side, DeskError> {
    let of = account.articles.iter().filter(|report| is_of(report));
    let articles: BTreeSet<String> = of.map(|report| report.id.clone()).collect();
    if articles.is_empty() {
        return Err(DeskError::new(format!("the story has no report {called}"))
            .hint("its page lists the reports with their outlets and days"));
    }
    Ok(Side { called, articles })
}

/// The readings of the reports on two sides of an account, in its order.
fn of_sides(library: &Library, account: &Account, sides: &[Side; 2]) -> Result<Vec<Reading>, DeskError> {
    let is_on = |id: &String| sides.iter().any(|side| side.articles.contains(id));
    Ok(readings(library, account.articles.iter().map(|report| &report.id).filter(|id| is_on(id)))?)
}

/// Sorts the entries of the account of a story, and the sentences of its readings, by which of the two sides have them.
fn sorted(account: &Account, readings: &[Reading], sides: &[Side; 2]) -> Compared {
    let mut compared = Compared {
        evidence: account.evidence.clone(),
        reports: account.articles.clone(),
        ..sentences(account, readings, sides)
    };
    let both: BTreeSet<(String, usize)> = compared
        .word_for_word
        .iter()
        .flat_map(|same| [&same.a, &same.b])
        .map(|sentence| (sentence.article.clone(), sentence.number))
        .collect();
    let evidence: BTreeMap<&EvidenceId, &tell::Evidence> =
        account.evidence.iter().map(|evidence| (&evidence.id, evidence)).collect();
    // What stands in a sentence that both have is in both, though an account names it once.
    let of = |ids: &mut dyn Iterator<Item = &EvidenceId>| -> (bool, bool) {
        let mut on = (false, false);
        for found in ids.filter_map(|id| evidence.get(id)) {
            let is_shared = both.contains(&(found.article.clone(), found.sentence));
            on.0 |= is_shared || sides[0].articles.contains(&found.article);
            on.1 |= is_shared || sides[1].articles.contains(&found.article);
        }
        on
    };
    for event in &account.events {
        let on = of(&mut event.mentions.iter().chain([&event.what]));
        compared.of(on, |shared| shared.events.push(event.clone()));
    }
    for quote in &account.quotes {
        let on = of(&mut quote.renderings.iter().map(|rendering| &rendering.context));
        compared.of(on, |shared| shared.quotes.push(quote.clone()));
    }
    for fact in &account.facts {
        let support = fact.support.iter().map(|support| &support.evidence);
        let others = fact.conflicts.iter().chain(&fact.confirmed_by).chain(&fact.denied_by);
        let on = of(&mut support.chain(others).chain([&fact.statement]));
        compared.of(on, |shared| shared.facts.push(fact.clone()));
    }
    for position in &account.positions {
        let on = of(&mut position.held.iter().map(|held| &held.sentence));
        compared.of(on, |shared| shared.positions.push(position.clone()));
    }
    compared.keep_evidence();
    compared
}

/// The sentences that both have word for word, and those that one alone has. Of two reports that share one text, these
/// are all others; else those that the account found nothing like.
fn sentences(account: &Account, readings: &[Reading], sides: &[Side; 2]) -> Compared {
    let of = |side: &Side| -> Vec<Sentence> {
        readings
            .iter()
            .filter(|reading| side.articles.contains(&reading.article.id.0))
            .flat_map(body)
            .collect()
    };
    let (a, b) = (of(&sides[0]), of(&sides[1]));
    let in_b: BTreeMap<String, &Sentence> =
        b.iter().rev().map(|sentence| (squeezed(&sentence.exact), sentence)).collect();
    let in_a: BTreeSet<String> = a.iter().map(|sentence| squeezed(&sentence.exact)).collect();
    let is_copy = readings.len() == 2
        && account
            .families
            .iter()
            .any(|family| readings.iter().all(|reading| family.articles.contains(&reading.article.id.0)));
    let evidence: HashMap<&EvidenceId, &tell::Evidence> =
        account.evidence.iter().map(|evidence| (&evidence.id, evidence)).collect();
    let alone: BTreeSet<(&str, usize)> = account
        .only_in
        .iter()
        .filter_map(|only| evidence.get(&only.evidence))
        .map(|evidence| (evidence.article.as_str(), evidence.sentence))
        .collect();
    let told =
        |sentence: &&Sentence| is_copy || alone.contains(&(sentence.article.as_str(), sentence.number));
    let only = |sentences: &[Sentence], is_shared: &dyn Fn(&str) -> bool| Shared {
        sentences: sentences
            .iter()
            .filter(|sentence| !is_shared(&squeezed(&sentence.exact)))
            .filter(told)
            .cloned()
            .collect(),
        ..Shared::default()
    };
    let mut seen = BTreeSet::new();
    let same = |a: &Sentence| {
        let words = squeezed(&a.exact);
        let b = in_b.get(&words)?;
        // Once, also where several reports of the side have it.
        seen.insert(words).then(|| Same { a: a.clone(), b: (*b).clone() })
    };
    let [of_a, of_b] = sides;
    Compared {
        a: of_a.called.clone(),
        b: of_b.called.clone(),
        articles_a: of_a.articles.iter().cloned().collect(),
        articles_b: of_b.articles.iter().cloned().collect(),
        word_for_word: a.iter().filter_map(same).collect(),
        both: Shared::default(),
        only_a: only(&a, &|words| in_b.contains_key(words)),
        only_b: only(&b, &|words| in_a.contains(words)),
        evidence: Vec::new(),
        reports: Vec::new(),
    }
}

/// The sentences of a report, without headings and debris.
fn body(reading: &Reading) -> Vec<Sentence> {
    let points = CodePoints::new(&reading.article.text);
    let sentences = reading.sentences.iter().enumerate();
    sentences
        .filter(|(_, sentence)| sentence.kind == SentenceKind::Body)
        .map(|(index, sentence)| Sentence::of(reading, &points, index, sentence.span))
        .collect()
}

impl Compared {
    /// Its evidence, to be cited from the library.
    pub fn citing(&self, library: &Library) -> Citing<'_> {
        Citing::of(library, &self.reports, &self.evidence)
    }

    /// Puts an entry where it belongs that is on these sides; one that is on neither, nowhere.
    fn of(&mut self, (a, b): (bool, bool), put: impl FnOnce(&mut Shared)) {
        match (a, b) {
            (true, true) => put(&mut self.both),
            (true, false) => put(&mut self.only_a),
            (false, true) => put(&mut self.only_b),
            (false, false) => {}
        }
    }

    /// Drops the evidence of reports that are on neither side and that no entry names.
    fn keep_evidence(&mut self) {
        let own: BTreeSet<String> = self.articles_a.iter().chain(&self.articles_b).cloned().collect();
        let named = self.named();
        self.evidence.retain(|one| own.contains(&one.article) || named.contains(&one.id));
    }

    /// All evidence that the entries name.
    fn named(&self) -> BTreeSet<EvidenceId> {
        fn ids(value: &serde_json::Value, into: &mut BTreeSet<EvidenceId>) {
            match value {
                serde_json::Value::String(words) => {
                    into.insert(EvidenceId(words.clone()));
                }
                serde_json::Value::Array(all) => all.iter().for_each(|one| ids(one, into)),
                serde_json::Value::Object(all) => all.values().for_each(|one| ids(one, into)),
                _ => {}
            }
        }
        let mut into = BTreeSet::new();
        for shared in [&self.both, &self.only_a, &self.only_b] {
            ids(&serde_json::json!(shared), &mut into);
        }
        into
    }
}
