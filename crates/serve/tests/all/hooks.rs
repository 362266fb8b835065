//! Webhooks, with a receiver that fails at first.

use crate::{Running, Sample};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A call as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    id: String,
    timestamp: String,
    signature: String,
    body: String,
}

/// A receiver that answers with these statuses, one after the other. Gives its address and the calls.
fn receiver(statuses: &'static [u16]) -> (String, Receiver<Call>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, calls) = channel();
    std::thread::spawn(move || {
        for status in statuses {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut length, mut head) = (0, Vec::new());
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let line = line.trim_end().to_owned();
                if line.is_empty() {
                    break;
                }
                if let Some((name, value)) = line.split_once(':') {
                    let (name, value) = (name.to_lowercase(), value.trim().to_owned());
                    if name == "content-length" {
                        length = value.parse().unwrap();
                    }
                    head.push((name, value));
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let header = |name: &str| {
                head.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()).unwrap()
            };
            sender
                .send(Call {
                    id: header("webhook-id"),
                    timestamp: header("webhook-timestamp"),
                    signature: header("webhook-signature"),
                    body: String::from_utf8(body).unwrap(),
                })
                .unwrap();
            write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    (at, calls)
}

fn server(sample: &Sample) -> Running {
    let mut settings = sample.settings();
    settings.allow_hosts = vec!["127.0.0.1".to_owned()];
    Running::new(settings)
}

fn add(server: &Running, body: &str) -> serde_json::Value {
    let answer = server.ask("POST", "/api/v1/hooks", &["Content-Type: application/json"], body);
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

const LATER: (&str, &str, &str, &str) = (
    "quay",
    "Quay Post",
    "2031-05-07",
    "Mayor Ada Lund said in Wexholm that the harbour fee was withdrawn. The gate opens on Friday.",
);

#[test]
fn a_call_that_fails_is_made_again_with_the_same_id_until_it_arrives() {
    let sample = Sample::harbour();
    let (at, calls) = receiver(&[503, 200]);
    let server = server(&sample);
    let made = add(&server, &format!("{{\"url\":\"{at}\",\"search\":{{\"q\":\"fee\"}}}}"));
    assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
    sample.add(&[LATER]);
    let first = calls.recv_timeout(Duration::from_secs(20)).unwrap();
    let body: serde_json::Value = serde_json::from_str(&first.body).unwrap();
    assert_eq!((&body["type"], &body["data"]["articles"][0]["id"]), (&"search.found".into(), &"quay".into()));
    assert!(first.signature.starts_with("v1,"));
    let second = calls.recv_timeout(Duration::from_secs(30)).unwrap();
    assert_eq!((&second.id, &second.body), (&first.id, &first.body));
    assert_ne!(second.timestamp, first.timestamp);
    assert_ne!(second.signature, first.signature, "the moment is signed too");
    let mut told = server.get("/api/v1/hooks/1/calls").json();
    for _ in 0..100 {
        if !told[0]["done"].is_null() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
        told = server.get("/api/v1/hooks/1/calls").json();
    }
    assert_eq!((&told[0]["tries"], &told[0]["last"]), (&2.into(), &"200".into()), "{told}");
    assert_eq!(told.as_array().unwrap().len(), 1, "one call for what came, however often it is looked");
    assert!(calls.recv_timeout(Duration::from_secs(3)).is_err(), "nobody is called again");
}

#[test]
fn a_receiver_that_is_gone_is_called_no_more() {
    let sample = Sample::harbour();
    let (at, calls) = receiver(&[410]);
    let server = server(&sample);
    add(&server, &format!("{{\"url\":\"{at}\",\"story\":1}}"));
    sample.add(&[LATER]);
    calls.recv_timeout(Duration::from_secs(20)).unwrap();
    let mut hooks = server.get("/api/v1/hooks").json();
    for _ in 0..100 {
        if !hooks[0]["stopped"].is_null() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
        hooks = server.get("/api/v1/hooks").json();
    }
    assert!(hooks[0]["stopped"].as_str().unwrap().contains("410"), "{hooks}");
    assert!(hooks[0].get("secret").is_none());
}

#[test]
fn nobody_inside_is_called_and_what_means_nothing_is_refused() {
    let sample = Sample::harbour();
    let (at, calls) = receiver(&[200]);
    // Without leave to reach this machine.
    let server = sample.serve();
    add(&server, &format!("{{\"url\":\"{at}\",\"story\":1}}"));
    sample.add(&[LATER]);
    assert!(calls.recv_timeout(Duration::from_secs(4)).is_err());
    let told = server.get("/api/v1/hooks/1/calls").json();
    assert!(told[0]["last"].as_str().unwrap().contains("no public address"), "{told}");
    for body in [
        "{\"url\":\"file:///etc/passwd\",\"story\":1}",
        "{\"url\":\"https://tide.example/\"}",
        "{\"url\":\"https://tide.example/\",\"search\":{}}",
        "{\"url\":\"https://tide.example/\",\"story\":1,\"search\":{\"q\":\"fee\"}}",
    ] {
        let answer = server.ask("POST", "/api/v1/hooks", &["Content-Type: application/json"], body);
        assert_eq!(answer.status, 422, "{body}: {}", answer.body);
    }
    let nowhere = server.ask(
        "POST",
        "/api/v1/hooks",
        &["Content-Type: application/json"],
        "{\"url\":\"https://tide.example/\",\"story\":9}",
    );
    assert_eq!(nowhere.status, 404);
    assert_eq!(server.ask("POST", "/api/v1/hooks/1/remove", &[], "").status, 204);
    assert_eq!(server.ask("POST", "/api/v1/hooks/1/remove", &[], "").status, 404);
}

#[test]
fn a_webhook_is_added_on_a_page_that_shows_its_secret_once() {
    let sample = Sample::harbour();
    let server = sample.serve();
    let page = server.page("/hooks?story=1");
    assert!(page.body.contains("Nobody is called yet") && page.body.contains("value=\"1\""), "{}", page.body);
    let fields = format!("csrf={}&url=https%3A%2F%2Fnewsroom.example%2Fhook&story=1", page.csrf());
    let made = server.send("/hooks", &fields, &[]);
    assert_eq!(made.status, 200, "{}", made.body);
    assert!(
        made.body.contains("<code>whsec_") && made.body.contains("new reports of story 1"),
        "{}",
        made.body
    );
    let listed = server.page("/hooks").body;
    assert!(listed.contains("https://newsroom.example/hook") && !listed.contains("whsec_"), "{listed}");
    for wrong in ["", "&story=x", "&story=1&q=fee", "&story=77"] {
        let fields = format!("csrf={}&url=https%3A%2F%2Fnewsroom.example%2Fhook{wrong}", page.csrf());
        assert!(matches!(server.send("/hooks", &fields, &[]).status, 404 | 422), "{wrong}");
    }
    assert_eq!(server.send("/hooks", "csrf=x&url=https%3A%2F%2Fa.example&story=1", &[]).status, 403);
    let gone = server.send("/hooks/1/remove", &format!("csrf={}", page.csrf()), &[]);
    assert_eq!(gone.status, 303);
    assert!(server.page("/hooks").body.contains("Nobody is called yet"));
}
