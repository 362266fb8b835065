//! Fetching, from servers on this machine that behave well and badly.

use gather::Sources;
use gather::web::{Address, Clock, FetchError, Fetcher, Known, Limits, Polite, Reach, Refused};
use rehearsal::{Server, send};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn at(server: &Server, path: &str) -> Address {
    Address::parse(&format!("http://localhost:{}{path}", server.port())).unwrap()
}

fn limits() -> Limits {
    Limits {
        bytes: 100_000,
        time: Duration::from_mins(1),
        connect: Duration::from_secs(30),
        redirects: 3,
        pause: Duration::from_millis(50),
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(limits(), Reach::default().with("localhost"))
}

fn polite() -> Polite {
    Polite::new(fetcher(), Clock::default())
}

fn get(address: &Address) -> Result<gather::web::Fetched, FetchError> {
    fetcher().get(address, &Known::default())
}

#[test]
fn an_answer_comes_with_what_it_is_known_by() {
    let server = Server::start(|request, stream| {
        if request.head.contains("if-none-match: \"7\"") {
            return send(stream, "304 Not Modified\r\nETag: \"7\"", b"");
        }
        let head = "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: \"7\"\r\nTDM-Reservation: 1\r\nContent-Length: 4";
        send(stream, head, b"Rain");
    });
    let answer = get(&at(&server, "/")).unwrap();
    assert_eq!((answer.status, answer.body.as_slice(), answer.is_reserved), (200, &b"Rain"[..], true));
    assert_eq!(answer.content_type.as_deref(), Some("text/html; charset=utf-8"));
    let again = fetcher().get(&at(&server, "/"), &answer.known).unwrap();
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[test]
fn who_asks_says_who_it_is_and_nothing_else() {
    let heads = Arc::new(Mutex::new(String::new()));
    let noted = Arc::clone(&heads);
    let server = Server::start(move |request, stream| {
        noted.lock().unwrap().push_str(&request.head);
        send(stream, "200 OK", b"");
    });
    get(&at(&server, "/")).unwrap();
    let heads = heads.lock().unwrap();
    assert!(heads.contains("user-agent: parallax/"), "{heads}");
    for name in ["cookie", "authorization", "referer"] {
        assert!(!heads.contains(name), "{heads}");
    }
}

#[test]
fn redirects_are_followed_and_each_is_checked() {
    let server = Server::start(|request, stream| {
        let host = "localhost";
        match request.path.as_str() {
            "/old" => send(stream, "301 Moved Permanently\r\nLocation: /new", b""),
            "/now" => send(stream, "302 Found\r\nLocation: /new", b""),
            "/new" => send(stream, "200 OK", b"Rain"),
            "/ring" => send(stream, "302 Found\r\nLocation: /ring2", b""),
            "/ring2" => send(stream, "302 Found\r\nLocation: /ring", b""),
            "/inside" => send(stream, "302 Found\r\nLocation: http://127.0.0.1:9/", b""),
            "/cloud" => send(stream, "302 Found\r\nLocation: http://169.254.169.254/latest/meta-data", b""),
            "/file" => send(stream, "302 Found\r\nLocation: file:///etc/passwd", b""),
            "/secret" => send(stream, &format!("302 Found\r\nLocation: http://a:b@{host}/"), b""),
            _ => send(stream, &format!("302 Found\r\nLocation: {}x", request.path), b""),
        }
    });
    let old = get(&at(&server, "/old")).unwrap();
    assert_eq!((old.status, old.moved), (200, Some(at(&server, "/new"))));
    let now = get(&at(&server, "/now")).unwrap();
    assert_eq!((now.address, now.moved), (at(&server, "/new"), None));
    assert_eq!(get(&at(&server, "/ring")), Err(FetchError::Ring(at(&server, "/ring"))));
    assert_eq!(get(&at(&server, "/far")), Err(FetchError::Redirects(3)));
    for path in ["/inside", "/cloud"] {
        assert!(matches!(get(&at(&server, path)), Err(FetchError::Reach { .. })), "{path}");
    }
    for path in ["/file", "/secret"] {
        assert!(matches!(get(&at(&server, path)), Err(FetchError::Address(_))), "{path}");
    }
}

#[test]
fn machines_inside_are_not_asked_by_name_or_number() {
    let server = Server::start(|_, stream| send(stream, "200 OK", b"inside"));
    let fetcher = Fetcher::new(limits(), Reach::default());
    for host in ["localhost", "127.0.0.1", "[::1]", "2130706433", "0.0.0.0", "[::ffff:127.0.0.1]"] {
        let address = Address::parse(&format!("http://{host}:{}/", server.port())).unwrap();
        let refused = fetcher.get(&address, &Known::default()).unwrap_err();
        assert!(matches!(refused, FetchError::Reach { .. }), "{host}: {refused}");
    }
    assert!(server.asked().is_empty(), "somebody was asked");
}

#[test]
fn what_never_ends_costs_a_bounded_amount() {
    let mut bomb = Vec::new();
    let zeros = std::io::repeat(0).take(5 << 20);
    flate2::read::GzEncoder::new(zeros, flate2::Compression::fast()).read_to_end(&mut bomb).unwrap();
    let server = Server::start(move |request, stream| match request.path.as_str() {
        "/claims" => send(stream, "200 OK\r\nContent-Length: 10000000000", b"Rain"),
        "/endless" => {
            send(stream, "200 OK", b"");
            while stream.write_all(&[b'a'; 4096]).is_ok() {}
        }
        "/drip" => {
            send(stream, "200 OK", b"");
            while stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(100));
            }
        }
        "/silent" => thread::sleep(Duration::from_mins(2)),
        _ => send(stream, "200 OK\r\nContent-Encoding: gzip", &bomb),
    });
    for path in ["/claims", "/endless", "/bomb"] {
        assert_eq!(get(&at(&server, path)), Err(FetchError::TooLarge(100_000)), "{path}");
    }
    let hasty = Limits { time: Duration::from_secs(1), ..limits() };
    let hasty = Fetcher::new(hasty, Reach::default().with("localhost"));
    for path in ["/drip", "/silent"] {
        assert_eq!(hasty.get(&at(&server, path), &Known::default()), Err(FetchError::TooSlow(1)), "{path}");
    }
}

#[test]
fn what_cannot_be_reached_is_named() {
    let nobody = Address::parse("http://nobody.invalid/").unwrap();
    assert_eq!(get(&nobody), Err(FetchError::NoHost("nobody.invalid".to_owned())));
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let closed = Address::parse(&format!("http://localhost:{free}/")).unwrap();
    assert!(matches!(get(&closed), Err(FetchError::Broken(_))));
    let server = Server::start(|_, stream| {
        let _ = stream.write_all(b"garbage\r\n\r\n");
    });
    assert!(matches!(get(&at(&server, "/")), Err(FetchError::Broken(_))));
}

#[test]
fn robots_are_obeyed_and_asked_once() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(
            stream,
            "200 OK",
            b"User-agent: *\nDisallow: /\n\nUser-agent: parallax\nDisallow: /closed/\nAllow: /closed/open\n",
        ),
        _ => send(stream, "200 OK", b"Rain"),
    });
    let polite = polite();
    let get = |path: &str| polite.get(&at(&server, path), &Known::default());
    assert!(get("/news").is_ok());
    let forbidden = get("/closed/gate").unwrap_err().to_string();
    assert!(forbidden.contains("Disallow: /closed/"), "{forbidden}");
    assert!(get("/closed/open").is_ok());
    assert_eq!(server.asked(), ["/robots.txt", "/.well-known/tdmrep.json", "/news", "/closed/open"]);
}

#[test]
fn what_an_outlet_reserves_is_not_fetched_and_a_redirect_does_not_lead_to_it() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", b"User-agent: *\nDisallow: /closed\n"),
        "/.well-known/tdmrep.json" => {
            send(stream, "200 OK", br#"[{"location": "/mine/", "tdm-reservation": 1}]"#);
        }
        "/there" => send(stream, "302 Found\r\nLocation: /closed", b""),
        _ => send(stream, "200 OK", b"Rain"),
    });
    let polite = polite();
    let get = |path: &str| polite.get(&at(&server, path), &Known::default());
    assert_eq!(get("/mine/gate"), Err(Refused::Reserved));
    assert!(matches!(get("/there"), Err(Refused::Robots(_))));
    assert!(get("/news").is_ok());
    let asked = server.asked();
    assert!(!asked.contains(&"/mine/gate".to_owned()) && !asked.contains(&"/closed".to_owned()), "{asked:?}");
}

#[test]
fn several_threads_ask_a_host_one_after_the_other() {
    let open = Arc::new(Mutex::new((0, 0)));
    let seen = Arc::clone(&open);
    let server = Server::start(move |_, stream| {
        let now = {
            let mut open = seen.lock().unwrap();
            open.0 += 1;
            open.1 = open.1.max(open.0);
            open.0
        };
        thread::sleep(Duration::from_millis(5));
        seen.lock().unwrap().0 -= 1;
        send(stream, "200 OK", now.to_string().as_bytes());
    });
    let polite = polite();
    thread::scope(|scope| {
        for number in 0..8 {
            let (polite, server) = (&polite, &server);
            scope.spawn(move || polite.get(&at(server, &format!("/{number}")), &Known::default()).unwrap());
        }
    });
    assert_eq!(server.asked().len(), 10);
    assert_eq!(open.lock().unwrap().1, 1);
}

#[test]
fn without_a_robots_txt_all_is_allowed_and_with_a_broken_server_nothing() {
    for (status, is_allowed) in [("404 Not Found", true), ("403 Forbidden", true), ("503 Busy", false)] {
        let server = Server::start(move |_, stream| send(stream, status, b""));
        let allowed = polite().get(&at(&server, "/news"), &Known::default());
        assert_eq!(allowed.is_ok(), is_allowed, "{status}: {allowed:?}");
    }
}

const STORY: &str = "<p>The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its northern rail, \
    the harbour office said.</p><p>“We checked every plank,” said the harbour master. No boat was lost, she said, and the repairs \
    cost less than the council had feared.</p>";

fn page(title: &str) -> String {
    format!(
        "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>{STORY}</article></body></html>"
    )
}

const FEED: &str = "<rss version='2.0'><channel><title>The Tide</title>\
    <item><title>Pier opens</title><link>/pier</link><pubDate>Wed, 30 Apr 2031 17:20:00 +0200</pubDate></item>\
    <item><title>Closed</title><link>/closed</link></item>\
    <item><title>Gone</title><link>/gone</link></item>\
    <item><title>Nowhere</title></item>\
    <item><title>Bridge</title><link>/bridge</link></item></channel></rss>";

/// What comes of an address: reports by id, and problems as they are told.
fn sources(addresses: &[&Address]) -> (Vec<gather::Report>, Vec<String>) {
    let paths: Vec<std::path::PathBuf> = addresses.iter().map(|address| address.to_string().into()).collect();
    let (mut reports, mut problems) = (Vec::new(), Vec::new());
    for found in Sources::new(&paths).fetcher(fetcher()) {
        match found {
            Ok(report) => reports.push(report),
            Err(problem) => problems.push(problem.to_string()),
        }
    }
    (reports, problems)
}

#[test]
fn a_feed_leads_to_the_reports_of_its_items_and_what_fails_costs_itself_only() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/robots.txt" => send(stream, "200 OK", b"User-agent: *\nDisallow: /closed\n"),
        "/feed" => send(stream, "200 OK\r\nContent-Type: application/rss+xml", FEED.as_bytes()),
        "/pier" | "/bridge" => {
            send(stream, "200 OK\r\nContent-Type: text/html; charset=utf-8", page("Pier opens").as_bytes());
        }
        _ => send(stream, "404 Not Found", b""),
    });
    let (reports, problems) = sources(&[&at(&server, "/feed")]);
    let [pier, bridge] = reports.as_slice() else { panic!("{problems:?}") };
    assert_eq!(pier.article.url.as_deref(), Some(at(&server, "/pier").to_string().as_str()));
    assert_eq!(pier.article.published.unwrap().to_string(), "2031-04-30T15:20:00Z");
    assert!(pier.article.text.starts_with("The ferry pier at Wexholm"), "{}", pier.article.text);
    assert_eq!(bridge.article.id.0, at(&server, "/bridge").to_string());
    assert_eq!(problems.len(), 3, "{problems:?}");
    for (problem, words) in problems.iter().zip(["Disallow: /closed", "status 404", "names no page"]) {
        assert!(problem.contains(words), "{problem}");
    }
    assert!(!server.asked().contains(&"/closed".to_owned()));
}

#[test]
fn a_page_that_is_reserved_or_no_page_is_named() {
    let server = Server::start(|request, stream| match request.path.as_str() {
        "/reserved" => {
            send(stream, "200 OK\r\nContent-Type: text/html\r\ntdm-reservation: 1", page("A").as_bytes());
        }
        "/in-head" => {
            let reserved =
                page("A").replacen("<head>", "<head><meta name=\"tdm-reservation\" content=\"1\">", 1);
            send(stream, "200 OK\r\nContent-Type: text/html", reserved.as_bytes());
        }
        "/film" => send(stream, "200 OK\r\nContent-Type: video/mp4", b"\0\0"),
        "/empty-feed" => {
            send(stream, "200 OK", b"<rss version='2.0'><channel><title>x</title></channel></rss>");
        }
        _ => send(stream, "404 Not Found", b""),
    });
    let addresses = ["/reserved", "/in-head", "/film", "/empty-feed"].map(|path| at(&server, path));
    let (reports, problems) = sources(&addresses.each_ref());
    assert!(reports.is_empty() && problems.len() == 4, "{problems:?}");
    for (problem, words) in problems.iter().zip(["reserves", "reserves", "video/mp4", "no items"]) {
        assert!(problem.contains(words), "{problem}");
    }
    let elsewhere = Sources::new(&["ftp://tide.example/a".into()]).into_iter().next().unwrap();
    assert!(elsewhere.unwrap_err().to_string().contains("only http and https"));
}
