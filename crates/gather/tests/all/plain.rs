//! Plain text, and files that are none.

use crate::{Desk, Run, read, read_one, refuse_one};
use gather::{Media, ProblemKind, Sources};

#[test]
fn text_comes_out_as_it_went_in() {
    let desk = Desk::new();
    let text = "  Saltmere\r\n\r\nThe gate is shut.\u{a0}\n\n\t— he said \r";
    let path = desk.put("a.txt", text);
    let report = read_one(&path);
    assert_eq!(report.article.text, text);
    assert_eq!(report.article.id.0, "a.txt");
    assert_eq!(report.article.title, None);
    assert_eq!(report.raw.bytes, text.as_bytes());
    assert_eq!((report.raw.media, report.raw.charset.as_str()), (Media::Text, "UTF-8"));
    assert_eq!(report.raw.extractor, "text 1");
    assert_eq!(report.origin.path, path.display().to_string());
    assert_eq!(report.origin.record, None);
    assert!(report.notes.is_empty());
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let desk = Desk::new();
    let report = read_one(&desk.put("a.txt", "\u{feff}Rain."));
    assert_eq!(report.article.text, "Rain.");
    assert_eq!(report.raw.bytes, "\u{feff}Rain.".as_bytes());
}

#[test]
fn a_name_that_says_nothing_leaves_it_to_the_bytes() {
    let desk = Desk::new();
    assert_eq!(read_one(&desk.put("cable", "Rain all night.")).article.text, "Rain all night.");
    let line = r#"{"id": 1, "text": "x"}"#;
    assert_eq!(read_one(&desk.put("cable.v2", line)).article.text, line);
}

#[test]
fn empty_files_are_told() {
    let desk = Desk::new();
    for (name, bytes) in [
        ("a.txt", ""),
        ("b.txt", "\u{feff} \r\n\t\u{a0}"),
        ("c.md", "\n"),
        ("d.html", ""),
        ("e.jsonl", "\n"),
        ("f", ""),
    ] {
        let path = desk.put(name, bytes);
        assert_eq!(refuse_one(&path), ProblemKind::Empty, "{name}");
    }
    let told = read(&[desk.path("a.txt")]).told();
    assert!(
        told[0].ends_with("a.txt: is empty: nothing to read; remove it or give another file"),
        "{told:?}"
    );
}

#[test]
fn a_path_that_is_not_there_is_told_and_the_rest_is_read() {
    let desk = Desk::new();
    let run = read(&[desk.path("gone.txt"), desk.put("a.txt", "Rain.")]);
    assert_eq!(run.ids(), ["a.txt"]);
    assert_eq!(run.problems[0].reason, ProblemKind::Missing);
}

#[test]
fn what_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let path = desk.put("a.txt", "Rain.");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        // The superuser may read everything.
        return;
    }
    assert_eq!(refuse_one(&path), ProblemKind::Forbidden);
}

#[test]
fn binary_files_are_refused_by_name_of_what_they_are() {
    let desk = Desk::new();
    let noise: Vec<u8> = (0..2000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes, sign) in [
        ("a.txt", noise.as_slice(), "control characters"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        ("a.odt", b"PK\x03\x04\x14\0\0\0", "office document"),
        ("b.html", noise.as_slice(), "control characters"),
    ] {
        let reason = refuse_one(&desk.put(name, bytes));
        assert!(matches!(&reason, ProblemKind::Binary { found } if found.contains(sign)), "{name}: {reason}");
    }
    assert!(matches!(refuse_one(&desk.put("a.json", "{}")), ProblemKind::NotAReport(_)));
    assert!(matches!(refuse_one(&desk.put("a.txt.gz", "x")), ProblemKind::NotAReport(_)));
}

#[test]
fn a_huge_file_is_refused_unread() {
    let desk = Desk::new();
    let path = desk.path("huge.txt");
    std::fs::File::create(&path).unwrap().set_len(200_000_000).unwrap();
    let reason = refuse_one(&path);
    assert_eq!(reason, ProblemKind::TooLarge { size: "200000000 bytes".into(), limit: 64 << 20 });
    assert!(
        reason
            .to_string()
            .starts_with("200000000 bytes is too much for one report: the limit is 67108864 bytes")
    );
}

#[test]
fn the_limit_can_be_set() {
    let desk = Desk::new();
    let (small, large) = (desk.put("a.txt", "12345678"), desk.put("b.txt", "123456789"));
    let run = Run::of(Sources::new(&[small, large]).largest_report(8));
    assert_eq!(run.ids(), ["a.txt"]);
    assert!(run.told()[0].contains("b.txt: 9 bytes is too much"));
}

#[test]
fn a_path_given_twice_is_read_once() {
    let desk = Desk::new();
    let path = desk.put("x/a.txt", "Rain.");
    let again = desk.path("x/../x/a.txt");
    let run = read(&[path, again, desk.path("x")]);
    assert_eq!(run.ids(), ["a.txt"]);
    assert_eq!(run.failures(), 0);
    assert_eq!(run.problems.len(), 2);
    assert!(run.told()[0].ends_with("x/../x/a.txt: given twice, read once"), "{:?}", run.told());
}

#[test]
fn dates_the_user_knows_count_before_all_others() {
    let desk = Desk::new();
    let line = r#"{"id": "r1", "text": "Rain.", "published": "Smarch 3"}"#;
    let paths = [
        desk.put("a.txt", "Rain."),
        desk.put("x/b.txt", "Sun."),
        desk.put("c.txt", "Fog."),
        desk.put("d.jsonl", line),
    ];
    let day = |day: &str| day.parse().unwrap();
    let overrides = vec![
        ("a.txt".to_owned(), day("2031-04-01")),
        (paths[1].display().to_string(), day("2031-04")),
        ("r1".to_owned(), day("2031-04-03")),
        ("z.txt".to_owned(), day("2031")),
    ];
    let run = Run::of(Sources::new(&paths).published(overrides));
    let days: Vec<_> = run.reports.iter().map(|r| r.article.published.map(|day| day.to_string())).collect();
    let known = |day: &str| Some(day.to_owned());
    assert_eq!(days, [known("2031-04-01"), known("2031-04"), None, known("2031-04-03")]);
    assert_eq!(
        run.told(),
        ["--published z.txt: matches no report that was read; name the path as given, the file name or the \
         article's id"]
    );
    assert_eq!(run.failures(), 1);
}

#[test]
fn control_characters_of_a_path_are_escaped_when_shown() {
    let desk = Desk::new();
    let told = read(&[desk.path("a\u{1b}[2J.txt")]).told();
    assert!(told[0].contains("a\\u{1b}[2J.txt: is not there"), "{told:?}");
}
