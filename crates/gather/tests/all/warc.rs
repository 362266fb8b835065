//! WARC archives, packed and not, whole and broken.

use crate::{Desk, Run, read, read_one};
use flate2::{Compression, write::GzEncoder};
use gather::{Media, Note, ProblemKind, Sources};
use std::io::Write;

const STORY: &str =
    "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its rail.";

fn record(kind: &str, uri: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nContent-Type: \
         {media}\r\nContent-Length: {}\r\n\r\n",
        block.len(),
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn response(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    record("response", uri, "application/http; msgtype=response", &block)
}

fn page(text: &str) -> Vec<u8> {
    format!("<html><head><title>{text}</title></head><body><article><p>{text}</p><p>{STORY}</p></article></body></html>")
        .into_bytes()
}

fn records() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: none\r\n"),
        record("request", "https://tide.example/1", "application/http", b"GET /1 HTTP/1.1\r\n\r\n"),
        response(
            "https://tide.example/1",
            "200 OK\r\nContent-Type: text/html; charset=utf-8",
            &page("One – first."),
        ),
        response("https://tide.example/2", "301 Moved\r\nLocation: /3", b""),
        response("https://tide.example/c.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        record("conversion", "https://tide.example/3", "text/plain", b"Plain words.\n"),
        record("resource", "https://tide.example/1", "text/html", &page("Two, a second time.")),
    ]
}

fn packed(record: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(record).unwrap();
    encoder.finish().unwrap()
}

const IDS: [&str; 3] = ["https://tide.example/1", "https://tide.example/3", "https://tide.example/1#2"];

#[test]
fn reports_are_taken_out_of_an_archive() {
    let desk = Desk::new();
    let each: Vec<Vec<u8>> = records().iter().map(|record| packed(record)).collect();
    for path in [
        desk.put("a.warc", records().concat()),
        desk.put("a.warc.gz", each.concat()),
        desk.put("whole.warc.gz", packed(&records().concat())),
        desk.put("nameless", records().concat()),
    ] {
        let run = read(&[&path]);
        assert_eq!(run.ids(), IDS, "{}", path.display());
        assert_eq!(run.problems.len(), 1, "{:?}", run.told());
        assert_eq!(run.problems[0].reason, ProblemKind::RecordsSkipped { count: 2 });
        assert_eq!(run.failures(), 0);
        let [one, plain, _] = run.reports.as_slice() else { panic!("three reports") };
        assert_eq!(one.article.text, STORY);
        assert_eq!(one.article.title.as_deref(), Some("One – first."));
        assert_eq!(one.article.url.as_deref(), Some("https://tide.example/1"));
        assert_eq!(one.origin.record, Some(3));
        assert_eq!(one.raw.media, Media::Warc);
        assert_eq!(one.raw.extractor, "warc 1 + parallax 3");
        assert!(one.raw.bytes.starts_with(b"HTTP/1.1 200 OK\r\n"));
        assert_eq!(plain.article.text, "Plain words.\n");
        assert_eq!(plain.raw.extractor, "warc 1 + text 1");
    }
}

#[test]
fn the_charset_of_the_header_counts() {
    let desk = Desk::new();
    let (body, _, _) = encoding_rs::WINDOWS_1251.encode("Порт закрыт до пятницы.");
    let path =
        desk.put("a.warc", response("u", "200 OK\r\nContent-Type: text/plain; charset=windows-1251", &body));
    let report = read_one(&path);
    assert_eq!(report.article.text, "Порт закрыт до пятницы.");
    assert_eq!(report.notes[0].to_string(), "decoded as windows-1251 (declared by its sender)");
}

#[test]
fn packed_bodies_are_unpacked_and_strange_ones_told() {
    let desk = Desk::new();
    let archive = [
        response("a", "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip", &packed(b"Rain.")),
        response("b", "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br", b"???"),
        response(
            "c",
            "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip",
            &packed(b"Rain.")[..12],
        ),
        response("d", "200 OK\r\nContent-Type: text/plain", b"Sun."),
    ];
    let run = read(&[desk.put("a.warc", archive.concat())]);
    assert_eq!(run.ids(), ["a", "d"]);
    assert!(run.told()[0].contains("a.warc:2: its body is packed as \"br\""), "{:?}", run.told());
    assert!(run.told()[1].contains("a.warc:3: its body could not be unpacked"), "{:?}", run.told());
}

#[test]
fn a_broken_record_costs_itself_only() {
    let desk = Desk::new();
    let good = |uri: &str| record("conversion", uri, "text/plain", b"Rain.");
    let without_length = b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nRain.\r\n\r\n".to_vec();
    let no_number =
        b"WARC/1.1\r\nWARC-Type: conversion\r\nContent-Length: five\r\n\r\nRain.\r\n\r\n".to_vec();
    let mut too_long = good("x");
    too_long.splice(too_long.len() - 4.., *b" and more\r\n\r\n");
    let no_http = record("response", "y", "application/http", b"nonsense");
    let archive =
        [good("a"), without_length, good("b"), no_number, good("c"), too_long, good("d"), no_http, good("e")];
    let run = read(&[desk.put("a.warc", archive.concat())]);
    assert_eq!(run.ids(), ["a", "b", "c", "x", "d", "e"]);
    let told = run.told();
    assert_eq!(told.len(), 4, "{told:?}");
    for (told, expected) in
        told.iter().zip(["has no Content-Length", "is no number", "must begin with", "no HTTP"])
    {
        assert!(told.contains(expected) && told.contains("the rest is read"), "{told}");
    }
}

#[test]
fn a_damaged_member_costs_itself_only() {
    let desk = Desk::new();
    let member =
        |uri: &str| packed(&record("conversion", uri, "text/plain", format!("Rain in {uri}.").as_bytes()));
    let mut damaged = member("b");
    let middle = damaged.len() / 2;
    for byte in &mut damaged[middle..middle + 8] {
        *byte ^= 0xA5;
    }
    let run = read(&[desk.put("a.warc.gz", [member("a"), damaged, member("c"), member("d")].concat())]);
    assert_eq!(run.ids(), ["a", "c", "d"]);
    assert_eq!(run.problems.len(), 1, "{:?}", run.told());
    assert!(run.told()[0].contains("the archive is damaged"), "{:?}", run.told());
}

#[test]
fn an_archive_that_is_cut_off_is_read_as_far_as_it_goes() {
    let desk = Desk::new();
    let each: Vec<u8> = records().iter().flat_map(|record| packed(record)).collect();
    let whole = records().concat();
    for (name, bytes, cut) in [("a.warc.gz", each, 60), ("b.warc", whole, 60)] {
        let run = read(&[desk.put(name, &bytes[..bytes.len() - cut])]);
        assert_eq!(run.ids(), IDS[..2], "{name}");
        assert!(matches!(run.problems[0].reason, ProblemKind::CutOff { .. }), "{:?}", run.told());
        assert!(run.told()[0].contains("the archive ends in the middle of this record"), "{:?}", run.told());
        assert_eq!(run.failures(), 1);
    }
}

#[test]
fn every_cut_of_an_archive_ends_well() {
    let desk = Desk::new();
    let each: Vec<u8> = records().iter().flat_map(|record| packed(record)).collect();
    for length in 0..each.len() {
        let run = read(&[desk.put("a.warc.gz", &each[..length])]);
        assert!(run.reports.len() <= 3);
    }
}

#[test]
fn records_over_the_limit_and_records_cut_by_the_archive_are_told() {
    let desk = Desk::new();
    let mut cut = record("conversion", "b", "text/plain", b"Rain.");
    cut.splice(10..10, *b"WARC-Truncated: length\r\n");
    let archive = [record("conversion", "a", "text/plain", &[b'a'; 300]), cut];
    let run = Run::of(Sources::new(&[desk.put("a.warc", archive.concat())]).largest_report(100));
    assert_eq!(run.ids(), ["b"]);
    assert!(run.told()[0].contains("a.warc:1: 300 bytes is too much"), "{:?}", run.told());
    assert_eq!(run.reports[0].notes, [Note::Truncated { reason: "length".into() }]);
}

#[test]
fn bodies_in_chunks_are_unpacked_and_revisits_hold_nothing() {
    let desk = Desk::new();
    let body = packed(&page("Chunks."));
    let (first, second) = body.split_at(20);
    let mut chunks = format!("{:x}\r\n", first.len()).into_bytes();
    chunks.extend_from_slice(first);
    chunks.extend(format!("\r\n{:X};x=y\r\n", second.len()).into_bytes());
    chunks.extend_from_slice(second);
    chunks.extend(b"\r\n0\r\n\r\n");
    let head = "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip";
    let archive = [
        response("a", head, &chunks),
        record("revisit", "a", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("metadata", "a", "application/warc-fields", b"via: b\r\n"),
        record("conversion", "b", "text/plain", b"Rain."),
    ];
    let each: Vec<u8> = archive.iter().flat_map(|record| packed(record)).collect();
    for path in [desk.put("a.warc", archive.concat()), desk.put("a.warc.gz", each)] {
        let run = read(&[path]);
        assert_eq!((run.ids(), run.told()), (vec!["a", "b"], vec![]));
        assert!(run.reports[0].article.text.ends_with(STORY), "{}", run.reports[0].article.text);
    }
}

#[test]
fn a_body_that_unpacks_to_too_much_costs_its_record() {
    let desk = Desk::new();
    let body = packed(&vec![b' '; 4 << 20]);
    let head = "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip";
    let archive = [response("a", head, &body), record("conversion", "b", "text/plain", b"Rain.")];
    let run = Run::of(Sources::new(&[desk.put("a.warc", archive.concat())]).largest_report(1 << 20));
    assert_eq!(run.ids(), ["b"]);
    assert!(
        run.told()[0].contains("a.warc:1: its body unpacks to more than 1048576 bytes"),
        "{:?}",
        run.told()
    );
}

#[test]
fn many_damaged_members_cost_themselves_only() {
    let desk = Desk::new();
    let mut archive = Vec::new();
    for number in 0..60_usize {
        let text = format!("Rain in place {number}, and nothing else that day.");
        let mut member = packed(&record("conversion", &format!("u{number}"), "text/plain", text.as_bytes()));
        // The head, the middle and the checksum in turn; of some, the second half is missing.
        let at = [5, member.len() / 2, member.len() - 6][number / 3 % 3];
        if number % 3 == 1 {
            member[at] ^= 0x5A;
        }
        if number % 9 == 4 {
            member.truncate(member.len() / 2);
        }
        archive.extend(member);
    }
    let run = read(&[desk.put("a.warc.gz", archive)]);
    let whole: Vec<String> =
        (0..60).filter(|number| number % 3 != 1).map(|number| format!("u{number}")).collect();
    let ids = run.ids();
    for id in &whole {
        assert!(ids.contains(&id.as_str()), "{id} of {ids:?}");
    }
    assert!(run.failures() > 0);
}
