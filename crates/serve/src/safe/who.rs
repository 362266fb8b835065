//! Who asks.

use crate::app::App;
use crate::pages::{answer, encoded};
use crate::problem::Problem;
use crate::programs;
use crate::safe::token_digest;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::IpAddr;
use store::{Library, ReaderId};

/// The address of the client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Client(pub(crate) IpAddr);

/// The one reader of a library that only this machine reaches and that has no readers with passwords.
const LOCAL: &str = "local";

/// A session is noted to be used no more often than once in so many seconds.
const TOUCH: i64 = 300;

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    pub(crate) id: ReaderId,
    pub(crate) name: String,
    /// Whether this is the one reader of this machine, who need not sign in.
    pub(crate) is_local: bool,
    /// Whether it is a program with a token: it sends no forms.
    pub(crate) is_program: bool,
    pub(crate) may_write: bool,
    /// The token that its forms must have.
    pub(crate) csrf: String,
}

impl Who {
    /// The name under which what it does is kept.
    pub(crate) fn signs(&self) -> Option<&str> {
        (!self.is_local).then_some(self.name.as_str())
    }
}

/// Finds out who asks, and refuses those who have to sign in first.
pub(crate) async fn known(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>().map(|client| client.0);
    let headers = request.headers().clone();
    let asked = app.clone();
    let found = tokio::task::spawn_blocking(move || {
        asked.pool.with(|library| who(&asked, library, &headers, client))
    });
    let found = found.await.unwrap_or_else(|_| Err(Problem::fault()));
    let (who, used) = match found {
        Ok(Found::Known(who)) => (*who, None),
        Ok(Found::Unused(who, digest)) => (*who, Some(digest)),
        Ok(Found::New(name)) => match app.clone().write(move |library| Ok(library.reader(&name)?)).await {
            Ok(reader) => (unsigned(&app, reader, app.settings.proxy.is_none()), None),
            Err(problem) => return answer(&request, problem),
        },
        Ok(Found::Nobody) => return stranger(&request),
        Err(problem) => return answer(&request, problem),
    };
    if let Err(problem) = may(&who, &request) {
        return answer(&request, problem);
    }
    if let Some(digest) = used {
        app.write(move |library| Ok(library.touch_session(&digest, &desk::now())?)).await.ok();
    }
    request.extensions_mut().insert(who);
    next.run(request).await
}

enum Found {
    Known(Box<Who>),
    /// Known by a session that is to be noted as used.
    Unused(Box<Who>, [u8; 32]),
    /// A reader who comes for the first time.
    New(String),
    Nobody,
}

fn who(app: &App, library: &Library, headers: &HeaderMap, client: Option<IpAddr>) -> Result<Found, Problem> {
    if let Some(token) = bearer(headers) {
        let Some((reader, token)) = library.token(&token_digest(token))? else { return Ok(Found::Nobody) };
        return Ok(Found::Known(Box::new(Who {
            id: reader.id,
            name: reader.name,
            is_local: false,
            is_program: true,
            may_write: token.writes,
            csrf: String::new(),
        })));
    }
    if let Some(proxy) = &app.settings.proxy
        && client.is_some_and(|client| proxy.from.iter().any(|range| range.contains(&client)))
    {
        let name = headers.get(&proxy.header).and_then(|value| value.to_str().ok()).map(str::trim);
        let Some(name) = name.filter(|name| !name.is_empty() && name.len() <= 200) else {
            return Ok(Found::Nobody);
        };
        return Ok(plain(app, library.find_reader(name)?, false).unwrap_or(Found::New(name.to_owned())));
    }
    if let Some(token) = app.sessions.token(headers) {
        let digest = token_digest(&token);
        if let Some((reader, used)) = library.session(&digest, &app.sessions.lasts())? {
            let who = Box::new(Who {
                id: reader.id,
                name: reader.name,
                is_local: false,
                is_program: false,
                may_write: true,
                csrf: app.sessions.csrf(Some(&token)),
            });
            let used: Option<jiff::Timestamp> = used.parse().ok();
            let quiet = used.map_or(TOUCH, |used| jiff::Timestamp::now().as_second() - used.as_second());
            return Ok(if quiet < TOUCH { Found::Known(who) } else { Found::Unused(who, digest) });
        }
    }
    if app.settings.proxy.is_none()
        && app.settings.is_local()
        && library.readers()?.iter().all(|reader| reader.secret.is_none())
    {
        return Ok(plain(app, library.find_reader(LOCAL)?, true).unwrap_or(Found::New(LOCAL.to_owned())));
    }
    Ok(Found::Nobody)
}

fn plain(app: &App, reader: Option<store::StoredReader>, is_local: bool) -> Option<Found> {
    reader.map(|reader| Found::Known(Box::new(unsigned(app, reader, is_local))))
}

/// A reader who did not sign in here: the one of this machine, or one whom a proxy names.
fn unsigned(app: &App, reader: store::StoredReader, is_local: bool) -> Who {
    Who {
        id: reader.id,
        name: reader.name,
        is_local,
        is_program: false,
        may_write: true,
        csrf: app.sessions.csrf(None),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// Refuses to change something for one who may not, or whom another site may have sent.
fn may(who: &Who, request: &Request) -> Result<(), Problem> {
    if request.method().is_safe() {
        return Ok(());
    }
    // There, all is asked by POST; what may be changed is looked at by the tools.
    if !who.may_write && request.uri().path() != programs::PATH {
        return Err(Problem::new(StatusCode::FORBIDDEN, "this token may only read")
            .hint("parallax readers token NAME --writes makes one that may change something"));
    }
    if who.is_program { Ok(()) } else { same_origin(request.headers(), request.method()) }
}

/// Refuses what a browser sends from a page of another site. Forms have a token besides.
pub(crate) fn same_origin(headers: &HeaderMap, method: &Method) -> Result<(), Problem> {
    if method.is_safe() {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_foreign = match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), ..) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => {
            origin.split_once("://").is_none_or(|(_, origin)| !origin.eq_ignore_ascii_case(host))
        }
        (None, Some(_), None) => true,
        (None, None, _) => false,
    };
    if is_foreign {
        return Err(Problem::new(StatusCode::FORBIDDEN, "the request came from a page of another site")
            .hint("open the page here and try again"));
    }
    Ok(())
}

/// Has a stranger sign in: people on a page, programs by a token.
fn stranger(request: &Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if request.method().is_safe() && !crate::pages::is_for_programs(request) {
        let next = encoded(path);
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    let problem = Problem::new(StatusCode::UNAUTHORIZED, "who asks has to be known")
        .hint("send a token as Authorization: Bearer …; parallax readers token NAME makes one");
    let mut response = answer(request, problem);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, axum::http::HeaderValue::from_static("Bearer"));
    response
}
