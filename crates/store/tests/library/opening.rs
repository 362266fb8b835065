use super::*;
use rusqlite::Connection;
use std::fs;
use std::time::Duration;

#[test]
fn a_library_is_made_once_and_opened_again() {
    let (folder, mut library) = library();
    add(&mut library, Article::new("a", "The bridge is open."));
    drop(library);
    let path = folder.path().join("library.db");
    assert_eq!(Library::open(&path).unwrap().counts().unwrap().articles, 1);
    assert_eq!(Library::open_existing(&path).unwrap().counts().unwrap().articles, 1);
    assert_eq!(Library::open_read_only(&path).unwrap().counts().unwrap().articles, 1);
}

#[test]
fn a_library_may_go_to_another_thread() {
    let (_folder, mut library) = library();
    std::thread::spawn(move || add(&mut library, Article::new("a", "Text."))).join().unwrap();
}

#[test]
fn reading_commands_say_when_there_is_no_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    for error in [Library::open_existing(&path).unwrap_err(), Library::open_read_only(&path).unwrap_err()] {
        assert!(error.is_missing());
        let said = format!("no library at {}: add reports first: parallax add PATH", path.display());
        assert_eq!(error.to_string(), said);
    }
    assert!(!path.exists());
}

#[test]
fn what_is_no_library_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    fs::write(&text, "Not a database, but long enough to look like one. ".repeat(9)).unwrap();
    let other = folder.path().join("other.db");
    let conn = Connection::open(&other).unwrap();
    conn.execute_batch("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1);").unwrap();
    drop(conn);
    let short = folder.path().join("short.db");
    fs::write(&short, b"SQLite format 3\0abc").unwrap();
    for path in [&text, &other, &short] {
        let before = fs::read(path).unwrap();
        for error in [Library::open(path).unwrap_err(), Library::open_read_only(path).unwrap_err()] {
            assert!(error.is_not_a_library() || error.is_corrupt(), "{error:?}");
            assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        }
        assert_eq!(fs::read(path).unwrap(), before);
    }
    let error = Library::open(folder.path()).unwrap_err();
    assert!(error.is_not_a_library() && error.to_string().contains("a folder"), "{error}");
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 3, "nothing was put beside them");
}

#[test]
fn a_newer_library_is_refused_and_left_as_it_is() {
    let (folder, library) = library();
    let path = folder.path().join("library.db");
    drop(library);
    let conn = Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 7).unwrap();
    drop(conn);
    let before = fs::read(&path).unwrap();
    for error in [Library::open(&path).unwrap_err(), Library::open_read_only(&path).unwrap_err()] {
        assert!(error.is_newer());
        let said = error.to_string();
        let reads = format!("(format 7, this one reads up to {})", store::FORMAT);
        assert!(said.contains("was made by a newer Parallax") && said.contains(&reads), "{said}");
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn an_empty_file_becomes_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    fs::write(&path, "").unwrap();
    assert!(Library::open_existing(&path).unwrap_err().is_missing());
    assert_eq!(Library::open(&path).unwrap().counts().unwrap().articles, 0);
}

#[test]
fn a_folder_that_is_missing_or_is_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = Library::open(folder.path().join("no/such/library.db")).unwrap_err();
    assert!(error.is_unwritable() && error.to_string().contains("make it first"), "{error}");
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let error = Library::open(file.join("library.db")).unwrap_err().to_string();
    assert!(error.contains("library.db"), "{error}");
}

#[test]
fn a_reader_cannot_write_and_says_so() {
    let (folder, library) = library();
    drop(library);
    let mut reader = Library::open_read_only(folder.path().join("library.db")).unwrap();
    let error = reader.add(&[gathered(Article::new("a", "Text."))]).unwrap_err();
    assert!(error.is_unwritable(), "{error:?}");
    assert!(reader.unread(5).unwrap().is_empty());
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let (folder, mut library) = library();
    let path = folder.path().join("library.db");
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    library.set_patience(Duration::from_millis(20)).unwrap();
    let error = library.add(&[gathered(Article::new("a", "Text."))]).unwrap_err();
    assert!(error.is_busy(), "{error:?}");
    assert!(error.to_string().contains("is being written by another parallax: wait"));
    // Readers are not kept waiting.
    assert_eq!(Library::open_read_only(&path).unwrap().counts().unwrap().articles, 0);
    writer.execute_batch("ROLLBACK").unwrap();
    add(&mut library, Article::new("a", "Text."));
}

#[test]
fn many_may_make_one_library_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    std::thread::scope(|scope| {
        for number in 0..6 {
            let path = &path;
            scope.spawn(move || {
                let mut library = Library::open(path).unwrap();
                add(&mut library, Article::new(format!("a{number}"), format!("Report {number}.")));
            });
        }
    });
    assert_eq!(Library::open(&path).unwrap().counts().unwrap().articles, 6);
}

#[test]
fn a_damaged_file_is_named_as_such() {
    let (folder, mut library) = library();
    for number in 0..50 {
        let text = format!("Report {number}. ").repeat(200);
        add(&mut library, Article::new(format!("a{number}"), text));
    }
    drop(library);
    let path = folder.path().join("library.db");
    let mut bytes = fs::read(&path).unwrap();
    let length = bytes.len();
    for byte in bytes.iter_mut().skip(length * 3 / 4) {
        *byte = byte.wrapping_mul(31).wrapping_add(7);
    }
    fs::write(&path, &bytes).unwrap();
    let findings = Library::open(&path).unwrap().doctor().unwrap();
    let trouble: Vec<_> =
        findings.iter().filter(|finding| finding.concern == store::Concern::Trouble).collect();
    assert!(trouble.iter().any(|finding| finding.what.contains("the file is damaged")), "{findings:?}");
    for byte in bytes.iter_mut().skip(4096) {
        *byte = byte.wrapping_mul(31).wrapping_add(7);
    }
    fs::write(&path, &bytes).unwrap();
    let error = Library::open(&path).and_then(|library| library.counts().map(|_| ())).unwrap_err();
    assert!(error.is_corrupt(), "{error:?}");
    assert!(error.to_string().contains("restore a backup"));
}
