//! Webhooks: who is called when a story moves or a search finds more, and how the last calls went.

use super::feeds::said;
use super::shell::{Shell, form};
use super::{Fields, Visit, page as shown};
use crate::api::hook_made;
use crate::jobs::minute;
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use desk::hooks::{self, Call, HookAsked, HookLine, HookSearch};
use store::Library;

/// So many calls of each are shown; the API has more.
const CALLS: usize = 5;

#[derive(Template)]
#[template(path = "hooks.html")]
struct Page {
    shell: Shell,
    hooks: Vec<Row>,
    /// What calls of the one that was just added are signed with; it is shown this once.
    secret: String,
    /// The story to be told of, where the page was opened from one.
    story: String,
}

struct Row {
    id: i64,
    url: String,
    about: String,
    made: String,
    stopped: String,
    calls: Vec<String>,
}

impl Row {
    fn of(library: &Library, hook: &HookLine) -> Result<Self, Problem> {
        let about = match (&hook.story, &hook.search) {
            (Some(story), _) => format!("new reports of story {story}"),
            (None, Some(search)) => format!("new finds of {}", searched(search)),
            (None, None) => "nothing".to_owned(),
        };
        let maker = hook.maker.as_deref().map(|maker| format!(" by {maker}")).unwrap_or_default();
        let calls = hooks::calls(library, hook.id)?;
        Ok(Self {
            id: hook.id,
            url: tell::one_line(&hook.url),
            about: tell::one_line(&about),
            made: tell::one_line(&format!("added {}{maker}", minute(&hook.made))),
            stopped: hook.stopped.as_deref().map(tell::one_line).unwrap_or_default(),
            calls: calls.iter().take(CALLS).map(told).collect(),
        })
    }
}

/// A search in words.
fn searched(search: &HookSearch) -> String {
    let HookSearch { q, outlet, person, place, speaker } = search;
    let named = [("outlet", outlet), ("person", person), ("place", place), ("speaker", speaker)];
    let named = named.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    let words = Some(format!("“{q}”")).filter(|_| !q.is_empty());
    words.into_iter().chain(named).collect::<Vec<_>>().join(", ")
}

/// How a call went.
fn told(call: &Call) -> String {
    let tries = desk::count(usize::try_from(call.tries).unwrap_or(usize::MAX), "try", "tries");
    let last = call.last.as_deref().map(|last| format!(": {last}")).unwrap_or_default();
    let how = match (&call.done, &call.due) {
        (Some(done), _) => format!("arrived {}", minute(done)),
        (None, Some(due)) => format!("next try {}", minute(due)),
        (None, None) => "given up".to_owned(),
    };
    tell::one_line(&format!("{}, {how}, {tries}{last}", minute(&call.made)))
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let mut shell = visit.shell();
    shell.said.extend(visit.get("said").map(said));
    let story = visit.get("story").unwrap_or_default().to_owned();
    all(&visit, shell, String::new(), story).await
}

async fn all(visit: &Visit, shell: Shell, secret: String, story: String) -> Result<Response, Problem> {
    let rows = visit.app.clone().ask(|_, library| {
        let all = hooks::list(library)?;
        all.iter().map(|hook| Row::of(library, hook)).collect::<Result<Vec<_>, Problem>>()
    });
    Ok(shown(&Page { shell, hooks: rows.await?, secret, story }))
}

pub(super) async fn add(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let text = |name: &str| fields.get(name).map(str::to_owned);
    let story = fields.get("story").map(str::parse::<i64>).transpose();
    let story =
        story.map_err(|_| Problem::unfit("the story has a number").hint("its address ends with it"))?;
    let search = HookSearch {
        q: text("q").unwrap_or_default(),
        outlet: text("outlet"),
        person: text("person"),
        place: text("place"),
        speaker: text("speaker"),
    };
    let search = Some(search).filter(|search| *search != HookSearch::default());
    let asked = HookAsked { url: fields.must("url")?, story, search };
    let made = hook_made(&visit, asked).await?;
    // Shown at once: an address is no place for a secret.
    all(&visit, visit.shell(), made.secret, String::new()).await
}

pub(super) async fn remove(visit: Visit, Path(id): Path<i64>, _: Fields) -> Result<Response, Problem> {
    visit.app.write(move |library| Ok(hooks::remove(library, id)?)).await?;
    Ok(Redirect::to(&format!("/hooks?{}", form(&[("said", "calls there no more")]))).into_response())
}
