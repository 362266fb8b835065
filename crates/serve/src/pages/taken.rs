//! What is taken away from a page in another form.

use super::Visit;
use crate::problem::Problem;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::extracts::Form;

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
pub(super) fn form_of(file: &str) -> Result<Form, Problem> {
    Form::of_file(file).ok_or_else(|| {
        let all = Form::ALL.map(Form::file).join(", ");
        Problem::not_found(format!("it cannot be taken away as {file:?}")).hint(all)
    })
}

/// A file of this form, to be kept. `what` begins its name and is plain ASCII.
pub(super) fn sent(form: Form, what: &str, body: String) -> Response {
    let mut response = ([(header::CONTENT_TYPE, form.media())], body).into_response();
    let kept = format!("attachment; filename=\"{what}-{}\"", form.file());
    if let Ok(kept) = HeaderValue::from_str(&kept) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    }
    response
}
