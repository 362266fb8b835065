//! A library, used as the program uses it.

// Here a failure should end the test at once, also in what the tests share.
#![allow(clippy::unwrap_used)]

mod adding;
mod correcting;
mod examining;
mod following;
mod furniture;
mod hooks;
mod migrating;
mod opening;
mod placing;
mod readers;
mod reading;
mod searching;
mod stories;
mod told;

use article::{Article, Outlet, Span};
use read::{
    Attribution, AttributionKind, Entity, EntityId, EntityKind, Hedge, Mention, MentionKind, Reading, Source,
};
use std::collections::BTreeMap;
use store::{ArticleKey, Grouped, Grouping, Library, NewArticle, Signed, StoryId};
use tempfile::TempDir;

/// When something happens in these tests.
const NOW: &str = "2031-05-06T07:08:09Z";

/// An empty library; the folder goes when it is dropped.
fn library() -> (TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(folder.path().join("library.db")).unwrap();
    (folder, library)
}

fn outlet_article(id: &str, outlet: &str, published: &str, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.outlet = Some(Outlet(outlet.to_owned()));
    article.published = Some(published.parse().unwrap());
    article
}

/// An article as gathered from a file of its own name.
fn gathered(article: Article) -> NewArticle<'static> {
    NewArticle {
        origin: article.id.0.clone(),
        raw: Box::leak(article.text.clone().into_bytes().into_boxed_slice()),
        media: "text/plain".to_owned(),
        charset: Some("utf-8".to_owned()),
        extractor: "text 1".to_owned(),
        added: NOW.to_owned(),
        article,
    }
}

/// Adds one article and gives its key.
fn add(library: &mut Library, article: Article) -> ArticleKey {
    library.add(&[gathered(article)]).unwrap()[0].key
}

/// Gives an article a signature and the keys by which it is looked up.
fn sign(library: &mut Library, key: ArticleKey, bytes: &[u8], day: &str, keys: &[u64]) {
    let keys = keys.iter().map(|key| (*key, 5)).collect();
    let signed = Signed { key, bytes: bytes.to_vec(), keys, day: day.parse().unwrap() };
    library.put_signatures(&[signed]).unwrap();
}

/// Articles placed in stories of these numbers, each a family of its own.
fn placed(places: &[(ArticleKey, usize)], settled: bool) -> Grouping {
    let grouped = |(key, story): &(ArticleKey, usize)| Grouped {
        key: *key,
        story: *story,
        family: usize::try_from(key.0).unwrap(),
        why: vec!["shared".to_owned()],
        had_place: false,
    };
    Grouping { placed: places.iter().map(grouped).collect(), whole: Vec::new(), settled, at: NOW.to_owned() }
}

/// Places articles in stories of these numbers, for good.
fn place(library: &mut Library, places: &[(ArticleKey, usize)]) -> BTreeMap<usize, StoryId> {
    library.put_grouping(&placed(places, true)).unwrap()
}

/// Reads an article again.
fn read_again(library: &mut Library, key: ArticleKey) {
    let reading = read::read(library.article_with_corrections(key).unwrap());
    library.put_readings(vec![(key, reading)]).unwrap();
}

fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// A reading in which `speaker` (in the text under each of `called`) says the quoted words.
fn reading(article: Article, speaker: &str, called: &[&str], quoted: &str) -> Reading {
    let mut reading = read::read(article);
    let text = reading.article.text.clone();
    reading.entities = vec![Entity {
        id: EntityId(0),
        name: speaker.to_owned(),
        kind: EntityKind::Person,
        named: true,
        roles: Vec::new(),
        affiliation: None,
    }];
    reading.mentions = called
        .iter()
        .map(|name| Mention { span: at(&text, name), entity: EntityId(0), kind: MentionKind::Name })
        .collect();
    reading.attributions = vec![Attribution {
        kind: AttributionKind::Direct,
        content: vec![at(&text, quoted)],
        quoted: vec![at(&text, quoted)],
        source: Some(Source {
            spans: vec![at(&text, called[0])],
            entity: Some(EntityId(0)),
            anonymous: false,
        }),
        cue: Vec::new(),
        hedge: Hedge::Stated,
        venue: None,
        via: None,
    }];
    (reading.terms, reading.times, reading.figures) = (Vec::new(), Vec::new(), Vec::new());
    (reading.events, reading.stances, reading.citations) = (Vec::new(), Vec::new(), Vec::new());
    reading.debris = Vec::new();
    reading
}

/// Everything in the library, as lines.
fn contents(library: &Library) -> String {
    let mut out = Vec::new();
    library.export_tables(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}
