//! Libraries of every earlier format are opened, brought up to date, and hold what they held.

use super::*;
use article::Correction;
use store::{SearchQuery, StoryId};

fn fixture(format: u32) -> String {
    format!("{}/tests/fixtures/format-{format}.db", env!("CARGO_MANIFEST_DIR"))
}

/// Makes the fixture. Run by hand, once for each format, when that format is the newest.
#[test]
#[ignore = "writes the fixture of the newest format"]
fn make_fixture() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let text = "“We held the line,” Ada Lund said. The ferry sailed again.";
    let article = outlet_article("ferry", "Tide", "2031-04-30", text);
    let key = add(&mut library, article.clone());
    let read = reading(article, "Ada Lund", &["Ada Lund"], "We held the line,");
    library.put_readings(vec![(key, read)]).unwrap();
    sign(&mut library, key, b"signature", "2031-04-30", &[7]);
    library.put_grouping(&placed(&[(key, 0)], true)).unwrap();
    add(&mut library, Article::new("snow", "Snow fell."));
    let correction = Correction::Outlet { article: "ferry".into(), outlet: Outlet("Gale".to_owned()) };
    library.correct(&correction, Some("seen on the page"), None, NOW).unwrap();
    drop(library);
    // As an older version leaves it: its readings may have another form by now.
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch(
        "UPDATE reading SET version = 0; PRAGMA journal_mode = delete; PRAGMA page_size = 1024; VACUUM",
    )
    .unwrap();
    drop(conn);
    std::fs::copy(&path, fixture(store::FORMAT)).unwrap();
}

#[test]
fn a_library_of_every_format_is_brought_up_to_date() {
    for format in 1..=store::FORMAT {
        is_brought_up_to_date(format);
    }
}

fn is_brought_up_to_date(format: u32) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    std::fs::copy(fixture(format), &path).unwrap();
    if store::FORMAT > format {
        assert!(Library::open_read_only(&path).unwrap_err().is_older());
    }
    let mut library = Library::open(&path).unwrap();
    assert_eq!(library.counts().unwrap().articles, 2);
    let key = library.key(&"ferry".into()).unwrap();
    let article = library.article_with_corrections(key).unwrap();
    assert_eq!(article.outlet, Some(Outlet("Gale".to_owned())));
    assert_eq!(library.raw(key).unwrap(), article.text.as_bytes());
    assert_eq!(library.story(StoryId(1)).unwrap(), [key]);
    if format == 1 {
        assert_eq!(library.unsigned(9).unwrap(), [key], "signed before there was an index");
    }
    assert_eq!(library.corrections(false).unwrap()[0].note.as_deref(), Some("seen on the page"));
    let query = SearchQuery { words: "ferry".into(), speaker: Some("lund".into()), ..SearchQuery::default() };
    let page = library.search(&query).unwrap();
    assert_eq!(page.hits[0].said[0].exact, "We held the line,");
    assert_eq!(library.verify(|_, _| Vec::new()).unwrap().failed, 0);
    assert!(library.doctor().unwrap().iter().all(|finding| finding.concern != store::Concern::Trouble));
    library.reread().unwrap();
    for key in library.unread(10).unwrap() {
        let reading = read::read(library.article_with_corrections(key).unwrap());
        library.put_readings(vec![(key, reading)]).unwrap();
    }
    assert!(library.unread(10).unwrap().is_empty());
    drop(library);
    assert_eq!(Library::open_read_only(&path).unwrap().counts().unwrap().articles, 2);
}
