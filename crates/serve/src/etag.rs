//! Answers that have not changed are not sent again.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use xxhash_rust::xxh3::xxh3_128;

/// Longer answers are streamed, and have no tag.
const LONGEST: u64 = 8 << 20;

/// Gives whole answers a strong tag of their bytes, and says "not modified" to those who have them.
pub(crate) async fn tag(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let had = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    let length = axum::body::HttpBody::size_hint(response.body()).exact();
    let is_whole = length.is_some_and(|length| length <= LONGEST);
    if !is_read
        || response.status() != StatusCode::OK
        || !is_whole
        || response.headers().contains_key(header::ETAG)
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = body.collect().await.map(http_body_util::Collected::to_bytes) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag_of(&bytes);
    let same = had.as_ref().and_then(|had| had.to_str().ok()).is_some_and(|had| matches(had, &tag));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn tag_of(bytes: &Bytes) -> String {
    format!("\"{:032x}\"", xxh3_128(bytes))
}

/// Whether a list of tags has this one. Compression on the way makes tags weak; for a reader they say the same.
fn matches(had: &str, tag: &str) -> bool {
    had.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list_weak_or_not() {
        let tag = tag_of(&Bytes::from_static(b"a"));
        assert!(matches(&format!("\"x\", W/{tag}"), &tag) && matches("*", &tag) && matches(&tag, &tag));
        assert!(!matches("\"x\"", &tag) && !matches("", &tag));
        assert_ne!(tag, tag_of(&Bytes::from_static(b"b")));
    }
}
