//! A server of HTTP/1.1 that closes each connection after its answer, and may answer anything.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The path, with its query.
    pub path: String,
    /// All of the head, in lower case.
    pub head: String,
}

impl Request {
    /// The value of a header, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim()))
    }
}

/// A server; it goes on until the process ends.
#[derive(Debug)]
pub struct Server {
    at: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// A server at a free port of `127.0.0.1` that answers each request as it is told.
    ///
    /// # Panics
    ///
    /// When no port is free.
    pub fn start(answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let at = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self::at(at, answer).expect("a free port on loopback")
    }

    /// The same at an address of loopback; port 0 is a free one.
    ///
    /// # Errors
    ///
    /// When the address cannot be had.
    pub fn at(
        at: SocketAddr,
        answer: impl Fn(&Request, &mut TcpStream) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(at)?;
        let at = listener.local_addr()?;
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::Builder::new().stack_size(256 << 10).spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (noted, answer) = (Arc::clone(&noted), Arc::clone(&answer));
                let answered = thread::Builder::new().stack_size(512 << 10).spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    noted.lock().unwrap_or_else(PoisonError::into_inner).push(request.path.clone());
                    answer(&request, &mut stream);
                });
                drop(answered);
            }
        })?;
        Ok(Self { at, asked })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.at.port()
    }

    /// The paths that were asked for, in the order in which they came.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut head = String::new();
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    while lines.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let path = head.split(' ').nth(1)?.to_owned();
    Some(Request { path, head: head.to_lowercase() })
}

/// Sends an answer: `200 OK` and what headers follow it, then the body. Whoever asked may be gone by then.
pub fn send(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let _ = write!(stream, "HTTP/1.1 {head}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(body);
}
