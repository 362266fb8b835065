//! Markdown with and without front matter.

use crate::{Desk, read, read_one, refuse_one};
use gather::{Media, Note, ProblemKind};

#[test]
fn front_matter_is_no_part_of_the_text() {
    let desk = Desk::new();
    let text = "\u{feff}---\r\ntitle: 'Gate: shut'\r\noutlet: The Tide\r\nauthor: A. Roe\r\npublished: 2031-04-30\r\n\
                modified: 2031-05-01\r\nurl: https://tide.example/g\r\nlanguage: en\r\ntags: [port]\r\n---\r\n\
                # Gate: shut\r\n\r\nThe *gate*\r\nis shut.\r\n\r\n“No,” he said.\r\n";
    let report = read_one(&desk.put("a.md", text));
    let article = report.article;
    assert_eq!(article.text, "The gate is shut.\n\n“No,” he said.");
    assert_eq!(article.title.as_deref(), Some("Gate: shut"));
    assert_eq!(article.outlet.unwrap().0, "The Tide");
    assert_eq!(article.byline.as_deref(), Some("A. Roe"));
    assert_eq!(article.published.unwrap().to_string(), "2031-04-30");
    assert_eq!(article.modified.unwrap().to_string(), "2031-05-01");
    assert_eq!(article.url.as_deref(), Some("https://tide.example/g"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!((report.raw.media, report.raw.bytes.as_slice()), (Media::Markdown, text.as_bytes()));
}

#[test]
fn a_headline_comes_apart_unless_another_is_given() {
    let desk = Desk::new();
    let article = read_one(&desk.put("a.markdown", "# Gate shut\n\nRain.")).article;
    assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("Gate shut"), "Rain."));
    let article = read_one(&desk.put("b.md", "---\ntitle: Quay\n---\n# Gate shut\n\nRain.")).article;
    assert_eq!((article.title.as_deref(), article.text.as_str()), (Some("Quay"), "Gate shut\n\nRain."));
}

#[test]
fn errors_of_front_matter_are_told_and_the_report_is_read() {
    let desk = Desk::new();
    let path = desk.put("a.md", "---\ntitle: \"Gate\npublished: Smarch 3\nnonsense\n---\nRain.");
    let run = read(&[&path]);
    assert_eq!(run.reports[0].article.text, "Rain.");
    let told = run.told();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].ends_with(
        "a.md: front matter, line 2: \"title\" has no closing quotation mark; the report is read without it"
    ));
    assert!(told[1].contains("front matter, line 4: \"nonsense\" is no \"key: value\""));
    assert!(told[2].contains("published \"Smarch 3\" is no date"));
    assert_eq!(run.failures(), 3);
    let unclosed = read(&[desk.put("b.md", "---\ntitle: Gate\n\nRain.")]);
    assert!(unclosed.told()[0].contains("line 1: it is opened here and never closed"));
    assert_eq!(unclosed.reports.len(), 1);
}

#[test]
fn what_is_left_out_is_told() {
    let desk = Desk::new();
    let report = read_one(&desk.put("a.md", "Rain.\n\n<div>\nA box.\n</div>\n\nSun."));
    assert_eq!(report.article.text, "Rain.\n\nSun.");
    assert_eq!(report.notes, [Note::HtmlBlocks { count: 1 }]);
    assert_eq!(refuse_one(&desk.put("b.md", "---\ntitle: x\n---\n")), ProblemKind::Empty);
}
