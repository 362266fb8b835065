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

/// Of long passages so many first and last words are enough: less is likely to have been changed.
const ENDS: usize = 5;

/// The address of an outlet's page, with the words as a text fragment: a browser goes there and marks them.
/// See <https://wicg.github.io/scroll-to-text-fragment/>.
pub(crate) fn to_outlet(url: &str, exact: &str) -> Option<String> {
    let url = tell::link(url)?;
    let words: Vec<&str> = exact.split_whitespace().collect();
    let fragment = if words.len() <= ENDS * 2 {
        fragment_encoded(&words.join(" "))
    } else {
        let (first, last) = (words.get(..ENDS)?, words.get(words.len() - ENDS..)?);
        format!("{},{}", fragment_encoded(&first.join(" ")), fragment_encoded(&last.join(" ")))
    };
    let (page, anchor) = url.split_once('#').map_or((url, ""), |(page, anchor)| (page, anchor));
    let anchor = anchor.split(":~:").next().unwrap_or_default();
    Some(format!("{page}#{anchor}:~:text={fragment}"))
}

/// Text of a text directive: its own marks `-`, `,` and `&` are encoded too.
fn fragment_encoded(text: &str) -> String {
    encoded(text).replace('-', "%2D")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_fragment_names_the_ends_of_long_passages() {
        let to = |words: &str| to_outlet("https://tide.example/a?b=c#top", words).unwrap();
        assert_eq!(
            to("the re-opened gate, he said"),
            "https://tide.example/a?b=c#top:~:text=the%20re%2Dopened%20gate%2C%20he%20said"
        );
        let long = "one two three four five six seven eight nine ten eleven";
        assert!(
            to(long).ends_with(":~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven")
        );
        assert_eq!(to_outlet("javascript:alert(1)", "x"), None);
    }
}
