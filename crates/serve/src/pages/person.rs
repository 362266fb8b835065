//! A person or party in all stories.

use super::links::{called, to_cited};
use super::shell::Shell;
use super::taken::{self, Ways};
use super::{Visit, page as shown};
use crate::api::views::person;
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::extracts;
use desk::people::{InStory, PersonView};

#[derive(Template)]
#[template(path = "person.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    name: String,
    kinds: String,
    aliases: String,
    left_out: usize,
    waiting: String,
    stories: Vec<Story>,
}

struct Story {
    id: i64,
    title: String,
    days: String,
    roles: String,
    reasons: Vec<String>,
    said: Vec<Line>,
    wants: Vec<Line>,
}

struct Line {
    label: String,
    words: String,
    href: String,
    from: String,
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let asked = visit.clone();
    let view = visit.app.clone().ask(move |app, library| person(app, library, &asked)).await?;
    let PersonView { name, kinds, aliases, stories, articles_left_out, stories_waiting, .. } = &view;
    Ok(shown(&Page {
        shell: visit.shell(),
        ways: Ways::of(&visit, "/people"),
        name: tell::one_line(name),
        kinds: kinds.iter().cloned().collect::<Vec<_>>().join(", "),
        aliases: tell::one_line(&aliases.iter().cloned().collect::<Vec<_>>().join(", ")),
        left_out: *articles_left_out,
        waiting: match stories_waiting {
            0 => String::new(),
            waiting => format!(
                "Not here yet: {} that changed, being put together; load this page again in a moment.",
                desk::count(*waiting, "story", "stories")
            ),
        },
        stories: stories.iter().map(Story::of).collect(),
    }))
}

/// The same in a form to be taken away.
pub(super) async fn taken(visit: Visit, Path(form): Path<String>) -> Result<Response, Problem> {
    taken::taken(visit, &form, "person", |app, library, asked| {
        Ok(extracts::person(library, &person(app, library, asked)?)?)
    })
    .await
}

impl Story {
    fn of(story: &InStory) -> Self {
        let days = desk::days(story.first_day.as_deref(), story.last_day.as_deref());
        let mut roles = story.roles.clone();
        roles.extend(story.party.as_ref().map(|party| format!("speaks for {party}")));
        let said = story.said.iter().map(|said| Line {
            label: said.label().to_owned(),
            words: tell::one_line(&said.told()),
            href: said.words.first().map(to_cited).unwrap_or_default(),
            from: said.words.first().map(called).unwrap_or_default(),
        });
        let wants = story.wants.iter().map(|want| Line {
            label: tell::one_line(&want.label()),
            words: tell::one_line(&want.sentence.exact),
            href: to_cited(&want.sentence),
            from: called(&want.sentence),
        });
        Self {
            id: story.story,
            title: tell::one_line(&story.title),
            days,
            roles: tell::one_line(&roles.join(", ")),
            reasons: story.reasons.iter().map(|reason| tell::one_line(reason)).collect(),
            said: said.collect(),
            wants: wants.collect(),
        }
    }
}
