//! The names by which the server may be asked: a page of another site that resolves to this machine is not one (DNS rebinding).

use crate::app::App;
use crate::pages::answer;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Refuses requests to a name that is not ours. Beyond loopback any name is taken when none was given: who asks has to sign in.
pub(crate) async fn own_name(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let authority = host.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    let is_own = authority.is_some_and(|host| is_own(host, &app.settings.names, app.settings.is_local()));
    if is_own {
        return next.run(request).await;
    }
    let problem = Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server is not known by that name")
        .hint("ask it as localhost, or start it with --name HOST for each other name");
    answer(&request, problem)
}

fn is_own(host: &str, names: &[String], is_local: bool) -> bool {
    let name = without_port(host);
    let is_loopback = ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own));
    is_loopback || names.iter().any(|own| name.eq_ignore_ascii_case(own)) || (!is_local && names.is_empty())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_and_given_ones_are_ours() {
        for own in ["localhost:8031", "127.0.0.1", "[::1]:8031", "LOCALHOST"] {
            assert!(is_own(own, &[], true), "{own}");
        }
        for other in ["tide.example", "127.0.0.1.tide.example:8031", "localhost.tide.example", "", "[::2]"] {
            assert!(!is_own(other, &[], true), "{other}");
        }
        assert!(is_own("desk.example:443", &["desk.example".to_owned()], true));
        assert!(
            is_own("any.example", &[], false) && !is_own("any.example", &["desk.example".to_owned()], false)
        );
    }
}
