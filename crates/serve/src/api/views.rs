//! What pages show and programs get: one function for both.

use crate::app::Shared;
use crate::cursor::Cursor;
use crate::jobs::Quiet;
use crate::pages::Visit;
use crate::problem::Problem;
use article::PartialDate;
use axum::http::StatusCode;
use desk::compare::{Compared, Comparison};
use desk::corrections::{self, Asked, Kept};
use desk::people::PersonView;
use desk::search::{Found, FoundArticles};
use desk::stories::StoryLine;
use desk::{DeskError, FactHit, Finds, QuotationHit, Summary, Teller, Told, Work};
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{ArticleKey, Library, SearchQuery, State, StoryFilter, StoryId};
use tell::{News, Standing};

/// So many items has a page of a list unless another number is asked for.
pub(crate) const PAGE: usize = 30;

/// No more than so many.
const MOST: usize = 200;

/// So many stories that moved are listed first.
const MOVED: usize = 30;

/// A reader who looks at a story again within so many minutes has not gone in between.
const SAME_LOOK: i64 = 30;

/// Stories, those that moved since the reader last looked at them first.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct StoriesView {
    /// How many stories there are that are like that.
    pub(crate) total: usize,
    /// Those that moved since this reader last looked at them; on the first page of a list without filters.
    pub(crate) moved: Vec<StoryItem>,
    /// The stories, the latest first.
    pub(crate) stories: Vec<StoryItem>,
    /// What to give as `after` for the next page.
    pub(crate) next: Option<String>,
}

/// A story in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct StoryItem {
    /// The story.
    #[serde(flatten)]
    pub(crate) story: StoryLine,
    /// What it comes to; nothing while it waits to be told.
    pub(crate) summary: Option<Summary>,
    /// How many reports came since this reader last looked at it.
    pub(crate) new_reports: usize,
    /// What is new in one line, else what it is about.
    pub(crate) line: Option<LineView>,
}

/// A sentence of a report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct LineView {
    /// What is new about it; empty when nothing is.
    pub(crate) label: String,
    /// The words of the report.
    pub(crate) words: String,
    /// The id of the report.
    pub(crate) article: String,
    /// Its key.
    pub(crate) key: Option<i64>,
    /// Its outlet.
    pub(crate) outlet: Option<String>,
    /// The number, from 1, of the sentence.
    pub(crate) sentence: usize,
}

/// The stories that a query asks for.
pub(crate) fn stories(app: &Shared, library: &Library, visit: &Visit) -> Result<StoriesView, Problem> {
    let cursor = Cursor::of(visit.get("after"))?;
    let at_least = number(visit, "at_least")?.unwrap_or(1);
    let filter =
        StoryFilter { articles: articles(visit)?, at_least, limit: limit(visit)?, offset: cursor.offset };
    let is_all = filter.articles == SearchQuery::default() && at_least <= 1;
    let list = desk::stories::list(library, &filter, false)?;
    let teller = app.teller();
    let moved = if is_all && cursor.offset == 0 { library.moved(visit.who.id, MOVED)? } else { Vec::new() };
    let mut first = Vec::with_capacity(moved.len());
    for id in moved {
        let row = library.story_row(id).map_err(Problem::from);
        first.extend(there(row.and_then(|row| item(&teller, library, visit, StoryLine::of(row))))?);
    }
    let next = cursor.next(list.stories.len(), list.total);
    let mut stories = Vec::with_capacity(list.stories.len());
    for story in list.stories {
        stories.extend(there(item(&teller, library, visit, story))?);
    }
    Ok(StoriesView { total: list.total, moved: first, stories, next })
}

/// What is there; nothing of a story that became part of another while the list was made.
fn there<T>(found: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match found {
        Err(problem) if problem.code() == StatusCode::NOT_FOUND => Ok(None),
        other => other.map(Some),
    }
}

fn item(teller: &Teller, library: &Library, visit: &Visit, story: StoryLine) -> Result<StoryItem, Problem> {
    let id = StoryId(story.id);
    let looks = library.looks(visit.who.id, &[id])?;
    let new: Vec<_> = match looks.get(&id) {
        Some(look) => library.added_since(id, &look.at)?,
        None => Vec::new(),
    };
    let mut summary = teller.summary(library, id)?;
    let mut line = None;
    if !new.is_empty()
        && let Some(told) = teller.story_at_hand(library, id)?
    {
        let ids: Result<BTreeSet<String>, _> =
            new.iter().map(|key| library.id(*key).map(|id| id.0)).collect();
        let news = News::of(&told.account, &ids?);
        line = news.line(&told.account).map(|line| LineView {
            label: line.about.as_ref().map_or(line.label.clone(), |about| format!("{}: {about}", line.label)),
            words: line.words,
            key: None,
            outlet: None,
            article: line.article,
            sentence: line.sentence,
        });
    }
    if summary.is_none() {
        summary = teller.story_at_hand(library, id)?.map(|told| told.summary.clone());
    }
    if line.is_none() {
        line = summary.as_ref().and_then(|summary| summary.lead.as_ref()).map(|lead| LineView {
            label: String::new(),
            words: lead.exact.clone(),
            key: None,
            outlet: None,
            article: lead.article.clone(),
            sentence: lead.sentence,
        });
    }
    if let Some(line) = &mut line
        && let Some(key) = library.find(&article::ArticleId(line.article.clone()))?
    {
        line.key = Some(key.0);
        line.outlet = library.article_with_corrections(key)?.outlet.map(|outlet| outlet.0);
    }
    Ok(StoryItem { story, summary, new_reports: new.len(), line })
}

/// A story, told, with what is new in it to this reader.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct StoryView {
    /// The story, as in a list.
    pub(crate) story: StoryLine,
    /// Since when something counts as new: a moment in UTC, or the day that was asked for.
    pub(crate) since: Option<String>,
    /// What is new since then.
    pub(crate) news: Option<News>,
    /// It in a few lines: an account of its own.
    #[serde(serialize_with = "brief")]
    #[schemars(with = "tell::Account")]
    pub(crate) brief: Arc<Told>,
    /// The state that it is told in.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) state: State,
    /// All of it.
    #[serde(serialize_with = "account")]
    #[schemars(with = "tell::Account")]
    pub(crate) account: Arc<Told>,
}

fn brief<S: serde::Serializer>(told: &Arc<Told>, out: S) -> Result<S::Ok, S::Error> {
    told.brief.serialize(out)
}

fn account<S: serde::Serializer>(told: &Arc<Told>, out: S) -> Result<S::Ok, S::Error> {
    told.account.serialize(out)
}

/// A story. `since` is a day, `last` for the reader's last look but this, or `never`; without it, the last look.
pub(crate) fn story(app: &Shared, library: &Library, visit: &Visit, id: i64) -> Result<StoryView, Problem> {
    let id = StoryId(id);
    let line = StoryLine::of(library.story_row(id)?);
    let state = library.story_state(id)?;
    let told = app.teller().story(library, id)?;
    let (since, new) = match visit.get("since") {
        Some("never") => (None, None),
        None | Some("last") => {
            let look = library.looks(visit.who.id, &[id])?.remove(&id);
            let since = look.map(|look| if is_recent(&look.at) { look.before } else { Some(look.at) });
            match since.flatten() {
                Some(since) => {
                    let keys = library.added_since(id, &since)?;
                    let ids: Result<BTreeSet<String>, _> =
                        keys.iter().map(|key| library.id(*key).map(|id| id.0)).collect();
                    (Some(since), Some(ids?))
                }
                None => (None, None),
            }
        }
        Some(day) => {
            let day = date("since", day)?;
            let new = tell::since(&told.account, day).articles;
            (Some(day.to_string()), Some(new.into_iter().collect()))
        }
    };
    let news = new.map(|new| News::of(&told.account, &new));
    Ok(StoryView { story: line, since, news, brief: told.clone(), state, account: told })
}

/// Since when a look is still the one that goes on.
pub(crate) fn same_look() -> String {
    let since = Timestamp::now() - SignedDuration::from_mins(SAME_LOOK);
    since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn is_recent(look: &str) -> bool {
    look >= same_look().as_str()
}

/// The articles that a query asks for.
pub(crate) fn articles(visit: &Visit) -> Result<SearchQuery, Problem> {
    let text = |name: &str| visit.get(name).map(str::to_owned);
    let day = |name: &str| visit.get(name).map(|day| date(name, day)).transpose();
    // One beyond all numbers is one that no story has.
    let story = number(visit, "story")?.map(|story| StoryId(i64::try_from(story).unwrap_or(i64::MAX)));
    Ok(SearchQuery {
        words: visit.get("q").unwrap_or_default().to_owned(),
        outlet: text("outlet"),
        person: text("person"),
        place: text("place"),
        language: text("language"),
        named: text("named"),
        called: text("called"),
        speaker: text("speaker"),
        story,
        from: day("from")?.map(PartialDate::first_day),
        to: day("to")?.map(PartialDate::last_day),
        limit: 0,
        offset: 0,
    })
}

/// A day of a query.
pub(crate) fn date(name: &str, day: &str) -> Result<PartialDate, Problem> {
    day.parse().map_err(|error: article::DateError| Problem::unfit(format!("{name}={day}: {error}")))
}

/// A number of a query.
pub(crate) fn number(visit: &Visit, name: &str) -> Result<Option<usize>, Problem> {
    let Some(given) = visit.get(name) else { return Ok(None) };
    // As large as a number of the library can be, and no larger.
    let number = given.parse::<i64>().ok().and_then(|number| usize::try_from(number).ok());
    number.map(Some).ok_or_else(|| Problem::bad(format!("{name}={given}: that is no number from 0 on")))
}

/// How many items a page of a list has.
pub(crate) fn limit(visit: &Visit) -> Result<usize, Problem> {
    Ok(number(visit, "limit")?.unwrap_or(PAGE).clamp(1, MOST))
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "in", rename_all = "snake_case")]
pub(crate) enum SearchView {
    /// Articles.
    Articles {
        /// How many in all.
        total: usize,
        /// How many words at the end of the query were not looked for, as there were too many.
        words_left_out: usize,
        /// The best first when words were asked for, else the latest.
        articles: Vec<Found>,
        /// What to give as `after` for the next page.
        next: Option<String>,
    },
    /// Quotations and claims.
    Quotations {
        /// How many articles were looked through for this page.
        looked_through: usize,
        /// The quotations, those of the best articles first.
        quotations: Vec<QuotationHit>,
        /// What to give as `after` to go on.
        next: Option<String>,
    },
    /// Facts.
    Facts {
        /// How many stories were looked through for this page.
        looked_through: usize,
        /// The facts, those of the latest stories first.
        facts: Vec<FactHit>,
        /// What to give as `after` to go on.
        next: Option<String>,
    },
}

/// A search: `in` articles (else), quotations or facts.
pub(crate) fn search(app: &Shared, library: &Library, visit: &Visit) -> Result<SearchView, Problem> {
    let cursor = Cursor::of(visit.get("after"))?;
    let (query, limit) = (articles(visit)?, limit(visit)?);
    let standing = standing(visit)?;
    let further = |next: Option<usize>| next.map(|offset| Cursor { offset }.text());
    match visit.get("in").unwrap_or("articles") {
        "articles" => {
            let query = SearchQuery { limit, offset: cursor.offset, ..query };
            let found = desk::search(library, &query)?;
            let next = cursor.next(found.articles.len(), found.total);
            let FoundArticles { total, words_left_out, articles } = found;
            Ok(SearchView::Articles { total, words_left_out, articles, next })
        }
        "quotations" => {
            let Finds { found, looked_through, next } =
                desk::quotations(library, &query, cursor.offset, limit)?;
            Ok(SearchView::Quotations { looked_through, quotations: found, next: further(next) })
        }
        "facts" => {
            let finds = desk::facts(library, &app.teller(), &query, standing, cursor.offset, limit)?;
            let Finds { found, looked_through, next } = finds;
            Ok(SearchView::Facts { looked_through, facts: found, next: further(next) })
        }
        other => Err(Problem::bad(format!("in={other}: search in articles, quotations or facts"))),
    }
}

/// The standing of facts in a query.
pub(crate) fn standing(visit: &Visit) -> Result<Option<Standing>, Problem> {
    let given = visit.get("standing").map(str::parse::<Standing>).transpose();
    given.map_err(|error| Problem::bad(format!("standing: {error}")))
}

/// The key of an article in a query.
fn key(visit: &Visit, name: &str) -> Result<ArticleKey, Problem> {
    let given = visit.get(name).ok_or_else(|| {
        Problem::bad(format!("{name} is missing")).hint("name two articles by their keys: a=1&b=2")
    })?;
    given
        .parse()
        .map(ArticleKey)
        .map_err(|_| Problem::bad(format!("{name}={given}: an article has a number as its key")))
}

/// Two articles, `a` and `b` by their keys, compared.
pub(crate) fn comparison(app: &Shared, library: &Library, visit: &Visit) -> Result<Comparison, Problem> {
    let (a, b) = (library.id(key(visit, "a")?)?, library.id(key(visit, "b")?)?);
    Ok(desk::compare(library, &app.teller(), &a, &b)?)
}

/// Two outlets of a story, `a` and `b` by name, or two moments, `day` and if wanted `until`.
pub(crate) fn story_comparison(
    app: &Shared,
    library: &Library,
    visit: &Visit,
    id: i64,
) -> Result<Compared, Problem> {
    let id = StoryId(id);
    match (visit.get("a"), visit.get("b"), visit.get("day")) {
        (Some(a), Some(b), _) => Ok(desk::compare::outlets(library, &app.teller(), id, a, b)?),
        (_, _, Some(day)) => {
            let until = visit.get("until").map(|until| date("until", until)).transpose()?;
            Ok(desk::compare::moments(library, &app.teller(), id, date("day", day)?, until)?)
        }
        _ => Err(Problem::unfit("nothing to compare was named").hint("name two outlets, a and b, or a day")),
    }
}

/// The person or party of a `name`.
pub(crate) fn person(app: &Shared, library: &Library, visit: &Visit) -> Result<PersonView, Problem> {
    let name = visit.get("name").ok_or_else(|| Problem::bad("name is missing"))?;
    Ok(desk::person(library, &app.teller(), name)?)
}

/// Keeps a correction, and does what follows from it.
pub(crate) async fn correct(visit: &Visit, asked: Asked, note: Option<String>) -> Result<Kept, Problem> {
    let who = visit.who.signs().map(str::to_owned);
    at_work(visit, move |work| corrections::correct(work, asked, note.as_deref(), who.as_deref())).await
}

/// Takes a correction back.
pub(crate) async fn undo(visit: &Visit, id: i64) -> Result<Kept, Problem> {
    let who = visit.who.signs().map(str::to_owned);
    at_work(visit, move |work| corrections::undo(work, id, who.as_deref())).await
}

async fn at_work<T: Send + 'static>(
    visit: &Visit,
    change: impl FnOnce(&mut Work<'_>) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, Problem> {
    let app = visit.app.clone();
    let done = tokio::task::spawn_blocking(move || {
        let quiet = Quiet(&app);
        let work = Work::new(app.library()?, app.settings.threads, &quiet)?;
        let mut work = work.patient(app.settings.limits.turn);
        change(&mut work)
    });
    Ok(done.await.map_err(|_| Problem::fault())??)
}
