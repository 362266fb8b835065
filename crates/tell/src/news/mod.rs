//! What of an account is new to a reader.

mod line;
mod rule;
mod since;

pub use line::{NewsKind, NewsLine};
pub(crate) use rule::{New, Repeated};
pub use since::since;

use crate::account::{Account, Counts, EvidenceId};
use article::PartialDate;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// What of an account is new to one who has not seen some of its reports: places in its lists, each from 0 and in order.
///
/// An entry is new when a sentence it rests on is: one of a new report that does not merely repeat reports the reader has seen. It is
/// the rule by which an account since a day is made ([`Options::since`](crate::Options::since)).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct News {
    /// Of `articles`: the new reports, whatever they say.
    pub articles: Vec<usize>,
    /// Of `brief`.
    pub brief: Vec<usize>,
    /// Of `events`.
    pub events: Vec<usize>,
    /// Of `timeline`.
    pub timeline: Vec<usize>,
    /// Of `quotes`.
    pub quotes: Vec<usize>,
    /// Of `facts`.
    pub facts: Vec<usize>,
    /// Of `positions`.
    pub positions: Vec<usize>,
    /// Of `only_in`.
    pub only_in: Vec<usize>,
    /// Of `revisions`: those whose later version is a new report.
    pub revisions: Vec<usize>,
    /// The evidence that says something new.
    pub evidence: BTreeSet<EvidenceId>,
    /// How many entries of each list are new; those of `brief`, which stand for others, are not counted.
    pub counts: Counts,
}

impl News {
    /// What of `account` is new when the articles with these ids are. Ids of no report of the account change nothing.
    pub fn of(account: &Account, articles: &BTreeSet<String>) -> Self {
        let rule = New::of(articles.iter().map(String::as_str));
        let says = account.evidence.iter().filter(|one| rule.says(&one.article, &one.repeats));
        let mut news = Self { evidence: says.map(|one| one.id.clone()).collect(), ..Self::default() };
        news.articles = places(&account.articles, |article| rule.report(&article.id));
        news.brief = places(&account.brief, |line| news.tells(line.rests_on()));
        news.events = places(&account.events, |event| news.tells(event.rests_on()));
        news.timeline = places(&account.timeline, |day| news.tells(day.rests_on()));
        news.quotes = places(&account.quotes, |quote| news.tells(quote.rests_on()));
        news.facts = places(&account.facts, |fact| news.tells(fact.rests_on()));
        news.positions = places(&account.positions, |position| news.tells(position.rests_on()));
        news.only_in = places(&account.only_in, |only| news.tells(only.rests_on()));
        news.revisions = places(&account.revisions, |revision| rule.report(&revision.after));
        news.counts = Counts {
            events: news.events.len(),
            timeline: news.timeline.len(),
            quotes: news.quotes.len(),
            positions: news.positions.len(),
            only_in: news.only_in.len(),
            revisions: news.revisions.len(),
            ..Counts::default()
        };
        for fact in news.facts.iter().filter_map(|at| account.facts.get(*at)) {
            *news.counts.of_facts(fact.standing) += 1;
        }
        news
    }

    /// What of `account` is new since a day: see [`since`](since()).
    pub fn since(account: &Account, day: PartialDate) -> Self {
        Self::of(account, &since(account, day).articles.into_iter().collect())
    }

    /// Whether no entry is new. A new report that says nothing new makes none.
    pub fn is_empty(&self) -> bool {
        self.counts.all() == 0 && self.brief.is_empty()
    }

    /// What is new in one line: the one entry that tells most, in the words of a new report. `None` when nothing is new that words of
    /// a report show.
    pub fn line(&self, account: &Account) -> Option<NewsLine> {
        line::line(self, account)
    }

    /// Whether one of these pieces of evidence says something new.
    pub(crate) fn tells<'e>(&self, mut ids: impl Iterator<Item = &'e EvidenceId>) -> bool {
        ids.any(|id| self.evidence.contains(id))
    }
}

/// The places of those of a list that are new.
fn places<T>(list: &[T], new: impl Fn(&T) -> bool) -> Vec<usize> {
    list.iter().enumerate().filter(|(_, one)| new(one)).map(|(at, _)| at).collect()
}
