//! Folders, and what `parallax.toml` says about their files.

use crate::{Desk, read, read_one};
use gather::ProblemKind;

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let desk = Desk::new();
    for name in ["c.txt", "a/z.txt", "a/b/y.txt", "b.txt", "a.txt", "d/a.txt"] {
        desk.put(name, format!("Text of {name}."));
    }
    let run = desk.read();
    assert_eq!(run.ids(), ["y.txt", "z.txt", "a.txt", "b.txt", "c.txt", "d/a.txt"]);
    assert_eq!(run.told(), [""; 0]);
    assert_eq!(desk.read().ids(), run.ids());
}

#[test]
fn what_nobody_means_is_passed_over_and_the_rest_is_told() {
    let desk = Desk::new();
    for name in [".hidden", ".git/x.txt", "README.md", "readme", "LICENSE-MIT", "package.json", "other.toml"]
    {
        desk.put(name, "Not a report.");
    }
    desk.put("crane.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0");
    desk.put("film.mp4", vec![0; 100]);
    desk.put("a.txt", "Rain.");
    let run = desk.read();
    assert_eq!(run.ids(), ["a.txt"]);
    assert_eq!(run.failures(), 0);
    let told = run.told();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with("crane.jpg: left out: it looks like an image"), "{told:?}");
}

#[test]
fn a_folder_without_reports_is_told() {
    let desk = Desk::new();
    desk.put("a.txt", "Rain.");
    desk.put("empty/README.md", "# About");
    desk.put("pictures/crane.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0");
    let run = read(&[desk.path("a.txt"), desk.path("empty"), desk.path("pictures")]);
    let reasons: Vec<_> = run.problems.iter().filter(|p| p.is_failure()).map(|p| &p.reason).collect();
    assert_eq!(reasons, [&ProblemKind::NothingReadable, &ProblemKind::NothingReadable]);
    assert!(run.told()[0].contains("empty: holds nothing that can be read"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_holds_itself_is_read_once() {
    let desk = Desk::new();
    desk.put("x/a.txt", "Rain.");
    std::os::unix::fs::symlink(desk.path("x"), desk.path("x/again")).unwrap();
    let run = read(&[desk.path("x")]);
    assert_eq!(run.ids(), ["a.txt"]);
    assert_eq!(run.problems[0].reason, ProblemKind::GivenTwice);
}

#[test]
fn a_folder_says_what_its_files_do_not() {
    let desk = Desk::new();
    desk.put(
        "parallax.toml",
        "[\"a.txt\"]\noutlet = \"The Tide\"\npublished = 2031-04-30\nurl = \"https://tide.example/a\"\n\
         title = \"Gate shut\"\nbyline = \"A. Roe\"\nlanguage = \"en\"\nmodified = \"2031-05-01\"\n\
         [\"b.txt\"]\npublished = 2031\n[\"c.md\"]\noutlet = \"The Ebb\"\n[\"d.jsonl\"]\noutlet = \"The Ebb\"\n",
    );
    let path = desk.put("a.txt", "Rain.");
    desk.put("b.txt", "Sun.");
    desk.put("c.md", "---\noutlet: The Flow\ntitle: Fog\n---\nFog.");
    desk.put(
        "d.jsonl",
        "{\"id\": 1, \"text\": \"Ice.\"}\n{\"id\": 2, \"text\": \"Hail.\", \"outlet\": \"The Flow\"}",
    );
    let run = desk.read();
    assert_eq!(run.told(), [""; 0]);
    let article = &run.reports[0].article;
    assert_eq!(article.outlet.as_ref().unwrap().0, "The Tide");
    assert_eq!(article.published.unwrap().to_string(), "2031-04-30");
    assert_eq!(article.modified.unwrap().to_string(), "2031-05-01");
    assert_eq!(article.title.as_deref(), Some("Gate shut"));
    assert_eq!(article.byline.as_deref(), Some("A. Roe"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!(article.url.as_deref(), Some("https://tide.example/a"));
    assert_eq!(run.reports[1].article.published.unwrap().to_string(), "2031");
    let outlets: Vec<_> =
        run.reports[2..].iter().map(|r| r.article.outlet.as_ref().unwrap().0.as_str()).collect();
    assert_eq!(outlets, ["The Ebb", "The Ebb", "The Flow"], "one report: the folder's word; many: their own");
    // A file of the folder that is named directly is known just as well.
    assert_eq!(read_one(&path).article, *article);
}

#[test]
fn a_broken_description_costs_itself_only() {
    let desk = Desk::new();
    let paths = [desk.put("a.txt", "Rain."), desk.put("b.txt", "Sun.")];
    for (toml, line, word) in [
        ("[\"a.txt\"]\noutlet = \"The Tide\"\nmood = \"grim\"\n", 3, "mood"),
        ("\n\n\n[\"a.txt\noutlet = 1", 4, ""),
        ("[\"a.txt\"]\npublished = [1]", 2, "date"),
        ("[\"a.txt\"]\noutlet = 7", 2, "string"),
    ] {
        desk.put("parallax.toml", toml);
        for run in [desk.read(), read(&paths)] {
            assert_eq!(run.ids(), ["a.txt", "b.txt"]);
            let told = run.told();
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains(&format!("parallax.toml: line {line}: ")), "{told:?}");
            assert!(told[0].contains(word), "{told:?}");
            assert_eq!(run.failures(), 1);
        }
    }
    desk.put("parallax.toml", b"[\"a.txt\"]\noutlet = \"\xFF\"");
    assert!(desk.read().told()[0].contains("it is not UTF-8"));
}

#[test]
fn a_description_of_nothing_is_told() {
    let desk = Desk::new();
    desk.put("a.txt", "Rain.");
    desk.put("parallax.toml", "[\"../secret.txt\"]\noutlet = \"x\"\n");
    let run = desk.read();
    assert_eq!((run.ids(), run.failures()), (vec!["a.txt"], 0));
    assert!(run.told()[0].contains("describes \"../secret.txt\", which this folder does not have"));
}

#[test]
fn the_sample_is_read_whole() {
    let sample = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/harbor-talks"));
    if !sample.is_dir() {
        return;
    }
    let run = read(&[sample]);
    assert_eq!(run.told(), [""; 0]);
    assert!(!run.reports.is_empty());
    for report in &run.reports {
        assert!(report.notes.is_empty(), "{}: {:?}", report.article.id, report.notes);
    }
}
