//! Following feeds, against a server that changes its mind.

use gather::opml::{Listed, Subscription};
use gather::watch::{Condition, Event, Feed, Outcome, Pace, Page, Watch, find};
use gather::web::{Address, Clock, Fetcher, Limits, Polite, Reach};
use jiff::Timestamp;
use rehearsal::{Server, send};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const STORY: &str = "<p>The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its northern rail, \
    the harbour office said.</p><p>“We checked every plank,” said the harbour master. No boat was lost, she said, and the repairs \
    cost less than the council had feared.</p>";

fn at(server: &Server, path: &str) -> Address {
    Address::parse(&format!("http://localhost:{}{path}", server.port())).unwrap()
}

fn fetcher() -> Fetcher {
    let limits = Limits { pause: Duration::from_millis(2), ..Limits::default() };
    Fetcher::new(limits, Reach::default().with("localhost"))
}

fn polite() -> Polite {
    Polite::new(fetcher(), Clock::default())
}

fn watch() -> Watch {
    Watch::new(polite(), Pace::default())
}

fn feed(address: Address) -> Feed {
    Feed::new(Listed { address, said: Subscription::default() }, Timestamp::now())
}

/// The feed at a path as it is after it was asked `times` times, each time at once, and the pages of the last answer.
fn asked(server: &Server, path: &str, times: usize) -> (Feed, Vec<Page>) {
    let mut watch = watch();
    watch.feed(feed(at(server, path)));
    let mut last = None;
    for _ in 0..times {
        let Event::Feed { feed, pages, .. } = next(&mut watch) else { panic!("no feed") };
        let mut again = (*feed).clone();
        again.due = again.due.map(|_| Timestamp::now());
        watch.feed(again);
        last = Some((*feed, pages));
    }
    last.unwrap()
}

fn next(watch: &mut Watch) -> Event {
    for _ in 0..100 {
        if let Some(event) = watch.next(Duration::from_secs(10)) {
            return event;
        }
    }
    panic!("nothing came");
}

fn rss(items: &str) -> String {
    format!("<rss version='2.0'><channel><title>The Tide</title>{items}</channel></rss>")
}

#[test]
fn each_answer_makes_of_a_feed_what_it_should() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let server = Server::start(move |request, stream| {
        let item = rss("<item><title>Pier</title><link>/pier</link></item>");
        match request.path.as_str() {
            "/fine" => send(stream, "200 OK\r\nETag: \"1\"", item.as_bytes()),
            "/empty" => send(stream, "200 OK", rss("").as_bytes()),
            "/page" => send(
                stream,
                "200 OK",
                b"<html><head><link rel=alternate type='application/rss+xml' href=/fine></head><p>Hi",
            ),
            "/torn" => send(stream, "200 OK\r\nETag: \"2\"", b"<rss version='2.0'><channel><item"),
            "/gone" => send(stream, "410 Gone", b""),
            "/closed" => send(stream, "403 Forbidden", b""),
            "/later" => send(stream, "503 Busy\r\nRetry-After: 7200", b""),
            "/same" => send(stream, "304 Not Modified", b""),
            // Says that it is as it was, also when that was no feed.
            "/stale" if request.header("if-none-match").is_some() => send(stream, "304 Not Modified", b""),
            "/stale" => {
                counter.fetch_add(1, Ordering::SeqCst);
                send(stream, "200 OK\r\nETag: \"3\"", b"<rss version='2.0'><channel><item");
            }
            "/left" => send(stream, "302 Found\r\nLocation: /gone", b""),
            "/moved" => send(stream, "301 Moved\r\nLocation: /fine", b""),
            _ => send(stream, "404 Not Found", b""),
        }
    });
    for (path, condition, reason) in [
        ("/fine", Condition::Fine, ""),
        ("/empty", Condition::Empty, "without items"),
        ("/page", Condition::Broken, "its feed is http"),
        ("/torn", Condition::Broken, "cannot be read as a feed"),
        ("/closed", Condition::Blocked, "403"),
        ("/same", Condition::Broken, "unasked"),
        ("/nowhere", Condition::Broken, "404"),
    ] {
        let (feed, pages) = asked(&server, path, 2);
        assert_eq!(feed.condition, condition, "{path}: {feed:?}");
        assert!(feed.reason.as_deref().unwrap_or_default().contains(reason), "{path}: {feed:?}");
        assert_eq!(
            feed.failures,
            if matches!(condition, Condition::Fine | Condition::Empty) { 0 } else { 2 },
            "{path}"
        );
        assert!(feed.due.unwrap() > Timestamp::now(), "{path}");
        assert_eq!(pages.len(), usize::from(path == "/fine"), "{path}");
    }
    assert_eq!(asked(&server, "/stale", 3).0.condition, Condition::Broken, "a 304 is no cure");
    assert_eq!(calls.load(Ordering::SeqCst), 3, "it was asked for anew each time");
    let (gone, _) = asked(&server, "/gone", 1);
    assert_eq!((gone.condition, gone.due), (Condition::Gone, None));
    let (later, _) = asked(&server, "/later", 1);
    let left_alone = later.due.unwrap().duration_since(Timestamp::now());
    assert!(left_alone > jiff::SignedDuration::from_mins(110), "{left_alone:?}");
    let (left, _) = asked(&server, "/left", 1);
    assert_eq!(left.condition, Condition::Broken, "where it is for now says nothing of where it is for good");
    let (moved, _) = asked(&server, "/moved", 1);
    assert_eq!((moved.address, moved.moved_from), (at(&server, "/fine"), Some(at(&server, "/moved"))));
}

#[test]
fn what_nothing_changed_in_stays_fine_and_is_asked_for_with_what_is_known() {
    let server = Server::start(|request, stream| match request.header("if-none-match") {
        Some("\"1\"") => send(stream, "304 Not Modified\r\nETag: \"1\"", b""),
        _ if request.path == "/feed" => {
            send(
                stream,
                "200 OK\r\nETag: \"1\"",
                rss("<item><title>a</title><link>/a</link></item>").as_bytes(),
            );
        }
        _ => send(stream, "404 Not Found", b""),
    });
    let (feed, pages) = asked(&server, "/feed", 2);
    assert_eq!((feed.condition, feed.failures, pages.len()), (Condition::Fine, 0, 0));
    assert!(feed.read == feed.asked && feed.reason.is_none());
}

#[test]
fn pages_are_had_once_and_what_cannot_be_had_says_why() {
    let server = Server::start(|request, stream| {
        match request.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", b"User-agent: *\nDisallow: /closed\n"),
        "/feed" => send(
            stream,
            "200 OK",
            rss("<item><title>Pier</title><link>/pier?utm_source=rss</link></item><item><title>Pier</title><link>/pier</link></item>
                <item><title>No</title><link>/closed</link></item><item><title>Gone</title><link>/gone</link></item>
                <item><title>Late</title><link>/late</link></item><item><guid>1</guid><title>A</title></item>
                <item><guid>1</guid><title>B</title></item>")
                .as_bytes(),
        ),
        "/pier" => {
            let page = format!("<html lang=en><head><title>Pier opens</title></head><article><h1>Pier opens</h1>{STORY}</article>");
            send(stream, "200 OK\r\nContent-Type: text/html; charset=utf-8", page.as_bytes());
        }
        "/late" => send(stream, "500 Trouble", b""),
        _ => send(stream, "410 Gone", b""),
    }
    });
    let mut watch = watch();
    watch.feed(feed(at(&server, "/feed")));
    let Event::Feed { pages, .. } = next(&mut watch) else { panic!() };
    let mut known: HashMap<String, Page> = HashMap::new();
    for page in pages {
        if let Some(page) = page.clone().met(known.get(&page.key).cloned()) {
            known.insert(page.key.clone(), page.clone());
            watch.page(page);
        }
    }
    assert_eq!(known.len(), 6, "one id does not make two items one");
    let mut reports = Vec::new();
    for _ in 0..known.len() {
        let Event::Page { page, report, .. } = next(&mut watch) else { panic!() };
        reports.extend(report);
        known.insert(page.key.clone(), *page);
    }
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert_eq!(report.article.id.0, at(&server, "/pier").to_string());
    let how = |path: &str| &known[at(&server, path).as_str()];
    assert_eq!(how("/pier").outcome, Outcome::Kept);
    assert!(how("/pier").due.is_some(), "it is looked at again");
    for (path, reason) in [("/closed", "Disallow: /closed"), ("/gone", "410")] {
        let page = how(path);
        assert_eq!((page.outcome, page.due), (Outcome::Refused, None), "{path}");
        assert!(page.reason.as_deref().unwrap().contains(reason), "{path}: {page:?}");
    }
    assert_eq!((how("/late").outcome, how("/late").due.is_some()), (Outcome::Waiting, true));
    assert_eq!(server.asked().iter().filter(|path| path.starts_with("/pier")).count(), 1);
    // Found again, all of them are known.
    let again = known.values().filter(|page| (*page).clone().met(Some((*page).clone())).is_some());
    assert_eq!(again.count(), 0);
}

#[test]
fn the_feed_of_a_site_is_found() {
    let server = Server::start(|request, stream| {
        match request.path.as_str() {
        "/named" => send(
            stream,
            "200 OK",
            b"<link rel=alternate type='application/rss+xml' href=/broken><link rel=alternate type='application/rss+xml' href=/feed2>
              <link rel=alternate type='application/atom+xml' href=/atom>",
        ),
        "/plain" => send(stream, "200 OK", b"<html><p>Nothing is named here."),
        "/feed2" | "/rss.xml" => send(stream, "200 OK", rss("<item><title>a</title><link>/a</link></item>").as_bytes()),
        "/index" => {
            let port = request.header("host").and_then(|host| host.split(':').nth(1)).unwrap_or_default().to_owned();
            let index = format!("<sitemapindex><sitemap><loc>http://localhost:{port}/news.xml</loc></sitemap></sitemapindex>");
            send(stream, "200 OK", index.as_bytes());
        }
        "/news.xml" => send(stream, "200 OK", b"<urlset><url><loc>/a</loc><news><title>A</title></news></url></urlset>"),
        _ => send(stream, "404 Not Found", b""),
    }
    });
    let polite = polite();
    for (path, feed, items) in [
        ("/feed2", "/feed2", 1),
        ("/named", "/feed2", 1),
        ("/plain", "/rss.xml", 1),
        ("/index", "/news.xml", 1),
    ] {
        let found = find(&at(&server, path), &polite).unwrap();
        assert_eq!((found.feed.address, found.items), (at(&server, feed), items), "{path}");
    }
    assert_eq!(find(&at(&server, "/named"), &polite).unwrap().others, [at(&server, "/atom")]);
    assert!(find(&at(&server, "/nowhere"), &polite).unwrap_err().to_string().contains("404"));
}
