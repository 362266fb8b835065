//! The account of a story, part by part.

use super::{Paging, date};
use crate::entries::{
    AloneEntry, DayEntry, EdgeEntry, EventEntry, FactEntry, FamilyEntry, PersonEntry, PositionEntry,
    QuotationEntry, ReportEntry, RevisionEntry,
};
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use desk::{Citing, DeskError, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tell::{Account, News, Standing};

/// Gives one part of the account of a story.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetAccount {
    /// The story, by its number.
    story: i64,
    /// Which part.
    part: Part,
    /// Only what is new since this day: YYYY, YYYY-MM or YYYY-MM-DD.
    since: Option<String>,
    /// Of the part facts only those of this standing.
    standing: Option<Standing>,
    #[serde(flatten)]
    paging: Paging,
}

/// A part of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// What happened, is planned, asked for or denied.
    Events,
    /// The same day by day.
    Days,
    /// Who said what, as all reports give it.
    Quotations,
    /// What is stated, and its standing.
    Facts,
    /// What each party wants, and how that moved.
    Positions,
    /// Sentences that one report alone has.
    Alone,
    /// What later versions of a page changed.
    Revisions,
    /// The people, organisations and groups.
    People,
    /// The reports.
    Reports,
    /// Reports that share one text.
    Families,
    /// Which report stands on which other, or on which outlet.
    Lineage,
}

/// Some of one part of an account.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AccountAnswer {
    /// The story.
    story: i64,
    /// How many entries the part has, of those that were asked for.
    total: usize,
    /// The entries, in the order of the account.
    #[serde(flatten)]
    entries: Entries,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// The entries of the part that was asked for.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Entries {
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<DayEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quotations: Option<Vec<QuotationEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Vec<FactEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    positions: Option<Vec<PositionEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alone: Option<Vec<AloneEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revisions: Option<Vec<RevisionEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<Vec<PersonEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<ReportEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    families: Option<Vec<FamilyEntry>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lineage: Option<Vec<EdgeEntry>>,
}

impl Question for GetAccount {
    const NAME: &'static str = "get_account";
    const TITLE: &'static str = "A part of the account of a story";
    const ABOUT: &'static str = "Gives one part of the account of a story, each entry with the sentences that show it: events, days, \
                                 quotations, facts (agreed, single, disputed, superseded), positions, alone, revisions, people, reports, \
                                 families, lineage. With since, only what is new since a day.";
    type Answer = AccountAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<AccountAnswer>, DeskError> {
        let since = self.since.as_deref().map(|day| date("since", day)).transpose()?;
        if since.is_some() && matches!(self.part, Part::People | Part::Families | Part::Lineage) {
            return Err(DeskError::new("people, families and lineage are given whole, whenever they came")
                .hint("leave since out"));
        }
        let answer = shelf.ask(|library| {
            let told = shelf.told(library, self.story)?;
            let account = &told.account;
            let news = since.map(|day| News::since(account, day));
            let taking = Taking { question: &self, citing: Citing::new(library, account), total: 0 };
            Ok(taking.of(account, news.as_ref()))
        })?;
        let what = desk::name_of(&self.part);
        let new = if since.is_some() { " new" } else { "" };
        let says = format!(
            "{} in the part {what}.",
            count(answer.total, format!("{new} entry").trim_start(), format!("{new} entries").trim_start())
        );
        Ok(Answered { says, answer })
    }
}

/// Takes what was asked for out of an account.
struct Taking<'a> {
    question: &'a GetAccount,
    citing: Citing<'a>,
    total: usize,
}

impl Taking<'_> {
    fn of(mut self, account: &Account, news: Option<&News>) -> AccountAnswer {
        let mut entries = Entries::default();
        let place = |of: fn(&News) -> &Vec<usize>| news.map(of);
        match self.question.part {
            Part::Events => {
                entries.events = Some(self.take(&account.events, place(|news| &news.events), EventEntry::of));
            }
            Part::Days => {
                entries.days = Some(self.take(&account.timeline, place(|news| &news.timeline), DayEntry::of));
            }
            Part::Quotations => {
                entries.quotations =
                    Some(self.take(&account.quotes, place(|news| &news.quotes), QuotationEntry::of));
            }
            Part::Facts => {
                let standing = self.question.standing;
                let is_of = |at: &usize| {
                    let fact = account.facts.get(*at);
                    standing.is_none_or(|standing| fact.is_some_and(|fact| fact.standing == standing))
                };
                let new = news.map(|news| news.facts.clone());
                let places: Vec<usize> = new
                    .unwrap_or_else(|| (0..account.facts.len()).collect())
                    .into_iter()
                    .filter(is_of)
                    .collect();
                entries.facts = Some(self.take(&account.facts, Some(&places), FactEntry::of));
            }
            Part::Positions => {
                entries.positions =
                    Some(self.take(&account.positions, place(|news| &news.positions), PositionEntry::of));
            }
            Part::Alone => {
                entries.alone =
                    Some(self.take(&account.only_in, place(|news| &news.only_in), AloneEntry::of));
            }
            Part::Revisions => {
                entries.revisions =
                    Some(self.take(&account.revisions, place(|news| &news.revisions), |citing, revision| {
                        Some(RevisionEntry::of(citing, revision))
                    }));
            }
            Part::People => {
                entries.people =
                    Some(self.take(&account.people, None, |citing, one| Some(PersonEntry::of(citing, one))));
            }
            Part::Reports => {
                entries.reports =
                    Some(self.take(&account.articles, place(|news| &news.articles), |citing, one| {
                        Some(ReportEntry::of(citing, one))
                    }));
            }
            Part::Families => {
                entries.families = Some(
                    self.take(&account.families, None, |citing, one| Some(FamilyEntry::of(citing, one))),
                );
            }
            Part::Lineage => {
                entries.lineage = Some(
                    self.take(&account.lineage.edges, None, |citing, one| Some(EdgeEntry::of(citing, one))),
                );
            }
        }
        let question = self.question;
        let given = question.paging.limit().min(self.total.saturating_sub(question.paging.after()));
        AccountAnswer {
            story: question.story,
            total: self.total,
            entries,
            next: question.paging.next(given, self.total),
        }
    }

    /// The entries of a list that were asked for; of `places` where that is given.
    fn take<T, E>(
        &mut self,
        list: &[T],
        places: Option<&Vec<usize>>,
        entry: impl Fn(&Citing<'_>, &T) -> Option<E>,
    ) -> Vec<E> {
        let (from, most) = (self.question.paging.after(), self.question.paging.limit());
        let chosen: Vec<&T> = match places {
            Some(places) => places.iter().filter_map(|at| list.get(*at)).collect(),
            None => list.iter().collect(),
        };
        self.total = chosen.len();
        chosen.into_iter().skip(from).take(most).filter_map(|one| entry(&self.citing, one)).collect()
    }
}
