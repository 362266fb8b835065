use super::*;
use proptest::prelude::*;
use store::{SearchPage, SearchQuery};

fn harbour() -> (TempDir, Library) {
    let (folder, mut library) = library();
    let mut one = outlet_article(
        "one",
        "The Tide",
        "2031-04-28",
        "The café by the harbour shut. “The port strike is over,” José Álvarez said on Monday.",
    );
    one.title = Some("Dockers return".to_owned());
    let two = outlet_article(
        "two",
        "Gale News",
        "2031-04",
        "A strike at the port of Oslo goes on. “We need a port,” Ada Lund said. Lund met José Álvarez.",
    );
    let three = Article::new("three", "Negotiators met. The strike was not on the agenda of the port.");
    let keys: Vec<_> = [&one, &two, &three].map(|article| add(&mut library, article.clone())).into();
    let mut second = reading(two, "Ada Lund", &["Ada Lund", "Lund"], "We need a port,");
    second.entities.push(Entity {
        id: EntityId(1),
        name: "José Álvarez".to_owned(),
        kind: EntityKind::Person,
        named: true,
        roles: Vec::new(),
        affiliation: None,
    });
    second.entities.push(Entity {
        id: EntityId(2),
        name: "Oslo".to_owned(),
        kind: EntityKind::Place,
        ..second.entities[0].clone()
    });
    let first = reading(one, "José Álvarez", &["José Álvarez"], "The port strike is over,");
    library.put_readings(vec![(keys[0], first), (keys[1], second)]).unwrap();
    (folder, library)
}

fn ids(page: &SearchPage) -> Vec<&str> {
    page.hits.iter().map(|hit| hit.id.0.as_str()).collect()
}

fn words(library: &Library, words: &str) -> SearchPage {
    library.search(&SearchQuery { words: words.to_owned(), ..SearchQuery::default() }).unwrap()
}

fn found(library: &Library, given: &str) -> Vec<String> {
    let page = words(library, given);
    let mut ids: Vec<String> = ids(&page).into_iter().map(str::to_owned).collect();
    ids.sort();
    ids
}

#[test]
fn all_words_must_stand_phrases_and_beginnings_count() {
    let (_folder, library) = harbour();
    assert_eq!(found(&library, "port strike"), ["one", "three", "two"]);
    assert_eq!(found(&library, "\"port strike\""), ["one"]);
    assert_eq!(found(&library, "negotia*"), ["three"]);
    assert_eq!(found(&library, "CAFE"), ["one"]);
    assert_eq!(found(&library, "alvarez"), ["one", "two"]);
    assert_eq!(found(&library, "dockers"), ["one"]);
    assert_eq!(found(&library, "gale"), ["two"]);
    assert_eq!(found(&library, "snow"), [""; 0]);
    assert_eq!(found(&library, "title:dockers"), [""; 0]);
    assert_eq!(found(&library, "—"), [""; 0]);
    assert_eq!(found(&library, ""), ["one", "three", "two"]);
}

#[test]
fn a_hit_shows_the_sentence_with_its_words_marked() {
    let (_folder, library) = harbour();
    let page = words(&library, "\"port strike\"");
    let snippet = &page.hits[0].snippet;
    let text = library.article(page.hits[0].key).unwrap().article.text;
    assert_eq!(snippet.shown.of(&text), Some(snippet.text().as_str()));
    assert!(snippet.text().starts_with("“The port strike"), "{}", snippet.text());
    let marked: Vec<_> = snippet.segments.iter().filter(|segment| segment.hit).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].text, "port strike");
    // Words of the headline alone: the text is shown from its beginning.
    let page = words(&library, "dockers");
    assert_eq!(page.hits[0].snippet.text(), "The café by the harbour shut.");
}

#[test]
fn people_are_found_by_any_part_of_any_name() {
    let (_folder, library) = harbour();
    let speaker = |name: &str| {
        let query = SearchQuery { speaker: Some(name.to_owned()), ..SearchQuery::default() };
        library.search(&query).unwrap()
    };
    assert_eq!(ids(&speaker("alvarez")), ["one"], "named in two, quoted in one");
    assert_eq!(ids(&speaker("Álvarez, josé")), ["one"]);
    assert_eq!(ids(&speaker("Lund")), ["two"]);
    assert_eq!(ids(&speaker("Lund Berg")), [""; 0]);
    assert_eq!(ids(&speaker("—")), [""; 0]);
    let page = speaker("lund");
    let said = &page.hits[0].said;
    assert_eq!(said.len(), 1);
    assert_eq!((said[0].speaker.as_str(), said[0].exact.as_str()), ("Ada Lund", "We need a port,"));
    assert!(said[0].quoted);
    let person = |name: &str| {
        let query = SearchQuery { person: Some(name.to_owned()), ..SearchQuery::default() };
        library.search(&query).unwrap().total
    };
    assert_eq!((person("alvarez"), person("Oslo")), (2, 0));
    let query = SearchQuery { named: Some("oslo".to_owned()), ..SearchQuery::default() };
    assert_eq!(library.search(&query).unwrap().total, 1);
    let called = |name: &str| {
        let query = SearchQuery { called: Some(name.to_owned()), ..SearchQuery::default() };
        library.search(&query).unwrap().total
    };
    assert_eq!((called("José Álvarez"), called("josé Álvarez"), called("oslo")), (2, 2, 1));
    assert_eq!((called("Álvarez José"), called("José"), called("Oslo's"), called("—")), (0, 0, 0, 0));
}

#[test]
fn outlets_days_stories_and_pages_limit_the_search() {
    let (_folder, mut library) = harbour();
    let query = SearchQuery { outlet: Some("gale  news".to_owned()), ..SearchQuery::default() };
    assert_eq!(ids(&library.search(&query).unwrap()), ["two"]);
    let days = |from: Option<&str>, to: Option<&str>| {
        let query = SearchQuery {
            words: "port".to_owned(),
            from: from.map(|day| day.parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            ..SearchQuery::default()
        };
        library.search(&query).unwrap().total
    };
    assert_eq!(days(Some("2031-04-29"), None), 1, "the month may still be meant");
    assert_eq!(days(None, Some("2031-04-28")), 2);
    assert_eq!(days(None, None), 3);
    assert_eq!(days(Some("2031-05-01"), None), 0);
    let query = SearchQuery { limit: 1, offset: 1, ..SearchQuery::default() };
    let page = library.search(&query).unwrap();
    assert_eq!((page.total, page.hits.len()), (3, 1));
    let key = library.key(&"three".into()).unwrap();
    let id = library.put_grouping(&placed(&[(key, 0)], true)).unwrap()[&0];
    let page = library.search(&SearchQuery { story: Some(id), ..SearchQuery::default() }).unwrap();
    assert_eq!((ids(&page), page.hits[0].story), (vec!["three"], Some(id)));
    let outlets = library.outlets().unwrap();
    assert_eq!(outlets.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Gale News", "The Tide"]);
}

#[test]
fn an_earlier_version_is_marked() {
    let (_folder, mut library) = library();
    for text in ["Rain is expected.", "Rain fell."] {
        let mut article = Article::new("rain", text);
        article.url = Some("https://tide.example/rain".to_owned());
        add(&mut library, article);
    }
    let page = words(&library, "rain");
    let marks: std::collections::BTreeMap<_, _> =
        page.hits.iter().map(|hit| (hit.id.0.as_str(), hit.superseded)).collect();
    assert!(marks["rain"]);
    assert!(!marks["rain#2"]);
}

#[test]
fn marks_in_the_text_itself_do_no_harm() {
    let (_folder, mut library) = library();
    add(&mut library, Article::new("a", "\u{FDD0}port\u{FDD1} <b>port</b> and a nul \u{0} port."));
    let hit = words(&library, "port").hits.remove(0);
    let marked: Vec<_> = hit.snippet.segments.iter().filter(|segment| segment.hit).collect();
    // FTS5 does not say where a word stands that follows a NUL; that one is not marked.
    assert!(!marked.is_empty() && marked.iter().all(|segment| segment.text == "port"), "{marked:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_question_is_an_error(
        words in prop_oneof![
            "\\PC{0,40}",
            "[\"*^:(){}+-]{0,12}",
            "(AND|OR|NOT|NEAR|\"|\\*|“|”|port|title|:|\\(|\\)|\\^|-| |\u{0}){0,24}",
        ],
        name in proptest::option::of("(\"|\\*|lund|AND|é| |\\PC){0,6}"),
    ) {
        thread_local!(static HARBOUR: (TempDir, Library) = harbour());
        HARBOUR.with(|(_, library)| {
            let query = SearchQuery { words, person: name.clone(), speaker: name.clone(), called: name.clone(), named: name, ..SearchQuery::default() };
            let page = library.search(&query).unwrap();
            assert!(page.total >= page.hits.len());
        });
    }
}

#[test]
fn a_question_as_long_as_a_book_is_no_error() {
    let (_folder, library) = harbour();
    let page = words(&library, &"port ".repeat(5000));
    assert_eq!((page.total, page.words_left_out), (3, 4936));
    words(&library, &"x".repeat(200_000));
    words(&library, &format!("\"{}\"", "port strike ".repeat(20_000)));
}
