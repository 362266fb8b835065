//! The same input gives the same output, whatever the order of files, the threads and the run.

use crate::run::{Folder, sample};

/// The files of the sample, in an order of their own.
fn files(reversed: bool) -> Vec<String> {
    let entries = std::fs::read_dir(sample()).expect("the sample");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("an entry").path().to_str().expect("a path in Unicode").to_owned())
        .filter(|path| {
            ["txt", "html", "md", "jsonl"]
                .iter()
                .any(|end| path.ends_with(&format!("0{end}")) || path.ends_with(&format!(".{end}")))
        })
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    if reversed {
        files.reverse();
    }
    files
}

fn run(words: &[&str], files: &[String], threads: &str) -> String {
    let folder = Folder::new();
    let mut all = words.to_vec();
    all.extend(["--threads", threads]);
    all.extend(files.iter().map(String::as_str));
    folder.run(&all).ended(0, &[]).out.clone()
}

#[test]
fn an_account_is_the_same_for_any_order_threads_and_run() {
    for words in [
        &["brief", "--format", "json"][..],
        &["brief", "--format", "text"],
        &["brief", "--format", "md"],
        &["brief", "--format", "html"],
        &["brief", "--format", "json", "--one-story"],
    ] {
        let first = run(words, &files(false), "1");
        assert!(!first.is_empty());
        for (reversed, threads) in [(false, "1"), (false, "4"), (true, "1"), (true, "3")] {
            assert_eq!(first, run(words, &files(reversed), threads), "{words:?} {reversed} {threads}");
        }
    }
}

#[test]
fn readings_and_groups_come_in_the_order_of_the_input_and_are_else_the_same() {
    for words in [&["read"][..], &["group", "--why"]] {
        let first = run(words, &files(false), "1");
        assert_eq!(first, run(words, &files(false), "4"));
        let turned = run(words, &files(true), "2");
        assert_ne!(first, turned);
        let sorted = |lines: &str| {
            let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&first), sorted(&turned));
    }
}
