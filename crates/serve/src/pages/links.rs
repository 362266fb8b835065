//! Where the links of a story lead.

use super::shell::encoded;
use desk::Cited;
use std::collections::HashMap;
use store::{Library, StoreError};
use tell::{Account, Links, Place};

/// The links of one story.
pub(crate) struct StoryLinks<'a> {
    story: i64,
    keys: HashMap<&'a str, i64>,
    places: HashMap<&'a str, (usize, usize)>,
}

impl<'a> StoryLinks<'a> {
    /// For the accounts of a story.
    pub(crate) fn of(library: &Library, story: i64, accounts: &[&'a Account]) -> Result<Self, StoreError> {
        let mut keys = HashMap::new();
        let mut places = HashMap::new();
        for account in accounts {
            for article in &account.articles {
                if let Some(key) = library.find(&article::ArticleId(article.id.clone()))? {
                    keys.insert(article.id.as_str(), key.0);
                }
            }
            places.extend(account.evidence.iter().map(|one| (one.id.0.as_str(), (one.start, one.end))));
        }
        Ok(Self { story, keys, places })
    }

    /// The key of an article.
    pub(crate) fn key(&self, article: &str) -> Option<i64> {
        self.keys.get(article).copied()
    }
}

/// The page of a sentence, with the words at these code points marked.
pub(crate) fn to_sentence(key: i64, sentence: usize, at: Option<(usize, usize)>) -> String {
    let at = at.map(|(start, end)| format!("?at={start}-{end}")).unwrap_or_default();
    format!("/articles/{key}/sentences/{sentence}{at}")
}

/// The page of the sentence of these words, which are marked; empty where their article is in the library no more.
pub(crate) fn to_cited(cited: &Cited) -> String {
    cited.key.map(|key| to_sentence(key, cited.sentence, Some((cited.start, cited.end)))).unwrap_or_default()
}

/// What the report of these words is called beside them: its outlet, or where that is not known its id, and its day.
pub(crate) fn called(cited: &Cited) -> String {
    let outlet = cited.outlet.as_deref().unwrap_or(&cited.article);
    let day = cited.published.as_deref().map(|day| format!(", {}", tell::date(day)));
    tell::one_line(&format!("{outlet}{}", day.unwrap_or_default()))
}

/// The page of a person or party.
pub(crate) fn to_person(name: &str) -> String {
    format!("/people?name={}", encoded(name))
}

impl Links for StoryLinks<'_> {
    fn sentence(&self, place: &Place<'_>) -> String {
        let at = place.evidence.first().and_then(|id| self.places.get(id.as_str())).copied();
        match self.key(place.article) {
            Some(key) => to_sentence(key, place.sentence, at),
            None => format!("#report-{}", place.report),
        }
    }

    fn line(&self, section: &str, number: usize) -> String {
        format!("/stories/{}/{section}?from={number}#{section}-{number}", self.story)
    }

    fn report(&self, article: &str) -> Option<String> {
        self.key(article).map(|key| format!("/articles/{key}"))
    }

    fn person(&self, name: &str) -> Option<String> {
        Some(to_person(name))
    }

    fn rest(&self, section: &str, from: usize) -> Option<String> {
        Some(format!("/stories/{}/{section}?from={from}", self.story))
    }
}
