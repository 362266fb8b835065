use super::*;
use article::{Correction, PartialDate};
use store::{CorrectionId, SearchQuery, StoryFilter};

fn outlet(article: &str, outlet: &str) -> Correction {
    Correction::Outlet { article: article.into(), outlet: Outlet(outlet.to_owned()) }
}

fn published(article: &str, date: &str) -> Correction {
    Correction::Published { article: article.into(), date: date.parse().unwrap() }
}

/// Two articles that have been read and grouped.
fn two() -> (TempDir, Library, ArticleKey) {
    let (folder, mut library) = library();
    let text = "“We held the line,” Ada Lund said.";
    let keys = ["a", "b"].map(|id| {
        let article = outlet_article(id, "Tide", "2031-04-30", &format!("{id} {text}"));
        let key = add(&mut library, article.clone());
        library.put_readings(vec![(key, read::read(article))]).unwrap();
        key
    });
    library.put_grouping(&placed(&keys.map(|key| (key, 0)), true)).unwrap();
    (folder, library, keys[0])
}

#[test]
fn outlet_and_date_hold_at_once_and_the_last_word_wins() {
    let (_folder, mut library, key) = two();
    library.correct(&outlet("a", "Gale"), Some("seen on the page"), None, NOW).unwrap();
    assert_eq!(library.unread(9).unwrap(), [key]);
    library.correct(&outlet("a", "Gale News"), None, None, NOW).unwrap();
    let date = library.correct(&published("a", "2031-05-02"), None, None, NOW).unwrap();
    let corrected = library.article_with_corrections(key).unwrap();
    assert_eq!(corrected.outlet, Some(Outlet("Gale News".to_owned())));
    assert_eq!(corrected.published, Some("2031-05-02".parse::<PartialDate>().unwrap()));
    assert_eq!(library.reading(key).unwrap().article, corrected);
    let came = library.article(key).unwrap().article;
    assert_eq!(came.outlet, Some(Outlet("Tide".to_owned())), "what came stays");
    let query = SearchQuery {
        outlet: Some("GALE NEWS".to_owned()),
        words: "gale".to_owned(),
        ..SearchQuery::default()
    };
    assert_eq!(library.search(&query).unwrap().total, 1);
    let row = library.stories(&StoryFilter::default()).unwrap().stories.remove(0);
    assert_eq!((row.last_day.unwrap().to_string().as_str(), row.outlets.len()), ("2031-05-02", 2));
    library.undo(date, None, "2031-06-01").unwrap();
    let back = library.article_with_corrections(key).unwrap();
    assert_eq!(back.published, came.published);
    assert!(library.doctor().unwrap().iter().all(|finding| finding.concern != store::Concern::Trouble));
}

#[test]
fn a_speaker_asks_for_reading_and_a_story_for_grouping() {
    let (_folder, mut library, key) = two();
    let speaker = Correction::Speaker { article: "a".into(), span: Span::new(5, 8), speaker: None };
    library.correct(&speaker, None, None, NOW).unwrap();
    assert_eq!(library.unread(9).unwrap(), [key]);
    assert!(!library.needs_weaving().unwrap());
    let people = Correction::JoinPeople { a: "Ada Lund".to_owned(), b: "Mayor Lund".to_owned() };
    library.correct(&people, None, None, NOW).unwrap();
    assert!(!library.needs_weaving().unwrap());
    let part = Correction::PartStories { a: "a".into(), b: "b".into() };
    let id = library.correct(&part, None, None, NOW).unwrap();
    assert!(library.needs_weaving().unwrap());
    let named: Vec<_> =
        library.corrections_of(&"a".into()).unwrap().into_iter().map(|c| c.correction).collect();
    assert_eq!(named, [speaker, part]);
    library.undo(id, None, NOW).unwrap();
    assert!(library.needs_weaving().unwrap());
}

#[test]
fn nothing_is_forgotten() {
    let (_folder, mut library, _) = two();
    let id = library.correct(&outlet("a", "Gale"), Some("why"), None, NOW).unwrap();
    assert_eq!(
        library.correct(&outlet("a", "Gale"), None, None, "later").unwrap(),
        id,
        "said twice, kept once"
    );
    library.undo(id, None, "2031-06-01").unwrap();
    assert!(library.corrections(false).unwrap().is_empty());
    let all = library.corrections(true).unwrap();
    assert_eq!((all[0].note.as_deref(), all[0].made.as_str()), (Some("why"), NOW));
    assert_eq!(all[0].undone.as_deref(), Some("2031-06-01"));
    let error = library.undo(id, None, NOW).unwrap_err();
    assert!(error.is_not_found() && error.to_string().contains("undone before, 2031-06-01"), "{error}");
    assert!(library.undo(CorrectionId(99), None, NOW).unwrap_err().is_not_found());
    assert_ne!(library.correct(&outlet("a", "Gale"), None, None, NOW).unwrap(), id);
}

#[test]
fn what_cannot_hold_is_an_error() {
    let (_folder, mut library, _) = two();
    assert!(library.correct(&outlet("zz", "Gale"), None, None, NOW).unwrap_err().is_not_found());
    for correction in [
        Correction::JoinStories { a: "a".into(), b: "a".into() },
        Correction::PartPeople { a: "Lund".to_owned(), b: "Lund".to_owned() },
        Correction::JoinPeople { a: "Lund".to_owned(), b: " ".to_owned() },
        Correction::Speaker { article: "a".into(), span: Span::new(3, 5), speaker: None },
        Correction::Speaker { article: "a".into(), span: Span::new(0, 5000), speaker: None },
        outlet("a", " "),
    ] {
        let error = library.correct(&correction, None, None, NOW).unwrap_err().to_string();
        assert!(error.starts_with("that correction cannot hold"), "{error}");
    }
    assert!(library.corrections(true).unwrap().is_empty());
}

#[test]
fn a_correction_outlives_its_article() {
    let (_folder, mut library, key) = two();
    library.correct(&outlet("a", "Gale"), None, None, NOW).unwrap();
    library.correct(&Correction::JoinStories { a: "a".into(), b: "b".into() }, None, None, NOW).unwrap();
    let came = library.article(key).unwrap().article;
    library.remove(&"a".into()).unwrap();
    assert!(library.corrections(false).unwrap().iter().all(|correction| correction.dormant));
    let again = add(&mut library, came);
    assert!(library.corrections(false).unwrap().iter().all(|correction| !correction.dormant));
    assert_eq!(library.article_with_corrections(again).unwrap().outlet, Some(Outlet("Gale".to_owned())));
}
