//! Searches in articles, quotations and facts.

use super::{Paging, Which};
use crate::cite::Cite;
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use article::Span;
use desk::search::Found;
use desk::{Cited, DeskError, FactHit, Finds, QuotationHit, count};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{ArticleKey, Library, SearchQuery, StoryFilter};
use tell::Standing;

/// Looks for articles.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Search {
    /// Words that all stand in the headline, the text or the name of the outlet. "…" is a phrase, word* all words that begin so. Case
    /// and accents do not matter. Left out, all articles are found, the latest first.
    words: Option<String>,
    /// Only those in which this person or organisation says something.
    speaker: Option<String>,
    /// Only of this story, by its number.
    story: Option<i64>,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    paging: Paging,
}

/// Articles that were found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundAnswer {
    /// How many there are.
    total: usize,
    /// The best first when words were asked for, else the latest.
    articles: Vec<FoundEntry>,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// An article that was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FoundEntry {
    /// Its number in this library.
    article: i64,
    /// The story it belongs to, by its number.
    story: Option<i64>,
    /// Its headline.
    untrusted_title: Option<Outside>,
    /// Who published it.
    untrusted_outlet: Option<Outside>,
    /// When: ISO 8601.
    published: Option<String>,
    /// Whether there is a later version of its page.
    superseded: bool,
    /// The number, from 1, of the sentence with most of the words; nothing in an article that is not read.
    sentence: Option<usize>,
    /// The first code point of that sentence in the text of the article, or of the part of it that is given.
    start: usize,
    /// One past its last code point.
    end: usize,
    /// The sentence.
    untrusted_text: Outside,
    /// What the speaker who was asked for says in it.
    untrusted_said: Vec<Outside>,
}

impl FoundEntry {
    fn of(library: &Library, found: Found) -> Self {
        Self {
            sentence: sentence_of(library, found.key, found.snippet.start, found.snippet.end),
            article: found.key,
            story: found.story,
            untrusted_title: Outside::some(found.title.as_deref()),
            untrusted_outlet: Outside::some(found.outlet.as_deref()),
            published: found.published,
            superseded: found.superseded,
            start: found.snippet.start,
            end: found.snippet.end,
            untrusted_text: Outside::shortened(&found.snippet.exact),
            untrusted_said: found.said.iter().map(|said| Outside::shortened(&said.exact)).collect(),
        }
    }
}

impl Question for Search {
    const NAME: &'static str = "search";
    const TITLE: &'static str = "Search articles";
    const ABOUT: &'static str = "Finds articles by words, outlet, person, place, language, days or speaker, with the sentence that \
                                 matches. For what somebody said use find_quotations, for what is stated find_facts.";
    type Answer = FoundAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<FoundAnswer>, DeskError> {
        let query = SearchQuery {
            speaker: self.speaker,
            limit: self.paging.limit(),
            offset: self.paging.after(),
            ..self.which.query(self.words.as_deref(), self.story)?
        };
        let (found, articles) = shelf.ask(|library| {
            let mut found = desk::search(library, &query)?;
            let articles = std::mem::take(&mut found.articles).into_iter();
            let articles: Vec<FoundEntry> = articles.map(|one| FoundEntry::of(library, one)).collect();
            Ok((found, articles))
        })?;
        let next = self.paging.next(articles.len(), found.total);
        let mut says = format!("{} found.", count(found.total, "article was", "articles were"));
        if found.words_left_out > 0 {
            says.push_str(" Too many words were given: those at the end were not looked for.");
        }
        Ok(Answered { says, answer: FoundAnswer { total: found.total, articles, next } })
    }
}

/// The number of the sentence in which words at these code points of an article begin.
fn sentence_of(library: &Library, article: i64, start: usize, end: usize) -> Option<usize> {
    let key = ArticleKey(article);
    let reading = library.reading(key).ok()?;
    Cited::of_points(key, &reading, Span::new(start, end)).map(|cited| cited.sentence)
}

/// Looks for quotations and claims.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FindQuotations {
    /// Words that all stand in what is said: "…" is a phrase, word* all words that begin so. Left out, all that is said is found.
    words: Option<String>,
    /// Who says it: a person, or an organisation that speaks.
    speaker: Option<String>,
    /// Only in articles of this story, by its number.
    story: Option<i64>,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    paging: Paging,
}

/// Quotations and claims that were found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SaidAnswer {
    /// What is said, of the best articles first.
    quotations: Vec<SaidEntry>,
    /// How many articles were looked through.
    looked_through: usize,
    /// What to give as `after` to go on with further articles.
    next: Option<usize>,
}

/// Something said.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SaidEntry {
    /// The article, by its number.
    article: i64,
    /// Its story, by its number.
    story: Option<i64>,
    /// Its outlet.
    untrusted_outlet: Option<Outside>,
    /// Its day: ISO 8601.
    published: Option<String>,
    /// Who says it; nothing when the article does not tell.
    untrusted_speaker: Option<Outside>,
    /// Whether the words stand between quotation marks there.
    quoted: bool,
    /// The number, from 1, of the sentence in which they begin.
    sentence: Option<usize>,
    /// The first code point of the words in the text of the article.
    start: usize,
    /// One past the last.
    end: usize,
    /// The words.
    untrusted_text: Outside,
}

impl SaidEntry {
    fn of(library: &Library, hit: QuotationHit) -> Self {
        Self {
            sentence: sentence_of(library, hit.key, hit.start, hit.end),
            article: hit.key,
            story: hit.story,
            untrusted_outlet: Outside::some(hit.outlet.as_deref()),
            published: hit.published,
            untrusted_speaker: Outside::some(hit.speaker.as_deref()),
            quoted: hit.quoted,
            start: hit.start,
            end: hit.end,
            untrusted_text: Outside::shortened(&hit.exact),
        }
    }
}

impl Question for FindQuotations {
    const NAME: &'static str = "find_quotations";
    const TITLE: &'static str = "Find quotations";
    const ABOUT: &'static str = "Finds what was said, by its words, by who says it, or both, in single articles. get_account with the \
                                 part quotations shows how all reports of a story give one utterance.";
    type Answer = SaidAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<SaidAnswer>, DeskError> {
        let query =
            SearchQuery { speaker: self.speaker, ..self.which.query(self.words.as_deref(), self.story)? };
        let (quotations, looked_through, next) = shelf.ask(|library| {
            let finds = desk::quotations(library, &query, self.paging.after(), self.paging.limit())?;
            let Finds { found, looked_through, next } = finds;
            let quotations: Vec<SaidEntry> =
                found.into_iter().map(|hit| SaidEntry::of(library, hit)).collect();
            Ok((quotations, looked_through, next))
        })?;
        let says = looked(
            "quotation or claim",
            "quotations and claims",
            quotations.len(),
            looked_through,
            "article",
            "articles",
        );
        Ok(Answered { says, answer: SaidAnswer { quotations, looked_through, next } })
    }
}

/// Looks for facts.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FindFacts {
    /// Words that all stand in the statement: "…" is a phrase, word* all words that begin so. Left out, all facts are found.
    words: Option<String>,
    /// Only of this standing: agreed by independent sources, single, disputed or superseded.
    standing: Option<Standing>,
    /// Only in this story, by its number.
    story: Option<i64>,
    #[serde(flatten)]
    which: Which,
    #[serde(flatten)]
    paging: Paging,
}

/// Facts that were found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FactsAnswer {
    /// The facts, those of the latest stories first.
    facts: Vec<FactLine>,
    /// How many stories were looked through.
    looked_through: usize,
    /// What to give as `after` to go on with further stories.
    next: Option<usize>,
}

/// Something stated.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FactLine {
    /// The story, by its number.
    story: i64,
    /// What the story is called.
    untrusted_story: Outside,
    /// What the reports together make of it.
    standing: Standing,
    /// How many independent sources it has, at most.
    independent_at_most: usize,
    /// The sentence that states it best.
    #[serde(flatten)]
    words: Cite,
}

impl From<FactHit> for FactLine {
    fn from(hit: FactHit) -> Self {
        Self {
            story: hit.story,
            untrusted_story: Outside::name(&hit.story_title),
            standing: hit.standing,
            independent_at_most: hit.independent_at_most,
            words: Cite::from(&hit.words),
        }
    }
}

impl Question for FindFacts {
    const NAME: &'static str = "find_facts";
    const TITLE: &'static str = "Find facts";
    const ABOUT: &'static str = "Finds what is stated, by its words, by its standing among the reports of its story, or both. \
                                 Outlet, person, place, language and days choose stories with such an article. get_account with the part facts shows \
                                 every sentence for and against.";
    type Answer = FactsAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<FactsAnswer>, DeskError> {
        let query = self.which.query(self.words.as_deref(), self.story)?;
        let finds = shelf.ask(|library| {
            let (from, most) = (self.paging.after(), self.paging.limit());
            desk::facts(library, &shelf.teller(), &query, self.standing, from, most)
        })?;
        let Finds { found, looked_through, next } = finds;
        let says = looked("fact", "facts", found.len(), looked_through, "story", "stories");
        let facts = found.into_iter().map(FactLine::from).collect();
        Ok(Answered { says, answer: FactsAnswer { facts, looked_through, next } })
    }
}

fn looked(one: &str, many: &str, found: usize, looked: usize, place: &str, places: &str) -> String {
    format!("{}, in {} looked through.", count(found, one, many), count(looked, place, places))
}

/// The stories with articles that are meant.
pub(super) fn stories(query: SearchQuery, at_least: usize, paging: &Paging) -> StoryFilter {
    StoryFilter { articles: query, at_least, limit: paging.limit(), offset: paging.after() }
}
