//! A story in forms that others read.

use super::Visit;
use super::taken::kept;
use crate::api::updates::{atom, json_feed};
use crate::api::views::story as viewed;
use crate::problem::Problem;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::StoryId;
use tell::Shown;

pub(super) async fn story(visit: Visit, Path((id, form)): Path<(i64, String)>) -> Result<Response, Problem> {
    let asked = visit.clone();
    let name = form.clone();
    let (kind, body) = visit.app.ask(move |app, library| {
        let view = viewed(app, library, &asked, id)?;
        let account = &view.account.account;
        let led = Shown { account, brief: Some(&view.account.brief) };
        let readings = || desk::readings(library, account.articles.iter().map(|report| &report.id));
        Ok(match form.as_str() {
            "account.html" => ("text/html; charset=utf-8", tell::html(led, &readings()?)),
            "account.md" => ("text/markdown; charset=utf-8", tell::markdown(led)),
            "account.txt" => ("text/plain; charset=utf-8", tell::text(account, 80, false)),
            "account.json" => ("application/json", pretty(account)?),
            "sources.bib" => ("application/x-bibtex; charset=utf-8", tell::bibtex(account)),
            "sources.csl.json" => ("application/vnd.citationstyles.csl+json", tell::csl(account)),
            "annotations.jsonld" => {
                ("application/ld+json", pretty(&desk::annotations(StoryId(id), account, &readings()?))?)
            }
            "updates.atom" => ("application/atom+xml; charset=utf-8", atom(library, &asked, &view)?),
            "updates.json" => ("application/feed+json", pretty(&json_feed(library, &asked, &view)?)?),
            other => {
                return Err(Problem::not_found(format!("a story cannot be exported as {other:?}"))
                    .hint("account.html, account.md, account.txt, account.json, sources.bib, sources.csl.json, annotations.jsonld, updates.atom, updates.json"));
            }
        })
    }).await?;
    let is_feed = name.starts_with("updates.");
    if is_feed {
        return Ok(([(header::CONTENT_TYPE, kind)], body).into_response());
    }
    Ok(kept(kind, &format!("story-{id}-{name}"), body))
}

fn pretty(value: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string_pretty(value).map_err(|_| Problem::fault())
}
