//! What is taken away from a page in another form.

use super::Visit;
use crate::app::Shared;
use crate::problem::Problem;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::extracts::{Form, Taken};
use store::Library;

/// Where a page can be had in other forms.
pub(crate) struct Ways {
    /// As JSON.
    pub(crate) json: String,
    /// The other forms, by what they are called.
    pub(crate) forms: Vec<(&'static str, String)>,
}

impl Ways {
    /// Of the page at this path, as it was asked for.
    pub(super) fn of(visit: &Visit, path: &str) -> Self {
        let query = visit.query_without("");
        let query = query.trim_end_matches('&');
        let form = |form: Form| (form.name(), format!("{path}/export/{}?{query}", form.file()));
        Self { json: format!("/api/v1{path}?{query}"), forms: Form::ALL.map(form).into() }
    }
}

/// The form with the name of this file.
fn form_of(file: &str) -> Result<Form, Problem> {
    Form::of_file(file).ok_or_else(|| {
        let all = Form::ALL.map(Form::file).join(", ");
        Problem::not_found(format!("it cannot be taken away as {file:?}")).hint(all)
    })
}

/// What `take` takes, as a file of the form with this name. `what` begins the name of the file and is plain ASCII.
pub(super) async fn taken(
    visit: Visit,
    form: &str,
    what: &str,
    take: impl FnOnce(&Shared, &Library, &Visit) -> Result<Taken, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let form = form_of(form)?;
    let asked = visit.clone();
    let body = visit.app.ask(move |app, library| Ok(take(app, library, &asked)?.written(form))).await?;
    Ok(kept(form.media(), &format!("{what}-{}", form.file()), body))
}

/// A file to be kept under this name.
pub(super) fn kept(media: &'static str, name: &str, body: String) -> Response {
    let mut response = ([(header::CONTENT_TYPE, media)], body).into_response();
    if let Ok(kept) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    }
    response
}
