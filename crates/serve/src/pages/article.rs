//! A report: its text with what was read in it, and one sentence of it with its neighbours.

use super::links::to_person;
use super::shell::{Shell, encoded};
use super::{Visit, page as shown_page};
use crate::problem::Problem;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use desk::ArticleView;
use std::collections::BTreeMap;
use store::ArticleKey;
use tell::{MarkKind, Paragraph, Sentence};

/// So many code points before and after a sentence are shown beside it.
const NEAR: usize = 600;

/// So many characters of a sentence are shown where one is chosen.
const FIRST_WORDS: usize = 90;

/// So many names are listed.
const NAMES: usize = 60;

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    shell: Shell,
    key: i64,
    /// Where a correction leads back to.
    back: String,
    id: String,
    title: String,
    outlet: String,
    published: String,
    byline: String,
    language: String,
    unread: String,
    link: String,
    story: Option<i64>,
    number: u32,
    versions: Vec<desk::VersionLine>,
    kinds: Vec<Kind>,
    paragraphs: Vec<Vec<Shown>>,
    /// The sentences to choose from, by number, with their first words.
    places: Vec<(usize, String)>,
    about: Vec<(&'static str, String)>,
    people: Vec<Named>,
    corrections: Vec<desk::corrections::Kept>,
}

/// A kind of mark, and whether it is shown.
struct Kind {
    name: &'static str,
    label: String,
    count: usize,
    on: bool,
}

/// A sentence, or what stands between two.
struct Shown {
    number: usize,
    heading: bool,
    debris: &'static str,
    pieces: Vec<Words>,
    notes: Vec<(&'static str, String)>,
}

struct Words {
    text: String,
    /// Whether it is what the reader came for.
    at: bool,
    class: String,
}

struct Named {
    href: String,
    name: String,
    told: String,
}

pub(super) async fn page(visit: Visit, Path(key): Path<i64>) -> Result<Response, Problem> {
    let article =
        visit.app.clone().ask(move |_, library| Ok(desk::article(library, ArticleKey(key))?)).await?;
    Ok(shown_page(&build(&visit, &article)))
}

fn build(visit: &Visit, article: &ArticleView) -> Page {
    let chosen: Vec<&str> = visit.all("marks");
    let marked = tell::marked(&article.read);
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for sentence in marked.iter().flat_map(|paragraph| &paragraph.sentences) {
        for mark in &sentence.marks {
            *counts.entry(mark.kind.name()).or_default() += 1;
        }
    }
    let kinds = MarkKind::ALL.iter().filter_map(|kind| {
        let count = *counts.get(kind.name())?;
        Some(Kind { name: kind.name(), label: plural(kind.name()), count, on: chosen.contains(&kind.name()) })
    });
    let at = visit.get("at").and_then(range);
    let wire = &article.reading.article;
    let is_named: Vec<Named> = named(article);
    Page {
        shell: visit.shell(),
        key: article.key,
        back: format!("/articles/{}#correct", article.key),
        id: tell::one_line(&wire.id),
        title: tell::one_line(wire.title.as_deref().unwrap_or(&wire.id)),
        outlet: tell::one_line(wire.outlet.as_deref().unwrap_or("outlet not known")),
        published: wire.published.as_deref().map_or_else(|| "day not known".to_owned(), tell::date),
        byline: tell::one_line(article.byline.as_deref().unwrap_or_default()),
        language: wire.language.clone().unwrap_or_default(),
        unread: unread(article),
        link: wire.url.as_deref().and_then(tell::link).unwrap_or_default().to_owned(),
        story: article.story,
        number: own_number(article),
        versions: article.versions.clone(),
        kinds: kinds.collect(),
        paragraphs: paragraphs(article, &marked, &chosen, at),
        places: places(&marked),
        about: about(article),
        people: is_named,
        corrections: article.corrections.clone(),
    }
}

/// The sentences by number, each with its first words.
fn places(marked: &[Paragraph]) -> Vec<(usize, String)> {
    let sentences = marked.iter().flat_map(|paragraph| &paragraph.sentences);
    let numbered = sentences.filter_map(|sentence| {
        let number = sentence.number?;
        let words: String = sentence.pieces.iter().map(|piece| piece.words.as_str()).collect();
        let words = tell::one_line(&words);
        let first: String = words.chars().take(FIRST_WORDS).collect();
        let is_cut = first.len() < words.len();
        Some((number, if is_cut { format!("{}…", first.trim_end()) } else { first }))
    });
    numbered.collect()
}

fn own_number(article: &ArticleView) -> u32 {
    article.versions.iter().find(|version| version.key == article.key).map_or(1, |version| version.number)
}

fn unread(article: &ArticleView) -> String {
    let wire = &article.reading.article;
    if wire.read {
        return String::new();
    }
    let language = wire.language.as_deref().unwrap_or("an unknown language");
    format!(
        "This report is in {}, and only English is read: it is kept, shown, searched and grouped.",
        tell::one_line(language)
    )
}

/// What many of a kind are called.
fn plural(kind: &str) -> String {
    if kind == "debris" { kind.to_owned() } else { format!("{kind}s") }
}

/// Two code points, as `12-34`.
fn range(given: &str) -> Option<(usize, usize)> {
    let (start, end) = given.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((start, end))
}

fn paragraphs(
    article: &ArticleView,
    marked: &[Paragraph],
    chosen: &[&str],
    at: Option<(usize, usize)>,
) -> Vec<Vec<Shown>> {
    let begins = |sentence: &Sentence| {
        let index = sentence.number?.checked_sub(1)?;
        article.reading.sentences.get(index).map(|sentence| sentence.start)
    };
    let shown = |sentence: &Sentence| {
        // What stands between two sentences is never marked.
        let at = at.filter(|_| sentence.number.is_some());
        let mut point = begins(sentence).unwrap_or(0);
        shown(sentence, chosen, at, &mut point)
    };
    marked.iter().map(|paragraph| paragraph.sentences.iter().map(shown).collect()).collect()
}

fn shown(sentence: &Sentence, chosen: &[&str], at: Option<(usize, usize)>, point: &mut usize) -> Shown {
    Shown {
        number: sentence.number.unwrap_or(0),
        heading: sentence.heading,
        debris: sentence.debris.unwrap_or_default(),
        notes: sentence
            .marks
            .iter()
            .filter(|mark| chosen.contains(&mark.kind.name()))
            .map(|mark| (mark.kind.name(), tell::one_line(&mark.label)))
            .collect(),
        pieces: sentence
            .pieces
            .iter()
            .flat_map(|piece| {
                let begin = *point;
                *point += piece.words.chars().count();
                let kinds = piece.marks.iter().filter_map(|mark| sentence.marks.get(*mark));
                let kinds: Vec<&str> =
                    kinds.map(|mark| mark.kind.name()).filter(|kind| chosen.contains(kind)).collect();
                let class = if kinds.is_empty() {
                    String::new()
                } else {
                    format!(
                        "k {}",
                        kinds.iter().map(|kind| format!("k-{kind}")).collect::<Vec<_>>().join(" ")
                    )
                };
                cut(&piece.words, begin, at).into_iter().map(move |(text, at)| Words {
                    text,
                    at,
                    class: class.clone(),
                })
            })
            .collect(),
    }
}

/// Words that begin at a code point, cut where the place that the reader came for begins and ends.
fn cut(words: &str, begin: usize, at: Option<(usize, usize)>) -> Vec<(String, bool)> {
    let Some((from, to)) = at else { return vec![(tell::keep_space(words), false)] };
    let characters: Vec<char> = words.chars().collect();
    let within = |point: usize| point.saturating_sub(begin).min(characters.len());
    let cuts = [0, within(from), within(to), characters.len()];
    let pieces = cuts.windows(2).enumerate().filter_map(|(index, pair)| {
        let text: String = characters.get(*pair.first()?..*pair.last()?)?.iter().collect();
        (!text.is_empty()).then(|| (tell::keep_space(&text), index == 1))
    });
    pieces.collect()
}

fn about(article: &ArticleView) -> Vec<(&'static str, String)> {
    let mut about = vec![("Id", article.reading.article.id.clone()), ("Came from", article.origin.clone())];
    about.extend(article.added.as_deref().map(|added| ("Came", crate::jobs::minute(added))));
    about.push(("Text taken out by", article.extractor.clone()));
    about.extend(article.modified.as_deref().map(|modified| ("Changed by its outlet", tell::date(modified))));
    let said = &article.particulars;
    let one = [
        ("Section", &said.section),
        ("Taken, its feed says, from", &said.source),
        ("Its outlet’s owner", &said.owner),
        ("Lasting address", &said.canonical),
    ];
    about.extend(one.into_iter().filter_map(|(term, said)| Some((term, said.clone()?))));
    let several = [
        ("Derived from", &said.based_on),
        ("Refers to", &said.cites),
        ("Corrected by its outlet", &said.corrections),
        ("At a picture", &said.captions),
        ("Why it is in this story", &article.why),
    ];
    about
        .extend(several.into_iter().flat_map(|(term, all)| all.iter().map(move |said| (term, said.clone()))));
    about.into_iter().map(|(term, said)| (term, tell::one_line(&said))).collect()
}

fn named(article: &ArticleView) -> Vec<Named> {
    let entities = article.read.entities.iter().filter(|entity| entity.named);
    let people = entities.map(|entity| {
        let roles = entity.roles.iter().map(|role| tell::one_line(article.read.words(role.span)));
        let mut told = vec![desk::name_of(&entity.kind)];
        told.extend(roles);
        Named { href: to_person(&entity.name), name: tell::one_line(&entity.name), told: told.join(", ") }
    });
    people.take(NAMES).collect()
}

#[derive(Template)]
#[template(path = "passage.html")]
struct Passage {
    shell: Shell,
    key: i64,
    number: usize,
    title: String,
    outlet: String,
    published: String,
    language: String,
    before: String,
    cut_before: bool,
    pieces: Vec<(String, bool)>,
    after: String,
    cut_after: bool,
    at: String,
    outlet_href: String,
}

pub(super) async fn passage(
    visit: Visit,
    Path((key, number)): Path<(i64, usize)>,
) -> Result<Response, Problem> {
    let article =
        visit.app.clone().ask(move |_, library| Ok(desk::article(library, ArticleKey(key))?)).await?;
    let sentence = number.checked_sub(1).and_then(|index| article.reading.sentences.get(index));
    let Some(sentence) = sentence else {
        let count = article.reading.sentences.len();
        return Err(Problem::not_found(format!("the report has no sentence {number}: it has {count}")));
    };
    let text: Vec<char> = article.reading.article.text.chars().collect();
    let words =
        |from: usize, to: usize| -> String { text.get(from..to).unwrap_or_default().iter().collect() };
    let (start, end) = (sentence.start, sentence.end);
    // Evidence may go on into the next sentences, as a quotation does.
    let at = visit
        .get("at")
        .and_then(range)
        .filter(|(from, to)| *from < end && *to > start)
        .unwrap_or((start, end));
    let end = end.max(at.1.min(text.len()));
    let start = start.min(at.0);
    let (near, far) = (start.saturating_sub(NEAR), (end + NEAR).min(text.len()));
    let wire = &article.reading.article;
    let exact = words(at.0, at.1);
    let page = Passage {
        shell: visit.shell(),
        key,
        number,
        title: tell::one_line(wire.title.as_deref().unwrap_or(&wire.id)),
        outlet: tell::one_line(wire.outlet.as_deref().unwrap_or("outlet not known")),
        published: wire.published.as_deref().map_or_else(|| "day not known".to_owned(), tell::date),
        language: wire.language.clone().unwrap_or_default(),
        before: tell::keep_space(from_a_word(words(near, start), near > 0).trim()),
        cut_before: near > 0,
        pieces: cut(&words(start, end), start, Some(at)),
        after: tell::keep_space(to_a_word(words(end, far), far < text.len()).trim()),
        cut_after: far < text.len(),
        at: encoded(&format!("{}-{}", at.0, at.1)),
        outlet_href: wire.url.as_deref().and_then(|url| tell::text_fragment(url, &exact)).unwrap_or_default(),
    };
    Ok(shown_page(&page))
}

/// The text from the first whole word on, where it `is_cut`.
fn from_a_word(text: String, is_cut: bool) -> String {
    let rest = text.split_once(char::is_whitespace).filter(|_| is_cut).map(|(_, rest)| rest.to_owned());
    rest.unwrap_or(text)
}

/// The text up to the last whole word, where it `is_cut`.
fn to_a_word(text: String, is_cut: bool) -> String {
    let rest = text.rsplit_once(char::is_whitespace).filter(|_| is_cut).map(|(rest, _)| rest.to_owned());
    rest.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_begins_and_ends_with_whole_words() {
        assert_eq!(from_a_word("nday's session ended".to_owned(), true), "session ended");
        assert_eq!(from_a_word("Monday's session".to_owned(), false), "Monday's session");
        assert_eq!(to_a_word("its lease on th".to_owned(), true), "its lease on");
        assert_eq!(to_a_word("港の料金".to_owned(), true), "港の料金");
    }

    #[test]
    fn words_are_cut_at_the_place_that_was_asked_for() {
        let plain = |text: &str| (text.to_owned(), false);
        assert_eq!(cut("abcdef", 10, None), [plain("abcdef")]);
        assert_eq!(cut("abcdéf", 10, Some((12, 15))), [plain("ab"), ("cdé".to_owned(), true), plain("f")]);
        assert_eq!(cut("abc", 10, Some((0, 11))), [("a".to_owned(), true), plain("bc")]);
        assert_eq!(cut("abc", 10, Some((20, 30))), [plain("abc")]);
        assert_eq!((range("3-9"), range("9-3"), range("x-9"), range("9")), (Some((3, 9)), None, None, None));
    }
}
