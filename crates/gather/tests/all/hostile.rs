//! Anything at all under any name: there is an answer, in good time, and no panic.

use crate::{Desk, read};
use gather::extract;
use proptest::prelude::*;

const NAMES: [&str; 16] = [
    "a.txt",
    "a.html",
    "a.md",
    "a.jsonl",
    "a.warc",
    "a.warc.gz",
    "a",
    "a.toml",
    "parallax.toml",
    "a.zip",
    "a.tar",
    "a.tgz",
    "a.eml",
    "a.mhtml",
    "a.docx",
    "a.pdf",
];

/// Bytes that begin like something, so that more than the first check is reached.
fn anything() -> impl Strategy<Value = Vec<u8>> {
    let beginnings = prop::sample::select(vec![
        "",
        "---\ntitle: ",
        "{\"id\": 1, \"text\": \"",
        "<html><p>",
        "<!DOCTYPE html><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 90\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "\u{feff}",
        "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n",
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n",
        "[\"a.txt\"]\noutlet = \"",
    ]);
    let noise = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        "[\\PC\r\n\t<>\"'&;{}:#*`|=-]{0,200}".prop_map(String::into_bytes),
    ];
    (beginnings, noise).prop_map(|(beginning, noise)| [beginning.as_bytes(), &noise].concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_under_any_name_are_read_or_refused(bytes in anything(), name in 0..NAMES.len(), second in 0..NAMES.len()) {
        let desk = Desk::new();
        let path = desk.put(NAMES[name], &bytes);
        desk.put(NAMES[second], &bytes);
        let (named, found) = (read(&[path]), desk.read());
        prop_assert!(!named.reports.is_empty() || !named.problems.is_empty());
        for report in named.reports.iter().chain(&found.reports) {
            prop_assert!(!report.article.text.trim().is_empty());
        }
        for told in named.told().iter().chain(&found.told()) {
            prop_assert!(told.chars().all(|c| !c.is_control()), "{told:?}");
        }
        let again = desk.read();
        prop_assert_eq!(found.ids(), again.ids());
    }

    #[test]
    fn any_page_is_read_or_refused(html in "(<(/?)(div|p|a|article|h1|table|tr|td|ul|li|b|br|form|svg|title|meta)( (class|href|content|name)=\"?[a-z ]{0,8}\"?)?>|[A-Za-z ,.]{1,40}|&[a-z]{1,4};){0,80}") {
        let _ = extract(html.as_bytes(), None, None);
    }
}

/// Pages and texts made to take the square of their length.
#[test]
fn nothing_takes_the_square_of_its_length() {
    let desk = Desk::new();
    let megabyte = |piece: &str| piece.repeat((1 << 20) / piece.len());
    for (name, piece) in [
        ("a.html", "<p>Rain fell on the pier. "),
        ("b.html", "<b>"),
        ("c.html", "<a href=x>x"),
        ("d.html", "<table><tr><td>x"),
        ("e.html", "<svg>"),
        ("f.html", "<!--"),
        ("g.html", "<title>"),
        ("h.html", "</"),
        ("i.html", "<a b="),
        ("a.md", ">"),
        ("b.md", "*a "),
        ("c.md", "["),
        ("d.md", "- "),
        ("e.md", "`"),
        ("f.md", "<a "),
        ("g.md", "|a|b\n"),
        ("a.jsonl", "[\n"),
        ("b.jsonl", "["),
        ("a.warc", "WARC/1.0\r\n\r\n"),
        ("a.warc.gz", "\u{1f}\u{8}"),
        ("a.eml", "From: a\n"),
        ("b.eml", "Content-Type: multipart/mixed; boundary=x\n\n--x\n"),
        ("c.eml", "Subject: =?utf-8?b?"),
        ("a.mhtml", "--x\n"),
        ("a.pdf", "%PDF-1.4\n1 0 obj[["),
        ("b.pdf", "%PDF-1.4 stream\n"),
        ("a.txt", "x"),
    ] {
        let mut bytes = megabyte(piece).into_bytes();
        if name == "a.warc.gz" {
            bytes = [0x1F, 0x8B, 0x08].repeat(1 << 18);
        }
        let path = desk.put(name, bytes);
        // What takes the square of its length would not end while anybody waits.
        let run = read(&[path]);
        assert!(!run.reports.is_empty() || !run.problems.is_empty(), "{name} {piece:?}");
    }
}
