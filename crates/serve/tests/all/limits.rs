//! How much of the server one client can hold.

use crate::{Running, Sample};
use serve::Limits;
use std::io::{Read, Write};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

#[test]
fn a_body_that_is_too_long_is_refused() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    settings.limits = Limits { body: 1000, ..Limits::default() };
    let server = Running::new(settings);
    let long = format!(
        "{{\"correction\":{{\"kind\":\"outlet\",\"article\":\"tide\",\"outlet\":\"{}\"}}}}",
        "x".repeat(2000)
    );
    let answer = server.ask("POST", "/api/v1/corrections", &["Content-Type: application/json"], &long);
    assert_eq!(answer.status, 413);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let broken =
        server.ask("POST", "/api/v1/corrections", &["Content-Type: application/json"], "{\"correction\":");
    assert_eq!(broken.status, 400);
    assert!(broken.json()["hint"].as_str().unwrap().contains("openapi.json"));
}

#[test]
fn too_many_requests_are_told_to_wait() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    let few = NonZeroU32::new(3).unwrap();
    settings.limits = Limits { rate: NonZeroU32::MIN, burst: few, ..Limits::default() };
    let server = Running::new(settings);
    let statuses: Vec<u16> = (0..5).map(|_| server.get("/healthz").status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 3, "{statuses:?}");
    assert!(server.get("/healthz").header("retry-after").is_some());
}

#[test]
fn a_client_that_takes_forever_is_cut_off() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    settings.limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let server = Running::new(settings);
    let mut slow = server.connect();
    let began = Instant::now();
    // A byte at a time, and never the end of the head.
    let mut is_cut = false;
    for byte in
        b"GET /stories HTTP/1.1\r\nHost: localhost\r\nX: ".iter().chain(std::iter::repeat_n(&b'y', 200))
    {
        if slow.write_all(&[*byte]).is_err() {
            is_cut = true;
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut rest = Vec::new();
    let read = slow.read_to_end(&mut rest);
    assert!(is_cut || read.is_err() || rest.is_empty() || rest.starts_with(b"HTTP/1.1 408"), "{rest:?}");
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(server.get("/healthz").status, 200, "others are served");
}

#[test]
fn streams_of_events_are_bounded_and_hold_nobody_up() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    settings.limits = Limits { streams: 5, ..Limits::default() };
    let server = Running::new(settings);
    let streams: Vec<_> = (0..5)
        .map(|_| {
            let mut stream = server.connect();
            let head = format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at);
            stream.write_all(head.as_bytes()).unwrap();
            let mut first = [0; 15];
            stream.read_exact(&mut first).unwrap();
            assert!(first.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&first));
            stream
        })
        .collect();
    let more = server.get("/api/v1/events");
    assert_eq!((more.status, more.header("retry-after")), (503, Some("30")));
    assert_eq!(server.get("/api/v1/stories").status, 200);
    drop(streams);
}

#[test]
fn those_who_listen_hear_that_the_library_has_changed() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let mut stream = server.connect();
    stream
        .write_all(format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at).as_bytes())
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    sample.add(&[("quay", "Quay Post", "2031-05-07", "The gate opened on Wednesday, Mayor Ada Lund said.")]);
    let mut heard = String::new();
    let mut piece = [0; 1024];
    while !heard.contains("\"event\":\"changed\"") {
        let read = stream.read(&mut piece).unwrap();
        assert!(read > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
    }
}

#[test]
fn a_correction_that_cannot_have_its_turn_is_told_so_and_can_be_made_later() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    settings.limits = Limits { turn: Duration::from_millis(300), ..Limits::default() };
    let server = Running::new(settings);
    // As another process that takes reports in holds it.
    let mut held = sample.path().into_os_string();
    held.push("-writing");
    let held = std::fs::File::create(held).unwrap();
    held.lock().unwrap();
    let correction = "{\"correction\":{\"kind\":\"outlet\",\"article\":\"tide\",\"outlet\":\"Tide News\"}}";
    let correct =
        || server.ask("POST", "/api/v1/corrections", &["Content-Type: application/json"], correction);
    let refused = correct();
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("5")), "{}", refused.body);
    assert!(refused.json()["hint"].as_str().unwrap().contains("nothing was changed"));
    // Those who read are not held up.
    assert_eq!(server.get("/api/v1/stories").status, 200);
    assert_eq!(server.get("/api/v1/corrections").json().as_array().unwrap().len(), 0);
    held.unlock().unwrap();
    assert_eq!(correct().status, 201);
}

#[test]
fn hundreds_of_listeners_leave_room_for_those_who_read() {
    let sample = Sample::harbour();
    let mut settings = sample.settings();
    let many = NonZeroU32::new(10_000).unwrap();
    settings.limits = Limits { rate: many, burst: many, ..Limits::default() };
    let most = settings.limits.streams;
    let server = Running::new(settings);
    let open = || {
        let mut stream = server.connect();
        let head = format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.at);
        stream.write_all(head.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        (stream, String::from_utf8_lossy(&first).into_owned())
    };
    let streams: Vec<_> = (0..most + 50).map(|_| open()).collect();
    let with = |status: &str| streams.iter().filter(|(_, first)| first.ends_with(status)).count();
    assert_eq!((with("200"), with("503")), (most, 50));
    assert_eq!(server.get("/api/v1/stories").status, 200);
    assert_eq!(server.page("/stories/1").status, 200);
}
