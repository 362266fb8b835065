//! An article, sentence by sentence, and one sentence among its neighbours.

use super::Paging;
use crate::cite::Cite;
use crate::outside::Outside;
use crate::shelf::Shelf;
use crate::tool::{Answered, Asking, Question};
use desk::{ArticleView, Cited, DeskError, count};
use read::text::SentenceKind;
use read::{Attribution, AttributionKind, Reading};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::ArticleKey;

/// Gives an article.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetArticle {
    /// Its number in this library.
    article: i64,
    #[serde(flatten)]
    paging: Paging,
}

/// An article.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ArticleAnswer {
    #[serde(flatten)]
    about: AboutArticle,
    /// How many sentences it has.
    total: usize,
    /// Its sentences, headings and what is no part of the report among them.
    sentences: Vec<SentenceEntry>,
    /// What to give as `after` for more.
    next: Option<usize>,
}

/// What is known of an article beside its text.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AboutArticle {
    /// Its number in this library.
    article: i64,
    /// Its name in this library.
    untrusted_id: Outside,
    /// The story it belongs to, by its number.
    story: Option<i64>,
    /// Its headline.
    untrusted_title: Option<Outside>,
    /// Who published it.
    untrusted_outlet: Option<Outside>,
    /// By whom it was written, as its page says.
    untrusted_byline: Option<Outside>,
    /// Where it stands on the web.
    untrusted_url: Option<Outside>,
    /// When it was published: ISO 8601.
    published: Option<String>,
    /// When its outlet last changed it.
    modified: Option<String>,
    /// The versions of its page by their numbers, the earliest first; itself alone where there is no other.
    versions: Vec<i64>,
}

impl AboutArticle {
    fn of(view: &ArticleView) -> Self {
        let article = &view.read.article;
        Self {
            article: view.key,
            untrusted_id: Outside::name(&article.id.0),
            story: view.story,
            untrusted_title: Outside::some(article.title.as_deref()),
            untrusted_outlet: Outside::some(article.outlet.as_ref().map(|outlet| outlet.0.as_str())),
            untrusted_byline: Outside::some(view.byline.as_deref()),
            untrusted_url: article.url.as_deref().map(Outside::address),
            published: article.published.map(|date| date.to_string()),
            modified: view.modified.clone(),
            versions: view.versions.iter().map(|version| version.key).collect(),
        }
    }
}

/// A sentence of an article.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SentenceEntry {
    /// Its number, from 1.
    sentence: usize,
    /// What it is.
    kind: SentenceIs,
    /// The sentence.
    untrusted_text: Outside,
    /// What is said in it and by whom.
    says: Vec<SaysEntry>,
}

/// What a sentence is.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SentenceIs {
    /// Part of the report.
    Report,
    /// A headline, or a heading between paragraphs.
    Heading,
    /// No part of the report: a caption, a line of the page.
    Debris,
}

/// Something said in a sentence.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SaysEntry {
    /// Whether it is quoted.
    kind: AttributionKind,
    /// Whose words they are, as they are named there; nothing when it cannot be told.
    untrusted_speaker: Option<Outside>,
    /// The words.
    untrusted_words: Vec<Outside>,
}

impl SentenceEntry {
    fn of(reading: &Reading, index: usize) -> Option<Self> {
        let sentence = reading.sentences.get(index)?;
        let says = |attribution: &&Attribution| {
            attribution.content.iter().chain(&attribution.quoted).any(|piece| piece.overlaps(sentence.span))
        };
        Some(Self {
            sentence: index + 1,
            kind: match sentence.kind {
                SentenceKind::Body => SentenceIs::Report,
                SentenceKind::Heading => SentenceIs::Heading,
                SentenceKind::Debris => SentenceIs::Debris,
            },
            untrusted_text: Outside::shortened(reading.words(sentence.span)),
            says: reading.attributions.iter().filter(says).map(|said| SaysEntry::of(reading, said)).collect(),
        })
    }
}

impl SaysEntry {
    fn of(reading: &Reading, said: &Attribution) -> Self {
        let words = if said.quoted.is_empty() { &said.content } else { &said.quoted };
        Self {
            kind: said.kind,
            untrusted_speaker: said.source.as_ref().map(|source| Outside::name(&reading.called(source))),
            untrusted_words: words.iter().map(|span| Outside::shortened(reading.words(*span))).collect(),
        }
    }
}

impl Question for GetArticle {
    const NAME: &'static str = "get_article";
    const TITLE: &'static str = "An article";
    const ABOUT: &'static str = "Gives an article sentence by sentence, numbered as everywhere, with what is said in each and by whom.";
    type Answer = ArticleAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<ArticleAnswer>, DeskError> {
        let view = shelf.ask(|library| desk::article(library, ArticleKey(self.article)))?;
        let total = view.read.sentences.len();
        let from = self.paging.after();
        let sentences: Vec<SentenceEntry> = (from..total.min(from.saturating_add(self.paging.limit())))
            .filter_map(|index| SentenceEntry::of(&view.read, index))
            .collect();
        let next = self.paging.next(sentences.len(), total);
        let says = format!("Article {} has {}.", self.article, count(total, "sentence", "sentences"));
        Ok(Answered {
            says,
            answer: ArticleAnswer { about: AboutArticle::of(&view), total, sentences, next },
        })
    }
}

/// Opens a sentence.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetSentence {
    /// The article, by its number.
    article: i64,
    /// The number of the sentence, from 1.
    sentence: usize,
    /// So many sentences before and after are given too: 2 unless given, 20 at most.
    around: Option<usize>,
}

/// A sentence among its neighbours.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SentenceAnswer {
    /// The sentence.
    cited: Cite,
    /// It and its neighbours.
    sentences: Vec<SentenceEntry>,
    /// A link to the outlet's page at which a browser marks the words.
    untrusted_link: Option<Outside>,
    #[serde(flatten)]
    about: AboutArticle,
}

/// So many neighbours are given unless another number is asked for.
const AROUND: usize = 2;

/// No more than so many.
const MOST_AROUND: usize = 20;

impl Question for GetSentence {
    const NAME: &'static str = "get_sentence";
    const TITLE: &'static str = "A sentence in its source";
    const ABOUT: &'static str = "Opens a sentence of an article with its neighbours, to see that it says what it is cited for, with a link \
                                 to the outlet's page.";
    type Answer = SentenceAnswer;

    fn answer(self, shelf: &Shelf, _: &Asking) -> Result<Answered<SentenceAnswer>, DeskError> {
        let key = ArticleKey(self.article);
        let view = shelf.ask(|library| desk::article(library, key))?;
        let reading = &view.read;
        let total = reading.sentences.len();
        let missing = || {
            DeskError::new(format!(
                "article {} has no sentence {}: it has {total}",
                self.article, self.sentence
            ))
        };
        let index = self.sentence.checked_sub(1).ok_or_else(missing)?;
        let span = reading.sentences.get(index).ok_or_else(missing)?.span;
        let cited = Cited::of_reading(key, reading, span).ok_or_else(missing)?;
        let around = self.around.unwrap_or(AROUND).min(MOST_AROUND);
        let near = index.saturating_sub(around)..total.min(index + around + 1);
        let link = reading.article.url.as_deref().and_then(|url| tell::text_fragment(url, &cited.exact));
        let answer = SentenceAnswer {
            cited: Cite::from(&cited),
            sentences: near.filter_map(|index| SentenceEntry::of(reading, index)).collect(),
            untrusted_link: link.as_deref().map(Outside::address),
            about: AboutArticle::of(&view),
        };
        Ok(Answered { says: format!("Sentence {} of article {}.", self.sentence, self.article), answer })
    }
}
