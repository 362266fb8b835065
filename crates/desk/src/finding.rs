//! Finds quotations and facts by their words, in the articles and stories that have them.

use crate::cited::{Cited, Citing};
use crate::error::DeskError;
use crate::search::Place;
use crate::told::Teller;
use article::CodePoints;
use schemars::JsonSchema;
use serde::Serialize;
use store::{Library, SearchQuery, StoryFilter};
use tell::{Fact, Standing};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// So many articles are looked through for one page of quotations.
const ARTICLES: usize = 200;

/// So many stories are looked through for one page of facts.
const STORIES: usize = 40;

/// Some of the quotations or facts that were asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Finds<T> {
    /// What was found.
    pub found: Vec<T>,
    /// How many articles or stories were looked through.
    pub looked_through: usize,
    /// From which of them to go on; nothing when all were looked through.
    pub next: Option<usize>,
}

/// Something said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuotationHit {
    /// The id of the article.
    pub article: String,
    /// Its key.
    pub key: i64,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its day: ISO 8601.
    pub published: Option<String>,
    /// Its story.
    pub story: Option<i64>,
    /// Who says it, by the fullest name in the article.
    pub speaker: Option<String>,
    /// Whether the words stand between quotation marks.
    pub quoted: bool,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub exact: String,
}

/// Something stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactHit {
    /// The story.
    pub story: i64,
    /// What the story is called.
    pub story_title: String,
    /// What the reports together make of it: agreed, single, disputed or superseded.
    pub standing: Standing,
    /// How many independent sources it has, at most.
    pub independent_at_most: usize,
    /// The sentence that states it best.
    #[serde(flatten)]
    pub words: Cited,
}

/// Where to go on is the place of an article or story among those that a query finds, times this, and the place in it.
const STRIDE: usize = 1_000_000;

/// The quotations and claims, in the articles that a query finds, that have all its words; with a speaker, those of that speaker: at
/// most so many. `from` is where to go on.
pub fn quotations(
    library: &Library,
    query: &SearchQuery,
    from: usize,
    most: usize,
) -> Result<Finds<QuotationHit>, DeskError> {
    let wanted = Wanted::of(&query.words);
    let (first, mut within) = (from / STRIDE, from % STRIDE);
    let page = library.search(&SearchQuery { limit: ARTICLES, offset: first, ..query.clone() })?;
    let mut finds = Finds { found: Vec::new(), looked_through: 0, next: None };
    for (at, hit) in page.hits.iter().enumerate() {
        let passed = std::mem::take(&mut within);
        finds.looked_through += 1;
        let all = if query.speaker.is_some() { hit.said.clone() } else { library.utterances(hit.key)? };
        let article = library.article(hit.key)?.article;
        let points = CodePoints::new(&article.text);
        for (place, said) in all.into_iter().enumerate().skip(passed) {
            if !wanted.are_in(&said.exact) {
                continue;
            }
            if finds.found.len() >= most {
                finds.next = Some((first + at) * STRIDE + place);
                return Ok(finds);
            }
            let Place { start, end } = Place::of(&points, said.span);
            finds.found.push(QuotationHit {
                article: hit.id.0.clone(),
                key: hit.key.0,
                title: hit.title.clone(),
                outlet: hit.outlet.as_ref().map(|outlet| outlet.0.clone()),
                published: hit.published.map(|date| date.to_string()),
                story: hit.story.map(|story| story.0),
                speaker: Some(said.speaker).filter(|speaker| !speaker.is_empty()),
                quoted: said.quoted,
                start,
                end,
                exact: said.exact,
            });
        }
    }
    finds.next = further(first, page.hits.len(), page.total);
    Ok(finds)
}

/// Where to go on when all of a page has been looked through.
fn further(first: usize, looked: usize, total: usize) -> Option<usize> {
    (looked > 0 && first + looked < total).then_some((first + looked) * STRIDE)
}

/// The facts, in the stories with articles that a query finds, whose statement has all its words. `standing` keeps those of that
/// standing. At most so many; `from` is where to go on. In haste it ends where a story has to be put together first.
pub fn facts(
    library: &Library,
    teller: &Teller,
    query: &SearchQuery,
    standing: Option<Standing>,
    from: usize,
    most: usize,
) -> Result<Finds<FactHit>, DeskError> {
    let wanted = Wanted::of(&query.words);
    let (first, mut within) = (from / STRIDE, from % STRIDE);
    let filter = StoryFilter { articles: query.clone(), at_least: 1, limit: STORIES, offset: first };
    let page = library.stories(&filter)?;
    let mut finds = Finds { found: Vec::new(), looked_through: 0, next: None };
    for (at, row) in page.stories.iter().enumerate() {
        let passed = std::mem::take(&mut within);
        finds.looked_through += 1;
        let told = match teller.story(library, row.id) {
            // What comes before it is not held back.
            Err(DeskError::Busy { .. }) if at > 0 => {
                finds.looked_through -= 1;
                finds.next = Some((first + at) * STRIDE);
                return Ok(finds);
            }
            other => other?,
        };
        let account = &told.account;
        let citing = Citing::new(library, account);
        let is_wanted = |fact: &Fact| standing.is_none_or(|standing| fact.standing == standing);
        for (place, fact) in account.facts.iter().enumerate().skip(passed) {
            let statement = citing.cited(&fact.statement).filter(|one| wanted.are_in(&one.exact));
            let Some(statement) = statement.filter(|_| is_wanted(fact)) else { continue };
            if finds.found.len() >= most {
                finds.next = Some((first + at) * STRIDE + place);
                return Ok(finds);
            }
            finds.found.push(FactHit {
                story: row.id.0,
                story_title: account.story.title.text.clone(),
                standing: fact.standing,
                independent_at_most: fact.independence.at_most,
                words: statement,
            });
        }
    }
    finds.next = further(first, page.stories.len(), page.total);
    Ok(finds)
}

/// Words that are all to stand somewhere: as in a search of articles, `"…"` is a phrase and `word*` the beginning of one.
struct Wanted(Vec<Word>);

struct Word {
    folded: String,
    is_begun: bool,
}

impl Wanted {
    fn of(words: &str) -> Self {
        let mut all = Vec::new();
        for (index, part) in words.replace(['“', '”'], "\"").split('"').enumerate() {
            let is_phrase = index % 2 == 1;
            let phrases = if is_phrase { vec![part] } else { part.split_whitespace().collect() };
            for phrase in phrases {
                let is_begun = !is_phrase && phrase.ends_with('*');
                let folded = folded(phrase);
                if !folded.is_empty() {
                    all.push(Word { folded, is_begun });
                }
            }
        }
        Self(all)
    }

    fn are_in(&self, text: &str) -> bool {
        let text = format!(" {} ", folded(text));
        self.0.iter().all(|word| {
            let end = if word.is_begun { "" } else { " " };
            text.contains(&format!(" {}{end}", word.folded))
        })
    }
}

/// Words in small letters without accents and marks, a space between one and the next.
fn folded(text: &str) -> String {
    let plain = text.nfd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase);
    let words: String =
        plain.map(|character| if character.is_alphanumeric() { character } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_words_are_to_be_found() {
        let is = |words: &str, text: &str| Wanted::of(words).are_in(text);
        assert!(
            is("fee dredging", "The dredging fee, he said") && is("\"dredging fee\"", "the Dredging fee.")
        );
        assert!(!is("\"fee dredging\"", "The dredging fee") && !is("dred", "The dredging fee"));
        assert!(is("elan", "Élan") && is("ÉLAN", "elan."));
        assert!(is("dred*", "The dredging fee") && is("", "anything"));
    }
}
