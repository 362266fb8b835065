//! A server on a port of its own, and a client that sends just what it is told to.

use article::Article;
use desk::{Listener, Progress, Teller, Work};
use serve::Settings;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;
use store::{Library, NewArticle};
use tempfile::TempDir;
use tokio::sync::oneshot;

/// A library in a folder that goes with it.
pub(crate) struct Sample {
    folder: TempDir,
}

struct Unheard;

impl Listener for Unheard {
    fn note(&self, _: &str) {}
    fn warning(&self, words: &str) {
        panic!("{words}");
    }
    fn error(&self, words: &str) {
        panic!("{words}");
    }
    fn begin(&self, _: &'static str, _: Option<usize>) -> Box<dyn Progress + '_> {
        Box::new(Self)
    }
    fn is_asked_to_stop(&self) -> bool {
        false
    }
}

impl Progress for Unheard {
    fn add(&mut self, _: usize) {}
}

impl Sample {
    /// An empty library.
    pub(crate) fn empty() -> Self {
        let sample = Self { folder: tempfile::tempdir().unwrap() };
        Library::open(sample.path()).unwrap();
        sample
    }

    /// Two reports of one story by two outlets.
    pub(crate) fn harbour() -> Self {
        let sample = Self::empty();
        sample.add(&[
            ("tide", "Tide", "2031-05-05", "“We will open the gate on Friday,” Mayor Ada Lund said in Wexholm on Monday.\n\nThe harbour fee rises to 40 crowns, the port authority said. About 2,400 people marched against it."),
            ("gale", "Gale", "2031-05-06", "Mayor Ada Lund said the gate would open on Friday.\n\nPolice in Wexholm said 3,100 people marched against the harbour fee."),
        ]);
        sample
    }

    /// A third report of it, which agrees with the second.
    pub(crate) fn add_quay(&self) {
        self.add(&[("quay", "Quay", "2031-05-06", "In Wexholm the harbour fee rises to 40 crowns, the port authority said. Police said 3,100 people marched against the harbour fee.")]);
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    /// Adds reports: id, outlet, day, text.
    pub(crate) fn add(&self, reports: &[(&str, &str, &str, &str)]) {
        let library = Library::open(self.path()).unwrap();
        let mut work = Work::new(library, 1, &Unheard).unwrap();
        for (id, outlet, day, text) in reports {
            let mut article = Article::new(*id, *text);
            article.outlet = Some(article::Outlet((*outlet).to_owned()));
            article.published = Some(day.parse().unwrap());
            article.title = Some(format!("The harbour fee, by {outlet}"));
            article.url = Some(format!("https://{}.example/{id}", outlet.to_lowercase()));
            work.library
                .add(&[NewArticle {
                    article,
                    origin: (*id).to_owned(),
                    raw: text.as_bytes(),
                    media: "text/plain".to_owned(),
                    charset: None,
                    extractor: "test 1".to_owned(),
                    added: desk::now(),
                }])
                .unwrap();
        }
        work.catch_up().unwrap();
    }

    /// Settings for it: a port that is free, no feeds.
    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::new(self.path());
        settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        settings.follow = false;
        settings.threads = 1;
        settings
    }

    /// A server over it.
    pub(crate) fn serve(&self) -> Running {
        Running::new(self.settings())
    }
}

/// What tells stories by the owners that come with the program.
pub(crate) fn teller() -> Teller {
    Teller::new(weave::Owners::built_in(), "")
}

/// A server that stops when it is dropped.
pub(crate) struct Running {
    pub(crate) at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    pub(crate) fn new(settings: Settings) -> Self {
        let (stop, stopped) = oneshot::channel();
        let (ready, at) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            let stop = async {
                let _ = stopped.await;
            };
            runtime.block_on(serve::serve(settings, teller(), |at| ready.send(at).unwrap(), stop)).unwrap();
        });
        let at = at.recv().unwrap();
        Self { at, stop: Some(stop), thread: Some(thread) }
    }

    /// A connection to it.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.at).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// What it answers to this request; `lines` are its headers besides the host.
    pub(crate) fn ask(&self, method: &str, path: &str, lines: &[&str], body: &str) -> Answer {
        let host = format!("Host: {}", self.at);
        let mut all = vec![host.as_str()];
        all.extend(lines);
        self.ask_as(method, path, &all, body)
    }

    /// The same, with all headers as given.
    pub(crate) fn ask_as(&self, method: &str, path: &str, lines: &[&str], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        for line in lines {
            request.push_str(line);
            request.push_str("\r\n");
        }
        if !body.is_empty() {
            request.push_str("Content-Length: ");
            request.push_str(&body.len().to_string());
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        request.push_str(body);
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        Answer::of(&answer)
    }

    /// A page, as a browser asks for it.
    pub(crate) fn page(&self, path: &str) -> Answer {
        self.ask("GET", path, &["Accept: text/html"], "")
    }

    /// What a program gets.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &["Accept: application/json"], "")
    }

    /// A form that is sent from a page of its own.
    pub(crate) fn send(&self, path: &str, fields: &str, lines: &[&str]) -> Answer {
        let mut all = vec!["Content-Type: application/x-www-form-urlencoded", "Accept: text/html"];
        all.extend(lines);
        self.ask("POST", path, &all, fields)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = if head.to_lowercase().contains("transfer-encoding: chunked") {
            unchunked(body)
        } else {
            body.to_owned()
        };
        Self { status, head: head.to_owned(), body }
    }

    /// A header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (other, value) = line.split_once(':')?;
            other.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The token of the forms on this page.
    pub(crate) fn csrf(&self) -> String {
        let (_, rest) = self.body.split_once("name=\"csrf\" value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

fn unchunked(body: &str) -> String {
    let (mut out, mut rest) = (String::new(), body);
    while let Some((size, after)) = rest.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        let bytes = after.as_bytes();
        out.push_str(&String::from_utf8_lossy(bytes.get(..size).unwrap_or_default()));
        rest = after.get(size + 2..).unwrap_or_default();
    }
    out
}
