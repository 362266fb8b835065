//! The icon, the style and the script, each at an address that changes when it does.

use crate::problem::Problem;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use tell::FRAGMENT_STYLE;
use xxhash_rust::xxh3::xxh3_64;

/// The style of pages, and that of the parts of an account after it.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}\n{FRAGMENT_STYLE}", include_str!("../../assets/site.css")));
const ICON: &str = include_str!("../../assets/icon.svg");
const SCRIPT: &str = include_str!("../../assets/site.js");

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| format!("{:016x}.css", xxh3_64(STYLE.as_bytes())));
static ICON_NAME: LazyLock<String> = LazyLock::new(|| format!("{:016x}.svg", xxh3_64(ICON.as_bytes())));
static SCRIPT_NAME: LazyLock<String> = LazyLock::new(|| format!("{:016x}.js", xxh3_64(SCRIPT.as_bytes())));

/// The address of the icon.
pub(super) fn icon() -> String {
    format!("/assets/{}", *ICON_NAME)
}

/// The address of the style.
pub(super) fn style() -> String {
    format!("/assets/{}", *STYLE_NAME)
}

/// The address of the script.
pub(super) fn script() -> String {
    format!("/assets/{}", *SCRIPT_NAME)
}

pub(super) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, body) = if name == *STYLE_NAME {
        ("text/css; charset=utf-8", STYLE.as_str())
    } else if name == *ICON_NAME {
        ("image/svg+xml", ICON)
    } else if name == *SCRIPT_NAME {
        ("text/javascript; charset=utf-8", SCRIPT)
    } else {
        return Err(Problem::not_found("there is no such file")
            .hint("load the page again: it is of an earlier version"));
    };
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, body).into_response())
}
