//! ZIP, WACZ and tar, whole, broken and made to do harm.

use crate::packing::{Zipped, gzip, tar, zip};
use crate::{Desk, Run, read, refuse_one};
use gather::{Media, ProblemKind, Sources};

const STORY: &str =
    "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its rail.";

fn page(text: &str) -> Vec<u8> {
    format!("<html><head><title>{text}</title></head><body><article><p>{text}</p><p>{STORY}</p></article></body></html>")
        .into_bytes()
}

/// Members out of order, with what nobody means among them.
fn members() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("b.txt", b"Sun.".to_vec()),
        ("march/z.html", page("Gate shut.")),
        ("README.md", b"# About".to_vec()),
        ("crane.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
        ("march/c.jsonl", b"{\"text\": \"Hail.\"}\n{\"id\": \"r2\", \"text\": \"Ice.\"}\n".to_vec()),
        ("a.md", b"# Fog\n\nFog on the pier.".to_vec()),
        ("march/b.txt", b"Wind.".to_vec()),
    ]
}

fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    zip(&members.iter().map(|(name, bytes)| Zipped::new(name, bytes)).collect::<Vec<_>>())
}

fn tarred(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    tar(&members.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

#[test]
fn members_are_read_in_the_order_of_their_names_whatever_packs_them() {
    let desk = Desk::new();
    let mut other_order = members();
    other_order.reverse();
    let mut runs = Vec::new();
    for members in [members(), other_order] {
        for (name, bytes) in [
            ("a.zip", zipped(&members)),
            ("a.tar", tarred(&members)),
            ("a.tar.gz", gzip(&tarred(&members))),
            ("a.tgz", gzip(&tarred(&members))),
        ] {
            let path = desk.put(name, bytes);
            let run = read(&[&path]);
            assert_eq!(run.ids(), ["a.md", "b.txt", "march/b.txt", "c.jsonl:1", "r2", "z.html"], "{name}");
            assert_eq!(run.problems.len(), 1, "{:?}", run.told());
            assert_eq!(run.problems[0].reason, ProblemKind::RecordsSkipped { count: 1 });
            let places: Vec<String> = run.reports.iter().map(|report| report.origin.to_string()).collect();
            assert_eq!(places[2], format!("{}: march/b.txt", path.display()));
            assert_eq!(places[3], format!("{}: march/c.jsonl:1", path.display()));
            assert_eq!(run.reports[5].raw.media, Media::Html);
            assert_eq!(run.reports[5].article.title.as_deref(), Some("Gate shut."));
            runs.push(run.reports.into_iter().map(|report| report.article).collect::<Vec<_>>());
        }
    }
    assert!(runs.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn the_user_may_date_a_member() {
    let desk = Desk::new();
    let path = desk.put("a.zip", zipped(&members()));
    let day = |day: &str| day.parse().unwrap();
    for name in ["z.html".to_owned(), format!("{}: march/z.html", path.display())] {
        let run =
            Run::of(Sources::new(std::slice::from_ref(&path)).published(vec![(name, day("2031-04-30"))]));
        assert_eq!(run.reports[5].article.published, Some(day("2031-04-30")));
        assert_eq!(run.reports[0].article.published, None);
        assert_eq!(run.failures(), 0, "{:?}", run.told());
    }
}

#[test]
fn an_archive_in_a_folder_is_read_and_its_description_is_not_that_of_its_members() {
    let desk = Desk::new();
    desk.put("a.zip", zipped(&[("a.txt", b"Rain.".to_vec())]));
    desk.put("b.txt", "Sun.");
    desk.put("parallax.toml", "[\"a.zip\"]\noutlet = \"The Tide\"\ntitle = \"March\"\n");
    let run = desk.read();
    assert_eq!((run.ids(), run.told()), (vec!["a.txt", "b.txt"], vec![]));
    assert_eq!(run.reports[0].article.outlet.as_ref().unwrap().0, "The Tide");
}

#[test]
fn names_that_lead_out_cost_their_members_only() {
    let desk = Desk::new();
    let out = desk.path("evil.txt");
    let named =
        [("../evil.txt", b"Out.".to_vec()), ("/tmp/x.txt", b"Out.".to_vec()), ("a.txt", b"Rain.".to_vec())];
    for (name, bytes) in
        [("x/a.zip", zipped(&named)), ("x/a.tar", tarred(&named)), ("x/a.tgz", gzip(&tarred(&named)))]
    {
        let run = read(&[desk.put(name, bytes)]);
        assert_eq!(run.ids(), ["a.txt"]);
        assert_eq!(run.failures(), 2, "{:?}", run.told());
        assert!(
            run.told()[0].contains("the name \"../evil.txt\" leads out of the archive"),
            "{:?}",
            run.told()
        );
        assert!(!out.exists());
    }
}

#[test]
fn members_that_cannot_be_read_are_named_and_the_rest_is_read() {
    let desk = Desk::new();
    let mut encrypted = Zipped::new("a.txt", "secret");
    encrypted.flags |= 1;
    let mut other = Zipped::new("b.txt", "Rain.");
    other.method = 14;
    let mut damaged = Zipped::new("c.txt", "Rain on the pier.");
    damaged.crc = Some(7);
    let mut stored = Zipped::new("d.txt", "Sun.");
    stored.method = 0;
    let empty = Zipped::new("e.txt", "");
    let picture = Zipped::new("f.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0\0");
    let archive = [encrypted, other, damaged, stored, empty, picture];
    let path = desk.put("a.zip", zip(&archive));
    let run = read(&[&path]);
    assert_eq!(run.ids(), ["d.txt"]);
    let told = run.told();
    assert_eq!(told.len(), 5, "{told:?}");
    let expected = ["encrypted", "packed in a way", "checksum is wrong", "is empty", "looks like an image"];
    for ((told, word), name) in told.iter().zip(expected).zip(["a", "b", "c", "e", "f"]) {
        assert!(told.starts_with(&format!("{}: {name}.txt: ", path.display())), "{told}");
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn archives_that_are_none_are_named() {
    let desk = Desk::new();
    let whole = zipped(&members());
    for (name, bytes) in [
        ("a.zip", b"The gate is shut.".to_vec()),
        ("b.zip", whole[..whole.len() / 2].to_vec()),
        ("c.tar", "The gate is shut.".repeat(100).into_bytes()),
        ("d.tgz", b"The gate is shut.".to_vec()),
        ("e.tar.gz", gzip(b"The gate is shut.")),
        ("f.wacz", b"PK".to_vec()),
    ] {
        let reason = refuse_one(&desk.put(name, bytes));
        assert!(matches!(reason, ProblemKind::Unreadable { .. }), "{name}: {reason}");
    }
    for name in ["a.zip", "a.wacz", "a.tar", "a.tgz"] {
        assert_eq!(refuse_one(&desk.put(name, "")), ProblemKind::Empty);
    }
    let nothing = [("crane.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec())];
    assert_eq!(refuse_one(&desk.put("g.zip", zipped(&nothing))), ProblemKind::NothingReadable);
    assert_eq!(refuse_one(&desk.put("h.zip", zipped(&[]))), ProblemKind::NothingReadable);
}

#[test]
fn what_stands_before_a_cut_or_damage_is_read() {
    let desk = Desk::new();
    let members: Vec<(String, Vec<u8>)> =
        (0..9).map(|n| (format!("{n}.txt"), format!("Rain in place {n}.").repeat(40).into_bytes())).collect();
    let members: Vec<(&str, Vec<u8>)> = members.iter().map(|(n, b)| (n.as_str(), b.clone())).collect();
    let whole = tarred(&members);
    let packed = gzip(&whole);
    for (name, bytes, at_least) in
        [("a.tar", whole[..512 * 13].to_vec(), 4), ("c.tgz", packed[..packed.len() * 3 / 4].to_vec(), 1)]
    {
        let run = read(&[desk.put(name, bytes)]);
        assert!((at_least..9).contains(&run.reports.len()), "{name}: {:?} {:?}", run.ids(), run.told());
        assert_eq!(run.failures(), 1, "{:?}", run.told());
        assert!(matches!(run.problems[0].reason, ProblemKind::CutOff { .. }), "{:?}", run.told());
    }
    for length in (0..packed.len() - 40).step_by(7) {
        let run = read(&[desk.put("d.tgz", &packed[..length])]);
        assert!(run.failures() > 0 && run.reports.len() < 9);
    }
    let zipped = zipped(&members);
    for length in (0..zipped.len()).step_by(31) {
        let run = read(&[desk.put("d.zip", &zipped[..length])]);
        assert!(run.failures() > 0 && run.reports.is_empty());
    }
}

#[test]
fn a_damaged_header_of_a_tar_costs_its_member() {
    let desk = Desk::new();
    let members: Vec<(String, Vec<u8>)> =
        (0..6).map(|n| (format!("{n}.txt"), format!("Rain in place {n}.").repeat(40).into_bytes())).collect();
    let members: Vec<(&str, Vec<u8>)> = members.iter().map(|(n, b)| (n.as_str(), b.clone())).collect();
    // A header and two blocks of words each.
    let mut damaged = tarred(&members);
    damaged[512 * 6 + 3] ^= 0xFF;
    for (name, bytes) in [("a.tar", damaged.clone()), ("a.tgz", gzip(&damaged))] {
        let run = read(&[desk.put(name, bytes)]);
        assert_eq!(run.ids(), ["0.txt", "1.txt", "3.txt", "4.txt", "5.txt"]);
        assert_eq!(run.failures(), 1);
        assert!(
            run.told()[0].contains("the header at byte 3072 is damaged; the record was left out"),
            "{:?}",
            run.told()
        );
    }
}

#[test]
fn bombs_are_stopped_and_the_rest_is_read() {
    let desk = Desk::new();
    let spaces = vec![b' '; 40 << 20];
    let bomb = [("a.txt", spaces), ("b.txt", b"Rain.".to_vec())];
    let run = read(&[desk.put("a.zip", zipped(&bomb))]);
    assert_eq!(run.ids(), ["b.txt"]);
    assert!(
        run.told()[0]
            .contains("a.zip: a.txt: could not be taken apart: it unpacks to more than 250 times its size")
    );
    let run = read(&[desk.put("a.tgz", gzip(&tarred(&bomb)))]);
    assert_eq!(run.failures(), 1);
    assert!(run.told()[0].contains("it unpacks to more than 250 times its size"), "{:?}", run.told());
    // Over the limit of one report: not even unpacked.
    let run = Run::of(Sources::new(&[desk.put("a.zip", zipped(&bomb))]).largest_report(1 << 20));
    assert_eq!(run.ids(), ["b.txt"]);
    assert!(run.told()[0].contains("41943040 bytes is too much for one report"), "{:?}", run.told());
}

#[test]
fn a_member_that_says_it_is_small_is_not_believed() {
    let desk = Desk::new();
    let mut archive = zip(&[Zipped::new("a.txt", "Rain on the pier. ".repeat(100))]);
    // The size in both heads says one byte.
    let sizes: Vec<usize> = archive
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == 1800_u32.to_le_bytes())
        .map(|(at, _)| at)
        .collect();
    assert_eq!(sizes.len(), 2);
    for at in sizes {
        archive[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let run = Run::of(Sources::new(&[desk.put("a.zip", archive)]).largest_report(1000));
    assert_eq!(run.ids(), [""; 0]);
    assert!(run.told()[0].contains("more than 1000 bytes is too much"), "{:?}", run.told());
}

#[test]
fn archives_stand_in_one_archive_and_not_in_two() {
    let desk = Desk::new();
    let inner = zipped(&[("a.txt", b"Rain.".to_vec())]);
    let middle = tarred(&[("in.zip", inner), ("b.txt", b"Sun.".to_vec())]);
    let run = read(&[desk.put("m.tar", &middle)]);
    assert_eq!(run.ids(), ["b.txt", "in.zip: a.txt"]);
    assert!(run.reports[1].origin.to_string().ends_with("m.tar: in.zip: a.txt"));
    let run = read(&[desk.put("o.zip", zipped(&[("m.tgz", gzip(&middle)), ("c.txt", b"Fog.".to_vec())]))]);
    assert_eq!(run.ids(), ["c.txt", "m.tgz: b.txt"]);
    assert_eq!(run.told().len(), 1);
    assert!(
        run.told()[0]
            .contains("o.zip: m.tgz: in.zip: could not be taken apart: it is an archive in an archive")
    );
}

#[test]
fn a_wacz_gives_the_reports_of_its_archives() {
    let record = |uri: &str| {
        let text = format!("Rain at {uri}.");
        gzip(
            format!(
                "WARC/1.1\r\nWARC-Type: conversion\r\nWARC-Target-URI: {uri}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{text}\r\n\r\n",
                text.len()
            )
            .as_bytes(),
        )
    };
    let desk = Desk::new();
    let mut data = Zipped::new("archive/data.warc.gz", [record("u1"), record("u2")].concat());
    data.method = 0;
    let archive = [
        Zipped::new("pages/pages.jsonl", "{\"format\": \"json-pages-1.0\"}\n{\"text\": \"No report.\"}\n"),
        Zipped::new("datapackage.json", "{}"),
        data,
        Zipped::new("archive/a.warc", ""),
    ];
    let run = read(&[desk.put("site.wacz", zip(&archive))]);
    assert_eq!(run.ids(), ["u1", "u2"]);
    assert!(run.reports[1].origin.to_string().ends_with("site.wacz: archive/data.warc.gz:2"));
    assert_eq!(run.told().len(), 1, "{:?}", run.told());
    assert!(run.told()[0].contains("archive/a.warc: is empty"));
}

#[test]
fn long_names_and_members_of_one_name() {
    let desk = Desk::new();
    let long = format!("{}/{}.txt", "f".repeat(90), "n".repeat(120));
    let archive =
        tarred(&[("a.txt", b"Old.".to_vec()), (&long, b"Rain.".to_vec()), ("a.txt", b"New.".to_vec())]);
    let run = read(&[desk.put("a.tar", archive)]);
    assert_eq!(run.ids(), ["a.txt", long.rsplit('/').next().unwrap()]);
    assert_eq!(run.reports[0].article.text, "New.");
    assert_eq!(run.failures(), 0);
    assert!(run.told()[0].contains("1 members have the name of a later one"), "{:?}", run.told());
}

#[test]
fn an_archive_of_a_folder_says_what_the_folder_says() {
    let desk = Desk::new();
    let description =
        "[\"a.txt\"]\noutlet = \"The Tide\"\npublished = 2031-04-30\n[\"b.jsonl\"]\noutlet = \"The Ebb\"\n";
    let members = vec![
        ("x/a.txt", b"Rain.".to_vec()),
        ("x/b.jsonl", b"{\"text\": \"Hail.\"}\n{\"text\": \"Ice.\", \"outlet\": \"The Flow\"}".to_vec()),
        ("y/a.txt", b"Sun.".to_vec()),
        ("x/parallax.toml", description.as_bytes().to_vec()),
        ("y/parallax.toml", b"[\"a.txt\"]\nmood = 1".to_vec()),
    ];
    for (name, bytes) in
        [("x.zip", zipped(&members)), ("x.tar", tarred(&members)), ("x.tgz", gzip(&tarred(&members)))]
    {
        let run = read(&[desk.put(name, bytes)]);
        assert_eq!(run.ids(), ["a.txt", "b.jsonl:1", "b.jsonl:2", "y/a.txt"]);
        let outlets: Vec<_> =
            run.reports.iter().map(|r| r.article.outlet.as_ref().map(|outlet| outlet.0.as_str())).collect();
        assert_eq!(outlets, [Some("The Tide"), Some("The Ebb"), Some("The Flow"), None]);
        assert_eq!(run.reports[0].article.published.unwrap().to_string(), "2031-04-30");
        assert_eq!(run.told().len(), 1, "{:?}", run.told());
        assert!(run.told()[0].contains(&format!("{name}: y/parallax.toml: line 2: ")), "{:?}", run.told());
    }
}
