//! What people know better: made in place, listed with who and when, taken back.

use super::feeds::said;
use super::shell::{Shell, form};
use super::{Fields, Visit, page as shown};
use crate::api::views::{correct, undo as take_back};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use desk::corrections::{Asked, Kept, list};

#[derive(Template)]
#[template(path = "corrections.html")]
struct Page {
    shell: Shell,
    hold: Vec<Row>,
    undone: Vec<Row>,
}

struct Row {
    id: i64,
    told: String,
    quoted: String,
    note: String,
    made: String,
    undone: String,
    dormant: bool,
}

impl Row {
    fn of(kept: &Kept) -> Self {
        let by = |who: &Option<String>, when: &str| match who {
            Some(who) => format!("{who}, {}", crate::jobs::minute(when)),
            None => crate::jobs::minute(when),
        };
        Self {
            id: kept.id,
            told: tell::one_line(&kept.told),
            quoted: kept.quoted.as_deref().map(tell::one_line).unwrap_or_default(),
            note: kept.note.as_deref().map(tell::one_line).unwrap_or_default(),
            made: tell::one_line(&by(&kept.maker, &kept.made)),
            undone: kept
                .undone
                .as_deref()
                .map(|when| tell::one_line(&by(&kept.undoer, when)))
                .unwrap_or_default(),
            dormant: kept.dormant,
        }
    }
}

pub(super) async fn page(visit: Visit) -> Result<Response, Problem> {
    let all = visit.app.clone().ask(|_, library| Ok(list(library, true)?)).await?;
    let mut shell = visit.shell();
    shell.said.extend(visit.get("said").map(said));
    let (undone, hold): (Vec<&Kept>, Vec<&Kept>) = all.iter().rev().partition(|kept| kept.undone.is_some());
    let rows = |all: Vec<&Kept>| all.into_iter().map(Row::of).collect();
    Ok(shown(&Page { shell, hold: rows(hold), undone: rows(undone) }))
}

pub(super) async fn make(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let asked = asked(&fields)?;
    let note = fields.get("note").map(str::to_owned);
    let kept = correct(&visit, asked, note).await?;
    Ok(back(&fields, &format!("corrected: {}", kept.told)))
}

pub(super) async fn undo(visit: Visit, Path(id): Path<i64>, fields: Fields) -> Result<Response, Problem> {
    let kept = take_back(&visit, id).await?;
    Ok(back(&fields, &format!("taken back: {}", kept.told)))
}

/// To the page that the form was on, when it is one of ours.
fn back(fields: &Fields, words: &str) -> Response {
    let said = form(&[("said", words)]);
    let page = fields.get("back").and_then(|back| back.strip_prefix("/articles/"));
    let key = page.and_then(|page| page.split('#').next()).and_then(|key| key.parse::<i64>().ok());
    let to =
        key.map_or_else(|| format!("/corrections?{said}"), |key| format!("/articles/{key}?{said}#correct"));
    Redirect::to(&to).into_response()
}

fn asked(fields: &Fields) -> Result<Asked, Problem> {
    let must = |name: &str| fields.must(name);
    Ok(match fields.get("kind").unwrap_or_default() {
        "join_stories" => Asked::JoinStories { a: must("a")?, b: must("b")? },
        "part_stories" => Asked::PartStories { a: must("a")?, b: must("b")? },
        "join_people" => Asked::JoinPeople { a: must("a")?, b: must("b")? },
        "part_people" => Asked::PartPeople { a: must("a")?, b: must("b")? },
        "speaker" => {
            Asked::Speaker { article: must("article")?, place: must("place")?, speaker: must("speaker")? }
        }
        "not_quotation" => Asked::NotQuotation { article: must("article")?, place: must("place")? },
        "debris" => Asked::Debris { article: must("article")?, place: must("place")? },
        "not_debris" => Asked::NotDebris { article: must("article")?, place: must("place")? },
        "published" => Asked::Published { article: must("article")?, date: must("date")? },
        "outlet" => Asked::Outlet { article: must("article")?, outlet: must("outlet")? },
        other => return Err(Problem::bad(format!("there is no correction of the kind {other:?}"))),
    })
}
