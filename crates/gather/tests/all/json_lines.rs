//! JSON lines from files and from standard input.

use crate::{Desk, Run, read, refuse_one};
use gather::{Media, ProblemKind, Sources};

fn from_input(lines: &str) -> Run {
    let input = std::io::Cursor::new(lines.to_owned());
    Run::of(Sources::new(&["-".into()]).standard_input(Box::new(input)))
}

#[test]
fn all_that_a_line_says_is_kept() {
    let line = "{\"id\": \"r1\", \"text\": \"\\r\\n Rain.\\u2028\", \"title\": \"T\", \"url\": \"u\", \"outlet\": \
                \"O\", \"published\": \"2031-04\", \"modified\": 2031, \"byline\": \"B\", \"language\": \"en\", \
                \"mood\": [{}]}";
    let run = from_input(&format!("\u{feff}{line}\r\n\n"));
    assert_eq!(run.told(), [""; 0]);
    let report = &run.reports[0];
    let article = &report.article;
    assert_eq!((article.id.0.as_str(), article.text.as_str()), ("r1", "\r\n Rain.\u{2028}"));
    let words =
        [&article.title, &article.url, &article.byline, &article.language].map(|w| w.as_deref().unwrap());
    assert_eq!(words, ["T", "u", "B", "en"]);
    assert_eq!(article.outlet.as_ref().unwrap().0, "O");
    assert_eq!(article.published.unwrap().to_string(), "2031-04");
    assert_eq!(article.modified.unwrap().to_string(), "2031");
    assert_eq!((report.raw.media, report.raw.bytes.as_slice()), (Media::JsonLine, line.as_bytes()));
    assert_eq!((report.origin.path.as_str(), report.origin.record), ("-", Some(1)));
}

#[test]
fn ids_may_be_numbers_or_missing() {
    let desk = Desk::new();
    let run = read(&[
        desk.put("x/a.jsonl", "{\"id\": 17, \"text\": \"One.\"}\n\n{\"text\": \"Two.\"}"),
        desk.put("y/a.jsonl", "{\"id\": null, \"text\": \"Three.\"}\n\n{\"text\": \"Four.\"}"),
    ]);
    assert_eq!(run.ids(), ["17", "a.jsonl:3", "a.jsonl:1", "y/a.jsonl:3"]);
    assert_eq!(from_input("{\"text\": \"One.\"}").ids(), ["-:1"]);
}

#[test]
fn a_broken_line_costs_itself_only() {
    let desk = Desk::new();
    let lines = b"{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\"\n{\"id\": 3, \"text\": 4}\n{\"id\": 5}\n\
                  {\"id\": [], \"text\": \"x\"}\n{\"id\": 6, \"text\": \" \"}\n[]\n{\"text\": \"\xFF\"}\nRain.\n\
                  {\"id\": 9, \"text\": \"Nine.\"}";
    let run = read(&[desk.put("a.jsonl", lines)]);
    assert_eq!(run.ids(), ["1", "9"]);
    let told = run.told();
    let expected = [
        ":2: the line is no report in JSON: ",
        ":3: the line is no report in JSON: invalid type: integer `4`, expected a string, at column",
        ":4: the object has no \"text\": add it; the record was left out, the rest is read",
        ":5: the line is no report in JSON: an id or a date must be a string or a number",
        ":6: its \"text\" is empty",
        ":7: ",
        ":8: the line is not UTF-8 at byte 11",
        ":9: ",
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.contains(&format!("a.jsonl{expected}")), "{told} | {expected}");
        assert!(!told.contains("line 1 column"), "{told}");
    }
    assert_eq!(run.failures(), expected.len());
}

#[test]
fn a_date_that_is_none_costs_the_date_only() {
    let run =
        from_input(r#"{"id": "r", "text": "Rain.", "published": "Smarch 3", "modified": "2031-02-30"}"#);
    assert_eq!(run.ids(), ["r"]);
    assert_eq!(run.reports[0].article.published, None);
    assert_eq!(
        run.told()[0],
        "standard input:1: published \"Smarch 3\" is no date: write YYYY, YYYY-MM, YYYY-MM-DD or \
         YYYY-MM-DDTHH:MM; the report is read without it"
    );
    assert_eq!(run.failures(), 2);
}

#[test]
fn two_reports_of_one_id_are_told() {
    let run = from_input(
        "{\"id\": \"r\", \"text\": \"One.\"}\n{\"id\": \"r\", \"text\": \"One.\"}\n{\"id\": \"r\", \"text\": \"Two.\"}",
    );
    assert_eq!(run.ids(), ["r"]);
    assert_eq!(
        run.told()[0],
        "standard input:2: has the id \"r\" of standard input:1; the record was left out: give each report an id of \
         its own"
    );
    assert_eq!(run.failures(), 2);
}

#[test]
fn later_versions_of_one_address_are_kept() {
    let line = |text: &str| {
        format!("{{\"id\": \"r\", \"url\": \"https://tide.example/r\", \"text\": \"{text}\"}}\n")
    };
    let run = from_input(&[line("One."), line("Two."), line("Two."), line("Three.")].concat());
    assert_eq!(run.ids(), ["r", "r#2", "r#3"]);
    assert!(matches!(run.problems[0].reason, ProblemKind::DuplicateId { .. }));
}

#[test]
fn a_line_over_the_limit_is_read_past() {
    let lines =
        format!("{{\"id\": 1, \"text\": \"{}\"}}\n{{\"id\": 2, \"text\": \"x\"}}\n", "a".repeat(200_000));
    let input = std::io::Cursor::new(lines);
    let run = Run::of(Sources::new(&["-".into()]).standard_input(Box::new(input)).largest_report(1000));
    assert_eq!(run.ids(), ["2"]);
    assert!(run.told()[0].starts_with("standard input:1: 200022 bytes is too much"), "{:?}", run.told());
}

#[test]
fn utf_16_is_told_once() {
    let desk = Desk::new();
    let bytes: Vec<u8> =
        "\u{feff}{\"text\": \"a\"}\n{}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refuse_one(&desk.put("a.jsonl", bytes)).to_string().contains("it is UTF-16"));
}

#[test]
fn input_is_read_once_and_nothing_of_it_is_told() {
    let run = Run::of(Sources::new(&["-".into(), "-".into()]).standard_input(Box::new(std::io::empty())));
    assert_eq!(run.told()[0], "standard input: is empty: nothing to read; remove it or give another file");
    assert_eq!(run.problems[1].reason, ProblemKind::GivenTwice);
}

/// Memory must not grow with the number of reports: the first is there before the last is written.
#[test]
fn lines_are_read_as_they_come() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let mut reports = Sources::new(&["-".into()]).standard_input(Box::new(reader)).into_iter();
    for number in 0..3 {
        std::io::Write::write_all(&mut writer, format!("{{\"id\": {number}, \"text\": \"x\"}}\n").as_bytes())
            .unwrap();
        assert_eq!(reports.next().unwrap().unwrap().article.id.0, number.to_string());
    }
    drop(writer);
    assert!(reports.next().is_none());
}
