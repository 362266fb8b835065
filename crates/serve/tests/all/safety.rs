//! What every answer says to browsers, and what is refused.

use crate::{Sample, teller};
use serve::{Proxy, ServeError, Settings};

#[test]
fn every_answer_tells_browsers_to_allow_nothing() {
    let server = Sample::harbour().serve();
    for path in [
        "/stories",
        "/stories/1",
        "/articles/1",
        "/sign-in",
        "/nowhere",
        "/api/v1/stories",
        "/healthz",
        "/feeds",
        "/search?q=fee",
    ] {
        let answer = server.page(path);
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{path}: {answer:?}"));
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'; script-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert!(
            !answer.body.contains("style=\"") && !answer.body.contains("<script>"),
            "{path} has style or script within"
        );
    }
}

#[test]
fn a_name_that_is_not_ours_is_refused() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let as_host = |host: &str| server.ask_as("GET", "/stories", &[&format!("Host: {host}")], "").status;
    assert_eq!(as_host("tide.example"), 421);
    assert_eq!(as_host("localhost:1"), 200);
    assert_eq!(server.ask_as("GET", "/stories", &[], "").status, 421);
}

#[test]
fn a_form_that_was_not_shown_here_changes_nothing() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let token = server.page("/corrections").csrf();
    let fields = "kind=outlet&article=tide&outlet=Tide+News";
    assert_eq!(server.send("/corrections", fields, &[]).status, 403);
    assert_eq!(server.send("/corrections", &format!("{fields}&csrf=x"), &[]).status, 403);
    let with_token = format!("{fields}&csrf={token}");
    for foreign in ["Origin: https://tide.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"]
    {
        assert_eq!(server.send("/corrections", &with_token, &[foreign]).status, 403, "{foreign}");
    }
    assert_eq!(server.get("/api/v1/corrections").json().as_array().unwrap().len(), 0);
    let own = format!("Origin: http://{}", server.at);
    assert_eq!(server.send("/corrections", &with_token, &[&own]).status, 303);
    assert_eq!(server.get("/api/v1/corrections").json()[0]["correction"]["outlet"], "Tide News");
    // A page of another site cannot send JSON without asking first, and is not answered then.
    let plain = server.ask("POST", "/api/v1/corrections/1/undo", &["Origin: https://tide.example"], "");
    assert_eq!(plain.status, 403);
}

#[test]
fn beyond_this_machine_it_does_not_start_without_passwords_or_a_proxy() {
    let sample = Sample::empty();
    let mut settings = sample.settings();
    settings.listen = "0.0.0.0:0".parse().unwrap();
    let start = |settings: Settings| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(serve::serve(settings, teller(), |_| {}, async {}))
    };
    let refused = start(settings.clone()).unwrap_err();
    assert!(matches!(refused, ServeError::Open(_)));
    assert!(refused.to_string().contains("parallax readers add"), "{refused}");
    let proxy =
        Proxy { header: "x-remote-user".parse().unwrap(), from: vec!["10.0.0.1/32".parse().unwrap()] };
    start(Settings { proxy: Some(proxy), ..settings.clone() }).unwrap();
    let mut library = store::Library::open(sample.path()).unwrap();
    let ada = library.reader("Ada").unwrap();
    library.set_secret(ada.id, Some(&serve::hashed("correct horse").unwrap())).unwrap();
    start(settings).unwrap();
}

#[test]
fn text_of_reports_is_only_ever_text() {
    let sample = Sample::empty();
    let hostile = "<script>alert(1)</script> \u{202e}txet\u{1b}[31m “<img src=x onerror=alert(1)> is what we say,” Mayor Ada Lund said on Monday.";
    sample.add(&[("<b>x</b>\"'", "<i>Tide</i>", "2031-05-05", hostile)]);
    let server = sample.serve();
    for path in [
        "/stories",
        "/stories/1",
        "/articles/1",
        "/articles/1?marks=quotation&marks=name&at=0-20",
        "/articles/1/sentences/1?at=0-20",
        "/people?name=Ada+Lund",
        "/search?q=say&in=quotations",
    ] {
        let page = server.page(path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        for raw in ["<script>alert", "<img", "<b>x", "<i>Tide", "\u{202e}", "\u{1b}"] {
            assert!(!page.body.contains(raw), "{path} has {raw:?}");
        }
    }
}
