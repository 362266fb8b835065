//! Signing in and out.

use super::shell::Shell;
use super::{Fields, Visit, page as shown};
use crate::app::App;
use crate::problem::Problem;
use crate::safe::{Client, cookie, ended, new_token, same_origin, token_digest};
use askama::Template;
use axum::extract::{Extension, Form, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    shell: Shell,
    name: String,
    next: String,
    problem: String,
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

pub(super) async fn page(Query(Next { next }): Query<Next>) -> Response {
    shown(&Page { shell: Shell::plain(), name: String::new(), next, problem: String::new() })
}

#[derive(Deserialize)]
pub(super) struct Given {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn sign_in(
    State(app): State<App>,
    Extension(Client(client)): Extension<Client>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    same_origin(&headers, &Method::POST)?;
    app.rates.sign_in(client, &given.name)?;
    let name = given.name.trim().to_owned();
    let reader = app.clone().ask({
        let name = name.clone();
        move |_, library| Ok(library.find_reader(&name)?)
    });
    let reader = reader.await?;
    let secret = reader.as_ref().and_then(|reader| reader.secret.clone());
    let is_right = app.passwords.is(given.password, secret).await;
    let Some(reader) = reader.filter(|_| is_right) else {
        let problem = "the name or the password is wrong".to_owned();
        let page = shown(&Page { shell: Shell::plain(), name, next: given.next, problem });
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    // Another token than the one before: one that was planted is worth nothing.
    let before = app.sessions.token(&headers);
    let token = new_token().map_err(|_| Problem::fault())?;
    let digest = token_digest(&token);
    let lasts = app.sessions.lasts();
    app.clone()
        .write(move |library| {
            if let Some(before) = before {
                library.end_session(&token_digest(&before))?;
            }
            library.end_sessions(&lasts)?;
            Ok(library.begin_session(&digest, reader.id, &desk::now())?)
        })
        .await?;
    let mut response = Redirect::to(safe_next(&given.next)).into_response();
    if let Some(cookie) = cookie(&app.sessions, &token) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(super) async fn out(visit: Visit, headers: HeaderMap, _fields: Fields) -> Result<Response, Problem> {
    let app = visit.app;
    if let Some(token) = app.sessions.token(&headers) {
        app.clone().write(move |library| Ok(library.end_session(&token_digest(&token))?)).await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    if let Some(cookie) = ended(&app.sessions) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A page of ours to go on to. An address of elsewhere, however it is spelt, is passed over.
fn safe_next(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_ours { next } else { "/stories" }
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(safe_next("/stories/1?since=last#e"), "/stories/1?since=last#e");
        for next in [
            "//tide.example",
            "https://tide.example",
            "/\\tide.example",
            "/\t/tide.example",
            "",
            "stories",
            "/ä",
        ] {
            assert_eq!(safe_next(next), "/stories", "{next}");
        }
    }
}
