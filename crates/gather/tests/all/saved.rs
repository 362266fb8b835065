//! Pages as browsers save them, and patterns that the shell did not expand.

use crate::packing::{Zipped, zip};
use crate::{Desk, read, read_one};
use gather::ProblemKind;

const STORY: &str =
    "The ferry pier at Wexholm opened again on Wednesday, nine days after a storm tore away its rail.";

fn page(head: &str) -> String {
    format!("<!DOCTYPE html>\n{head}<article><h1>Pier open</h1><p>{STORY}</p><p>{STORY}</p></article>")
}

#[test]
fn the_folder_of_a_saved_page_holds_no_reports() {
    let desk = Desk::new();
    desk.put("pier.html", page("<!-- saved from url=(0026)https://tide.example/pier -->\n<html>"));
    desk.put("pier_files/frame.html", page(""));
    desk.put("pier_files/ads/ad.html", page(""));
    desk.put("pier_files/pier.css", "p { color: red }");
    desk.put("own_files/a.html", page(""));
    desk.put("tor.htm", page(""));
    desk.put("tor-Dateien/b.html", page(""));
    let run = desk.read();
    assert_eq!(run.ids(), ["a.html", "pier.html", "tor.htm"]);
    assert_eq!(run.told().len(), 1, "{:?}", run.told());
    assert!(
        run.told()[0].ends_with("left out: 2 folders that were saved along with pages"),
        "{:?}",
        run.told()
    );
    assert_eq!(run.failures(), 0);
    assert_eq!(run.reports[1].article.url.as_deref(), Some("https://tide.example/pier"));
    // One that is given by its name is meant.
    assert_eq!(read(&[desk.path("pier_files/frame.html")]).ids(), ["frame.html"]);
    let archive = [Zipped::new("x/pier.html", page("")), Zipped::new("x/pier_files/frame.html", page(""))];
    let run = read(&[desk.put("a.zip", zip(&archive))]);
    assert_eq!(run.ids(), ["pier.html"]);
    assert_eq!(run.problems[0].reason, ProblemKind::RecordsSkipped { count: 1 });
}

#[test]
fn a_canonical_link_counts_before_the_comment() {
    let desk = Desk::new();
    let head = "<!-- saved from url=(0026)https://tide.example/copy --><html><head><link rel=canonical href='https://tide.example/pier'></head>";
    let report = read_one(&desk.put("a.html", page(head)));
    assert_eq!(report.article.url.as_deref(), Some("https://tide.example/pier"));
}

#[test]
fn patterns_are_expanded_where_the_shell_did_not() {
    let desk = Desk::new();
    for name in
        ["s/b.html", "s/a/c.html", "s/a/d.txt", "s/.hidden/e.html", "s/b_files/f.html", "s/README.html"]
    {
        desk.put(name, page(""));
    }
    desk.put("s/x[1].html", page(""));
    let ids = |pattern: &str| {
        read(&[desk.path(pattern)]).ids().iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("s/**/*.html"), ["c.html", "b.html", "x[1].html"]);
    assert_eq!(ids("s/**/*"), ["c.html", "d.txt", "b.html", "x[1].html"]);
    assert_eq!(ids("s/*"), ["c.html", "d.txt", "b.html", "x[1].html"]);
    assert_eq!(ids("s/?.html"), ["b.html"]);
    assert_eq!(ids("s/x[1].html"), ["x[1].html"], "a file of that name counts before the pattern");
    let run = read(&[desk.path("s/*.html"), desk.path("s/b.*")]);
    assert_eq!(run.ids(), ["b.html", "x[1].html"]);
    assert_eq!(run.told(), [""; 0], "patterns may overlap");
    let run = read(&[desk.path("s/*.xml")]);
    assert_eq!(run.problems[0].reason, ProblemKind::Missing);
    assert_eq!(run.failures(), 1);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let desk = Desk::new();
    desk.put("s/a/b.html", page(""));
    for (to, name) in [("s", "s/a/up"), ("s/a", "s/a/again"), ("s/nowhere", "s/lost")] {
        std::os::unix::fs::symlink(desk.path(to), desk.path(name)).unwrap();
    }
    for pattern in ["s", "s/**/*.html", "s/*", "s/*/b.html"] {
        let run = read(&[desk.path(pattern)]);
        assert_eq!(run.ids(), ["b.html"], "{pattern}");
    }
}
