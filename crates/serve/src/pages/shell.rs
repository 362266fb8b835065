//! What stands around every page, and what every page is asked with.

use super::assets;
use crate::app::App;
use crate::problem::Problem;
use crate::safe::Who;
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address may hold as it is (RFC 3986, 2.3) stays.
const ENCODED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What stands around every page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shell {
    pub(crate) icon: String,
    pub(crate) style: String,
    pub(crate) script: String,
    /// Who signed in; empty for the one reader of this machine.
    pub(crate) reader: String,
    pub(crate) csrf: String,
    /// What was searched for last.
    pub(crate) query: String,
    pub(crate) path: String,
    /// What has just been done.
    pub(crate) said: Vec<SaidNow>,
}

/// What has just been done.
#[derive(Debug, Clone)]
pub(crate) struct SaidNow {
    pub(crate) kind: &'static str,
    pub(crate) words: String,
}

impl Shell {
    /// For a page that nobody in particular sees.
    pub(crate) fn plain() -> Self {
        Self { icon: assets::icon(), style: assets::style(), script: assets::script(), ..Self::default() }
    }

    pub(crate) fn places() -> [(&'static str, &'static str); 4] {
        [
            ("/stories", "Stories"),
            ("/search", "Search"),
            ("/feeds", "Add reports"),
            ("/corrections", "Corrections"),
        ]
    }

    pub(crate) fn is_here(&self, place: &str) -> bool {
        self.path == place
    }
}

/// A visit of somebody who is known.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) app: App,
    pub(crate) who: Who,
    path: String,
    /// The name and port by which this server was asked, one of its own.
    host: String,
    pub(crate) query: Vec<(String, String)>,
}

impl Visit {
    /// The shell of the page.
    pub(crate) fn shell(&self) -> Shell {
        Shell {
            reader: self.who.signs().unwrap_or_default().to_owned(),
            csrf: self.who.csrf.clone(),
            path: self.path.clone(),
            ..Shell::plain()
        }
    }

    /// The address of a page of this server, for those who read it elsewhere.
    pub(crate) fn address(&self, path: &str) -> String {
        let scheme = if self.app.settings.secure { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.host)
    }

    /// A value of the query; nothing where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let value = self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// All values of that name.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.query.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The query without this value, as text for an address: it ends so that another value can follow.
    pub(crate) fn query_without(&self, name: &str) -> String {
        let kept: Vec<(&String, &String)> = self
            .query
            .iter()
            .filter(|(other, value)| other != name && !value.is_empty())
            .map(|(a, b)| (a, b))
            .collect();
        let mut text = form(&kept);
        if !text.is_empty() {
            text.push('&');
        }
        text
    }
}

/// Names and values as a query.
pub(crate) fn form<A: AsRef<str>, B: AsRef<str>>(values: &[(A, B)]) -> String {
    let mut out = String::new();
    for (name, value) in values {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&encoded(name.as_ref()));
        out.push('=');
        out.push_str(&encoded(value.as_ref()));
    }
    out
}

/// Text as a part of an address.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, &ENCODED).to_string()
}

impl<S: Send + Sync> FromRequestParts<S> for Visit
where
    App: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let who = parts.extensions.get::<Who>().cloned().ok_or_else(Problem::fault)?;
        let query = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map_err(|error| Problem::bad(format!("the query cannot be read: {error}")))?;
        legible(&query.0)?;
        let path = parts.uri.path().to_owned();
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = parts.uri.authority().map(axum::http::uri::Authority::as_str).or(host);
        let host = host.unwrap_or_default().to_owned();
        Ok(Self { app: App::from_ref(state), who, path, host, query: query.0 })
    }
}

/// A value of a query has no more code points.
pub(crate) const LONGEST: usize = 2000;

/// What a query may have more than once: boxes of a form that are ticked.
const TICKED: &str = "marks";

/// Refuses a query of which it is not clear what is asked.
fn legible(query: &[(String, String)]) -> Result<(), Problem> {
    for (at, (name, value)) in query.iter().enumerate() {
        if name != TICKED && query.iter().take(at).any(|(other, _)| other == name) {
            return Err(Problem::bad(format!("{name:?} is given twice")));
        }
        if value.chars().nth(LONGEST).is_some() {
            return Err(Problem::bad(format!("{name:?} is longer than {LONGEST} characters")));
        }
    }
    Ok(())
}

/// The fields of a form that was sent by one who saw the page.
#[derive(Debug)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// A value; nothing where it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim());
        value.filter(|value| !value.is_empty())
    }

    /// A value that must be there.
    pub(crate) fn must(&self, name: &str) -> Result<String, Problem> {
        self.get(name).map(str::to_owned).ok_or_else(|| {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, format!("the field {name:?} is empty"))
                .hint("fill it in, and send the form again")
        })
    }
}

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &App) -> Result<Self, Problem> {
        let who = request.extensions().get::<Who>().cloned().ok_or_else(Problem::fault)?;
        let fields = axum::extract::Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|error| Problem::new(error.status(), error.body_text()))?;
        let fields = Self(fields.0);
        checked(&who, fields.get("csrf").unwrap_or_default())?;
        Ok(fields)
    }
}

/// Refuses a form that does not come from a page that this reader was shown.
pub(crate) fn checked(who: &Who, token: &str) -> Result<(), Problem> {
    // The token is long and random: how long a comparison takes tells nothing that could be used.
    if who.csrf.is_empty() || token != who.csrf {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "the form was not sent from a page that you were shown here, or that is of an earlier session",
        )
        .hint("load the page again, and send the form once more"));
    }
    Ok(())
}
