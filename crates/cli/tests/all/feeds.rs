//! Feeds are followed, listed, and go in and out as OPML.

use crate::run::Folder;
use gather::web::Clock;
use jiff::Timestamp;
use rehearsal::{Manner, Plan, Server, World, send};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

const STORY: &str = "<p>The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its northern rail, \
    the harbour office said.</p><p>“We checked every plank,” said the harbour master. No boat was lost, she said, and the repairs \
    cost less than the council had feared.</p>";

fn outlet() -> Server {
    Server::start(|request, stream| {
        match request.path.as_str() {
        "/" => send(stream, "200 OK", b"<link rel=alternate type='application/rss+xml' href=/world.rss title=World><p>The Tide"),
        "/world.rss" => send(
            stream,
            "200 OK\r\nContent-Type: application/rss+xml",
            b"<rss version='2.0'><channel><title>The Tide</title><item><title>Pier</title><link>/pier</link></item>
              <item><title>Shut</title><link>/shut</link></item></channel></rss>",
        ),
        "/pier" => {
            let page = format!("<html lang=en><head><title>Pier opens</title></head><article><h1>Pier opens</h1>{STORY}</article>");
            send(stream, "200 OK\r\nContent-Type: text/html; charset=utf-8", page.as_bytes());
        }
        "/shut" => send(stream, "403 Forbidden", b""),
        _ => send(stream, "404 Not Found", b""),
    }
    })
}

#[test]
fn a_site_is_followed_and_what_its_feed_leads_to_is_kept() {
    let (folder, server) = (Folder::new(), outlet());
    let site = format!("http://localhost:{}/", server.port());
    let feed = format!("{site}world.rss");
    folder.run(&["watch", "--once"]).ended(2, &["no feed is followed", "parallax feeds add"]);
    folder.run(&["feeds"]).ended(2, &["no feed is followed", "parallax feeds add"]);
    folder.run(&["feeds", "add", &site]).ended(2, &["no public address", "no feed was found"]);
    let added =
        folder.run(&["feeds", "add", &site, "--folder", "Harbours/World", "--allow-host", "localhost"]);
    assert!(added.ended(0, &[]).out.contains(&format!("follows The Tide: {feed} (2 items)")), "{added:?}");
    let watched = folder.run(&["watch", "--once", "--allow-host", "localhost"]);
    watched.ended(0, &["status 403"]);
    assert!(watched.out.starts_with("asked 1 feed, added 1 report; next at "), "{watched:?}");
    let listed = folder.run(&["feeds"]);
    for words in ["Harbours / World", "fine", "The Tide", &feed, "1 report · 1 refused"] {
        assert!(listed.ended(0, &["1 feed: 1 fine"]).out.contains(words), "{words}: {listed:?}");
    }
    let pages = folder.run(&["feeds", "pages", &feed]);
    assert!(pages.ended(0, &[]).out.contains("answered with status 403"), "{pages:?}");
    assert!(folder.run(&["stories"]).ended(0, &[]).out.contains("Pier opens"));
    // What was had is not had again.
    let again = folder.run(&["watch", "--once", "--allow-host", "localhost", "--format", "json"]);
    again.ended(0, &["asked 0 feeds"]);
    folder.run(&["feeds", "ask", &feed]).ended(0, &[]);
    let again = folder.run(&["watch", "--once", "--allow-host", "localhost", "--format", "json"]);
    assert_eq!(again.ended(0, &[]).json()[0]["pages"], 0);
    assert_eq!(server.asked().iter().filter(|path| *path == "/pier").count(), 1);
    folder.run(&["feeds", "remove", &feed]).ended(0, &[]);
    folder.run(&["feeds", "remove", &feed]).ended(1, &["no feed that is followed"]);
    folder.run(&["watch"]).ended(2, &["no feed is followed", "parallax feeds add"]);
}

#[test]
fn a_feed_that_has_more_than_can_be_had_is_had_in_parts() {
    let folder = Folder::new();
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/feed" if request.header("if-none-match").is_some() => send(stream, "304 Not Modified", b""),
        "/feed" => {
            let item = |number: usize| {
                format!("<item><title>{number}</title><link>http://nobody.invalid/{number}</link></item>")
            };
            let items: String = (0..700).map(item).collect();
            let feed = format!("<rss version='2.0'><channel><title>The Tide</title>{items}</channel></rss>");
            send(stream, "200 OK\r\nETag: \"1\"", feed.as_bytes());
        }
        _ => send(stream, "404 Not Found", b""),
    });
    let feed = format!("http://localhost:{}/feed", server.port());
    folder.run(&["feeds", "add", &feed, "--allow-host", "localhost"]).ended(0, &[]);
    // The pages are of a host that there is not: it is long enough to see how many are waited for.
    let asked = |told: &str| {
        let mut watching =
            folder.command(&["watch", "--allow-host", "localhost"]).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(watching.stderr.take().unwrap());
        let found = said.lines().map_while(Result::ok).any(|line| line.contains(told));
        watching.kill().unwrap();
        watching.wait().unwrap();
        assert!(found, "{told} was not said");
    };
    asked("600 new pages; 100 more wait for the next time");
    let knows = |tag: &str| {
        let exported = folder.run(&["export", "--format", "jsonl"]);
        let row =
            exported.out.lines().find(|line| line.starts_with("{\"table\":\"feed\"")).expect("the feed");
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        row["body"]["known"]["etag"].as_str() == Some(tag)
    };
    assert!(!knows("\"1\""), "the rest would never be seen");
    folder.run(&["feeds", "ask", &feed]).ended(0, &[]);
    asked("100 new pages");
    assert!(knows("\"1\""));
}

const LIST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>My feeds</title></head><body>
<outline text="Harbours" title="Harbours"><outline type="rss" text="The Tide &amp; more" title="The Tide &amp; more"
  xmlUrl="https://tide.example/rss?a=1&amp;b=2" htmlUrl="https://tide.example/"/></outline>
<outline type="rss" text="Gale" xmlUrl="https://gale.example/atom.xml" description="Wind"/>
<outline text="Bad" xmlUrl="ftp://bad.example/"/></body></opml>"#;

#[test]
fn a_list_of_another_reader_goes_in_and_out() {
    let folder = Folder::with(&[("list.opml", LIST), ("no.opml", "<html></html>")]);
    let imported = folder.run(&["feeds", "import", "list.opml"]);
    imported.ended(1, &["\"Bad\"", "only http and https"]);
    assert_eq!(imported.out, "follows 2 more feeds\n");
    folder.run(&["feeds", "import", "no.opml"]).ended(2, &["it is no OPML"]);
    folder.run(&["feeds", "import", "missing.opml"]).ended(2, &["missing.opml"]);
    let out = folder.run(&["feeds", "export"]);
    for words in [
        "<outline text=\"Harbours\"",
        "The Tide &amp; more",
        "htmlUrl=\"https://tide.example/\"",
        "description=\"Wind\"",
    ] {
        assert!(out.ended(0, &[]).out.contains(words), "{words}: {out:?}");
    }
    let other = Folder::with(&[("list.opml", &out.out)]);
    other.run(&["feeds", "import", "list.opml"]).ended(0, &[]);
    assert_eq!(other.run(&["feeds", "export"]).out, out.out);
    let again = other.run(&["feeds", "import", "list.opml"]);
    assert!(again.out.starts_with("follows 0 more feeds; 2 were followed already"), "{again:?}");
}

#[test]
fn two_do_not_follow_one_library() {
    let (folder, server) = (Folder::new(), outlet());
    let feed = format!("http://localhost:{}/world.rss", server.port());
    folder.run(&["feeds", "add", &feed, "--allow-host", "localhost"]).ended(0, &[]);
    let mut first =
        folder.command(&["watch", "--allow-host", "localhost"]).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while !folder.path("parallax.db-watch").exists() {
        assert!(begun.elapsed() < Duration::from_mins(2), "it does not begin");
        sleep(Duration::from_millis(20));
    }
    let second = loop {
        let second = folder.run(&["watch", "--once"]);
        // The file is there a moment before its lock.
        if second.err.contains("another process") || begun.elapsed() > Duration::from_mins(2) {
            break second;
        }
    };
    second.ended(2, &["followed by another process"]);
    first.kill().unwrap();
    first.wait().unwrap();
    folder.run(&["watch", "--once", "--allow-host", "localhost"]).ended(0, &[]);
}

#[test]
fn outlets_that_misbehave_and_a_kill_lose_nothing_and_double_nothing() {
    let folder = Folder::new();
    let since = Timestamp::now();
    let clock = Clock::faster(since, 20);
    // One of each manner, each at a host of its own; nothing new is published later.
    let world =
        World::open(Plan { feeds: 36, hosts: 36, first: 3, more: 0, over: Duration::ZERO }, clock).unwrap();
    folder.write("feeds.opml", world.opml().unwrap().as_bytes());
    folder.run(&["feeds", "import", "feeds.opml"]).ended(0, &[]);
    let clock = format!("{since}*20");
    let mut words = vec!["watch", "--quiet", "--clock", &clock];
    let hosts = world.hosts();
    for host in &hosts {
        words.extend(["--allow-host", host]);
    }
    let expected: Vec<String> = world
        .sites
        .iter()
        .filter(|site| site.manner < Manner::ShyPages && site.closed.is_none())
        .flat_map(|site| (0..3).map(|place| site.feed.to_string().replace("feed.xml", &format!("p{place}"))))
        .collect();
    assert!(expected.len() > 30);
    let mut watching = folder.command(&words).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while world.asked().iter().filter(|asked| asked.path.contains("/p")).count() < 10 {
        assert!(begun.elapsed() < Duration::from_mins(3), "nothing is asked for");
        sleep(Duration::from_millis(20));
    }
    watching.kill().unwrap();
    watching.wait().unwrap();
    words.push("--once");
    let mut had: BTreeMap<String, usize>;
    loop {
        folder.run(&words);
        had = BTreeMap::new();
        for line in folder
            .run(&["export", "--format", "jsonl"])
            .out
            .lines()
            .filter(|line| line.starts_with("{\"table\":\"article\""))
        {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            *had.entry(row["url"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
        }
        if expected.iter().all(|address| had.contains_key(address)) {
            break;
        }
        let missing: Vec<&String> = expected.iter().filter(|address| !had.contains_key(*address)).collect();
        assert!(begun.elapsed() < Duration::from_mins(10), "{missing:?}");
    }
    let edited = world
        .sites
        .iter()
        .find(|site| site.manner == Manner::Edited)
        .unwrap()
        .feed
        .to_string()
        .replace("feed.xml", "p0");
    let doubled: Vec<_> = had.iter().filter(|(address, count)| **count > 1 && **address != edited).collect();
    assert!(doubled.is_empty(), "{doubled:?}");
    for (number, site) in world.sites.iter().enumerate() {
        let is_forbidden = site.manner == Manner::Forbidden || site.closed.is_some();
        let path = format!("/f{number}/");
        assert!(
            !is_forbidden || !world.asked().iter().any(|asked| asked.path.starts_with(&path)),
            "{path} was asked for"
        );
    }
    folder.run(&["verify"]).ended(0, &[]);
    let doctor = folder.run(&["doctor", "--format", "json"]).ended(0, &[]).json();
    assert!(doctor.iter().all(|finding| finding["concern"] != "trouble"), "{doctor:#?}");
}
