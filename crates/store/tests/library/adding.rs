use super::*;
use article::ArticleId;
use proptest::prelude::*;
use store::How;

fn with_url(id: &str, url: &str, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.url = Some(url.to_owned());
    article
}

#[test]
fn the_same_report_is_kept_once() {
    let (_folder, mut library) = library();
    let first = library.add(&[gathered(Article::new("a.txt", "Rain."))]).unwrap();
    assert_eq!(first[0].how, How::New);
    let again = library.add(&[gathered(Article::new("b.txt", "Rain."))]).unwrap();
    assert_eq!((again[0].how.clone(), again[0].id.0.as_str()), (How::Already, "a.txt"));
    assert_eq!(again[0].key, first[0].key);
    // Two outlets that print one text are two articles.
    let mut other = Article::new("c.txt", "Rain.");
    other.outlet = Some(Outlet("The Tide".to_owned()));
    assert_eq!(library.add(&[gathered(other)]).unwrap()[0].how, How::New);
    assert_eq!(library.counts().unwrap().articles, 2);
}

#[test]
fn a_page_that_changed_is_a_version() {
    let (_folder, mut library) = library();
    let url = "https://tide.example/rain";
    let one = add(&mut library, with_url("rain", url, "Rain is expected."));
    let two = library.add(&[gathered(with_url("rain", url, "Rain fell."))]).unwrap().remove(0);
    assert_eq!(two.how, How::Version { of: "rain".into(), number: 2, edited: true });
    assert_eq!(two.id.0, "rain#2");
    let three = library.add(&[gathered(with_url("other", url, "Rain stopped."))]).unwrap().remove(0);
    assert_eq!(three.how, How::Version { of: "rain#2".into(), number: 3, edited: true });
    assert_eq!(three.id.0, "other");
    let versions = library.versions(one).unwrap();
    let numbers: Vec<_> = versions.iter().map(|version| (version.id.0.as_str(), version.number)).collect();
    assert_eq!(numbers, [("rain", 1), ("rain#2", 2), ("other", 3)]);
    assert_eq!(library.article(two.key).unwrap().given_id, Some("rain".into()));
    let again = library.add(&[gathered(with_url("rain", url, "Rain is expected."))]).unwrap().remove(0);
    assert_eq!((again.how, again.key), (How::Already, one));
}

#[test]
fn without_urls_origin_and_id_name_the_page() {
    let (_folder, mut library) = library();
    add(&mut library, Article::new("rain.txt", "Rain is expected."));
    let changed = library.add(&[gathered(Article::new("rain.txt", "Rain fell."))]).unwrap().remove(0);
    assert!(matches!(changed.how, How::Version { number: 2, .. }));
    // Lines of one file are no versions of each other.
    let mut line = gathered(Article::new("line 2", "Snow fell."));
    line.origin = "rain.txt".to_owned();
    assert_eq!(library.add(&[line]).unwrap()[0].how, How::New);
}

#[test]
fn an_extractor_that_changed_is_no_edit_by_the_outlet() {
    let (_folder, mut library) = library();
    let page = b"<p>Rain fell.</p>";
    let new = |text: &str, extractor: &str| NewArticle {
        article: with_url("rain", "https://tide.example/rain", text),
        origin: "feed".to_owned(),
        raw: page,
        media: "text/html".to_owned(),
        charset: None,
        extractor: extractor.to_owned(),
        added: NOW.to_owned(),
    };
    library.add(&[new("Rain fell. Subscribe", "page 1")]).unwrap();
    let added = library.add(&[new("Rain fell.", "page 2")]).unwrap().remove(0);
    assert!(matches!(added.how, How::Version { number: 2, edited: false, .. }));
    assert!(!library.versions(added.key).unwrap()[1].edited);
    assert_eq!(library.raw(added.key).unwrap(), page);
    let raws = contents(&library).lines().filter(|line| line.starts_with(r#"{"table":"raw""#)).count();
    assert_eq!(raws, 1, "equal bytes are kept once");
}

#[test]
fn another_article_of_the_same_id_gets_one_of_its_own() {
    let (_folder, mut library) = library();
    add(&mut library, with_url("index", "https://tide.example/a", "Rain fell."));
    let new = gathered(with_url("index", "https://gale.example/b", "Snow fell."));
    let other = library.add(std::slice::from_ref(&new)).unwrap().remove(0);
    assert_eq!(other.how, How::Renamed { given: "index".into() });
    assert!(other.id.0.starts_with("index~") && other.id.0.len() == 10, "{}", other.id);
    assert_eq!(library.add(&[new]).unwrap()[0].how, How::Already);
    // The same text elsewhere is another article yet.
    let third = library.add(&[gathered(with_url("index", "https://gale.example/c", "Snow fell."))]).unwrap();
    assert!(matches!(third[0].how, How::Renamed { .. }));
    assert_ne!(third[0].id, other.id);
}

#[test]
fn an_article_comes_back_as_it_went_in() {
    let (_folder, mut library) = library();
    let mut article = Article::new("whole\u{0}”<b>", "A\u{0}B\r\n“Élan”\t\u{FDD0}\u{FDD1}");
    article.title = Some(String::new());
    article.outlet = Some(Outlet("Öst  Tide".to_owned()));
    article.url = Some("https://tide.example/?q=ü".to_owned());
    article.published = Some("2031-04-30T18:05:00+02:00".parse().unwrap());
    article.modified = Some("2031-05".parse().unwrap());
    article.byline = Some("By Ada Lund".to_owned());
    article.language = Some("en-GB".to_owned());
    let raw: Vec<u8> = (0..=255).collect();
    let new = NewArticle { raw: &raw, ..gathered(article.clone()) };
    let key = library.add(&[new]).unwrap()[0].key;
    let stored = library.article(key).unwrap();
    assert_eq!(stored.article, article);
    assert_eq!(library.article_with_corrections(key).unwrap(), article);
    assert_eq!(library.raw(key).unwrap(), raw);
    assert_eq!(library.key(&article.id).unwrap(), key);
    assert_eq!((stored.charset.as_deref(), stored.number, stored.story), (Some("utf-8"), 1, None));
}

#[test]
fn what_is_removed_is_gone() {
    let (_folder, mut library) = library();
    let article = outlet_article("a", "Tide", "2031-04-30", "Mayor Ada Lund said: “We will rebuild.”");
    let key = add(&mut library, article.clone());
    let kept = add(&mut library, Article::new("b", "Snow fell."));
    let read = reading(article.clone(), "Ada Lund", &["Ada Lund"], "We will rebuild.");
    library.put_readings(vec![(key, read)]).unwrap();
    sign(&mut library, key, b"s", "2031-04-30", &[7, u64::MAX]);
    library.remove(&"a".into()).unwrap();
    let left = contents(&library);
    assert!(!left.contains("Lund") && !left.contains("rebuild"), "{left}");
    assert_eq!(left.matches(r#""table":"raw""#).count(), 1);
    assert!(library.article(key).unwrap_err().is_not_found());
    assert!(library.remove(&"a".into()).unwrap_err().is_not_found());
    assert!(library.needs_weaving().unwrap());
    assert!(library.doctor().unwrap().iter().all(|finding| finding.concern != store::Concern::Trouble));
    let again = add(&mut library, article);
    assert!(again > kept && again != key, "keys are not used twice");
}

#[test]
fn thousands_of_articles_are_added_and_walked() {
    let (_folder, mut library) = library();
    let text = "The council met on the harbour plan. “We agreed,” said Ada Lund. ".repeat(20);
    let articles: Vec<_> = (0..2000)
        .map(|number| gathered(Article::new(format!("a{number}"), format!("{number}: {text}"))))
        .collect();
    for chunk in articles.chunks(200) {
        library.add(chunk).unwrap();
    }
    let keys: Vec<ArticleKey> = library.keys().collect::<Result<_, _>>().unwrap();
    assert_eq!(keys.len(), 2000);
    assert!(keys.is_sorted());
    for chunk in articles.chunks(300) {
        assert!(library.add(chunk).unwrap().iter().all(|added| added.how == How::Already));
    }
}

fn any_article() -> impl Strategy<Value = Article> {
    (0..3u8, 0..3u8, proptest::option::of(0..2u8), proptest::option::of(0..2u8)).prop_map(
        |(id, text, url, outlet)| {
            let mut article = Article::new(format!("id{id}"), format!("Text {text}."));
            article.url = url.map(|url| format!("https://tide.example/{url}"));
            article.outlet = outlet.map(|outlet| Outlet(format!("Outlet {outlet}")));
            article
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn adding_again_in_any_portions_changes_nothing(
        articles in proptest::collection::vec(any_article(), 1..14),
        repeats in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
        portion in 1usize..6,
    ) {
        let new: Vec<NewArticle> = articles.iter().cloned().map(gathered).collect();
        let (_one, mut whole) = library();
        whole.add(&new).unwrap();
        let (_two, mut portions) = library();
        for chunk in new.chunks(portion) {
            portions.add(chunk).unwrap();
            // Interrupted and begun anew: what went before comes again.
            portions.add(chunk).unwrap();
        }
        for repeat in repeats {
            let added = portions.add(&[repeat.get(&new).clone()]).unwrap();
            prop_assert_eq!(&added[0].how, &How::Already);
        }
        prop_assert_eq!(contents(&whole), contents(&portions));
        let ids: Vec<ArticleId> =
            whole.keys().map(|key| whole.id(key.unwrap()).unwrap()).collect();
        let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
        prop_assert_eq!(distinct.len(), ids.len());
    }
}

#[test]
fn one_article_reached_by_two_links_is_one_page() {
    let (_folder, mut library) = library();
    let page = |id: &str, url: &str, text: &str| {
        let mut article = Article::new(id, text);
        article.url = Some(url.to_owned());
        article.particulars.canonical = Some("https://tide.example/gate".to_owned());
        article
    };
    let first = page("a", "https://tide.example/gate?from=feed", "The gate is shut.");
    let key = add(&mut library, first.clone());
    let again = page("b", "https://tide.example/gate?from=mail", "The gate is shut.");
    assert_eq!(library.add(&[gathered(again)]).unwrap()[0].how, How::Already);
    let later = page("c", "https://tide.example/gate?from=mail", "The gate is open.");
    assert!(matches!(library.add(&[gathered(later)]).unwrap()[0].how, How::Version { number: 2, .. }));
    // The lasting address itself names none.
    let mut plain = Article::new("d", "The gate is gone.");
    plain.url = Some("https://tide.example/gate".to_owned());
    assert!(matches!(library.add(&[gathered(plain)]).unwrap()[0].how, How::Version { number: 3, .. }));
    assert_eq!(library.article(key).unwrap().article, first);
}

#[test]
fn what_a_page_says_besides_is_kept_and_renewed() {
    let (_folder, mut library) = library();
    let mut article = Article::new("a", "The gate is shut.");
    article.particulars.captions = vec!["The gate. Photo: A. Roe".to_owned()];
    let key = add(&mut library, article.clone());
    assert_eq!(library.article_with_corrections(key).unwrap(), article);
    let exported = contents(&library);
    assert!(exported.contains(r#""captions":["The gate. Photo: A. Roe"]"#), "{exported}");
    article.particulars.section = Some("Harbours".to_owned());
    library.set_particulars(key, &article.particulars, "parallax 9").unwrap();
    let stored = library.article(key).unwrap();
    assert_eq!((stored.article, stored.extractor.as_str()), (article.clone(), "parallax 9"));
    library.remove(&"a".into()).unwrap();
    assert!(library.set_particulars(key, &article.particulars, "parallax 9").unwrap_err().is_not_found());
}
