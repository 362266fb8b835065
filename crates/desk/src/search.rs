//! What a search finds, for programs and for people.

use article::{CodePoints, Span};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Library, SearchHit, SearchQuery, StoreError};

/// A place in a text, in code points, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Place {
    /// The same place, which is given in bytes.
    pub fn of(points: &CodePoints, span: Span) -> Self {
        let outside = points.to_code_points(span);
        Self { start: outside.start, end: outside.end }
    }
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Found {
    /// Its key in this library, by which its page is found.
    pub key: i64,
    /// Its id.
    pub id: String,
    /// Its headline, when it came apart from the text.
    pub title: Option<String>,
    /// Who published it, corrections applied.
    pub outlet: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// When, corrections applied: ISO 8601.
    pub published: Option<String>,
    /// The story it belongs to.
    pub story: Option<i64>,
    /// Whether a later version of its page is in the library.
    pub superseded: bool,
    /// The sentence with most of the words.
    pub snippet: Snippet,
    /// When a speaker was asked for: what that speaker says in this article.
    pub said: Vec<Said>,
}

/// A sentence with the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Snippet {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, as they stand there.
    pub exact: String,
    /// The words that were looked for, by their places in the text of the article.
    pub hits: Vec<Place>,
    /// Whether it is part of a longer sentence.
    #[serde(skip)]
    #[schemars(skip)]
    pub is_cut: bool,
}

impl Snippet {
    /// The words in pieces, each with whether it was looked for.
    pub fn pieces(&self) -> impl Iterator<Item = (String, bool)> {
        let characters: Vec<char> = self.exact.chars().collect();
        let mut cuts = vec![(0, false)];
        for hit in &self.hits {
            let within = |at: usize| at.saturating_sub(self.start).min(characters.len());
            cuts.push((within(hit.start), true));
            cuts.push((within(hit.end), false));
        }
        let ends = cuts.iter().skip(1).map(|(at, _)| *at).chain([characters.len()]).collect::<Vec<_>>();
        let pieces = cuts.into_iter().zip(ends).filter_map(move |((from, hit), to)| {
            Some((characters.get(from..to)?.iter().collect::<String>(), hit))
        });
        pieces.filter(|(words, _)| !words.is_empty())
    }
}

/// A piece of what a speaker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Said {
    /// The speaker, by the fullest name in the article.
    pub speaker: String,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, as they stand there.
    pub exact: String,
    /// Whether they stand between quotation marks.
    pub quoted: bool,
}

/// Some of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FoundArticles {
    /// How many articles were found in all.
    pub total: usize,
    /// How many words at the end of the query were not looked for, as there were too many.
    pub words_left_out: usize,
    /// The best first when words were asked for, else the latest.
    pub articles: Vec<Found>,
}

/// What this search finds. Whatever is typed is a question, never an error of syntax.
pub fn search(library: &Library, query: &SearchQuery) -> Result<FoundArticles, StoreError> {
    let page = library.search(query)?;
    let articles =
        page.hits.iter().map(|hit| Found::of(library, hit)).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(FoundArticles { total: page.total, words_left_out: page.words_left_out, articles })
}

impl Found {
    fn of(library: &Library, hit: &SearchHit) -> Result<Self, StoreError> {
        let article = library.article_with_corrections(hit.key)?;
        let points = CodePoints::new(&article.text);
        let mut at = hit.snippet.shown.start;
        let mut hits = Vec::new();
        for segment in &hit.snippet.segments {
            let span = Span::new(at, at + segment.text.len());
            at = span.end;
            if segment.hit {
                hits.push(Place::of(&points, span));
            }
        }
        let said = hit.said.iter().map(|said| {
            let Place { start, end } = Place::of(&points, said.span);
            Said { speaker: said.speaker.clone(), start, end, exact: said.exact.clone(), quoted: said.quoted }
        });
        let Place { start, end } = Place::of(&points, hit.snippet.shown);
        Ok(Self {
            key: hit.key.0,
            id: hit.id.0.clone(),
            title: hit.title.clone(),
            outlet: hit.outlet.as_ref().map(|outlet| outlet.0.clone()),
            url: article.url.clone(),
            published: hit.published.map(|date| date.to_string()),
            story: hit.story.map(|story| story.0),
            superseded: hit.superseded,
            snippet: Snippet { start, end, exact: hit.snippet.text(), hits, is_cut: hit.snippet.is_cut() },
            said: said.collect(),
        })
    }
}
