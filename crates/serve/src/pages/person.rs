//! A person or party in all stories.

use super::links::to_sentence;
use super::shell::Shell;
use super::{Visit, page as shown};
use crate::api::views::person;
use crate::problem::Problem;
use askama::Template;
use axum::response::Response;
use desk::people::{Cited, InStory, PersonView};

#[derive(Template)]
#[template(path = "person.html")]
struct Page {
    shell: Shell,
    json: String,
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
        json: format!("/api/v1/people?{}", visit.query_without("")),
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

impl Story {
    fn of(story: &InStory) -> Self {
        let days = match (&story.first_day, &story.last_day) {
            (Some(first), Some(last)) => tell::days(first, last),
            _ => "no day known".to_owned(),
        };
        let mut roles = story.roles.clone();
        roles.extend(story.party.as_ref().map(|party| format!("speaks for {party}")));
        let said = story.said.iter().map(|said| {
            let words: Vec<String> = said.words.iter().map(|words| words.exact.clone()).collect();
            let words = words.join(" … ");
            let words = if said.kind == "indirect" { words } else { format!("“{words}”") };
            let from = [said.outlet.clone(), said.published.as_deref().map(tell::date)];
            Line {
                label: if said.kind == "indirect" { "in other words".to_owned() } else { String::new() },
                words: tell::one_line(&words),
                href: said.words.first().map(to).unwrap_or_default(),
                from: tell::one_line(&from.into_iter().flatten().collect::<Vec<_>>().join(", ")),
            }
        });
        let wants = story.wants.iter().map(|want| {
            let moved = if want.moved { "moved: " } else { "" };
            let red_line = if want.red_line { ", a red line" } else { "" };
            Line {
                label: tell::one_line(&format!(
                    "{moved}{} {} ({}{red_line})",
                    want.party, want.stance, want.issue
                )),
                words: tell::one_line(&want.sentence.exact),
                href: to(&want.sentence),
                from: want.since.as_deref().map_or_else(|| "day not known".to_owned(), tell::date),
            }
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

fn to(cited: &Cited) -> String {
    cited.key.map(|key| to_sentence(key, cited.sentence, Some((cited.start, cited.end)))).unwrap_or_default()
}
