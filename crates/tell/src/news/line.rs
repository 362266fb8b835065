//! What is new in a story, in one line.

use super::News;
use crate::account::{
    Account, BriefLine, Event, Evidence, EvidenceId, Fact, Position, Quote, Revision, TimelineDay,
};
use crate::labels;
use crate::safe;
use crate::view::View;
use read::AttributionKind;
use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use weave::Standing;

/// What is new in a story, in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NewsLine {
    /// What it tells.
    pub kind: NewsKind,
    /// The same in a few words of ours: `moved: rejects → accepts`, `planned → happened`, `disputed`.
    pub label: String,
    /// Whom or what it is about, by a name of the account: the party and issue, the speaker, what is counted. Safe to show, on one line.
    pub about: Option<String>,
    /// Words of a new report. Safe to show, on one line.
    pub words: String,
    /// Where they stand.
    pub evidence: EvidenceId,
    /// The report.
    pub article: String,
    /// The number of their sentence in it, from 1.
    pub sentence: usize,
}

/// What a line of news tells, what tells most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewsKind {
    /// A party moved from one stance to another.
    Moved,
    /// A fact is disputed, superseded or denied, and a new report has a say in that.
    Disputed,
    /// A fact is agreed on that was not without the new reports.
    Agreed,
    /// An event has another status than before, or was not known before.
    Event,
    /// Something was said.
    Quotation,
    /// One report alone has it.
    Alone,
    /// Any other entry: a day of the time line, a version of a page, more of what was known.
    Other,
}

/// The most telling of the new entries of `account`.
pub(super) fn line(news: &News, account: &Account) -> Option<NewsLine> {
    let telling = Telling { news, account, view: View::new(account) };
    [
        Telling::moved,
        Telling::disputed,
        Telling::agreed,
        Telling::event,
        Telling::quotation,
        Telling::alone,
        Telling::other,
    ]
    .iter()
    .find_map(|of| of(&telling))
}

struct Telling<'a> {
    news: &'a News,
    account: &'a Account,
    view: View<'a>,
}

impl<'a> Telling<'a> {
    fn is_new(&self, id: &EvidenceId) -> bool {
        self.news.evidence.contains(id)
    }

    /// The first of these that says something new.
    fn first_new<'e>(&self, ids: impl IntoIterator<Item = &'e EvidenceId>) -> Option<&'e EvidenceId> {
        ids.into_iter().find(|id| self.is_new(id))
    }

    fn told(&self, kind: NewsKind, label: impl Into<String>, words: &EvidenceId) -> Option<NewsLine> {
        let Evidence { id, article, exact, sentence, .. } = self.view.evidence(words)?;
        Some(NewsLine {
            kind,
            label: label.into(),
            about: None,
            words: safe::one_line(exact),
            evidence: id.clone(),
            article: article.clone(),
            sentence: *sentence,
        })
    }

    fn moved(&self) -> Option<NewsLine> {
        let positions = of(&self.account.positions, &self.news.positions);
        let moves = positions.flat_map(|position| {
            position.changes.iter().filter_map(move |change| {
                Some((position, position.held.get(change.from)?, position.held.get(change.to)?))
            })
        });
        // Of several the latest.
        let (position, from, to) = moves
            .filter(|(_, _, to)| self.is_new(&to.sentence))
            .max_by_key(|(_, _, to)| self.view.number(&to.article))?;
        let label =
            format!("{}: {} → {}", labels::MOVED, labels::stance(from.stance), labels::stance(to.stance));
        Some(about(self.told(NewsKind::Moved, label, &to.sentence)?, &whose(position)))
    }

    fn disputed(&self) -> Option<NewsLine> {
        let facts = of(&self.account.facts, &self.news.facts);
        let open = facts.filter(|fact| {
            matches!(fact.standing, Standing::Disputed | Standing::Superseded)
                || self.news.tells(fact.denied_by.iter())
        });
        let fact = first_of_most(open, |fact| fact.independence.at_most)?;
        let denied = self.first_new(&fact.denied_by);
        let label = if denied.is_some() { labels::DENIED } else { labels::standing(fact.standing) };
        self.fact(NewsKind::Disputed, label, fact, denied.or_else(|| self.first_new(&fact.conflicts)))
    }

    fn agreed(&self) -> Option<NewsLine> {
        let agreed = of(&self.account.facts, &self.news.facts);
        let newly = agreed.filter(|fact| fact.standing == Standing::Agreed && self.newly(fact));
        let fact = first_of_most(newly, |fact| fact.independence.at_most)?;
        self.fact(NewsKind::Agreed, labels::standing(fact.standing), fact, None)
    }

    /// Whether the reports that are not new could not agree on it: those that state it share one text.
    fn newly(&self, fact: &Fact) -> bool {
        let old = fact.support.iter().map(|support| &support.evidence).filter(|id| !self.is_new(id));
        let families: BTreeSet<usize> =
            old.filter_map(|id| Some(self.view.article(&self.view.evidence(id)?.article)?.family)).collect();
        families.len() < 2
    }

    /// A line of a fact: with the words wanted, else a new sentence that states it, else the new one around a value of it.
    fn fact(
        &self,
        kind: NewsKind,
        label: &str,
        fact: &Fact,
        wanted: Option<&EvidenceId>,
    ) -> Option<NewsLine> {
        let stated = || {
            let support = fact.support.iter().map(|support| &support.evidence);
            self.first_new(std::iter::once(&fact.statement).chain(support).chain(&fact.confirmed_by))
        };
        let valued = || {
            let value = self.view.evidence(self.first_new(fact.rests_on())?)?;
            let whole = self.view.fullest(self.view.number(&value.article), value.sentence);
            Some(whole.filter(|whole| self.is_new(&whole.id)).map_or(&value.id, |whole| &whole.id))
        };
        let line = self.told(kind, label, wanted.or_else(stated).or_else(valued)?)?;
        Some(fact.figure.iter().fold(line, |line, figure| about(line, &figure.counts)))
    }

    fn event(&self) -> Option<NewsLine> {
        let events = || of(&self.account.events, &self.news.events);
        let changed = events().filter_map(|event| Some((event, self.before(event)?)));
        if let Some((event, before)) = first_of_most(changed, |(event, _)| event.independence.at_most) {
            let label = format!("{} → {}", labels::status(before), labels::status(event.status));
            let now = event.statuses.iter().filter(|status| status.status == event.status);
            let now = now.map(|status| &status.evidence);
            return self.told(
                NewsKind::Event,
                label,
                self.first_new(std::iter::once(&event.what).chain(now))?,
            );
        }
        let unknown = events().filter(|event| event.mentions.iter().all(|id| self.is_new(id)));
        let event = first_of_most(unknown, |event| event.independence.at_most)?;
        let words = self.first_new(std::iter::once(&event.what).chain(&event.mentions))?;
        self.told(NewsKind::Event, labels::status(event.status), words)
    }

    /// The status of an event as the reports that are not new had it last; `None` when none says, or when they had the present one.
    fn before(&self, event: &Event) -> Option<read::EventStatus> {
        let old = event.statuses.iter().filter(|status| !self.is_new(&status.evidence));
        let before: Vec<read::EventStatus> = old.map(|status| status.status).collect();
        before.last().copied().filter(|_| !before.contains(&event.status))
    }

    fn quotation(&self) -> Option<NewsLine> {
        // What nobody had before comes before what more reports have now; one whose speaker is known before one whose is not.
        let quote = of(&self.account.quotes, &self.news.quotes).min_by_key(|quote| {
            let known = quote.rests_on().any(|context| !self.is_new(context));
            (known, quote.name.is_none())
        })?;
        let rendering = quote.renderings.iter().find(|rendering| self.is_new(&rendering.context))?;
        let piece = rendering.pieces.first().filter(|_| rendering.kind == AttributionKind::Direct);
        let line = self.told(NewsKind::Quotation, labels::SAID, piece.unwrap_or(&rendering.context))?;
        Some(about(line, self.speaker(quote)))
    }

    fn speaker(&self, quote: &'a Quote) -> &'a str {
        let source = quote.source.as_ref().map_or("", |source| self.view.words(source));
        quote.name.as_deref().unwrap_or(source)
    }

    fn alone(&self) -> Option<NewsLine> {
        let only = of(&self.account.only_in, &self.news.only_in).map(|only| &only.evidence);
        let facts = of(&self.account.facts, &self.news.facts);
        let facts = facts.filter(|fact| fact.standing == Standing::Single).map(|fact| &fact.statement);
        self.told(NewsKind::Alone, labels::ALONE.text, self.first_new(only.chain(facts))?)
    }

    fn other(&self) -> Option<NewsLine> {
        let (account, news) = (self.account, self.news);
        let told =
            |heading: labels::Heading, id: Option<&EvidenceId>| self.told(NewsKind::Other, heading.text, id?);
        let events = of(&account.events, &news.events).flat_map(Event::rests_on);
        let positions = of(&account.positions, &news.positions).flat_map(Position::rests_on);
        let facts = of(&account.facts, &news.facts).flat_map(Fact::rests_on);
        let revisions = of(&account.revisions, &news.revisions).flat_map(Revision::evidence);
        let days = of(&account.timeline, &news.timeline).flat_map(TimelineDay::rests_on);
        let brief = of(&account.brief, &news.brief).flat_map(BriefLine::rests_on);
        told(labels::REVISIONS, self.first_new(revisions))
            .or_else(|| told(labels::EVENTS, self.first_new(events)))
            .or_else(|| told(labels::POSITIONS, self.first_new(positions)))
            .or_else(|| told(labels::AGREED, self.first_new(facts)))
            .or_else(|| told(labels::TIMELINE, self.first_new(days)))
            .or_else(|| told(labels::BRIEF, self.first_new(brief)))
    }
}

/// The entries at these places.
fn of<'a, T>(list: &'a [T], places: &'a [usize]) -> impl Iterator<Item = &'a T> {
    places.iter().filter_map(|at| list.get(*at))
}

/// The first of those with the highest number.
fn first_of_most<T>(all: impl Iterator<Item = T>, number: impl Fn(&T) -> usize) -> Option<T> {
    all.enumerate().max_by_key(|(at, one)| (number(one), Reverse(*at))).map(|(_, one)| one)
}

fn about(line: NewsLine, words: &str) -> NewsLine {
    let words = safe::one_line(words);
    NewsLine { about: (!words.is_empty()).then_some(words), ..line }
}

fn whose(position: &Position) -> String {
    format!("{}, {}", position.party, position.issue)
}
