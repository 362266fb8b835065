use super::*;
use rusqlite::Connection;
use serde_json::Value;
use store::{Concern, TABLES};

fn full() -> (TempDir, Library, ArticleKey) {
    let (folder, mut library) = library();
    let article = outlet_article("a", "Tide", "2031-04-30", "“We held the line,” Ada Lund said. It rained.");
    let key = add(&mut library, article.clone());
    let read = reading(article, "Ada Lund", &["Ada Lund"], "We held the line,");
    library.put_readings(vec![(key, read)]).unwrap();
    sign(&mut library, key, &[0, 255], "2031-04-30", &[7]);
    library.put_grouping(&placed(&[(key, 0)], true)).unwrap();
    (folder, library, key)
}

fn tamper(folder: &TempDir, sql: &str) {
    Connection::open(folder.path().join("library.db")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_sound_library_verifies() {
    let (_folder, library, _) = full();
    let mut seen = 0;
    let verified = library
        .verify(|article, reading| {
            seen += 1;
            assert_eq!(article.text, reading.article.text);
            Vec::new()
        })
        .unwrap();
    assert_eq!((verified.articles, verified.readings, verified.quotations, verified.failed), (1, 1, 1, 0));
    assert!(verified.spans >= 4 && seen == 1);
    let own = library.verify(|_, _| vec!["mine".to_owned()]).unwrap();
    assert_eq!(own.failures[0].what, "mine");
    assert_eq!(own.failures[0].id.0, "a");
}

#[test]
fn every_tampering_is_found() {
    for (sql, what) in [
        ("UPDATE article SET text = replace(text, 'rained', 'hailed')", "not the one that was added"),
        ("UPDATE attributed SET exact = 'We lost the line,'", "do not stand there"),
        ("UPDATE attributed SET \"end\" = 1", "do not stand there"),
        ("UPDATE raw SET digest = digest + 1", "not those that came"),
        ("UPDATE raw SET packed = x'00'", "do not unpack"),
        ("UPDATE raw SET size = size + 1", "were packed"),
        ("UPDATE reading SET size = 3", "were packed"),
        ("UPDATE article SET published = 'soon'", "which is none"),
        ("UPDATE article SET text = 'Short.'", "are no place in its text"),
    ] {
        let (folder, library, _) = full();
        tamper(&folder, sql);
        let verified = library.verify(|_, _| Vec::new()).unwrap();
        let all: Vec<_> = verified.failures.iter().map(|failure| failure.what.as_str()).collect();
        assert!(all.iter().any(|found| found.contains(what)), "{sql}: {all:?}");
        assert_eq!(verified.failed, verified.failures.len());
        assert!(verified.failures.iter().all(|failure| failure.id.0 == "a"));
    }
}

#[test]
fn the_doctor_finds_what_is_wrong_and_what_is_to_be_done() {
    let (folder, mut library, key) = full();
    let concerns = |library: &Library| -> Vec<(Concern, String)> {
        let findings = library.doctor().unwrap();
        assert!(findings.iter().all(|finding| (finding.concern == Concern::Note) == finding.todo.is_none()));
        findings.into_iter().map(|finding| (finding.concern, finding.what)).collect()
    };
    assert!(concerns(&library).iter().all(|(concern, _)| *concern == Concern::Note));
    add(&mut library, Article::new("b", "Snow fell."));
    sign(&mut library, key, &[1], "2031-04-30", &[7]);
    let found = concerns(&library);
    assert!(found.contains(&(Concern::Todo, "1 articles wait to be read".to_owned())), "{found:?}");
    assert!(found.contains(&(Concern::Todo, "stories must be grouped again".to_owned())), "{found:?}");
    for (sql, what) in [
        ("DELETE FROM unread", "do not wait for one"),
        ("PRAGMA foreign_keys = 0; DELETE FROM story", "belong to something that is not there"),
        ("DROP TRIGGER article_text_changed; UPDATE article SET text = 'Other words.'", "search index"),
    ] {
        tamper(&folder, sql);
        let found = concerns(&library);
        assert!(
            found.iter().any(|(concern, said)| *concern == Concern::Trouble && said.contains(what)),
            "{sql}: {found:?}"
        );
    }
    drop(library);
    let reader = Library::open_read_only(folder.path().join("library.db")).unwrap();
    assert!(reader.doctor().unwrap().len() > 3);
}

#[test]
fn every_table_is_exported_as_json_lines() {
    let (folder, mut library, _) = full();
    let correction = article::Correction::Outlet { article: "a".into(), outlet: Outlet("Gale".to_owned()) };
    library.correct(&correction, None, None, NOW).unwrap();
    let rows: Vec<Value> =
        contents(&library).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let row =
        |table: &str| rows.iter().find(|row| row["table"] == table).unwrap_or_else(|| panic!("{table}"));
    assert_eq!(row("article")["id"], "a");
    assert_eq!(row("article")["digest"].as_str().unwrap().len(), 16);
    assert_eq!(row("raw")["bytes"].as_str().unwrap().len() % 4, 0);
    assert_eq!(row("signature")["bytes"], "AP8=");
    assert_eq!(row("reading")["body"]["entities"][0]["name"], "Ada Lund");
    assert_eq!(row("attributed")["exact"], "We held the line,");
    assert_eq!(row("member")["why"][0], "shared");
    assert_eq!(row("correction")["body"]["outlet"], "Gale");
    // No table is forgotten but those of the search indexes and of the migrations.
    let conn = Connection::open(folder.path().join("library.db")).unwrap();
    let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    for name in names.map(Result::unwrap) {
        let machinery = ["article_text", "name_text", "posting", "new_posting", "sqlite_", "refinery_"];
        // Told anew at any time, or nobody else's business.
        let private = ["told", "story_clock", "reader", "session", "token", "seen", "hook", "delivery"];
        assert!(
            TABLES.iter().any(|table| table.name == name)
                || private.contains(&name.as_str())
                || machinery.iter().any(|start| name.starts_with(start)),
            "{name} is not exported"
        );
    }
}

#[test]
fn an_export_that_cannot_be_written_is_an_error() {
    struct Shut;
    impl std::io::Write for Shut {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the pipe is shut"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (_folder, library, _) = full();
    let error = library.export_tables(&mut Shut).unwrap_err().to_string();
    assert_eq!(error, "cannot write the export: the pipe is shut");
}
