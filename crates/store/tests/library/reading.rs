use super::*;
use rusqlite::Connection;

const TEXT: &str = "The strike ended on Friday. “We held the line,” Ada Lund said. Lund left.";

fn stored() -> (TempDir, Library, ArticleKey, Reading) {
    let (folder, mut library) = library();
    let article = outlet_article("a", "Tide", "2031-04-30", TEXT);
    let key = add(&mut library, article.clone());
    let mut read = reading(article, "Ada Lund", &["Ada Lund", "Lund"], "We held the line,");
    read.figures = vec![read::Figure {
        span: Span::new(0, 3),
        value: 0.1 + 0.2,
        upper: None,
        unit: None,
        counts: None,
        approximate: false,
        ordinal: false,
        change: None,
    }];
    library.put_readings(vec![(key, read.clone())]).unwrap();
    (folder, library, key, read)
}

#[test]
fn a_reading_comes_back_to_the_last_bit() {
    let (_folder, library, key, read) = stored();
    assert_eq!(library.reading(key).unwrap(), read);
}

#[test]
fn what_is_not_read_waits_and_an_interrupted_run_resumes() {
    let (_folder, mut library, key, read) = stored();
    let other = add(&mut library, Article::new("b", "Snow fell."));
    let third = add(&mut library, Article::new("c", "Hail fell."));
    assert_eq!(library.unread(10).unwrap(), [other, third]);
    assert_eq!(library.unread(1).unwrap(), [other]);
    let error = library.reading(other).unwrap_err();
    assert!(error.is_not_found() && error.to_string().contains("article b has not been read"), "{error}");
    library.put_readings(vec![(other, read::read(Article::new("b", "Snow fell.")))]).unwrap();
    assert_eq!(library.unread(10).unwrap(), [third]);
    // Again, with other findings: nothing is kept twice.
    let mut changed = read;
    changed.attributions.clear();
    library.put_readings(vec![(key, changed.clone())]).unwrap();
    assert_eq!(library.reading(key).unwrap(), changed);
    assert_eq!(library.counts().unwrap().attributions, 0);
}

#[test]
fn readings_of_another_version_are_read_again_on_demand() {
    let (folder, mut library, key, _) = stored();
    assert_eq!(library.reread().unwrap(), 0);
    let conn = Connection::open(folder.path().join("library.db")).unwrap();
    conn.execute("UPDATE reading SET version = version + 1000", []).unwrap();
    assert!(library.unread(10).unwrap().is_empty());
    let todo = library.doctor().unwrap().into_iter().find(|finding| finding.what.contains("another version"));
    assert!(todo.unwrap().todo.unwrap().contains("reread"));
    assert_eq!(library.reread().unwrap(), 1);
    assert_eq!(library.unread(10).unwrap(), [key]);
    assert!(library.reading(key).is_ok(), "the old reading stays until then");
}

#[test]
fn a_reading_in_an_older_form_is_to_be_made_again() {
    let (folder, library, key, _) = stored();
    let conn = Connection::open(folder.path().join("library.db")).unwrap();
    let old = br#"{"article":{},"spans":[{"start":0,"end":3}]}"#;
    let packed = zstd::bulk::compress(old, 3).unwrap();
    conn.execute(
        "UPDATE reading SET packed = ?1, size = ?2",
        rusqlite::params![packed, old.len().cast_signed()],
    )
    .unwrap();
    assert!(library.reading(key).unwrap_err().is_corrupt());
    conn.execute("UPDATE reading SET version = 0", []).unwrap();
    assert!(library.reading(key).unwrap_err().is_outdated());
    assert_eq!(library.verify(|_, _| vec!["never".to_owned()]).unwrap().failed, 0);
    assert_eq!(library.search(&store::SearchQuery::default()).unwrap().total, 1);
}

#[test]
fn readings_that_do_not_fit_are_refused_and_the_rest_is_kept() {
    let (_folder, mut library, key, read) = stored();
    let other = add(&mut library, Article::new("b", "Snow fell."));
    let mut outside = read::read(Article::new("b", "Snow fell."));
    outside.mentions =
        vec![Mention { span: Span::new(0, 999), entity: EntityId(0), kind: MentionKind::Name }];
    let mut endless = read.clone();
    endless.figures[0].value = f64::INFINITY;
    let put = library
        .put_readings(vec![
            (other, read.clone()),
            (ArticleKey(99), read.clone()),
            (other, outside),
            (key, endless),
            (key, read.clone()),
        ])
        .unwrap();
    assert_eq!(put.stored, 1);
    let why: Vec<_> = put.refused.iter().map(|refused| refused.why.as_str()).collect();
    assert!(why[0].contains("another text") && why[1].contains("no longer in the library"), "{why:?}");
    assert!(why[2].contains("0..999") && why[3].contains("no number"), "{why:?}");
    assert_eq!(library.unread(10).unwrap(), [other]);
    assert_eq!(library.reading(key).unwrap(), read);
}
