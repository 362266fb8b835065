//! What a program is given that is not what it hoped for: a message with the file and the reason, the rest done,
//! and the exit code of the contract.

use crate::run::{Folder, Ran};
use std::fs::{self, File};
use std::process::Stdio;

const GOOD: &str = "The gate is shut, Mayor Ada Lund said on Monday. The quay stays open.\n";

fn folder() -> Folder {
    Folder::with(&[("good.txt", GOOD)])
}

/// That each command that reads fails with this input alone, and does the rest beside it.
#[track_caller]
fn named_and_the_rest_done(folder: &Folder, bad: &str, said: &[&str]) {
    for command in ["brief", "read", "group", "add"] {
        folder.run(&[command, bad]).ended(2, said);
        let ran = folder.run(&[command, bad, "good.txt"]);
        ran.ended(1, said);
        assert!(!ran.out.is_empty(), "{ran:?}");
    }
}

#[test]
fn an_empty_file() {
    let folder = folder();
    folder.write("empty.txt", b"");
    folder.write("blank.txt", b" \n\t\n");
    named_and_the_rest_done(&folder, "empty.txt", &["empty.txt: is empty"]);
    named_and_the_rest_done(&folder, "blank.txt", &["blank.txt: is empty"]);
}

#[test]
fn nothing_to_add_makes_no_library() {
    let folder = Folder::with(&[("empty.txt", "")]);
    folder.run(&["add", "empty.txt"]).ended(2, &["empty.txt"]);
    assert!(!folder.path("parallax.db").exists());
}

#[test]
fn a_folder_with_nothing_readable() {
    let folder = folder();
    folder.write("none/picture", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    named_and_the_rest_done(&folder, "none", &["none: holds nothing that can be read"]);
}

#[test]
fn a_path_that_is_not_there() {
    named_and_the_rest_done(&folder(), "gone.txt", &["gone.txt: is not there"]);
}

#[test]
fn binary() {
    let folder = folder();
    folder.write("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    named_and_the_rest_done(&folder, "picture.txt", &["picture.txt: is no text", "image"]);
}

#[test]
fn other_charsets_are_decoded_and_it_is_said() {
    let folder = folder();
    folder.write("latin.txt", b"The caf\xe9 was shut on Monday, Mayor Ada Lund said.\n");
    folder.write("broken.txt", b"\xef\xbb\xbfThe gate \xff is shut, Mayor Ada Lund said.\n");
    let ran = folder.run(&["read", "latin.txt"]);
    ran.ended(0, &["latin.txt: decoded as windows-1252"]);
    assert!(ran.out.contains("The café was"), "{ran:?}");
    let ran = folder.run(&["read", "broken.txt"]);
    ran.ended(0, &["broken.txt"]);
    assert!(ran.out.contains("is shut"), "{ran:?}");
    assert_eq!(folder.run(&["read", "latin.txt", "--quiet"]).err, "");
}

#[test]
fn two_hundred_megabytes() {
    let folder = folder();
    let file = File::create(folder.path("big.txt")).expect("a file");
    file.set_len(200 << 20).expect("a sparse file");
    named_and_the_rest_done(&folder, "big.txt", &["big.txt: 209715200 bytes is too much"]);
}

#[test]
fn a_broken_line_of_json() {
    let folder = Folder::with(&[(
        "lines.jsonl",
        "{\"id\":\"a\",\"text\":\"The gate is shut.\"}\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"The quay is open.\"}\n",
    )]);
    let ran = folder.run(&["read", "lines.jsonl"]);
    ran.ended(1, &["lines.jsonl:2: "]);
    let ids: Vec<_> = ran.json().iter().map(|reading| reading["article"]["id"].clone()).collect();
    assert_eq!(ids, ["a", "c"]);
    folder.run(&["add", "lines.jsonl"]).ended(1, &["lines.jsonl:2: "]);
    folder.run(&["show", "c"]).ended(0, &[]);
}

#[test]
fn standard_input_is_named() {
    let folder = Folder::new();
    folder.run(&["read", "-"]).ended(2, &["standard input: is empty"]);
    folder.run_with_input(&["group", "-"], b"nonsense\n").ended(2, &["standard input:1"]);
}

#[test]
fn a_page_without_an_article() {
    let folder = folder();
    folder.write("menu.html", b"<html><body><nav><a href=\"/\">Home</a></nav></body></html>");
    named_and_the_rest_done(&folder, "menu.html", &["menu.html: no article text found"]);
    folder.run(&["extract", "menu.html"]).ended(2, &["menu.html: no article text found"]);
    folder.run(&["extract", "gone.html"]).ended(2, &["gone.html: is not there"]);
    folder.run(&["extract", "."]).ended(2, &["is a folder"]);
}

#[test]
fn the_same_file_twice() {
    let folder = folder();
    folder.write("copy.txt", GOOD.as_bytes());
    folder.run(&["brief", "good.txt", "good.txt"]).ended(0, &["good.txt: given twice, read once"]);
    let ran = folder.run(&["brief", "good.txt", "copy.txt", "--format", "json"]);
    ran.ended(0, &["copy.txt: the same report as good.txt; read once"]);
    assert_eq!(ran.json()[0]["story"]["reports"], 1);
    let ran = folder.run(&["add", "good.txt", "copy.txt"]);
    ran.ended(0, &["copy.txt: the same report as good.txt; added once"]);
    assert!(ran.out.contains("added 1 report, 1 was there already"), "{ran:?}");
}

#[test]
fn two_articles_with_one_id() {
    let folder = Folder::with(&[(
        "lines.jsonl",
        "{\"id\":\"a\",\"text\":\"The gate is shut.\"}\n{\"id\":\"a\",\"text\":\"The quay is open.\"}\n",
    )]);
    for command in ["read", "group", "brief", "add"] {
        folder.run(&[command, "lines.jsonl"]).ended(1, &["lines.jsonl:2: has the id \"a\" of lines.jsonl:1"]);
    }
    // In a library, one of another file gets an id of its own.
    folder.write("more.jsonl", b"{\"id\":\"a\",\"text\":\"The ship is late.\"}\n");
    folder.run(&["add", "more.jsonl"]).ended(0, &["another article has the id a"]);
    assert_eq!(folder.run(&["search", "--format", "json"]).ended(0, &[]).json().len(), 2);
}

#[test]
fn a_date_that_is_none() {
    let folder = folder();
    folder
        .run(&["brief", "good.txt", "--published", "good.txt=Smarch"])
        .ended(2, &["\"Smarch\" is no date", "YYYY-MM-DD"]);
    folder.run(&["brief", "good.txt", "--published", "good.txt"]).ended(2, &["FILE=DATE"]);
    folder
        .run(&["brief", "good.txt", "--published", "other.txt=2031"])
        .ended(1, &["other.txt", "matches no report"]);
    folder
        .write("lines.jsonl", b"{\"id\":\"a\",\"text\":\"The gate is shut.\",\"published\":\"Smarch 3\"}\n");
    let ran = folder.run(&["read", "lines.jsonl"]);
    ran.ended(1, &["lines.jsonl:1: published \"Smarch 3\" is no date"]);
    assert!(ran.json()[0]["article"]["published"].is_null());
    folder.run(&["tell", "1", "--since", "later"]).ended(2, &["\"later\" is no date", "yesterday"]);
}

#[test]
fn a_date_that_is_one_makes_a_day_of_a_weekday() {
    let folder = folder();
    let value = |words: &[&str]| folder.run(words).ended(0, &[]).json()[0]["times"][0]["value"].clone();
    assert_ne!(value(&["read", "good.txt"]), "2031-04-28");
    assert_eq!(value(&["read", "good.txt", "--published", "good.txt=2031-04-29"]), "2031-04-28");
}

#[test]
fn a_full_disk() {
    let folder = folder();
    for command in ["brief", "read", "group", "schema"] {
        let mut command =
            folder.command(&[command, if command == "schema" { "account" } else { "good.txt" }]);
        command.stdout(File::options().write(true).open("/dev/full").expect("/dev/full"));
        let ran = Ran::of(&command.output().expect("the program runs"));
        ran.ended(2, &["cannot write to standard output: no space left"]);
    }
    folder
        .run(&["brief", "good.txt", "--output", "/dev/full"])
        .ended(2, &["cannot write /dev/full: no space left"]);
}

#[test]
fn places_that_cannot_be_written() {
    let folder = folder();
    folder
        .run(&["brief", "good.txt", "--output", "no/such/file"])
        .ended(2, &["cannot write no/such/file", "make the folder"]);
    folder.run(&["brief", "good.txt", "--output", "."]).ended(2, &["cannot write .", "directory"]);
    folder.run(&["add", "good.txt", "--library", "no/such/library.db"]).ended(2, &["no/such/library.db"]);
    folder.run(&["add", "good.txt", "--library", "good.txt/library.db"]).ended(2, &["good.txt/library.db"]);
    folder.run(&["add", "good.txt"]).ended(0, &[]);
    folder.run(&["export", "--format", "html", "--into", "good.txt/site"]).ended(2, &["good.txt/site"]);
    assert_eq!(fs::read_to_string(folder.path("good.txt")).expect("the file"), GOOD);
}

#[test]
fn an_output_file_is_whole_or_as_it_was() {
    let folder = folder();
    folder.run(&["brief", "good.txt", "--output", "account.txt"]).ended(0, &[]);
    let before = fs::read_to_string(folder.path("account.txt")).expect("the account");
    assert!(before.contains("The gate is shut"));
    folder.run(&["brief", "gone.txt", "--output", "account.txt"]).ended(2, &[]);
    assert_eq!(fs::read_to_string(folder.path("account.txt")).expect("the account"), before);
    let left: Vec<_> = fs::read_dir(folder.path(""))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_reader_that_goes_away() {
    let folder = folder();
    let line = |number: usize| format!("{{\"id\":\"{number}\",\"text\":\"The gate is shut.\"}}\n");
    let lines: Vec<String> = (0..3000).map(line).collect();
    folder.write("many.jsonl", lines.concat().as_bytes());
    let mut command = folder.command(&["read", "many.jsonl"]);
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let ran = Ran::of(&child.wait_with_output().expect("the program runs"));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn a_library_that_is_none() {
    let folder = folder();
    folder.run(&["add", "good.txt"]).ended(0, &[]);
    folder.write("folder/x", b"");
    folder.write("random.db", &[7; 5000]);
    for commands in
        [&["add", "good.txt"][..], &["stories"], &["tell", "1"], &["verify"], &["doctor"], &["reread"]]
    {
        for (library, said) in [
            ("good.txt", "no Parallax library"),
            ("random.db", "no Parallax library"),
            ("folder", "it is a folder"),
        ] {
            let before = fs::read(folder.path(library)).ok();
            let mut words = commands.to_vec();
            words.extend(["--library", library]);
            folder.run(&words).ended(2, &[library, said]);
            assert_eq!(fs::read(folder.path(library)).ok(), before, "{library} was changed");
        }
    }
}

#[test]
fn a_library_of_a_newer_version() {
    let folder = folder();
    folder.run(&["add", "good.txt"]).ended(0, &[]);
    // The version stands at byte 60 of the header of an SQLite file.
    let mut bytes = fs::read(folder.path("parallax.db")).expect("the library");
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    folder.write("newer.db", &bytes);
    for words in [&["add", "good.txt"][..], &["stories"], &["doctor"], &["export", "--format", "jsonl"]] {
        let mut words = words.to_vec();
        words.extend(["--library", "newer.db"]);
        folder.run(&words).ended(2, &["newer.db was made by a newer Parallax", "99"]);
    }
    assert_eq!(fs::read(folder.path("newer.db")).expect("the library"), bytes);
}

#[test]
fn a_library_that_is_cut_short() {
    let folder = folder();
    folder.run(&["add", "good.txt"]).ended(0, &[]);
    let bytes = fs::read(folder.path("parallax.db")).expect("the library");
    folder.write("cut.db", &bytes[..bytes.len() / 3]);
    folder.run(&["stories", "--library", "cut.db"]).ended(2, &["cut.db", "damaged"]);
}

#[test]
fn no_library() {
    let folder = folder();
    for words in [
        &["stories"][..],
        &["tell", "1"],
        &["show", "a"],
        &["search", "a"],
        &["verify"],
        &["doctor"],
        &["add"],
    ] {
        folder.run(words).ended(2, &["no library at parallax.db", "parallax add"]);
    }
    assert!(!folder.path("parallax.db").exists());
}

#[test]
fn what_is_not_in_the_library() {
    let folder = folder();
    folder.run(&["add", "good.txt"]).ended(0, &[]);
    folder.run(&["tell", "9"]).ended(2, &["no story 9"]);
    folder.run(&["show", "gone"]).ended(2, &["no article gone"]);
    folder.run(&["compare", "good.txt", "gone"]).ended(2, &["no article gone"]);
    folder.run(&["compare", "good.txt", "good.txt"]).ended(2, &["twice"]);
    folder.run(&["correct", "undo", "4"]).ended(2, &["no correction 4"]);
    folder.run(&["correct", "outlet", "gone", "The Tide"]).ended(2, &["no article gone"]);
    folder.run(&["export", "--format", "md", "--story", "9"]).ended(2, &["no story 9"]);
    folder.run(&["remove", "gone"]).ended(2, &["no article gone"]);
    folder.run(&["remove", "gone", "good.txt"]).ended(1, &["no article gone"]);
    assert!(folder.run(&["search", "zeppelin"]).ended(0, &["nothing was found"]).out.is_empty());
}

#[test]
fn a_terminal_is_told_nothing_by_a_report() {
    let folder = Folder::with(&[(
        "evil\u{1b}[31m.txt",
        "The \u{1b}[31mgate\u{202e} is shut, Mayor Ada Lund said on Monday.\n",
    )]);
    folder.run(&["add", "."]).ended(0, &[]);
    let name = "evil\u{1b}[31m.txt";
    for words in [
        &["brief", "."][..],
        &["tell", "1"],
        &["show", name],
        &["search", "gate"],
        &["stories"],
        &["show", "gone\u{1b}[2J"],
    ] {
        let ran = folder.run(words);
        assert!(
            !ran.out.contains(['\u{1b}', '\u{202e}']) && !ran.err.contains('\u{1b}'),
            "{words:?}: {ran:?}"
        );
    }
}
