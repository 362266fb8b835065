//! What went wrong, for programs as problem details (RFC 9457) and for people as a page with the same words.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use schemars::JsonSchema;
use serde::Serialize;
use store::{StoreError, StoryId};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// What kind of problem it is: `about:blank`, as the status says it.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What the status means.
    pub title: &'static str,
    /// The status.
    pub status: u16,
    /// What was wrong.
    pub detail: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// After how many seconds it may work.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) retry: Option<u64>,
    /// The story whose number was asked for, which became part of this one.
    #[serde(skip)]
    #[schemars(skip)]
    became: Option<StoryId>,
}

/// Of an answer: what was asked for is in this story now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NowIn(pub(crate) StoryId);

impl Problem {
    /// A problem of this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Problem"),
            status: status.as_u16(),
            detail: detail.into(),
            hint: None,
            retry: None,
            became: None,
        }
    }

    /// With what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With after how many seconds it may work.
    #[must_use]
    pub fn retry(mut self, seconds: u64) -> Self {
        self.retry = Some(seconds);
        self
    }

    /// Something that was asked for and is not there.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// A request that means nothing.
    pub fn bad(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// A request that is understood, and asks for what cannot be.
    pub fn unfit(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    /// A fault of the program.
    pub fn fault() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "a fault in parallax itself")
            .hint("please report it, with the address of this page")
    }

    /// The status.
    pub fn code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The problem with what a response of it says besides its words.
    pub(crate) fn dressed(&self, mut response: Response) -> Response {
        *response.status_mut() = self.code();
        if let Some(retry) = self.retry {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry));
        }
        if let Some(story) = self.became {
            response.extensions_mut().insert(NowIn(story));
        }
        response
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let words = error.to_string();
        if let StoreError::NoStory { became, .. } = error {
            return Self { became, ..Self::not_found(words) };
        }
        if error.is_not_found() {
            return Self::not_found(words);
        }
        if error.is_busy() {
            return Self::new(StatusCode::SERVICE_UNAVAILABLE, words).retry(2);
        }
        match error {
            StoreError::Unfit { .. } => Self::new(StatusCode::UNPROCESSABLE_ENTITY, words),
            StoreError::NotRead { .. } | StoreError::Outdated { .. } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, words).retry(5)
            }
            _ => {
                tracing::error!("{words}");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, words)
            }
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Asked { message, hint } => Self { hint, ..Self::unfit(message) },
            DeskError::Busy { message, hint } => {
                Self { hint, ..Self::new(StatusCode::SERVICE_UNAVAILABLE, message).retry(5) }
            }
            DeskError::Absent { message, hint } => Self { hint, ..Self::not_found(message) },
            DeskError::Store(error) => error.into(),
        }
    }
}

/// As problem details. Pages make a page of it: see `pages::problem`.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_string(&self).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        self.dressed((kind, body).into_response())
    }
}
