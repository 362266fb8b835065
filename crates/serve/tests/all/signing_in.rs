//! Passwords, sessions, tokens and proxies.

use crate::{Answer, Running, Sample};
use serve::{Limits, Proxy, new_token, token_digest};
use std::num::NonZeroU32;
use std::time::Duration;
use store::Library;

fn with_ada() -> Sample {
    let sample = Sample::harbour();
    let mut library = Library::open(sample.path()).unwrap();
    let ada = library.reader("Ada").unwrap();
    library.set_secret(ada.id, Some(&serve::hashed("correct horse").unwrap())).unwrap();
    sample
}

fn sign_in(server: &Running, name: &str, password: &str, next: &str) -> Answer {
    server.send("/sign-in", &format!("name={name}&password={password}&next={next}"), &[])
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap_or_else(|| panic!("{answer:?}"));
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax"), "{set}");
    format!("Cookie: {}", set.split(';').next().unwrap())
}

#[test]
fn strangers_sign_in_first() {
    let sample = with_ada();
    let server = sample.serve();
    let page = server.page("/stories/1?since=last");
    assert_eq!(
        (page.status, page.header("location")),
        (303, Some("/sign-in?next=%2Fstories%2F1%3Fsince%3Dlast"))
    );
    let program = server.get("/api/v1/stories");
    assert_eq!((program.status, program.header("www-authenticate")), (401, Some("Bearer")));
    assert_eq!(program.json()["status"], 401);
    assert_eq!(sign_in(&server, "Ada", "wrong+horse", "").status, 401);
    assert_eq!(sign_in(&server, "Nobody", "correct+horse", "").status, 401);
    let answer = sign_in(&server, "ada", "correct+horse", "/stories/1");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/stories/1")));
    let cookie = cookie(&answer);
    let page = server.ask("GET", "/stories/1", &["Accept: text/html", &cookie], "");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Sign out"));
    let out = server.send("/sign-out", &format!("csrf={}", page.csrf()), &[&cookie]);
    assert_eq!(out.status, 303);
    assert_eq!(
        server.ask("GET", "/stories", &["Accept: text/html", &cookie], "").status,
        303,
        "the session has ended"
    );
}

#[test]
fn nobody_is_sent_to_another_site() {
    let sample = with_ada();
    let server = sample.serve();
    for next in ["https://tide.example/", "//tide.example", "/\\tide.example"] {
        assert_eq!(
            sign_in(&server, "Ada", "correct+horse", next).header("location"),
            Some("/stories"),
            "{next}"
        );
    }
}

#[test]
fn a_form_of_one_session_is_none_of_another() {
    let sample = with_ada();
    let server = sample.serve();
    let first = cookie(&sign_in(&server, "Ada", "correct+horse", ""));
    let second = cookie(&sign_in(&server, "Ada", "correct+horse", ""));
    let token = server.ask("GET", "/corrections", &["Accept: text/html", &first], "").csrf();
    let fields = format!("kind=outlet&article=tide&outlet=Tide+News&csrf={token}");
    assert_eq!(server.send("/corrections", &fields, &[&second]).status, 403);
    assert_eq!(server.send("/corrections", &fields, &[&first]).status, 303);
    let made = server.ask("GET", "/api/v1/corrections", &[&first], "").json();
    assert_eq!(made[0]["maker"], "Ada", "who made it is kept");
}

#[test]
fn a_session_that_is_not_used_ends() {
    let sample = with_ada();
    let mut settings = sample.settings();
    settings.limits = Limits { idle: Duration::from_secs(1), ..Limits::default() };
    let server = Running::new(settings);
    let cookie = cookie(&sign_in(&server, "Ada", "correct+horse", ""));
    assert_eq!(server.ask("GET", "/stories", &["Accept: text/html", &cookie], "").status, 200);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(server.ask("GET", "/stories", &["Accept: text/html", &cookie], "").status, 303);
}

#[test]
fn a_program_has_a_token_and_writes_only_where_that_was_said() {
    let sample = with_ada();
    let mut library = Library::open(sample.path()).unwrap();
    let ada = library.find_reader("Ada").unwrap().unwrap();
    let (reads, writes) = (new_token().unwrap(), new_token().unwrap());
    library.put_token(&token_digest(&reads), ada.id, "reads", false, "2031-05-06T07:08:09Z").unwrap();
    let id =
        library.put_token(&token_digest(&writes), ada.id, "writes", true, "2031-05-06T07:08:09Z").unwrap();
    let server = sample.serve();
    let body = "{\"correction\":{\"kind\":\"outlet\",\"article\":\"tide\",\"outlet\":\"Tide News\"}}";
    let ask = |token: &str, method: &str, body: &str| {
        let bearer = format!("Authorization: Bearer {token}");
        server.ask(method, "/api/v1/corrections", &[&bearer, "Content-Type: application/json"], body)
    };
    assert_eq!(ask(&reads, "GET", "").status, 200);
    assert_eq!(ask(&reads, "POST", body).status, 403);
    assert_eq!(ask(&writes, "POST", body).status, 201);
    assert_eq!(ask("guessed", "GET", "").status, 401);
    library.remove_token(id).unwrap();
    assert_eq!(ask(&writes, "GET", "").status, 401);
}

#[test]
fn only_the_proxy_says_who_a_reader_is() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    settings.proxy =
        Some(Proxy { header: "x-remote-user".parse().unwrap(), from: vec!["127.0.0.1/32".parse().unwrap()] });
    let server = Running::new(settings.clone());
    assert_eq!(server.ask("GET", "/stories", &["Accept: text/html", "X-Remote-User: Ilo"], "").status, 200);
    assert_eq!(server.page("/stories").status, 303, "nobody was named");
    settings.proxy =
        Some(Proxy { header: "x-remote-user".parse().unwrap(), from: vec!["10.0.0.0/8".parse().unwrap()] });
    let server = Running::new(settings);
    assert_eq!(server.ask("GET", "/stories", &["Accept: text/html", "X-Remote-User: Ilo"], "").status, 303);
}

#[test]
fn guessing_passwords_is_slow() {
    let sample = with_ada();
    let mut settings = sample.settings();
    settings.limits = Limits { sign_ins: NonZeroU32::new(3).unwrap(), ..Limits::default() };
    let server = Running::new(settings);
    let statuses: Vec<u16> = (0..5).map(|_| sign_in(&server, "Ada", "wrong+horse", "").status).collect();
    assert_eq!(statuses, [401, 401, 401, 429, 429]);
    assert!(sign_in(&server, "Ada", "correct+horse", "").header("retry-after").is_some());
}
