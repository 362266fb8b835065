//! The stories: those that moved since the reader last looked first.

use super::links::to_sentence;
use super::shell::{Shell, form};
use super::{Fields, Visit, page as shown};
use crate::api::views::{StoriesView, StoryItem, stories};
use crate::problem::Problem;
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use std::collections::BTreeSet;

/// The outlets of a story are named up to so many.
const OUTLETS: usize = 6;

#[derive(Template)]
#[template(path = "stories.html")]
struct Page {
    shell: Shell,
    json: String,
    is_empty_library: bool,
    filter: Filter,
    heading: String,
    moved: Vec<Row>,
    stories: Vec<Row>,
    next: String,
}

/// What the list is limited to.
struct Filter {
    is_set: bool,
    told: String,
    fields: Vec<Field>,
}

struct Field {
    name: &'static str,
    label: &'static str,
    kind: &'static str,
    value: String,
    list: Vec<String>,
}

struct Row {
    id: i64,
    title: String,
    new_reports: usize,
    counts: String,
    outlets: String,
    line: Option<Line>,
}

/// What is new in one line, or else what the story is about.
struct Line {
    label: String,
    words: String,
    href: String,
    from: String,
}

impl Row {
    fn new_words(&self) -> String {
        format!("{} new", desk::count(self.new_reports, "report", "reports"))
    }

    fn of(item: &StoryItem) -> Self {
        let story = &item.story;
        let days = desk::days(story.first_day.as_deref(), story.last_day.as_deref());
        let mut counts = vec![desk::count(story.articles, "report", "reports")];
        if let Some(summary) = &item.summary {
            counts.push(format!("at most {} independent", summary.independent_at_most));
            if summary.disputed > 0 {
                counts.push(desk::count(summary.disputed, "disputed fact", "disputed facts"));
            }
        } else {
            counts.push("being put together".to_owned());
        }
        counts.push(days);
        let (named, more) = story.outlets.split_at(story.outlets.len().min(OUTLETS));
        let mut outlets = named.join(", ");
        if !more.is_empty() {
            outlets = format!("{outlets} and {} more", more.len());
        }
        let line = item.line.as_ref().map(|line| Line {
            label: line.label.clone(),
            words: tell::one_line(&line.words),
            href: line.key.map(|key| to_sentence(key, line.sentence, None)).unwrap_or_default(),
            from: line.outlet.as_deref().map_or_else(|| "the sentence".to_owned(), tell::one_line),
        });
        Self {
            id: story.id,
            title: tell::one_line(&story.title),
            new_reports: item.new_reports,
            counts: counts.join(" · "),
            outlets: tell::one_line(&outlets),
            line,
        }
    }
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.clone();
    let (view, outlets, is_empty) = visit
        .app
        .clone()
        .ask(move |app, library| {
            let view = stories(app, library, &asked)?;
            Ok((view, app.outlets(library)?, library.is_empty()?))
        })
        .await?;
    let StoriesView { total, moved, stories, next } = view;
    let query = visit.query_without("after");
    let filter = filter(&visit, outlets);
    // What moved is not told twice.
    let above: BTreeSet<i64> = moved.iter().map(|item| item.story.id).collect();
    let heading = match (filter.is_set, total) {
        (_, total) if !above.is_empty() => format!("The other stories ({})", total - above.len().min(total)),
        (true, total) => desk::count(total, "story is like that", "stories are like that"),
        (false, total) => format!("All stories ({total})"),
    };
    Ok(shown(&Page {
        shell: visit.shell(),
        json: format!("/api/v1/stories?{query}"),
        is_empty_library: is_empty,
        heading,
        filter,
        moved: moved.iter().map(Row::of).collect(),
        stories: stories.iter().filter(|item| !above.contains(&item.story.id)).map(Row::of).collect(),
        next: next.map(|after| format!("/stories?{query}{}", form(&[("after", after)]))).unwrap_or_default(),
    }))
}

fn filter(visit: &Visit, outlets: Vec<String>) -> Filter {
    let field = |name, label, kind, list| Field {
        name,
        label,
        kind,
        value: visit.get(name).unwrap_or_default().to_owned(),
        list,
    };
    let fields = vec![
        field("q", "Words in a report", "search", Vec::new()),
        field("outlet", "Outlet", "text", outlets),
        field("person", "Person named", "text", Vec::new()),
        field("place", "Place named", "text", Vec::new()),
        field("language", "Language (en, fr …)", "text", Vec::new()),
        field("from", "From day", "date", Vec::new()),
        field("to", "To day", "date", Vec::new()),
        field("at_least", "At least so many reports", "number", Vec::new()),
    ];
    let set: Vec<String> =
        fields.iter().filter(|field| !field.value.is_empty()).map(|field| field.value.clone()).collect();
    Filter { is_set: !set.is_empty(), told: tell::one_line(&set.join(", ")), fields }
}

/// Notes that the reader has looked at all that moved.
pub(super) async fn seen(visit: Visit, _fields: Fields) -> Result<Response, Problem> {
    let reader = visit.who.id;
    visit.app.write(move |library| Ok(library.look_at_all(reader, &desk::now())?)).await?;
    Ok(Redirect::to("/stories").into_response())
}
