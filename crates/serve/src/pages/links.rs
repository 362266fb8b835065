//! Where the links of a story lead.

use super::shell::encoded;
use std::collections::HashMap;
use store::{Library, StoreError};
use tell::{Account, Links, Place};

/// The links of one story.
pub(crate) struct StoryLinks {
    story: i64,
    keys: HashMap<String, i64>,
    places: HashMap<String, (usize, usize)>,
}

impl StoryLinks {
    /// For the accounts of a story.
    pub(crate) fn of(library: &Library, story: i64, accounts: &[&Account]) -> Result<Self, StoreError> {
        let mut keys = HashMap::new();
        let mut places = HashMap::new();
        for account in accounts {
            for article in &account.articles {
                if let Some(key) = library.find(&article::ArticleId(article.id.clone()))? {
                    keys.insert(article.id.clone(), key.0);
                }
            }
            places.extend(account.evidence.iter().map(|one| (one.id.0.clone(), (one.start, one.end))));
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

/// The page of a person or party.
pub(crate) fn to_person(name: &str) -> String {
    format!("/people?name={}", encoded(name))
}

impl Links for StoryLinks {
    fn sentence(&self, place: &Place<'_>) -> String {
        let at = place.evidence.first().and_then(|id| self.places.get(id)).copied();
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

    fn rest(&self, section: &str, from: usize) -> Option<String> {
        Some(format!("/stories/{}/{section}?from={from}", self.story))
    }
}
